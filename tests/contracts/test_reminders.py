"""What every database must do for reminders: queued once, sent by one, nothing forgotten and nothing repeated."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, delete, inspect

from bot.migrations import ensure_schema
from bot.migrations.tables import metadata
from bot.pages import reminders as pages
from bot.people.model import Unit
from bot.people.store import People, Units
from bot.plain import plain_text
from bot.progress.errors import PeriodClosedError
from bot.progress.model import CheckIn, Period, PeriodObligation, Quiet, Report, Review
from bot.progress.periods import Periods
from bot.progress.store import CheckIns
from bot.reminders.lease import LASTS, Lease
from bot.reminders.model import Reach, Reminder, State
from bot.reminders.outbox import SENDING, Outbox
from knowledge.adapters.sql_engine import open_engine, writing
from knowledge.model import Bilingual
from tests.contracts.engines import migrated

DUE = date(2026, 11, 30)
OPENED = datetime(2026, 11, 2, 5, tzinfo=UTC)
EIGHT = 1  # o'clock in UTC, when it is eight in Vietnam
WEEK_BEFORE = datetime(2026, 11, 23, EIGHT, tzinfo=UTC)
DAY_BEFORE = datetime(2026, 11, 29, EIGHT, tzinfo=UTC)
DAY_AFTER = datetime(2026, 12, 1, EIGHT, tzinfo=UTC)
NIGHT = datetime(2026, 12, 1, 15, tzinfo=UTC)  # ten in the evening
MINUTE = timedelta(minutes=1)
SO, XA, MINH, LAN, HOA, MAI = range(7_000_000_001, 7_000_000_007)
TREE = (
    Unit("so", "Sở GDĐT", "department", None, None, "Hưng Yên"),
    Unit("xa", "UBND xã Yên Mỹ", "commune", None, "so"),
    Unit("thcs", "Trường THCS Nguyễn Văn Linh", "school", "THCS", "xa"),
    Unit("mn", "Trường Mầm non Hoa Sen", "school", "mầm non", "xa"),
    Unit("th", "Trường Tiểu học Số 1", "school", "tiểu học", "so"),
)
PEOPLE: tuple[tuple[int, str, Any], ...] = (
    (SO, "so", "admin"),
    (XA, "xa", "admin"),
    (MINH, "thcs", "officer"),
    (LAN, "thcs", "head"),
    (HOA, "mn", "head"),
    (MAI, "thcs", "teacher"),
)
PLAN, TRAIN = (
    PeriodObligation(f"d#{n}", "d", str(n), Bilingual(f"Việc {n}", f"Task {n}"), "plan", {"school": "yes"})
    for n in (1, 2)
)


@pytest.fixture(scope="module")
def made(url: str) -> Iterator[Engine]:
    engine = migrated(url)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(made: Engine) -> Engine:
    """Units and people, and no period."""
    with writing(made) as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
    Units(made).load(TREE)
    for person, unit, role in PEOPLE:
        People(made).change(person, OPENED, unit=unit, role=role)
    return made


@pytest.fixture
def outbox(engine: Engine) -> Outbox:
    return Outbox(engine, Units(engine))


@pytest.fixture
def period(engine: Engine) -> Period:
    return Periods(engine).open("Quý IV", DUE, [PLAN, TRAIN], now=OPENED, unit="so")


@pytest.fixture
def lease(engine: Engine) -> Lease:
    return Lease(engine, SENDING)


def reported(engine: Engine, period: Period, unit: str, *, whole: bool = True) -> None:
    for obligation in (PLAN, TRAIN)[: 2 if whole else 1]:
        CheckIns(engine).record(Report(period.id, unit, obligation.id, "done"), 0, by=None, now=OPENED)


def told(reminders: list[Reminder]) -> dict[int, tuple[str, int, int]]:
    return {each.person: (each.unit, each.left, each.expected) for each in reminders}


def states(outbox: Outbox, period: Period) -> dict[State, int]:
    return dict(outbox.outlook(period.id, Reach(), OPENED).states)


def reasons(outbox: Outbox, period: Period) -> set[str | None]:
    return {reason for _, _, reason, _ in outbox.reasons(period.id)}


def sent(outbox: Outbox, lease: Lease, now: datetime) -> list[int]:
    """Everything that is due, sent as a sender does; the people told, in order."""
    assert lease.take(now)
    people = []
    while due := outbox.due(now, 3):
        for each in due:
            if outbox.claim(each.id, lease.holder, now):
                people.append(each.person)
                outbox.record(each.id, lease.holder, "sent", now)
    return people


# ------------------------------------------------------------------------------------------------------------ planning


@pytest.mark.usefixtures("period")
def test_before_the_due_day_those_who_report_are_told(outbox: Outbox) -> None:
    """The officer; where there is none the head; nobody for a unit that has nobody or is to report nothing."""
    assert outbox.plan(WEEK_BEFORE - MINUTE) == 0
    assert outbox.plan(WEEK_BEFORE) == 2
    assert told(outbox.due(WEEK_BEFORE, 9)) == {MINH: ("thcs", 2, 2), HOA: ("mn", 2, 2)}


@pytest.mark.usefixtures("period")
def test_after_it_heads_and_then_the_level_above(outbox: Outbox) -> None:
    """The level above hears how many units are left, and no unit's name."""
    assert outbox.plan(datetime(2026, 12, 3, EIGHT, tzinfo=UTC)) == 4  # officers and heads: the bot had stood still
    assert outbox.plan(datetime(2026, 12, 5, EIGHT, tzinfo=UTC)) == 2
    above = [each for each in outbox.due(datetime(2026, 12, 5, EIGHT, tzinfo=UTC), 9) if each.audience == "above"]
    assert told(above) == {XA: ("xa", 2, 2), SO: ("so", 3, 3)}


