"""Reporting periods in the database. Each method is one transaction; safe to share between threads.

Raises `CatalogError` wherever the database fails.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, Engine, and_, insert, select, update

from bot.people.rows import get_unit
from bot.progress import tables
from bot.progress.errors import PeriodError, UnknownPeriodError
from bot.progress.model import Period, PeriodObligation, Quiet
from bot.progress.roster import follow_tree, follow_units, judge_anew
from bot.progress.rows import ITS_UNIT, add_obligations, as_period, get_period, known_person, obligations_of
from knowledge.adapters.sql_engine import reading, writing
from knowledge.adapters.sql_statements import Statement
from knowledge.answer import Say

MOST_NAME = 120
"""Characters of a period's name."""

_period, _there = tables.reporting_period, tables.period_unit
_newest_first = select(_period).order_by(_period.c.id.desc())
_ALL = Statement(_newest_first)
_OF_UNIT = Statement(_newest_first.join(_there, _there.c.period == _period.c.id).where(_there.c.unit == ITS_UNIT))


class Periods:
    """Reporting periods."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(  # noqa: PLR0913 - all that makes a period
        self,
        name: str,
        due: date,
        obligations: Sequence[PeriodObligation],
        *,
        now: datetime,
        unit: str | None = None,
        quiet: Quiet | None = None,
        by: int | None = None,
        carried_from: int | None = None,
    ) -> Period:
        """Open a period for a unit and all below it (None: all units), and expect its obligations of them.

        Raises `PeriodError` where there are no obligations, or the name is empty, too long or that of a period of the
        same unit; `UnknownUnitError`.
        """
        name = " ".join(name.split())
        if not name or len(name) > MOST_NAME:
            raise PeriodError(Say("period.bad_name", {"most": MOST_NAME}))
        if not obligations:
            raise PeriodError(Say("period.nothing_to_report"))
        table = tables.reporting_period
        with writing(self._engine) as connection:
            _hold_periods(connection)
            if unit is not None:
                get_unit(connection, unit)
            same = and_(table.c.name == name, table.c.unit == unit if unit else table.c.unit.is_(None))
            if connection.scalar(select(table.c.id).where(same)) is not None:
                raise PeriodError(Say("period.name_taken", {"name": name}))
            row = {
                "name": name,
                "due": due,
                "unit": unit,
                "quiet_start": quiet and quiet.start.isoformat("minutes"),
                "quiet_end": quiet and quiet.end.isoformat("minutes"),
                "opened_at": now,
                "person": known_person(by),
                "carried_from": carried_from,
                "units_edition": -1,
            }
            made = connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
            period = as_period(connection.execute(select(table).where(table.c.id == made)).one(), tuple(obligations))
            add_obligations(connection, period)
            follow_units(connection, period)
            return period

    def carry_over(self, period_id: int, name: str, due: date, *, now: datetime, by: int | None = None) -> Period:
        """Open a period like an earlier one: same unit, same obligations, same quiet hours. Raises as `open`."""
        last = self.get(period_id)
        return self.open(
            name, due, last.obligations, now=now, unit=last.unit, quiet=last.quiet, by=by, carried_from=last.id
        )

    def get(self, period_id: int) -> Period:
        """A period by its number. Raises `UnknownPeriodError`."""
        with reading(self._engine) as connection:
            return get_period(connection, period_id)

    def find(self, name: str) -> Period:
        """A period by its name, or by its number. Raises `UnknownPeriodError` where none or several are meant."""
        named = [each for each in self.all() if each.name.casefold() == name.strip().casefold()]
        meant = named or [each for each in self.all() if str(each.id) == name.strip()]
        if len(meant) != 1:
            numbers = ", ".join(str(each.id) for each in meant)
            say = (
                Say("period.several", {"name": name, "numbers": numbers})
                if meant
                else Say("period.unknown", {"name": name})
            )
            raise UnknownPeriodError(say)
        return meant[0]

    def all(self) -> list[Period]:
        """All periods, the newest first."""
        with reading(self._engine) as connection:
            rows = _ALL.run(connection, {}).all()
            return [as_period(row, obligations_of(connection, row.id)) for row in rows]

    def of_unit(self, unit: str) -> list[Period]:
        """All periods to which a unit belongs, the newest first."""
        follow_tree(self._engine)
        with reading(self._engine) as connection:
            rows = _OF_UNIT.run(connection, {"its_unit": unit}).all()
            return [as_period(row, obligations_of(connection, row.id)) for row in rows]

    def open_for(self, unit: str) -> list[Period]:
        """The open periods in which a unit reports, the one due first at the top."""
        found = (period for period in self.of_unit(unit) if period.is_open)
        return sorted(found, key=lambda period: (period.due, period.id))

    def close(self, period_id: int, now: datetime) -> Period:
        """Take no more check-ins. A period that is closed stays so. Raises `UnknownPeriodError`."""
        table = tables.reporting_period
        with writing(self._engine) as connection:
            period = get_period(connection, period_id)
            follow_units(connection, period)  # the tree as it is at the end
            still = and_(table.c.id == period_id, table.c.closed_at.is_(None))
            connection.execute(update(table).where(still).values(closed_at=now))
            return get_period(connection, period_id)

    def reopen(self, period_id: int, now: datetime, due: date | None = None) -> Period:
        """Take check-ins again, until another day where one is given. Raises `UnknownPeriodError`, `PeriodError`."""
        table = tables.reporting_period
        with writing(self._engine) as connection:
            period = get_period(connection, period_id)
            if period.is_open:
                raise PeriodError(Say("period.is_open", {"name": period.name}))
            values = {"closed_at": None, "reopened_at": now, "due": due or period.due}
            connection.execute(update(table).where(table.c.id == period_id).values(values))
            reopened = get_period(connection, period_id)
            follow_units(connection, reopened)
            if reopened.due != period.due:
                judge_anew(connection, reopened)
            return reopened


def _hold_periods(connection: Connection) -> None:
    """Let one opening follow the other, so that no name is given twice; SQLite's writers wait anyhow."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE reporting_period IN SHARE ROW EXCLUSIVE MODE")
