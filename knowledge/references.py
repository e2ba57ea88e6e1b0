"""Numbers of other documents in running text, as offices print them, with the date that each mention gives."""

import re
from bisect import bisect_right
from datetime import date

from knowledge.model import Reference

# A symbol: capitals of a kind or a body (QĐ, BGDĐT, TTg, CTr, QH15, CTTN&BĐG), with at most two small letters together.
_CAPS = "A-ZĐÂÊÔƠƯĂ"
_SYMBOL = (
    rf"[{_CAPS}](?:[{_CAPS}&]|[a-z]{{1,2}}(?=[{_CAPS}]))*(?:[a-z]{{1,2}}(?![a-zà-ỹđ]))?\d{{0,2}}(?:\.[IVX]{{1,4}}\b)?"
)
_FIRST = rf"(?=[{_CAPS}][{_CAPS}]|[{_CAPS}][a-z]?[{_CAPS}]){_SYMBOL}"
# Line ends and typing leave a space on one side of a separator ("13/CT- TTg", "86 /NQ-CP"); on both sides it is prose.
_SLASH = r"(?:\s?/|/\s?)"
_DASH = r"(?:\s?[-–]|[-–]\s?)"
_MORE = rf"(?:(?:{_SLASH}|{_DASH})(?:(?<=\S){_SYMBOL}|{_FIRST}))"
_GOVERNMENT = rf"\d{{1,5}}[a-z]?{_SLASH}(?:(?:19|20)\d\d{_SLASH})?{_FIRST}(?:{_MORE})*"
_PARTY = rf"\d{{1,5}}{_DASH}{_FIRST}(?:{_DASH}{_SYMBOL})?{_SLASH}{_FIRST}(?:{_DASH}{_SYMBOL})*"
_OLD = r"(?<=[Ss]ố )\d{1,4}-(?:CP|TTg|HĐBT|HĐNN\d?|CT|LCT)(?![\w/-])"
_NUMBER = re.compile(rf"(?<![\w/.,-])(?:{_PARTY}|{_GOVERNMENT}|{_OLD})(?![\wà-ỹ])")
_DATE = re.compile(
    r"\s?,?\s?\(?(?:ban hành |ký |ký ban hành )?(?:ngày\s+)?(?<=\s)"
    r"(?:(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})|(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm|,)\s+(\d{4}))(?!\d)",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")


def find_references(text: str) -> tuple[Reference, ...]:
    """Every mention of a document number in folded text, in order. `number` is without inner spaces, `text` as printed.

    The date is the one printed right behind this number; a mention without one has None, whatever other mentions say.
    """
    return tuple(_reference(text, found) for found in _NUMBER.finditer(text) if _is_number(found[0]))


def _is_number(printed: str) -> bool:
    """Whether it holds a symbol of a kind or body: two capitals at least, and not a unit of measure after a figure."""
    return sum(c.isupper() for c in printed) > 1


def _reference(text: str, found: re.Match[str]) -> Reference:
    dated = _DATE.match(text, found.end())
    day = read_date(*(int(g) for g in dated.groups() if g)) if dated else None
    end = dated.end() if dated and day else found.end()
    return Reference(normal_number(found[0]), day, text[found.start() : end], found.start(), end)


def normal_number(printed: str) -> str:
    """A number as it is written in full: no spaces inside, a plain hyphen, the Prime Minister's symbol as `TTg`."""
    bare = _SPACES.sub("", printed).replace("–", "-")
    return re.sub(r"(?<=[-/])TTG\b", "TTg", bare)


def read_date(day: int, month: int, year: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def once_per_place(references: tuple[Reference, ...], places: list[str]) -> tuple[Reference, ...]:
    """One entry a number and place: the first mention, with the date of the first that gives one."""
    kept: dict[tuple[str, str], Reference] = {}
    for reference, place in zip(references, places, strict=True):
        known = kept.setdefault((reference.number, place), reference)
        if known.date is None and reference.date is not None:
            kept[reference.number, place] = reference
    return tuple(sorted(kept.values(), key=lambda r: r.start))


def nearest_before(starts: list[int], offset: int) -> int:
    """The index of the last start that is not behind `offset`, -1 where all are."""
    return bisect_right(starts, offset) - 1
