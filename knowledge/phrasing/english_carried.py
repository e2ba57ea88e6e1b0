"""Whether an English sentence's words stand in its passages' reviewed English or are concepts of theirs, and where."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.lexicons import table
from knowledge.phrasing.english_words import Term, concepts_of, lines, places_of, reviewed, stems, with_values
from knowledge.phrasing.faults import Fault
from knowledge.phrasing.grounds import Ground, Grounds
from knowledge.phrasing.values import kind_of

_ABOUT = frozenset(("on", "about", "of", "with", "against", "through", "into"))
_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "your", "thi", "thes"))
_EITHER = frozenset(("hoac", "hay"))
FAR = 10
"""Words between two that an "hoặc" may join."""
NEAR = 7
"""Words of the passage between two concepts that the sentence puts side by side."""


def word_faults(said: Sequence[Term], grounds: Grounds) -> Iterator[Fault]:
    """Words that nothing carries, and words beside which other words stand in the passage."""
    claims = [term for term in said if term.value or term.stem not in stems("glue")]
    each = bool(claims) and claims[0].written.lower() in ("each", "every")
    claims = claims[1 + each :] if claims[each:] and _is_reader(claims[each]) else claims
    if not claims:
        yield Fault("shape")
        return
    missing = [term for term in claims if not _carried(term, grounds)]
    for term in missing:
        yield Fault("value" if term.value else "words", term.written)
    if missing or len(claims) == 1:
        return
    beside = [_side_by_side(a, b, grounds) for a, b in pairwise(claims)]
    for at, term in enumerate(claims):
        if not (at > 0 and beside[at - 1]) and not (at < len(beside) and beside[at]):
            yield Fault("value" if term.value else "order", term.written)
    yield from (Fault("order", term.written) for term in _chosen(said, grounds))
    if _changes_places(claims, grounds):
        yield Fault("name")
    yield from (Fault("order", term.written) for term in _turned(said, grounds))
    for term in claims:
        if term.value and _is_one_of_several(term, claims, grounds):
            yield Fault("value", term.written)


def _changes_places(claims: Sequence[Term], grounds: Grounds) -> bool:
    """Whether those who act or are told stand in another order than in the passage, one in the place of the other."""
    actors = frozenset(table("phrasing")["actors"]["concepts"])
    named = [term.concepts & actors for term in claims if term.concepts & actors]
    return any(
        one & places.keys()
        and two & places.keys()
        and not one & two
        and all(min(places[a]) > min(places[b]) for a in one & places.keys() for b in two & places.keys())
        for places in (places_of(part.shown.text) for part in grounds.parts)
        for one, two in pairwise(named)
    )


def _chosen(said: Sequence[Term], grounds: Grounds) -> Iterator[Term]:
    """What stands behind an "and" here and behind an "hoặc" there."""
    for at, term in enumerate(said):
        if term.written.lower() == "and":
            one = next((t for t in reversed(said[:at]) if t.value or t.stem not in stems("glue")), None)
            two = next((t for t in said[at:] if t.value or t.stem not in stems("glue")), None)
            if one and two and any(_are_to_choose_from(one, two, part) for part in grounds.parts):
                yield two


def _are_to_choose_from(one: Term, two: Term, part: Ground) -> bool:
    places, read = places_of(part.shown.text), with_values(part.shown.text)
    first = [at for concept in one.concepts for at in places.get(concept, ())]
    second = [at for concept in two.concepts for at in places.get(concept, ())]
    return any(a < b <= a + FAR and not _EITHER.isdisjoint(read[a:b]) for a in first for b in second)


def _turned(said: Sequence[Term], grounds: Grounds) -> Iterator[Term]:
    """What stands behind "on" or "about", and in no passage behind what it is the subject of."""
    for at, term in enumerate(said):
        to_something = term.stem == "to" and at + 1 < len(said) and said[at + 1].stem in _DETERMINERS
        if term.stem not in _ABOUT and not to_something:
            continue
        one = next((t for t in reversed(said[:at]) if t.value or t.stem not in stems("glue")), None)
        two = next((t for t in said[at:] if t.value or t.stem not in stems("glue")), None)
        if one and two and not _in_order(one, two, grounds):
            yield two


def _in_order(one: Term, two: Term, grounds: Grounds) -> bool:
    """Whether what the one names stands before what the other names in a passage, or one of them in none."""
    found = [places_of(part.shown.text) for part in grounds.parts]
    both = [
        ([at for c in one.concepts for at in places.get(c, ())], [at for c in two.concepts for at in places.get(c, ())])
        for places in found
    ]
    known = [(first, second) for first, second in both if first and second]
    return not known or any(min(first) <= max(second) for first, second in known)


def _is_reader(term: Term) -> bool:
    return term.written.lower() in table("phrasing")["reader"]["en"]


def _carried(term: Term, grounds: Grounds) -> bool:
    if term.value:
        return term.stem in grounds.places or any(term.stem == t.stem for p in grounds.parts for t in reviewed(p))
    return any(
        bool(term.concepts & concepts_of(part)) or any(term.stem == t.stem for t in reviewed(part))
        for part in grounds.parts
    )


def _is_one_of_several(value: Term, claims: Sequence[Term], grounds: Grounds) -> bool:
    """Whether a passage has several values of a kind and reviewers did not put this one beside the same words."""
    rivals = {w.key for w in grounds.words if w.kind == "value" and kind_of(w.key) == kind_of(value.stem)}
    if rivals <= {value.stem}:
        return False
    own = {t.stem for t in claims if not t.value}
    return not any(
        value.stem in {t.stem for t in line} and len(own & {t.stem for t in line}) > 1
        for part in grounds.parts
        for line in lines(part)
    )


def _side_by_side(one: Term, two: Term, grounds: Grounds) -> bool:
    """Whether two words stand near each other in the reviewed English, or their concepts in the passage."""
    if one.concepts & two.concepts:
        return True
    for part in grounds.parts:
        for line in lines(part):
            places = [at for at, t in enumerate(line) if t.stem == one.stem]
            if any(abs(at - other) <= 2 for at in places for other, t in enumerate(line) if t.stem == two.stem):  # noqa: PLR2004 — next but one
                return True
        if _concepts_near(one, two, part):
            return True
    return False


def _concepts_near(one: Term, two: Term, part: Ground) -> bool:
    if one.value:
        one, two = two, one
    places = places_of(part.shown.text)
    first = [at for concept in one.concepts for at in places.get(concept, ())]
    second = [at for concept in two.concepts for at in places.get(concept, ())]
    if two.value:
        first_figure = two.stem.partition(":")[2].partition("-")[0]  # of a period its first year
        second = [at for at, word in enumerate(with_values(part.shown.text)) if word == first_figure]
    return any(abs(a - b) <= NEAR for a in first for b in second)
