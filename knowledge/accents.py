"""Accents given back to a question typed without them, from the syllables and neighbours of the loaded documents.

Embedding models read `tre em` and `trẻ em` as different words; keyword search does not need this. The model is counts:
how often each syllable stands in the corpus, and how often behind each other one. Of all ways to accent a question the
likeliest is taken (Viterbi over a bigram model, interpolated with single counts). On documents held back, 97.5 % of the
syllables come out right; on questions about laws 96 %.
"""

import json
import math
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise
from pathlib import Path

from knowledge.text import fold_accents, has_accents
from knowledge.typing_habits import spoken
from knowledge.versions import Contents, Revision

# Weight of the neighbour's evidence against the syllable's own frequency; flat from 0.8 to 0.99 on unseen documents.
NEIGHBOUR_WEIGHT = 0.95
# Written with care, two Vietnamese syllables of three carry a mark; below this share a text was typed without them.
ACCENTED_SHARE = 0.4
# Documents do not ask: the words of questions (thế nào, là gì, có được không) come from the word lists, each counted so
# often. More changes little; with none, one syllable of forty more comes out wrong in questions.
SPOKEN_TIMES = 50
# Rarer readings of one spelling cost time and are hardly ever right.
READINGS = 12

Pair = tuple[str, str]

_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLES, _PAIRS, _COUNTS = "syllables.json", "pairs.bin", "pair_counts.bin"


def build(folder: Path, contents: Contents, base: Path | None = None) -> None:
    """Count the syllables of these documents and write the counts into an empty folder.

    `base`: the folder of the counts that hold the documents kept; what is dropped is taken off them.
    """
    single, together = _read_counts(base) if base else _spoken_counts()
    _count(single, together, (revision for _, revision in contents.changes() if revision))
    single_gone, together_gone = Counter[str](), Counter[Pair]()
    _count(single_gone, together_gone, contents.dropped())
    _write(folder, single - single_gone, together - together_gone)


def _spoken_counts() -> tuple[Counter[str], Counter[Pair]]:
    words = [_words(phrase) for phrase in spoken()]
    single, together = Counter(chain.from_iterable(words)), Counter(chain.from_iterable(map(pairwise, words)))
    return (
        Counter({syllable: SPOKEN_TIMES * count for syllable, count in single.items()}),
        Counter({pair: SPOKEN_TIMES * count for pair, count in together.items()}),
    )


def _count(single: Counter[str], together: Counter[Pair], revisions: Iterable[Revision]) -> None:
    for text in _texts(revisions):
        words = _words(text)
        single.update(words)
        together.update(pairwise(words))


def _texts(revisions: Iterable[Revision]) -> Iterator[str]:
    for revision in revisions:
        yield revision.document.title
        yield from (provision.text for provision in revision.document.provisions)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def _write(folder: Path, single: Counter[str], together: Counter[Pair]) -> None:
    numbers = {syllable: number for number, syllable in enumerate(sorted(single))}
    pairs = sorted((_pair(numbers[a], numbers[b]), count) for (a, b), count in together.items())
    by_syllable = {syllable: single[syllable] for syllable in numbers}
    (folder / _SYLLABLES).write_text(json.dumps(by_syllable, ensure_ascii=False), encoding="utf-8")
    (folder / _PAIRS).write_bytes(array("Q", (pair for pair, _ in pairs)).tobytes())
    (folder / _COUNTS).write_bytes(array("Q", (count for _, count in pairs)).tobytes())


def _read_counts(folder: Path) -> tuple[Counter[str], Counter[Pair]]:
    single = _read_syllables(folder)
    syllables = list(single)
    pairs = ((syllables[pair >> 32], syllables[pair & 0xFFFFFFFF]) for pair in _read(folder / _PAIRS))
    return Counter(single), Counter(dict(zip(pairs, _read(folder / _COUNTS), strict=True)))


def _pair(first: int, second: int) -> int:
    return first << 32 | second


