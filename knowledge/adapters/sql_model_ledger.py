"""The chat model's circuit and budget in the database. Each method is one transaction."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from knowledge.adapters.sql_engine import reading, writing
from knowledge.adapters.sql_model_tables import model_circuit as circuits
from knowledge.adapters.sql_model_tables import model_tokens as tokens_of
from knowledge.phrasing.health import Circuit, Spent


class SqlModelLedger:
    """See `knowledge.phrasing.health.Ledger`. Safe between threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def circuit(self, model: str) -> Circuit:
        """How a model is; a closed circuit where nothing is kept."""
        columns = (circuits.c.failures, circuits.c.open_until, circuits.c.why, circuits.c.manners)
        with reading(self._engine) as connection:
            row = connection.execute(select(*columns).where(circuits.c.model == model)).first()
        return Circuit(*row) if row else Circuit()

    def save(self, model: str, circuit: Circuit) -> None:
        """Keep how a model is."""
        values = {name: getattr(circuit, name) for name in ("failures", "open_until", "why", "manners")}
        with writing(self._engine) as connection:
            insert = _insert(connection, circuits).values(model=model, **values)
            connection.execute(insert.on_conflict_do_update(index_elements=[circuits.c.model], set_=values))

    def claim(self, model: str, now: datetime, until: datetime) -> bool:
        """Whether it is for the caller to try a model whose pause is over; nobody else may until then."""
        over = (circuits.c.model == model, circuits.c.open_until <= now)
        with writing(self._engine) as connection:
            return connection.execute(update(circuits).where(*over).values(open_until=until)).rowcount == 1

    def spent(self, day: date, who: str) -> Spent:
        """What somebody, or everybody, spent on a day."""
        theirs = (tokens_of.c.day == day, tokens_of.c.who == who)
        with reading(self._engine) as connection:
            row = connection.execute(select(tokens_of.c.tokens, tokens_of.c.calls).where(*theirs)).first()
        return Spent(*row) if row else Spent()

    def spend(self, day: date, who: str, tokens: int, calls: int) -> None:
        """Add to it; earlier days are forgotten."""
        key = [tokens_of.c.day, tokens_of.c.who]
        more = {"tokens": tokens_of.c.tokens + tokens, "calls": tokens_of.c.calls + calls}
        with writing(self._engine) as connection:
            connection.execute(delete(tokens_of).where(tokens_of.c.day < day))
            insert = _insert(connection, tokens_of).values(day=day, who=who, tokens=tokens, calls=calls)
            connection.execute(insert.on_conflict_do_update(index_elements=key, set_=more))


def _insert(connection: Connection, table: Table) -> Any:
    """An INSERT that can also update: both databases say it the same way, SQLAlchemy has a class for each."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
