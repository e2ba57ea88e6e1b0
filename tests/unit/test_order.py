"""Many chats at once, each chat's messages in their order."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, Update, User

from bot.telegram.order import WAITING, InOrder, chat_of, current_update

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def update(number: int, chat: int = 1) -> Update:
    person = User(chat, "Lan", is_bot=False)
    return Update(number, Message(number, datetime.now(UTC), Chat(chat, "private"), from_user=person, text="a"))


class Book:
    """Writes down what was done, in order."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.unread: list[tuple[int, int]] = []
        self.order = InOrder(self._done, self._too_many)

    def _done(self, number: int) -> None:
        self.done.append(number)

    async def _too_many(self, chat: int, unread: int) -> None:
        self.unread.append((chat, unread))


async def test_one_chat_waits_for_its_own_messages_only() -> None:
    """A slow answer delays the next one in the same chat and nobody else's."""
    book, slow = Book(), asyncio.Event()
    said: list[str] = []

    async def say(word: str, wait: Callable[[], Awaitable[object]] = slow.wait) -> None:
        await wait()
        said.append(word)

    first = asyncio.create_task(book.order.process_update(update(1), say("a1")))
    second = asyncio.create_task(book.order.process_update(update(2), say("a2", lambda: asyncio.sleep(0))))
    await book.order.process_update(update(3, chat=2), say("b1", lambda: asyncio.sleep(0)))
    assert said == ["b1"]
    slow.set()
    await asyncio.gather(first, second)
    assert said == ["b1", "a1", "a2"]
    assert book.done == [3, 1, 2]


async def test_each_task_knows_its_update() -> None:
    """What is sent belongs to an update, so that the inbox can tell what was answered."""
    book, seen = Book(), list[int | None]()

    async def look() -> None:
        await asyncio.sleep(0)
        seen.append(current_update.get())

    await asyncio.gather(*(book.order.process_update(update(n, chat=n), look()) for n in (1, 2, 3)))
    assert seen == [1, 2, 3]
    assert current_update.get() is None


async def test_a_flood_from_one_person_is_cut_and_told() -> None:
    """Fifty messages in a second: the first are answered in order, the rest counted, and the person told once."""
    book, said = Book(), list[int]()

    async def say(number: int) -> None:
        await asyncio.sleep(0)
        said.append(number)

    await asyncio.gather(*(book.order.process_update(update(n), say(n)) for n in range(50)))
    assert said == list(range(WAITING))
    assert book.unread == [(1, 50 - WAITING)]
    assert sorted(book.done) == list(range(50)), "nothing is left open in the inbox"


async def test_an_error_does_not_stop_the_chat() -> None:
    """What one message breaks, the next one does not notice."""
    book = Book()

    async def fail() -> None:
        raise LookupError

    async def fine() -> None:
        pass

    with pytest.raises(LookupError):
        await book.order.process_update(update(1), fail())
    await book.order.process_update(update(2), fine())
    assert book.done[-1] == 2


def test_an_update_without_a_chat_belongs_to_nobody() -> None:
    """The library hands over a few kinds of updates that no chat is named in."""
    assert chat_of(Update(5)) == 0
