"""When reminders go out, to whom, and when they do not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people.model import Role, Unit
from bot.people.tree import UnitTree
from bot.progress.model import VIETNAM, Period, Quiet
from bot.reminders.circle import Circle, Member
from bot.reminders.ladder import (
    HOUR,
    LADDER,
    LASTS,
    after_quiet,
    at_once_key,
    decide,
    key_of,
    moment_of,
    quiet_of,
    rungs_due,
    rungs_to_come,
    until_of,
)
from bot.reminders.model import Standing

OPENED = datetime(2026, 1, 5, tzinfo=UTC)
DUES = st.dates(date(2026, 1, 1), date(2027, 12, 31))
MOMENTS = st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: OPENED + timedelta(minutes=minutes))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
QUIETS = st.builds(Quiet, TIMES, TIMES)


def period(due: date = date(2026, 6, 30), quiet: Quiet | None = None) -> Period:
    return Period(1, "Quý II", due, "so", (), quiet, OPENED)


FEW = settings(max_examples=40)
PERIODS = st.builds(period, DUES, st.one_of(st.none(), QUIETS))


# ------------------------------------------------------------------------------------------------------------ the clock


@FEW
@given(MOMENTS, QUIETS)
def test_after_the_quiet_hours_it_is_not_quiet(moment: datetime, quiet: Quiet) -> None:
    """And it is as early as can be."""
    later = after_quiet(moment, quiet)
    assert not quiet.holds(later)
    assert moment <= later < moment + timedelta(days=1)
    assert later == moment or quiet.holds(later - timedelta(microseconds=1))


@FEW
@given(PERIODS)
def test_no_rung_falls_into_quiet_hours(asked: Period) -> None:
    assert not any(quiet_of(asked.quiet).holds(moment_of(rung, asked)) for rung in LADDER)


def test_a_rung_goes_out_in_the_morning_of_vietnam() -> None:
    local = moment_of(LADDER[0], period()).astimezone(VIETNAM)
    assert (local.date(), local.time()) == (date(2026, 6, 23), HOUR)


def test_where_the_morning_is_quiet_it_goes_out_when_that_ends() -> None:
    local = moment_of(LADDER[0], period(quiet=Quiet.of("20:00-13:30"))).astimezone(VIETNAM)
    assert (local.date(), local.time()) == (date(2026, 6, 23), time(13, 30))


def test_a_period_without_quiet_hours_has_the_night() -> None:
    assert quiet_of(None).holds(datetime(2026, 6, 23, 3, tzinfo=VIETNAM))
    assert not quiet_of(None).holds(datetime(2026, 6, 23, 8, tzinfo=VIETNAM))


# ----------------------------------------------------------------------------------------------------------- the ladder


@FEW
@given(PERIODS, MOMENTS)
def test_at_most_one_rung_for_each_audience_is_due(asked: Period, now: datetime) -> None:
    """Whoever the program stood still for is told once, not for each rung that was missed."""
    due = rungs_due(asked, now)
    assert len({rung.audience for rung in due}) == len(due)
    for rung in due:
        assert (
            asked.opened_at <= moment_of(rung, asked) <= now < until_of(rung, asked) <= moment_of(rung, asked) + LASTS
        )


@FEW
@given(PERIODS, MOMENTS)
def test_what_is_due_is_not_to_come(asked: Period, now: datetime) -> None:
    assert not {*rungs_due(asked, now)} & {*rungs_to_come(asked, now)}


@FEW
@given(PERIODS, MOMENTS)
def test_of_a_closed_period_no_rung_is_due(asked: Period, now: datetime) -> None:
    closed = replace(asked, closed_at=OPENED)
    assert rungs_due(closed, now) == rungs_to_come(closed, now) == []


def test_a_period_opened_late_begins_with_the_next_rung() -> None:
    opened = replace(period(date(2026, 1, 8)), opened_at=OPENED)
    assert [rung.name for rung in rungs_to_come(opened, OPENED)] == ["day_before", "day_after", "head", "above"]
    assert rungs_due(opened, OPENED) == []


def test_those_higher_up_are_told_later() -> None:
    order = ("officer", "head", "above")
    first = [min(rung.days for rung in LADDER if rung.audience == each) for each in order]
    assert first == sorted(first)
    assert min(first) < 0 < first[1]


@FEW
@given(PERIODS, MOMENTS)
def test_names_in_the_outbox_have_room(asked: Period, now: datetime) -> None:
    keys = [key_of(rung, asked) for rung in LADDER]
    assert len({*keys, at_once_key(now)}) == len(LADDER) + 1
    assert all(len(key) <= 32 for key in [*keys, at_once_key(now)])


# --------------------------------------------------------------------------------------------- at the moment of sending

NOW = datetime(2026, 6, 23, 8, tzinfo=VIETNAM)
READY = Standing(
    left=3,
    is_open=True,
    still_theirs=True,
    silenced=False,
    blocked=False,
    quiet=Quiet.of("21:00-07:00"),
    until=NOW + timedelta(hours=1),
)


@pytest.mark.parametrize(
    ("standing", "decision"),
    [
        (READY, "go"),
        (replace(READY, left=0), "reported"),
        (replace(READY, is_open=False), "closed"),
        (replace(READY, still_theirs=False), "left"),
        (replace(READY, silenced=True), "silenced"),
        (replace(READY, until=NOW), "late"),
        (replace(READY, blocked=True), "blocked"),
        (replace(READY, blocked=True, left=0), "reported"),
        (replace(READY, quiet=Quiet.of("07:00-09:00")), "wait"),
    ],
)
def test_all_is_asked_again_before_it_is_sent(standing: Standing, decision: str) -> None:
    assert decide(standing, NOW) == decision


FLAGS = st.booleans()


@FEW
@given(
    st.builds(
        Standing,
        left=st.integers(0, 20),
        is_open=FLAGS,
        still_theirs=FLAGS,
        silenced=FLAGS,
        blocked=FLAGS,
        quiet=QUIETS,
        until=MOMENTS,
    ),
    MOMENTS,
)
def test_it_goes_only_where_nothing_speaks_against_it(standing: Standing, now: datetime) -> None:
    """Never in quiet hours, never about a unit that has reported."""
    speaks_for = standing.left > 0 and standing.is_open and standing.still_theirs and now < standing.until
    speaks_against = standing.silenced or standing.blocked or standing.quiet.holds(now)
    assert (decide(standing, now) == "go") == (speaks_for and not speaks_against)


# ------------------------------------------------------------------------------------------------------------- to whom

TREE = UnitTree(
    [
        Unit("so", "Sở", "department"),
        Unit("xa", "Xã", "commune", parent="so"),
        Unit("a", "Trường A", "school", parent="xa"),
        Unit("b", "Trường B", "school", parent="xa"),
        Unit("c", "Trường C", "school", parent="so"),
    ]
)
AN, BINH, CHI, DUNG, EM = range(1, 6)


def circle(*members: Member, silent: tuple[str, ...] = ("a", "b", "c")) -> Circle:
    return Circle.of(silent, members, TREE)


def people(found: list[Member]) -> list[int]:
    return [each.person for each in found]


def test_all_officers_of_a_unit_are_told() -> None:
    found = circle(Member(AN, "a", "officer"), Member(BINH, "a", "officer"), Member(CHI, "a", "head"))
    assert people(found.told("officer")) == [AN, BINH]
    assert people(found.told("head")) == [CHI]
    assert (found.covered("officer"), found.covered("head"), found.covered("above")) == (1, 1, 0)


@pytest.mark.parametrize(
    ("role", "blocked", "told"),
    [("officer", False, [AN]), ("officer", True, [CHI]), ("teacher", False, [CHI])],
)
def test_where_no_officer_can_be_told_the_head_is(role: Role, blocked: bool, told: list[int]) -> None:  # noqa: FBT001
    found = circle(Member(AN, "a", role, blocked=blocked), Member(CHI, "a", "head"), Member(EM, "a", "admin"))
    assert people(found.told("officer")) == told


def test_who_wants_none_is_not_replaced() -> None:
    """They know; their head need not be woken for it."""
    found = circle(Member(AN, "a", "officer", silenced=True), Member(CHI, "a", "head"))
    assert found.told("officer") == []


def test_the_level_above_is_the_nearest_that_somebody_manages() -> None:
    so, xa = Member(AN, "so", "admin"), Member(BINH, "xa", "admin")
    assert people(circle(so, xa).told("above")) == [BINH, AN]
    assert people(circle(so, xa, silent=("a", "b")).told("above")) == [BINH]
    assert people(circle(so, replace(xa, blocked=True), silent=("a",)).told("above")) == [AN]
    assert circle(so, xa).covered("above") == 3
    assert circle(xa).covered("above") == 2
    assert people(circle(Member(CHI, "xa", "head"), silent=("a",)).told("above")) == []


def test_a_unit_that_manages_others_is_not_told_of_itself_as_the_level_above() -> None:
    assert circle(Member(BINH, "xa", "admin"), silent=("xa",)).told("above") == []


ROLES: st.SearchStrategy[Role] = st.sampled_from(["teacher", "officer", "head", "admin"])
MEMBERS = st.builds(
    Member, st.integers(1, 50), st.sampled_from(["so", "xa", "a", "b", "c"]), ROLES, st.booleans(), st.booleans()
)


@FEW
@given(st.lists(MEMBERS, unique_by=lambda each: each.person), st.sets(st.sampled_from(["xa", "a", "b", "c"])))
def test_nobody_is_told_who_must_not_be(members: list[Member], silent: set[str]) -> None:
    """Nobody of a unit that has reported, no teacher, nobody twice, nobody who blocked the bot or wants none."""
    found = Circle.of(sorted(silent), members, TREE)
    for audience in ("officer", "head"):
        told = found.told(audience)
        assert {each.unit for each in told} <= silent
        assert len({each.person for each in told}) == len(told)
        assert not any(each.blocked or each.silenced or each.role == "teacher" for each in told)
    assert all(each.role == "admin" and each.unit in ("so", "xa") for each in found.told("above"))


def test_a_rung_is_named_once() -> None:
    assert len({rung.name for rung in LADDER}) == len(LADDER)
