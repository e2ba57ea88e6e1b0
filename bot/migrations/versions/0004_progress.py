"""Reporting periods, check-ins, reviews, drafts, and what became of units."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("unit", sa.Column("closed_on", sa.Date()))
    op.add_column("unit", sa.Column("closed_into", sa.String(64)))
    op.create_table(
        "reporting_period",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("unit", sa.String(64), sa.ForeignKey("unit.code")),
        sa.Column("quiet_start", sa.String(5)),
        sa.Column("quiet_end", sa.String(5)),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        _who(),
        sa.Column("closed_at", sa.DateTime()),
        sa.Column("reopened_at", sa.DateTime()),
        sa.Column("carried_from", sa.Integer(), sa.ForeignKey("reporting_period.id")),
        sa.Column("units_edition", sa.Integer(), nullable=False),
    )
    op.create_table(
        "period_obligation",
        sa.Column("period", sa.Integer(), sa.ForeignKey("reporting_period.id"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("provision", sa.Text(), nullable=False),
        sa.Column("title_vi", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("applies", sa.JSON(), nullable=False),
    )
    op.create_table(
        "period_unit",
        sa.Column("period", sa.Integer(), sa.ForeignKey("reporting_period.id"), primary_key=True),
        sa.Column("unit", sa.String(64), sa.ForeignKey("unit.code"), primary_key=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("parent", sa.String(64)),
        sa.Column("marks", sa.Text(), nullable=False),
    )
    op.create_index("ix_period_unit_place", "period_unit", ["period", "place"])
    _create_check_in()
    _create_review_and_draft()
    op.create_table(
        "unit_event",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("unit", sa.String(64), sa.ForeignKey("unit.code"), nullable=False, index=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        _who(),
    )


def _who() -> "sa.Column[int]":
    return sa.Column("person", sa.BigInteger(), sa.ForeignKey("person.telegram_id", ondelete="SET NULL"), index=True)


def _of_unit() -> "tuple[sa.Column[int], sa.Column[str], sa.Column[str], sa.ForeignKeyConstraint]":
    return (
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["period", "unit"], ["period_unit.period", "period_unit.unit"]),
    )


def _create_check_in() -> None:
    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_of_unit(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date()),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _who(),
        sa.Column("client_key", sa.String(64), unique=True),
        sa.UniqueConstraint("period", "unit", "obligation", "version", name="uq_check_in_version"),
    )


def _create_review_and_draft() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_of_unit(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _who(),
    )
    op.create_index("ix_review_of", "review", ["period", "unit", "obligation"])
    op.create_table(
        "draft",
        sa.Column("person", sa.BigInteger(), sa.ForeignKey("person.telegram_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("period", sa.Integer(), primary_key=True),
        sa.Column("unit", sa.String(64), primary_key=True),
        sa.Column("obligation", sa.Text(), primary_key=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["period", "unit"], ["period_unit.period", "period_unit.unit"]),
    )


def downgrade() -> None:
    """Undo. Units that were closed are there again."""
    for table in ("unit_event", "draft", "review", "check_in", "period_unit", "period_obligation", "reporting_period"):
        op.drop_table(table)
    # Not by copying the table, as SQLite otherwise does: persons point at it.
    op.drop_column("unit", "closed_into")
    op.drop_column("unit", "closed_on")
