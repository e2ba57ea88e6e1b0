"""Everything the program keeps in one archive, and back: the database's rows, the index folders, the embeddings.

A backup is a ZIP file: `rows/TABLE.jsonl`, `index/VERSION/…`, `embeddings/embeddings.db`, and last `manifest.json` with
the length and the SHA-256 of each. It is whole or it is not there; so is what a restore makes.
"""

import filecmp
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Self

from bot.database_copy import Row, read_tables, replaced, to_line
from bot.migrations import HEAD, known_revisions
from bot.render import sentence
from knowledge.answer import Say
from knowledge.errors import DauMoiError
from knowledge.index_folders import IndexFolders, disk_errors

if TYPE_CHECKING:
    from bot.services import Services

FORMAT = 1
MANIFEST = "manifest.json"
EMBEDDINGS = "embeddings/embeddings.db"
WAIT_SECONDS = 60.0
"""How long a backup waits for a refresh to end."""
_CHUNK = 1 << 20
_OLDEST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every entry, so that equal contents make equal entries."""


class BackupError(DauMoiError):
    """A backup that cannot be made, or a file that cannot be restored; nothing was changed. `say` tells which."""

    def __init__(self, say: Say) -> None:
        super().__init__(f"{sentence(say, 'vi')}\n{sentence(say, 'en')}")
        self.say = say


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive: its length in bytes and its SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive holds. `schema`: the revision of its tables; `serving`: the index version that served."""

    created_at: str
    program: str
    schema: str
    serving: str | None
    versions: tuple[str, ...]
    rows: Mapping[str, int]
    files: Mapping[str, Entry]
    format: int = FORMAT

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(entry.size for entry in self.files.values())

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """From the object in the archive. Raises `KeyError`, `TypeError` or `ValueError` where it is none."""
        files = {name: Entry(int(entry["size"]), str(entry["sha256"])) for name, entry in told["files"].items()}
        return cls(
            created_at=str(told["created_at"]),
            program=str(told["program"]),
            schema=str(told["schema"]),
            serving=told["serving"],
            versions=tuple(told["versions"]),
            rows=dict(told["rows"]),
            files=files,
        )


# ------------------------------------------------------------------------------------------------------- backing up


def back_up(services: "Services", file: Path, now: datetime) -> Manifest:
    """Write everything to `file`, which takes its place when it is whole; an earlier backup there is replaced.

    The bot may go on meanwhile; a refresh may not. Raises `BackupError`, `CatalogError`, `RefreshRunningError`.
    """
    if file.exists() and not zipfile.is_zipfile(file):
        raise BackupError(Say("backup.occupied", {"file": str(file)}))
    data = services.settings.daumoi_data
    part = file.with_name(f".{file.name}.part")
    try:
        with services.alone(WAIT_SECONDS), _private(part) as stream, zipfile.ZipFile(stream, "w") as archive:
            manifest = _written(_Writer(archive), services, data, now)
        part.replace(file)
    except OSError as error:
        raise BackupError(Say("backup.unwritable", {"file": str(file), "why": error.strerror or str(error)})) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return manifest


@contextmanager
def _private(part: Path) -> Iterator[IO[bytes]]:
    """A new file that nobody else may read, on the disk when it is left."""
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def _written(writer: "_Writer", services: "Services", data: Path, now: datetime) -> Manifest:
    versions = [v for v in services.catalog.versions() if v.status in ("sealed", "published")]
    folders = IndexFolders.of(data)
    read_tables(services.settings.sql_url, writer.rows)
    for version in versions:
        if folders.has(version.version):
            writer.folder(folders.path(version.version), PurePosixPath("index", version.version))
    if (data / EMBEDDINGS).exists():
        with _snapshot(data / EMBEDDINGS) as copy:
            writer.file(copy, EMBEDDINGS)
    manifest = Manifest(
        created_at=now.isoformat(timespec="seconds"),
        program=_program_version(),
        schema=HEAD,
        serving=next((v.version for v in versions if v.status == "published"), None),
        versions=tuple(v.version for v in versions if folders.has(v.version)),
        rows=writer.counted,
        files=writer.written,
    )
    writer.manifest(manifest)
    return manifest


def _program_version() -> str:
    try:
        return installed_version("daumoi")
    except PackageNotFoundError:  # run from its folder, without an install
        return "0"


@contextmanager
def _snapshot(database: Path) -> Iterator[Path]:
    """A copy of a SQLite file as it stood at one moment (SQLite's online backup)."""
    with tempfile.TemporaryDirectory(dir=database.parent) as folder:
        copy = Path(folder) / database.name
        with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(copy)) as new:
            old.backup(new)
        yield copy


@dataclass
class _Writer:
    """Entries of an archive, counted and hashed as they are written."""

    archive: zipfile.ZipFile
    written: dict[str, Entry] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)

    def rows(self, table: str, rows: Iterator[Row]) -> None:
        self.counted[table] = 0

        def lines() -> Iterator[bytes]:
            for row in rows:
                self.counted[table] += 1
                yield to_line(row)

        self._entry(f"rows/{table}.jsonl", lines())

    def folder(self, folder: Path, name: PurePosixPath) -> None:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.file(path, (name / path.relative_to(folder).as_posix()).as_posix())

    def file(self, path: Path, name: str) -> None:
        with path.open("rb") as stream:
            self._entry(name, iter(lambda: stream.read(_CHUNK), b""))

    def manifest(self, manifest: Manifest) -> None:
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        self.archive.writestr(_info(MANIFEST), text.encode())

    def _entry(self, name: str, parts: Iterable[bytes]) -> None:
        size, digest = 0, sha256()
        with self.archive.open(_info(name), "w", force_zip64=True) as entry:
            for part in parts:
                entry.write(part)
                digest.update(part)
                size += len(part)
        self.written[name] = Entry(size, digest.hexdigest())


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _OLDEST_DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


