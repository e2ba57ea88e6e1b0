"""Whether somebody who reports has just told something done, or asks; and which obligations may be meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.progress.meant import NAMED, Guess
from bot.progress.sentence import Reading
from knowledge.lexicons import table
from knowledge.tokens import token, tokenize

Kind = Literal["report", "either", "unsure", "question"]
"""`either`: a report or a question; `unsure`: a report or talk. Whoever wrote it is to say which."""


def wants_to_send(text: str) -> bool:
    """Whether words only say that what is filled in is to be sent: "gửi", "ok"."""
    words = [word.key for word in tokenize(text) if word.key not in _particles()]
    return any(words == [word.key for word in tokenize(phrase)] for phrase in table("reports")["card"]["send"])


def note_told(text: str) -> str:
    """The note in a line that begins with "ghi chú:"; empty for all other lines."""
    name, colon, note = text.partition(":")
    called = [word.key for word in tokenize(name)]
    is_note = any(called == [word.key for word in tokenize(phrase)] for phrase in table("reports")["card"]["note"])
    return note.strip() if colon and is_note else ""


@cache
def _particles() -> frozenset[str]:
    return frozenset(token(word).key for word in table("reports")["particles"]["words"])


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence as it was understood. `sure` is the one obligation that it can only be about, if there is one.

    `at_one`: a check-in is under way, of which the sentence may tell more.
    """

    reading: Reading
    guesses: Sequence[Guess]
    at_one: bool = False

    @property
    def sure(self) -> Guess | None:
        """The guess that no other comes near."""
        return next((guess for guess in self.guesses if guess.sure), None)

    @property
    def kind(self) -> Kind:
        """What it is. A question is never taken for a report; a report that asks, or hardly tells, is asked about."""
        said = self.reading
        if not said.tells:
            return "question"
        if said.asks == "yes":
            return "either" if said.is_plain and said.counts else "question"
        told = said.is_plain or said.counts_people or self._is_of_the_card
        if said.asks == "maybe":
            return "either" if told else "question"
        if told:
            return "report" if self._is_of_work else "unsure"
        return "either" if self.sure or not said.about.strip() else "question"

    @property
    def _is_of_the_card(self) -> bool:
        """Whether it only tells a day, or how far it is, while a check-in is under way."""
        return self.at_one and self.reading.names_nothing

    @property
    def _is_of_work(self) -> bool:
        """Whether it names what is asked for; or tells a number of people, an office's trouble, nothing else."""
        said = self.reading
        if self.at_one or said.counts_people or said.status in ("blocked", "not_applicable") or not said.about.strip():
            return True
        return self.sure is not None or any(guess.score >= NAMED for guess in self.guesses)
