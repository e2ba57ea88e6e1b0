"""What a button sends back when it is pressed: at most 64 bytes, good after a restart and after a re-index.

Documents, duties and units are named by a short hash of their id, which is looked up in the library that serves when
the button is pressed: a button of last month still opens its duty, and says so when the duty is gone.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Literal, TypeAlias, get_args

from bot.people.model import Role
from bot.progress.filling import Typed
from bot.progress.model import Status as ReportStatus
from knowledge.library import Library
from knowledge.model import Act, Lang, Obligation, Status, UnitType

LIMIT = 64
"""Bytes of UTF-8 that Telegram lets a button carry."""

Ask = Literal["who", "when", "compare"]
"""What may be asked on about a duty."""

Reason = Literal["wrong", "missing", "unclear", "other"]
"""What was not good about an answer."""


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
class Suggest:
    """A question about a duty that is offered below an answer."""

    ask: Ask
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


@dataclass(frozen=True, slots=True)
class Rate:
    """Whether an answer helped; of which index version (see `version_ref`) and kind it was, and what was wrong."""

    good: bool
    version: str
    status: Status
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class RatePhrased(Rate):
    """As `Rate`, of an answer with a chat model's words: `prompt` is the version of the prompt they came of."""

    prompt: str = ""


@dataclass(frozen=True, slots=True)
class AskAgain:
    """The person wants the last question answered anew."""


@dataclass(frozen=True, slots=True)
class SetLang:
    """The person's language."""

    lang: Lang


@dataclass(frozen=True, slots=True)
class SetUnitType:
    """The kind of unit whose tasks are shown."""

    unit_type: UnitType


@dataclass(frozen=True, slots=True)
class SetUnit:
    """The person's unit, by a hash of its code; `sure` by someone who was told that a role ends by it."""

    unit: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class SetYear:
    """The year whose tasks are shown; None for the current one."""

    year: int | None


@dataclass(frozen=True, slots=True)
class Join:
    """An invitation is accepted."""

    code: str


@dataclass(frozen=True, slots=True)
class BeGuest:
    """Someone asks without saying where they work."""


@dataclass(frozen=True, slots=True)
class FindUnit:
    """The person wants to type the name of their unit."""


@dataclass(frozen=True, slots=True)
class Erase:
    """Everything kept of the person is to be erased, or after all not."""

    sure: bool


@dataclass(frozen=True, slots=True)
class InviteAs:
    """An invitation to a unit (a hash of its code) in a role is to be made."""

    role: Role
    unit: str


@dataclass(frozen=True, slots=True)
class Revoke:
    """Nobody is to join by this invitation (its id) any more."""

    invitation: str


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
    status: ReportStatus


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


Action: TypeAlias = (
    ShowList
    | ChooseAct
    | ChooseUnit
    | ShowDuty
    | ShowWords
    | ShowPlace
    | Compare
    | AboutDuty
    | Suggest
    | SendFile
    | ShareList
    | PrintList
    | Rate
    | RatePhrased
    | AskAgain
    | SetLang
    | SetUnitType
    | SetUnit
    | SetYear
    | Join
    | BeGuest
    | FindUnit
    | Erase
    | InviteAs
    | Revoke
    | ShowReports
    | ReportOn
    | SetStatus
    | AsLastTime
    | TypeIn
    | GoOn
    | SendReport
    | DropReport
    | ShowVersions
    | ShowMeant
    | Meant
    | WasQuestion
    | DropMeant
    | ShowTicks
    | Tick
    | LookOverTicks
    | SendTicks
    | DropFile
    | ShowFile
    | ShowReviews
    | ReviewOne
    | Approve
    | SendBack
    | Lock
    | ShowProgress
    | SendChart
    | ShowPeriods
    | ShowPeriod
    | ClosePeriod
    | ReopenPeriod
    | OpenPeriod
    | AnnouncePeriod
    | ShowReminders
    | RemindNow
    | SilenceReminders
)

_Reader: TypeAlias = Callable[[str], Any]
"""Makes a field's value of its text. Raises `ValueError` for what no button of ours carries."""

