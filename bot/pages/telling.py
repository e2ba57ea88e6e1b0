"""A check-in told in one sentence: is it one, which task is it about."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot import callbacks
from bot.message import Block, Button, Message, bold, paragraph
from bot.pages.checkin_lines import filling_lines
from bot.pages.evidence import summary
from bot.pages.expected import legend, mark
from bot.pages.notices import notice, said
from bot.pages.viewer import aside
from bot.progress.filling import Filling
from bot.progress.model import Evidence, Expectation, Period
from bot.progress.sentence import Reading
from knowledge.model import Lang

PAGE = 6
"""Tasks to choose from on one page."""

_IN_A_ROW = 3


def either(lang: Lang) -> Message:
    """What was written may be a report or a question: whoever wrote it says which."""
    report = Button(said("telling.report", lang), callbacks.data(callbacks.ShowMeant()))
    return notice(lang, "telling.either", buttons=((report, _question(lang, "telling.question")), (_drop(lang),)))


def unsure(lang: Lang) -> Message:
    """What was written tells something, but nothing that is asked for: whoever wrote it says whether it is a report."""
    report = Button(said("telling.report", lang), callbacks.data(callbacks.ShowMeant()))
    none = Button(said("telling.is_none", lang), callbacks.data(callbacks.DropMeant()))
    return notice(lang, "telling.unsure", buttons=((report, none),))


def doubts(lang: Lang, reading: Reading) -> list[str]:
    """What a sentence tells that cannot be, and was left out."""
    found: list[str] = []
    if not reading.counts_agree:
        found.append(_more_women(lang, reading))
    if reading.to_come:
        found.append(said("telling.to_come", lang, day=reading.to_come))
    return found


def _more_women(lang: Lang, reading: Reading) -> str:
    return said("telling.more_women", lang, women=reading.counts["women"], participants=reading.counts["participants"])


def with_doubts(lang: Lang, reading: Reading, page: Message) -> Message:
    """A page made of a sentence, headed by what was left out of it."""
    left_out = doubts(lang, reading)
    return replace(page, blocks=(paragraph(*left_out), *page.blocks)) if left_out else page


def locked(lang: Lang, title: str) -> Message:
    """What a sentence names may not be changed."""
    return notice(lang, "telling.locked", buttons=(otherwise(lang, asking=True),), title=title)


def without_people(lang: Lang, page: Message) -> Message:
    """A page made of a sentence that counts people, of a task that counts nobody."""
    return replace(page, blocks=(paragraph(said("telling.no_people", lang)), *page.blocks))


def dropped(lang: Lang) -> Message:
    """Nothing is done with what was written."""
    return notice(lang, "telling.dropped")


def choose(  # noqa: PLR0913 - all that stands on the page
    lang: Lang,
    told: Filling | None,
    places: Sequence[tuple[Period, Expectation]],
    page: int,
    *,
    named: bool,
    begun: str = "",
    inferred: bool = False,
) -> Message:
    """Which of some tasks a sentence is about, page `page` (from 1). `named`: they are of several periods.

    `begun`: the title of a check-in under way, which the sentence does not seem to be about. `inferred`: the sentence
    does not say the status itself, which is then left as it stands.
    """
    head = said("telling.choose", lang)
    blocks: list[Block] = [*aside(said("telling.another", lang, title=begun) if begun else ""), paragraph(bold(head))]
    if told is not None:
        status, *others = filling_lines(lang, told)
        told_lines = others if inferred else [status, *others]
        blocks += [paragraph(*told_lines)] if told_lines else []
    lines, rows = _places(lang, places, page, named=named)
    return Message(
        (*blocks, paragraph(*lines), *_legend(lang, places, page)),
        (*rows, (_question(lang, "telling.not_report"), _drop(lang))),
    )


def choose_for_files(
    lang: Lang, files: Sequence[Evidence], places: Sequence[tuple[Period, Expectation]], page: int, *, named: bool
) -> Message:
    """The same for files: which of some tasks they bear out. Nothing is kept of them yet."""
    head = said("evidence.choose", lang, files=summary(lang, files))
    lines, rows = _places(lang, places, page, named=named)
    return Message(
        (paragraph(bold(head)), *aside(said("evidence.no_children", lang)), paragraph(*lines)), (*rows, (_drop(lang),))
    )


def _places(
    lang: Lang, places: Sequence[tuple[Period, Expectation]], page: int, *, named: bool
) -> tuple[list[str], list[tuple[Button, ...]]]:
    pages = max(1, -(-len(places) // PAGE))
    page = min(page, pages)
    first = (page - 1) * PAGE
    shown = list(enumerate(places[first : first + PAGE], first + 1))
    lines = [f"{n}. {mark(each)} {each.obligation.title[lang]}{_of(of, named=named)}" for n, (of, each) in shown]
    buttons = [
        Button(str(n), callbacks.data(callbacks.Meant(period.id, callbacks.ref(each.obligation.id))))
        for n, (period, each) in shown
    ]
    rows = [tuple(buttons[at : at + _IN_A_ROW]) for at in range(0, len(buttons), _IN_A_ROW)]
    if pages > 1:
        rows.append(tuple(_turning(page, pages)))
    return lines, rows


def _legend(lang: Lang, places: Sequence[tuple[Period, Expectation]], page: int) -> list[Block]:
    page = min(page, max(1, -(-len(places) // PAGE)))
    return [*aside(legend(lang, [each for _, each in places[(page - 1) * PAGE : page * PAGE]]))]


def otherwise(lang: Lang, *, asking: bool) -> tuple[Button, ...]:
    """A row for whoever was misunderstood: another task is meant, or (`asking`) it was a question."""
    other = Button(said("telling.other_task", lang), callbacks.data(callbacks.ShowMeant(1)))
    return (other, _question(lang, "telling.not_report")) if asking else (other,)


def _of(period: Period, *, named: bool) -> str:
    return f" ({period.name})" if named else ""


def _question(lang: Lang, key: str) -> Button:
    return Button(said(key, lang), callbacks.data(callbacks.WasQuestion()))


def _drop(lang: Lang) -> Button:
    return Button(said("telling.drop", lang), callbacks.data(callbacks.DropMeant()))


def _turning(page: int, pages: int) -> Iterator[Button]:
    for label, to in (("◀", page - 1), (f"{page}/{pages}", page), ("▶", page + 1)):
        if 1 <= to <= pages:
            yield Button(label, callbacks.data(callbacks.ShowMeant(to)))
