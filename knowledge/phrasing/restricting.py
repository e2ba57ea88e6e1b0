"""Whether a sentence keeps what restricts the nouns that it takes over.

In Vietnamese a noun is restricted by what follows it: an adjective ("di cư tự phát"), another noun ("văn bản chuyên
ngành"), a clause with or without "mà", "có", "do", "bị" ("điều ước mà Việt Nam là thành viên"), and, where "những" says
that only some are meant, a part with "về". Left out, the sentence speaks of more than its passage does. So it may leave
a phrase of a passage only where another part begins: at a mark, at a word that joins or that opens an adjunct ("theo",
"tại", "nhằm", "khi"), before what governs a verb ("phải"), at a figure or a time. Within a phrase that goes on, words
may be left out as before: what is said of the noun then still ends it.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from knowledge.lexicons import table
from knowledge.phrasing.aligning import Aligned
from knowledge.phrasing.grounds import Grounds
from knowledge.phrasing.words import Word, key_of, phrase_keys, words

ALIKE = 3
"""Words by which a phrase is known to stand in two places."""
LONGEST_NOUN = 6
"""Words from a "những" to the end of the noun that it stands before."""

_DO = key_of("do")
_SOME = key_of("những")
_THEN = key_of("thì")


def unrestricted(said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> Iterator[int]:
    """The words of a sentence that lost what restricts them, as places in it."""
    taken = frozenset(aligned.places)
    for at, place in enumerate(aligned.places):
        if place is None:
            continue
        loses_its_noun = _loses_what_they_do(said[at], place, taken, grounds)
        if loses_its_noun or (_ends_a_phrase(said, at) and _is_cut_off(at, place, said, aligned, grounds)):
            yield at


def _loses_what_they_do(word: Word, place: int, taken: frozenset[int | None], grounds: Grounds) -> bool:
    """Whether "các nhiệm vụ do" is left out before "địa phương chủ trì": they chair something else then."""
    passed = grounds.words[place].passed
    if _DO not in passed or _DO in word.passed:
        return False
    left_out = place - 1 not in taken and grounds.part_of[place - 1] == grounds.part_of[place]
    return left_out if passed[0] == _DO else True


def _ends_a_phrase(said: Sequence[Word], at: int) -> bool:
    """Whether the sentence ends, or begins another part, behind a word."""
    onward = said[at + 1] if at + 1 < len(said) else None
    if onward is None or onward.opens or onward.crosses or onward.head:
        return True
    return bool(onward.link) or _THEN in onward.passed


def _is_cut_off(at: int, place: int, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> bool:
    """Whether the phrase goes on behind a word there, and what follows is neither taken over nor said elsewhere."""
    if place + 1 in aligned.places or _may_end(place, grounds):
        return False
    onward = grounds.words[place + 1]
    if not _is_clause(onward) and _stands_alone(said[: at + 1]):
        return False
    if said[at].stance in ("passive", "may") and onward.key in {word.key for word in said[:at]}:
        return False  # "hợp đồng được giao kết …": what it is done to stands before it
    if any(_may_end(other, grounds) for other in _further_places(at, place, said, grounds)):
        return False
    return at + 1 == len(said) or not _goes_on(said[at + 1], place, aligned.places[at + 1], grounds)


def _may_end(place: int, grounds: Grounds) -> bool:
    """Whether a phrase of a passage may end with a word: another part begins behind it."""
    if place + 1 >= len(grounds.words) or grounds.part_of[place] != grounds.part_of[place + 1]:
        return True
    word, onward = grounds.words[place], grounds.words[place + 1]
    if _is_clause(onward) or (onward.link in _listed("restricts_some") and _is_of_some(place, grounds)):
        return False
    return word.kind == "value" or onward.key in _listed("verbs") or _begins_a_part(place + 1, grounds)


def _is_clause(word: Word) -> bool:
    """Whether a "mà", "có" or the like before it makes a clause of it that says which."""
    return bool(word.passed) and word.passed[0] in _listed("restricts")


def _begins_a_part(place: int, grounds: Grounds) -> bool:
    word, pair = grounds.words[place], tuple(each.key for each in grounds.words[place : place + 2])
    marked = word.opens or word.crosses or word.head or bool(word.passed) or word.key.endswith(":")
    return marked or word.kind == "value" or bool({pair, pair[:1]} & _phrases("begins"))


def _is_of_some(place: int, grounds: Grounds) -> bool:
    """Whether a "những" stands before a noun: those only of which the rest is said."""
    for word in reversed(grounds.words[max(0, place - LONGEST_NOUN + 1) : place + 1]):
        if _SOME in (word.key, *word.passed):
            return True
        if word.opens or word.crosses or word.head or word.link:
            return False
    return False


def _further_places(at: int, place: int, said: Sequence[Word], grounds: Grounds) -> Iterator[int]:
    """Where else behind a place the same words stand: behind a heading the text says them again."""
    keys = [word.key for word in said[max(0, at - ALIKE + 1) : at + 1]]
    for other in grounds.places[said[at].key]:
        if other > place and [w.key for w in grounds.words[max(0, other - len(keys) + 1) : other + 1]] == keys:
            yield other


def _goes_on(word: Word, before: int, place: int | None, grounds: Grounds) -> bool:
    """Whether the sentence goes on with a later word of the phrase, or with another of what is tied to it alike."""
    if word.link and word.link == grounds.words[before + 1].link:
        return True
    if place is None or place < before:
        return False
    return not any(_begins_a_part(each, grounds) for each in range(before + 1, place + 1))


def _stands_alone(said: Sequence[Word]) -> bool:
    """Whether it is a verb whose object need not be said, or what a plan is called for short."""
    keys = tuple(word.key for word in said[-LONGEST_NOUN:])
    return any(keys[-length:] in _phrases("alone") for length in range(1, len(keys) + 1))


@cache
def _listed(name: str) -> frozenset[str]:
    """The keys of a list, as words of their own and as what claims nothing."""
    keys = (
        key
        for phrase in table("phrasing")["restricting"][name]
        for key in (" ".join(phrase_keys(phrase)), *_keys(phrase))
    )
    return frozenset(keys)


@cache
def _phrases(name: str) -> frozenset[tuple[str, ...]]:
    """The phrases of a list, as the keys of their words."""
    return frozenset(_keys(phrase) for phrase in table("phrasing")["restricting"][name])


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(word.key for word in words(phrase))
