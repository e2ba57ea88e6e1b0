"""kill -9 in the middle of a group of check-ins: what was acknowledged is there, and nothing doubles."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.people.model import Unit
from bot.people.store import Units
from bot.progress.model import PeriodObligation
from bot.progress.periods import Periods
from bot.progress.store import CheckIns
from knowledge.model import Bilingual
from tests.contracts.engines import migrated
from tests.contracts.killed_recorder import GROUP, NOON, POINTS, units_of

PLAN = PeriodObligation("d#1", "d", "1", Bilingual("Việc", "Task"), "plan", {"school": "yes"})


class Notes:
    """What the recorders noted, and what is recorded in the end."""

    def __init__(self, lines: list[str], check_ins: CheckIns, period: int) -> None:
        self._lines = [line.split("\t") for line in lines]
        self._check_ins, self._period = check_ins, period

    def of(self, point: str, what: str) -> Counter[str]:
        """How often it was noted of each unit."""
        return Counter(unit for at, noted, unit in self._lines if (at, noted) == (point, what))

    def versions(self, unit: str) -> list[int]:
        """All that is recorded of it."""
        return [each.version for each in self._check_ins.history(self._period, unit, PLAN.id)]


@pytest.fixture(scope="module")
def notes(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notes]:
    engine = migrated(url)
    Units(engine).load([Unit(code, f"Trường {code}", "school") for point in POINTS for code in units_of(point)])
    period = Periods(engine).open("Quý IV", date(2026, 12, 31), [PLAN], now=NOON).id
    file = tmp_path_factory.mktemp("killed") / "notes"
    address = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.contracts.killed_recorder", address, str(period), str(file)]
    ended = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    yield Notes(file.read_text("utf-8").splitlines(), CheckIns(engine), period)
    engine.dispose()


@pytest.mark.parametrize("point", POINTS)
def test_what_was_acknowledged_is_there_and_nothing_doubles(notes: Notes, point: str) -> None:
    told, found, again = (notes.of(point, what) for what in ("told", "found", "again 1"))
    first, *others = units_of(point)
    assert set(told) <= set(found)
    assert set(found) == ({first} if point == "before the commit" else {first, *others}), "all of a group or none"
    assert len(told) == (GROUP // 2 + 1 if point == "while they are told" else 0)
    assert again == Counter(units_of(point))
    assert [notes.versions(unit) for unit in units_of(point)] == [[1]] * (GROUP + 1)
