"""Sending within Telegram's limits: a chat that must wait waits alone.

Limits as Telegram tells them (Bots FAQ: "My bot is hitting limits"): a message a second in one chat, bursts aside;
20 a minute in a group; about 30 a second in all. The library's own limiter halts every chat when one gets a 429.
"""

import asyncio
import logging
import math
import random
import time
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from telegram.error import NetworkError, RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

from bot.telegram.transport import may_have_arrived

log = logging.getLogger(__name__)

Reply = bool | dict[str, Any] | list[dict[str, Any]]
Call = Callable[..., Coroutine[Any, Any, Reply]]

AT_A_TIME = 16
"""Requests under way; more at once only make each slower. A chat that waits for its turn holds none of these places."""
TRIES = 5
BURST = 5
PER_SECOND = 0.9
"""A little less than allowed: Telegram counts when a message arrives, we when it leaves."""
ALL_BURST = 2 / 3
"""Of a second's messages, those that may leave at once: what is under way arrives in bunches."""
GROUP_BURST = 10
GROUP_PER_SECOND = 10 / 60
"""Together never more than 20 in a minute."""
SHORT_PAUSE = 0.5
"""Seconds before the second try after a fault of the network; doubled for each further one."""
_FREE = frozenset({"answerCallbackQuery", "sendChatAction", "sendMessageDraft"})
"""Not counted, and never worth a wait: they are about this very moment."""
_CHATS_HELD = 10_000

at_the_door: ContextVar[Callable[[], Awaitable[None]] | None] = ContextVar("at_the_door", default=None)
"""Set by those who keep an account of what they send: called when it is its turn, right before Telegram is called; what
it raises stops it. Such a message is tried once, and whoever sends it hears of every fault: it can wait elsewhere."""


@dataclass(slots=True)
class Bucket:
    """So many at once, then so many a second."""

    rate: float
    size: float
    filled: float = field(init=False)
    at: float = field(init=False)

    def __post_init__(self) -> None:
        self.filled = self.size
        self.at = time.monotonic()

    def wait(self) -> float:
        """Take one; the seconds until it is there."""
        now = time.monotonic()
        self.filled = min(self.size, self.filled + (now - self.at) * self.rate) - 1
        self.at = now
        return max(0.0, -self.filled / self.rate)


@dataclass(slots=True)
class _Chat:
    bucket: Bucket
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    until: float = 0.0
    """Before this moment Telegram wants nothing for this chat."""


class UnknownOutcomeError(NetworkError):
    """The connection failed after a message went out: it may have arrived. It must not be sent again by itself."""


class ChatLimiter(BaseRateLimiter[int]):
    """One chat's requests in order and at its pace; what Telegram refuses for the moment is tried again.

    `before_sending` is called before anything that cannot be unsent.
    """

    def __init__(self, per_second: float, before_sending: Callable[[], Awaitable[None]]) -> None:
        self._all = Bucket(per_second, max(1.0, per_second * ALL_BURST))
        self._before_sending = before_sending
        self._chats: dict[int, _Chat] = {}
        self._places = asyncio.Semaphore(AT_A_TIME)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def process_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,  # noqa: ARG002 - the library's signature
    ) -> Reply:
        """Call Telegram when it is this request's turn.

        Raises:
            UnknownOutcomeError: a message may have been sent, or not.
            TelegramError: what Telegram answered, once trying again did not help.
        """
        last_word = at_the_door.get()

        async def call() -> Reply:
            async with self._places:
                if last_word:
                    await last_word()
                return await callback(*args, **kwargs)

        chat_id = data.get("chat_id")
        if endpoint in _FREE or not isinstance(chat_id, int):
            return await call()  # of this moment, or of the program's own affairs, which the library tries again
        if _is_sent(endpoint):
            await self._before_sending()
        chat = self._chat(chat_id)
        paused = chat.until - time.monotonic()
        if last_word and paused > 0:
            raise RetryAfter(math.ceil(paused))
        async with chat.turn:
            await asyncio.sleep(max(chat.bucket.wait(), self._all.wait(), chat.until - time.monotonic()))
            return await (_once(call, chat) if last_word else self._tried(call, chat, endpoint))

    async def _tried(self, call: Callable[[], Awaitable[Reply]], chat: _Chat, endpoint: str) -> Reply:
        for attempt in range(1, TRIES + 1):
            try:
                return await call()
            except RetryAfter as error:
                if attempt == TRIES:
                    raise
                pause = seconds_of(error)
                log.warning("Telegram asks to wait %.0f s in one chat (%s)", pause, endpoint)
                chat.until = time.monotonic() + pause
                await asyncio.sleep(pause + 0.1)
            except NetworkError as error:
                pause = _after_fault(error, endpoint, attempt)
                log.warning("%s failed (%s); trying again", endpoint, type(error).__name__)
                await asyncio.sleep(pause)
        message = f"{endpoint} failed {TRIES} times"
        raise NetworkError(message)

    def _chat(self, chat_id: int) -> _Chat:
        found = self._chats.pop(chat_id, None)
        if found is None:
            in_group = chat_id < 0
            found = _Chat(Bucket(GROUP_PER_SECOND, GROUP_BURST) if in_group else Bucket(PER_SECOND, BURST))
        self._chats[chat_id] = found  # the latest last
        if len(self._chats) > _CHATS_HELD:
            idle = next((each for each, chat in self._chats.items() if not chat.turn.locked()), None)
            if idle is not None:
                del self._chats[idle]
        return found


async def _once(call: Callable[[], Awaitable[Reply]], chat: _Chat) -> Reply:
    try:
        return await call()
    except RetryAfter as error:
        chat.until = time.monotonic() + seconds_of(error)
        raise
    except NetworkError as error:
        if may_have_arrived(error):
            raise UnknownOutcomeError(str(error)) from error
        raise


def _after_fault(error: NetworkError, endpoint: str, attempt: int) -> float:
    """The pause before the next try. Raises what ends the trying."""
    if type(error) not in (NetworkError, TimedOut):  # BadRequest is a NetworkError to the library: an answer, no fault
        raise error
    if _is_sent(endpoint) and may_have_arrived(error):
        raise UnknownOutcomeError(str(error)) from error
    if attempt == TRIES:
        raise error
    return SHORT_PAUSE * 2.0 ** (attempt - 1) * random.uniform(0.8, 1.2)  # noqa: S311 - to part chats, not to hide


def _is_sent(endpoint: str) -> bool:
    """Whether a request puts something new into a chat; an edit does the same however often it is made."""
    return endpoint.startswith(("send", "forward", "copy")) and endpoint not in _FREE


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
