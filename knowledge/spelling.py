"""Whether a string is spelled as Vietnamese: what proves that a legacy encoding was mended rightly."""

import re
import unicodedata
from functools import cache, lru_cache

from knowledge.lexicons import table
from knowledge.text import key

_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
# What stands between words. Latin-1 signs such as · or ¸ are not here: in legacy text they are letters.
_BETWEEN_WORDS = re.compile(r"[\s!-/:-@\[-`{-~0-9\u2010-\u2015\u2018-\u201f\u2022\u2026\u00a0]+")
# Initials (QĐ, HĐND, UBND) and the currency sign đ are no syllables in any encoding, and so prove nothing.
_ABBREVIATION = re.compile(r"[A-ZĐ]+|đ")


@cache
def _spelling() -> tuple[frozenset[str], tuple[str, ...]]:
    """All toneless syllables of the language, and the codas that stop the breath."""
    spelling = table("syllables")
    onsets, rimes = spelling["onsets"].split(), spelling["rimes"].split()
    syllables = frozenset(onset + rime for onset in ["", *onsets] for rime in rimes)
    return syllables, tuple(spelling["stop_codas"].split())


def _without_tone(word: str) -> tuple[str, list[str]]:
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [_TONES[c] for c in decomposed if c in _TONES]
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES)), tones


@lru_cache(maxsize=65_536)  # a text says the same words over and over
def is_syllable(word: str) -> bool:
    """Whether one word is a well-spelled Vietnamese syllable, in any case and either place of the tone mark."""
    syllables, stops = _spelling()
    bare, tones = _without_tone(word)
    if bare not in syllables or len(tones) > 1:
        return False
    return not tones or tones[0] in {"sắc", "nặng"} or not bare.endswith(stops)


@cache
def _plain_syllables() -> frozenset[str]:
    return frozenset(map(key, _spelling()[0]))


def is_plain_syllable(syllable: str) -> bool:
    """Whether a comparison key (`knowledge.text.key`) is that of some Vietnamese syllable."""
    return syllable in _plain_syllables()


def marked_words(text: str) -> list[str]:
    """The words that carry any sign outside ASCII, without digits and punctuation; initials are left out."""
    words = _BETWEEN_WORDS.split(unicodedata.normalize("NFC", text))
    return [word for word in words if not word.isascii() and not _ABBREVIATION.fullmatch(word)]


def vietnamese_share(text: str) -> float | None:
    """The share (0 to 1) of the accented words that are well-spelled syllables; None where no word is accented."""
    words = marked_words(text)
    if not words:
        return None
    return sum(map(is_syllable, words)) / len(words)
