"""/baocao: focal officers say how far their unit is, by a few taps; what is begun is kept in the database."""

import asyncio
from collections.abc import Callable
from dataclasses import replace as changed

from telegram import Update

from bot import callbacks
from bot.message import Message
from bot.pages import checkin as pages
from bot.pages import expected
from bot.pages.notices import notice
from bot.pages.ticking import still_ticked
from bot.progress.errors import ConflictError
from bot.progress.filling import Filling
from bot.progress.model import CheckIn, Period
from bot.telegram.checking_in import Asking, Desk, Spot, ask, at_desk, next_step
from bot.telegram.context import BotContext, Pressed, now
from bot.telegram.files import forget_files
from bot.telegram.private import sent_to_private
from bot.telegram.reviewing import tell_others
from bot.telegram.show import replace, send


async def command(update: Update, context: BotContext) -> None:
    """/baocao: the open period, or a choice of several."""
    chat = update.effective_chat
    reader = await asyncio.to_thread(context.reader, update)
    if chat is None or await sent_to_private(update, context, reader.lang):
        return
    shown = await asyncio.to_thread(at_desk, context, reader, _open_periods)
    if isinstance(shown, Message):
        await send(context.bot, chat.id, shown)


def _open_periods(own: Desk) -> Message:
    periods = own.context.services.periods.open_for(own.unit.code)
    if not periods:
        return notice(own.lang, "checkin.no_period")
    if len(periods) == 1:
        return _listing(own, periods[0])
    titles = {(each.id, o.id): o.title[own.lang] for each in periods for o in each.obligations}
    named = {each.id: each for each in periods}
    begun = [(named[d.period], d.obligation, titles[d.period, d.obligation]) for d in own.drafts()]
    return expected.choose_period(own.lang, periods, begun)


def _listing(own: Desk, period: Period, page: int = 1) -> Message:
    expectations = own.context.services.check_ins.expectations_in(period, own.unit.code)
    begun = [draft.obligation for draft in own.drafts() if draft.period == period.id]
    ticked = len(still_ticked(expectations, [draft.obligation for draft, _ in own.ticked(period.id)]))
    return expected.listing(own.lang, period, own.unit.name, expectations, page, begun, ticked)


async def show_list(pressed: Pressed, action: callbacks.ShowReports) -> None:
    """A page of what the unit reports in a period."""
    await _show(pressed, lambda own: _listing(own, own.context.services.periods.get(action.period), action.page))


async def show_duty(pressed: Pressed, action: callbacks.ReportOn) -> None:
    """One task: what was said of it, or how far it is."""

    def page(own: Desk) -> Message:
        spot = own.spot(action.period, action.duty)
        last_time = own.last_time(spot)
        return pages.card(
            own.lang, spot.period, spot.expectation, own.reader.id, again=action.again, last_time=last_time
        )

    await _show(pressed, page)


async def set_status(pressed: Pressed, action: callbacks.SetStatus) -> None:
    """How far it is: the check-in begins, and is kept."""

    def begin(own: Desk) -> Message | Asking:
        spot = own.spot(action.period, action.duty)
        filling = Filling.begin(action.status, spot.expectation, own.begun(spot))
        own.keep(spot, filling)
        return next_step(own, spot, filling)

    await _show(pressed, begin)


async def as_last_time(pressed: Pressed, action: callbacks.AsLastTime) -> None:
    """The same as in the period before, to be looked over."""

    def begin(own: Desk) -> Message | Asking:
        spot = own.spot(action.period, action.duty)
        before = own.last_time(spot)
        if before is None:
            return notice(own.lang, "checkin.gone")
        filling = Filling.like(before, spot.expectation)
        own.keep(spot, filling)
        return next_step(own, spot, filling)

    await _show(pressed, begin)


