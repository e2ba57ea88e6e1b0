"""What awaits a reviewer: the list, one report with what can be said of it, and what its unit is told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot import callbacks
from bot.message import Block, Button, Message, bold, paragraph
from bot.pages.checkin_lines import check_in_lines
from bot.pages.evidence import shown_by
from bot.pages.expected import LOCKED, MARKS, SENT_BACK
from bot.pages.notices import button, notice, said
from bot.progress.model import CheckIn, Period, Review
from bot.progress.reports import changes
from knowledge.model import Lang

PAGE = 8
"""Reports on one page."""

APPROVED = "✔"
_IN_A_ROW = 4
_SHOWN_ON_CARD = 2
_VERDICTS = {"approved": APPROVED, "sent_back": SENT_BACK, "locked": LOCKED}
_SAID_BY = {"above": "review.before_above", "same": "review.before", "below": "review.before_below"}
_CHANGED = {
    "status": "checkin.status",
    "counts": "checkin.people",
    "note": "checkin.note",
    "reason": "checkin.reason",
    "happened_on": "checkin.happened_on",
    "evidence": "evidence.files",
}


Touched = Literal["begun", "corrected"]
"""What a report of somebody else is to a person: of a task that they had begun, or over a version that they sent."""

_TOUCHED: dict[Touched, str] = {"begun": "checkin.other_sent", "corrected": "checkin.other_corrected"}

Level = Literal["above", "same", "below"]
"""Where somebody stands in the tree of units, as seen by the reader."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A report as a reviewer looks at it. `before` is the version that it replaces, `review` what was said last.

    `level`: of whoever said that.
    """

    period: Period
    unit: str
    check_in: CheckIn
    before: CheckIn | None = None
    review: Review | None = None
    level: Level = "same"

    @property
    def is_locked(self) -> bool:
        """Whether the unit can change nothing any more."""
        return self.review is not None and self.review.verdict == "locked"

    @property
    def is_settled_above(self) -> bool:
        """Whether a level above the reader has said something of it that stands."""
        return self.review is not None and self.level == "above" and self.review.stands_at(self.check_in.version)

    def title(self, lang: Lang) -> str:
        """What it is about."""
        return _title(lang, self.period, self.check_in)


def listing(  # noqa: PLR0913 - all that stands on the page
    lang: Lang,
    period: Period,
    found: Sequence[CheckIn],
    names: Mapping[str, str],
    here: callbacks.ShowReviews,
    *,
    verdicts: Mapping[int, str] | None = None,
) -> Message:
    """A page of reports, one more than `PAGE` where there is another. `names`: of units; `here`: this very page.

    `verdicts`: what was said of each, by its number, where reports that were reviewed are shown too.
    """
    first = (here.page - 1) * PAGE + 1
    shown = list(enumerate(found[:PAGE], first))
    head = "review.reports" if here.every else "review.awaiting"
    blocks: list[Block] = [paragraph(bold(said(head, lang, name=period.name)))]
    lines = [
        f"{n}. {_mark(each, verdicts or {})} {names[each.report.unit]}: {_title(lang, period, each)}"
        for n, each in shown
    ]
    blocks.append(paragraph(*(lines or [said("review.no_reports" if here.every else "review.none", lang)])))
    buttons = [Button(str(n), callbacks.data(callbacks.ReviewOne(each.id))) for n, each in shown]
    rows = [tuple(buttons[at : at + _IN_A_ROW]) for at in range(0, len(buttons), _IN_A_ROW)]
    turning = tuple(_turning(here, more=len(found) > PAGE))
    progress = callbacks.ShowProgress(period.id, here.unit)
    back = (Button(said("review.progress", lang), callbacks.data(progress)),)
    return Message(tuple(blocks), (*rows, *([turning] if turning else []), back))


def _turning(here: callbacks.ShowReviews, *, more: bool) -> Iterator[Button]:
    for label, to in (("◀", here.page - 1), ("▶", here.page + 1 if more else 0)):
        if to > 0:
            yield Button(label, callbacks.data(callbacks.ShowReviews(here.period, here.unit, to, here.every)))


def _mark(check_in: CheckIn, verdicts: Mapping[int, str]) -> str:
    verdict = verdicts.get(check_in.id)
    return MARKS[check_in.report.status] + (_VERDICTS[verdict] if verdict else "")


def _title(lang: Lang, period: Period, check_in: CheckIn) -> str:
    duty = period.obligation(check_in.report.obligation)
    return duty.title[lang] if duty else check_in.report.obligation


def card(lang: Lang, reported: Reported, *, lead: str = "", following: int | None = None) -> Message:
    """One report and what can be said of it. `lead`: what has just been done; `following`: the next that awaits."""
    made = reported.check_in
    blocks: list[Block] = [paragraph(bold(lead))] if lead else []
    where = said("review.of", lang, unit=reported.unit, name=reported.period.name, number=made.id)
    blocks += [
        paragraph(bold(reported.title(lang)), where),
        paragraph(*check_in_lines(lang, made, "checkin.status", None), *_changed(lang, reported)),
        *_version_before(lang, reported.before),
        *_said_before(lang, reported),
    ]
    rows = [*shown_by(lang, made), *_acts(lang, reported)]
    last = []
    if made.version > _SHOWN_ON_CARD:
        rows.append((button(lang, "checkin.versions", callbacks.ReviewVersions(made.id)),))
    if following is not None:
        last.append(Button(said("review.next", lang), callbacks.data(callbacks.ReviewOne(following))))
    waiting = callbacks.ShowReviews(reported.period.id, None)
    last.append(Button(said("review.list", lang), callbacks.data(waiting)))
    return Message(tuple(blocks), (*rows, tuple(last)))


def _changed(lang: Lang, reported: Reported) -> list[str]:
    if reported.before is None:
        return []
    names = changes(reported.before.report, reported.check_in.report)
    fields = ", ".join(said(_CHANGED[name], lang).lower() for name in names if name in _CHANGED)
    version = reported.check_in.version
    return [said("review.corrected", lang, version=version, fields=fields)] if fields else []


def _version_before(lang: Lang, before: CheckIn | None) -> list[Block]:
    """What is replaced: a change is judged by what was there."""
    return [paragraph(*check_in_lines(lang, before, "checkin.version", None))] if before else []


def versions(lang: Lang, title: str, history: Sequence[CheckIn]) -> Message:
    """All that a unit said of a task, the newest first."""
    blocks = [
        paragraph(
            bold(said("checkin.version", lang, version=each.version)),
            *check_in_lines(lang, each, "checkin.status", None),
        )
        for each in reversed(history)
    ]
    back = button(lang, "review.back", callbacks.ReviewOne(history[-1].id))
    return Message((paragraph(bold(title)), *blocks), ((back,),))


def _said_before(lang: Lang, reported: Reported) -> list[Block]:
    review = reported.review
    if review is None:
        return []
    words = said(f"verdict.{review.verdict}", lang) + (f" – {review.note}" if review.note else "")
    line = said(_SAID_BY[reported.level], lang, version=review.version, words=words)
    stays = f". {said('review.only_above', lang)}" if reported.is_settled_above else ""
    return [paragraph(line + stays)]


def _acts(lang: Lang, reported: Reported) -> list[tuple[Button, ...]]:
    number, version = reported.check_in.id, reported.check_in.version
    said_of_it = reported.review if reported.review and reported.review.version == version else None
    if reported.is_settled_above:
        return []
    if reported.is_locked:
        opening = (button(lang, "review.unlock", callbacks.Unlock(number)),)
        if reported.level == "same":
            return [opening]
        back = button(lang, "review.send_back", callbacks.SendBack(number))
        return [(button(lang, "review.lock", callbacks.Lock(number)),), (*opening, back)]
    is_approved = said_of_it is not None and said_of_it.verdict == "approved" and reported.level != "below"
    acts = [] if is_approved else [callbacks.Approve(number)]
    row = [button(lang, "review.approve", act) for act in acts]
    if not said_of_it or said_of_it.verdict != "sent_back":
        row.append(button(lang, "review.send_back", callbacks.SendBack(number)))
    return [tuple(row), (button(lang, "review.lock", callbacks.Lock(number)),)]


def prompt(lang: Lang, reported: Reported) -> str:
    """What a reviewer is asked to type; the number in it tells what is sent back, also after a restart."""
    number, unit = reported.check_in.id, reported.unit
    return said("review.ask_reason", lang, number=number, unit=unit, title=reported.title(lang))


def told_back(  # noqa: PLR0913, PLR0917 - what was sent back, and why
    lang: Lang, period: int, name: str, duty: str, title: str, reason: str, *, is_open: bool
) -> Message:
    """What the unit is told of a report that was sent back; `name`: the period's."""
    short = callbacks.ref(duty)
    look = button(lang, "review.look", callbacks.ReportOn(period, short))
    correct = button(lang, "checkin.correct", callbacks.ReportOn(period, short, again=True))
    rows = ((correct, look) if is_open else (look,),)
    return Message(notice(lang, "review.sent_back_to_you", title=title, name=name, reason=reason).blocks, rows)


def told_other(  # noqa: PLR0913, PLR0917 - what was reported, and what it is to the person
    lang: Lang, title: str, period: int, duty: str, status: str, how: Touched
) -> Message:
    """What somebody who is at the same is told once another of the unit has reported."""
    row = (button(lang, "review.look", callbacks.ReportOn(period, callbacks.ref(duty))),)
    return notice(lang, _TOUCHED[how], buttons=(row,), title=title, status=said(f"state.{status}", lang))
