"""Between rows and documents. Each `*_row` has its reader beside it; a test proves the round trip."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from knowledge.adapters.sql_duty_rows import Row, obligation_row, span_lists, spans_of
from knowledge.model import Bilingual, Document, Header, Modification, Outline, Provision, Reference, Span, UnitType
from knowledge.versions import DocumentInfo, Revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import RowMapping

_INFO_FIELDS = (
    "title",
    "number",
    "kind",
    "issuer",
    "level",
    "place",
    "issued_on",
    "effective_from",
    "effective_until",
    "year",
    "source_url",
)
_INFO_LISTS = ("addressees", "unit_types", "replaces", "amended_by")


def revision_rows(revision: Revision) -> dict[str, list[Row]]:
    """The rows of one revision by table name, keyed by the hash of all of them (the time of storing left out)."""
    document = revision.document
    rows = {
        "document_revision": [_revision_row(revision)],
        "document_body": [_body_row(revision)],
        "provision": [_provision_row(i, p) for i, p in enumerate(document.provisions)],
        "document_reference": [_reference_row(i, r) for i, r in enumerate(document.outline.references)],
        "obligation": [obligation_row(i, o) for i, o in enumerate(revision.obligations)],
    }
    content = json.dumps(rows, sort_keys=True, default=date.isoformat).encode()
    digest = hashlib.sha256(content).hexdigest()
    for name, table in rows.items():
        for row in table:
            row["hash" if name == "document_revision" else "revision"] = digest
    return rows


def _revision_row(revision: Revision) -> Row:
    document = revision.document
    return {
        "document": document.id,
        **{name: getattr(document, name) for name in _INFO_FIELDS},
        **{name: list(getattr(document, name)) for name in _INFO_LISTS},
        "modifications": [_modification_row(m) for m in document.modifications],
        "provisions": len(document.provisions),
        "file": revision.file,
        "source_hash": revision.source_hash,
    }


def _metadata(row: RowMapping) -> Row:
    lists = {name: tuple(row[name]) for name in _INFO_LISTS}
    modifications = tuple(_modification(stored) for stored in row["modifications"])
    return {name: row[name] for name in _INFO_FIELDS} | lists | {"modifications": modifications}


def _modification_row(modification: Modification) -> Row:
    days = {"since": _iso(modification.since), "dated": _iso(modification.dated)}
    return asdict(modification) | days | {"places": list(modification.places)}


def _modification(stored: Mapping[str, Any]) -> Modification:
    days = {"since": _day(stored["since"]), "dated": _day(stored["dated"])}
    return Modification(**{**stored, **days, "places": tuple(stored["places"])})


def info(row: RowMapping) -> DocumentInfo:
    """A document's row without its text."""
    return DocumentInfo(row["document"], revision=row["hash"], provisions=row["provisions"], **_metadata(row))


def document(
    row: RowMapping, body: RowMapping, provisions: Iterable[RowMapping], references: Iterable[RowMapping]
) -> Document:
    """A whole document out of its rows."""
    text = body["text"]
    outline = Outline(
        text=text,
        header=_header(body["header"]),
        provisions=tuple(_provision(text, p) for p in provisions),
        references=tuple(_reference(r) for r in references),
        encoding=body["encoding"],
        warnings=tuple(body["warnings"]),
        parts={name: spans_of(spans) for name, spans in body["parts"].items()},
    )
    return Document(id=row["document"], outline=outline, **_metadata(row))


def _body_row(revision: Revision) -> Row:
    outline = revision.document.outline
    header = asdict(outline.header) | {"date": _iso(outline.header.date)}
    header["spans"] = {name: [s.start, s.end] for name, s in outline.header.spans.items()}
    return {
        "text": outline.text,
        "header": header,
        "parts": {name: span_lists(spans) for name, spans in outline.parts.items()},
        "warnings": list(outline.warnings),
        "encoding": outline.encoding,
        "reach": {unit_type: asdict(words) for unit_type, words in revision.reach.items()},
    }


def _header(stored: Mapping[str, Any]) -> Header:
    lists = {name: tuple(stored[name]) for name in ("addressees", "recipients", "basis")}
    spans = {name: Span(*span) for name, span in stored["spans"].items()}
    return Header(**{**stored, **lists, "spans": spans, "date": _day(stored["date"])})


def reach(body: RowMapping) -> dict[UnitType, Bilingual]:
    """How the whole document comes to each kind of unit."""
    return {unit_type: Bilingual(**words) for unit_type, words in body["reach"].items()}


def _provision_row(position: int, provision: Provision) -> Row:
    return {
        "position": position,
        "path": provision.path,
        "label": provision.label,
        "kind": provision.kind,
        "span_start": provision.start,
        "span_end": provision.end,
    }


def _provision(text: str, row: RowMapping) -> Provision:
    start, end = row["span_start"], row["span_end"]
    return Provision(row["path"], row["label"], row["kind"], text[start:end], start, end)


def _reference_row(position: int, reference: Reference) -> Row:
    return {
        "position": position,
        "number": reference.number,
        "date": reference.date,
        "text": reference.text,
        "span_start": reference.start,
        "span_end": reference.end,
    }


def _reference(row: RowMapping) -> Reference:
    return Reference(row["number"], row["date"], row["text"], row["span_start"], row["span_end"])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
