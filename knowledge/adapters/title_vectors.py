"""The vectors of a version's titles: how near a question is to what a document is about, whatever its clauses say."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.adapters.array_files import OPENING

if TYPE_CHECKING:
    from knowledge.ports import Vectors

_VECTORS, _DOCUMENTS = "title_vectors.npy", "title_documents.json"


class TitleVectors:
    """The vector of each document's title."""

    def __init__(self, documents: "Mapping[str, Vectors]") -> None:
        self.documents = documents
        self._matrix = np.array(list(documents.values()), dtype=np.float32)

    def nearness(self, vector: "Vectors") -> Mapping[str, float]:
        """The cosine of a question and each document's title, by document id; nothing for one of other dimensions."""
        if self._matrix.shape[1:] != vector.shape:
            return {}
        return dict(zip(self.documents, (self._matrix @ vector).tolist(), strict=True))

    def write(self, folder: Path) -> None:
        """Keep them in a folder that exists."""
        np.save(folder / _VECTORS, self._matrix)
        (folder / _DOCUMENTS).write_text(json.dumps(list(self.documents)), encoding="utf-8")


def read_titles(folder: Path) -> TitleVectors:
    """What a folder keeps; nothing where it keeps none, as those that were written before there were any."""
    try:
        with OPENING:
            matrix = np.load(folder / _VECTORS)
        documents: list[str] = json.loads((folder / _DOCUMENTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return TitleVectors({})
    return TitleVectors(dict(zip(documents, matrix, strict=True)))
