"""/tiendo: how far one's own unit is, or for those who manage units all below them."""

import asyncio
from collections.abc import Callable

from telegram import Update

from bot import callbacks
from bot.exports.files import progress_png
from bot.exports.reported import Reported
from bot.message import Attachment, Message
from bot.pages import progress as pages
from bot.pages.notices import notice, said, told
from bot.progress.errors import NotExpectedError, ProgressError
from bot.progress.model import Period, Progress
from bot.telegram.context import BotContext, Pressed, Reader
from bot.telegram.private import sent_to_private
from bot.telegram.show import replace, send
from bot.telegram.standing import manages, may_see, open_places, own, places, summary
from bot.telegram.units import unit_of
from knowledge.answer import Say


async def command(update: Update, context: BotContext) -> None:
    """/tiendo: the period that is open, or which of several; `/tiendo NAME`: the period of that name."""
    chat = update.effective_chat
    reader = await asyncio.to_thread(context.reader, update)
    if chat is None or await sent_to_private(update, context, reader.lang):
        return
    name = " ".join(context.args or ())
    shown = await asyncio.to_thread(_or_why_not, reader, lambda: first_page(context, reader, name))
    await send(context.bot, chat.id, shown)


def _or_why_not(reader: Reader, page: Callable[[], Message]) -> Message:
    try:
        return page()
    except ProgressError as error:
        return told(reader.lang, error.say)


def first_page(context: BotContext, reader: Reader, name: str = "") -> Message:
    """The figures of the period of a name, else of the one that is open, else of the newest; several are asked about.

    Raises `ProgressError`.
    """
    if not may_see(context, reader, reader.unit.code if reader.unit else None):
        return notice(reader.lang, "progress.not_allowed")
    theirs = places(context, reader)
    named = [each for each in theirs if each[0].name.casefold() == name.casefold()]
    meant = named or open_places(context, reader) or theirs[:1]
    if not meant:
        return pages.no_period(reader.lang, may_open=context.may(reader, "period", _top(context, reader)))
    unknown = said("period.unknown", reader.lang, name=name) if name and not named else ""
    if len(meant) == 1 and not unknown:
        return _page(context, reader, *meant[0])
    return pages.choose_period(reader.lang, [summary(context, reader, *each) for each in meant], unknown)


def _top(context: BotContext, reader: Reader) -> str | None:
    return reader.unit.code if reader.unit else context.services.units.tree().top


def page_of(context: BotContext, reader: Reader, action: callbacks.ShowProgress) -> Message:
    """What a button shows; without a unit it is the one from which on the person sees the period.

    Raises `ProgressError`.
    """
    period, unit = context.services.periods.get(action.period), unit_of(context, action.unit)
    if action.unit is None:
        unit = next((start for each, start in places(context, reader) if each.id == period.id), None)
    return _page(context, reader, period, unit, action.page)


def _page(context: BotContext, reader: Reader, period: Period, unit: str | None, page: int = 1) -> Message:
    """Raises `NotExpectedError` for a unit that does not belong to the period, or is not theirs to see."""
    if not may_see(context, reader, unit):
        raise NotExpectedError(Say("progress.not_allowed"))
    whole = manages(context, reader, unit)
    progress = context.services.figures.progress_of(period.id, unit, units=not whole)
    if whole:
        return pages.tree_progress(reader.lang, progress, page, _above(context, reader, progress))
    figures = own(progress, unit)
    if figures is None:
        return pages.nothing_asked(reader.lang, period, progress.unit.name if progress.unit else "")
    may_review = context.may(reader, "review", unit)
    return pages.own_progress(reader.lang, period, figures, chart=not progress.children, review=may_review)


def _above(context: BotContext, reader: Reader, progress: Progress) -> str | None:
    """The unit to go back up to, where it belongs to the period and is theirs to see."""
    unit = progress.unit
    if unit is None or unit.parent is None or unit.code == progress.period.unit:
        return None
    return unit.parent if manages(context, reader, unit.parent) else None


async def show(pressed: Pressed, action: callbacks.ShowProgress) -> None:
    """A unit's figures."""
    context, reader = pressed.context, pressed.reader
    page = await asyncio.to_thread(_or_why_not, reader, lambda: page_of(context, reader, action))
    await replace(pressed.query, context.bot, page)


async def send_chart(pressed: Pressed, action: callbacks.SendChart) -> None:
    """The same as a picture."""
    context, reader = pressed.context, pressed.reader

    def picture() -> Message:
        unit = unit_of(context, action.unit)
        if not may_see(context, reader, unit):
            raise NotExpectedError(Say("progress.not_allowed"))
        progress = context.services.figures.progress_of(action.period, unit, units=False)
        if progress.children and not manages(context, reader, unit):
            raise NotExpectedError(Say("progress.not_allowed"))
        content = progress_png(Reported.of(progress, (), ()))
        caption = pages.caption(reader.lang, progress)
        return Message(caption, attachment=Attachment("tien-do.png", content, "photo"))

    message = await asyncio.to_thread(_or_why_not, reader, picture)
    await send(context.bot, pressed.chat_id, message)
