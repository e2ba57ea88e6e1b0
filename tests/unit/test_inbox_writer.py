"""Marks of updates on their way to the disk: together where they come together, in order, none lost."""

import asyncio
import threading
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bot.delivery import writer as module
from bot.delivery.inbox import Done, Inbox, Mark, Received, Sending
from bot.delivery.writer import InboxWriter
from knowledge.adapters.sql_engine import open_engine
from knowledge.errors import CatalogError

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Disk(Inbox):
    """Takes marks in memory; may be slow, and may fail."""

    def __init__(self) -> None:
        super().__init__(open_engine("sqlite://"))
        self.batches: list[list[Mark]] = []
        self.open = threading.Event()
        self.open.set()
        self.wrote = threading.Semaphore(0)
        self.fails = 0

    def write(self, marks: Sequence[Mark]) -> list[bool]:
        """Write, as soon as it is `open` and as often as it does not fail."""
        self.open.wait(10)
        if self.fails:
            self.fails -= 1
            message = "the disk is full"
            raise CatalogError(message)
        seen = {each.update_id for batch in self.batches for each in batch if isinstance(each, Received)}
        self.batches.append(list(marks))
        self.wrote.release()
        return [not isinstance(mark, Received) or mark.update_id not in seen for mark in marks]


def came(number: int) -> Received:
    return Received(number, 5, "{}", datetime(2021, 6, 15, tzinfo=UTC))


async def test_who_waits_is_told_once_it_is_written() -> None:
    """True for a new update, False for one that came before."""
    writer = InboxWriter(Disk())
    assert await writer.receive(came(7)) == [True]
    assert await writer.receive(came(7)) == [False]
    await writer.close()


async def test_what_comes_while_the_disk_is_busy_goes_together() -> None:
    """A crowd costs a few transactions, not one each."""
    disk = Disk()
    writer = InboxWriter(disk)
    disk.open.clear()
    waiting = [asyncio.create_task(writer.receive(came(number))) for number in range(50)]
    await asyncio.sleep(0)
    disk.open.set()
    assert await asyncio.gather(*waiting) == [[True]] * 50
    assert [len(batch) for batch in disk.batches] == [1, 49]
    assert [mark.update_id for batch in disk.batches for mark in batch] == list(range(50))
    await writer.close()


async def test_done_goes_with_the_next_mark_and_after_it_was_sent() -> None:
    """Nobody waits for it, and it never overtakes what was said before."""
    disk = Disk()
    writer = InboxWriter(disk)
    await writer.sending(1)
    writer.done(1)
    await writer.receive(came(2))
    assert disk.batches == [[Sending(1)], [Done(1), disk.batches[1][1]]]
    await writer.close()


async def test_done_is_written_though_nothing_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a moment."""
    monkeypatch.setattr(module, "MOMENT", 0.001)
    disk = Disk()
    writer = InboxWriter(disk)
    writer.done(1)
    assert await asyncio.to_thread(disk.wrote.acquire, timeout=10)
    assert disk.batches == [[Done(1)]]
    await writer.close()


async def test_done_is_written_though_its_moment_came_while_the_disk_was_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """It must not wait for whoever writes next, which may be tomorrow."""
    monkeypatch.setattr(module, "MOMENT", 0.001)
    disk = Disk()
    writer = InboxWriter(disk)
    disk.open.clear()
    waiting = asyncio.create_task(writer.sending(1))
    await asyncio.sleep(0)
    writer.done(2)
    await asyncio.sleep(0.05)
    disk.open.set()
    await waiting
    assert await asyncio.to_thread(disk.wrote.acquire, timeout=10)
    assert await asyncio.to_thread(disk.wrote.acquire, timeout=10)
    assert disk.batches == [[Sending(1)], [Done(2)]]
    await writer.close()


async def test_who_waits_hears_of_a_failing_disk_and_what_is_done_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """An update that cannot be written down stays with Telegram; one that is dealt with is written later."""
    monkeypatch.setattr(module, "PAUSE", 0.001)
    disk = Disk()
    disk.fails = 2
    writer = InboxWriter(disk)
    writer.done(1)
    with pytest.raises(CatalogError):
        await writer.receive(came(2))
    assert await asyncio.to_thread(disk.wrote.acquire, timeout=10)
    assert disk.batches == [[Done(1)]]
    await writer.close()


async def test_closing_writes_what_is_left() -> None:
    """Also what came while the disk was busy."""
    disk = Disk()
    writer = InboxWriter(disk)
    disk.open.clear()
    waiting = asyncio.create_task(writer.sending(1))
    await asyncio.sleep(0)
    writer.done(2)
    asyncio.get_running_loop().call_later(0.01, disk.open.set)
    await writer.close()
    await waiting
    assert disk.batches == [[Sending(1)], [Done(2)]]


async def test_closing_does_not_wait_for_a_disk_that_fails() -> None:
    """The program must be able to stop; the update is told of as uncertain, or dealt with again."""
    disk = Disk()
    disk.fails = 1000
    writer = InboxWriter(disk)
    writer.done(1)
    await writer.close()
    assert not disk.batches


async def test_who_gave_up_waiting_does_not_stop_the_others() -> None:
    """A handler that was cancelled."""
    disk = Disk()
    writer = InboxWriter(disk)
    disk.open.clear()
    gone, stays = (asyncio.create_task(writer.receive(came(number))) for number in (1, 2))
    await asyncio.sleep(0)
    gone.cancel()
    disk.open.set()
    assert await stays
    await writer.close()
