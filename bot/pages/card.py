"""A task's card: what, for whom, until when, what shows that it was done, and where it is written."""

from collections.abc import Iterator

from bot import callbacks
from bot.message import Block, Button, Message, bold, paragraph
from bot.pages.levels import level_above
from bot.pages.tasks import page_of
from bot.pages.viewer import Viewer, aside, opening
from bot.render import document_name
from knowledge.answering import Answerer
from knowledge.answers.lists import has_ended
from knowledge.labels import citation_label
from knowledge.law_names import law_name
from knowledge.model import Act, Obligation


def card(answerer: Answerer, viewer: Viewer, duty: Obligation, page: int = 1, act: Act | None = None) -> Message:
    """The card of one task; `page` and `act` are those of the list it was opened from.

    Without `act` the way back leads to the page that holds the task, wherever the card was opened.
    """
    page = page if act else page_of(answerer, viewer, duty, page)
    document = answerer.library.document(duty.document)
    label = citation_label(document.provisions, duty.provision, viewer.lang)
    facts = paragraph(
        viewer.field("card.who", duty.who[viewer.lang]),
        viewer.field("card.period", _period(viewer, duty)),
        viewer.field("card.due", viewer.says("card.date", due=duty.due) if duty.due else viewer.says("card.no_due")),
        viewer.field("card.where", f"{label} – {document_name(document)}"),
    )
    blocks: list[Block] = [paragraph(bold(duty.title[viewer.lang]), _applies(answerer, viewer, duty)), facts]
    if duty.evidence:
        shown = [f"– {each[viewer.lang]}" for each in duty.evidence]
        blocks.append(paragraph(bold(viewer.says("card.evidence")), *shown))
    blocks += aside(viewer.says("card.reviewed" if duty.reviewed else "card.draft"))
    return Message(tuple(blocks), tuple(_keyboard(answerer, viewer, duty, page, act)))


def to_card(viewer: Viewer, duty: Obligation) -> Button:
    """A button back to a task's card."""
    return Button(viewer.says("button.card"), callbacks.data(callbacks.ShowDuty(callbacks.ref(duty.id))))


def _applies(answerer: Answerer, viewer: Viewer, duty: Obligation) -> str:
    found = duty.applies_to(viewer.unit_type)
    reason = found.reason or (answerer.library.reach(duty.document).get(viewer.unit_type))
    said = viewer.says(f"applies.{found.applies}")
    return said if found.applies == "yes" or reason is None else f"{said} {reason[viewer.lang]}"


def _period(viewer: Viewer, duty: Obligation) -> str:
    said = duty.period.replace("-", "–") if duty.period else viewer.says("card.no_period")
    if duty.event and duty.ended_on and duty.ended_on < viewer.today:
        return f"{said} – {viewer.says('list.event_over', event=duty.event[viewer.lang])}"
    return f"{said} – {viewer.says('card.over')}" if has_ended(duty, viewer.today) else said


def _keyboard(
    answerer: Answerer, viewer: Viewer, duty: Obligation, page: int, act: Act | None
) -> Iterator[tuple[Button, ...]]:
    ref = callbacks.ref(duty.id)
    words = Button(viewer.says("button.words"), callbacks.data(callbacks.ShowWords(ref)))
    above = level_above(answerer.library, duty.document, viewer.lang)
    compare = Button(viewer.says("button.compare", above=above or ""), callbacks.data(callbacks.Compare(ref)))
    yield (words, compare) if above else (words,)
    yield (
        Button(viewer.says("button.ask"), callbacks.data(callbacks.AboutDuty(ref))),
        Button(viewer.says("button.file"), callbacks.data(callbacks.SendFile(callbacks.ref(duty.document)))),
    )
    for info in answerer.laws_behind(duty, viewer.today):
        yield (Button(opening(law_name(info)), callbacks.data(callbacks.SendFile(callbacks.ref(info.id)))),)
    yield (Button(viewer.says("button.list"), callbacks.data(callbacks.ShowList(page, act))),)
