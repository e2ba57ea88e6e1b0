"""Databases that have all tables already: migrating one from nothing takes longer than most tests."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.migrations import ensure_schema
from knowledge.adapters.sql_engine import open_engine


def with_tables(file: Path) -> str:
    """Make a SQLite file with all tables and no rows, in a folder that may not be there yet; its address."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_migrated())
    return f"sqlite:///{file}"


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder, "migrated.db")
        engine = open_engine(f"sqlite:///{file}")
        ensure_schema(engine)
        engine.dispose()
        return file.read_bytes()
