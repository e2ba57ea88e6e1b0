"""An answer shown while it grows: as a draft where the chat takes drafts, else as one message that is edited.

What is shown is proven already; quotations, sources and buttons come with the whole.
"""

import asyncio
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram import Message as Sent
from telegram import ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.message import Message
from bot.render import lead_blocks
from bot.telegram.html import html_pages
from bot.telegram.show import keyboard, send

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from knowledge.answer import Answer

FIRST_PAUSE = 0.7
"""Seconds between two showings of a draft."""
FIRST_EDIT = 2.0
"""Seconds between a message and its first edit; each further one waits longer, for edits count as messages."""
SLOWER = 1.5


class Growing:
    """One answer on its way to a chat. `heard` may be called from any thread; the rest belongs to the event loop."""

    def __init__(self, bot: "ExtBot[int]", chat_id: int, reply_to: int | None) -> None:
        self._bot = bot
        self._chat_id = chat_id
        self._reply_to = reply_to
        self._loop = asyncio.get_running_loop()
        self._draft: int | None = secrets.randbelow(2**31 - 1) + 1 if chat_id > 0 else None  # groups take no drafts
        self._message: Sent | None = None
        self._latest = ""
        self._changed = asyncio.Event()
        self._ended = asyncio.Event()
        self._showing: asyncio.Task[None] | None = None

    def heard(self, so_far: "Answer") -> None:
        """Show an answer as far as it is known."""
        pages = html_pages(Message(tuple(lead_blocks(so_far))))
        if pages:
            self._loop.call_soon_threadsafe(self._put, pages[0])

    async def finish(self, message: Message) -> Sent:
        """Put the whole answer in the place of what was shown; the last message of it."""
        self._ended.set()
        self._changed.set()
        if self._showing:
            if self._draft:  # a draft that is not shown is no loss; a message may be on its way
                self._showing.cancel()
            with suppress(asyncio.CancelledError):
                await self._showing
        if self._message is None:
            return await send(self._bot, self._chat_id, message, reply_to=self._reply_to)
        return await self._completed(self._message, message)

    def _put(self, page: str) -> None:
        self._latest = page
        self._changed.set()
        if self._showing is None:
            self._showing = self._loop.create_task(self._show())

    async def _show(self) -> None:
        """Show what is newest, with pauses, until the whole is there or Telegram wants no more of it."""
        pause = FIRST_PAUSE if self._draft else FIRST_EDIT
        while not self._ended.is_set():
            self._changed.clear()
            try:
                await self._show_once()
            except TelegramError as error:
                if self._draft is None or not _is_refusal(error):
                    return  # nothing is lost: the whole answer is still to come
                self._draft, pause = None, FIRST_EDIT
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), pause)
            pause *= 1 if self._draft else SLOWER
            await self._changed.wait()

    async def _show_once(self) -> None:
        page = self._latest
        if self._draft:
            await self._bot.send_message_draft(self._chat_id, self._draft, page, parse_mode=ParseMode.HTML)
        elif self._message is None:
            reply = ReplyParameters(self._reply_to, allow_sending_without_reply=True) if self._reply_to else None
            self._message = await self._bot.send_message(self._chat_id, page, ParseMode.HTML, reply_parameters=reply)
        else:
            await self._bot.edit_message_text(page, self._chat_id, self._message.message_id, parse_mode=ParseMode.HTML)

    async def _completed(self, shown: Sent, message: Message) -> Sent:
        """Edit what was shown into the whole answer; anew where it does not fit, or cannot be edited any more."""
        pages = html_pages(message)
        try:
            if len(pages) == 1:
                await self._bot.edit_message_text(
                    pages[0],
                    self._chat_id,
                    shown.message_id,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard(message.buttons),
                )
                return shown
        except BadRequest as error:
            if "not modified" in error.message.lower():
                return shown
        return await send(self._bot, self._chat_id, message)


def _is_refusal(error: TelegramError) -> bool:
    """Whether the server answered that it does not do this here, as against a fault of the moment."""
    return isinstance(error, BadRequest) or not isinstance(error, (NetworkError, RetryAfter))
