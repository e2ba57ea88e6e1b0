"""Other documents: what the loaded ones say of them, and that the words of some are not here."""

import re
from functools import cache

from knowledge.answer import Answer, Detail, Say
from knowledge.answers.asked import Asked, cite
from knowledge.lexicons import table
from knowledge.model import Reference, Span
from knowledge.passages import Text, sentences
from knowledge.places import region_of
from knowledge.question import Question
from knowledge.text import slug
from knowledge.tokens import Found, PhraseBook

# With these a question about a law is about what the unit must do with it, not about the law's own words.
_DOCUMENT_CONCEPTS = frozenset({"official_letter", "decision", "resolution", "department", "ministry"})
_TASK_CONCEPTS = frozenset({"communicate", "training", "plan", "implement", "report", "media_product"})


def answer(asked: Asked) -> Answer | None:
    """An answer where the question is about a document that the loaded ones cite, else None."""
    question = asked.question
    if _typed_numbers(asked):
        return _by_number(asked)
    law = _named_law(question)
    return _not_loaded(asked, law) if law and _asks_its_words(question) else None


def _asks_its_words(question: Question) -> bool:
    """Whether the law's own words are asked for, and not what the unit must do with it."""
    return question.asks_for("content_of") and not question.concept_names & _TASK_CONCEPTS


def _by_number(asked: Asked) -> Answer | None:
    for number in _typed_numbers(asked):
        own = next((i for i in asked.scope.all if i.number and _same(i.number, number)), None)
        if own:
            return None  # the directive itself: answered from its own words
        found = _mention(asked, number)
        if found:
            return _about_mention(asked, *found)
        known = next((law for law in table("known_laws")["law"] if _same(law["number"], number)), None)
        if known:
            return _not_loaded(asked, known)
    return _never_cited(asked)


def _typed_numbers(asked: Asked) -> list[str]:
    typed = [*asked.question.numbers, *(f"{hit['n']}/{hit['year']}" for hit in _WITH_YEAR.finditer(asked.question.raw))]
    return typed or _bare_numbers(asked)


# A law's number without the letters behind the year: "nghị định 125/2021".
_WITH_YEAR = re.compile(
    r"\b(?:nghị định|nđ|thông tư|tt|quyết định|nghi dinh|nd|thong tu|decree|circular)\s*(?:số|so|no\.?)?\s*"
    r"(?P<n>\d{1,5})\s*/\s*(?P<year>(?:19|20)\d\d)(?![\d/])",
    re.IGNORECASE,
)


def _bare_numbers(asked: Asked) -> list[str]:
    """Figures typed without a kind that lead a number the directives cite ("591 là gì"); years and small ones apart."""
    typed = [t.text for t in asked.question.tokens if t.text.isdigit() and len(t.text) >= _TELLING]
    leads = {
        r.number.split("/")[0].split("-")[0]
        for i in asked.scope.all
        for r in asked.library.document(i.id).outline.references
    }
    return [n for n in typed if n in leads and not re.fullmatch(r"(?:19|20)\d\d", n)]


_TELLING = 3


def _same(known: str, typed: str) -> bool:
    """Whether a typed number is a known one: whole, or its leading figures ("11", "11-NQ")."""
    known_parts, typed_parts = slug(known).split("-"), slug(typed).split("-")
    return known_parts[: len(typed_parts)] == typed_parts


def _mention(asked: Asked, number: str) -> tuple[Text, Reference] | None:
    """The first mention of a number, in the unit's own directive before those above."""
    for info in asked.scope.all:
        document = asked.library.document(info.id)
        for reference in document.outline.references:
            if _same(reference.number, number):
                path = region_of(document.outline, reference.start)
                text = next((t for t in asked.passages.of(info.id) if t.provision.path == path), None)
                if text:
                    return text, reference
    return None


def _about_mention(asked: Asked, text: Text, reference: Reference) -> Answer | None:
    """What the citing words tell of a cited document; its own words are not here unless it is loaded."""
    if _beyond_the_mention(asked, text):
        return _words_not_here(asked, text, reference)
    whole = [s for s in sentences(text.document.text, text.span) if s.start <= reference.start < s.end]
    span = whole[0] if whole else Span(reference.start, reference.end)
    details: dict[str, Detail] = {"number": reference.number}
    if reference.date:
        details["date"] = reference.date
    only_above = bool(asked.scope.own) and text.document.id not in {info.id for info in asked.scope.own}
    leads = [Say("cited.dated" if reference.date else "cited.undated", details)]
    if only_above and asked.question.asks_for("department", "whether"):
        leads.insert(0, Say("cited.only_above"))
    return asked.answer("answered", leads, [cite(text.document, text.provision.path, span, asked.lang)])


def _beyond_the_mention(asked: Asked, text: Text) -> bool:
    """Whether more is asked than the citing words can tell: the other document's own contents."""
    question = asked.question
    if question.asks_for("when", "letter_date", "who", "whether", "premise", "basis", "in_document", "between"):
        return False
    if question.asks_for("content_of") and not question.asks_for("about_what"):
        return not question.concept_names & _TASK_CONCEPTS
    named = {
        question.tokens[i] for c in question.concepts if c.name in _DOCUMENT_CONCEPTS for i in range(c.start, c.end)
    }
    named_here = {c.name for c in question.concepts if _said_in(text, question, c)}
    beyond = question.concept_names - _DOCUMENT_CONCEPTS - _TASK_CONCEPTS - named_here
    left = [t for t in question.content if t not in named and not t.key.isdigit() and f" {t.key} " not in text.own_keys]
    return (bool(left) and not question.asks_for("meaning", "about_what")) or (
        bool(beyond) and not question.asks_for("about_what")
    )


def _said_in(text: Text, question: Question, found: Found) -> bool:
    return f" {' '.join(t.key for t in question.tokens[found.start : found.end])} " in text.own_keys


def _words_not_here(asked: Asked, text: Text, reference: Reference) -> Answer:
    said = text.document.text[reference.start : reference.end]
    details = {"number": reference.number, "said": said, "where": text.document.title}
    return asked.answer("text_not_loaded", [Say("cited.not_loaded", details)], notes=[Say("cited.where_to_find")])


def _not_loaded(asked: Asked, law: dict[str, str]) -> Answer | None:
    if slug(law["number"]) in asked.library:
        return None
    details = {"name": law["name"], "number": law["number"], "issued": law["issued"], "url": law["url"]}
    return asked.answer("text_not_loaded", [Say("law.not_loaded", details)], notes=[Say("cited.where_to_find")])


def _never_cited(asked: Asked) -> Answer | None:
    """A full number that no loaded directive cites: say so. A bare figure may mean anything else."""
    number = next((n for n in asked.question.numbers if re.search(r"[A-Za-zĐđ]", n)), None)
    if number is None or not asked.scope.all:
        return None
    return asked.answer("not_specified", [Say("cited.never", {"number": number})])


@cache
def _law_names() -> PhraseBook:
    return PhraseBook((law["number"], name) for law in table("known_laws")["law"] for name in law["names"])


def _named_law(question: Question) -> dict[str, str] | None:
    found = max(_law_names().find(question.tokens), key=lambda hit: hit.length, default=None)
    laws: list[dict[str, str]] = table("known_laws")["law"]
    return next((law for law in laws if found and law["number"] == found.name), None)
