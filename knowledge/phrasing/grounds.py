"""What a sentence may rest on: the passages that were shown, read once, and what is known of each beside its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.lexicons import table
from knowledge.model import Span
from knowledge.phrasing.model import Shown
from knowledge.phrasing.words import Word, key_of, words

_OF = key_of("của")
READER = "=đơn vị"
LONGEST_LIST = 12
"""Words of a list behind one "cho", "của" or "tại"."""


def is_somebody(word: Word) -> bool:
    """Whether it names who acts or is acted on, a school too."""
    return word.kind == "actor" or word.key == READER


@dataclass(frozen=True)
class Ground:
    """One passage with what the proof may use of it.

    `directive`: a task that a letter sets; it binds those it is sent to without saying "must". `binding`: the spans of
    its words that are the reader's unit's to do, `conditional` those that are some units' to do. `english`: what
    reviewers call these in English; where none is the reader's, what they call all of the passage.
    """

    shown: Shown
    directive: bool = False
    binding: tuple[Span, ...] = ()
    conditional: tuple[Span, ...] = ()
    english: tuple[str, ...] = ()

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The passage's words that claim something."""
        return words(self.shown.text)

    def binds(self, word: Word) -> bool:
        """Whether a word of the passage is of something that the reader's unit must do."""
        return any(span.start <= word.at < span.end for span in self.binding)

    def is_for_units(self, word: Word) -> bool:
        """Whether a word of the passage is of something that the letter asks of "đơn vị", if not of each of them."""
        return self.binds(word) or any(span.start <= word.at < span.end for span in self.conditional)

    @cached_property
    def names_addressees(self) -> bool:
        """Whether it names those that a ministry's letter speaks to."""
        text = self.shown.text.lower()
        return any(name in text for name in table("phrasing")["frame"]["addressees"])

    @cached_property
    def addressed(self) -> bool:
        """Whether the passage asks something of those it is sent to: a task, or the heading above tasks."""
        return self.directive or bool(self.binding)

    @cached_property
    def source(self) -> tuple[Word, ...]:
        """The words that say where it stands."""
        return words(self.shown.source)

    @cached_property
    def told(self) -> frozenset[str]:
        """The keys of those words; its document may always be called a "văn bản"."""
        named = [
            key_of(word.written.partition(" ")[0]) for word in self.source if word.kind == "actor"
        ]  # "Bộ", of its full name
        return frozenset((*named, *(word.key for word in (*self.source, *words("văn bản công văn")))))


@dataclass(frozen=True)
class Grounds:
    """The passages one sentence rests on, laid end to end."""

    parts: tuple[Ground, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All their words."""
        return tuple(word for part in self.parts for word in part.words)

    @cached_property
    def part_of(self) -> Sequence[int]:
        """Which passage each word is of."""
        return [at for at, part in enumerate(self.parts) for _ in part.words]

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Where each word stands, by its key."""
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            found.setdefault(word.key, []).append(at)
        return found

    @cached_property
    def subjects(self) -> Sequence[int | None]:
        """The place of whoever acts in the clause of each word, also behind a colon or a semicolon after it."""
        found: list[int | None] = []
        subject: int | None = None
        for at, (word, part) in enumerate(zip(self.words, self.part_of, strict=True)):
            before = self.words[at - 1] if at and self.part_of[at - 1] == part else None
            if before is None or (word.clause != before.clause and not word.goes_on):
                subject = None
            starts = before is None or (word.clause, word.level) != (before.clause, before.level)
            if is_somebody(word) and ((starts and not word.head) or (subject is None and at in self._owners)):
                subject = at
            found.append(subject)
        return found

    @cached_property
    def _owners(self) -> frozenset[int]:
        """Whose a duty is, by the heading before a colon: "Trách nhiệm của …: …"."""
        found: set[int] = set()
        since: list[int] = []
        for at, word in enumerate(self.words):
            before = self.words[at - 1] if at else None
            if before and (before.clause, self.part_of[at - 1]) == (word.clause, self.part_of[at]):
                found.update(since if word.level > before.level else ())
            else:
                since = []
            if is_somebody(word) and word.link == _OF:
                since.append(at)
        return frozenset(found)

    def shares_subject(self, actor: str, place: int) -> bool:
        """Whether somebody is named beside the one who acts in the clause of a word: "A, B và C có trách nhiệm …"."""
        subject = self.subjects[place]
        if subject is None:
            return False
        beside = range(subject + 1, place)
        named = (at for at in beside if self.words[at].key == actor and self.words[at].crosses)
        return any(self.words[at + 1].head or self.words[at + 1].key.endswith(":") for at in named)

    def ground_at(self, at: int) -> Ground:
        """The passage that a word is of."""
        return self.parts[self.part_of[at]]
