"""Whether a sentence's words stand in its passages at all, and in their order."""

import re
from collections.abc import Iterator, Sequence

from knowledge.phrasing.aligning import Aligned
from knowledge.phrasing.faults import Fault, FaultKind
from knowledge.phrasing.framing import Framed
from knowledge.phrasing.words import Word

CARRIED = 1.0
"""The share of a sentence's words that its passages must carry. Measured: see docs/model.md."""
DONE = "=triển khai"
_AGAIN = re.compile(r"\b(\w+(?: \w+){1,4})(?:,| và| hoặc| hay) (?:các |những |việc )?\1\b", re.IGNORECASE)


def missing(text: str, read: Framed, aligned: Aligned) -> tuple[Fault, ...]:
    """Words that nothing carries, those in a row told together."""
    said = read.words
    missing = [at for at, place in enumerate(aligned.places) if place is None and not _says_only_done(at, read)]
    hard = [at for at in missing if said[at].kind != "word" or said[at].name]
    if not hard and len(missing) <= (1 - CARRIED) * len(said):
        return ()
    rows: list[list[int]] = []
    for at in missing:
        if rows and rows[-1][-1] == at - 1 and fault_kind(said[at]) == fault_kind(said[at - 1]):
            rows[-1].append(at)
        else:
            rows.append([at])
    return tuple(dict.fromkeys(Fault(fault_kind(said[row[0]]), written(text, said, row[0], row[-1])) for row in rows))


def said_twice(text: str) -> Iterator[Fault]:
    """A member of a list that is said twice: the second stands in the place of another one."""
    return (Fault("words", found[1]) for found in _AGAIN.finditer(text))


def leaps(text: str, said: Sequence[Word], aligned: Aligned) -> tuple[Fault, ...]:
    """Words that stand there, but behind other ones than here, each told with what it is put to here."""
    last = len(said) - 1
    return tuple(Fault("order", written(text, said, max(0, at - 2), min(at + 1, last))) for at in aligned.leaps)


def written(text: str, said: Sequence[Word], first: int, last: int) -> str:
    """A sentence's own words from one to another, with those between that claim nothing."""
    tail = said[last].written.rpartition(" ")[2]  # of an actor's name, which is kept without its marks
    return text[said[first].at : text.find(tail, said[last].at) + len(tail)] or said[last].written


def fault_kind(word: Word) -> FaultKind:
    """What it is called where a word is wrong."""
    if word.kind == "value":
        return "value"
    return "name" if word.name or word.kind == "actor" else "words"


def _says_only_done(at: int, read: Framed) -> bool:
    """Whether it is the "thực hiện" of "được thực hiện", which says no more than that something is done.

    Behind somebody it is no passive: "trường được thực hiện …" says what the school may do.
    """
    word = read.words[at]
    somebody = at == 0 or at in read.reader_before or read.words[at - 1].kind == "actor"
    return word.head and word.stance == "passive" and word.key == DONE and not somebody
