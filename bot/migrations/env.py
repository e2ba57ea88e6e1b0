"""Alembic's entry: runs the revisions on the connection that `ensure_schema` hands over."""

from alembic import context

from bot.delivery import tables as delivery_tables
from bot.people import tables as people_tables
from knowledge.adapters.sql_tables import metadata

TABLES = (people_tables, delivery_tables)  # they add themselves to the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
    transactional_ddl=True,  # our engine begins SQLite's transactions itself, so a failed upgrade leaves no trace
)
with context.begin_transaction():
    context.run_migrations()
