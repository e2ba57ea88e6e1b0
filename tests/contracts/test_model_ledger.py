"""The chat model's circuit and budget are kept on every database, and for the tests in memory."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from knowledge.adapters.sql_model_ledger import SqlModelLedger
from knowledge.phrasing.health import EVERYBODY, Circuit, Ledger, Spent
from tests.contracts.engines import KINDS, migrated
from tests.fake_model import FakeLedger

NOW = datetime(2021, 6, 15, 8, tzinfo=UTC)
TODAY = date(2021, 6, 15)


@pytest.fixture(params=("fake", *KINDS))
def ledger(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    if request.param == "fake":
        yield FakeLedger()
        return
    engine = migrated(request.getfixturevalue("urls")[request.param])
    yield SqlModelLedger(engine)
    engine.dispose()


def test_a_model_nothing_is_kept_of_may_be_asked(ledger: Ledger) -> None:
    assert ledger.circuit("m") == Circuit()


def test_a_circuit_is_kept_for_its_model(ledger: Ledger) -> None:
    circuit = Circuit(4, NOW, "It failed.", "json_object")
    ledger.save("m", Circuit(1))
    ledger.save("m", circuit)
    assert ledger.circuit("m") == circuit
    assert ledger.circuit("other") == Circuit()


def test_one_alone_may_try(ledger: Ledger) -> None:
    ledger.save("m", Circuit(4, NOW, "It failed."))
    later = NOW + timedelta(minutes=1)
    assert not ledger.claim("m", NOW - timedelta(seconds=1), later)
    assert ledger.claim("m", NOW, later)
    assert not ledger.claim("m", NOW, later)
    assert not ledger.claim("other", NOW, later)


def test_tokens_add_up_by_day_and_person(ledger: Ledger) -> None:
    for who, tokens, calls in ((EVERYBODY, 100, 1), ("an", 100, 1), (EVERYBODY, -20, 0), (EVERYBODY, 5, 1)):
        ledger.spend(TODAY, who, tokens, calls)
    assert ledger.spent(TODAY, EVERYBODY) == Spent(85, 2)
    assert ledger.spent(TODAY, "an") == Spent(100, 1)
    assert ledger.spent(TODAY, "bình") == Spent()


def test_yesterday_is_forgotten(ledger: Ledger) -> None:
    ledger.spend(TODAY, "an", 100, 1)
    ledger.spend(TODAY + timedelta(days=1), EVERYBODY, 1, 1)
    assert ledger.spent(TODAY, "an") == Spent()


def test_nothing_is_lost_that_is_spent_at_the_same_time(ledger: Ledger) -> None:
    if isinstance(ledger, FakeLedger):
        pytest.skip("one thread is enough for it")
    threads = [Thread(target=ledger.spend, args=(TODAY, EVERYBODY, 7, 1)) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert ledger.spent(TODAY, EVERYBODY) == Spent(56, 8)
