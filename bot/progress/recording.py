"""Recording what units report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import BindParameter, Connection, Engine, and_, bindparam, delete, func, insert, select, update

from bot.people import tables as people_tables
from bot.progress import tables
from bot.progress.errors import ConflictError, LockedError, NotExpectedError, PeriodClosedError, ProgressError
from bot.progress.marks import mark, with_mark
from bot.progress.model import CheckIn, Report, day_of
from bot.progress.rows import as_check_in, get_period, latest_check_in, report_row
from knowledge.adapters.sql_engine import writing
from knowledge.adapters.sql_statements import Statement, at_once
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
# A unit is held without its key: those who only refer to it (a draft that is saved) need not wait.
_HOLD = Statement(select(_there.c.unit).where(_UNIT).with_for_update(key_share=True))
_HOLD_SEVERAL = (
    select(_there.c.unit)
    .where(_there.c.period == _OF_PERIOD, _there.c.unit.in_(bindparam("units", expanding=True)))
    .order_by(_there.c.unit)
    .with_for_update(key_share=True)
)
_place = (
    select(_there.c.marks, _there.c.type, _asked.c.position, _asked.c.applies, _period.c.closed_at, _period.c.due)
    .join(_period, _period.c.id == _there.c.period)
    .join(_asked, and_(_asked.c.period == _there.c.period, _asked.c.obligation == _OF_OBLIGATION))
    .where(_UNIT)
)
_state = (
    select(func.max(_made.c.version)).where(_its(_made)).scalar_subquery().label("version"),
    select(_said.c.verdict).where(_its(_said)).order_by(_said.c.id.desc()).limit(1).scalar_subquery().label("verdict"),
    select(_same.c.id).where(_same.c.client_key == bindparam("key")).scalar_subquery().label("recorded"),
)
_PLACE = Statement(_place.with_for_update(of=_there, key_share=True))
_STATE = Statement(select(*_state))
_PLACE_AND_STATE = Statement(_place.add_columns(*_state))
_RECORDED = Statement(select(_made).where(_made.c.client_key == bindparam("key")))
_FIRST = Statement(select(_made.c.at).where(_its(_made), _made.c.version == 1))
_known = select(_person.c.telegram_id).where(_person.c.telegram_id == bindparam("its_person"))
_ADD = Statement(
    insert(_made)
    .values({column.name: bindparam(column.name) for column in _made.c if column.name != "id"})
    .values(person=_known.scalar_subquery())
    .returning(_made.c.id, _made.c.person)
)
_file = tables.evidence_file
_FILES = Statement(select(_file.c.id).where(_its(_file)))
_DROP_FILE = Statement(delete(_file).where(_its(_file), _file.c.id == bindparam("its_file")))
_KEEP_FILE = Statement(insert(_file).values({column.name: bindparam(column.name) for column in _file.c}))
_KEEP_MARKS = Statement(update(_there).where(_UNIT).values(marks=bindparam("new_marks")))
_DROP_DRAFT = Statement(delete(_drafted).where(_its(_drafted), _drafted.c.person == bindparam("its_person")))


@dataclass(frozen=True, slots=True)
class Act:
    """What one person sends at once, each report with the version it expects; see `CheckIns.record`."""

    reports: Sequence[tuple[Report, int]]
    by: int | None
    now: datetime
    day: date | None
    key: str | None


Outcome: TypeAlias = list[CheckIn] | ProgressError
"""What an act recorded, or why it was refused."""


def record(engine: Engine, acts: Sequence[Act]) -> list[Outcome]:
    """Record acts one after the other, and commit them together: they are on the disk when this ends, or none is.

    One that is refused leaves nothing, and the others stand. Raises `CatalogError`.
    """
    with writing(engine, durable=True) as connection:
        _hold_all(connection, {(report.period, report.unit) for act in acts for report, _ in act.reports})
        return [_recorded(connection, act) for act in acts]


def hold_unit(connection: Connection, period: int, unit: str) -> None:
    """What is said of a unit goes one by one, until the transaction ends."""
    _HOLD.run(connection, {"its_period": period, "its_unit": unit}).all()


def _hold_all(connection: Connection, units: set[tuple[int, str]]) -> None:
    """Hold several units in the one order in which everybody does, lest two wait for each other for ever."""
    if len(units) == 1 or _is_alone(connection):
        return
    for period in sorted({period for period, _ in units}):
        its = sorted(unit for its_period, unit in units if its_period == period)
        connection.execute(_HOLD_SEVERAL, {"its_period": period, "units": its}).all()


def _is_alone(connection: Connection) -> bool:
    """Whether this writer holds the whole database anyhow, as SQLite's do."""
    return connection.dialect.name == "sqlite"


