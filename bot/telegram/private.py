"""What is one person's affair is shown to that person alone."""

from telegram import Update

from bot.message import Button
from bot.pages.notices import notice, said
from bot.telegram.context import BotContext
from bot.telegram.show import send
from knowledge.model import Lang


async def sent_to_private(update: Update, context: BotContext, lang: Lang) -> bool:
    """In a group: a link to the private chat is sent instead, and True is given."""
    chat = update.effective_chat
    if chat is None or chat.type == "private":
        return False
    link = Button(said("unit.open_private", lang), url=f"https://t.me/{context.bot.username}")
    await send(context.bot, chat.id, notice(lang, "unit.in_private", buttons=((link,),)))
    return True
