"""The way in: what Telegram is told to have come is on the disk, and nothing is queued twice."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from telegram import Update
from telegram.error import NetworkError
from telegram.request import BaseRequest

from bot.delivery.inbox import Inbox, Mark, Received
from bot.delivery.writer import InboxWriter
from bot.telegram import inbox_queue
from bot.telegram.inbox_queue import InboxBot, InboxQueue
from knowledge.adapters.sql_engine import open_engine
from knowledge.errors import CatalogError

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Disk(Inbox):
    """Takes what came in memory."""

    def __init__(self) -> None:
        super().__init__(open_engine("sqlite://"))
        self.batches: list[list[int]] = []
        self.full = False

    def write(self, marks: Sequence[Mark]) -> list[bool]:
        """Write, unless it is `full`."""
        if self.full:
            message = "the disk is full"
            raise CatalogError(message)
        known = {number for batch in self.batches for number in batch}
        self.batches.append([mark.update_id for mark in marks if isinstance(mark, Received)])
        return [mark.update_id not in known for mark in marks]


class Telegram(BaseRequest):
    """Has these updates for whoever polls."""

    def __init__(self, *numbers: int) -> None:
        self.numbers = numbers

    @property
    def read_timeout(self) -> float:
        """As short as any."""
        return 1

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        """The updates, whatever is asked."""
        return 200, json.dumps({"ok": True, "result": [{"update_id": number} for number in self.numbers]}).encode()


class Way:
    """Telegram, the disk, and what lies between."""

    def __init__(self, *numbers: int) -> None:
        self.disk = Disk()
        self.queue = InboxQueue(InboxWriter(self.disk))
        telegram = Telegram(*numbers)
        self.bot = InboxBot(self.queue, "1:x", request=telegram, get_updates_request=telegram)

    async def poll(self) -> None:
        """As the library does."""
        for update in await self.bot.get_updates():
            await self.queue.put(update)

    def queued(self) -> list[int]:
        """The numbers of what waits to be dealt with."""
        left = [self.queue.get_nowait() for _ in range(self.queue.qsize())]
        return [each.update_id for each in left if isinstance(each, Update)]


async def test_what_a_poll_brings_is_written_in_one_go() -> None:
    """A crowd costs one transaction, before anything is queued."""
    way = Way(1, 2, 3)
    await way.poll()
    assert way.disk.batches == [[1, 2, 3]]
    assert way.queued() == [1, 2, 3]


async def test_what_came_before_is_not_queued_again() -> None:
    way = Way(1, 2)
    await way.poll()
    way.bot = InboxBot(way.queue, "1:x", request=Telegram(), get_updates_request=Telegram(2, 3))
    await way.poll()
    assert way.queued() == [1, 2, 3]


async def test_a_poll_that_cannot_be_written_down_is_made_again() -> None:
    """The library asks again after a fault of the network; nothing was confirmed, nothing is queued."""
    way = Way(1, 2)
    way.disk.full = True
    with pytest.raises(NetworkError):
        await way.bot.get_updates()
    assert way.queued() == []
    way.disk.full = False
    await way.poll()
    assert way.queued() == [1, 2]


async def test_a_poll_that_brings_nothing_writes_nothing() -> None:
    way = Way()
    await way.poll()
    assert way.disk.batches == []


async def test_what_a_webhook_brings_is_written_as_it_comes() -> None:
    way = Way()
    for number in (5, 6, 5):
        await way.queue.put(Update(number))
    assert way.disk.batches == [[5], [6], [5]]
    assert way.queued() == [5, 6]


async def test_what_there_is_no_room_for_stays_with_telegram(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a day away a hundred thousand messages may wait; they are taken in as others are dealt with."""
    monkeypatch.setattr(inbox_queue, "MOST", 2)
    monkeypatch.setattr(inbox_queue, "FULL_SECONDS", 0.01)
    way = Way(1, 2)
    await way.poll()
    way.bot = InboxBot(way.queue, "1:x", request=Telegram(), get_updates_request=Telegram(3))
    await way.poll()
    assert way.queued() == [1, 2]
    assert way.disk.batches == [[1, 2]]
    way.queue.task_done()
    await way.poll()
    assert way.queued() == [3]
