"""What a unit must do: the whole list of duties, a part of it, or that there is no directive for the year."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from knowledge.answer import Answer, Say
from knowledge.answers.asked import Asked, cite, document_details, near, say_document, text_of
from knowledge.lexicons import table
from knowledge.model import Act, Bilingual, Obligation
from knowledge.periods import last_year
from knowledge.question import Question
from knowledge.text import keys
from knowledge.tokens import Token
from knowledge.versions import DocumentInfo

# What a question for the whole list may speak of beside the cue: the unit, the letter, the year's subject.
_WHOLE_LIST_CONCEPTS = frozenset({
    "school", "teacher", "department", "ministry", "official_letter", "gender_equality", "gender", "center", "district_office",
    "implement", "collective", "commune", "district", "addressee", "build", "individual",
})  # fmt: skip
_SUBSET_SHARE = 0.72


def answer(asked: Asked) -> Answer | None:
    """The list where the whole of it is asked for, a subset where a kind of duty is, else None."""
    question = asked.question
    left = subject_left(asked)
    if question.asks_for("obligations") and not left:
        return whole_list(asked)
    acts = _acts_asked(question, left)
    if acts and question.asks_for("several"):
        return _subset(asked, acts)
    return None


def subject_left(asked: Asked) -> tuple[Token, ...]:
    """The words of a question that are about something narrower than the directive as a whole."""
    question = asked.question
    general = {
        question.tokens[i] for c in question.concepts if c.name in _WHOLE_LIST_CONCEPTS for i in range(c.start, c.end)
    }
    titles = {k for info in asked.targets for k in keys(f"{info.title} {info.issuer or ''} {info.place or ''}")}
    common = {k for phrase in table("duty_words")["vi"] + table("duty_words")["en"] for k in keys(phrase)}
    return tuple(t for t in question.content if t not in general and t.key not in titles and t.key not in common)


def whole_list(asked: Asked) -> Answer | None:
    """All duties of the unit's directive of the year meant, those that do not apply marked and kept."""
    info = asked.target
    if info is None:
        return None
    duties = asked.library.obligations(info.id)
    reached = [d for d in duties if d.applies_to(asked.unit_type).applies != "no"]
    lead = say_document("list.lead", info, count=len(duties), reached=len(reached))
    answer_ = asked.answer("obligations", [lead], notes=_list_notes(asked, info))
    return replace(answer_, obligations=duties, document_year=info.year, running=_running(duties, asked.today))


def no_directive(asked: Asked) -> Answer:
    """Nothing is loaded for the year meant: say so, name the newest, and list its duties, running and ended apart."""
    newest = asked.target
    year = asked.question.year.years[0]
    if newest is None:
        return asked.answer("no_directive_for_year", [Say("year.nothing", {"year": year})])
    duties = asked.library.obligations(newest.id)
    details = document_details(newest) | {"asked_year": year}
    start = date(year, 1, 1)
    running = _running(duties, max(start, asked.today) if year >= asked.today.year else start)
    answer_ = asked.answer("no_directive_for_year", [Say("year.none", details)], notes=_list_notes(asked, newest))
    return replace(answer_, obligations=duties, running=running, document_year=newest.year)


def _running(duties: Sequence[Obligation], day: date) -> frozenset[str]:
    """The duties whose period is not over on a day and whose event has not passed."""
    return frozenset(
        d.id
        for d in duties
        if not (d.ended_on and d.ended_on < day) and ((end := last_year(d.period)) is None or end >= day.year)
    )


def _list_notes(asked: Asked, info: DocumentInfo) -> list[Say]:
    notes = []
    if asked.assumed:
        notes.append(say_document("note.assumed", info, place=info.place or ""))
    reach = asked.library.reach(info.id).get(asked.unit_type)
    if reach:
        notes.append(Say("note.reach", {"reach": reach[asked.lang]}))
    duties = asked.library.obligations(info.id)
    if duties and not any(d.due for d in duties):
        notes.append(Say("note.no_due"))
    if not all(d.reviewed for d in duties):
        notes.append(Say("note.draft"))
    return notes


def _acts_asked(question: Question, left: Sequence[Token]) -> frozenset[Act]:
    """The kinds of act that make up all that is left of the subject; none where anything else is left."""
    by_concept: dict[str, Act] = table("duty_words")["acts"]
    named = [c for c in question.concepts if c.name in by_concept]
    covered = {question.tokens[i] for c in named for i in range(c.start, c.end)}
    return frozenset(by_concept[c.name] for c in named) if named and set(left) <= covered else frozenset()


def _subset(asked: Asked, acts: frozenset[Act]) -> Answer | None:
    """The duties of some kinds of act, each cited by its own words."""
    infos = asked.targets
    duties = [d for info in infos for d in asked.library.obligations(info.id) if d.act in acts]
    if not duties:
        return None
    quoted = list({(d.document, d.provision): d for d in reversed(duties)}.values())[::-1]
    citations = [cite(asked.library.document(d.document), d.provision, d.quote, asked.lang) for d in quoted]
    lead = say_document("list.subset", infos[0], count=len(quoted), acts=",".join(sorted(acts)))
    found = asked.answer("answered", [lead], citations)
    return replace(found, obligations=tuple(duties), running=_running(duties, asked.today))


def similar(asked: Asked) -> Answer | None:
    """Several provisions that carry the subject about equally, where the question asks for more than one."""
    matches = near(asked.matcher(asked.targets).rank(asked.question), _SUBSET_SHARE)
    if len(matches) < 2 or not asked.question.asks_for("obligations"):  # noqa: PLR2004 — one is no list
        return None
    tasks = [m for m in matches if m.text.provision.kind == "task"]
    citations = [cite(m.text.document, m.text.provision.path, m.text.span, asked.lang) for m in tasks]
    return asked.answer("answered", [Say("found.several", {"count": len(citations)})], citations) if citations else None


def title_of(asked: Asked, document: str, path: str) -> Bilingual | None:
    """A short title for a provision: that of its one duty, or None where it holds several or none."""
    text = text_of(asked, document, path)
    return text.duties[0].title if text and len(text.duties) == 1 else None
