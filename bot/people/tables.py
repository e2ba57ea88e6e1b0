"""The tables of units, people and invitations. What they mean: docs/architecture.md; how they came: the migrations."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from knowledge.adapters.sql_tables import UtcDateTime, metadata

_code = Column("code", String(64), primary_key=True)
unit = Table(
    "unit",
    metadata,
    _code,
    Column("name", Text, nullable=False),
    Column("type", String(16), nullable=False),
    Column("level", String(16)),
    Column("parent", ForeignKey(_code), index=True),
    Column("province", Text),
    # A unit that ended stays for what it reported; the code of the one that took over, where there is one.
    Column("closed_on", Date),
    Column("closed_into", String(64)),
    # Which load of units wrote this row last: the highest tells whether anything changed since it was read.
    Column("edition", Integer, nullable=False, index=True),
)

person = Table(
    "person",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("lang", String(2)),
    Column("unit_type", String(16)),
    Column("unit", ForeignKey(unit.c.code), index=True),
    Column("role", String(16), nullable=False),
    Column("year", Integer),
    Column("joined_at", UtcDateTime),
    Column("blocked_at", UtcDateTime),
)

invitation = Table(
    "invitation",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),  # SHA-256 of the code, which itself is not kept
    Column("unit", ForeignKey(unit.c.code), nullable=False, index=True),
    Column("role", String(16), nullable=False),
    Column("uses", Integer, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)

membership = Table(
    "membership",
    metadata,
    Column("id", Integer, primary_key=True),
    # None once the person has had everything about them erased: that somebody was there stays with the unit.
    Column("person", ForeignKey(person.c.telegram_id, ondelete="SET NULL"), index=True),
    Column("unit", ForeignKey(unit.c.code), nullable=False, index=True),
    Column("role", String(16), nullable=False),
    Column("invitation", ForeignKey(invitation.c.id), index=True),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),
)
_STILL_THERE = text("until IS NULL")
Index(
    "uq_membership_open",
    membership.c.person,
    unique=True,
    sqlite_where=_STILL_THERE,
    postgresql_where=_STILL_THERE,
)

unit_event = Table(
    "unit_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit", ForeignKey(unit.c.code), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("day", Date, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("person", ForeignKey(person.c.telegram_id, ondelete="SET NULL"), index=True),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("vote", Boolean(create_constraint=False), nullable=False),
    Column("reason", Text),
    Column("index_version", String(64), nullable=False),
    Column("prompt_version", String(64)),
    Column("status", String(32), nullable=False),
    Column("provisions", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
