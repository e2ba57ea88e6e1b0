"""Officers who send at the same moment are recorded in one commit, each as if the others came before or after."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from bot.people.model import Unit
from bot.people.store import People, Units
from bot.progress.errors import ConflictError, LockedError, NotExpectedError, PeriodClosedError
from bot.progress.figures import Figures
from bot.progress.model import CheckIn, Draft, PeriodObligation, Report
from bot.progress.periods import Periods
from bot.progress.recording import Act, Outcome, record
from bot.progress.store import CheckIns, Drafts
from knowledge.errors import CatalogError
from knowledge.model import Bilingual
from tests.at_once import at_once
from tests.contracts.engines import migrated

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
SCHOOLS = [f"t{number}" for number in range(9)]
PLAN, TRAIN = (
    PeriodObligation(f"d#{n}", "d", n, Bilingual(f"Việc {n}", f"Task {n}"), "train", {"school": "yes"}) for n in "12"
)
MINH, LAN = 7_000_000_001, 7_000_000_002


KEYS = map(str, count())


@pytest.fixture(scope="module")
def engine(url: str) -> Iterator[Engine]:
    engine = migrated(url)
    Units(engine).load([Unit(code, f"Trường {code}", "school") for code in SCHOOLS])
    for who in (MINH, LAN):
        People(engine).change(who, NOON, unit=SCHOOLS[0], role="officer")
    yield engine
    engine.dispose()


class House:
    """Schools, two officers of the first, and a period open."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.check_ins, self.periods = CheckIns(engine), Periods(engine)
        self.period = self.periods.open(f"Kỳ {next(KEYS)}", date(2026, 12, 31), [PLAN, TRAIN], now=NOON)

    def act(self, unit: str = SCHOOLS[0], *obligations: PeriodObligation, **said: Any) -> Act:
        """Somebody reports that it is done: for the first time, of one obligation or several."""
        expected, by, key = said.pop("expected", 0), said.pop("by", None), said.pop("key", next(KEYS))
        made = (Report(self.period.id, unit, each.id, "done", **said) for each in obligations or (PLAN,))
        return Act([(report, expected) for report in made], by, NOON, None, key)

    def sent(self, *acts: Act) -> list[Future[Outcome]]:
        """What becomes of acts of the same moment; one of another unit is committed before."""
        return at_once(partial(record, self.engine), self.act(SCHOOLS[-1]), acts)

    def history(self, unit: str = SCHOOLS[0], obligation: PeriodObligation = PLAN) -> list[CheckIn]:
        """What is recorded."""
        return self.check_ins.history(self.period.id, unit, obligation.id)


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


@contextmanager
def listening(engine: Engine, at_commit: Callable[[Connection], object]) -> Iterator[None]:
    """What is done before each commit."""
    event.listen(engine, "commit", at_commit)
    yield
    event.remove(engine, "commit", at_commit)


def test_they_are_one_commit(house: House) -> None:
    """With all that belongs to each: its mark, its draft that is gone."""
    drafts = Drafts(house.engine)
    drafts.save(Draft(MINH, house.period.id, SCHOOLS[0], PLAN.id, {}, NOON))
    commits: list[Connection] = []
    with listening(house.engine, commits.append):
        outcomes = house.sent(house.act(by=MINH), *(house.act(unit) for unit in SCHOOLS[1:5]))
    assert len(commits) == 2
    assert [each.result() for each in outcomes] == [house.history(unit) for unit in SCHOOLS[:5]]
    assert drafts.of(MINH) == []
    assert Figures(house.engine).progress_of(house.period.id).reported == 6


def test_one_that_conflicts_is_told_and_the_others_stand(house: House) -> None:
    theirs = house.check_ins.record(house.act().reports[0][0], 0, by=LAN, now=NOON)
    one, two, three = house.sent(house.act(SCHOOLS[1]), house.act(by=MINH), house.act(SCHOOLS[2]))
    refused = two.result()
    assert isinstance(refused, ConflictError)
    assert refused.latest == theirs
    assert house.history() == [theirs]
    assert (one.result(), three.result()) == (house.history(SCHOOLS[1]), house.history(SCHOOLS[2]))


def test_of_two_who_report_the_same_the_second_is_told(house: House) -> None:
    first, second = (each.result() for each in house.sent(house.act(by=MINH), house.act(by=LAN)))
    assert first == house.history()
    assert isinstance(second, ConflictError)
    assert [second.latest] == first


