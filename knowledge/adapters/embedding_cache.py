"""Vectors by model and by the hash of what was embedded, in one SQLite file that survives being killed."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.errors import VectorStoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.ports import Vectors

_TABLE = (
    "CREATE TABLE IF NOT EXISTS vector (model TEXT, hash BLOB, vector BLOB, PRIMARY KEY (model, hash)) WITHOUT ROWID"
)
_WAIT_SECONDS = 30
_ASKED_AT_ONCE = 500  # below SQLite's limit of parameters in its oldest builds


class EmbeddingCache:
    """Vectors kept under a folder. Several processes may use it at once. Raises `VectorStoreError`."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "embeddings.db"

    def missing(self, model: str, texts: Iterable[str]) -> list[str]:
        """Those of the texts that are not kept, in their order."""
        wanted = {_hash(text): text for text in texts}
        kept = self._read(model, list(wanted))
        return [text for digest, text in wanted.items() if digest not in kept]

    def put(self, model: str, texts: Sequence[str], vectors: "Vectors") -> None:
        """Keep the vectors of the texts, a row each: all of them or, where that fails, none."""
        rows = [
            (model, _hash(text), vector.astype("<f4").tobytes()) for text, vector in zip(texts, vectors, strict=True)
        ]
        with self._open() as connection, connection:
            connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?)", rows)

    def get(self, model: str, texts: Sequence[str]) -> "Vectors":
        """The vectors of texts that are all kept, a row each."""
        hashes = [_hash(text) for text in texts]
        kept = self._read(model, hashes)
        try:
            rows = [np.frombuffer(kept[digest], dtype="<f4") for digest in hashes]
            return np.asarray(np.stack(rows) if rows else np.zeros((0, 0)), dtype=np.float32)
        except (KeyError, ValueError) as error:
            message = (
                f"{self._file}: vectors of one model differ in length, or are gone; delete the file and try again."
            )
            raise VectorStoreError(message) from error

    def _read(self, model: str, hashes: Sequence[bytes]) -> dict[bytes, bytes]:
        kept: dict[bytes, bytes] = {}
        with self._open() as connection:
            for start in range(0, len(hashes), _ASKED_AT_ONCE):
                part = hashes[start : start + _ASKED_AT_ONCE]
                marks = ",".join("?" * len(part))
                query = f"SELECT hash, vector FROM vector WHERE model = ? AND hash IN ({marks})"  # noqa: S608 - marks only
                kept.update(connection.execute(query, [model, *part]))
        return kept

    @contextmanager
    def _open(self) -> "Iterator[sqlite3.Connection]":
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=_WAIT_SECONDS)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute(_TABLE)
                yield connection
        except (sqlite3.Error, OSError) as error:
            message = f"{self._file}: vectors cannot be kept there ({error}); free some space or delete the file."
            raise VectorStoreError(message) from error


def _hash(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
