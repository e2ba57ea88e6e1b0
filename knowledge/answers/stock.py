"""What is loaded and what is not: a law by its name, the whole list, the directives of a province."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from knowledge.answer import Answer, Detail, Say
from knowledge.answers.asked import Asked
from knowledge.answers.law_words import force_said
from knowledge.law_names import NamedLaw, law_name
from knowledge.lexicons import table
from knowledge.text import fold_accents, keys, slug
from knowledge.tokens import PhraseBook, Token, tokenize

LISTED = 12  # laws named in the list of what is loaded
_TASKS = frozenset({"communicate", "training", "implement", "media_product"})
_OTHERS = ("cited.", "letter.", "chain.")
_IN_STOCK = re.compile(r"\b(?:trong|o|co san trong) kho\b|\b(?:loaded|in (?:the|your) (?:library|store))\b")
_DO_YOU_HAVE = re.compile(
    r"^(?:(?:cho hoi|xin hoi|ban|bot|em|ad|dau moi|he thong|o day|day)\W+)+"
    r"(?:dang |hien |da )?co\b.*\b(?:khong|ko|k|chua)\W*$|^do you have\b"
)
_WHICH = re.compile(r"\b(?:nhung|cac|bao nhieu|may|nao|gi|liet ke|danh sach|which|what|how many|list)\b")
_DOCUMENTS = re.compile(r"\b(?:luat|nghi dinh|thong tu|van ban|tai lieu|laws?|documents?|decrees?)\b")
_GENERAL_WORDS = (
    "kho luat nghi dinh thong tu van ban tai lieu phap nhung danh sach liet ke co trong hien dang day bot nap "
    "loaded law laws document documents decree decrees library store have list"
)
_GENERAL = frozenset(_GENERAL_WORDS.split())
_HOW_MANY = re.compile(r"\b(?:may|bao nhieu) (?:chuong|dieu)\b|\bhow many articles\b")
_PARTS = frozenset({"chuong", "dieu", "article", "articles", "chapters"})
_BEFORE_A_PLACE = frozenset({"o", "tai", "tinh", "pho", "tp", "thuoc", "in", "gd", "gddt", "dt", "duc", "tao"})


def answer(asked: Asked) -> Answer | None:
    """Whether a law is loaded, or which are, where that is all that is asked; else None."""
    question, typed = asked.question, fold_accents(asked.question.raw)
    if asked.shelf.laws and _HOW_MANY.search(typed) and (law := asked.shelf.names.named(question, asked.today)):
        left = {t.key for t in question.content} - {t.key for t in question.tokens[law.start : law.end]}
        return None if law.other_year or left - _GENERAL - _PARTS else _counted(asked, law)
    if not asked.shelf.laws or not (_IN_STOCK.search(typed) or _DO_YOU_HAVE.search(typed)):
        return None
    law = asked.shelf.names.named(question, asked.today)
    if law:
        said = [t for i, t in enumerate(question.tokens) if law.start <= i < law.end]
        left = {t.key for t in question.content} - {t.key for t in said} - _GENERAL
        return None if left else of_another_year(asked, law) if law.other_year else _has(asked, law)
    if name := asked.shelf.names.not_loaded(question):
        return _absent(asked, name)
    listed = _WHICH.search(typed) and _DOCUMENTS.search(typed)
    return _list(asked) if listed and not {t.key for t in question.content} - _GENERAL else None


def absent(asked: Asked, found: Answer) -> Answer | None:
    """That a law asked for by name is not loaded; None where the directives tell what is to be done with it."""
    name = asked.shelf.names.not_loaded(asked.question)
    if name is None or asked.question.concept_names & (_TASKS | set(table("duty_words")["acts"])):
        return None
    spoken_of = any(slug(name) in slug(c.quote) for c in found.citations)
    if spoken_of or any(say.key.startswith(_OTHERS) for say in found.lead):
        return None
    return _absent(asked, name)


def of_another_year(asked: Asked, law: NamedLaw) -> Answer:
    """A law of that name is loaded, but of another year; of the one meant may be known what it is."""
    details: dict[str, Detail] = {
        "name": law_name(law.info),
        "number": law.info.number or law.info.id,
        "year": law.other_year or 0,
    }
    known = next((each for each in table("known_laws")["law"] if _is_of_year(each, law)), None)
    leads = [Say("law.not_loaded", {k: known[k] for k in ("name", "number", "issued")})] if known else []
    found = asked.answer(
        "text_not_loaded", [*leads, Say("law.other_year", details)], notes=[Say("cited.where_to_find")]
    )
    return replace(found, document_year=None)


def other_province(asked: Asked) -> Answer | None:
    """That no directive of the province which a question names is loaded."""
    tokens = tokenize(asked.question.raw)
    for hit in _provinces().find(tokens):
        before = tokens[hit.start - 1] if hit.start else None
        named = before is not None and before.key in _BEFORE_A_PLACE
        theirs = hit.start <= _AT_THE_START or any(
            t.key in _UNITS for t in tokens[max(0, hit.start - _NEAR) : hit.start]
        )
        written = _is_written_as_a_name(tokens, hit.start, hit.end)
        if named and theirs and written and not _has_directives_of(asked, hit.name):
            details = {"place": hit.name, "here": asked.scope.province or ""}
            key = "scope.other_province" if asked.scope.province else "scope.no_province"
            return replace(asked.answer("out_of_scope", [Say(key, details)]), document_year=None)
    return None


_AT_THE_START, _NEAR = 1, 6  # words
_UNITS = frozenset(
    keys("trường sở phòng đơn vị tỉnh xã phường huyện tôi em mình chúng giáo viên gv thầy cô school we our i")
)
"""Of whom a place is told: a unit or the one who asks, and not somebody else who lives there."""


@cache
def _provinces() -> PhraseBook:
    return PhraseBook((name, name) for name in table("provinces")["names"])


def _has_directives_of(asked: Asked, place: str) -> bool:
    return any(slug(info.place or "") == slug(place) for info in asked.library.documents() if info.is_directive)


def _is_written_as_a_name(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the words are a name as typed: with capitals, or in a message without any ("ở hoà bình" may be peace)."""
    return all(t.text[:1].isupper() for t in tokens[start:end]) or not any(t.text[:1].isupper() for t in tokens[1:])


