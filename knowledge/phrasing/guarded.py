"""A chat model that is asked only while it is well and the day's tokens last, and whose replies have their shape."""

import logging
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from threading import Lock
from time import monotonic
from typing import Any, Protocol, TypeVar

from knowledge.errors import ChatModelError, ModelMisconfiguredError, ModelRefusedError, ModelUnavailableError
from knowledge.phrasing.health import Budget, Health
from knowledge.phrasing.model import Prompt, Refusal, Sentence, Usage
from knowledge.phrasing.replies import (
    SHAPES,
    Suggestion,
    read_question,
    read_sentences,
    read_suggestions,
)

BYTES_A_TOKEN = 3
"""Of Vietnamese, about; for what a server does not count. On the safe side: today's models join more."""
_SUGGESTION_LENGTH = 600

_log = logging.getLogger(__name__)
T = TypeVar("T")


class Speaker(Protocol):
    """A server with a chat model: text in pieces, and what it cost. Raises `ChatModelError`."""

    @property
    def name(self) -> str:
        """Which model it is."""

    def speak(self, prompt: Prompt, shape: Mapping[str, Any]) -> Generator[str | Usage, None, None]:
        """What the model writes; `shape` is the JSON schema to ask for."""


class LateSpeaker:
    """A speaker that is known by name and loaded, with the libraries it needs, when it is first asked."""

    def __init__(self, name: str, load: Callable[[], Speaker]) -> None:
        self.name = name
        self._load = load
        self._loaded: Speaker | None = None
        self._lock = Lock()

    def speak(self, prompt: Prompt, shape: Mapping[str, Any]) -> Generator[str | Usage, None, None]:
        """See `Speaker`."""
        with self._lock:
            self._loaded = self._loaded or self._load()
        return self._loaded.speak(prompt, shape)


class GuardedModel:
    """See `knowledge.phrasing.model.ChatModel`. A log line for each call tells prompt, tokens and time, never words."""

    def __init__(self, speaker: Speaker, health: Health, budget: Budget) -> None:
        self._speaker = speaker
        self._health = health
        self._budget = budget

    @property
    def name(self) -> str:
        """Which model it is."""
        return self._speaker.name

    def reply(self, prompt: Prompt, *, person: str | None = None) -> Iterator[Sentence | Refusal]:
        """The sentences of a reply as they arrive, each complete, or one refusal and nothing else."""
        return self._guarded(prompt, person, read_sentences)

    def stand_alone(self, prompt: Prompt, *, person: str | None = None) -> str:
        """A question made to be understood without the turns before it."""
        return next(self._guarded(prompt, person, lambda pieces: iter((read_question(pieces),))))

    def suggest(self, prompt: Prompt, passages: int) -> Sequence[Suggestion]:
        """Titles, acts and applicability for so many passages, not yet proven."""

        def read(pieces: Iterator[str]) -> Iterator[list[Suggestion]]:
            yield read_suggestions(pieces, _SUGGESTION_LENGTH * (passages + 1))

        return next(self._guarded(prompt, None, read))

    def _guarded(
        self, prompt: Prompt, person: str | None, read: Callable[[Iterator[str]], Iterator[T]]
    ) -> Generator[T, None, None]:
        """What is read of a reply, between the circuit and the budget."""
        self._health.require_closed()
        call = _Call(_estimate(prompt.system + prompt.user))
        held = self._budget.hold(person, call.asked)
        outcome = "left"  # whoever listens may stop listening
        try:
            with closing(self._speaker.speak(prompt, SHAPES[prompt.name])) as spoken:
                yield from read(call.listen(spoken))
            outcome = "ok"
        except ChatModelError as error:
            outcome = type(error).__name__
            call.turned_away = isinstance(error, (ModelUnavailableError, ModelRefusedError))
            self._note_failure(error)
            raise
        finally:
            self._budget.settle(held, call.tokens)
            if outcome in ("ok", "left") and call.spoke:
                self._health.worked()
            _log.info(
                "Model %s, prompt %s %s: %s, %d tokens, %d ms",
                *(self.name, prompt.name, prompt.version, outcome, call.tokens, call.milliseconds),
            )

    def _note_failure(self, error: ChatModelError) -> None:
        """One question that a model will not answer says nothing of the next."""
        if isinstance(error, ModelRefusedError) and not isinstance(error, ModelMisconfiguredError):
            return
        circuit = self._health.failed(error)
        if circuit.open_until is not None:
            _log.warning("The chat model is left alone until %s: %s", circuit.open_until, error)


class _Call:
    """What one call costs; counted by the server where it tells, else estimated from the text."""

    def __init__(self, asked: int) -> None:
        self.asked = asked
        self.spoke = False
        self.turned_away = False
        self._begun = monotonic()
        self._said = 0
        self._usage: Usage | None = None

    def listen(self, spoken: Iterator[str | Usage]) -> Iterator[str]:
        """The text of what is spoken."""
        for piece in spoken:
            if isinstance(piece, Usage):
                self._usage = piece
            else:
                self.spoke = True
                self._said += len(piece.encode("utf-8", "replace"))
                yield piece

    @property
    def tokens(self) -> int:
        """Of the prompt and the reply so far."""
        if self._usage is not None:
            return self._usage.prompt_tokens + self._usage.completion_tokens
        if self.turned_away and not self.spoke:
            return 0
        return self.asked + self._said // BYTES_A_TOKEN

    @property
    def milliseconds(self) -> int:
        """Since the call began."""
        return round((monotonic() - self._begun) * 1000)


def _estimate(text: str) -> int:
    return len(text.encode("utf-8", "replace")) // BYTES_A_TOKEN
