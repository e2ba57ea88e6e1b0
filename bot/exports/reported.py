"""What was reported in a period, as the files need it: the figures, and the check-ins they are made of."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.progress.model import CheckIn, Count, ObligationProgress, Period, Progress, Review, UnitProgress, Verdict


@dataclass(frozen=True)
class Reported:
    """A period over a unit and all below it.

    `check_ins` are the latest versions, a unit after the other; `verdicts` what a reviewer says of them as they stand,
    by unit and obligation; `awaiting` numbers of those that somebody below may have approved, and the unit itself has
    still to look at.
    """

    progress: Progress
    check_ins: Sequence[CheckIn]
    verdicts: Mapping[tuple[str, str], Verdict] = field(default_factory=dict)
    awaiting: Collection[int] = frozenset()

    @classmethod
    def of(
        cls,
        progress: Progress,
        check_ins: Sequence[CheckIn],
        reviews: Iterable[Review],
        awaiting: Iterable[CheckIn] = (),
    ) -> "Reported":
        """With the verdicts that are about the check-ins as they stand, and locks; `awaiting`: those yet to be seen."""
        versions = {(each.report.unit, each.report.obligation): each.version for each in check_ins}
        said = {(each.unit, each.obligation): each for each in reviews}
        holds = {at: r.verdict for at, r in said.items() if r.verdict == "locked" or r.version == versions.get(at)}
        return cls(progress, check_ins, holds, frozenset(each.id for each in awaiting))

    @property
    def period(self) -> Period:
        """The period."""
        return self.progress.period

    @property
    def is_of_one_unit(self) -> bool:
        """Whether only one unit reports."""
        return len({*self.units, *(each.report.unit for each in self.check_ins)}) <= 1

    @cached_property
    def units(self) -> Mapping[str, UnitProgress]:
        """Units by code, in the order of the tree."""
        return {each.code: each for each in self.progress.by_unit}

    @cached_property
    def figures(self) -> Mapping[str, ObligationProgress]:
        """How far each obligation is, by its id."""
        return {each.id: each for each in self.progress.by_obligation}

    @cached_property
    def rows(self) -> tuple[CheckIn, ...]:
        """The check-ins in the order of the obligations: the rows of an annex, the first of which is row 1."""
        order = {each.id: place for place, each in enumerate(self.period.obligations)}
        return tuple(sorted(self.check_ins, key=lambda each: order.get(each.report.obligation, len(order))))

    def about(self, obligation: str) -> Sequence[CheckIn]:
        """What units reported on one obligation."""
        return self._by_obligation.get(obligation, ())

    def row_numbers(self, check_ins: Sequence[CheckIn]) -> str:
        """Their rows as they are cited: `3–5, 9`."""
        return ranges(sorted(self._numbers[each.id] for each in check_ins))

    def name(self, unit: str) -> str:
        """What a unit is called in the period."""
        return self.units[unit].name if unit in self.units else unit

    def title(self, obligation: str) -> str:
        """An obligation in Vietnamese."""
        known = self.period.obligation(obligation)
        return known.title.vi if known else obligation

    def verdict(self, check_in: CheckIn) -> Verdict | None:
        """What a reviewer says of a check-in, None where nobody has looked at it."""
        return self.verdicts.get((check_in.report.unit, check_in.report.obligation))

    def is_approved(self, check_in: CheckIn) -> bool:
        """Whether the unit, or one above it, lets it stand: what was approved below, it has yet to look at."""
        return self.verdict(check_in) in {"approved", "locked"} and check_in.id not in self.awaiting

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {each.id: row for row, each in enumerate(self.rows, 1)}

    @cached_property
    def _by_obligation(self) -> Mapping[str, Sequence[CheckIn]]:
        found: dict[str, list[CheckIn]] = {}
        for each in self.rows:
            found.setdefault(each.report.obligation, []).append(each)
        return found


def counts(check_in: CheckIn) -> Mapping[Count, int]:
    """What a check-in counts. Women are people: where they alone are told, as many took part."""
    told = check_in.report.counts
    return {"participants": told["women"], **told} if "women" in told else told


def counting(check_ins: Iterable[CheckIn], what: Count) -> list[CheckIn]:
    """Those that count something."""
    return [each for each in check_ins if what in counts(each)]


def women_alone(check_ins: Iterable[CheckIn]) -> list[CheckIn]:
    """Those that tell women and not how many took part."""
    return [each for each in check_ins if {*each.report.counts} == {"women"}]


def total(check_ins: Iterable[CheckIn], what: Count) -> int | None:
    """A count summed over the check-ins that tell it; None where none does, which is not nobody."""
    told = counting(check_ins, what)
    return sum(counts(each)[what] for each in told) if told else None


def ranges(numbers: Sequence[int]) -> str:
    """Ascending numbers with runs of them drawn together: `1–3, 7`."""
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in _runs(numbers))


def _runs(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    start = 0
    for end in range(1, len(numbers) + 1):
        if end == len(numbers) or numbers[end] != numbers[end - 1] + 1:
            yield numbers[start:end]
            start = end
