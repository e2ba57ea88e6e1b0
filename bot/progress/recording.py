"""Recording what units report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    String,
    Text,
    and_,
    any_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from bot.people import tables as people_tables
from bot.progress import tables
from bot.progress.errors import ConflictError, LockedError, NotExpectedError, PeriodClosedError, ProgressError
from bot.progress.marks import mark
from bot.progress.model import CheckIn, Report, day_of
from bot.progress.rows import (
    ITS_OBLIGATION,
    ITS_PERIOD,
    ITS_UNIT,
    as_check_in,
    get_period,
    its_record,
    latest_check_in,
    report_row,
)
from bot.progress.waiting import EVERYBODY
from knowledge.adapters.sql_engine import writing
from knowledge.adapters.sql_statements import Answer, Statement, at_once
from knowledge.answer import Say

_made, _said, _same = tables.check_in, tables.review, tables.check_in.alias("same")
_there, _asked, _period, _drafted = (
    tables.period_unit,
    tables.period_obligation,
    tables.reporting_period,
    tables.draft,
)
_person = people_tables.person

_UNIT = and_(_there.c.period == ITS_PERIOD, _there.c.unit == ITS_UNIT)
# Units are held without their key: who only refers to one (a draft that is saved) need not wait. Several are held in
# one order, the same for everybody: else two could wait for each other for ever. Said to PostgreSQL alone.
_hold = select(_there.c.unit).order_by(_there.c.unit).with_for_update(key_share=True)
_HOLD_ONE = Statement(_hold.where(_UNIT))
_HOLD_SEVERAL = Statement(
    _hold.where(_there.c.period == ITS_PERIOD, _there.c.unit == any_(bindparam("its_units", type_=ARRAY(String))))
)
_STANDING = Statement(
    select(
        *(_there.c.marks, _there.c.awaits, _there.c.type, _asked.c.position, _asked.c.applies),
        *(_period.c.closed_at, _period.c.due),
        select(func.max(_made.c.version)).where(its_record(_made)).scalar_subquery().label("version"),
        select(_said.c.verdict)
        .where(its_record(_said))
        .order_by(_said.c.id.desc())
        .limit(1)
        .scalar_subquery()
        .label("verdict"),
        select(_same.c.id).where(_same.c.client_key == bindparam("key")).scalar_subquery().label("recorded"),
    )
    .join(_period, _period.c.id == _there.c.period)
    .join(_asked, and_(_asked.c.period == _there.c.period, _asked.c.obligation == ITS_OBLIGATION))
    .where(_UNIT)
)
_RECORDED = Statement(select(_made).where(_made.c.client_key == bindparam("key")))
_FIRST = Statement(select(_made.c.at).where(its_record(_made), _made.c.version == 1))
_known = select(_person.c.telegram_id).where(_person.c.telegram_id == bindparam("its_person"))
_ADD = Statement(
    insert(_made)
    .values({column.name: bindparam(column.name) for column in _made.c if column.name != "id"})
    .values(person=_known.scalar_subquery())
    .returning(_made.c.id, _made.c.person)
)
_file = tables.evidence_file
_FILES = Statement(select(_file.c.id).where(its_record(_file)))
_DROP_FILE = Statement(delete(_file).where(its_record(_file), _file.c.id == bindparam("its_file")))
_KEEP_FILE = Statement(
    insert(_file).values(
        period=ITS_PERIOD,
        unit=ITS_UNIT,
        obligation=ITS_OBLIGATION,
        id=bindparam("its_file"),
        file_id=bindparam("file_id"),
    )
)
# One character of the unit's marks: the others may be changed in the same commit.
_before = bindparam("before", type_=Integer)


def _changed(column: ColumnElement[str], new: ColumnElement[str]) -> ColumnElement[str]:
    return func.substr(column, 1, _before, type_=Text) + new + func.substr(column, _before + 2, type_=Text)


_KEEP_MARK = Statement(
    update(_there)
    .where(_UNIT)
    .values(
        marks=_changed(_there.c.marks, bindparam("mark", type_=Text)),
        awaits=_changed(_there.c.awaits, literal(EVERYBODY, Text)),
    )
)
_DROP_DRAFT = Statement(delete(_drafted).where(its_record(_drafted), _drafted.c.person == bindparam("its_person")))


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
    units = {(report.period, report.unit) for act in acts for report, _ in act.reports}
    outcomes: list[Outcome] = []
    with writing(engine, durable=True) as connection:
        for independent in _independent(acts):
            outcomes += _recorded(connection, independent, units)
            units = set()  # held by now
    return outcomes


def hold_units(connection: Connection, units: set[tuple[int, str]]) -> None:
    """What is said of units goes one by one, until the transaction ends. SQLite's writers do that anyhow."""
    if connection.dialect.name != "sqlite":
        for period in sorted({period for period, _ in units}):
            its = [unit for its_period, unit in units if its_period == period]
            # Of several the database has to find a way anew each time, which takes longer than to hold one.
            hold = _HOLD_ONE if len(its) == 1 else _HOLD_SEVERAL
            hold.run(connection, {"its_period": period, "its_unit": its[0], "its_units": its})


def _independent(acts: Sequence[Act]) -> Iterator[list[Act]]:
    """Acts in their order, as many together as are about different records: those can be looked at all at once."""
    together: list[Act] = []
    records: set[tuple[int, str, str]] = set()
    for act in acts:
        its = {(report.period, report.unit, report.obligation) for report, _ in act.reports}
        if its & records:
            yield together
            together, records = [], set()
        together.append(act)
        records |= its
    yield together


