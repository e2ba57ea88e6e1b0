"""Units, people and invitations in the database. Each method is one transaction; safe to share between threads.

Raises `CatalogError` wherever the database fails.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from threading import Lock
from typing import Any, TypedDict, Unpack

from sqlalchemy import Engine, delete, func, insert, or_, select, update

from bot.people import tables
from bot.people.errors import InvitationError
from bot.people.model import Invitation, Person, Role, Unit
from bot.people.rows import (
    all_units,
    as_invitation,
    as_person,
    digest_of,
    find_person,
    for_json,
    get_unit,
    hold_units,
    locked_person,
    named_unit,
    redeemable,
    redeemed_before,
    require_not_closed,
    save_person,
    spend_use,
    units_edition,
)
from bot.people.search import UnitIndex
from bot.people.tree import UnitTree
from knowledge.adapters.sql_engine import reading, writing
from knowledge.answer import Say
from knowledge.model import Lang, UnitType

MOST_USES, MOST_DAYS = 10_000, 366
_CODE_BYTES = 16
_RANK: dict[Role, int] = {"teacher": 0, "officer": 1, "head": 2, "admin": 3}


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
            return find_person(connection, telegram_id)

    def change(self, telegram_id: int, now: datetime, **fields: Unpack[PersonFields]) -> Person:
        """Set some fields of a person, of whom something is kept from now on if nothing was.

        Another unit ends one membership and begins the next, as a teacher unless `role` says otherwise: whoever chooses
        a unit alone passes none. Raises `UnknownUnitError`.
        """
        with writing(self._engine) as connection:
            before = locked_person(connection, telegram_id)
            after = _with_fields(before, fields, now)
            if after.unit is not None and after.unit != before.unit:
                get_unit(connection, after.unit)
            save_person(connection, before, after, now)
            return after

    def join(self, telegram_id: int, code: str, now: datetime) -> tuple[Person, Unit]:
        """Redeem an invitation. Who already has what it gives spends no use, and neither does who redeemed it before.

        Raises `InvitationError`: `invitation.unknown` (also for a revoked one), `.expired`, `.spent`.
        """
        with writing(self._engine) as connection:
            invitation = redeemable(connection, code)
            unit = get_unit(connection, invitation.unit)
            before = locked_person(connection, telegram_id)
            if before.unit == invitation.unit and _RANK[before.role] >= _RANK[invitation.role]:
                return before, unit
            if invitation.expires_at <= now:
                raise InvitationError(Say("invitation.expired"))
            if not redeemed_before(connection, telegram_id, invitation):
                spend_use(connection, invitation)
            after = replace(before, unit=unit.code, role=invitation.role, unit_type=None)
            after = replace(after, joined_at=before.joined_at if before.unit == unit.code else now)
            save_person(connection, before, after, now, invitation.id)
            return after, unit

    def erase(self, telegram_id: int, now: datetime | None = None) -> bool:
        """Forget a person; that somebody held a role in a unit for a time stays. False where nothing was kept."""
        mine = tables.person.c.telegram_id == telegram_id
        membership, theirs = tables.membership, tables.membership.c.person == telegram_id
        with writing(self._engine) as connection:
            connection.execute(select(tables.person).where(mine).with_for_update())  # as who changes a person does
            ended = func.coalesce(membership.c.until, now or datetime.now(UTC), type_=membership.c.until.type)
            connection.execute(update(membership).where(theirs).values(person=None, until=ended))
            gone = connection.execute(delete(tables.person).where(mine))
            return gone.rowcount > 0

    def kept(self, telegram_id: int) -> dict[str, Any]:
        """Everything kept of a person, ready for JSON; empty where nothing is."""
        with reading(self._engine) as connection:
            person = find_person(connection, telegram_id)
            if person is None:
                return {}
            kept = asdict(person) | {"unit": named_unit(connection, person.unit), "memberships": []}
            rows = connection.execute(
                select(tables.membership).where(tables.membership.c.person == telegram_id).order_by("id")
            ).all()
            for row in rows:
                past = {name: getattr(row, name) for name in ("role", "since", "until", "invitation")}
                kept["memberships"].append(for_json({"unit": named_unit(connection, row.unit), **past}))
            return for_json(kept)

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
            return [as_person(row) for row in connection.execute(found)]

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

    def is_written_out(self, query: str, unit: Unit) -> bool:
        """Whether a query leaves no doubt that this unit is meant: its whole name, or its code."""
        return self._current().index.is_written_out(query, unit)

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

        Parents must be known or among them, and nothing may stand above itself: `units_csv` sees to both. Raises
        `ReorganisationError` where one of them was closed.
        """
        units = list(units)
        with writing(self._engine) as connection:
            hold_units(connection)
            require_not_closed(connection, {unit.code for unit in units})
            edition = units_edition(connection) + 1
            known = {unit.code: unit for unit in all_units(connection)}
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
            if self._read.edition != units_edition(connection):
                with self._lock:
                    edition = units_edition(connection)
                    if self._read.edition != edition:
                        self._read = _Snapshot(edition, UnitTree(all_units(connection)))
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
        digest = digest_of(code)
        made = Invitation(digest[:16], unit, role, uses, uses, now + timedelta(days=days), code=code)
        row = asdict(made) | {"digest": digest, "created_at": now}
        row.pop("code")
        with writing(self._engine) as connection:
            get_unit(connection, unit)
            connection.execute(insert(tables.invitation).values(row))
        return made

    def check(self, code: str, now: datetime) -> Invitation:
        """What a code would give to somebody new. Raises `InvitationError` where it would give nothing."""
        with reading(self._engine) as connection:
            invitation = redeemable(connection, code)
        if invitation.expires_at <= now:
            raise InvitationError(Say("invitation.expired"))
        if not invitation.uses_left:
            raise InvitationError(Say("invitation.spent"))
        return invitation

    def revoke(self, code: str, now: datetime) -> bool:
        """Let nobody join any more by a code, or by the invitation of that id. False where none is open."""
        table = tables.invitation
        meant = or_(table.c.digest == digest_of(code), table.c.id == code)
        with writing(self._engine) as connection:
            done = connection.execute(update(table).where(meant, table.c.revoked_at.is_(None)).values(revoked_at=now))
            return done.rowcount > 0

    def find(self, invitation_id: str) -> Invitation | None:
        """An invitation by its id, without its code."""
        table = tables.invitation
        with reading(self._engine) as connection:
            row = connection.execute(select(table).where(table.c.id == invitation_id)).first()
            return as_invitation(row) if row else None

    def of_unit(self, code: str) -> list[Invitation]:
        """The invitations to a unit, the newest first, without their codes."""
        table = tables.invitation
        found = select(table).where(table.c.unit == code).order_by(table.c.created_at.desc(), table.c.id)
        with reading(self._engine) as connection:
            return [as_invitation(row) for row in connection.execute(found)]


def _new_code() -> str:
    """A code of 128 random bits that can stand on a command line: it does not begin like an option."""
    while True:
        code = secrets.token_urlsafe(_CODE_BYTES)
        if code[0] not in "-_":
            return code


def _with_fields(before: Person, fields: PersonFields, now: datetime) -> Person:
    after = replace(before, **fields)
    if after.unit is None:
        return replace(after, role="teacher", joined_at=None)
    if after.unit == before.unit:
        return after
    return replace(after, role=fields.get("role", "teacher"), unit_type=fields.get("unit_type"), joined_at=now)