async def type_in(pressed: Pressed, action: callbacks.TypeIn) -> None:
    """The person wants to type a reason, a note or a count."""

    def asked(own: Desk) -> Message | Asking:
        spot = own.spot(action.period, action.duty)
        filling = own.begun(spot)
        if filling is None:
            return notice(own.lang, "checkin.gone")
        return Asking(pages.prompt(own.lang, filling, action.what, spot.expectation.obligation.title[own.lang]))

    await _show(pressed, asked)


async def go_on(pressed: Pressed, action: callbacks.GoOn) -> None:
    """A check-in begun before, on whichever device, is gone on with."""

    def resumed(own: Desk) -> Message | Asking:
        spot = own.spot(action.period, action.duty)
        filling = own.begun(spot)
        if filling is None:
            return notice(own.lang, "checkin.gone")
        own.keep(spot, filling)  # it is the running one now
        return next_step(own, spot, filling)

    await _show(pressed, resumed)


async def drop(pressed: Pressed, action: callbacks.DropReport) -> None:
    """A check-in begun is dropped; the task is shown as it stands."""

    def dropped(own: Desk) -> Message:
        spot = own.spot(action.period, action.duty)
        own.drop(spot)
        card = pages.card(own.lang, spot.period, spot.expectation, own.reader.id, last_time=own.last_time(spot))
        return changed(card, blocks=(*notice(own.lang, "telling.dropped").blocks, *card.blocks))

    await _show(pressed, dropped)


async def show_versions(pressed: Pressed, action: callbacks.ShowVersions) -> None:
    """All that was said of a task."""

    def page(own: Desk) -> Message:
        spot = own.spot(action.period, action.duty)
        history = own.context.services.check_ins.history(action.period, own.unit.code, spot.expectation.obligation.id)
        return pages.versions(own.lang, spot.period, spot.expectation, history, own.reader.id)

    await _show(pressed, page)


async def send_report(pressed: Pressed, action: callbacks.SendReport) -> None:
    """The check-in is recorded: once, however often the button is pressed."""
    key = f"telegram:{pressed.update.update_id}"
    just_made: list[CheckIn] = []
    await _show(pressed, lambda own: _sent(own, action, key, just_made))
    if just_made:
        forget_files(pressed.context, pressed.chat_id)


def _sent(own: Desk, action: callbacks.SendReport, key: str, just_made: list[CheckIn]) -> Message | Asking:
    spot = own.spot(action.period, action.duty)
    latest = spot.expectation.latest
    if latest and latest.by == own.reader.id and latest.version == action.version + 1:
        tell_others(own.context, [latest])
        return _recorded(own, spot, latest)  # pressed before
    filling = own.begun(spot)
    if filling is None:
        return notice(own.lang, "checkin.gone")
    if filling.awaits or filling.lacks_total or filling.undecided:
        return next_step(own, spot, filling)
    report = filling.report(spot.expectation, spot.period.id)
    try:
        made = own.context.services.check_ins.record(
            report, action.version, by=own.reader.id, now=now(), day=own.day_set, key=key
        )
    except ConflictError as error:
        if error.latest is None:
            raise
        return pages.conflict(own.lang, spot.period, spot.expectation, filling, error.latest, own.reader.id)
    just_made.append(made)
    tell_others(own.context, just_made)
    return _recorded(own, spot, made)


def _recorded(own: Desk, spot: Spot, made: CheckIn) -> Message:
    others = [
        changed(each, latest=made) if each.obligation.id == made.report.obligation else each
        for each in spot.expectations
    ]
    return pages.recorded(own.lang, spot.period, made, others, own.reader.id)


async def _show(pressed: Pressed, page: Callable[[Desk], Message | Asking]) -> None:
    shown = await asyncio.to_thread(at_desk, pressed.context, pressed.reader, page)
    if isinstance(shown, Asking):
        await ask(pressed.context, pressed.reader, pressed.chat_id, shown)
    else:
        await replace(pressed.query, pressed.context.bot, shown)
