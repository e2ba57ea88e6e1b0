"""English sentences about Vietnamese passages: proven by what reviewers call a task in English, and by the lexicon.

There are no Vietnamese words to lay such a sentence along, so more is asked of it: each word that claims something
must stand in the reviewed English of the passage, or be the name of a concept (`lexicon/concepts.toml`) that the
passage speaks of; each must have a neighbour there that it has here; nothing may be denied; and nobody but the reader's
unit may be the one who must. Where nobody has reviewed a passage, hardly anything can be said of it in English.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from knowledge.lexicons import table
from knowledge.phrasing.faults import Fault
from knowledge.phrasing.grounds import READER, Ground, Grounds
from knowledge.phrasing.values import VALUE, kind_of, value_of
from knowledge.text import fold_accents
from knowledge.tokens import PhraseBook, book, tokenize

_ABOUT = frozenset(("on", "about", "of", "with", "against", "through", "into"))
_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "your", "thi", "thes"))
_EITHER = frozenset(("hoac", "hay"))
FAR = 10
"""Words between two that an "hoặc" may join."""
NEAR = 7
"""Words of the passage between two concepts that the sentence puts side by side."""

_PIECE = re.compile(rf"(?P<value>{VALUE})|(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)|(?P<mark>[,.;:()])")
_YES_OR_NO = re.compile(
    r"(yes|no|correct|right|indeed|true|not necessarily|of course|exactly)\b\s*[,.:;!–-]", re.IGNORECASE
)
_FRAME = re.compile(r"(?:under|according to|in|per)\s+(?:the|this)\s+[^,]{3,80},\s*", re.IGNORECASE)
_READER_DONE_TO = re.compile(
    r"\W*(?:(?:all|each|every|the|your|our)\s+)*(?:schools?|units?|cent(?:re|er)s?|teachers|you|we)\s+"
    r"(?:with|of|who|that|whose|(?:\w+\s+){1,2}be)\b",
    re.IGNORECASE,
)
"""Where the reader's unit is not the one who acts: "Units with …", "Units are to be …"."""
_DONE_TO = re.compile(
    r"\W*(?:[\w'’-]+\s+){0,2}"
    r"(?:individuals?|people|persons?|men|women|boys|girls|children|members?|candidates?|officials?|officers?|staff"
    r"|inspectors?|agenc(?:y|ies)|organi[sz]ations?|localities|communit(?:y|ies))\s+(?!of\b|for\b)",
    re.IGNORECASE,
)
"""Those to whom a letter to units has something done, where they open a sentence …"""
_PASSIVE = re.compile(r"\b(?:be|is|are)\b", re.IGNORECASE)
"""… they may not be the ones who do it."""
_BINDING = ("must", "shall", "have to", "has to", "obliged", "need", "needs")
_BY = re.compile(r"\bby\s+((?:[\w'’-]+\s*){1,5})", re.IGNORECASE)
_ENDINGS = re.compile(r"(?:'s|’s|ies|es|ed|ing|ly|s|d|e|y)$")
_SHORTEST_STEM = 3
_AFTER_CONDITION = re.compile(
    r"^(\W*(?:if|when|where)\b[^,;.]*,)\s*(?:(?:your|the|each|every)\s+)?(?:schools?|units?|you)\s+"
    r"(?=(?:must|should|shall|has to|have to|needs? to|is to|are to)\b)",
    re.IGNORECASE,
)
"""The reader's unit behind "If …,": whoever acts there, as at the beginning of a sentence."""
_WITHOUT_VIOLENCE = re.compile(r"\b(?:non-?violent|without violence|free (?:of|from) violence)\b", re.IGNORECASE)
_VIOLENCE = re.compile(r"\bviolen(?:ce|t)\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:prevent\w*|respon[ds]\w*|combat\w*|fight\w*|against|risk|free|end|stop|address\w*|plans? on"
    r"|violence (?:plan|programme?))\b",
    re.IGNORECASE,
)
"""A letter speaks of violence only to be rid of it."""
_WITH_VIOLENCE = re.compile(r"\bwith (?:\w+ ){0,2}violence\b", re.IGNORECASE)
_AT_THE_UNIT = re.compile(
    r"\s+(?:at|in|within)\s+(?:the|your|each)\s+(?:units?|schools?)(?=\s*(?:[.,;]|$|and\b))", re.IGNORECASE
)
_AGAIN = re.compile(r"\b(\w{3,})(?:,| and| or|, and|, or) (?:\w+ly )?\1\b", re.IGNORECASE)
"""A member of a list that is said twice: the second stands in the place of another one."""
_PLACE = r"(?:communes?|wards?|districts?)"
_UNNAMED_PLACE = re.compile(rf"(?:^|(?<=\s))[^\WA-ZĐ]\w* {_PLACE}\b(?! (?:of )?[A-ZĐ])")
_NAMED_PLACE = re.compile(r"\b(?:[Xx]ã|[Pp]hường|[Hh]uyện|[Qq]uận) [A-ZĐ]")
"""Where the passage says which communes, those without their names would be any."""
_NAME = r"[A-ZĐ]\w*(?: [A-ZĐ]\w*)+"
_COMMUNE = re.compile(
    rf"(?P<commune>{_NAME}) commune, (?P<district>{_NAME}) district\b"
    rf"|[Xx]ã (?P<commune_vi>{_NAME}), huyện (?P<district_vi>{_NAME})"
)
_ASCII_WORDS = re.compile(r"[a-z]+(?:'t\b)?")
_APOSTROPHE = "'"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a sentence or of reviewed English: its stem or value, and the concepts it names."""

    stem: str
    written: str
    concepts: frozenset[str] = frozenset()
    value: bool = False


def faults(text: str, grounds: Grounds, *, confirms: bool) -> Iterator[Fault]:
    """What is wrong with an English sentence; nothing where it stands."""
    opened = _YES_OR_NO.match(text)
    if opened and not (confirms and opened[1].lower() == "yes"):
        yield Fault("confirms", opened[1])
        return
    body = text[opened.end() :] if opened else text
    if any("không bạo lực" in part.shown.text.lower() for part in grounds.parts):
        body = _WITHOUT_VIOLENCE.sub("violence-free", body)
        yield from (Fault("stance", found.group()) for found in _WITH_VIOLENCE.finditer(body))
    frame = _FRAME.match(body.strip())
    if frame and not _frame_stands(frame.group(), grounds):
        yield Fault("source", frame.group().strip())
        return
    body = body.strip()[frame.end() :] if frame else body
    if _VIOLENCE.search(body) and not _AGAINST.search(body):
        yield Fault("stance", "violence")
    yield from (Fault("words", found[1]) for found in _AGAIN.finditer(body))
    if any(_NAMED_PLACE.search(part.shown.text) for part in grounds.parts):
        yield from (Fault("restriction", found.group()) for found in _UNNAMED_PLACE.finditer(body))
        body = _without_names_of_places(body, grounds)
    yield from _stance_faults(body, grounds)
    body = _AFTER_CONDITION.sub(r"\1 ", body, count=1)
    if READER in grounds.places:
        body = _AT_THE_UNIT.sub("", body)
    yield from _word_faults(_terms(body), grounds)


def _without_names_of_places(text: str, grounds: Grounds) -> str:
    """Of "Đình Cao commune, Phù Cừ district" the kinds alone, where a passage has "xã Đình Cao, huyện Phù Cừ"."""
    given = "\n".join(part.shown.text.replace("Xã ", "xã ") for part in grounds.parts)

    def kinds(found: re.Match[str]) -> str:
        commune, district = found["commune"] or found["commune_vi"], found["district"] or found["district_vi"]
        stands = re.search(rf"\bxã {re.escape(commune)}, huyện {re.escape(district)}(?! [A-ZĐ])", given)
        return "commune, district" if stands else found.group()

    return _COMMUNE.sub(kinds, text)


def _frame_stands(frame: str, grounds: Grounds) -> bool:
    """Only "the letter", "this directive": a document told by its number or date is told in Vietnamese."""
    return not re.search(r"\d", frame) and all(
        term.stem in _stems("glue") or any(term.concepts & _concepts_of(part) for part in grounds.parts)
        for term in _terms(frame)
    )


def _stance_faults(text: str, grounds: Grounds) -> Iterator[Fault]:
    words = f" {' '.join(_ASCII_WORDS.findall(text.lower().replace('’', _APOSTROPHE)))} "
    listed = table("phrasing")["english"]
    found = {stance: [w for w in listed[stance] if f" {w} " in words] for stance in ("must", "may", "not", "past")}
    stances = {word.stance for word in grounds.words}
    if found["not"]:
        yield Fault("stance", found["not"][0])
    if found["may"]:
        yield Fault("stance", found["may"][0])
    if found["past"]:
        yield Fault("stance", found["past"][0])
    if stances & {"may", "never", "need_not"}:
        yield Fault("stance")  # which of its words are permitted or forbidden cannot be told across languages
    asked_of_it = all(part.directive and part.binding for part in grounds.parts)
    if not asked_of_it and not (all(part.directive for part in grounds.parts) and _names_nobody(text, words)):
        yield Fault("applies")
    if _READER_DONE_TO.match(text) or (_DONE_TO.match(text) and not _PASSIVE.search(text)) or _done_by_another(text):
        yield Fault("name")
    actor = _other_actor(text)
    if actor:
        yield Fault("name", actor)


def _names_nobody(text: str, words: str) -> bool:
    """Whether it only says that something is done or whom it is for: nothing of the reader's, nothing that one must."""
    listed = table("phrasing")
    reader = any(f" {each} " in words for each in (*listed["reader"]["en"], "your", "our"))
    return bool(_PASSIVE.search(text)) and not reader and not any(f" {each} " in words for each in _BINDING)


