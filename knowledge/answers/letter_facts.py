"""What a letter says of itself: its number, date, signature, addressees, copies, grounds, citations, and contact."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from knowledge.answer import Answer, Detail, Say
from knowledge.answers.asked import Asked, cite, document_details, text_of
from knowledge.answers.lists import has_ended
from knowledge.model import Citation, Document, Header, Reference, Span
from knowledge.passages import sentences
from knowledge.places import region_of
from knowledge.question import Question
from knowledge.slots import CONTACT_WORDS, PHONE
from knowledge.tokens import tokenize
from knowledge.versions import DocumentInfo

MOST_NAMED = 3
"""Titles of tasks named in one sentence."""


@dataclass(frozen=True)
class Letter:
    """The directive that is asked about, with who asks."""

    asked: Asked
    info: DocumentInfo
    document: Document

    @classmethod
    def of(cls, asked: Asked) -> "Letter | None":
        """The directive the question is about, None where none reaches the unit."""
        return cls(asked, asked.target, asked.library.document(asked.target.id)) if asked.target else None

    @property
    def header(self) -> Header:
        """What its letterhead and signature block say."""
        return self.document.outline.header

    def details(self, **more: Detail) -> dict[str, Detail]:
        """What a sentence may say of it."""
        return document_details(self.info) | more

    def quote(self, path: str, span: Span) -> Citation:
        """Words of it as a citation."""
        return cite(self.document, path, span, self.asked.lang)

    def frame(self, path: str) -> list[Citation]:
        """Its first or last words, where a fact would stand that is missing."""
        text = text_of(self.asked, self.document.id, path) or text_of(self.asked, self.document.id, "preamble")
        if text is None:
            return []
        return [self.quote(text.provision.path, text.sentences[0] if path == "preamble" else text.sentences[-1])]


Reply = Callable[[Letter], Answer | None]


def number(letter: Letter) -> Answer | None:
    """Its number, or that the copy bears none."""
    return _fact(letter, "number", "preamble")


def date_of_issue(letter: Letter) -> Answer | None:
    """Its date, or that the copy bears none."""
    return _fact(letter, "date", "preamble")


def _fact(letter: Letter, field: str, frame: str) -> Answer | None:
    value, spans = getattr(letter.header, field), letter.header.spans
    span = spans.get(field) or (spans.get("place") if field == "date" else None)  # place and date share a line
    if not value or span is None:
        return letter.asked.answer("not_specified", [Say(f"missing.{field}", letter.details())], letter.frame(frame))
    lead = Say(f"letter.{field}", letter.details(value=value))
    return letter.asked.answer("answered", [lead], [letter.quote(region_of(letter.document.outline, span.start), span)])


def signer(letter: Letter) -> Answer | None:
    """Who signed and in what office, or that the copy does not show it."""
    header = letter.header
    spans = [span for field in ("signer_title", "signer") if (span := header.spans.get(field))]
    if not header.signer or not spans:
        return letter.asked.answer("not_specified", [Say("missing.signer", letter.details())], letter.frame("closing"))
    signed = Span(min(s.start for s in spans), max(s.end for s in spans))
    lead = Say("letter.signer", letter.details(value=header.signer, signer_title=header.signer_title or ""))
    return letter.asked.answer("answered", [lead], [letter.quote("closing", signed)])


def addressees(letter: Letter) -> Answer | None:
    """To whom it is sent, and whether the units named in the question are among them."""
    span = letter.header.spans.get("addressees")
    if span is None:
        return None
    question = letter.asked.question
    named = _named_addressees(question, letter.header)
    other = not named and _asks_for_another_office(question)
    reach = letter.asked.library.reach(letter.document.id).get(letter.asked.unit_type)
    notes = [Say("note.reach", {"reach": reach[letter.asked.lang]})] if reach else []
    key = "letter.addressed" if named else "letter.not_addressed" if other else "letter.addressees"
    lead = Say(key, letter.details(value="; ".join(named or letter.header.addressees)))
    return letter.asked.answer("answered", [lead], [letter.quote("preamble", span)], notes)


# Openings of office names that are told apart by two syllables; "các trường" would take in every school.
_TELLING_NAMES = ("phong giao", "trung tam", "uy ban")


def _named_addressees(question: Question, header: Header) -> list[str]:
    """The addressees whose kind of office the question names."""
    typed = {f"{a.key} {b.key}" for a, b in pairwise(question.tokens)} & set(_TELLING_NAMES)
    return [who for who in header.addressees if typed & {f"{a.key} {b.key}" for a, b in pairwise(tokenize(who))}]


def _asks_for_another_office(question: Question) -> bool:
    offices = {"people_committee", "commune", "district", "socio_political", "state_agency"}
    asks_whether = question.asks_for("whether", "premise") and not question.asks_for("who", "where")
    return asks_whether and bool(question.concept_names & offices)


def recipients(letter: Letter) -> Answer | None:
    """Who else got a copy: the block behind the letter."""
    span = letter.header.spans.get("recipients")
    if span is None:
        return None
    lead = Say("letter.recipients", letter.details(value="; ".join(letter.header.recipients)))
    return letter.asked.answer("answered", [lead], [letter.quote("closing", span)])


def contact(letter: Letter) -> Answer | None:
    """Whom to turn to with difficulties: the sentence that says so; a telephone number only if it is there."""
    for path in ("closing", *(p.path for p in reversed(letter.document.provisions))):
        citation = _contact_words(letter, path)
        if citation:
            missing = letter.asked.question.asks_for("phone") and not PHONE.search(citation.quote)
            lead = Say("missing.phone" if missing else "letter.contact", letter.details())
            return letter.asked.answer("not_specified" if missing else "answered", [lead], [citation])
    return None


def _contact_words(letter: Letter, path: str) -> Citation | None:
    text = text_of(letter.asked, letter.document.id, path)
    words = letter.document.text
    found = [s for s in text.sentences if CONTACT_WORDS.search(words[s.start : s.end])] if text else []
    return letter.quote(path, Span(found[0].start, found[-1].end)) if found else None


def basis(letter: Letter) -> Answer | None:
    """What it rests on: the sentences of the preamble that name its grounds."""
    preamble = next((p for p in letter.document.provisions if p.path == "preamble"), None)
    if preamble is None:
        return None
    numbers, words = letter.header.basis, letter.document.text
    body = sentences(words, Span(preamble.start, preamble.end))
    grounds = [s for s in body if any(each in words[s.start : s.end] for each in numbers)]
    if not grounds:
        return letter.asked.answer("not_specified", [Say("missing.basis", letter.details())], letter.frame("preamble"))
    lead = Say("letter.basis", letter.details(value=", ".join(numbers)))
    return letter.asked.answer("answered", [lead], [letter.quote("preamble", s) for s in grounds])


def cites(letter: Letter) -> Answer | None:
    """All the documents that it cites by number, each in its sentence."""
    references = letter.document.outline.references
    if not references:
        return None
    lead = Say("letter.cites", letter.details(value=", ".join(dict.fromkeys(r.number for r in references))))
    return letter.asked.answer("answered", [lead], [_mention(letter, r) for r in references])


def _mention(letter: Letter, reference: Reference) -> Citation:
    words = letter.document.text
    provision = next((p for p in letter.document.provisions if p.start <= reference.start < p.end), None)
    around = Span(provision.start, provision.end) if provision else Span(reference.start, reference.end)
    whole = next((s for s in sentences(words, around) if s.start <= reference.start < s.end), around)
    return letter.quote(region_of(letter.document.outline, reference.start), whole)


def force(letter: Letter) -> Answer | None:
    """Whether it still holds: a letter that sets no end to itself is told so, with what of it still runs."""
    duties = letter.asked.library.obligations(letter.document.id)
    running = [d.title[letter.asked.lang] for d in duties if not has_ended(d, letter.asked.today)]
    lead = Say("missing.force", letter.details(value="; ".join(running[:MOST_NAMED]) or "–"))
    return letter.asked.answer("not_specified", [lead], letter.frame("preamble"))
