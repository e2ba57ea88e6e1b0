"""Keyword search: BM25 over accent-folded syllables and pairs of neighbouring syllables.

The passage is the provision. Beside its own words it is found, with less weight, by the words it stands under: the
document's title, the provisions above it, and what a reviewer called its duties.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.model import Document, Obligation, Provision
from knowledge.text import keys, pairs
from knowledge.versions import Revision

if TYPE_CHECKING:
    from knowledge.adapters.bm25_index import Bm25Index, Hit, Row

# Of a provision above, the opening names the matter; a long one would drown what stands under it.
ABOVE_KEYS = 40
# Regions after the last provision that are asked about as if they belonged to the closing.
CLOSING_PARTS = ("recipients", "signature")


class LexicalIndex:
    """A sealed keyword index in its folder; opened at the first search."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: Bm25Index | None = None

    def search(self, query: str | Sequence[str], top: int, allowed: Collection[str] | None = None) -> "list[Hit]":
        """The provisions nearest to a query as `(document, path, score)`, best first.

        `query` is text, or words and phrases in order; accents and case make no difference. `allowed` limits the
        search to documents by id. Raises `OSError` or `ValueError` where the folder is missing or damaged.
        """
        text = query if isinstance(query, str) else " ".join(query)
        return self._index().search(tokens(text), top, allowed)

    def __len__(self) -> int:
        """How many provisions are indexed."""
        return len(self._index())

    def _index(self) -> "Bm25Index":
        if self._opened is None:
            from knowledge.adapters.bm25_index import Bm25Index  # noqa: PLC0415 - loads numpy, which --help must not

            self._opened = Bm25Index(self._folder)
        return self._opened


def build(folder: Path, revisions: Iterable[Revision]) -> None:
    """Write the index of these revisions into an empty folder."""
    from knowledge.adapters.bm25_index import Bm25Writer  # noqa: PLC0415 - as above

    writer = Bm25Writer()
    for revision in revisions:
        for row in rows(revision):
            writer.add(row)
    writer.write(folder)


def tokens(text: str) -> list[str]:
    """What is counted: the text's keys, and each two neighbours as one."""
    units = keys(text)
    return units + pairs(units)


def rows(revision: Revision) -> "Iterator[Row]":
    """One row for each provision of a document, in its order."""
    from knowledge.adapters.bm25_index import Row  # noqa: PLC0415 - as above

    document = revision.document
    by_path = {p.path: p for p in document.provisions}
    reviewed = _reviewed_words(revision.obligations)
    for provision in document.provisions:
        above = [by_path[path] for path in paths_above(provision.path) if path in by_path]
        context = [document.title, *map(_opening, above), *reviewed.get(provision.path, ())]
        context_tokens = [token for words in context for token in tokens(words)]
        yield Row(document.id, provision.path, tokens(indexed_text(document, provision)), context_tokens)


def paths_above(path: str) -> list[str]:
    """The paths a provision stands under, outermost first: `2.b.3` → `2`, `2.b`."""
    return list(accumulate(path.split(".")[:-1], "{}.{}".format))


def indexed_text(document: Document, provision: Provision) -> str:
    """A provision's words; the preamble's with the letterhead, the closing's with recipients and signature."""
    if provision.path == "preamble":
        return document.text[: provision.end]
    if provision.path == "closing":
        after = [span.end for part in CLOSING_PARTS for span in document.outline.parts.get(part, ())]
        return document.text[provision.start : max([provision.end, *after])]
    return provision.text


def _opening(provision: Provision) -> str:
    return " ".join(provision.text.split()[:ABOVE_KEYS])


def _reviewed_words(obligations: Iterable[Obligation]) -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for duty in obligations:
        if duty.reviewed:
            words.setdefault(duty.provision, []).extend([duty.title.vi, *(e.vi for e in duty.evidence)])
    return words
