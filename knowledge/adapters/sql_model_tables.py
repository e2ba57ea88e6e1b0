"""The tables of the chat model's circuit and budget. What they mean: docs/architecture.md."""

from sqlalchemy import BigInteger, Column, Date, Integer, String, Table, Text

from knowledge.adapters.sql_tables import UtcDateTime, metadata

model_circuit = Table(
    "model_circuit",
    metadata,
    Column("model", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("open_until", UtcDateTime),
    Column("why", Text, nullable=False),
    Column("manners", String(64), nullable=False),
)
model_tokens = Table(
    "model_tokens",
    metadata,
    Column("day", Date, primary_key=True),
    Column("who", String(64), primary_key=True),
    Column("tokens", BigInteger, nullable=False),
    Column("calls", Integer, nullable=False),
)
