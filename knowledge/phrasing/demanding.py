"""What a sentence says must, may or must not be done, or is done: each as its passage has it, of the same one."""

from collections.abc import Sequence

from knowledge.phrasing.aligning import Aligned, wrong_stance
from knowledge.phrasing.faults import Fault
from knowledge.phrasing.grounds import Grounds
from knowledge.phrasing.words import Word, key_of

_NOT_DONE_TO = frozenset(key_of(each) for each in ("của", "do", "theo", "tại"))
"""What ties somebody or something to a verb that it is not done to."""


def stances(said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> tuple[Fault, ...]:
    """What is denied, demanded, permitted or done here, and otherwise or of somebody else there."""
    faults = []
    fronted = _groups_said(said, aligned, grounds)
    for at, (word, place) in enumerate(zip(said, aligned.places, strict=True)):
        if place is None or (
            word.stance == "plain" and (grounds.part_of[place], grounds.words[place].group) in fronted
        ):
            continue
        ground, read = grounds.ground_at(place), grounds.words[place]
        if word.stance == "must" and word.head and _must_go_on(place, grounds):
            continue
        if _evades(at, aligned, word, grounds):
            faults.append(Fault("stance", word.written))
            continue
        if word.head and _is_of_another(at, place, said, aligned, grounds):
            faults.append(Fault("name", grounds.words[place - 1].written))
            continue
        moved = word.stance == read.stance == "passive" and _is_moved(at, place, said, aligned, grounds)
        if word.head and (moved or read.when > word.when or _has_another_subject(place, aligned, grounds)):
            faults.append(Fault("order", word.written))
            continue
        if wrong_stance(word, read, directive=ground.directive) or (
            word.head
            and word.stance == "passive"
            and read.stance != "passive"
            and not _is_done_to(at, said, aligned, grounds)
        ):
            faults.append(Fault("stance", word.written))
        elif word.head and word.stance == "must" and read.stance == "plain" and not ground.binds(read):
            faults.append(Fault("applies", word.written))
    return tuple(faults)


def _is_moved(at: int, place: int, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> bool:
    """Whether what stands before "được …" here stands there elsewhere than before it, and is not what is done to."""
    before = aligned.places[at - 1] if at else None
    read = grounds.words[place]
    if before is None or not read.head or _is_done_to(at, said, aligned, grounds):
        return False
    stood = grounds.words[before]
    return before > place or (stood.level == read.level and stood.clause != read.clause)


def _is_of_another(at: int, place: int, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> bool:
    """Whether right before what one must, may or has done stands somebody who is left out here, for somebody else."""
    before = grounds.words[place - 1] if place and not grounds.words[place].begins else None
    left_out = (
        before is not None
        and before.kind == "actor"
        and not (before.link or before.inside)
        and place - 1 not in aligned.places
    )
    return left_out and grounds.words[place].head and any(word.kind == "actor" for word in said[:at])


def _must_go_on(place: int, grounds: Grounds) -> bool:
    """Whether "X có trách nhiệm …; …" puts its second verb to the one who must do the first."""
    read, subject = grounds.words[place], grounds.subjects[place]
    first = None if subject is None else grounds.words[subject + 1]
    return bool(
        first and first.head and first.stance == "must" and read.begins and read.goes_on and read.level == first.level
    )


def _has_another_subject(place: int, aligned: Aligned, grounds: Grounds) -> bool:
    """Whether somebody else must or may it there: "người từ A có quyền B và người từ C có quyền D"."""
    own = []
    while place and grounds.words[place - 1].subject and grounds.part_of[place - 1] == grounds.part_of[place]:
        place -= 1
        own.append(place)
    figures = {at for at in own if grounds.words[at].kind == "value"}
    said = set(aligned.places)
    return bool(own) and not (set(own) & said and figures <= said)


def _groups_said(said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> frozenset[tuple[int, int]]:
    """What governs words of the passages and is said of them here, if behind some of them: "… thì không áp dụng …"."""
    heads = ((word, place) for word, place in zip(said, aligned.places, strict=True) if word.head and place is not None)
    return frozenset(
        (grounds.part_of[place], grounds.words[place].group)
        for word, place in heads
        if grounds.words[place].head and word.stance == grounds.words[place].stance
    )


def _evades(at: int, aligned: Aligned, word: Word, grounds: Grounds) -> bool:
    """Whether the passage goes on with this very word, but denied or demanded: it was then looked for elsewhere."""
    before = aligned.places[at - 1] if at else None
    after = None if before is None else before + 1
    if after is None or after == aligned.places[at] or after >= len(grounds.words):
        return False
    onward = grounds.words[after]
    return onward.key == word.key and wrong_stance(word, onward, directive=grounds.ground_at(after).directive)


def _is_done_to(at: int, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> bool:
    """Whether what stands before "được" is behind the verb in the passage: there it is what the verb is done to."""
    place = aligned.places[at]
    if place is None:
        return False
    verb, again = grounds.words[place], set(aligned.places[at:])
    behind = (p for word in said[:at] for p in grounds.places.get(word.key, ()) if p > place and p not in again)
    return any(
        (grounds.words[p].clause, grounds.words[p].level) == (verb.clause, verb.level)
        and grounds.part_of[p] == grounds.part_of[place]
        and grounds.words[p].link not in _NOT_DONE_TO
        for p in behind
    )
