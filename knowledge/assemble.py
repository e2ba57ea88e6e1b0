"""A document out of what its text says, what the manifest says, and its file's name. The manifest wins."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from knowledge.lexicons import table
from knowledge.manifest import ManifestEntry
from knowledge.model import Document, Header, Level, Outline
from knowledge.text import fold_spaces, keys, slug

_YEAR = re.compile(r"\bnăm(?: học)? ((?:19|20)\d\d)\b(?!\s*[-–]\s*\d)", re.IGNORECASE)
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
    merged.setdefault("year", year(merged["title"], header.subject) or _year_of(merged["issued_on"]))
    return Document(outline=outline, **merged)


def title(header: Header, merged: Mapping[str, Any], file_name: str) -> str:
    """The subject; without one, kind, number and issuer; without these, the file's name."""
    if header.subject:
        return header.subject[:_TITLE_LIMIT]
    named = (("", merged["kind"]), ("số ", merged["number"]), ("của ", merged["issuer"]))
    told = " ".join(f"{word}{value}" for word, value in named if value)
    return told[:1].upper() + told[1:] if told else fold_spaces(PurePath(file_name).stem)


def year(*texts: str | None) -> int | None:
    """The one year that a title or subject names ("Kế hoạch … năm 2021"); None where it names none, or several."""
    named = {int(found) for text in texts if text for found in _YEAR.findall(text)}
    return named.pop() if len(named) == 1 else None


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


def _year_of(day: Any) -> int | None:
    return day.year if day else None
