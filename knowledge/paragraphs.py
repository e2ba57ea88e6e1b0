"""Printed lines joined into paragraphs, each with its mark: what is a new piece, and what is only a wrap."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from knowledge.lines import Line, starts_small
from knowledge.marks import HEADED, UNNUMBERED, Mark, parse_article, parse_group, parse_mark
from knowledge.rows import Rows
from knowledge.wraps import InnerHyphens, is_unfinished, last_word, opens_sentence, tag, word_list

_SHORT = 0.7  # of the width: a line this short ends a paragraph even without a mark at its end
_FULL = 0.85  # of the width: a line this long may have ended a sentence by accident
_WRAPPED = 0.12  # share of lines beginning small from which a text counts as hard-wrapped


@dataclass(slots=True)
class Paragraph:
    """A run of lines that belong together. `start` and `end` leave out the mark; `quoted` are another law's words."""

    mark: Mark | None
    lines: list[Line]
    start: int
    end: int
    quoted: bool = False
    ends_finished: bool = field(default=False)

    def add(self, line: Line) -> None:
        """Goes on with a wrapped line."""
        if self.start >= self.end:
            self.start = line.start
        self.lines.append(line)
        self.end = line.end


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is printed: whether lines are wrapped, and how wide.

    `spaced`: blank lines stand everywhere and mean nothing; `parted`: they part paragraphs, a line without one goes on.
    """

    wrapped: bool
    width: int
    first_width: int
    spaced: bool
    parted: bool

    @property
    def has_full_first_lines(self) -> bool:
        """Whether first lines are as long as others; where a dump breaks them early, their length means nothing."""
        return self.first_width >= _FULL * self.width

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Layout":
        """Measured on the body: wrapped lines are those after which the next begins with a small letter."""
        pairs = [(a, b) for a, b in pairwise(lines) if b.text[:1].islower() and not parse_mark(b.text)]
        marked = [len(a.text) for a, _ in pairs if parse_mark(a.text)]
        widths = sorted(len(a.text) for a, _ in pairs) or [0]
        gaps = sum(b.gap for _, b in pairs)
        opened = [x.gap for x in lines if parse_mark(x.text)] or [False]
        spaced = gaps > 0.3 * max(1, len(pairs)) and gaps > 2  # noqa: PLR2004
        return cls(
            wrapped=len(pairs) > _WRAPPED * len(lines) and widths[len(widths) * 9 // 10] < 200,  # noqa: PLR2004
            width=widths[len(widths) * 9 // 10],
            first_width=sorted(marked)[len(marked) // 2] if marked else 0,
            spaced=spaced,
            parted=not spaced and sum(opened) > 0.6 * len(opened),
        )


def read_paragraphs(lines: Sequence[Line], *, law: bool) -> list[Paragraph]:
    """The paragraphs of a body, in order; every line is in exactly one."""
    reader = _Reader(lines, law=law)
    return reader.read()


class _Reader:
    """Walks the lines once; keeps the paragraph being read and the row of numbers that may go on."""

    def __init__(self, lines: Sequence[Line], *, law: bool) -> None:
        self.lines = lines
        self.law = law
        self.layout = Layout.of(lines)
        self.rows = Rows()
        self.inner = InnerHyphens(lines)
        self.paragraphs: list[Paragraph] = []

    def read(self) -> list[Paragraph]:
        quotes = _quoted_until(self.lines)
        i = 0
        while i < len(self.lines):
            end = self._quote_end(i, quotes)
            if end:
                self._open_quote(i, end)
                i = end
                continue
            self._take(i)
            i += 1
        return self.paragraphs

    def _take(self, i: int) -> None:
        line = self.lines[i]
        mark = self._accepted(i)
        if mark:
            self.rows.push(mark)
            length = len(mark.printed)
            at = min(line.start + length + (line.text[length : length + 1] == " "), line.end)
            self.paragraphs.append(Paragraph(mark, [line], at, line.end))
        elif not self.paragraphs or self._is_new(i):
            self.paragraphs.append(Paragraph(None, [line], line.start, line.end))
        else:
            self.paragraphs[-1].add(line)

    def _quote_end(self, i: int, quotes: dict[int, int]) -> int | None:
        end = quotes.get(i)
        if end is None or not self.paragraphs or not self.lines[i - 1].text.rstrip().endswith((":", "”", "”;", "”.")):
            return None
        text = self.lines[i].text.lstrip('“"')
        is_cited = parse_article(text) or parse_group(text) or parse_mark(text)
        return end if is_cited or (self.law and _amends(self.lines[i - 1].text)) else None

    def _open_quote(self, i: int, end: int) -> None:
        block = list(self.lines[i:end])
        self.paragraphs.append(Paragraph(None, block, block[0].start, block[-1].end, quoted=True))

    # ------------------------------------------------------------------------------------------ plain paragraphs

    def _is_new(self, i: int) -> bool:
        before, line = self.lines[i - 1], self.lines[i]
        current = self.paragraphs[-1]
        if current.quoted:
            return True
        if (
            current.start >= current.end
            or starts_small(line.text)
            or (line.text[:1] in "-–—" and parse_mark(line.text))
        ):
            return False
        gap = line.gap and not self.layout.spaced
        if gap or not self.layout.wrapped:
            return before.is_finished or not (is_unfinished(before.text) or line.text[:1].isdigit())
        return self._is_new_in_wrapped(i, len(current.lines) == 1)

    def _is_new_in_wrapped(self, i: int, is_first: bool) -> bool:  # noqa: FBT001
        before, line = self.lines[i - 1], self.lines[i]
        if self.layout.parted:
            return False
        if before.is_upper and not line.is_upper and self.paragraphs[-1].mark:
            return True
        is_short_first = is_first and not self.layout.has_full_first_lines
        if before.is_finished and not (is_short_first and before.text.endswith(":")):
            is_short = len(before.text) < _FULL * self.layout.width
            return is_short or self._opens_short(i) or bool(tag().match(line.text))
        if tag().match(line.text):
            return True
        if line.text[:1].isdigit() or is_unfinished(before.text):
            return False
        ends_short = not is_short_first and len(before.text) < _SHORT * self.layout.width
        return ends_short or (is_first and opens_sentence(line.text))

    def _opens_short(self, i: int) -> bool:
        """In dumps whose first lines are printed short, a short line that is wrapped opens a paragraph."""
        following = self.lines[i + 1] if i + 1 < len(self.lines) else None
        is_short = len(self.lines[i].text) < _FULL * self.layout.width
        return bool(following and starts_small(following.text) and is_short and not self.layout.has_full_first_lines)

    # --------------------------------------------------------------------------------------------- marked ones

    def _accepted(self, i: int) -> Mark | None:
        """The mark of a line if it is meant as one: not a wrapped figure, name or citation."""
        line = self.lines[i]
        mark = (parse_article(line.text) or parse_group(line.text)) if self.law else None
        mark = mark or parse_mark(line.text)
        if not mark or not i:
            return mark if mark and (mark.style in UNNUMBERED or self.rows.fits(mark, certain=True)) else None
        before = self.lines[i - 1]
        current = self.paragraphs[-1]
        if current.start >= current.end and current.mark and current.mark.style not in HEADED:
            return None
        certain = before.is_finished or (line.gap and not self.layout.spaced) or not self.layout.wrapped
        if mark.style in UNNUMBERED:
            return None if self._is_inner(i, mark) else mark
        if not certain and last_word(before.text) in word_list("citing"):
            return None
        return mark if self.rows.fits(mark, certain=certain) else None

    def _is_inner(self, i: int, mark: Mark) -> bool:
        """Whether a dash at the start of a line stands inside a name, a period or a sentence that was wrapped."""
        before, line = self.lines[i - 1], self.lines[i]
        rest = line.text[len(mark.printed) :].strip()
        if before.is_finished or (not rest and not self.layout.wrapped):
            return False
        if rest[:1].islower() and mark.style == "dash":
            return not (line.gap and not self.layout.spaced)
        if rest[:1].isdigit() and (before.text[-1:].isdigit() or last_word(before.text) in word_list("citing")):
            return True
        if is_unfinished(before.text) and not (line.gap and not self.layout.spaced):
            return True
        return self.inner.holds(before.text, line.text)


def _quoted_until(lines: Sequence[Line]) -> dict[int, int]:
    """For each line that opens a quotation, the line behind the one that closes it, at most 400 lines on."""
    closes: dict[int, int] = {}
    opened: list[tuple[int, int]] = []  # line, depth before it
    depth = 0
    for i, line in enumerate(lines):
        if line.text.startswith("“"):
            opened.append((i, depth))
        depth += line.text.count("“") - line.text.count("”")
        while opened and depth <= opened[-1][1]:
            start, _ = opened.pop()
            closes[start] = i + 1
        if opened and i - opened[-1][0] > 400:  # noqa: PLR2004 - a quotation that nobody closed
            depth = opened[0][1]
            opened.clear()
    return closes


def _amends(text: str) -> bool:
    return bool(re.search(r"(?:như sau|sau đây)\s?:$", text)) and any(
        w in text.lower() for w in ("sửa đổi", "bổ sung", "thay thế", "thay cụm")
    )
