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
    """What was wrong, for the model to mend: which words, by which rule."""
    lines = []
    for sentence, found in faults[:_TOLD]:
        why = "; ".join(
            dict.fromkeys(f"{_REASONS[fault.kind]}{f' ({fault.words})' if fault.words else ''}" for fault in found[:6])
        )
        lines.append(f"- “{sentence.text[:_SAID_AGAIN]}”: {why}")
    return "\n".join(lines)


_TOLD = 3
_SAID_AGAIN = 420
_REASONS: Mapping[FaultKind, str] = {
    "token": "it names no passage, or one that was not given",
    "shape": "it is too long, a question, empty or broken off, or holds markup",
    "program": "it speaks of rules, codes or the program, or gives orders",
    "contact": "an address or telephone number is in no passage",
    "quote": "quotation marks stand around words that no passage has",
    "value": "a number, date or document number is not there in its passages",
    "name": "a name, or who does it, is another in its passages",
    "words": "words are in none of its passages; use the passages' own words",
    "order": "words of its passages are put together in another way than there",
    "stance": "it denies, demands or permits where its passages do not",
    "applies": "its passages do not make this a task of the reader's unit",
    "confirms": "it says yes or no where that is not known; begin with what the passages say",
    "source": "it names a document or place that its passages are not of",
}
