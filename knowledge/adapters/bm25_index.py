"""BM25 by bm25s: postings in files that are mapped into memory, so that opening costs next to nothing.

Two fields are scored apart and added: a row's own words, and the words it stands under. The vocabulary is a sorted
array of 64-bit hashes of tokens; a token's number is its place in it. (The library's own vocabulary is a JSON object,
which takes longer to parse than a question to answer.)

The tokens of the rows are kept beside the postings, as numbers: an index that differs in a few documents is built of
them, and only what is new is read again.
"""

import json
import logging
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import pairwise, starmap
from pathlib import Path
from typing import Any, NamedTuple

import bm25s
import numpy as np
from numpy.typing import NDArray

from knowledge.adapters.array_files import OPENING

# The library's own defaults, said here since the numbers of an index depend on them. On questions about 344 laws they
# find better than weaker length normalisation; the weight of the context is flat between 0.3 and 0.6.
K1 = 1.5
B = 0.75
FIELD_WEIGHTS = {"text": 1.0, "context": 0.5}
# Questions are asked of the same few sets of documents: a kind of unit's directives, all laws.
SCOPES_HELD = 32
DOCUMENTS_HELD = 1024  # documents whose rows are known by path


class Row(NamedTuple):
    """One passage to index: its path, the tokens of its own words, and of the words it stands under."""

    path: str
    text: Sequence[str]
    context: Sequence[str]


class Hit(NamedTuple):
    """One passage found; scores compare within one search only."""

    document: str
    path: str
    score: float


@dataclass(frozen=True)
class _Part:
    """The rows of one document: their paths, and of each field the hashes of the tokens with the length of each row."""

    paths: Sequence[bytes]
    fields: Mapping[str, tuple[NDArray[np.uint64], NDArray[np.int32]]]


