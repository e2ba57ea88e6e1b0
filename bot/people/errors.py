"""What can go wrong with units, people and invitations: each error is a sentence of the catalogue of texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.render import sentence
from knowledge.answer import Say
from knowledge.errors import DauMoiError


class PeopleError(DauMoiError):
    """Anything foreseen here. `say` is the sentence for the person; the message holds it in both languages."""

    def __init__(self, say: Say) -> None:
        super().__init__(in_both_languages(say))
        self.say = say

    @property
    def key(self) -> str:
        """The sentence's key in the catalogue of texts."""
        return self.say.key


class UnknownUnitError(PeopleError):
    """No unit has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(Say("unit.unknown", {"code": code}))
        self.code = code


class InvitationError(PeopleError):
    """A code by which nobody can join (any more), or an invitation that cannot be made."""


class ReorganisationError(PeopleError):
    """A unit that cannot be renamed, moved or closed like this, or that was closed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one line (from 1) of a file of units; line 0 is the file as a whole."""

    line: int
    say: Say


class UnitsFileError(DauMoiError):
    """A file of units with faults, in the order of its lines; nothing of it was loaded."""

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        super().__init__(f"{file}: {in_both_languages(faults[0].say)}")
        self.file = file
        self.faults = tuple(faults)


def in_both_languages(say: Say) -> str:
    """A sentence in Vietnamese, and in English on a line below."""
    return f"{sentence(say, 'vi')}\n{sentence(say, 'en')}"
