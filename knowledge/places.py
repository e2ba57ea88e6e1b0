"""Where in an outline a character stands: the path of the provision, or before the first and behind the last."""

from bisect import bisect_right
from typing import TYPE_CHECKING

from knowledge.model import Outline, Provision, Reference, Span
from knowledge.tail import FOOTNOTE

if TYPE_CHECKING:
    from collections.abc import Sequence

REGIONS = ("preamble", "closing")


class Places:
    """Answers for one outline; build it once where many characters are asked for."""

    def __init__(self, outline: Outline) -> None:
        self._provisions: Sequence[Provision] = [p for p in outline.provisions if p.path not in REGIONS]
        self._starts = [p.start for p in self._provisions]
        self._closing = next((p.start for p in outline.provisions if p.path == "closing"), None)
        self._notes = tuple(self._footnotes(outline))
        self._note_starts = [span.start for span, _ in self._notes]

    def path_at(self, offset: int) -> str:
        """The path a character belongs to; one in a footnote belongs to the provision that bears its mark."""
        i = bisect_right(self._note_starts, offset) - 1
        if i >= 0 and offset < self._notes[i][0].end:
            return self._notes[i][1]
        return self.region_at(offset)

    def region_at(self, offset: int) -> str:
        """As `region_of`."""
        if not self._provisions:
            return "closing" if self._closing is not None and offset >= self._closing else "preamble"
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self._provisions[i].end:
            return self._provisions[i].path
        if i + 1 >= len(self._provisions):
            return "closing"
        following = self._provisions[i + 1]
        is_label = following.start - offset <= len(following.label or "") + 1
        return following.path if is_label or i >= 0 else "preamble"

    def _footnotes(self, outline: Outline) -> list[tuple[Span, str]]:
        found: list[tuple[Span, str]] = []
        for block in outline.parts.get("footnotes", ()):
            text = outline.text
            heads = [m for m in FOOTNOTE.finditer(text, block.start, block.end) if _opens_note(text, m.start(), block)]
            for head, following in zip(heads, [*heads[1:], None], strict=True):
                at = text.find(head[0])
                end = following.start() if following else block.end
                found.append((Span(head.start(), end), self.region_at(at if at < block.start else head.start())))
        return found


def _opens_note(text: str, at: int, block: Span) -> bool:
    """Whether `[n]` begins a footnote, as against a mark inside one: it stands first or behind a finished note."""
    return at == block.start or text[max(0, at - 2) : at].strip()[-1:] in ".;:…”)"


def region_of(outline: Outline, offset: int) -> str:
    """The path a character belongs to: `preamble` before the first provision, `closing` behind the last.

    A label belongs to the provision behind it. A document without provisions is all preamble.
    """
    return Places(outline).region_at(offset)


def provision_of(outline: Outline, reference: Reference) -> str:
    """The path of the provision a reference belongs to; a footnote belongs to the provision that bears its mark."""
    return Places(outline).path_at(reference.start)
