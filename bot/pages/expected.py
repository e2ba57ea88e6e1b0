"""What is expected of a unit in a period: the list of tasks, each with the sign of where it stands."""

from collections.abc import Iterator, Sequence

from bot import callbacks
from bot.message import Block, Button, Message, bold, paragraph
from bot.pages.notices import button, said
from bot.pages.viewer import aside
from bot.progress.model import Expectation, Period, Status
from knowledge.model import Lang
from knowledge.text import shortened as cut

PAGE = 8
"""Tasks on one page."""
STATUSES: tuple[Status, ...] = ("done", "in_progress", "not_started", "blocked", "not_applicable")
MARKS: dict[Status, str] = {
    "done": "✅",
    "in_progress": "◐",
    "not_started": "☐",
    "blocked": "⚠",
    "not_applicable": "✕",
}
_IN_A_ROW = 4
UNREPORTED, MAYBE, SENT_BACK, LOCKED = "▫", "○", "↩", "🔒"
_TITLE_ON_BUTTON = 40


def in_order(expectations: Sequence[Expectation]) -> list[Expectation]:
    """What was sent back first, then what is not reported, then what only may apply, last what is reported."""
    return sorted(expectations, key=_rank)


def _rank(expectation: Expectation) -> int:
    if expectation.verdict == "sent_back":
        return 0
    if expectation.latest:
        return 3
    return 1 if expectation.expected else 2


def unreported(expectations: Sequence[Expectation]) -> list[Expectation]:
    """Those that are expected and on which nothing was said."""
    return [each for each in expectations if each.expected and not each.latest]


def choose_period(lang: Lang, periods: Sequence[Period], drafts: Sequence[tuple[Period, str, str]] = ()) -> Message:
    """Several periods are open. `drafts`: the period, the id and the title of check-ins begun."""
    rows = [
        (
            Button(
                said("checkin.period_button", lang, name=each.name, due=each.due),
                callbacks.data(callbacks.ShowReports(each.id)),
            ),
        )
        for each in periods
    ]
    begun = [go_on(lang, period.id, duty, title) for period, duty, title in drafts]
    return Message((paragraph(said("checkin.choose_period", lang)),), (*begun, *rows))


def go_on(lang: Lang, period: int, duty: str, title: str) -> tuple[Button, ...]:
    """A row that leads back to a check-in begun."""
    action = callbacks.data(callbacks.GoOn(period, callbacks.ref(duty)))
    return (Button(said("checkin.go_on", lang, title=shortened(title)), action),)


