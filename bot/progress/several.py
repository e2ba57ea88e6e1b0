"""Several tasks in one sentence: its clauses with what each tells, and the numbers of a list that it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from bot.progress.model import Status
from bot.progress.sentence import Reading, read_sentence
from knowledge.lexicons import table
from knowledge.tokens import PhraseBook, tokenize

_BETWEEN = re.compile(r"[,;.\n]+(?!\d\d)|\b(?:và|va|còn|con|nhưng|nhung|and|but)\b", re.IGNORECASE)
_MOST = 20
"""Clauses of one sentence that are read."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence. `status`: its own, else that of the clause that tells it for both ("xong 1, 2")."""

    reading: Reading
    status: Status | None


def clauses(text: str, day: date) -> list[Clause]:
    """The parts of a sentence between commas and "và". One status tells of what follows it, or of what led to it."""
    readings = [read_sentence(part, day) for part in _BETWEEN.split(text)[:_MOST] if part.strip()]
    statuses = [each.status for each in readings]
    if readings and _opens_with_status(readings[0]):
        return [Clause(each, status) for each, status in zip(readings, _carried(statuses), strict=True)]
    backwards = _carried(statuses[::-1])[::-1]
    return [Clause(each, status) for each, status in zip(readings, backwards, strict=True)]


def _carried(statuses: Sequence[Status | None]) -> list[Status | None]:
    made: list[Status | None] = []
    for status in statuses:
        made.append(status or (made[-1] if made else None))
    return made


def _opens_with_status(reading: Reading) -> bool:
    """Whether a clause begins with its status: "xong việc 1"."""
    first, about = tokenize(reading.note)[:1], tokenize(reading.about)[:1]
    return reading.status is not None and [word.key for word in first] != [word.key for word in about]


def numbers_named(parts: Sequence[Clause]) -> list[tuple[int, Status | None]]:
    """The numbers of a list that clauses name, and nothing else, each with its status: "việc 1 xong, việc 2 chưa"."""
    found: list[tuple[int, Status | None]] = []
    called = False
    for part in parts:
        words = tokenize(part.reading.about)
        numbers = [word.text for word in words if word.text.isdecimal()]
        others = _tells_more(part.reading)
        if part.reading.counts_people or part.reading.happened_on or others or not numbers:
            return []
        called = called or bool(_words("task").find(words))
        found += [(int(number), part.status) for number in numbers]
    return found if called or len(found) > 1 else []


def _tells_more(reading: Reading) -> bool:
    """Whether a clause tells anything beside numbers and what may stand around them."""
    words = tokenize(reading.about)
    known = {i for hit in _words("beside").find(words) for i in range(hit.start, hit.end)}
    return any(i not in known and not word.text.isdecimal() for i, word in enumerate(words))


def names_all(reading: Reading) -> bool:
    """Whether every task is said to be done, and nothing else: "xong hết các việc"."""
    words = tokenize(reading.note)
    every = bool(_words("all").find(words))
    alone = not (reading.counts_people or reading.happened_on or any(word.text.isdecimal() for word in words))
    left = replace(reading, about=" ".join(word.text for word in tokenize(reading.about) if word.key not in _ALL))
    return every and alone and reading.status == "done" and reading.is_finished and not _tells_more(left)


_ALL = frozenset({"tat", "toan", "bo", "moi", "all", "everything"})


@cache
def _words(name: str) -> PhraseBook:
    return PhraseBook((name, phrase) for phrase in table("reports")["several"][name])
