"""Refresh: build a new index version beside the old, check it, show the difference, publish; go back by the same call.

Until the pointer moves, the old version serves. A crash leaves leftovers that the next refresh sweeps.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import accents, checks, lexical
from knowledge.adapters.refresh_lock import refresh_lock
from knowledge.errors import CatalogError, EmbeddingPostponedError, UnknownDocumentError, VectorError
from knowledge.index_folders import ACCENTS, LEXICAL, VECTORS, IndexFolders, disk_errors
from knowledge.intake import SHIPPED, Intake, Unread
from knowledge.library import Library
from knowledge.model import Lineage
from knowledge.readings import Known, Readings
from knowledge.versions import Clock, Contents, Revision, utc_now, version_name

if TYPE_CHECKING:
    from knowledge.adapters.sql_catalog import SqlCatalog
    from knowledge.vectors import VectorBuilder

# Raise it when an index's files, or the words and word lists they are counted with, change their meaning: the next
# refresh then builds anew.
INDEX_FORMAT = 3
KEPT_VERSIONS = 5
FIRST_RUN_WAIT_SECONDS = 60

IndexBuilder = Callable[[Path, Contents, Path | None], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a refresh is about to publish, for a person to approve; documents by id.

    `version` is None while nothing is built: in a dry run, or where nothing is new.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unreadable: tuple[Unread, ...] = ()
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a refresh did. `version`: the one it built, or the serving one where nothing was new.

    `warning`: why the version is searched by words alone, where that was not meant.
    """

    plan: Plan
    version: str | None
    published: bool
    warning: str | None = None

    def to_json(self) -> dict[str, object]:
        """The object that `refresh --json` prints."""
        return {
            "version": self.version,
            "published": self.published,
            "added": list(self.plan.added),
            "changed": list(self.plan.changed),
            "unchanged": list(self.plan.unchanged),
            "removed": list(self.plan.removed),
            "unreadable": [{"file": unread.file, "why": unread.why} for unread in self.plan.unreadable],
            **({"warning": self.warning} if self.warning else {}),
        }


def always(_plan: Plan) -> bool:
    """Publish without asking."""
    return True


