"""A sentence that somebody wrote to the bot, with what is needed to read it again."""

from dataclasses import dataclass
from datetime import date

from telegram import Message as Written

from bot.progress.model import VIETNAM, Evidence
from bot.progress.sentence import Reading, read_sentence
from bot.telegram.context import now


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that somebody wrote, the day on which they did, in Vietnam, the message's number and its files."""

    text: str
    day: date
    message: int
    files: tuple[Evidence, ...] = ()

    @classmethod
    def of(cls, message: Written, today: date, files: tuple[Evidence, ...] = ()) -> "Told":
        """What a message says. A button may be pressed days later: "hôm qua" is from the day it was written."""
        ago = now().astimezone(VIETNAM).date() - message.date.astimezone(VIETNAM).date()
        return cls(message.text or message.caption or "", min(today, today - ago), message.message_id, files)

    @property
    def reading(self) -> Reading:
        """What was understood of it."""
        return read_sentence(self.text, self.day)
