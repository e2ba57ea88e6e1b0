"""Many chats at once, each chat's messages one after the other."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

WAITING = 8
"""Messages of one chat that wait their turn; someone who sends more at once is told that the rest was not read."""
_ALL_THERE_ARE = 100_000

current_update: ContextVar[int | None] = ContextVar("current_update", default=None)
"""The number of the update that the running task deals with."""

TooMany = Callable[[int, int], Awaitable[None]]
"""Told the chat and how many of its messages were left unread."""
Done = Callable[[int], None]
"""Told the number of an update that was dealt with."""


@dataclass(slots=True)
class _Line:
    """One chat's messages in the order they came."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    unread: int = 0


class InOrder(BaseUpdateProcessor):
    """Lets updates of different chats run side by side and those of one chat follow each other."""

    def __init__(self, done: Done, too_many: TooMany) -> None:
        super().__init__(max_concurrent_updates=_ALL_THERE_ARE)
        self._done = done
        self._too_many = too_many
        self._lines: dict[int, _Line] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def do_process_update(self, update: object, coroutine: "Awaitable[Any]") -> None:
        """Wait for the chat's turn, then deal with the update and cross it out."""
        if not isinstance(update, Update):
            await coroutine
            return
        chat = chat_of(update)
        with self._line(chat) as line:
            if line.waiting > WAITING and update.callback_query is None:
                line.unread += 1
                coroutine.close()  # type: ignore[attr-defined]  # the application always gives a coroutine
                self._done(update.update_id)
                return
            async with line.turn:
                await self._work(update, coroutine)
            if line.unread and line.waiting == 1:
                left, line.unread = line.unread, 0
                await self._too_many(chat, left)

    async def _work(self, update: Update, coroutine: "Awaitable[Any]") -> None:
        token = current_update.set(update.update_id)
        try:
            await coroutine
        finally:
            current_update.reset(token)
        self._done(update.update_id)

    @contextmanager
    def _line(self, chat: int) -> Iterator[_Line]:
        line = self._lines.setdefault(chat, _Line())
        line.waiting += 1
        try:
            yield line
        finally:
            line.waiting -= 1
            if not line.waiting:
                del self._lines[chat]


def chat_of(update: Update) -> int:
    """The chat that an update belongs to; for one without a chat, the person; 0 for neither."""
    if update.effective_chat:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else 0
