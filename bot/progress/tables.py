"""The tables of reporting. What they mean: docs/architecture.md; how they came to be: the migrations."""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.people.tables import person, unit
from knowledge.adapters.sql_tables import UtcDateTime, metadata


def _who() -> Column[int]:
    """None once the person has had everything about them erased, and at the command line."""
    return Column("person", ForeignKey(person.c.telegram_id, ondelete="SET NULL"), index=True)


def _period(*, key: bool = False) -> Column[int]:
    return Column("period", ForeignKey("reporting_period.id"), primary_key=key, nullable=False)


_id = Column("id", Integer, primary_key=True)
reporting_period = Table(
    "reporting_period",
    metadata,
    _id,
    Column("name", Text, nullable=False),
    Column("due", Date, nullable=False),
    Column("unit", ForeignKey(unit.c.code)),
    Column("quiet_start", String(5)),  # HH:MM in Vietnam
    Column("quiet_end", String(5)),
    Column("opened_at", UtcDateTime, nullable=False),
    _who(),
    Column("closed_at", UtcDateTime),
    Column("reopened_at", UtcDateTime),
    Column("carried_from", ForeignKey(_id)),
    # The edition of units that `period_unit` follows.
    Column("units_edition", Integer, nullable=False),
)

period_obligation = Table(
    "period_obligation",
    metadata,
    _period(key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("obligation", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("provision", Text, nullable=False),
    Column("title_vi", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("act", String(16), nullable=False),
    Column("applies", JSON, nullable=False),
)

# The tree of units as it is in a period, and where each unit stands: `marks` holds a character for each obligation
# (see `bot.progress.marks`), derived from the check-ins and written together with them; `awaits` another one for what
# awaits a reviewer (see `bot.progress.waiting`), None where that is to be reckoned anew.
period_unit = Table(
    "period_unit",
    metadata,
    _period(key=True),
    Column("unit", ForeignKey(unit.c.code), primary_key=True),
    Column("place", Integer, nullable=False),  # in the order of the tree …
    Column("last", Integer, nullable=False),  # … and the place of the last unit below it
    Column("name", Text, nullable=False),
    Column("type", String(16), nullable=False),
    Column("parent", String(64)),
    Column("marks", Text, nullable=False),
    Column("awaits", Text),
)
Index("ix_period_unit_place", period_unit.c.period, period_unit.c.place)


def _of_unit() -> tuple[Column[int], Column[str], Column[str], ForeignKeyConstraint]:
    return (
        Column("period", Integer, nullable=False),
        Column("unit", String(64), nullable=False),
        Column("obligation", Text, nullable=False),
        ForeignKeyConstraint(["period", "unit"], [period_unit.c.period, period_unit.c.unit]),
    )


check_in = Table(
    "check_in",
    metadata,
    Column("id", Integer, primary_key=True),
    *_of_unit(),
    Column("version", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("counts", JSON, nullable=False),
    Column("note", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("happened_on", Date),
    Column("evidence", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _who(),
    Column("client_key", String(64), unique=True),
    UniqueConstraint("period", "unit", "obligation", "version", name="uq_check_in_version"),
)

# How Telegram is asked for a file of the latest version of a check-in; gone once a correction takes the file away.
evidence_file = Table(
    "evidence_file",
    metadata,
    *(Column(name, kind, primary_key=True) for name, kind in (("period", Integer), ("unit", String(64)))),
    Column("obligation", Text, primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("file_id", Text, nullable=False),
    ForeignKeyConstraint(["period", "unit"], [period_unit.c.period, period_unit.c.unit]),
)

review = Table(
    "review",
    metadata,
    Column("id", Integer, primary_key=True),
    *_of_unit(),
    Column("version", Integer, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _who(),
    Index("ix_review_of", "period", "unit", "obligation"),
)

draft = Table(
    "draft",
    metadata,
    Column("person", ForeignKey(person.c.telegram_id, ondelete="CASCADE"), primary_key=True),
    *(Column(name, kind, primary_key=True) for name, kind in (("period", Integer), ("unit", String(64)))),
    Column("obligation", Text, primary_key=True),
    Column("content", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["period", "unit"], [period_unit.c.period, period_unit.c.unit]),
)
