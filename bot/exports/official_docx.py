"""An official document as a Word file, in the form of Decree 30/2020/NĐ-CP, annex I.

A4, margins 20 mm above and below, 30 left, 15 right; Times New Roman 13 and 14; page numbers in the middle of the upper
margin from the second page on.
"""

from collections.abc import Sequence
from io import BytesIO
from textwrap import wrap
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from bot.exports.official import BLANK, Annex, Fill, Heading, Official, Part, Table, Text, said
from bot.exports.package import settled
from bot.message import Line, Piece

FONT = "Times New Roman"
SIZE, MOTTO, SMALL = 14, 13, 12
"""Sizes in points: of text and titles; of motto, number, place and date; of the letterhead's names and of tables."""

LEFT, RIGHT, ABOVE, BELOW = 3.0, 1.501, 2.0, 2.0
"""Margins in centimetres; Word keeps them in twentieths of a point, which must not make 15 mm less."""

WIDTH = 21.0 - LEFT - RIGHT
_LETTERHEAD_CM = (7.5, WIDTH - 7.5)
_CLOSING_CM = (8.0, WIDTH - 8.0)
_INDENT = Cm(1.27)
_NAME_CHARACTERS = 27  # capitals of the letterhead that fit its column
_DEPARTMENT = "GIÁO DỤC VÀ ĐÀO TẠO "
_ROOM_FOR_A_SIGNATURE = 4
_LONG = 200  # characters of a heading that is a paragraph: it may stand at the end of a page
_CENTRE, _JUSTIFY, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.RIGHT


def write(official: Official) -> bytes:
    """The .docx file; the same document gives the same bytes."""
    file = docx.Document()
    _page(file)
    _about(file, official)
    _letterhead(file, official)
    _title(file, official)
    for basis in official.basis:
        _body(file, (Piece(basis, "italic"),))
    _parts(file, official.body)
    _closing(file, official)
    for annex in (*official.annexes, *([official.aside] if official.aside else [])):
        _annex(file, annex)
    stream = BytesIO()
    file.save(stream)
    return settled(stream.getvalue())


def _page(file: WordFile) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin, section.right_margin = Cm(LEFT), Cm(RIGHT)
    section.top_margin, section.bottom_margin = Cm(ABOVE), Cm(BELOW)
    section.header_distance = Cm(1.0)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _CENTRE
    _page_field(number)
    style = file.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    for script in ("w:eastAsia", "w:cs"):
        style.element.rPr.rFonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.space_before = Pt(0)


