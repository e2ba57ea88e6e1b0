"""Which directives reach a kind of unit on a day, and which stand above them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.library import Library
from knowledge.model import UnitType
from knowledge.text import fold_accents
from knowledge.versions import DocumentInfo


@dataclass(frozen=True, slots=True)
class Scope:
    """`own`: the directives that reach the unit, newest first. `above`: those they pass down, newest first.

    `province` is the one assumed or asked for, None where no provincial directive is loaded.
    """

    own: tuple[DocumentInfo, ...]
    above: tuple[DocumentInfo, ...]
    province: str | None = None

    @property
    def all(self) -> tuple[DocumentInfo, ...]:
        """Everything an answer may rest on, the unit's own first."""
        return self.own + self.above

    def of_year(self, years: Sequence[int]) -> tuple[DocumentInfo, ...]:
        """The unit's own directives of the years meant, in the order of the years."""
        return tuple(info for year in years for info in self.own if info.year == year)

    def find(self, document_id: str) -> DocumentInfo | None:
        """A document of the scope by id."""
        return next((info for info in self.all if info.id == document_id), None)


def scope_of(library: Library, unit_type: UnitType, today: date, province: str | None = None) -> Scope:
    """The directives issued by `today` that reach a unit.

    Without a province, the one of the newest provincial directive issued by `today` is taken (CONTRACT: command line).
    """
    known = sorted((info for info in library.documents() if info.is_directive), key=_issued, reverse=True)
    issued = [info for info in known if _issued(info) <= today]
    local = [info for info in issued if info.level in ("province", "district")]
    province = province or next((info.place for info in local if info.place), None)
    own = _reaching(issued, local, unit_type, province)
    above = _above(library, own)
    return Scope(tuple(own), tuple(sorted(above, key=_issued, reverse=True)), province)


def _issued(info: DocumentInfo) -> date:
    """The day of issue; where only the year is known, its first day, so that it counts as issued all that year."""
    return info.issued_on or date(info.year or date.min.year, 1, 1)


def _reaching(
    issued: Sequence[DocumentInfo], local: Sequence[DocumentInfo], unit_type: UnitType, province: str | None
) -> list[DocumentInfo]:
    if unit_type in ("department", "ministry"):
        # A plan of the province names no kinds of unit; its departments are the first to carry it out.
        open_to_all = [info for info in local if not info.unit_types and _same_place(info.place, province)]
        addressed = [info for info in issued if unit_type in info.unit_types or info in open_to_all]
        if addressed:
            return addressed
    here = [info for info in local if _same_place(info.place, province)]
    addressed = [info for info in here if not info.unit_types or unit_type in info.unit_types]
    # A kind of unit that nothing is addressed to still asks about what its neighbours were told.
    return addressed or here or list(issued)


def _same_place(one: str | None, other: str | None) -> bool:
    return one is None or other is None or fold_accents(one) == fold_accents(other)


def _above(library: Library, own: Iterable[DocumentInfo]) -> list[DocumentInfo]:
    found: dict[str, DocumentInfo] = {}
    waiting = [info.id for info in own]
    own_ids = set(waiting)
    while waiting:
        lineage = library.lineage(waiting.pop())
        if lineage and lineage.above in library and lineage.above not in found and lineage.above not in own_ids:
            found[lineage.above] = library.info(lineage.above)
            waiting.append(lineage.above)
    return list(found.values())
