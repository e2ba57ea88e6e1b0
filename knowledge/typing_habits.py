"""What people type on a phone, read as what they meant: short forms, telex slips, missing letters, words run together.

Nothing is corrected that could be a Vietnamese syllable, and nothing is guessed from meaning: a repaired syllable is
one that stands in the loaded documents or in the field's word lists.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import log1p

from knowledge.lexicons import table
from knowledge.spelling import is_plain_syllable
from knowledge.text import fold_accents, key
from knowledge.tokens import Token, token, tokenize

# "điểm c", "mục a": the letter is the name of a point there, not a short form of a word.
_NAMES_A_POINT = frozenset({"diem", "muc", "khoan", "phan", "point", "item", "section"})
_TELEX_TONE = re.compile(r"(?<=[aeiouyw])[sfrxjz]|[sfrxjz]$")
_TELEX_DOUBLE = re.compile(r"(aa|ee|oo|dd)")
_ROMAN = re.compile(r"[IVX]{1,5}")
_MAX_ACRONYM = 6
_MIN_SHARED = 2


@dataclass(frozen=True)
class Vocabulary:
    """The syllables, neighbours and initials that the loaded texts and the field's lists use."""

    counts: Counter[str] = field(default_factory=Counter)
    neighbours: Counter[tuple[str, str]] = field(default_factory=Counter)
    initials: dict[str, str] = field(default_factory=dict)
    written: frozenset[tuple[str, str]] = frozenset()  # neighbours with their marks, lower case

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Vocabulary":
        """Built from the texts themselves (linear in their length) and the lists of concepts."""
        counts: Counter[str] = Counter()
        neighbours: Counter[tuple[str, str]] = Counter()
        phrases: Counter[str] = Counter()
        written: set[tuple[str, str]] = set()
        listed = [phrase for entry in table("concepts").values() for phrase in entry["vi"]]
        for text in [*texts, *listed]:
            words = [t.text.lower() for t in tokenize(text)]
            found = [key(w) for w in words]
            counts.update(found)
            neighbours.update(pairwise(found))
            written.update(pairwise(words))
            for size in range(2, _MAX_ACRONYM):
                phrases.update(" ".join(words[i : i + size]) for i in range(len(words) - size + 1))
        counts.update({key(word): 1 for phrase in spoken() for word in phrase.split()})
        return cls(counts, neighbours, _initials(phrases), frozenset(written))


def spoken() -> Iterable[str]:
    """The words that questions are made of, from all word lists: they are right as typed."""
    for name in ("cues", "function_words", "small_talk", "safety", "duty_words"):
        for entry in table(name).values():
            lists = entry.values() if isinstance(entry, dict) else [entry]
            yield from (phrase for phrases in lists if isinstance(phrases, list) for phrase in phrases)


def _initials(phrases: Counter[str]) -> dict[str, str]:
    """Initials → the phrase that most often has them, of phrases that recur (a phrase said once is no name)."""
    best: dict[str, tuple[int, str]] = {}
    for phrase, count in phrases.items():
        if count >= _MIN_SHARED:
            letters = fold_accents("".join(word[0] for word in phrase.split()))
            best[letters] = max(best.get(letters, (0, "")), (count, phrase))
    return {letters: phrase for letters, (_, phrase) in best.items() if not letters.isdigit()}


@cache
def _short_forms() -> dict[str, list[str]]:
    """Short form → readings; both as listed and without marks, the listed one winning."""
    listed = {short: readings for section in table("abbreviations").values() for short, readings in section.items()}
    folded = {fold_accents(short): readings for short, readings in listed.items()}
    return folded | listed


def read(text: str, vocabulary: Vocabulary, *, vietnamese: bool = True) -> tuple[Token, ...]:
    """The tokens of a typed message with short forms spelled out and slips mended; English words are left alone."""
    typed = tokenize(text)
    out: list[Token] = []
    for at, word in enumerate(typed):
        following = typed[at + 1].key if at + 1 < len(typed) else None
        out.extend(_read_one(word, out[-1].key if out else None, following, vocabulary, vietnamese=vietnamese))
    return tuple(out)


def _read_one(
    word: Token, previous: str | None, following: str | None, vocabulary: Vocabulary, *, vietnamese: bool
) -> tuple[Token, ...]:
    lowered = word.text.lower()
    if lowered.isdigit() or _ROMAN.fullmatch(word.text) or (len(lowered) == 1 and previous in _NAMES_A_POINT):
        return (word,)
    shortened = _short_forms().get(lowered) or (None if word.marks else _short_forms().get(word.key))
    if shortened and (vietnamese or word.text.isupper()):
        return _best_reading(shortened, previous, following, vocabulary)
    if not vietnamese or word.key in vocabulary.counts:
        return (word,)
    if is_plain_syllable(word.key):
        return _fitting(word, previous, following, vocabulary)
    return _mended(word, previous, following, vocabulary)


