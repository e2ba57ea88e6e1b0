"""The folders of index versions: built under a temporary name, made durable, renamed, and from then on only read."""

import errno
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from knowledge.errors import CatalogError

LEXICAL = "lexical"
VECTORS = "vectors"
ACCENTS = "accents"
_UNFINISHED = ".building"


_SENTENCES = {
    errno.ENOSPC: "the disk is full; free some space and try again",
    errno.EDQUOT: "the disk quota is used up; free some space and try again",
    errno.EACCES: "permission denied; check who owns the data folder",
    errno.EPERM: "permission denied; check who owns the data folder",
    errno.EROFS: "the file system may only be read; set DAUMOI_DATA to a folder that may be written",
}


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turns the file system's errors into `CatalogError`."""
    try:
        yield
    except OSError as error:
        why = _SENTENCES.get(error.errno or 0, error.strerror or str(error))
        message = f"Data folder: {error.filename or 'a file'}: {why}."
        raise CatalogError(message) from error


class IndexFolders:
    """One folder a version under `root`, which holds nothing else. Raises `OSError` where the disk fails."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @classmethod
    def of(cls, data: Path) -> Self:
        """Those of a data folder."""
        return cls(data / "index")

    def path(self, version: str) -> Path:
        """Where a sealed version's index is."""
        return self._root / version

    def has(self, version: str) -> bool:
        """Whether a version's index is there, whole."""
        return self.path(version).is_dir()

    @contextmanager
    def building(self, version: str) -> Iterator[Path]:
        """An empty folder to build in; sealed under the version's name at the end, removed when the work fails."""
        folder = self._root / f"{version}{_UNFINISHED}"
        folder.mkdir(parents=True)
        try:
            yield folder
            _make_durable(folder)
            folder.rename(self.path(version))
            _sync(self._root)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def keep_only(self, versions: Collection[str]) -> None:
        """Remove every other folder, the leftovers of crashed builds too."""
        if self._root.is_dir():
            for folder in self._root.iterdir():
                if folder.name not in versions:
                    # Where another process has it mapped (Windows), the next sweep takes it.
                    shutil.rmtree(folder, ignore_errors=True)


def _make_durable(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
