"""Every table of the database, those of documents and those of people: importing their modules declares them."""

from bot.delivery import tables as delivery_tables
from bot.people import tables as people_tables
from bot.progress import tables as progress_tables
from bot.reminders import tables as reminders_tables
from knowledge.adapters import sql_model_tables as model_tables
from knowledge.adapters.sql_tables import metadata

DECLARED_BY = (people_tables, delivery_tables, progress_tables, reminders_tables, model_tables)

TABLE_NAMES = frozenset(metadata.tables)

__all__ = ["DECLARED_BY", "TABLE_NAMES", "metadata"]
