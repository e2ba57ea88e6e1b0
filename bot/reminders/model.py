"""The nouns of reminding: a reminder, its state, and what is to come. Immutable; moments are in UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.progress.model import Period, Quiet
from knowledge.model import Bilingual, Lang

Audience = Literal["officer", "head", "above"]
"""Whom a reminder is for: who reports for the unit, its head, or who manages the level above."""

State = Literal["queued", "sending", "sent", "failed", "blocked", "uncertain", "cancelled"]
"""`sending`: about to be handed to Telegram, or handed over and not answered yet. `uncertain`: whether it arrived is
not known, so it is told and never repeated by itself. `blocked`: the person has stopped the bot."""

Withdrawal = Literal["reported", "closed", "silenced", "left", "late"]
"""Why a reminder is cancelled: all is reported; the period is closed; the person wants none; they no longer do what
they were to be reminded of; its time is over."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder: so many days before (negative) or after the due day, for whom."""

    name: str
    days: int
    audience: Audience


@dataclass(frozen=True, slots=True)
class Reach:
    """The units of a period that are meant: one and all below it, or `alone`; without `unit` all of them."""

    unit: str | None = None
    alone: bool = False


NoticeKind = Literal["sent_back", "begun", "corrected"]
"""A report was sent back; somebody else of the unit has sent what one had begun, or corrected what one had sent."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice is about: an obligation, by id and title. `words`: why it was sent back, else its status now.

    `stands`: nothing newer was said or sent since.
    """

    kind: NoticeKind
    obligation: str
    title: Bilingual
    words: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder with all that it says. `left` of `expected` are not reported: tasks of the unit, for `above` units.

    Of a notice they are 1 as long as it stands. `is_open`: the period takes check-ins.
    """

    id: int
    person: int
    lang: Lang | None
    audience: Audience
    period: int
    period_name: str
    due: date
    unit: str
    unit_name: str
    unit_in_period: bool
    left: int
    expected: int
    tries: int = 0
    news: bool = False
    """Whether it tells that the period was opened."""
    is_open: bool = True
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether a reminder may go out at this moment. `until`: it makes no sense any more from then on."""

    left: int
    is_open: bool
    still_theirs: bool
    silenced: bool
    blocked: bool
    quiet: Quiet
    until: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What a rung would do if nobody reported any more: when, and how many people of how many units are told."""

    rung: Rung
    at: datetime
    people: int
    units: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """Reminding in a period as it stands, over some of its units.

    `silent` of `units` have not reported whole. `now`: what reminding by hand would do. `unreached`: silent units of
    which nobody can be told; `first_unreached`: code and name of the first of them. `blocked`, `silenced`: people who
    have stopped the bot, or want no reminders of the period. `states`: reminders so far.
    """

    period: Period
    units: int
    silent: int
    now: Step
    steps: tuple[Step, ...]
    unreached: int
    blocked: int
    silenced: int
    states: Mapping[State, int] = field(default_factory=dict)
    first_unreached: tuple[tuple[str, str], ...] = ()
