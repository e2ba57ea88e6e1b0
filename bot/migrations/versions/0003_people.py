"""Units, people, invitations, feedback, and the updates that came from Telegram."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_STILL_THERE = sa.text("until IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "unit",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("level", sa.String(16)),
        sa.Column("parent", sa.String(64), sa.ForeignKey("unit.code"), index=True),
        sa.Column("province", sa.Text()),
        sa.Column("edition", sa.Integer(), nullable=False, index=True),
    )
    op.create_table(
        "person",
        sa.Column("telegram_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("lang", sa.String(2)),
        sa.Column("unit_type", sa.String(16)),
        sa.Column("unit", sa.String(64), sa.ForeignKey("unit.code"), index=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("joined_at", sa.DateTime()),
        sa.Column("blocked_at", sa.DateTime()),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("unit", sa.String(64), sa.ForeignKey("unit.code"), nullable=False, index=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime()),
    )
    _create_membership()
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("vote", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("index_version", sa.String(64), nullable=False),
        sa.Column("prompt_version", sa.String(64)),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("provisions", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "telegram_update",
        sa.Column("update_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger()),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("payload", sa.Text()),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("state IN ('received', 'sending', 'done', 'uncertain')", name="state"),
    )


def _create_membership() -> None:
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person", sa.BigInteger(), sa.ForeignKey("person.telegram_id", ondelete="SET NULL"), index=True),
        sa.Column("unit", sa.String(64), sa.ForeignKey("unit.code"), nullable=False, index=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("invitation", sa.String(16), sa.ForeignKey("invitation.id"), index=True),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime()),
    )
    op.create_index(
        "uq_membership_open",
        "membership",
        ["person"],
        unique=True,
        sqlite_where=_STILL_THERE,
        postgresql_where=_STILL_THERE,
    )


def downgrade() -> None:
    """Undo."""
    for table in ("telegram_update", "feedback", "membership", "invitation", "person", "unit"):
        op.drop_table(table)
