"""The figures of progress: who was to report, who did, and how far each obligation is."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, Row, select

from bot.progress import tables
from bot.progress.errors import NotExpectedError
from bot.progress.marks import by_status, columns, figures
from bot.progress.model import ObligationProgress, Period, PeriodObligation, Progress, UnitProgress
from bot.progress.roster import follow_tree
from bot.progress.rows import get_period
from knowledge.adapters.sql_engine import reading
from knowledge.answer import Say


class Figures:
    """Progress as the database has it at this moment. Raises `CatalogError` where it cannot be read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def progress_of(self, period_id: int, unit: str | None = None, *, units: bool = True) -> Progress:
        """The figures of a unit and all below it; `unit` None: of the whole period.

        With `units` False `by_unit` is left empty, which spares time where there are thousands of units and only the
        totals and the `children` are shown. Raises `UnknownPeriodError`; `NotExpectedError` for a unit that does not
        belong to the period.
        """
        follow_tree(self._engine)
        table = tables.period_unit
        with reading(self._engine) as connection:
            period = get_period(connection, period_id)
            found = select(table).where(table.c.period == period_id)
            top, unit = None, unit or period.unit
            if unit is not None:
                top = connection.execute(found.where(table.c.unit == unit)).first()
                if top is None:
                    raise NotExpectedError(Say("period.not_in_it", {"unit": unit}))
                found = found.where(table.c.place.between(top.place, top.last))
            rows = connection.execute(found.order_by(table.c.place)).all()
        return _progress(period, top, rows, units=units)


def _progress(period: Period, top: Row[Any] | None, rows: Sequence[Row[Any]], *, units: bool) -> Progress:
    marks = [row.marks for row in rows]
    expected, reported, on_time = figures("".join(marks))
    each = columns(marks, len(period.obligations))
    return Progress(
        period,
        _unit(top, marks) if top else None,
        expected,
        reported,
        on_time,
        tuple(_obligation(one, its) for one, its in zip(period.obligations, each, strict=True)),
        tuple(_unit(row, [row.marks]) for row in rows if row.marks.strip()) if units else (),
        _children(top, rows, marks),
    )


def _obligation(obligation: PeriodObligation, marks: str) -> ObligationProgress:
    expected, _, _ = figures(marks)
    return ObligationProgress(obligation.id, obligation.title, expected, **by_status(marks))


def _unit(row: Row[Any], marks: Sequence[str]) -> UnitProgress:
    return UnitProgress(row.unit, row.name, row.type, row.parent, *figures("".join(marks)))


def _children(top: Row[Any] | None, rows: Sequence[Row[Any]], marks: Sequence[str]) -> tuple[UnitProgress, ...]:
    """The units directly below with all below them; without a top, those that have none above them."""
    start = rows[0].place if rows else 0
    if top:
        below = [row for row in rows if row.parent == top.unit]
    else:
        known = {row.unit for row in rows}
        below = [row for row in rows if row.parent not in known]
    return tuple(_unit(row, marks[row.place - start : row.last - start + 1]) for row in below)
