"""Buttons of reporting periods."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.callbacks.fields import Codes, flag, number, row


@dataclass(frozen=True, slots=True)
class ShowPeriods:
    """The reporting periods that the person may open and close."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class ShowPeriod:
    """One of these."""

    period: int


@dataclass(frozen=True, slots=True)
class ClosePeriod:
    """A period is to take no more reports; `sure` by someone who was asked."""

    period: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ReopenPeriod:
    """A closed period is to take reports again; `sure` as above."""

    period: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """The period that the message replied to describes is to be opened."""


@dataclass(frozen=True, slots=True)
class AnnouncePeriod:
    """Those who report are to be told that a period was opened."""

    period: int


PeriodAction: TypeAlias = ShowPeriods | ShowPeriod | ClosePeriod | ReopenPeriod | OpenPeriod | AnnouncePeriod

CODES: Codes = {
    "y": (ShowPeriods, (number,)),
    "yd": (ShowPeriod, (row,)),
    "yc": (ClosePeriod, (row, flag)),
    "yo": (ReopenPeriod, (row, flag)),
    "ym": (OpenPeriod, ()),
    "ya": (AnnouncePeriod, (row,)),
}
