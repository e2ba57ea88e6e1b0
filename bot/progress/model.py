"""The nouns of reporting: a period, what is expected in it, check-ins and their reviews, and the figures of progress.

Everything here is immutable. Moments are in UTC; days are days of Vietnam's calendar.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Literal

from knowledge.model import Act, Applies, Bilingual, UnitType

Status = Literal["not_started", "in_progress", "done", "blocked", "not_applicable"]
Verdict = Literal["approved", "sent_back", "locked"]
Count = Literal["participants", "women"]
"""What a check-in may count: how many people took part, and how many women were among them."""

FileKind = Literal["photo", "document"]
"""How Telegram was sent a file, and how it sends it on."""

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Vietnam keeps one time the whole year; named here so that it needs no data of the operating system."""


def day_of(moment: datetime) -> date:
    """The day that it is in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def late_from(due: date) -> datetime:
    """The first moment after a day on which something is due: midnight in Vietnam."""
    return datetime.combine(due, time(), VIETNAM) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the day in Vietnam in which nobody is reminded, `end` excluded; 21:00 to 07:00 runs over midnight."""

    start: time
    end: time

    @classmethod
    def of(cls, written: str) -> "Quiet":
        """Hours written `21:00-07:00`. Raises `ValueError`."""
        start, _, end = written.partition("-")
        return cls(time.fromisoformat(start.strip()), time.fromisoformat(end.strip()))

    def holds(self, moment: datetime) -> bool:
        """Whether a moment (aware) lies in the quiet hours."""
        at = moment.astimezone(VIETNAM).time()
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


QUIET_AT_NIGHT = Quiet(time(21), time(7))


@dataclass(frozen=True, slots=True)
class PeriodObligation:
    """An obligation as it was when the period took it up: it stays so, whatever becomes of the loaded documents.

    `id` is the obligation's (`document#path` or `document#path/n`). `applies` tells for each kind of unit whether it is
    expected: `yes` is; `conditional` and `unknown` are from the day a unit reports on it as its own; `no`, and kinds
    that are not there, never are.
    """

    id: str
    document: str
    provision: str
    title: Bilingual
    act: Act
    applies: Mapping[UnitType, Applies] = field(default_factory=dict)

    def applies_to(self, unit_type: UnitType) -> Applies:
        """How it reaches a kind of unit."""
        return self.applies.get(unit_type, "no")


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period. `unit` is the top of the subtree that reports, None for all units there are.

    `due` is the last day on which a report is on time. `documents` are those whose obligations were taken up, all or
    some; `obligations` stand in the documents' order. `closed_at` is None while it is open; `reopened_at` tells that it
    was closed before. `carried_from` is the id of the period that it goes on from. `opened_by` is None where it was
    opened at the command line, or by somebody who has since had everything about them erased.
    """

    id: int
    name: str
    due: date
    unit: str | None
    obligations: tuple[PeriodObligation, ...]
    quiet: Quiet | None
    opened_at: datetime
    opened_by: int | None = None
    closed_at: datetime | None = None
    reopened_at: datetime | None = None
    carried_from: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether check-ins are taken."""
        return self.closed_at is None

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents, in the order of their obligations."""
        return tuple(dict.fromkeys(each.document for each in self.obligations))

    @property
    def on_time_until(self) -> datetime:
        """The first moment that is late: midnight in Vietnam after the due day."""
        return late_from(self.due)

    def obligation(self, obligation_id: str) -> PeriodObligation | None:
        """One of its obligations by id."""
        return next((each for each in self.obligations if each.id == obligation_id), None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that bears a check-in out. It stays with Telegram; its name is not kept, which may tell names.

    `id` is what the file is known by for good (Telegram's file_unique_id), `media_type` what Telegram says it is
    (`image/jpeg`, `application/pdf` …), `size` in bytes. `file_id` fetches the file; it is kept apart from what was
    said of it, so that a file can be taken away, and is empty where a check-in is read.
    """

    id: str
    media_type: str
    size: int
    kind: FileKind = "document"
    file_id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Report:
    """What a unit says about one obligation, before it is recorded: a check-in without who, when and which version.

    `counts`: participants and the women among them, where the kind of act has them. `reason` belongs to `blocked` and
    `not_applicable`. `happened_on`: the day it was done, where that is told.
    """

    period: int
    unit: str
    obligation: str
    status: Status
    counts: Mapping[Count, int] = field(default_factory=dict)
    note: str = ""
    reason: str = ""
    happened_on: date | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One recorded version of a report. Never changed: a correction is the next version, which replaces the last.

    `id` grows with each check-in. `version` counts from 1 for each unit and obligation of a period. `by` is
    Telegram's number of the person, None once they have had everything about them erased.
    """

    id: int
    report: Report
    version: int
    at: datetime
    by: int | None

    @property
    def replaces(self) -> int | None:
        """The version that this one corrects, None for the first."""
        return self.version - 1 or None


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer said about version `version` of what a unit reported on an obligation.

    `locked` refuses corrections; `approved` and `sent_back` (with the reason in `note`) after it open it again.
    `version` is 0 where something is locked that nothing was reported on.
    """

    id: int
    period: int
    unit: str
    obligation: str
    version: int
    verdict: Verdict
    note: str
    at: datetime
    by: int | None

    def stands_at(self, version: int) -> bool:
        """Whether it is said of this version, a correction of which has to be looked at anew; a lock always is."""
        return self.version == version or self.verdict == "locked"


