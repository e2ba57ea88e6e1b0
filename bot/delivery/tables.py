"""The tables of what came in and went out. What they mean: docs/architecture.md; how they came: the migrations."""

from sqlalchemy import BigInteger, CheckConstraint, Column, String, Table, Text

from knowledge.adapters.sql_tables import UtcDateTime, metadata

telegram_update = Table(
    "telegram_update",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger),
    Column("state", String(16), nullable=False, index=True),
    Column("payload", Text),
    Column("received_at", UtcDateTime, nullable=False),
    CheckConstraint("state IN ('received', 'sending', 'done', 'uncertain')", name="state"),
)