def _recorded(connection: Connection, act: Act) -> Outcome:
    try:
        if len(act.reports) == 1:  # which is refused before anything is written
            return [_add(connection, act, 0)]
        with connection.begin_nested():
            return [_add(connection, act, number) for number in range(len(act.reports))]
    except ProgressError as error:
        return error


def _add(connection: Connection, act: Act, number: int) -> CheckIn:
    """Add a version of the act's report `number` and keep the unit's marks."""
    report, expected = act.reports[number]
    key = f"{act.key}/{number}" if act.key and number else act.key
    its = {"its_period": report.period, "its_unit": report.unit, "its_obligation": report.obligation}
    place, state = _standing(connection, its | {"key": key})
    if place is None or place.applies.get(place.type, "no") == "no":
        get_period(connection, report.period)  # or it is the period that is not known
        raise NotExpectedError(Say("checkin.not_expected"))
    if state.recorded is not None:
        return as_check_in(_RECORDED.run(connection, {"key": key}).first())
    if place.closed_at is not None:
        raise PeriodClosedError(Say("checkin.period_closed"))
    if state.verdict == "locked":
        raise LockedError(Say("checkin.locked"))
    if (state.version or 0) != expected:
        raise ConflictError(latest_check_in(connection, report.period, report.unit, report.obligation))
    marks = _marks(connection, report, place, its, first_day=None if expected else act.day or day_of(act.now))
    row = report_row(report) | {"version": expected + 1, "at": act.now, "client_key": key, "its_person": act.by}
    with at_once(connection):
        added = _ADD.run(connection, row)
        if marks != place.marks:
            _KEEP_MARKS.run(connection, its | {"new_marks": marks})
        if act.by is not None:
            _DROP_DRAFT.run(connection, its | {"its_person": act.by})
    made = added.first()
    if expected or report.evidence:
        _keep_files(connection, report, its)
    return CheckIn(made.id, report, expected + 1, act.now, made.person)


def _standing(connection: Connection, its: dict[str, Any]) -> tuple[Any, Any]:
    """Where the unit stands, and the record: asked only once the unit is held, so that both stay true."""
    if _is_alone(connection):
        both = _PLACE_AND_STATE.run(connection, its).first()
        return both, both
    with at_once(connection):
        place, state = _PLACE.run(connection, its), _STATE.run(connection, its)
    return place.first(), state.first()


def _marks(connection: Connection, report: Report, place: Any, its: dict[str, Any], *, first_day: date | None) -> str:
    """The unit's marks with this report. `first_day`: the day of a first version, None for a correction."""
    before: str = place.marks[place.position]
    if before.isalpha():  # it tells whether the first version was in time
        on_time = before.isupper()
    else:
        on_time = (first_day or day_of(_FIRST.run(connection, its).first().at)) <= place.due
    new = mark(report.status, place.applies[place.type], on_time=on_time)
    return with_mark(place.marks, place.position, new)


def _keep_files(connection: Connection, report: Report, its: dict[str, Any]) -> None:
    """Keep how to fetch the files of the latest version; of those that it leaves out nothing."""
    kept = {row.id for row in _FILES.run(connection, its).all()}
    named = {each.id for each in report.evidence}
    for gone in kept - named:
        _DROP_FILE.run(connection, its | {"its_file": gone})
    new = {each.id: each.file_id for each in report.evidence if each.file_id and each.id not in kept}
    for file, file_id in new.items():
        same = {"period": report.period, "unit": report.unit, "obligation": report.obligation}
        _KEEP_FILE.run(connection, same | {"id": file, "file_id": file_id})
