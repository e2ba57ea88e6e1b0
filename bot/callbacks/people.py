"""Buttons of joining, of what a person chose, and of inviting others."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.callbacks.fields import Codes, code, flag, maybe, number, one_of, short
from bot.people.model import Role
from knowledge.model import Lang, UnitType


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
class InviteInto:
    """Somebody is to be invited into this of several units (a hash of its code)."""

    unit: str


@dataclass(frozen=True, slots=True)
class InviteAs:
    """An invitation to a unit (a hash of its code) in a role is to be made."""

    role: Role
    unit: str


@dataclass(frozen=True, slots=True)
class Revoke:
    """Nobody is to join by this invitation (its id) any more."""

    invitation: str


PeopleAction: TypeAlias = (
    SetLang | SetUnitType | SetUnit | SetYear | Join | BeGuest | FindUnit | Erase | InviteInto | InviteAs | Revoke
)

CODES: Codes = {
    "sl": (SetLang, (one_of(Lang),)),
    "st": (SetUnitType, (one_of(UnitType),)),
    "su": (SetUnit, (short, flag)),
    "sy": (SetYear, (maybe(number),)),
    "j": (Join, (code,)),
    "g": (BeGuest, ()),
    "fu": (FindUnit, ()),
    "e": (Erase, (flag,)),
    "iu": (InviteInto, (short,)),
    "i": (InviteAs, (one_of(Role), short)),
    "ir": (Revoke, (code,)),
}
