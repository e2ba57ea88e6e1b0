"""Several tasks reported as done at once: boxes to tick, what is ticked to be looked over, what was recorded."""

from collections.abc import Collection, Iterator, Sequence

from bot import callbacks
from bot.message import Block, Button, Message, bold, paragraph
from bot.pages.expected import PAGE, in_order, listing_button, shortened
from bot.pages.notices import said
from bot.pages.viewer import aside
from bot.progress.model import Expectation, Period, Status
from bot.progress.reports import ACTS_WITH_PEOPLE
from knowledge.model import Lang

ON, OFF = "☑", "☐"
_IN_A_ROW = 4


def tickable(expectations: Sequence[Expectation]) -> list[Expectation]:
    """Those on which nothing was said yet, what is expected first."""
    return [each for each in in_order(expectations) if not each.latest and each.verdict != "locked"]


def still_ticked(expectations: Sequence[Expectation], ticked: Collection[str]) -> set[str]:
    """Which of the ticked (ids) can still be sent: what somebody else has reported on meanwhile is none of them."""
    return {each.obligation.id for each in tickable(expectations)} & set(ticked)


def boxes(
    lang: Lang, period: Period, expectations: Sequence[Expectation], ticked: Collection[str], page: int = 1
) -> Message:
    """Page `page` (from 1) of the tasks with a box each. `ticked`: the ids of those that are."""
    open_ = tickable(expectations)
    if not open_:
        return Message((paragraph(said("ticks.none", lang)),), ((listing_button(lang, period),),))
    ticked = still_ticked(expectations, ticked)
    pages = max(1, -(-len(open_) // PAGE))
    page = min(page, pages)
    shown = list(enumerate(open_[(page - 1) * PAGE : page * PAGE], (page - 1) * PAGE + 1))
    lines = [f"{n}. {ON if each.obligation.id in ticked else OFF} {each.obligation.title[lang]}" for n, each in shown]
    rows = list(_boxes(period, shown, ticked, page))
    if pages > 1:
        rows.append(tuple(_turning(period, page, pages)))
    if ticked:
        go_on = said("ticks.look_over", lang, count=len(ticked))
        rows.append((Button(go_on, callbacks.data(callbacks.LookOverTicks(period.id))),))
    rows.append((listing_button(lang, period),))
    return Message((paragraph(bold(said("ticks.head", lang))), paragraph(*lines)), tuple(rows))


def _boxes(
    period: Period, shown: Sequence[tuple[int, Expectation]], ticked: Collection[str], page: int
) -> Iterator[tuple[Button, ...]]:
    buttons = [_box(period, number, each.obligation.id, each.obligation.id in ticked, page) for number, each in shown]
    for at in range(0, len(buttons), _IN_A_ROW):
        yield tuple(buttons[at : at + _IN_A_ROW])


def _box(period: Period, number: int, duty: str, on: bool, page: int) -> Button:  # noqa: FBT001 - what the box shows
    action = callbacks.Tick(period.id, callbacks.ref(duty), not on, page)
    return Button(f"{ON if on else OFF} {number}", callbacks.data(action))


def _turning(period: Period, page: int, pages: int) -> Iterator[Button]:
    for label, to in (("◀", page - 1), (f"{page}/{pages}", page), ("▶", page + 1)):
        if 1 <= to <= pages:
            yield Button(label, callbacks.data(callbacks.ShowTicks(period.id, to)))


def look_over(lang: Lang, period: Period, ticked: Sequence[Expectation], left_out: Sequence[Expectation]) -> Message:
    """All that is to be sent as done. `left_out`: those that somebody else has reported on meanwhile."""
    blocks: list[Block] = []
    if left_out:
        blocks.append(paragraph(said("ticks.left_out", lang), *_titles(lang, left_out)))
    if not ticked:
        return Message((*blocks, paragraph(said("ticks.nothing", lang))), ((listing_button(lang, period),),))
    blocks += [paragraph(bold(said("ticks.confirm", lang, count=len(ticked)))), paragraph(*_titles(lang, ticked))]
    send = Button(said("ticks.send", lang, count=len(ticked)), callbacks.data(callbacks.SendTicks(period.id)))
    change = Button(said("ticks.change", lang), callbacks.data(callbacks.ShowTicks(period.id)))
    return Message(tuple(blocks), ((send,), (change,)))


def told_together(
    lang: Lang,
    period: Period,
    ticked: Sequence[Expectation],
    left: Sequence[tuple[Expectation, Status | None]],
) -> Message:
    """What of a sentence about several tasks is ticked as done, and what is left to be reported one by one.

    `left`: each with its status where one was told.
    """
    blocks: list[Block] = [paragraph(bold(said("telling.several", lang, count=len(ticked) + len(left))))]
    if ticked:
        blocks.append(paragraph(said("telling.several_ticked", lang), *_titles(lang, ticked)))
    if left:
        lines = [f"– {each.obligation.title[lang]}{_so_far(lang, status)}" for each, status in left]
        blocks.append(paragraph(said("telling.several_left", lang), *lines))
    rows: list[tuple[Button, ...]] = []
    if ticked:
        go_on = said("ticks.look_over", lang, count=len(ticked))
        rows.append((Button(go_on, callbacks.data(callbacks.LookOverTicks(period.id))),))
        rows.append((Button(said("ticks.change", lang), callbacks.data(callbacks.ShowTicks(period.id))),))
    rows += [(_report_on(lang, period, each),) for each, _ in left[:PAGE]]
    rows.append((Button(said("telling.not_report", lang), callbacks.data(callbacks.WasQuestion())),))
    return Message(tuple(blocks), tuple(rows))


def _so_far(lang: Lang, status: Status | None) -> str:
    return f" ({said(f'state.{status}', lang)})" if status else ""


def _report_on(lang: Lang, period: Period, expectation: Expectation) -> Button:
    duty = expectation.obligation
    return Button(shortened(duty.title[lang]), callbacks.data(callbacks.ReportOn(period.id, callbacks.ref(duty.id))))


def recorded(lang: Lang, period: Period, made: Sequence[Expectation], left: int) -> Message:
    """What was recorded, and how many expected tasks are left."""
    counted = any(each.obligation.act in ACTS_WITH_PEOPLE for each in made)
    blocks = [
        paragraph(bold(said("ticks.recorded", lang, count=len(made)))),
        paragraph(*_titles(lang, made)),
        *aside(said("ticks.add_people", lang) if counted else ""),
        paragraph(said("checkin.left", lang, count=left) if left else said("checkin.all_reported", lang)),
    ]
    return Message(tuple(blocks), ((listing_button(lang, period),),))


def _titles(lang: Lang, expectations: Sequence[Expectation]) -> list[str]:
    return [f"– {each.obligation.title[lang]}" for each in expectations]
