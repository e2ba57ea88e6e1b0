"""Statements that are carried out many times a second: made once, and run by the database's driver itself.

SQLAlchemy writes them and knows how values go in and come out; looking a statement up and wrapping what it gives, each
time, takes it several times longer than the database needs to carry it out. Such a statement has one fixed text (no
list of any length in it); its values are given by the names of its `bindparam`s.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, TypeAlias

from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DataError
from sqlalchemy.types import TypeEngine

Executable: TypeAlias = Select[Any] | Insert | Update | Delete
_Convert: TypeAlias = Callable[[Any], Any]


class Statement:
    """One statement, whichever database it is run on. Safe to share between threads."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._written: dict[str, _Written] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> "Answer":
        """Carry it out in a transaction of `sql_engine`, which translates the errors of the driver."""
        written = self._in_words_of(connection.dialect)
        cursor = connection.connection.cursor()
        with _values_refused():
            cursor.execute(written.sql, written.given(values))
        return Answer(cursor, written.row, read_later=_is_server(connection))

    def run_each(self, connection: Connection, values: Sequence[Mapping[str, Any]]) -> None:
        """Carry it out for each of many values; nothing is answered."""
        if values:
            written = self._in_words_of(connection.dialect)
            cursor = connection.connection.cursor()
            with _values_refused():
                cursor.executemany(written.sql, [written.given(each) for each in values])
            cursor.close()

    def _in_words_of(self, dialect: Dialect) -> "_Written":
        written = self._written.get(dialect.name)
        if written is None:
            written = self._written[dialect.name] = _Written(self._statement, dialect)
        return written


@contextmanager
def _values_refused() -> Iterator[None]:
    """What the driver does not even pass to the database, told like what the database refuses."""
    try:
        yield
    except (OverflowError, UnicodeError) as error:
        raise DataError(None, None, error) from error


class Answer:
    """The rows that a statement gives, with its columns' names. To be read once."""

    __slots__ = ("_cursor", "_row", "_rows")

    def __init__(self, cursor: DBAPICursor, row: _Convert, *, read_later: bool) -> None:
        self._cursor = cursor
        self._row = row
        # SQLite's driver prepares a statement anew while an answer of it is unread: several times as long as to run it.
        self._rows = None if read_later else cursor.fetchall()

    def all(self) -> list[Any]:
        """Every row."""
        found = self._cursor.fetchall() if self._rows is None else self._rows
        self._cursor.close()
        return [self._row(row) for row in found]

    @property
    def changed(self) -> int:
        """How many rows a statement changed that gives none."""
        return self._cursor.rowcount

    def first(self) -> Any:
        """The first row, None where there is none."""
        return next(iter(self.all()), None)


def at_once(connection: Connection) -> AbstractContextManager[object]:
    """What is run within goes to a server in one journey; read the answers after it. A file needs no journey."""
    driver: Any = connection.connection.driver_connection
    return driver.pipeline() if _is_server(connection) else nullcontext()


def _is_server(connection: Connection) -> bool:
    return connection.dialect.driver == "psycopg"


class _Written:
    """A statement in the words of one database, with what turns its values into the driver's and back."""

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        self._constants: dict[str, Any] = compiled.params
        bound = {name: _bound(bind.type, dialect) for bind, name in compiled.bind_names.items()}
        self._by_name = compiled.positiontup is None
        self._values = [(name, bound[name]) for name in (bound if self._by_name else compiled.positiontup)]
        columns: list[Any] = list(statement.exported_columns)
        self._named = namedtuple("Row", [column.key for column in columns])._make  # type: ignore[attr-defined]  # noqa: PYI024
        self._results = [(at, process) for at, each in enumerate(columns) if (process := _read(each.type, dialect))]

    def given(self, values: Mapping[str, Any]) -> Any:
        """Values as the driver takes them: by name, or in the order of the text."""
        given = {**self._constants, **values}
        if self._by_name:
            return {name: process(given[name]) if process else given[name] for name, process in self._values}
        return [process(given[name]) if process else given[name] for name, process in self._values]

    def row(self, row: Sequence[Any]) -> Any:
        """A row of the driver, with names."""
        if self._results:
            row = list(row)
            for at, process in self._results:
                row[at] = process(row[at])
        return self._named(row)


def _bound(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _read(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
