"""Which year a question means, as against a year that is part of a name ("Bộ luật Lao động 2019")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.references import read_date
from knowledge.text import fold_accents

_SCHOOL_YEAR_STARTS = (
    8  # a school year is named from the start of term in early September; August belongs to the new one
)
_RANGE = r"(?P<first>(?:19|20)\d\d)\s*(?:[-–—/]|đến|tới|to)\s*(?P<last>(?:19|20)?\d\d)\b"
_SCHOOL_RANGE = re.compile(
    r"(?:nam hoc|nh|school year|academic year)\s*(?:nam\s*)?" + _RANGE.replace("đến|tới", "den|toi")
)
_ANY_RANGE = re.compile(_RANGE.replace("đến|tới", "den|toi"))
_DATE_OR_NUMBER = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d+\s*/\s*\d{4}\s*/\s*\S+|thang\s+\d{1,2}\s+nam\s+\d{4}"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LAW_NOUN = re.compile(
    r"(?:luat|nghi quyet|quyet dinh|nghi dinh|chien luoc|chuong trinh|hien phap"
    r"|code|law|resolution|decision|strategy|act)"
    r"(?:\s+\S+){0,4}?\s*$"
)
_LAW_AFTER = re.compile(r"^\s*(?:\w+\s+){0,1}(?:code|law|resolution|strategy|decision|act)\b")
_RELATIVE = (
    (
        re.compile(
            r"\b(?:nam kia|nam truoc nua|hai nam truoc|2 nam truoc|cach day hai nam|year before last|two years ago)\b"
        ),
        -2,
    ),
    (re.compile(r"\b(?:nam nay|nam hien tai|nam hien nay|trong nam|this year|current year|ca nam)\b"), 0),
    (re.compile(r"\b(?:nam ngoai|nam truoc|nam vua roi|nam vua qua|nam cu|last year|previous year)\b"), -1),
    (re.compile(r"\b(?:nam sau|nam toi|sang nam|nam ke tiep|next year|coming year)\b"), 1),
)
_DAY_ASKED = re.compile(
    r"\b(?:ngay|tai|vao|den|on|of|at)\s+(?:(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:19|20)\d\d)\b"
    r"|(\d{1,2})\s+thang\s+(\d{1,2}),?\s+nam\s+((?:19|20)\d\d)\b)"
)
_OF_SOMETHING_ELSE = re.compile(
    r"(?:[/-][a-z]\S*|\b(?:ban hanh|ky|sinh|cap|tu|truoc|sau|since|from|dated|before|after|born))\s*,?\s*$"
)
_THIS_SCHOOL_YEAR = re.compile(r"\b(?:nam hoc nay|nam hoc hien tai|this school year|this academic year)\b")
_LAST_SCHOOL_YEAR = re.compile(r"\b(?:nam hoc truoc|nam hoc vua roi|last school year)\b")


@dataclass(frozen=True, slots=True)
class YearMeant:
    """The years a question is about, nearest first; empty where it names none. `said` tells whether it did."""

    years: tuple[int, ...] = ()

    @property
    def said(self) -> bool:
        """Whether the question names a year at all, in figures or in words."""
        return bool(self.years)


def year_meant(text: str, today: date, names: Sequence[str] = (), spoken: str = "") -> YearMeant:
    """The year a question asks about. `spoken` is the text with short forms spelled out.

    `names` are accent-folded texts of the loaded documents: a year that stands in one of them behind the same two
    words is part of a name there, and so in the question.
    """
    folded = fold_accents(text)
    school = _school_years(folded, today)
    if school:
        return YearMeant(school)
    named = _named_years(_DATE_OR_NUMBER.sub(" ", folded), names)
    in_names = _years_in_names(fold_accents(spoken), names)
    named = tuple(year for year in named if year not in in_names)
    if named:
        return YearMeant(named)
    for pattern, shift in _RELATIVE:
        if pattern.search(folded):
            return YearMeant((today.year + shift,))
    return YearMeant()


def _school_years(folded: str, today: date) -> tuple[int, ...]:
    ranged = _SCHOOL_RANGE.search(folded)
    if ranged:
        first = int(ranged["first"])
        return (first + 1, first)
    start = today.year if today.month >= _SCHOOL_YEAR_STARTS else today.year - 1
    if _THIS_SCHOOL_YEAR.search(folded):
        return (today.year, *({start, start + 1} - {today.year}))
    if _LAST_SCHOOL_YEAR.search(folded):
        return (start, start - 1)
    return ()


def _named_years(folded: str, names: Sequence[str]) -> tuple[int, ...]:
    plain = _ANY_RANGE.sub(" ", folded)
    return tuple(int(hit.group()) for hit in _YEAR.finditer(plain) if not _part_of_a_name(plain, hit, names))


def day_meant(text: str) -> date | None:
    """The day for which a message asks ("… tại ngày 1/6/2025"); not one of issue ("số 145/2020/NĐ-CP ngày …")."""
    folded = fold_accents(text)
    for hit in _DAY_ASKED.finditer(folded):
        day, month, year = (int(part) for part in hit.groups() if part)
        if not _OF_SOMETHING_ELSE.search(folded[: hit.start()]) and (meant := read_date(day, month, year)):
            return meant
    return None


def without_years(text: str) -> str:
    """A text without the years it names, in figures or in words, so that another year can take their place."""
    return _SAID_YEAR.sub(" ", text)


_SAID_YEAR = re.compile(
    r"\b(?:năm|nam)\s+(?:nay|ngoái|ngoai|trước|truoc|sau|tới|toi|(?:19|20)\d\d)\b|\b(?:this|last|next) year\b",
    re.IGNORECASE,
)


def _years_in_names(folded: str, names: Sequence[str]) -> frozenset[int]:
    return frozenset(int(hit.group()) for hit in _YEAR.finditer(folded) if _part_of_a_name(folded, hit, names))


def _part_of_a_name(folded: str, hit: re.Match[str], names: Sequence[str]) -> bool:
    before, after = folded[: hit.start()], folded[hit.end() :]
    without_nam = re.sub(r"\bnam\s*$", "", before)
    if _LAW_NOUN.search(without_nam) or _LAW_AFTER.search(after):
        return True
    words = without_nam.split()[-2:]
    if len(words) < 2:  # noqa: PLR2004 — one word is no name
        return False
    behind = re.compile(r"\b" + r"\W+".join(map(re.escape, words)) + r"\W+(?:nam\W+)?" + hit.group())
    return any(behind.search(name) for name in names)
