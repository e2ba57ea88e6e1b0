"""What people ask about reporting itself: until when, how far it is, the same as last time."""

from datetime import date
from functools import cache

from knowledge.lexicons import table
from knowledge.question import Question, understand
from knowledge.tokens import PhraseBook, tokenize
from knowledge.typing_habits import Vocabulary

_REPORT = "report"
_OF_NO_TASK = frozenset({_REPORT, "school", "department", "ministry"})
"""Concepts that name no task: the report, and who writes or gets it."""

_TIME, _COUNT = ("deadline", "when"), ("count", "obligations", "which_duties")
_OTHER_FACTS = ("letter_date", "letter_number", "form", "send_to", "amount")


def asks_how_far(text: str, today: date) -> bool:
    """Whether somebody asks when reports are due, which or how many are left, or how far reporting is."""
    question = understand(text, _vocabulary(), today)
    if question.asks_for(*_OTHER_FACTS):
        return False
    if _REPORT in question.concept_names:
        return question.asks_for(*_TIME, *_COUNT) or bool(_words("how_far").names(question.tokens))
    return question.concept_names <= _OF_NO_TASK and _asks_of_what_is_left(question)


def wants_last_time(text: str) -> bool:
    """Whether words say no more than that all is as in the period before."""
    tokens = tokenize(text)
    said = _words("as_last_time").find(tokens)
    beside = [*_words("particles").find(tokens), *_words("fillers").find(tokens)]
    beside += _words("as_last_time", "beside").find(tokens)
    told = {at for hit in (*said, *beside) for at in range(hit.start, hit.end)}
    return bool(said) and len(told) == len(tokens)


def _asks_of_what_is_left(question: Question) -> bool:
    """Without the word: "hạn chót kỳ này?", "còn mấy việc nữa?"."""
    due = question.asks_for("deadline") and bool(_words("how_far", "period").names(question.tokens))
    return due or (question.asks_for("continues") and question.asks_for(*_COUNT) and not question.content)


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.of(())


@cache
def _words(group: str, key: str = "words") -> PhraseBook:
    return PhraseBook((group, words) for words in table("reports")[group][key])
