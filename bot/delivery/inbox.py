"""The inbox: every update is written down before Telegram is told that it came, and crossed out when it is dealt with.

An update passes `received` → `sending` (something that cannot be unsent is about to go out) → `done`. What a crash left
in `received` is dealt with again; what it left in `sending` becomes `uncertain`: whether the person got the answer is
not known, so it is told, never repeated by itself. Telegram has no idempotency key that would let us ask.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, exists, insert, select, update

from bot.delivery.tables import telegram_update as updates
from knowledge.adapters.sql_engine import reading, writing

KEPT_FOR = timedelta(days=3)
"""How long an update's number is remembered. Telegram itself gives up after a day (Bot API: getUpdates)."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An update that was begun and not finished; `payload` is its JSON, None where none was kept."""

    update_id: int
    chat_id: int | None
    payload: str | None


class Inbox:
    """Updates by their number, in the database. Raises `CatalogError` where it cannot be used."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def receive(self, update_id: int, chat_id: int | None, payload: str | None, now: datetime) -> bool:
        """Write an update down; False where it came before.

        `payload`: its JSON, None for one that must not be kept.
        """
        row = {
            "update_id": update_id,
            "chat_id": chat_id,
            "state": "received",
            "payload": payload,
            "received_at": now,
        }
        with writing(self._engine) as connection:
            known = select(exists().where(updates.c.update_id == update_id))
            if connection.execute(known).scalar():
                return False
            connection.execute(insert(updates), row)
        return True

    def sending(self, update_id: int) -> None:
        """Something is about to be sent because of this update."""
        self._mark(update_id, state="sending")

    def done(self, update_id: int) -> None:
        """The update is dealt with; nothing of it is kept but its number. What is uncertain stays so."""
        with writing(self._engine) as connection:
            open_ = updates.c.state.in_(("received", "sending"))
            connection.execute(
                update(updates)
                .where(updates.c.update_id == update_id, open_)
                .values(state="done", payload=None, chat_id=None)
            )

    def uncertain(self, update_id: int) -> None:
        """Whether what was sent arrived is not known; nothing of the update is kept but its number and its chat."""
        self._mark(update_id, state="uncertain", payload=None)

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
            return len(connection.execute(select(updates.c.update_id).where(updates.c.state == state)).all())

    def forget(self, now: datetime) -> None:
        """Drop the numbers of updates that Telegram will not send again."""
        with writing(self._engine) as connection:
            old = updates.c.received_at < now - KEPT_FOR
            connection.execute(delete(updates).where(old, updates.c.state.in_(("done", "uncertain"))))

    def _mark(self, update_id: int, **values: str | None) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(updates).where(updates.c.update_id == update_id).values(**values))
