"""A lower directive held against the one above it, drafted by comparing words; a person's reading is in the register.

Tasks and headings of the lower document each get at most one partner above: the one whose words overlap most, and of
equals the one nearest in order, since a letter passed down keeps the order of the letter above. A pair's relation is
what the words show: nothing changed, words only taken away, only put in, or exchanged.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from knowledge.model import Document, Lineage, LineagePair, Provision, Relation, Span
from knowledge.text import keys, pairs
from knowledge.tokens import token

_SYLLABLE = re.compile(r"[^\W_]+")
_PARTNERS_FROM = 0.5
"""Overlap (0 to 1) from which two provisions count as one passed down. In the shipped pair the tasks that were passed
down share 0.60 and more, two different tasks of one letter 0.48 at most."""
_ORDER_WEIGHT = 0.05
"""What the farthest place in the order costs: enough to tell two equal provisions apart, never to outweigh words."""
_SLIGHT = 0.05
"""Share of a provision's words up to which words taken away or put in change its wording, not its reach."""
_MUCH_MORE = 1.5
"""How many times more taken away than put in is a narrowing, and the other way round a widening."""


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words of the upper text and what stands in their place below; None on one side for words dropped or added.

    Spans count in the text each was given in.
    """

    lower: Span | None
    upper: Span | None


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    compared: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    lower: int
    upper: int


def align(lower: Document, upper: Document) -> Lineage:
    """The drafted chain: a pair for each task and heading of the lower document, then what was dropped, in order.

    `missing` are the numbers the lower document is based on, other than the upper one's own.
    """
    below, above = _comparable(lower), _comparable(upper)
    partners = _partners(below, above)
    paired = [_pair(provision, partners.get(i), above) for i, provision in enumerate(below)]
    return Lineage(
        document=lower.id,
        above=upper.id,
        pairs=(*paired, *_dropped(above, set(partners.values()))),
        missing=tuple(number for number in lower.outline.header.basis if number != upper.number),
    )


def similarity(first: str, second: str) -> float:
    """Overlap of two texts' syllables and neighbouring pairs, 0 to 1: half of both, half of the shorter one."""
    a, b = _bag(first), _bag(second)
    shared = (a & b).total()
    if not shared:
        return 0.0
    return shared / (a.total() + b.total()) + 0.5 * shared / min(a.total(), b.total())


def confidence(pair: LineagePair, lower: Document, upper: Document) -> float:
    """How sure a drafted pair is, 0 to 1: how alike the two are; how unlike all others what was added or dropped is."""
    here = next((p.text for p in lower.provisions if p.path == pair.provision), None)
    there = next((p.text for p in upper.provisions if p.path == pair.parent), None)
    if here is not None and there is not None:
        return similarity(here, there)
    others = _comparable(upper if there is None else lower)
    return 1 - max((similarity(here or there or "", other.text) for other in others), default=0.0)


def word_changes(lower: str, upper: str) -> tuple[WordChange, ...]:
    """What differs between two texts, in order. Case, punctuation and the place of a tone mark are not differences."""
    below, above = _words(lower), _words(upper)
    matcher = SequenceMatcher(None, [w.compared for w in above], [w.compared for w in below], autojunk=False)
    return tuple(
        WordChange(_stretch(below, j1, j2), _stretch(above, i1, i2))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    )


def relation_of(lower: str, upper: str) -> Relation:
    """What became of the upper text in the lower one, by the amount of words taken away and put in."""
    changes = word_changes(lower, upper)
    if not changes:
        return "same"
    removed = _length(upper, (change.upper for change in changes))
    added = _length(lower, (change.lower for change in changes))
    if max(removed, added) <= _SLIGHT * len(keys(upper)):
        return "reworded"
    if removed > _MUCH_MORE * added:
        return "narrowed"
    return "widened" if added > _MUCH_MORE * removed else "reworded"


def _comparable(document: Document) -> list[Provision]:
    return [provision for provision in document.provisions if provision.kind in ("task", "heading")]


def _partners(below: Sequence[Provision], above: Sequence[Provision]) -> dict[int, int]:
    """Which provision above each one below comes from: best matches first, each taken once, tasks with tasks."""
    taken: dict[int, int] = {}
    for candidate in sorted(_candidates(below, above), key=lambda c: (-c.score, c.lower, c.upper)):
        if candidate.lower not in taken and candidate.upper not in taken.values():
            taken[candidate.lower] = candidate.upper
    return taken


def _candidates(below: Sequence[Provision], above: Sequence[Provision]) -> Iterable[_Candidate]:
    for i, low in enumerate(below):
        for j, high in enumerate(above):
            overlap = similarity(low.text, high.text) if low.kind == high.kind else 0.0
            if overlap >= _PARTNERS_FROM:
                distance = abs(i / len(below) - j / len(above))
                yield _Candidate(overlap - _ORDER_WEIGHT * distance, i, j)


def _pair(low: Provision, partner: int | None, above: Sequence[Provision]) -> LineagePair:
    if partner is None:
        return LineagePair(low.path, None, "added", lower_words=(Span(low.start, low.end),))
    high = above[partner]
    changes = word_changes(low.text, high.text)
    return LineagePair(
        provision=low.path,
        parent=high.path,
        relation=relation_of(low.text, high.text),
        lower_words=_in_document(low, (change.lower for change in changes)),
        upper_words=_in_document(high, (change.upper for change in changes)),
    )


def _dropped(above: Sequence[Provision], kept: set[int]) -> list[LineagePair]:
    return [
        LineagePair(None, high.path, "dropped", upper_words=(Span(high.start, high.end),))
        for j, high in enumerate(above)
        if j not in kept
    ]


def _in_document(provision: Provision, spans: Iterable[Span | None]) -> tuple[Span, ...]:
    """Spans of a provision's text as spans of its document."""
    return tuple(Span(provision.start + span.start, provision.start + span.end) for span in spans if span)


def _bag(text: str) -> Counter[str]:
    syllables = keys(text)
    return Counter([*syllables, *pairs(syllables)])


def _words(text: str) -> list[_Word]:
    """The syllables of a text (already NFC) with their places; compared by letters and marks, however these are set."""
    found = ((match.start(), match.end(), token(match[0])) for match in _SYLLABLE.finditer(text))
    return [_Word(start, end, (each.key, each.marks)) for start, end, each in found]


def _stretch(words: Sequence[_Word], first: int, end: int) -> Span | None:
    return Span(words[first].start, words[end - 1].end) if end > first else None


def _length(text: str, spans: Iterable[Span | None]) -> int:
    """Syllables in the spans of a text."""
    return sum(len(keys(text[span.start : span.end])) for span in spans if span)
