"""English sentences about Vietnamese passages: proven by what reviewers call a task in English, and by the lexicon.

There are no Vietnamese words to lay such a sentence along, so more is asked of it: each word that claims something
must stand in the reviewed English of the passage, or be the name of a concept (`lexicon/concepts.toml`) that the
passage speaks of; each must have a neighbour there that it has here; nothing may be denied; and nobody but the reader's
unit may be the one who must. Where nobody has reviewed a passage, hardly anything can be said of it in English.
"""

import re
from collections.abc import Iterator
from functools import cache

from knowledge.lexicons import table
from knowledge.phrasing.english_carried import word_faults
from knowledge.phrasing.english_words import concepts_of, stems, terms
from knowledge.phrasing.faults import Fault
from knowledge.phrasing.grounds import READER, Grounds
from knowledge.tokens import PhraseBook, tokenize

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
    yield from word_faults(terms(body), grounds)


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
        term.stem in stems("glue") or any(term.concepts & concepts_of(part) for part in grounds.parts)
        for term in terms(frame)
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
