"""Whatever happens in whatever order: nobody is told in quiet hours, of a unit that has reported, or twice."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete

from bot.migrations.tables import metadata
from bot.people.model import Unit
from bot.people.store import People, Units
from bot.progress.model import PeriodObligation, Quiet, Report
from bot.progress.periods import Periods
from bot.progress.store import CheckIns
from bot.reminders.lease import Lease
from bot.reminders.model import Reach
from bot.reminders.outbox import SENDING, Outbox
from knowledge.adapters.sql_engine import open_engine, writing
from knowledge.model import Bilingual

if TYPE_CHECKING:
    from collections.abc import Callable

START = datetime(2026, 11, 20, 2, tzinfo=UTC)
DUE = date(2026, 11, 30)
PLAN = PeriodObligation("d#1", "d", "1", Bilingual("Việc", "Task"), "plan", {"school": "yes"})
SCHOOLS = ("a", "b", "c")
OFFICERS = {"a": 7_000_000_001, "b": 7_000_000_002, "c": 7_000_000_003}
ADMIN = 7_000_000_009
ACTS = (
    "wait",
    "wait",
    "wait",
    "wait",
    "by hand",
    "by hand",
    "report",
    "silence",
    "hear",
    "block",
    "write",
    "leave",
    "close",
    "reopen",
)
HOURS = st.sampled_from([1, 5, 12, 23, 24, 48])
STEPS = st.lists(
    st.tuples(HOURS, st.sampled_from(ACTS), st.sampled_from(ACTS), st.sampled_from(SCHOOLS)), min_size=5, max_size=25
)
QUIETS = st.sampled_from([None, Quiet.of("21:00-07:00"), Quiet.of("07:30-09:30"), Quiet.of("12:00-11:00")])


class World:
    """A department with three schools, and what was sent in it."""

    def __init__(self, engine: Engine, quiet: Quiet | None) -> None:
        with writing(engine) as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
        units = Units(engine)
        units.load([Unit("so", "Sở", "department"), *(Unit(each, each, "school", parent="so") for each in SCHOOLS)])
        self.people, self.periods, self.check_ins = People(engine), Periods(engine), CheckIns(engine)
        self.outbox, self.lease = Outbox(engine, units), Lease(engine, SENDING)
        for school, person in OFFICERS.items():
            self.people.change(person, START, unit=school, role="officer")
        self.people.change(ADMIN, START, unit="so", role="admin")
        self.period = self.periods.open("Kỳ", DUE, [PLAN], now=START, unit="so", quiet=quiet)
        self.quiet = quiet or Quiet.of("21:00-07:00")
        self.now = START
        self.reported: set[str] = set()
        self.unwilling: set[int] = set()
        self.is_open = True
        self.sent: Counter[int] = Counter()

    def act(self, what: str, school: str) -> None:
        """One thing happens."""
        person = OFFICERS[school]
        acts: dict[str, Callable[[], object]] = {
            "wait": lambda: None,
            "by hand": lambda: self.is_open and self.outbox.remind_now(self.period.id, Reach(school), self.now),
            "report": lambda: self.report(school),
            "silence": lambda: self.silence(person, silent=True),
            "hear": lambda: self.silence(person, silent=False),
            "block": lambda: self.people.mark_blocked(person, self.now),
            "write": lambda: self.people.unblock(person),
            "leave": lambda: self.people.change(person, self.now, unit="so", role="teacher"),
            "close": lambda: self.turn(is_open=False),
            "reopen": lambda: self.turn(is_open=True),
        }
        acts[what]()

    def report(self, school: str) -> None:
        """A school reports."""
        if school not in self.reported and self.is_open:
            report = Report(self.period.id, school, PLAN.id, "done")
            self.check_ins.record(report, 0, by=None, now=self.now)
            self.reported.add(school)

    def silence(self, person: int, *, silent: bool) -> None:
        """Somebody wants no reminders, or wants them again."""
        self.outbox.silence(self.period.id, person, silent=silent)
        (self.unwilling.add if silent else self.unwilling.discard)(person)

    def turn(self, *, is_open: bool) -> None:
        """The period is closed or opened again."""
        if is_open != self.is_open:
            (self.periods.reopen if is_open else self.periods.close)(self.period.id, self.now)
        self.is_open = is_open

    def send(self) -> None:
        """As the sender does."""
        assert self.lease.take(self.now)
        while due := self.outbox.due(self.now, 2):
            for each in due:
                if self.outbox.claim(each.id, self.lease.holder, self.now):
                    self.outbox.record(each.id, self.lease.holder, "sent", self.now)
                    self.sent[each.id] += 1
                    self.judge(each.person, each.unit, each.left)

    def judge(self, person: int, unit: str, left: int) -> None:
        """Whether this should have been sent."""
        silent = set(SCHOOLS) - self.reported
        assert not self.quiet.holds(self.now)
        assert self.is_open
        assert left == (len(silent) if unit == "so" else 1)
        assert unit in {*silent, "so"}
        assert person not in self.unwilling
        someone = self.people.person(person)
        assert someone is not None
        assert (someone.unit, someone.blocked_at) == (unit, None)


ENGINE = open_engine("sqlite://")
metadata.create_all(ENGINE)


@settings(max_examples=25, deadline=None)
@given(QUIETS, STEPS)
def test_nobody_is_told_who_must_not_be_then(quiet: Quiet | None, steps: list[tuple[int, str, str, str]]) -> None:
    """Things happen before reminders are planned, and between that and their being sent."""
    world = World(ENGINE, quiet)
    for hours, before, between, school in steps:
        world.now += timedelta(hours=hours)
        world.act(before, school)
        world.outbox.plan(world.now)
        world.act(between, school)
        world.send()
    assert set(world.sent.values()) <= {1}
    told = world.outbox.reasons(world.period.id)
    assert sum(number for _, state, _, number in told if state == "sent") == sum(world.sent.values())
    per_rung = Counter((rung, person) for person in (*OFFICERS.values(), ADMIN) for rung in _rungs(world, person))
    assert set(per_rung.values()) <= {1}


def _rungs(world: World, person: int) -> list[str]:
    return [each["rung"] for each in world.outbox.kept(person)["reminders"] if each["state"] == "sent"]
