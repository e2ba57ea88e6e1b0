"""The printed marks that number the pieces of a document: `I.` `1.` `1.1.` `a)` `(i)` `-` `+`, Điều, Chương, Mục."""

import re
from dataclasses import dataclass
from typing import Literal

from knowledge.text import fold_accents

Style = Literal[
    "part", "chapter", "section", "subsection", "article", "capital", "roman",
    "number", "bracket", "decimal", "letter", "parenthesis", "star", "dash", "plus", "bullet",
]  # fmt: skip

# A mark of a lower rank opens below one of a higher rank; a decimal's rank grows with its depth.
RANKS: dict[Style, float] = {
    "part": 0, "chapter": 1, "section": 2, "subsection": 3, "capital": 4, "roman": 5, "article": 6,
    "number": 10, "decimal": 10, "bracket": 15, "letter": 20, "parenthesis": 22, "star": 24, "dash": 30, "plus": 32,
    "bullet": 34,
}  # fmt: skip
UNNUMBERED: frozenset[Style] = frozenset({"star", "dash", "plus", "bullet"})
# Marks that a law prints with a title, or without one.
HEADED: frozenset[Style] = frozenset({"part", "chapter", "section", "subsection", "article"})
GROUPS: frozenset[Style] = frozenset({"part", "chapter", "section", "subsection"})
# The order in which Vietnamese documents letter their points; f, j, w and z are rare but occur.
_PLAIN_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed mark at the start of a line. `ordinal` is its place in its row, `name` its part of a path."""

    style: Style
    printed: str
    ordinal: int
    name: str
    parents: tuple[int, ...] = ()

    @property
    def rank(self) -> float:
        """How deep it stands: the smaller, the nearer to the root."""
        return RANKS[self.style] + len(self.parents) * 0.5


_BODY = r"(?=\s|$|[^\W\d_]{2}|[“\"(])"
_BIG = r"[^\W\d_a-zà-ỹđ]"
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]" + _BODY + r"|(?=\s+[^\W\d_a-zà-ỹđ]))")
_NUMBER = re.compile(rf"(\d{{1,3}})(?:\.{_BODY}|\.(?=\s*[^\W\d_])|/(?=\s*[^\W\d_]{{2}})|\s?-(?=\s+{_BIG}))")
_BRACKET = re.compile(r"(\d{1,2})\)" + _BODY)
_ROMAN = re.compile(r"([IVXL]{1,7})(?:[.)]" + _BODY + r"|/(?=\s*[^\W\d_])|\s?[-–](?=\s+[^\W\d_a-zà-ỹđ]))")
_CAPITAL = re.compile(r"([A-HĐ])[./)](?=\s+[^\W\d_a-zà-ỹđ])")
_LETTER = re.compile(r"([a-zđ])(?:\)|\.(?=\s)|/(?=\s))(?=\s|$|[^\W\d_]|[“\"(])")
_PARENTHESIS = re.compile(r"\((\d{1,2}|[ivx]{1,5}|[a-zđ])\)" + _BODY)
_DASH = re.compile(r"[-–—−‒]\s?(?=\s|$|[^\W\d_]|[“\"(\d])")
_PLUS = re.compile(r"\+\s?(?=\s|$|[^\W\d_]|[“\"(])")
_STAR = re.compile(r"\*{1,3}\s?(?=\s|[^\W\d_*]|[“\"(])")
_BULLET = re.compile(r"[•●▪■◦○⁃‣·]\s?(?=\s|$|[^\W_])")
_ARTICLE = re.compile(r"Điều\s+(\d{1,3})([a-zđ]{0,2})\s*(?:[.:]|$)", re.IGNORECASE)
_GROUP = re.compile(
    r"(phần|chương|mục|tiểu mục)\s+(?:thứ\s+\w+|[IVXLC]{1,7}\b|\d{1,2}[A-ZĐ]?\b)"
    r"\s*(?:[.:–-]|$|(?=[^\W\d_a-zà-ỹđ]))",
    re.IGNORECASE,
)
_GROUP_STYLES: dict[str, Style] = {"phần": "part", "chương": "chapter", "mục": "section", "tiểu mục": "subsection"}


def parse_mark(text: str) -> Mark | None:
    """The mark at the start of a line, None where there is none. Says nothing about whether it is meant as one."""
    head = text[:1]
    if head.isdigit():
        return _decimal(text) or _counted(text)
    if head == "(":
        return _parenthesis(text)
    if head in "IVXL" and (found := _ROMAN.match(text)):
        value = roman_value(found[1])
        return Mark("roman", found[0].strip(), value, found[1]) if value else None
    if found := _CAPITAL.match(text):
        return Mark("capital", found[0], "ABCDĐEFGH".index(found[1]) + 1, found[1])
    if found := _LETTER.match(text):
        return Mark("letter", found[0].strip(), letter_ordinal(found[1]), found[1])
    return _unnumbered(text)


def _decimal(text: str) -> Mark | None:
    found = _DECIMAL.match(text)
    if not found:
        return None
    *parents, last = (int(n) for n in found[1].split("."))
    return Mark("decimal", found[0].strip(), last, str(last), tuple(parents))


def _counted(text: str) -> Mark | None:
    if found := _NUMBER.match(text):
        return Mark("number", found[0].strip(), int(found[1]), str(int(found[1])))
    if found := _BRACKET.match(text):
        return Mark("bracket", found[0].strip(), int(found[1]), str(int(found[1])))
    return None


def _parenthesis(text: str) -> Mark | None:
    found = _PARENTHESIS.match(text)
    if not found:
        return None
    name = found[1]
    if name.isdigit():
        return Mark("parenthesis", found[0], int(name), name)
    if set(name) <= set("ivx"):
        return Mark("parenthesis", found[0], roman_value(name.upper()) or 1, name)
    return Mark("parenthesis", found[0], letter_ordinal(name), name)


def _unnumbered(text: str) -> Mark | None:
    for style, pattern in _UNNUMBERED_PATTERNS:
        if found := pattern.match(text):
            return Mark(style, found[0].strip(), 0, "")
    return None


_UNNUMBERED_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("dash", _DASH), ("plus", _PLUS), ("star", _STAR), ("bullet", _BULLET),
)  # fmt: skip


def parse_article(text: str) -> Mark | None:
    """The mark `Điều N.` (with a letter: `Điều 12a.`) at the start of a line."""
    if text[:1] not in "Đđ" or not (found := _ARTICLE.match(text)):
        return None
    return Mark("article", found[0].strip(), int(found[1]), found[1].lstrip("0") + found[2].lower())


def parse_group(text: str) -> Mark | None:
    """The mark of a part, chapter, section or subsection of a law: `Chương II`, `Mục 1.`, `Phần thứ nhất`."""
    if text[:1] not in "PpCcMmTt" or not (found := _GROUP.match(text)):
        return None
    words = found[0].rstrip(" .:–-")
    kind = found[1].lower()
    return Mark(_GROUP_STYLES[kind], found[0].strip(), 0, fold_accents(words).replace(" ", "-"))


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral, 0 where it is none."""
    values = [_ROMAN_VALUES.get(c, 0) for c in numeral]
    total = sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
    return total if 0 not in values and 0 < total < 60 else 0  # noqa: PLR2004 - no document has sixty parts


def letter_ordinal(letter: str) -> int:
    """The place of a point's letter in the Vietnamese order: d 4, đ 5, e 6."""
    return _PLAIN_LETTERS.index(letter) + 1 if letter in _PLAIN_LETTERS else 0
