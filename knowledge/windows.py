"""What of a document is embedded: each provision under the heading it belongs to, a long one in windows."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from knowledge.lexical import indexed_text
from knowledge.model import Document, Provision

# A window this short holds one matter. Longer inputs cost more than their share (attention is quadratic) and their one
# vector says less of each part; multilingual-e5 was trained on passages of up to 512 tokens.
WINDOW_TOKENS = 256
OVERLAP = 0.125
# A text below this is surely within one window (Vietnamese has three to four characters a token), and is not counted.
SURELY_SHORT = 800
# Of the heading above, the opening names the matter.
HEADING_CHARACTERS = 200

CountTokens = Callable[[str], int]


class Window(NamedTuple):
    """A text to embed, and the provision it is of."""

    path: str
    text: str


def windows(document: Document, count_tokens: CountTokens) -> Iterator[Window]:
    """Each provision of a document in its order, as one text or as several overlapping ones."""
    headings = {p.path: p.text for p in document.provisions if "." not in p.path}
    for provision in document.provisions:
        above = _above(provision, headings)
        for part in split(indexed_text(document, provision), count_tokens):
            yield Window(provision.path, above + part)


def split(text: str, count_tokens: CountTokens) -> list[str]:
    """A text in overlapping windows of about `WINDOW_TOKENS`, cut between words; a short one whole."""
    tokens = 0 if len(text) <= SURELY_SHORT else count_tokens(text)
    if tokens <= WINDOW_TOKENS:
        return [text]
    words = text.split()
    size = max(1, int(len(words) * WINDOW_TOKENS / tokens))
    step = max(1, int(size * (1 - OVERLAP)))
    starts = range(0, max(1, len(words) - size + step), step)
    return [" ".join(words[start : start + size]) for start in starts]


def _above(provision: Provision, headings: dict[str, str]) -> str:
    """The heading of the outermost part a provision stands in: an article's name, a section's."""
    top, _, below = provision.path.partition(".")
    heading = headings.get(top, "") if below else ""
    return f"{heading[:HEADING_CHARACTERS]}: " if heading else ""
