"""A sentence laid along the passages it rests on: each of its words at a place, in their order but for its own parts.

Words may be left out; they may not change places. Where a part of the sentence begins (behind a comma, "và", "gồm") it
may go on from another place. What cannot be laid so without a leap was put together from words that happen to be there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from knowledge.phrasing.grounds import Grounds
from knowledge.phrasing.words import DENYING, Word

OMITTED = 30
"""Words of a clause that may be left out in one place, where they are a part of their own …"""

HARDLY = 4
"""… and so many that are none: two words of two syllables."""

RESUMED = 3
"""Words behind the place where a sentence left its passage at which it takes it up again …"""
PUT_IN = 4
"""… after so few words from further on: a word in the place of another, no part of its own."""

Reach = Literal["onward", "clause", "anywhere"]

_LEAP = 1.0
_WRONG_STANCE = 0.1
_PART = 0.15
_OMISSION = 0.02
_Step = tuple[float, int]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Where each word of a sentence stands (None: no passage carries it), and before which of them a leap is."""

    places: tuple[int | None, ...]
    leaps: tuple[int, ...]


def align(sentence: Sequence[Word], grounds: Grounds) -> Aligned:
    """The places with the fewest leaps and wrong stances."""
    carried = [at for at, word in enumerate(sentence) if word.key in grounds.places]
    if not carried:
        return Aligned((None,) * len(sentence), ())
    table: list[dict[int, tuple[float, int | None]]] = []
    for order, at in enumerate(carried):
        reach = _reach(sentence, carried[order - 1] + 1 if order else 0, at)
        row: dict[int, tuple[float, int | None]] = {}
        for place in grounds.places[sentence[at].key]:
            cost, before = _cheapest(table[-1] if table else {}, place, grounds, reach, sentence[at].link)
            row[place] = (cost + _stance_cost(sentence[at], grounds.words[place]), before)
        table.append(row)
    return _traced(sentence, carried, table, grounds)


def _reach(sentence: Sequence[Word], since: int, at: int) -> Reach:
    """How far it may be to a word: further where a part begins with it, or where it is governed from here on."""
    if any(word.crosses for word in sentence[since : at + 1]):
        return "anywhere"
    governed = any(word.head and word.stance == "passive" for word in sentence[at : at + 3])  # "tiếp tục được duy trì"
    opens = governed or sentence[at].head or any(word.opens for word in sentence[since : at + 1])
    return "clause" if opens else "onward"


def _cheapest(
    row: dict[int, tuple[float, int | None]], place: int, grounds: Grounds, reach: Reach, link: str
) -> tuple[float, int | None]:
    best: tuple[float, int | None] = (0.0, None) if not row else (float("inf"), None)
    for before, (cost, _) in row.items():
        total = cost + _step(before, place, grounds, reach, link)
        if total < best[0]:
            best = (total, before)
    return best


def _step(before: int, place: int, grounds: Grounds, reach: Reach, link: str) -> float:
    """What it costs to go from one place to the next."""
    same_part = grounds.part_of[before] == grounds.part_of[place]
    same_clause = same_part and grounds.words[before].clause == grounds.words[place].clause
    if same_clause and place == before + 1:
        return 0.0
    if same_clause and before < place and _passes_brackets(before, place, grounds):
        return _LEAP
    if same_clause and before < place <= before + OMITTED and _whole_part_omitted(before, place, grounds, link):
        return _OMISSION
    if same_part and grounds.subjects[place] == before and grounds.words[place].begins:
        return _OMISSION  # "Nhà nước …; tăng cường …": who acts is named once
    if same_part and before < place and (_is_next_object(before, place, grounds) or _is_item(before, place, grounds)):
        return _OMISSION
    allowed = (reach == "anywhere" and (same_clause or grounds.words[place].opens)) or (
        reach == "clause" and same_clause
    )
    return _PART if allowed and before != place else _LEAP


