"""The read side of one index version: its documents, duties and chains, and the search over them."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from knowledge.accents import AccentModel
from knowledge.errors import CatalogError, NothingServesError, UnknownDocumentError
from knowledge.index_folders import ACCENTS, LEXICAL, IndexFolders
from knowledge.lexical import LexicalIndex
from knowledge.model import Bilingual, Document, Lineage, Obligation, Passage, Provision, UnitType
from knowledge.retrieval import Ranked, Retriever
from knowledge.versions import DocumentInfo

if TYPE_CHECKING:
    from knowledge.adapters.sql_catalog import SqlCatalog
    from knowledge.vectors import VectorIndex

# Documents held in memory once read: all of a department's, a working set of the whole codification.
DOCUMENTS_HELD = 512


class Revisions:
    """What was read of the catalog's revisions. They never change, so it stays true, whichever versions hold them."""

    def __init__(self, catalog: "SqlCatalog") -> None:
        self.document = lru_cache(DOCUMENTS_HELD)(catalog.document)
        self.obligations = lru_cache(DOCUMENTS_HELD)(catalog.obligations)
        self.reach = lru_cache(DOCUMENTS_HELD)(catalog.reach)
        self.by_path: Callable[[str], Mapping[str, Provision]] = lru_cache(DOCUMENTS_HELD)(self._by_path)

    def _by_path(self, revision: str) -> Mapping[str, Provision]:
        return {p.path: p for p in self.document(revision).provisions}


class Library:
    """One version, read-only and safe from several threads. Texts are read when first asked for.

    `revisions`: what earlier versions have read of them.

    Raises `UnknownDocumentError` for an id that the version does not hold, `CatalogError` where it cannot be read.
    """

    def __init__(
        self,
        catalog: "SqlCatalog",
        folders: IndexFolders,
        version: str,
        vectors: "VectorIndex | None" = None,
        revisions: Revisions | None = None,
    ) -> None:
        self.version = version
        self._catalog = catalog
        self._revisions = revisions or Revisions(catalog)
        self._vectors = vectors
        self._lexical = LexicalIndex(folders.path(version) / LEXICAL)
        self._accents = AccentModel(folders.path(version) / ACCENTS)
        self._infos = {info.id: info for info in catalog.documents(version)}

    def __contains__(self, document_id: str) -> bool:
        """Whether a document is loaded."""
        return document_id in self._infos

    def documents(self) -> Sequence[DocumentInfo]:
        """All documents, by id, without their texts."""
        return tuple(self._infos.values())

    def info(self, document_id: str) -> DocumentInfo:
        """One document without its text."""
        if document_id not in self._infos:
            message = f"No document {document_id} is loaded."
            raise UnknownDocumentError(message)
        return self._infos[document_id]

    def document(self, document_id: str) -> Document:
        """One document, whole."""
        return self._revisions.document(self.info(document_id).revision)

    def provision(self, document_id: str, path: str) -> Provision | None:
        """One provision by its path, None where the document has no such path."""
        return self._paths(document_id).get(path)

    def obligations(self, document_id: str) -> tuple[Obligation, ...]:
        """One document's duties, in its order; a draft is told its parent by the chain, a reviewed duty has its own."""
        chain = self.lineage(document_id)
        duties = self._revisions.obligations(self.info(document_id).revision)
        return tuple(_in_chain(duty, chain) for duty in duties) if chain else duties

    def reach(self, document_id: str) -> Mapping[UnitType, Bilingual]:
        """How one document as a whole comes to each kind of unit; empty where nobody has reviewed it."""
        return self._revisions.reach(self.info(document_id).revision)

    def lineage(self, document_id: str) -> Lineage | None:
        """One document held against the one above it, None where none above is loaded."""
        self.info(document_id)
        return self._lineages.get(document_id)

    def search(
        self, query: str, top: int, allowed: Collection[str] | None = None, today: date | None = None
    ) -> list[Passage]:
        """The provisions nearest to a query, best first, of each article of a law one.

        `allowed` limits it to documents by id; with `today`, what is not in force on that day ranks behind.
        """
        hits = self.ranked(query, top, allowed, today)
        return [Passage(hit.document, self._paths(hit.document)[hit.path], hit.score, hit.nearness) for hit in hits]

    def ranked(
        self, query: str, top: int, allowed: Collection[str] | None = None, today: date | None = None
    ) -> list[Ranked]:
        """What `search` finds, by paths: no document is read for it."""
        with self._readable():
            return self._retriever.search(query, top, allowed, today)

    def nearness(self, query: str, allowed: Collection[str]) -> float | None:
        """The cosine of a question and the provision nearest in meaning of some documents; None without meaning."""
        return self._retriever.nearness(query, allowed)

    def check(self) -> None:
        """Raise `CatalogError` unless the index holds each provision that the catalog holds."""
        expected = sum(info.provisions for info in self.documents())
        with self._readable():
            indexed = len(self._lexical)
        if indexed != expected:
            message = f"Version {self.version}: {indexed} provisions are indexed of {expected}; it must not serve."
            raise CatalogError(message)

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            message = f"The index of version {self.version} is missing or damaged; `refresh` builds it anew."
            raise CatalogError(message) from error

    @cached_property
    def _retriever(self) -> Retriever:
        return Retriever(self.documents(), self._lexical, self._vectors, self._accents)

    @cached_property
    def _lineages(self) -> Mapping[str, Lineage]:
        return self._catalog.lineages(self.version)

    def _paths(self, document_id: str) -> Mapping[str, Provision]:
        return self._revisions.by_path(self.info(document_id).revision)


def _in_chain(duty: Obligation, chain: Lineage) -> Obligation:
    whole = (pair for pair in chain.pairs if pair.provision == duty.provision and not pair.aspect)
    pair = None if duty.reviewed else next(whole, None)
    if pair is None:
        return duty
    return replace(duty, parent=pair.parent and f"{chain.above}#{pair.parent}", relation=pair.relation)


class CurrentLibrary:
    """The library of whichever version serves now: opened when first asked for, and again after each publishing.

    Safe from several threads: those who ask while a version is opened wait for it, since it serves already.
    `open_vectors` opens the search by meaning in a version's folder, or gives None where the version has no vectors.
    """

    def __init__(
        self, catalog: "SqlCatalog", data: Path, open_vectors: "Callable[[Path], VectorIndex | None] | None" = None
    ) -> None:
        self._catalog = catalog
        self._open_vectors = open_vectors
        self._folders = IndexFolders.of(data)
        self._revisions = Revisions(catalog)
        self._opened: Library | None = None
        self._opening = Lock()

    def __call__(self) -> Library:
        """The serving version's library. Raises `NothingServesError`."""
        opened = self._opened
        if opened is not None and opened.version == self._serving():
            return opened
        with self._opening:
            serving = self._serving()  # by now another thread may have opened it
            if self._opened is None or self._opened.version != serving:
                vectors = self._open_vectors(self._folders.path(serving)) if self._open_vectors else None
                self._opened = Library(self._catalog, self._folders, serving, vectors, self._revisions)
            return self._opened

    def _serving(self) -> str:
        serving = self._catalog.serving()
        if serving is None:
            message = "No documents are loaded yet; `refresh` loads them."
            raise NothingServesError(message)
        return serving
