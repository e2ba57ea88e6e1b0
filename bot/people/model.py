"""The nouns: a unit in the tree of units, a person of whom as little as possible is kept, an invitation."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from knowledge.model import Lang, UnitType

Role = Literal["teacher", "officer", "head", "admin"]
UnitEventKind = Literal["renamed", "moved", "closed"]
SchoolLevel = Literal["mầm non", "tiểu học", "THCS", "THPT", "liên cấp"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A place in the tree of units. `parent` is the code of the unit above, None at the top."""

    code: str
    name: str
    type: UnitType
    level: SchoolLevel | None = None
    parent: str | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What is kept of a person: the number Telegram gives them, a language, a unit and what they do for it. No name.

    Without `unit` the person is a guest. `unit_type` is what a guest chose, or in whose place a member looks; None: the
    unit's own. `year`: the year whose tasks are shown, None for the current one. `joined_at`: since when the person
    belongs to the unit. `blocked_at`: since when the person has stopped the bot, so that nothing is sent.
    """

    telegram_id: int
    lang: Lang | None = None
    unit_type: UnitType | None = None
    unit: str | None = None
    role: Role = "teacher"
    year: int | None = None
    joined_at: datetime | None = None
    blocked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class UnitEvent:
    """What became of a unit, on which day. `before` and `after` are names, or codes of units above.

    `closed`: `after` is the code of the unit that took over, None where none did. `by` is Telegram's number of the
    person who said so, None at the command line and once they have had everything about them erased.
    """

    unit: str
    kind: UnitEventKind
    day: date
    before: str | None
    after: str | None
    recorded_at: datetime
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who holds its code may join `unit` in `role`, `uses_left` times, until `expires_at`.

    `id` names it and opens nothing. `code` is known only when the invitation is made.
    """

    id: str
    unit: str
    role: Role
    uses: int
    uses_left: int
    expires_at: datetime
    revoked_at: datetime | None = None
    code: str | None = None
