"""Words as people type them: with all marks, some, or none; phrases are found in them syllable by syllable.

A syllable typed without marks agrees with every syllable of the same letters; one typed with marks agrees only where
its marks are among the other's (`ke`, `kê` and `kế` agree with `kế`, `kẻ` does not). Hỏi and ngã count as one mark,
since half the country writes them alike.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.text import key, syllables

_MERGED_MARKS = str.maketrans({"\u0303": "\u0309"})  # tilde (ngã) as hook (hỏi)


@dataclass(frozen=True, slots=True)
class Token:
    """One syllable or number: as written, its comparison key, and the marks it was written with."""

    text: str
    key: str
    marks: str = ""

    def agrees_with(self, other: "Token") -> bool:
        """Whether this, as typed, may stand for `other`, a correctly written syllable."""
        return self.key == other.key and all(mark in other.marks for mark in self.marks)


def token(syllable: str) -> Token:
    """A syllable with its key and its marks (those of its NFD form by code point, đ for the barred d)."""
    decomposed = unicodedata.normalize("NFD", syllable.lower()).translate(_MERGED_MARKS)
    marks = sorted(c for c in decomposed if unicodedata.combining(c))
    return Token(syllable, key(syllable), "".join(marks) + ("đ" if "đ" in decomposed else ""))


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order."""
    return tuple(token(s) for s in syllables(text))


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of a book found in tokens `start` to `end` (exclusive)."""

    name: str
    start: int
    end: int

    @property
    def length(self) -> int:
        """How many tokens the phrase takes."""
        return self.end - self.start


class PhraseBook:
    """Phrases by name, found in tokens by their first syllable; finding is linear in the tokens."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """`phrases`: (name, phrase) in any order; one name may have many phrases."""
        self._by_key: dict[str, list[tuple[str, tuple[Token, ...]]]] = {}
        for name, phrase in phrases:
            tokens = tokenize(phrase)
            if tokens:
                self._by_key.setdefault(tokens[0].key, []).append((name, tokens))

    def find(self, tokens: Sequence[Token]) -> list[Found]:
        """Every phrase found, in order of place; longer before shorter at one place."""
        found = [hit for at in range(len(tokens)) for hit in self._at(tokens, at)]
        return sorted(found, key=lambda hit: (hit.start, -hit.length))

    def names(self, tokens: Sequence[Token]) -> frozenset[str]:
        """The names of the phrases found."""
        return frozenset(hit.name for hit in self.find(tokens))

    def _at(self, tokens: Sequence[Token], at: int) -> Iterator[Found]:
        for name, phrase in self._by_key.get(tokens[at].key, ()):
            end = at + len(phrase)
            if end <= len(tokens) and all(a.agrees_with(b) for a, b in zip(tokens[at:end], phrase, strict=True)):
                yield Found(name, at, end)


def book(table: Mapping[str, Mapping[str, Sequence[str]]], lang: str) -> PhraseBook:
    """A phrase book of one language from a lexicon table of the form `{name: {vi: [...], en: [...]}}`."""
    return PhraseBook((name, phrase) for name, entry in table.items() for phrase in entry.get(lang, ()))


def longest(found: Sequence[Found]) -> list[Found]:
    """The phrases left when each that lies within a longer one is dropped; names may repeat."""
    return [
        hit
        for hit in found
        if not any(o.start <= hit.start and hit.end <= o.end and o.length > hit.length for o in found)
    ]
