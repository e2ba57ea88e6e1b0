"""The list of tasks to carry elsewhere: as text for another messenger, as a file to print; and documents as files."""

import re
from collections.abc import Iterator

from bot.message import Attachment, Block, Message, paragraph
from bot.pages.printed import Row, printed_list
from bot.pages.tasks import Entry, counted, documents_of, legend, numbered, task_words
from bot.pages.viewer import Viewer, gone
from bot.render import document_name, sentence
from knowledge.answer import Answer, Say
from knowledge.answering import Answerer
from knowledge.labels import citation_label
from knowledge.law_names import law_name
from knowledge.library import Library
from knowledge.model import Document
from knowledge.originals import original_of

_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|·\s]+')
_NAME_LIMIT = 80


def share_page(answerer: Answerer, viewer: Viewer) -> Message:
    """*Bản để sao chép*: the whole list as plain text, without the tasks that are not for the unit."""
    found = viewer.year_of(answerer)
    entries = [entry for entry in numbered(found) if entry.duty.applies_to(found.unit_type).applies != "no"]
    blocks: list[Block] = [paragraph(_title(viewer), *_introduction(answerer.library, viewer, found))]
    for part in dict.fromkeys(entry.part for entry in entries):
        lines = [_line(answerer.library, viewer, found, entry) for entry in entries if entry.part == part]
        above = [sentence(Say(f"list.{part}"), viewer.lang).upper()] if part else []
        blocks.append(paragraph(*above, *lines))
    left = len(found.obligations) - len(entries)
    closing = [viewer.says("share.left_out", count=left)] if left else []
    marks = legend(found, viewer, entries)
    closing += [marks] if marks else []
    return Message((*blocks, *([paragraph(*closing)] if closing else [])))


def print_page(answerer: Answerer, viewer: Viewer) -> Message:
    """*Bản in*: the whole list as a Word file with room for notes."""
    found = viewer.year_of(answerer)
    entries = numbered(found)
    rows = list(_rows(answerer.library, viewer, found, entries))
    marks = legend(found, viewer, entries)
    content = printed_list(
        _title(viewer).upper(),
        _introduction(answerer.library, viewer, found),
        tuple(viewer.says(key) for key in ("print.number", "print.task", "print.place", "print.notes")),
        rows,
        [line for line in (marks, *(sentence(say, viewer.lang) for say in found.notes)) if line],
    )
    name = f"{_file_name(_title(viewer))}.docx"
    return Message((paragraph(viewer.says("print.caption")),), attachment=Attachment(name, content))


def file_page(library: Library, viewer: Viewer, document_id: str) -> Message:
    """*Văn bản*: the document as a file, the one it was read from where it is at hand, else its words."""
    if document_id not in library:
        return gone(viewer)
    document = library.document(document_id)
    original = original_of(document)
    content = original.read_bytes() if original else as_text(document).encode()
    # Few know a law by its issuer and day.
    name = document_name(document) if document.is_directive else law_name(library.info(document_id))
    said = [name, viewer.says("file.original" if original else "file.words")]
    if document.source_url:
        said.append(document.source_url)
    return Message((paragraph(*said),), attachment=Attachment(f"{_file_name(name)}.txt", content))


def as_text(document: Document) -> str:
    """A document's words, a line for each provision; nothing but line breaks in place of spaces is changed."""
    starts = sorted({*_starts(document), len(document.text)})
    pieces = []
    at = 0
    for start in starts:
        pieces.append(document.text[at:start].strip())
        at = start
    return "\n".join(piece for piece in pieces if piece) + "\n"


def _starts(document: Document) -> Iterator[int]:
    """Where each provision begins with its label, and each other region of the page."""
    for provision in document.provisions:
        label = f"{provision.label} " if provision.label else ""
        labelled = bool(label) and document.text[: provision.start].endswith(label)
        yield provision.start - len(label) * labelled
    for spans in document.outline.parts.values():
        yield from (span.start for span in spans)


def _title(viewer: Viewer) -> str:
    return viewer.says("tasks.title", year=viewer.year or viewer.today.year, unit=viewer.unit)


def _introduction(library: Library, viewer: Viewer, found: Answer) -> list[str]:
    lead = [sentence(say, viewer.lang) for say in found.lead]
    if not found.obligations:
        return lead
    if found.status != "obligations":
        return [*lead, counted(found, viewer)]
    return [f"{documents_of(found, library)}. {counted(found, viewer)}"]


def _line(library: Library, viewer: Viewer, found: Answer, entry: Entry) -> str:
    return f"{entry.number}. {task_words(found, viewer, entry)} ({_label(library, viewer, entry)})"


def _label(library: Library, viewer: Viewer, entry: Entry) -> str:
    return citation_label(library.document(entry.duty.document).provisions, entry.duty.provision, viewer.lang)


def _rows(library: Library, viewer: Viewer, found: Answer, entries: list[Entry]) -> Iterator[Row]:
    said = ""
    for entry in entries:
        if entry.part != said:
            said = entry.part
            yield Row(sentence(Say(f"list.{said}"), viewer.lang).upper())
        cells = (str(entry.number), task_words(found, viewer, entry), _label(library, viewer, entry), "")
        yield Row("", cells)


def _file_name(name: str) -> str:
    """A name that every system takes for a file, accents kept."""
    return _NOT_IN_A_NAME.sub("-", name)[:_NAME_LIMIT].strip("-.")
