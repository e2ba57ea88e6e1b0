"""Embeds texts through a cache: each text once for a model, and what is done stays done when the work is stopped."""

from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.adapters.embedding_cache import EmbeddingCache
    from knowledge.ports import Embedder, Vectors

# Some seconds of work on a small machine: what Ctrl-C loses at most.
BATCH = 32

Progress = Callable[[int, int], None]
"""Told how many texts are done, and of how many."""


def silent(_done: int, _total: int) -> None:
    """Tell nobody."""


class LateEmbedder:
    """An embedder that is known by name and loaded when something is first embedded. See `Embedder`."""

    def __init__(self, name: str, load: "Callable[[], Embedder]") -> None:
        self.name = name
        self._load = load
        self._loaded: Embedder | None = None
        self._lock = Lock()

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return self._embedder().dimensions

    def count_tokens(self, text: str) -> int:
        """How many tokens the model makes of a text."""
        return self._embedder().count_tokens(text)

    def embed_passages(self, texts: Sequence[str]) -> "Vectors":
        """One row for each text."""
        return self._embedder().embed_passages(texts)

    def embed_query(self, text: str) -> "Vectors":
        """The vector of a question."""
        return self._embedder().embed_query(text)

    def _embedder(self) -> "Embedder":
        with self._lock:  # two threads that ask at once load it once
            if self._loaded is None:
                self._loaded = self._load()
        return self._loaded


def embed(
    texts: Sequence[str], embedder: "Embedder", cache: "EmbeddingCache", progress: Progress = silent
) -> "Vectors":
    """The vectors of the texts, a row each. Raises `EmbeddingError`, and `OSError` where the cache cannot be kept."""
    missing = cache.missing(embedder.name, dict.fromkeys(texts))
    for done, batch in _batches(missing):
        progress(done, len(missing))
        cache.put(embedder.name, batch, embedder.embed_passages(batch))
    if missing:
        progress(len(missing), len(missing))
    return cache.get(embedder.name, texts)


def _batches(texts: Iterable[str]) -> list[tuple[int, list[str]]]:
    """Texts of one length together: a batch takes as long as its longest."""
    ordered = sorted(texts, key=len)
    return [(start, ordered[start : start + BATCH]) for start in range(0, len(ordered), BATCH)]
