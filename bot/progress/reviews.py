"""What reviewers say of check-ins, and what awaits one. Reviews are only ever added."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Integer, Select, and_, bindparam, func, insert, or_, select

from bot.people.tables import membership
from bot.progress import tables, waiting
from bot.progress.errors import ConflictError, NotExpectedError, OutrankedError, ReviewError
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
from bot.progress.waiting import THEN
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
_SAID_FROM = Statement(
    select(membership.c.unit)
    .join(_said, THEN)
    .where(_said.c.id == bindparam("its_review"))
    .order_by(membership.c.id.desc())
    .limit(1)
)
_later, _theirs = _said.alias("later"), _there.alias("theirs")
# The units below a level, found once and not for each review again.
_BELOW = (
    select(_theirs.c.unit)
    .where(_theirs.c.period == ITS_PERIOD)
    .where(_theirs.c.place > bindparam("level"), _theirs.c.place <= bindparam("level_end"))
)
_FROM_BELOW = select(membership.c.id).where(THEN, membership.c.unit.in_(_BELOW)).exists()
_LAST_WORD = ~(
    select(_later.c.id)
    .where(*(_later.c[name] == _said.c[name] for name in ("period", "unit", "obligation")), _later.c.id > _said.c.id)
    .exists()
)
# What a level below sent back is being corrected; what it approved is still to be looked at.
_REVIEWED = (
    select(_said.c.id)
    .where(*(_said.c[name] == _made.c[name] for name in ("period", "unit", "obligation", "version")))
    .where(or_(~_FROM_BELOW, and_(_said.c.verdict == "sent_back", _LAST_WORD)))
    .exists()
)


def _awaiting(period: ColumnElement[int], place: ColumnElement[int]) -> Select[Any]:
    """Latest versions of the units between two places in the tree, of which no reviewer of a level said anything."""
    return (
        select(_made)
        .join(_there, and_(_there.c.period == ITS_PERIOD, _there.c.unit == _made.c.unit))
        .where(period == ITS_PERIOD, place.between(bindparam("start"), bindparam("end")), ~SUPERSEDED, ~_REVIEWED)
    )


# Of few units the oldest are found by going through the units, of many by going through the check-ins. SQLite is then
# to look each unit up by its code, and not among all that stand between the places; PostgreSQL finds its own way.
_FOUND = (
    _awaiting(_made.c.period, _there.c.place),
    _awaiting(_made.c.period + 0, _there.c.place),
    _awaiting(_made.c.period + 0, _there.c.place + 0),
)
_MOST, _SKIPPED = bindparam("most", type_=Integer), bindparam("skipped", type_=Integer)
_AWAITING_OF_FEW, _AWAITING_OF_MANY, _AWAITING_OF_MANY_IN_SQLITE = (
    Statement(found.order_by(_made.c.id).limit(_MOST).offset(_SKIPPED)) for found in _FOUND
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

    def awaiting(
        self, period_id: int, unit: str | None, *, most: int, skipped: int = 0, level: str | None = None
    ) -> list[CheckIn]:
        """Latest versions that await a reviewer, of a unit and all below it, the oldest first.

        `unit` None: of the whole period. `level`: the unit for which one reviews; what units below it approved is
        still to be looked at. None: whatever anybody said something of is not. At most `most`, after `skipped`.
        """
        with reading(self._engine) as connection:
            its = _between(connection, period_id, unit, level)
            of_many = _AWAITING_OF_MANY_IN_SQLITE if connection.dialect.name == "sqlite" else _AWAITING_OF_MANY
            statement = _AWAITING_OF_FEW if its["end"] - its["start"] < _FEW_UNITS else of_many
            found = statement.run(connection, its | {"most": most, "skipped": skipped})
            return [as_check_in(row) for row in found.all()]

    def count_awaiting(self, period_id: int, unit: str | None, *, level: str | None = None) -> int:
        """How many there are of these in all."""
        return waiting.count(self._engine, period_id, unit, level)

    def forget_word_of(self, person: int) -> None:
        """Whoever is about to be erased: from which unit they said something is known no more; see `said_from`."""
        with writing(self._engine) as connection:
            waiting.reckon_anew(connection, waiting.reviewed_by(person))

    def said_from(self, review: Review) -> str | None:
        """The unit to which a reviewer belonged when they said it; None where that is not known (any more)."""
        with reading(self._engine) as connection:
            return _said_from(connection, review)

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
        above: Collection[str] | None = None,
        with_it: Callable[[Connection, Review], None] | None = None,
    ) -> Review:
        """Say something of a version; the same again by the same person adds nothing.

        `with_it` writes down in the same transaction what is to come of it; the same again is to change nothing.

        Sending back needs a `note`, the reason. `above`: the units above the reviewer's, whose word stands; None for
        somebody above whom nobody is. Raises `OutrankedError` where they have said something of this version,
        or locked it, `ConflictError` where the unit has corrected it meanwhile, `ReviewError` where there is nothing
        to approve or to send back, `NotExpectedError`, `UnknownPeriodError`.
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
            if before and above is not None and before.by != by and before.stands_at(version):
                unit_above = _said_from(connection, before)
                if unit_above is None or unit_above in above:
                    raise OutrankedError(Say("review.from_above"))
            row = {"period": period_id, "unit": unit, "obligation": obligation, "version": version}
            row |= {"verdict": verdict, "note": note}
            by_same = before is not None and before.by in {by, None}
            if before and by_same and all(getattr(before, name) == value for name, value in row.items()):
                return _with(connection, before, with_it)
            whole = row | {"at": now, "person": known_person(by)}
            made = connection.execute(insert(_said).values(whole).returning(*_said.c)).one()
            waiting.reckon(connection, period_id, [unit])
            return _with(connection, as_review(made), with_it)


def _with(connection: Connection, review: Review, with_it: Callable[[Connection, Review], None] | None) -> Review:
    if with_it:
        with_it(connection, review)
    return review


def _between(connection: Connection, period_id: int, unit: str | None, level: str | None) -> dict[str, int]:
    """From where to where in the tree the units stand, and those below a level."""
    start, end = places(connection, period_id, unit)
    first, last = places(connection, period_id, level) if level else (0, -1)
    return {"its_period": period_id, "start": start, "end": end, "level": first, "level_end": last}


def _said_from(connection: Connection, review: Review) -> str | None:
    found = _SAID_FROM.run(connection, {"its_review": review.id}).first()
    return found.unit if found else None
