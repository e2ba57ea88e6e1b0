"""Where a unit reports on one task: what was said last, what is filled in, what was recorded."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot import callbacks
from bot.message import Block, Button, Message, bold, paragraph
from bot.pages.checkin_lines import check_in_lines, field, filling_lines, of_period, said_with_it
from bot.pages.evidence import shown_by, taken_out_by
from bot.pages.expected import MARKS, STATUSES, count_asked, opened_by, shortened, unreported
from bot.pages.notices import button, said
from bot.pages.viewer import aside, opening
from bot.progress.filling import NEEDS_REASON, Filling, Typed
from bot.progress.model import VIETNAM, CheckIn, Expectation, Period
from knowledge.model import Lang

_PROMPTS: dict[Typed, str] = {
    "reason": "checkin.ask_reason",
    "note": "checkin.ask_note",
    "count": "checkin.ask_people",
}


def card(  # noqa: PLR0913 - all that stands on the card
    lang: Lang,
    period: Period,
    expectation: Expectation,
    reader: int,
    *,
    again: bool = False,
    last_time: CheckIn | None = None,
) -> Message:
    """One task of a unit: what was said last, or the statuses to choose from; `again` to correct what was said.

    `last_time` is what the unit said in the period that this one goes on from.
    """
    short, latest = callbacks.ref(expectation.obligation.id), expectation.latest
    blocks: list[Block] = [paragraph(bold(expectation.obligation.title[lang]), of_period(lang, period))]
    if latest:
        blocks.append(paragraph(*check_in_lines(lang, latest, "checkin.last", reader)))
    elif last_time:
        blocks.append(paragraph(*check_in_lines(lang, last_time, "checkin.last_time", reader)))
    blocks += _verdict(lang, expectation)
    may_change = period.is_open and expectation.verdict != "locked"
    rows: list[tuple[Button, ...]] = []
    if may_change and (again or not latest):
        blocks.append(paragraph(said("checkin.how_far", lang)))
        rows += _statuses(lang, period.id, short)
        if last_time:
            rows.append((button(lang, "checkin.as_last_time", callbacks.AsLastTime(period.id, short)),))
    elif may_change:
        rows.append((button(lang, "checkin.correct", callbacks.ReportOn(period.id, short, again=True)),))
    if not period.is_open:
        blocks += aside(said("checkin.closed_mark", lang))
    if latest:
        rows += shown_by(lang, latest)
    rows.append(tuple(_ways_on(lang, period, expectation, short)))
    return Message(tuple(blocks), tuple(rows))


def _ways_on(lang: Lang, period: Period, expectation: Expectation, short: str) -> Iterator[Button]:
    yield button(lang, "checkin.words", callbacks.ShowWords(short))
    if expectation.version > 1:
        yield button(lang, "checkin.versions", callbacks.ShowVersions(period.id, short))
    yield button(lang, "checkin.list", callbacks.ShowReports(period.id))


def _statuses(lang: Lang, period: int, short: str) -> Iterator[tuple[Button, ...]]:
    buttons = [
        Button(
            f"{MARKS[status]} {opening(said(f'state.{status}', lang))}",
            callbacks.data(callbacks.SetStatus(period, short, status)),
        )
        for status in STATUSES
    ]
    for at in range(0, len(buttons), 2):
        yield tuple(buttons[at : at + 2])


def _verdict(lang: Lang, expectation: Expectation) -> list[Block]:
    if expectation.verdict is None or expectation.review is None:
        return []
    words = said(f"verdict.{expectation.verdict}", lang)
    note = f" – {expectation.review.note}" if expectation.review.note else ""
    return [paragraph(field(lang, "checkin.reviewed", f"{words}{note}"))]


def versions(lang: Lang, period: Period, expectation: Expectation, history: Sequence[CheckIn], reader: int) -> Message:
    """All that was said of a task, the newest first."""
    blocks = [
        paragraph(
            bold(said("checkin.version", lang, version=each.version)),
            *check_in_lines(lang, each, "checkin.status", reader),
        )
        for each in reversed(history)
    ]
    back = Button(said("checkin.list", lang), callbacks.data(callbacks.ShowReports(period.id)))
    return Message((paragraph(bold(expectation.obligation.title[lang])), *blocks), ((back,),))


def prompt(lang: Lang, filling: Filling, what: Typed, title: str) -> str:
    """What the person is asked to type; the same words tell, in a reply, what is answered."""
    return said(_PROMPTS[what], lang, title=title, status=said(f"state.{filling.status}", lang))


def confirm(
    lang: Lang, period: Period, expectation: Expectation, filling: Filling, other_since: datetime | None = None
) -> Message:
    """All that was filled in, to be looked over and sent. `other_since`: when somebody else began the same."""
    duty, short = expectation.obligation, callbacks.ref(expectation.obligation.id)
    counted = filling.takes_counts(duty.act)
    hint = _people_hint(lang, filling) if counted else ""
    uncounted = counted and filling.uncounted
    head = said("checkin.ask_total" if filling.lacks_total else "checkin.confirm", lang)
    blocks: list[Block] = [
        *([paragraph(said("checkin.uncounted", lang))] if uncounted else []),
        paragraph(bold(head)),
        paragraph(duty.title[lang], of_period(lang, period), *filling_lines(lang, filling)),
        *aside(
            _also_begun(lang, other_since), *_replaced(lang, filling, expectation), hint, said("checkin.no_names", lang)
        ),
    ]
    send = button(
        lang,
        "checkin.send_uncounted" if uncounted else "checkin.send",
        callbacks.SendReport(period.id, short, filling.version),
    )
    sending = () if filling.lacks_total else ((send,),)
    more = [button(lang, "checkin.add_note", callbacks.TypeIn(period.id, short, "note"))]
    if counted:
        more.append(button(lang, "checkin.add_people", callbacks.TypeIn(period.id, short, "count")))
    if filling.status in NEEDS_REASON:
        more.append(button(lang, "checkin.add_reason", callbacks.TypeIn(period.id, short, "reason")))
    other = button(lang, "checkin.other_status", callbacks.ReportOn(period.id, short, again=True))
    drop = button(lang, "checkin.drop", callbacks.DropReport(period.id, short))
    files = taken_out_by(lang, period.id, short, filling.evidence)
    return Message(tuple(blocks), (*sending, tuple(more), *files, (other, drop)))


def undecided(lang: Lang, period: Period, expectation: Expectation, filling: Filling) -> Message:
    """How far is a task of which everything may be told but that?"""
    duty, short = expectation.obligation, callbacks.ref(expectation.obligation.id)
    uncounted = filling.uncounted and filling.takes_counts(duty.act)
    _, *told = filling_lines(lang, filling)
    blocks = (
        *([paragraph(said("checkin.uncounted", lang))] if uncounted else []),
        paragraph(bold(duty.title[lang]), of_period(lang, period), *told),
        paragraph(bold(said("checkin.how_far", lang))),
    )
    drop = button(lang, "checkin.drop", callbacks.DropReport(period.id, short))
    return Message(blocks, (*_statuses(lang, period.id, short), (drop,)))


def _people_hint(lang: Lang, filling: Filling) -> str:
    return "" if filling.counts or filling.uncounted else said("checkin.people_hint", lang)


def _also_begun(lang: Lang, since: datetime | None) -> str:
    if since is None:
        return ""
    at = since.astimezone(VIETNAM)
    return said("checkin.other_begun", lang, at=f"{at:%H:%M} {at.day}/{at.month}")


def _replaced(lang: Lang, filling: Filling, expectation: Expectation) -> Iterator[str]:
    """Which version this one replaces, with its numbers where others are told now, and that it was approved."""
    if not filling.version:
        return
    yield said("checkin.replaces", lang, version=filling.version)
    latest = expectation.latest
    if latest and latest.report.counts and latest.report.counts != filling.counts:
        told = said_with_it(lang, dict(latest.report.counts), "", "", latest.report.happened_on)
        before = "; ".join("".join(piece.words for piece in line) for line in told)
        yield said("checkin.replaces_numbers", lang, before=before)
    if expectation.verdict == "approved":
        yield said("checkin.replaces_approved", lang)


def recorded(lang: Lang, period: Period, made: CheckIn, expectations: Sequence[Expectation], reader: int) -> Message:
    """What was recorded, and what comes next."""
    left = unreported(expectations)
    it = next(each for each in expectations if each.obligation.id == made.report.obligation)
    asked = count_asked(expectations)
    besides = it.expected and it.applies != "yes" and made.version == 1
    counts_too = said("checkin.counts_too" if asked else "checkin.own_accord", lang, asked=asked)
    thanks = said("checkin.all_reported" if asked else "checkin.thanks", lang)
    left_over = said("checkin.left", lang, count=len(left)) if left else thanks
    blocks = (
        paragraph(bold(said("checkin.recorded", lang, version=made.version))),
        paragraph(
            it.obligation.title[lang],
            of_period(lang, period),
            *check_in_lines(lang, made, "checkin.status", reader),
        ),
        paragraph(*([counts_too] if besides else []), left_over),
    )
    rows: list[tuple[Button, ...]] = []
    if left:
        following = said("checkin.next", lang, title=shortened(left[0].obligation.title[lang]))
        rows.append((Button(following, opened_by(period.id, left[0])),))
    return Message(blocks, (*rows, (button(lang, "checkin.list", callbacks.ShowReports(period.id)),)))


def conflict(  # noqa: PLR0913, PLR0917 - both versions, of what, for whom
    lang: Lang, period: Period, expectation: Expectation, filling: Filling, theirs: CheckIn, reader: int
) -> Message:
    """Somebody else recorded first: theirs and one's own, side by side."""
    short = callbacks.ref(expectation.obligation.id)
    blocks = (
        paragraph(said("checkin.which_version", lang, version=theirs.version)),
        paragraph(bold(expectation.obligation.title[lang])),
        paragraph(*check_in_lines(lang, theirs, "checkin.theirs", reader)),
        paragraph(bold(said("checkin.yours", lang)), *filling_lines(lang, filling)),
    )
    mine = button(lang, "checkin.send_mine", callbacks.SendReport(period.id, short, theirs.version))
    keep = button(lang, "checkin.keep_theirs", callbacks.DropReport(period.id, short))
    return Message(blocks, ((mine,), (keep,)))
