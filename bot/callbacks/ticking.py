"""Buttons of reporting several tasks at once."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.callbacks.fields import Codes, flag, number, row, short


@dataclass(frozen=True, slots=True)
class ShowTicks:
    """The tasks not reported yet, with a box each, from page `page` (from 1)."""

    period: int
    page: int = 1


@dataclass(frozen=True, slots=True)
class Tick:
    """A box is to be ticked, or not; `page` is the one it stands on."""

    period: int
    duty: str
    on: bool
    page: int = 1


@dataclass(frozen=True, slots=True)
class LookOverTicks:
    """All that is ticked."""

    period: int


@dataclass(frozen=True, slots=True)
class SendTicks:
    """All that is ticked is sent as done."""

    period: int


TickingAction: TypeAlias = ShowTicks | Tick | LookOverTicks | SendTicks

CODES: Codes = {
    "kz": (ShowTicks, (row, number)),
    "kb": (Tick, (row, short, flag, number)),
    "kf": (LookOverTicks, (row,)),
    "ke": (SendTicks, (row,)),
}
