"""Messages as Telegram HTML (https://core.telegram.org/bots/api#html-style), in pages that Telegram takes.

Telegram counts a message after parsing, in UTF-16 code units.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain, groupby, pairwise

from bot.message import Message, Piece, Quote, gap

PAGE_LIMIT = 4096
CAPTION_LIMIT = 1024

_TAGS = {"bold": "b", "italic": "i", "code": "code"}
_SENTENCE_END = re.compile(r"[.!?…;:][”\")]?\s")
_SPACE = re.compile(r"\s")
_LEAST_FILLED = 4
"""A page ends at a boundary that leaves at least one part in this many of it used."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in one style, from `start` of the whole message's text; `quote` is the block they are quoted in."""

    start: int
    piece: Piece
    quote: int | None = None
    expandable: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.piece.words)


@dataclass(frozen=True, slots=True)
class _Flow:
    """A message as one text: its runs, and where it may best be parted (what stands there is left out)."""

    text: str
    runs: tuple[_Run, ...]
    blocks: tuple[tuple[int, int], ...]
    lines: tuple[tuple[int, int], ...]


def html_pages(message: Message) -> list[str]:
    """The message as one or more texts to be sent in order, none longer than Telegram takes, none of them blank.

    With an attachment the first is its caption. A page ends where a block ends, else a line, a sentence, a word.
    """
    flow = _flow(message)
    limit = CAPTION_LIMIT if message.attachment else PAGE_LIMIT
    pages = []
    start = 0
    while start < len(flow.text):
        end, following = _page_end(flow, start, limit)
        if flow.text[start:end].strip():
            pages.append(_html(flow, start, end))
        start, limit = following, PAGE_LIMIT
    return pages


def length(text: str) -> int:
    """UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _flow(message: Message) -> _Flow:
    runs: list[_Run] = []
    blocks: list[tuple[int, int]] = []
    lines: list[tuple[int, int]] = []
    at = 0
    for number, block in enumerate(message.blocks):
        if number:
            # A quotation has a margin of its own below it: a blank line more would be two on a phone.
            between = "\n" if isinstance(message.blocks[number - 1], Quote) else gap(block)
            introduced = isinstance(block, Quote) and not isinstance(message.blocks[number - 1], Quote)
            if not introduced:  # a label stays with the words it introduces
                blocks.append((at, at + len(between)))
            runs.append(_Run(at, Piece(between)))
            at += len(between)
        pieces = [_quoted(block)] if isinstance(block, Quote) else block.lines
        quote = number if isinstance(block, Quote) else None
        for line_number, line in enumerate(pieces):
            if line_number:
                lines.append((at, at + 1))
                runs.append(_Run(at, Piece("\n")))
                at += 1
            for piece in line:
                runs.append(_Run(at, piece, quote, isinstance(block, Quote) and block.expandable))
                at += len(piece.words)
    return _Flow("".join(run.piece.words for run in runs), tuple(runs), tuple(blocks), tuple(lines))


def _quoted(quote: Quote) -> tuple[Piece, ...]:
    """The words of a quotation, those set off in bold."""
    edges = sorted({0, *chain.from_iterable((s.start, s.end) for s in quote.strong), len(quote.text)})
    starts = {span.start for span in quote.strong}
    return tuple(Piece(quote.text[start:end], "bold" if start in starts else "plain") for start, end in pairwise(edges))


def _page_end(flow: _Flow, start: int, limit: int) -> tuple[int, int]:
    """Where the page from `start` ends, and where the next begins."""
    furthest = _furthest(flow.text, start, limit)
    if furthest == len(flow.text):
        return furthest, furthest
    least = start + (furthest - start) // _LEAST_FILLED
    for boundaries in (flow.blocks, flow.lines):
        fitting = [(end, following) for end, following in boundaries if least < end <= furthest]
        if fitting:
            return fitting[-1]
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [hit.end() for hit in pattern.finditer(flow.text, start, furthest)]
        if ends and ends[-1] > least:
            return ends[-1], ends[-1]
    return furthest, furthest


def _furthest(text: str, start: int, limit: int) -> int:
    """The end of the longest stretch from `start` within the limit."""
    end = min(len(text), start + limit)
    while (excess := length(text[start:end]) - limit) > 0:
        end -= (excess + 1) // 2  # no character counts for more than two
    return end


def _html(flow: _Flow, start: int, end: int) -> str:
    runs = [run for run in flow.runs if run.start < end and run.end > start]
    return "".join(_block_html(list(group), start, end) for _, group in groupby(runs, key=lambda run: run.quote))


def _block_html(runs: Sequence[_Run], start: int, end: int) -> str:
    inside = "".join(_pieces_html(runs, start, end))
    if runs[0].quote is None:
        return inside
    return f"<blockquote{' expandable' * runs[0].expandable}>{inside}</blockquote>"


def _pieces_html(runs: Sequence[_Run], start: int, end: int) -> Iterator[str]:
    for run in runs:
        words = escape(run.piece.words[max(0, start - run.start) : end - run.start], quote=False)
        tag = _TAGS.get(run.piece.style)
        styled = f"<{tag}>{words}</{tag}>" if tag else words
        yield f'<a href="{escape(run.piece.url)}">{styled}</a>' if run.piece.url else styled
