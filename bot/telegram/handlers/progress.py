"""/tiendo: how far one's own unit is, or for those who manage units all below them."""

import asyncio
from collections.abc import Callable

from telegram import Update

from bot import callbacks
from bot.exports.files import progress_png
from bot.exports.reported import Reported
from bot.message import Attachment, Message
from bot.pages import progress as pages
from bot.pages.notices import notice, told
from bot.progress.errors import NotExpectedError, ProgressError
from bot.progress.model import Period, Progress
from bot.telegram.context import BotContext, Pressed, Reader
from bot.telegram.private import sent_to_private
from bot.telegram.show import replace, send
from bot.telegram.units import unit_of
from knowledge.answer import Say


async def command(update: Update, context: BotContext) -> None:
    """/tiendo: the newest period that is open, else the newest of all."""
    chat = update.effective_chat
    reader = await asyncio.to_thread(context.reader, update)
    if chat is None or await sent_to_private(update, context, reader.lang):
        return
    await send(context.bot, chat.id, await asyncio.to_thread(_or_why_not, reader, lambda: _newest(context, reader)))


def _or_why_not(reader: Reader, page: Callable[[], Message]) -> Message:
    try:
        return page()
    except ProgressError as error:
        return told(reader.lang, error.say)


def _newest(context: BotContext, reader: Reader) -> Message:
    if not _may_see(context, reader, reader.unit.code if reader.unit else None):
        return notice(reader.lang, "progress.not_allowed")
    places = _places(context, reader)
    if not places:
        return notice(reader.lang, "period.none")
    period, unit = max(places, key=lambda each: (each[0].is_open, each[0].id))
    return _page(context, reader, period, unit)


def _places(context: BotContext, reader: Reader) -> list[tuple[Period, str | None]]:
    """The periods that concern the person, each with where they start: their own unit, else the top that is theirs."""
    periods, own = context.services.periods, reader.unit
    mine = {period.id for period in periods.of_unit(own.code)} if own else set()
    return [
        (period, own.code if own and period.id in mine else period.unit)
        for period in periods.all()
        if period.id in mine or _manages(context, reader, period.unit)
    ]


def _manages(context: BotContext, reader: Reader, unit: str | None) -> bool:
    """Whether the person sees all below a unit."""
    return context.is_admin(reader) and context.may(reader, "review", unit)


def _may_see(context: BotContext, reader: Reader, unit: str | None) -> bool:
    return context.may(reader, "report", unit) or _manages(context, reader, unit)


def _page(context: BotContext, reader: Reader, period: Period, unit: str | None, page: int = 1) -> Message:
    """Raises `NotExpectedError` for a unit that does not belong to the period, or is not theirs to see."""
    if not _may_see(context, reader, unit):
        raise NotExpectedError(Say("progress.not_allowed"))
    whole = _manages(context, reader, unit)
    progress = context.services.figures.progress_of(period.id, unit, units=not whole)
    if whole:
        return pages.tree_progress(reader.lang, progress, page, _above(context, reader, progress))
    own = next((each for each in progress.by_unit if each.code == unit), None)
    if own is None:
        raise NotExpectedError(Say("checkin.not_expected"))
    may_review = context.may(reader, "review", unit)
    return pages.own_progress(reader.lang, period, own, chart=not progress.children, review=may_review)


def _above(context: BotContext, reader: Reader, progress: Progress) -> str | None:
    """The unit to go back up to, where it belongs to the period and is theirs to see."""
    unit = progress.unit
    if unit is None or unit.parent is None or unit.code == progress.period.unit:
        return None
    return unit.parent if _manages(context, reader, unit.parent) else None


async def show(pressed: Pressed, action: callbacks.ShowProgress) -> None:
    """A unit's figures."""
    context, reader = pressed.context, pressed.reader

    def page() -> Message:
        period = context.services.periods.get(action.period)
        return _page(context, reader, period, unit_of(context, action.unit), action.page)

    await replace(pressed.query, context.bot, await asyncio.to_thread(_or_why_not, reader, page))


async def send_chart(pressed: Pressed, action: callbacks.SendChart) -> None:
    """The same as a picture."""
    context, reader = pressed.context, pressed.reader

    def picture() -> Message:
        unit = unit_of(context, action.unit)
        if not _may_see(context, reader, unit):
            raise NotExpectedError(Say("progress.not_allowed"))
        progress = context.services.figures.progress_of(action.period, unit, units=False)
        if progress.children and not _manages(context, reader, unit):
            raise NotExpectedError(Say("progress.not_allowed"))
        content = progress_png(Reported.of(progress, (), ()))
        caption = pages.caption(reader.lang, progress)
        return Message(caption, attachment=Attachment("tien-do.png", content, "photo"))

    message = await asyncio.to_thread(_or_why_not, reader, picture)
    await send(context.bot, pressed.chat_id, message)