def test_planning_twice_queues_once(outbox: Outbox, period: Period) -> None:
    assert [outbox.plan(WEEK_BEFORE + n * MINUTE) for n in range(3)] == [2, 0, 0]
    assert states(outbox, period) == {"queued": 2}


def test_planning_in_several_processes_queues_once(outbox: Outbox, period: Period) -> None:
    with ThreadPoolExecutor(4) as threads:
        counts = list(threads.map(outbox.plan, [WEEK_BEFORE] * 8))
    assert sum(counts) == 2
    assert states(outbox, period) == {"queued": 2}


def test_a_unit_that_has_reported_whole_is_left_alone(outbox: Outbox, period: Period, engine: Engine) -> None:
    reported(engine, period, "mn")
    reported(engine, period, "thcs", whole=False)
    outbox.plan(WEEK_BEFORE)
    assert told(outbox.due(WEEK_BEFORE, 9)) == {MINH: ("thcs", 1, 2)}


@pytest.mark.usefixtures("period")
def test_what_stood_still_for_long_is_not_caught_up(outbox: Outbox) -> None:
    assert outbox.plan(datetime(2027, 2, 1, tzinfo=UTC)) == 0


def test_another_due_day_makes_another_ladder(outbox: Outbox, period: Period, engine: Engine, lease: Lease) -> None:
    outbox.plan(WEEK_BEFORE)
    assert len(sent(outbox, lease, WEEK_BEFORE)) == 2
    Periods(engine).close(period.id, WEEK_BEFORE)
    Periods(engine).reopen(period.id, WEEK_BEFORE, DUE + timedelta(days=7))
    assert outbox.plan(WEEK_BEFORE + timedelta(days=7)) == 2


def test_by_hand_everybody_within_reach_is_told_once_a_day(outbox: Outbox, period: Period) -> None:
    assert outbox.outlook(period.id, Reach(), OPENED).now.people == 2
    assert outbox.remind_now(period.id, Reach("mn"), OPENED) == (1, OPENED)
    assert outbox.outlook(period.id, Reach(), OPENED).now.people == 1
    assert outbox.remind_now(period.id, Reach("xa"), OPENED) == (1, OPENED)
    assert outbox.remind_now(period.id, Reach(), OPENED) == (0, OPENED)
    assert outbox.remind_now(period.id, Reach(), OPENED + timedelta(days=1))[0] == 2


