"""The database's history, shipped inside the package and run by the program itself."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from knowledge.adapters.sql_engine import current_revision, open_engine, writing

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

FOLDER = Path(__file__).parent
HEAD = "0008"  # the newest revision; a test holds it against the folder. A current database is told without Alembic.
_LOCK_NUMBER = 0x6461756D6F69  # PostgreSQL's name for our lock: "daumoi"


def ensure_schema(engine: "Engine") -> None:
    """Bring the database to the newest revision; safe when two processes start at once.

    Raises `CatalogError` where the database cannot be reached or written, or is newer than the program.
    """
    if current_revision(engine) == HEAD:
        return
    with writing(engine) as connection:
        _one_at_a_time(connection)
        upgrade(connection)


def known_revisions() -> frozenset[str]:
    """The revisions that this program can bring up to date."""
    return frozenset(file.name.split("_")[0] for file in (FOLDER / "versions").glob("[0-9]*.py"))


def schema_state(url: str) -> Literal["none", "older", "current", "newer"]:
    """How a database's tables stand to this program's, without touching them. Raises `CatalogError`."""
    engine = open_engine(url)
    try:
        file = engine.url.database if engine.dialect.name == "sqlite" else None
        revision = None if file and not Path(file).exists() else current_revision(engine)
    finally:
        engine.dispose()
    if revision is None:
        return "none"
    if revision == HEAD:
        return "current"
    return "older" if revision in known_revisions() else "newer"


def _one_at_a_time(connection: "Connection") -> None:
    # SQLite's writer already waits for its turn.
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK_NUMBER})")


def upgrade(connection: "Connection", revision: str = "head") -> None:
    """Bring the database to a revision within the connection's transaction."""
    from alembic import command  # noqa: PLC0415 - slow to load, and nearly always there is nothing to do
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
