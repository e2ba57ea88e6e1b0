"""A check-in on its way: where a person reports, what was begun, and what they type for it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from telegram import Message as Written

from bot import callbacks
from bot.message import Button, Message, paragraph
from bot.pages import checkin as pages
from bot.pages import expected
from bot.pages.notices import notice, said, told
from bot.people.model import Unit
from bot.progress.errors import NotExpectedError, ProgressError
from bot.progress.filling import Filling, Typed, read_counts
from bot.progress.model import CheckIn, Draft, Expectation, Period
from bot.progress.reports import check
from bot.progress.sentence import asks
from bot.telegram.context import BotContext, Reader, now
from bot.telegram.show import send
from knowledge.answer import Say
from knowledge.model import Lang

_LATELY = timedelta(days=1)
_AT_IT = timedelta(hours=1)
"""So long after the last step of a check-in the person is taken to be at it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One obligation that a person reports on: in which period, for which unit, and where it stands."""

    period: Period
    expectation: Expectation
    expectations: list[Expectation]

    @property
    def title(self) -> str:
        """The obligation in Vietnamese."""
        return self.expectation.obligation.title.vi


class Desk:
    """What one person does for the unit they report for. Reads and writes the database: use it in a thread."""

    def __init__(self, context: BotContext, reader: Reader, unit: Unit) -> None:
        self.context = context
        self.reader = reader
        self.unit = unit
        self._services = context.services

    @property
    def lang(self) -> Lang:
        """The person's language."""
        return self.reader.lang

    @property
    def day_set(self) -> date | None:
        """The day on which all that is reported counts, where one is set; else that of its moment does."""
        return self._services.settings.daumoi_today

    def spot(self, period_id: int, short: str) -> Spot:
        """What a button's short names stand for. Raises `NotExpectedError`, `UnknownPeriodError`."""
        period = self._services.periods.get(period_id)
        expectations = self._services.check_ins.expectations_in(period, self.unit.code)
        found = next((e for e in expectations if callbacks.ref(e.obligation.id) == short), None)
        if found is None:
            raise NotExpectedError(Say("checkin.not_begun"))
        return Spot(period, found, expectations)

    def last_time(self, spot: Spot) -> CheckIn | None:
        """What the unit said of it in the period that this one goes on from, else in the latest one before."""
        check_ins, obligation = self._services.check_ins, spot.expectation.obligation.id
        before = spot.period.carried_from
        history = check_ins.history(before, self.unit.code, obligation) if before else []
        return history[-1] if history else check_ins.last_before(spot.period.id, self.unit.code, obligation)

    def begun(self, spot: Spot) -> Filling | None:
        """The check-in that the person has begun, if any."""
        period, obligation = spot.period.id, spot.expectation.obligation.id
        draft = self._services.drafts.get(self.reader.id, period, self.unit.code, obligation)
        return Filling.of(draft.content) if draft else None

    def other_at_it(self, spot: Spot) -> datetime | None:
        """Since when somebody else of the unit has the same report begun, not longer than a day ago."""
        code, obligation = self.unit.code, spot.expectation.obligation.id
        theirs = self._services.drafts.of_record(spot.period.id, code, obligation)
        since = (each.at for each in theirs if each.person != self.reader.id and now() - each.at < _LATELY)
        return next(since, None)

    def keep(self, spot: Spot, filling: Filling) -> None:
        """Keep it, for whichever device and day it is gone on with."""
        period, obligation = spot.period.id, spot.expectation.obligation.id
        self._services.drafts.save(Draft(self.reader.id, period, self.unit.code, obligation, filling.kept(), now()))

    def drop(self, spot: Spot) -> None:
        """Throw it away."""
        self._services.drafts.drop(self.reader.id, spot.period.id, self.unit.code, spot.expectation.obligation.id)

    def under_way(self) -> Draft | None:
        """The check-in that the person was at within the hour."""
        latest = next(iter(self.drafts()), None)
        return latest if latest and now() - latest.at < _AT_IT else None

    def drafts(self) -> list[Draft]:
        """All that the person has begun in the unit's open periods, the latest first, without what is ticked."""
        return [draft for draft in self.everything_begun() if not Filling.of(draft.content).ticked]

    def ticked(self, period_id: int) -> list[tuple[Draft, Filling]]:
        """What the person has ticked to be sent at once, in the order of the period."""
        begun = ((draft, Filling.of(draft.content)) for draft in self.everything_begun() if draft.period == period_id)
        ticked = {draft.obligation: (draft, filling) for draft, filling in begun if filling.ticked}
        order = [each.id for each in self._services.periods.get(period_id).obligations]
        return [ticked[each] for each in order if each in ticked]

    def everything_begun(self) -> list[Draft]:
        """The same with what is ticked."""
        periods = {period.id for period in self._services.periods.open_for(self.unit.code)}
        drafts = self._services.drafts.of(self.reader.id)
        return [draft for draft in drafts if draft.unit == self.unit.code and draft.period in periods]


@dataclass(frozen=True, slots=True)
class Asking:
    """What the person is to type: the words that ask for it are known again in a reply."""

    words: str


def desk(context: BotContext, reader: Reader) -> Desk | None:
    """For somebody who may report for their unit, else None; asked on every act."""
    if reader.unit is None or not context.may(reader, "report", reader.unit.code):
        return None
    return Desk(context, reader, reader.unit)


