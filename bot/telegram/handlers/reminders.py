"""/nhac: who is reminded when; reminding at once; and those reminded say that they want no more of it."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from telegram import Update

from bot import callbacks
from bot.message import Message
from bot.pages import reminders as pages
from bot.pages.notices import notice, told
from bot.people.errors import PeopleError
from bot.progress.model import Period
from bot.reminders.model import Reach
from bot.telegram.context import BotContext, Pressed, Reader, now
from bot.telegram.private import sent_to_private
from bot.telegram.show import replace, send


async def command(update: Update, context: BotContext) -> None:
    """/nhac: the period that is open, or which of several."""
    chat = update.effective_chat
    reader = await asyncio.to_thread(context.reader, update)
    if chat is None or await sent_to_private(update, context, reader.lang):
        return
    await send(context.bot, chat.id, await asyncio.to_thread(_or_why_not, reader, lambda: _open(context, reader)))


def _or_why_not(reader: Reader, page: Callable[[], Message]) -> Message:
    try:
        return page()
    except PeopleError as error:
        return told(reader.lang, error.say)


def _open(context: BotContext, reader: Reader) -> Message:
    own = reader.unit.code if reader.unit else context.services.units.tree().top
    if not context.may(reader, "remind", own):
        return notice(reader.lang, "reminder.not_allowed")
    periods = [each for each in context.services.periods.all() if each.is_open and _reach(context, reader, each)]
    if not periods:
        return notice(reader.lang, "reminder.no_period")
    return _outlook(context, reader, periods[0]) if len(periods) == 1 else pages.choose_period(reader.lang, periods)


def _reach(context: BotContext, reader: Reader, period: Period) -> Reach | None:
    """The units of a period that the person may have reminded; None for none. Asked on every act.

    An admin: all of a period below their unit, their unit and all below it of a period above; a head: their unit.
    """
    if context.may(reader, "remind", period.unit) and (period.unit is None or context.is_admin(reader)):
        return Reach()
    if reader.unit is None or not context.may(reader, "remind", reader.unit.code):
        return None
    its = {each.id for each in context.services.periods.of_unit(reader.unit.code)}
    return Reach(reader.unit.code, alone=not context.is_admin(reader)) if period.id in its else None


def _outlook(context: BotContext, reader: Reader, period: Period) -> Message:
    reach = _reach(context, reader, period)
    if reach is None:
        return notice(reader.lang, "reminder.not_allowed")
    seen = context.services.outbox.outlook(period.id, reach, now())
    top = reach.unit or period.unit
    progress = callbacks.ShowProgress(period.id, callbacks.ref(top) if top else None)
    return pages.outlook(reader.lang, seen, progress, runs=context.services.sending.is_taken(now()))


async def show(pressed: Pressed, action: callbacks.ShowReminders) -> None:
    """Who is reminded in a period, and what became of it."""
    context, reader = pressed.context, pressed.reader

    def page() -> Message:
        return _outlook(context, reader, context.services.periods.get(action.period))

    await replace(pressed.query, context.bot, await asyncio.to_thread(_or_why_not, reader, page))


async def remind_now(pressed: Pressed, action: callbacks.RemindNow) -> None:
    """Remind at once, once the person has said so twice."""
    context, reader = pressed.context, pressed.reader

    def page() -> Message:
        return reminded(context, reader, action.period, now(), sure=action.sure)

    await replace(pressed.query, context.bot, await asyncio.to_thread(_or_why_not, reader, page))


def reminded(context: BotContext, reader: Reader, period_id: int, moment: datetime, *, sure: bool = False) -> Message:
    """Queue reminders, or ask first; where there is nobody to remind, why. Raises `PeopleError`."""
    outbox, period = context.services.outbox, context.services.periods.get(period_id)
    reach = _reach(context, reader, period)
    if reach is None:
        return notice(reader.lang, "reminder.not_allowed")
    seen = outbox.outlook(period.id, reach, moment)
    if seen.now.people and not sure:
        return pages.sure(reader.lang, seen, moment)
    before = outbox.reminded_today(period.id, reach, moment)
    count, at = outbox.remind_now(period.id, reach, moment) if sure or not period.is_open else (0, moment)
    return pages.queued(reader.lang, period, count, at, moment, before)


async def announce(pressed: Pressed, action: callbacks.AnnouncePeriod) -> None:
    """Tell those who report that a period was opened; whoever was told is not told again."""
    context, reader = pressed.context, pressed.reader

    def page() -> Message:
        return announced(context, reader, action.period, now())

    await replace(pressed.query, context.bot, await asyncio.to_thread(_or_why_not, reader, page))


def announced(context: BotContext, reader: Reader, period_id: int, moment: datetime) -> Message:
    """Queue these messages, and say how many they are. Raises `PeopleError`."""
    period = context.services.periods.get(period_id)
    reach = _reach(context, reader, period)
    if reach is None:
        return notice(reader.lang, "reminder.not_allowed")
    outbox = context.services.outbox
    before = outbox.told_of_opening(period.id, reach)
    count, at = outbox.announce(period.id, reach, moment)
    return pages.announced(reader.lang, period, count, at, moment, before)


async def silence(pressed: Pressed, action: callbacks.SilenceReminders) -> None:
    """The person wants no reminders of a period, or wants them again."""
    context, reader = pressed.context, pressed.reader

    def page() -> Message:
        if reader.person is None:  # erased meanwhile: nobody is reminded, and nothing is kept again
            return notice(reader.lang, "kept.nothing")
        period = context.services.outbox.silence(action.period, reader.id, silent=action.silent)
        return pages.silenced(reader.lang, period, silent=action.silent)

    await replace(pressed.query, context.bot, await asyncio.to_thread(_or_why_not, reader, page))