def _page_field(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "2"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no name for fields


def _about(file: WordFile, official: Official) -> None:
    """The file's own title; of no author and no day that would differ from copy to copy."""
    file.core_properties.title = f"{official.kind} {official.subject}"
    file.core_properties.author = ""
    file.core_properties.comments = ""
    file.core_properties.language = "vi-VN"


def _letterhead(file: WordFile, official: Official) -> None:
    """Issuer and nation side by side, below them number and date on one height, however long the names are."""
    (left, right), (number, date) = _side_by_side(file, _LETTERHEAD_CM, rows=2)
    names = [(official.above.upper(), False), (official.issuer.upper(), True)]
    lines = [(line, bold) for words, bold in names for line in _lines_of(words)]
    for at, (line, bold) in enumerate(lines):
        _centred(left, line, SMALL, bold=bold, first=at == 0)
    _rule(left, _LETTERHEAD_CM[0], 0.4)
    _centred(right, said("official.nation"), SMALL, bold=True, first=True)
    _centred(right, said("official.motto"), MOTTO, bold=True)
    _rule(right, _LETTERHEAD_CM[1], 0.6)
    _centred(number, said("official.number", symbol=official.symbol), MOTTO, first=True)
    _centred(date, said("official.place_and_date"), MOTTO, italic=True, first=True)


def _lines_of(name: str) -> list[str]:
    """A long name in lines of like length, so that no single word is left over; a department's place by itself."""
    if len(name) <= _NAME_CHARACTERS:
        return [name] if name else []
    if _DEPARTMENT in name and len(name.partition(_DEPARTMENT)[2]) <= _NAME_CHARACTERS:
        head, department, place = name.partition(_DEPARTMENT)
        return [f"{head}{department}".strip(), place.strip()]
    lines = len(wrap(name, _NAME_CHARACTERS))
    return next(found for width in range(1, len(name) + 1) if len(found := wrap(name, width)) <= lines)


def _title(file: WordFile, official: Official) -> None:
    _centred(file, official.kind, SIZE, bold=True, before=18)
    for line in official.subject.split("\n"):
        _centred(file, line, SIZE, bold=True)
    _rule(file, WIDTH, 0.3)
    if official.addressee:
        _centred(file, official.addressee, SIZE, before=12)
    _gap(file)


def _parts(place: WordFile, parts: Sequence[Part]) -> None:
    for part in parts:
        match part:
            case Heading():
                _heading(place, part)
            case Text():
                _body(place, part.line)
            case Fill():
                _fill(place, part)
            case Table():
                _table(place, part)


def _heading(file: WordFile, heading: Heading) -> None:
    paragraph = _body(file, (Piece(heading.words, "bold" if heading.level <= 1 else "plain"),))
    paragraph.paragraph_format.keep_with_next = len(heading.words) < _LONG


def _body(file: WordFile, line: Line) -> Paragraph:
    """A paragraph of the text: justified, its first line indented, 6 points after it."""
    paragraph = file.add_paragraph()
    paragraph.alignment = _JUSTIFY
    paragraph.paragraph_format.first_line_indent = _INDENT
    paragraph.paragraph_format.space_after = Pt(6)
    for piece in line:
        run = paragraph.add_run(piece.words)
        run.bold, run.italic = piece.style == "bold" or None, piece.style == "italic" or None
    return paragraph


def _fill(file: WordFile, fill: Fill) -> None:
    """Dots up to the right margin, by a tab that gives way to what is typed before it."""
    for row in range(fill.lines):
        paragraph = file.add_paragraph()
        paragraph.paragraph_format.first_line_indent = _INDENT if row == 0 else None
        paragraph.paragraph_format.space_after = Pt(6)
        paragraph.paragraph_format.keep_with_next = row + 1 < fill.lines
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        paragraph.add_run(f"{fill.words} \t" if row == 0 and fill.words else "\t")


def _table(file: WordFile, table: Table) -> None:
    made = file.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Table Grid")
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row, words in zip(made.rows, (table.columns, *table.rows), strict=True):
        _row_property(row, "w:cantSplit")
        head = words is table.columns
        for at, (cell, text, width) in enumerate(zip(row.cells, words, table.widths, strict=True)):
            cell.width = Cm(width)
            paragraph = _cell(cell, text, bold=head)
            if head or at == 0:
                paragraph.alignment = _CENTRE
            elif at in table.numeric:
                paragraph.alignment = _RIGHT
    _row_property(made.rows[0], "w:tblHeader")
    _set_grid(made, table.widths)
    _gap(file)


def _row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no name for it


def _cell(cell: Cell, words: str, *, bold: bool = False) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    run = paragraph.add_run(words)
    run.bold, run.font.size = bold or None, Pt(SMALL)
    return paragraph


def _closing(file: WordFile, official: Official) -> None:
    """Recipients to the left, the signature to the right; never on a page without the end of the text."""
    file.paragraphs[-1].paragraph_format.keep_with_next = True
    gap = file.add_paragraph()
    gap.paragraph_format.line_spacing, gap.paragraph_format.keep_with_next = Pt(10), True
    ((left, right),) = _side_by_side(file, _CLOSING_CM)
    title = left.paragraphs[0].add_run(said("official.recipients"))
    title.bold, title.italic, title.font.size = True, True, Pt(SMALL)
    for words in official.recipients:
        left.add_paragraph().add_run(words).font.size = Pt(SMALL - 1)
    for at, words in enumerate(official.signer):
        _centred(right, words, SIZE, bold=True, first=at == 0)
    for _ in range(_ROOM_FOR_A_SIGNATURE):
        right.add_paragraph()
    _centred(right, BLANK * 2, SIZE)


def _annex(file: WordFile, annex: Annex) -> None:
    title, *rest = annex.title.split("\n")
    _centred(file, title, SIZE, bold=True).paragraph_format.page_break_before = True
    for line in rest:
        _centred(file, line, SIZE, bold=True)
    _centred(file, annex.subtitle, SIZE, italic=True)
    _gap(file)
    _parts(file, annex.parts)


def _gap(file: WordFile) -> None:
    file.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _side_by_side(file: WordFile, widths: Sequence[float], rows: int = 1) -> list[tuple[Cell, Cell]]:
    """The cells of a table without rules, two in a row."""
    table = file.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001 - python-docx has no name for it
    _set_grid(table, widths)
    pairs = []
    for row in table.rows:
        _row_property(row, "w:cantSplit")
        left, right = row.cells
        left.width, right.width = (Cm(width) for width in widths)
        pairs.append((left, right))
    return pairs


def _set_grid(table: WordTable, widths: Sequence[float]) -> None:
    """The columns' own widths, for LibreOffice, which does not go by the cells' as Word does."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def _centred(  # noqa: PLR0913 - where, what, and how it looks
    place: WordFile | Cell,
    words: str,
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    first: bool = False,
    before: int = 0,
) -> Paragraph:
    """A centred line; `first` takes the empty paragraph that a cell opens with."""
    paragraph: Paragraph = place.paragraphs[0] if first else place.add_paragraph()
    paragraph.alignment = _CENTRE
    paragraph.paragraph_format.space_before = Pt(before)
    run = paragraph.add_run(words)
    run.bold, run.italic, run.font.size = bold or None, italic or None, Pt(size)
    return paragraph


def _rule(place: WordFile | Cell, width: float, share: float) -> None:
    """A thin line in the middle of `width` centimetres, as long as a share of it."""
    paragraph = place.add_paragraph()
    room = Cm(width * (1 - share) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = room
    paragraph.paragraph_format.line_spacing = Pt(3)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no name for it
    properties.insert_element_before(borders, "w:tabs", "w:spacing", "w:ind", "w:jc")  # Word wants them in this order
