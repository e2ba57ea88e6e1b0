"""All rows of the database as lines of JSON, whatever engine it is, and back into either engine.

Tables are read as they stand in the database and not as the program declares them, so that rows of an earlier revision
can be put back as they were and then be brought up to date.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, Connection, MetaData, Table, func, insert, inspect, make_url, select, text

from bot.migrations import ensure_schema, upgrade
from bot.migrations.tables import TABLE_NAMES
from knowledge.adapters.sql_engine import open_engine, translated, writing
from knowledge.errors import CatalogError

Row = dict[str, Any]
Rows = Callable[[str], Iterable[Row]]
"""A table's rows by its name."""

LEFT_OUT = frozenset({"telegram_update", "model_circuit", "model_tokens", "lease"})
"""What is of the day: messages of people stay out of backups, and no old question is answered again after one; nor does
it matter then how the chat model was, or which process was at work."""

_ROWS_AT_ONCE = 500
_LOCK_WAIT = "30s"
_BUSY = "Another process is using the database; stop the bot and try again."


def read_tables(url: str, write: Callable[[str, Iterator[Row]], None]) -> None:
    """Hand each table's rows to `write`, all as they stood at one moment, whoever writes meanwhile.

    Values are what JSON holds; days and moments are in ISO 8601. Raises `CatalogError`.
    """
    engine = open_engine(url)
    ensure_schema(engine)
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")  # SQLite's readers always have it
    with translated(), engine.connect() as connection:
        for table in (each for each in _tables(connection) if each.name not in LEFT_OUT):
            found = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table)).mappings()
            write(table.name, ({name: _as_json(value) for name, value in row.items()} for row in found))
    engine.dispose()


@contextmanager
def replaced(url: str, revision: str, rows: Rows) -> Iterator[None]:
    """Prepare a database of these rows, then run the block; at its end it takes the place of the one there was.

    Until then the old one stays, and for good where anything fails. `revision`: the schema of the rows, which are then
    brought up to date. Raises `CatalogError`, also where another process has a SQLite file open.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        with _file_replaced(Path(parsed.database or ""), revision, rows):
            yield
        return
    engine = open_engine(url)
    try:
        with writing(engine) as connection:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_LOCK_WAIT}'")
            _drop_tables(connection)
            _fill(connection, revision, rows)
            yield
    finally:
        engine.dispose()


@contextmanager
def _file_replaced(file: Path, revision: str, rows: Rows) -> Iterator[None]:
    new = file.with_name(f"{file.name}.restoring")
    _remove(new)
    _require_unused(file)
    try:
        engine = open_engine(f"sqlite:///{new}")
        with writing(engine) as connection:
            _fill(connection, revision, rows)
        engine.dispose()
        _require_unused(new)  # which also folds its log into it
        yield
        _require_unused(file)
        _remove_logs(file)
        new.replace(file)
    finally:
        _remove(new)


def _require_unused(file: Path) -> None:
    """Raise `CatalogError` where another process has the database open; what is no database is in nobody's use."""
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file, timeout=1)) as connection:
            # Leaving the write-ahead log takes a lock that nobody else may share.
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise CatalogError(_BUSY) from error
    except sqlite3.DatabaseError:  # a damaged one is what a backup is there for
        return


def _remove(file: Path) -> None:
    _remove_logs(file)
    file.unlink(missing_ok=True)


def _remove_logs(file: Path) -> None:
    for ending in ("-wal", "-shm", "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _fill(connection: Connection, revision: str, rows: Rows) -> None:
    upgrade(connection, revision)
    for table in _tables(connection):
        for some in _in_parts(_parents_first(table, rows(table.name))):
            connection.execute(insert(table), [_for_database(table, row) for row in some])
        _go_on_counting(connection, table)
    upgrade(connection)


def _tables(connection: Connection) -> list[Table]:
    """Our tables as they are, those that others point at first."""
    found = MetaData()
    ours = TABLE_NAMES & set(inspect(connection).get_table_names())
    found.reflect(connection, only=sorted(ours))
    for column in (column for table in found.sorted_tables for column in table.columns):
        if isinstance(column.type, JSON):
            column.type.none_as_null = bool(column.nullable)  # else None would be stored as JSON's own null
    return found.sorted_tables


def _drop_tables(connection: Connection) -> None:
    for table in reversed(_tables(connection)):
        table.drop(connection)
    connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")


def _in_parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while some := list(islice(left, _ROWS_AT_ONCE)):
        yield some


def _parents_first(table: Table, rows: Iterable[Row]) -> Iterable[Row]:
    """The rows of a tree so that each comes after the one it points at; others as they come."""
    links = [(key.parent.name, key.column.name) for key in table.foreign_keys if key.column.table is table]
    if not links:
        return rows
    (pointer, key), *_ = links
    return _by_depth(list(rows), pointer, key)


def _by_depth(rows: list[Row], pointer: str, key: str) -> list[Row]:
    parents = {row[key]: row[pointer] for row in rows}

    def depth(row: Row) -> int:
        steps, above = 0, row[pointer]
        while above is not None and steps < len(rows):
            steps, above = steps + 1, parents.get(above)
        return steps

    return sorted(rows, key=depth)


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _for_database(table: Table, row: Mapping[str, Any]) -> Row:
    try:
        return {name: _column_value(table.c[name], value) for name, value in row.items()}
    except (KeyError, TypeError, ValueError) as error:
        message = f"The rows of {table.name} are not as that table has them; nothing was changed."
        raise CatalogError(message) from error


def _column_value(column: Column[Any], value: Any) -> Any:
    if value is None or isinstance(column.type, JSON):
        return value
    if column.type.python_type in (date, datetime):
        return column.type.python_type.fromisoformat(value)
    return value


def _go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL numbers new rows by a counter of its own, which knows nothing of rows that bring their number."""
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key:
        if "nextval" in str(getattr(column.server_default, "arg", "")):
            last = connection.scalar(select(func.max(column)))
            if last is not None:
                counter = text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)")
                connection.execute(counter, {"table": table.name, "column": column.name, "last": last})


def to_line(row: Row) -> bytes:
    """A row as one line of JSON."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
