"""Which directive stands above which: reviewed chains first, drafts for the rest.

A directive is passed down from the one it names as its basis. Where that one is not loaded (a letter between two levels
often is not), it is the one of a higher level whose tasks it repeats for the most part. Neither found, none is guessed.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from knowledge.lineage import align, similarity
from knowledge.model import Document, Level, Lineage
from knowledge.text import slug

_RANK: dict[Level, int] = {"central": 0, "province": 1, "district": 2}
_ALIKE = 0.5
"""Overlap of two whole texts (0 to 1) from which it is worth comparing them task by task."""
_MOSTLY = 0.5
"""Share of the lower document's tasks and headings that must have a partner above."""
_PASSED_ON_WITHIN_DAYS = 2 * 366


def lineages(
    directives: Sequence[Document], reviewed: Iterable[Lineage], loaded_numbers: Collection[str]
) -> tuple[Lineage, ...]:
    """The chains among directives, one at most for each; what is loaded is not `missing`."""
    known = {chain.document: chain for chain in reviewed}
    drafts = (draft for lower in directives if lower.id not in known and (draft := _draft(lower, directives)))
    loaded = {slug(number) for number in loaded_numbers}
    return tuple(_without(chain, loaded) for chain in (*known.values(), *drafts))


def _draft(lower: Document, directives: Sequence[Document]) -> Lineage | None:
    others = [upper for upper in directives if upper.id != lower.id and _not_later(upper, lower)]
    basis = {slug(number) for number in lower.outline.header.basis}
    cited = [upper for upper in others if upper.number and slug(upper.number) in basis]
    if cited:
        return align(lower, max(cited, key=_issued))
    repeated = [chain for upper in _like_those_above(lower, others) if _share(chain := align(lower, upper)) >= _MOSTLY]
    return max(repeated, key=_share, default=None)


def _like_those_above(lower: Document, others: Iterable[Document]) -> Iterator[Document]:
    for upper in others:
        higher = lower.level and upper.level and _RANK[upper.level] < _RANK[lower.level]
        if higher and _near_in_time(upper, lower) and similarity(lower.text, upper.text) >= _ALIKE:
            yield upper


def _share(chain: Lineage) -> float:
    """Which part of the lower document's pairs has a partner above."""
    below = [pair for pair in chain.pairs if pair.provision is not None]
    return sum(pair.parent is not None for pair in below) / len(below) if below else 0.0


def _not_later(upper: Document, lower: Document) -> bool:
    return not (upper.issued_on and lower.issued_on) or upper.issued_on <= lower.issued_on


def _near_in_time(upper: Document, lower: Document) -> bool:
    if upper.issued_on and lower.issued_on:
        return (lower.issued_on - upper.issued_on).days <= _PASSED_ON_WITHIN_DAYS
    return upper.year is None or lower.year is None or upper.year == lower.year


def _issued(document: Document) -> date:
    return document.issued_on or date.min


def _without(chain: Lineage, loaded: Collection[str]) -> Lineage:
    return replace(chain, missing=tuple(number for number in chain.missing if slug(number) not in loaded))
