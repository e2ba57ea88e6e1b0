"""What can be wrong with a sentence of a model's, and how it is told so that it can be mended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.phrasing.model import Sentence

FaultKind = Literal[
    "token",  # a token that was not given, or none
    "shape",  # too long, empty, a question, broken off, markup, another script
    "program",  # of the prompt, of keys, of itself, or an order
    "contact",  # an address or telephone number that no passage gives
    "quote",  # quotation marks around words that no passage has
    "value",  # a number, date, sum, percent or document number that its passage does not have there
    "name",  # a name or an actor that its passage does not have there
    "words",  # words that no passage carries
    "order",  # words of the passages put together otherwise than there
    "restriction",  # a noun without what restricts it in its passage
    "stance",  # denied, demanded or permitted where the passage does something else
    "applies",  # said to be the reader's task where that is not plain
    "confirms",  # a yes or no that the program has not come to
    "source",  # said to be of a document or place that it is not of
]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a sentence, and which words of it; empty where it is the sentence as a whole."""

    kind: FaultKind
    words: str = ""


def told(faults: Sequence[tuple[Sentence, tuple[Fault, ...]]]) -> str:
    """What was wrong, for the model to mend: which words, and what to do about each kind."""
    lines = []
    for sentence, found in faults[:_TOLD]:
        kinds = dict.fromkeys(fault.kind for fault in found)
        why = "; ".join(_told_of_kind(kind, [fault.words for fault in found if fault.kind == kind]) for kind in kinds)
        lines.append(f"- “{sentence.text[:_SAID_AGAIN]}”: {why}")
    return "\n".join(lines)


def _told_of_kind(kind: FaultKind, words: Sequence[str]) -> str:
    named = ", ".join(f"“{each}”" for each in dict.fromkeys(words) if each)
    return f"{named} {_REASONS[kind]}" if named else f"it {_OF_THE_WHOLE.get(kind, _REASONS[kind])}"


_TOLD = 3
_SAID_AGAIN = 420
_REASONS: Mapping[FaultKind, str] = {
    "token": "is no code that was given: name the passage it rests on",
    "shape": "is too long, a question, empty or broken off, or holds markup: say it in one short plain sentence",
    "program": "speaks of rules, codes or the program, or gives orders: leave that out",
    "contact": "is in no passage: leave out addresses and telephone numbers",
    "quote": "stands in quotation marks and in no passage: leave the marks out, and use the passage's words",
    "value": "is not there in its passages: write it with the words around it as they have it, or leave it out",
    "name": "is another one in its passages, or does something else there: name who acts there, or nobody",
    "words": "is not in its passages: use their word in its place, or leave it out",
    "order": "stands beside other words in its passages: keep their order, or leave out the whole part",
    "restriction": "is said there of less: take over what follows it there, or leave out the whole part",
    "stance": "is not denied, demanded, permitted or done to somebody there as here: take over what governs it there",
    "applies": "is not made a task of the reader's unit there: leave out the unit and “must”, or this sentence",
    "confirms": "says yes or no where that is not known: begin with what the passages say",
    "source": "is not where its passages stand: leave out which document says it",
}
_OF_THE_WHOLE: Mapping[FaultKind, str] = {
    "token": "names no passage: add the codes of those it rests on",
    "value": "has a value that its passages do not: leave it out",
    "quote": "has a quotation mark too many: leave the marks out",
    "name": "has somebody do what its passages do not say: name who acts there, or nobody",
    "stance": "denies, permits or tells as done what its passages do not: keep to plain words of what is asked",
    "applies": "says that the reader's unit must do what its passages ask of others: leave it out",
}
