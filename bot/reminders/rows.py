"""What the outbox reads of the database about a reminder, a period and the people of its units."""

from collections.abc import Iterator
from datetime import time
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, func, or_, select

from bot.people.tables import person, unit
from bot.progress.marks import SILENT, figures
from bot.progress.model import Quiet
from bot.progress.tables import period_unit, reporting_period
from bot.reminders.circle import Member
from bot.reminders.ladder import NEWS, quiet_of, still_theirs
from bot.reminders.model import Reach, Reminder, Standing
from bot.reminders.notices import is_notice, notice_of
from bot.reminders.tables import reminder, reminder_silence

NOT_WHOLE = period_unit.c.marks.contains(SILENT, autoescape=True)

_BELOW = period_unit.alias("below")
# Of the level above the units count that are below it: all of the period where it stands above the period itself.
_UNITS_BELOW = and_(
    _BELOW.c.period == bindparam("its_period"),
    _BELOW.c.place.between(bindparam("start"), bindparam("end")),
)
_COUNT_BELOW = select(
    func.count().filter(func.trim(_BELOW.c.marks) != ""),
    func.count().filter(_BELOW.c.marks.contains(SILENT, autoescape=True)),
).where(_UNITS_BELOW)
_END = 2**31 - 1

ABOUT: Select[Any] = (
    select(
        *(
            reminder.c[name]
            for name in ("id", "person", "audience", "period", "unit", "rung", "until", "state", "tries")
        ),
        *(reporting_period.c[name] for name in ("due", "closed_at", "quiet_start", "quiet_end")),
        *(period_unit.c[name] for name in ("marks", "place", "last")),
        reporting_period.c.name.label("period_name"),
        unit.c.name.label("unit_name"),
        person.c.unit.label("their_unit"),
        person.c.role,
        person.c.lang,
        person.c.blocked_at,
        reminder_silence.c.person.label("silenced"),
    )
    .join(reporting_period, reporting_period.c.id == reminder.c.period)
    .join(unit, unit.c.code == reminder.c.unit)
    .outerjoin(period_unit, and_(period_unit.c.period == reminder.c.period, period_unit.c.unit == reminder.c.unit))
    .outerjoin(person, person.c.telegram_id == reminder.c.person)
    .outerjoin(
        reminder_silence,
        and_(reminder_silence.c.period == reminder.c.period, reminder_silence.c.person == reminder.c.person),
    )
)
"""A reminder with all that decides on it, whatever has become of it since it was queued."""


def how_much(connection: Connection, row: Row[Any]) -> tuple[int, int]:
    """How many are not reported, and of how many: tasks of the unit; for the level above units below it.

    Of a notice 1 of 1 as long as it stands.
    """
    if notice := notice_of(connection, row):
        return int(notice.stands), 1
    if row.audience != "above":
        expected, reported, _ = figures(row.marks or "")
        return expected - reported, expected
    start, end = (0, _END) if row.place is None else (row.place + 1, row.last)
    units, silent = connection.execute(_COUNT_BELOW, {"its_period": row.period, "start": start, "end": end}).one()
    return silent, units


def as_standing(row: Row[Any], left: int) -> Standing:
    """What decides on a reminder."""
    theirs = row.person is not None and row.their_unit == row.unit and still_theirs(row.audience, row.role)
    return Standing(
        left=left,
        is_open=row.closed_at is None or is_notice(row.rung),
        still_theirs=theirs,
        silenced=row.silenced is not None and not is_notice(row.rung),
        blocked=row.blocked_at is not None,
        quiet=quiet_in(row),
        until=row.until,
    )


def as_reminder(connection: Connection, row: Row[Any], left: int, expected: int) -> Reminder:
    """A reminder with all that it says."""
    same = ("id", "person", "lang", "audience", "period", "period_name", "due", "unit", "unit_name", "tries")
    return Reminder(
        **{name: getattr(row, name) for name in same},
        unit_in_period=row.place is not None,
        left=left,
        expected=expected,
        news=row.rung == NEWS,
        is_open=row.closed_at is None,
        notice=notice_of(connection, row),
    )


def quiet_in(row: Row[Any]) -> Quiet:
    """The quiet hours of a row's period."""
    written = row.quiet_start and Quiet(time.fromisoformat(row.quiet_start), time.fromisoformat(row.quiet_end))
    return quiet_of(written or None)


def meant(connection: Connection, period_id: int, reach: Reach) -> ColumnElement[bool]:
    """Which rows of `period_unit` are of a period's units within a reach."""
    its = period_unit.c.period == period_id
    if reach.unit is None:
        return its
    if reach.alone:
        return and_(its, period_unit.c.unit == reach.unit)
    own = select(period_unit.c.place, period_unit.c.last).where(its, period_unit.c.unit == reach.unit)
    place, last = connection.execute(own).first() or (0, -1)
    return and_(its, period_unit.c.place.between(place, last))


def members(connection: Connection, period_id: int, inside: ColumnElement[bool]) -> Iterator[Member]:
    """Those who report for or lead the silent units that are meant, and all who manage units, wherever."""
    silent = select(period_unit.c.unit).where(inside, NOT_WHOLE)
    theirs = and_(reminder_silence.c.period == period_id, reminder_silence.c.person == person.c.telegram_id)
    rows = connection.execute(
        select(person.c.telegram_id, person.c.unit, person.c.role, person.c.blocked_at, reminder_silence.c.person)
        .outerjoin(reminder_silence, theirs)
        .where(person.c.role != "teacher", or_(person.c.unit.in_(silent), person.c.role == "admin"))
        .where(person.c.unit.is_not(None))
        .order_by(person.c.telegram_id)
    )
    for telegram_id, unit_code, role, blocked_at, silence in rows:
        yield Member(telegram_id, unit_code, role, blocked_at is not None, silence is not None)
