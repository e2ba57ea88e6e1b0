"""The database connection: SQLite by default, PostgreSQL by URL; and its errors, told as sentences."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Literal, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, create_engine, event, exc, inspect, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from knowledge.errors import CatalogError
from knowledge.index_folders import disk_errors

BUSY_SECONDS = 10
RESTED_SECONDS = 1

# A library class and what it means to the person who runs the program; the nearest ancestor's row holds.
# `test_catalog` proves that each of SQLAlchemy's errors finds a row.
_REBUILT = (
    "the database does not have the tables this program expects; restore a backup or start with an empty data folder"
)
_PROGRAM = "the program used the database wrongly, which is a defect of the program; nothing was changed"
SENTENCES: dict[type[exc.SQLAlchemyError], str] = {
    exc.OperationalError: "the database cannot be reached, read or written; check DATABASE_URL and the disk",
    exc.InterfaceError: "the connection to the database failed; check DATABASE_URL and that the server is running",
    exc.DatabaseError: "the database file or server reports a fault; restore it from a backup",
    exc.InternalError: "the database reports a fault of its own; restore it from a backup",
    exc.DataError: "the database refused a value as too long or of a wrong kind; nothing was changed",
    exc.IntegrityError: "two changes to the database contradict each other; nothing was changed, try again",
    exc.ProgrammingError: _REBUILT,
    exc.NotSupportedError: "this database lacks something the program needs; use SQLite or PostgreSQL",
    exc.DBAPIError: "the database driver failed; check DATABASE_URL and that the driver is installed",
    exc.TimeoutError: "no connection to the database came free in time; try again",
    exc.DisconnectionError: "the connection to the database was lost; try again",
    exc.NoSuchModuleError: "DATABASE_URL names a kind of database that is not installed; use sqlite or postgresql",
    exc.ArgumentError: "DATABASE_URL is not a database address, or the program used the database wrongly",
    exc.NoSuchTableError: _REBUILT,
    exc.AwaitRequired: _PROGRAM,
    exc.CircularDependencyError: _PROGRAM,
    exc.CompileError: _PROGRAM,
    exc.IdentifierError: _PROGRAM,
    exc.InvalidRequestError: _PROGRAM,
    exc.MissingGreenlet: _PROGRAM,
    exc.NoReferenceError: _PROGRAM,
    exc.StatementError: _PROGRAM,
    exc.UnboundExecutionError: _PROGRAM,
}

# What SQLite says in words and tells apart by nothing else that reaches us.
_FRAGMENTS = {
    "database is locked": "another process is writing to the database; try again in a moment",
    "disk is full": "the disk is full; free some space and try again",
    "unable to open database file": "the database file cannot be opened; check the data folder and its permissions",
    "readonly database": "the database may only be read; check the permissions of the data folder",
    "file is not a database": "the database file is not a database; restore it from a backup",
    "malformed": "the database file is damaged; restore it from a backup",
    "no such table": _REBUILT,
    "no such column": _REBUILT,
}


def sentence_for(error: exc.SQLAlchemyError) -> str:
    """What a database error means, and what to do."""
    told = str(error.orig if isinstance(error, exc.DBAPIError) else error)
    by_words = (sentence for words, sentence in _FRAGMENTS.items() if words in told)
    by_class = (SENTENCES[cls] for cls in type(error).__mro__ if cls in SENTENCES)
    return next(by_words, None) or next(by_class, _PROGRAM)


@contextmanager
def translated() -> Iterator[None]:
    """Turns the library's errors into `CatalogError`."""
    try:
        yield
    except exc.SQLAlchemyError as error:
        message = f"Catalog: {sentence_for(error)} ({type(error).__name__})."
        raise CatalogError(message) from error
    except ModuleNotFoundError as error:
        message = f"Catalog: the driver of the database is not installed ({error.name})."
        raise CatalogError(message) from error


