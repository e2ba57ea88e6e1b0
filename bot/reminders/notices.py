"""Notices in the outbox: what somebody is told of a report that others reviewed or sent, once each.

A notice is a row like a reminder's, its rung the kind with the number of the review or check-in that it is about. It is
told whether or not the period is open and reminders are wanted, and not once something newer was said or sent.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, get_args

from sqlalchemy import ColumnElement, Connection, Row, Table, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.progress.model import Period
from bot.progress.rows import get_period, latest_check_in, latest_review
from bot.progress.tables import check_in, review
from bot.reminders.ladder import after_quiet, quiet_of
from bot.reminders.model import Notice, NoticeKind
from bot.reminders.tables import reminder
from knowledge.model import Bilingual

LASTS: Final = timedelta(days=14)
"""A notice that could not go out is not sent later than this."""

IS_NOTICE: Final[ColumnElement[bool]] = or_(*(reminder.c.rung.like(f"{kind} %") for kind in get_args(NoticeKind)))
_NOTHING = Bilingual("", "")


def key_of(kind: NoticeKind, number: int) -> str:
    """What a notice is called in the outbox."""
    return f"{kind} {number}"


def kind_of(rung: str) -> str:
    """A rung without what it is about: `sent_back 12` is `sent_back`; another one stays as it is."""
    return rung.partition(" ")[0] if is_notice(rung) else rung


def is_notice(rung: str) -> bool:
    """Whether a rung is a notice."""
    return rung.partition(" ")[0] in get_args(NoticeKind)


def queue(  # noqa: PLR0913, PLR0917 - which notice, about what, to whom and when
    connection: Connection,
    kind: NoticeKind,
    number: int,
    period: Period,
    unit: str,
    people: Sequence[int],
    now: datetime,
) -> None:
    """Queue a notice about a unit to people, once each, for at once or after the quiet hours."""
    at = after_quiet(now, quiet_of(period.quiet))
    row = {"period": period.id, "unit": unit, "rung": key_of(kind, number), "audience": "officer", "state": "queued"}
    row |= {"queued_at": now, "changed_at": now, "not_before": at, "until": at + LASTS, "tries": 0}
    if people:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        once = dialect.insert(reminder).on_conflict_do_nothing()
        connection.execute(once, [row | {"person": person} for person in people])


def notice_of(connection: Connection, row: Row[Any]) -> Notice | None:
    """What a row of the outbox tells beside how much is left; None where it is a reminder."""
    if not is_notice(row.rung):
        return None
    name, _, number = row.rung.partition(" ")
    kind: NoticeKind = next(each for each in get_args(NoticeKind) if each == name)
    about: Table = review if kind == "sent_back" else check_in
    found = connection.execute(select(about).where(about.c.id == int(number))).first()
    if found is None:  # the unit has left the period, and what was said of it with it
        return Notice(kind, "", _NOTHING, "", stands=False)
    obligation = get_period(connection, row.period).obligation(found.obligation)
    latest = latest_check_in(connection, row.period, found.unit, found.obligation)
    stands = latest is not None and latest.version == found.version
    if kind == "sent_back":
        last = latest_review(connection, row.period, found.unit, found.obligation)
        stands = stands and last is not None and last.id == found.id
    words = found.note if kind == "sent_back" else found.status
    return Notice(kind, found.obligation, obligation.title if obligation else _NOTHING, words, stands=stands)
