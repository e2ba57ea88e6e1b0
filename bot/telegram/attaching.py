"""Pictures and documents that somebody who reports sends: attached to the check-in that they are at, or tell of."""

import asyncio

from telegram import Message as Written

from bot.message import Message
from bot.pages.notices import told
from bot.progress.errors import ProgressError
from bot.progress.evidence import check_file
from bot.telegram.checking_in import Asking, ask, desk
from bot.telegram.context import BotContext, Reader
from bot.telegram.files import file_in, files_of, remembered
from bot.telegram.show import edit, send
from bot.telegram.telling import as_report, open_places, remember_choice
from bot.telegram.told import Told


async def attached(context: BotContext, reader: Reader, message: Written) -> bool:
    """Take a file as evidence; False for what is none, and from those who may report nothing now."""
    found = file_in(message)
    if found is None:
        return False
    album = remembered(context, message, found[0])
    said = Told.of(message, reader.today, files_of(context, message))

    def page() -> Message | Asking | None:
        own = desk(context, reader)
        if own is None or said.reading.asks == "yes" or not open_places(own):
            return None
        try:
            check_file(*found)
            return as_report(own, said)
        except ProgressError as error:
            album.files.remove(found[0])
            return told(own.lang, error.say)

    shown = await asyncio.to_thread(page)
    if isinstance(shown, Asking):
        await ask(context, reader, message.chat.id, shown)
    elif shown is not None and album.page is not None:  # pictures sent together are answered by one message
        await edit(context.bot, message.chat.id, album.page, shown)
        await remember_choice(context, reader, message.chat.id, said, album.page)
    elif shown is not None:
        sent = await send(context.bot, message.chat.id, shown, reply_to=message.message_id)
        album.page = sent.message_id if album.id else None
        await remember_choice(context, reader, message.chat.id, said, sent.message_id)
    return shown is not None
