"""The figures of progress: who was to report, who did, and how far each obligation is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Engine, Row, and_, bindparam, func, select

from bot.progress import tables
from bot.progress.errors import NotExpectedError
from bot.progress.marks import NOTHING, SILENT, by_obligation, by_status, figures, silent
from bot.progress.model import ObligationProgress, Period, PeriodObligation, Progress, UnitProgress
from bot.progress.roster import follow_tree
from bot.progress.rows import get_period
from knowledge.adapters.sql_engine import reading
from knowledge.answer import Say

SILENT_NAMED = 10
"""How many of the units that have not reported anything are named beside their number."""

_END = 2**31 - 1
_unit_of, _below, _above = tables.period_unit, tables.period_unit.alias("below"), tables.period_unit.alias("above")
_OF_PERIOD = _unit_of.c.period == bindparam("its_period")
_UNIT = select(_unit_of).where(_OF_PERIOD, _unit_of.c.unit == bindparam("its_unit"))
_INSIDE = _unit_of.c.place.between(bindparam("start"), bindparam("end"))
_WITHIN = select(_unit_of).where(_OF_PERIOD, _INSIDE).order_by(_unit_of.c.place)
_WITHOUT_BLANKS = func.replace(_unit_of.c.marks, NOTHING, "")
_IS_SILENT = and_(_WITHOUT_BLANKS != "", func.replace(_WITHOUT_BLANKS, SILENT, "") == "")
_SILENT = _WITHIN.where(_IS_SILENT).limit(SILENT_NAMED)
_HAS_PARENT = select(_above.c.unit).where(_above.c.period == _unit_of.c.period, _above.c.unit == _unit_of.c.parent)
# The units directly below one, or those that have none above, each with the marks of all below it one after another:
# the database puts them together, so that a whole country comes as a few rows.
_GROUPS = (
    select(*(_unit_of.c[name] for name in ("unit", "name", "type", "parent")))
    .add_columns(func.aggregate_strings(_below.c.marks, "").label("marks"))
    .join(
        _below,
        and_(_below.c.period == _unit_of.c.period, _below.c.place.between(_unit_of.c.place, _unit_of.c.last)),
    )
    .where(_OF_PERIOD)
    # By place first: SQLite then walks the index of places instead of all units of the period.
    .group_by(*(_unit_of.c[name] for name in ("place", "unit", "name", "type", "parent")))
    .order_by(_unit_of.c.place)
)
_CHILDREN = _GROUPS.where(_unit_of.c.parent == bindparam("its_unit"), _INSIDE)
_TOPS = _GROUPS.where(~_HAS_PARENT.exists())


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
        with reading(self._engine) as connection:
            period = get_period(connection, period_id)
            unit = unit or period.unit
            top = None
            if unit is not None:
                top = connection.execute(_UNIT, {"its_period": period_id, "its_unit": unit}).first()
                if top is None:
                    raise NotExpectedError(Say("period.not_in_it", {"unit": unit}))
            its = {"its_period": period_id, "start": top.place if top else 0, "end": top.last if top else _END}
            children = connection.execute(_CHILDREN if top else _TOPS, its | {"its_unit": unit}).all()
            below = connection.execute(_WITHIN, its).all() if units else ()
            progress = _progress(period, top, children, below)
            named = connection.execute(_SILENT, its).all() if progress.silent_units else ()
        return replace(progress, first_silent=tuple(_unit(row, row.marks) for row in named))


def _progress(
    period: Period, top: Row[Any] | None, children: Sequence[Row[Any]], below: Sequence[Row[Any]]
) -> Progress:
    together = "".join([top.marks if top else "", *(row.marks for row in children)])
    expected, reported, on_time = figures(together)
    columns = by_obligation(together, len(period.obligations))
    return Progress(
        period,
        _unit(top, together) if top else None,
        expected,
        reported,
        on_time,
        tuple(_obligation(one, its) for one, its in zip(period.obligations, columns, strict=True)),
        tuple(_unit(row, row.marks) for row in below if not row.marks.isspace()),
        tuple(_unit(row, row.marks) for row in children),
        silent(together, len(period.obligations)),
    )


def _obligation(obligation: PeriodObligation, marks: str) -> ObligationProgress:
    expected, _, _ = figures(marks)
    return ObligationProgress(obligation.id, obligation.title, expected, **by_status(marks))


def _unit(row: Row[Any], marks: str) -> UnitProgress:
    return UnitProgress(row.unit, row.name, row.type, row.parent, *figures(marks))
