"""The inbox as a running bot writes it: marks that come together go in one transaction, one transaction after another.

Whoever has an update received or is about to send waits until that is on disk. That an update is done nobody waits
for: it goes with the next marks, or after a moment. A crash in that moment makes an answer `uncertain` that did arrive:
the person is told so, which is the lesser fault; it is never given twice.
"""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeAlias

from bot.delivery.inbox import Done, Inbox, Mark, Received, Sending
from knowledge.errors import CatalogError

log = logging.getLogger(__name__)

MOMENT = 0.05
"""Seconds that a mark nobody waits for may stay unwritten."""
PAUSE = 1.0
"""Seconds before such marks are tried again where the database failed."""

_Waiter: TypeAlias = "asyncio.Future[bool] | None"


class InboxWriter:
    """Used by one event loop; the writing itself is done in a thread of its own."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._thread = ThreadPoolExecutor(1, "inbox")
        self._left: list[tuple[Mark, _Waiter]] = []
        self._under_way: asyncio.Future[list[bool]] | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def receive(self, *received: Received) -> list[bool]:
        """Write updates down, all or none; of each False where it came before. Raises `CatalogError`."""
        return await self._written(*received)

    async def sending(self, update_id: int) -> None:
        """Something is about to be sent because of this update. Raises `CatalogError`."""
        await self._written(Sending(update_id))

    def done(self, update_id: int) -> None:
        """The update is dealt with; written before long."""
        self._left.append((Done(update_id), None))
        self._write_after(MOMENT)

    async def close(self) -> None:
        """Write what is left, as far as the database lets us."""
        while self._left or self._under_way:
            self._write()
            if self._under_way and await _failed(self._under_way):
                break
        if self._timer:
            self._timer.cancel()
        self._thread.shutdown(wait=False)

    async def _written(self, *marks: Mark) -> list[bool]:
        loop = asyncio.get_running_loop()
        waiters: list[asyncio.Future[bool]] = [loop.create_future() for _ in marks]
        self._left.extend(zip(marks, waiters, strict=True))
        self._write()
        return await asyncio.gather(*waiters)

    def _write_after(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._write)

    def _write(self) -> None:
        """Hand all that is left to the thread, unless it is still at work: then it follows."""
        if self._timer:  # also one that has just rung, or no other could be set
            self._timer.cancel()
            self._timer = None
        if self._under_way or not self._left:
            return
        batch, self._left = self._left, []
        marks = [mark for mark, _ in batch]
        self._under_way = asyncio.get_running_loop().run_in_executor(self._thread, self._inbox.write, marks)
        self._under_way.add_done_callback(partial(self._tell, batch))

    def _tell(self, batch: Sequence[tuple[Mark, _Waiter]], written: "asyncio.Future[list[bool]]") -> None:
        """Tell those who wait; what nobody waits for is kept where it could not be written."""
        self._under_way = None
        error = written.exception()
        for number, (mark, waiter) in enumerate(batch):
            if waiter is None:
                if error:
                    self._left.append((mark, None))
            elif not waiter.done():  # who waited may be gone
                waiter.set_exception(error) if error else waiter.set_result(written.result()[number])
        if any(waiter for _, waiter in self._left):
            self._write()
        elif self._left:
            if error:
                why = error if isinstance(error, CatalogError) else type(error).__name__
                log.error("%d updates stay open for now: %s", len(self._left), why)
            self._write_after(PAUSE if error else MOMENT)


async def _failed(written: "asyncio.Future[list[bool]]") -> bool:
    await asyncio.wait([written])
    return written.exception() is not None
