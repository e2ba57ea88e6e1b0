"""A tiny embedder without a model: texts that share letters are near. Keeps the same contract as the real ones."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from knowledge.ports import Vectors


class FakeEmbedder:
    """Counts the runs of three letters; `embedded` remembers every passage it was given."""

    def __init__(self, name: str = "letters", dimensions: int = 64) -> None:
        self.name = name
        self.dimensions = dimensions
        self.embedded: list[str] = []

    def count_tokens(self, text: str) -> int:
        """One a word."""
        return len(text.split())

    def embed_passages(self, texts: Sequence[str]) -> "Vectors":
        """One row for each text."""
        self.embedded += texts
        return np.array([self.embed_query(text) for text in texts], dtype=np.float32).reshape(-1, self.dimensions)

    def embed_query(self, text: str) -> "Vectors":
        """The same for a question."""
        vector = np.zeros(self.dimensions, dtype=np.float32)
        padded = f"  {text.lower()} "
        for start in range(len(padded) - 2):
            vector[crc32(padded[start : start + 3].encode("utf-8", "replace")) % self.dimensions] += 1
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
