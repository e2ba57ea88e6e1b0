"""Ranking of provisions: words and meaning together, by article, with what the question and the order of law add.

What is ranked is the unit people cite: in a law the article, of which the nearest provision is shown; in a directive
the provision itself. Evidence for a unit: the best of its provisions by keywords, the article as a whole by keywords,
and the nearest of its provisions by meaning, each scaled to its best in this search and added by weight; then how much
of the question it holds at all, and how near its document's title is to the question.
"""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import nlargest
from operator import itemgetter
from typing import TYPE_CHECKING

from knowledge.accents import AccentModel
from knowledge.english_terms import vietnamese_reading
from knowledge.errors import VectorError
from knowledge.lexical import LexicalIndex, top_level
from knowledge.named_documents import NamedDocuments
from knowledge.question import language_of
from knowledge.short_forms import spelled_out
from knowledge.validity import Forces
from knowledge.versions import DocumentInfo

if TYPE_CHECKING:
    from knowledge.adapters.bm25_index import Hit
    from knowledge.ports import VectorHit
    from knowledge.vectors import VectorIndex

# How many rows of each part are looked at; a unit that none of them holds is not found.
DEPTH = 200
# The best provision and the article as a whole weigh the same by keywords, and keywords the same as meaning: on
# questions about laws recall is flat around it, a third less or more moves it by less than its error.
MEANING_WEIGHT = 0.5
# How much of the question an article holds at all: BM25 sets a short one that says a few of its words often before a
# long one that says them all. Set on 1,751 questions that were written for it; between 0.4 and 0.8 R@1 is flat there.
COVERAGE_WEIGHT = 0.8
COVERED = 100  # units of which that is looked up; those behind them stay behind
# How near the document's title is to the question: cosines, which differ by a tenth at most. Set on the same questions.
TITLE_WEIGHT = 2.0
# What the question points at: the document it names, the clause that defines the term it asks about.
POINTED_AT = 0.3
# What outranks what in law, as a nudge where the rest is even; a directive is what units are asked about.
RANK_WEIGHT = 0.06
DIRECTIVE_RANK = 1.0
RANKS = {"hiến pháp": 1.0, "bộ luật": 1.0, "luật": 1.0, "pháp lệnh": 0.7, "nghị định": 0.5}
# What is not in force on the day stands behind what is, unless nothing else is near.
OUT_OF_FORCE = 0.5

Unit = tuple[str, str]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One unit found: the provision of it that fits best, the unit's score, and its cosine where meaning found it."""

    document: str
    path: str
    score: float
    nearness: float | None = None


@dataclass
class _Part:
    """What one part of the search says: the score of each unit, and the provision that earned it."""

    scores: dict[Unit, float] = field(default_factory=dict)
    paths: dict[Unit, str] = field(default_factory=dict)


