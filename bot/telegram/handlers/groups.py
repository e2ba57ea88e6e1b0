"""In a group the bot speaks when it is spoken to; what is one person's affair it tells that person alone."""

import asyncio
import re
from collections.abc import Sequence

from telegram import ChatMember, Message, MessageEntity, Update
from telegram.error import Forbidden

from bot.pages.notices import notice
from bot.telegram.answering import Asked, answer, history
from bot.telegram.context import BotContext, now
from bot.telegram.show import send
from knowledge.answering import Turn
from knowledge.safety import in_danger
from knowledge.tokens import tokenize


async def membership(update: Update, context: BotContext) -> None:
    """Someone blocked the bot or let it back; a group took it in."""
    change = update.my_chat_member
    if change is None:
        return
    out = change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
    if change.chat.type == "private":
        people = context.services.people
        if out:
            await asyncio.to_thread(people.mark_blocked, change.from_user.id, now())
        else:
            await asyncio.to_thread(people.unblock, change.from_user.id)
    elif not out and change.old_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
        await send(context.bot, change.chat.id, notice("vi", "group.hello"))


async def words(update: Update, context: BotContext) -> None:
    """A text in a group: answered when the bot is named or replied to."""
    message = update.message  # edits in a group are left alone
    if message is None or not (message.text or message.caption):
        return
    asked = _without_name(message, context.bot.username)
    if asked is None and not _replies_to(message, context.bot.id):
        return
    before = history(message, context.house.conversations.of(message.chat.id)) if message.reply_to_message else []
    await _answer(update, context, message, asked or message.text or message.caption or "", before)


async def command(update: Update, context: BotContext) -> None:
    """/hoi and a question: with the bot's privacy on, a group's only other messages it sees are replies to its own."""
    message = update.message
    if message is None or message.text is None:
        return
    words = message.text.split(maxsplit=1)
    if len(words) > 1:
        await _answer(update, context, message, words[1], [])
        return
    reader = await asyncio.to_thread(context.reader, update)
    await send(context.bot, message.chat.id, notice(reader.lang, "group.how"))


async def _answer(update: Update, context: BotContext, message: Message, text: str, before: Sequence[Turn]) -> None:
    reader = await asyncio.to_thread(context.reader, update)
    in_group = message.chat.type != "private"
    if in_group and in_danger(tokenize(text)) and await _in_private(update, context, text):
        return
    await answer(context, reader, Asked(message.chat.id, message.message_id, text, before))


def _without_name(message: Message, username: str) -> str | None:
    """What is said to the bot by name; None where it is not named."""
    name = f"@{username}"
    named = any(said.lower() == name.lower() for said in message.parse_entities([MessageEntity.MENTION]).values())
    return re.sub(re.escape(name), "", message.text or "", flags=re.IGNORECASE).strip() or None if named else None


def _replies_to(message: Message, bot_id: int) -> bool:
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot_id


async def _in_private(update: Update, context: BotContext, text: str) -> bool:
    """Help for someone in danger goes to that person alone; False where they never wrote to the bot in private."""
    user = update.effective_user
    if user is None:
        return False
    reader = await asyncio.to_thread(context.reader, update)
    try:
        await answer(context, reader, Asked(user.id, None, text, []))
    except Forbidden:
        return False
    return True
