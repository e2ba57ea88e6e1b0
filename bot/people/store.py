"""Units, people and invitations in the database. Each method is one transaction; safe to share between threads.

Raises `CatalogError` wherever the database fails.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from threading import Lock
from typing import Any, TypedDict, Unpack

from sqlalchemy import Connection, Engine, Row, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.people import tables
from bot.people.errors import InvitationError, UnknownUnitError
from bot.people.model import Invitation, Person, Role, Unit
from bot.people.search import UnitIndex
from bot.people.tree import UnitTree
from knowledge.adapters.sql_engine import reading, writing
from knowledge.answer import Say
from knowledge.model import Lang, UnitType

MOST_USES, MOST_DAYS = 10_000, 366
_CODE_BYTES = 16
_RANK: dict[Role, int] = {"teacher": 0, "officer": 1, "head": 2, "admin": 3}
_PERSON = tuple(Person.__slots__)
_UNIT = tuple(Unit.__slots__)


class PersonFields(TypedDict, total=False):
    """What `People.change` can set; what is left out stays as it is."""

    lang: Lang | None
    unit_type: UnitType | None
    unit: str | None
    role: Role
    year: int | None


class People:
    """Those who talk with the bot, by the number that Telegram gives them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def person(self, telegram_id: int) -> Person | None:
        """What is kept of a person; None where nothing is."""
        with reading(self._engine) as connection:
            return _person(connection, telegram_id)

    def change(self, telegram_id: int, now: datetime, **fields: Unpack[PersonFields]) -> Person:
        """Set some fields of a person, of whom something is kept from now on if nothing was.

        Another unit ends one membership and begins the next, as a teacher unless `role` says otherwise: whoever chooses
        a unit alone passes none. Raises `UnknownUnitError`.
        """
        with writing(self._engine) as connection:
            before = _locked(connection, telegram_id)
            after = _with_fields(before, fields, now)
            if after.unit is not None and after.unit != before.unit:
                _unit(connection, after.unit)
            _save(connection, before, after, now)
            return after

    def join(self, telegram_id: int, code: str, now: datetime) -> tuple[Person, Unit]:
        """Redeem an invitation. Who already has what it gives spends no use, and neither does who redeemed it before.

        Raises `InvitationError`: `invitation.unknown` (also for a revoked one), `.expired`, `.spent`.
        """
        with writing(self._engine) as connection:
            invitation = _redeemable(connection, code)
            unit = _unit(connection, invitation.unit)
            before = _locked(connection, telegram_id)
            if before.unit == invitation.unit and _RANK[before.role] >= _RANK[invitation.role]:
                return before, unit
            if invitation.expires_at <= now:
                raise InvitationError(Say("invitation.expired"))
            if not _redeemed_before(connection, telegram_id, invitation):
                _spend(connection, invitation)
            after = replace(before, unit=unit.code, role=invitation.role, unit_type=None)
            after = replace(after, joined_at=before.joined_at if before.unit == unit.code else now)
            _save(connection, before, after, now, invitation.id)
            return after, unit

    def erase(self, telegram_id: int, now: datetime | None = None) -> bool:
        """Forget a person; that somebody held a role in a unit for a time stays. False where nothing was kept."""
        membership, theirs = tables.membership, tables.membership.c.person == telegram_id
        with writing(self._engine) as connection:
            ended = func.coalesce(membership.c.until, now or datetime.now(UTC), type_=membership.c.until.type)
            connection.execute(update(membership).where(theirs).values(person=None, until=ended))
            gone = connection.execute(delete(tables.person).where(tables.person.c.telegram_id == telegram_id))
            return gone.rowcount > 0

    def kept(self, telegram_id: int) -> dict[str, Any]:
        """Everything kept of a person, ready for JSON; empty where nothing is."""
        with reading(self._engine) as connection:
            person = _person(connection, telegram_id)
            if person is None:
                return {}
            kept = asdict(person) | {"unit": _named(connection, person.unit), "memberships": []}
            rows = connection.execute(
                select(tables.membership).where(tables.membership.c.person == telegram_id).order_by("id")
            ).all()
            for row in rows:
                past = {name: getattr(row, name) for name in ("role", "since", "until", "invitation")}
                kept["memberships"].append(_for_json({"unit": _named(connection, row.unit), **past}))
            return _for_json(kept)

    def mark_blocked(self, telegram_id: int, now: datetime) -> None:
        """The person has stopped the bot; the first time counts. Nothing is kept of somebody unknown."""
        table = tables.person
        with writing(self._engine) as connection:
            there = (table.c.telegram_id == telegram_id) & table.c.blocked_at.is_(None)
            connection.execute(update(table).where(there).values(blocked_at=now))

    def unblock(self, telegram_id: int) -> None:
        """The person talks with the bot again."""
        with writing(self._engine) as connection:
            there = tables.person.c.telegram_id == telegram_id
            connection.execute(update(tables.person).where(there).values(blocked_at=None))

    def members(self, unit: str) -> list[Person]:
        """Those who belong to a unit, the longest first."""
        table = tables.person
        found = select(table).where(table.c.unit == unit).order_by(table.c.joined_at, table.c.telegram_id)
        with reading(self._engine) as connection:
            return [_as_person(row) for row in connection.execute(found)]

    def add_feedback(  # noqa: PLR0913 - a vote with all that it is about, and nobody's name
        self,
        *,
        vote: bool,
        reason: str | None,
        index_version: str,
        prompt_version: str | None,
        status: str,
        provisions: Sequence[str],
        now: datetime,
    ) -> None:
        """Keep what somebody thought of an answer, but not who."""
        row = {
            "vote": vote,
            "reason": reason,
            "index_version": index_version,
            "prompt_version": prompt_version,
            "status": status,
            "provisions": list(provisions),
            "created_at": now,
        }
        with writing(self._engine) as connection:
            connection.execute(insert(tables.feedback).values(row))


