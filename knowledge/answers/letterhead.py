"""Facts of the letter itself: its number, date, signer, addressees, basis, and whom to contact."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.answer import Answer, Detail, Say
from knowledge.answers.asked import Asked, cite, document_details, text_of
from knowledge.answers.lists import has_ended
from knowledge.model import Citation, Document, Header, Reference, Span
from knowledge.passages import sentences
from knowledge.places import region_of
from knowledge.question import Question
from knowledge.scope import Scope
from knowledge.slots import CONTACT_WORDS, PHONE
from knowledge.text import fold_accents, keys, pairs
from knowledge.tokens import Token, tokenize

# What may stand in a question about the letter itself beside the words that ask: names of letters, offices and units.
_NAMES_OF_LETTERS = frozenset({
    "official_letter", "department", "ministry", "addressee", "contact", "difficulty", "school", "center",
    "district_office", "teacher", "commune", "district", "collective", "gender_equality", "personnel_office",
    "school_level",
    "individual", "incident", "socio_political", "people_committee", "labour_office", "state_agency",
})  # fmt: skip
_MOST_OTHER_WORDS = 6


def answer(asked: Asked) -> Answer | None:
    """An answer where the question is about the letter itself, or that and the one above, else None."""
    if asked.question.asks_for("ministry") and asked.question.asks_for("department") and asked.scope.above:
        return _of_both(asked)
    return _of_one(asked)


def _of_both(asked: Asked) -> Answer | None:
    """The same fact of the unit's letter and of the one above it, one after the other."""
    infos = (*asked.scope.own[:1], *asked.scope.above[:1])
    found = [_of_one(replace(asked, scope=Scope((info,), ()))) for info in infos]
    kept = [answer_ for answer_ in found if answer_]
    if len(kept) < len(infos) or asked.question.asks_for("basis"):
        return _of_one(asked)
    lead = [say for each in kept for say in each.lead]
    return asked.answer("answered", lead, [c for each in kept for c in each.citations])


def _of_one(asked: Asked) -> Answer | None:
    """All facts of one letter that are asked for, each said in turn."""
    question = asked.question
    wanted = [reply for cue, reply in _REPLIES if question.asks_for(cue) and _is_asked(asked, cue)]
    found = [answer_ for reply in wanted if (answer_ := reply(asked))]
    if not found and _about_the_letter(asked, "") and _speaks_of_the_letter(question):
        found = [answer_ for answer_ in [_plainly_about_the_letter(asked)] if answer_]
    if not found:
        return _about_the_signer_by_name(asked)
    if question.asks_for("signer") and question.asks_for("when") and len(found) == 1:
        found += [answer_ for answer_ in [_fact(asked, "date", "letter.date", "missing.date")] if answer_]
    return _together(asked, found)


def _is_asked(asked: Asked, cue: str) -> bool:
    return _plainly_asked(asked.question, cue) or _about_the_letter(asked, cue)


def _speaks_of_the_letter(question: Question) -> bool:
    """Whether the letter is named, or nothing but a kind of unit that asks whether it has to act."""
    if "official_letter" in question.concept_names:
        return True
    units = bool(question.concept_names) and question.concept_names <= _UNIT_NAMES | {"implement", "school"}
    only_units = units and question.concept_names != {"school"} and _says_no_more(question)
    return only_units and question.asks_for("must", "whether")


def _together(asked: Asked, found: Sequence[Answer]) -> Answer:
    """Several facts as one answer; a missing one does not hide one that is there."""
    kept = found[:_MOST_FACTS]
    if len(kept) == 1:
        return kept[0]
    status = "answered" if any(a.status == "answered" for a in kept) else kept[0].status
    return asked.answer(status, [s for a in kept for s in a.lead], [c for a in kept for c in a.citations])


_MOST_FACTS = 2


# Whatever else is spoken of, these together can only ask for the one thing.
_PLAIN = {"phone": "contact", "contact": "difficulty", "signer": "official_letter", "recipients": "official_letter"}


