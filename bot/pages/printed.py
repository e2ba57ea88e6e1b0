"""The list of tasks as a Word file: A4, Times New Roman 13, a column for notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.table import _Cell as Cell

FONT = "Times New Roman"
SIZE = 13
_WIDTHS_CM = (1.3, 8.2, 4.0, 3.5)
_MARGINS_CM = {"top_margin": 2.0, "bottom_margin": 2.0, "left_margin": 2.5, "right_margin": 1.5}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its cells, or a title across all of them."""

    title: str
    cells: tuple[str, ...] = ()


def printed_list(
    title: str, introduction: Sequence[str], columns: Sequence[str], rows: Sequence[Row], closing: Sequence[str]
) -> bytes:
    """The .docx file; the columns' names are repeated on every page."""
    from docx import Document  # noqa: PLC0415 - loaded only when something is printed
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above

    file = Document()
    _page(file)
    heading = file.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run(title).bold = True
    for words in introduction:
        file.add_paragraph(words)
    _table(file, columns, rows)
    for words in closing:
        file.add_paragraph(words).runs[0].italic = True
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def _page(file: "WordFile") -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.shared import Cm, Pt  # noqa: PLC0415 - as above

    section = file.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    for margin, width in _MARGINS_CM.items():
        setattr(section, margin, Cm(width))
    style = file.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(4)


def _table(file: "WordFile", columns: Sequence[str], rows: Sequence[Row]) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above
    from docx.shared import Cm  # noqa: PLC0415 - as above

    table = file.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS_CM, strict=True):
        column.width = Cm(width)
    for cell, name in zip(table.rows[0].cells, columns, strict=True):
        _write(cell, name, bold=True)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no name for it
    for row in rows:
        cells = table.add_row().cells
        for cell, width in zip(cells, _WIDTHS_CM, strict=True):
            cell.width = Cm(width)
        if row.title:
            _write(cells[0].merge(cells[-1]), row.title, bold=True)
        for cell, words in zip(cells, row.cells, strict=False):
            _write(cell, words)


def _write(cell: "Cell", words: str, *, bold: bool = False) -> None:
    cell.paragraphs[0].add_run(words).bold = bold
