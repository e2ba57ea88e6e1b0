"""Numbers as they are said in Vietnamese: in digits, or in words up to 199."""

from collections.abc import Sequence

from knowledge.tokens import Token, token

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# How a digit is said after a ten: "hai mươi mốt", "bốn mươi lăm", "ba mươi tư".
_AFTER_TEN = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
_UNITS = [(token(word), value) for value, word in enumerate(_DIGITS)]
_ENDS = [*_UNITS, *((token(word), value) for word, value in _AFTER_TEN.items())]
_TEN, _TENS, _DOZEN, _HUNDRED, _ODD = (
    [token(word) for word in words.split()] for words in ("mười", "mươi", "chục", "trăm", "linh lẻ")
)
MOST_DIGITS = 7


def number_before(words: Sequence[Token], end: int) -> tuple[int, int] | None:
    """The number that ends right before word `end`, and where it starts; the longest there is."""
    if end and words[end - 1].text.isdecimal():
        return (int(words[end - 1].text), end - 1) if len(words[end - 1].text) <= MOST_DIGITS else None
    starts = range(max(0, end - 5), end)
    read = ((spoken(words[start:end]), start) for start in starts)
    return next(((value, start) for value, start in read if value is not None), None)


def number_at(words: Sequence[Token], start: int) -> tuple[int, int] | None:
    """The number that starts at a word, and where it ends; the longest there is."""
    if start < len(words) and words[start].text.isdecimal():
        return (int(words[start].text), start + 1) if len(words[start].text) <= MOST_DIGITS else None
    ends = range(min(len(words), start + 5), start, -1)
    read = ((spoken(words[start:end]), end) for end in ends)
    return next(((value, end) for value, end in read if value is not None), None)


def spoken(words: Sequence[Token]) -> int | None:
    """The value of a number in words, 0 to 199; None where they are no number."""
    hundred = next((at for at, word in enumerate(words) if _is(word, _HUNDRED)), None)
    if hundred is None:
        return _below_hundred(words)
    hundreds = _value(words[:hundred], _UNITS) if hundred else 1
    rest = _after_hundred(words[hundred + 1 :])
    return None if hundreds != 1 or rest is None else 100 + rest


def _after_hundred(words: Sequence[Token]) -> int | None:
    """What follows a hundred: nothing, "linh năm" (5), "hai" (20), "hai mươi lăm" (25)."""
    if not words:
        return 0
    if _is(words[0], _ODD):
        return _value(words[1:], _ENDS)
    below = _below_hundred(words)
    return 10 * below if below and below < 10 and len(words) == 1 else below  # noqa: PLR2004 - one digit


def _below_hundred(words: Sequence[Token]) -> int | None:
    if not words:
        return None
    if _is(words[0], _TEN) or (len(words) == 1 and _is(words[0], _DOZEN)):
        return _plus(10, words[1:])
    tens = _value(words[:1], _UNITS)
    if len(words) == 1:
        return tens
    if not tens:
        return None
    if _is(words[1], _TENS) or _is(words[1], _DOZEN):
        return _plus(10 * tens, words[2:])
    return _plus(10 * tens, words[1:]) if _is_end(words[1]) else None  # "bốn lăm"


def _is_end(word: Token) -> bool:
    """A digit as it is said only after a ten: "bốn lăm", "hai mốt"."""
    return bool(word.marks) and any(word.agrees_with(end) for end, _ in _ENDS[len(_UNITS) :])


def _plus(tens: int, words: Sequence[Token]) -> int | None:
    if not words:
        return tens
    last = _value(words, _ENDS)
    return None if last is None else tens + last


def _value(words: Sequence[Token], known: Sequence[tuple[Token, int]]) -> int | None:
    if len(words) != 1:
        return None
    return next((value for word, value in known if words[0].agrees_with(word)), None)


def _is(word: Token, known: Sequence[Token]) -> bool:
    return any(word.agrees_with(each) for each in known)