@dataclass(frozen=True, slots=True)
class Expectation:
    """An obligation of a unit in a period, with where it stands: the latest check-in and what a reviewer said.

    `first_at` is when the first version was recorded, which decides whether it is on time. `review` is the latest, also
    where it is about an earlier version; see `verdict`.
    """

    unit: str
    obligation: PeriodObligation
    applies: Applies
    latest: CheckIn | None = None
    first_at: datetime | None = None
    review: Review | None = None

    @property
    def version(self) -> int:
        """The number of the latest version, 0 before the first: what `record` is to be given as expected."""
        return self.latest.version if self.latest else 0

    @property
    def expected(self) -> bool:
        """Whether it counts: it applies, or the unit reported on it as its own."""
        if self.applies == "yes":
            return True
        status = self.latest.report.status if self.latest else "not_applicable"
        return self.applies != "no" and status != "not_applicable"

    @property
    def verdict(self) -> Verdict | None:
        """What a reviewer says of it as it stands now; a correction has to be looked at anew."""
        return self.review.verdict if self.review and self.review.stands_at(self.version) else None


@dataclass(frozen=True, slots=True)
class Draft:
    """A check-in that a person has begun and not finished; it outlives restarts and is there on each of their devices.

    `content` is whatever the one who asks the questions needs to go on: anything that JSON holds.
    """

    person: int
    period: int
    unit: str
    obligation: str
    content: Mapping[str, Any]
    at: datetime


def percent(part: int, whole: int) -> int:
    """A share in percent, rounded; 100 only of what is whole, 0 only of what is nothing."""
    if part in {0, whole}:
        return 100 if part else 0
    return min(max((200 * part + whole) // (2 * whole), 1), 99)


@dataclass(frozen=True, slots=True)
class ObligationProgress:
    """How far one obligation is, counted in units. Those that said nothing are in none of the five statuses."""

    id: str
    title: Bilingual
    expected: int = 0
    done: int = 0
    in_progress: int = 0
    blocked: int = 0
    not_started: int = 0
    not_applicable: int = 0

    @property
    def reported(self) -> int:
        """How many units said anything."""
        return self.done + self.in_progress + self.blocked + self.not_started + self.not_applicable

    @property
    def silent(self) -> int:
        """How many said nothing."""
        return self.expected - self.reported


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """How far a unit is, or with all below it where that is said, counted in its obligations.

    Name, kind and place in the tree are those of the period.
    """

    code: str
    name: str
    type: UnitType
    parent: str | None
    expected: int = 0
    reported: int = 0
    on_time: int = 0

    @property
    def is_silent(self) -> bool:
        """Whether something is expected and nothing came."""
        return self.expected > 0 and self.reported == 0

    def plus(self, expected: int, reported: int, on_time: int) -> "UnitProgress":
        """With the figures of units below it added."""
        return replace(
            self,
            expected=self.expected + expected,
            reported=self.reported + reported,
            on_time=self.on_time + on_time,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """The figures of a period over a unit and all below it, counted in unit × obligation.

    `unit` is None where it is about all units of a period without a top. `by_unit` holds each unit from which anything
    is expected, `children` the units directly below with all below them added up; both in the order of the tree.
    `silent_units` is how many have not reported anything, `first_silent` the first of them.
    """

    period: Period
    unit: UnitProgress | None
    expected: int
    reported: int
    on_time: int
    by_obligation: tuple[ObligationProgress, ...]
    by_unit: tuple[UnitProgress, ...]
    children: tuple[UnitProgress, ...] = ()
    silent_units: int = 0
    first_silent: tuple[UnitProgress, ...] = ()

    @property
    def silent(self) -> tuple[UnitProgress, ...]:
        """The units that have not reported anything."""
        return tuple(each for each in self.by_unit if each.is_silent)

    @property
    def asked_units(self) -> tuple[UnitProgress, ...]:
        """The units of which something is asked; the others report only of their own accord."""
        return tuple(each for each in self.by_unit if self.asked_of(each))

    def asked_of(self, unit: UnitProgress) -> int:
        """How many obligations are asked of a unit itself; the rest of its expected it reports of its own accord."""
        return sum(each.applies_to(unit.type) == "yes" for each in self.period.obligations)

    def asked(self, obligation: PeriodObligation) -> int:
        """Of how many units an obligation is asked; the rest of those expected report of their own accord."""
        kinds = Counter(each.type for each in self.by_unit)
        return sum(number for kind, number in kinds.items() if obligation.applies_to(kind) == "yes")

    @property
    def of_own_accord(self) -> int:
        """How many of those expected are reports on what is not asked of the unit."""
        return sum(each.expected for each in self.by_unit) - sum(map(self.asked, self.period.obligations))