def _recorded(connection: Connection, acts: Sequence[Act], units: set[tuple[int, str]]) -> list[Outcome]:
    """Record acts about different records; `units` are those that are not held yet."""
    wanted = [[_Next.of(act, number) for number in range(len(act.reports))] for act in acts]
    with at_once(connection):
        hold_units(connection, units)  # and only then is it asked how the records stand: so it stays true
        standing = [[_STANDING.run(connection, each.its | {"key": each.key}) for each in nexts] for nexts in wanted]
    judged = [_all_judged(connection, nexts, found) for nexts, found in zip(wanted, standing, strict=True)]
    news = [each for nexts in judged if isinstance(nexts, list) for each in nexts if isinstance(each, _Next)]
    with at_once(connection):
        added = _add(connection, news)
    made = {each: _as_made(connection, each, answer.first()) for each, answer in zip(news, added, strict=True)}
    return [
        [made[each] if isinstance(each, _Next) else each for each in nexts] if isinstance(nexts, list) else nexts
        for nexts in judged
    ]


@dataclass(slots=True, eq=False)
class _Next:
    """A report that is to be the next version of its record.

    Once it is judged, `mark` is what the unit's mark at `position` becomes; None where it stays, and the report awaits
    reviewers already.
    """

    act: Act
    report: Report
    version: int
    key: str | None
    position: int = 0
    mark: str | None = None

    @classmethod
    def of(cls, act: Act, number: int) -> "_Next":
        """Report `number` of an act."""
        report, expected = act.reports[number]
        return cls(act, report, expected + 1, f"{act.key}/{number}" if act.key and number else act.key)

    @property
    def its(self) -> dict[str, Any]:
        """Which record it is about."""
        report = self.report
        return {"its_period": report.period, "its_unit": report.unit, "its_obligation": report.obligation}

    @property
    def row(self) -> dict[str, Any]:
        """What is kept of it."""
        told = {"version": self.version, "at": self.act.now, "client_key": self.key, "its_person": self.act.by}
        return report_row(self.report) | told


def _all_judged(
    connection: Connection, nexts: Sequence[_Next], standing: Sequence[Answer]
) -> list[_Next | CheckIn] | ProgressError:
    """What is to be written of an act; of what was recorded before, that. An error where one of it cannot be."""
    try:
        return [_judged(connection, each, found.first()) for each, found in zip(nexts, standing, strict=True)]
    except ProgressError as error:
        return error


def _judged(connection: Connection, new: _Next, standing: Any) -> _Next | CheckIn:
    report = new.report
    if standing is None or standing.applies.get(standing.type, "no") == "no":
        get_period(connection, report.period)  # or it is the period that is not known
        raise NotExpectedError(Say("checkin.not_expected"))
    if standing.recorded is not None:
        return as_check_in(_RECORDED.run(connection, {"key": new.key}).first())
    if standing.closed_at is not None:
        raise PeriodClosedError(Say("checkin.period_closed"))
    if standing.verdict == "locked":
        raise LockedError(Say("checkin.locked"))
    if (standing.version or 0) != new.version - 1:
        raise ConflictError(latest_check_in(connection, report.period, report.unit, report.obligation))
    before: str = standing.marks[standing.position]
    # A letter tells whether the first version was in time.
    on_time = before.isupper() if before.isalpha() else _first_day(connection, new) <= standing.due
    after = mark(report.status, standing.applies[standing.type], on_time=on_time)
    stays = after == before and (standing.awaits is None or standing.awaits[standing.position] == EVERYBODY)
    new.position, new.mark = standing.position, None if stays else after
    return new


def _first_day(connection: Connection, new: _Next) -> date:
    """The day of the first version, which may be this one."""
    if new.version == 1:
        return new.act.day or day_of(new.act.now)
    return day_of(_FIRST.run(connection, new.its).first().at)


def _add(connection: Connection, news: Sequence[_Next]) -> list[Answer]:
    """Write versions, the units' marks, and that the drafts are done with."""
    added = [_ADD.run(connection, each.row) for each in news]
    marked = (each for each in news if each.mark is not None)
    _KEEP_MARK.run_each(connection, [each.its | {"before": each.position, "mark": each.mark} for each in marked])
    by_somebody = (each for each in news if each.act.by is not None)
    _DROP_DRAFT.run_each(connection, [each.its | {"its_person": each.act.by} for each in by_somebody])
    return added


def _as_made(connection: Connection, new: _Next, added: Any) -> CheckIn:
    if new.version > 1 or new.report.evidence:
        _keep_files(connection, new)
    return CheckIn(added.id, new.report, new.version, new.act.now, added.person)


def _keep_files(connection: Connection, new: _Next) -> None:
    """Keep how to fetch the files of the latest version; of those that it leaves out nothing."""
    report, its = new.report, new.its
    kept = {row.id for row in _FILES.run(connection, its).all()}
    named = {each.id for each in report.evidence}
    for gone in kept - named:
        _DROP_FILE.run(connection, its | {"its_file": gone})
    for file, file_id in {each.id: each.file_id for each in report.evidence}.items():
        if file_id and file not in kept:
            _KEEP_FILE.run(connection, its | {"its_file": file, "file_id": file_id})