def listing(  # noqa: PLR0913, PLR0917 - all that stands on the page
    lang: Lang,
    period: Period,
    unit: str,
    expectations: Sequence[Expectation],
    page: int = 1,
    begun: Sequence[str] = (),
    ticked: int = 0,
) -> Message:
    """Page `page` (from 1) of what a unit reports in a period.

    `begun`: ids of obligations with a draft; `ticked`: how many are ticked to be sent at once.
    """
    if not expectations:
        to_progress = button(lang, "progress.button", callbacks.ShowProgress(period.id))
        nothing = said("checkin.nothing_asked", lang, unit=unit, name=period.name, due=period.due)
        return Message((paragraph(nothing),), ((to_progress,),))
    ordered = in_order(expectations)
    pages = max(1, -(-len(ordered) // PAGE))
    page = min(page, pages)
    first = (page - 1) * PAGE
    shown = ordered[first : first + PAGE]
    expected = [each for each in expectations if each.expected]
    done = sum(1 for each in expected if each.latest)
    key = "checkin.head" if count_asked(expectations) else "checkin.head_none"
    head = said(key, lang, reported=done, expected=len(expected), due=period.due)
    lines = [f"{n}. {mark(each)} {each.obligation.title[lang]}" for n, each in enumerate(shown, first + 1)]
    blocks: list[Block] = [
        paragraph(
            bold(head), said("checkin.where", lang, unit=unit, name=period.name), *_made_up_of(lang, expectations)
        ),
        *([paragraph(*lines)] if lines else []),
        *aside(legend(lang, shown), said("checkin.how" if period.is_open else "checkin.closed_mark", lang)),
    ]
    titles = {each.obligation.id: each.obligation.title[lang] for each in expectations}
    rows = [go_on(lang, period.id, duty, titles[duty]) for duty in begun if duty in titles and period.is_open]
    if ticked and period.is_open:
        rows.append((button(lang, "ticks.go_on", callbacks.ShowTicks(period.id), count=ticked),))
    rows += _numbers(period, shown, first)
    if pages > 1:
        rows.append(tuple(_turning(period, page, pages)))
    if period.is_open and not ticked and len(unreported(expectations)) > 1:
        rows.append((button(lang, "ticks.several", callbacks.ShowTicks(period.id)),))
    return Message(tuple(blocks), tuple(rows))


def _made_up_of(lang: Lang, expectations: Sequence[Expectation]) -> Iterator[str]:
    """Why more or fewer are counted than stand in the list."""
    maybe = [each for each in expectations if each.applies not in {"yes", "no"}]
    counted = sum(1 for each in maybe if each.expected)
    asked = count_asked(expectations)
    if counted:
        yield said("checkin.of_which" if asked else "checkin.own_only", lang, asked=asked, own=counted, mark=MAYBE)
    if len(maybe) > counted:
        beside = "checkin.only_if" if asked or counted else "checkin.only_if_at_all"
        yield said(beside, lang, count=len(maybe) - counted, mark=MAYBE)


def count_asked(expectations: Sequence[Expectation]) -> int:
    """How many are asked of the unit, whatever it does itself."""
    return sum(1 for each in expectations if each.applies == "yes")


def listing_button(lang: Lang, period: Period) -> Button:
    """Back to the list."""
    return button(lang, "checkin.list", callbacks.ShowReports(period.id))


def mark(expectation: Expectation) -> str:
    """Where a task stands, as one sign."""
    if expectation.verdict == "locked":
        return LOCKED
    if expectation.verdict == "sent_back":
        return SENT_BACK
    if expectation.latest:
        return MARKS[expectation.latest.report.status]
    return UNREPORTED if expectation.expected else MAYBE


def legend(lang: Lang, shown: Sequence[Expectation]) -> str:
    """What the signs before some tasks mean."""
    meanings = {UNREPORTED: said("checkin.unreported", lang), MAYBE: said("checkin.maybe", lang)}
    meanings |= {MARKS[status]: said(f"state.{status}", lang) for status in STATUSES}
    meanings |= {SENT_BACK: said("verdict.sent_back", lang), LOCKED: said("verdict.locked", lang)}
    marks = dict.fromkeys(mark(each) for each in shown)
    return " · ".join(f"{each} {meanings[each]}" for each in marks)


def _numbers(period: Period, shown: Sequence[Expectation], first: int) -> Iterator[tuple[Button, ...]]:
    buttons = [Button(str(number), opened_by(period.id, each)) for number, each in enumerate(shown, first + 1)]
    for at in range(0, len(buttons), _IN_A_ROW):
        yield tuple(buttons[at : at + _IN_A_ROW])


def _turning(period: Period, page: int, pages: int) -> Iterator[Button]:
    if page > 1:
        yield Button("◀", callbacks.data(callbacks.ShowReports(period.id, page - 1)))
    yield Button(f"{page}/{pages}", callbacks.data(callbacks.ShowReports(period.id, page)))
    if page < pages:
        yield Button("▶", callbacks.data(callbacks.ShowReports(period.id, page + 1)))


def opened_by(period: int, expectation: Expectation) -> str:
    """What a button carries that opens a task's card."""
    return callbacks.data(callbacks.ReportOn(period, callbacks.ref(expectation.obligation.id)))


def shortened(title: str) -> str:
    """A title as it stands on a button."""
    return cut(title, _TITLE_ON_BUTTON)
