"""kill -9 at each point of a broadcast: what arrived is recorded, what may have is uncertain, and nothing doubles."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.people.model import Unit
from bot.people.store import People, Units
from bot.progress.model import PeriodObligation
from bot.progress.periods import Periods
from bot.reminders.ladder import at_once_key
from bot.reminders.outbox import Outbox
from knowledge.model import Bilingual
from tests.contracts.engines import migrated
from tests.contracts.killed_sender import DAY, POINTS, day_of

SCHOOLS = 6
PLAN = PeriodObligation("d#1", "d", "1", Bilingual("Việc", "Task"), "plan", {"school": "yes"})
# What is on its way when the sender dies: not begun, claimed and never sent, sent and not recorded.
UNCERTAIN = {"after claim": 1, "before the call": 1, "after the call": 1}
LOST = {"after claim": 1, "before the call": 1}


@dataclass(frozen=True)
class Broadcasts:
    """What arrived by point and person, and what is recorded by point."""

    arrived: Counter[tuple[str, int]]
    states: dict[str, Counter[str]]


@pytest.fixture(scope="module")
def broadcasts(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broadcasts]:
    """One for each point, all of them interrupted there and gone on with."""
    engine = migrated(url)
    Units(engine).load([Unit(f"t{n}", f"Trường {n}", "school") for n in range(SCHOOLS)])
    for n in range(SCHOOLS):
        People(engine).change(7_000_000_000 + n, DAY, unit=f"t{n}", role="officer")
    due = day_of(POINTS[-1]).date().replace(month=12, day=31)
    period = Periods(engine).open("Quý IV", due, [PLAN], now=DAY)
    arrived = tmp_path_factory.mktemp("killed") / "arrived"
    address = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.contracts.killed_sender", address, str(period.id), str(arrived)]
    ended = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    lines = [line.split("\t") for line in arrived.read_text("utf-8").splitlines()]
    states: dict[str, Counter[str]] = {point: Counter() for point in POINTS}
    points = {at_once_key(day_of(point)): point for point in POINTS}
    for rung, state, _, number in Outbox(engine, Units(engine)).reasons(period.id):
        states[points[rung]][state] += number
    yield Broadcasts(Counter((point, int(person)) for point, person in lines), states)
    engine.dispose()


@pytest.mark.parametrize("point", POINTS)
def test_each_reminder_arrives_once_or_is_uncertain(broadcasts: Broadcasts, point: str) -> None:
    arrived = {person: times for (at, person), times in broadcasts.arrived.items() if at == point}
    assert set(arrived.values()) == {1}, "nobody is told twice"
    uncertain = UNCERTAIN.get(point, 0)
    assert broadcasts.states[point] == Counter({"sent": SCHOOLS - uncertain, "uncertain": uncertain})
    assert len(arrived) == SCHOOLS - LOST.get(point, 0)
