"""How words of a sentence are tied to each other there: whose, to whom, against what, this and that or one of them."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from knowledge.lexicons import table
from knowledge.phrasing.aligning import Aligned
from knowledge.phrasing.carrying import written
from knowledge.phrasing.faults import Fault
from knowledge.phrasing.grounds import LONGEST_LIST, Grounds, is_somebody
from knowledge.phrasing.words import Word, claim_key, key_of
from knowledge.phrasing.words import words as words_of_text

FOR = key_of("cho")
BESIDE = 3
"""So near a word stands to another that only a verb beside it is left out."""
LONGEST_ALTERNATIVES = 6
"""Words of the members that may stand between one of a list and the "hoặc" before its last."""
EITHER = frozenset(claim_key(each) for each in ("hoặc", "hay"))
_BELONGING = frozenset(key_of(each) for each in ("của", "do"))
_TIMES = frozenset(key_of(each) for each in ("giai", "năm", "quý", "khóa", "nhiệm"))
"""What begins a time: "của năm 2021" is no more than "năm 2021"."""


def links(said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> tuple[Fault, ...]:
    """What is tied to what precedes by another word than there: "báo cáo của" for "báo cáo cho"."""
    faults = []
    before: int | None = None
    for word, place in zip(said, aligned.places, strict=True):
        if place is None:
            continue
        read = grounds.words[place].link
        onward = before is not None and place == before + 1 and not word.opens
        belongs = (
            word.link in _BELONGING and not onward and word.key not in _TIMES
        )  # whose it is, or by whom, is to be read there
        given = word.link == FOR and is_somebody(word) and _link_of_the_list(place, grounds) != FOR and not onward
        if word.link and word.link != read and (read or belongs or given):
            faults.append(Fault("order", word.written))
        before = place
    return tuple(faults)


def without_against(said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> Iterator[Fault]:
    """What is to be prevented there, and stands here without the "phòng, chống" before it."""
    for at, (word, place) in enumerate(zip(said, aligned.places, strict=True)):
        before = aligned.places[at - 1] if at else None
        if place is None or before is None or before >= place - 1 or place - before <= BESIDE:
            continue  # also "thực hiện, chấm dứt giao dịch", which is of both
        if _ends_against(grounds.words[:place]) and not _ends_against(said[:at]):
            yield Fault("stance", word.written)


def _ends_against(words: Sequence[Word]) -> bool:
    keys = tuple(word.key for word in words[-2:])
    return keys in _against() or keys[-1:] in _against()


@cache
def _against() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(word.key for word in words_of_text(each)) for each in table("phrasing")["against"]["vi"])


def _link_of_the_list(place: int, grounds: Grounds) -> str:
    """What ties a word or the list that it is in to what precedes."""
    clause = grounds.words[place].clause
    back = (grounds.words[at] for at in range(place, max(-1, place - LONGEST_LIST), -1))
    return next((word.link for word in back if word.clause == clause and word.link), "")


def choices(text: str, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> Iterator[Fault]:
    """Where "hoặc" became "và" or the other way, or in a law one of two that may be chosen is told alone."""
    laid = [(at, place) for at, place in enumerate(aligned.places) if place is not None]
    for (before, from_place), (at, to_place) in pairwise(laid):
        if said[before].key in EITHER and _ends_a_part(grounds.words[from_place + 2 : to_place + 1]):
            yield Fault("order", written(text, said, before, at))
        for place in range(from_place + 1, to_place):
            word = grounds.words[place]
            if word.key in EITHER and _is_told_alone(place, from_place, to_place, grounds):
                yield Fault("order", written(text, said, before, at))
    if laid:
        last, place = laid[-1]
        either = next((at for at in range(place + 1, len(grounds.words)) if grounds.words[at].key in EITHER), None)
        if either is not None and _is_of_one_list(place, either, grounds) and not _is_one_case(either, grounds):
            yield Fault("order", said[last].written)


def _is_told_alone(either: int, before: int, after: int, grounds: Grounds) -> bool:
    """Whether one is told without its other: as "A và B", or in a law as "A" where that is not one case of several."""
    words = grounds.words
    joined = not _ends_a_part(words[either + 2 : after + 1])
    since = next((at for at in range(either - 1, -1, -1) if words[at].opens or words[at].link), 0)
    one_of_two = joined or before >= since
    if joined and before >= since:
        return True
    return one_of_two and not _is_one_case(either, grounds)


def _is_one_case(either: int, grounds: Grounds) -> bool:
    """Whether what is so of two is so of each: a condition, what one may or must not do, a place of a letter."""
    word = grounds.words[either]
    return word.when or word.stance in ("may", "never") or grounds.ground_at(either).directive


def _is_of_one_list(place: int, either: int, grounds: Grounds) -> bool:
    """Whether a word is the end of a member of the list whose last two members an "hoặc" joins."""
    between = grounds.words[place + 1 : either]
    clauses = {(grounds.part_of[at], grounds.words[at].clause) for at in (place, either)}
    listed = all(not word.head for word in between) and (not between or between[0].crosses)
    return len(clauses) == 1 and listed and len(between) <= LONGEST_ALTERNATIVES


def _ends_a_part(words: Sequence[Word]) -> bool:
    return any(word.opens or word.head or word.link for word in words)
