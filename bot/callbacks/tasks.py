"""Buttons of the list of tasks, of a task's card and of its document."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.callbacks.fields import Codes, maybe, number, one_of, path, short
from knowledge.model import Act


@dataclass(frozen=True, slots=True)
class ShowList:
    """The unit's tasks, from page `page` (from 1), all or those of one kind of act."""

    page: int = 1
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class ChooseAct:
    """The kinds of act by which the list can be narrowed."""


@dataclass(frozen=True, slots=True)
class ChooseUnit:
    """The kinds of unit and the years that can be chosen for the list."""


@dataclass(frozen=True, slots=True)
class ShowDuty:
    """One task's card; `page` and `act` lead back to the list it was opened from."""

    duty: str
    page: int = 1
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class ShowWords:
    """The source's words of a duty."""

    duty: str


@dataclass(frozen=True, slots=True)
class ShowPlace:
    """The source's words of a provision; `path` is the provision's own, or a hash of a long one."""

    document: str
    path: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A duty held against the directive above."""

    duty: str


@dataclass(frozen=True, slots=True)
class AboutDuty:
    """The person wants to ask about this duty; what they type next is about it."""

    duty: str


@dataclass(frozen=True, slots=True)
class SendFile:
    """A document as a file."""

    document: str


@dataclass(frozen=True, slots=True)
class ShareList:
    """The list of tasks as plain text to copy."""


@dataclass(frozen=True, slots=True)
class PrintList:
    """The list of tasks as a file to print."""


TaskAction: TypeAlias = (
    ShowList
    | ChooseAct
    | ChooseUnit
    | ShowDuty
    | ShowWords
    | ShowPlace
    | Compare
    | AboutDuty
    | SendFile
    | ShareList
    | PrintList
)

CODES: Codes = {
    "l": (ShowList, (number, maybe(one_of(Act)))),
    "la": (ChooseAct, ()),
    "lu": (ChooseUnit, ()),
    "d": (ShowDuty, (short, number, maybe(one_of(Act)))),
    "w": (ShowWords, (short,)),
    "p": (ShowPlace, (short, path)),
    "c": (Compare, (short,)),
    "a": (AboutDuty, (short,)),
    "f": (SendFile, (short,)),
    "ls": (ShareList, ()),
    "lp": (PrintList, ()),
}
