"""The vectors of a version as one matrix, mapped into memory and compared whole: exact, and open in a millisecond."""

import json
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.adapters.array_files import OPENING
from knowledge.errors import VectorStoreError
from knowledge.ports import VectorHit, VectorRows

if TYPE_CHECKING:
    from knowledge.ports import Vectors

SCOPES_HELD = 32  # sets of documents that questions are asked of: a kind of unit's directives, all laws
_MATRIX, _PATHS, _DOCUMENTS = "vectors.npy", "paths.npy", "documents.json"


def write_scan(folder: Path, documents: Mapping[str, VectorRows]) -> None:
    """Write the rows of all documents into a folder that exists, the documents in their order."""
    rows = [each for each in documents.values() if len(each.paths)]
    np.save(folder / _MATRIX, np.concatenate([r.vectors for r in rows]) if rows else np.zeros((0, 0), np.float32))
    np.save(folder / _PATHS, np.array([path.encode() for r in rows for path in r.paths], dtype=np.bytes_))
    lengths = {document: len(each.paths) for document, each in documents.items()}
    (folder / _DOCUMENTS).write_text(json.dumps(lengths), encoding="utf-8")


class VectorScan:
    """A written matrix. Raises `VectorStoreError` where the folder is missing or damaged."""

    def __init__(self, folder: Path) -> None:
        try:
            with OPENING:
                self._matrix: Vectors = np.load(folder / _MATRIX, mmap_mode="r")
                self._paths = np.load(folder / _PATHS)
            lengths: dict[str, int] = json.loads((folder / _DOCUMENTS).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            message = f"The vectors in {folder} are missing or damaged; `refresh` builds them anew."
            raise VectorStoreError(message) from error
        self._documents = list(lengths)
        self._parts = lru_cache(SCOPES_HELD)(self._parts_of)
        self._places = {document: place for place, document in enumerate(lengths)}
        self._ends = np.cumsum([0, *lengths.values()])
        self._starts, self._of = self._provisions(np.array(list(lengths.values()), dtype=np.int64))

    def _provisions(self, lengths: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> "tuple[np.ndarray, np.ndarray]":
        """The first row of each provision, and the place of its document."""
        owners = np.repeat(np.arange(len(lengths)), lengths)
        if not len(owners):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        new = np.r_[True, (self._paths[1:] != self._paths[:-1]) | (owners[1:] != owners[:-1])]
        starts = np.flatnonzero(new)
        return starts, owners[starts]

    def counts(self) -> Mapping[str, int]:
        """How many provisions have vectors, by document id."""
        counted = np.bincount(self._of, minlength=len(self._documents))
        return dict(zip(self._documents, counted.tolist(), strict=True))

    def rows(self, document: str) -> VectorRows:
        """What one document put in."""
        place = self._places[document]
        part = slice(self._ends[place], self._ends[place + 1])
        return VectorRows([path.decode() for path in self._paths[part]], np.asarray(self._matrix[part]))

    def nearest(self, vector: "Vectors", top: int, allowed: Collection[str] | None = None) -> list[VectorHit]:
        """The best `top` provisions by their nearest window, best first, ties in the order of the documents."""
        if not len(self._starts) or top <= 0:
            return []
        if vector.shape != self._matrix.shape[1:]:
            message = f"A question of {len(vector)} numbers was held against vectors of {self._matrix.shape[1]}."
            raise VectorStoreError(message)
        scores = np.maximum.reduceat(self._scores(vector, allowed), self._starts)
        floor = np.partition(scores, -top)[-top] if top < len(scores) else -np.inf
        places = np.flatnonzero((scores >= floor) & np.isfinite(scores))
        order = places[np.argsort(-scores[places], kind="stable")[:top]]
        return [self._hit(place, scores[place]) for place in order]

    def _scores(self, vector: "Vectors", allowed: Collection[str] | None) -> "Vectors":
        if allowed is None:
            return np.asarray(self._matrix @ vector)
        scores = np.full(len(self._matrix), -np.inf, dtype=np.float32)
        for part in self._parts(frozenset(allowed)):
            scores[part] = self._matrix[part] @ vector
        return scores

    def _parts_of(self, allowed: frozenset[str]) -> list[slice]:
        """The rows of some documents, neighbours together: few products."""
        places = sorted(self._places[d] for d in allowed if d in self._places)
        runs = np.split(places, np.flatnonzero(np.diff(places) != 1) + 1) if places else []
        return [slice(self._ends[run[0]], self._ends[run[-1] + 1]) for run in runs]

    def _hit(self, place: int, score: float) -> VectorHit:
        path: bytes = self._paths[self._starts[place]]
        return VectorHit(self._documents[self._of[place]], path.decode(), float(score))
