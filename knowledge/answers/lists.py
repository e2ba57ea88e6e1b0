"""What a unit must do: the whole list of duties, a part of it, or that there is no directive for the year."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

from knowledge.answer import Answer, Say
from knowledge.answers.asked import Asked, cite, cite_text, document_details, say_document, text_of
from knowledge.lexicons import table
from knowledge.model import Act, Bilingual, Obligation
from knowledge.passages import Text
from knowledge.periods import last_year
from knowledge.question import Question
from knowledge.slots import slot_of
from knowledge.text import keys, pairs
from knowledge.tokens import PhraseBook, Token
from knowledge.versions import DocumentInfo

# What a question for the whole list may speak of beside the cue: the unit, the letter, the year's subject.
_WHOLE_LIST_CONCEPTS = frozenset({
    "school", "school_level", "teacher", "department", "ministry", "official_letter", "gender_equality", "gender",
    "center",
    "district_office", "people_committee", "labour_office", "state_agency", "socio_political", "authority",
    "implement", "collective", "commune", "district", "addressee", "build", "individual",
})  # fmt: skip
_SUBSET_SHARE = 0.5
_ABOUT = 0.4
_IS_HEADING = 0.75


def answer(asked: Asked) -> Answer | None:
    """The list where the whole of it is asked for, a subset where a kind of duty is, else None."""
    question = asked.question
    left = subject_left(asked)
    if (question.asks_for("obligations") or _all_the_work(question)) and not left:
        return whole_list(asked)
    acts = _acts_asked(question, all_left(asked))
    if acts and slot_of(question) in (None, "count") and (question.asks_for("obligations") or _asks_which(question)):
        return _subset(asked, acts)
    if slot_of(question) not in (None, "count"):
        return None
    return _about(asked) if left and _asks_which_duties(question) else None


def _all_the_work(question: Question) -> bool:
    """The whole of the work is asked for, with words between ("toàn bộ việc trường cần làm")."""
    return question.asks_for("whole") and any(t.key == "viec" for t in question.tokens)


def subject_left(asked: Asked) -> tuple[Token, ...]:
    """The words of a question that are about something narrower than the directive as a whole."""
    return _words(asked.question, all_left(asked))


def all_left(asked: Asked) -> list[Token]:
    """The content of a question without the unit, the letter, its title, and the words of duties in general."""
    question = asked.question
    general = {
        question.tokens[i] for c in question.concepts if c.name in _WHOLE_LIST_CONCEPTS for i in range(c.start, c.end)
    }
    common = {question.tokens[i] for hit in _duty_words().find(question.tokens) for i in range(hit.start, hit.end)}
    titled = _titled(question.tokens, asked.targets)
    return [t for t in question.content if t not in general and t not in common and t not in titled]


@cache
def _duty_words() -> PhraseBook:
    return PhraseBook(("duty", phrase) for phrase in table("duty_words")["vi"] + table("duty_words")["en"])


def _titled(tokens: Sequence[Token], infos: Sequence[DocumentInfo]) -> set[Token]:
    """The tokens that repeat a directive's title, issuer or place, two neighbours at least."""
    known = {pair for info in infos for pair in pairs(keys(f"{info.title} . {info.issuer or ''} . {info.place or ''}"))}
    couples = [(a, b) for a, b in pairwise(tokens) if f"{a.key}_{b.key}" in known]
    return {t for couple in couples for t in couple}


def _topical(question: Question, word: Token) -> bool:
    """Whether a word names a subject: one of the field's concepts, or what stands behind "về", "mảng", "lĩnh vực"."""
    at = question.tokens.index(word)
    inside = any(c.start <= at < c.end for c in question.concepts)
    return inside or any(t.key in _NAMES_A_SUBJECT for t in question.tokens[max(0, at - 4) : at])


_NAMES_A_SUBJECT = frozenset({"khi", "neu", "hop", "ve", "mang", "linh", "mon", "quan", "viec", "nao", "tac"})


def _words(question: Question, left: Sequence[Token]) -> tuple[Token, ...]:
    """What is left, if it makes words: in Vietnamese a subject takes two syllables or more, a lone one is chaff."""
    if question.lang == "en" or not left:
        return tuple(left)
    if _longest_run(question, left) < _NAMES_ITSELF:
        left = [t for t in left if _topical(question, t)]
    kept = [t in left for t in question.tokens]
    known = {question.tokens[i] for c in question.concepts for i in range(c.start, c.end)}
    beside = [i for i, k in enumerate(kept) if k and (kept[i - 1 : i] == [True] or kept[i + 1 : i + 2] == [True])]
    return tuple(t for i, t in enumerate(question.tokens) if i in beside or (kept[i] and t in known))


def _longest_run(question: Question, left: Sequence[Token]) -> int:
    """How many words of what is left stand side by side."""
    longest = run = 0
    for t in question.tokens:
        run = run + 1 if t in left else 0
        longest = max(longest, run)
    return longest


