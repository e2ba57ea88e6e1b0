"""Files that people send, by what Telegram calls them; none is ever fetched here."""

from telegram import Message as Written

from bot.progress.model import Evidence
from bot.telegram.context import BotContext
from bot.telegram.conversations import Album


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
    if album is not None and message.media_group_id == album.id:
        return tuple(album.files)
    return (found[0],) if found else ()


def remembered(context: BotContext, message: Written, file: Evidence) -> Album:
    """The album that a file belongs to, with the file in it; one of its own for a file that came alone."""
    conversation = context.house.conversations.of(message.chat.id)
    if conversation.album is None or conversation.album.id != message.media_group_id or not message.media_group_id:
        conversation.album = Album(message.media_group_id)
    conversation.album.files.append(file)
    return conversation.album
