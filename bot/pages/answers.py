"""An answer on a phone: the lead first, then the words it rests on, each source a button; short enough to be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from bot import callbacks
from bot.message import Block, Button, Message, Quote
from bot.pages.levels import level_above
from bot.pages.notices import notice, said
from bot.pages.suggestions import Suggestions
from bot.pages.tasks import PAGE, counted, legend, listing, number_buttons, numbered
from bot.pages.viewer import Viewer, aside, opening
from bot.plain import plain_text
from bot.render import HelpLines, answer_message, lead_blocks, note_blocks, quotations, source_blocks
from knowledge.answer import Answer
from knowledge.answering import Answerer
from knowledge.library import Library
from knowledge.model import Citation, Document, Lang, Obligation

LONGEST = 3500
"""Characters of an answer, quotations and all."""

_FOLDED_FROM = 300
"""Characters from which a quotation is shown folded: some six lines of a phone."""

_LABELLED = 3
_BUTTONS_IN_A_ROW = 4
_LISTS = ("obligations", "no_directive_for_year")
_ABOUT_SEVERAL = ("found.several", "list.", "chain.")
_UNRATED = ("smalltalk", "clarify")


def answer_page(
    answer: Answer, answerer: Answerer, viewer: Viewer, help_lines: HelpLines, suggestions: Suggestions | None = None
) -> Message:
    """An answer with its buttons. For someone in danger: the help lines at once, no button, nothing else."""
    library = answerer.library
    if answer.status == "safety":
        return answer_message(answer, {}, help_lines)
    if answer.status in _LISTS and answer.obligations:
        return _first_of_list(answer, viewer, library)
    documents = {c.document: library.document(c.document) for c in answer.citations}
    blocks, hidden = _fitted(answer, documents)
    rows = [*_sources(answer, viewer, hidden)]
    if suggestions and answer.citations:
        rows += _follow_ups(answer, viewer, library, suggestions)
    if answer.status in ("out_of_scope", *_UNRATED):
        rows.append((_whole_list(viewer),))
    return Message(tuple(blocks), (*rows, *_rating(answer)))


def _first_of_list(answer: Answer, viewer: Viewer, library: Library) -> Message:
    """The first screen of a list, and the way to the whole of it."""
    shown = numbered(answer)[:PAGE]
    notes = note_blocks(answer) if answer.status == "obligations" else []
    left = len(answer.obligations) - len(shown)
    more = aside(viewer.says("answer.more", count=left)) if left else []
    blocks = [*lead_blocks(answer), *listing(answer, viewer, library, shown), *more]
    blocks += [*aside(legend(answer, viewer, shown)), *notes]
    if answer.status != "obligations":
        blocks += aside(counted(answer, viewer))
    return Message(tuple(blocks), (*number_buttons(shown), (_whole_list(viewer),), *_rating(answer)))


def _fitted(answer: Answer, documents: Mapping[str, Document]) -> tuple[list[Block], int]:
    """The blocks that fit, no quotation cut, and how many sources are left to their buttons."""
    around = [*lead_blocks(answer), *note_blocks(answer), *source_blocks(answer, documents)]
    groups = [_folded(group) for group in quotations(answer.citations, documents)]
    kept: list[Block] = []
    shown = 0
    for group in groups:
        if len(plain_text(Message((*around, *kept, *group)))) > LONGEST:
            break
        kept += group
        shown += 1
    return [*lead_blocks(answer), *kept, *around[len(lead_blocks(answer)) :]], len(groups) - shown


def _folded(group: Sequence[Block]) -> list[Block]:
    return [
        Quote(block.text, expandable=len(block.text) > _FOLDED_FROM) if isinstance(block, Quote) else block
        for block in group
    ]


def _sources(answer: Answer, viewer: Viewer, hidden: int) -> Iterator[tuple[Button, ...]]:
    """A button for each provision cited: by its label where they are few, else by its number."""
    cited = [next(group) for _, group in groupby(answer.citations, key=lambda c: (c.document, c.provision))]
    if len(cited) <= _LABELLED and not hidden:
        for citation in cited:
            yield (_source(citation, opening(citation.label)),)
        return
    buttons = [_source(each, viewer.says("answer.source", number_of=at)) for at, each in enumerate(cited, 1)]
    for at in range(0, len(buttons), _BUTTONS_IN_A_ROW):
        yield tuple(buttons[at : at + _BUTTONS_IN_A_ROW])


def _source(citation: Citation, text: str) -> Button:
    place = callbacks.ShowPlace(callbacks.ref(citation.document), callbacks.path_ref(citation.provision))
    return Button(f"📄 {text}", callbacks.data(place))


def _follow_ups(
    answer: Answer, viewer: Viewer, library: Library, suggestions: Suggestions
) -> Iterator[tuple[Button, ...]]:
    duty = _duty_of(answer, library)
    if duty is None:
        return
    above = level_above(library, duty.document, viewer.lang) or ""
    buttons = [
        Button(
            viewer.says(f"next.{ask}", above=above),
            callbacks.data(callbacks.Suggest(ask, callbacks.ref(duty.id))),
        )
        for ask in suggestions.about(duty, viewer, [say.key for say in answer.lead])
    ]
    if buttons:
        yield tuple(buttons)


def _duty_of(answer: Answer, library: Library) -> Obligation | None:
    """The task an answer is about: of the provision quoted first, the one that is named; None for lists of several."""
    first = answer.citations[0]
    several = len({(c.document, c.provision) for c in answer.citations}) > 1
    keys = [say.key for say in answer.lead]
    if any(key.startswith(_ABOUT_SEVERAL) for key in keys) or (several and not keys[0].startswith("found.")):
        return None
    titles = {say.details.get("title") for say in answer.lead}
    duties = [duty for duty in library.obligations(first.document) if duty.provision == first.provision]
    quoted = [duty for duty in duties if duty.quote.start < first.end and duty.quote.end > first.start]
    named = [duty for duty in quoted if duty.title[answer.lang] in titles]
    return next(iter([*named, *quoted]), None)


def _whole_list(viewer: Viewer) -> Button:
    return Button(viewer.says("button.tasks"), callbacks.data(callbacks.ShowList()))


def why(lang: Lang, bad: callbacks.Rate) -> Message:
    """After 👎: what was wrong, by a tap; who wants to say more replies. Nothing else that is typed is taken for it."""
    reasons: tuple[callbacks.Reason, ...] = ("wrong", "missing", "unclear")
    row = tuple(Button(said(f"rate.{each}", lang), callbacks.data(replace(bad, reason=each))) for each in reasons)
    return notice(lang, "rate.why", buttons=(row,))


def _rating(answer: Answer) -> Iterator[tuple[Button, ...]]:
    if answer.status in _UNRATED:
        return
    version = callbacks.version_ref(answer.index_version or "none")
    yield tuple(
        Button(sign, callbacks.data(_rate(answer, version, good=good))) for sign, good in (("👍", True), ("👎", False))
    )


def _rate(answer: Answer, version: str, *, good: bool) -> callbacks.Rate:
    if answer.prompt is None:
        return callbacks.Rate(good, version, answer.status)
    return callbacks.RatePhrased(good, version, answer.status, prompt=answer.prompt)
