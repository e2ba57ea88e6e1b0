"""Who acts: the reader's unit only in what binds it, and nobody in the place of somebody else."""

from collections.abc import Sequence
from functools import cache

from knowledge.lexicons import table
from knowledge.phrasing.aligning import Aligned
from knowledge.phrasing.faults import Fault
from knowledge.phrasing.framing import Framed
from knowledge.phrasing.grounds import Ground, Grounds
from knowledge.phrasing.words import Word
from knowledge.phrasing.words import words as words_of_text


def subjects(read: Framed, aligned: Aligned, grounds: Grounds) -> tuple[Fault, ...]:
    """The reader's unit is put before what binds it, and nobody in the place of somebody else."""
    faults = [
        Fault("name", word.written)
        for at, word in enumerate(read.words[:-1])
        if word.kind == "actor"
        and word.begins
        and (
            not _acts_there(at, read.words, aligned, grounds)
            or _acts_behind(at, read.words, aligned, grounds)
            or not _is_governed_there(at, read.words, aligned, grounds)
        )
    ]
    for at in read.reader_before:
        place = aligned.places[at]
        if place is None:
            continue
        before = grounds.words[place - 1] if place and not grounds.words[place].begins else None
        if before and before.kind == "actor":
            faults.append(Fault("name", before.written))
        elif _belongs_to_a_noun(place, grounds):
            faults.append(Fault("order", read.words[at].written))
        elif not _is_asked(grounds.words[place], grounds.ground_at(place), any_unit=at in read.any_unit_before):
            faults.append(Fault("applies"))
    return tuple(faults)


def _belongs_to_a_noun(place: int, grounds: Grounds) -> bool:
    """Whether the "quản lý" of "hiệu quả quản lý" stands there, which nobody is asked to do."""
    before, word = grounds.words[:place], grounds.words[place]
    keys = tuple(each.key for each in before[-2:])
    return not (word.begins or word.opens) and (keys in _nominal() or keys[-1:] in _nominal())


@cache
def _nominal() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(word.key for word in words_of_text(each)) for each in table("phrasing")["nominal"]["vi"])


def _is_asked(word: Word, ground: Ground, *, any_unit: bool) -> bool:
    """Whether the passage asks it of the reader's unit, or of the units it speaks to if no more is said."""
    return ground.is_for_units(word) if any_unit else ground.binds(word)


def _acts_behind(at: int, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> bool:
    """Whether the actor that opens a sentence stands behind what it does, as those do to whom it is done."""
    before = aligned.places[at]
    for word, place in zip(said[at + 1 :], aligned.places[at + 1 :], strict=True):
        if before is None or place is None or word.stance != "plain" or word.crosses:
            return False
        if place < before:
            return grounds.words[place].clause == grounds.words[before].clause
        before = place
    return False


def _is_governed_there(at: int, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> bool:
    """Whether what the actor that opens a sentence must, may or must not is not somebody else's there."""
    behind = range(at + 1, len(said))
    head = next((h for h in behind if said[h].crosses or (said[h].head and said[h].stance != "passive")), None)
    place = aligned.places[head] if head is not None and said[head].head else None
    actor = None if place is None else _actor_before(place, grounds)
    if actor is None or place is None or grounds.words[actor].key in {word.key for word in said[at:head]}:
        return True
    return grounds.shares_subject(said[at].key, place)


def _actor_before(place: int, grounds: Grounds) -> int | None:
    """Whoever stands nearest before a word in its clause, this side of a colon; else the subject of the clause."""
    read, part, subject = grounds.words[place], grounds.part_of[place], grounds.subjects[place]
    for before in range(place - 1, -1, -1):
        word = grounds.words[before]
        over = word.clause != read.clause or (subject is not None and word.level != read.level)
        if over or grounds.part_of[before] != part:
            break
        if word.kind == "actor":
            return before
    return subject


def _acts_there(at: int, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> bool:
    """Whether the actor that opens a sentence is the nearest one before what it does, or what it is done to."""
    place = aligned.places[at + 1]
    if place is None or said[at + 1].opens:
        return True
    actor = _actor_before(place, grounds)
    if actor is not None:
        return grounds.words[actor].key == said[at].key or grounds.shares_subject(said[at].key, place)
    return said[at + 1].stance == "passive" or said[at + 1].kind == "actor" or aligned.places[at] == place - 1
