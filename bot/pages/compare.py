"""A task held against the directive above: what became of it, in words and in the words of both."""

from collections.abc import Sequence

from bot.message import Block, Message, Quote, bold, paragraph
from bot.pages.card import to_card
from bot.pages.levels import level_above
from bot.pages.viewer import Viewer, aside, opening
from bot.render import document_name
from knowledge.labels import citation_label
from knowledge.library import Library
from knowledge.model import Document, Lineage, LineagePair, Obligation, Relation, Span


def compare(library: Library, viewer: Viewer, duty: Obligation) -> Message:
    """What the lower directive made of a duty; the words that differ are bold in both quotations."""
    chain = library.lineage(duty.document)
    above = level_above(library, duty.document, viewer.lang)
    if chain is None or above is None:
        return Message((paragraph(viewer.says("compare.none")),), ((to_card(viewer, duty),),))
    lower, upper = library.document(duty.document), library.document(chain.above)
    pairs = _pairs(chain, lower, duty)
    relation = _relation(duty, pairs)
    said = viewer.says("compare.relation", relation=relation, above=above)
    blocks: list[Block] = [paragraph(bold(duty.title[viewer.lang]), said)]
    # What is said of the provision as a whole does not hold for a part with a fate of its own.
    told = [pair for pair in pairs if pair.aspect or pair.relation == relation]
    notes = list(dict.fromkeys(pair.note[viewer.lang] for pair in told if pair.note))
    if notes:
        blocks.append(paragraph(*(f"• {note}" for note in notes)))
    blocks += _side(viewer, lower, duty.provision, duty.quote, [s for p in pairs for s in p.lower_words])
    parent = next((p.parent for p in pairs if p.parent and not p.aspect), None)
    if parent and relation != "added":
        provision = library.provision(upper.id, parent)
        if provision:
            whole = Span(provision.start, provision.end)
            blocks += _side(viewer, upper, parent, whole, [s for p in pairs for s in p.upper_words])
    return Message((*blocks, *_reservations(viewer, chain)), ((to_card(viewer, duty),),))


def _pairs(chain: Lineage, lower: Document, duty: Obligation) -> list[LineagePair]:
    """The pairs that concern a duty: its provision's as a whole first, then the parts of it that touch its words."""
    main = [p for p in chain.pairs if p.provision == duty.provision and not p.aspect]
    parents = {p.parent for p in main}
    touching = [p for p in chain.pairs if p.aspect and p.provision == duty.provision and _touches(p, duty.quote)]
    dropped = [p for p in chain.pairs if p.aspect and p.provision is None and p.parent in parents]
    whole = duty.quote.end - duty.quote.start == _length(lower, duty.provision)
    return [*main, *touching, *(dropped if whole else [])]


def _length(document: Document, path: str) -> int:
    return next((p.end - p.start for p in document.provisions if p.path == path), 0)


def _touches(pair: LineagePair, words: Span) -> bool:
    return any(span.start < words.end and span.end > words.start for span in pair.lower_words) or not pair.lower_words


def _relation(duty: Obligation, pairs: Sequence[LineagePair]) -> Relation:
    main = next((p.relation for p in pairs if not p.aspect), None)
    return duty.relation or main or "added"


def _side(viewer: Viewer, document: Document, path: str, words: Span, differing: Sequence[Span]) -> list[Block]:
    label = opening(citation_label(document.provisions, path, viewer.lang))
    strong = _joined([_within(each, words) for each in differing if each.start < words.end and each.end > words.start])
    quote = Quote(document.text[words.start : words.end], expandable=True, strong=strong)
    return [paragraph(bold(f"{label} – {document_name(document)}:")), quote]


def _within(span: Span, words: Span) -> Span:
    """A span counted from the start of some words, cut to them."""
    start, end = max(span.start, words.start), min(span.end, words.end)
    return Span(start - words.start, end - words.start)


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap made one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: each.start):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _reservations(viewer: Viewer, chain: Lineage) -> list[Block]:
    """That a letter between the two is not loaded, and that an unreviewed comparison is a draft."""
    missing = viewer.says("chain.missing", numbers=", ".join(chain.missing)) if chain.missing else ""
    said = chain.note[viewer.lang] if chain.note else missing
    return aside(said, "" if chain.reviewed else viewer.says("note.draft_chain"))