class Publisher:
    """Makes, publishes and rolls back the index versions of one data folder.

    `builders` write a version's index, each into the subfolder of its name; `vectors` makes its search by meaning, None
    where words alone are searched. All calls raise `CatalogError` where the database or the disk fails, `VectorError`
    where the model or its store fails, and `RefreshRunningError` where another refresh is at work; the old version
    serves on.
    """

    def __init__(  # noqa: PLR0913 - the parts of a composition; all but two have defaults
        self,
        catalog: "SqlCatalog",
        data: Path,
        *,
        intake: Intake | None = None,
        keep: int = KEPT_VERSIONS,
        clock: Clock = utc_now,
        builders: Mapping[str, IndexBuilder] | None = None,
        vectors: "VectorBuilder | None" = None,
    ) -> None:
        self._catalog = catalog
        self._data = data
        self._folders = IndexFolders.of(data)
        self._readings = Readings(data)
        self._intake = intake or Intake()
        self._keep = keep
        self._clock = clock
        self._builders = builders or {LEXICAL: lexical.build, ACCENTS: accents.build}
        self._vectors = vectors

    def refresh(
        self,
        paths: Sequence[Path] | None = None,
        *,
        dry_run: bool = False,
        embed_all: bool = False,
        approve: Callable[[Plan], bool] = always,
    ) -> Report:
        """Load documents into a new version, adding or replacing by id, and publish it if approved.

        Without `paths`, the shipped documents. An unreadable file is reported and the rest goes on; where nothing is
        new, no version is made. Where more is new than is embedded at once, the version is searched by words alone,
        unless `embed_all`. A dry run reads and compares, and stores nothing. Raises `ManifestError` and
        `RegisterError` before anything is built.
        """
        with self._alone():
            if dry_run:
                plan, _ = self._plan(paths or [SHIPPED], self._catalog.content_hash)
                return Report(plan, None, published=False)
            vectors = replace(self._vectors, at_once=None) if self._vectors and embed_all else self._vectors
            return self._load(paths or [SHIPPED], approve, vectors)

    def remove(self, ids: Sequence[str], *, approve: Callable[[Plan], bool] = always) -> Report:
        """Take documents out, which makes a new version. Raises `UnknownDocumentError` for an id not loaded."""
        with self._alone():
            base = self._contents()
            unknown = sorted(set(ids) - base.keys())
            if unknown:
                message = f"Not loaded: {', '.join(unknown)}; nothing was changed."
                raise UnknownDocumentError(message)
            contents = {document: revision for document, revision in base.items() if document not in ids}
            plan = Plan(unchanged=tuple(contents), removed=tuple(dict.fromkeys(ids)))
            return self._make(plan, contents, self._lineages(contents), approve, self._vectors)

    def rollback(self, version: str) -> None:
        """Let another version serve. Raises `UnknownVersionError`; `CatalogError` where it cannot serve."""
        with self._alone():
            found = self._catalog.version(version)
            if found.status == "sealed" and not self._folders.has(version):
                message = f"The index of version {version} is no longer in the data folder; it cannot serve."
                raise CatalogError(message)
            self._restore_vectors(version)
            if found.status != "published":
                self._catalog.publish(version, self._clock(), instead_of=self._catalog.serving())

    def ensure_published(self) -> Report | None:
        """Load the shipped documents where no version serves yet, and rebuild a lost index; None where all is well.

        Safe when two processes start at once: the second waits for the first. Somebody is waiting for an answer, so
        words alone are indexed; the next `refresh` adds search by meaning.
        """
        if self._whole():
            return None
        with self._alone(wait_seconds=FIRST_RUN_WAIT_SECONDS):
            if self._whole():
                return None
            return self._load([] if self._catalog.serving() else [SHIPPED], always, None)

    def _whole(self) -> bool:
        serving = self._catalog.serving()
        return serving is not None and self._usable(serving)

    def _usable(self, version: str) -> bool:
        return self._folders.has(version) and self._catalog.version(version).index_format == INDEX_FORMAT

    @contextmanager
    def _alone(self, wait_seconds: float = 0) -> Iterator[None]:
        with disk_errors(), refresh_lock(self._data, self._clock(), wait_seconds=wait_seconds):
            yield

    def _load(self, paths: Sequence[Path], approve: Callable[[Plan], bool], vectors: "VectorBuilder | None") -> Report:
        self._sweep()
        plan, contents = self._plan(paths, lambda revision: self._catalog.store(revision, self._clock()), keep=True)
        chains = self._lineages(contents)
        serving = self._catalog.serving()
        if not contents or (serving and not (plan.added or plan.changed) and self._current(serving, chains, vectors)):
            if serving:
                self._restore_vectors(serving)
            return Report(plan, serving, published=serving is not None)
        return self._make(plan, contents, chains, approve, vectors)

    def _restore_vectors(self, version: str) -> None:
        """Put back what a server has lost of a version; while the server is away, the version is answered by words."""
        if self._vectors is not None and self._catalog.version(version).embedding is not None:
            with suppress(VectorError):
                self._vectors.store.restore(version, self._folders.path(version) / VECTORS)

    def _current(self, serving: str, chains: Mapping[str, Lineage], vectors: "VectorBuilder | None") -> bool:
        return (
            self._usable(serving)
            and self._vectors_are_current(serving, vectors)
            and self._catalog.lineages(serving) == chains
        )

    def _vectors_are_current(self, serving: str, vectors: "VectorBuilder | None") -> bool:
        """Another model makes a new version; one of words alone stays so where it holds too much to embed at once."""
        found = self._catalog.version(serving)
        if vectors is None:
            return True
        if found.embedding == vectors.embedder.name:
            return vectors.is_whole(self._folders.path(serving) / VECTORS)
        return found.embedding is None and vectors.at_once is not None and found.provisions > vectors.at_once

    def _sweep(self) -> None:
        versions = self._catalog.versions()
        self._catalog.drop([v.version for v in versions if v.status in {"building", "failed"}])
        self._keep_only([v.version for v in versions if v.status in {"sealed", "published"}])

    def _keep_only(self, versions: Sequence[str]) -> None:
        self._folders.keep_only(versions)
        if self._vectors is not None:
            with suppress(VectorError):  # a server that is away keeps what is old until the next sweep
                self._vectors.store.keep_only(versions)

    def _plan(
        self, paths: Sequence[Path], hashed: Callable[[Revision], str], *, keep: bool = False
    ) -> tuple[Plan, dict[str, str]]:
        """What the paths hold against what serves, and the new contents: revision by document id.

        With `keep`, what was read is known to the next refresh.
        """
        base = self._contents()
        known = self._known()
        read: dict[str, str] = {}
        unreadable: list[Unread] = []
        for found in self._intake.read(paths, dict(known)):
            if isinstance(found, Unread):
                unreadable.append(found)
            elif isinstance(found, Known):
                read[found.document] = found.revision
            else:
                read[found.document.id] = hashed(found)
                known[found.fingerprint] = Known(found.document.id, read[found.document.id], found.file)
        if keep:
            self._readings.save(known)
        plan = Plan(
            added=tuple(d for d in read if d not in base),
            changed=tuple(d for d in read if d in base and read[d] != base[d]),
            unchanged=tuple(d for d in read if base.get(d) == read[d]),
            unreadable=tuple(unreadable),
        )
        return plan, dict(sorted((base | read).items()))

    def _known(self) -> dict[str, Known]:
        """The files whose reading is stored still."""
        kept = self._readings.load()
        stored = {info.revision for info in self._catalog.infos(known.revision for known in kept.values())}
        return {fingerprint: known for fingerprint, known in kept.items() if known.revision in stored}

    def _contents(self) -> dict[str, str]:
        serving = self._catalog.serving()
        return {info.id: info.revision for info in self._catalog.documents(serving)} if serving else {}

    def _lineages(self, contents: Mapping[str, str]) -> dict[str, Lineage]:
        infos = self._catalog.infos(contents.values())
        directives = [self._catalog.document(info.revision) for info in infos if info.is_directive]
        chains = self._intake.lineages(directives, [info.number for info in infos if info.number])
        return {chain.document: chain for chain in chains}

    def _make(
        self,
        plan: Plan,
        contents: Mapping[str, str],
        chains: Mapping[str, Lineage],
        approve: Callable[[Plan], bool],
        vectors: "VectorBuilder | None",
    ) -> Report:
        serving = self._catalog.serving()
        version, warning = self._built(contents, chains, serving, vectors)
        plan = replace(plan, version=version)
        approved = approve(plan)
        if approved:
            self._catalog.publish(version, self._clock(), instead_of=serving)
        self._prune()
        return Report(plan, version, approved, warning)

    def _built(
        self,
        contents: Mapping[str, str],
        chains: Mapping[str, Lineage],
        serving: str | None,
        vectors: "VectorBuilder | None",
    ) -> tuple[str, str | None]:
        """A new version, or one of words alone and why: where embedding is put off, or fails and nothing serves yet."""
        try:
            return self._build(contents, chains, serving, vectors), None
        except VectorError as error:
            if serving is not None and not isinstance(error, EmbeddingPostponedError):
                raise
            version = self._build(contents, chains, serving, None)
            self._sweep()  # of the version that did not come about
            return version, f"Searched by words alone. {error}"

    def _build(
        self,
        contents: Mapping[str, str],
        chains: Mapping[str, Lineage],
        serving: str | None,
        vectors: "VectorBuilder | None",
    ) -> str:
        version = version_name(self._clock())
        embedding = vectors.embedder.name if vectors else None
        with ExitStack() as undo:
            undo.callback(self._mark_failed, version)
            self._catalog.begin(version, self._clock(), INDEX_FORMAT, contents, chains.values(), embedding=embedding)
            with self._folders.building(version) as folder:
                if vectors:  # first, since it may be put off
                    (folder / VECTORS).mkdir()
                    base = self._folders.path(serving) / VECTORS if serving else None
                    vectors.build(version, folder / VECTORS, contents, self._catalog.document, base)
                held, kept = self._held(serving)
                documents = Contents(contents, self._catalog.revision, held)
                for name, build in self._builders.items():
                    (folder / name).mkdir()
                    build(folder / name, documents, kept / name if kept else None)
            self._check(version, vectors)
            self._catalog.mark(version, "sealed")
            undo.pop_all()
        return version

    def _held(self, serving: str | None) -> tuple[Mapping[str, str], Path | None]:
        """What the index that serves holds and its folder, to build upon; nothing where it cannot be read."""
        if serving is None or not self._usable(serving):
            return {}, None
        try:
            Library(self._catalog, self._folders, serving).check()
        except CatalogError:
            return {}, None
        return self._contents(), self._folders.path(serving)

    def _check(self, version: str, vectors: "VectorBuilder | None") -> None:
        """Raise `CatalogError` or `VectorError` unless a built version holds and finds what it must."""
        index = vectors.open(version, self._folders.path(version) / VECTORS) if vectors else None
        library = Library(self._catalog, self._folders, version, index)
        library.check()
        if index is not None:
            index.check({info.id: info.provisions for info in library.documents()})
        checks.require(library)

    def _mark_failed(self, version: str) -> None:
        with suppress(CatalogError):  # the error under way says more; the sweep finds the version either way
            self._catalog.mark(version, "failed")

    def _prune(self) -> None:
        """Keep the serving version and the newest others; one that was gone back to is as new as that."""
        sealed = [v for v in self._catalog.versions() if v.status in {"sealed", "published"}]
        sealed.sort(key=lambda v: (v.status == "published", v.published_at or v.created_at), reverse=True)
        self._catalog.drop([v.version for v in sealed[self._keep :]])
        self._keep_only([v.version for v in sealed[: self._keep]])
