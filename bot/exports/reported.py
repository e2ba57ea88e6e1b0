"""What was reported in a period, as the files need it: the figures, and the check-ins they are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.progress.model import CheckIn, Count, Expectation, Period, Progress


@dataclass(frozen=True)
class Reported:
    """A period over a unit and all below it.

    `expectations` are those of `progress.by_unit`, a unit after the other; with what some units may do and reported on.
    """

    progress: Progress
    expectations: Sequence[Expectation]

    @property
    def period(self) -> Period:
        """The period."""
        return self.progress.period

    @cached_property
    def names(self) -> dict[str, str]:
        """Units by code."""
        return {each.code: each.name for each in self.progress.by_unit}

    @property
    def is_of_one_unit(self) -> bool:
        """Whether only one unit reports."""
        return len(self.progress.by_unit) <= 1

    @cached_property
    def sent(self) -> tuple[Expectation, ...]:
        """Those with a check-in, in the order of the obligations: the rows of the annex, the first of which is row 1."""
        order = {each.id: place for place, each in enumerate(self.period.obligations)}
        found = (each for each in self.expectations if each.latest)
        return tuple(sorted(found, key=lambda each: order[each.obligation.id]))

    @cached_property
    def _rows(self) -> dict[tuple[str, str], int]:
        return {(each.unit, each.obligation.id): row for row, each in enumerate(self.sent, 1)}

    def rows_of(self, expectations: Sequence[Expectation]) -> str:
        """Their rows in the annex as they are cited: `3–5, 9`."""
        return ranges(sorted(self._rows[each.unit, each.obligation.id] for each in expectations))

    def of(self, obligation: str) -> list[Expectation]:
        """What units reported on one obligation."""
        return self._by_obligation.get(obligation, [])

    @cached_property
    def _by_obligation(self) -> dict[str, list[Expectation]]:
        found: dict[str, list[Expectation]] = {}
        for each in self.sent:
            found.setdefault(each.obligation.id, []).append(each)
        return found


def latest(expectation: Expectation) -> CheckIn:
    """The check-in of an expectation that has one."""
    if expectation.latest is None:
        message = f"{expectation.unit} has not reported on {expectation.obligation.id}"
        raise ValueError(message)
    return expectation.latest


def counting(expectations: Sequence[Expectation], what: Count) -> list[Expectation]:
    """Those whose check-in tells a count."""
    return [each for each in expectations if each.latest and what in each.latest.report.counts]


def total(expectations: Sequence[Expectation], what: Count) -> int:
    """A count summed over the check-ins that tell it."""
    return sum(latest(each).report.counts[what] for each in counting(expectations, what))


def ranges(numbers: Sequence[int]) -> str:
    """Ascending numbers with runs of them drawn together: `1–3, 7`."""
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in _runs(numbers))


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in numbers:
        if first is not None and last is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last