class Retriever:
    """Ranks the provisions of one index version. Without vectors, words rank alone."""

    def __init__(
        self,
        documents: Iterable[DocumentInfo],
        words: LexicalIndex,
        vectors: "VectorIndex | None" = None,
        accents: AccentModel | None = None,
    ) -> None:
        self._documents = {info.id: info for info in documents}
        self._directives = frozenset(info.id for info in self._documents.values() if info.is_directive)
        self._forces = Forces(self._documents.values())
        self._named = NamedDocuments(self._documents.values())
        self._words = words
        self._vectors = vectors
        self._accents = accents

    def search(
        self, query: str, top: int, allowed: Collection[str] | None = None, today: date | None = None
    ) -> list[Ranked]:
        """The `top` units nearest to a question, best first; `allowed` limits it to documents by id.

        With `today`, what is pending or lapsed on that day ranks behind. Where meaning cannot be searched now, words
        rank alone. An English question is looked for in Vietnamese terms. Raises `OSError` or `ValueError` where an
        index is missing or damaged.
        """
        query = vietnamese_reading(query) or query
        typed = spelled_out(query)
        provisions = self._gather(self._words.search(typed, DEPTH, allowed))
        articles = self._gather(self._words.articles(typed, DEPTH, allowed))
        near = self._gather(self._near(typed, allowed))
        defining = self._gather(self._words.definitions(query, DEPTH, allowed))
        by_words = scaled(added((1.0, provisions.scores), (1.0, articles.scores)))
        pointed = self._pointed_at(query, _fused(by_words, spread(near.scores)), defining.scores)
        units = nlargest(max(top, COVERED), pointed, key=pointed.__getitem__)
        scores = added(
            (1.0, pointed),
            (COVERAGE_WEIGHT, dict(zip(units, self._words.coverage(typed, units), strict=True))),
            (TITLE_WEIGHT, self._titled(typed, units) if near.scores else {}),  # a model that failed is not asked again
        )
        shown = articles.paths | provisions.paths | near.paths | defining.paths
        best = self._best(scores, top, today)
        return [Ranked(unit[0], shown[unit], score, near.scores.get(unit)) for unit, score in best]

    def nearness(self, query: str, allowed: Collection[str]) -> float | None:
        """The cosine of a question and the nearest provision of some documents; None where meaning is not searched."""
        typed = spelled_out(vietnamese_reading(query) or query)
        return max((hit.score for hit in self._near(typed, allowed)), default=None)

    def _best(self, scores: Mapping[Unit, float], top: int, today: date | None) -> list[tuple[Unit, float]]:
        """The best units, what is out of force on the day set back; what even so is too far behind is not looked up."""
        ordered = sorted(scores.items(), key=itemgetter(1), reverse=True)
        least = OUT_OF_FORCE * ordered[top - 1][1] if 0 < top <= len(ordered) else 0.0
        final = [(unit, score * self._force(unit, today)) for unit, score in ordered if score >= least]
        return sorted(final, key=itemgetter(1), reverse=True)[:top]

    def _near(self, query: str, allowed: Collection[str] | None) -> "Sequence[VectorHit]":
        try:
            return self._vectors.search(self._accented(query), DEPTH, allowed) if self._vectors else ()
        except VectorError as error:
            _log.warning("Searching by words alone: %s", error)
            return ()

    def _titled(self, query: str, units: Iterable[Unit]) -> Mapping[Unit, float]:
        """How much nearer the title of each unit's document is to a question than that of the furthest document."""
        try:
            near = self._vectors.titles(self._accented(query)) if self._vectors else {}
        except VectorError:
            return {}  # it was told when the provisions were searched
        least = min(near.values(), default=0.0)
        return {unit: near[unit[0]] - least for unit in units if unit[0] in near}

    def _accented(self, typed: str) -> str:
        if self._accents is None or language_of(typed) != "vi":
            return typed
        return self._accents.restore(typed)

    def _gather(self, found: "Iterable[Hit | VectorHit]") -> _Part:
        part = _Part()
        for each in found:
            unit = self._unit(each)
            if unit not in part.scores:  # best first: what comes later adds nothing
                part.scores[unit], part.paths[unit] = each.score, each.path
        return part

    def _unit(self, found: "Hit | VectorHit") -> Unit:
        return found.document, found.path if found.document in self._directives else top_level(found.path)

    def _pointed_at(self, query: str, scores: Mapping[Unit, float], defining: Collection[Unit]) -> Mapping[Unit, float]:
        """The scores with what the question points at, and what the law ranks higher, set forward."""
        named = self._named.find(query)
        return added(
            (1.0, scores),
            (RANK_WEIGHT, {unit: _rank(self._documents[unit[0]]) for unit in scores}),
            (POINTED_AT, {unit: 1.0 for unit in scores if unit[0] in named}),
            (POINTED_AT, dict.fromkeys(defining, 1.0)),
        )

    def _force(self, unit: Unit, today: date | None) -> float:
        holds = today is None or self._forces.of(unit[0], today, unit[1]).state in ("in_force", "unknown")
        return 1.0 if holds else OUT_OF_FORCE


def scaled(scores: Mapping[Unit, float]) -> dict[Unit, float]:
    """Scores from 0 to 1, the best being 1; for scores that begin at 0."""
    best = max(scores.values(), default=0.0)
    return {unit: score / best for unit, score in scores.items()} if best > 0 else {}


def spread(scores: Mapping[Unit, float]) -> dict[Unit, float]:
    """Scores from 0 to 1, the least being 0 and the best 1; for similarities, which all lie close together."""
    least, best = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {unit: (score - least) / (best - least) if best > least else 1.0 for unit, score in scores.items()}


def added(*parts: tuple[float, Mapping[Unit, float]]) -> dict[Unit, float]:
    """The weighted sum of several parts; what a part has not found counts 0 in it."""
    total: dict[Unit, float] = {}
    for weight, scores in parts:
        for unit, score in scores.items():
            total[unit] = total.get(unit, 0.0) + weight * score
    return total


def _fused(words: Mapping[Unit, float], meaning: Mapping[Unit, float]) -> Mapping[Unit, float]:
    return added((1 - MEANING_WEIGHT, words), (MEANING_WEIGHT, meaning)) if meaning else words


def _rank(info: DocumentInfo) -> float:
    return DIRECTIVE_RANK if info.is_directive else RANKS.get((info.kind or "").lower(), 0.0)
