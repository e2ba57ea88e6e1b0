"""What people ask about reporting itself: until when, how far it is, the same as last time; and what they order."""

from datetime import date
from functools import cache
from typing import Literal

from knowledge.lexicons import table
from knowledge.question import Question, understand
from knowledge.tokens import PhraseBook, tokenize
from knowledge.typing_habits import Vocabulary

Wish = Literal["due", "state", "remind", "open"]
"""Until when or how much is to be reported; how far it is, of which no document tells; two orders of administrators."""

_REPORT = "report"
_OF_NO_TASK = frozenset({_REPORT, "school", "department", "ministry", "collective"})
"""Concepts that name no task: the report, and who writes or gets it."""

_TIME, _COUNT = ("deadline", "when"), ("count", "obligations", "which_duties")
_OTHER_FACTS = ("letter_date", "letter_number", "form", "send_to", "amount")


def wish(text: str, today: date) -> Wish | None:
    """What somebody wants to know or to have done about reporting itself, None for anything else."""
    question = understand(text, _vocabulary(), today)
    if question.asks_for(*_OTHER_FACTS):
        return None
    return _order(question) or _asked(question)


def _order(question: Question) -> Wish | None:
    """What a sentence begins with: "nhắc các trường", "mở kỳ báo cáo quý 2"."""
    if _begins(question, "other"):
        return None
    if _begins(question, "open"):  # whatever name and day follow
        return "open"
    reminds = _begins(question, "remind") and _is_about_reporting(question, "orders", "remind", "how_far", "words")
    return "remind" if reminds else None


def _begins(question: Question, order: str) -> bool:
    return any(hit.start == 0 for hit in _words("orders", order).find(question.tokens))


def _asked(question: Question) -> Wish | None:
    is_of_state = bool(_words("how_far").names(question.tokens))
    if is_of_state and _is_about_reporting(question, "how_far", "words"):
        return "state"
    if _REPORT in question.concept_names:
        return "due" if is_of_state or question.asks_for(*_TIME, *_COUNT) else None
    hands_in = bool(_words("how_far", "hand_in").names(question.tokens))
    if question.asks_for("deadline") or (hands_in and question.asks_for(*_TIME)):
        return (
            "due"
            if _is_about_reporting(question, "how_far", "hand_in", "how_far", "period", "how_far", "beside")
            else None
        )
    return "due" if question.concept_names <= _OF_NO_TASK and _asks_of_what_is_left(question) else None


def _is_about_reporting(question: Question, *told_by: str) -> bool:
    """Whether nothing is named but reports, who writes them, and the words of some groups (group, key, …)."""
    groups = [("particles", "words"), ("fillers", "words"), *zip(told_by[::2], told_by[1::2], strict=True)]
    said = [hit for group, name in groups for hit in _words(group, name).find(question.tokens)]
    said += [each for each in question.concepts if each.name in _OF_NO_TASK]
    told = {question.tokens[at].key for hit in said for at in range(hit.start, hit.end)}
    return all(each.key in told or each.key.isdecimal() for each in question.content)


def wants_last_time(text: str) -> bool:
    """Whether words say no more than that all is as in the period before."""
    tokens = tokenize(text)
    said = _words("as_last_time").find(tokens)
    beside = [*_words("particles").find(tokens), *_words("fillers").find(tokens)]
    beside += _words("as_last_time", "beside").find(tokens)
    told = {at for hit in (*said, *beside) for at in range(hit.start, hit.end)}
    return bool(said) and len(told) == len(tokens)


def _asks_of_what_is_left(question: Question) -> bool:
    """Without the word: "còn mấy việc nữa?"."""
    return question.asks_for("continues") and question.asks_for(*_COUNT) and not question.content


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.of(())


@cache
def _words(group: str, key: str = "words") -> PhraseBook:
    return PhraseBook((group, words) for words in table("reports")[group][key])
