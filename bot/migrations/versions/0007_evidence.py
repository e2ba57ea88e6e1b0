"""Files that bear check-ins out: by what Telegram gives them out."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Do."""
    op.create_table(
        "evidence_file",
        sa.Column("period", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("unit", sa.String(64), primary_key=True),
        sa.Column("obligation", sa.Text(), primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["period", "unit"], ["period_unit.period", "period_unit.unit"]),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("evidence_file")