def _other_actor(text: str) -> str | None:
    """Somebody who opens the sentence and is not the reader's unit."""
    opening = re.match(
        r"\W*(?:(?:all|each|every|the|your|our|this|its|competent)\s+)*((?:[\w'’-]+\s*){1,5})", text, re.IGNORECASE
    )
    tokens = tokenize(opening[1].lower()) if opening else ()
    found = [hit for hit in _actor_book().find(tokens) if hit.start == 0]
    return " ".join(t.text for t in tokens[: found[0].length]) if found else None


def _done_by_another(text: str) -> bool:
    """Whether somebody is told behind "by": reported to an agency is not reported by it."""
    return any(_actor_book().names(tokenize(found[1].lower())) for found in _BY.finditer(text))


@cache
def _actor_book() -> PhraseBook:
    listed, actors = table("concepts"), table("phrasing")["actors"]
    return PhraseBook(
        [*((c, p) for c in actors["concepts"] for p in listed[c]["en"]), *(("own", p) for p in actors["en"])]
    )


def _word_faults(said: Sequence[Term], grounds: Grounds) -> Iterator[Fault]:
    """Words that nothing carries, and words beside which other words stand in the passage."""
    claims = [term for term in said if term.value or term.stem not in _stems("glue")]
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
        for places in (_places(part.shown.text) for part in grounds.parts)
        for one, two in pairwise(named)
    )


