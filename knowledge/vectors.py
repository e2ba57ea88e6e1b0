"""Search by meaning: the vectors of an index version are built here, and a question is held against them here."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.adapters.title_vectors import TitleVectors, read_titles
from knowledge.embedding import Progress, embed, silent
from knowledge.errors import EmbeddingPostponedError, VectorStoreError
from knowledge.model import Document
from knowledge.ports import VectorRows
from knowledge.windows import windows

if TYPE_CHECKING:
    from knowledge.adapters.embedding_cache import EmbeddingCache
    from knowledge.ports import Embedder, VectorHit, VectorReader, Vectors, VectorStore

_NOTES = "built_from.json"
_QUESTIONS_HELD = 256


class VectorIndex:
    """A version's vectors with the model that made them. Safe from several threads.

    Every call raises a `VectorError` where model or store fail; words can then still be searched.
    """

    def __init__(self, reader: "VectorReader", embedder: "Embedder", titles: TitleVectors | None = None) -> None:
        self.embedder = embedder
        self._reader = reader
        self._titles = titles
        # People ask the same again and again, and one question is searched in several scopes.
        self._vector: Callable[[str], Vectors] = lru_cache(_QUESTIONS_HELD)(embedder.embed_query)

    def search(self, query: str, top: int, allowed: Collection[str] | None = None) -> "list[VectorHit]":
        """The provisions nearest in meaning as `(document, path, score)`, best first; `allowed` limits to documents."""
        return self._reader.nearest(self._vector(query), top, allowed) if query.strip() else []

    def titles(self, query: str) -> Mapping[str, float]:
        """The cosine of a question and each document's title, by document id; nothing where titles have no vectors."""
        return self._titles.nearness(self._vector(query)) if self._titles and query.strip() else {}

    def check(self, provisions: Mapping[str, int]) -> None:
        """Raise `VectorStoreError` unless each document has vectors for as many provisions as it holds."""
        counts = self._reader.counts()
        wrong = sorted(d for d in {*counts, *provisions} if counts.get(d, 0) != provisions.get(d, 0))
        if wrong:
            message = f"Vectors do not match the provisions of {', '.join(wrong[:5])}; the version must not serve."
            raise VectorStoreError(message)


@dataclass(frozen=True)
class VectorBuilder:
    """Embeds what is new of a version and hands all of it to the store.

    `at_once`: how many new texts are embedded without being told to; None: however many there are.
    """

    embedder: "Embedder"
    store: "VectorStore"
    cache: "EmbeddingCache"
    progress: Progress = silent
    at_once: int | None = None

    def build(
        self,
        version: str,
        folder: Path,
        contents: Mapping[str, str],
        read: Callable[[str], Document],
        base: Path | None,
    ) -> None:
        """Write the vectors of a version into its empty folder.

        `contents`: revision by document id, `read` gives a revision's document; `base`: the folder of the version
        that serves, where it was built by the same model. Raises `VectorError`, and of these `EmbeddingPostponedError`
        before anything is embedded.
        """
        before = _built_from(base, self.embedder.name) if base else {}
        kept = {d for d, revision in contents.items() if before.get(d) == revision}
        new = {d: read(revision) for d, revision in contents.items() if d not in kept}
        self.store.write(version, folder, kept, self._embedded(new), base if kept else None)
        known = read_titles(base).documents if base else {}
        titles = {d: known[d] for d in kept if d in known}
        self._titles({d: (new.get(d) or read(contents[d])).title for d in contents if d not in titles}, titles).write(
            folder
        )
        notes = {"embedding": self.embedder.name, "documents": dict(contents)}
        (folder / _NOTES).write_text(json.dumps(notes), encoding="utf-8")

    def open(self, version: str, folder: Path) -> VectorIndex:
        """The read side of a written version."""
        return VectorIndex(self.store.open(version, folder), self.embedder, read_titles(folder))

    @staticmethod
    def is_whole(folder: Path) -> bool:
        """Whether a version's folder holds all that is written today: those of before have no titles."""
        return bool(read_titles(folder).documents)

    def _titles(self, new: Mapping[str, str], kept: "Mapping[str, Vectors]") -> TitleVectors:
        """The vectors of titles, new ones embedded."""
        if not new:
            return TitleVectors(kept)
        vectors = embed(list(new.values()), self.embedder, self.cache)
        return TitleVectors({**kept, **dict(zip(new, vectors, strict=True))})

    def _embedded(self, documents: Mapping[str, Document]) -> dict[str, VectorRows]:
        parts = {d: list(windows(document, self.embedder.count_tokens)) for d, document in documents.items()}
        texts = [w.text for each in parts.values() for w in each]
        self._require_few(texts)
        vectors = embed(texts, self.embedder, self.cache, self.progress)
        rows: dict[str, VectorRows] = {}
        start = 0
        for document, each in parts.items():
            rows[document] = VectorRows([w.path for w in each], vectors[start : start + len(each)])
            start += len(each)
        return rows

    def _require_few(self, texts: Sequence[str]) -> None:
        missing = 0 if self.at_once is None else len(self.cache.missing(self.embedder.name, dict.fromkeys(texts)))
        if self.at_once is not None and missing > self.at_once:
            message = (
                f"{missing:,} passages are to be embedded first, which takes long. `daumoi refresh --embed` does it; "
                "it can be stopped and goes on."
            )
            raise EmbeddingPostponedError(message)


def model_of(folder: Path) -> str | None:
    """The name of the model whose vectors a version's folder holds, None where it holds none."""
    try:
        return str(json.loads((folder / _NOTES).read_text(encoding="utf-8"))["embedding"])
    except (OSError, ValueError, KeyError):
        return None


def _built_from(folder: Path, embedding: str) -> Mapping[str, str]:
    """Revision by document id that a folder's vectors were made of; empty where another model made them."""
    try:
        notes = json.loads((folder / _NOTES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    documents: Mapping[str, str] = notes["documents"] if notes.get("embedding") == embedding else {}
    return documents
