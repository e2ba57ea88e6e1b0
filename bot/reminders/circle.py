"""Who is told, of all who belong to the units: pure rules over what the database holds at a moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.people.model import Role, Unit
from bot.reminders.model import Audience

_WHO_REPORTS: tuple[Role, ...] = ("officer", "head", "admin")


class Tree(Protocol):
    """The tree of units, as far as it is asked here."""

    def ancestors(self, code: str) -> list[Unit]:
        """The units above, the nearest first."""
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with more than a teacher's part in a unit. `silenced`: they want no reminders of the period."""

    person: int
    unit: str
    role: Role
    blocked: bool = False
    silenced: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """The units that have not reported whole, and those who belong to them or manage those above."""

    silent: Sequence[str]
    members: Mapping[str, Sequence[Member]]
    tree: Tree

    @classmethod
    def of(cls, silent: Sequence[str], members: Iterable[Member], tree: Tree) -> "Circle":
        """From the people in any order."""
        by_unit: dict[str, list[Member]] = {}
        for each in members:
            by_unit.setdefault(each.unit, []).append(each)
        return cls(silent, by_unit, tree)

    def told(self, audience: Audience) -> list[Member]:
        """Whom a reminder for an audience goes to: nobody who has stopped the bot or wants none."""
        if audience == "above":
            found = [each for unit in self._managing() for each in self._reachable(unit, "admin")]
        elif audience == "head":
            found = [each for unit in self.silent for each in self._reachable(unit, "head")]
        else:
            found = [each for unit in self.silent for each in self.reporters(unit)]
        return [each for each in found if not each.silenced]

    def covered(self, audience: Audience) -> int:
        """Of how many silent units somebody is told."""
        told = {each.unit for each in self.told(audience)}
        if audience != "above":
            return len(told)
        return sum(self._manager(unit) in told for unit in self.silent)

    def reporters(self, unit: str) -> list[Member]:
        """Those who report for a unit: its officers; where none can be told its heads, and then its own admins."""
        each_role = (self._reachable(unit, role) for role in _WHO_REPORTS)
        return next((found for found in each_role if found), [])

    def within(self) -> list[Member]:
        """All who belong to the silent units themselves."""
        return [each for unit in self.silent for each in self.members.get(unit, ())]

    def _reachable(self, unit: str, role: Role) -> list[Member]:
        return [each for each in self.members.get(unit, ()) if each.role == role and not each.blocked]

    def _manager(self, unit: str) -> str | None:
        """The nearest unit above that has somebody who manages it."""
        above = self.tree.ancestors(unit)
        return next((each.code for each in above if self._reachable(each.code, "admin")), None)

    def _managing(self) -> list[str]:
        found = (self._manager(unit) for unit in self.silent)
        return list(dict.fromkeys(code for code in found if code is not None))