_NAMES_ITSELF = 3  # so many unknown words in a row are a subject, however they are introduced


def whole_list(asked: Asked) -> Answer | None:
    """All duties of the unit's directive of the year meant, those that do not apply marked and kept."""
    info = asked.target
    if info is None:
        return None
    duties = asked.library.obligations(info.id)
    reached = [d for d in duties if d.applies_to(asked.unit_type).applies != "no"]
    unknown = bool(duties) and all(d.applies_to(asked.unit_type).applies == "unknown" for d in duties)
    lead = say_document("list.unknown" if unknown else "list.lead", info, count=len(duties), reached=len(reached))
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


def of_year(asked: Asked) -> Answer:
    """All duties of the year meant, of each directive that reaches the unit; else those of the newest there is."""
    infos = asked.scope.of_year(asked.question.year.years)
    listed = whole_list(asked) if infos else None
    if listed is None:
        return no_directive(asked)
    duties = tuple(duty for info in infos for duty in asked.library.obligations(info.id))
    notes = [note for info in infos for note in _list_notes(asked, info)]
    said = tuple(note for at, note in enumerate(notes) if note not in notes[:at])
    return replace(listed, obligations=duties, running=_running(duties, asked.today), notes=said)


def has_ended(duty: Obligation, day: date) -> bool:
    """Whether a duty's period was over on a day, or the event passed that it was tied to."""
    end = last_year(duty.period)
    return bool(duty.ended_on and duty.ended_on < day) or (end is not None and end < day.year)


def _running(duties: Sequence[Obligation], day: date) -> frozenset[str]:
    """The duties whose period is not over on a day and whose event has not passed."""
    return frozenset(d.id for d in duties if not has_ended(d, day))


def _list_notes(asked: Asked, info: DocumentInfo) -> list[Say]:
    notes = []
    if asked.assumed:
        notes.append(
            say_document("note.assumed" if info.place else "note.assumed_anywhere", info, place=info.place or "")
        )
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


def _asks_which(question: Question) -> bool:
    """Whether a kind of act is asked for in the plural: "những kế hoạch nào", "which trainings"."""
    typed = [t.key for t in question.tokens]
    acts = [c for c in question.concepts if c.name in table("duty_words")["acts"]]
    if question.lang == "en":
        return any(set(typed[max(0, c.start - 3) : c.start]) & {"which", "what", "all", "list"} for c in acts)
    asked = [i for i, k in enumerate(typed) if k in ("nao", "gi", "gom", "may")]
    plural = [i for i, k in enumerate(typed) if k in ("nhung", "cac", "nao", "may")]
    return any(
        any(0 <= i - c.end <= _NEAR for i in asked) and any(i - c.start >= -_NEAR and i <= c.end for i in plural)
        for c in acts
    )


_NEAR = 3


def _asks_which_duties(question: Question) -> bool:
    """Whether the duties that concern a subject are asked for: "nhiệm vụ nào …", "what tasks …"."""
    return question.asks_for("which_duties")


def _about(asked: Asked) -> Answer | None:
    """The duties that concern a subject: those under the heading that is it, or all that carry it."""
    matches = asked.matcher(asked.targets).rank(asked.question)
    if not matches or matches[0].coverage < _ABOUT:
        return None
    heads = [
        m for m in matches if m.text.provision.kind == "heading" and m.coverage >= _IS_HEADING * matches[0].coverage
    ]
    head = heads[0].text if heads and heads[0].coverage > _IS_HEADING else None
    if head and (head is matches[0].text or _names_a_section(asked.question)):
        under = [
            t for t in asked.passages.of(head.document.id) if t.provision.path.startswith(f"{head.provision.path}.")
        ]
        return _several(asked, [t for t in under if t.provision.kind == "task"])
    tasks = [m for m in matches if m.text.provision.kind == "task"]
    best = max((m.coverage for m in tasks), default=0.0)
    return _several(asked, [m.text for m in tasks if m.coverage >= _SUBSET_SHARE * best])


def _names_a_section(question: Question) -> bool:
    """Whether a section is spoken of ("phần …", "mục …", "nhóm việc …")."""
    typed = [t.key for t in question.tokens]
    section = any(k in ("muc", "phan", "nhom") and following != "tieu" for k, following in pairwise([*typed, ""]))
    return section or question.asks_for("in_document")


def _several(asked: Asked, texts: Sequence[Text]) -> Answer | None:
    if len(texts) < 2:  # noqa: PLR2004 — one is no list
        return None
    citations = [cite_text(asked, t) for t in texts]
    found = asked.answer("answered", [Say("found.several", {"count": len(texts)})], citations)
    return replace(found, obligations=tuple(d for t in texts for d in t.duties))


def title_of(asked: Asked, document: str, path: str) -> Bilingual | None:
    """A short title for a provision: that of its one duty, or None where it holds several or none."""
    text = text_of(asked, document, path)
    return text.duties[0].title if text and len(text.duties) == 1 else None
