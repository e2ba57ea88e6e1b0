"""The database's history, shipped inside the package and run by the program itself."""

from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.adapters.sql_engine import current_revision, writing

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

FOLDER = Path(__file__).parent
HEAD = "0003"  # the newest revision; a test holds it against the folder. A current database is told without Alembic.
_LOCK_NUMBER = 0x6461756D6F69  # PostgreSQL's name for our lock: "daumoi"


def ensure_schema(engine: "Engine") -> None:
    """Bring the database to the newest revision; safe when two processes start at once.

    Raises `CatalogError` where the database cannot be reached or written, or is newer than the program.
    """
    if current_revision(engine) == HEAD:
        return
    with writing(engine) as connection:
        _one_at_a_time(connection)
        _upgrade(connection)


def _one_at_a_time(connection: "Connection") -> None:
    # SQLite's writer already waits for its turn.
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK_NUMBER})")


def _upgrade(connection: "Connection") -> None:
    from alembic import command  # noqa: PLC0415 - slow to load, and nearly always there is nothing to do
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
