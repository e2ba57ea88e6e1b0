"""Buttons of reminders."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.callbacks.fields import Codes, flag, row


@dataclass(frozen=True, slots=True)
class ShowReminders:
    """Who is reminded in a period, when, and what became of it."""

    period: int


@dataclass(frozen=True, slots=True)
class RemindNow:
    """Those who have not reported in a period are to be reminded at once; `sure` by someone who was asked."""

    period: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class SilenceReminders:
    """The person wants no reminders of a period, or wants them again."""

    period: int
    silent: bool


ReminderAction: TypeAlias = ShowReminders | RemindNow | SilenceReminders

CODES: Codes = {
    "n": (ShowReminders, (row,)),
    "nn": (RemindNow, (row, flag)),
    "ns": (SilenceReminders, (row, flag)),
}
