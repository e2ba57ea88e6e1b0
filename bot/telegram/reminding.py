"""The sender of reminders: one at a time over all processes, within Telegram's limits, nothing sent twice.

It plans and sends while the bot runs. What Telegram puts off goes back into the outbox, so that no chat holds up
another.
"""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.message import Message
from bot.pages import reminders as pages
from bot.progress.model import day_of
from bot.reminders.model import Reminder, State
from bot.telegram.limiter import UnknownOutcomeError, at_the_door, seconds_of
from knowledge.errors import CatalogError

if TYPE_CHECKING:
    from bot.services import Services

log = logging.getLogger(__name__)

Deliver = Callable[[int, Message], Awaitable[object]]
"""Sends a message to a chat, by the limiter."""

AT_A_TIME = 8
"""Reminders on their way. An answer to somebody who writes waits behind no more than these."""
PLAN_EVERY, RENEW_EVERY, LOOK_EVERY = 300.0, 5.0, 2.0
"""Seconds."""
_TROUBLES = 3
"""Faults in a row, each in another chat: not one chat is the matter but all of them."""
_LONGEST_REST = 60.0
_FIRST_WAIT, _LONGEST_WAIT = 5.0, 900.0


class _WithdrawnError(Exception):
    """A reminder is not to be sent after all."""


class Reminding:
    """Plans and sends reminders from `start` until `stop`."""

    def __init__(
        self, services: "Services", deliver: Deliver, clock: Callable[[], datetime], day_set: date | None = None
    ) -> None:
        """`day_set`: the day that it is for whether something is overdue; None: that of the clock."""
        self._outbox, self._lease, self._people = services.outbox, services.sending, services.people
        self._day_set = day_set
        self._deliver = deliver
        self._clock = clock
        self._ending = asyncio.Event()
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._troubles = 0
        self._rest_until = 0.0
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, beside all else."""
        self._task = asyncio.create_task(self.run(), name="reminding")
        self._task.add_done_callback(_tell_fault)

    async def stop(self) -> None:
        """End, once what is on its way has arrived."""
        self._ending.set()
        if self._task:
            await asyncio.wait([self._task])

    async def run(self) -> None:
        """Send whenever this process is the one that may, until told to end."""
        while not self._ending.is_set():
            try:
                await self._while_mine()
            except CatalogError as error:
                log.error("reminders: %s", error)  # noqa: TRY400 - said whole
            await self._pause(RENEW_EVERY)

    async def _while_mine(self) -> None:
        renewed = planned = -PLAN_EVERY
        first = True
        try:
            while not self._ending.is_set():
                moment = time.monotonic()
                if first or moment - renewed >= RENEW_EVERY:
                    if not await asyncio.to_thread(self._lease.take, self._clock()):
                        return
                    renewed = moment
                if first:
                    await self._find_left_behind()
                if first or moment - planned >= PLAN_EVERY:
                    await self._plan()
                    planned = moment
                first = False
                await self._send_some()
        finally:
            if self._under_way:
                await asyncio.wait(self._under_way.values())
            self._under_way.clear()
            await asyncio.to_thread(self._lease.give_back)

    async def _find_left_behind(self) -> None:
        unknown = await asyncio.to_thread(self._outbox.left_behind, self._clock())
        if unknown:
            log.warning("reminders: of %d it is not known whether they arrived", unknown)

    async def _plan(self) -> None:
        queued = await asyncio.to_thread(self._outbox.plan, self._clock())
        if queued:
            log.info("reminders: %d queued", queued)

    async def _send_some(self) -> None:
        """Begin to send what is due, as far as there is room; then wait till something changes."""
        room = AT_A_TIME - len(self._under_way)
        rest = self._rest_until - time.monotonic()
        if room and rest <= 0:
            due = await asyncio.to_thread(self._outbox.due, self._clock(), room, list(self._under_way))
            for each in due:
                self._under_way[each.id] = asyncio.create_task(self._send(each))
        if not self._under_way:
            await self._pause(min(max(LOOK_EVERY, rest), RENEW_EVERY))
            return
        done, _ = await asyncio.wait(self._under_way.values(), timeout=RENEW_EVERY, return_when=asyncio.FIRST_COMPLETED)
        self._under_way = {number: task for number, task in self._under_way.items() if task not in done}
        for task in done:
            task.result()

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ending.wait(), seconds)

    async def _send(self, reminder: Reminder) -> None:
        holder = self._lease.holder

        async def claim() -> None:
            if not await asyncio.to_thread(self._outbox.claim, reminder.id, holder, self._clock()):
                raise _WithdrawnError

        at_the_door.set(claim)  # of this task alone
        today = self._day_set or day_of(self._clock())
        message = pages.reminder(reminder, reminder.lang or "vi", today)
        try:
            await self._deliver(reminder.person, message)
        except _WithdrawnError:
            return
        except TelegramError as error:
            await self._after_fault(reminder, error)
        else:
            await self._became(reminder, "sent")

    async def _after_fault(self, reminder: Reminder, error: TelegramError) -> None:
        ended = _end_of(error)
        if ended is None:
            await self._later(reminder, seconds_of(error) if isinstance(error, RetryAfter) else None)
            return
        if isinstance(error, Forbidden):
            await asyncio.to_thread(self._people.mark_blocked, reminder.person, self._clock())
        await self._became(reminder, *ended)

    async def _became(self, reminder: Reminder, state: State, reason: str | None = None) -> None:
        self._troubles = 0
        holder, now = self._lease.holder, self._clock()
        await asyncio.to_thread(self._outbox.record, reminder.id, holder, state, now, reason=reason)

    async def _later(self, reminder: Reminder, seconds: float | None) -> None:
        """It surely did not go out, so it goes back: for as long as Telegram says, else longer each time."""
        self._troubles += 1
        wait = seconds or min(_FIRST_WAIT * 2.0**reminder.tries, _LONGEST_WAIT)
        if self._troubles >= _TROUBLES:
            self._rest_until = time.monotonic() + min(wait, _LONGEST_REST)
            log.warning("reminders: %d faults in a row; a rest of %.0f s", self._troubles, min(wait, _LONGEST_REST))
        wait += random.uniform(0.1, 1)  # noqa: S311 - to part chats, not to hide
        holder, now = self._lease.holder, self._clock()
        await asyncio.to_thread(self._outbox.put_back, reminder.id, holder, now, timedelta(seconds=wait))


def _end_of(error: TelegramError) -> tuple[State, str] | None:
    """What became of a reminder, and why; None where it surely was not sent and may be tried again."""
    if isinstance(error, Forbidden):
        return "blocked", error.message
    if isinstance(error, UnknownOutcomeError):
        return "uncertain", "connection"
    if isinstance(error, BadRequest):
        return "failed", error.message
    if isinstance(error, RetryAfter | NetworkError | InvalidToken | Conflict):
        return None
    return "uncertain", "answer"  # one came that cannot be read


def _tell_fault(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("reminders are not sent any more: %s", type(error).__name__, exc_info=error)