def _chosen(said: Sequence[Term], grounds: Grounds) -> Iterator[Term]:
    """What stands behind an "and" here and behind an "hoặc" there."""
    for at, term in enumerate(said):
        if term.written.lower() == "and":
            one = next((t for t in reversed(said[:at]) if t.value or t.stem not in _stems("glue")), None)
            two = next((t for t in said[at:] if t.value or t.stem not in _stems("glue")), None)
            if one and two and any(_are_to_choose_from(one, two, part) for part in grounds.parts):
                yield two


def _are_to_choose_from(one: Term, two: Term, part: Ground) -> bool:
    places, read = _places(part.shown.text), _with_values(part.shown.text)
    first = [at for concept in one.concepts for at in places.get(concept, ())]
    second = [at for concept in two.concepts for at in places.get(concept, ())]
    return any(a < b <= a + FAR and not _EITHER.isdisjoint(read[a:b]) for a in first for b in second)


def _turned(said: Sequence[Term], grounds: Grounds) -> Iterator[Term]:
    """What stands behind "on" or "about", and in no passage behind what it is the subject of."""
    for at, term in enumerate(said):
        to_something = term.stem == "to" and at + 1 < len(said) and said[at + 1].stem in _DETERMINERS
        if term.stem not in _ABOUT and not to_something:
            continue
        one = next((t for t in reversed(said[:at]) if t.value or t.stem not in _stems("glue")), None)
        two = next((t for t in said[at:] if t.value or t.stem not in _stems("glue")), None)
        if one and two and not _in_order(one, two, grounds):
            yield two


def _in_order(one: Term, two: Term, grounds: Grounds) -> bool:
    """Whether what the one names stands before what the other names in a passage, or one of them in none."""
    found = [_places(part.shown.text) for part in grounds.parts]
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
        return term.stem in grounds.places or any(term.stem == t.stem for p in grounds.parts for t in _reviewed(p))
    return any(
        bool(term.concepts & _concepts_of(part)) or any(term.stem == t.stem for t in _reviewed(part))
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
        for line in _lines(part)
    )


