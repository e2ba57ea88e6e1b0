"""What a document does to others: whom it replaces, repeals or amends, as its text says."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Documents loaded before are read for it at their next refresh."""
    op.add_column("document_revision", sa.Column("modifications", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("document_revision") as table:
        table.drop_column("modifications")