def test_by_hand_at_night_it_waits_for_the_morning(outbox: Outbox, period: Period) -> None:
    morning = datetime(2026, 12, 2, 0, tzinfo=UTC)
    assert outbox.remind_now(period.id, Reach(), NIGHT) == (2, morning)
    assert outbox.due(NIGHT, 9) == []
    assert len(outbox.due(morning, 9)) == 2


def test_of_a_closed_period_nobody_is_reminded(outbox: Outbox, period: Period, engine: Engine) -> None:
    Periods(engine).close(period.id, WEEK_BEFORE)
    assert outbox.plan(WEEK_BEFORE) == 0
    with pytest.raises(PeriodClosedError):
        outbox.remind_now(period.id, Reach(), WEEK_BEFORE)


# ------------------------------------------------------------------------------- between being queued and being sent


def test_a_report_that_lands_cancels(outbox: Outbox, period: Period, engine: Engine, lease: Lease) -> None:
    """Also at the last moment."""
    outbox.plan(WEEK_BEFORE)
    reported(engine, period, "mn")
    (left,) = outbox.due(WEEK_BEFORE, 9)
    reported(engine, period, "thcs")
    assert lease.take(WEEK_BEFORE)
    assert not outbox.claim(left.id, lease.holder, WEEK_BEFORE)
    assert states(outbox, period) == {"cancelled": 2}
    assert reasons(outbox, period) == {"reported"}


def test_the_level_above_is_not_told_of_nothing(outbox: Outbox, period: Period, engine: Engine, lease: Lease) -> None:
    late = datetime(2026, 12, 5, EIGHT, tzinfo=UTC)
    outbox.plan(late)
    for unit in ("mn", "thcs"):
        reported(engine, period, unit)
    assert sent(outbox, lease, late) == [SO]


@pytest.mark.parametrize(
    "case",
    [("closed", "closed"), ("moved", "left"), ("teacher", "left"), ("erased", "left"), ("silenced", "silenced")],
)
def test_what_makes_no_sense_any_more_is_cancelled(
    outbox: Outbox, period: Period, engine: Engine, lease: Lease, case: tuple[str, str]
) -> None:
    what, reason = case
    outbox.plan(WEEK_BEFORE)
    people = People(engine)
    acts: dict[str, Callable[[], object]] = {
        "closed": lambda: Periods(engine).close(period.id, WEEK_BEFORE),
        "moved": lambda: people.change(MINH, WEEK_BEFORE, unit="mn", role="officer"),
        "teacher": lambda: people.change(MINH, WEEK_BEFORE, role="teacher"),
        "erased": lambda: people.erase(MINH),
        "silenced": lambda: outbox.silence(period.id, MINH, silent=True),
    }
    acts[what]()
    assert MINH not in sent(outbox, lease, WEEK_BEFORE)
    assert reason in reasons(outbox, period)


def test_quiet_hours_are_kept_at_the_moment_of_sending(outbox: Outbox, engine: Engine, lease: Lease) -> None:
    """The bot stood still through the day and is at work again at night."""
    quiet = Quiet.of("20:00-06:30")
    Periods(engine).open("Yên tĩnh", DUE, [PLAN], now=OPENED, unit="so", quiet=quiet)
    outbox.plan(DAY_AFTER)
    assert sent(outbox, lease, NIGHT) == []
    assert sorted(sent(outbox, lease, datetime(2026, 12, 1, 23, 30, tzinfo=UTC))) == [MINH, HOA]


def test_what_is_too_late_is_not_sent(outbox: Outbox, period: Period, lease: Lease) -> None:
    """The next rung tells it better."""
    outbox.plan(DAY_BEFORE)
    assert sent(outbox, lease, DAY_AFTER) == []
    assert reasons(outbox, period) == {"late"}


