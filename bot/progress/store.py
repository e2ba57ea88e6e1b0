"""Check-ins, reviews and drafts in the database. Each method is one transaction; safe to share between threads.

Check-ins and reviews are only ever added. Raises `CatalogError` wherever the database fails.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    false,
    func,
    insert,
    select,
)

from bot.people.rows import locked_person
from bot.progress import recording, tables
from bot.progress.errors import ConflictError, NotExpectedError, ProgressError, ReviewError
from bot.progress.grouping import GroupCommit
from bot.progress.model import CheckIn, Draft, Evidence, Expectation, Period, Report, Review, Verdict
from bot.progress.recording import Act, Outcome, hold_units
from bot.progress.reports import MOST_WORDS, check
from bot.progress.roster import follow_tree
from bot.progress.rows import (
    as_check_in,
    as_draft,
    as_review,
    get_period,
    known_person,
    latest_check_in,
    latest_review,
    of_record,
)
from knowledge.adapters.sql_engine import reading, writing
from knowledge.answer import Say
from knowledge.model import UnitType

MOST_AT_ONCE = 500
"""Check-ins that one act may record."""

_UNITS_AT_ONCE, _FEW_UNITS = 200, 500


class CheckIns:
    """What units report, and what reviewers say of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._group = GroupCommit[Act, Outcome](partial(recording.record, engine))

    def record(  # noqa: PLR0913 - what is said, by whom and when
        self,
        report: Report,
        expected_version: int,
        *,
        by: int | None,
        now: datetime,
        day: date | None = None,
        key: str | None = None,
    ) -> CheckIn:
        """Add a version: the first where `expected_version` is 0, else a correction of that one.

        `day`, that of `now` where it is None, decides whether a first version is in time.
        `key` names the act that it came of (an update's number): the same one again records nothing and gives what was
        recorded then. The person's draft of it, if any, is gone afterwards. Raises `ConflictError` where another
        version came first, `PeriodClosedError`, `LockedError`, `NotExpectedError`, `InvalidReportError`,
        `UnknownPeriodError`; then nothing has changed.
        """
        (made,) = self.record_all([(report, expected_version)], by=by, now=now, day=day, key=key)
        return made

    def record_all(
        self,
        reports: Sequence[tuple[Report, int]],
        *,
        by: int | None,
        now: datetime,
        day: date | None = None,
        key: str | None = None,
    ) -> list[CheckIn]:
        """Several at once, all or none, each with the version it expects; otherwise as `record`.

        Raises `ValueError` for more than `MOST_AT_ONCE`, and for two on the same record.
        """
        records = {(report.period, report.unit, report.obligation) for report, _ in reports}
        if len(reports) > MOST_AT_ONCE or len(records) < len(reports):
            why = f"at most {MOST_AT_ONCE} at once, each on another record"
            raise ValueError(why)
        for report, _ in reports:
            check(report)
        outcome = self._group.outcome(Act(reports, by, now, day, key))
        if isinstance(outcome, ProgressError):
            raise outcome
        return outcome

    def recorded(self, key: str) -> list[CheckIn]:
        """What was recorded of an act by `record` or `record_all`; empty where that has not happened."""
        keys = [key, *(f"{key}/{at}" for at in range(1, MOST_AT_ONCE))]
        table = tables.check_in
        with reading(self._engine) as connection:
            found = connection.execute(select(table).where(table.c.client_key.in_(keys)).order_by(table.c.id))
            return [as_check_in(row) for row in found]

    def expectations(self, period_id: int, unit: str) -> list[Expectation]:
        """The obligations of a unit in a period, in its order, each with where it stands.

        Those that never reach its kind of unit are left out. Empty where the unit does not belong to the period.
        Raises `UnknownPeriodError`.
        """
        with reading(self._engine) as connection:
            period = get_period(connection, period_id)
        return self.expectations_in(period, unit)

    def expectations_in(self, period: Period, unit: str) -> list[Expectation]:
        """The same for a period that has just been read."""
        follow_tree(self._engine)
        with reading(self._engine) as connection:
            kind = _type_of(connection, period.id, unit)
            if kind is None:
                return []
            made = _by_obligation(connection, tables.check_in, period.id, unit)
            said = _by_obligation(connection, tables.review, period.id, unit)
        checkins = {name: as_check_in(rows[-1]) for name, rows in made.items()}
        reviews = {name: as_review(rows[-1]) for name, rows in said.items()}
        first = {name: rows[0].at for name, rows in made.items()}
        return [
            Expectation(unit, each, applies, checkins.get(each.id), first.get(each.id), reviews.get(each.id))
            for each in period.obligations
            if (applies := each.applies_to(kind)) != "no" or each.id in checkins
        ]

    def expectation(self, period_id: int, unit: str, obligation: str) -> Expectation | None:
        """One of them; None where it is not for the unit."""
        return next((e for e in self.expectations(period_id, unit) if e.obligation.id == obligation), None)

    def history(self, period_id: int, unit: str, obligation: str) -> list[CheckIn]:
        """All versions, the first first."""
        table = tables.check_in
        with reading(self._engine) as connection:
            found = select(table).where(of_record(table, period_id, unit, obligation)).order_by(table.c.version)
            return [as_check_in(row) for row in connection.execute(found)]

    def last_before(self, period_id: int, unit: str, obligation: str) -> CheckIn | None:
        """What a unit said last of an obligation in the latest period before one in which it said anything of it."""
        table = tables.check_in
        same = and_(table.c.unit == unit, table.c.obligation == obligation, table.c.period < period_id)
        with reading(self._engine) as connection:
            found = select(table).where(same).order_by(table.c.period.desc(), table.c.version.desc()).limit(1)
            row = connection.execute(found).first()
            return as_check_in(row) if row else None

    def get(self, check_in_id: int) -> CheckIn | None:
        """A check-in by its number, whichever version it is."""
        table = tables.check_in
        with reading(self._engine) as connection:
            row = connection.execute(select(table).where(table.c.id == check_in_id)).first()
            return as_check_in(row) if row else None

    def file(self, check_in_id: int, number: int) -> Evidence | None:
        """File `number` (from 1) of a check-in, with what Telegram gives it out by; None where it was taken away."""
        found = self.get(check_in_id)
        if found is None or not 0 < number <= len(found.report.evidence):
            return None
        report, evidence = found.report, found.report.evidence[number - 1]
        table = tables.evidence_file
        its = and_(of_record(table, report.period, report.unit, report.obligation), table.c.id == evidence.id)
        with reading(self._engine) as connection:
            file_id = connection.scalar(select(table.c.file_id).where(its))
        return replace(evidence, file_id=file_id) if file_id else None

    def reviews(self, period_id: int, unit: str, obligation: str) -> list[Review]:
        """All that reviewers said, the first first."""
        table = tables.review
        with reading(self._engine) as connection:
            found = select(table).where(of_record(table, period_id, unit, obligation)).order_by(table.c.id)
            return [as_review(row) for row in connection.execute(found)]

    def latest_of_all(self, period_id: int, unit: str | None = None) -> list[CheckIn]:
        """The latest version of each unit and obligation, of a unit and all below it, in the order of the tree.

        `unit` None: of the whole period. Units stand where they stood in the period.
        """
        return list(self.each_latest(period_id, unit))

    def each_latest(self, period_id: int, unit: str | None = None) -> Iterator[CheckIn]:
        """The same one by one, of some hundred units at a time: a country's never lie in memory together.

        What is read is as it was at the first one (on PostgreSQL, as it was for each hundred units).
        """
        table, there = tables.check_in, tables.period_unit
        found = (
            select(table)
            .join(there, and_(there.c.period == table.c.period, there.c.unit == table.c.unit))
            .where(there.c.period == period_id, there.c.place.between(bindparam("start"), bindparam("end")))
            .where(~_superseded().exists())
            .order_by(there.c.place, table.c.id)
        )
        with reading(self._engine) as connection:
            first, last = _places(connection, period_id, unit)
            for start in range(first, last + 1, _UNITS_AT_ONCE):
                end = min(start + _UNITS_AT_ONCE - 1, last)
                for row in connection.execute(found, {"start": start, "end": end}).all():
                    yield as_check_in(row)

    def latest_reviews(self, period_id: int, unit: str | None = None) -> list[Review]:
        """What a reviewer said last of each unit and obligation, of a unit and all below it; None: of all."""
        table, there = tables.review, tables.period_unit
        mine = table.c.period == period_id
        last = select(func.max(table.c.id)).where(mine).group_by(table.c.unit, table.c.obligation)
        found = (
            select(table)
            .join(there, and_(there.c.period == table.c.period, there.c.unit == table.c.unit))
            .where(mine, table.c.id.in_(last))
            .order_by(there.c.place, table.c.id)
        )
        with reading(self._engine) as connection:
            return [as_review(row) for row in connection.execute(_within(connection, found, period_id, unit))]

    def awaiting(self, period_id: int, unit: str | None, *, most: int, skipped: int = 0) -> list[CheckIn]:
        """Latest versions that no reviewer has said anything of, of a unit and all below it, the oldest first.

        `unit` None: of the whole period. At most `most`, after the first `skipped`.
        """
        with reading(self._engine) as connection:
            found = _awaiting(period_id, *_places(connection, period_id, unit))
            rows = connection.execute(found.order_by(tables.check_in.c.id).limit(most).offset(skipped))
            return [as_check_in(row) for row in rows]

    def count_awaiting(self, period_id: int, unit: str | None) -> int:
        """How many there are of these in all."""
        with reading(self._engine) as connection:
            found = _awaiting(period_id, *_places(connection, period_id, unit))
            return connection.scalar(select(func.count()).select_from(found.subquery())) or 0

    def review(  # noqa: PLR0913 - what is said, of which version of what, by whom and when
        self,
        period_id: int,
        unit: str,
        obligation: str,
        verdict: Verdict,
        version: int,
        *,
        note: str = "",
        by: int | None,
        now: datetime,
    ) -> Review:
        """Say something of a version; the same again by the same person adds nothing.

        Sending back needs a `note`, the reason. Raises `ConflictError` where the unit has corrected it meanwhile,
        `ReviewError` where there is nothing to approve or to send back, `NotExpectedError`, `UnknownPeriodError`.
        """
        note = note.strip()[:MOST_WORDS]
        if verdict == "sent_back" and not note:
            raise ReviewError(Say("review.reason_missing"))
        with writing(self._engine, durable=True) as connection:
            period = get_period(connection, period_id)
            _require_obligation(period, obligation)
            hold_units(connection, {(period_id, unit)})
            latest = latest_check_in(connection, period_id, unit, obligation)
            if latest is not None and latest.version != version:
                raise ConflictError(latest)
            if latest is None and verdict != "locked":
                raise ReviewError(Say("review.nothing"))
            before = latest_review(connection, period_id, unit, obligation)
            row = {"period": period_id, "unit": unit, "obligation": obligation, "version": version}
            row |= {"verdict": verdict, "note": note}
            if before and all(getattr(before, name) == value for name, value in row.items()):
                return before
            table = tables.review
            whole = row | {"at": now, "person": known_person(by)}
            made = connection.execute(insert(table).values(whole).returning(table.c.id)).scalar_one()
            return as_review(connection.execute(select(table).where(table.c.id == made)).one())

    def kept(self, telegram_id: int) -> dict[str, Any]:
        """Everything here that is kept under a person's number, ready for JSON."""
        with reading(self._engine) as connection:
            made, said = (
                connection.execute(select(table).where(table.c.person == telegram_id).order_by(table.c.id)).all()
                for table in (tables.check_in, tables.review)
            )
        drafts = Drafts(self._engine).of(telegram_id)
        return {
            "check_ins": [_told(row) for row in made],
            "reviews": [
                _about(row) | {"verdict": row.verdict, "note": row.note, "at": row.at.isoformat()} for row in said
            ],
            "drafts": [
                {"unit": d.unit, "period": d.period, "obligation": d.obligation, "content": dict(d.content)}
                for d in drafts
            ],
        }


