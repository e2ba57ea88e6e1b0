"""Signs that a printed line goes on in the next, or that the next begins something new."""

import re
from collections.abc import Sequence
from functools import cache

from knowledge.lexicons import table
from knowledge.lines import Line

_WORDS = re.compile(r"[^\W_]+(?: [^\W_]+)?$")
_AFTER_DASH = re.compile(r"[-–—]\s?([^\W_]+(?: [^\W_]+)?)")


class InnerHyphens:
    """Names with a hyphen inside: those of the field, and those that this very document prints inside a line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.names = {(a, b) for a, b in table("structure")["wraps"]["names"]}
        self._own: set[tuple[str, str]] | None = None

    def holds(self, before: str, line: str) -> bool:
        """Whether the words around a dash at a line start are such a name."""
        left, right = _WORDS.search(before.rstrip().lower()), _AFTER_DASH.match(line.lower())
        if not left or not right:
            return False
        if any(before.lower().rstrip().endswith(a) and right[1].startswith(b) for a, b in self.names):
            return True
        return (left[0], right[1]) in self._printed()

    def _printed(self) -> set[tuple[str, str]]:
        if self._own is None:
            pattern = re.compile(r"(?=\b([^\W_]+ [^\W_]+)\s?[-–]\s?([^\W_]+ [^\W_]+))")
            self._own = {(m[1], m[2]) for x in self.lines for m in pattern.finditer(x.text.lower())}
        return self._own


@cache
def word_list(key: str) -> frozenset[str]:
    """One of the lists under `[wraps]` in `structure.toml`."""
    return frozenset(table("structure")["wraps"][key])


@cache
def tag() -> re.Pattern[str]:
    """Words that name a paragraph before a colon: `Ví dụ 1:`, `Chỉ tiêu 3:`."""
    return re.compile(rf"(?:{'|'.join(table('structure')['wraps']['tags'])})(?: \d+)?\s?:")


@cache
def _orders() -> tuple[str, ...]:
    verbs = tuple(v[:1].upper() + v[1:].strip() + " " for v in table("duties")["verbs"] if " " in v.strip())
    return verbs + tuple(f"{opener} " for opener in table("structure")["header"]["openers"])


def opens_sentence(text: str) -> bool:
    """Whether a line begins with a capitalised verb or opening word: inside a sentence these are never capitalised."""
    return text.startswith(_orders())


def last_word(text: str) -> str:
    """The last word in small letters."""
    return text.rstrip().rsplit(" ", 1)[-1].lower()


def is_unfinished(text: str) -> bool:
    """Whether a line ends in a comma, an opened bracket or a word that needs another behind it."""
    return text.endswith((",", "(", "“")) or last_word(text) in word_list("unfinished")
