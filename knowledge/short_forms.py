"""Short forms of officials and teachers spelled out for a search ("NLĐ" → "người lao động")."""

from functools import cache

from knowledge.lexicons import table
from knowledge.spelling import is_plain_syllable
from knowledge.text import fold_accents, key, syllables


def spelled_out(query: str) -> str:
    """A question with the words of its short forms behind it; those that stand for several things are left alone."""
    short = (fold_accents(word) for word in syllables(query) if not is_plain_syllable(key(word)))
    readings = (_readings().get(word) for word in short)
    return " ".join([query, *filter(None, readings)])


@cache
def _readings() -> dict[str, str]:
    """Short form without accents → its one reading."""
    found: dict[str, set[str]] = {}
    for section in table("abbreviations").values():
        for short, readings in section.items():
            found.setdefault(fold_accents(short), set()).update(readings)
    return {short: next(iter(readings)) for short, readings in found.items() if len(readings) == 1}
