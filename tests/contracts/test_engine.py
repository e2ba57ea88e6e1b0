"""What every database must do for the program, whatever is kept in it."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event, select

from bot.progress import tables
from knowledge.adapters import sql_engine
from knowledge.adapters.sql_engine import open_engine, reading, writing
from knowledge.adapters.sql_statements import Statement
from knowledge.errors import CatalogError
from tests.contracts.engines import emptied


def test_what_the_driver_itself_reports_is_told_as_a_sentence(url: str) -> None:
    """Also where a statement is run without the library; the next one finds all in order."""
    engine = emptied(url)
    with pytest.raises(CatalogError, match="does not have the tables"), reading(engine) as connection:
        Statement(select(tables.draft)).run(connection, {})
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()


def test_threads_that_write_at_once_wait_for_their_turn(url: str) -> None:
    """Even where the database itself lets nobody wait."""
    engine = emptied(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=0"))

    def add(_: int) -> None:
        with writing(engine) as connection:
            connection.exec_driver_sql("INSERT INTO written VALUES (1)")

    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE written (number INTEGER)")
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(100)))
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM written").scalar() == 100
    engine.dispose()


def test_a_connection_that_the_server_closed_meanwhile_is_made_anew(
    urls: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql_engine, "RESTED_SECONDS", -1)
    engine, other = open_engine(urls["postgresql"]), open_engine(urls["postgresql"])
    with reading(engine) as connection:
        process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    with reading(other) as connection:
        assert connection.exec_driver_sql(f"SELECT pg_terminate_backend({process}, 10000)").scalar()
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT pg_backend_pid()").scalar() != process
    engine.dispose()
    other.dispose()
