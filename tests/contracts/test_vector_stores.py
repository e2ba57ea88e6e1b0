"""What both homes of vectors keep: Chroma embedded in a version's folder, and a Chroma server."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from knowledge.adapters.chroma_vectors import ChromaServer, EmbeddedChroma
from knowledge.errors import VectorStoreError
from knowledge.ports import VectorRows, VectorStore

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture(scope="module")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Chroma server of the tests' own."""
    port = free_port()
    folder = tmp_path_factory.mktemp("chroma")
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(folder), "--port", str(port)]
    with subprocess.Popen(
        command, env={**os.environ, "ANONYMIZED_TELEMETRY": "False"}, stdout=subprocess.DEVNULL
    ) as run:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            run.terminate()


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the Chroma server did not start")


@pytest.fixture(params=["embedded", "server"])
def store(request: pytest.FixtureRequest) -> Iterator[VectorStore]:
    if request.param == "embedded":
        yield EmbeddedChroma()
        return
    with closing(ChromaServer(request.getfixturevalue("chroma_url"))) as server:
        yield server


def vector(*numbers: float) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    array = np.array(numbers, dtype=np.float32)
    return np.asarray(array / np.linalg.norm(array), dtype=np.float32)


LETTER = VectorRows(["1", "2", "2"], np.stack([vector(1, 0, 0), vector(0, 1, 0), vector(1, 0.2, 0)]))
LAW = VectorRows(["1", "1.a"], np.stack([vector(0, 0, 1), vector(1, 0, 0.3)]))


@pytest.fixture
def version(store: VectorStore, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[str, Path]:
    name = f"20261122-000000-{abs(hash(request.node.name)) % 10**8:08d}"
    folder = tmp_path / name
    folder.mkdir()
    store.write(name, folder, (), {"letter": LETTER, "law": LAW}, None)
    return name, folder


def test_the_nearest_provisions_come_first_each_once(store: VectorStore, version: tuple[str, Path]) -> None:
    """A long provision counts by its nearest window."""
    hits = store.open(*version).nearest(vector(1, 0.05, 0), 10)
    assert [(h.document, h.path) for h in hits[:3]] == [("letter", "1"), ("letter", "2"), ("law", "1.a")]
    assert len({(h.document, h.path) for h in hits}) == len(hits) == 4
    assert [round(h.score, 3) for h in hits[:3]] == [0.999, 0.989, 0.957]


def test_a_search_keeps_to_the_documents_that_are_allowed(store: VectorStore, version: tuple[str, Path]) -> None:
    reader = store.open(*version)
    assert {h.document for h in reader.nearest(vector(1, 0, 0), 10, ["law"])} == {"law"}
    assert reader.nearest(vector(1, 0, 0), 10, ["unknown"]) == []
    assert reader.nearest(vector(1, 0, 0), 10, []) == []
    assert len(reader.nearest(vector(1, 0, 0), 1)) == 1
    assert reader.nearest(vector(1, 0, 0), 0) == []


def test_a_search_in_most_documents_finds_as_many_as_are_wanted(store: VectorStore, tmp_path: Path) -> None:
    """Though what is not allowed is nearer."""
    near = VectorRows([str(n) for n in range(20)], np.stack([vector(1, 0, n / 100) for n in range(20)]))
    far = VectorRows([str(n) for n in range(60)], np.stack([vector(1, n + 1, 0) for n in range(60)]))
    folder = tmp_path / "20261122-000000-most"
    folder.mkdir()
    store.write(folder.name, folder, (), {"letter": near, "law": far, "decree": LAW}, None)
    hits = store.open(folder.name, folder).nearest(vector(1, 0, 0), 5, ["law", "decree"])
    assert [(h.document, h.path) for h in hits] == [("decree", "1.a"), *(("law", str(n)) for n in range(4))]


def test_it_counts_provisions_not_windows(store: VectorStore, version: tuple[str, Path]) -> None:
    assert dict(store.open(*version).counts()) == {"letter": 2, "law": 2}


def test_a_new_version_keeps_what_did_not_change(store: VectorStore, version: tuple[str, Path], tmp_path: Path) -> None:
    """And the version before answers as it did."""
    name, base = version[0] + "-b", version[1]
    folder = tmp_path / name
    folder.mkdir()
    changed = VectorRows(["1"], np.stack([vector(0, 1, 1)]))
    store.write(name, folder, ["letter"], {"law": changed}, base)
    assert dict(store.open(name, folder).counts()) == {"letter": 2, "law": 1}
    (first, *_) = store.open(name, folder).nearest(vector(0, 1, 1), 10)
    assert (first.document, first.path) == ("law", "1")
    assert first.score == pytest.approx(1, abs=1e-3)
    assert [h.path for h in store.open(*version).nearest(vector(0, 0, 1), 1)] == ["1"]
    assert dict(store.open(*version).counts()) == {"letter": 2, "law": 2}


def test_a_question_of_another_model_is_refused(store: VectorStore, version: tuple[str, Path]) -> None:
    """Vectors of two models are never held against each other."""
    with pytest.raises(VectorStoreError):
        store.open(*version).nearest(vector(1, 0, 0, 0), 3)


def test_an_empty_version_finds_nothing(store: VectorStore, tmp_path: Path) -> None:
    folder = tmp_path / "20261122-000000-none"
    folder.mkdir()
    store.write(folder.name, folder, (), {}, None)
    assert store.open(folder.name, folder).nearest(vector(1, 0, 0), 3) == []


def test_a_damaged_version_is_told(store: VectorStore, version: tuple[str, Path]) -> None:
    for file in version[1].glob("*.npy"):
        file.unlink()
    with pytest.raises(VectorStoreError, match="missing or damaged"):
        store.open(*version)


def test_what_somebody_removed_is_put_back(store: VectorStore, version: tuple[str, Path]) -> None:
    """A version that is gone back to answers by meaning again, also where it is open meanwhile."""
    reader = store.open(*version)
    before = reader.nearest(vector(1, 0, 0), 3)
    if isinstance(store, ChromaServer):
        store.keep_only([])
        with pytest.raises(VectorStoreError):
            reader.nearest(vector(1, 0, 0), 3)
    for _ in range(2):
        store.restore(*version)
        assert reader.nearest(vector(1, 0, 0), 3) == before


def test_collections_of_dropped_versions_go_and_those_of_others_stay(chroma_url: str, tmp_path: Path) -> None:
    """A server may be shared with other programs."""
    with closing(ChromaServer(chroma_url)) as store:
        for name in ("kept-version", "dropped-version"):
            (tmp_path / name).mkdir()
            store.write(name, tmp_path / name, (), {"letter": LETTER}, None)
        client = store._client()  # noqa: SLF001 - what others do with the same server
        client.get_or_create_collection("of-others", embedding_function=None)
        store.keep_only(["kept-version"])
        assert {c.name for c in client.list_collections()} == {"daumoi-kept-version", "of-others"}
        with pytest.raises(VectorStoreError):
            store.open("dropped-version", tmp_path / "dropped-version").nearest(vector(1, 0, 0), 1)


def test_a_server_that_is_away_is_told(tmp_path: Path) -> None:
    store = ChromaServer("http://127.0.0.1:1")
    with pytest.raises(VectorStoreError, match="check CHROMA_URL"):
        store.write("v", tmp_path, (), {"letter": LETTER}, None)
    with pytest.raises(VectorStoreError, match="check CHROMA_URL"):
        store.keep_only([])