def _only_dates(question: Question) -> bool:
    """The verb of signing alone ("ký ngày nào") asks when, not who."""
    named = any(c.name == "signer" and c.length > 1 for c in question.cues)
    return question.asks_for("when", "letter_date") and not named


def _plainly_asked(question: Question, cue: str) -> bool:
    """Whether a cue asks for its fact by itself, or with the concept that goes with it."""
    if cue == "recipients" and question.asks_for("whether", "premise"):
        return False
    if cue not in _PLAIN or (cue == "signer" and _only_dates(question)):
        return False
    if cue == "phone":
        return bool(question.concept_names & _CONTACTS) or not question.content
    return _PLAIN[cue] in question.concept_names


_CONTACTS = frozenset({"personnel_office", "department", "ministry", "difficulty", "contact", "district_office"})


def _plainly_about_the_letter(asked: Asked) -> Answer | None:
    """Nothing is spoken of but the letter: when is its date, to whom its addressees, by whom its signature."""
    question = asked.question
    if question.asks_for("when", "letter_date"):
        return _fact(asked, "date", "letter.date", "missing.date")
    if question.asks_for("sent") and question.asks_for("where", "who", "several", "whether"):
        return _addressees(asked) or _recipients(asked)  # a plan is addressed to nobody; it says who gets it
    if question.asks_for("whether") and question.concept_names & _UNIT_NAMES and _says_no_more(question):
        return _addressees(asked)
    return None


def _says_no_more(question: Question) -> bool:
    """Whether nothing is spoken of but a unit and the letter."""
    if question.concept_names - _NAMES_OF_LETTERS - {"implement"}:
        return False
    named = {question.tokens[i] for c in question.concepts for i in range(c.start, c.end)}
    cued = {question.tokens[i] for c in question.cues for i in range(c.start, c.end)}
    return len([t for t in dict.fromkeys(question.content) if t not in named and t not in cued]) <= _A_PLACE_NAME


_A_PLACE_NAME = 3


# Kinds of unit: whether the letter is theirs to carry out is told by its addressees.
_UNIT_NAMES = frozenset(
    {"school_level", "center", "district_office", "school", "commune", "people_committee", "district"}
)


def _cites(asked: Asked) -> Answer | None:
    """All the documents that the letter cites by number, each in its sentence."""
    document = _document(asked)
    if document is None or not document.outline.references or asked.target is None:
        return None
    citations = [_mention(asked, document, r) for r in document.outline.references]
    details: dict[str, Detail] = document_details(asked.target) | {
        "value": ", ".join(dict.fromkeys(r.number for r in document.outline.references))
    }
    return asked.answer("answered", [Say("letter.cites", details)], citations)


def _mention(asked: Asked, document: Document, reference: Reference) -> Citation:
    path = region_of(document.outline, reference.start)
    provision = next((p for p in document.provisions if p.start <= reference.start < p.end), None)
    around = Span(provision.start, provision.end) if provision else Span(reference.start, reference.end)
    whole = next((s for s in sentences(document.text, around) if s.start <= reference.start < s.end), around)
    return cite(document, path, whole, asked.lang)


def _about_the_letter(asked: Asked, cue: str) -> bool:
    """Whether little is left beside names of letters and offices; a question with its own subject is about that."""
    question = asked.question
    if question.numbers or (cue == "letter_number" and question.asks_for("basis", "cites")):
        return cue == "basis"
    if cue == "signer" and _only_dates(question):
        return False
    if cue == "recipients" and question.asks_for("whether", "premise"):
        return False  # "có trong nơi nhận không" asks whether the letter is sent to someone
    if cue in ("addressees", "recipients") and question.concept_names & {"report", "plan", "training"}:
        return False
    naming = {
        question.tokens[i] for c in question.concepts if c.name in _NAMES_OF_LETTERS for i in range(c.start, c.end)
    }
    cued = {question.tokens[i] for c in question.cues if c.name == cue for i in range(c.start, c.end)}
    titled = _titled(asked)
    others = [t for t in dict.fromkeys(question.content) if t not in naming and t not in cued and t not in titled]
    return len(others) <= _MOST_OTHER_WORDS and not _names_a_task(question, titled)


