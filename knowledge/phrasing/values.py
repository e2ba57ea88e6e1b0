"""Dates, periods, sums, percents and document numbers in running text, as values that can be compared."""

import re
from collections.abc import Sequence

from knowledge.references import normal_number

_D = r"\d{1,2}"
_DATE = (
    rf"(?:ngày\s+)?{_D}\s?[/.-]\s?{_D}\s?[/.-]\s?\d{{4}}(?!\d)|ngày\s+{_D}\s+tháng\s+{_D}\s+năm\s+\d{{4}}"
    rf"|{_D}\s+tháng\s+{_D}\s+năm\s+\d{{4}}"
)
_DAY = rf"ngày\s+{_D}\s?[/-]\s?{_D}(?![\d/])|ngày\s+{_D}\s+tháng\s+{_D}(?!\s+năm\s+\d)|(?<![\d/]){_D}/{_D}(?![\d/])"
_PERIOD = (
    r"(?:từ\s+)?(?:năm\s+)?(?:19|20)\d\d\s*(?:[-–—]|đến|tới|to|until)\s*(?:hết\s+)?(?:năm\s+)?(?:19|20)\d\d(?!\d)"
    r"|(?:from\s+)(?:19|20)\d\d\s+to\s+(?:19|20)\d\d"
)
_NUMBERED = r"\d{1,5}[a-z]?(?:/\d{4})?[/-][A-ZĐ][\wĐđ]*(?:[-/&–]\s?[A-ZĐ][\wĐđ&]*)*"
_PERCENT = r"\d+(?:[.,]\d+)?\s*(?:%|phần trăm|percent)"
_DIGITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_DIGIT = "|".join(_DIGITS)
_FRACTION = rf"(?:{_DIGIT})\s+phần\s+(?:{_DIGIT}|mười|trăm)\b"
_SPELLED = rf"(?:(?:{_DIGIT})\s+mươi|\bmười)(?:\s+(?:{_DIGIT})\b)?"
"""Two figures in words; "mười" alone is read as a word that is a number."""
_PLAIN = r"\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+(?:,\d+)?"

VALUE = "|".join(
    (_PERIOD, _NUMBERED, _DATE, _DAY, _PERCENT, rf"\b{_FRACTION}", rf"\b{_SPELLED}", rf"(?<![\w]){_PLAIN}")
)
"""A pattern for all of them, longer forms first; without groups of its own."""

_EACH = re.compile(
    rf"(?P<period>{_PERIOD})|(?P<numbered>{_NUMBERED})|(?P<date>{_DATE})|(?P<day>{_DAY})|(?P<percent>{_PERCENT})"
    rf"|(?P<fraction>{_FRACTION})|(?P<spelled>{_SPELLED})|(?P<n>{_PLAIN})",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")


def value_of(written: str) -> str:
    """A value in its canonical form, its kind before the colon: `date:27-4-2007`, `period:2021-2025`, `n:30`."""
    found = _EACH.match(written)
    kind = found.lastgroup if found else None
    figures = re.findall(r"\d+", written)
    if kind == "numbered":
        return f"numbered:{normal_number(written).upper()}"
    if kind in ("period", "date", "day"):
        return f"{kind}:{'-'.join(str(int(f)) for f in figures)}"
    if kind == "percent":
        return f"percent:{_number(_FIGURE.findall(written)[0])}"
    if kind == "fraction":
        return f"fraction:{'/'.join(written.lower().split()[::2])}"
    if kind == "spelled":
        return f"n:{_spelled(written.lower().split())}"
    return f"n:{_number(written)}"


def _spelled(syllables: Sequence[str]) -> int:
    """Of "hai mươi mốt" 21, of "mười tám" 18."""
    tens = 1 if syllables[0] == "mười" else _DIGITS[syllables[0]]
    last = syllables[-1]
    return 10 * tens + (0 if last in ("mười", "mươi") else _DIGITS[last])


def _number(written: str) -> str:
    """A number without thousands marks; a comma before other than three figures is a decimal one."""
    bare = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", written.strip())
    return bare.replace(",", ".").lstrip("0") or "0"


def kind_of(value: str) -> str:
    """Which kind a canonical value is of."""
    return value.partition(":")[0]
