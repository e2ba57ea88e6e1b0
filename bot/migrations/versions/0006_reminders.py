"""Reminders, who wants none, and who sends them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STATES = "'queued', 'sending', 'sent', 'failed', 'blocked', 'uncertain', 'cancelled'"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("period", sa.Integer(), sa.ForeignKey("reporting_period.id"), nullable=False),
        sa.Column("unit", sa.String(64), sa.ForeignKey("unit.code"), nullable=False, index=True),
        sa.Column("person", sa.BigInteger(), sa.ForeignKey("person.telegram_id", ondelete="SET NULL"), index=True),
        sa.Column("rung", sa.String(32), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("queued_at", sa.DateTime(), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(32)),
        sa.CheckConstraint(f"state IN ({_STATES})", name="state"),
        sa.UniqueConstraint("period", "unit", "person", "rung", name="uq_reminder_once"),
    )
    op.create_index("ix_reminder_state", "reminder", ["state", "not_before", "id"])
    op.create_table(
        "reminder_silence",
        sa.Column("period", sa.Integer(), sa.ForeignKey("reporting_period.id"), primary_key=True),
        sa.Column(
            "person",
            sa.BigInteger(),
            sa.ForeignKey("person.telegram_id", ondelete="CASCADE"),
            primary_key=True,
            index=True,
        ),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("holder", sa.String(32)),
        sa.Column("until", sa.DateTime()),
    )


def downgrade() -> None:
    """Undo. Nobody knows any more who was reminded."""
    for table in ("lease", "reminder_silence", "reminder"):
        op.drop_table(table)
