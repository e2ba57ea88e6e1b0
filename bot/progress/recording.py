"""Adding one version of a check-in, within a transaction that the store opens.

The statements are made once: making them takes longer than the database needs to carry them out.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, func, insert, select, update

from bot.people import tables as people_tables
from bot.progress import tables
from bot.progress.errors import ConflictError, LockedError, NotExpectedError, PeriodClosedError
from bot.progress.marks import mark, with_mark
from bot.progress.model import CheckIn, Report, day_of
from bot.progress.rows import as_check_in, get_period, latest_check_in, report_row
from knowledge.answer import Say

_made, _said, _same = tables.check_in, tables.review, tables.check_in.alias("same")
_there, _asked, _period, _drafted = (
    tables.period_unit,
    tables.period_obligation,
    tables.reporting_period,
    tables.draft,
)
_person = people_tables.person

# What each statement is about: which record, found by the same three names.
_OF_PERIOD: BindParameter[int] = bindparam("its_period")
_OF_UNIT: BindParameter[str] = bindparam("its_unit")
_OF_OBLIGATION: BindParameter[str] = bindparam("its_obligation")


def _its(table: Any) -> Any:
    return and_(table.c.period == _OF_PERIOD, table.c.unit == _OF_UNIT, table.c.obligation == _OF_OBLIGATION)


_UNIT = and_(_there.c.period == _OF_PERIOD, _there.c.unit == _OF_UNIT)
_HOLD = select(_there.c.unit).where(_UNIT).with_for_update()
_PLACE = (
    select(_there.c.marks, _there.c.type, _asked.c.position, _asked.c.applies, _period.c.closed_at, _period.c.due)
    .join(_period, _period.c.id == _there.c.period)
    .join(_asked, and_(_asked.c.period == _there.c.period, _asked.c.obligation == _OF_OBLIGATION))
    .where(_UNIT)
    .with_for_update(of=_there)
)
_STATE_COLUMNS = (
    select(func.max(_made.c.version)).where(_its(_made)).scalar_subquery().label("version"),
    select(_said.c.verdict).where(_its(_said)).order_by(_said.c.id.desc()).limit(1).scalar_subquery().label("verdict"),
    select(_same.c.id).where(_same.c.client_key == bindparam("key")).scalar_subquery().label("recorded"),
)
_STATE = select(*_STATE_COLUMNS)
_PLACE_AND_STATE = _PLACE.add_columns(*_STATE_COLUMNS)
_RECORDED = select(_made).where(_made.c.client_key == bindparam("key"))
_FIRST = select(_made.c.at).where(_its(_made), _made.c.version == 1)
_ADD = (
    insert(_made)
    .values(
        person=select(_person.c.telegram_id).where(_person.c.telegram_id == bindparam("its_person")).scalar_subquery()
    )
    .returning(_made.c.id, _made.c.person)
)
_file = tables.evidence_file
_FILES = select(_file.c.id).where(_its(_file))
_DROP_FILE = delete(_file).where(_its(_file), _file.c.id == bindparam("its_file"))
_KEEP_MARKS = update(_there).where(_UNIT).values(marks=bindparam("new_marks"))
_DROP_DRAFT = delete(_drafted).where(_its(_drafted), _drafted.c.person == bindparam("its_person"))


def add(  # noqa: PLR0913 - a report with all it comes with
    connection: Connection,
    report: Report,
    expected: int,
    *,
    by: int | None,
    now: datetime,
    day: date | None,
    key: str | None,
) -> CheckIn:
    """Add version `expected` + 1 and keep the unit's marks; see `CheckIns.record`."""
    its = {"its_period": report.period, "its_unit": report.unit, "its_obligation": report.obligation}
    keyed = its | {"key": key}
    # SQLite's writer holds the whole database: all can be asked at once there.
    alone = connection.dialect.name == "sqlite"
    place = connection.execute(_PLACE_AND_STATE, keyed).first() if alone else connection.execute(_PLACE, its).first()
    if place is None or place.applies.get(place.type, "no") == "no":
        get_period(connection, report.period)  # or it is the period that is not known
        raise NotExpectedError(Say("checkin.not_expected"))
    # Asked only now that the unit is held: what it reports goes one by one until the transaction ends.
    state = place if alone else connection.execute(_STATE, keyed).one()
    if state.recorded is not None:
        return as_check_in(connection.execute(_RECORDED, {"key": key}).one())
    if place.closed_at is not None:
        raise PeriodClosedError(Say("checkin.period_closed"))
    if state.verdict == "locked":
        raise LockedError(Say("checkin.locked"))
    if (state.version or 0) != expected:
        raise ConflictError(latest_check_in(connection, report.period, report.unit, report.obligation))
    row = report_row(report) | {"version": expected + 1, "at": now, "client_key": key, "its_person": by}
    made = connection.execute(_ADD, row).one()
    _keep_mark(connection, report, place, its, first_day=None if expected else day or day_of(now))
    if expected or report.evidence:
        _keep_files(connection, report, its)
    if by is not None:
        connection.execute(_DROP_DRAFT, its | {"its_person": by})
    return CheckIn(made.id, report, expected + 1, now, made.person)


def _keep_mark(
    connection: Connection, report: Report, place: Any, its: dict[str, Any], *, first_day: date | None
) -> None:
    """`first_day`: the day of a first version, None for a correction."""
    before = place.marks[place.position]
    if before.isalpha():  # it tells whether the first version was in time
        on_time = before.isupper()
    else:
        on_time = (first_day or day_of(connection.execute(_FIRST, its).scalar_one())) <= place.due
    new = mark(report.status, place.applies[place.type], on_time=on_time)
    if new != before:
        connection.execute(_KEEP_MARKS, its | {"new_marks": with_mark(place.marks, place.position, new)})


def _keep_files(connection: Connection, report: Report, its: dict[str, Any]) -> None:
    """Keep how to fetch the files of the latest version; of those that it leaves out nothing."""
    kept = set(connection.scalars(_FILES, its))
    named = {each.id for each in report.evidence}
    for gone in kept - named:
        connection.execute(_DROP_FILE, its | {"its_file": gone})
    new = {each.id: each.file_id for each in report.evidence if each.file_id and each.id not in kept}
    for file, file_id in new.items():
        same = {"period": report.period, "unit": report.unit, "obligation": report.obligation}
        connection.execute(insert(_file), same | {"id": file, "file_id": file_id})


def hold_unit(connection: Connection, period: int, unit: str) -> None:
    """What is said of a unit goes one by one, until the transaction ends."""
    connection.execute(_HOLD, {"its_period": period, "its_unit": unit})
