"""Days by which a text says something is to be done: due dates, as against periods, targets, events and past facts.

Words of the field are in `lexicon/deadlines.toml`. Nothing is completed by guess: a day without its year, or one that
comes back every month, is found and has no date.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from knowledge.lexicons import table
from knowledge.model import Span

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_HOUR = r"(?:\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{1,2}\s*(?:phút)?)?\s*,?\s*)?"
_WHEN = rf"""{_HOUR}(?:
    (?:ngày\s+)?(?P<d>\d{{1,2}})\s*[/.-]\s*(?P<m>\d{{1,2}})\s*[/.-]\s*(?P<y>\d{{4}})(?!\d)
  | ngày\s+(?P<d2>\d{{1,2}})\s+tháng\s+(?P<m2>\d{{1,2}})\s*(?:năm|[/.-])\s*(?P<y2>\d{{4}})
  | tháng\s+(?P<m3>\d{{1,2}})\s*(?:năm|[/.-])\s*(?P<y3>\d{{4}})
  | quý\s+(?P<q>iv|i{{1,3}}|[1-4])\s*(?:năm|[/.-])\s*(?P<y4>\d{{4}})
  | năm\s+(?P<y5>\d{{4}})(?!\s*[-–—]\s*\d{{4}})
  | ngày\s+\d{{1,2}}(?:\s*(?:[/.-]|tháng)\s*\d{{1,2}})?(?!\d)
)"""
_SENTENCE_END = re.compile(r"[.;](?=\s|$)")
# "Từ ngày … đến hết ngày …" is a period, and so are the years of a "giai đoạn".
_SPAN_START = re.compile(r"\btừ\s+(?:ngày|tháng|quý|năm|\d)[^.;]{0,30}$", re.IGNORECASE)
_STAGE = re.compile(r"\bgiai đoạn[^.;]{0,40}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Words of a text that set a day. `date` is None for a day without a year and for one that recurs.

    "Trước ngày 16/12" has the date 16/12, as it is spoken of; the words themselves tell that the day is not counted.
    A month, quarter or year ends on its last day, and "trước tháng 12" on the last day of November.
    """

    words: Span
    date: date | None
    recurring: bool = False


def find_deadlines(text: str) -> tuple[Deadline, ...]:
    """The due days of a text in its order, spans counting in that text."""
    found = (_deadline(text, match) for match in _pattern().finditer(text))
    return tuple(deadline for deadline in found if deadline)


def due_date(text: str) -> date | None:
    """The earliest due date a text gives; None where it gives none."""
    return min((deadline.date for deadline in find_deadlines(text) if deadline.date), default=None)


def _deadline(text: str, match: re.Match[str]) -> Deadline | None:
    before = text[: match.start()].rstrip()
    if _SPAN_START.search(before) or _ends_with_any(before, "not_before"):
        return None
    if _is_coarse(match) and (_STAGE.search(before) or _has_target(_sentence(text, match.start()))):
        return None
    tail = _recurring().match(text, match.end())
    end = tail.end() if tail else match.end()
    return Deadline(Span(match.start(), end), None if tail else _day(match), recurring=bool(tail))


def _day(match: re.Match[str]) -> date | None:
    """The last day that the words name; None where the year is not given or there is no such day."""
    parts = match.groupdict()
    year = next((int(parts[name]) for name in ("y", "y2", "y3", "y4", "y5") if parts[name]), None)
    if year is None:
        return None
    day = parts["d"] or parts["d2"]
    if day:
        return _date(year, int(parts["m"] or parts["m2"]), int(day))
    first, last = _months(parts)
    if not 1 <= first <= last <= 12:  # noqa: PLR2004  twelve months
        return None
    if _excludes(match):
        return date(year, first, 1) - timedelta(days=1)
    return date(year, last, monthrange(year, last)[1])


def _months(parts: dict[str, str]) -> tuple[int, int]:
    """First and last month of the month, quarter or year named."""
    if parts["m3"]:
        return int(parts["m3"]), int(parts["m3"])
    if parts["q"]:
        quarter = _QUARTERS[parts["q"].lower()]
        return quarter * 3 - 2, quarter * 3
    return 1, 12


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 31/11, a slip of the source
        return None


def _is_coarse(match: re.Match[str]) -> bool:
    return any(match[name] for name in ("m3", "q", "y5"))


def _excludes(match: re.Match[str]) -> bool:
    """Whether the time named is itself outside ("trước tháng 12"), unless its end is meant ("trước cuối tháng 12")."""
    lead = match["lead"].lower().split()
    return lead[-1:] == ["trước"]


def _sentence(text: str, at: int) -> str:
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, at)), default=0)
    end = _SENTENCE_END.search(text, at)
    return text[start : end.start() if end else len(text)].lower()


def _has_target(sentence: str) -> bool:
    return any(word in sentence for word in table("deadlines")["target"])


def _ends_with_any(before: str, name: str) -> bool:
    """Whether the text ends with a listed word, or with one and a single syllable (đã ban hành, được cấp)."""
    words = "|".join(re.escape(word) for word in table("deadlines")[name])
    return re.search(rf"\b(?:{words})(?:\s+\w+){{0,2}}$", before, re.IGNORECASE) is not None


@cache
def _pattern() -> re.Pattern[str]:
    by, between = (_alternatives(name) for name in ("by", "between"))
    return re.compile(rf"(?P<lead>\b(?:{by})(?:\s*(?:{between}))*)\s*{_WHEN}", re.IGNORECASE | re.VERBOSE)


@cache
def _recurring() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_alternatives('recurring')})", re.IGNORECASE)


def _alternatives(name: str) -> str:
    """The listed words as a pattern, longest first, for verbose mode."""
    words = sorted(table("deadlines")[name], key=len, reverse=True)
    return "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words)
