"""What a chat model is shown and what it returns. Pure data: no outside library, no network, nothing that proves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

Refusal = Literal["not_in_passages", "not_specified", "out_of_scope", "unclear"]
"""Why a model says nothing: the passages do not answer; they leave the asked fact out; the question is about something
else; it cannot be understood."""

PromptName = Literal["answer", "stand_alone", "obligations"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as the model sees it: under an opaque token (`P7Q2`), never under an id.

    `text` is the source's words; `source` says where they stand ("Công văn 1188/SGDĐT-CTTT-GDCN, mục II.1").
    """

    token: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the model's, and the tokens of the passages it says to rest on."""

    text: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """All that a model returned, of the right shape and not yet proven: sentences or a refusal."""

    sentences: tuple[Sentence, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call cost, in the model's own tokens."""

    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file with its variables filled in. `version` is the short hash of the file as it stands, unfilled."""

    name: PromptName
    version: str
    system: str
    user: str


class Prompts(Protocol):
    """The prompt files, each with its variables.

    `answer`: `question unit today language passages faults`; `stand_alone`: `question turns today language`. Values
    are data and reach the model as they are: the caller has put each between delimiters that it cannot close.
    """

    def render(self, name: PromptName, **values: str) -> Prompt:
        """A prompt with exactly its variables filled in; another set of names is a programmer's fault (`KeyError`)."""

    def version(self, name: PromptName) -> str:
        """The short hash of the prompt file."""


class ChatModel(Protocol):
    """A chat model. Safe from several threads. Every fault is a `ChatModelError`, also in the middle of a reply.

    `person` is an opaque mark of who asks, for the budget; it never reaches the model.
    """

    @property
    def name(self) -> str:
        """Which model it is."""

    def reply(self, prompt: Prompt, *, person: str | None = None) -> Iterator[Sentence | Refusal]:
        """The sentences of a reply as they arrive, each complete, or one refusal and nothing else."""

    def stand_alone(self, prompt: Prompt, *, person: str | None = None) -> str:
        """A question made to be understood without the turns before it."""