class Drafts:
    """Check-ins half filled in, by person and what they are about."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, draft: Draft) -> None:
        """Keep a draft in the place of an earlier one of the same. Raises `NotExpectedError`, `UnknownPeriodError`."""
        table = tables.draft
        row = {name: getattr(draft, name) for name in Draft.__slots__} | {"content": dict(draft.content)}
        with writing(self._engine) as connection:
            _require_obligation(get_period(connection, draft.period), draft.obligation)
            if _type_of(connection, draft.period, draft.unit) is None:
                raise NotExpectedError(Say("checkin.not_expected"))
            locked_person(connection, draft.person)
            connection.execute(delete(table).where(_of_draft(draft.person, draft.period, draft.unit, draft.obligation)))
            connection.execute(insert(table).values(row))

    def of(self, person: int) -> list[Draft]:
        """A person's drafts, the latest first."""
        table = tables.draft
        with reading(self._engine) as connection:
            rows = connection.execute(select(table).where(table.c.person == person).order_by(table.c.at.desc())).all()
            return [as_draft(row) for row in rows]

    def of_record(self, period: int, unit: str, obligation: str) -> list[Draft]:
        """Everybody's drafts of one check-in, the latest first."""
        table = tables.draft
        its = of_record(table, period, unit, obligation)
        with reading(self._engine) as connection:
            rows = connection.execute(select(table).where(its).order_by(table.c.at.desc())).all()
            return [as_draft(row) for row in rows]

    def get(self, person: int, period: int, unit: str, obligation: str) -> Draft | None:
        """A person's draft of one check-in."""
        with reading(self._engine) as connection:
            row = connection.execute(select(tables.draft).where(_of_draft(person, period, unit, obligation))).first()
            return as_draft(row) if row else None

    def drop(self, person: int, period: int, unit: str, obligation: str) -> bool:
        """Throw a draft away; False where there is none."""
        with writing(self._engine) as connection:
            return (
                connection.execute(delete(tables.draft).where(_of_draft(person, period, unit, obligation))).rowcount > 0
            )


