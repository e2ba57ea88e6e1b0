"""What is shown in place of something else: not again what stands there already."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest
from telegram import CallbackQuery, Chat, User
from telegram import Message as Sent

from bot.message import Message, paragraph
from bot.telegram.show import edit, replace

if TYPE_CHECKING:
    from telegram.ext import ExtBot

ONE, OTHER = Message((paragraph("Một"),)), Message((paragraph("Hai"),))
CHAT = 4711


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Api:
    """A Bot API that takes edits."""

    edits: list[str] = field(default_factory=list)

    async def edit_message_text(self, text: str, *_: Any, **__: Any) -> None:
        """Take an edit."""
        self.edits.append(text)


def pressed(api: Api, message_id: int) -> CallbackQuery:
    shown = Sent(message_id, datetime(2021, 4, 1, tzinfo=UTC), Chat(CHAT, "private"), text="?")
    query = CallbackQuery("1", User(CHAT, "Lan", is_bot=False), "1", message=shown)
    query.set_bot(cast("Any", api))
    shown.set_bot(cast("Any", api))
    return query


@pytest.mark.anyio
async def test_pressed_twice_a_message_is_changed_once() -> None:
    """Both presses carry the message as it was; Telegram refuses to change it into what it is."""
    api = Api()
    bot = cast("ExtBot[int]", api)
    for message in (ONE, ONE, OTHER, ONE):
        await replace(pressed(api, 1), bot, message)
    await edit(bot, CHAT, 1, ONE)
    await replace(pressed(api, 2), bot, ONE)
    assert api.edits == ["Một", "Hai", "Một", "Một"]
