"""The printed lines of a document and where each stands in the folded text that offsets count in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.text import fold_spaces

_RULE = re.compile(r"^[-_=*~–—.…\s]{3,}$")
_COLUMNS = re.compile(r"\t+|\s{3,}")
_TERMINAL = re.compile(r"[.;:!?…][”\"’')\]]*$|[.;:!?…]\s?[”\"]?[;.]?$|\./\.?\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line that is not blank. `text` is folded and equals the document's text from `start` to `end`.

    `gap` says that a blank line stood before it; `columns` are the pieces of the line as printed, where wide spaces
    part two columns (letterhead, signature block).
    """

    text: str
    start: int
    end: int
    gap: bool
    columns: tuple[str, ...]

    @property
    def is_rule(self) -> bool:
        """Whether the line is only a drawn line (`-------`)."""
        return bool(_RULE.match(self.text))

    @property
    def is_upper(self) -> bool:
        """Whether it is printed in capitals (at least two letters, none small)."""
        return is_upper(self.text)

    @property
    def is_finished(self) -> bool:
        """Whether it ends as a sentence, a clause or an introduction ends."""
        return is_finished(self.text)


def is_upper(text: str) -> bool:
    """Whether a text has letters, at least two, and no small one."""
    return text.upper() == text and sum(c.isalpha() for c in text) > 1


def is_finished(text: str) -> bool:
    """Whether a text ends in a mark that closes a sentence or a clause."""
    return bool(_TERMINAL.search(text[-8:]))


def starts_small(text: str) -> bool:
    """Whether a text goes on from the line before: it begins with a small letter, a figure or a closing mark."""
    head = text.lstrip("“\"'(‘[")[:1]
    return head.islower() or text[:1] in ",.;:)]}”’%&/"


def read_lines(raw: Sequence[str]) -> list[Line]:
    """The lines that are not blank, in order. A line that holds line breaks (a docx paragraph) is taken apart."""
    found: list[Line] = []
    position, gap = 0, False
    for piece in _physical(raw):
        text = fold_spaces(piece)
        if not text:
            gap = True
            continue
        columns = tuple(fold_spaces(c) for c in _COLUMNS.split(piece.strip()))
        found.append(Line(text, position, position + len(text), gap, columns))
        position, gap = position + len(text) + 1, False
    return found


def _physical(raw: Sequence[str]) -> Iterator[str]:
    for entry in raw:
        yield from entry.splitlines() or [""]
