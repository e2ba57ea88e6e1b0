"""The chat model's circuit, and the tokens of the day."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "model_circuit",
        sa.Column("model", sa.String(64), primary_key=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("open_until", sa.DateTime()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("manners", sa.String(64), nullable=False),
    )
    op.create_table(
        "model_tokens",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("who", sa.String(64), primary_key=True),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("model_tokens")
    op.drop_table("model_circuit")
