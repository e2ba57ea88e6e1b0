"""/ky: administrators open, close and reopen reporting periods."""

import asyncio
from collections.abc import Callable

from telegram import Message as Written
from telegram import Update

from bot import callbacks
from bot.message import Message
from bot.pages import periods as pages
from bot.pages.notices import notice, said, told
from bot.people.errors import PeopleError
from bot.progress.asking import expects, obligations_to_report, units_asked
from bot.progress.model import Period, PeriodObligation
from bot.render import document_name
from bot.telegram.context import BotContext, Pressed, Reader, now
from bot.telegram.private import sent_to_private
from bot.telegram.show import replace, send


async def command(update: Update, context: BotContext) -> None:
    """/ky: the periods; `/ky mở NAME DATE`: what opening one would do."""
    message, chat = update.effective_message, update.effective_chat
    reader = await asyncio.to_thread(context.reader, update)
    if message is None or chat is None or await sent_to_private(update, context, reader.lang):
        return
    words = _after_command(message)

    def page() -> Message:
        if not _may_open(context, reader):
            return notice(reader.lang, "period.not_allowed")
        return _preview(context, reader, words) if words else _periods(context, reader)

    shown = await asyncio.to_thread(_or_why_not, reader, page)
    await send(context.bot, chat.id, shown, reply_to=message.message_id if words else None)


def _or_why_not(reader: Reader, page: Callable[[], Message]) -> Message:
    try:
        return page()
    except PeopleError as error:
        return told(reader.lang, error.say)


def _after_command(message: Written) -> str:
    return " ".join((message.text or "").split()[1:])


def _top(context: BotContext, reader: Reader) -> str | None:
    """For which unit the person opens periods: their own; for the operator without one, the top of the tree."""
    return reader.unit.code if reader.unit else context.services.units.tree().top


def _may_open(context: BotContext, reader: Reader) -> bool:
    return context.may(reader, "period", _top(context, reader))


def _periods(context: BotContext, reader: Reader, page: int = 1) -> Message:
    theirs = [each for each in context.services.periods.all() if context.may(reader, "period", each.unit)]
    return pages.periods_page(reader.lang, theirs, page)


def _asked(context: BotContext, reader: Reader) -> tuple[PeriodObligation, ...]:
    """The obligations of the newest directives that reach the units below the person's."""
    tree, top = context.services.units.tree(), _top(context, reader)
    province = tree.province(top) if top else None
    return obligations_to_report(context.services.library(), units_asked(tree, top), reader.today, province=province)


def _opening(reader: Reader, words: str) -> pages.Opening | Message:
    """The name and the due day, or what is wrong with them."""
    found = pages.read_opening(words, reader.today)
    if found is None:
        return notice(reader.lang, "period.bad_line")
    if found.due < reader.today:
        return notice(reader.lang, "period.past_due", due=found.due)
    return found


def _preview(context: BotContext, reader: Reader, words: str) -> Message:
    found = _opening(reader, words)
    if isinstance(found, Message):
        return found
    obligations, library = _asked(context, reader), context.services.library()
    if not obligations:
        return notice(reader.lang, "period.nothing_to_report")
    tree, top = context.services.units.tree(), _top(context, reader)
    names = dict.fromkeys(document_name(library.document(each.document)) for each in obligations)
    return pages.preview(
        reader.lang,
        found,
        obligations=len(obligations),
        units=sum(expects(obligations, each.type) for each in units_asked(tree, top) if each.code != top),
        unit=_called(context, reader, top),
        documents="; ".join(names),
    )


def _called(context: BotContext, reader: Reader, code: str | None) -> str:
    unit = context.services.units.unit(code) if code else None
    return unit.name if unit else said("progress.whole", reader.lang)


async def open_(pressed: Pressed, action: callbacks.OpenPeriod) -> None:  # noqa: ARG001 - every press has its action
    """The previewed period is opened; its name and day stand in the message that the preview replied to."""
    context, reader = pressed.context, pressed.reader
    message = pressed.query.message
    asked = message.reply_to_message if isinstance(message, Written) else None

    def opened() -> Message:
        if not _may_open(context, reader):
            return notice(reader.lang, "period.not_allowed")
        found = _opening(reader, _after_command(asked) if asked else "")
        if isinstance(found, Message):
            return found
        period = context.services.periods.open(
            found.name, found.due, _asked(context, reader), now=now(), unit=_top(context, reader), by=reader.id
        )
        return pages.opened(reader.lang, period)

    await replace(pressed.query, context.bot, await asyncio.to_thread(_or_why_not, reader, opened))


def _done(reader: Reader, period: Period, key: str) -> Message:
    obligations = len(period.obligations)
    return notice(reader.lang, key, name=period.name, due=period.due, number=period.id, obligations=obligations)


async def show_list(pressed: Pressed, action: callbacks.ShowPeriods) -> None:
    """A page of the periods."""
    context, reader = pressed.context, pressed.reader

    def page() -> Message:
        if not _may_open(context, reader):
            return notice(reader.lang, "period.not_allowed")
        return _periods(context, reader, action.page)

    await replace(pressed.query, context.bot, await asyncio.to_thread(page))


async def show(pressed: Pressed, action: callbacks.ShowPeriod) -> None:
    """One period."""
    context, reader = pressed.context, pressed.reader
    await _of_period(
        pressed, action.period, lambda p: pages.period_page(reader.lang, p, _called(context, reader, p.unit))
    )


async def close(pressed: Pressed, action: callbacks.ClosePeriod) -> None:
    """A period takes no more reports, once the person has said so twice."""

    def closed(period: Period) -> Message:
        if not action.sure:
            return pages.sure(pressed.reader.lang, period, closing=True)
        return _done(pressed.reader, pressed.context.services.periods.close(period.id, now()), "period.closed")

    await _of_period(pressed, action.period, closed)


async def reopen(pressed: Pressed, action: callbacks.ReopenPeriod) -> None:
    """A closed period takes reports again, once the person has said so twice."""

    def reopened(period: Period) -> Message:
        if not action.sure:
            return pages.sure(pressed.reader.lang, period, closing=False)
        return _done(pressed.reader, pressed.context.services.periods.reopen(period.id, now()), "period.reopened")

    await _of_period(pressed, action.period, reopened)


async def _of_period(pressed: Pressed, period_id: int, page: Callable[[Period], Message]) -> None:
    """What is done with one period, by somebody who may."""
    context, reader = pressed.context, pressed.reader

    def made() -> Message:
        period = context.services.periods.get(period_id)
        if not context.may(reader, "period", period.unit):
            return notice(reader.lang, "period.not_allowed")
        return page(period)

    await replace(pressed.query, context.bot, await asyncio.to_thread(_or_why_not, reader, made))