_HASH = re.compile(r"[\w-]{8}", re.ASCII)
_PATH = re.compile(r"[\w.~+-]{1,40}|=[\w-]{8}", re.ASCII)
_CODE = re.compile(r"[\w-]{1,60}", re.ASCII)
_VERSION = re.compile(r"[\w-]{1,24}", re.ASCII)
_PROMPT = re.compile(r"[0-9a-f]{8}")


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,3}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def _id(text: str) -> int:
    """The number of a row, or of a version: from 0."""
    if not re.fullmatch(r"0|[1-9]\d{0,11}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def _like(pattern: re.Pattern[str]) -> _Reader:
    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return text

    return read


def _one_of(names: Any) -> _Reader:
    return _like(re.compile("|".join(get_args(names))))


def _maybe(reader: _Reader) -> _Reader:
    return lambda text: reader(text) if text else None


def _flag(text: str) -> bool:
    return ("0", "1").index(text) == 1


_REF, _ACT = _like(_HASH), _maybe(_one_of(Act))
# What stands first in a button's data names the action for as long as buttons of it are about: never given anew.
_ACTIONS: Mapping[str, tuple[type[Action], tuple[_Reader, ...]]] = {
    "l": (ShowList, (_number, _ACT)),
    "la": (ChooseAct, ()),
    "lu": (ChooseUnit, ()),
    "d": (ShowDuty, (_REF, _number, _ACT)),
    "w": (ShowWords, (_REF,)),
    "p": (ShowPlace, (_REF, _like(_PATH))),
    "c": (Compare, (_REF,)),
    "a": (AboutDuty, (_REF,)),
    "s": (Suggest, (_one_of(Ask), _REF)),
    "f": (SendFile, (_REF,)),
    "ls": (ShareList, ()),
    "lp": (PrintList, ()),
    "r": (Rate, (_flag, _like(_VERSION), _one_of(Status), _maybe(_one_of(Reason)))),
    "rm": (RatePhrased, (_flag, _like(_VERSION), _one_of(Status), _maybe(_one_of(Reason)), _like(_PROMPT))),
    "aa": (AskAgain, ()),
    "sl": (SetLang, (_one_of(Lang),)),
    "st": (SetUnitType, (_one_of(UnitType),)),
    "su": (SetUnit, (_REF, _flag)),
    "sy": (SetYear, (_maybe(_number),)),
    "j": (Join, (_like(_CODE),)),
    "g": (BeGuest, ()),
    "fu": (FindUnit, ()),
    "e": (Erase, (_flag,)),
    "i": (InviteAs, (_one_of(Role), _REF)),
    "ir": (Revoke, (_like(_CODE),)),
    "k": (ShowReports, (_id, _number)),
    "kd": (ReportOn, (_id, _REF, _flag)),
    "ks": (SetStatus, (_id, _REF, _one_of(ReportStatus))),
    "kl": (AsLastTime, (_id, _REF)),
    "kt": (TypeIn, (_id, _REF, _one_of(Typed))),
    "kc": (GoOn, (_id, _REF)),
    "kg": (SendReport, (_id, _REF, _id)),
    "kx": (DropReport, (_id, _REF)),
    "kh": (ShowVersions, (_id, _REF)),
    "kr": (ShowMeant, (_id,)),
    "kw": (Meant, (_id, _REF)),
    "kq": (WasQuestion, ()),
    "ko": (DropMeant, ()),
    "kz": (ShowTicks, (_id, _number)),
    "kb": (Tick, (_id, _REF, _flag, _number)),
    "kf": (LookOverTicks, (_id,)),
    "ke": (SendTicks, (_id,)),
    "kp": (DropFile, (_id, _REF, _REF)),
    "kv": (ShowFile, (_id, _number)),
    "v": (ShowReviews, (_id, _maybe(_REF), _number, _flag)),
    "vd": (ReviewOne, (_id,)),
    "va": (Approve, (_id,)),
    "vb": (SendBack, (_id,)),
    "vl": (Lock, (_id,)),
    "t": (ShowProgress, (_id, _maybe(_REF), _number)),
    "tc": (SendChart, (_id, _maybe(_REF))),
    "y": (ShowPeriods, (_number,)),
    "yd": (ShowPeriod, (_id,)),
    "yc": (ClosePeriod, (_id, _flag)),
    "yo": (ReopenPeriod, (_id, _flag)),
    "ym": (OpenPeriod, ()),
    "ya": (AnnouncePeriod, (_id,)),
    "n": (ShowReminders, (_id,)),
    "nn": (RemindNow, (_id, _flag)),
    "ns": (SilenceReminders, (_id, _flag)),
}
_CODES = {kind: code for code, (kind, _) in _ACTIONS.items()}


def data(action: Action) -> str:
    """What a button carries for an action, at most 64 bytes."""
    return ":".join([_CODES[type(action)], *(_written(getattr(action, each.name)) for each in fields(action))])


def _written(value: object) -> str:
    return "" if value is None else str(int(value)) if isinstance(value, bool) else str(value)


def parse(text: str) -> Action | None:
    """The action that a button's data stands for; None for what is unknown, old or damaged."""
    code, *values = text.split(":")
    kind, readers = _ACTIONS.get(code, (None, ()))
    if kind is None or len(values) != len(readers):
        return None
    try:
        return kind(*(read(value) for read, value in zip(readers, values, strict=True)))
    except ValueError:
        return None


def ref(identifier: str) -> str:
    """A short name for a document, a duty or a unit: eight characters that a button has room for."""
    return base64.urlsafe_b64encode(hashlib.sha256(identifier.encode()).digest())[:8].decode()


def path_ref(path: str) -> str:
    """A provision's path as a button carries it: itself, or a hash where it is long."""
    return path if _PATH.fullmatch(path) else f"={ref(path)}"


def version_ref(version: str) -> str:
    """An index version as a button carries it: its name, or a hash where that is no plain word."""
    return version if _VERSION.fullmatch(version) else ref(version)


class References:
    """What short names stand for in one library. Made once for each version; safe to share between threads."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def duty(self, short: str) -> Obligation | None:
        """A duty of a loaded directive, None where it is gone."""
        return self._duties.get(short)

    def document(self, short: str) -> str | None:
        """The id of a loaded document, None where it is gone."""
        return self._documents.get(short)

    def place(self, place: ShowPlace) -> tuple[str, str] | None:
        """The document and the path of a provision, None where either is gone."""
        document = self.document(place.document)
        if document is None:
            return None
        if not place.path.startswith("="):
            return (document, place.path) if self.library.provision(document, place.path) else None
        paths = (p.path for p in self.library.document(document).provisions)
        return next(((document, path) for path in paths if path_ref(path) == place.path), None)

    @cached_property
    def _documents(self) -> Mapping[str, str]:
        return {ref(info.id): info.id for info in self.library.documents()}

    @cached_property
    def _duties(self) -> Mapping[str, Obligation]:
        directives = (info.id for info in self.library.documents() if info.is_directive)
        return {ref(duty.id): duty for each in directives for duty in self.library.obligations(each)}
