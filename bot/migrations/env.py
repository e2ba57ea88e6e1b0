"""Alembic's entry: runs the revisions on the connection that `ensure_schema` hands over."""

from alembic import context

from bot.migrations.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
    transactional_ddl=True,  # our engine begins SQLite's transactions itself, so a failed upgrade leaves no trace
)
with context.begin_transaction():
    context.run_migrations()