def test_who_wants_none_is_left_alone_until_they_want_them_again(outbox: Outbox, period: Period) -> None:
    outbox.silence(period.id, MINH, silent=True)
    outbox.silence(period.id, MINH, silent=True)
    assert outbox.plan(WEEK_BEFORE) == 1
    outbox.silence(period.id, MINH, silent=False)
    assert outbox.plan(WEEK_BEFORE) == 1


def test_who_blocked_the_bot_is_not_tried_until_they_write(
    outbox: Outbox, period: Period, engine: Engine, lease: Lease
) -> None:
    """Instead of an officer who cannot be told the head is."""
    outbox.plan(WEEK_BEFORE)
    People(engine).mark_blocked(MINH, WEEK_BEFORE)
    assert sent(outbox, lease, WEEK_BEFORE) == [HOA]
    assert states(outbox, period) == {"sent": 1, "blocked": 1}
    outbox.plan(DAY_BEFORE)
    assert sorted(sent(outbox, lease, DAY_BEFORE)) == [LAN, HOA]
    People(engine).unblock(MINH)
    outbox.plan(DAY_AFTER)
    assert sorted(sent(outbox, lease, DAY_AFTER)) == [MINH, HOA]


# ------------------------------------------------------------------------------------------------------------- sending


@pytest.mark.usefixtures("period")
def test_a_reminder_is_claimed_once(outbox: Outbox, lease: Lease) -> None:
    outbox.plan(WEEK_BEFORE)
    one, *_ = outbox.due(WEEK_BEFORE, 9)
    assert lease.take(WEEK_BEFORE)
    with ThreadPoolExecutor(8) as threads:
        claims = list(threads.map(lambda _: outbox.claim(one.id, lease.holder, WEEK_BEFORE), range(16)))
    assert sum(claims) == 1


@pytest.mark.usefixtures("period")
def test_without_the_lease_nothing_is_claimed(outbox: Outbox, engine: Engine, lease: Lease) -> None:
    outbox.plan(WEEK_BEFORE)
    one, *_ = outbox.due(WEEK_BEFORE, 9)
    assert not outbox.claim(one.id, lease.holder, WEEK_BEFORE)
    assert lease.take(WEEK_BEFORE)
    assert not outbox.claim(one.id, lease.holder, WEEK_BEFORE + LASTS), "it has run out"
    assert Lease(engine, SENDING).take(WEEK_BEFORE + LASTS)
    assert not outbox.claim(one.id, lease.holder, WEEK_BEFORE + LASTS), "and is another's"


def test_what_a_crash_left_is_uncertain_and_never_sent_again(outbox: Outbox, period: Period, lease: Lease) -> None:
    outbox.plan(WEEK_BEFORE)
    one, _ = outbox.due(WEEK_BEFORE, 9)
    assert lease.take(WEEK_BEFORE)
    assert outbox.claim(one.id, lease.holder, WEEK_BEFORE)
    assert outbox.left_behind(WEEK_BEFORE, besides=[one.id]) == 0
    assert outbox.left_behind(WEEK_BEFORE) == 1
    assert one.person not in sent(outbox, lease, WEEK_BEFORE)
    assert states(outbox, period) == {"sent": 1, "uncertain": 1}
    assert reasons(outbox, period) == {None, "stopped"}


def test_who_sent_it_knows_better_than_who_found_it(outbox: Outbox, period: Period, lease: Lease) -> None:
    """A process stood still past its lease, woke, and its message had arrived."""
    outbox.plan(WEEK_BEFORE)
    one, other = outbox.due(WEEK_BEFORE, 9)
    assert lease.take(WEEK_BEFORE)
    assert outbox.claim(one.id, lease.holder, WEEK_BEFORE)
    outbox.left_behind(WEEK_BEFORE)
    outbox.record(one.id, lease.holder, "sent", WEEK_BEFORE)
    outbox.record(other.id, lease.holder, "sent", WEEK_BEFORE)  # which it never claimed
    assert states(outbox, period) == {"queued": 1, "sent": 1}


