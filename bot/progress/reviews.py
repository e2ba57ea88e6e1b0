"""What reviewers say of check-ins, and what awaits one. Reviews are only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Integer, Select, and_, bindparam, func, insert, select

from bot.progress import tables
from bot.progress.errors import ConflictError, NotExpectedError, ReviewError
from bot.progress.model import CheckIn, Review, Verdict
from bot.progress.recording import hold_units
from bot.progress.reports import MOST_WORDS
from bot.progress.rows import (
    ITS_PERIOD,
    as_check_in,
    as_review,
    get_period,
    its_record,
    known_person,
    latest_check_in,
    latest_review,
)
from bot.progress.tree_reports import SUPERSEDED, places
from knowledge.adapters.sql_engine import reading, writing
from knowledge.adapters.sql_statements import Statement
from knowledge.answer import Say

_FEW_UNITS = 500

_made, _said, _there = tables.check_in, tables.review, tables.period_unit
_INSIDE = _there.c.place.between(bindparam("start"), bindparam("end"))
_OF_RECORD = Statement(select(_said).where(its_record(_said)).order_by(_said.c.id))
_LAST = (
    select(func.max(_said.c.id)).where(_said.c.period == ITS_PERIOD).group_by(_said.c.unit, _said.c.obligation)
).scalar_subquery()
_LATEST = Statement(
    select(_said)
    .join(_there, and_(_there.c.period == _said.c.period, _there.c.unit == _said.c.unit))
    .where(_said.c.period == ITS_PERIOD, _said.c.id.in_(_LAST), _INSIDE)
    .order_by(_there.c.place, _said.c.id)
)
_REVIEWED = (
    select(_said.c.id)
    .where(*(_said.c[name] == _made.c[name] for name in ("period", "unit", "obligation", "version")))
    .exists()
)


def _awaiting(period: ColumnElement[int]) -> Select[Any]:
    """Latest versions that no reviewer has said anything of, of the units between two places in the tree."""
    return (
        select(_made)
        .join(_there, and_(_there.c.period == ITS_PERIOD, _there.c.unit == _made.c.unit))
        .where(period == ITS_PERIOD, _INSIDE, ~SUPERSEDED, ~_REVIEWED)
    )


# Of few units the oldest are found by going through the units, of many by going through the check-ins.
_OF_FEW, _OF_MANY = _awaiting(_made.c.period), _awaiting(_made.c.period + 0)
_MOST, _SKIPPED = bindparam("most", type_=Integer), bindparam("skipped", type_=Integer)
_AWAITING_OF_FEW, _AWAITING_OF_MANY = (
    Statement(found.order_by(_made.c.id).limit(_MOST).offset(_SKIPPED)) for found in (_OF_FEW, _OF_MANY)
)
_COUNT_OF_FEW, _COUNT_OF_MANY = (
    Statement(select(func.count().label("number")).select_from(found.subquery())) for found in (_OF_FEW, _OF_MANY)
)


class Reviews:
    """What reviewers said, and what awaits them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def reviews(self, period_id: int, unit: str, obligation: str) -> list[Review]:
        """All that reviewers said, the first first."""
        its = {"its_period": period_id, "its_unit": unit, "its_obligation": obligation}
        with reading(self._engine) as connection:
            return [as_review(row) for row in _OF_RECORD.run(connection, its).all()]

    def latest_reviews(self, period_id: int, unit: str | None = None) -> list[Review]:
        """What a reviewer said last of each unit and obligation, of a unit and all below it; None: of all."""
        with reading(self._engine) as connection:
            start, end = places(connection, period_id, unit)
            found = _LATEST.run(connection, {"its_period": period_id, "start": start, "end": end})
            return [as_review(row) for row in found.all()]

    def awaiting(self, period_id: int, unit: str | None, *, most: int, skipped: int = 0) -> list[CheckIn]:
        """Latest versions that no reviewer has said anything of, of a unit and all below it, the oldest first.

        `unit` None: of the whole period. At most `most`, after the first `skipped`.
        """
        with reading(self._engine) as connection:
            start, end = places(connection, period_id, unit)
            statement = _AWAITING_OF_FEW if end - start < _FEW_UNITS else _AWAITING_OF_MANY
            its = {"its_period": period_id, "start": start, "end": end, "most": most, "skipped": skipped}
            return [as_check_in(row) for row in statement.run(connection, its).all()]

    def count_awaiting(self, period_id: int, unit: str | None) -> int:
        """How many there are of these in all."""
        with reading(self._engine) as connection:
            start, end = places(connection, period_id, unit)
            statement = _COUNT_OF_FEW if end - start < _FEW_UNITS else _COUNT_OF_MANY
            number: int = (
                statement.run(connection, {"its_period": period_id, "start": start, "end": end}).first().number
            )
            return number

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
            if get_period(connection, period_id).obligation(obligation) is None:
                raise NotExpectedError(Say("checkin.not_expected"))
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
            whole = row | {"at": now, "person": known_person(by)}
            made = connection.execute(insert(_said).values(whole).returning(*_said.c)).one()
            return as_review(made)
