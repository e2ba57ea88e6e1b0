"""The catalog's tables. What they mean: docs/architecture.md; how they came to be: the migrations.

Times are stored as naive UTC, since SQLite keeps no zone. Only types that SQLite and PostgreSQL share.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, whatever zone it was given in."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - given
        """Store without a zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - given
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


def _part_of(parent: str) -> Column[str]:
    return Column("revision", ForeignKey(f"{parent}.hash", ondelete="CASCADE"), primary_key=True)


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True, autoincrement=False)


revision = Table(
    "document_revision",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("document", String(255), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("number", Text),
    Column("kind", Text),
    Column("issuer", Text),
    Column("level", String(16)),
    Column("place", Text),
    Column("issued_on", Date),
    Column("effective_from", Date),
    Column("effective_until", Date),
    Column("addressees", JSON, nullable=False),
    Column("unit_types", JSON, nullable=False),
    Column("year", Integer),
    Column("replaces", JSON, nullable=False),
    Column("amended_by", JSON, nullable=False),
    Column("modifications", JSON, nullable=False, server_default="[]"),
    Column("source_url", Text),
    Column("provisions", Integer, nullable=False),
    Column("file", Text, nullable=False),
    Column("source_hash", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

body = Table(
    "document_body",
    metadata,
    _part_of("document_revision"),
    Column("text", Text, nullable=False),
    Column("header", JSON, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("encoding", String(32), nullable=False),
    Column("reach", JSON, nullable=False),
)

provision = Table(
    "provision",
    metadata,
    _part_of("document_revision"),
    _position(),
    Column("path", String(255), nullable=False),
    Column("label", Text),
    Column("kind", String(16), nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
)

reference = Table(
    "document_reference",
    metadata,
    _part_of("document_revision"),
    _position(),
    Column("number", Text, nullable=False),
    Column("date", Date),
    Column("text", Text, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
)

obligation = Table(
    "obligation",
    metadata,
    _part_of("document_revision"),
    _position(),
    Column("id", String(511), nullable=False, index=True),
    Column("provision", String(255), nullable=False),
    Column("title", JSON, nullable=False),
    Column("act", String(16), nullable=False),
    Column("who", JSON, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("period", String(16)),
    Column("reviewed", Boolean(create_constraint=False), nullable=False),
    Column("applicability", JSON, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("event", JSON(none_as_null=True)),
    Column("ended_on", Date),
    Column("due", Date),
    Column("parent", String(511)),
    Column("relation", String(16)),
)

version = Table(
    "index_version",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("status", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime),
    Column("documents", Integer, nullable=False),
    Column("provisions", Integer, nullable=False),
    Column("embedding", Text),
    Column("index_format", Integer, nullable=False),
    CheckConstraint("status IN ('building', 'sealed', 'failed')", name="status"),
)

version_document = Table(
    "index_version_document",
    metadata,
    Column("version", ForeignKey("index_version.name", ondelete="CASCADE"), primary_key=True),
    Column("document", String(255), primary_key=True),
    Column("revision", ForeignKey("document_revision.hash"), nullable=False, index=True),
)

lineage = Table(
    "lineage",
    metadata,
    Column("version", ForeignKey("index_version.name", ondelete="CASCADE"), primary_key=True),
    Column("document", String(255), primary_key=True),
    Column("above", String(255), nullable=False),
    Column("missing", JSON, nullable=False),
    Column("reviewed", Boolean(create_constraint=False), nullable=False),
    Column("note", JSON(none_as_null=True)),
)

lineage_pair = Table(
    "lineage_pair",
    metadata,
    Column("version", String(64), primary_key=True),
    Column("document", String(255), primary_key=True),
    _position(),
    Column("provision", String(255)),
    Column("parent", String(255)),
    Column("relation", String(16), nullable=False),
    Column("note", JSON(none_as_null=True)),
    Column("lower_words", JSON, nullable=False),
    Column("upper_words", JSON, nullable=False),
    Column("aspect", Boolean(create_constraint=False), nullable=False),
    ForeignKeyConstraint(["version", "document"], ["lineage.version", "lineage.document"], ondelete="CASCADE"),
)

serving = Table(
    "serving_version",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", ForeignKey("index_version.name"), nullable=False),
    CheckConstraint("id = 1", name="single"),
)
