"""What a piece of a directive is: a heading, a statement, or a task somebody must do."""

import re
from collections.abc import Sequence
from functools import cache

from knowledge.lexicons import table
from knowledge.lines import is_finished
from knowledge.model import ProvisionKind

_HEADING_WORDS = 14  # a finished sentence of at most so many words may head the plain paragraphs below it
_CLAUSES = re.compile(r"[,;] ")
# An order's verb as the subject of a statement: "Xây dựng quy hoạch … được thực hiện một lần".
_SETTLED = re.compile(
    r"[^,.;]{0,80} được (?:thực hiện|tiến hành|xác định) (?:theo|một|như|trên|hằng|hàng|định kỳ|vào)\b"
)
_EXEMPTS = re.compile(r"không (?:cần )?phải \w+ \w+")
_SUBJECT = 320  # characters in which a sentence with an actor or a condition comes to its order


def kind_of(
    text: str, headings: Sequence[str], *, marked_children: bool, plain_children: bool, numbered: bool
) -> ProvisionKind:
    """The kind of one piece under `headings` (outermost first); `numbered`: it has a printed number or letter."""
    if text.endswith(":") or (marked_children and (numbered or not is_finished(text) or not orders(text))):
        return "heading"
    if plain_children and heads_plain(text):
        return "heading"
    if states_aim(headings) or _names_aim(text):
        return _statement(text, numbered=numbered)
    return "task" if orders(text) else _statement(text, numbered=numbered)


def _statement(text: str, *, numbered: bool) -> ProvisionKind:
    is_title = numbered and not is_finished(text) and len(text.split()) <= _HEADING_WORDS
    return "heading" if is_title else "paragraph"


def heads_plain(text: str) -> bool:
    """Whether a numbered line heads the plain paragraph below it, rather than going on in it."""
    if not is_finished(text) or text.endswith(":"):
        return True
    return text.startswith(("Về ", "Việc ")) or (len(text.split()) <= _HEADING_WORDS and not orders(text))


def states_aim(headings: Sequence[str]) -> bool:
    """Whether the nearest heading that says so speaks of aims and circumstances, not of duties."""
    for heading in reversed(headings):
        folded = heading.lower().strip(" :.“")
        if folded.startswith(_list("aims")) or folded.endswith(_list("aims_follow")):
            return True
        if len(heading) < _SUBJECT and any(w in folded for w in _list("duties")):
            return False
    return False


def _names_aim(text: str) -> bool:
    """Whether a piece names itself an aim or a circumstance before its own words (`Mục tiêu chung: …`)."""
    title, colon, _ = text.partition(":")
    return bool(colon) and len(title.split()) <= _HEADING_WORDS and title.lower().startswith(_list("aims"))


def orders(text: str) -> bool:
    """Whether a sentence tells somebody to do something: the verb first, or an actor or a case and then the order."""
    folded = _without_lead(text.lower().strip(' “"'))
    if folded.startswith(_list("statements")):
        return False
    if folded.startswith(_list("verbs")):
        return not _SETTLED.match(folded)
    is_strong = any(w in _EXEMPTS.sub(" ", folded) for w in _list("strong"))
    if any(w in folded for w in _list("permits")) and not is_strong:
        return False
    if folded.startswith((*_actors(), *_list("grounds"))):
        return is_strong or any(w in folded[:_SUBJECT] for w in _list("orders"))
    if folded.startswith(_list("conditions")):
        return is_strong or any(_is_order(clause) for clause in _CLAUSES.split(folded)[1:])
    return is_strong


def _is_order(clause: str) -> bool:
    words = clause.strip().removeprefix("thì ")
    return words.startswith(_list("verbs")) and not words.startswith(_list("nouns"))


def _without_lead(folded: str) -> str:
    for lead in _list("leads"):
        if folded.startswith(lead):
            return folded.removeprefix(lead).strip()
    return folded


@cache
def _list(key: str) -> tuple[str, ...]:
    return tuple(table("duties")[key])


@cache
def _actors() -> tuple[str, ...]:
    return tuple(f"{actor}{end}" for actor in _list("actors") for end in (" ", ",", ";"))