def test_a_correction_may_come_with_what_it_corrects(house: House) -> None:
    """As if one came after the other, which they did."""
    house.sent(house.act(by=MINH), house.act(by=LAN, expected=1, note="sửa"))
    assert [(each.version, each.by) for each in house.history()] == [(1, MINH), (2, LAN)]


def test_two_reports_of_one_unit_both_count(house: House) -> None:
    """Neither puts the unit's marks back to what they were before the other."""
    house.sent(house.act(), house.act(SCHOOLS[0], TRAIN))
    assert Figures(house.engine).progress_of(house.period.id, SCHOOLS[0]).reported == 2


def test_the_same_act_twice_is_recorded_once(house: House) -> None:
    first, again = (each.result() for each in house.sent(house.act(key="twice"), house.act(key="twice")))
    assert first == again == house.history()


def test_several_of_one_person_stand_or_fall_together_and_without_the_others(house: House) -> None:
    house.check_ins.record(house.act(SCHOOLS[0], TRAIN).reports[0][0], 0, by=LAN, now=NOON)
    both, other = house.sent(house.act(SCHOOLS[0], PLAN, TRAIN), house.act(SCHOOLS[1], PLAN, TRAIN))
    assert isinstance(both.result(), ConflictError)
    assert house.history() == []
    assert other.result() == [*house.history(SCHOOLS[1]), *house.history(SCHOOLS[1], TRAIN)]


def test_each_is_refused_for_its_own_reason(house: House) -> None:
    house.check_ins.review(house.period.id, SCHOOLS[1], PLAN.id, "locked", 0, by=None, now=NOON)
    past = house.periods.open(f"Quý III {next(KEYS)}", date(2026, 9, 30), [PLAN], now=NOON)
    house.periods.close(past.id, NOON)
    over = Act([(Report(past.id, SCHOOLS[2], PLAN.id, "done"), 0)], None, NOON, None, next(KEYS))
    outcomes = house.sent(house.act("nowhere"), house.act(SCHOOLS[1]), over, house.act())
    kinds = [type(each.result()) for each in outcomes]
    assert kinds == [NotExpectedError, LockedError, PeriodClosedError, list]
    assert len(house.history()) == 1


def test_what_the_database_cannot_hold_is_told_to_who_sent_it(house: House) -> None:
    bad, good = house.sent(house.act(note="\ud800"), house.act(SCHOOLS[1]))
    assert isinstance(bad.exception(), CatalogError)
    assert house.history() == []
    assert good.result() == house.history(SCHOOLS[1])


def test_what_contradicts_itself_in_the_database_does_not_take_the_others_with_it(house: House) -> None:
    """One key for two different reports: one of them is recorded, as if they had come apart."""
    *_, other = house.sent(house.act(key="both"), house.act(SCHOOLS[1], key="both"), house.act(SCHOOLS[2]))
    assert len(house.history() + house.history(SCHOOLS[1])) == 1
    assert other.result() == house.history(SCHOOLS[2])


def test_a_database_that_goes_away_in_the_middle_loses_and_doubles_nothing(house: House) -> None:
    """The group is as if it had never been; each is recorded by itself once the database is there again."""
    commits = count(1)

    def breaks(connection: Connection) -> None:
        if next(commits) == 2:  # that of the group
            driver: Any = connection.connection.driver_connection
            driver.close()

    with listening(house.engine, breaks):
        outcomes = house.sent(*(house.act(unit) for unit in SCHOOLS[:4]))
    assert next(commits) == 2 + 4 + 1
    assert [each.result() for each in outcomes] == [house.history(unit) for unit in SCHOOLS[:4]]
    assert {len(house.history(unit)) for unit in SCHOOLS[:4]} == {1}


def test_many_officers_at_once_are_all_recorded(house: House) -> None:
    """Of those of one unit exactly one; through one store, as in one process."""

    def send(number: int) -> str:
        report = house.act(SCHOOLS[number % 4], note=str(number)).reports[0][0]
        try:
            return house.check_ins.record(report, 0, by=None, now=NOON, key=f"{house.period.id}/{number}").report.note
        except ConflictError:
            return ""

    with ThreadPoolExecutor(16) as threads:
        told = set(threads.map(send, range(32))) - {""}
    assert {check_in.report.note for unit in SCHOOLS[:4] for check_in in house.history(unit)} == told
    assert len(told) == 4
