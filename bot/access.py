"""Who may do what. Pure rules, asked on every act and not only where a button is shown."""

from collections.abc import Collection
from typing import Literal, Protocol, get_args

from bot.people.model import Person, Role, Unit

Permission = Literal["report", "review", "members", "invite", "remind", "period", "documents"]
"""Report for a unit; read what it reported; see who belongs to it; invite; remind; open and close reporting periods;
load and roll back documents, which concerns everybody and is asked with no unit."""

_AT_HOME: dict[Role, frozenset[Permission]] = {
    "teacher": frozenset(),
    "officer": frozenset({"report"}),
    "head": frozenset({"report", "review", "members", "invite", "remind"}),
    "admin": frozenset({"report", "review", "members", "invite", "remind", "period"}),
}
# A unit reports for itself, whoever stands above it.
_BELOW: frozenset[Permission] = frozenset({"review", "members", "invite", "remind", "period"})


class Tree(Protocol):
    """The tree of units, as far as it is asked here."""

    def ancestors(self, code: str) -> list[Unit]:
        """The units above."""
        ...


def may(person: Person, act: Permission, unit: str | None, units: Tree, admin_ids: Collection[int]) -> bool:
    """Whether a person may do this for a unit.

    `admin_ids`, the operator's own, may do all everywhere; admins act on their unit and all below it, the others on
    their unit alone. Documents are kept by the admins of a unit that has none above it.
    """
    if person.telegram_id in admin_ids:
        return True
    if person.unit is None:
        return False
    if act == "documents":
        return person.role == "admin" and not units.ancestors(person.unit)
    if unit == person.unit:
        return act in _AT_HOME[person.role]
    return act in _BELOW and _manages(person, unit, units)


def roles_to_give(person: Person, unit: str, units: Tree, admin_ids: Collection[int]) -> tuple[Role, ...]:
    """The roles into which a person may invite others to a unit: a head its teachers and officers, an admin anybody."""
    if not may(person, "invite", unit, units, admin_ids):
        return ()
    everything = person.telegram_id in admin_ids or person.role == "admin"
    return get_args(Role) if everything else ("teacher", "officer")


def _manages(person: Person, unit: str | None, units: Tree) -> bool:
    above = units.ancestors(unit) if unit is not None else []
    return person.role == "admin" and person.unit in {each.code for each in above}
