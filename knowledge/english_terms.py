"""An English question in the words of Vietnamese law, made from the field's bilingual lists: the laws are Vietnamese.

It is no translation: the terms come in the order of the English, and what no list knows stays as it was typed, so that
it counts as not found wherever the question is looked for.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from knowledge.lexicons import table
from knowledge.question import language_of
from knowledge.text import fold_spaces, syllables

_DROPPED = frozenset({"a", "an", "the", "s", "of"})
_LAST = "asking_last"
_DESCRIBING = "describing"
_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
_SHORT = 3  # letters; shorter words have no ending
_YEAR = re.compile(r"(?:19|20)\d\d")


def vietnamese_reading(raw: str) -> str | None:
    """The question in Vietnamese terms; None where it is not English or where no term of it is known."""
    if language_of(raw) != "en":
        return None
    words = [w for w in syllables(fold_spaces(raw)) if w.lower() not in _DROPPED]
    stems = [_stem(w) for w in words]
    last, at = _beginning(stems)
    said: list[str] = []
    describing: list[str] = []  # what stands before its noun in English and behind it in Vietnamese
    known = False
    while at < len(words):
        length, term = _longest(stems, at)
        known |= length > 0
        if tuple(stems[at : at + length]) in _terms(_DESCRIBING) or _YEAR.fullmatch(words[at]):
            describing.append(term or words[at])
        elif length or stems[at] not in _function_stems():
            said += [term or words[at], *describing]
            describing.clear()
        at += length or 1
    said += describing
    return " ".join([*said, *(word for word in last if said[-1:] and not said[-1].endswith(word))]) if known else None


def opens_a_question(raw: str) -> bool:
    """Whether words begin as English questions do ("may", "how many")."""
    return bool(_beginning([_stem(w) for w in syllables(raw) if w.lower() not in _DROPPED])[0])


def _beginning(stems: Sequence[str]) -> tuple[list[str], int]:
    """What asks at the opening of a question, which Vietnamese puts at its end, and how many words it takes."""
    for length in range(min(_most_words(), len(stems)), 0, -1):
        opening = tuple(stems[:length])
        if found := _terms("asking").get(opening) or _terms(_LAST).get(opening):
            return [found], length
    return [], 0


def _longest(stems: Sequence[str], at: int) -> tuple[int, str]:
    """How many words the longest term that begins at a place takes, and what it is called; 0 where none does."""
    terms = _all_terms()
    for length in range(min(_most_words(), len(stems) - at), 0, -1):
        if found := terms.get(tuple(stems[at : at + length])):
            return length, found
    return 0, ""


@cache
def _all_terms() -> Mapping[tuple[str, ...], str]:
    """Every English term by the stems of its words; the terms of statutes before the names of concepts."""
    found = {_stems(phrase): entry["vi"][0] for entry in table("concepts").values() for phrase in entry["en"]}
    for section in table("english_terms"):
        if section != _LAST:
            found.update(_terms(section))
    return found


@cache
def _terms(section: str) -> Mapping[tuple[str, ...], str]:
    return {_stems(english): vietnamese for english, vietnamese in table("english_terms")[section].items()}


@cache
def _most_words() -> int:
    return max(map(len, _all_terms()))


@cache
def _function_stems() -> frozenset[str]:
    return frozenset(_stem(word) for word in table("function_words")["en"])


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(_stem(w) for w in syllables(phrase) if w.lower() not in _DROPPED)


def _stem(word: str) -> str:
    """A word without the endings that say number or time ("dismissed", "dismissing" and "dismiss" are one)."""
    word = word.lower()
    if len(word) <= _SHORT:
        return word
    if word.endswith(("ies", "ied")):
        return f"{word[:-3]}y"
    cut = _ENDING.sub("", word)
    if len(cut) < _SHORT:
        return word
    return cut[:-1] if cut[-1] == cut[-2] else cut
