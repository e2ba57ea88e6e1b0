"""What the retrieval benchmark compares: each contestant ranks articles, as `document#article`, for a question."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document as Chunk
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from knowledge import accents, lexical
from knowledge.accents import AccentModel
from knowledge.adapters.embedding_cache import EmbeddingCache
from knowledge.adapters.title_vectors import TitleVectors
from knowledge.adapters.vector_scan import VectorScan, write_scan
from knowledge.embedding import Progress, embed
from knowledge.lexical import LexicalIndex, top_level
from knowledge.model import Document
from knowledge.ports import Embedder, VectorRows
from knowledge.retrieval import Retriever, added, scaled, spread
from knowledge.vectors import VectorIndex
from knowledge.versions import Contents, DocumentInfo, Revision
from knowledge.windows import windows

DEPTH = 50
RANK_CONSTANT = 60  # as the authors of reciprocal rank fusion have it
CHUNK, OVERLAP = 1000, 200  # characters, as LangChain's tutorials have them

Ranker = Callable[[str], Sequence[str]]


class Cached:
    """The embedder and its cache together."""

    def __init__(self, embedder: Embedder, cache: EmbeddingCache, progress: Progress) -> None:
        self.embedder, self.cache, self.progress = embedder, cache, progress

    def passages(self, texts: Sequence[str]) -> Any:
        """The vectors of passages, a row each."""
        return embed(texts, self.embedder, self.cache, self.progress)


class WithoutArticles(LexicalIndex):
    """Keywords over provisions alone."""

    def articles(self, query: str | Sequence[str], top: int, allowed: Collection[str] | None = None) -> list[Any]:
        """None."""
        del query, top, allowed
        return []


class WithoutCoverage(LexicalIndex):
    """Keywords without how much of the question an article holds."""

    def coverage(self, query: str, units: Sequence[tuple[str, str]]) -> list[float]:
        """None."""
        del query
        return [0.0] * len(units)


def own(folder: Path, documents: Sequence[Document], model: Cached) -> dict[str, Ranker]:
    """This project's retrieval, whole and with parts left out."""
    contents = Contents.of(Revision(document) for document in documents)
    for name, build in (("lexical", lexical.build), ("accents", accents.build)):
        (folder / name).mkdir()
        build(folder / name, contents)
    infos = [_info(document) for document in documents]
    words, restored = LexicalIndex(folder / "lexical"), AccentModel(folder / "accents")
    scan = _scan(folder, documents, model)
    titles = TitleVectors({d.id: model.passages([d.title])[0] for d in documents})

    def vectors() -> VectorIndex:
        """One for each contestant, since it keeps the vectors of questions."""
        return VectorIndex(scan, model.embedder, titles)

    alone = vectors()

    def near(question: str) -> Sequence[Any]:
        return alone.search(question, DEPTH * 5)

    def bm25(question: str) -> Sequence[Any]:
        return words.search(question, DEPTH * 5)

    return {
        "Đầu Mối": _ranked(Retriever(infos, words, vectors(), restored)),
        "— without accents given back": _ranked(Retriever(infos, words, vectors())),
        "— without titles": _ranked(Retriever(infos, words, VectorIndex(scan, model.embedder), restored)),
        "— without coverage": _ranked(Retriever(infos, WithoutCoverage(folder / "lexical"), vectors(), restored)),
        "— without whole articles": _ranked(Retriever(infos, WithoutArticles(folder / "lexical"), vectors(), restored)),
        "— words alone": _ranked(Retriever(infos, words)),
        "— vectors alone, as typed": lambda q: list(_by_article(near(q))),
        "— BM25 of provisions alone": lambda q: list(_by_article(bm25(q))),
        "— these two by rank fusion": lambda q: _best_first(_by_rank(near(q)), _by_rank(bm25(q))),
        "— these two by weighted sum": lambda q: _best_first(
            spread(_by_article(near(q))), scaled(_by_article(bm25(q)))
        ),
    }


def _info(document: Document) -> DocumentInfo:
    return DocumentInfo(
        document.id,
        document.title,
        "",
        len(document.provisions),
        number=document.number,
        kind=document.kind,
        issued_on=document.issued_on,
    )


