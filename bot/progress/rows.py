"""Rows of the tables of reporting as nouns and back, each within a transaction that a store opens."""

from dataclasses import asdict
from datetime import time
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import BindParameter, ColumnElement, Connection, Engine, Table, and_, bindparam, insert, select

from bot.people import tables as people_tables
from bot.progress import tables
from bot.progress.errors import UnknownPeriodError
from bot.progress.model import CheckIn, Draft, Evidence, Period, PeriodObligation, Quiet, Report, Review
from knowledge.adapters.sql_statements import Statement
from knowledge.answer import Say
from knowledge.model import Bilingual

ITS_PERIOD: BindParameter[int] = bindparam("its_period")
ITS_UNIT: BindParameter[str] = bindparam("its_unit")
ITS_OBLIGATION: BindParameter[str] = bindparam("its_obligation")
"""What a statement is about: which record, or whose records, by these three names."""


def its_record(table: Table) -> ColumnElement[bool]:
    """Which rows are about the record."""
    return and_(table.c.period == ITS_PERIOD, table.c.unit == ITS_UNIT, table.c.obligation == ITS_OBLIGATION)


_made, _said, _period, _asked_of = tables.check_in, tables.review, tables.reporting_period, tables.period_obligation
_PERIOD = Statement(select(_period).where(_period.c.id == ITS_PERIOD))
_OBLIGATIONS = Statement(select(_asked_of).where(_asked_of.c.period == ITS_PERIOD).order_by(_asked_of.c.position))
_LATEST_CHECK_IN = Statement(select(_made).where(its_record(_made)).order_by(_made.c.version.desc()).limit(1))
_LATEST_REVIEW = Statement(select(_said).where(its_record(_said)).order_by(_said.c.id.desc()).limit(1))
_REVIEW = tuple(name for name in Review.__slots__ if name != "by")


def known_person(telegram_id: int | None) -> Any:
    """Who did something, for a row: nobody where nothing is kept of the person (any more)."""
    if telegram_id is None:
        return None
    table = people_tables.person
    return select(table.c.telegram_id).where(table.c.telegram_id == telegram_id).scalar_subquery()


# ----------------------------------------------------------------------------------------------------------- periods


def get_period(connection: Connection, period_id: int) -> Period:
    """A period by its number. Raises `UnknownPeriodError`."""
    row = _PERIOD.run(connection, {"its_period": period_id}).first()
    if row is None:
        raise UnknownPeriodError(Say("period.unknown", {"name": period_id}))
    return as_period(row, obligations_of(connection, period_id))


def as_period(row: Any, obligations: tuple[PeriodObligation, ...]) -> Period:
    """A period of a row and its obligations."""
    quiet = Quiet(time.fromisoformat(row.quiet_start), time.fromisoformat(row.quiet_end)) if row.quiet_start else None
    same = ("id", "name", "due", "unit", "opened_at", "closed_at", "reopened_at", "carried_from")
    fields = {name: getattr(row, name) for name in same}
    return Period(**fields, obligations=obligations, quiet=quiet, opened_by=row.person)


_asked: WeakKeyDictionary[Engine, dict[int, tuple[PeriodObligation, ...]]] = WeakKeyDictionary()
"""What periods ask for, by database and period: it never changes, and is read at every step of a check-in."""


def obligations_of(connection: Connection, period_id: int) -> tuple[PeriodObligation, ...]:
    """What a period asks for, in its order."""
    known = _asked.setdefault(connection.engine, {})
    if period_id not in known:
        known[period_id] = _read_obligations(connection, period_id)
    return known[period_id]


def _read_obligations(connection: Connection, period_id: int) -> tuple[PeriodObligation, ...]:
    rows = _OBLIGATIONS.run(connection, {"its_period": period_id}).all()
    return tuple(
        PeriodObligation(
            row.obligation, row.document, row.provision, Bilingual(row.title_vi, row.title_en), row.act, row.applies
        )
        for row in rows
    )


def add_obligations(connection: Connection, period: Period) -> None:
    """Write down what a period asks for."""
    rows = [
        {
            "period": period.id,
            "position": position,
            "obligation": each.id,
            "document": each.document,
            "provision": each.provision,
            "title_vi": each.title.vi,
            "title_en": each.title.en,
            "act": each.act,
            "applies": dict(each.applies),
        }
        for position, each in enumerate(period.obligations)
    ]
    connection.execute(insert(tables.period_obligation), rows)


# -------------------------------------------------------------------------------------------- check-ins and reviews


def as_check_in(row: Any) -> CheckIn:
    """A check-in of a row."""
    report = Report(
        row.period,
        row.unit,
        row.obligation,
        row.status,
        row.counts,
        row.note,
        row.reason,
        row.happened_on,
        tuple(Evidence(**each) for each in row.evidence),
    )
    return CheckIn(row.id, report, row.version, row.at, row.person)


def report_row(report: Report) -> dict[str, Any]:
    """The part of a check-in's row that the report tells."""
    row = {name: getattr(report, name) for name in Report.__slots__}
    return row | {"counts": dict(report.counts), "evidence": [_told(each) for each in report.evidence]}


def _told(evidence: Evidence) -> dict[str, Any]:
    return {name: value for name, value in asdict(evidence).items() if name != "file_id"}


def as_review(row: Any) -> Review:
    """A review of a row."""
    return Review(**{name: getattr(row, name) for name in _REVIEW}, by=row.person)


def latest_check_in(connection: Connection, period: int, unit: str, obligation: str) -> CheckIn | None:
    """The version that holds now."""
    its = {"its_period": period, "its_unit": unit, "its_obligation": obligation}
    row = _LATEST_CHECK_IN.run(connection, its).first()
    return as_check_in(row) if row else None


def latest_review(connection: Connection, period: int, unit: str, obligation: str) -> Review | None:
    """What a reviewer said last."""
    its = {"its_period": period, "its_unit": unit, "its_obligation": obligation}
    row = _LATEST_REVIEW.run(connection, its).first()
    return as_review(row) if row else None


def as_draft(row: Any) -> Draft:
    """A draft of a row."""
    return Draft(**{name: getattr(row, name) for name in Draft.__slots__})
