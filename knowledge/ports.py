"""What the core needs from outside and has more than one of: who turns text into vectors, and who keeps the vectors."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


class VectorHit(NamedTuple):
    """One provision found by meaning; `score` is the cosine of its nearest window, at most 1."""

    document: str
    path: str
    score: float


class Embedder(Protocol):
    """Turns text into vectors of length 1. Safe from several threads. Raises `EmbeddingError`."""

    @property
    def name(self) -> str:
        """Which model it is; vectors of two names never meet in one index."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""

    def count_tokens(self, text: str) -> int:
        """How many tokens the model makes of a text, or a good estimate where it does not tell."""

    def embed_passages(self, texts: Sequence[str]) -> "Vectors":
        """One row for each text, `(len(texts), dimensions)`."""

    def embed_query(self, text: str) -> "Vectors":
        """The vector of a question, `(dimensions,)`."""


class VectorRows(NamedTuple):
    """What one document puts into an index: the provision of each row, in order, and the rows' vectors.

    A provision with several windows has several rows, one after another.
    """

    paths: Sequence[str]
    vectors: "Vectors"


class VectorReader(Protocol):
    """A sealed version's vectors. Safe from several threads. Raises `VectorStoreError`."""

    def counts(self) -> Mapping[str, int]:
        """How many provisions have vectors, by document id."""

    def nearest(self, vector: "Vectors", top: int, allowed: Collection[str] | None = None) -> list[VectorHit]:
        """The best `top` provisions, best first, of all documents or of those allowed by id."""


class VectorStore(Protocol):
    """Keeps the vectors of index versions. Raises `VectorStoreError`, and `OSError` where the disk fails."""

    def write(
        self, version: str, folder: "Path", kept: Collection[str], added: Mapping[str, VectorRows], base: "Path | None"
    ) -> None:
        """Write a version's vectors: the documents `kept` as they stand in the folder `base`, and those `added`.

        `folder` is empty and sealed afterwards; `base` is the folder of the version that serves, None where nothing
        of it can be kept. A store that keeps its vectors elsewhere writes only its notes there.
        """

    def open(self, version: str, folder: "Path") -> VectorReader:
        """A written version's vectors."""

    def restore(self, version: str, folder: "Path") -> None:
        """Put back, from what its folder holds, what it keeps of a version outside the folder and somebody removed."""

    def keep_only(self, versions: Collection[str]) -> None:
        """Remove what it keeps outside the folders of every other version."""
