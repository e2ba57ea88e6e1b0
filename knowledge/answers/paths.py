"""Provisions named by their place: "mục 2 điểm b gạch đầu dòng 3", "point b of section 2", "Điều 14 khoản 2"."""

import re

from knowledge.model import Document
from knowledge.question import Question

_WORDS = {
    "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "dau": 1,
}  # fmt: skip
_DOTTED = re.compile(r"(?<![\w.])(?:[IVX]+|\d{1,2})(?:\.[a-zđ\d]{1,2})+(?![\w])")
_ORDINAL = r"(?:thu\s+)?(?P<{0}>\d+|" + "|".join(_WORDS) + r")\b"
_SECTION = re.compile(
    r"\b(?:muc|phan|section|item|part)\s+(?:so\s+|lon\s+)?(?P<roman>[ivx]+\b)?(?P<n>\d+(?:\.\d+)*)?\b"
)
_POINT = re.compile(r"\b(?:diem|y|point)\s+(?P<letter>[a-eghik]|d)\b(?!\s*d)")
_DASH = re.compile(r"\b(?:gach(?:\s+dau\s+dong)?|y|doan|dash|bullet|dau\s+dong)\s+" + _ORDINAL.format("k"))
_DASH_BEFORE = re.compile(
    r"\b" + r"(?P<k>first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th))\s+(?:dash|bullet|item)\b"
)
_ARTICLE = re.compile(r"\b(?:dieu|article)\s+(?P<n>\d+[a-z]?)\b")
_CLAUSE = re.compile(r"\b(?:khoan|clause)\s+(?P<n>\d+)\b")


def named_path(question: Question, document: Document) -> str | None:
    """The path of the provision that a question names by its place, if the document has it."""
    typed = " ".join(t.key for t in question.tokens)
    paths = {p.path for p in document.provisions}
    dotted = next((hit.group() for hit in _DOTTED.finditer(question.raw) if hit.group() in paths), None)
    if dotted:
        return dotted
    parts = [_article(typed) or _section(typed), _clause(typed), _point(typed), _dash(typed)]
    named = ".".join(part for part in parts if part)
    return named if parts[0] and named in paths else None


def typed_place(question: Question) -> str | None:
    """The path of a place in a law as a question names it ("điểm a khoản 2 Điều 14"), whether there is one or not."""
    typed = " ".join(t.key for t in question.tokens)
    parts = [_article(typed), _clause(typed), _point(typed)]
    return ".".join(part for part in parts if part) if parts[0] else None


def names_a_place(question: Question) -> bool:
    """Whether a place of a document is named by number, there or not ("khoản 3 Điều 5")."""
    typed = " ".join(t.key for t in question.tokens)
    return bool(_article(typed) or _section(typed))


def _section(typed: str) -> str | None:
    found = _SECTION.search(typed)
    if not found or not (found["n"] or found["roman"]):
        return None
    return found["n"] or found["roman"].upper()


def _article(typed: str) -> str | None:
    found = _ARTICLE.search(typed)
    return found["n"] if found else None


def _clause(typed: str) -> str | None:
    found = _CLAUSE.search(typed)
    return found["n"] if found else None


def _point(typed: str) -> str | None:
    found = _POINT.search(typed)
    return found["letter"] if found else None


def _dash(typed: str) -> str | None:
    found = _DASH.search(typed) or _DASH_BEFORE.search(typed)
    if not found:
        return None
    ordinal = found["k"]
    return str(_WORDS.get(ordinal) or re.sub(r"\D", "", ordinal))
