"""What is neither a question nor a command: voice, pictures, files, places; commands that do not exist."""

import asyncio

from telegram import Message, Update

from bot.pages.notices import notice
from bot.telegram.attaching import attached
from bot.telegram.context import BotContext
from bot.telegram.show import send


async def unknown_command(update: Update, context: BotContext) -> None:
    """A command that the bot does not have."""
    await _reply(update, context, "help.unknown_command")


async def not_words(update: Update, context: BotContext) -> None:
    """Anything that is not text gets a sentence on what can be done instead; files of those who report are evidence."""
    message = update.effective_message
    if message is None or update.edited_message is not None:
        return
    reader = await asyncio.to_thread(context.reader, update)
    if not await attached(context, reader, message):
        await _reply(update, context, _kind(message))


def _kind(message: Message) -> str:
    if message.voice or message.audio or message.video_note:
        return "media.voice"
    if message.photo or message.video or message.animation:
        return "media.picture"
    if message.document:
        return "media.file"
    if message.location or message.venue or message.contact:
        return "media.place"
    return "media.other"


async def _reply(update: Update, context: BotContext, key: str) -> None:
    reader = await asyncio.to_thread(context.reader, update)
    if update.effective_chat is not None:
        await send(context.bot, update.effective_chat.id, notice(reader.lang, key))
