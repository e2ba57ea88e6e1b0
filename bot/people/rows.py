"""Rows of the people's tables as nouns and back, each within a transaction that `store` opens."""

import hashlib
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.people import tables
from bot.people.errors import InvitationError, ReorganisationError, UnknownUnitError
from bot.people.model import Invitation, Person, Unit
from knowledge.adapters.sql_statements import Answer, Statement
from knowledge.answer import Say

_PERSON = tuple(Person.__slots__)
_UNIT = tuple(Unit.__slots__)
UNITS_EDITION = select(func.coalesce(func.max(tables.unit.c.edition), 0).label("edition"))
"""Which load of units was the last; 0 before the first."""
_UNITS_EDITION = Statement(UNITS_EDITION)
_THIS_PERSON = tables.person.c.telegram_id == bindparam("number")
_FIND_PERSON = Statement(select(tables.person).where(_THIS_PERSON))
_HOLD_PERSON = Statement(select(tables.person).where(_THIS_PERSON).with_for_update())
_NEW_PERSON = {
    dialect.dialect.name: Statement(
        dialect.insert(tables.person).values(telegram_id=bindparam("number"), role="teacher").on_conflict_do_nothing()
    )
    for dialect in (postgresql, sqlite)
}


def as_person(row: Any) -> Person:
    """A person of a row."""
    return Person(**{name: getattr(row, name) for name in _PERSON})


def as_invitation(row: Row[Any]) -> Invitation:
    """An invitation of a row; its code is not there."""
    return Invitation(**{name: getattr(row, name) for name in Invitation.__slots__ if name != "code"})


def find_person(connection: Connection, telegram_id: int) -> Person | None:
    """What is kept of a person; None where nothing is."""
    row = _FIND_PERSON.run(connection, {"number": telegram_id}).first()
    return as_person(row) if row else None


def hold_units(connection: Connection) -> None:
    """Let one load follow the other, so that each is an edition of its own; SQLite's writers wait anyhow."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE unit IN SHARE ROW EXCLUSIVE MODE")


def units_edition(connection: Connection) -> int:
    """Which load of units was the last; 0 before the first."""
    return int(_UNITS_EDITION.run(connection, {}).first().edition)


def all_units(connection: Connection) -> list[Unit]:
    """All units that have not been closed, in no order."""
    rows = connection.execute(select(*(tables.unit.c[name] for name in _UNIT)).where(tables.unit.c.closed_on.is_(None)))
    return [Unit(*row) for row in rows]


def get_unit(connection: Connection, code: str) -> Unit:
    """A unit by its code. Raises `UnknownUnitError`, also for one that was closed."""
    columns = (tables.unit.c[name] for name in _UNIT)
    there = (tables.unit.c.code == code) & tables.unit.c.closed_on.is_(None)
    row = connection.execute(select(*columns).where(there)).first()
    if row is None:
        raise UnknownUnitError(code)
    return Unit(*row)


def require_not_closed(connection: Connection, codes: Collection[str]) -> None:
    """Raise `ReorganisationError` where one of these units was closed: what it was stays as it was."""
    unit = tables.unit
    closed = connection.execute(select(unit.c.code, unit.c.closed_on).where(unit.c.closed_on.is_not(None)))
    for code, day in closed:
        if code in codes:
            raise ReorganisationError(Say("unit.is_closed", {"code": code, "day": day}))


def locked_person(connection: Connection, telegram_id: int) -> Person:
    """The person's row, made where it is missing, held until the transaction ends: what one does goes one by one."""
    return as_person(hold_person(connection, telegram_id).first())


def hold_person(connection: Connection, telegram_id: int) -> Answer:
    """The same, whether it is looked at or not."""
    _NEW_PERSON[connection.dialect.name].run(connection, {"number": telegram_id})
    return _HOLD_PERSON.run(connection, {"number": telegram_id})


def save_person(
    connection: Connection, before: Person, after: Person, now: datetime, invitation: str | None = None
) -> None:
    """Write a person down; where the unit or the role is another, one membership ends and the next begins."""
    if after != before:
        mine = tables.person.c.telegram_id == after.telegram_id
        connection.execute(update(tables.person).where(mine).values(asdict(after)))
    if (after.unit, after.role) == (before.unit, before.role):
        return
    membership = tables.membership
    still = (membership.c.person == after.telegram_id) & membership.c.until.is_(None)
    connection.execute(update(membership).where(still).values(until=now))
    if after.unit is not None:
        row = {"person": after.telegram_id, "unit": after.unit, "role": after.role, "since": now}
        connection.execute(insert(membership).values(row | {"invitation": invitation}))


def digest_of(code: str) -> str:
    """What is kept of an invitation's code."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


def redeemable(connection: Connection, code: str) -> Invitation:
    """The invitation of a code, held until the transaction ends; wrong and revoked codes look the same."""
    table = tables.invitation
    row = connection.execute(select(table).where(table.c.digest == digest_of(code)).with_for_update()).first()
    if row is None or row.revoked_at is not None:
        raise InvitationError(Say("invitation.unknown"))
    return as_invitation(row)


def redeemed_before(connection: Connection, telegram_id: int, invitation: Invitation) -> bool:
    """Whether a person joined by an invitation before."""
    membership = tables.membership
    same = (membership.c.person == telegram_id) & (membership.c.invitation == invitation.id)
    return connection.scalar(select(membership.c.id).where(same).limit(1)) is not None


def spend_use(connection: Connection, invitation: Invitation) -> None:
    """One use less. Raises `InvitationError` where none is left."""
    if not invitation.uses_left:
        raise InvitationError(Say("invitation.spent"))
    table = tables.invitation
    connection.execute(update(table).where(table.c.id == invitation.id).values(uses_left=table.c.uses_left - 1))


def named_unit(connection: Connection, code: str | None) -> dict[str, str] | None:
    """A unit as it is named in what is shown to a person."""
    if code is None:
        return None
    name = connection.scalar(select(tables.unit.c.name).where(tables.unit.c.code == code))
    return {"code": code, "name": name or code}


def for_json(values: dict[str, Any]) -> dict[str, Any]:
    """Values with moments as ISO 8601."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
