"""Finding a unit by its name as people type it: without accents, in short forms, in a hurry."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from bot.people.model import Unit
from bot.people.tree import UnitTree
from knowledge.lexicons import table
from knowledge.model import UnitType
from knowledge.text import key
from knowledge.tokens import PhraseBook, Token, token, tokenize

_MAX_QUERY = 200  # characters; no unit is called by more
_SILENT = 0.1  # what a word counts that says little of which unit is meant
_PLACE = 0.6  # what a word counts that only the units above have in their names
_OTHER_MARKS = 0.8  # "hoà" typed, "hoa" written
_BEGINNING = 0.7  # "ngu" typed, "nguyễn" written
_JOINED = 0.8  # "nvl" or "hoasen" typed
_SLIP = 0.6  # one letter wrong
_ENOUGH = 0.5  # share of what was typed that a unit must have …
_NEAR_THE_BEST = 0.75  # … and of what the best one has
_LONGEST_RUN = 6
_LONG_ENOUGH_FOR_SLIPS = 4


def best_matches(tree: UnitTree, query: str, unit_type: UnitType | None = None, limit: int = 8) -> list[Unit]:
    """The units that a query names, best first, equals by name; see `UnitIndex` for many queries."""
    return UnitIndex(tree).search(query, unit_type, limit)


class UnitIndex:
    """The words of all names. Safe to share between threads: nothing in it changes once made."""

    def __init__(self, tree: UnitTree) -> None:
        self._tree = tree
        self._names = {unit.code: tuple(shortened(unit.name)) for unit in tree}
        self._with_word: dict[str, dict[str, Token]] = {}
        for code, words in self._names.items():
            for word in words:
                self._with_word.setdefault(word.key, {})[code] = word

    def search(self, query: str, unit_type: UnitType | None = None, limit: int = 8) -> list[Unit]:
        """The units that a query names, best first, equals by name. A query may also be a unit's code."""
        typed = list(shortened(query[:_MAX_QUERY]))
        if not typed:
            return []
        weights = [self._weight(word) for word in typed]
        scores: Counter[str] = Counter()
        for word, weight in zip(typed, weights, strict=True):
            for code, agreement in self._places_too(self._agreeing(word)).items():
                scores[code] += weight * agreement / sum(weights)  # type: ignore[assignment]  # a Counter adds fractions too
        if exact := self._tree.unit(query.strip()):
            scores[exact.code] = 2
        wanted = {code: score for code, score in scores.items() if unit_type in (None, self._unit(code).type)}
        least = max(_ENOUGH, _NEAR_THE_BEST * max(wanted.values(), default=0))
        found = [code for code, score in wanted.items() if score >= least]
        found.sort(
            key=lambda code: (-round(wanted[code], 6), self._words_left(code, typed), self._unit(code).name, code)
        )
        return [self._unit(code) for code in found[:limit]]

    def _unit(self, code: str) -> Unit:
        unit = self._tree.unit(code)
        assert unit is not None  # noqa: S101 - the index was made of this tree
        return unit

    def _weight(self, word: Token) -> float:
        """Rare words tell more; a word no name has tells that another unit was meant."""
        if word.key in _silent():
            return _SILENT
        return math.log(2 + len(self._names) / (1 + len(self._with_word.get(word.key, ()))))

    def _agreeing(self, word: Token) -> dict[str, float]:
        """The units whose name has a word, and how surely it is the one that was typed (0 to 1)."""
        if word.key in self._with_word:
            exact = self._with_word[word.key]
            return {code: 1 if word.agrees_with(written) else _OTHER_MARKS for code, written in exact.items()}
        begun = self._whose(_BEGINNING, (k for k in self._with_word if len(word.key) > 1 and k.startswith(word.key)))
        return begun | self._joined(word.key) or self._slipped(word.key)

    def _slipped(self, typed: str) -> dict[str, float]:
        if len(typed) < _LONG_ENOUGH_FOR_SLIPS:
            return {}
        return self._whose(_SLIP, (known for known in self._with_word if one_letter_apart(typed, known)))

    def _whose(self, agreement: float, words: Iterable[str]) -> dict[str, float]:
        return {code: agreement for word in words for code in self._with_word[word]}

    def _joined(self, typed: str) -> dict[str, float]:
        """Units in whose name neighbouring words, joined or by their first letters, make what was typed."""
        return {code: _JOINED for code, words in self._names.items() if len(typed) > 1 and typed in set(_runs(words))}

    def _places_too(self, agreeing: Mapping[str, float]) -> dict[str, float]:
        """The agreements, with those of units whose place has the word."""
        below = {
            unit.code: _PLACE * agreement for code, agreement in agreeing.items() for unit in self._tree.subtree(code)
        }
        return below | dict(agreeing)

    def _words_left(self, code: str, typed: Sequence[Token]) -> int:
        """How much more a name says than was typed."""
        return len({word.key for word in self._names[code]} - {word.key for word in typed})


def shortened(text: str) -> Iterator[Token]:
    """The words of a name or a query, with everything that has a short form in it."""
    tokens = tokenize(text)
    longest = {hit.start: hit for hit in reversed(_short_forms().find(tokens))}  # the longest at each place comes first
    at = 0
    while at < len(tokens):
        hit = longest.get(at)
        yield from map(token, hit.name.split()) if hit else tokens[at : at + 1]
        at = hit.end if hit else at + 1


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter was left out, put in, changed, or changed places with the next."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, other_rest = one[same:], other[same:]
    swapped = rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:]
    return swapped or rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]


def _runs(words: Sequence[Token]) -> Iterator[str]:
    for start in range(len(words)):
        for end in range(start + 2, min(len(words), start + _LONGEST_RUN) + 1):
            yield "".join(word.key for word in words[start:end])
            yield "".join(word.key[:1] for word in words[start:end])


@cache
def _short_forms() -> PhraseBook:
    return PhraseBook((short, phrase) for phrase, short in table("unit_names")["short"].items())


@cache
def _silent() -> frozenset[str]:
    return frozenset(map(key, table("unit_names")["silent"]["words"]))
