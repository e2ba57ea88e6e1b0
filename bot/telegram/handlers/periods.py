"""/ky: administrators open, close and reopen reporting periods."""

import asyncio
from collections.abc import Callable, Sequence

from telegram import Message as Written
from telegram import Update

from bot import callbacks
from bot.message import Message
from bot.pages import periods as pages
from bot.pages.notices import notice, said, told
from bot.people.errors import PeopleError
from bot.progress.asking import expects, obligations_to_report, units_asked
from bot.progress.errors import PeriodError
from bot.progress.model import Period, PeriodObligation
from bot.render import document_name
from bot.telegram.context import BotContext, Pressed, Reader, now
from bot.telegram.private import sent_to_private
from bot.telegram.show import replace, send
from knowledge.answer import Say
from knowledge.text import key


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
        return preview(context, reader, words) if words else _periods(context, reader)

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
    if isinstance(found, pages.NoSuchDay):
        return notice(reader.lang, "period.no_such_day", day=found.written)
    if found.due < reader.today:
        return notice(reader.lang, "period.past_due", due=found.due)
    return found


def _of_that_name(context: BotContext, reader: Reader, name: str) -> Period | None:
    """The period of the person's unit that has a name, typed with accents or without."""
    top, words = _top(context, reader), key(name).split()
    theirs = (each for each in context.services.periods.all() if each.unit == top)
    return next((each for each in theirs if key(each.name).split() == words), None)


def preview(context: BotContext, reader: Reader, words: str) -> Message:
    """What opening a period would do; what is wrong with the line is said before anything can be pressed.

    A line that only names one, to close it or to see it, shows that one.
    """
    found = _opening(reader, words)
    if isinstance(found, Message):
        named = _of_that_name(context, reader, pages.named_in(words))
        return page_of(context, reader, named) if named else found
    if other := _of_that_name(context, reader, found.name):
        return pages.taken(reader.lang, other)
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

    def page() -> Message:
        if not _may_open(context, reader):
            return notice(reader.lang, "period.not_allowed")
        found = _opening(reader, _after_command(asked) if asked else "")
        return found if isinstance(found, Message) else opened(context, reader, found, _asked(context, reader))

    await replace(pressed.query, context.bot, await asyncio.to_thread(_or_why_not, reader, page))


def opened(
    context: BotContext, reader: Reader, found: pages.Opening, obligations: Sequence[PeriodObligation]
) -> Message:
    """Open a period. Pressed again it is the same one that is shown, as it stands by now. Raises `PeriodError`."""
    there = _of_that_name(context, reader, found.name)
    if there and there.is_open and (there.due, there.opened_by) == (found.due, reader.id):
        if told_so_far := context.services.outbox.told_of_opening(there.id):
            return page_of(context, reader, there, said("period.told_before", reader.lang, count=told_so_far))
        return pages.opened(reader.lang, there)
    unit = _top(context, reader)
    period = context.services.periods.open(found.name, found.due, obligations, now=now(), unit=unit, by=reader.id)
    return pages.opened(reader.lang, period)


def page_of(context: BotContext, reader: Reader, period: Period, lead: str = "") -> Message:
    """One period and what can be done with it. `lead`: what was just done."""
    unit = _called(context, reader, period.unit)
    untold = period.is_open and not context.services.outbox.told_of_opening(period.id)
    return pages.period_page(reader.lang, period, unit, untold=untold, lead=lead)


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
    await _show(pressed, lambda: page_of(context, reader, _theirs(context, reader, action.period)))


async def close(pressed: Pressed, action: callbacks.ClosePeriod) -> None:
    """A period takes no more reports, once the person has said so twice."""
    await _show(pressed, lambda: closed(pressed.context, pressed.reader, action.period, sure=action.sure))


async def reopen(pressed: Pressed, action: callbacks.ReopenPeriod) -> None:
    """A closed period takes reports again, once the person has said so twice."""
    await _show(pressed, lambda: reopened(pressed.context, pressed.reader, action.period, sure=action.sure))


def closed(context: BotContext, reader: Reader, period_id: int, *, sure: bool) -> Message:
    """Close a period, or ask first; one that is closed is shown as it is. Raises `ProgressError`."""
    period = _theirs(context, reader, period_id)
    if period.is_open and not sure:
        return pages.sure(reader.lang, period, closing=True)
    period = context.services.periods.close(period.id, now())
    return page_of(context, reader, period, said("period.closed", reader.lang, name=period.name))


def reopened(context: BotContext, reader: Reader, period_id: int, *, sure: bool) -> Message:
    """Open a closed period again, or ask first; one that is open is shown as it is. Raises `ProgressError`."""
    period = _theirs(context, reader, period_id)
    if not period.is_open and not sure:
        return pages.sure(reader.lang, period, closing=False)
    if not period.is_open:
        period = context.services.periods.reopen(period.id, now())
    return page_of(context, reader, period, said("period.reopened", reader.lang, name=period.name, due=period.due))


def _theirs(context: BotContext, reader: Reader, period_id: int) -> Period:
    """A period for somebody who may open and close it. Raises `PeriodError`, `UnknownPeriodError`."""
    period = context.services.periods.get(period_id)
    if not context.may(reader, "period", period.unit):
        raise PeriodError(Say("period.not_allowed"))
    return period


async def _show(pressed: Pressed, page: Callable[[], Message]) -> None:
    await replace(pressed.query, pressed.context.bot, await asyncio.to_thread(_or_why_not, pressed.reader, page))
