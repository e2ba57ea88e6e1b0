"""Reporting periods for those who open and close them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot import callbacks
from bot.message import Button, Message, bold, paragraph
from bot.pages.notices import notice, said
from bot.progress.model import Period
from knowledge.model import Lang

PAGE = 8
"""Periods on one page."""
_CENTURY = 2000

_OPENING = re.compile(
    r"\s*(?:mở|mo|open)\s+(?P<name>.+?)[\s,;–-]+(?:hạn\s+|han\s+|due\s+)?"
    r"(?P<written>"
    r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?:(?P=mark)(?P<year>\d{4}|\d{2}))?"
    # As letters of offices write it: ngày 30 tháng 9 năm 2021.
    r"|(?:ngày|ngay)\s+(?P<its_day>\d{1,2})\s+(?:tháng|thang)\s+(?P<its_month>\d{1,2})(?:\s+(?:năm|nam)\s+(?P<its_year>\d{4}))?"
    r")\s*",
    re.IGNORECASE,
)
_NAMING = re.compile(
    r"\s*(?:đóng|dong|close|mở\s+lại|mo\s+lai|reopen|mở|mo|open|xem)\s+(?:(?:kỳ|ky|period)\s+)?(?P<name>.+?)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """A period as somebody typed it; `year_added` where they left the year of the due day out."""

    name: str
    due: date
    year_added: bool = False


@dataclass(frozen=True, slots=True)
class NoSuchDay:
    """A due day, as somebody typed it, that no calendar has: 31/6/2026."""

    written: str


def read_opening(words: str, today: date) -> Opening | NoSuchDay | None:
    """The name and the due day in `mở Quý IV 31/12/2026`, also 31-12-2026 or 31.12.2026; None for anything else.

    Without a year the next such day is taken; a year of two digits is one of this century.
    """
    found = _OPENING.fullmatch(words)
    if found is None:
        return None
    name, year = found["name"].strip(), found["year"] or found["its_year"]
    day, month = int(found["day"] or found["its_day"]), int(found["month"] or found["its_month"])
    try:
        if year:
            return Opening(name, date(int(year) + (_CENTURY if len(year) == 2 else 0), month, day))  # noqa: PLR2004
        due = date(today.year, month, day)
        return Opening(name, due if due >= today else date(today.year + 1, month, day), year_added=True)
    except ValueError:
        return NoSuchDay(found["written"])


def named_in(words: str) -> str:
    """The period that somebody names: `đóng Quý II`, `mở lại kỳ Quý II`, `Quý II`."""
    found = _NAMING.fullmatch(words)
    return found["name"] if found else words


def periods_page(lang: Lang, periods: Sequence[Period], page: int = 1) -> Message:
    """The periods, the newest first."""
    pages = max(1, -(-len(periods) // PAGE))
    page = min(page, pages)
    shown = periods[(page - 1) * PAGE : page * PAGE]
    rows: list[tuple[Button, ...]] = [
        (Button(_line(lang, each), callbacks.data(callbacks.ShowPeriod(each.id))),) for each in shown
    ]
    if pages > 1:
        steps = (("◀", page - 1), (f"{page}/{pages}", page), ("▶", page + 1))
        turning = [Button(label, callbacks.data(callbacks.ShowPeriods(to))) for label, to in steps if 1 <= to <= pages]
        rows.append(tuple(turning))
    head = said("period.list" if periods else "period.none", lang)
    return Message((paragraph(bold(head)), paragraph(said("period.how", lang))), tuple(rows))


def period_page(lang: Lang, period: Period, unit: str, *, untold: bool = False, lead: str = "") -> Message:
    """One period and what can be done with it. `untold`: no unit was told of it yet; `lead`: what was just done."""
    blocks = (
        *([paragraph(bold(lead))] if lead else []),
        paragraph(
            bold(_line(lang, period)),
            said("period.size", lang, obligations=len(period.obligations), unit=unit),
        ),
    )
    change: callbacks.Action = callbacks.ClosePeriod(period.id) if period.is_open else callbacks.ReopenPeriod(period.id)
    label = said("period.close" if period.is_open else "period.reopen", lang)
    back = Button(said("checkin.list", lang), callbacks.data(callbacks.ShowPeriods()))
    review = Button(said("review.button", lang), callbacks.data(callbacks.ShowReviews(period.id)))
    progress = Button(said("review.progress", lang), callbacks.data(callbacks.ShowProgress(period.id)))
    remind = Button(said("reminder.button", lang), callbacks.data(callbacks.ShowReminders(period.id)))
    tell = Button(said("period.tell", lang), callbacks.data(callbacks.AnnouncePeriod(period.id)))
    reminding = [(tell,)] if untold else []
    if period.is_open:
        reminding.append((remind,))
    return Message(blocks, ((review, progress), *reminding, (Button(label, callbacks.data(change)), back)))


def taken(lang: Lang, period: Period) -> Message:
    """The name of a period that is to be opened is that of another."""
    look = Button(_line(lang, period), callbacks.data(callbacks.ShowPeriod(period.id)))
    return notice(lang, "period.taken", buttons=((look,),), name=period.name, due=period.due)


def opened(lang: Lang, period: Period) -> Message:
    """A period was opened: nobody knows yet, which is the next step."""
    tell = Button(said("period.tell", lang), callbacks.data(callbacks.AnnouncePeriod(period.id)))
    progress = Button(said("progress.button", lang), callbacks.data(callbacks.ShowProgress(period.id)))
    return notice(
        lang,
        "period.opened",
        "period.tell_next",
        buttons=((tell,), (progress,)),
        name=period.name,
        due=period.due,
        number=period.id,
        obligations=len(period.obligations),
    )


def sure(lang: Lang, period: Period, *, closing: bool) -> Message:
    """Before a period is closed or opened again."""
    yes: callbacks.Action = (
        callbacks.ClosePeriod(period.id, sure=True) if closing else callbacks.ReopenPeriod(period.id, sure=True)
    )
    row = (
        Button(said("period.yes_close" if closing else "period.yes_reopen", lang), callbacks.data(yes)),
        Button(said("checkin.list", lang), callbacks.data(callbacks.ShowPeriods())),
    )
    if closing:
        return notice(lang, "period.sure_close", buttons=(row,), name=period.name)
    return notice(lang, "period.sure_reopen", buttons=(row,), name=period.name, due=period.due)


def preview(  # noqa: PLR0913 - all that makes a period
    lang: Lang, opening: Opening, *, obligations: int, units: int, unit: str, documents: str
) -> Message:
    """What opening a period would do."""
    row = (Button(said("period.open_it", lang), callbacks.data(callbacks.OpenPeriod())),)
    name, due = opening.name, opening.due
    doubt = [paragraph(bold(said("period.year_added", lang, due=due)))] if opening.year_added else []
    size = said("period.preview", lang, name=name, due=due, obligations=obligations, units=units, unit=unit)
    return Message((*doubt, paragraph(size), paragraph(said("period.documents", lang, documents=documents))), (row,))


def _line(lang: Lang, period: Period) -> str:
    state = said("period.open_state" if period.is_open else "period.closed_state", lang)
    return said("period.line", lang, name=period.name, due=period.due, state=state)
