"""Buttons of how far units are."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.callbacks.fields import Codes, maybe, number, row, short


@dataclass(frozen=True, slots=True)
class ShowProgress:
    """How far a unit and all below it are; without `unit` the whole period. `page` is of the units below."""

    period: int
    unit: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class SendChart:
    """The same as a picture."""

    period: int
    unit: str | None = None


ProgressAction: TypeAlias = ShowProgress | SendChart

CODES: Codes = {
    "t": (ShowProgress, (row, maybe(short), number)),
    "tc": (SendChart, (row, maybe(short))),
}
