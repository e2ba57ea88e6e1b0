"""The units of a period: the tree as it is while the period is open, and as it was once it is closed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, Connection, Engine, Row, and_, bindparam, delete, insert, select, update

from bot.people.model import Unit
from bot.people.rows import UNITS_EDITION, all_units, units_edition
from bot.people.tree import UnitTree
from bot.progress import tables
from bot.progress.marks import NOTHING, SILENT, blank, is_on_time, with_mark
from bot.progress.model import Period, PeriodObligation
from bot.progress.rows import get_period
from bot.progress.waiting import NOBODY, below, reckon_anew
from knowledge.adapters.sql_engine import reading, writing
from knowledge.adapters.sql_statements import Statement

_periods = tables.reporting_period
_BEHIND = Statement(
    select(_periods.c.id).where(
        _periods.c.closed_at.is_(None), _periods.c.units_edition != UNITS_EDITION.scalar_subquery()
    )
)


def follow_tree(engine: Engine) -> None:
    """Let all open periods follow the tree of units, where it changed since they last did."""
    with reading(engine) as connection:
        stale = [row.id for row in _BEHIND.run(connection, {}).all()]
    for period_id in stale:
        with writing(engine) as connection:
            follow_units(connection, get_period(connection, period_id))


def follow_units(connection: Connection, period: Period) -> None:
    """Let an open period's tree be that of today; a closed one stays as it was.

    A unit that left the tree, or the subtree, stays with what it reported, and nothing more is expected of it.
    """
    edition = units_edition(connection)
    periods, table = tables.reporting_period, tables.period_unit
    own = periods.c.id == period.id
    followed = connection.scalar(select(periods.c.units_edition).where(own).with_for_update())
    if followed == edition or not period.is_open:
        return
    connection.execute(update(periods).where(own).values(units_edition=edition))
    # Held, so that nobody reports between reading the marks and writing them.
    there = select(table).where(table.c.period == period.id).order_by(table.c.unit).with_for_update()
    before = {row.unit: row for row in connection.execute(there)}
    made = tables.check_in
    spoke = set(connection.scalars(select(made.c.unit).where(made.c.period == period.id).distinct()))
    rows = _rows(period, all_units(connection), before, spoke)
    new = [row for row in rows if row["unit"] not in before]
    if new:
        connection.execute(insert(table), new)
    changed = [
        row
        for row in rows
        if row["unit"] in before and any(getattr(before[row["unit"]], name) != value for name, value in row.items())
    ]
    _write(connection, changed)
    moved = [row for row in changed if row["parent"] != before[row["unit"]].parent]
    reckon_anew(connection, below(period.id, [(row["place"], row["last"]) for row in moved]))
    if rows:
        _drop(connection, period, set(before) - {row["unit"] for row in rows})


def _write(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Change many rows of `period_unit` in one go, each by its period and unit."""
    if rows:
        table = tables.period_unit
        its = and_(table.c.period == bindparam("its_period"), table.c.unit == bindparam("its_unit"))
        values: dict[str, BindParameter[Any]] = {
            name: bindparam(name) for name in rows[0] if name not in ("period", "unit")
        }
        renamed = [{**row, "its_period": row["period"], "its_unit": row["unit"]} for row in rows]
        connection.execute(update(table).where(its).values(values), renamed)


def _drop(connection: Connection, period: Period, units: set[str]) -> None:
    """Take out units that left without having reported; what was half filled in goes with them."""
    for table in (tables.draft, tables.review, tables.period_unit):
        for unit in units:
            connection.execute(delete(table).where(table.c.period == period.id, table.c.unit == unit))


def _rows(
    period: Period, units: Sequence[Unit], before: Mapping[str, Row[Any]], spoke: Collection[str]
) -> list[dict[str, Any]]:
    """The rows of `period_unit`, in the order of the tree; none where the unit at the period's top is gone.

    `spoke`: those that have sent a check-in, also one that counts for nothing.
    """
    whole = UnitTree(units)
    inside = whole.subtree(period.unit) if period.unit else whole.parents_first()
    if not inside:
        return []
    here = {unit.code for unit in inside}
    gone = [row for code, row in before.items() if code not in here and code in spoke]
    known = here | {row.unit for row in gone}
    left = [
        Unit(row.unit, row.name, row.type, None, row.parent if row.parent in known else period.unit) for row in gone
    ]
    top = {unit.code: unit.parent for unit in inside[:1]} if period.unit else {}
    order = UnitTree([*(replace(unit, parent=None) if unit.code in top else unit for unit in inside), *left])
    placed = order.parents_first()
    last = _last_places(placed)
    return [
        {
            "period": period.id,
            "unit": unit.code,
            "place": place,
            "last": last[unit.code],
            "name": unit.name,
            "type": unit.type,
            "parent": top.get(unit.code, unit.parent),
            "marks": _marks(period.obligations, unit, before.get(unit.code), is_here=unit.code in here),
            "awaits": before[unit.code].awaits if unit.code in before else NOBODY * len(period.obligations),
        }
        for place, unit in enumerate(placed)
    ]


def _last_places(placed: Sequence[Unit]) -> dict[str, int]:
    """The place of the last unit of each subtree."""
    last = {unit.code: place for place, unit in enumerate(placed)}
    for unit in reversed(placed):
        if unit.parent in last:
            last[unit.parent] = max(last[unit.parent], last[unit.code])
    return last


def _marks(obligations: Sequence[PeriodObligation], unit: Unit, before: Row[Any] | None, *, is_here: bool) -> str:
    """What was reported stays; the rest is what is expected of this kind of unit, of one that is gone nothing."""
    expected = blank(obligations, unit.type) if is_here else NOTHING * len(obligations)
    if before is None:
        return expected
    return "".join(
        old if old not in (NOTHING, SILENT) else new for old, new in zip(before.marks, expected, strict=True)
    )


def judge_anew(connection: Connection, period: Period) -> None:
    """Say again of each unit what was reported in time, by the day that is due now."""
    table, made = tables.period_unit, tables.check_in
    there = select(table.c.unit, table.c.marks).where(table.c.period == period.id).with_for_update()
    before = connection.execute(there.order_by(table.c.unit)).all()
    first = connection.execute(
        select(made.c.unit, made.c.obligation, made.c.at).where(made.c.period == period.id, made.c.version == 1)
    )
    positions = {each.id: position for position, each in enumerate(period.obligations)}
    marks: dict[str, str] = {row.unit: row.marks for row in before}
    for unit, obligation, at in first:
        letter = marks[unit][positions[obligation]]
        new = letter.upper() if is_on_time(period.due, at) else letter.lower()
        marks[unit] = with_mark(marks[unit], positions[obligation], new)
    changed = [unit for unit, old in before if marks[unit] != old]
    _write(connection, [{"period": period.id, "unit": unit, "marks": marks[unit]} for unit in changed])
