"""The outbox: each reminder is a row before it is sent, and what became of it is kept.

A reminder passes `queued` → `sending` → `sent`, `failed` or `blocked`; what makes no sense any more is `cancelled`.
What a crash left in `sending` becomes `uncertain`: Telegram has no idempotency key that would let us ask, so it is told
and never repeated by itself. Safe to share between threads and processes. Raises `CatalogError` wherever the database
fails.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, get_args

from sqlalchemy import Connection, Engine, Row, and_, delete, func, insert, not_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.people.store import Units
from bot.progress.asking import expects
from bot.progress.errors import PeriodClosedError
from bot.progress.model import CheckIn, Period, Review
from bot.progress.roster import follow_tree
from bot.progress.rows import get_period
from bot.progress.tables import period_unit, reporting_period
from bot.reminders import notices
from bot.reminders.circle import Circle, Member
from bot.reminders.ladder import (
    AT_ONCE_LASTS,
    LASTS,
    NEWS,
    Decision,
    after_quiet,
    at_once_key,
    decide,
    key_of,
    moment_of,
    quiet_of,
    rungs_due,
    rungs_to_come,
    until_of,
)
from bot.reminders.lease import has_lease
from bot.reminders.model import Audience, NoticeKind, Outlook, Reach, Reminder, Rung, State, Step
from bot.reminders.rows import ABOUT, NOT_WHOLE, as_reminder, as_standing, how_much, meant, members, quiet_in
from bot.reminders.tables import reminder, reminder_silence
from knowledge.adapters.sql_engine import reading, writing
from knowledge.answer import Say
from knowledge.model import UnitType

SENDING = "reminders"
"""The lease of the one who sends."""

UNREACHED_NAMED = 5
"""How many of the units in which nobody can be told are named beside their number."""

_EVERYWHERE = Reach()
_AT_ONCE = Rung("now", 0, "officer")
_TOLD_NEWS: tuple[Audience, ...] = ("officer", "head")
_MOST_REASON = 200
_LOOKED_AT = 20


class Outbox:
    """Reminders, from being planned to what became of them."""

    def __init__(self, engine: Engine, units: Units) -> None:
        self._engine = engine
        self._units = units

    # ------------------------------------------------------------------------------------------------------ planning

    def plan(self, now: datetime) -> int:
        """Queue what the ladder asks for at this moment, in all open periods; how many. Planning twice queues once."""
        follow_tree(self._engine)
        return sum(
            self._queue(
                period,
                _EVERYWHERE,
                rung.audience,
                {"rung": key_of(rung, period), "not_before": moment_of(rung, period), "until": until_of(rung, period)},
                now,
            )
            for period in self._open_periods()
            for rung in rungs_due(period, now)
        )

    def remind_now(self, period_id: int, reach: Reach, now: datetime) -> tuple[int, datetime]:
        """Queue a reminder for those who report for the silent units within a reach, once a day for each person.

        How many were queued, and when they go out: at once, or after the quiet hours. Raises `PeriodClosedError`,
        `UnknownPeriodError`.
        """
        follow_tree(self._engine)
        period, at = self._open_now(period_id, now)
        row = {"rung": at_once_key(now), "not_before": at, "until": at + AT_ONCE_LASTS}
        return self._queue(period, reach, "officer", row, now), at

    def announce(self, period_id: int, reach: Reach, now: datetime) -> tuple[int, datetime]:
        """Tell those who report for the units within a reach, and their heads, that the period is open: once each.

        How many were queued, and when they go out, as `remind_now`. Raises `PeriodClosedError`, `UnknownPeriodError`.
        """
        follow_tree(self._engine)
        period, at = self._open_now(period_id, now)
        row = {"rung": NEWS, "not_before": at, "until": at + LASTS}
        return sum(self._queue(period, reach, audience, row, now) for audience in _TOLD_NEWS), at

    def tell_back(self, people: Sequence[int], now: datetime) -> Callable[[Connection, Review], None]:
        """What queues, in the transaction in which a report is sent back, that people are told why; once each."""

        def queue(connection: Connection, review: Review) -> None:
            period = get_period(connection, review.period)
            notices.queue(connection, "sent_back", review.id, period, review.unit, people, now)

        return queue

    def tell_others(self, made: CheckIn, kind: NoticeKind, people: Sequence[int], now: datetime) -> None:
        """Queue that people of the unit are told of a check-in that concerns what they are at; once each."""
        with writing(self._engine) as connection:
            period = get_period(connection, made.report.period)
            notices.queue(connection, kind, made.id, period, made.report.unit, people, now)

    def _open_now(self, period_id: int, now: datetime) -> tuple[Period, datetime]:
        """A period that is open, and from when on people may be told of it."""
        with reading(self._engine) as connection:
            period = get_period(connection, period_id)
        if not period.is_open:
            raise PeriodClosedError(Say("reminder.period_closed", {"name": period.name}))
        return period, after_quiet(now, quiet_of(period.quiet))

    def _open_periods(self) -> list[Period]:
        with reading(self._engine) as connection:
            still = select(reporting_period.c.id).where(reporting_period.c.closed_at.is_(None))
            return [get_period(connection, number) for number in connection.scalars(still.order_by("id")).all()]

    def _queue(self, period: Period, reach: Reach, audience: Audience, row: dict[str, Any], now: datetime) -> int:
        tree = self._units.tree()
        with reading(self._engine) as connection:
            told = _circle(connection, period.id, reach, tree).told(audience)
            those = _without(connection, period.id, row["rung"], told)
        row = row | {"period": period.id, "audience": audience, "state": "queued", "tries": 0}
        row |= {"queued_at": now, "changed_at": now}
        new = [row | {"unit": each.unit, "person": each.person} for each in those]
        if not new:
            return 0
        with writing(self._engine) as connection:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            once = dialect.insert(reminder).on_conflict_do_nothing().returning(reminder.c.id)
            return len(connection.execute(once, new).all())

    # ------------------------------------------------------------------------------------------------------- sending

    def due(self, now: datetime, most: int, besides: Collection[int] = ()) -> list[Reminder]:
        """At most so many reminders that are to go out now, those that wait longest first, but none of `besides`.

        What makes no sense any more is cancelled on the way, what falls into quiet hours is put off.
        """
        order = (reminder.c.not_before, reminder.c.id)
        waiting = (
            select(reminder.c.id)
            .where(reminder.c.state == "queued", reminder.c.not_before <= now, reminder.c.id.not_in(besides))
            .order_by(*order)
            .limit(max(most, _LOOKED_AT))
        )
        while True:
            with reading(self._engine) as connection:
                # First which, then all about them: else PostgreSQL joins everything that waits.
                first = connection.scalars(waiting).all()
                rows = connection.execute(ABOUT.where(reminder.c.id.in_(first)).order_by(*order)).all()
                looked_at = [(row, how_much(connection, row)) for row in rows]
                go = [(row, much) for row, much in looked_at if decide(as_standing(row, much[0]), now) == "go"]
                found = [as_reminder(connection, row, *much) for row, much in go[:most]]
            for row, _ in looked_at:
                if row.id not in {each.id for each, _ in go}:
                    self._settle(row.id, now)
            if go or not looked_at:
                return found

    def claim(self, reminder_id: int, holder: str, now: datetime) -> bool:
        """Take a reminder right before it is sent: from now on it counts as sent unless `record` says otherwise.

        False where it is not to be sent after all: it was cancelled meanwhile, or the holder has lost the lease.
        """
        return self._settle(reminder_id, now, holder)

    def _settle(self, reminder_id: int, now: datetime, holder: str | None = None) -> bool:
        """Write down what is to become of a queued reminder at this moment; True where it is now the holder's."""
        with writing(self._engine) as connection:
            if holder is not None and not has_lease(connection, SENDING, holder, now):
                return False
            mine = (reminder.c.id == reminder_id) & (reminder.c.state == "queued")
            row = connection.execute(ABOUT.where(mine).with_for_update(of=reminder)).first()
            if row is None:
                return False
            decision = decide(as_standing(row, how_much(connection, row)[0]), now)
            if decision == "go" and holder is None:
                return False
            values = _values(decision, row, now) | {"changed_at": now}
            if decision == "go":
                values |= {"claimed_by": holder}
            connection.execute(update(reminder).where(mine).values(values))
            return decision == "go"

    def record(self, reminder_id: int, holder: str, state: State, now: datetime, *, reason: str | None = None) -> None:
        """What became of a reminder that was claimed. Who sent it knows better than who found it left behind."""
        sent = and_(reminder.c.claimed_by == holder, reminder.c.state.in_(("sending", "uncertain")))
        values = {"state": state, "reason": reason and reason[:_MOST_REASON], "changed_at": now}
        with writing(self._engine) as connection:
            connection.execute(update(reminder).where(reminder.c.id == reminder_id, sent).values(values))

    def put_back(self, reminder_id: int, holder: str, now: datetime, wait: timedelta) -> None:
        """A reminder surely did not go out: it is tried again after a while."""
        own = and_(reminder.c.claimed_by == holder, reminder.c.state == "sending")
        values = {"state": "queued", "not_before": now + wait, "changed_at": now}
        with writing(self._engine) as connection:
            not_sent = or_(own, reminder.c.state == "queued")
            connection.execute(update(reminder).where(reminder.c.id == reminder_id, not_sent).values(values))

    def left_behind(self, now: datetime, besides: Collection[int] = ()) -> int:
        """What a stopped sender was sending, whose outcome nobody knows, becomes `uncertain`; how many.

        To be called by the only sender there is; `besides`: what it is sending itself.
        """
        theirs = and_(reminder.c.state == "sending", reminder.c.id.not_in(besides))
        values = {"state": "uncertain", "reason": "stopped", "changed_at": now}
        with writing(self._engine) as connection:
            return connection.execute(update(reminder).where(theirs).values(values)).rowcount

    # ------------------------------------------------------------------------------------------------------- looking

    def outlook(self, period_id: int, reach: Reach, now: datetime) -> Outlook:
        """Reminding in a period over the units within a reach. Raises `UnknownPeriodError`."""
        follow_tree(self._engine)
        tree = self._units.tree()
        with reading(self._engine) as connection:
            period = get_period(connection, period_id)
            inside = meant(connection, period_id, reach)
            asked = [kind for kind in get_args(UnitType) if expects(period.obligations, kind)]
            units = connection.scalar(select(func.count()).where(inside, period_unit.c.type.in_(asked)))
            circle = _circle(connection, period_id, reach, tree)
            by_hand = _without(connection, period_id, at_once_key(now), circle.told("officer"))
            states = _states(connection, period_id, reach)
        at = after_quiet(now, quiet_of(period.quiet))
        at_once = Step(_AT_ONCE, at, len(by_hand), len({each.unit for each in by_hand}))
        sizes = {audience: (len(circle.told(audience)), circle.covered(audience)) for audience in get_args(Audience)}
        steps = (
            Step(rung, moment_of(rung, period), *sizes[rung.audience])
            for rung in rungs_to_come(period, now)
            if not (reach.alone and rung.audience == "above")
        )
        people = circle.within()
        unreached = [each for each in circle.silent if not circle.reporters(each)]
        named = (tree.unit(code) for code in unreached[:UNREACHED_NAMED])
        return Outlook(
            period,
            units or 0,
            len(circle.silent),
            at_once,
            tuple(steps),
            unreached=len(unreached),
            blocked=sum(each.blocked for each in people),
            silenced=sum(each.silenced for each in people),
            states=states,
            first_unreached=tuple((each.code, each.name) for each in named if each),
        )

    def reasons(self, period_id: int, reach: Reach = _EVERYWHERE) -> list[tuple[str, State, str | None, int]]:
        """How many reminders of each rung, and notices of each kind, are in which state and why."""
        columns = (reminder.c.rung, reminder.c.state, reminder.c.reason)
        counted: Counter[tuple[str, State, str | None]] = Counter()
        with reading(self._engine) as connection:
            found = select(*columns, func.count()).where(_of_reach(connection, period_id, reach))
            for rung, state, reason, number in connection.execute(found.group_by(*columns).order_by(*columns)):
                counted[notices.kind_of(rung), state, reason] += number
        return [(*each, number) for each, number in counted.items()]

    def kept(self, telegram_id: int) -> dict[str, Any]:
        """All reminders to a person, and the periods of which they want none, ready for JSON."""
        shown = ("period", "unit", "rung", "state", "reason", "changed_at")
        with reading(self._engine) as connection:
            mine = select(*(reminder.c[name] for name in shown)).where(reminder.c.person == telegram_id)
            rows = connection.execute(mine.order_by(reminder.c.id)).mappings().all()
            silent = select(reminder_silence.c.period).where(reminder_silence.c.person == telegram_id)
            silenced = list(connection.scalars(silent.order_by("period")))
        told = [{**row, "changed_at": row["changed_at"].isoformat()} for row in rows]
        return {"reminders": told, "no_reminders_in_periods": silenced}

    def told_of_opening(self, period_id: int, reach: Reach = _EVERYWHERE) -> int:
        """How many were told, or are about to be, that a period was opened."""
        return self._queued_before(period_id, reach, NEWS)

    def reminded_today(self, period_id: int, reach: Reach, now: datetime) -> int:
        """How many reminders by hand were queued on this day."""
        return self._queued_before(period_id, reach, at_once_key(now))

    def _queued_before(self, period_id: int, reach: Reach, rung: str) -> int:
        with reading(self._engine) as connection:
            its = _of_reach(connection, period_id, reach)
            found = select(func.count()).select_from(reminder).where(its, reminder.c.rung == rung)
            return connection.scalar(found) or 0

    # ------------------------------------------------------------------------------------------------------- silence

    def silence(self, period_id: int, person: int, *, silent: bool) -> Period:
        """A person wants no reminders of a period, or wants them again. Raises `UnknownPeriodError`."""
        with writing(self._engine) as connection:
            period = get_period(connection, period_id)
            mine = and_(reminder_silence.c.period == period_id, reminder_silence.c.person == person)
            connection.execute(delete(reminder_silence).where(mine))
            if silent:
                connection.execute(insert(reminder_silence).values(period=period_id, person=person))
            return period


