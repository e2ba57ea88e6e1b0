"""The draft of a unit's plan (Kế hoạch): what the directives oblige it to do, in their order; the rest is left to fill.

Nothing is made up: who, when and with what money are blanks, since the directives leave them to the unit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.exports.official import (
    BLANK,
    Annex,
    Fill,
    Heading,
    Issuer,
    Official,
    Outliner,
    Part,
    Table,
    Text,
    bases,
    begins_large,
    ended,
    in_own_words,
    named,
    own_matter,
    roman,
    said,
    signer_of,
    words,
)
from bot.message import Piece
from bot.render import sentence
from knowledge.answer import Answer
from knowledge.labels import citation_label
from knowledge.library import Library
from knowledge.model import Document, Obligation

_WIDTHS = (1.0, 5.4, 3.0, 3.0, 2.2, 1.9)
_COLUMNS = ("column.number", "column.task", "column.place", "column.who", "column.when", "column.money")


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a plan is made of. `found`: the unit's year; `duties`: those of its tasks that may be the unit's."""

    library: Library
    issuer: Issuer
    found: Answer
    duties: tuple[Obligation, ...]

    @property
    def documents(self) -> list[Document]:
        """The directives whose tasks these are, in their order."""
        return [self.library.document(each) for each in dict.fromkeys(duty.document for duty in self.duties)]

    @property
    def all_unknown(self) -> bool:
        """Whether of no task it is known if it is the unit's."""
        return all(duty.applies_to(self.found.unit_type).applies == "unknown" for duty in self.duties)

    def label(self, duty: Obligation) -> str:
        """Where a task stands in its document."""
        return citation_label(self.library.document(duty.document).provisions, duty.provision)

    def text(self, duty: Obligation) -> str:
        """The directive's words that carry a task."""
        return self.library.document(duty.document).text[duty.quote.start : duty.quote.end]


def plan_draft(library: Library, issuer: Issuer, found: Answer) -> Official | None:
    """The plan of a unit for the year that `found` (`Answerer.unit_year`) is about; None where nothing is its task."""
    applies = {duty.id: duty.applies_to(found.unit_type).applies for duty in found.obligations}
    plan = _Plan(library, issuer, found, tuple(d for d in found.obligations if applies[d.id] != "no"))
    if not plan.duties:
        return None
    subject = _subject(plan)
    return Official(
        above=issuer.above,
        issuer=issuer.name,
        symbol=said("plan.symbol"),
        kind=said("plan.kind"),
        subject=begins_large(subject),
        basis=bases(plan.documents),
        body=tuple(_body(plan, subject)),
        recipients=tuple(_recipients(plan)),
        signer=signer_of(issuer),
        annexes=(_assignments(plan),),
        aside=_aside(plan),
    )


def _subject(plan: _Plan) -> str:
    """What one directive is about; of several, the year."""
    if len(plan.documents) == 1:
        return own_matter(plan.documents[0])
    return said("plan.of_year", for_the=plan.found.document_year or BLANK)


def _body(plan: _Plan, subject: str) -> Iterator[Part]:
    yield words("plan.opening", name=begins_large(plan.issuer.in_text), about=subject)
    yield Heading(f"I. {said('plan.aims').upper()}")
    yield Fill(said("plan.aim"), 2)
    yield Fill(said("plan.demand"), 2)
    number = 2
    for document, group in groupby(plan.duties, key=lambda duty: duty.document):
        yield from _tasks_of(plan, plan.library.document(document), tuple(group), number)
        number += 1
    yield Heading(f"{roman(number)}. {said('plan.organising').upper()}")
    yield words("plan.assignment")
    yield Fill(said("plan.money"), 2)
    yield Fill(said("plan.reporting"), 2)
    yield words("plan.closing", about=subject, name=plan.issuer.in_text)


def _tasks_of(plan: _Plan, document: Document, duties: Sequence[Obligation], number: int) -> Iterator[Part]:
    several = len(plan.documents) > 1
    title = said("plan.tasks_of", about=own_matter(document)) if several else said("plan.tasks")
    yield Heading(f"{roman(number)}. {title.upper()}")
    yield words("plan.places", what=named(document))
    outline = Outliner(document.provisions)
    for duty in duties:
        yield from outline.above(duty.provision)
        yield _task(plan, duty)