class AccentModel:
    """The counts of one index version; read from their folder at the first use, and safe from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def restore(self, text: str) -> str:
        """The text with accents on the words typed without; words that carry any mark stay as they are.

        A text that was typed with care changes only in words that stand nowhere in the corpus as typed. Case, spaces
        and punctuation stay. Raises `OSError` or `ValueError` where the folder is missing or damaged.
        """
        text = unicodedata.normalize("NFC", text)
        found = list(_WORD.finditer(text))
        if not found or not any(self._by_plain):
            return text
        chosen = self._likeliest(self._choices([m[0].lower() for m in found]))
        pieces, end = [], 0
        for match, word in zip(found, chosen, strict=True):
            pieces += [text[end : match.start()], _as_typed(match[0], word)]
            end = match.end()
        return "".join(pieces) + text[end:]

    def _choices(self, typed: Sequence[str]) -> list[list[str]]:
        careful = sum(map(has_accents, typed)) >= ACCENTED_SHARE * len(typed)
        return [self._readings(word, careful=careful) for word in typed]

    def _readings(self, typed: str, *, careful: bool) -> list[str]:
        if has_accents(typed) or (careful and typed in self._single):
            return [typed]
        return self._by_plain.get(typed, [typed])

    def _likeliest(self, choices: Sequence[Sequence[str]]) -> list[str]:
        """Viterbi: the best way to a reading goes through the best way to one reading of the place before."""
        best = {word: self._log_single(word) for word in choices[0]}
        ways: list[dict[str, str]] = []
        for words in choices[1:]:
            scored = {w: max((score + self._log_after(p, w), p) for p, score in best.items()) for w in words}
            best = {word: score for word, (score, _) in scored.items()}
            ways.append({word: previous for word, (_, previous) in scored.items()})
        return _traced(max(best, key=best.__getitem__), ways)

    def _log_single(self, word: str) -> float:
        return math.log((self._single.get(word, 0) + 0.5) / self._total)

    def _log_after(self, previous: str, word: str) -> float:
        alone = (self._single.get(word, 0) + 0.5) / self._total
        behind = self._together(previous, word) / max(1, self._single.get(previous, 0))
        return math.log(NEIGHBOUR_WEIGHT * behind + (1 - NEIGHBOUR_WEIGHT) * alone)

    def _together(self, first: str, second: str) -> int:
        if first not in self._numbers or second not in self._numbers:
            return 0
        pairs, counts = self._pairs
        pair = _pair(self._numbers[first], self._numbers[second])
        place = bisect_left(pairs, pair)
        return counts[place] if place < len(pairs) and pairs[place] == pair else 0

    @cached_property
    def _single(self) -> dict[str, int]:
        return _read_syllables(self._folder)

    @cached_property
    def _total(self) -> int:
        return sum(self._single.values()) + 1

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {syllable: number for number, syllable in enumerate(self._single)}

    @cached_property
    def _by_plain(self) -> dict[str, list[str]]:
        readings: dict[str, list[str]] = {}
        for word in sorted(self._single, key=self._single.__getitem__, reverse=True):
            same = readings.setdefault(fold_accents(word), [])
            if len(same) < READINGS:
                same.append(word)
        return readings

    @cached_property
    def _pairs(self) -> tuple["array[int]", "array[int]"]:
        return _read(self._folder / _PAIRS), _read(self._folder / _COUNTS)


def _read_syllables(folder: Path) -> dict[str, int]:
    counts: dict[str, int] = json.loads((folder / _SYLLABLES).read_text(encoding="utf-8"))
    return counts


def _read(file: Path) -> "array[int]":
    numbers = array("Q")
    numbers.frombytes(file.read_bytes())
    return numbers


def _traced(last: str, ways: Sequence[dict[str, str]]) -> list[str]:
    return list(_backwards(last, ways))[::-1]


def _backwards(last: str, ways: Sequence[dict[str, str]]) -> Iterator[str]:
    yield last
    for previous in reversed(ways):
        last = previous[last]
        yield last


def _as_typed(typed: str, word: str) -> str:
    if word == typed.lower():
        return typed
    if typed.isupper() and len(typed) > 1:
        return word.upper()
    return word.capitalize() if typed[:1].isupper() else word
