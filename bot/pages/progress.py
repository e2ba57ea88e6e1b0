"""How far a period is: the figures in a few lines, who is silent, and the units below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot import callbacks
from bot.message import Block, Button, Message, bold, paragraph
from bot.pages.notices import notice, said
from bot.progress.model import Period, Progress, UnitProgress, percent
from knowledge.model import Lang

PAGE = 8
"""Units below, as buttons, on one page."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A period in a line: how much is reported from a unit (a short name) on, and how many reports await the reader.

    `many`: of many units, whose tasks are added up.
    """

    period: Period
    unit: str | None
    reported: int
    expected: int
    waiting: int = 0
    many: bool = False


def choose_period(lang: Lang, summaries: Sequence[Summary], lead: str = "") -> Message:
    """Several periods: how far each is, and a button to it. `lead`: what is said first."""
    rows = tuple((_period_button(lang, each),) for each in summaries)
    first = [paragraph(lead)] if lead else []
    lines = (_summary_line(lang, each) for each in summaries)
    return Message((*first, paragraph(bold(said("progress.choose_period", lang)), *lines)), rows)


def no_period(lang: Lang, *, may_open: bool) -> Message:
    """There is none yet; who may open one is led there."""
    to_periods = Button(said("period.button", lang), callbacks.data(callbacks.ShowPeriods()))
    return notice(lang, "period.none", buttons=((to_periods,),) if may_open else ())


def _period_button(lang: Lang, each: Summary) -> Button:
    label = said("progress.period", lang, name=each.period.name, due=each.period.due)
    return Button(label, callbacks.data(callbacks.ShowProgress(each.period.id, each.unit)))


def _summary_line(lang: Lang, each: Summary) -> str:
    name, waiting = each.period.name, each.waiting
    key = "progress.period_line_of_many" if each.many else "progress.period_line"
    line = said(key, lang, name=name, reported=each.reported, expected=each.expected)
    return f"– {line}{said('progress.waiting', lang, count=waiting) if waiting else ''}"


MOST_STANDING = 3
"""Periods told of above an answer."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in an open period: of which unit, and which unit opened it; None: all there are."""

    summary: Summary
    unit: str | None
    opener: str | None
    may_report: bool


def beside(lang: Lang, answer: Message, found: Sequence[Standing]) -> Message:
    """An answer with what the open periods tell above it, and the ways there."""
    first = standing(lang, found)
    return replace(answer, blocks=(*first.blocks, *answer.blocks), buttons=(*first.buttons, *answer.buttons))


def standing(lang: Lang, found: Sequence[Standing]) -> Message:
    """What the open periods tell, and the ways there."""
    blocks = [paragraph(_standing_line(lang, each)) for each in found]
    rows = [_standing_buttons(lang, each, named=len(found) > 1) for each in found]
    return Message(tuple(blocks), tuple(rows))


def to_reminders(lang: Lang, periods: Sequence[Period]) -> Message:
    """Somebody wants units reminded: the way there, for each open period."""
    rows = []
    for each in periods:
        label = said("reminder.button", lang) + (f" · {each.name}" if len(periods) > 1 else "")
        rows.append((Button(label, callbacks.data(callbacks.ShowReminders(each.id))),))
    return notice(lang, "reminder.how", buttons=tuple(rows))


def to_periods(lang: Lang) -> Message:
    """Somebody wants a period opened: the line that does it, and those there are."""
    row = (Button(said("period.button", lang), callbacks.data(callbacks.ShowPeriods())),)
    return notice(lang, "period.how", buttons=(row,))


def _standing_line(lang: Lang, each: Standing) -> str:
    of_it, whole = each.summary, said("progress.whole", lang)
    details = {"reported": of_it.reported, "expected": of_it.expected, "left": of_it.expected - of_it.reported}
    opener, due = each.opener or said("period.operator", lang), of_it.period.due
    head = said("period.standing", lang, name=of_it.period.name, due=due, opener=opener)
    key = "period.standing_of_many" if of_it.many else "period.standing_of_unit"
    return f"{head} {said(key, lang, unit=each.unit or whole, **details)}"


def _standing_buttons(lang: Lang, each: Standing, *, named: bool) -> tuple[Button, ...]:
    period, unit = each.summary.period, each.summary.unit
    of = f" · {period.name}" if named else ""
    look = Button(said("progress.button", lang) + of, callbacks.data(callbacks.ShowProgress(period.id, unit)))
    if not each.may_report or each.summary.many:
        return (look,)
    return (Button(said("checkin.report_button", lang) + of, callbacks.data(callbacks.ShowReports(period.id))), look)


def own_progress(lang: Lang, period: Period, unit: UnitProgress, *, chart: bool, review: bool = False) -> Message:
    """The figures of one unit alone, for those who report for it; `review`: who reads this may review them."""
    buttons: list[tuple[Button, ...]] = [tuple(_to_review(lang, period, unit.code, whole=False))] if review else []
    if chart:
        buttons.append((_chart(lang, period, unit.code),))
    return Message(
        (_figures(lang, period, unit.name, (unit.expected, unit.reported, unit.on_time), many=False),), tuple(buttons)
    )


