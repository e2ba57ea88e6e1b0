"""What files were read as, so that a refresh reads again only what has changed."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

_PROGRAM = Path(__file__).parent
_GO_INTO_A_READING = frozenset({".py", ".toml"})


class Known(NamedTuple):
    """A file that was read before: the document it held, and that revision's content hash."""

    document: str
    revision: str
    file: str


class Readings:
    """What was read, by the fingerprint of all that goes into a reading. Kept in one file, which may be deleted."""

    def __init__(self, data: Path) -> None:
        self._file = data / "readings.json"

    def load(self) -> dict[str, Known]:
        """Those kept; none where the file is missing or damaged."""
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            return {fingerprint: Known(*known) for fingerprint, known in kept.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def save(self, readings: Mapping[str, Known]) -> None:
        """Keep these alone. On a full disk nothing is kept: the next refresh reads all again."""
        unfinished = self._file.with_suffix(".new")
        with suppress(OSError):
            unfinished.write_text(json.dumps(readings), encoding="utf-8")
            unfinished.replace(self._file)


def fingerprint_of(*parts: object) -> str:
    """One hash of several things, each told by its `repr`."""
    return sha256("\0".join(map(repr, parts)).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def fingerprint_of_reader() -> str:
    """Of this program's readers with their word lists: whatever is changed in them, all files are read again."""
    return fingerprint_of_files(path for path in _PROGRAM.rglob("*") if path.suffix in _GO_INTO_A_READING)


def fingerprint_of_files(paths: Iterable[Path]) -> str:
    """Of the bytes and names of some files. Raises `OSError`."""
    return fingerprint_of(*((path.as_posix(), sha256(path.read_bytes()).hexdigest()) for path in sorted(paths)))
