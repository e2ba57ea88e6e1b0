"""The unit's year at a glance: the tasks of the directives that reach it, a page at a time."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby
from typing import Literal

from bot import callbacks
from bot.message import Block, Button, Line, Message, Piece, bold, paragraph
from bot.pages.viewer import Viewer, aside, opening
from bot.render import MARKS, document_name, sentence, top_heading
from bot.texts import ACTS
from knowledge.answer import Answer, Say
from knowledge.answering import Answerer
from knowledge.labels import citation_label
from knowledge.library import Library
from knowledge.model import Act, Applies, Obligation

PAGE = 7
"""Tasks on one page: with their headings about one phone screen."""

HEADING_LIMIT = 48
_PAGES_HELD = 1024
_BUTTONS_IN_A_ROW = 4
_TRAILING = re.compile(r"[\s,;:.–-]+…$")

Part = Literal["", "running", "ended"]
"""Which part of the list a task stands in; without a name where the list has only one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A task with its number in the whole list."""

    number: int
    part: Part
    duty: Obligation


def tasks_page(answerer: Answerer, viewer: Viewer, page: int = 1, act: Act | None = None) -> Message:
    """/nhiemvu: page `page` (from 1; one beyond the last shows the last) of the tasks, all or of one kind of act."""
    found = viewer.year_of(answerer)
    entries = [entry for entry in numbered(found) if act in (None, entry.duty.act)]
    pages = max(1, -(-len(entries) // PAGE))
    page = min(page, pages)
    shown = entries[(page - 1) * PAGE : page * PAGE]
    head = _head(found, viewer, answerer.library, page, pages)
    if act:
        head.append(paragraph(viewer.says("tasks.only", acts=act, count=len(entries))))
    blocks = [*head, *listing(found, viewer, answerer.library, shown), *_tail(found, viewer, shown, page)]
    return Message(tuple(blocks), tuple(_keyboard(viewer, shown, page, pages, act)))


class TaskPages:
    """Pages of the tasks that one answerer knows, kept: many people ask for the same few."""

    def __init__(self, answerer: Answerer) -> None:
        self.answerer = answerer
        self._made = lru_cache(_PAGES_HELD)(partial(tasks_page, answerer))

    def page(self, viewer: Viewer, page: int = 1, act: Act | None = None) -> Message:
        """As `tasks_page`."""
        return self._made(viewer, page, act)


def page_of(answerer: Answerer, viewer: Viewer, duty: Obligation, otherwise: int = 1) -> int:
    """The page of the viewer's list that holds a task; `otherwise` where none does."""
    numbers = (entry.number for entry in numbered(viewer.year_of(answerer)) if entry.duty.id == duty.id)
    return next((-(-number // PAGE) for number in numbers), otherwise)


def choose_act(answerer: Answerer, viewer: Viewer) -> Message:
    """The kinds of act that the list holds, to see only one of them."""
    acts = Counter(duty.act for duty in viewer.year_of(answerer).obligations)
    rows = [
        (Button(f"{opening(ACTS[act][viewer.lang])} ({count})", callbacks.data(callbacks.ShowList(1, act))),)
        for act, count in acts.most_common()
    ]
    every = Button(viewer.says("tasks.all", count=acts.total()), callbacks.data(callbacks.ShowList()))
    return Message((paragraph(viewer.says("tasks.choose_act")),), ((every,), *rows))


def numbered(found: Answer) -> list[Entry]:
    """The tasks in the order shown: the directive's, but for another year's what still runs before what has ended."""
    if found.status == "obligations":
        return [Entry(number, "", duty) for number, duty in enumerate(found.obligations, 1)]
    running = [d for d in found.obligations if d.id in found.running]
    ended = [d for d in found.obligations if d.id not in found.running]
    parts: list[tuple[Part, Obligation]] = [("running", d) for d in running]
    parts += [("ended", d) for d in ended]
    return [Entry(number, part, duty) for number, (part, duty) in enumerate(parts, 1)]


def listing(found: Answer, viewer: Viewer, library: Library, entries: Sequence[Entry]) -> list[Block]:
    """The tasks, numbered and marked, under the directive's own headings."""
    blocks: list[Block] = []
    said: Part = ""
    for (part, heading), group in groupby(entries, key=lambda e: (e.part, _heading(viewer, library, e.duty))):
        above = [_part_title(found, viewer, part)] if part != said else []
        said = part
        above += [bold(heading)] if heading else []
        blocks.append(paragraph(*above, *(_task_line(found, viewer, entry) for entry in group)))
    return blocks


def task_words(found: Answer, viewer: Viewer, entry: Entry) -> str:
    """A task in a line: its mark where it is not plainly the unit's, its title, its deadline, whether it is over."""
    duty = entry.duty
    mark = _mark_of(found, entry)
    words = f"{'' if mark == 'yes' else MARKS[mark] + ' '}{duty.title[viewer.lang]}"
    if duty.due:
        words += f" – {viewer.says('list.due', due=duty.due)}"
    over = not entry.part and duty.id not in found.running
    return f"{words} – {viewer.says('tasks.over')}" if over else words


def number_buttons(entries: Sequence[Entry], page: int = 1, act: Act | None = None) -> Iterator[tuple[Button, ...]]:
    """A button for each task, by its number, in rows of a thumb's reach."""
    buttons = [
        Button(str(e.number), callbacks.data(callbacks.ShowDuty(callbacks.ref(e.duty.id), page, act))) for e in entries
    ]
    for at in range(0, len(buttons), _BUTTONS_IN_A_ROW):
        yield tuple(buttons[at : at + _BUTTONS_IN_A_ROW])


def legend(found: Answer, viewer: Viewer, entries: Sequence[Entry]) -> str:
    """What the marks mean that stand among these tasks; empty where there are none."""
    shown = {_mark_of(found, entry) for entry in entries}
    marks: tuple[Applies, ...] = ("conditional", "no", "unknown")
    return " · ".join(f"{MARKS[mark]} {viewer.says(f'mark.{mark}')}" for mark in marks if mark in shown)


def unknown(found: Answer) -> bool:
    """Whether of no task it is known if it reaches the unit: then this is said once, not of each."""
    return all(duty.applies_to(found.unit_type).applies == "unknown" for duty in found.obligations)


def _mark_of(found: Answer, entry: Entry) -> Applies:
    return "yes" if unknown(found) else entry.duty.applies_to(found.unit_type).applies


def documents_of(found: Answer, library: Library) -> str:
    """The directives that the tasks stand in, by name."""
    names = dict.fromkeys(duty.document for duty in found.obligations)
    return "; ".join(document_name(library.document(each)) for each in names)


def counted(found: Answer, viewer: Viewer) -> str:
    """How many tasks there are, and how many of them reach the unit."""
    count = len(found.obligations)
    if unknown(found):
        return viewer.says("tasks.count_unknown", count=count)
    reached = sum(d.applies_to(found.unit_type).applies != "no" for d in found.obligations)
    return viewer.says("tasks.count", count=count, reached=reached)


def _head(found: Answer, viewer: Viewer, library: Library, page: int, pages: int) -> list[Block]:
    year = viewer.year or viewer.today.year
    title = viewer.says("tasks.title", year=year, unit=viewer.unit)
    if found.status != "obligations" and found.document_year:  # nothing is loaded for the year meant
        title = viewer.says("tasks.title_of", year=found.document_year, unit=viewer.unit)
    lines: list[str | Line] = [bold(f"{title} ({page}/{pages})" if pages > 1 else title)]
    if page > 1:
        other = found.document_year if found.status != "obligations" else None
        return [paragraph(*lines, *([viewer.says("note.other_year", year=other)] if other else []))]
    if found.status != "obligations":
        doubt = [viewer.says("mark.unknown_all")] if found.obligations and unknown(found) else []
        return [paragraph(*lines), paragraph(*(sentence(say, viewer.lang) for say in found.lead), *doubt)]
    return [paragraph(*lines, f"{documents_of(found, library)}. {counted(found, viewer)}")]


def _tail(found: Answer, viewer: Viewer, shown: Sequence[Entry], page: int) -> list[Block]:
    """What the marks mean; on the first page how the directive reaches the unit, and what it leaves out."""
    notes = [sentence(say, viewer.lang) for say in found.notes] if page == 1 else []
    return aside(legend(found, viewer, shown), *notes)


def _part_title(found: Answer, viewer: Viewer, part: Part) -> Line:
    running = sum(d.id in found.running for d in found.obligations)
    count = running if part == "running" else len(found.obligations) - running
    key = "list.running" if part == "running" else "list.ended"
    return bold(f"{sentence(Say(key), viewer.lang).upper()} ({count})")


def _heading(viewer: Viewer, library: Library, duty: Obligation) -> str:
    document = library.document(duty.document)
    heading = top_heading(document, duty.provision, HEADING_LIMIT)
    if heading is None:
        return ""
    label = citation_label(document.provisions, duty.provision.split(".", maxsplit=1)[0], viewer.lang)
    return f"{opening(label)}. {_TRAILING.sub('…', heading.partition(' ')[2])}"


def _task_line(found: Answer, viewer: Viewer, entry: Entry) -> Line:
    return (Piece(f"{entry.number}. {task_words(found, viewer, entry)}"),)


def _keyboard(
    viewer: Viewer, shown: Sequence[Entry], page: int, pages: int, act: Act | None
) -> Iterator[tuple[Button, ...]]:
    yield from number_buttons(shown, page, act)
    if pages > 1:
        yield tuple(_turning(page, pages, act))
    if shown or act:
        every = Button(viewer.says("button.every"), callbacks.data(callbacks.ShowList()))
        some = Button(viewer.says("button.filter"), callbacks.data(callbacks.ChooseAct()))
        yield (every if act else some, _change(viewer))
        yield (
            Button(viewer.says("button.share"), callbacks.data(callbacks.ShareList())),
            Button(viewer.says("button.print"), callbacks.data(callbacks.PrintList())),
        )
    else:
        yield (_change(viewer),)


def _turning(page: int, pages: int, act: Act | None) -> Iterator[Button]:
    if page > 1:
        yield Button("◀", callbacks.data(callbacks.ShowList(page - 1, act)))
    yield Button(f"{page}/{pages}", callbacks.data(callbacks.ShowList(page, act)))
    if page < pages:
        yield Button("▶", callbacks.data(callbacks.ShowList(page + 1, act)))


def _change(viewer: Viewer) -> Button:
    return Button(viewer.says("button.change"), callbacks.data(callbacks.ChooseUnit()))