def _task(plan: _Plan, duty: Obligation) -> Text:
    """The directive's words, where they stand, and whether they reach the unit only in some case."""
    pieces = [Piece(f"- {ended(in_own_words(plan.text(duty)))} "), Piece(f"({plan.label(duty)})", "italic"), Piece(".")]
    if doubt := _doubt(plan, duty):
        pieces.append(Piece(f" [{doubt}]", "italic"))
    return Text(tuple(pieces))


def _doubt(plan: _Plan, duty: Obligation) -> str:
    """Why a task may not be the unit's; empty where it plainly is, or where this is known of none."""
    reach = duty.applies_to(plan.found.unit_type)
    reason = ended(reach.reason.vi) if reach.reason else ""
    if reach.applies == "conditional":
        return said("plan.conditional", why=reason) if reason else said("plan.conditional_plain")
    return said("plan.unknown") if reach.applies == "unknown" and not plan.all_unknown else ""


def _assignments(plan: _Plan) -> Annex:
    """Who does what, when: a row for each task, the rest to fill."""
    rows = []
    for number, duty in enumerate(plan.duties, 1):
        depends = duty.applies_to(plan.found.unit_type).applies == "conditional"
        title = f"{duty.title.vi} ({said('plan.depends')})" if depends else duty.title.vi
        rows.append((str(number), title, plan.label(duty), "", _when(duty), ""))
    table = Table(tuple(said(key) for key in _COLUMNS), _WIDTHS, tuple(rows))
    return Annex(said("plan.annex"), said("plan.annex_of", name=plan.issuer.in_text), (table,))


def _when(duty: Obligation) -> str:
    """The deadline that the directive itself sets; a blank where it sets none."""
    return said("plan.due", due=duty.due) if duty.due else ""


def _recipients(plan: _Plan) -> Iterator[str]:
    above = plan.issuer.above if plan.issuer.above not in ("", BLANK) else ""
    issuers = dict.fromkeys([above, *(d.issuer or "" for d in plan.documents)])
    for name in issuers:
        if name:
            yield said("official.to_report", name=name)
    yield said("official.to_do")
    yield said("official.filed")


def _aside(plan: _Plan) -> Annex:
    """What whoever finishes the draft has to know."""
    notes = [words("plan.note_blanks")]
    if not any(duty.due for duty in plan.duties):
        notes.append(words("plan.note_no_due"))
    if plan.found.status != "obligations":
        notes += [Text((Piece(begins_large(sentence(say, "vi"))),)) for say in plan.found.lead]
    if plan.all_unknown:
        notes.append(words("plan.note_unknown"))
    running = [duty for duty in plan.duties if duty.id in plan.found.running]
    over = [duty for duty in plan.duties if duty.id not in plan.found.running]
    unreviewed = [duty for duty in plan.duties if not duty.reviewed]
    left_out = [duty for duty in plan.found.obligations if duty not in plan.duties]
    if len(over) > len(running):
        notes.append(words("plan.note_mostly_over", over=len(over), all=len(plan.duties)))
        notes += _listed(plan, "plan.note_running", running)
    else:
        notes += _listed(plan, "plan.note_over", over)
    notes += _listed(plan, "plan.note_unreviewed", unreviewed)
    notes += _listed(plan, "plan.note_left_out", left_out, reasons=True)
    return Annex(said("official.aside"), said("official.take_out"), tuple(notes))


def _listed(plan: _Plan, key: str, duties: Sequence[Obligation], *, reasons: bool = False) -> Iterator[Text]:
    """A sentence and the tasks it is about; nothing where there are none."""
    if duties:
        yield words(key)
    for duty in duties:
        reason = duty.applies_to(plan.found.unit_type).reason if reasons else None
        why = f": {reason.vi}" if reason else "."
        yield Text((Piece(f"- {duty.title.vi} ({plan.label(duty)}){why}"),))
