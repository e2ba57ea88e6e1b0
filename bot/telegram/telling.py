"""A check-in told in one free sentence: what is made of it, and what is asked where that is not sure.

Nothing is kept of a sentence until it fills in a check-in: the pages answer the message that told it, and their buttons
read it again there.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from telegram import Message as Written

from bot import callbacks
from bot.message import Message
from bot.pages import telling as pages
from bot.pages.checkin import card
from bot.pages.expected import in_order
from bot.pages.notices import notice, told
from bot.progress.asked import wants_last_time
from bot.progress.errors import LockedError, ProgressError
from bot.progress.filling import Filling
from bot.progress.heard import Heard, note_told, wants_to_send
from bot.progress.meant import Guess, names_others
from bot.progress.model import CheckIn, Expectation, Period, Status
from bot.progress.reports import ACTS_WITH_PEOPLE, check
from bot.progress.sentence import Reading
from bot.telegram.checking_in import Asking, Desk, Spot, ask, desk, next_step
from bot.telegram.context import BotContext, Reader, now
from bot.telegram.show import send
from bot.telegram.telling_several import several_told
from bot.telegram.told import Told
from knowledge.answer import Say

MOST_CHARACTERS = 500
"""What is longer tells no check-in: it is a passage of a document, or a story."""

_NEARLY = 0.5
"""The share of the best guess's score from which others are offered beside it."""

_JUST_NOW = timedelta(hours=1)
"""So long after something was reported "nhầm" is about that."""

Place = tuple[Period, Expectation]


async def heard(context: BotContext, reader: Reader, message: Written) -> bool:
    """Take a sentence that tells a check-in; False for all others, and for those who may report nothing now."""
    said = Told.of(message, reader.today)
    if message.forward_origin is not None or len(said.text) > MOST_CHARACTERS or "\n\n" in said.text:
        return False
    shown = await asyncio.to_thread(understood, context, reader, said)
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


def understood(context: BotContext, reader: Reader, said: Told) -> Message | Asking | None:
    """What is answered to a sentence; None where it is no check-in, or its writer may report nothing now."""
    if wants_last_time(said.text) and desk(context, reader):
        return notice(reader.lang, "checkin.how_last_time")
    reading = said.reading
    of_card = wants_to_send(said.text) or note_told(said.text)
    own = desk(context, reader) if reading.tells or reading.corrects or of_card else None
    places = _places(own) if own else []
    if own is None or not places:
        told_enough = _tells_plainly(reading) or (own is not None and _is_of_people(reading))
        return _nothing_open(context, reader, own) if told_enough else None
    try:
        return _answered(own, said, places)
    except ProgressError as error:
        return told(own.lang, error.say)


def _answered(own: Desk, said: Told, places: Sequence[Place]) -> Message | Asking | None:
    """What is answered to a sentence that may tell a check-in, several, or take back one that was sent just now."""
    reading, guesses, at = said.reading, _guesses(own, said, places), _at(own, places)
    shown = _of_the_card(own, said, at) if at else _taken_back(own, said, places, guesses)
    if shown is None and reading.asks == "no":
        shown = several_told(own, said, places, partial(_guesses, own, said, places), at_one=at is not None)
    if shown:
        return shown
    kind = Heard(reading, guesses, at_one=at is not None).kind
    if kind == "report":
        return as_report(own, said)
    if kind == "question":
        return None
    return pages.either(own.lang) if kind == "either" else pages.unsure(own.lang)


def _taken_back(own: Desk, said: Told, places: Sequence[Place], guesses: Sequence[Guess]) -> Message | Asking | None:
    """What is answered to a sentence that corrects what was sent; None for all others."""
    reading, sent = said.reading, _last_sent(own, said, places, guesses)
    if reading.asks == "yes" or sent is None:
        return None
    last = _corrected(said, guesses, sent)
    if last is None:
        return as_report(own, said) if reading.corrects and reading.tells_anew else None
    if last[1].verdict == "locked":
        return pages.locked(own.lang, last[1].obligation.title[own.lang])
    if not (reading.tells_anew or reading.swapped):
        return card(own.lang, *last, own.reader.id)  # with the button to correct it
    return as_report(own, said)


