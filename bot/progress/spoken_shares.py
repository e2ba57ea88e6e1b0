"""A share of women told in place of their number: "1200 hs, 50% nữ", "nữ chiếm 60%", "2/3 là nữ"."""

import re
from dataclasses import dataclass
from fractions import Fraction

from knowledge.text import fold_accents

_WHOLE = 100
_SHARE = (
    r"(?P<share>(?P<about>(?:khoang|gan|hon|tren|duoi|xap xi|it nhat|toi thieu|about|over|at least)\s+)?"
    r"(?<![\d/.,])(?:(?P<percent>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|phan tram\b|percent\b)"
    r"|(?P<part>[1-9])/(?P<of>[2-9]|10)(?![\d/])))"
)
_WOMEN = r"(?:phu nu|nu gioi|nu|women|female)\b"
# Women of one kind may be told, of whom so many came: "50% nữ giáo viên", "50% giáo viên nữ" without "là".
_KIND = r"(?!\s+(?:giao vien|gv|hoc sinh|hs|can bo|cb|nhan vien|nv|sinh vien|sv|em|nguoi|doan vien|dang vien)\b)"
_BEHIND = re.compile(
    rf"{_SHARE}\s*(?:(?:[^\W\d_]+\s+){{0,3}}?(?:la|deu la|are|were)\s+{_WOMEN}|(?:of them\s+)?{_WOMEN}{_KIND})"
)
_BEFORE = re.compile(rf"(?:\bt[iy] le\s+)?\b{_WOMEN}\s*(?P<joined>[:=]|(?:la|chiem|co)\b)?\s*{_SHARE}")
_COUNTED_JUST_BEFORE = re.compile(r"\d\s*$")
_COUNTED_NEAR = re.compile(r"\d\s+[^\W\d_]+(?:\s+[^\W\d_]+)?\s*$")
_CHANGED = re.compile(r"\b(?:tang|giam|them|increased|decreased)(?:\s+by)?\s*$")


@dataclass(frozen=True, slots=True)
class Share:
    """A share of women, from `start` to `end` of a text.

    `words`: the share as it was written; `part`: how much of 1 it is, None where that is not told exactly.
    """

    words: str
    part: Fraction | None
    start: int
    end: int

    def of(self, people: int) -> int | None:
        """How many women it comes to among so many people; None where that is no whole number of them."""
        women = self.part * people if self.part is not None else None
        return int(women) if women is not None and women.denominator == 1 else None


def women_share(text: str) -> Share | None:
    """The share of women that a text tells, if it tells one, and only one."""
    folded = fold_accents(text)
    if len(folded) != len(text):  # a letter of another script, and places would not agree
        return None
    hits = [hit for hit in _BEHIND.finditer(folded) if not _CHANGED.search(folded[: hit.start()])]
    hits = hits or [hit for hit in _BEFORE.finditer(folded) if not _counts_women(folded, hit)]
    if len(hits) != 1:
        return None
    hit = hits[0]
    return Share(text[slice(*hit.span("share"))], _part(hit), *hit.span())


def _part(hit: re.Match[str]) -> Fraction | None:
    if hit["percent"]:
        part = Fraction(hit["percent"].replace(",", ".")) / _WHOLE
    else:
        part = Fraction(int(hit["part"]), int(hit["of"]))
    return None if hit["about"] or part > 1 else part


def _counts_women(folded: str, hit: re.Match[str]) -> bool:
    """Whether the number of women stands before a share: "30 nữ (66%)"; "45 hs nữ chiếm 60%" may tell either."""
    before = folded[: hit.start()]
    return bool(_COUNTED_JUST_BEFORE.search(before) or (hit["joined"] and _COUNTED_NEAR.search(before)))
