"""What was said last in each chat, so that "còn mầm non thì sao?" is understood. In memory only, and not for long."""

import time
from collections import OrderedDict
from dataclasses import dataclass, field

from bot.progress.model import Evidence
from knowledge.answering import Turn

TURNS_KEPT = 6
CHATS_HELD = 5_000
MINUTES_HELD = 60


@dataclass(slots=True)
class Album:
    """Files sent together, as far as they have come, and the message that answers them. `id` is None for one file."""

    id: str | None
    files: list[Evidence] = field(default_factory=list)
    page: int | None = None


@dataclass(slots=True)
class Conversation:
    """One chat's last turns, by the number of the message that answered; and what the bot is waiting for."""

    turns: OrderedDict[int, Turn] = field(default_factory=OrderedDict)
    after_danger: bool = False
    prompt: str = ""
    """What the bot asked the person to type, in its own words."""
    choice: int | None = None
    """The message below a sentence that asks whether it is a report, or of what. Nothing is kept of that sentence."""
    last_question: int | None = None
    album: Album | None = None
    at: float = field(default_factory=time.monotonic)

    def until(self, message_id: int | None) -> list[Turn]:
        """The turns up to the answer that was replied to; all of them where it is none of these."""
        if message_id is None or message_id not in self.turns:
            return list(self.turns.values())
        numbers = list(self.turns)
        return [self.turns[n] for n in numbers[: numbers.index(message_id) + 1]]

    def add(self, message_id: int, turn: Turn) -> None:
        """Remember an answered question."""
        self.turns[message_id] = turn
        while len(self.turns) > TURNS_KEPT:
            self.turns.popitem(last=False)


class Conversations:
    """The conversations of the last hour."""

    def __init__(self) -> None:
        self._held: OrderedDict[int, Conversation] = OrderedDict()

    def of(self, chat_id: int) -> Conversation:
        """A chat's conversation, a new one where the last is over."""
        found = self._held.pop(chat_id, None)
        now = time.monotonic()
        if found is None or now - found.at > MINUTES_HELD * 60:
            found = Conversation()
        found.at = now
        self._held[chat_id] = found
        if len(self._held) > CHATS_HELD:
            self._held.popitem(last=False)
        return found

    def forget(self, chat_id: int) -> None:
        """Forget what was said in a chat."""
        self._held.pop(chat_id, None)
