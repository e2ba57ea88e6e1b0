"""What one unit is to report, and what it reported."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Engine, bindparam, select

from bot.progress import tables
from bot.progress.model import CheckIn, Evidence, Expectation, Period
from bot.progress.roster import follow_tree
from bot.progress.rows import ITS_OBLIGATION, ITS_PERIOD, ITS_UNIT, as_check_in, as_review, get_period, its_record
from knowledge.adapters.sql_engine import reading
from knowledge.adapters.sql_statements import Statement, at_once

_made, _said, _there, _file = tables.check_in, tables.review, tables.period_unit, tables.evidence_file
_KIND = Statement(select(_there.c.type).where(_there.c.period == ITS_PERIOD, _there.c.unit == ITS_UNIT))
_MADE = Statement(select(_made).where(_made.c.period == ITS_PERIOD, _made.c.unit == ITS_UNIT).order_by(_made.c.id))
_SAID = Statement(select(_said).where(_said.c.period == ITS_PERIOD, _said.c.unit == ITS_UNIT).order_by(_said.c.id))
_HISTORY = Statement(select(_made).where(its_record(_made)).order_by(_made.c.version))
_LAST_BEFORE = Statement(
    select(_made)
    .where(_made.c.unit == ITS_UNIT, _made.c.obligation == ITS_OBLIGATION, _made.c.period < ITS_PERIOD)
    .order_by(_made.c.period.desc(), _made.c.version.desc())
    .limit(1)
)
_BY_ID = Statement(select(_made).where(_made.c.id == bindparam("number")))
_FILE = Statement(select(_file.c.file_id).where(its_record(_file), _file.c.id == bindparam("its_file")))


class UnitReports:
    """What is expected of a unit, where each stands, and all that was said of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def expectations(self, period_id: int, unit: str) -> list[Expectation]:
        """The obligations of a unit in a period, in its order, each with where it stands.

        Those that never reach its kind of unit are left out. Empty where the unit does not belong to the period.
        Raises `UnknownPeriodError`.
        """
        with reading(self._engine) as connection:
            period = get_period(connection, period_id)
        return self.expectations_in(period, unit)

    def expectations_in(self, period: Period, unit: str) -> list[Expectation]:
        """The same for a period that has just been read."""
        follow_tree(self._engine)
        its = {"its_period": period.id, "its_unit": unit}
        with reading(self._engine) as connection:
            with at_once(connection):
                kinds, made, said = (each.run(connection, its) for each in (_KIND, _MADE, _SAID))
            kind, versions = kinds.first(), made.all()
            reviews = {row.obligation: as_review(row) for row in said.all()}
        if kind is None:
            return []
        first = {row.obligation: row.at for row in versions if row.version == 1}
        checkins = {name: as_check_in(row) for name, row in {row.obligation: row for row in versions}.items()}
        return [
            Expectation(unit, each, applies, checkins.get(each.id), first.get(each.id), reviews.get(each.id))
            for each in period.obligations
            if (applies := each.applies_to(kind.type)) != "no" or each.id in checkins
        ]

    def expectation(self, period_id: int, unit: str, obligation: str) -> Expectation | None:
        """One of them; None where it is not for the unit."""
        return next((e for e in self.expectations(period_id, unit) if e.obligation.id == obligation), None)

    def history(self, period_id: int, unit: str, obligation: str) -> list[CheckIn]:
        """All versions, the first first."""
        its = {"its_period": period_id, "its_unit": unit, "its_obligation": obligation}
        with reading(self._engine) as connection:
            return [as_check_in(row) for row in _HISTORY.run(connection, its).all()]

    def last_before(self, period_id: int, unit: str, obligation: str) -> CheckIn | None:
        """What a unit said last of an obligation in the latest period before one in which it said anything of it."""
        return self._one(_LAST_BEFORE, {"its_period": period_id, "its_unit": unit, "its_obligation": obligation})

    def get(self, check_in_id: int) -> CheckIn | None:
        """A check-in by its number, whichever version it is."""
        return self._one(_BY_ID, {"number": check_in_id})

    def file(self, check_in_id: int, number: int) -> Evidence | None:
        """File `number` (from 1) of a check-in, with what Telegram gives it out by; None where it was taken away."""
        found = self.get(check_in_id)
        if found is None or not 0 < number <= len(found.report.evidence):
            return None
        report, evidence = found.report, found.report.evidence[number - 1]
        its = {"its_period": report.period, "its_unit": report.unit, "its_obligation": report.obligation}
        with reading(self._engine) as connection:
            kept = _FILE.run(connection, its | {"its_file": evidence.id}).first()
        return replace(evidence, file_id=kept.file_id) if kept else None

    def _one(self, statement: Statement, its: dict[str, Any]) -> CheckIn | None:
        with reading(self._engine) as connection:
            row = statement.run(connection, its).first()
            return as_check_in(row) if row else None
