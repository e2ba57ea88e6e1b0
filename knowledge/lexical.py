"""Keyword search: BM25 over accent-folded syllables and pairs of neighbouring syllables.

The passage is the provision. Beside its own words it is found, with less weight, by the words it stands under: the
document's title, the provisions above it, and what a reviewer called its duties. Whole articles are indexed beside
them: the words of a question are often spread over several clauses of one.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.definitions import asked_for, defined
from knowledge.model import Document, Obligation, Provision
from knowledge.text import keys, pairs
from knowledge.versions import Contents, Revision

if TYPE_CHECKING:
    from knowledge.adapters.bm25_index import Bm25Index, Hit, Row

# Of a provision above, the opening names the matter; a long one would drown what stands under it.
ABOVE_KEYS = 40
# Regions after the last provision that are asked about as if they belonged to the closing.
CLOSING_PARTS = ("recipients", "signature")
_ARTICLES = "articles"


class LexicalIndex:
    """A sealed keyword index in its folder; opened at the first search."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: dict[str, Bm25Index] = {}

    def search(self, query: str | Sequence[str], top: int, allowed: Collection[str] | None = None) -> "list[Hit]":
        """The provisions nearest to a query as `(document, path, score)`, best first.

        `query` is text, or words and phrases in order; accents and case make no difference. `allowed` limits the
        search to documents by id. Raises `OSError` or `ValueError` where the folder is missing or damaged.
        """
        return self._index().search(_query_tokens(query), top, allowed)

    def articles(self, query: str | Sequence[str], top: int, allowed: Collection[str] | None = None) -> "list[Hit]":
        """The same over what people cite: of a law whole articles under their paths, of a directive the provisions."""
        return self._index(_ARTICLES).search(_query_tokens(query), top, allowed)

    def coverage(self, query: str, units: "Sequence[tuple[str, str]]") -> list[float]:
        """The share (0 to 1) of a query that each unit holds, as `articles` knows them; rare words count more."""
        return self._index(_ARTICLES).coverage(_query_tokens(query), units)

    def definitions(self, question: str, top: int, allowed: Collection[str] | None = None) -> "list[Hit]":
        """The provisions that define the term a question wants defined; none where it asks something else."""
        return self._index().search(asked_for(question), top, allowed)

    def __len__(self) -> int:
        """How many provisions are indexed."""
        return len(self._index())

    def _index(self, part: str = "") -> "Bm25Index":
        if part not in self._opened:
            from knowledge.adapters.bm25_index import Bm25Index  # noqa: PLC0415 - loads numpy, which --help must not

            self._opened[part] = Bm25Index(self._folder / part)
        return self._opened[part]


def _query_tokens(query: str | Sequence[str]) -> list[str]:
    return tokens(query if isinstance(query, str) else " ".join(query))


def build(folder: Path, contents: Contents, base: Path | None = None) -> None:
    """Write the index of these documents into an empty folder. `base`: folder of an index that holds those kept."""
    from knowledge.adapters.bm25_index import Bm25Index, Bm25Writer  # noqa: PLC0415 - as above

    provisions = Bm25Writer(Bm25Index(base) if base else None)
    articles = Bm25Writer(Bm25Index(base / _ARTICLES) if base else None)
    for document, revision in contents.changes():
        if revision is None:
            provisions.keep(document)
            articles.keep(document)
        else:
            found = list(rows(revision))
            provisions.add(document, found)
            articles.add(document, list(article_rows(revision.document, found)))
    provisions.write(folder)
    (folder / _ARTICLES).mkdir()
    articles.write(folder / _ARTICLES)


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
        own = [*tokens(indexed_text(document, provision)), *defined(provision.text)]
        yield Row(provision.path, own, context_tokens)


def article_rows(document: Document, provisions: "Iterable[Row]") -> "Iterator[Row]":
    """One row for each article of a law, with the words of all below it; found also by its heading and the law's title.

    A directive is cited by its single tasks, whatever they stand under: there each provision is a row.
    """
    from knowledge.adapters.bm25_index import Row  # noqa: PLC0415 - as above

    if document.is_directive:
        yield from provisions
        return
    title = tokens(document.title)
    for path, below in groupby(provisions, lambda row: top_level(row.path)):
        parts = list(below)
        heading = parts[0].text if len(parts[0].text) <= 2 * ABOVE_KEYS else []
        yield Row(path, [token for part in parts for token in part.text], [*title, *heading])


def top_level(path: str) -> str:
    """The provision of the first level that a path stands under, in a law its article: `14.2.a` → `14`."""
    return path.partition(".")[0]


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
