"""A check-in told in one free sentence: what is made of it, and what is asked where that is not sure.

Nothing is kept of a sentence until it fills in a check-in: the pages answer the message that told it, and their buttons
read it again there.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from telegram import Message as Written

from bot import callbacks
from bot.message import Message
from bot.pages import telling as pages
from bot.pages.checkin import in_order
from bot.pages.notices import notice, told
from bot.progress.asked import wants_last_time
from bot.progress.errors import LockedError, ProgressError
from bot.progress.filling import Filling
from bot.progress.heard import Heard
from bot.progress.meant import Guess, names_others
from bot.progress.model import VIETNAM, Evidence, Expectation, Period
from bot.progress.reports import ACTS_WITH_PEOPLE, check
from bot.progress.sentence import Reading, read_sentence
from bot.telegram.checking_in import Asking, Desk, Spot, ask, desk, next_step
from bot.telegram.context import BotContext, Reader, now
from bot.telegram.show import send
from knowledge.answer import Say

MOST_CHARACTERS = 500
"""What is longer tells no check-in: it is a passage of a document, or a story."""

_NEARLY = 0.5
"""The share of the best guess's score from which others are offered beside it."""

Place = tuple[Period, Expectation]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that somebody wrote, the day on which they did, in Vietnam, the message's number and its files."""

    text: str
    day: date
    message: int
    files: tuple[Evidence, ...] = ()

    @classmethod
    def of(cls, message: Written, today: date, files: tuple[Evidence, ...] = ()) -> "Told":
        """What a message says. A button may be pressed days later: "hôm qua" is from the day it was written."""
        ago = now().astimezone(VIETNAM).date() - message.date.astimezone(VIETNAM).date()
        return cls(message.text or message.caption or "", min(today, today - ago), message.message_id, files)

    @property
    def reading(self) -> Reading:
        """What was understood of it."""
        return read_sentence(self.text, self.day)


async def heard(context: BotContext, reader: Reader, message: Written) -> bool:
    """Take a sentence that tells a check-in; False for all others, and for those who may report nothing now."""
    said = Told.of(message, reader.today)
    if message.forward_origin is not None or len(said.text) > MOST_CHARACTERS or "\n\n" in said.text:
        return False
    shown = await asyncio.to_thread(_understood, context, reader, said)
    if isinstance(shown, Asking):
        await ask(context, reader, message.chat.id, shown)
    elif shown is not None:
        sent = await send(context.bot, message.chat.id, shown, reply_to=message.message_id)
        await remember_choice(context, reader, message.chat.id, said, sent.message_id)
    return shown is not None


async def remember_choice(context: BotContext, reader: Reader, chat_id: int, said: Told, page: int) -> None:
    """Remember the page below a sentence as one to choose from, unless the sentence has filled in a check-in."""

    def filled_in() -> bool:
        own = desk(context, reader)
        return own is not None and any(Filling.of(each.content).told_in == said.message for each in own.drafts())

    conversation = context.house.conversations.of(chat_id)
    conversation.choice = None if await asyncio.to_thread(filled_in) else page


def _understood(context: BotContext, reader: Reader, said: Told) -> Message | Asking | None:
    if wants_last_time(said.text) and desk(context, reader):
        return notice(reader.lang, "checkin.how_last_time")
    reading = said.reading
    own = desk(context, reader) if reading.status is not None else None
    places = open_places(own) if own else []
    if own is None or not places:
        others = own is None and _is_for_the_officer(context, reader, reading)
        return notice(reader.lang, "telling.for_officers") if others else None
    kind = Heard(reading, _guesses(own, said, places), at_one=_at(own, places) is not None).kind
    if kind == "question":
        return None
    try:
        if kind == "report":
            return as_report(own, said)
        return pages.either(own.lang) if kind == "either" else pages.unsure(own.lang)
    except ProgressError as error:
        return told(own.lang, error.say)


def _is_for_the_officer(context: BotContext, reader: Reader, reading: Reading) -> bool:
    """Whether somebody tells plainly what was done, of a unit for which others report now."""
    tells = reading.is_report and reading.is_plain and bool(reading.counts or reading.happened_on)
    return tells and reader.unit is not None and bool(context.services.periods.open_for(reader.unit.code))


def as_report(own: Desk, said: Told, page: int = 0) -> Message | Asking:
    """A sentence as the check-in it tells; page `page` (from 1) of the tasks it may be about where that is not sure.

    Page 0: as it was understood. Raises `ProgressError`.
    """
    places = open_places(own)
    guesses = _guesses(own, said, places)
    at = _at(own, places)
    if page == 0 and (spot := _meant(own, said, guesses, at)):
        return fill_in(own, spot, said)
    several = len({period.id for period, _ in places}) > 1
    shown = _ordered(places, guesses, at, said.reading)
    if said.files:
        return pages.choose_for_files(own.lang, said.files, shown, page or 1, named=several)
    begun = at[1].obligation.title[own.lang] if at and page == 0 else ""
    chosen = pages.choose(own.lang, _preview(said.reading), shown, page or 1, named=several, begun=begun)
    return pages.with_doubts(own.lang, said.reading, chosen)


