"""Several tasks reported as done at once. Each box that is ticked is a check-in begun, so that no tick is lost."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace as changed
from datetime import timedelta

from bot import callbacks
from bot.message import Message
from bot.pages import ticking as pages
from bot.pages.expected import unreported
from bot.progress.filling import Filling
from bot.progress.model import CheckIn, Expectation
from bot.telegram.checking_in import Asking, Desk, at_desk
from bot.telegram.context import Pressed, now
from bot.telegram.reviewing import tell_others
from bot.telegram.show import replace

_A_MOMENT = timedelta(minutes=1)
"""So long after several were sent, their button pressed again is the same press."""


async def show(pressed: Pressed, action: callbacks.ShowTicks) -> None:
    """A page of the boxes."""
    await _show(pressed, lambda own: _boxes(own, action.period, action.page))


async def tick(pressed: Pressed, action: callbacks.Tick) -> None:
    """A box is ticked, or not any more."""

    def ticked(own: Desk) -> Message:
        spot = own.spot(action.period, action.duty)
        begun = own.begun(spot)
        if action.on and spot.expectation.latest is None:
            own.keep(spot, changed(Filling.begin("done", spot.expectation, begun), ticked=True))
        elif begun and begun.ticked and begun.says_more:
            own.keep(spot, changed(begun, ticked=False))
        elif begun and begun.ticked:
            own.drop(spot)
        return _boxes(own, action.period, action.page)

    await _show(pressed, ticked)


async def look_over(pressed: Pressed, action: callbacks.LookOverTicks) -> None:
    """All that is ticked, before it is sent."""
    await _show(pressed, lambda own: _looked_over(own, action.period))


async def send_all(pressed: Pressed, action: callbacks.SendTicks) -> None:
    """They are recorded: all or none, and once, however often the button is pressed."""
    key = f"telegram:{pressed.update.update_id}"
    await _show(pressed, lambda own: _sent(own, action.period, key))


def _boxes(own: Desk, period_id: int, page: int) -> Message:
    period = own.context.services.periods.get(period_id)
    ticked = {draft.obligation for draft, _ in own.ticked(period_id)}
    return pages.boxes(own.lang, period, _expectations(own, period_id), ticked, page)


def _looked_over(own: Desk, period_id: int) -> Message:
    """What nobody has reported on meanwhile; the rest is not ticked any more."""
    period = own.context.services.periods.get(period_id)
    expectations = {each.obligation.id: each for each in _expectations(own, period_id)}
    ticked = [(expectations[draft.obligation], filling) for draft, filling in own.ticked(period_id)]
    fresh = [each for each, filling in ticked if each.version == filling.version and each.verdict != "locked"]
    stale = [each for each, _ in ticked if each not in fresh]
    for each in stale:
        own.drop(own.spot(period_id, callbacks.ref(each.obligation.id)))
    return pages.look_over(own.lang, period, fresh, stale)


def _sent(own: Desk, period_id: int, key: str) -> Message:
    made = own.context.services.check_ins.recorded(key)
    if made:
        tell_others(own.context, made)
        return _recorded(own, period_id, made)  # pressed before, and the answer did not go out
    expectations = {each.obligation.id: each for each in _expectations(own, period_id)}
    ticked = [(expectations[draft.obligation], filling) for draft, filling in own.ticked(period_id)]
    if not ticked and (just := _just_sent(own, expectations.values())):
        return _recorded(own, period_id, just)  # pressed twice
    if not ticked or any(each.version != filling.version for each, filling in ticked):
        return _looked_over(own, period_id)
    reports = [(filling.report(each, period_id), filling.version) for each, filling in ticked]
    made = own.context.services.check_ins.record_all(reports, by=own.reader.id, now=now(), day=own.day_set, key=key)
    tell_others(own.context, made)
    return _recorded(own, period_id, made)


def _just_sent(own: Desk, expectations: Iterable[Expectation]) -> list[CheckIn]:
    """What the person has sent at once a moment ago."""
    sent = [each.latest for each in expectations if each.latest and each.latest.by == own.reader.id]
    at = max((each.at for each in sent if now() - each.at < _A_MOMENT), default=None)
    return [each for each in sent if each.at == at and each.version == 1 and each.report.status == "done"]


def _recorded(own: Desk, period_id: int, made: list[CheckIn]) -> Message:
    period = own.context.services.periods.get(period_id)
    expectations = _expectations(own, period_id)
    reported = {each.report.obligation for each in made}
    of_them = [each for each in expectations if each.obligation.id in reported]
    return pages.recorded(own.lang, period, of_them, len(unreported(expectations)))


def _expectations(own: Desk, period_id: int) -> list[Expectation]:
    return own.context.services.check_ins.expectations(period_id, own.unit.code)


async def _show(pressed: Pressed, page: Callable[[Desk], Message]) -> None:
    shown = await asyncio.to_thread(at_desk, pressed.context, pressed.reader, page)
    if not isinstance(shown, Asking):
        await replace(pressed.query, pressed.context.bot, shown)
