"""One refresh at a time on one data folder.

The lock is SQLite's own on a file that holds nothing: it works alike on every system, between threads as between
processes, and the system takes it back when its holder dies.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from knowledge.errors import RefreshRunningError


@contextmanager
def refresh_lock(folder: Path, now: datetime, *, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the lock of a data folder, waiting for it at most `wait_seconds`.

    Raises `RefreshRunningError` where another holds it, `OSError` where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    holder = folder / "refresh.holder"
    with closing(_connect(folder / "refresh.lock", wait_seconds)) as connection:
        _acquire(connection, holder)
        holder.write_text(json.dumps({"pid": os.getpid(), "since": now.isoformat(timespec="seconds")}))
        try:
            yield
        finally:
            holder.unlink(missing_ok=True)


def _connect(file: Path, wait_seconds: float) -> sqlite3.Connection:
    file.touch()  # says which file where it may not be written; the connection would not
    return sqlite3.connect(file, timeout=wait_seconds, isolation_level=None)


def _acquire(connection: sqlite3.Connection, holder: Path) -> None:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        message = f"Another refresh is running{_who(holder)}; try again when it has ended."
        raise RefreshRunningError(message) from error


def _who(holder: Path) -> str:
    with suppress(OSError, ValueError, KeyError):  # it may end, or be writing its name, this very moment
        told = json.loads(holder.read_text())
        return f" (process {told['pid']}, since {told['since']})"
    return ""
