"""A document out of what its text says, what the manifest says, and its file's name. The manifest wins."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import PurePath
from typing import Any

from knowledge.enactment import read_enactment
from knowledge.lexicons import table
from knowledge.manifest import ManifestEntry
from knowledge.model import Document, Header, Level, Outline
from knowledge.text import fold_spaces, keys, slug

# "năm 2021" and "năm học 2021"; not the year of a date or a deadline ("tháng 8 năm 2024", "đến năm 2045"), nor a range.
_YEAR = re.compile(r"(?P<before>\w+)?\s*\bnăm(?: học)? (?P<year>(?:19|20)\d\d)\b(?!\s*[-–]\s*\d)", re.IGNORECASE)
_NOT_THE_DOCUMENTS = frozenset({"đến", "tới", "trước", "sau", "từ", "kể"})
_TITLE_LIMIT = 300


def assemble(outline: Outline, file_name: str, entry: ManifestEntry | None = None) -> Document:
    """Put a document together. What neither the manifest nor the text says stays None or empty."""
    said = asdict(entry) if entry else {}
    told = {name: value for name, value in said.items() if name != "file" and value is not None}
    header = outline.header
    read = {
        "number": header.number,
        "kind": header.kind,
        "issuer": header.issuer,
        "place": header.place,
        "issued_on": header.date,
        "addressees": header.addressees,
    }
    merged: dict[str, Any] = read | told
    merged.setdefault("id", slug(merged["number"] or PurePath(file_name).stem))
    merged.setdefault("title", title(header, merged, file_name))
    merged.setdefault("level", level(merged["issuer"]))
    merged.setdefault("year", year(merged["title"], merged["issued_on"]))
    found = read_enactment(outline, merged["kind"], merged["number"], merged["issued_on"], merged["title"])
    merged.setdefault("effective_from", found.effective_from)
    merged.setdefault("effective_until", found.effective_until)
    return Document(outline=outline, modifications=found.modifications, **merged)


def title(header: Header, merged: Mapping[str, Any], file_name: str) -> str:
    """The subject; without one, kind, number and issuer; without these, the file's name."""
    if header.subject:
        return header.subject[:_TITLE_LIMIT]
    named = (("", merged["kind"]), ("số ", merged["number"]), ("của ", merged["issuer"]))
    told = " ".join(f"{word}{value}" for word, value in named if value)
    return told[:1].upper() + told[1:] if told else fold_spaces(PurePath(file_name).stem)


def year(title: str, issued_on: date | None) -> int | None:
    """The one year that a title names, where it is that of the issue or next to it; else the year of the issue."""
    named = {int(found["year"]) for found in _YEAR.finditer(title) if not _is_a_date(found["before"])}
    issued = issued_on.year if issued_on else None
    told = named.pop() if len(named) == 1 else issued
    return told if told and abs(told - (issued or told)) <= 1 else issued


def _is_a_date(before: str | None) -> bool:
    return before is not None and (before.isdecimal() or before.lower() in _NOT_THE_DOCUMENTS)


def level(issuer: str | None) -> Level | None:
    """At which level of the state an issuer stands, by the first words of its name; None where they do not tell."""
    if issuer is None:
        return None
    name = " ".join(keys(issuer)) + " "
    for rule in table("levels")["rule"]:
        if name.startswith(tuple(f"{words} " for words in rule["opens"])):
            found: Level = rule["level"]
            return found
    return None
