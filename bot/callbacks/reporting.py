"""Buttons of what a unit reports on its tasks."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.callbacks.fields import Codes, flag, number, one_of, row, short
from bot.progress.filling import Typed
from bot.progress.model import Status


@dataclass(frozen=True, slots=True)
class ShowReports:
    """What the person's unit has to report in a period, from page `page` (from 1)."""

    period: int
    page: int = 1


@dataclass(frozen=True, slots=True)
class ReportOn:
    """One of these, with what was said of it; `again`: to say it anew."""

    period: int
    duty: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class SetStatus:
    """How far it is: a check-in begins."""

    period: int
    duty: str
    status: Status


@dataclass(frozen=True, slots=True)
class AsLastTime:
    """The same is to be said as in the period before."""

    period: int
    duty: str


@dataclass(frozen=True, slots=True)
class TypeIn:
    """The person wants to type something that belongs to a check-in."""

    period: int
    duty: str
    what: Typed


@dataclass(frozen=True, slots=True)
class GoOn:
    """A check-in that was begun is gone on with."""

    period: int
    duty: str


@dataclass(frozen=True, slots=True)
class SendReport:
    """A check-in is sent, to follow version `version` (0: to be the first)."""

    period: int
    duty: str
    version: int


@dataclass(frozen=True, slots=True)
class DropReport:
    """A check-in that was begun is dropped."""

    period: int
    duty: str


@dataclass(frozen=True, slots=True)
class ShowVersions:
    """All that was said of something, version by version."""

    period: int
    duty: str


@dataclass(frozen=True, slots=True)
class DropFile:
    """A file is to be taken out of a check-in begun; `file` is a hash of its id."""

    period: int
    duty: str
    file: str


@dataclass(frozen=True, slots=True)
class ShowFile:
    """File `number` (from 1) of a check-in is to be shown."""

    check_in: int
    number: int


ReportingAction: TypeAlias = (
    ShowReports
    | ReportOn
    | SetStatus
    | AsLastTime
    | TypeIn
    | GoOn
    | SendReport
    | DropReport
    | ShowVersions
    | DropFile
    | ShowFile
)

CODES: Codes = {
    "k": (ShowReports, (row, number)),
    "kd": (ReportOn, (row, short, flag)),
    "ks": (SetStatus, (row, short, one_of(Status))),
    "kl": (AsLastTime, (row, short)),
    "kt": (TypeIn, (row, short, one_of(Typed))),
    "kc": (GoOn, (row, short)),
    "kg": (SendReport, (row, short, row)),
    "kx": (DropReport, (row, short)),
    "kh": (ShowVersions, (row, short)),
    "kp": (DropFile, (row, short, short)),
    "kv": (ShowFile, (row, number)),
}
