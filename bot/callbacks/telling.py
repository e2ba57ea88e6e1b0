"""Buttons below a sentence that was understood as a report."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.callbacks.fields import Codes, row, short


@dataclass(frozen=True, slots=True)
class ShowMeant:
    """The sentence that the page answers is a check-in: as it was understood, or page `page` (from 1) of the tasks."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class Meant:
    """That sentence is about this task."""

    period: int
    duty: str


@dataclass(frozen=True, slots=True)
class WasQuestion:
    """That sentence is a question."""


@dataclass(frozen=True, slots=True)
class DropMeant:
    """That sentence is neither a report nor a question: nothing is done with it."""


TellingAction: TypeAlias = ShowMeant | Meant | WasQuestion | DropMeant

CODES: Codes = {
    "kr": (ShowMeant, (row,)),
    "kw": (Meant, (row, short)),
    "kq": (WasQuestion, ()),
    "ko": (DropMeant, ()),
}