def test_what_did_not_go_out_comes_back_later(outbox: Outbox, period: Period, lease: Lease) -> None:
    outbox.plan(WEEK_BEFORE)
    one, _ = outbox.due(WEEK_BEFORE, 9)
    assert lease.take(WEEK_BEFORE)
    assert outbox.claim(one.id, lease.holder, WEEK_BEFORE)
    outbox.put_back(one.id, lease.holder, WEEK_BEFORE, 30 * MINUTE)
    assert one.person not in told(outbox.due(WEEK_BEFORE, 9))
    again = [each for each in outbox.due(WEEK_BEFORE + 30 * MINUTE, 9) if each.id == one.id]
    assert [each.tries for each in again] == [1]
    assert outbox.due(WEEK_BEFORE + timedelta(days=4), 9) == []
    assert reasons(outbox, period) == {"unreachable", "late"}


@pytest.mark.usefixtures("period")
def test_those_that_wait_longest_go_first(outbox: Outbox) -> None:
    outbox.plan(WEEK_BEFORE)
    first, second = outbox.due(WEEK_BEFORE, 9)
    outbox.put_back(first.id, "", WEEK_BEFORE, MINUTE)
    later = WEEK_BEFORE + MINUTE
    assert [each.id for each in outbox.due(later, 9)] == [second.id, first.id]
    assert [each.id for each in outbox.due(later, 1)] == [second.id]
    assert [each.id for each in outbox.due(later, 1, besides=[second.id])] == [first.id]


# ------------------------------------------------------------------------------------------------------------- looking


def test_the_outlook_counts_who_would_be_told(outbox: Outbox, period: Period, engine: Engine) -> None:
    People(engine).mark_blocked(LAN, OPENED)
    outbox.silence(period.id, HOA, silent=True)
    seen = outbox.outlook(period.id, Reach(), OPENED)
    assert (seen.units, seen.silent, seen.now.people, seen.now.units, seen.unreached) == (3, 3, 1, 1, 1)
    assert len(seen.first_unreached) == 1
    assert [(each.rung.name, each.people, each.units) for each in seen.steps] == [
        ("week_before", 1, 1),
        ("day_before", 1, 1),
        ("day_after", 1, 1),
        ("head", 0, 0),
        ("above", 2, 3),
    ]
    assert (seen.blocked, seen.silenced, seen.states) == (1, 1, {})


def test_a_head_sees_the_own_unit_alone(outbox: Outbox, period: Period) -> None:
    outbox.plan(WEEK_BEFORE)
    seen = outbox.outlook(period.id, Reach("mn", alone=True), WEEK_BEFORE)
    assert (seen.units, seen.silent, seen.states) == (1, 1, {"queued": 1})
    assert "above" not in {each.rung.audience for each in seen.steps}
    assert outbox.outlook(period.id, Reach("xa", alone=True), WEEK_BEFORE).units == 0


def test_a_person_sees_all_that_is_kept_and_has_it_erased(outbox: Outbox, period: Period, engine: Engine) -> None:
    outbox.plan(WEEK_BEFORE)
    outbox.silence(period.id, MINH, silent=True)
    kept = outbox.kept(MINH)
    assert [(each["unit"], each["state"]) for each in kept["reminders"]] == [("thcs", "queued")]
    assert kept["no_reminders_in_periods"] == [period.id]
    People(engine).erase(MINH)
    assert outbox.kept(MINH) == {"reminders": [], "no_reminders_in_periods": []}
    assert states(outbox, period) == {"queued": 2}, "that somebody was to be told stays with the unit"


# --------------------------------------------------------------------------------------------------------------- lease


