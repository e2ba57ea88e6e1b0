"""Indexes opened by several threads, as when a new version serves and several people ask."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge.adapters.bm25_index import Bm25Index, Bm25Writer, Row
from knowledge.adapters.title_vectors import TitleVectors, read_titles
from knowledge.adapters.vector_scan import VectorScan, write_scan
from knowledge.ports import VectorRows


def written(folder: Path) -> Path:
    writer = Bm25Writer()
    writer.add("d", [Row("1", ["một", "hai"], ["ba"])])
    writer.write(folder)
    vector = np.ones(3, dtype=np.float32)
    write_scan(folder, {"d": VectorRows(("1",), vector[None])})
    TitleVectors({"d": vector}).write(folder)
    return folder


@pytest.mark.parametrize("opened", [Bm25Index, VectorScan, read_titles])
def test_arrays_are_opened_by_one_thread_at_a_time(
    opened: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before its release 3.11.8 Python may fail where two threads read the heads of such files at once."""
    folder, load, alone = written(tmp_path), np.load, threading.Lock()

    def load_alone(*arguments: Any, **more: Any) -> object:
        assert alone.acquire(blocking=False), "another thread is at it"
        time.sleep(0.01)
        try:
            return load(*arguments, **more)
        finally:
            alone.release()

    monkeypatch.setattr(np, "load", load_alone)
    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(lambda _: opened(folder) is not None, range(4)))
