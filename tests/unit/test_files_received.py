"""Which files belong to a message: its own and those sent together with it, never those of another."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

from telegram import Chat, Message, PhotoSize

from bot.telegram.context import BotContext
from bot.telegram.conversations import Conversations
from bot.telegram.files import file_in, files_of, remembered

CHAT = 5


def context() -> BotContext:
    """All that is asked of a context here: the conversations."""
    return cast("BotContext", SimpleNamespace(house=SimpleNamespace(conversations=Conversations())))


def written(number: int, *, photo: str = "", album: str | None = None, text: str | None = None) -> Message:
    sizes: dict[str, Any] = {"photo": (PhotoSize(f"file-{photo}", photo, 90, 90),)} if photo else {}
    when = datetime(2021, 4, 1, tzinfo=UTC)
    return Message(number, when, Chat(CHAT, "private"), text=text, media_group_id=album, **sizes)


def received(to: BotContext, message: Message) -> list[str]:
    """Remember what comes in as the bot does; the ids of the files that are the message's."""
    if found := file_in(message):
        remembered(to, message, found[0])
    return [each.id for each in files_of(to, message)]


def test_a_picture_is_of_its_own_message_alone() -> None:
    to = context()
    assert received(to, written(1, photo="a")) == ["a"]
    assert received(to, written(2, text="đã lập xong kế hoạch")) == []
    assert received(to, written(3, photo="b")) == ["b"]


def test_pictures_sent_together_are_of_each_of_their_messages() -> None:
    to = context()
    first = written(1, photo="a", album="7")
    assert received(to, first) == ["a"]
    assert received(to, written(2, photo="b", album="7")) == ["a", "b"]
    assert [each.id for each in files_of(to, first)] == ["a", "b"]
    assert received(to, written(3, text="xong rồi")) == []
    assert received(to, written(4, photo="c", album="8")) == ["c"]