def open_engine(url: str) -> Engine:
    """An engine for a database URL; makes the folder of a SQLite file, and no connection yet.

    Raises `CatalogError` where the URL is no address, its driver is missing or the folder cannot be made.
    """
    with disk_errors(), translated():
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return _server(parsed)
        return _sqlite(parsed)


def _server(url: URL) -> Engine:
    engine = create_engine(url)

    def put_back(_: object, record: ConnectionPoolEntry) -> None:
        record.info["put_back"] = monotonic()

    def taken(connection: DBAPIConnection, record: ConnectionPoolEntry, _: object) -> None:
        # A server that restarts takes longer: what was used a moment ago need not be asked whether it is still there.
        if monotonic() - record.info.get("put_back", 0) > RESTED_SECONDS:
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error as error:
                raise exc.InvalidatePoolError from error  # all others are asked no more; this one is made anew

    event.listen(engine, "checkin", put_back)
    event.listen(engine, "checkout", taken)
    return engine


def _sqlite(url: URL) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "isolation_level": None})
    event.listen(engine, "connect", _pragmas)
    # Not by an event: a listener to one makes the library look for listeners at each statement.
    engine.dialect.do_begin = _begin  # type: ignore[method-assign, assignment]
    return engine


def _pragmas(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: PoolProxiedConnection) -> None:
    # The driver's own BEGIN comes late and spares table changes. A writer asks for the lock at once, or it could not
    # wait for it: a reader that turns writer fails when another wrote meanwhile.
    wanted: _Wanted = connection.info.pop("wanted", _READ)
    cursor = connection.cursor()
    if connection.info.get("durable", False) != wanted.durable:
        cursor.execute(f"PRAGMA synchronous={'FULL' if wanted.durable else 'NORMAL'}")
        connection.info["durable"] = wanted.durable
    cursor.execute(f"BEGIN {wanted.mode}")
    cursor.close()


class _Wanted(NamedTuple):
    """How the next transaction of a connection to SQLite is to begin."""

    mode: Literal["DEFERRED", "IMMEDIATE"]
    durable: bool = False


_READ, _WRITE, _KEEP = _Wanted("DEFERRED"), _Wanted("IMMEDIATE"), _Wanted("IMMEDIATE", durable=True)


@contextmanager
def writing(engine: Engine, *, durable: bool = False) -> Iterator[Connection]:
    """One transaction that writes: all of it or nothing.

    What is `durable` is on the disk when this ends, also after a power cut (PostgreSQL's always are); the last others
    may be lost by one, all of each or nothing. A crash of the program alone loses neither.
    """
    with translated(), _as_library_errors(engine), _turn_to_write(engine), engine.connect() as connection:
        connection.info["wanted"] = _KEEP if durable else _WRITE
        with connection.begin():
            yield connection


_turns: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()


@contextmanager
def _turn_to_write(engine: Engine) -> Iterator[None]:
    """Lets the threads of this process write to SQLite one after the other.

    SQLite itself lets one write at a time, too, but who has to wait for another only looks again after a while, longer
    each time. Of other processes nothing is known here: for them it waits like that.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    turn = _turns.setdefault(engine, Lock())
    mine = turn.acquire(timeout=BUSY_SECONDS)  # else the database says that it is busy
    try:
        yield
    finally:
        if mine:
            turn.release()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view."""
    # Ended by COMMIT: the rollback of a connection that is put back makes PostgreSQL's driver forget its statements.
    with translated(), _as_library_errors(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def _as_library_errors(engine: Engine) -> Iterator[None]:
    """Turns errors of the driver itself, of which the library does not know, into the library's."""
    driver = engine.dialect.loaded_dbapi
    try:
        yield
    except driver.Error as error:
        raise exc.DBAPIError.instance(None, None, error, driver.Error, dialect=engine.dialect) from error


def current_revision(engine: Engine) -> str | None:
    """The schema revision a database is at, None for an empty one. Raises `CatalogError` where it cannot be read."""
    with reading(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return revision
