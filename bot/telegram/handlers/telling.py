"""What is pressed below a sentence that tells a check-in, or may."""

import asyncio
from collections.abc import Callable

from telegram import Message as Written

from bot import callbacks
from bot.message import Message
from bot.pages import telling as pages
from bot.pages.notices import notice
from bot.telegram.answering import Asked, answer
from bot.telegram.checking_in import Asking, Desk, ask, at_desk, desk
from bot.telegram.context import Pressed
from bot.telegram.files import file_in, files_of, forget_files
from bot.telegram.show import replace
from bot.telegram.telling import as_report, fill_in, forget, remember_choice
from bot.telegram.told import Told


async def show(pressed: Pressed, action: callbacks.ShowMeant) -> None:
    """It is a report: filled in where it is clear about what, else the tasks to choose from."""
    await _with_sentence(pressed, lambda own, said: as_report(own, said, action.page))


async def meant(pressed: Pressed, action: callbacks.Meant) -> None:
    """This task is meant."""
    await _with_sentence(pressed, lambda own, said: fill_in(own, own.spot(action.period, action.duty), said))


async def was_question(pressed: Pressed, action: callbacks.WasQuestion) -> None:  # noqa: ARG001 - every press has its action
    """It is a question: what was filled in is dropped, and it is answered."""
    context, reader = pressed.context, pressed.reader
    written = _written(pressed)
    if written is None:
        await replace(pressed.query, context.bot, notice(reader.lang, "fault.stale"))
        return
    said = Told.of(written, reader.today, files_of(context, written))

    def drop() -> None:
        own = desk(context, reader)
        if own is not None:
            forget(own, said)

    await asyncio.to_thread(drop)
    context.house.conversations.of(pressed.chat_id).choice = None
    await replace(pressed.query, context.bot, notice(reader.lang, "telling.as_question"))
    await answer(context, reader, Asked(pressed.chat_id, written.message_id, said.text, []))


async def drop(pressed: Pressed, action: callbacks.DropMeant) -> None:  # noqa: ARG001 - every press has its action
    """Nothing is done with it; of files that came with it nothing is remembered."""
    context = pressed.context
    context.house.conversations.of(pressed.chat_id).choice = None
    forget_files(context, pressed.chat_id)
    await replace(pressed.query, context.bot, pages.dropped(pressed.reader.lang))


async def _with_sentence(pressed: Pressed, page: Callable[[Desk, Told], Message | Asking]) -> None:
    context, reader = pressed.context, pressed.reader
    written = _written(pressed)
    if written is None:
        await replace(pressed.query, context.bot, notice(reader.lang, "fault.stale"))
        return
    said = Told.of(written, reader.today, files_of(context, written))
    shown = await asyncio.to_thread(at_desk, context, reader, lambda own: page(own, said))
    if isinstance(shown, Asking):
        await ask(context, reader, pressed.chat_id, shown)
    else:
        await replace(pressed.query, context.bot, shown)
    if isinstance(pressed.query.message, Written):
        await remember_choice(context, reader, pressed.chat_id, said, pressed.query.message.message_id)


def _written(pressed: Pressed) -> Written | None:
    """The message that the page answers, None where it is gone."""
    shown = pressed.query.message
    written = shown.reply_to_message if isinstance(shown, Written) else None
    return written if written and (written.text or written.caption or file_in(written)) else None
