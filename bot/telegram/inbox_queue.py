"""The way in: an update is written down before Telegram is told that it came."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from telegram import Message, Update
from telegram.error import NetworkError
from telegram.ext import ExtBot

from bot.delivery.inbox import Received
from bot.delivery.writer import InboxWriter
from bot.telegram.order import chat_of
from knowledge.errors import CatalogError
from knowledge.safety import in_danger
from knowledge.tokens import tokenize

log = logging.getLogger(__name__)

MOST = 1000
"""Updates taken in and not dealt with. After hours away many more may wait; they wait as well with Telegram."""
FULL_SECONDS = 0.5
"""So long a poll waits at most for room."""


class InboxQueue(asyncio.Queue[object]):
    """The application's queue of updates.

    The library confirms an update to Telegram (by the next poll, or by answering the webhook) only once `put` has
    returned; an error there, or in the poll, makes Telegram send it again.
    """

    def __init__(self, inbox: InboxWriter) -> None:
        super().__init__()
        self._inbox = inbox
        self._new: dict[int, bool] = {}
        """Of what a poll brought and `put` has not had yet, whether it is new."""
        self._left = 0
        self._room = asyncio.Event()
        self._room.set()

    async def write_down(self, updates: Sequence[Update]) -> None:
        """Write down what came together. Raises `NetworkError` where it cannot be; then nothing is."""
        at = datetime.now(UTC)
        marks = [Received(each.update_id, chat_of(each) or None, _kept(each), at) for each in updates]
        try:
            new = await self._inbox.receive(*marks)
        except CatalogError as error:
            numbers = ", ".join(str(each.update_id) for each in updates)
            log.error("left with Telegram: %s (%s)", numbers, error)  # noqa: TRY400 - said whole
            message = "the inbox cannot be written"
            raise NetworkError(message) from None  # the kind that the library tries again
        self._new.update(zip((each.update_id for each in updates), new, strict=True))

    async def put(self, item: object) -> None:
        """Queue, once it is written down; what came before is dropped. Raises `NetworkError` as `write_down`."""
        if isinstance(item, Update):
            if item.update_id not in self._new:
                await self.write_down([item])
            if not self._new.pop(item.update_id):
                log.info("update %s came again", item.update_id)
                return
        await self._take_in(item)

    async def put_again(self, update: Update) -> None:
        """Queue what was written down before the program stopped."""
        await self._take_in(update)

    async def _take_in(self, item: object) -> None:
        await super().put(item)
        self._left += 1
        if self._left >= MOST:
            self._room.clear()

    def task_done(self) -> None:
        """The application has dealt with one."""
        super().task_done()
        self._left -= 1
        if self._left < MOST:
            self._room.set()

    async def has_room(self) -> bool:
        """Whether more may be taken in; waits a moment for it."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._room.wait(), FULL_SECONDS)
        return self._room.is_set()


class InboxBot(ExtBot[int]):
    """Writes down all that a poll brings in one go, where the queue would have each wait for the one before it."""

    def __init__(self, queue: InboxQueue, token: str, **named: Any) -> None:
        super().__init__(token, **named)
        self._queue = queue

    async def get_updates(self, *asked: Any, **named: Any) -> tuple[Update, ...]:
        """What came, written down; nothing while there is no room. Raises `NetworkError` where it cannot be written."""
        if not await self._queue.has_room():
            return ()
        updates = await super().get_updates(*asked, **named)
        if updates:
            await self._queue.write_down(updates)
        return updates


def _kept(update: Update) -> str | None:
    """The update as JSON; nothing where the message tells of danger, which is never kept."""
    message = update.effective_message
    text = (message.text or message.caption or "") if isinstance(message, Message) and not update.callback_query else ""
    return None if in_danger(tokenize(text)) else update.to_json()
