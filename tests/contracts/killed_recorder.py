"""A recorder of check-ins that is killed at a given point of a group of them, and another that goes on after it.

    python -m tests.contracts.killed_recorder DATABASE_URL PERIOD NOTES

Each runs in a process of its own, forked from this one so that the libraries are read once. The file NOTES gets a line
for each unit that was told (`told`), that the next one finds recorded (`found`), and what it is told when it sends the
same again (`again`).
"""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import event

from bot.progress.model import Report
from bot.progress.recording import Act, Outcome, record
from bot.progress.store import CheckIns
from knowledge.adapters.sql_engine import open_engine
from tests.at_once import at_once
from tests.contracts.killed_sender import in_a_process

POINTS = ("before the commit", "after the commit", "while they are told")
GROUP = 4
NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


def units_of(point: str) -> list[str]:
    """Who report when the recorder is killed there: the first alone, the others together."""
    return [f"t{POINTS.index(point)}{number}" for number in range(GROUP + 1)]


@dataclass(frozen=True)
class Recorder:
    """Where it records and notes, and where it is killed."""

    url: str
    period: int
    notes: Path
    point: str

    def note(self, what: str, unit: str) -> None:
        """A line of the notes."""
        with self.notes.open("a", encoding="utf-8") as file:
            file.write(f"{self.point}\t{what}\t{unit}\n")

    def reach(self, point: str) -> None:
        """Die (kill -9) where this is the point."""
        if point == self.point:
            os.kill(os.getpid(), signal.SIGKILL)

    def die(self) -> None:
        """Record a group, and be killed on the way."""
        engine = open_engine(self.url)

        def commit(acts: Sequence[Act]) -> list[Outcome]:
            if len(acts) == GROUP:
                event.listen(engine, "commit", lambda _: self.reach("before the commit"))
            outcomes = record(engine, acts)
            if len(acts) == GROUP:
                self.reach("after the commit")
            return outcomes

        first, *others = [Act([(self._report(unit), 0)], None, NOON, None, unit) for unit in units_of(self.point)]
        for number, made in enumerate(at_once(commit, first, others)):
            outcome = made.result()
            if isinstance(outcome, list):
                self.note("told", outcome[0].report.unit)
            if number == GROUP // 2:
                self.reach("while they are told")

    def go_on(self) -> None:
        """Note what is recorded, and send everything again as it was sent before."""
        engine = open_engine(self.url)
        check_ins = CheckIns(engine)
        for unit in units_of(self.point):
            for _ in check_ins.recorded(unit):
                self.note("found", unit)
        for unit in units_of(self.point):
            made = check_ins.record(self._report(unit), 0, by=None, now=NOON, key=unit)
            self.note(f"again {made.version}", made.report.unit)
        engine.dispose()

    def _report(self, unit: str) -> Report:
        return Report(self.period, unit, "d#1", "done")


def ended(work: Callable[[], None], expected: int, point: str) -> None:
    """Have work done in a process of its own, which must end so."""
    found = in_a_process(work)
    if found != expected:
        sys.exit(f"{point}: a recorder ended with {found}")


def main() -> None:
    """For each point one that is killed there, then one that goes on."""
    url, period, notes = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    open_engine(url).dispose()  # reads its driver, and connects to nothing
    for point in POINTS:
        recorder = Recorder(url, period, notes, point)
        ended(recorder.die, -signal.SIGKILL, point)
        ended(recorder.go_on, 0, point)


if __name__ == "__main__":
    main()