def test_one_at_a_time(engine: Engine) -> None:
    here, there = Lease(engine, "x"), Lease(engine, "x")
    assert not here.is_taken(OPENED)
    assert here.take(OPENED)
    assert here.is_taken(OPENED)
    assert not there.take(OPENED)
    assert here.take(OPENED + LASTS / 2), "it can be gone on with"
    assert not there.take(OPENED + LASTS), "and then lasts longer"
    assert there.take(OPENED + LASTS * 2), "one that was killed lets go by itself"
    assert not here.take(OPENED + LASTS * 2)
    there.give_back()
    assert here.take(OPENED + LASTS * 2)
    here.give_back()
    there.give_back()
    assert not here.is_taken(OPENED)


def test_of_many_one_gets_it(engine: Engine) -> None:
    leases = [Lease(engine, "y") for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(lambda lease: lease.take(OPENED), leases)) == 1


def test_two_senders_at_once_send_each_once(outbox: Outbox, period: Period, engine: Engine) -> None:
    """Whichever holds the lease sends; the other waits for it."""
    schools = [Unit(f"t{n:02}", f"Trường {n:02}", "school", "THCS", "xa") for n in range(8)]
    Units(engine).load(schools)
    for number, school in enumerate(schools):
        People(engine).change(8_000_000_000 + number, OPENED, unit=school.code, role="officer")
    outbox.plan(WEEK_BEFORE)
    people: list[int] = []

    def send_in_turn(_: int) -> None:
        own = open_engine(engine.url.render_as_string(hide_password=False))
        mine, lease = Outbox(own, Units(own)), Lease(own, SENDING)
        while len(people) < 10:
            if lease.take(WEEK_BEFORE):
                for each in mine.due(WEEK_BEFORE, 5):
                    if mine.claim(each.id, lease.holder, WEEK_BEFORE):
                        people.append(each.person)
                        mine.record(each.id, lease.holder, "sent", WEEK_BEFORE)
                lease.give_back()
        own.dispose()

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(send_in_turn, range(3)))
    assert len(people) == len(set(people)) == 10
    assert states(outbox, period) == {"sent": 10}


def test_the_tables_can_go_and_come_back(outbox: Outbox, period: Period, engine: Engine) -> None:
    """Downgrading forgets who was reminded and nothing else."""
    from alembic import command
    from alembic.config import Config

    from bot.migrations import FOLDER

    outbox.plan(WEEK_BEFORE)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0005")
    assert not inspect(engine).has_table("reminder")
    ensure_schema(engine)
    assert Periods(engine).all() == [period]
    assert states(outbox, period) == {}
    assert outbox.plan(WEEK_BEFORE) == 2


# -------------------------------------------------------------------------------------------------------------- notices

NOON = datetime(2026, 11, 10, 5, tzinfo=UTC)


class Sent:
    """A report of a school that is sent back by its department, and what is told of that."""

    def __init__(self, engine: Engine, outbox: Outbox, period: Period) -> None:
        self.check_ins, self.outbox, self.period = CheckIns(engine), outbox, period
        self.made = self.report(0)

    def report(self, version: int) -> CheckIn:
        """The school's next version."""
        report = Report(self.period.id, "thcs", PLAN.id, "done", note=f"bản {version + 1}")
        return self.check_ins.record(report, version, by=MINH, now=NOON)

    def back(self, reason: str = "thiếu số liệu", now: datetime = NOON) -> Review:
        """The department sends the first version back."""
        its = (self.period.id, "thcs", PLAN.id)
        with_it = self.outbox.tell_back([MINH, LAN], now)
        return self.check_ins.review(*its, "sent_back", 1, note=reason, by=SO, now=now, with_it=with_it)

    def states(self) -> dict[str, tuple[State, str | None, int]]:
        """What became of what was told, and why, and how often."""
        return {rung: (state, why, count) for rung, state, why, count in self.outbox.reasons(self.period.id)}


@pytest.fixture
def report_sent(engine: Engine, outbox: Outbox, period: Period) -> Sent:
    return Sent(engine, outbox, period)