class Units:
    """The tree of units, read again only after it changed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._read = _Snapshot(0, UnitTree(()))

    def tree(self) -> UnitTree:
        """All units as they are now."""
        return self._current().tree

    def unit(self, code: str) -> Unit | None:
        """A unit by its code."""
        return self.tree().unit(code)

    def search(self, query: str, unit_type: UnitType | None = None, limit: int = 8) -> list[Unit]:
        """The units that a query names as people type, best first, equals by name."""
        return self._current().index.search(query, unit_type, limit)

    def children(self, code: str) -> list[Unit]:
        """The units directly below, by name."""
        return self.tree().children(code)

    def subtree(self, code: str) -> list[Unit]:
        """The unit and all below it; empty where there is no such unit."""
        return self.tree().subtree(code)

    def ancestors(self, code: str) -> list[Unit]:
        """The units above, the nearest first."""
        return self.tree().ancestors(code)

    def province(self, code: str) -> str | None:
        """The province of a unit, its own or that of a unit above it."""
        return self.tree().province(code)

    def all(self) -> list[Unit]:
        """All units by name."""
        return list(self.tree())

    def load(self, units: Iterable[Unit]) -> None:
        """Add units, or replace those of the same code: all or none. Others stay.

        Parents must be known or among them, and nothing may stand above itself: `units_csv` sees to both.
        """
        with writing(self._engine) as connection:
            _hold_units(connection)
            edition = _edition(connection) + 1
            known = {unit.code: unit for unit in _units(connection)}
            ordered = UnitTree(units).parents_first()
            added = [asdict(unit) | {"edition": edition} for unit in ordered if unit.code not in known]
            if added:
                connection.execute(insert(tables.unit), added)
            for unit in ordered:
                if known.get(unit.code, unit) != unit:
                    row = asdict(unit) | {"edition": edition}
                    connection.execute(update(tables.unit).where(tables.unit.c.code == unit.code).values(row))

    def _current(self) -> "_Snapshot":
        with reading(self._engine) as connection:
            if self._read.edition != _edition(connection):
                with self._lock:
                    edition = _edition(connection)
                    if self._read.edition != edition:
                        self._read = _Snapshot(edition, UnitTree(_units(connection)))
            return self._read


@dataclass
class _Snapshot:
    """The tree as it was when its units were of an edition."""

    edition: int
    tree: UnitTree

    @cached_property
    def index(self) -> UnitIndex:
        return UnitIndex(self.tree)


class Invitations:
    """By which people join a unit in a role. Of a code only its hash is kept."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(self, unit: str, role: Role, uses: int, days: int, now: datetime) -> Invitation:
        """A new invitation, with the code that nobody can be told again later.

        Raises `UnknownUnitError`, and `InvitationError` where the number of uses or days is out of bounds.
        """
        if not (1 <= uses <= MOST_USES and 1 <= days <= MOST_DAYS):
            raise InvitationError(Say("invitation.bounds", {"uses": MOST_USES, "days": MOST_DAYS}))
        code = _new_code()
        digest = _digest(code)
        made = Invitation(digest[:16], unit, role, uses, uses, now + timedelta(days=days), code=code)
        row = asdict(made) | {"digest": digest, "created_at": now}
        row.pop("code")
        with writing(self._engine) as connection:
            _unit(connection, unit)
            connection.execute(insert(tables.invitation).values(row))
        return made

    def check(self, code: str, now: datetime) -> Invitation:
        """What a code would give to somebody new. Raises `InvitationError` where it would give nothing."""
        with reading(self._engine) as connection:
            invitation = _redeemable(connection, code)
        if invitation.expires_at <= now:
            raise InvitationError(Say("invitation.expired"))
        if not invitation.uses_left:
            raise InvitationError(Say("invitation.spent"))
        return invitation

    def revoke(self, code: str, now: datetime) -> bool:
        """Let nobody join any more by a code, or by the invitation of that id. False where none is open."""
        table = tables.invitation
        meant = or_(table.c.digest == _digest(code), table.c.id == code)
        with writing(self._engine) as connection:
            done = connection.execute(update(table).where(meant, table.c.revoked_at.is_(None)).values(revoked_at=now))
            return done.rowcount > 0

    def of_unit(self, code: str) -> list[Invitation]:
        """The invitations to a unit, the newest first, without their codes."""
        table = tables.invitation
        found = select(table).where(table.c.unit == code).order_by(table.c.created_at.desc(), table.c.id)
        with reading(self._engine) as connection:
            return [_as_invitation(row) for row in connection.execute(found)]


