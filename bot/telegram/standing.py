"""How far those are with their reports who ask, in the periods that concern them."""

from bot import callbacks
from bot.message import Message
from bot.pages import progress as pages
from bot.progress.asked import wish
from bot.progress.errors import ProgressError
from bot.progress.model import Period, Progress, UnitProgress
from bot.telegram.context import BotContext, Reader
from knowledge.model import Lang


def beside(context: BotContext, reader: Reader, text: str, answer: Message, lang: Lang) -> Message:
    """The answer of the documents, and above it how far reporting is, where a question is about that.

    Where no document can tell, what reporting tells stands alone; an order of those who manage units leads to where it
    is carried out. For those who report or manage units while a period is open; for all others the answer as it is.
    """
    meant = wish(text, reader.today) if _takes_part(context, reader) else None
    own_unit = reader.unit.code if reader.unit else context.services.units.tree().top
    if meant == "open":
        return pages.to_periods(lang) if context.may(reader, "period", own_unit) else answer
    still_open = open_places(context, reader) if meant else []
    if meant == "remind":
        may_remind = still_open and context.may(reader, "remind", own_unit)
        return pages.to_reminders(lang, [period for period, _ in still_open]) if may_remind else answer
    try:
        found = [_standing(context, reader, *each) for each in still_open[: pages.MOST_STANDING]]
    except ProgressError:  # changed at this moment
        return answer
    if not found:
        return answer
    return pages.standing(lang, found) if meant == "state" else pages.beside(lang, answer, found)


def _takes_part(context: BotContext, reader: Reader) -> bool:
    """Whether the person reports or manages units."""
    return may_see(context, reader, reader.unit.code if reader.unit else context.services.units.tree().top)


def _standing(context: BotContext, reader: Reader, period: Period, unit: str | None) -> pages.Standing:
    opener = context.services.units.unit(period.unit) if period.unit else None
    own_unit = context.services.units.unit(unit) if unit else None
    may_report = context.may(reader, "report", unit)
    of_it = summary(context, reader, period, unit)
    return pages.Standing(
        of_it, own_unit.name if own_unit else None, opener.name if opener else None, may_report=may_report
    )


def summary(context: BotContext, reader: Reader, period: Period, unit: str | None) -> pages.Summary:
    """How far a unit is in a period; with all below it for those who manage them. Raises `ProgressError`."""
    whole = manages(context, reader, unit)
    progress = context.services.figures.progress_of(period.id, unit, units=not whole)
    figures = progress if whole else own(progress, unit)
    review = context.may(reader, "review", unit)
    waiting = context.services.check_ins.count_awaiting(period.id, unit, level=unit) if review else 0
    short = callbacks.ref(unit) if unit else None
    reported, expected = (figures.reported, figures.expected) if figures else (0, 0)
    return pages.Summary(period, short, reported, expected, waiting, many=whole and bool(progress.children))


def own(progress: Progress, unit: str | None) -> UnitProgress | None:
    """The figures of one unit alone; None where nothing is expected of it."""
    return next((each for each in progress.by_unit if each.code == unit), None)


def places(context: BotContext, reader: Reader) -> list[tuple[Period, str | None]]:
    """The periods that concern the person, each with where they start: their own unit, else the top that is theirs."""
    periods, unit = context.services.periods, reader.unit
    mine = {period.id for period in periods.of_unit(unit.code)} if unit else set()
    return [
        (period, unit.code if unit and period.id in mine else period.unit)
        for period in periods.all()
        if period.id in mine or manages(context, reader, period.unit)
    ]


def open_places(context: BotContext, reader: Reader) -> list[tuple[Period, str | None]]:
    """Those of them that are open, the one due first at the top."""
    found = (each for each in places(context, reader) if each[0].is_open)
    return sorted(found, key=lambda each: (each[0].due, each[0].id))


def manages(context: BotContext, reader: Reader, unit: str | None) -> bool:
    """Whether the person sees all below a unit."""
    return context.is_admin(reader) and context.may(reader, "review", unit)


def may_see(context: BotContext, reader: Reader, unit: str | None) -> bool:
    """Whether the figures of a unit are shown to the person."""
    return context.may(reader, "report", unit) or manages(context, reader, unit)