def _titled(asked: Asked) -> set[Token]:
    """The tokens that repeat the kind, title, issuer or place of the letter, two neighbours at least."""
    named = [f"{i.kind or ''} về . {i.title} . {i.issuer or ''} . {i.place or ''}" for i in asked.targets[:1]]
    known = {pair for text in named for pair in pairs(keys(text))}
    return {t for a, b in pairwise(asked.question.tokens) if f"{a.key}_{b.key}" in known for t in (a, b)}


def _names_a_task(question: Question, titled: Collection[Token]) -> bool:
    named = {c.name for c in question.concepts if not set(question.tokens[c.start : c.end]) <= set(titled)}
    return bool(
        named - _NAMES_OF_LETTERS - {"implement", "gender", "build", "capacity", "leadership", "authority", "children"}
    )


def _document(asked: Asked) -> Document | None:
    return asked.library.document(asked.target.id) if asked.target else None


def _fact(asked: Asked, field: str, key: str, missing: str) -> Answer | None:
    """A header field with the words it stands in, or that the letter as loaded does not give it."""
    document = _document(asked)
    if document is None or asked.target is None:
        return None
    value = getattr(document.outline.header, field)
    spans = document.outline.header.spans
    span = spans.get(field) or (spans.get("place") if field == "date" else None)  # place and date share a line
    details = document_details(asked.target)
    if not value or span is None:
        nearest = _frame(asked, document, "preamble" if field in ("number", "date") else "closing")
        return asked.answer("not_specified", [Say(missing, details)], nearest)
    details |= {"value": value}
    return asked.answer(
        "answered", [Say(key, details)], [cite(document, region_of(document.outline, span.start), span, asked.lang)]
    )


def _frame(asked: Asked, document: Document, path: str) -> list[Citation]:
    """The first or last words of a letter, where a fact would stand that is missing."""
    text = text_of(asked, document.id, path) or text_of(asked, document.id, "preamble")
    if text is None:
        return []
    span = text.sentences[0] if path == "preamble" else text.sentences[-1]
    return [cite(document, text.provision.path, span, asked.lang)]


def _signer(asked: Asked) -> Answer | None:
    document = _document(asked)
    if document is None or asked.target is None:
        return None
    header = document.outline.header
    signed = _signature(header)
    details = document_details(asked.target)
    if signed is None:
        return asked.answer("not_specified", [Say("missing.signer", details)], _frame(asked, document, "closing"))
    details |= {"value": header.signer or "", "signer_title": header.signer_title or ""}
    return asked.answer("answered", [Say("letter.signer", details)], [cite(document, "closing", signed, asked.lang)])


def _signature(header: Header) -> Span | None:
    spans = [span for field in ("signer_title", "signer") if (span := header.spans.get(field))]
    if not header.signer or not spans:
        return None
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _about_the_signer_by_name(asked: Asked) -> Answer | None:
    """A question that names the signer asks about the signature ("Ông … là Giám đốc phải không?")."""
    document = _document(asked)
    if document is None or not document.outline.header.signer:
        return None
    name = fold_accents(document.outline.header.signer)
    return _signer(asked) if name in fold_accents(asked.question.raw) else None


def _addressees(asked: Asked) -> Answer | None:
    document = _document(asked)
    if document is None or asked.target is None:
        return None
    header = document.outline.header
    span = header.spans.get("addressees")
    if span is None:
        return None
    named = _named_addressees(asked.question, header)
    other = None if named else _other_unit(asked.question)
    reach = asked.library.reach(document.id).get(asked.unit_type)
    details: dict[str, Detail] = document_details(asked.target) | {"value": "; ".join(named or header.addressees)}
    notes = [Say("note.reach", {"reach": reach[asked.lang]})] if reach else []
    key = "letter.addressed" if named else "letter.not_addressed" if other else "letter.addressees"
    lead = Say(key, details)
    return asked.answer("answered", [lead], [cite(document, "preamble", span, asked.lang)], notes)


