"""The database itself: its faults as sentences, two processes on one file, and a quick start."""

import inspect
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, exc, text

from bot.migrations import FOLDER, HEAD, ensure_schema
from knowledge.adapters.sql_catalog import SqlCatalog
from knowledge.adapters.sql_engine import SENTENCES, open_engine, reading, sentence_for, writing
from knowledge.errors import CatalogError
from knowledge.index_folders import disk_errors

ROOT = Path(__file__).resolve().parents[2]
LIBRARY_ERRORS = [
    cls
    for _, cls in inspect.getmembers(exc, inspect.isclass)
    if issubclass(cls, exc.SQLAlchemyError) and cls is not exc.SQLAlchemyError
]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'data' / 'daumoi.db'}")
    ensure_schema(engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("error", LIBRARY_ERRORS, ids=lambda cls: cls.__name__)
def test_every_error_of_the_library_has_a_sentence(error: type[exc.SQLAlchemyError]) -> None:
    """Whatever the database does, the admin reads what it means."""
    assert any(cls in SENTENCES for cls in error.__mro__)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("database is locked", "another process is writing"),
        ("database or disk is full", "free some space"),
        ("unable to open database file", "cannot be opened"),
        ("attempt to write a readonly database", "may only be read"),
        ("file is not a database", "not a database"),
        ("database disk image is malformed", "damaged"),
        ("no such table: x", "does not have the tables"),
        ("disk I/O error", "check DATABASE_URL and the disk"),
    ],
)
def test_what_sqlite_says_is_told_in_plain_words(told: str, meant: str) -> None:
    assert meant in sentence_for(exc.OperationalError("SELECT 1", None, sqlite3.OperationalError(told)))


def test_a_file_that_is_no_database_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("this is no database at all, but a text of some length " * 20)
    with pytest.raises(CatalogError, match="not a database"):
        ensure_schema(open_engine(f"sqlite:///{tmp_path / 'x.db'}"))


def test_a_server_that_is_not_there_is_a_sentence() -> None:
    engine = open_engine("postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=2")
    with pytest.raises(CatalogError, match="cannot be reached"):
        SqlCatalog(engine).serving()


@pytest.mark.parametrize("url", ["no address", "oracle-of-delphi://x", "mysql+nothing://x"])
def test_an_address_that_is_none_is_a_sentence(url: str) -> None:
    with pytest.raises(CatalogError, match="DATABASE_URL"):
        open_engine(url)


def test_an_error_of_the_disk_names_the_file_and_the_cure() -> None:
    with pytest.raises(CatalogError, match="disk is full; free some space"), disk_errors():
        raise OSError(28, "No space left on device", "index/x")


def test_a_reader_is_not_stopped_by_a_writer_and_sees_no_half(engine: Engine) -> None:
    """People go on asking while documents are loaded."""
    with writing(engine) as writer:
        writer.execute(text("INSERT INTO index_version VALUES ('v1', 'building', '2026-11-22', NULL, 0, 0, NULL, 1)"))
        assert SqlCatalog(engine).versions() == []
    assert [v.version for v in SqlCatalog(engine).versions()] == ["v1"]


def test_writers_wait_for_each_other(engine: Engine) -> None:
    """Two that write at once both get their turn, also when each read before it wrote."""

    def count_up() -> None:
        for _ in range(20):
            with writing(engine) as connection:
                seen = connection.scalar(text("SELECT n FROM counter")) or 0
                connection.execute(text("UPDATE counter SET n = :n"), {"n": seen + 1})

    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE counter (n INTEGER)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))
    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT n FROM counter")) == 80


def test_a_failed_change_leaves_no_trace(engine: Engine) -> None:
    def fail_half_way() -> None:
        with writing(engine) as connection:
            connection.execute(text("CREATE TABLE half (n INTEGER)"))
            connection.execute(text("INSERT INTO serving_version VALUES (1, 'no such version')"))

    with pytest.raises(CatalogError, match="contradict"):
        fail_half_way()
    with pytest.raises(CatalogError, match="tables"), reading(engine) as connection:
        connection.execute(text("SELECT * FROM half"))


def test_the_newest_migration_is_the_one_the_quick_check_knows() -> None:
    """A database that is not current is never taken for one."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_current_database_starts_without_alembic_or_numpy(engine: Engine) -> None:
    """A second start does not pay for what only the first needs."""
    engine.dispose()
    program = (
        "import sys; from bot.migrations import ensure_schema; from knowledge.adapters.sql_engine import open_engine;"
        "import knowledge.library, knowledge.refresh;"
        f"ensure_schema(open_engine({str(engine.url)!r}));"
        "print(sorted({'alembic', 'numpy', 'bm25s', 'docx', 'lxml'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_acknowledged_is_on_the_disk_before(tmp_path: Path) -> None:
    """Only what must outlast a power cut waits for the disk: SQLite's `synchronous` is FULL (2), else NORMAL (1)."""
    engine = open_engine(f"sqlite:///{tmp_path / 'catalog.db'}")
    seen = []
    for durable in (False, True, True, False):
        with writing(engine, durable=durable) as connection:
            seen.append(connection.exec_driver_sql("PRAGMA synchronous").scalar())
    with reading(engine) as connection:
        seen.append(connection.exec_driver_sql("PRAGMA synchronous").scalar())
    assert seen == [1, 2, 2, 1, 1]
    engine.dispose()