def fill_in(own: Desk, spot: Spot, said: Told) -> Message | Asking:
    """Fill in a check-in with what a sentence tells, and keep it. Raises `ProgressError`."""
    if spot.expectation.verdict == "locked":
        raise LockedError(Say("checkin.locked"))
    filling = replace(_filled(spot, said, own.begun(spot)).with_files(said.files), told_in=said.message)
    if not filling.awaits:
        check(filling.report(spot.expectation, spot.period.id))
    forget(own, said)
    own.keep(spot, filling)
    shown = next_step(own, spot, filling)
    if isinstance(shown, Asking):
        return shown
    shown = pages.with_doubts(own.lang, said.reading, shown)
    return replace(shown, buttons=(*shown.buttons, pages.otherwise(own.lang, asking=bool(said.text))))


def _filled(spot: Spot, said: Told, begun: Filling | None) -> Filling:
    """What a sentence tells; of files without one that what they show is done, or stands as it was reported."""
    reading = said.reading
    if reading.status is not None:
        only_the_day = begun and not reading.is_plain and not reading.counts and begun.status == "in_progress"
        meant = replace(reading, status="in_progress") if only_the_day else reading
        return Filling.told(meant, spot.expectation, begun)
    latest = spot.expectation.latest
    filling = begun or Filling.begin(latest.report.status if latest else "done", spot.expectation)
    return replace(filling, note=filling.note or said.reading.note)


def forget(own: Desk, said: Told) -> None:
    """Drop what a sentence, or files without one, have filled in before for another task."""
    for draft in own.drafts():
        if Filling.of(draft.content).told_in == said.message:
            own.drop(own.spot(draft.period, callbacks.ref(draft.obligation)))


def open_places(own: Desk) -> list[Place]:
    """All that the unit may report on now, what needs doing first, in the periods due first."""
    services = own.context.services
    periods = services.periods.open_for(own.unit.code)
    return [
        (period, each)
        for period in periods
        for each in in_order(services.check_ins.expectations_in(period, own.unit.code))
        if each.verdict != "locked"
    ]


def _at(own: Desk, places: Sequence[Place]) -> Place | None:
    """What the person is at."""
    draft = own.under_way()
    here = (draft.period, draft.obligation) if draft else None
    return next((place for place in places if (place[0].id, place[1].obligation.id) == here), None)


def _meant(own: Desk, said: Told, guesses: Sequence[Guess], at: Place | None) -> Spot | None:
    """What a sentence is about: what it names, else what the person is at where that may be; None to have it asked."""
    sure = next((guess for guess in guesses if guess.sure), None)
    if at and (sure is None or sure.obligation.id == at[1].obligation.id):
        period, duty = at[0], at[1].obligation
        homeless = bool(said.reading.counts) and duty.act not in ACTS_WITH_PEOPLE and sure is None
        return None if homeless or names_others(guesses, duty.id) else own.spot(period.id, callbacks.ref(duty.id))
    if sure is None:
        return None
    period = next(period for period, each in open_places(own) if each.obligation.id == sure.obligation.id)
    return own.spot(period.id, callbacks.ref(sure.obligation.id))


def _guesses(own: Desk, said: Told, places: Sequence[Place]) -> list[Guess]:
    """Which obligations the words may be about, the best first; sure of none where several periods ask for it."""
    found: list[Guess] = []
    periods = {period.id: period for period, _ in places}
    for period in periods.values():
        among = [each.obligation for of, each in places if of.id == period.id]
        found += own.context.services.finder(period).find(said.reading.about, among, said.day)
    ids = [guess.obligation.id for guess in found]
    once = [replace(guess, sure=guess.sure and ids.count(guess.obligation.id) == 1) for guess in found]
    return sorted(once, key=lambda guess: -guess.score)


def _ordered(places: Sequence[Place], guesses: Sequence[Guess], at: Place | None, reading: Reading) -> list[Place]:
    """Those that fit nearly as well as the best, then what the person is at, then the others as they are listed.

    Where people were counted, those tasks go before others in which they are.
    """
    enough = guesses[0].score * _NEARLY if guesses else 0.0
    scores = {guess.obligation.id: guess.score for guess in guesses if guess.score >= enough}

    def rank(place: Place) -> tuple[float, bool, bool]:
        duty = place[1].obligation
        return -scores.get(duty.id, 0.0), place != at, bool(reading.counts) and duty.act not in ACTS_WITH_PEOPLE

    return sorted(places, key=rank)


def _preview(reading: Reading) -> Filling | None:
    """What was understood, without the sentence itself, which stands right above."""
    if reading.status is None:
        return None
    counts = reading.counts if reading.counts_agree else {}
    return Filling(reading.status, counts=counts, happened_on=reading.happened_on)
