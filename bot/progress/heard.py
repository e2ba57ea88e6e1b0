"""Whether somebody who reports has just told something done, or asks; and which obligations may be meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.progress.meant import NAMED, Guess
from bot.progress.sentence import Reading

Kind = Literal["report", "either", "unsure", "question"]
"""`either`: a report or a question; `unsure`: a report or talk. Whoever wrote it is to say which."""


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