def _of_the_card(own: Desk, said: Told, at: Place) -> Message | Asking | None:
    """The card on the screen again, for words that are typed in the place of its buttons."""
    spot = own.spot(at[0].id, callbacks.ref(at[1].obligation.id))
    filling, note = own.begun(spot), note_told(said.text)
    if filling is None or not (note or wants_to_send(said.text)):
        return None
    filling = filling.typed("note", note) if note else filling
    if filling is None:
        return None
    check(filling.report(spot.expectation, spot.period.id))
    own.keep(spot, filling)
    return next_step(own, spot, filling)


def _tells_plainly(reading: Reading) -> bool:
    """Whether it can only be a report: a status in so many words, with a day or a number of people."""
    return reading.is_report and reading.is_plain and bool(reading.counts or reading.happened_on)


def _is_of_people(reading: Reading) -> bool:
    """Whether it counts people, takes something back or tells of trouble: of a report, from whoever may report."""
    return reading.asks == "no" and (reading.counts_people or reading.corrects or reading.status == "blocked")


def _nothing_open(context: BotContext, reader: Reader, own: Desk | None) -> Message | None:
    """Who else reports now, or which period is closed; None where neither is so."""
    periods = context.services.periods.of_unit(reader.unit.code) if reader.unit else []
    if not periods or (own is None and not any(period.is_open for period in periods)):
        return None
    if own is None:
        return notice(reader.lang, "telling.for_officers")
    return None if periods[0].is_open else notice(reader.lang, "telling.closed", name=periods[0].name)


def as_report(own: Desk, said: Told, page: int = 0) -> Message | Asking:
    """A sentence as the check-in it tells; page `page` (from 1) of the tasks it may be about where that is not sure.

    Page 0: as it was understood. Raises `ProgressError`.
    """
    reading, places = said.reading, open_places(own)
    guesses = _guesses(own, said, _places(own))
    at = _at(own, places)
    if page == 0 and not at and (title := _locked(own, guesses, places)):
        return pages.locked(own.lang, title)
    guesses = [guess for guess in guesses if guess.obligation.id in {each.obligation.id for _, each in places}]
    last = _last_sent(own, said, places, guesses)
    if page == 0 and (spot := _meant(own, said, guesses, at or _corrected(said, guesses, last))):
        return fill_in(own, spot, said)
    several = len({period.id for period, _ in places}) > 1
    shown = _ordered(places, guesses, last if reading.corrects and not at else at, reading)
    if said.files:
        return pages.choose_for_files(own.lang, said.files, shown, page or 1, named=several)
    begun = at[1].obligation.title[own.lang] if at and page == 0 else ""
    inferred = reading.status is None or (not reading.is_plain and (at is not None or reading.corrects))
    preview = _preview(reading)
    chosen = pages.choose(own.lang, preview, shown, page or 1, named=several, begun=begun, inferred=inferred)
    return pages.with_doubts(own.lang, reading, chosen)


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
    if said.reading.counts and spot.expectation.obligation.act not in ACTS_WITH_PEOPLE:
        shown = pages.without_people(own.lang, shown)
    return replace(shown, buttons=(*shown.buttons, pages.otherwise(own.lang, asking=bool(said.text))))


def _filled(spot: Spot, said: Told, begun: Filling | None) -> Filling:
    """What a sentence tells of a task, or files without one."""
    reading = said.reading
    inferred = reading.status == "done" and not reading.is_plain and reading.happened_on is None
    if inferred and spot.expectation.obligation.act not in ACTS_WITH_PEOPLE:
        reading = replace(reading, status=None)  # people who are counted did not come to it
    reading = replace(reading, status=_status(reading, begun, spot.expectation.latest))
    return Filling.told(reading, spot.expectation, begun)


def _status(reading: Reading, begun: Filling | None, latest: CheckIn | None) -> Status | None:
    """The status that a sentence tells; where it tells only of a step ("đã gửi"), the one chosen before."""
    if begun is not None and not begun.undecided:
        standing: Status | None = begun.status
    else:
        standing = latest.report.status if latest and reading.corrects else None
    if reading.status != "done" or standing not in ("done", "in_progress"):
        return reading.status
    if standing == "in_progress" and begun and not reading.is_finished:
        return standing
    return reading.status if reading.is_plain else standing


def forget(own: Desk, said: Told) -> None:
    """Drop what a sentence, or files without one, have filled in before for another task."""
    for draft in own.everything_begun():
        if Filling.of(draft.content).told_in == said.message:
            own.drop(own.spot(draft.period, callbacks.ref(draft.obligation)))


def open_places(own: Desk) -> list[Place]:
    """All that the unit may report on now, what needs doing first, in the periods due first."""
    return [place for place in _places(own) if place[1].verdict != "locked"]