def _named_addressees(question: Question, header: Header) -> list[str]:
    """The addressees that the question names by two words or more."""
    typed = [t.key for t in question.tokens]
    asked_pairs = set(pairwise(typed))
    units = ("phong giao", "trung tam", "uy ban")
    return [
        who for who in header.addressees if any(pair in asked_pairs and " ".join(pair) in units for pair in _pairs(who))
    ]


def _other_unit(question: Question) -> bool:
    """Whether the question asks if some office is among the addressees."""
    offices = {"people_committee", "commune", "district", "socio_political", "state_agency"}
    named = question.concept_names & offices or any(t.key in ("uban", "ubnd") for t in question.tokens)
    return question.asks_for("whether", "premise") and bool(named) and not question.asks_for("who", "where")


def _recipients(asked: Asked) -> Answer | None:
    """Who else got a copy: the block behind the letter."""
    document = _document(asked)
    span = document.outline.header.spans.get("recipients") if document else None
    if document is None or span is None or asked.target is None:
        return None
    details: dict[str, Detail] = document_details(asked.target) | {
        "value": "; ".join(document.outline.header.recipients)
    }
    return asked.answer("answered", [Say("letter.recipients", details)], [cite(document, "closing", span, asked.lang)])


def _pairs(text: str) -> list[tuple[str, str]]:
    found = [t.key for t in tokenize(text)]
    return list(pairwise(found))


def _force(asked: Asked) -> Answer | None:
    """Whether the letter still holds: these letters set no end, so that is said, with what of it still runs."""
    if asked.target is None or asked.question.concept_names - _NAMES_OF_LETTERS:
        return None
    duties = [d for d in asked.library.obligations(asked.target.id) if not has_ended(d, asked.today)]
    details: dict[str, Detail] = document_details(asked.target)
    details |= {"value": "; ".join(d.title[asked.lang] for d in duties[:_MOST_NAMED]) or "–"}
    document = asked.library.document(asked.target.id)
    return asked.answer("not_specified", [Say("missing.force", details)], _frame(asked, document, "preamble"))


_MOST_NAMED = 3


def _contact(asked: Asked) -> Answer | None:
    """Whom to turn to with difficulties: the sentence of the closing that says so."""
    document = _document(asked)
    if document is None or asked.target is None:
        return None
    for path in ("closing", *(p.path for p in reversed(document.provisions))):
        text = text_of(asked, document.id, path)
        found = [s for s in text.sentences if CONTACT_WORDS.search(document.text[s.start : s.end])] if text else []
        if found:
            citation = cite(document, path, Span(found[0].start, found[-1].end), asked.lang)
            details = document_details(asked.target)
            if asked.question.asks_for("phone") and not PHONE.search(citation.quote):
                return asked.answer("not_specified", [Say("missing.phone", details)], [citation])
            return asked.answer("answered", [Say("letter.contact", details)], [citation])
    return None


def _basis(asked: Asked) -> Answer | None:
    """What the letter rests on: the sentences of the preamble that begin with its grounds."""
    document = _document(asked)
    text = text_of(asked, document.id, "preamble") if document else None
    if document is None or text is None or asked.target is None:
        return None
    numbers = document.outline.header.basis
    body = Span(text.provision.start, text.provision.end)
    grounds = [s for s in sentences(document.text, body) if any(n in document.text[s.start : s.end] for n in numbers)]
    details = document_details(asked.target) | {"value": ", ".join(numbers)}
    if not grounds:
        return asked.answer("not_specified", [Say("missing.basis", details)], _frame(asked, document, "preamble"))
    return asked.answer(
        "answered", [Say("letter.basis", details)], [cite(document, "preamble", s, asked.lang) for s in grounds]
    )


_REPLIES: tuple[tuple[str, Callable[[Asked], Answer | None]], ...] = (
    ("phone", _contact),
    ("cites", _cites),
    ("basis", _basis),
    ("signer", _signer),
    ("letter_number", lambda asked: _fact(asked, "number", "letter.number", "missing.number")),
    ("letter_date", lambda asked: _fact(asked, "date", "letter.date", "missing.date")),
    ("recipients", _recipients),
    ("addressees", _addressees),
    ("contact", _contact),
    ("event_past", _force),
)
