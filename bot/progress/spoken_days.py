"""Days as they are said: yesterday, last Friday, 20/11, the 20th."""

import re
from datetime import date, timedelta
from functools import cache

from knowledge.lexicons import table
from knowledge.text import fold_accents
from knowledge.tokens import PhraseBook, Token

# Patterns are held against text without accents, of the same length as the text itself.
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<d>[0-3]?\d)(?:\s?[/-]\s?|\.)(?P<m>[01]?\d)(?:(?:\s?[/-]\s?|\.)(?P<y>20\d\d|\d\d))?(?![\d/%])"
)
_WRITTEN = re.compile(
    r"(?:ngay|mung|mong|hom)\s+(?P<d>[0-3]?\d)(?!\d)(?:\s+thang\s+(?P<m>[01]?\d)(?:\s+nam\s+(?P<y>20\d\d))?)?"
    r"(?![\d/.-]\d|\s*(?:nguoi|ngay))"
)
_AGO = re.compile(
    r"(?:cach day\s+)?(?P<n>\d{1,2})\s+ngay\s+(?:truoc|qua)|cach day\s+(?P<m>\d{1,2})\s+ngay"
    r"|(?P<e>\d{1,2})\s+days?\s+ago"
)
_WEEKDAY = re.compile(
    r"(?P<before>\w+\s+)?(?:thu\s+(?P<n>[2-7]|hai|ba|tu|nam|sau|bay)|(?P<sunday>chu nhat|cn))\b"
    r"(?P<last>\s+tuan\s+(?:truoc|roi|qua|vua))?(?P<next>\s+(?:tuan\s+)?(?:sau|toi)\b)?"
)
_WORDS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_WEEK = 7


def day_said(text: str, today: date) -> tuple[date | None, list[tuple[int, int]]]:
    """The day a sentence tells, of those up to today the nearest, and the places of the words that tell days.

    A day without its year is of the year in which it is nearest. Days to come are None.
    """
    plain = fold_accents(text)
    if len(plain) != len(text):  # a letter that folds into several: read what there is
        return None, []
    found = [*_numeric(plain, today), *_weekday(plain, today), *_ago(plain, today)]
    places = [place for _, place in found]
    days = [day for day, _ in sorted(found, key=lambda each: each[1]) if day and day <= today]
    return (days[0] if days else None), places


def day_to_come(text: str, today: date) -> date | None:
    """A day that a sentence tells and that has not come yet."""
    plain = fold_accents(text)
    days = [day for day, _ in _numeric(plain, today)] if len(plain) == len(text) else []
    return next((day for day in days if day and day > today), None)


def weekday_ahead(text: str) -> bool:
    """Whether a sentence tells a day of the week to come: "thứ sáu tuần sau", "thứ 2 tới"."""
    return any(hit["next"] for hit in _WEEKDAY.finditer(fold_accents(text)))


def day_named(words: tuple[Token, ...], today: date) -> date | None:
    """The day that words like "hôm qua" tell."""
    ago = [int(hit.name) for hit in _named().find(words)]
    return today - timedelta(days=ago[0]) if ago else None


@cache
def _named() -> PhraseBook:
    days = table("reports")["days"]
    return PhraseBook((str(ago), phrase) for ago in range(3) for phrase in days[f"ago_{ago}"])


def _numeric(plain: str, today: date) -> list[tuple[date | None, tuple[int, int]]]:
    found: list[tuple[date | None, tuple[int, int]]] = []
    for hit in _NUMERIC.finditer(plain):
        day = _dated(int(hit["d"]), int(hit["m"]), hit["y"], today)
        if day:
            found.append((day, hit.span()))
    taken = [place for _, place in found]
    for hit in _WRITTEN.finditer(plain):
        if any(start < hit.end() and hit.start() < end for start, end in taken):
            continue
        month = hit["m"]
        day = _dated(int(hit["d"]), int(month), hit["y"], today) if month else _of_month(int(hit["d"]), today)
        if day:
            found.append((day, hit.span()))
    return found


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    """The day of a year given, else the one nearest to today, of the last year or this one."""
    years = [int(year) % 100 + 2000] if year else [today.year, today.year - 1]
    days = [made for each in years if (made := _made(each, month, day))]
    return min(days, key=lambda made: abs(made - today), default=None)


def _of_month(day: int, today: date) -> date | None:
    """The last day of that number up to today."""
    before = today.replace(day=1) - timedelta(days=1)
    days = (_made(month.year, month.month, day) for month in (today, before))
    return next((made for made in days if made and made <= today), None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _ago(plain: str, today: date) -> list[tuple[date | None, tuple[int, int]]]:
    return [(today - timedelta(days=int(hit["n"] or hit["m"] or hit["e"])), hit.span()) for hit in _AGO.finditer(plain)]


def _weekday(plain: str, today: date) -> list[tuple[date | None, tuple[int, int]]]:
    ordinal = {fold_accents(word) for word in table("reports")["days"]["ordinal"]}
    found: list[tuple[date | None, tuple[int, int]]] = []
    for hit in _WEEKDAY.finditer(plain):
        if (hit["before"] or "").strip() in ordinal:
            continue
        said = hit["n"]
        weekday = 6 if hit["sunday"] else int(said) - 2 if said.isdigit() else _WORDS[said]
        start = hit.start() + len(hit["before"] or "")
        found.append(
            (_last(weekday, today, week_before=bool(hit["last"]), ahead=bool(hit["next"])), (start, hit.end()))
        )
    return found


def _last(weekday: int, today: date, *, week_before: bool, ahead: bool) -> date | None:
    if ahead:
        return None
    if week_before:
        return today - timedelta(days=today.weekday() + _WEEK - weekday)
    return today - timedelta(days=(today.weekday() - weekday) % _WEEK)
