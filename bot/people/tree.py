"""The tree of units, held in memory. Safe to share between threads: nothing in it changes."""

from collections.abc import Iterable, Iterator

from bot.people.model import Unit


class UnitTree:
    """Units by code, each with those above and below it. A parent that is not among them counts as none."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = {unit.code: unit for unit in sorted(units, key=lambda unit: (unit.name, unit.code))}
        self._children: dict[str, list[Unit]] = {}
        for unit in self._units.values():
            if unit.parent is not None:
                self._children.setdefault(unit.parent, []).append(unit)

    def __iter__(self) -> Iterator[Unit]:
        """All units by name."""
        return iter(self._units.values())

    @property
    def top(self) -> str | None:
        """The code of the unit above all others; None where there are several, or none."""
        tops = [unit.code for unit in self._units.values() if unit.parent not in self._units]
        return tops[0] if len(tops) == 1 else None

    def unit(self, code: str) -> Unit | None:
        """A unit by its code."""
        return self._units.get(code)

    def children(self, code: str) -> list[Unit]:
        """The units directly below, by name."""
        return list(self._children.get(code, ()))

    def subtree(self, code: str) -> list[Unit]:
        """The unit and all below it, each followed by its own; empty where there is no such unit."""
        found: dict[str, Unit] = {}
        waiting = [code]
        while waiting:
            unit = self._units.get(waiting.pop())
            if unit and unit.code not in found:
                found[unit.code] = unit
                waiting += [child.code for child in reversed(self.children(unit.code))]
        return list(found.values())

    def ancestors(self, code: str) -> list[Unit]:
        """The units above, the nearest first."""
        found: dict[str, Unit] = {}
        unit = self._units.get(code)
        while unit and unit.parent is not None and unit.parent not in found:
            unit = self._units.get(unit.parent)
            if unit:
                found[unit.code] = unit
        return list(found.values())

    def province(self, code: str) -> str | None:
        """The province of a unit, which may be told only by one above it."""
        unit = self._units.get(code)
        line = [unit, *self.ancestors(code)] if unit else []
        return next((each.province for each in line if each.province), None)

    def circles(self) -> list[list[str]]:
        """The codes of units that stand above themselves, once round for each circle."""
        found: list[list[str]] = []
        settled: set[str] = set()
        for start in self._units:
            walked: dict[str, None] = {}
            code: str | None = start
            while code in self._units and code not in settled and code not in walked:
                walked[code] = None
                code = self._units[code].parent
            if code in walked:
                way = list(walked)
                found.append(way[way.index(code) :])
            settled |= set(walked)
        return found

    def parents_first(self) -> list[Unit]:
        """All units, each after the one above it. There must be no circle."""
        tops = [unit for unit in self._units.values() if unit.parent not in self._units]
        return [unit for top in tops for unit in self.subtree(top.code)]