def _side_by_side(one: Term, two: Term, grounds: Grounds) -> bool:
    """Whether two words stand near each other in the reviewed English, or their concepts in the passage."""
    if one.concepts & two.concepts:
        return True
    for part in grounds.parts:
        for line in _lines(part):
            places = [at for at, t in enumerate(line) if t.stem == one.stem]
            if any(abs(at - other) <= 2 for at in places for other, t in enumerate(line) if t.stem == two.stem):  # noqa: PLR2004 — next but one
                return True
        if _concepts_near(one, two, part):
            return True
    return False


def _concepts_near(one: Term, two: Term, part: Ground) -> bool:
    if one.value:
        one, two = two, one
    places = _places(part.shown.text)
    first = [at for concept in one.concepts for at in places.get(concept, ())]
    second = [at for concept in two.concepts for at in places.get(concept, ())]
    if two.value:
        first_figure = two.stem.partition(":")[2].partition("-")[0]  # of a period its first year
        second = [at for at, word in enumerate(_with_values(part.shown.text)) if word == first_figure]
    return any(abs(a - b) <= NEAR for a in first for b in second)


def _reviewed(part: Ground) -> Sequence[Term]:
    return [term for line in _lines(part) for term in line]


def _lines(part: Ground) -> Sequence[tuple[Term, ...]]:
    return [_claims(line) for line in part.english]


@lru_cache(maxsize=2048)
def _claims(text: str) -> tuple[Term, ...]:
    return tuple(term for term in _terms(text) if term.value or term.stem not in _stems("glue"))


@lru_cache(maxsize=2048)
def _terms(text: str) -> tuple[Term, ...]:
    """The words and values of an English text, each with the concepts whose name it is part of."""
    found = [hit for hit in _PIECE.finditer(text) if not hit["mark"]]
    parts = [(part, hit) for hit in found for part in (hit.group().split("-") if hit["word"] else [hit.group()])]
    tokens = [token for part, _ in parts for token in tokenize(part)[:1]] if all(tokenize(p) for p, _ in parts) else []
    concepts: list[set[str]] = [set() for _ in parts]
    if len(tokens) == len(parts):
        for hit in _english_concepts().find(tokens):
            for at in range(hit.start, hit.end):
                concepts[at].add(hit.name)
    return tuple(
        Term(value_of(part), part, frozenset(), value=True)
        if hit["value"]
        else _spoken(part) or Term(stem(part), part, frozenset(named) | _terms_called(stem(part)))
        for (part, hit), named in zip(parts, concepts, strict=True)
    )


def _spoken(word: str) -> Term | None:
    number = table("phrasing")["numbers"]["en"].get(word.lower())
    return Term(f"n:{number}", word, value=True) if number is not None else None


def _terms_called(stemmed: str) -> frozenset[str]:
    return _terms_by_stem().get(stemmed, frozenset())


@cache
def _terms_by_stem() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for at, row in enumerate(table("phrasing")["english"]["terms"]):
        for word in row["en"]:
            found.setdefault(stem(word), set()).add(f"term {at}")
    return {each: frozenset(names) for each, names in found.items()}


@cache
def _vietnamese_terms() -> PhraseBook:
    rows = table("phrasing")["english"]["terms"]
    return PhraseBook((f"term {at}", phrase) for at, row in enumerate(rows) for phrase in row["vi"])


@cache
def _english_concepts() -> PhraseBook:
    return book(table("concepts"), "en")


@cache
def _vietnamese_concepts() -> PhraseBook:
    return book(table("concepts"), "vi")


@lru_cache(maxsize=2048)
def _places(text: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    tokens = tokenize(text)
    for hit in (*_vietnamese_concepts().find(tokens), *_vietnamese_terms().find(tokens)):
        found.setdefault(hit.name, []).append(hit.start)
    return found


@lru_cache(maxsize=2048)
def _with_values(text: str) -> tuple[str, ...]:
    """A text's syllables, with values in the place of their first figure."""
    return tuple(token.key for token in tokenize(text))


def _concepts_of(part: Ground) -> frozenset[str]:
    return frozenset(_places(part.shown.text))


@cache
def _stems(name: str) -> frozenset[str]:
    listed = table("phrasing")["english"]
    more = [*listed["must"]] if name == "glue" else []
    return frozenset(stem(word) for phrase in (*listed[name], *more) for word in phrase.split())


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its common endings and accents."""
    bare = fold_accents(word.replace("’", "'"))
    while len(bare) > _SHORTEST_STEM and (cut := _ENDINGS.sub("", bare)) != bare and len(cut) >= _SHORTEST_STEM:
        bare = cut
    return bare
