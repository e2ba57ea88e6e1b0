"""Between rows and duties and chains. Each `*_row` has its reader beside it; a test proves the round trip."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from knowledge.model import Applicability, Bilingual, Lineage, LineagePair, Obligation, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import RowMapping

Row = dict[str, Any]


def obligation_row(position: int, duty: Obligation) -> Row:
    """One duty's row, without its revision."""
    return {
        "position": position,
        "id": duty.id,
        "provision": duty.provision,
        "title": asdict(duty.title),
        "act": duty.act,
        "who": asdict(duty.who),
        "span_start": duty.quote.start,
        "span_end": duty.quote.end,
        "period": duty.period,
        "reviewed": duty.reviewed,
        "applicability": {unit_type: asdict(a) for unit_type, a in duty.applicability.items()},
        "evidence": [asdict(words) for words in duty.evidence],
        "event": words_or_none(duty.event),
        "ended_on": duty.ended_on,
        "due": duty.due,
        "parent": duty.parent,
        "relation": duty.relation,
    }


def obligation(document_id: str, row: RowMapping) -> Obligation:
    """One duty out of its row."""
    return Obligation(
        id=row["id"],
        document=document_id,
        provision=row["provision"],
        title=Bilingual(**row["title"]),
        act=row["act"],
        who=Bilingual(**row["who"]),
        quote=Span(row["span_start"], row["span_end"]),
        period=row["period"],
        reviewed=row["reviewed"],
        applicability={t: Applicability(a["applies"], bilingual(a["reason"])) for t, a in row["applicability"].items()},
        evidence=tuple(Bilingual(**words) for words in row["evidence"]),
        event=bilingual(row["event"]),
        ended_on=row["ended_on"],
        due=row["due"],
        parent=row["parent"],
        relation=row["relation"],
    )


def lineage_rows(version: str, chain: Lineage) -> tuple[Row, list[Row]]:
    """A chain's own row and one row for each pair."""
    key = {"version": version, "document": chain.document}
    own = {
        "above": chain.above,
        "missing": list(chain.missing),
        "reviewed": chain.reviewed,
        "note": words_or_none(chain.note),
    }
    return key | own, [key | _pair_row(i, pair) for i, pair in enumerate(chain.pairs)]


def _pair_row(position: int, pair: LineagePair) -> Row:
    return {
        "position": position,
        "provision": pair.provision,
        "parent": pair.parent,
        "relation": pair.relation,
        "note": words_or_none(pair.note),
        "lower_words": span_lists(pair.lower_words),
        "upper_words": span_lists(pair.upper_words),
        "aspect": pair.aspect,
    }


def lineage(row: RowMapping, pairs: Iterable[RowMapping]) -> Lineage:
    """A chain out of its rows."""
    return Lineage(
        document=row["document"],
        above=row["above"],
        pairs=tuple(_pair(p) for p in pairs),
        missing=tuple(row["missing"]),
        reviewed=row["reviewed"],
        note=bilingual(row["note"]),
    )


def _pair(row: RowMapping) -> LineagePair:
    return LineagePair(
        row["provision"],
        row["parent"],
        row["relation"],
        bilingual(row["note"]),
        spans_of(row["lower_words"]),
        spans_of(row["upper_words"]),
        row["aspect"],
    )


def words_or_none(words: Bilingual | None) -> dict[str, str] | None:
    """Words in both languages as JSON."""
    return asdict(words) if words else None


def bilingual(stored: Mapping[str, str] | None) -> Bilingual | None:
    """And back."""
    return Bilingual(**stored) if stored else None


def span_lists(spans: Iterable[Span]) -> list[list[int]]:
    """Spans as JSON: `[start, end]` each."""
    return [[s.start, s.end] for s in spans]


def spans_of(stored: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    """And back."""
    return tuple(Span(*span) for span in stored)
