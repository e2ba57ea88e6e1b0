"""Adding one version of a check-in, within a transaction that the store opens."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, literal, select, update

from bot.progress import tables
from bot.progress.errors import ConflictError, LockedError, NotExpectedError, PeriodClosedError
from bot.progress.marks import is_on_time, mark, with_mark
from bot.progress.model import CheckIn, Report
from bot.progress.rows import as_check_in, get_period, known_person, latest_check_in, of_record, report_row
from knowledge.answer import Say


def add(  # noqa: PLR0913 - a report with all it comes with
    connection: Connection, report: Report, expected: int, *, by: int | None, now: datetime, key: str | None
) -> CheckIn:
    """Add version `expected` + 1 and keep the unit's marks; see `CheckIns.record`."""
    place = _place(connection, report)
    state = _state(connection, report, key)
    table = tables.check_in
    if state.recorded is not None:
        return as_check_in(connection.execute(select(table).where(table.c.id == state.recorded)).one())
    if place.closed_at is not None:
        raise PeriodClosedError(Say("checkin.period_closed"))
    if state.verdict == "locked":
        raise LockedError(Say("checkin.locked"))
    if (state.version or 0) != expected:
        raise ConflictError(latest_check_in(connection, report.period, report.unit, report.obligation))
    row = report_row(report) | {"version": expected + 1, "at": now, "client_key": key, "person": known_person(by)}
    made = connection.execute(insert(table).values(row).returning(table.c.id, table.c.person)).one()
    _keep_mark(connection, report, place, _first_moment(connection, report, place, now))
    if by is not None:
        _drop_draft(connection, report, by)
    return CheckIn(made.id, report, expected + 1, now, made.person)


def hold_unit(connection: Connection, period: int, unit: str) -> None:
    """What is said of a unit goes one by one, until the transaction ends."""
    table = tables.period_unit
    own = and_(table.c.period == period, table.c.unit == unit)
    connection.execute(select(table.c.unit).where(own).with_for_update())


def _place(connection: Connection, report: Report) -> Any:
    """The unit's marks and what is asked of it, held until the transaction ends."""
    unit, asked, period = tables.period_unit, tables.period_obligation, tables.reporting_period
    found = (
        select(unit.c.marks, unit.c.type, asked.c.position, asked.c.applies, period.c.closed_at, period.c.due)
        .join(period, period.c.id == unit.c.period)
        .join(asked, and_(asked.c.period == unit.c.period, asked.c.obligation == report.obligation))
        .where(unit.c.period == report.period, unit.c.unit == report.unit)
        .with_for_update(of=unit)
    )
    row = connection.execute(found).first()
    if row is None or row.applies.get(row.type, "no") == "no":
        get_period(connection, report.period)  # or it is the period that is not known
        raise NotExpectedError(Say("checkin.not_expected"))
    return row


def _state(connection: Connection, report: Report, key: str | None) -> Row[Any]:
    """The latest version, the latest verdict, and what this very act recorded before; asked only once it is held."""
    made, said, same = tables.check_in, tables.review, tables.check_in.alias("same")
    its = of_record(said, report.period, report.unit, report.obligation)
    version = select(func.max(made.c.version)).where(of_record(made, report.period, report.unit, report.obligation))
    verdict = select(said.c.verdict).where(its).order_by(said.c.id.desc()).limit(1)
    recorded = select(same.c.id).where(same.c.client_key == literal(key))
    named = (("version", version), ("verdict", verdict), ("recorded", recorded))
    return connection.execute(select(*(found.scalar_subquery().label(name) for name, found in named))).one()


def _first_moment(connection: Connection, report: Report, place: Any, now: datetime) -> datetime | None:
    """When the first version came; None where the mark there is tells whether that was in time."""
    if place.marks[place.position].isalpha():
        return None
    table = tables.check_in
    its = and_(of_record(table, report.period, report.unit, report.obligation), table.c.version == 1)
    return connection.scalar(select(table.c.at).where(its)) or now


def _keep_mark(connection: Connection, report: Report, place: Any, first_at: datetime | None) -> None:
    before = place.marks[place.position]
    on_time = before.isupper() if first_at is None else is_on_time(place.due, first_at)
    new = mark(report.status, place.applies[place.type], on_time=on_time)
    if new != before:
        table = tables.period_unit
        own = and_(table.c.period == report.period, table.c.unit == report.unit)
        connection.execute(update(table).where(own).values(marks=with_mark(place.marks, place.position, new)))


def _drop_draft(connection: Connection, report: Report, by: int) -> None:
    table = tables.draft
    mine = and_(table.c.person == by, table.c.period == report.period, table.c.unit == report.unit)
    connection.execute(delete(table).where(mine, table.c.obligation == report.obligation))
