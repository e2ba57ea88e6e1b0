"""Which reports of a unit await a reviewer, as one string: a character for each obligation, in the period's order.

A blank awaits nobody, a tilde every reviewer. A digit (or what follows the digits) is how many units stand above the
highest one that has looked at the report: it awaits those that stand higher. What awaits somebody among hundreds of
thousands of reports is counted by counting characters.

Reports and reviews are the record. None in a row means that its string is to be made of them anew, which `count` does.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Row,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    update,
)

from bot.people.tables import membership
from bot.progress import tables
from bot.progress.rows import ITS_PERIOD, ITS_UNIT, obligations_of
from bot.progress.tree_reports import places
from knowledge.adapters.sql_engine import reading, writing
from knowledge.adapters.sql_statements import Statement

NOBODY: Final = " "
EVERYBODY: Final = "~"
_AT_ONCE = 500

_there, _made, _said = tables.period_unit, tables.check_in, tables.review
_PLACE = Statement(
    select(_there.c.unit, _there.c.parent).where(_there.c.period == ITS_PERIOD, _there.c.unit == ITS_UNIT)
)
# The database puts the strings together, so that a whole country comes as one row; in groups it would sort them first.
_TOGETHER = select(
    func.aggregate_strings(_there.c.awaits, "").label("together"),
    (func.count() - func.count(_there.c.awaits)).label("unknown"),
).where(_there.c.period == ITS_PERIOD, _there.c.place.between(bindparam("start"), bindparam("end")))
THEN: Final = and_(
    membership.c.person == _said.c.person,
    membership.c.since <= _said.c.at,
    or_(membership.c.until.is_(None), membership.c.until > _said.c.at),
)
"""A reviewer's membership when they said it."""


def count(engine: Engine, period_id: int, unit: str | None, level: str | None) -> int:
    """How many reports of a unit and all below it (None: of all) await the reviewers of a level; see `awaiting`."""
    while (found := _count(engine, period_id, unit, level)) is None:
        _reckon_some(engine, period_id)
    return found


def _count(engine: Engine, period_id: int, unit: str | None, level: str | None) -> int | None:
    """The same; None where the strings of some units are to be made first."""
    with reading(engine) as connection:
        start, end = places(connection, period_id, unit)
        first, last = places(connection, period_id, level) if level else (0, -1)
        first, last = max(first, start), min(last, end)
        depth = len(_Tree(connection, period_id).chain(level)) - 1 if level else _DEEPEST
        if first > last:
            parts = [(start, end, _DEEPEST)]
        else:  # below a level, and what stands before and behind, where anybody's word is taken
            parts = [(first, last, depth), (start, first - 1, _DEEPEST), (last + 1, end, _DEEPEST)]
        waiting = 0
        for one, other, above in parts:
            if one <= other:
                its = {"its_period": period_id, "start": one, "end": other}
                row = connection.execute(_TOGETHER, its).one()
                if row.unknown:
                    return None
                waiting += _waiting(row.together or "", above)
    return waiting


def _waiting(together: str, depth: int) -> int:
    """How many characters await those above whom `depth` units stand; the deepest take anybody's word."""
    return sum(together.count(each) for each in set(together) if each > _letter(depth))


_DEEPEST = ord(EVERYBODY) - ord("0") - 1


def _letter(depth: int) -> str:
    return chr(ord("0") + min(depth, _DEEPEST))


# --------------------------------------------------------------------------------------------------------- reckoning


def _reckon_some(engine: Engine, period_id: int) -> None:
    """Make some of the strings that are missing, so few that nobody who reports waits for it."""
    with writing(engine) as connection:
        unknown = select(_there.c.unit).where(_there.c.period == period_id, _there.c.awaits.is_(None))
        some = unknown.order_by(_there.c.unit).limit(_AT_ONCE).with_for_update(key_share=True)
        reckon(connection, period_id, connection.scalars(some).all())