def _places(connection: Connection, period_id: int, unit: str | None) -> tuple[int, int]:
    """From which place in the tree to which a unit and all below it stand, None: all; nothing where it is not there."""
    there = tables.period_unit
    own = select(there.c.place, there.c.last).where(there.c.period == period_id, there.c.unit == unit)
    whole = select(func.min(there.c.place), func.max(there.c.last)).where(there.c.period == period_id)
    found = connection.execute(own if unit else whole).first()
    return (found[0], found[1]) if found and found[0] is not None else (0, -1)


def _awaiting(period_id: int, first: int, last: int) -> Select[Any]:
    """Latest versions that no reviewer has said anything of, of the units between two places in the tree."""
    table, there, said = tables.check_in, tables.period_unit, tables.review
    reviewed = select(said.c.id).where(
        *(said.c[name] == table.c[name] for name in ("period", "unit", "obligation", "version"))
    )
    # Of many units the oldest are found by going through the check-ins, of few by going through the units.
    period = table.c.period if last - first < _FEW_UNITS else table.c.period + 0
    return (
        select(table)
        .join(there, and_(there.c.period == period_id, there.c.unit == table.c.unit))
        .where(period == period_id, there.c.place.between(first, last))
        .where(~_superseded().exists(), ~reviewed.exists())
    )


