"""Whether a question is about reporting itself: until when, how far it is. The documents alone cannot answer that."""

from datetime import date
from functools import cache

from knowledge.lexicons import table
from knowledge.question import Question, understand
from knowledge.tokens import PhraseBook
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
        return question.asks_for(*_TIME, *_COUNT) or bool(_how_far().names(question.tokens))
    return question.concept_names <= _OF_NO_TASK and _asks_of_what_is_left(question)


def _asks_of_what_is_left(question: Question) -> bool:
    """Without the word: "hạn chót kỳ này?", "còn mấy việc nữa?"."""
    due = question.asks_for("deadline") and bool(_periods().names(question.tokens))
    return due or (question.asks_for("continues") and question.asks_for(*_COUNT) and not question.content)


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.of(())


@cache
def _how_far() -> PhraseBook:
    return PhraseBook(("how_far", words) for words in table("reports")["how_far"]["words"])


@cache
def _periods() -> PhraseBook:
    return PhraseBook(("period", words) for words in table("reports")["how_far"]["period"])