def _is_next_object(before: int, place: int, grounds: Grounds) -> bool:
    """Whether "duy trì mô hình …; mô hình …": what follows the semicolon begins as what is done to did."""
    words = grounds.words
    if not (words[place].begins and words[place].goes_on and before + 2 < place < len(words) - 1):
        return False
    alike = (words[before + 1].key, words[before + 2].key)
    starts = [at for at in range(before + 1, place + 1) if words[at].begins]
    return all(words[at].goes_on and (words[at].key, words[at + 1].key) == alike for at in starts)


def _is_item(before: int, place: int, grounds: Grounds) -> bool:
    """Whether one word is the last before a colon, and the other the first of an item of the list behind it."""
    words = grounds.words
    if not (words[place].begins and words[place].goes_on and words[before + 1].level > words[before].level):
        return False
    return all(words[at].goes_on for at in range(before + 1, place + 1) if words[at].begins)


def _passes_brackets(before: int, place: int, grounds: Grounds) -> bool:
    """Whether other brackets stand between a word and those of the next one, which explain something else then."""
    own = grounds.words[place].inside
    between = {word.inside for word in grounds.words[before + 1 : place]} - {0, own, grounds.words[before].inside}
    return bool(own and between)


def _whole_part_omitted(before: int, place: int, grounds: Grounds, link: str) -> bool:
    """Whether a part of the passage is left out as a whole, or hardly anything: not the head of what is said of it."""
    words = grounds.words
    if grounds.subjects[before] == before and words[place - 1].kind != "value" and not words[before + 1].opens:
        return words[place].opens  # what follows whoever acts is what they do
    tied = bool(link) and link not in {word.link for word in words[before + 1 : place]} and words[place].link == link
    return (
        tied
        or place - before - 1 <= HARDLY
        or words[before + 1].opens
        or words[place].opens
        or words[place - 1].kind == "value"
    )


def _stance_cost(said: Word, read: Word) -> float:
    return _WRONG_STANCE if wrong_stance(said, read, directive=True) else 0.0


def wrong_stance(said: Word, read: Word, *, directive: bool) -> bool:
    """Whether a sentence denies, demands or permits where its passage does something else."""
    stances = {said.stance, read.stance}
    if said.stance == "not" and read.stance == "plain" and said.depth > 1:
        return False  # "không bạo lực tiếp tục …": where its reach ends, no mark says
    if said.stance == "not" and said.head and not read.head:
        return True  # denied right here, not somewhere before
    if stances & DENYING or "may" in stances or any("+" in stance for stance in stances):
        return said.stance != read.stance
    if said.stance == "must" and said.head:
        return read.stance != "must" and not (directive and read.stance == "plain")
    return said.stance == "passive" and read.stance == "must"


def _traced(
    sentence: Sequence[Word],
    carried: Sequence[int],
    table: Sequence[dict[int, tuple[float, int | None]]],
    grounds: Grounds,
) -> Aligned:
    """The places of the cheapest way, from its end."""
    places: list[int | None] = [None] * len(sentence)
    leaps: list[int] = []
    place: int = min(table[-1], key=lambda p: table[-1][p][0])
    for order in range(len(carried) - 1, -1, -1):
        at = carried[order]
        places[at] = place
        before = table[order][place][1]
        if before is not None:
            if _step(before, place, grounds, _reach(sentence, carried[order - 1] + 1, at), sentence[at].link) >= _LEAP:
                leaps.append(at)
            place = before
    return Aligned(tuple(places), tuple(sorted({*leaps, *_inserted(sentence, places, grounds)})))


def _inserted(said: Sequence[Word], places: Sequence[int | None], grounds: Grounds) -> Iterator[int]:
    """Where the sentence comes back from further on to go on where it had been: the word between was put in."""
    laid = [(at, place) for at, place in enumerate(places) if place is not None]
    for (_, before), (at, place) in pairwise(laid):
        if said[at].head and said[at].stance == "passive":
            continue  # "mô hình … được nhân rộng": turned, what is done stands behind what it is done to
        if place >= before or grounds.part_of[before] != grounds.part_of[place]:
            continue
        left = [(p, a) for a, p in laid if a < at and place - RESUMED <= p < place]
        if left and at - max(left)[1] - 1 <= PUT_IN:
            yield at