def nothing_asked(lang: Lang, period: Period, unit: str) -> Message:
    """Of a unit alone of which nothing is expected."""
    lines = (
        bold(said("progress.of", lang, unit=unit)),
        said("progress.period", lang, name=period.name, due=period.due),
        said("progress.nothing_asked", lang),
    )
    report = Button(said("checkin.report_button", lang), callbacks.data(callbacks.ShowReports(period.id)))
    return Message((paragraph(*lines),), ((report,),))


def _to_review(lang: Lang, period: Period, unit: str | None, *, whole: bool) -> Iterator[Button]:
    """The ways to what awaits a reviewer, and where it is about one unit alone to all that it has reported."""
    short = callbacks.ref(unit) if unit else None
    yield Button(said("review.button", lang), callbacks.data(callbacks.ShowReviews(period.id, short)))
    if not whole:
        every = callbacks.ShowReviews(period.id, short, every=True)
        yield Button(said("review.all_button", lang), callbacks.data(every))


def tree_progress(lang: Lang, progress: Progress, page: int = 1, above: str | None = None) -> Message:
    """The figures of a unit and all below it, for those who manage them. `above`: the unit to go back up to."""
    period, unit = progress.period, progress.unit
    name = unit.name if unit else said("progress.whole", lang)
    code = unit.code if unit else None
    blocks: list[Block] = [_figures_of(lang, progress, name)]
    blocks += _silent(lang, progress)
    below = sorted((each for each in progress.children if each.expected), key=_share)
    pages = max(1, -(-len(below) // PAGE))
    page = min(page, pages)
    rows: list[tuple[Button, ...]] = [
        (_unit_button(lang, period, each),) for each in below[(page - 1) * PAGE : page * PAGE]
    ]
    if pages > 1:
        rows.append(tuple(_turning(period, code, page, pages)))
    rows += _own_button(lang, progress)
    rows.append(tuple(_to_review(lang, period, code, whole=bool(below))))
    last = [_chart(lang, period, code)]
    if above is not None:
        up = callbacks.ShowProgress(period.id, callbacks.ref(above))
        last.append(Button(said("progress.up", lang), callbacks.data(up)))
    return Message(tuple(blocks), (*rows, tuple(last)))


def caption(lang: Lang, progress: Progress) -> tuple[Block, ...]:
    """What stands below a picture of the figures."""
    name = progress.unit.name if progress.unit else said("progress.whole", lang)
    return (_figures_of(lang, progress, name),)


def _share(unit: UnitProgress) -> float:
    """Those that are furthest behind come first."""
    return unit.reported / unit.expected


def _figures_of(lang: Lang, progress: Progress, name: str) -> Block:
    figures = (progress.expected, progress.reported, progress.on_time)
    return _figures(lang, progress.period, name, figures, many=bool(progress.children))


def _figures(lang: Lang, period: Period, name: str, figures: tuple[int, int, int], *, many: bool) -> Block:
    """`many`: of many units, whose tasks are added up."""
    expected, reported, on_time = figures
    key = "progress.reported_by_many" if many else "progress.reported"
    return paragraph(
        bold(said("progress.of", lang, unit=name)),
        said("progress.period", lang, name=period.name, due=period.due),
        said(key, lang, reported=reported, expected=expected, percent=percent(reported, expected)),
        said("progress.in_time", lang, on_time=on_time),
    )


def _silent(lang: Lang, progress: Progress) -> list[Block]:
    if not progress.silent_units:
        return []
    lines = [f"– {each.name}" for each in progress.first_silent]
    if progress.silent_units > len(lines):
        lines.append(said("progress.more", lang, count=progress.silent_units - len(lines)))
    return [paragraph(said("progress.all_silent", lang, count=progress.silent_units), *lines)]


def _own_button(lang: Lang, progress: Progress) -> Iterator[tuple[Button, ...]]:
    """What a unit with others below it has reported itself: counted in its figures, and in none of theirs."""
    unit, below = progress.unit, progress.children
    if unit is None or not below:
        return
    reported, expected = unit.reported - sum(x.reported for x in below), unit.expected - sum(x.expected for x in below)
    if expected:
        action = callbacks.ShowReviews(progress.period.id, callbacks.ref(unit.code), every=True)
        label = said("progress.own_button", lang, name=unit.name, reported=reported, expected=expected)
        yield (Button(label, callbacks.data(action)),)


def _unit_button(lang: Lang, period: Period, unit: UnitProgress) -> Button:
    action = callbacks.ShowProgress(period.id, callbacks.ref(unit.code))
    label = said("progress.unit_button", lang, name=unit.name, reported=unit.reported, expected=unit.expected)
    return Button(label, callbacks.data(action))


def _turning(period: Period, unit: str | None, page: int, pages: int) -> Iterator[Button]:
    short = callbacks.ref(unit) if unit else None
    for label, to in (("◀", page - 1), (f"{page}/{pages}", page), ("▶", page + 1)):
        if 1 <= to <= pages:
            yield Button(label, callbacks.data(callbacks.ShowProgress(period.id, short, to)))


def _chart(lang: Lang, period: Period, unit: str | None) -> Button:
    action = callbacks.SendChart(period.id, callbacks.ref(unit) if unit else None)
    return Button(said("progress.chart", lang), callbacks.data(action))
