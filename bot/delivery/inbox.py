"""The inbox: every update is written down before Telegram is told that it came, and crossed out when it is dealt with.

An update passes `received` → `sending` (something that cannot be unsent is about to go out) → `done`. What a crash left
in `received` is dealt with again; what it left in `sending` becomes `uncertain`: whether the person got the answer is
not known, so it is told, never repeated by itself. Telegram has no idempotency key that would let us ask.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, or_, select, update

from bot.delivery.tables import telegram_update as updates
from knowledge.adapters.sql_engine import reading, writing
from knowledge.adapters.sql_statements import Statement

KEPT_FOR = timedelta(days=3)
"""How long an update's number is remembered. Telegram itself gives up after a day (Bot API: getUpdates)."""

_THIS = updates.c.update_id == bindparam("number")
_KNOWN = Statement(select(updates.c.update_id).where(_THIS))
_RECEIVE = Statement(insert(updates).values({column.name: bindparam(column.name) for column in updates.c}))
_SENDING = Statement(update(updates).where(_THIS).values(state="sending"))
_DONE = Statement(
    update(updates)
    .where(_THIS, or_(updates.c.state == "received", updates.c.state == "sending"))
    .values(state="done", payload=None, chat_id=None)
)
_UNCERTAIN = update(updates).where(_THIS).values(state="uncertain", payload=None)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An update that was begun and not finished; `payload` is its JSON, None where none was kept."""

    update_id: int
    chat_id: int | None
    payload: str | None


@dataclass(frozen=True, slots=True)
class Received:
    """An update came. `payload`: its JSON, None for one that must not be kept."""

    update_id: int
    chat_id: int | None
    payload: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Sending:
    """Something is about to be sent because of an update."""

    update_id: int


@dataclass(frozen=True, slots=True)
class Done:
    """An update is dealt with; nothing of it is kept but its number. What is uncertain stays so."""

    update_id: int


Mark: TypeAlias = Received | Sending | Done
"""What the inbox is told of an update on its way."""


class Inbox:
    """Updates by their number, in the database. Raises `CatalogError` where it cannot be used."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def write(self, marks: Sequence[Mark]) -> list[bool]:
        """Write marks in their order, all or none; of each whether it is new: False for an update that came before."""
        with writing(self._engine) as connection:
            return [_write(connection, mark) for mark in marks]

    def receive(self, update_id: int, chat_id: int | None, payload: str | None, now: datetime) -> bool:
        """Write an update down; False where it came before."""
        return self.write([Received(update_id, chat_id, payload, now)])[0]

    def sending(self, update_id: int) -> None:
        """Something is about to be sent because of this update."""
        self.write([Sending(update_id)])

    def done(self, update_id: int) -> None:
        """The update is dealt with."""
        self.write([Done(update_id)])

    def uncertain(self, update_id: int) -> None:
        """Whether what was sent arrived is not known; nothing of the update is kept but its number and its chat."""
        with writing(self._engine) as connection:
            connection.execute(_UNCERTAIN, {"number": update_id})

    def unfinished(self) -> tuple[Sequence[Unfinished], Sequence[Unfinished]]:
        """What a stopped program left: to be dealt with again; and sent with an outcome nobody knows."""
        columns = (updates.c.update_id, updates.c.chat_id, updates.c.payload)
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(*columns, updates.c.state)
                .where(updates.c.state.in_(("received", "sending")))
                .order_by(updates.c.update_id)
            ).all()
        left = [(Unfinished(row.update_id, row.chat_id, row.payload), row.state) for row in rows]
        again = [each for each, state in left if state == "received" and each.payload]
        return again, [each for each, _ in left if each not in again]

    def count(self, state: str) -> int:
        """How many updates are in a state."""
        with reading(self._engine) as connection:
            return connection.scalar(select(func.count()).where(updates.c.state == state)) or 0

    def forget(self, now: datetime) -> None:
        """Drop the numbers of updates that Telegram will not send again."""
        with writing(self._engine) as connection:
            old = updates.c.received_at < now - KEPT_FOR
            connection.execute(delete(updates).where(old, updates.c.state.in_(("done", "uncertain"))))


def _write(connection: Connection, mark: Mark) -> bool:
    if isinstance(mark, Received):
        if _KNOWN.run(connection, {"number": mark.update_id}).first():
            return False
        row = {"update_id": mark.update_id, "chat_id": mark.chat_id, "payload": mark.payload, "received_at": mark.at}
        _RECEIVE.run(connection, row | {"state": "received"})
    else:
        (_SENDING if isinstance(mark, Sending) else _DONE).run(connection, {"number": mark.update_id})
    return True
