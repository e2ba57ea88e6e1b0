"""Vectors in Chroma: embedded, in the version's own folder, or on a server, in a collection of the version's own.

Vectors are always passed in: Chroma's own embedder, which would download a model, never runs. Loading the library takes
seconds, so it is loaded when a version is built or a server is asked, never to answer from an embedded version: those
are read from the matrix beside (ADR 7).
"""

import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from knowledge.adapters.vector_scan import VectorScan, write_scan
from knowledge.errors import VectorStoreError
from knowledge.ports import VectorHit, VectorRows

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as ChromaCollection

    from knowledge.ports import VectorReader, Vectors

_FOLDER = "chroma"
_NAME = "provisions"  # of an embedded version's one collection
_PREFIX = "daumoi-"  # of the collections on a server, which others may use too
_ROWS_AT_ONCE = 1000  # 384 numbers a row make about 8 MB of JSON, which a server takes in one request
_TIMEOUT_SECONDS = 30.0
_WINDOWS_A_PROVISION = (
    3  # asked of a server for each provision wanted: more than a long one's share of the nearest rows
)


class EmbeddedChroma:
    """One Chroma database a version, written once; read through the matrix that is written with it."""

    def write(
        self, version: str, folder: Path, kept: Collection[str], added: Mapping[str, VectorRows], base: Path | None
    ) -> None:
        """See `VectorStore`. What is kept is copied as it is, its search graph too, which takes long to build."""
        del version
        documents = dict(sorted({**_kept_rows(base, kept), **added}.items()))
        if base is not None:
            shutil.copytree(base / _FOLDER, folder / _FOLDER)
        with _errors(), _embedded_client(folder / _FOLDER) as client:
            collection = client.get_or_create_collection(_NAME, embedding_function=None, configuration=_configuration())
            gone = _documents_in(base) - set(kept)
            if gone:
                collection.delete(where=_among(gone))
            _add(collection, added)
            _require_rows(collection, documents)
        write_scan(folder, documents)

    def open(self, version: str, folder: Path) -> "VectorReader":
        """See `VectorStore`."""
        del version
        return VectorScan(folder)

    def restore(self, version: str, folder: Path) -> None:
        """Nothing to do: the vectors are in their folder."""

    def keep_only(self, versions: Collection[str]) -> None:
        """Nothing to do: the vectors go with their folder."""


class ChromaServer:
    """One collection a version on a Chroma server. `url`: http://host:port."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connected: ClientAPI | None = None

    def write(
        self, version: str, folder: Path, kept: Collection[str], added: Mapping[str, VectorRows], base: Path | None
    ) -> None:
        """See `VectorStore`. The rows are noted in the folder, so that the next version need not ask for them."""
        documents = dict(sorted({**_kept_rows(base, kept), **added}.items()))
        with _errors():
            self._fill(_PREFIX + version, documents)
        write_scan(folder, documents)

    def open(self, version: str, folder: Path) -> "VectorReader":
        """See `VectorStore`."""
        return ServerVectors(self, _PREFIX + version, VectorScan(folder).counts())

    def restore(self, version: str, folder: Path) -> None:
        """See `VectorStore`. A collection that is not whole is written anew."""
        name = _PREFIX + version
        scan = VectorScan(folder)
        documents = {document: scan.rows(document) for document in scan.counts()}
        with _errors():
            if name in [c.name for c in self._client().list_collections()]:
                if self.collection(name).count() == sum(len(rows.paths) for rows in documents.values()):
                    return
                self._client().delete_collection(name)
            self._fill(name, documents)

    def _fill(self, name: str, documents: Mapping[str, VectorRows]) -> None:
        collection = self._client().create_collection(name, embedding_function=None, configuration=_configuration())
        _add(collection, documents)
        _require_rows(collection, documents)

    def keep_only(self, versions: Collection[str]) -> None:
        """See `VectorStore`. Collections that are not this program's stay."""
        with _errors():
            for name in [c.name for c in self._client().list_collections()]:
                if name.startswith(_PREFIX) and name.removeprefix(_PREFIX) not in versions:
                    self._client().delete_collection(name)

    def collection(self, name: str) -> "ChromaCollection":
        """One collection by its name."""
        return self._client().get_collection(name, embedding_function=None)

    def close(self) -> None:
        """Give the connections back; the next call would open new ones."""
        if self._connected is not None:
            for session in _sessions(self._connected):
                session.close()
            self._connected.close()  # type: ignore[attr-defined]  # the class behind the protocol has it
            self._connected = None

    def _client(self) -> "ClientAPI":
        if self._connected is None:
            self._connected = _server_client(self._url)
        return self._connected


