"""Who may do what only one process may do at a time: a row in the database that runs out by itself.

A process that is killed holds it until then; one that stands still too long has lost it when it wakes. What is done
under a lease must therefore be safe without it: the outbox gives each reminder to one sender only.
"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.reminders.tables import lease as leases
from knowledge.adapters.sql_engine import reading, writing

LASTS = timedelta(seconds=20)


class Lease:
    """One thing that one process does at a time. Raises `CatalogError` where the database cannot be used."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self.holder = secrets.token_hex(16)
        """This process, as the others see it."""

    def take(self, now: datetime) -> bool:
        """Have it, or go on having it, for `LASTS`; False while another has it."""
        with writing(self._engine) as connection:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            connection.execute(dialect.insert(leases).values(name=self._name).on_conflict_do_nothing())
            free = or_(leases.c.holder.is_(None), leases.c.holder == self.holder, leases.c.until <= now)
            taken = update(leases).where(leases.c.name == self._name, free)
            return connection.execute(taken.values(holder=self.holder, until=now + LASTS)).rowcount > 0

    def give_back(self) -> None:
        """Let another have it at once."""
        with writing(self._engine) as connection:
            mine = (leases.c.name == self._name) & (leases.c.holder == self.holder)
            connection.execute(update(leases).where(mine).values(holder=None, until=None))

    def is_taken(self, now: datetime) -> bool:
        """Whether somebody has it."""
        there = select(leases.c.holder).where(leases.c.name == self._name, leases.c.until > now)
        with reading(self._engine) as connection:
            return connection.scalar(there) is not None


def has_lease(connection: Connection, name: str, holder: str, now: datetime) -> bool:
    """Whether a holder has it still, within a transaction."""
    mine = (leases.c.name == name) & (leases.c.holder == holder)
    return connection.scalar(select(leases.c.name).where(mine, leases.c.until > now)) is not None
