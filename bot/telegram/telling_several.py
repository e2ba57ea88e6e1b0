"""A sentence about several tasks: those that are done are ticked to be sent at once, the rest is named."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot import callbacks
from bot.message import Message
from bot.pages import ticking as pages
from bot.pages.expected import in_order
from bot.progress.filling import Filling
from bot.progress.meant import Guess
from bot.progress.model import Expectation, Period, Status
from bot.progress.sentence import Reading
from bot.progress.several import Clause, clauses, names_all, numbers_named
from bot.telegram.checking_in import Desk
from bot.telegram.told import Told
from knowledge.tokens import tokenize

Place = tuple[Period, Expectation]
_Named = dict[str, tuple[Expectation, Status | None, bool]]
_SEVERAL = 2
_TELLING = 3
"""Syllables by which a task is named that are not the beginning of its title."""


def several_told(
    own: Desk, said: Told, places: Sequence[Place], guess: Callable[[Reading], Sequence[Guess]], *, at_one: bool
) -> Message | None:
    """What is ticked and what is left of a sentence that names several tasks of one period; None where it does not.

    `guess`: the tasks that words may be about; `at_one`: a check-in is under way, of which a number alone may be.
    """
    periods = {period.id: period for period, _ in places}
    if len(periods) != 1 or said.files:
        return None
    period = next(iter(periods.values()))
    listed = in_order([each for _, each in places])
    named = _named(said, listed, guess, at_one=at_one)
    if len(named) < _SEVERAL:
        return None
    ticked, left = [], []
    for each, status, counts in named.values():
        if status == "done" and not counts and each.latest is None and each.verdict != "locked":
            spot = own.spot(period.id, callbacks.ref(each.obligation.id))
            begun = Filling.begin("done", each, own.begun(spot))
            own.keep(spot, replace(begun, ticked=True, told_in=said.message))
            ticked.append(each)
        else:
            left.append((each, None if each.latest else status))
    return pages.told_together(own.lang, period, ticked, left)


def _named(
    said: Told, listed: Sequence[Expectation], guess: Callable[[Reading], Sequence[Guess]], *, at_one: bool
) -> _Named:
    """The tasks that a sentence names, by their ids: each with its status, and whether people are counted of it."""
    parts = clauses(said.text, said.day)
    if not at_one and names_all(said.reading):
        return {each.obligation.id: (each, "done", False) for each in listed if each.expected and not each.latest}
    numbers = [] if at_one else numbers_named(parts)
    if numbers and all(0 < number <= len(listed) for number, _ in numbers):
        chosen = ((listed[number - 1], status) for number, status in numbers)
        return {each.obligation.id: (each, status, False) for each, status in chosen}
    return dict(_titled(parts, listed, guess))


def _titled(
    parts: Sequence[Clause], listed: Sequence[Expectation], guess: Callable[[Reading], Sequence[Guess]]
) -> Iterator[tuple[str, tuple[Expectation, Status | None, bool]]]:
    """Those that clauses name by their titles."""
    by_id = {each.obligation.id: each for each in listed}
    for part in parts:
        sure = next((each for each in guess(part.reading) if each.sure), None)
        if sure and not (sure.named or len(tokenize(part.reading.about)) >= _TELLING):
            continue  # one word in common, as "kinh phí"
        if sure and sure.obligation.id in by_id:
            told = bool(part.reading.counts_people or part.reading.happened_on)
            yield sure.obligation.id, (by_id[sure.obligation.id], part.status, told)
