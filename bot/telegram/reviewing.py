"""Reports as their reviewers see them: who may, what awaits them, and who is told of what they said."""

import asyncio
from collections.abc import Iterable

from telegram import Message as Written

from bot.message import Message
from bot.pages import reviewing as pages
from bot.pages.notices import said, told
from bot.pages.reminders import moment
from bot.pages.reviewing import Reported
from bot.people.model import Person
from bot.progress.errors import ConflictError, NotExpectedError, OutrankedError, ProgressError
from bot.progress.model import CheckIn, Review, Verdict
from bot.progress.sentence import asks
from bot.reminders.ladder import after_quiet, quiet_of
from bot.telegram.checking_in import Asking
from bot.telegram.context import BotContext, Reader, now
from bot.telegram.show import send
from bot.texts import TEXTS
from knowledge.answer import Say

_REPORTERS = ("officer", "head")


def reported(context: BotContext, reader: Reader, number: int) -> Reported:
    """The report of this number, or the version that took its place.

    Raises `NotExpectedError` where there is none, or it is not this person's to review: asked on every act.
    """
    services, check_ins = context.services, context.services.check_ins
    made = check_ins.get(number)
    if made is None or not context.may(reader, "review", made.report.unit):
        raise NotExpectedError(Say("review.not_allowed"))
    report = made.report
    history = check_ins.history(report.period, report.unit, report.obligation)
    last = next(reversed(check_ins.reviews(report.period, report.unit, report.obligation)), None)
    unit = services.units.unit(report.unit)
    return Reported(
        services.periods.get(report.period),
        unit.name if unit else report.unit,
        history[-1],
        history[-2] if len(history) > 1 else None,
        last,
        _level(context, reader, last) if last else "same",
    )


def _level(context: BotContext, reader: Reader, review: Review) -> pages.Level:
    """Of whoever said it. Of somebody who was erased nothing is known, and what they said stands as from above."""
    if review.by == reader.id:
        return "same"
    above, unit = _above(context, reader), context.services.check_ins.said_from(review)
    if above is None:
        return "below" if unit else "same"
    if unit is None or unit in above:
        return "above"
    return "same" if reader.unit and unit == reader.unit.code else "below"


def _above(context: BotContext, reader: Reader) -> frozenset[str] | None:
    """The units above a reviewer's, whose word stands; None for the operator, above whom nobody is."""
    if reader.unit is None or reader.id in context.services.settings.admin_telegram_ids:
        return None
    return frozenset(each.code for each in context.services.units.ancestors(reader.unit.code))


def shown(context: BotContext, reader: Reader, number: int) -> Message:
    """A report and what can be said of it. Raises `NotExpectedError`."""
    return pages.card(reader.lang, reported(context, reader, number))


def versions(context: BotContext, reader: Reader, number: int) -> Message:
    """All versions of a report. Raises `NotExpectedError`."""
    it = reported(context, reader, number)
    report = it.check_in.report
    history = context.services.check_ins.history(report.period, report.unit, report.obligation)
    return pages.versions(reader.lang, it.title(reader.lang), history)


def reviewed(context: BotContext, reader: Reader, number: int, verdict: Verdict, note: str = "") -> Message:
    """Say something of a report, and show it with the next that awaits.

    Of a version that the unit has corrected meanwhile nothing is said: the new one is shown. A lock is opened by
    `unlocked`, not by a button to approve that somebody sees from before. Those who report for the unit are told of
    what is sent back, by the outbox. Raises `ProgressError`.
    """
    it = reported(context, reader, number)
    if it.check_in.id != number:
        return pages.card(reader.lang, it, lead=said("review.corrected_meanwhile", reader.lang))
    if it.is_locked and verdict == "approved" and not it.is_settled_above:
        return pages.card(reader.lang, it, lead=said("reviewed.locked", reader.lang))
    return _say(context, reader, it, verdict, note)


def unlocked(context: BotContext, reader: Reader, number: int) -> Message:
    """Let a unit correct again what was locked: it stays approved, and is said to be open. Raises `ProgressError`."""
    it = reported(context, reader, number)
    if not it.is_locked:
        return pages.card(reader.lang, it, lead=said("reviewed.unlocked", reader.lang))
    return _say(context, reader, it, "approved", lead="reviewed.unlocked")


def _say(  # noqa: PLR0913, PLR0917 - what is said, of what, by whom
    context: BotContext, reader: Reader, it: Reported, verdict: Verdict, note: str = "", lead: str = ""
) -> Message:
    number = it.check_in.id
    report, version = it.check_in.report, it.check_in.version
    check_ins, told = context.services.check_ins, said(lead or f"reviewed.{verdict}", reader.lang)
    with_it = None
    if verdict == "sent_back":
        people = [each.telegram_id for each in those_to_tell(context, report.unit, reader.id)]
        with_it = context.services.outbox.tell_back(people, now())
        told = _told_when(reader, it, heard=bool(people))
    try:
        check_ins.review(
            report.period,
            report.unit,
            report.obligation,
            verdict,
            version,
            note=note,
            by=reader.id,
            now=now(),
            above=_above(context, reader),
            with_it=with_it,
        )
    except ConflictError:
        it = reported(context, reader, number)
        return pages.card(reader.lang, it, lead=said("review.corrected_meanwhile", reader.lang))
    after = reported(context, reader, number)
    following = next(iter(awaiting(context, reader, report.period, top(context, reader, report.period), 1)), None)
    return pages.card(reader.lang, after, lead=told, following=following.id if following else None)


