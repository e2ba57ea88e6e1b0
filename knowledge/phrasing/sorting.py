"""Which questions a model is asked about: where the rules are sure, none."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from knowledge.answer import Answer
from knowledge.lexicons import table
from knowledge.phrasing import outside
from knowledge.spelling import is_plain_syllable
from knowledge.text import key, syllables
from knowledge.tokens import PhraseBook, tokenize

Use = Literal["leads", "choices", "follow_ups"]
"""`leads`: a lead around what the rules cite. `choices`: which passages answer where the rules find none. `follow_ups`:
a question made to stand alone where the rules cannot."""

USES: tuple[Use, ...] = ("leads", "choices", "follow_ups")

_LEADS = frozenset(
    {"found.yes", "found.duty", "found.place", "found.several", "found.above", "found.elsewhere", "law.says"}
)
"""Answers whose opening may be put better. The others tell something by rule: of whom, when, what is not there."""

_LONGEST_QUESTION = 1_000
_FEWEST_WORDS = 3
_SHORTEST_NAME = 4
_REASONABLE = 0.7
_LEANS = 14
_OTHER_WORDS = 0.6


def use_of(found: Answer, text: str) -> Use | None:
    """What a model may do for an answer; None where it is not to be asked."""
    if len(text) > _LONGEST_QUESTION or not outside.may_be_sent(text):
        return None
    keys = {say.key for say in found.lead}
    if found.status == "answered" and found.citations and keys & _LEADS:
        return "choices" if _asks_several(text) else "leads"
    if found.status in ("out_of_scope", "clarify") and _may_be_about_directives(text):
        return "choices"
    return None


def _asks_several(text: str) -> bool:
    return len([part for part in text.split("?") if len(syllables(part)) >= _FEWEST_WORDS]) > 1


def shared_concepts(question: str, passage: str) -> int:
    """How many things of the field a question and a passage both speak of, without those that say little."""
    return len(_field_concepts(question) & _field_concepts(passage))


def _field_concepts(text: str) -> frozenset[str]:
    return _concepts().names(tokenize(text)) - frozenset(table("phrasing")["says_little"]["concepts"])


def _may_be_about_directives(text: str) -> bool:
    """Whether a question speaks of something of the field, or is in a language whose words the rules cannot read."""
    if is_of_another_language(text):
        return True
    return len(syllables(text)) >= _FEWEST_WORDS and bool(
        _concepts().names(tokenize(text)) - set(table("phrasing")["says_little"]["concepts"])
    )


def is_of_another_language(text: str) -> bool:
    """Whether most of a text's words are neither Vietnamese nor English ones, or of another script."""
    if re.search(r"[\u0370-\u1dff\u2e80-\uffef]", text):
        return True
    said = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    english = _english_words()
    strange = [word for word in said if word not in english and not is_plain_syllable(key(word))]
    return len(said) >= _FEWEST_WORDS and len(strange) > _OTHER_WORDS * len(said)


@cache
def _english_words() -> frozenset[str]:
    named = (phrase for entry in table("concepts").values() for phrase in entry["en"])
    return frozenset(word for phrase in (*named, *table("function_words")["en"]) for word in phrase.split())


@cache
def _concepts() -> PhraseBook:
    return PhraseBook([*_listed("vi"), *_listed("en")])


def _listed(lang: str) -> list[tuple[str, str]]:
    return [
        (name, phrase)
        for name, entry in table("concepts").items()
        for phrase in entry[lang]
        if len(phrase) >= _SHORTEST_NAME
    ]


def may_lean(text: str) -> bool:
    """Whether a message is short enough to need what was said before."""
    return 0 < len(syllables(text)) <= _LEANS


def stands_to_reason(question: str, asked: str, before: Sequence[str]) -> bool:
    """Whether a completed question is the one that was asked: its words kept, and most others said before."""
    words, own = ([key(s) for s in syllables(text)] for text in (question, asked))
    known = {*own, *(key(s) for text in before for s in syllables(text))}
    kept = sum(word in words for word in own) >= _REASONABLE * len(own)
    said = sum(word in known for word in words) >= _REASONABLE * len(words)
    plain = not outside.is_marked_up(question) and not outside.contacts(question) and outside.may_be_sent(question)
    return plain and kept and said and len(words) >= _FEWEST_WORDS