def at_desk(context: BotContext, reader: Reader, page: Callable[[Desk], Message | Asking]) -> Message | Asking:
    """A page for somebody who may report; a sentence for others, and for what cannot be done."""
    own = desk(context, reader)
    if own is None:
        return notice(reader.lang, "checkin.for_officers")
    try:
        return page(own)
    except ProgressError as error:
        return told(reader.lang, error.say)


def next_step(own: Desk, spot: Spot, filling: Filling) -> Message | Asking:
    """What is still to be typed, else the whole to be looked over, with who else has begun it."""
    if filling.awaits:
        return Asking(pages.prompt(own.lang, filling, filling.awaits, spot.expectation.obligation.title[own.lang]))
    if filling.undecided:
        return pages.undecided(own.lang, spot.period, spot.expectation, filling)
    return pages.confirm(own.lang, spot.period, spot.expectation, filling, own.other_at_it(spot))


def way_back(context: BotContext, reader: Reader) -> tuple[tuple[Button, ...], ...]:
    """The button that leads back to the check-in that a person was at, for below the answer to a question."""
    own = desk(context, reader)
    draft = own.under_way() if own else None
    if own is None or draft is None:
        return ()
    try:
        spot = own.spot(draft.period, callbacks.ref(draft.obligation))
    except ProgressError:
        return ()
    return (expected.go_on(own.lang, draft.period, draft.obligation, spot.expectation.obligation.title[own.lang]),)


async def ask(context: BotContext, reader: Reader, chat_id: int, asking: Asking) -> None:
    """Ask for words; what is typed next is the answer, whether it is typed as a reply or not."""
    await send(context.bot, chat_id, Message((paragraph(asking.words),)), answer_hint=said("checkin.hint", reader.lang))
    context.house.conversations.of(chat_id).prompt = asking.words


async def taken(context: BotContext, reader: Reader, message: Written, prompt: str) -> bool:
    """Take words that belong to a check-in, and show it; False for all others, which are questions.

    `prompt`: what the bot had asked for, in its own words. A question that comes between is not taken for an answer;
    the bot goes on waiting for it.
    """
    words, replies = message.text or "", message.reply_to_message is not None
    if not words:  # what is written below a picture is no answer
        return False

    def take() -> Message | Asking | _Between | None:
        own = desk(context, reader)
        drafts = own.drafts() if own and (prompt or read_counts(words)) else []
        if own is None or not drafts:
            return None
        asked = next(((draft, what) for draft in drafts if (what := _asked_for(own, draft, prompt))), None)
        if asked and asks(words) == "yes" and (not replies or words.rstrip().endswith("?")):
            return _Between()
        meant = asked or _counted(own, drafts[0], words)
        if meant is None and not prompt and _is_at_it(drafts[0]) and read_counts(words) is not None:
            return _no_people(own, drafts[0])
        return _with_words(own, *meant, words) if meant else None

    try:
        shown = await asyncio.to_thread(take)
    except ProgressError as error:
        shown = told(reader.lang, error.say)
    if isinstance(shown, Asking):
        await ask(context, reader, message.chat.id, shown)
    elif isinstance(shown, _Between):
        context.house.conversations.of(message.chat.id).prompt = prompt
    elif shown is not None:
        await send(context.bot, message.chat.id, shown)
    return isinstance(shown, Asking | Message)


class _Between:
    """The words are a question while something else was to be typed."""


def _counted(own: Desk, draft: Draft, words: str) -> tuple[Draft, Typed] | None:
    """A bare number is a count where the person is at a check-in that has one."""
    at_it = read_counts(words) is not None and _is_at_it(draft)
    return (draft, "count") if at_it and _takes_counts(own, draft) else None


def _is_at_it(draft: Draft) -> bool:
    return now() - draft.at < _AT_IT


def _no_people(own: Desk, draft: Draft) -> Message:
    """A bare number, where the person is at a check-in that counts nobody."""
    title = own.spot(draft.period, callbacks.ref(draft.obligation)).expectation.obligation.title[own.lang]
    back = expected.go_on(own.lang, draft.period, draft.obligation, title)
    return notice(own.lang, "checkin.no_people", buttons=(back,), title=title)


def _asked_for(own: Desk, draft: Draft, prompt: str) -> Typed | None:
    """What a prompt asks for, where it is one of this draft's."""
    filling = Filling.of(draft.content)
    obligation = own.spot(draft.period, callbacks.ref(draft.obligation)).expectation.obligation
    every: tuple[Typed, ...] = ("reason", "note", "count")
    asked = {pages.prompt(lang, filling, what, obligation.title[lang]): what for what in every for lang in ("vi", "en")}
    return asked.get(prompt)


def _takes_counts(own: Desk, draft: Draft) -> bool:
    spot = own.spot(draft.period, callbacks.ref(draft.obligation))
    return Filling.of(draft.content).takes_counts(spot.expectation.obligation.act)


def _with_words(own: Desk, draft: Draft, what: Typed, words: str) -> Message | Asking:
    spot = own.spot(draft.period, callbacks.ref(draft.obligation))
    filling = Filling.of(draft.content).typed(what, words)
    if filling is None:
        return Asking(said("checkin.no_count", own.lang))
    check(filling.report(spot.expectation, spot.period.id))
    own.keep(spot, filling)
    return next_step(own, spot, filling)
