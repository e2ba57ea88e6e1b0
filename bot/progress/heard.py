"""Whether somebody who reports has just told something done, or asks; and which obligations may be meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.progress.meant import Guess
from bot.progress.sentence import Reading

Kind = Literal["report", "either", "question"]
"""`either`: whoever wrote it is to say which."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence as it was understood. `sure` is the one obligation that it can only be about, if there is one."""

    reading: Reading
    guesses: Sequence[Guess]

    @property
    def sure(self) -> Guess | None:
        """The guess that no other comes near."""
        return next((guess for guess in self.guesses if guess.sure), None)

    @property
    def kind(self) -> Kind:
        """What it is. A question is never taken for a report; a report that asks, or hardly tells, is asked about."""
        said = self.reading
        if said.status is None:
            return "question"
        if said.asks == "yes":
            return "either" if said.is_plain and said.counts else "question"
        told = said.is_plain or bool(said.counts)
        if said.asks == "maybe":
            return "either" if told else "question"
        if told:
            return "report"
        return "either" if self.sure or not said.about.strip() else "question"
