"""Duties drafted by rule from a directive nobody has reviewed: every task provision is one, marked as a draft.

A draft says only what the words say. Its title is the beginning of the task itself, its date one the text sets, and
what the text leaves open is None or unknown.
"""

import re
from functools import cache

from knowledge.deadlines import due_date
from knowledge.lexicons import table
from knowledge.model import Act, Bilingual, Document, Obligation, Provision, Span
from knowledge.reach import addressees_of, applicability, is_actor, who_must

TITLE_LIMIT = 60
_CUE_REACH = 100  # characters in which a task says what it is; further on stand its manner and its aims
_NOTE_MARK = re.compile(r"\[\d+\]")
_CLAUSE_END = re.compile(r"[.;:](?=\s|$)")
_YEARS = re.compile(r"(?:giai đoạn|năm học|nhiệm kỳ)?\s*(?<!\d)(20\d\d)\s*[-–—]\s*(20\d\d)(?!\d)")
_YEAR = re.compile(r"(?<![\d/])20\d\d(?![\d/])")
# The year of a law's name, and of the date of a letter that is carried out, are not the year of the work.
_OTHER_YEAR = re.compile(
    r"\b(?:luật|pháp lệnh|nghị định|hiến pháp)\b[^,.;]*?\bnăm\s+\d{4}|\btháng\s+\d{1,2}\s+năm\s+\d{4}", re.IGNORECASE
)
_ACTS: tuple[Act, ...] = ("plan", "communicate", "train", "review", "fund", "coordinate", "inspect", "report", "reward")


def draft_obligations(document: Document) -> tuple[Obligation, ...]:
    """One duty for each task provision, in the document's order, `reviewed` false."""
    return tuple(_draft(document, provision) for provision in document.provisions if provision.kind == "task")


def act_of(text: str) -> Act:
    """Which of the nine acts a task is, by the cue that stands first in it; coordinate where none does."""
    lowered = _main_clause(_without_lead(text)).lower()[:_CUE_REACH]
    found = [(at, -len(cue), act) for act, cue in _cues() if (at := _word_at(lowered, cue)) is not None]
    return min(found)[2] if found else "coordinate"


def title_of(text: str, limit: int = TITLE_LIMIT) -> str:
    """The beginning of a task's own words, after a ground or condition it opens with, cut at a word."""
    clause = _main_clause(_NOTE_MARK.sub("", _without_lead(text)).strip())
    return _cut(clause[:1].upper() + clause[1:], limit)


def english_title(text: str, act: Act) -> str:
    """The act's English name before the beginning of a task's Vietnamese words."""
    name = table("acts")[act]["en"]
    return f"{name}: {title_of(text, TITLE_LIMIT - len(name) - 2)}"


def acts_in(text: str) -> frozenset[Act]:
    """The acts that a task's words have a cue of, wherever in it."""
    lowered = text.lower()
    return frozenset(act for act, cue in _cues() if _word_at(lowered, cue) is not None)


def period_of(document: Document, provision: Provision, act: Act) -> str | None:
    """The years a duty is for: of the plan it asks for, else of the document; None where no year is known."""
    own = _YEARS.search(provision.text) if act == "plan" else None
    if own:
        return f"{own[1]}-{own[2]}"
    return _document_period(document)


def _draft(document: Document, provision: Provision) -> Obligation:
    act = act_of(provision.text)
    who = who_must(document, provision)
    return Obligation(
        id=f"{document.id}#{provision.path}",
        document=document.id,
        provision=provision.path,
        title=_title(provision.text, act),
        act=act,
        who=_who(document, who),
        quote=Span(provision.start, provision.end),
        period=period_of(document, provision, act),
        reviewed=False,
        applicability=applicability(document, who),
        due=due_date(provision.text),
    )


def _title(text: str, act: Act) -> Bilingual:
    """English has only the act's name to say of words it cannot translate; the words stay Vietnamese."""
    return Bilingual(title_of(text), english_title(text, act))


def _who(document: Document, who: str | None) -> Bilingual:
    words = who or "; ".join(addressees_of(document))
    if words:
        return Bilingual(words, words)
    said = table("reach")["received" if document.outline.header.recipients else "nobody"]
    return Bilingual(said["vi"], said["en"])


def _document_period(document: Document) -> str | None:
    """The years in the subject or title, else the year the document is for, else the year it was issued."""
    words = " ".join((document.outline.header.subject or "", document.title))
    span = _YEARS.search(words)
    if span:
        return f"{span[1]}-{span[2]}"
    year = document.year or _only_year(words) or _issue_year(document)
    return str(year) if year else None


def _only_year(words: str) -> int | None:
    years = set(_YEAR.findall(_OTHER_YEAR.sub("", words)))
    return int(years.pop()) if len(years) == 1 else None


def _issue_year(document: Document) -> int | None:
    issued = document.issued_on or document.outline.header.date
    return issued.year if issued else None


def _without_lead(text: str) -> str:
    """The text without a caption such as "Nội dung:"."""
    lead = next((lead for lead in table("duties")["leads"] if text.lower().startswith(lead)), "")
    return text[len(lead) :].strip()


def _main_clause(text: str) -> str:
    """The first clause that orders something: what it is grounded on or tied to ("Căn cứ …, ") is passed over."""
    first = _first_clause(text)
    conditions, orders = (tuple(table("duties")[name]) for name in ("conditions", "verbs"))
    lowered = first.lower()
    if lowered.startswith(orders) or not lowered.startswith(conditions):
        return first
    pieces = first.split(", ")
    starts = (i for i, piece in enumerate(pieces) if i and (piece.lower().startswith(orders) or is_actor(piece)))
    return ", ".join(pieces[next(starts, 0) :])


def _first_clause(text: str) -> str:
    return text[: end.start()] if (end := _CLAUSE_END.search(text)) else text


def _cut(clause: str, limit: int) -> str:
    """At most `limit` characters: whole, else to a comma in the last third, else to a word, with an ellipsis."""
    clause = clause.strip(" ,;:.")
    if len(clause) <= limit:
        return clause
    short = clause[:limit].rsplit(" ", 1)[0][: limit - 1]
    comma = short.rfind(",")
    return short[:comma] + "…" if comma >= limit * 2 // 3 else _without_loose_end(short) + "…"


def _without_loose_end(words: str) -> str:
    """Without a last word that only leads to what was cut off (và, của, các…)."""
    before, _, last = words.rstrip().rpartition(" ")
    while before.strip() and last.strip(",").lower() in _leading_words():
        words = before
        before, _, last = words.rstrip().rpartition(" ")
    return words.rstrip(" ,;:")


@cache
def _leading_words() -> frozenset[str]:
    return frozenset(table("acts")["cut"]["before"])


@cache
def _cues() -> tuple[tuple[Act, str], ...]:
    return tuple((act, cue) for act in _ACTS for cue in table("acts")[act]["vi"])


def _word_at(text: str, cue: str) -> int | None:
    found = re.search(rf"(?<!\w){re.escape(cue)}(?!\w)", text)
    return found.start() if found else None
