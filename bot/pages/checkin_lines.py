"""What is said in a check-in, filled in or recorded, a line each."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.message import Line, Piece
from bot.pages.evidence import summary
from bot.pages.notices import said
from bot.progress.filling import Filling
from bot.progress.model import VIETNAM, CheckIn, Count, Evidence, Period
from knowledge.answer import Detail
from knowledge.model import Lang


def check_in_lines(lang: Lang, check_in: CheckIn, key: str, reader: int | None) -> list[Line]:
    """What was said in a check-in, by whom as far as the reader is or is not the one, and when.

    `reader` None: somebody who reads it from without the unit.
    """
    report = check_in.report
    at = check_in.at.astimezone(VIETNAM)
    by_whom = "checkin.by_you" if check_in.by == reader else "checkin.by_other"
    key_of_who = "checkin.by_unit" if reader is None else by_whom
    who = said(key_of_who, lang, at=f"{at.day}/{at.month}/{at.year} {at:%H:%M}")
    head = field(lang, key, f"{said(f'state.{report.status}', lang)} – {who}", version=check_in.version)
    said_with = said_with_it(lang, dict(report.counts), report.reason, report.note, report.happened_on)
    return [head, *said_with, *_files(lang, report.evidence)]


def filling_lines(lang: Lang, filling: Filling) -> list[Line]:
    """What was filled in, a line each."""
    status = field(lang, "checkin.status", said(f"state.{filling.status}", lang))
    said_with = said_with_it(lang, dict(filling.counts), filling.reason, filling.note, filling.happened_on)
    return [status, *said_with, *_by_share(lang, filling), *_by_sum(lang, filling), *_files(lang, filling.evidence)]


def of_period(lang: Lang, period: Period) -> Line:
    """For which period: several may be open, and an old card stays in the chat."""
    return field(lang, "checkin.period", period.name)


def field(lang: Lang, key: str, words: str, **details: Detail) -> Line:
    """A line that opens with what it is about, in bold."""
    return (Piece(f"{said(key, lang, **details)}: ", "bold"), Piece(words))


def _files(lang: Lang, files: Sequence[Evidence]) -> list[Line]:
    return [field(lang, "evidence.files", summary(lang, files))] if files else []


def said_with_it(
    lang: Lang, counts: dict[Count, int], reason: str, note: str, happened_on: date | None
) -> Iterator[Line]:
    """What goes with the status: the day, how many, why, and a note."""
    if happened_on:
        yield field(lang, "checkin.happened_on", said("checkin.day", lang, day=happened_on))
    grouped = {name: f"{number:,}".replace(",", "." if lang == "vi" else ",") for name, number in counts.items()}
    if "participants" in counts:
        key = "checkin.people_women" if "women" in counts else "checkin.people_of"
        yield field(lang, "checkin.people", said(key, lang, **grouped))
    elif "women" in counts:
        yield field(lang, "checkin.women", said("checkin.women_of", lang, **grouped))
    if reason:
        yield field(lang, "checkin.reason", reason)
    if note:
        yield field(lang, "checkin.note", note)


def _by_sum(lang: Lang, filling: Filling) -> list[Line]:
    """What was added to what, and that the women among all are not known any more."""
    if not filling.sum:
        return []
    key = "checkin.sum" if "women" in filling.counts else "checkin.sum_people"
    return [(Piece(said(key, lang, sum=filling.sum), "italic"),)]


def _by_share(lang: Lang, filling: Filling) -> list[Line]:
    """Where the number of women is from that nobody typed, or that it is missing."""
    if not filling.share:
        return []
    key = "checkin.women_by_share" if "women" in filling.counts else "checkin.share_left_out"
    return [(Piece(said(key, lang, share=filling.share), "italic"),)]
