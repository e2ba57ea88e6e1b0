"""Finding a unit by its name as people type it: without accents, in short forms, in a hurry."""

import heapq
import math
from collections.abc import Iterable, Iterator, Sequence
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
_THE_CODE_ITSELF = 2.0
_SHORTEST = 2  # letters that may stand for a name's beginning or its initials
_LONG_ENOUGH_FOR_SLIPS = 4


class UnitIndex:
    """The words of all names. Safe to share between threads: nothing in it changes once made."""

    def __init__(self, tree: UnitTree) -> None:
        self._tree = tree
        self._names = {unit.code: tuple(shortened(unit.name)) for unit in tree}
        self._keys = {code: frozenset(word.key for word in words) for code, words in self._names.items()}
        self._joined = {code: "".join(word.key for word in words) for code, words in self._names.items()}
        self._initials = {code: "".join(word.key[:1] for word in words) for code, words in self._names.items()}
        self._with_word: dict[str, dict[str, Token]] = {}
        self._below_word: dict[str, set[str]] = {}
        for code, words in self._names.items():
            for word in words:
                self._with_word.setdefault(word.key, {})[code] = word
            for above in tree.ancestors(code):
                for word_above in self._keys[above.code]:
                    self._below_word.setdefault(word_above, set()).add(code)

    def search(self, query: str, unit_type: UnitType | None = None, limit: int = 8) -> list[Unit]:
        """The units that a query names, best first, equals by name. A query may also be a unit's code."""
        typed = list(shortened(query[:_MAX_QUERY]))
        scores = self._scores(typed)
        if self._tree.unit(query.strip()):
            scores[query.strip()] = _THE_CODE_ITSELF
        units = {unit: scores[unit.code] for unit in self._tree if unit.code in scores}
        wanted = {unit: score for unit, score in units.items() if unit_type in (None, unit.type)}
        least = max(_ENOUGH, _NEAR_THE_BEST * max(wanted.values(), default=0))
        typed_keys = {word.key for word in typed}

        def rank(unit: Unit) -> tuple[float, int, str, str]:
            left_unsaid = len(self._keys[unit.code] - typed_keys)
            return -round(wanted[unit], 6), left_unsaid, unit.name, unit.code

        return heapq.nsmallest(limit, (unit for unit, score in wanted.items() if score >= least), key=rank)

    def is_written_out(self, query: str, unit: Unit) -> bool:
        """Whether a query is the whole name of a unit, but for words that say little of which; or its code."""
        typed = {word.key for word in shortened(query[:_MAX_QUERY])}
        return query.strip() == unit.code or typed - _silent() == self._keys[unit.code] - _silent()

    def _scores(self, typed: Sequence[Token]) -> dict[str, float]:
        """For each unit the share (0 to 1) of what was typed that it has."""
        weights = [self._weight(word) for word in typed]
        scores: dict[str, float] = {}
        for word, weight in zip(typed, weights, strict=True):
            share = weight / sum(weights)
            for code, agreement in self._agreeing(word).items():
                scores[code] = scores.get(code, 0) + share * agreement
        return scores

    def _weight(self, word: Token) -> float:
        """Rare words tell more; a word no name has tells that another unit was meant."""
        if word.key in _silent():
            return _SILENT
        return math.log(2 + len(self._names) / (1 + len(self._with_word.get(word.key, ()))))

    def _agreeing(self, word: Token) -> dict[str, float]:
        """The units whose name or place has a word, and how surely it is the one that was typed (0 to 1)."""
        if word.key in self._with_word:
            below = dict.fromkeys(self._below_word.get(word.key, ()), _PLACE)
            named = self._with_word[word.key].items()
            return below | {code: 1 if word.agrees_with(written) else _OTHER_MARKS for code, written in named}
        return self._begun(word.key) | self._run_together(word.key) or self._slipped(word.key)

    def _begun(self, typed: str) -> dict[str, float]:
        if len(typed) < _SHORTEST:
            return {}
        return self._whose(_BEGINNING, (known for known in self._with_word if known.startswith(typed)))

    def _slipped(self, typed: str) -> dict[str, float]:
        if len(typed) < _LONG_ENOUGH_FOR_SLIPS:
            return {}
        return self._whose(_SLIP, (known for known in self._with_word if one_letter_apart(typed, known)))

    def _whose(self, agreement: float, words: Iterable[str]) -> dict[str, float]:
        known = list(words)
        below = {code: _PLACE * agreement for word in known for code in self._below_word.get(word, ())}
        return below | {code: agreement for word in known for code in self._with_word[word]}

    def _run_together(self, typed: str) -> dict[str, float]:
        """Units in whose name neighbouring words, joined or by their first letters, make what was typed."""
        if len(typed) < _SHORTEST:
            return {}
        by_letters = {code: _JOINED for code, initials in self._initials.items() if typed in initials}
        if len(typed) < _LONG_ENOUGH_FOR_SLIPS:
            return by_letters
        return by_letters | {code: _JOINED for code, joined in self._joined.items() if typed in joined}


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


@cache
def _short_forms() -> PhraseBook:
    return PhraseBook((short, phrase) for phrase, short in table("unit_names")["short"].items())


@cache
def _silent() -> frozenset[str]:
    return frozenset(map(key, table("unit_names")["silent"]["words"]))