class Bm25Writer:
    """Collects documents and writes the index. `base`: an index whose documents may be kept as they stand in it."""

    def __init__(self, base: "Bm25Index | None" = None) -> None:
        self._base = base
        self._hash = _Hashes()
        self._parts: dict[str, _Part] = {}

    def add(self, document: str, rows: Sequence[Row]) -> None:
        """Take the rows of one document."""
        fields = {"text": [row.text for row in rows], "context": [row.context for row in rows]}
        self._parts[document] = _Part(
            [row.path.encode() for row in rows], {name: self._hashed(each) for name, each in fields.items()}
        )

    def keep(self, document: str) -> None:
        """Take one document's rows as they stand in the base."""
        if self._base is None:
            message = f"There is no index to keep {document} of."
            raise ValueError(message)
        self._parts[document] = self._base.part(document)

    def _hashed(self, rows: Sequence[Sequence[str]]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        hashes = array("Q", [self._hash[token] for row in rows for token in row])
        return np.frombuffer(hashes, dtype=np.uint64), np.array([len(row) for row in rows], dtype=np.int32)

    def write(self, folder: Path) -> None:
        """Write all into a folder that exists and is empty."""
        parts = list(self._parts.values())
        fields = {name: _joined([part.fields[name][0] for part in parts], np.uint64) for name in FIELD_WEIGHTS}
        vocabulary = np.unique(_joined([np.unique(hashes) for hashes in fields.values()], np.uint64))
        np.save(folder / "vocabulary.npy", vocabulary)
        np.save(folder / "row_paths.npy", np.array([path for part in parts for path in part.paths], dtype=np.bytes_))
        lengths = {document: len(part.paths) for document, part in self._parts.items()}
        (folder / "documents.json").write_text(json.dumps(lengths), encoding="utf-8")
        for name, hashes in fields.items():
            numbers = np.searchsorted(vocabulary, hashes).astype(np.int32)
            ends = np.cumsum(_joined([part.fields[name][1] for part in parts], np.int32), dtype=np.int64)
            np.save(folder / f"{name}_tokens.npy", numbers)
            np.save(folder / f"{name}_ends.npy", ends)
            _write_field(folder / name, numbers, ends, len(vocabulary))


class Bm25Index:
    """A written index. Reading it is safe from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        """Open the folder. Raises `OSError` or `ValueError` where it is not whole."""
        with OPENING:
            self._vocabulary = np.load(folder / "vocabulary.npy", mmap_mode="r")
            self._row_paths = np.load(folder / "row_paths.npy", mmap_mode="r")
            self._fields = {name: _read_field(folder / name) for name in FIELD_WEIGHTS}
        lengths: dict[str, int] = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
        self._documents = list(lengths)
        self._rows = dict(zip(lengths, _slices(list(lengths.values())), strict=True))
        self._row_documents = np.repeat(np.arange(len(lengths), dtype=np.int32), list(lengths.values()))
        self._folder = folder
        self._mask = lru_cache(SCOPES_HELD)(self._mask_of)
        self._places = lru_cache(DOCUMENTS_HELD)(self._places_of)

    def __len__(self) -> int:
        """How many passages are indexed."""
        return len(self._row_paths)

    def search(self, tokens: Iterable[str], top: int, allowed: Collection[str] | None = None) -> list[Hit]:
        """The best `top` rows with a score above zero, best first, ties in the order of indexing."""
        scores = self._scores(self._known(tokens))
        if allowed is not None:
            scores *= self._mask(frozenset(allowed))
        return [self._hit(row, scores[row]) for row in _best(scores, top)]

    def coverage(self, tokens: Iterable[str], rows: Sequence[tuple[str, str]]) -> list[float]:
        """The share (0 to 1) of some tokens that the own words of each row hold, the rare ones counting more.

        `rows`: document and path. What BM25 adds for a word said again, or takes for a long text, is not in it. A row
        that is not indexed holds nothing.
        """
        wanted = list(dict.fromkeys(tokens))
        known, field = self._known(wanted), self._fields["text"]
        held = np.zeros(len(self), dtype=np.float32)
        whole = (len(wanted) - len(known)) * _rarity(len(self), 0)
        for number in known if field is not None else ():
            start, end = field.scores["indptr"][number : number + 2]
            rarity = _rarity(len(self), int(end - start))
            held[field.scores["indices"][start:end]] += rarity
            whole += rarity
        places = (self._places(document).get(path) for document, path in rows)
        return [0.0 if place is None or not whole else float(held[place] / whole) for place in places]

    def part(self, document: str) -> _Part:
        """What one document put in. Raises `ValueError` for one that is not indexed."""
        if document not in self._rows:
            message = f"{document} is not in this index."
            raise ValueError(message)
        rows = self._rows[document]
        return _Part(self._row_paths[rows].tolist(), {name: self._tokens(name, rows) for name in FIELD_WEIGHTS})

    def _tokens(self, name: str, rows: slice) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        numbers, ends = self._stored[name]
        own = np.concatenate([ends[rows.start - 1 : rows.start] if rows.start else [0], ends[rows]])
        return self._vocabulary[numbers[own[0] : own[-1]]], np.diff(own).astype(np.int32)

    @cached_property
    def _stored(self) -> dict[str, tuple[NDArray[np.int32], NDArray[np.int64]]]:
        """The tokens of all rows of a field one behind another, and where each row ends."""
        files = {name: [self._folder / f"{name}_{part}.npy" for part in ("tokens", "ends")] for name in FIELD_WEIGHTS}
        with OPENING:
            return {name: (np.load(tokens, mmap_mode="r"), np.load(ends)) for name, (tokens, ends) in files.items()}

    def _known(self, tokens: Iterable[str]) -> NDArray[np.int32]:
        hashed = _Hashes()
        hashes = np.array([hashed[token] for token in dict.fromkeys(tokens)], dtype=np.uint64)
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

    def _mask_of(self, allowed: frozenset[str]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self), dtype=np.bool_)
        for document in allowed:
            mask[self._rows.get(document, slice(0))] = True
        return mask

    def _places_of(self, document: str) -> Mapping[str, int]:
        """The row of each path of a document."""
        rows = self._rows.get(document, slice(0))
        return (
            {path.decode(): rows.start + at for at, path in enumerate(self._row_paths[rows].tolist())}
            if rows.stop
            else {}
        )

    def _hit(self, row: int, score: float) -> Hit:
        path: bytes = self._row_paths[row]
        return Hit(self._documents[self._row_documents[row]], path.decode(), float(score))


class _Hashes(dict[str, int]):
    """The 64-bit hash of each token, worked out once."""

    def __missing__(self, token: str) -> int:
        self[token] = int.from_bytes(blake2b(token.encode(), digest_size=8).digest(), "little")
        return self[token]


def _joined(arrays: Sequence[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=kind)


def _slices(lengths: Sequence[int]) -> list[slice]:
    ends = np.cumsum([0, *lengths]).tolist()
    return list(starmap(slice, pairwise(ends)))


def _write_field(folder: Path, numbers: NDArray[np.int32], ends: NDArray[np.int64], vocabulary: int) -> None:
    if not len(numbers):
        return  # a mean length of nothing
    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG
    index = bm25s.BM25(k1=K1, b=B, method="lucene")
    index.scores = _postings(numbers, ends, vocabulary)
    index.nonoccurrence_array = None  # other forms of BM25 have one
    index.vocab_dict = {}  # tokens are looked up by hash
    index.save(folder, show_progress=False)


def _postings(numbers: NDArray[np.int32], ends: NDArray[np.int64], vocabulary: int) -> dict[str, Any]:
    """What the library's own `index` works out row by row, in a few seconds more: the score of each token in each row.

    A column a token; Lucene's form of BM25.
    """
    lengths = np.diff(ends, prepend=0)
    count = len(lengths)
    cells, times = np.unique(
        numbers.astype(np.int64) * count + np.repeat(np.arange(count), lengths), return_counts=True
    )
    tokens, rows = np.divmod(cells, count)
    rows_with = np.bincount(tokens, minlength=vocabulary)
    rarity = _rarity(count, rows_with)
    saturation = times / (times + K1 * (1 - B + B * lengths[rows] / lengths.mean()))
    return {
        "data": (rarity[tokens] * saturation).astype(np.float32),
        "indices": rows.astype(np.int32),
        "indptr": np.concatenate([[0], np.cumsum(rows_with)]),
        "num_docs": count,
    }


def _rarity(rows: int, rows_with: Any) -> Any:
    """How much a token tells that so many of all rows hold: Lucene's form."""
    return np.log(1 + (rows - rows_with + 0.5) / (rows_with + 0.5))


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
