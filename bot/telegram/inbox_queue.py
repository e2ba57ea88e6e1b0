"""The way in: an update is written down before Telegram is told that it came."""

import asyncio
import logging
from datetime import UTC, datetime

from telegram import Message, Update
from telegram.error import NetworkError

from bot.delivery.inbox import Received
from bot.delivery.writer import InboxWriter
from bot.telegram.order import chat_of
from knowledge.errors import CatalogError
from knowledge.safety import in_danger
from knowledge.tokens import tokenize

log = logging.getLogger(__name__)


class InboxQueue(asyncio.Queue[object]):
    """The application's queue of updates.

    The library confirms an update to Telegram (by the next poll, or by answering the webhook) only once `put` has
    returned; an error there makes Telegram send it again.
    """

    def __init__(self, inbox: InboxWriter) -> None:
        super().__init__()
        self._inbox = inbox

    async def put(self, item: object) -> None:
        """Write down and queue; what came before is dropped. Raises `NetworkError` where it cannot be written down."""
        if isinstance(item, Update) and not await self._is_new(item):
            log.info("update %s came again", item.update_id)
            return
        await super().put(item)

    async def put_again(self, update: Update) -> None:
        """Queue what was written down before the program stopped."""
        await super().put(update)

    async def _is_new(self, update: Update) -> bool:
        received = Received(update.update_id, chat_of(update) or None, _kept(update), datetime.now(UTC))
        try:
            return await self._inbox.receive(received)
        except CatalogError as error:
            log.error("update %s is left with Telegram: %s", update.update_id, error)  # noqa: TRY400 - said whole
            message = "the inbox cannot be written"
            raise NetworkError(message) from None  # the kind that the library tries again


def _kept(update: Update) -> str | None:
    """The update as JSON; nothing where the message tells of danger, which is never kept."""
    message = update.effective_message
    text = (message.text or message.caption or "") if isinstance(message, Message) and not update.callback_query else ""
    return None if in_danger(tokenize(text)) else update.to_json()