def _superseded() -> Select[Any]:
    """The versions after one of `check_in`."""
    table, newer = tables.check_in, tables.check_in.alias("newer")
    return select(newer.c.id).where(
        *(newer.c[name] == table.c[name] for name in ("period", "unit", "obligation")),
        newer.c.version > table.c.version,
    )


def _within(connection: Connection, found: Select[Any], period_id: int, unit: str | None) -> Select[Any]:
    """Of rows joined to `period_unit` those of a unit and all below it; none where it is not in the period."""
    if unit is None:
        return found
    there = tables.period_unit
    own = connection.execute(
        select(there.c.place, there.c.last).where(there.c.period == period_id, there.c.unit == unit)
    ).first()
    return found.where(there.c.place.between(own.place, own.last) if own else false())


def _of_draft(person: int, period: int, unit: str, obligation: str) -> ColumnElement[bool]:
    table = tables.draft
    mine = and_(table.c.person == person, table.c.period == period)
    return and_(mine, table.c.unit == unit, table.c.obligation == obligation)


def _require_obligation(period: Period, obligation: str) -> None:
    if period.obligation(obligation) is None:
        raise NotExpectedError(Say("checkin.not_expected"))


def _type_of(connection: Connection, period: int, unit: str) -> UnitType | None:
    """What kind of unit it is in a period; None where it does not belong to it."""
    table = tables.period_unit
    return connection.scalar(select(table.c.type).where(table.c.period == period, table.c.unit == unit))


def _by_obligation(connection: Connection, table: Table, period: int, unit: str) -> dict[str, list[Row[Any]]]:
    """The rows of each obligation of a unit, the first first."""
    found: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(select(table).where(of_record(table, period, unit)).order_by(table.c.id)):
        found.setdefault(row.obligation, []).append(row)
    return found


def _about(row: Row[Any]) -> dict[str, Any]:
    return {"period": row.period, "unit": row.unit, "obligation": row.obligation, "version": row.version}


def _told(row: Row[Any]) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ("status", "counts", "note", "reason")}
    return _about(row) | said | {"files": len(row.evidence), "at": row.at.isoformat()}