class ServerVectors:
    """A version's collection on a server; opened at the first search."""

    def __init__(self, server: ChromaServer, name: str, counts: Mapping[str, int]) -> None:
        self._server = server
        self._name = name
        self._counts = counts
        self._opened: ChromaCollection | None = None

    def counts(self) -> Mapping[str, int]:
        """How many provisions have vectors, by document id."""
        return self._counts

    def nearest(self, vector: "Vectors", top: int, allowed: Collection[str] | None = None) -> list[VectorHit]:
        """The best `top` provisions by their nearest window, best first."""
        if top <= 0 or not self._counts or (allowed is not None and not allowed):
            return []
        if allowed is None:
            return self._asked(vector, top)[:top]
        scope = frozenset(allowed)
        hits = [h for h in self._asked(vector, top) if h.document in scope] if self._are_most(scope) else []
        if len(hits) < min(top, self._provisions(scope)):
            hits = self._asked(vector, top, _among(scope))
        return hits[:top]

    def _provisions(self, documents: Collection[str]) -> int:
        return sum(self._counts.get(document, 0) for document in documents)

    def _are_most(self, documents: Collection[str]) -> bool:
        """Whether they hold most provisions. A server takes longer to be named hundreds than to be asked of all."""
        return 2 * self._provisions(documents) > self._provisions(self._counts)

    def _asked(self, vector: "Vectors", top: int, where: Any = None) -> list[VectorHit]:
        """The provisions of the rows that the server gives for so many."""
        try:
            with _errors():  # the ids tell the provisions: the server would look up metadata row by row
                found = self._collection().query(
                    query_embeddings=[vector.tolist()], n_results=top * _WINDOWS_A_PROVISION, where=where,
                    include=["distances"],
                )  # fmt: skip
        except VectorStoreError:
            self._opened = None  # it may be put back, under another id
            raise
        best: dict[tuple[str, str], float] = {}
        for row, distance in zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True):
            document, path, _window = row.split("#")
            best.setdefault((document, path), 1 - distance)
        return [VectorHit(document, path, score) for (document, path), score in best.items()]

    def _collection(self) -> "ChromaCollection":
        if self._opened is None:
            self._opened = self._server.collection(self._name)
        return self._opened


def _kept_rows(base: Path | None, kept: Collection[str]) -> dict[str, VectorRows]:
    if base is None:
        return {}
    scan = VectorScan(base)
    return {document: scan.rows(document) for document in kept}


def _documents_in(base: Path | None) -> set[str]:
    return set(VectorScan(base).counts()) if base is not None else set()


def _add(collection: "ChromaCollection", documents: Mapping[str, VectorRows]) -> None:
    ids, metadatas, vectors = [], [], []
    for document, rows in documents.items():
        for path, each in groupby(range(len(rows.paths)), key=lambda row: rows.paths[row]):
            for window, row in enumerate(each):
                ids.append(f"{document}#{path}#{window}")
                metadatas.append({"document": document, "path": path})
                vectors.append(rows.vectors[row])
    for start in range(0, len(ids), _ROWS_AT_ONCE):
        part = slice(start, start + _ROWS_AT_ONCE)
        collection.add(ids=ids[part], embeddings=vectors[part], metadatas=metadatas[part])  # type: ignore[arg-type]  # lists are invariant


def _require_rows(collection: "ChromaCollection", documents: Mapping[str, VectorRows]) -> None:
    held, expected = collection.count(), sum(len(rows.paths) for rows in documents.values())
    if held != expected:
        message = f"Chroma holds {held} vectors of {expected}; the version must not serve."
        raise VectorStoreError(message)


def _among(documents: Collection[str]) -> Any:
    """Chroma's filter for the rows of some documents."""
    return {"document": {"$in": sorted(documents)}}


def _configuration() -> Any:
    return {"hnsw": {"space": "cosine"}}


@contextmanager
def _embedded_client(folder: Path) -> "Iterator[ClientAPI]":
    import chromadb  # noqa: PLC0415 - takes seconds; see above
    from chromadb.config import Settings  # noqa: PLC0415 - as above

    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    try:
        yield client
    finally:
        client.close()  # type: ignore[attr-defined]  # the class behind the protocol has it


def _server_client(url: str) -> "ClientAPI":
    import chromadb  # noqa: PLC0415 - as above
    from chromadb.config import Settings  # noqa: PLC0415 - as above

    parts = urlsplit(url)
    ssl = parts.scheme == "https"
    port = parts.port or (443 if ssl else 80)
    settings = Settings(anonymized_telemetry=False)
    client = chromadb.HttpClient(parts.hostname or "localhost", port, ssl=ssl, settings=settings)
    for session in _sessions(client):
        session.timeout = _TIMEOUT_SECONDS
    return client


def _sessions(client: "ClientAPI") -> list[Any]:
    """The connections of a client, which has no way of its own to limit how long it waits, nor to close them."""
    return [each._server._session for each in (client, client._admin_client)]  # type: ignore[union-attr,attr-defined]  # noqa: SLF001


@contextmanager
def _errors() -> Iterator[None]:
    """Turns Chroma's errors, and those of the connection to a server, into `VectorStoreError`."""
    import httpx  # noqa: PLC0415 - as above
    from chromadb.errors import ChromaError  # noqa: PLC0415 - as above

    try:
        yield
    except (ChromaError, httpx.HTTPError, ValueError) as error:  # the client says ValueError where it cannot connect
        message = f"Chroma: {error}; check CHROMA_URL and the server."
        raise VectorStoreError(message) from error
