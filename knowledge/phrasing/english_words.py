"""The words of English sentences and of reviewed English: their stems and values, and the concepts they name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.lexicons import table
from knowledge.phrasing.grounds import Ground
from knowledge.phrasing.values import VALUE, value_of
from knowledge.text import fold_accents
from knowledge.tokens import PhraseBook, book, tokenize

_PIECE = re.compile(rf"(?P<value>{VALUE})|(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)|(?P<mark>[,.;:()])")
_ENDINGS = re.compile(r"(?:'s|’s|ies|es|ed|ing|ly|s|d|e|y)$")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a sentence or of reviewed English: its stem or value, and the concepts it names."""

    stem: str
    written: str
    concepts: frozenset[str] = frozenset()
    value: bool = False


@lru_cache(maxsize=2048)
def terms(text: str) -> tuple[Term, ...]:
    """The words and values of an English text, each with the concepts whose name it is part of."""
    found = [hit for hit in _PIECE.finditer(text) if not hit["mark"]]
    parts = [(part, hit) for hit in found for part in (hit.group().split("-") if hit["word"] else [hit.group()])]
    tokens = [token for part, _ in parts for token in tokenize(part)[:1]] if all(tokenize(p) for p, _ in parts) else []
    concepts: list[set[str]] = [set() for _ in parts]
    if len(tokens) == len(parts):
        for hit in _english_concepts().find(tokens):
            for at in range(hit.start, hit.end):
                concepts[at].add(hit.name)
    return tuple(
        Term(value_of(part), part, frozenset(), value=True)
        if hit["value"]
        else _spoken(part) or Term(stem(part), part, frozenset(named) | _terms_called(stem(part)))
        for (part, hit), named in zip(parts, concepts, strict=True)
    )


def reviewed(part: Ground) -> Sequence[Term]:
    """What claims something in a passage's reviewed English."""
    return [term for line in lines(part) for term in line]


def lines(part: Ground) -> Sequence[tuple[Term, ...]]:
    """The same, by the lines that reviewers wrote."""
    return [claims_of(line) for line in part.english]


@lru_cache(maxsize=2048)
def claims_of(text: str) -> tuple[Term, ...]:
    """The words and values of an English text that claim something."""
    return tuple(term for term in terms(text) if term.value or term.stem not in stems("glue"))


@lru_cache(maxsize=2048)
def places_of(text: str) -> dict[str, list[int]]:
    """At which syllables of a Vietnamese text concepts are named, by concept."""
    found: dict[str, list[int]] = {}
    tokens = tokenize(text)
    for hit in (*_vietnamese_concepts().find(tokens), *_vietnamese_terms().find(tokens)):
        found.setdefault(hit.name, []).append(hit.start)
    return found


@lru_cache(maxsize=2048)
def with_values(text: str) -> tuple[str, ...]:
    """A text's syllables, with values in the place of their first figure."""
    return tuple(token.key for token in tokenize(text))


def concepts_of(part: Ground) -> frozenset[str]:
    """What a passage speaks of."""
    return frozenset(places_of(part.shown.text))


@cache
def stems(name: str) -> frozenset[str]:
    """The stems of the words on a list of the lexicon ("glue": words that claim nothing)."""
    listed = table("phrasing")["english"]
    more = [*listed["must"]] if name == "glue" else []
    return frozenset(stem(word) for phrase in (*listed[name], *more) for word in phrase.split())


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its common endings and accents."""
    bare = fold_accents(word.replace("’", "'"))
    while len(bare) > _SHORTEST_STEM and (cut := _ENDINGS.sub("", bare)) != bare and len(cut) >= _SHORTEST_STEM:
        bare = cut
    return bare


def _spoken(word: str) -> Term | None:
    number = table("phrasing")["numbers"]["en"].get(word.lower())
    return Term(f"n:{number}", word, value=True) if number is not None else None


def _terms_called(stemmed: str) -> frozenset[str]:
    return _terms_by_stem().get(stemmed, frozenset())


@cache
def _terms_by_stem() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for at, row in enumerate(table("phrasing")["english"]["terms"]):
        for word in row["en"]:
            found.setdefault(stem(word), set()).add(f"term {at}")
    return {each: frozenset(names) for each, names in found.items()}


@cache
def _vietnamese_terms() -> PhraseBook:
    rows = table("phrasing")["english"]["terms"]
    return PhraseBook((f"term {at}", phrase) for at, row in enumerate(rows) for phrase in row["vi"])


@cache
def _english_concepts() -> PhraseBook:
    return book(table("concepts"), "en")


@cache
def _vietnamese_concepts() -> PhraseBook:
    return book(table("concepts"), "vi")
