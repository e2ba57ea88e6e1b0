"""The catalog: document revisions and what they hold, index versions, chains, the version that serves."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _documents()
    _parts()
    _obligations()
    _versions()
    _lineages()


def downgrade() -> None:
    """Undo."""
    op.drop_table("lineage_pair")
    op.drop_table("serving_version")
    op.drop_table("provision")
    op.drop_table("obligation")
    op.drop_table("lineage")
    op.drop_table("index_version_document")
    op.drop_table("document_reference")
    op.drop_table("document_body")
    op.drop_table("index_version")
    op.drop_table("document_revision")


def _documents() -> None:
    op.create_table(
        "document_revision",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(length=255), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text()),
        sa.Column("kind", sa.Text()),
        sa.Column("issuer", sa.Text()),
        sa.Column("level", sa.String(length=16)),
        sa.Column("place", sa.Text()),
        sa.Column("issued_on", sa.Date()),
        sa.Column("effective_from", sa.Date()),
        sa.Column("effective_until", sa.Date()),
        sa.Column("addressees", sa.JSON(), nullable=False),
        sa.Column("unit_types", sa.JSON(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("replaces", sa.JSON(), nullable=False),
        sa.Column("amended_by", sa.JSON(), nullable=False),
        sa.Column("source_url", sa.Text()),
        sa.Column("provisions", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_document_revision")),
    )
    op.create_index(op.f("ix_document_revision_document"), "document_revision", ["document"])
    op.create_table(
        "document_body",
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("header", sa.JSON(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("encoding", sa.String(length=32), nullable=False),
        sa.Column("reach", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision"], ["document_revision.hash"], name=op.f("fk_document_body_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_document_body")),
    )


def _parts() -> None:
    op.create_table(
        "provision",
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("path", sa.String(length=255), nullable=False),
        sa.Column("label", sa.Text()),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision"], ["document_revision.hash"], name=op.f("fk_provision_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision", "position", name=op.f("pk_provision")),
    )
    op.create_table(
        "document_reference",
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("date", sa.Date()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision"], ["document_revision.hash"], name=op.f("fk_document_reference_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision", "position", name=op.f("pk_document_reference")),
    )


def _obligations() -> None:
    op.create_table(
        "obligation",
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=511), nullable=False),
        sa.Column("provision", sa.String(length=255), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("who", sa.JSON(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=16)),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("applicability", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("event", sa.JSON()),
        sa.Column("ended_on", sa.Date()),
        sa.Column("due", sa.Date()),
        sa.Column("parent", sa.String(length=511)),
        sa.Column("relation", sa.String(length=16)),
        sa.ForeignKeyConstraint(
            ["revision"], ["document_revision.hash"], name=op.f("fk_obligation_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision", "position", name=op.f("pk_obligation")),
    )
    op.create_index(op.f("ix_obligation_id"), "obligation", ["id"])


def _versions() -> None:
    op.create_table(
        "index_version",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("published_at", sa.DateTime()),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("provisions", sa.Integer(), nullable=False),
        sa.Column("embedding", sa.Text()),
        sa.Column("index_format", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('building', 'sealed', 'failed')", name=op.f("ck_index_version_status")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_index_version")),
    )
    op.create_table(
        "index_version_document",
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(length=255), nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision"], ["document_revision.hash"], name=op.f("fk_index_version_document_revision")
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["index_version.name"], name=op.f("fk_index_version_document_version"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version", "document", name=op.f("pk_index_version_document")),
    )
    op.create_index(op.f("ix_index_version_document_revision"), "index_version_document", ["revision"])
    op.create_table(
        "serving_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_serving_version_single")),
        sa.ForeignKeyConstraint(["version"], ["index_version.name"], name=op.f("fk_serving_version_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_serving_version")),
    )


def _lineages() -> None:
    op.create_table(
        "lineage",
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(length=255), nullable=False),
        sa.Column("above", sa.String(length=255), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.JSON()),
        sa.ForeignKeyConstraint(
            ["version"], ["index_version.name"], name=op.f("fk_lineage_version"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version", "document", name=op.f("pk_lineage")),
    )
    op.create_table(
        "lineage_pair",
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(length=255), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("provision", sa.String(length=255)),
        sa.Column("parent", sa.String(length=255)),
        sa.Column("relation", sa.String(length=16), nullable=False),
        sa.Column("note", sa.JSON()),
        sa.Column("lower_words", sa.JSON(), nullable=False),
        sa.Column("upper_words", sa.JSON(), nullable=False),
        sa.Column("aspect", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version", "document"],
            ["lineage.version", "lineage.document"],
            name=op.f("fk_lineage_pair_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version", "document", "position", name=op.f("pk_lineage_pair")),
    )
