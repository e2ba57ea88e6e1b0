"""Where a unit reports: the list of what is expected of it, one of these, what is filled in, what was recorded."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot import callbacks
from bot.message import Block, Button, Line, Message, Piece, bold, paragraph
from bot.pages.evidence import shown_by, summary, taken_out_by
from bot.pages.notices import said
from bot.pages.viewer import aside, opening
from bot.progress.filling import NEEDS_REASON, Filling, Typed
from bot.progress.model import VIETNAM, CheckIn, Count, Evidence, Expectation, Period, Status
from knowledge.answer import Detail
from knowledge.model import Lang

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
UNREPORTED, MAYBE, SENT_BACK, LOCKED = "▫", "○", "↩", "🔒"

_PROMPTS: dict[Typed, str] = {
    "reason": "checkin.ask_reason",
    "note": "checkin.ask_note",
    "count": "checkin.ask_people",
}
_IN_A_ROW = 4
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
        to_progress = _button(lang, "progress.button", callbacks.ShowProgress(period.id))
        nothing = said("checkin.nothing_asked", lang, unit=unit, name=period.name, due=period.due)
        return Message((paragraph(nothing),), ((to_progress,),))
    ordered = in_order(expectations)
    pages = max(1, -(-len(ordered) // PAGE))
    page = min(page, pages)
    first = (page - 1) * PAGE
    shown = ordered[first : first + PAGE]
    expected = [each for each in expectations if each.expected]
    done = sum(1 for each in expected if each.latest)
    key = "checkin.head" if _asked(expectations) else "checkin.head_none"
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
        rows.append((_button(lang, "ticks.go_on", callbacks.ShowTicks(period.id), count=ticked),))
    rows += _numbers(period, shown, first)
    if pages > 1:
        rows.append(tuple(_turning(period, page, pages)))
    if period.is_open and not ticked and len(unreported(expectations)) > 1:
        rows.append((_button(lang, "ticks.several", callbacks.ShowTicks(period.id)),))
    return Message(tuple(blocks), tuple(rows))


def _made_up_of(lang: Lang, expectations: Sequence[Expectation]) -> Iterator[str]:
    """Why more or fewer are counted than stand in the list."""
    maybe = [each for each in expectations if each.applies not in {"yes", "no"}]
    counted = sum(1 for each in maybe if each.expected)
    asked = _asked(expectations)
    if counted:
        yield said("checkin.of_which" if asked else "checkin.own_only", lang, asked=asked, own=counted, mark=MAYBE)
    if len(maybe) > counted:
        beside = "checkin.only_if" if asked or counted else "checkin.only_if_at_all"
        yield said(beside, lang, count=len(maybe) - counted, mark=MAYBE)


def _asked(expectations: Sequence[Expectation]) -> int:
    """How many are asked of the unit, whatever it does itself."""
    return sum(1 for each in expectations if each.applies == "yes")


def listing_button(lang: Lang, period: Period) -> Button:
    """Back to the list."""
    return _button(lang, "checkin.list", callbacks.ShowReports(period.id))


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
    buttons = [Button(str(number), _open(period.id, each)) for number, each in enumerate(shown, first + 1)]
    for at in range(0, len(buttons), _IN_A_ROW):
        yield tuple(buttons[at : at + _IN_A_ROW])


def _turning(period: Period, page: int, pages: int) -> Iterator[Button]:
    if page > 1:
        yield Button("◀", callbacks.data(callbacks.ShowReports(period.id, page - 1)))
    yield Button(f"{page}/{pages}", callbacks.data(callbacks.ShowReports(period.id, page)))
    if page < pages:
        yield Button("▶", callbacks.data(callbacks.ShowReports(period.id, page + 1)))


def _open(period: int, expectation: Expectation) -> str:
    return callbacks.data(callbacks.ReportOn(period, callbacks.ref(expectation.obligation.id)))


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
    blocks: list[Block] = [paragraph(bold(expectation.obligation.title[lang]), _of_period(lang, period))]
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
            rows.append((_button(lang, "checkin.as_last_time", callbacks.AsLastTime(period.id, short)),))
    elif may_change:
        rows.append((_button(lang, "checkin.correct", callbacks.ReportOn(period.id, short, again=True)),))
    if not period.is_open:
        blocks += aside(said("checkin.closed_mark", lang))
    if latest:
        rows += shown_by(lang, latest)
    rows.append(tuple(_ways_on(lang, period, expectation, short)))
    return Message(tuple(blocks), tuple(rows))


def _ways_on(lang: Lang, period: Period, expectation: Expectation, short: str) -> Iterator[Button]:
    yield _button(lang, "checkin.words", callbacks.ShowWords(short))
    if expectation.version > 1:
        yield _button(lang, "checkin.versions", callbacks.ShowVersions(period.id, short))
    yield _button(lang, "checkin.list", callbacks.ShowReports(period.id))


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
    return [paragraph(_field(lang, "checkin.reviewed", f"{words}{note}"))]


def check_in_lines(lang: Lang, check_in: CheckIn, key: str, reader: int | None) -> list[Line]:
    """What was said in a check-in, by whom as far as the reader is or is not the one, and when.

    `reader` None: somebody who reads it from without the unit.
    """
    report = check_in.report
    at = check_in.at.astimezone(VIETNAM)
    by_whom = "checkin.by_you" if check_in.by == reader else "checkin.by_other"
    key_of_who = "checkin.by_unit" if reader is None else by_whom
    who = said(key_of_who, lang, at=f"{at.day}/{at.month}/{at.year} {at:%H:%M}")
    head = _field(lang, key, f"{said(f'state.{report.status}', lang)} – {who}", version=check_in.version)
    said_with = _said_with(lang, dict(report.counts), report.reason, report.note, report.happened_on)
    return [head, *said_with, *_files(lang, report.evidence)]


def _files(lang: Lang, files: Sequence[Evidence]) -> list[Line]:
    return [_field(lang, "evidence.files", summary(lang, files))] if files else []


def _said_with(
    lang: Lang, counts: dict[Count, int], reason: str, note: str, happened_on: date | None
) -> Iterator[Line]:
    if happened_on:
        yield _field(lang, "checkin.happened_on", said("checkin.day", lang, day=happened_on))
    grouped = {name: f"{number:,}".replace(",", "." if lang == "vi" else ",") for name, number in counts.items()}
    if "participants" in counts:
        key = "checkin.people_women" if "women" in counts else "checkin.people_of"
        yield _field(lang, "checkin.people", said(key, lang, **grouped))
    elif "women" in counts:
        yield _field(lang, "checkin.women", said("checkin.women_of", lang, **grouped))
    if reason:
        yield _field(lang, "checkin.reason", reason)
    if note:
        yield _field(lang, "checkin.note", note)


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
        paragraph(duty.title[lang], _of_period(lang, period), *filling_lines(lang, filling)),
        *aside(
            _also_begun(lang, other_since), *_replaced(lang, filling, expectation), hint, said("checkin.no_names", lang)
        ),
    ]
    send = _button(
        lang,
        "checkin.send_uncounted" if uncounted else "checkin.send",
        callbacks.SendReport(period.id, short, filling.version),
    )
    sending = () if filling.lacks_total else ((send,),)
    more = [_button(lang, "checkin.add_note", callbacks.TypeIn(period.id, short, "note"))]
    if counted:
        more.append(_button(lang, "checkin.add_people", callbacks.TypeIn(period.id, short, "count")))
    if filling.status in NEEDS_REASON:
        more.append(_button(lang, "checkin.add_reason", callbacks.TypeIn(period.id, short, "reason")))
    other = _button(lang, "checkin.other_status", callbacks.ReportOn(period.id, short, again=True))
    drop = _button(lang, "checkin.drop", callbacks.DropReport(period.id, short))
    files = taken_out_by(lang, period.id, short, filling.evidence)
    return Message(tuple(blocks), (*sending, tuple(more), *files, (other, drop)))


def undecided(lang: Lang, period: Period, expectation: Expectation, filling: Filling) -> Message:
    """How far is a task of which everything may be told but that?"""
    duty, short = expectation.obligation, callbacks.ref(expectation.obligation.id)
    uncounted = filling.uncounted and filling.takes_counts(duty.act)
    _, *told = filling_lines(lang, filling)
    blocks = (
        *([paragraph(said("checkin.uncounted", lang))] if uncounted else []),
        paragraph(bold(duty.title[lang]), _of_period(lang, period), *told),
        paragraph(bold(said("checkin.how_far", lang))),
    )
    drop = _button(lang, "checkin.drop", callbacks.DropReport(period.id, short))
    return Message(blocks, (*_statuses(lang, period.id, short), (drop,)))


def _of_period(lang: Lang, period: Period) -> Line:
    """For which period: several may be open, and an old card stays in the chat."""
    return _field(lang, "checkin.period", period.name)


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
        told = _said_with(lang, dict(latest.report.counts), "", "", latest.report.happened_on)
        before = "; ".join("".join(piece.words for piece in line) for line in told)
        yield said("checkin.replaces_numbers", lang, before=before)
    if expectation.verdict == "approved":
        yield said("checkin.replaces_approved", lang)


def filling_lines(lang: Lang, filling: Filling) -> list[Line]:
    """What was filled in, a line each."""
    status = _field(lang, "checkin.status", said(f"state.{filling.status}", lang))
    said_with = _said_with(lang, dict(filling.counts), filling.reason, filling.note, filling.happened_on)
    return [status, *said_with, *_by_share(lang, filling), *_by_sum(lang, filling), *_files(lang, filling.evidence)]


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


def recorded(lang: Lang, period: Period, made: CheckIn, expectations: Sequence[Expectation], reader: int) -> Message:
    """What was recorded, and what comes next."""
    left = unreported(expectations)
    it = next(each for each in expectations if each.obligation.id == made.report.obligation)
    asked = _asked(expectations)
    besides = it.expected and it.applies != "yes" and made.version == 1
    counts_too = said("checkin.counts_too" if asked else "checkin.own_accord", lang, asked=asked)
    thanks = said("checkin.all_reported" if asked else "checkin.thanks", lang)
    left_over = said("checkin.left", lang, count=len(left)) if left else thanks
    blocks = (
        paragraph(bold(said("checkin.recorded", lang, version=made.version))),
        paragraph(
            it.obligation.title[lang],
            _of_period(lang, period),
            *check_in_lines(lang, made, "checkin.status", reader),
        ),
        paragraph(*([counts_too] if besides else []), left_over),
    )
    rows: list[tuple[Button, ...]] = []
    if left:
        following = said("checkin.next", lang, title=shortened(left[0].obligation.title[lang]))
        rows.append((Button(following, _open(period.id, left[0])),))
    return Message(blocks, (*rows, (_button(lang, "checkin.list", callbacks.ShowReports(period.id)),)))


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
    mine = _button(lang, "checkin.send_mine", callbacks.SendReport(period.id, short, theirs.version))
    keep = _button(lang, "checkin.keep_theirs", callbacks.DropReport(period.id, short))
    return Message(blocks, ((mine,), (keep,)))


def _button(lang: Lang, key: str, action: callbacks.Action, **details: Detail) -> Button:
    return Button(said(key, lang, **details), callbacks.data(action))


def _field(lang: Lang, key: str, words: str, **details: Detail) -> Line:
    return (Piece(f"{said(key, lang, **details)}: ", "bold"), Piece(words))


def shortened(title: str) -> str:
    """A title as it stands on a button."""
    if len(title) <= _TITLE_ON_BUTTON:
        return title
    return title[:_TITLE_ON_BUTTON].rsplit(" ", 1)[0] + "…"