def _is_of_year(known: dict[str, Any], law: NamedLaw) -> bool:
    return known["issued"].endswith(f"/{law.other_year}") and slug(law_name(law.info)) in {
        slug(n) for n in known["names"]
    }


def _has(asked: Asked, law: NamedLaw) -> Answer:
    details: dict[str, Detail] = {"name": law_name(law.info), "number": law.info.number or law.info.id}
    found = asked.answer("answered", [Say("stock.has", details)])
    return replace(found, notes=(force_said(asked, law.info),), document_year=None)


def _counted(asked: Asked, law: NamedLaw) -> Answer:
    articles = {t.provision.path for t in asked.passages.of(law.info.id) if t.provision.path.isdigit()}
    found = asked.answer("answered", [Say("stock.articles", {"name": law_name(law.info), "count": len(articles)})])
    return replace(found, notes=(force_said(asked, law.info),), document_year=None)


def _absent(asked: Asked, name: str) -> Answer:
    lead = [Say("law.name_not_loaded", {"name": name})]
    return replace(asked.answer("text_not_loaded", lead, notes=[Say("cited.where_to_find")]), document_year=None)


def _list(asked: Asked) -> Answer:
    laws = asked.shelf.laws
    names = list(dict.fromkeys(law_name(info) for info in laws if (info.kind or "").lower() in ("luật", "bộ luật")))
    details: dict[str, Detail] = {
        "directives": sum(info.is_directive for info in asked.library.documents()),
        "laws": len(laws),
        "names": "; ".join(sorted(names)[:LISTED]) + ("…" if len(names) > LISTED else ""),
    }
    found = asked.answer("answered", [Say("stock.list", details)])
    return replace(found, notes=(), document_year=None)
