"""Embeddings of any server that speaks OpenAI's API, through LangChain. Imported only where a key is set."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import openai
from langchain_openai import OpenAIEmbeddings
from pydantic import SecretStr

from knowledge.errors import EmbeddingError

if TYPE_CHECKING:
    from knowledge.ports import Vectors

TEXTS_A_REQUEST = 64  # small servers limit how much one request may hold
TIMEOUT_SECONDS = 30.0
RETRIES = (
    4  # by the library, waiting longer each time and as long as Retry-After says: 408, 409, 429, 5xx, no connection
)
_BYTES_A_TOKEN = 3  # UTF-8 bytes of Vietnamese that OpenAI's tokenizers join, about; whole windows are far below limits

# From the particular to the general; the first that fits speaks.
SENTENCES: dict[type[Exception], str] = {
    openai.APITimeoutError: "it did not answer in time; try again later",
    openai.APIConnectionError: "it cannot be reached; check OPENAI_BASE_URL and the network",
    openai.AuthenticationError: "it does not accept the key; check OPENAI_API_KEY",
    openai.PermissionDeniedError: "the key may not use this model; check OPENAI_EMBEDDING_MODEL",
    openai.NotFoundError: "it does not know this model or address; check OPENAI_EMBEDDING_MODEL and OPENAI_BASE_URL",
    openai.RateLimitError: "it refuses more requests for now; try again later or check the account's quota",
    openai.BadRequestError: "it rejects the request; check OPENAI_EMBEDDING_MODEL",
    openai.UnprocessableEntityError: "it rejects the request; check OPENAI_EMBEDDING_MODEL",
    openai.ConflictError: "it is busy with another request; try again",
    openai.InternalServerError: "it failed; try again later",
    openai.APIResponseValidationError: "its answer is no list of vectors; check OPENAI_BASE_URL",
    openai.APIStatusError: "it refused the request",
    openai.APIError: "the request failed",
    openai.OpenAIError: "the request could not be made; check OPENAI_API_KEY",
    json.JSONDecodeError: "its answer is not JSON; check OPENAI_BASE_URL",
}
# What a reply of another shape breaks inside the library, which does not check it.
_MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError)


class OpenAIEmbedder:
    """A remote embedder. `base_url` None is OpenAI itself. Each call raises `EmbeddingError` where the server fails."""

    def __init__(
        self,
        key: str,
        model: str,
        *,
        base_url: str | None = None,
        timeout: float = TIMEOUT_SECONDS,
        retries: int = RETRIES,
    ) -> None:
        # Nobody's questions go to a tracing service because of a variable that another program set.
        os.environ["LANGSMITH_TRACING"] = os.environ["LANGCHAIN_TRACING_V2"] = "false"
        self._model = model
        self._client = OpenAIEmbeddings(
            model=self._model,
            api_key=SecretStr(key),
            base_url=base_url,
            timeout=timeout,
            max_retries=retries,
            chunk_size=TEXTS_A_REQUEST,
            check_embedding_ctx_length=False,  # send strings: token numbers mean something to OpenAI alone
            model_kwargs={"encoding_format": "float"},  # many servers do not know base64
        )

    @property
    def name(self) -> str:
        """`openai:` and the model's name."""
        return f"openai:{self._model}"

    @cached_property
    def dimensions(self) -> int:
        """As many numbers as the server gives; asked once."""
        return len(self._embed(["."])[0])

    def count_tokens(self, text: str) -> int:
        """An estimate: what the server counts is known to it alone."""
        return len(text.encode()) // _BYTES_A_TOKEN

    def embed_passages(self, texts: Sequence[str]) -> "Vectors":
        """One row for each text."""
        return self._checked(self._embed(texts)) if texts else np.zeros((0, self.dimensions), dtype=np.float32)

    def embed_query(self, text: str) -> "Vectors":
        """The vector of a question."""
        vector: Vectors = self._checked(self._embed([text]))[0]
        return vector

    def _embed(self, texts: Sequence[str]) -> "Vectors":
        with _translated(self._model):
            rows = self._client.embed_documents([_sendable(text) for text in texts])
            vectors = np.array(rows, dtype=np.float32)
        if vectors.ndim != 2 or len(vectors) != len(texts) or not vectors.shape[1] or not np.isfinite(vectors).all():  # noqa: PLR2004
            message = f"Embedding model {self._model}: {len(texts)} texts were sent, {len(rows)} vectors came back."
            raise EmbeddingError(message)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)

    def _checked(self, vectors: "Vectors") -> "Vectors":
        self.__dict__.setdefault("dimensions", vectors.shape[1])
        if vectors.shape[1] != self.dimensions:
            message = (
                f"Embedding model {self._model} gave vectors of {vectors.shape[1]} numbers where it gave "
                f"{self.dimensions} before; check OPENAI_EMBEDDING_MODEL and OPENAI_BASE_URL."
            )
            raise EmbeddingError(message)
        return vectors


def _sendable(text: str) -> str:
    """Servers refuse an empty text, and half a character has no UTF-8."""
    return text.encode("utf-8", "replace").decode() or " "


@contextmanager
def _translated(model: str) -> Iterator[None]:
    try:
        yield
    except tuple(SENTENCES) as error:
        why = next(sentence for kind, sentence in SENTENCES.items() if isinstance(error, kind))
        message = f"Embedding model {model}: {why}."
        raise EmbeddingError(message) from error
    except _MALFORMED as error:
        message = f"Embedding model {model}: its answer is no list of vectors; check OPENAI_BASE_URL."
        raise EmbeddingError(message) from error
