"""Days as they are said: yesterday, last Friday, 20/11, the 20th."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from knowledge.lexicons import table
from knowledge.text import fold_accents
from knowledge.tokens import PhraseBook, Token, longest, token, tokenize

# Patterns are held against text without accents, of the same length as the text itself.
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<d>[0-3]?\d)(?:\s?[/-]\s?|\.)(?P<m>[01]?\d)(?:(?:\s?[/-]\s?|\.)(?P<y>20\d\d|\d\d))?(?![\d/%])"
)
_CALLED = re.compile(r"\b(?:ngay|hom|mung|mong|sang|chieu|toi|trua|tu|den|thu\s+\w+|cn|vao|luc|date|on)\s*,?\s*$")
_WRITTEN = re.compile(
    r"(?<!\d\s)(?:ngay|mung|mong|hom)\s+(?P<d>[0-3]?\d)(?!\d)(?:\s+thang\s+(?P<m>[01]?\d)(?:\s+nam\s+(?P<y>20\d\d))?)?"
    r"(?![\d/.-]\d|\s*(?:nguoi|ngay))"
)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_NAMED = r"(?P<{}>" + "|".join(month for month in _MONTHS if month != "may") + r"|(?<=on )may|may(?= 20\d\d))"
_ENGLISH = re.compile(
    rf"\b(?:(?P<d>[0-3]?\d)\s?(?:st|nd|rd|th)?\s+{_MONTH_NAMED.format('m')}"
    rf"|{_MONTH_NAMED.format('n')}\s+(?P<e>[0-3]?\d)\s?(?:st|nd|rd|th)?)\b(?:,?\s+(?P<y>20\d\d))?",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?:cach day\s+)?(?P<n>\d{1,2})\s+(?:ngay|hom|bua)\s+(?:truoc|qua)|cach day\s+(?P<m>\d{1,2})\s+ngay"
    r"|(?P<e>\d{1,2})\s+days?\s+ago"
)
_WEEKDAY = re.compile(
    r"(?P<before>\w+\s+)?(?:thu\s+(?P<n>[2-7]|hai|ba|tu|nam|sau|bay)|(?P<sunday>chu nhat|cn))\b"
    r"(?:(?P<last>\s+tuan\s+(?:truoc|roi|qua|vua))|(?P<just>\s+(?:vua\s+(?:roi|qua)|roi|qua|truoc))\b"
    r"|(?P<next>\s+(?:tuan\s+)?(?:sau|toi)\b)|(?P<this>\s+(?:tuan\s+)?nay\b))?"
)
_PART = re.compile(r"(?<![\d/.,-])(?P<some>\d{1,3})\s?/\s?(?P<of>\d{1,3})(?![\d/])")
_ALSO = re.compile(r"(?:ngay|hom|tu)\s+(?P<d>\d{1,2})\s*(?:va|,|-|&|den)\s*$")
_MONTH = re.compile(r"(?<!\d )\bthang\s+(?P<n>1[0-2]|0?[1-9])\b(?!\s*/)(?:\s*(?:nam\s+|/\s*)(?P<y>20\d\d))?")
_DENIED = re.compile(r"(?:khong phai|thay vi|thay cho|not)\s+(?:la\s+)?(?:ngay\s+|hom\s+)?$")
_WORDS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_WEEK = 7

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DaysSaid:
    """The days that a sentence tells, and the places of the words that tell them.

    `day`: the only one up to today; None for none, or several. `past`: it is over for sure, whatever the sentence says
    else; a "thứ sáu" or "ngày 20" may as well be the next one, and `clear` is False where it may. `to_come`: the first
    day after today. `ahead`: it tells of days, or months, to come. `part`: "3/5 nội dung" is no day but a part of the
    work. `unread`: some are left out.
    """

    day: date | None = None
    past: bool = False
    clear: bool = True
    to_come: date | None = None
    ahead: bool = False
    part: bool = False
    unread: bool = False
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class _Day:
    """A day told in one place. `day` None: it tells none that is known; `clear`: it can be no other day."""

    day: date | None
    place: Place
    clear: bool = True


def days_said(text: str, words: tuple[Token, ...], today: date) -> DaysSaid:
    """The days a sentence tells. A day without its year is of the year in which it is nearest. `words`: its own."""
    plain = fold_accents(text)
    if len(plain) != len(text):  # a letter that folds into several: read what there is
        return DaysSaid()
    parts = [hit.span() for hit in _PART.finditer(plain) if _is_part(plain, hit)]
    found = [*_numeric(plain, today, parts), *_english(plain, today), *_weekday(plain, today), *_ago(plain, today)]
    named = [_Day(today - timedelta(days=int(hit.name)), (0, 0)) for hit in _named().find(words)]
    told = [each for each in [*found, *named] if each.day and not _DENIED.search(plain[: each.place[0]])]
    told = [each for each in told if each.clear] or told  # "thứ sáu 11/6"
    until = {each.day for each in told if each.day and each.day <= today}
    later = sorted(each.day for each in told if each.day and each.day > today)
    return DaysSaid(
        day=next(iter(until)) if len(until) == 1 else None,
        past=any(each.clear and each.day is not None and each.day < today for each in told),
        clear=all(each.clear for each in told),
        to_come=later[0] if later else None,
        ahead=bool(later) or _is_ahead(plain, today),
        part=bool(parts),
        unread=len(until) > 1,
        places=(*(each.place for each in found), *parts),
    )


def _is_part(plain: str, hit: re.Match[str]) -> bool:
    """Whether "3/5" is a part of the work: "3/5 nội dung"."""
    after = tokenize(plain[hit.end() : hit.end() + 40])[:4]
    counted = next((found for found in longest(_counted().find(after)) if found.start == 0), None)
    if counted is None or counted.name != "work" or any(word.text.isdecimal() for word in after[counted.end :][:1]):
        return False  # "5/6 lớp 9": a day
    return int(hit["some"]) <= int(hit["of"]) and not _CALLED.search(plain[: hit.start()])


def _is_no_day(plain: str, hit: re.Match[str]) -> bool:
    """Whether two numbers are none: a range ("khối 6-9", "10-12 em"), some of those called ("3/5 gv")."""
    before = tokenize(plain[: hit.start()][-20:])
    if hit["y"] or _CALLED.search(plain[: hit.start()]):
        return False
    if before and before[-1].key in _which():
        return True
    after = tokenize(plain[hit.end() : hit.end() + 40])[:3]
    counted = any(found.start == 0 for found in _counted().find(after))
    return counted and (int(hit["d"]) <= int(hit["m"]) or "/" not in hit.group())


@cache
def _which() -> frozenset[str]:
    """The last letters of words before a number that tells which, as "khối"."""
    return frozenset(token(word.split()[-1]).key for word in table("reports")["counting"]["which"]) - {"ngay", "thu"}


@cache
def _counted() -> PhraseBook:
    """What is counted: people, and other things."""
    said = table("reports")
    people = [("people", phrase) for name in ("all", "group") for phrase in said["people"][name]]
    return PhraseBook([*people, *(("work", phrase) for phrase in said["counting"]["units"])])


def _is_ahead(plain: str, today: date) -> bool:
    """Whether it tells a day of the next week, or a month to come: of the year that is told, else of this one."""
    months = ((int(hit["y"] or today.year), int(hit["n"])) for hit in _MONTH.finditer(plain))
    later = any(month > (today.year, today.month) for month in months)
    return later or any(hit["next"] for hit in _WEEKDAY.finditer(plain))


@cache
def _named() -> PhraseBook:
    days = table("reports")["days"]
    return PhraseBook((str(ago), phrase) for ago in range(3) for phrase in days[f"ago_{ago}"])


def _numeric(plain: str, today: date, parts: list[Place]) -> list[_Day]:
    found: list[_Day] = []
    for hit in _NUMERIC.finditer(plain):
        day = _dated(int(hit["d"]), int(hit["m"]), hit["y"], today)
        if day and hit.span() not in parts and not _is_no_day(plain, hit):
            found.append(_Day(day, hit.span()))
            if other := _ALSO.search(plain[: hit.start()]):  # "ngày 10 và 11/6"
                found.append(_Day(_made(day.year, day.month, int(other["d"])), other.span("d")))
    taken = [each.place for each in found]
    for hit in _WRITTEN.finditer(plain):
        if any(start < hit.end() and hit.start() < end for start, end in taken):
            continue
        month = hit["m"]
        day = _dated(int(hit["d"]), int(month), hit["y"], today) if month else _of_month(int(hit["d"]), today)
        if day:
            this_month = month is not None or (day.year, day.month) == (today.year, today.month)
            found.append(_Day(day, hit.span(), clear=this_month))
    return found


def _english(plain: str, today: date) -> list[_Day]:
    """Days told in English: "10 June", "June 10th, 2021"."""
    told = (
        (_dated(int(hit["d"] or hit["e"]), _month_named(hit["m"] or hit["n"]), hit["y"], today), hit)
        for hit in _ENGLISH.finditer(plain)
    )
    return [_Day(day, hit.span()) for day, hit in told if day]


def _month_named(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1


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


def _ago(plain: str, today: date) -> list[_Day]:
    return [
        _Day(today - timedelta(days=int(hit["n"] or hit["m"] or hit["e"])), hit.span()) for hit in _AGO.finditer(plain)
    ]


def _weekday(plain: str, today: date) -> list[_Day]:
    ordinal = {fold_accents(word) for word in table("reports")["days"]["ordinal"]}
    found: list[_Day] = []
    for hit in _WEEKDAY.finditer(plain):
        if (hit["before"] or "").strip() in ordinal:
            continue
        said = hit["n"]
        weekday = 6 if hit["sunday"] else int(said) - 2 if said.isdigit() else _WORDS[said]
        start = hit.start() + len(hit["before"] or "")
        clear = bool(hit["last"] or hit["just"] or hit["this"])
        found.append(_Day(_of_week(weekday, today, hit), (start, hit.end()), clear=clear))
    return found


def _of_week(weekday: int, today: date, hit: re.Match[str]) -> date | None:
    if hit["next"]:
        return None
    if hit["last"]:
        return today - timedelta(days=today.weekday() + _WEEK - weekday)
    if hit["this"]:
        return today + timedelta(days=weekday - today.weekday())
    return today - timedelta(days=(today.weekday() - weekday) % _WEEK)
