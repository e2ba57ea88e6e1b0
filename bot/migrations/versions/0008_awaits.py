"""What awaits a reviewer, beside the marks of a period's units; reckoned from the record when it is first asked."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Do."""
    op.add_column("period_unit", sa.Column("awaits", sa.Text()))


def downgrade() -> None:
    """Undo."""
    op.drop_column("period_unit", "awaits")
