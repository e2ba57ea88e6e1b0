"""Telling people things outside an answer: what was not read, what may not have arrived."""

from typing import TYPE_CHECKING

from bot import callbacks
from bot.message import Button
from bot.pages.notices import notice, said
from bot.telegram.show import send

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from knowledge.model import Lang


async def too_many(bot: "ExtBot[int]", chat_id: int, unread: int, lang: "Lang" = "vi") -> None:
    """Tell someone who sent many messages at once how many were left unread."""
    await send(bot, chat_id, notice(lang, "media.too_many", count=unread))


async def maybe_lost(bot: "ExtBot[int]", chat_id: int, message_id: int, lang: "Lang") -> None:
    """Tell someone that the answer to a message may not have arrived; a button gives it again."""
    again = Button(said("fault.again", lang), callbacks.data(callbacks.AskAgain()))
    await send(bot, chat_id, notice(lang, "fault.maybe_lost", buttons=((again,),)), reply_to=message_id)