def _values(decision: Decision, row: Row[Any], now: datetime) -> dict[str, Any]:
    """What is written down of a queued reminder on which this was decided."""
    if decision == "go":
        return {"state": "sending", "tries": row.tries + 1}
    if decision == "wait":
        return {"not_before": after_quiet(now, quiet_in(row))}
    if decision == "blocked":
        return {"state": "blocked", "reason": "before"}
    if decision == "late" and row.tries:
        return {"state": "failed", "reason": "unreachable"}
    return {"state": "cancelled", "reason": decision}


def _circle(connection: Connection, period_id: int, reach: Reach, tree: Any) -> Circle:
    inside = meant(connection, period_id, reach)
    silent = connection.scalars(select(period_unit.c.unit).where(inside, NOT_WHOLE).order_by(period_unit.c.place))
    return Circle.of(list(silent), members(connection, period_id, inside), tree)


def _without(connection: Connection, period_id: int, rung: str, told: list[Member]) -> list[Member]:
    """Those who have no reminder of this rung yet."""
    same = (reminder.c.period == period_id) & (reminder.c.rung == rung)
    rows = connection.execute(select(reminder.c.unit, reminder.c.person).where(same))
    known = {(unit, person) for unit, person in rows}
    return [each for each in told if (each.unit, each.person) not in known]


def _of_reach(connection: Connection, period_id: int, reach: Reach) -> Any:
    """Reminders about units within a reach."""
    its = reminder.c.period == period_id
    if reach.unit is None:
        return its
    return and_(its, reminder.c.unit.in_(select(period_unit.c.unit).where(meant(connection, period_id, reach))))


def _states(connection: Connection, period_id: int, reach: Reach) -> dict[State, int]:
    its = and_(_of_reach(connection, period_id, reach), not_(notices.IS_NOTICE))
    found = select(reminder.c.state, func.count().label("number")).where(its)
    counted = {row.state: row.number for row in connection.execute(found.group_by(reminder.c.state))}
    return {state: counted[state] for state in get_args(State) if state in counted}
