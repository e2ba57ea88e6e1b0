"""The tables of reminding. What they mean: docs/architecture.md; how they came to be: the migrations."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.people.tables import person, unit
from bot.progress.tables import reporting_period
from knowledge.adapters.sql_tables import UtcDateTime, metadata

reminder = Table(
    "reminder",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("period", ForeignKey(reporting_period.c.id), nullable=False),
    Column("unit", ForeignKey(unit.c.code), nullable=False, index=True),
    # None once the person has had everything about them erased.
    Column("person", ForeignKey(person.c.telegram_id, ondelete="SET NULL"), index=True),
    Column("rung", String(32), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Text),
    Column("queued_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("claimed_by", String(32)),  # the sender that took it last
    CheckConstraint(
        "state IN ('queued', 'sending', 'sent', 'failed', 'blocked', 'uncertain', 'cancelled')", name="state"
    ),
    UniqueConstraint("period", "unit", "person", "rung", name="uq_reminder_once"),
)
Index("ix_reminder_state", reminder.c.state, reminder.c.not_before, reminder.c.id)

reminder_silence = Table(
    "reminder_silence",
    metadata,
    Column("period", ForeignKey(reporting_period.c.id), primary_key=True),
    Column("person", ForeignKey(person.c.telegram_id, ondelete="CASCADE"), primary_key=True, index=True),
)

# Who may do what only one process may do at a time, and until when.
lease = Table(
    "lease",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("holder", String(32)),
    Column("until", UtcDateTime),
)
