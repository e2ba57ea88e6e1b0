"""Heads and administrators look at what was reported: approve it, send it back, lock it."""

import asyncio
from collections.abc import Callable

from bot import callbacks
from bot.message import Message
from bot.pages import reviewing as pages
from bot.pages.notices import told
from bot.progress.errors import ProgressError
from bot.progress.model import CheckIn
from bot.telegram.checking_in import Asking, ask
from bot.telegram.context import BotContext, Pressed, Reader
from bot.telegram.reviewing import asking_why, awaiting, reviewed, shown, top, unlocked, versions
from bot.telegram.show import replace
from bot.telegram.units import unit_of


async def show_list(pressed: Pressed, action: callbacks.ShowReviews) -> None:
    """A page of what awaits a reviewer below a unit; or of all that a unit has reported."""
    context, reader = pressed.context, pressed.reader

    def page() -> Message:
        unit = unit_of(context, action.unit) if action.unit else top(context, reader, action.period)
        found = awaiting(context, reader, action.period, unit, action.page)
        verdicts = None
        if action.every:
            found, verdicts = _all_of(context, action, unit)
        period = context.services.periods.get(action.period)
        here = callbacks.ShowReviews(action.period, callbacks.ref(unit) if unit else None, action.page, action.every)
        return pages.listing(reader.lang, period, found, _names(context, found), here, verdicts=verdicts)

    await _show(pressed, page)


def _all_of(
    context: BotContext, action: callbacks.ShowReviews, unit: str | None
) -> tuple[list[CheckIn], dict[int, str]]:
    """What one unit has reported, with what was said of it."""
    own = context.services.check_ins.expectations(action.period, unit) if unit else []
    made = [each for each in own if each.latest]
    verdicts = {each.latest.id: each.verdict for each in made if each.latest and each.verdict}
    start = (action.page - 1) * pages.PAGE
    return [each.latest for each in made if each.latest][start : start + pages.PAGE + 1], dict(verdicts)


def _names(context: BotContext, found: list[CheckIn]) -> dict[str, str]:
    codes = {each.report.unit for each in found}
    units = {code: context.services.units.unit(code) for code in codes}
    return {code: unit.name if unit else code for code, unit in units.items()}


async def show(pressed: Pressed, action: callbacks.ReviewOne) -> None:
    """One report."""
    context, reader = pressed.context, pressed.reader
    await _show(pressed, lambda: shown(context, reader, action.check_in))


async def show_versions(pressed: Pressed, action: callbacks.ReviewVersions) -> None:
    """All its versions."""
    context, reader = pressed.context, pressed.reader
    await _show(pressed, lambda: versions(context, reader, action.check_in))


async def approve(pressed: Pressed, action: callbacks.Approve) -> None:
    """It is good as it stands."""
    context, reader = pressed.context, pressed.reader
    await _show(pressed, lambda: reviewed(context, reader, action.check_in, "approved"))


async def lock(pressed: Pressed, action: callbacks.Lock) -> None:
    """It stays as it is."""
    context, reader = pressed.context, pressed.reader
    await _show(pressed, lambda: reviewed(context, reader, action.check_in, "locked"))


async def unlock(pressed: Pressed, action: callbacks.Unlock) -> None:
    """It may be corrected again."""
    context, reader = pressed.context, pressed.reader
    await _show(pressed, lambda: unlocked(context, reader, action.check_in))


async def send_back(pressed: Pressed, action: callbacks.SendBack) -> None:
    """It is to be corrected: the reason is typed."""
    await _show(pressed, lambda: asking_why(pressed.context, pressed.reader, action.check_in))


async def _show(pressed: Pressed, page: Callable[[], Message | Asking]) -> None:
    made = await asyncio.to_thread(_or_why_not, pressed.reader, page)
    if isinstance(made, Asking):
        await ask(pressed.context, pressed.reader, pressed.chat_id, made)
    else:
        await replace(pressed.query, pressed.context.bot, made)


def _or_why_not(reader: Reader, page: Callable[[], Message | Asking]) -> Message | Asking:
    try:
        return page()
    except ProgressError as error:
        return told(reader.lang, error.say)
