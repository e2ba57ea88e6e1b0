"""Files that people send, by what Telegram calls them; none is ever fetched here."""

import asyncio
from collections.abc import Collection

from telegram import Message as Written
from telegram.error import BadRequest

from bot.message import Message
from bot.pages import evidence as pages
from bot.pages.notices import notice
from bot.progress.model import Evidence
from bot.telegram.context import BotContext, Reader
from bot.telegram.conversations import Album
from bot.telegram.show import send, send_again


def file_in(message: Written) -> tuple[Evidence, str | None] | None:
    """The picture or document of a message, and the name that it came with; None where there is neither."""
    if message.photo:
        largest = message.photo[-1]
        file = Evidence(largest.file_unique_id, "image/jpeg", largest.file_size or 0, "photo", largest.file_id)
        return file, None
    if message.document:
        sent = message.document
        media_type = (sent.mime_type or "").lower()
        file = Evidence(sent.file_unique_id, media_type, sent.file_size or 0, "document", sent.file_id)
        return file, sent.file_name
    return None


def files_of(context: BotContext, message: Written) -> tuple[Evidence, ...]:
    """The files of a message and of those that were sent together with it, as far as they are remembered."""
    found = file_in(message)
    album = context.house.conversations.of(message.chat.id).album
    if album is not None and message.media_group_id and message.media_group_id == album.id:
        return tuple(album.files)
    return (found[0],) if found else ()


def remembered(context: BotContext, message: Written, file: Evidence) -> Album:
    """The album that a file belongs to, with the file in it; one of its own for a file that came alone."""
    conversation = context.house.conversations.of(message.chat.id)
    if conversation.album is None or conversation.album.id != message.media_group_id or not message.media_group_id:
        conversation.album = Album(message.media_group_id)
    conversation.album.files.append(file)
    return conversation.album


def waiting(context: BotContext, chat_id: int, taken: Collection[Evidence]) -> tuple[Evidence, ...]:
    """The files that came last, without those that a check-in has `taken`. Nothing is kept of them."""
    album = context.house.conversations.of(chat_id).album
    ids = {each.id for each in taken}
    return tuple(each for each in album.files if each.id not in ids) if album else ()


def forget_files(context: BotContext, chat_id: int) -> None:
    """Forget the files that came last."""
    context.house.conversations.of(chat_id).album = None


async def send_file(context: BotContext, reader: Reader, chat_id: int, check_in: int, number: int) -> None:
    """Send a file of a check-in to somebody of its unit, or who manages it."""
    found = await asyncio.to_thread(_found, context, reader, check_in, number)
    if isinstance(found, Message):
        await send(context.bot, chat_id, found)
        return
    file, caption = found
    try:
        await send_again(context.bot, chat_id, file.file_id, caption, photo=file.kind == "photo")
    except BadRequest:  # kept by another bot's token, or gone at Telegram
        await send(context.bot, chat_id, notice(reader.lang, "evidence.gone"))


def _found(context: BotContext, reader: Reader, check_in: int, number: int) -> tuple[Evidence, str] | Message:
    services = context.services
    made = services.check_ins.get(check_in)
    unit = made.report.unit if made else None
    if made is None or not (context.may(reader, "report", unit) or context.may(reader, "review", unit)):
        return notice(reader.lang, "evidence.not_allowed")
    file = services.check_ins.file(check_in, number)
    if file is None:
        return notice(reader.lang, "evidence.removed")
    period = services.periods.get(made.report.period)
    duty = period.obligation(made.report.obligation)
    known = services.units.unit(made.report.unit)
    title = duty.title[reader.lang] if duty else made.report.obligation
    return file, pages.caption(reader.lang, number, title, known.name if known else made.report.unit)
