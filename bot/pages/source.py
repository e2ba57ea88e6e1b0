"""The source's exact words, with what stands right before and after them."""

from bot import callbacks
from bot.message import Block, Button, Message, Quote, bold, paragraph
from bot.pages.card import to_card
from bot.pages.viewer import Viewer, gone, opening
from bot.render import document_name
from knowledge.labels import citation_label
from knowledge.library import Library
from knowledge.model import Document, Obligation, Span
from knowledge.passages import sentences


def words_of_duty(library: Library, viewer: Viewer, duty: Obligation) -> Message:
    """The words that carry a duty."""
    document = library.document(duty.document)
    back = to_card(viewer, duty)
    return _words(viewer, document, duty.provision, duty.quote, (back, _file(viewer, document)))


def words_of_place(library: Library, viewer: Viewer, document_id: str, path: str) -> Message:
    """The words of a provision, whole."""
    provision = library.provision(document_id, path)
    if provision is None:
        return gone(viewer)
    document = library.document(document_id)
    duties = [duty for duty in library.obligations(document_id) if duty.provision == path]
    buttons = (*(to_card(viewer, duty) for duty in duties[:1]), _file(viewer, document))
    return _words(viewer, document, path, Span(provision.start, provision.end), buttons)


def _words(viewer: Viewer, document: Document, path: str, span: Span, buttons: tuple[Button, ...]) -> Message:
    label = opening(citation_label(document.provisions, path, viewer.lang))
    blocks: list[Block] = [
        paragraph(bold(label), document_name(document)),
        Quote(document.text[span.start : span.end], expandable=True),
    ]
    for key, beside in (("words.before", before(document, span)), ("words.after", after(document, span))):
        if beside:
            blocks += [paragraph(viewer.says(key)), Quote(document.text[beside.start : beside.end], expandable=True)]
    return Message(tuple(blocks), (buttons,))


def before(document: Document, span: Span) -> Span | None:
    """The sentence before some words: of their own provision, else the last of those before it."""
    earlier = (p for p in reversed(document.provisions) if p.start < span.start)
    found = (_worded(document, Span(p.start, min(p.end, span.start))) for p in earlier)
    return next((each[-1] for each in found if each), None)


def after(document: Document, span: Span) -> Span | None:
    """The sentence after some words: of their own provision, else the first of those after it."""
    later = (p for p in document.provisions if p.end > span.end)
    found = (_worded(document, Span(max(p.start, span.end), p.end)) for p in later)
    return next((each[0] for each in found if each), None)


def _worded(document: Document, span: Span) -> list[Span]:
    """The sentences of a stretch that hold more than the stop another one left behind."""
    return [each for each in sentences(document.text, span) if document.text[each.start : each.end].strip(" .;,")]


def _file(viewer: Viewer, document: Document) -> Button:
    return Button(viewer.says("button.file"), callbacks.data(callbacks.SendFile(callbacks.ref(document.id))))
