"""The files of check-ins: taken out before they are sent, shown to those who may see them."""

import asyncio

from bot import callbacks
from bot.message import Message
from bot.pages.notices import notice
from bot.telegram.checking_in import Asking, Desk, ask, at_desk, next_step
from bot.telegram.context import Pressed
from bot.telegram.files import send_file
from bot.telegram.show import replace


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
