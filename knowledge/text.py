"""Vietnamese text: the folded form that offsets count in, and the keys by which words are compared.

Two things are both called folding in the field and must not be mixed:
`fold_spaces` keeps every word of the source (offsets and quotes live there);
`fold_accents` throws accents away (searching lives there).
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

_SYLLABLE = re.compile(r"[^\W_]+")
# i and y are one vowel after these initials (kỹ/kĩ, lý/lí, quý/quí); elsewhere they are not (tay/tai).
_FINAL_Y = re.compile(r"^(b|h|k|l|m|n|ph|qu|s|t|v)y$")


def fold_spaces(raw: str) -> str:
    """The text that offsets count in: NFC, each run of white space one space, ends stripped (CONTRACT: answer JSON)."""
    return " ".join(unicodedata.normalize("NFC", raw).split())


def fold_accents(text: str) -> str:
    """Lower case without tone and vowel marks; đ becomes d."""
    lowered = unicodedata.normalize("NFC", text).lower().replace("đ", "d")
    decomposed = unicodedata.normalize("NFD", lowered)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters as it is; a longer one up to a word's end within them, and "…"."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def has_accents(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark (đ counts)."""
    return fold_accents(text) != unicodedata.normalize("NFC", text).lower()


def syllables(text: str) -> list[str]:
    """The syllables and numbers of a text, in order, as written (NFC)."""
    return _SYLLABLE.findall(unicodedata.normalize("NFC", text))


@lru_cache(maxsize=65_536)  # Vietnamese has some ten thousand syllables, and a text says the same ones over and over
def key(syllable: str) -> str:
    """What two spellings of one syllable share: no accents, lower case, i for y where both are written."""
    return _FINAL_Y.sub(r"\1i", fold_accents(syllable))


def keys(text: str) -> list[str]:
    """The comparison keys of a text's syllables, in order."""
    return [key(s) for s in syllables(text)]


def pairs(units: list[str]) -> list[str]:
    """Neighbouring units joined: the nearest thing to words that Vietnamese syllables give."""
    return [f"{a}_{b}" for a, b in pairwise(units)]


def slug(text: str) -> str:
    """A document id made of a number or a file name: `73/2006/QH11` → `73-2006-qh11` (CONTRACT: a manifest)."""
    return re.sub(r"[^a-z0-9]+", "-", fold_accents(text)).strip("-")