def test_what_is_sent_back_is_told_once(report_sent: Sent, outbox: Outbox, lease: Lease, period: Period) -> None:
    """To each, with the reason; the same again, as after a crash, tells nobody twice. Reminders are counted without."""
    report_sent.back()
    report_sent.back()
    notices = outbox.due(NOON, 9)
    assert [each.person for each in notices] == [MINH, LAN]
    assert all(each.notice for each in notices)
    text = plain_text(pages.reminder(notices[0], "vi", NOON.date()))
    assert text.startswith("↩ Người duyệt trả lại báo cáo “Việc 1” (Quý IV):\nthiếu số liệu")
    assert sent(outbox, lease, NOON) == [MINH, LAN]
    report_sent.back()
    assert sent(outbox, lease, NOON + MINUTE) == []
    assert report_sent.states() == {"sent_back": ("sent", None, 2)}
    assert states(outbox, period) == {}
    report_sent.back("vẫn thiếu")
    assert sent(outbox, lease, NOON + 2 * MINUTE) == [MINH, LAN]


def test_a_verdict_and_its_notice_are_written_together(report_sent: Sent, outbox: Outbox, period: Period) -> None:
    """Whoever is stopped between the two leaves neither, and says it again."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    its = (period.id, "thcs", PLAN.id)
    with pytest.raises(KeyboardInterrupt):
        report_sent.check_ins.review(*its, "sent_back", 1, note="vì", by=SO, now=NOON, with_it=stopped)
    assert report_sent.check_ins.reviews(*its) == []
    report_sent.back()
    assert len(outbox.due(NOON, 9)) == 2


def test_a_notice_that_was_on_its_way_is_uncertain(report_sent: Sent, outbox: Outbox, lease: Lease) -> None:
    """A sender was killed once it had claimed it; what surely did not go out is tried again."""
    report_sent.back()
    assert lease.take(NOON)
    first, second = outbox.due(NOON, 9)
    assert outbox.claim(first.id, lease.holder, NOON)
    assert outbox.claim(second.id, lease.holder, NOON)
    outbox.put_back(second.id, lease.holder, NOON, MINUTE)  # Telegram could not be reached
    assert outbox.left_behind(NOON + LASTS) == 1
    assert sent(outbox, Lease(lease._engine, SENDING), NOON + LASTS + MINUTE) == [second.person]  # noqa: SLF001
    assert {tuple(row[1:]) for row in outbox.reasons(report_sent.period.id)} == {
        ("sent", None, 1),
        ("uncertain", "stopped", 1),
    }


def test_a_notice_waits_for_the_morning_and_ends_with_its_cause(
    engine: Engine, report_sent: Sent, outbox: Outbox, lease: Lease, period: Period
) -> None:
    """Neither a closed period nor a wish for no reminders holds it up; a correction does."""
    outbox.silence(period.id, MINH, silent=True)
    report_sent.back(now=NIGHT)
    assert outbox.due(NIGHT, 9) == []
    Periods(engine).close(period.id, now=NIGHT)
    assert [each.person for each in outbox.due(NIGHT + 10 * 60 * MINUTE, 9)] == [MINH, LAN]
    Periods(engine).reopen(period.id, now=NIGHT)
    report_sent.report(1)
    assert sent(outbox, lease, NIGHT + 10 * 60 * MINUTE) == []
    assert report_sent.states() == {"sent_back": ("cancelled", "reported", 2)}


def test_whoever_is_at_the_same_is_told_once(report_sent: Sent, outbox: Outbox, lease: Lease) -> None:
    for _ in range(2):  # the second as after a crash
        outbox.tell_others(report_sent.made, "begun", [LAN], NOON)
    (notice,) = outbox.due(NOON, 9)
    text = plain_text(pages.reminder(notice, "vi", NOON.date()))
    assert text == "Người khác của đơn vị vừa báo cáo việc thầy cô đang làm dở: “Việc 1” – đã xong."
    assert sent(outbox, lease, NOON) == [LAN]