def _told_when(reader: Reader, it: Reported, *, heard: bool) -> str:
    """That a report was sent back, and when the unit is told; `heard`: there is somebody who is."""
    if not heard:
        return said("reviewed.sent_back_unheard", reader.lang)
    at = after_quiet(now(), quiet_of(it.period.quiet))
    later = at > now()
    return said("reviewed.sent_back_later" if later else "reviewed.sent_back", reader.lang, at=moment(at))


def top(context: BotContext, reader: Reader, period_id: int) -> str | None:
    """The unit from which on a person reviews in a period: their own, else the period's top.

    Raises `NotExpectedError` where they review nothing in it.
    """
    own = reader.unit.code if reader.unit else None
    period = context.services.periods.get(period_id)
    mine = own is not None and any(each.id == period_id for each in context.services.periods.of_unit(own))
    unit = own if mine else period.unit
    if not context.may(reader, "review", unit):
        raise NotExpectedError(Say("review.not_allowed"))
    return unit


def awaiting(context: BotContext, reader: Reader, period_id: int, unit: str | None, page: int) -> list[CheckIn]:
    """A page of what nobody has looked at, and one more where there is another. Raises `NotExpectedError`."""
    if not context.may(reader, "review", unit):
        raise NotExpectedError(Say("review.not_allowed"))
    skipped = (page - 1) * pages.PAGE
    level = top(context, reader, period_id)
    return context.services.check_ins.awaiting(period_id, unit, most=pages.PAGE + 1, skipped=skipped, level=level)


async def sent_back(context: BotContext, reader: Reader, message: Written, prompt: str) -> bool:
    """Take the reason for which a report is sent back; False for all other words, which are questions."""
    number, reason = _number_in(prompt), message.text or ""
    if number is None or not reason:
        return False
    if message.reply_to_message is None and asks(reason) == "yes":
        context.house.conversations.of(message.chat.id).prompt = prompt
        return False

    def say() -> Message:
        try:
            return reviewed(context, reader, number, "sent_back", reason)
        except ProgressError as error:
            return told(reader.lang, error.say)

    await send(context.bot, message.chat.id, await asyncio.to_thread(say))
    return True


def asking_why(context: BotContext, reader: Reader, number: int) -> Message | Asking:
    """Ask for the reason. Raises `NotExpectedError`."""
    it = reported(context, reader, number)
    if it.check_in.id != number:
        return pages.card(reader.lang, it, lead=said("review.corrected_meanwhile", reader.lang))
    if it.is_settled_above:
        raise OutrankedError(Say("review.from_above"))
    return Asking(pages.prompt(reader.lang, it))


def tell_others(context: BotContext, made: Iterable[CheckIn]) -> None:
    """Have those told who are at the same: nothing of theirs is overwritten, but they should know. Once, if repeated.

    Writes to the database: use it in a thread.
    """
    kinds: tuple[pages.Touched, ...] = ("begun", "corrected")
    for each in made:
        others = others_at_it(context, each)
        for kind in kinds:
            people = [person.telegram_id for person, how in others if how == kind]
            if people:
                context.services.outbox.tell_others(each, kind, people, now())


def others_at_it(context: BotContext, made: CheckIn) -> list[tuple[Person, pages.Touched]]:
    """The people of the unit who sent the version that is replaced, or have the same report begun.

    Reads the database: use it in a thread.
    """
    report = made.report
    record = (report.period, report.unit, report.obligation)
    begun = {draft.person for draft in context.services.drafts.of_record(*record)}
    versions = context.services.check_ins.history(*record) if made.version > 1 else []
    replaced = {each.by for each in versions if each.version == made.replaces}
    others = (begun | replaced) - {made.by, None}
    people = _reporters(context, report.unit) if others else []
    return [
        (each, "corrected" if each.telegram_id in replaced else "begun")
        for each in people
        if each.telegram_id in others
    ]


def those_to_tell(context: BotContext, unit: str, reviewer: int) -> list[Person]:
    """All who report for a unit, but the one who reviewed."""
    return [each for each in _reporters(context, unit) if each.telegram_id != reviewer]


def _reporters(context: BotContext, unit: str) -> list[Person]:
    members = context.services.people.members(unit)
    return [each for each in members if each.role in _REPORTERS and each.blocked_at is None]


def _number_in(prompt: str) -> int | None:
    """The report that a prompt asks the reason for."""
    for sentence in (TEXTS["review.ask_reason"].vi, TEXTS["review.ask_reason"].en):
        before, after = sentence.split("{number}")
        rest = prompt.removeprefix(before)
        number = rest.split(after[0], 1)[0]
        if rest != prompt and number.isdecimal():
            return int(number)
    return None