# -------------------------------------------------------------------------------------------------------- restoring


def inspect(file: Path) -> Manifest:
    """What a backup holds, after a look at its table of contents. Raises `BackupError` where it cannot be restored."""
    with _opened(file) as archive:
        return _manifest(archive, file)


def restore(services: "Services", file: Path) -> Manifest:
    """Put everything of a backup in the place of what there is.

    All is unpacked, checked and loaded beside what there is before that is touched; whatever fails or is interrupted
    leaves the old or the new. Raises `BackupError`, `CatalogError`, `RefreshRunningError`.
    """
    settings = services.settings
    data = settings.daumoi_data
    with _opened(file) as archive, disk_errors(), services.alone():
        manifest = _manifest(archive, file)
        staging = data / "restoring"
        shutil.rmtree(staging, ignore_errors=True)
        try:
            _require_room(data, manifest)
            _unpack(archive, manifest, staging, file)
            with replaced(settings.sql_url, manifest.schema, lambda table: _rows(staging, table)):
                _place_folders(staging, IndexFolders.of(data), manifest.versions)
                _place_embeddings(staging, data)
            IndexFolders.of(data).keep_only(manifest.versions)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return manifest


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except FileNotFoundError as error:
        if error.filename not in (str(file), file):
            raise
        raise BackupError(Say("backup.missing", {"file": str(file)})) from error
    except (IsADirectoryError, PermissionError) as error:
        if error.filename not in (str(file), file):
            raise
        raise BackupError(Say("backup.unreadable", {"file": str(file)})) from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise BackupError(Say("backup.damaged", {"file": str(file)})) from error


def _manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    try:
        told = json.loads(archive.read(MANIFEST))
        newer = int(told["format"]) > FORMAT or told["schema"] not in known_revisions()
        manifest = Manifest.read(told)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BackupError(Say("backup.foreign", {"file": str(file)})) from error
    if newer:
        raise BackupError(Say("backup.newer", {"file": str(file), "program": manifest.program}))
    names = [info.filename for info in archive.infolist()]
    if sorted(names) != sorted([*manifest.files, MANIFEST]):
        raise BackupError(Say("backup.damaged", {"file": str(file)}))
    if not all(_ours(name) for name in manifest.files) or not all(map(_plain_name, manifest.versions)):
        raise BackupError(Say("backup.foreign", {"file": str(file)}))
    return manifest


def _ours(name: str) -> bool:
    """Whether a name is one that a backup writes: nothing outside the folders it is unpacked to."""
    parts = name.split("/")
    known = parts[0] in ("rows", "index", "embeddings") and len(parts) > 1
    return known and all(map(_plain_name, parts))


def _plain_name(part: str) -> bool:
    return part not in ("", ".", "..") and not any(mark in part for mark in "/\\:\0")


def _require_room(data: Path, manifest: Manifest) -> None:
    free = shutil.disk_usage(data).free
    needed = 2 * manifest.size  # unpacked, and as a database
    if free < needed:
        raise BackupError(Say("backup.no_room", {"needed": _megabytes(needed), "free": _megabytes(free)}))


def _megabytes(size: int) -> int:
    return -(-size // (1 << 20))


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, staging: Path, file: Path) -> None:
    for name, entry in manifest.files.items():
        target = staging / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if _copied(archive, name, target, entry.size) != entry:
            raise BackupError(Say("backup.damaged", {"file": str(file)}))


def _copied(archive: zipfile.ZipFile, name: str, target: Path, size: int) -> Entry:
    """Unpack one entry, but no more than it says it holds."""
    written, digest = 0, sha256()
    try:
        with archive.open(name) as packed, target.open("wb") as out:
            while written <= size and (part := packed.read(_CHUNK)):
                out.write(part)
                digest.update(part)
                written += len(part)
            out.flush()
            os.fsync(out.fileno())
    except (zlib.error, RuntimeError) as error:  # damaged, or encrypted
        raise zipfile.BadZipFile(name) from error
    return Entry(written, digest.hexdigest())


def _rows(staging: Path, table: str) -> Iterator[Row]:
    path = staging / "rows" / f"{table}.jsonl"
    if path.exists():
        with path.open("rb") as lines:
            yield from map(json.loads, lines)


def _place_folders(staging: Path, folders: IndexFolders, versions: Iterable[str]) -> None:
    """Put the index folders beside those that serve. One of the same name steps aside where it is not the same."""
    for version in versions:
        packed, target = staging / "index" / version, folders.path(version)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and _same_files(packed, target):
            continue
        if target.exists():
            target.rename(staging / f"old-{version}")
        packed.rename(target)


def _same_files(one: Path, other: Path) -> bool:
    names = [{p.relative_to(folder) for p in folder.rglob("*") if p.is_file()} for folder in (one, other)]
    return names[0] == names[1] and all(filecmp.cmp(one / name, other / name, shallow=False) for name in names[0])


def _place_embeddings(staging: Path, data: Path) -> None:
    """A cache by content is right wherever it comes from, so the one that is there stays."""
    kept, packed = data / EMBEDDINGS, staging / EMBEDDINGS
    if packed.exists() and not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        packed.rename(kept)
