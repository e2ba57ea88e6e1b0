"""Buttons of those who review what was reported."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.callbacks.fields import Codes, flag, maybe, number, row, short


@dataclass(frozen=True, slots=True)
class ShowReviews:
    """Reports below a unit that await a reviewer; without `unit` all that are the person's to review.

    `every`: all that the one unit has reported, reviewed or not.
    """

    period: int
    unit: str | None = None
    page: int = 1
    every: bool = False


@dataclass(frozen=True, slots=True)
class ReviewOne:
    """A report (the number of its check-in) is to be looked at."""

    check_in: int


@dataclass(frozen=True, slots=True)
class Approve:
    """It is approved."""

    check_in: int


@dataclass(frozen=True, slots=True)
class SendBack:
    """It is to be sent back."""

    check_in: int


@dataclass(frozen=True, slots=True)
class Lock:
    """It is locked."""

    check_in: int


@dataclass(frozen=True, slots=True)
class Unlock:
    """It may be corrected again."""

    check_in: int


@dataclass(frozen=True, slots=True)
class ReviewVersions:
    """All its versions are to be looked at."""

    check_in: int


ReviewingAction: TypeAlias = ShowReviews | ReviewOne | ReviewVersions | Approve | SendBack | Lock | Unlock

CODES: Codes = {
    "v": (ShowReviews, (row, maybe(short), number, flag)),
    "vd": (ReviewOne, (row,)),
    "vv": (ReviewVersions, (row,)),
    "va": (Approve, (row,)),
    "vb": (SendBack, (row,)),
    "vl": (Lock, (row,)),
    "vu": (Unlock, (row,)),
}
