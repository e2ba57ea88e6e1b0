"""Check-ins and reviews in the database. Each method is one transaction; safe to share between threads.

Check-ins and reviews are only ever added. Raises `CatalogError` wherever the database fails.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import Engine, bindparam, select

from bot.progress import recording, tables
from bot.progress.drafts import Drafts
from bot.progress.errors import ProgressError
from bot.progress.grouping import GroupCommit
from bot.progress.model import CheckIn, Report
from bot.progress.recording import Act, Outcome
from bot.progress.reports import check
from bot.progress.reviews import Reviews
from bot.progress.rows import as_check_in
from bot.progress.tree_reports import TreeReports
from bot.progress.unit_reports import UnitReports
from knowledge.adapters.sql_engine import reading
from knowledge.adapters.sql_statements import Statement

__all__ = ["MOST_AT_ONCE", "CheckIns", "Drafts"]

MOST_AT_ONCE = 500
"""Check-ins that one act may record."""

_made, _said = tables.check_in, tables.review
_OF_KEY = Statement(select(_made.c.id).where(_made.c.client_key == bindparam("key")))
_MADE_BY, _SAID_BY = (
    Statement(select(table).where(table.c.person == bindparam("its_person")).order_by(table.c.id))
    for table in (_made, _said)
)


class CheckIns(UnitReports, TreeReports, Reviews):
    """What units report, and what reviewers say of it: here how it gets in, by its bases how it is found again."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
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
        with reading(self._engine) as connection:
            if _OF_KEY.run(connection, {"key": key}).first() is None:  # nearly always: all are recorded or none
                return []
            keys = [key, *(f"{key}/{at}" for at in range(1, MOST_AT_ONCE))]
            found = connection.execute(select(_made).where(_made.c.client_key.in_(keys)).order_by(_made.c.id))
            return [as_check_in(row) for row in found]

    def kept(self, telegram_id: int) -> dict[str, Any]:
        """Everything here that is kept under a person's number, ready for JSON."""
        with reading(self._engine) as connection:
            made, said = (each.run(connection, {"its_person": telegram_id}).all() for each in (_MADE_BY, _SAID_BY))
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


def _about(row: Any) -> dict[str, Any]:
    return {"period": row.period, "unit": row.unit, "obligation": row.obligation, "version": row.version}


def _told(row: Any) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ("status", "counts", "note", "reason")}
    return _about(row) | said | {"files": len(row.evidence), "at": row.at.isoformat()}
