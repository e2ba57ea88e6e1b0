"""The files of check-ins: taken out before they are sent, shown to those who may see them."""

import asyncio

from telegram.error import BadRequest

from bot import callbacks
from bot.message import Message
from bot.pages import evidence as pages
from bot.pages.notices import notice
from bot.progress.model import Evidence
from bot.telegram.checking_in import Asking, Desk, ask, at_desk, next_step
from bot.telegram.context import BotContext, Pressed, Reader
from bot.telegram.show import replace, send, send_again


async def drop_file(pressed: Pressed, action: callbacks.DropFile) -> None:
    """A file is taken out of a check-in that is being filled in."""

    def dropped(own: Desk) -> Message | Asking:
        spot = own.spot(action.period, action.duty)
        filling = own.begun(spot)
        if filling is None:
            return notice(own.lang, "checkin.gone")
        gone = next((each.id for each in filling.evidence if callbacks.ref(each.id) == action.file), "")
        filling = filling.without_file(gone)
        own.keep(spot, filling)
        return next_step(own, spot, filling)

    shown = await asyncio.to_thread(at_desk, pressed.context, pressed.reader, dropped)
    if isinstance(shown, Asking):
        await ask(pressed.context, pressed.reader, pressed.chat_id, shown)
    else:
        await replace(pressed.query, pressed.context.bot, shown)


async def show_file(pressed: Pressed, action: callbacks.ShowFile) -> None:
    """A file of a check-in, from a button below it."""
    await send_file(pressed.context, pressed.reader, pressed.chat_id, action.check_in, action.number)


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