def _scan(folder: Path, documents: Sequence[Document], model: Cached) -> VectorScan:
    parts = {d.id: list(windows(d, model.embedder.count_tokens)) for d in documents}
    model.passages([w.text for each in parts.values() for w in each])
    rows = {d: VectorRows([w.path for w in each], model.passages([w.text for w in each])) for d, each in parts.items()}
    (folder / "vectors").mkdir()
    write_scan(folder / "vectors", rows)
    return VectorScan(folder / "vectors")


def _ranked(retriever: Retriever) -> Ranker:
    return lambda question: _articles((hit.document, hit.path) for hit in retriever.search(question, DEPTH))


def _articles(found: Iterable[tuple[str, str]]) -> Sequence[str]:
    return list(dict.fromkeys(f"{document}#{top_level(path)}" for document, path in found))


def _by_article(hits: Iterable[Any]) -> dict[Any, float]:
    """The best score of each article, best first, as hits come."""
    scores: dict[Any, float] = {}
    for hit in hits:
        scores.setdefault(f"{hit.document}#{top_level(hit.path)}", hit.score)
    return scores


def _by_rank(hits: Iterable[Any]) -> dict[Any, float]:
    return {article: 1 / (RANK_CONSTANT + rank) for rank, article in enumerate(_by_article(hits), 1)}


def _best_first(*parts: dict[Any, float]) -> Sequence[str]:
    total = added(*((1.0, part) for part in parts))
    return sorted(total, key=total.__getitem__, reverse=True)  # type: ignore[arg-type,return-value]  # articles for units


class _Embeddings(Embeddings):
    """The same embedder as LangChain wants it."""

    def __init__(self, model: Cached) -> None:
        self._model = model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._model.passages(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._model.embedder.embed_query(text).tolist()
        return vector


def langchain(documents: Sequence[Document], model: Cached) -> dict[str, Ranker]:
    """LangChain's splitter with Chroma, and its ensemble of BM25 and Chroma by reciprocal rank fusion."""
    chunks = [chunk for document in documents for chunk in _chunks(document)]
    chroma = Chroma.from_documents(chunks, _Embeddings(model), collection_metadata={"hnsw:space": "cosine"})
    near = chroma.as_retriever(search_kwargs={"k": DEPTH})
    words = BM25Retriever.from_documents(chunks, k=DEPTH)
    both = EnsembleRetriever(retrievers=[words, near], weights=[0.5, 0.5])
    return {
        "LangChain splitter 1000/200 + Chroma": lambda q: _sources(near.invoke(q)),
        "LangChain BM25": lambda q: _sources(words.invoke(q)),
        "LangChain ensemble BM25 + Chroma": lambda q: _sources(both.invoke(q)),
    }


def _chunks(document: Document) -> list[Chunk]:
    """A document split as a whole; each chunk counts for the article that most of it stands in."""
    articles: dict[str, list[str]] = {}
    for provision in document.provisions:
        articles.setdefault(top_level(provision.path), []).append(f"{provision.label or ''} {provision.text}".strip())
    texts = {path: "\n".join(parts) for path, parts in articles.items()}
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    split = splitter.create_documents([f"{document.title}\n\n" + "\n\n".join(texts.values())])
    spans, start = {}, len(document.title) + 2
    for path, text in texts.items():
        spans[path] = (start, start + len(text))
        start += len(text) + 2
    return [Chunk(c.page_content, metadata={"article": f"{document.id}#{_most_of(c, spans)}"}) for c in split]


def _most_of(chunk: Chunk, spans: dict[str, tuple[int, int]]) -> str:
    start = chunk.metadata["start_index"]
    end = start + len(chunk.page_content)
    return max(spans, key=lambda path: min(end, spans[path][1]) - max(start, spans[path][0]))


def _sources(chunks: Iterable[Chunk]) -> Sequence[str]:
    return list(dict.fromkeys(chunk.metadata["article"] for chunk in chunks))


def of_articles(document: Document, kept: Collection[str]) -> Document:
    """A document with only some of its articles."""
    provisions = tuple(p for p in document.provisions if f"{document.id}#{top_level(p.path)}" in kept)
    return replace(document, outline=replace(document.outline, provisions=provisions))
