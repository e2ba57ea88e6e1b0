"""What all units of a period reported, or a unit and all below it."""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, and_, bindparam, func, select

from bot.progress import tables
from bot.progress.model import CheckIn
from bot.progress.rows import ITS_PERIOD, ITS_UNIT, as_check_in
from knowledge.adapters.sql_engine import reading
from knowledge.adapters.sql_statements import Statement

_UNITS_AT_ONCE = 200

_made, _newer, _there = tables.check_in, tables.check_in.alias("newer"), tables.period_unit
_OWN_PLACES = Statement(
    select(_there.c.place, _there.c.last).where(_there.c.period == ITS_PERIOD, _there.c.unit == ITS_UNIT)
)
_ALL_PLACES = Statement(
    select(func.min(_there.c.place).label("place"), func.max(_there.c.last).label("last")).where(
        _there.c.period == ITS_PERIOD
    )
)
SUPERSEDED = (
    select(_newer.c.id)
    .where(
        *(_newer.c[name] == _made.c[name] for name in ("period", "unit", "obligation")),
        _newer.c.version > _made.c.version,
    )
    .exists()
)
"""Whether there is a version after one of `check_in`."""
_LATEST = Statement(
    select(_made)
    .join(_there, and_(_there.c.period == _made.c.period, _there.c.unit == _made.c.unit))
    .where(_there.c.period == ITS_PERIOD, _there.c.place.between(bindparam("start"), bindparam("end")), ~SUPERSEDED)
    .order_by(_there.c.place, _made.c.id)
)


class TreeReports:
    """The latest version of everything."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def latest_of_all(self, period_id: int, unit: str | None = None) -> list[CheckIn]:
        """The latest version of each unit and obligation, of a unit and all below it, in the order of the tree.

        `unit` None: of the whole period. Units stand where they stood in the period.
        """
        return list(self.each_latest(period_id, unit))

    def each_latest(self, period_id: int, unit: str | None = None) -> Iterator[CheckIn]:
        """The same one by one, of some hundred units at a time: a country's never lie in memory together.

        What is read is as it was at the first one (on PostgreSQL, as it was for each hundred units).
        """
        with reading(self._engine) as connection:
            first, last = places(connection, period_id, unit)
            for start in range(first, last + 1, _UNITS_AT_ONCE):
                end = min(start + _UNITS_AT_ONCE - 1, last)
                for row in _LATEST.run(connection, {"its_period": period_id, "start": start, "end": end}).all():
                    yield as_check_in(row)


def places(connection: Connection, period_id: int, unit: str | None) -> tuple[int, int]:
    """From which place in the tree to which a unit and all below it stand, None: all; nothing where it is not there."""
    its = {"its_period": period_id, "its_unit": unit}
    found = (_OWN_PLACES if unit else _ALL_PLACES).run(connection, its).first()
    return (found.place, found.last) if found and found.place is not None else (0, -1)
