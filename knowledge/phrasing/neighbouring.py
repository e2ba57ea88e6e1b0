"""Whether figures and names stand beside the words beside which their passage has them, and as qualified as there."""

from collections.abc import Sequence

from knowledge.lexicons import table
from knowledge.phrasing import carrying
from knowledge.phrasing.aligning import Aligned
from knowledge.phrasing.faults import Fault
from knowledge.phrasing.grounds import LONGEST_LIST, Grounds
from knowledge.phrasing.values import kind_of
from knowledge.phrasing.words import Word, claim_key, key_of

CONTEXT = 6
ALIKE_WITHIN = 3
"""Neighbours in a row that count on either side: more on one side tell no more than that."""
QUALIFIED_WITHIN = 3


def neighbours(said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> tuple[Fault, ...]:
    """Values, names and actors that stand in the passages, but there beside other words than here."""
    faults: list[Fault] = []
    for at, (word, laid) in enumerate(zip(said, aligned.places, strict=True)):
        if (word.kind == "word" and not word.name) or (laid is not None and grounds.words[laid].subject):
            continue  # a subject of its own is held to its verb
        own = max(_likeness(said, at, grounds, place) for place in grounds.places.get(word.key, ()))
        others = (place for place, other in enumerate(grounds.words) if other.key != word.key and _rivals(word, other))
        if any(_is_more_like(said, at, grounds, place, own) for place in others):
            faults.append(Fault(carrying.fault_kind(word), word.written))
    return tuple(faults)


def _rivals(word: Word, other: Word) -> bool:
    if word.kind == "value":
        return other.kind == "value" and kind_of(word.key) == kind_of(other.key)
    return other.kind == "actor" or other.name


def _is_more_like(said: Sequence[Word], at: int, grounds: Grounds, place: int, own: tuple[int, int]) -> bool:
    """Whether a word's neighbours are rather those of another word's place. Of a figure its unit tells most."""
    alike, behind = _likeness(said, at, grounds, place)
    if said[at].kind != "value":
        return alike > own[0]
    return (alike > own[0] and behind >= own[1]) or (behind > own[1] and behind == ALIKE_WITHIN)


def _likeness(said: Sequence[Word], at: int, grounds: Grounds, place: int) -> tuple[int, int]:
    """How much a word's neighbours are those of a place, words in a row most, and how many in a row behind it."""
    before, behind = (min(_in_a_row(said, at, grounds, place, way), ALIKE_WITHIN) for way in (-1, 1))
    row = 3 * (before + behind)
    if said[at].kind != "value":
        return row, behind
    near = {w.key for w in said[max(0, at - CONTEXT) : at + CONTEXT + 1]}
    there = {w.key for w in grounds.words[max(0, place - CONTEXT) : place + CONTEXT + 1]}
    return row + len(near & there - {said[at].key}), behind


def _in_a_row(said: Sequence[Word], at: int, grounds: Grounds, place: int, way: int) -> int:
    count = 0
    while count < CONTEXT:
        here, there = at + way * (count + 1), place + way * (count + 1)
        if not (0 <= here < len(said) and 0 <= there < len(grounds.words)):
            break
        if said[here].key != grounds.words[there].key or grounds.part_of[place] != grounds.part_of[there]:
            break
        later, nearer = (there, here) if way > 0 else (there + 1, here + 1)
        if grounds.words[later].begins or (grounds.words[later].opens and not said[nearer].opens):
            break
        count += 1
    return count


def unqualified(said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> tuple[Fault, ...]:
    """Values before which the passage has "ít nhất", "không quá", "dưới", and the sentence has not."""
    qualifying = frozenset(key(each) for each in table("phrasing")["qualifiers"]["vi"] for key in (key_of, claim_key))
    faults = []
    for at, (word, place) in enumerate(zip(said, aligned.places, strict=True)):
        if word.kind == "value" and place is not None:
            there = _qualified(place, grounds, qualifying)
            here = {w.key for w in said[max(0, at - QUALIFIED_WITHIN) : at]} & qualifying
            faults += [] if there == here else [Fault("value", word.written)]
        elif word.key in qualifying and place is not None and _loses_its_value(at, place, aligned, grounds):
            faults.append(Fault("value", word.written))
    return tuple(faults)


def _qualified(place: int, grounds: Grounds, qualifying: frozenset[str]) -> set[str]:
    """What qualifies a value there; of "không quá 06 giờ một ngày và 42 giờ một tuần" both."""
    own = {w.key for w in grounds.words[max(0, place - QUALIFIED_WITHIN) : place]} & qualifying
    if own or not grounds.words[place].opens:
        return own
    kind, clause = kind_of(grounds.words[place].key), grounds.words[place].clause
    earlier = range(place - 1, max(-1, place - LONGEST_LIST), -1)
    before = next((p for p in earlier if grounds.words[p].kind == "value"), None)
    alike = before is not None and kind_of(grounds.words[before].key) == kind and grounds.words[before].clause == clause
    return _qualified(before, grounds, qualifying) if alike and before is not None else own


def _loses_its_value(at: int, place: int, aligned: Aligned, grounds: Grounds) -> bool:
    """Whether a "quá" stands before a figure there and before none here."""
    onward = range(place + 1, min(place + 1 + QUALIFIED_WITHIN, len(grounds.words)))
    value = next((p for p in onward if grounds.words[p].kind == "value"), None)
    return value is not None and value not in aligned.places[at + 1 :]