def _places(own: Desk) -> list[Place]:
    """The same with what is locked."""
    services = own.context.services
    periods = services.periods.open_for(own.unit.code)
    return [
        (period, each)
        for period in periods
        for each in in_order(services.check_ins.expectations_in(period, own.unit.code))
    ]


def _at(own: Desk, places: Sequence[Place]) -> Place | None:
    """What the person is at."""
    draft = own.under_way()
    here = (draft.period, draft.obligation) if draft else None
    return next((place for place in places if (place[0].id, place[1].obligation.id) == here), None)


def _meant(own: Desk, said: Told, guesses: Sequence[Guess], at: Place | None) -> Spot | None:
    """What a sentence is about; None to have it asked.

    While a person is at something, it is that: what plainly names something else is asked about, and so are people
    counted where nobody is.
    """
    sure = next((guess for guess in guesses if guess.sure), None)
    if at:
        period, duty = at[0], at[1].obligation
        its_own = sure is not None and sure.obligation.id == duty.id
        if _is_another(own, said, at):
            return None
        homeless = bool(said.reading.counts) and duty.act not in ACTS_WITH_PEOPLE and not its_own
        return None if homeless or names_others(guesses, duty.id) else own.spot(period.id, callbacks.ref(duty.id))
    if sure is None:
        return None
    period = next(period for period, each in open_places(own) if each.obligation.id == sure.obligation.id)
    return own.spot(period.id, callbacks.ref(sure.obligation.id))


def _is_another(own: Desk, said: Told, at: Place) -> bool:
    """Whether a sentence tells of people at something, whose check-in at hand counts others already."""
    begun = own.begun(own.spot(at[0].id, callbacks.ref(at[1].obligation.id)))
    told_before = begun is not None and begun.told_in not in (None, said.message) and bool(begun.counts)
    return told_before and said.reading.is_event


def _last_sent(own: Desk, said: Told, places: Sequence[Place], guesses: Sequence[Guess] = ()) -> Place | None:
    """What the person reported last: best with the number that was wrong, and people where the sentence counts some.

    Where the sentence names something, it is that, if it was reported.
    """
    denied = said.reading.denied | set(said.reading.swapped or ())
    sent = [
        (
            not denied.isdisjoint(each.latest.report.counts.values()),
            not names_others(guesses, each.obligation.id),
            each.latest.at,
            at,
        )
        for at, (_, each) in enumerate(places)
        if each.latest
        and each.latest.by == own.reader.id
        and (not (said.reading.counts or said.reading.swapped) or each.obligation.act in ACTS_WITH_PEOPLE)
    ]
    if not sent or (denied and not max(sent)[0]):
        return None  # nothing that was sent holds the number that is taken back
    return places[max(sent)[-1]]


def _corrected(said: Told, guesses: Sequence[Guess], last: Place | None) -> Place | None:
    """What was reported just now, where a sentence takes something back, or adds to it, and names nothing else."""
    reading, latest = said.reading, last[1].latest if last else None
    goes_with = reading.corrects or reading.adds or reading.only_women
    if last is None or latest is None or not goes_with or now() - latest.at > _JUST_NOW:
        return None
    return None if names_others(guesses, last[1].obligation.id) else last


def _locked(own: Desk, guesses: Sequence[Guess], places: Sequence[Place]) -> str:
    """The title of what a sentence names, where that is locked and nothing else fits as well; empty otherwise."""
    free = {each.obligation.id for _, each in places}
    best = guesses[0] if guesses else None
    if best is None or not best.named or best.obligation.id in free:
        return ""
    rival = max((guess.score for guess in guesses if guess.obligation.id in free), default=0.0)
    return best.obligation.title[own.lang] if rival < best.score else ""


def _guesses(own: Desk, said: Told, places: Sequence[Place], reading: Reading | None = None) -> list[Guess]:
    """Which obligations the words may be about, the best first; sure of none where several periods ask for it.

    `reading`: of a part of the sentence.
    """
    about = (reading or said.reading).about
    found: list[Guess] = []
    periods = {period.id: period for period, _ in places}
    for period in periods.values():
        among = [each.obligation for of, each in places if of.id == period.id]
        found += own.context.services.finder(period).find(about, among, said.day)
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
    if not reading.tells:
        return None
    counts = reading.counts if reading.counts_agree else {}
    share = reading.share.words if reading.share else ""
    return Filling(reading.status or "done", counts=counts, happened_on=reading.happened_on, share=share)
