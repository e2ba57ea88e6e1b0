"""A check-in told in one sentence: is it one, which task is it about."""

from collections.abc import Iterator, Sequence

from bot import callbacks
from bot.message import Button, Message, bold, paragraph
from bot.pages.checkin import filling_lines, mark
from bot.pages.notices import notice, said
from bot.progress.filling import Filling
from bot.progress.model import Expectation, Period
from knowledge.model import Lang

PAGE = 6
"""Tasks to choose from on one page."""

_IN_A_ROW = 3


def either(lang: Lang) -> Message:
    """What was written may be a report or a question: whoever wrote it says which."""
    report = Button(said("telling.report", lang), callbacks.data(callbacks.ShowMeant()))
    return notice(lang, "telling.either", buttons=((report, _question(lang, "telling.question")),))


def choose(
    lang: Lang, told: Filling | None, places: Sequence[tuple[Period, Expectation]], page: int, *, named: bool
) -> Message:
    """Which of some tasks is meant, page `page` (from 1). `named`: they are of several periods, which are told."""
    pages = max(1, -(-len(places) // PAGE))
    page = min(page, pages)
    first = (page - 1) * PAGE
    shown = list(enumerate(places[first : first + PAGE], first + 1))
    lines = [
        f"{n}. {mark(each)} {each.obligation.title[lang]}{_of(period, named=named)}" for n, (period, each) in shown
    ]
    buttons = [
        Button(str(n), callbacks.data(callbacks.Meant(period.id, callbacks.ref(each.obligation.id))))
        for n, (period, each) in shown
    ]
    rows = [tuple(buttons[at : at + _IN_A_ROW]) for at in range(0, len(buttons), _IN_A_ROW)]
    if pages > 1:
        rows.append(tuple(_turning(page, pages)))
    blocks = [paragraph(bold(said("telling.choose", lang)))]
    if told is not None:
        blocks.append(paragraph(*filling_lines(lang, told)))
    return Message((*blocks, paragraph(*lines)), (*rows, (_question(lang, "telling.not_report"),)))


def otherwise(lang: Lang) -> tuple[Button, ...]:
    """A row for whoever was misunderstood: another task is meant, or it was a question."""
    other = Button(said("telling.other_task", lang), callbacks.data(callbacks.ShowMeant(1)))
    return (other, _question(lang, "telling.not_report"))


def _of(period: Period, *, named: bool) -> str:
    return f" ({period.name})" if named else ""


def _question(lang: Lang, key: str) -> Button:
    return Button(said(key, lang), callbacks.data(callbacks.WasQuestion()))


def _turning(page: int, pages: int) -> Iterator[Button]:
    for label, to in (("◀", page - 1), (f"{page}/{pages}", page), ("▶", page + 1)):
        if 1 <= to <= pages:
            yield Button(label, callbacks.data(callbacks.ShowMeant(to)))
