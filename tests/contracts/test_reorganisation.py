"""What every database must do when units change: districts end, communes take over, schools merge."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.people.errors import InvitationError, PeopleError, ReorganisationError, UnknownUnitError
from bot.people.model import Unit, UnitEvent
from bot.people.reorganisation import Reorganisation
from bot.people.store import Invitations, People, Units
from bot.progress.figures import Figures
from bot.progress.model import Period, PeriodObligation, Report
from bot.progress.periods import Periods
from bot.progress.store import CheckIns
from knowledge.model import Bilingual
from tests.contracts.engines import migrated

NOON = datetime(2025, 7, 1, 5, tzinfo=UTC)
DAY, DUE = date(2025, 7, 1), date(2025, 7, 31)
MINH, LAN = 7_000_000_001, 7_000_000_002
TREE = (
    Unit("so", "Sở Giáo dục và Đào tạo", "department"),
    Unit("pgd", "Phòng Giáo dục huyện Yên Mỹ", "office", None, "so"),
    Unit("xa", "UBND xã Yên Mỹ", "commune", None, "so"),
    Unit("a", "Trường THCS A", "school", "THCS", "pgd"),
    Unit("b", "Trường THCS B", "school", "THCS", "pgd"),
)
PLAN = PeriodObligation("d#1", "d", "1", Bilingual("Kế hoạch", "Plan"), "plan", {"school": "yes", "office": "yes"})


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = migrated(url)
    Units(engine).load(TREE)
    yield engine
    engine.dispose()


@pytest.fixture
def units(engine: Engine) -> Units:
    return Units(engine)


@pytest.fixture
def desk(engine: Engine) -> Reorganisation:
    return Reorganisation(engine)


def opened(engine: Engine, name: str) -> Period:
    return Periods(engine).open(name, DUE, [PLAN], now=NOON, unit="so")


def report(engine: Engine, period: Period, unit: str) -> None:
    CheckIns(engine).record(Report(period.id, unit, PLAN.id, "done"), 0, by=None, now=NOON)


def counted(engine: Engine, period: Period, unit: str = "so") -> dict[str, tuple[int, int]]:
    found = Figures(engine).progress_of(period.id, unit)
    return {each.code: (each.expected, each.reported) for each in found.by_unit}


def refused(error: type[PeopleError], act: Any, *arguments: Any, **more: Any) -> str:
    with pytest.raises(error) as caught:
        act(*arguments, now=NOON, **more)
    return caught.value.key


def test_a_unit_is_renamed_and_moved_and_both_are_kept(units: Units, desk: Reorganisation) -> None:
    desk.rename("a", "Trường  THCS Nguyễn Văn Linh", DAY, now=NOON)
    desk.move("a", "xa", DAY, now=NOON)
    moved = units.unit("a")
    assert moved is not None
    assert (moved.name, moved.parent) == ("Trường THCS Nguyễn Văn Linh", "xa")
    assert desk.events("a") == [
        UnitEvent("a", "renamed", DAY, "Trường THCS A", "Trường THCS Nguyễn Văn Linh", NOON),
        UnitEvent("a", "moved", DAY, "pgd", "xa", NOON),
    ]
    desk.move("a", None, DAY, now=NOON)
    assert units.ancestors("a") == []


def test_districts_end_and_communes_take_over(engine: Engine, units: Units, desk: Reorganisation) -> None:
    """What was reported stays where it was made; what is still open follows the tree."""
    past, running = opened(engine, "I"), opened(engine, "II")
    for period in (past, running):
        report(engine, period, "a")
    report(engine, running, "pgd")
    Periods(engine).close(past.id, NOON)
    for school in ("a", "b"):
        desk.move(school, "xa", DAY, now=NOON)
    desk.close("pgd", DAY, now=NOON)
    assert units.unit("pgd") is None
    assert {unit.code for unit in units.children("xa")} == {"a", "b"}
    assert counted(engine, past, "pgd") == {"pgd": (1, 0), "a": (1, 1), "b": (1, 0)}
    assert counted(engine, running, "xa") == {"a": (1, 1), "b": (1, 0)}
    assert counted(engine, running)["pgd"] == (1, 1), "what it reported before it ended still counts"
    assert "pgd" not in counted(engine, opened(engine, "III"))


def test_a_unit_that_ended_without_reporting_is_not_waited_for(engine: Engine, desk: Reorganisation) -> None:
    running = opened(engine, "II")
    desk.close("b", DAY, now=NOON)
    assert counted(engine, running) == {"pgd": (1, 0), "a": (1, 0)}


def test_a_unit_is_closed_into_another(engine: Engine, units: Units, desk: Reorganisation) -> None:
    """Its people go along, and lead nothing there until they are invited to; its invitations are void."""
    people = People(engine)
    people.change(MINH, NOON, unit="pgd", role="admin")
    people.change(LAN, NOON, unit="pgd", role="teacher")
    invited = Invitations(engine).create("pgd", "officer", 1, 30, NOON)
    desk.close("pgd", DAY, into="xa", now=NOON + timedelta(hours=1))
    assert {unit.code for unit in units.children("xa")} == {"a", "b"}
    for who, role in ((MINH, "officer"), (LAN, "teacher")):
        person = people.person(who)
        assert person is not None
        assert (person.unit, person.role) == ("xa", role)
    kept = people.kept(MINH)["memberships"]
    assert [each["unit"]["name"] for each in kept] == ["Phòng Giáo dục huyện Yên Mỹ", "UBND xã Yên Mỹ"]
    with pytest.raises(InvitationError):
        people.join(9, invited.code or "", NOON)
    assert [(e.unit, e.kind, e.after) for e in desk.events()] == [
        ("a", "moved", "xa"), ("b", "moved", "xa"), ("pgd", "closed", "xa"),
    ]  # fmt: skip


def test_people_of_a_unit_that_nobody_takes_over_belong_to_none(engine: Engine, desk: Reorganisation) -> None:
    people = People(engine)
    people.change(MINH, NOON, unit="b", role="head")
    desk.close("b", DAY, now=NOON)
    person = people.person(MINH)
    assert person is not None
    assert (person.unit, person.role) == (None, "teacher")


def test_what_would_leave_the_tree_broken_is_refused(units: Units, desk: Reorganisation) -> None:
    before = units.all()
    assert refused(ReorganisationError, desk.close, "pgd", DAY) == "unit.has_below"
    assert refused(ReorganisationError, desk.close, "pgd", DAY, into="a") == "csv.circle"
    assert refused(ReorganisationError, desk.move, "so", "a", DAY) == "csv.circle"
    assert refused(ReorganisationError, desk.move, "a", "a", DAY) == "csv.circle"
    assert refused(ReorganisationError, desk.rename, "a", " ", DAY) == "csv.name_missing"
    assert refused(ReorganisationError, desk.rename, "a", "A", DAY + timedelta(days=1)) == "unit.not_yet"
    assert refused(UnknownUnitError, desk.move, "a", "nowhere", DAY) == "unit.unknown"
    assert refused(UnknownUnitError, desk.close, "nowhere", DAY) == "unit.unknown"
    assert units.all() == before
    assert desk.events() == []


def test_a_closed_unit_is_not_there_any_more(engine: Engine, units: Units, desk: Reorganisation) -> None:
    """Neither an old file nor an old button brings it back."""
    desk.close("b", DAY, now=NOON)
    with pytest.raises(ReorganisationError) as caught:
        units.load(TREE)
    assert caught.value.key == "unit.is_closed"
    with pytest.raises(UnknownUnitError):
        People(engine).change(MINH, NOON, unit="b")
    assert refused(UnknownUnitError, desk.rename, "b", "B", DAY) == "unit.unknown"