def reckon(connection: Connection, period_id: int, units: Sequence[str]) -> None:
    """Make the strings of some units anew, at most some hundred, which are held till the transaction ends."""
    tree = _Tree(connection, period_id)
    positions = {each.id: at for at, each in enumerate(obligations_of(connection, period_id))}
    letters = {unit: [NOBODY] * len(positions) for unit in units}
    said = _reviews(connection, period_id, units)
    for unit, obligation, version in _latest(connection, period_id, units):
        letters[unit][positions[obligation]] = _awaited(tree, unit, version, said[unit, obligation])
    its = and_(_there.c.period == period_id, _there.c.unit == bindparam("its_unit"))
    rows = [{"its_unit": unit, "new": "".join(each)} for unit, each in letters.items()]
    if rows:
        connection.execute(update(_there).where(its).values(awaits=bindparam("new")), rows)


def reckon_anew(connection: Connection, which: ColumnElement[bool]) -> None:
    """Have strings made anew when they are needed next."""
    connection.execute(update(_there).where(which).values(awaits=None))


def below(period_id: int, places: Sequence[tuple[int, int]]) -> ColumnElement[bool]:
    """The units of a period from some places in the tree to others."""
    inside = (_there.c.place.between(first, last) for first, last in places)
    return and_(_there.c.period == period_id, or_(false(), *inside))


def reviewed_by(person: int) -> ColumnElement[bool]:
    """The units of whose reports a person has said something."""
    same = (_said.c.period == _there.c.period, _said.c.unit == _there.c.unit)
    return exists().where(*same, _said.c.person == person)


def _latest(connection: Connection, period_id: int, units: Sequence[str]) -> Sequence[Row[str, str, int]]:
    its = (_made.c.period == period_id, _made.c.unit.in_(units))
    version = func.max(_made.c.version, type_=Integer)
    return connection.execute(
        select(_made.c.unit, _made.c.obligation, version).where(*its).group_by(_made.c.unit, _made.c.obligation)
    ).all()


def _reviews(connection: Connection, period_id: int, units: Sequence[str]) -> Mapping[tuple[str, str], list[Any]]:
    """What was said of each report, the first first, with the unit from which; where a person was in two, two rows."""
    columns = (_said.c[name] for name in ("id", "unit", "obligation", "version", "verdict"))
    its = (_said.c.period == period_id, _said.c.unit.in_(units))
    joined = select(*columns, membership.c.unit.label("said_from")).outerjoin(membership, THEN)
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in connection.execute(joined.where(*its).order_by(_said.c.id)):
        found[row.unit, row.obligation].append(row)
    return found


def _awaited(tree: "_Tree", unit: str, version: int, said: Sequence[Any]) -> str:
    """The character of a report. What was sent back is being corrected, whoever said so."""
    of_it = [row for row in said if row.version == version]
    if not of_it:
        return EVERYBODY
    if said[-1].version == version and said[-1].verdict == "sent_back":
        return NOBODY
    depths: dict[int, int] = defaultdict(int)
    for row in of_it:
        depths[row.id] = max(depths[row.id], tree.depth_of_word(row.said_from, unit))
    return _letter(min(depths.values()))


class _Tree:
    """The tree of a period's units, read as it is asked for."""

    def __init__(self, connection: Connection, period_id: int) -> None:
        self._connection = connection
        self._period = period_id
        self._chains: dict[str, list[str]] = {}
        self._depths: dict[tuple[str, str], int] = {}

    def depth_of_word(self, said_from: str | None, unit: str) -> int:
        """Above how many units something was said of a unit: each below which it was said has still to look itself.

        0 where it was said from nowhere in the tree.
        """
        if said_from is None:
            return 0
        if (said_from, unit) not in self._depths:
            chain, own = self.chain(said_from), self.chain(unit)
            common = sum(one == other for one, other in zip(chain, own, strict=False))
            self._depths[said_from, unit] = max(common - 1, 0) if common == len(chain) else common
        return self._depths[said_from, unit]

    def chain(self, unit: str) -> list[str]:
        """A unit with all above it, from the top; empty where it is not in the tree."""
        if unit not in self._chains:
            row = _PLACE.run(self._connection, {"its_period": self._period, "its_unit": unit}).first()
            above = self.chain(row.parent) if row and row.parent else []
            self._chains[unit] = [*above, unit] if row else []
        return self._chains[unit]