def _best_reading(
    readings: Sequence[str], previous: str | None, following: str | None, vocabulary: Vocabulary
) -> tuple[Token, ...]:
    """The reading whose ends fit the neighbours best; the first listed when none fits."""

    def fit(reading: tuple[Token, ...]) -> int:
        before = vocabulary.neighbours[(previous or "", reading[0].key)]
        after = vocabulary.neighbours[(reading[-1].key, following or "")]
        return before + after

    return max(map(tokenize, readings), key=fit)


def _mended(word: Token, previous: str | None, following: str | None, vocabulary: Vocabulary) -> tuple[Token, ...]:
    for attempt in (_acronym, _telex, _run_together):
        mended = attempt(word, vocabulary)
        if mended:
            return mended
    near = _nearest(word.key, previous, following, vocabulary)
    return (token(near),) if near else (word,)


def _acronym(word: Token, vocabulary: Vocabulary) -> tuple[Token, ...] | None:
    """A consonant cluster read as initials: whole, or as known short forms one after the other (PN+BLG)."""
    letters = word.key
    if any(c.isdigit() for c in letters) or len(letters) < _MIN_SHARED:
        return None
    if letters in vocabulary.initials and not set(letters) & set("aeiouy"):
        return tokenize(vocabulary.initials[letters])
    for cut in range(len(letters) - 2, 1, -1):
        head, tail = _short_forms().get(letters[:cut]), _short_forms().get(letters[cut:])
        if head and tail:
            return tokenize(head[-1]) + tokenize(tail[0])
    return None


def _telex(word: Token, vocabulary: Vocabulary) -> tuple[Token, ...] | None:
    """Keys of the telex method left in the word (`truyeenf`, `nguwowif`, `dduwowcj`)."""
    plain = _TELEX_TONE.sub("", word.key).replace("w", "")
    plain = _TELEX_DOUBLE.sub(lambda m: m.group()[0], plain)
    known = plain in vocabulary.counts or is_plain_syllable(plain)
    return (token(plain),) if plain != word.key and known else None


def _run_together(word: Token, vocabulary: Vocabulary) -> tuple[Token, ...] | None:
    """Two syllables without the space, where they are neighbours in the texts."""
    cuts = range(1, len(word.key))
    halves = [(word.key[:c], word.key[c:]) for c in cuts if vocabulary.neighbours[(word.key[:c], word.key[c:])]]
    best = max(halves, key=lambda pair: vocabulary.neighbours[pair], default=None)
    return (token(best[0]), token(best[1])) if best else None


def _nearest(written: str, previous: str | None, following: str | None, vocabulary: Vocabulary) -> str | None:
    """The known syllable one slip away that fits its neighbours best; None for short or far words."""
    if len(written) < 3:  # noqa: PLR2004 — two letters are one slip away from everything
        return None
    candidates = [known for known in _one_slip(written) if known in vocabulary.counts]

    def fit(known: str) -> tuple[float, int]:
        before = vocabulary.neighbours[(previous or "", known)]
        after = vocabulary.neighbours[(known, following or "")]
        return log1p(before) + log1p(after), vocabulary.counts[known]

    return max(candidates, key=fit, default=None)


def _fitting(word: Token, previous: str | None, following: str | None, vocabulary: Vocabulary) -> tuple[Token, ...]:
    """A syllable that the texts never use, taken for one a slip away that they use beside the same neighbour."""
    near = _nearest(word.key, previous, following, vocabulary)
    fits = near and (vocabulary.neighbours[(previous or "", near)] or vocabulary.neighbours[(near, following or "")])
    return (token(near),) if near and fits and len(word.key) > 2 else (word,)  # noqa: PLR2004 — as below


def _one_slip(written: str) -> set[str]:
    """All strings one insertion, deletion, exchange or swap of neighbours away."""
    letters = "abcdeghiklmnopqrstuvxy"
    splits = [(written[:i], written[i:]) for i in range(len(written) + 1)]
    deleted = {a + b[1:] for a, b in splits if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    changed = {a + c + b[1:] for a, b in splits if b for c in letters}
    inserted = {a + c + b for a, b in splits for c in letters}
    return deleted | swapped | changed | inserted
