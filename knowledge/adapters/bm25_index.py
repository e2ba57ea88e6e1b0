"""BM25 by bm25s: postings in files that are mapped into memory, so that opening costs next to nothing.

Two fields are scored apart and added: a row's own words, and the words it stands under. The vocabulary is a sorted
array of 64-bit hashes of tokens; a token's number is its place in it. (The library's own vocabulary is a JSON object,
which takes longer to parse than a question to answer.)
"""

import json
import logging
from array import array
from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import bm25s
import numpy as np
from numpy.typing import NDArray

# The library's own defaults, said here since the numbers of an index depend on them. On questions about 344 laws they
# find better than weaker length normalisation; the weight of the context is flat between 0.3 and 0.6.
K1 = 1.5
B = 0.75
FIELD_WEIGHTS = {"text": 1.0, "context": 0.5}


class Row(NamedTuple):
    """One passage to index: where it is, the tokens of its own words, and of the words it stands under."""

    document: str
    path: str
    text: Sequence[str]
    context: Sequence[str]


class Hit(NamedTuple):
    """One passage found; scores compare within one search only."""

    document: str
    path: str
    score: float


class Bm25Writer:
    """Collects rows and writes the index."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._fields: dict[str, list[array[int]]] = {name: [] for name in FIELD_WEIGHTS}
        self._documents: dict[str, int] = {}
        self._rows: list[tuple[int, str]] = []

    def add(self, rows: Iterable[Row]) -> None:
        """Take the rows of one document."""
        for row in rows:
            self._add(row)

    def _add(self, row: Row) -> None:
        self._rows.append((self._documents.setdefault(row.document, len(self._documents)), row.path))
        for name, tokens in (("text", row.text), ("context", row.context)):
            self._fields[name].append(array("i", [self._numbers.setdefault(t, len(self._numbers)) for t in tokens]))

    def write(self, folder: Path) -> None:
        """Write all into a folder that exists and is empty."""
        hashes = _hashes(self._numbers)
        order = np.argsort(hashes)
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        np.save(folder / "vocabulary.npy", hashes[order])
        np.save(folder / "row_documents.npy", np.array([d for d, _ in self._rows], dtype=np.int32))
        np.save(folder / "row_paths.npy", np.array([path.encode() for _, path in self._rows], dtype=np.bytes_))
        (folder / "documents.json").write_text(json.dumps(list(self._documents)), encoding="utf-8")
        for name, rows in self._fields.items():
            _write_field(folder / name, [array("i", rank[row].tolist()) for row in rows], len(order))


class Bm25Index:
    """A written index. Reading it is safe from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        """Open the folder. Raises `OSError` or `ValueError` where it is not whole."""
        self._vocabulary = np.load(folder / "vocabulary.npy", mmap_mode="r")
        self._row_documents = np.load(folder / "row_documents.npy", mmap_mode="r")
        self._row_paths = np.load(folder / "row_paths.npy", mmap_mode="r")
        self._documents: list[str] = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
        self._places = {document: place for place, document in enumerate(self._documents)}
        self._fields = {name: _read_field(folder / name) for name in FIELD_WEIGHTS}

    def __len__(self) -> int:
        """How many passages are indexed."""
        return len(self._row_documents)

    def search(self, tokens: Iterable[str], top: int, allowed: Collection[str] | None = None) -> list[Hit]:
        """The best `top` rows with a score above zero, best first, ties in the order of indexing."""
        scores = self._scores(self._known(tokens))
        if allowed is not None:
            scores *= self._mask(allowed)
        return [self._hit(row, scores[row]) for row in _best(scores, top)]

    def _known(self, tokens: Iterable[str]) -> NDArray[np.int32]:
        hashes = _hashes(dict.fromkeys(tokens))
        places = np.searchsorted(self._vocabulary, hashes)
        places = places[places < len(self._vocabulary)] if len(self._vocabulary) else places[:0]
        return places[np.isin(self._vocabulary[places], hashes)].astype(np.int32)

    def _scores(self, numbers: NDArray[np.int32]) -> NDArray[np.float32]:
        total = np.zeros(len(self), dtype=np.float32)
        if len(numbers):
            for name, weight in FIELD_WEIGHTS.items():
                if (field := self._fields[name]) is not None:
                    total += np.float32(weight) * field.get_scores_from_ids(numbers)
        return total

    def _mask(self, allowed: Collection[str]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._documents), dtype=np.bool_)
        mask[[self._places[d] for d in allowed if d in self._places]] = True
        return np.asarray(mask[self._row_documents], dtype=np.bool_)

    def _hit(self, row: int, score: float) -> Hit:
        path: bytes = self._row_paths[row]
        return Hit(self._documents[self._row_documents[row]], path.decode(), float(score))


def _hashes(tokens: Iterable[str]) -> NDArray[np.uint64]:
    joined = b"".join(blake2b(token.encode(), digest_size=8).digest() for token in tokens)
    return np.frombuffer(joined, dtype="<u8").astype(np.uint64)


def _write_field(folder: Path, rows: "list[array[int]]", vocabulary: int) -> None:
    if not any(rows):
        return  # the library divides by the mean length
    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG
    index = bm25s.BM25(k1=K1, b=B, method="lucene")
    # The library takes any mapping whose values are the token numbers; ours are looked up by hash, so it keeps none.
    index.index((rows, {number: number for number in range(vocabulary)}), create_empty_token=False, show_progress=False)
    index.vocab_dict = {}
    index.save(folder, show_progress=False)


def _read_field(folder: Path) -> Any:
    if not folder.is_dir():
        return None
    return bm25s.BM25.load(folder, mmap=True, load_vocab=False, show_progress=False)


def _best(scores: NDArray[np.float32], top: int) -> list[int]:
    if top <= 0 or not len(scores):
        return []
    floor = np.partition(scores, -top)[-top] if top < len(scores) else 0
    rows = np.flatnonzero((scores >= floor) & (scores > 0))
    best: list[int] = rows[np.argsort(-scores[rows], kind="stable")[:top]].tolist()
    return best