def _new_code() -> str:
    """A code of 128 random bits that can stand on a command line: it does not begin like an option."""
    while True:
        code = secrets.token_urlsafe(_CODE_BYTES)
        if code[0] not in "-_":
            return code


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


def _as_person(row: Row[Any]) -> Person:
    return Person(**{name: getattr(row, name) for name in _PERSON})


def _as_invitation(row: Row[Any]) -> Invitation:
    return Invitation(**{name: getattr(row, name) for name in Invitation.__slots__ if name != "code"})


def _person(connection: Connection, telegram_id: int) -> Person | None:
    row = connection.execute(select(tables.person).where(tables.person.c.telegram_id == telegram_id)).first()
    return _as_person(row) if row else None


def _hold_units(connection: Connection) -> None:
    """Let one load follow the other, so that each is an edition of its own; SQLite's writers wait anyhow."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE unit IN SHARE ROW EXCLUSIVE MODE")


def _edition(connection: Connection) -> int:
    return connection.scalar(select(func.coalesce(func.max(tables.unit.c.edition), 0))) or 0


def _units(connection: Connection) -> list[Unit]:
    rows = connection.execute(select(*(tables.unit.c[name] for name in _UNIT)))
    return [Unit(*row) for row in rows]


def _unit(connection: Connection, code: str) -> Unit:
    columns = (tables.unit.c[name] for name in _UNIT)
    row = connection.execute(select(*columns).where(tables.unit.c.code == code)).first()
    if row is None:
        raise UnknownUnitError(code)
    return Unit(*row)


def _locked(connection: Connection, telegram_id: int) -> Person:
    """The person's row, made where it is missing, held until the transaction ends: what one does goes one by one."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = {"telegram_id": telegram_id, "role": "teacher"}
    connection.execute(dialect.insert(tables.person).values(row).on_conflict_do_nothing())
    mine = select(tables.person).where(tables.person.c.telegram_id == telegram_id).with_for_update()
    return _as_person(connection.execute(mine).one())


def _with_fields(before: Person, fields: PersonFields, now: datetime) -> Person:
    after = replace(before, **fields)
    if after.unit is None:
        return replace(after, role="teacher", joined_at=None)
    if after.unit == before.unit:
        return after
    return replace(after, role=fields.get("role", "teacher"), unit_type=fields.get("unit_type"), joined_at=now)


def _save(connection: Connection, before: Person, after: Person, now: datetime, invitation: str | None = None) -> None:
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


def _redeemable(connection: Connection, code: str) -> Invitation:
    """The invitation of a code, held until the transaction ends; wrong and revoked codes look the same."""
    table = tables.invitation
    row = connection.execute(select(table).where(table.c.digest == _digest(code)).with_for_update()).first()
    if row is None or row.revoked_at is not None:
        raise InvitationError(Say("invitation.unknown"))
    return _as_invitation(row)


def _redeemed_before(connection: Connection, telegram_id: int, invitation: Invitation) -> bool:
    membership = tables.membership
    same = (membership.c.person == telegram_id) & (membership.c.invitation == invitation.id)
    return connection.scalar(select(membership.c.id).where(same).limit(1)) is not None


def _spend(connection: Connection, invitation: Invitation) -> None:
    if not invitation.uses_left:
        raise InvitationError(Say("invitation.spent"))
    table = tables.invitation
    connection.execute(update(table).where(table.c.id == invitation.id).values(uses_left=table.c.uses_left - 1))


def _named(connection: Connection, code: str | None) -> dict[str, str] | None:
    return None if code is None else {"code": code, "name": _unit(connection, code).name}


def _for_json(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
