"""Sheets as an Excel workbook: heads that stay in sight, filters, numbers and dates that can be reckoned with."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.exports.package import settled
from bot.exports.sheets import Cell, Column, Link, Sheet
from bot.people.errors import PeopleError
from knowledge.answer import Say

MOST_ROWS = 1_048_576
"""Rows that a sheet can hold, its head included."""

_HEAD = Font(name="Calibri", size=11, bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="DDE8E3")
_LINK = Font(name="Calibri", size=11, color="0563C1", underline="single")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_READ_OTHERWISE = ("=", "#")
"""What openpyxl takes for the beginning of a formula, and of an error's name."""
_NOT_FOR_SHEETS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


class TooManyRowsError(PeopleError):
    """More rows than a sheet holds."""


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The .xlsx file; the same sheets give the same bytes. Raises `TooManyRowsError`."""
    book = Workbook(write_only=True)
    book.properties.creator = ""
    for sheet in sheets:
        if sheet.length >= MOST_ROWS:
            raise TooManyRowsError(Say("export.too_many_rows", {"sheet": sheet.title, "most": MOST_ROWS - 1}))
    for sheet in sheets:
        _write(book, sheet)
    stream = BytesIO()
    book.save(stream)
    return settled(stream.getvalue())


def _write(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.title.translate(_NOT_FOR_SHEETS)[:31])
    page.freeze_panes = "A2"
    _prepare_for_paper(page)
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.append([_head(page, column.name) for column in sheet.columns])
    cells = _Cells(page)
    for row in sheet.rows:
        page.append(cells.of(row, sheet.columns))
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{sheet.length + 1}"


def _prepare_for_paper(page: Any) -> None:
    """A4 across, all columns on a page, the head on each."""
    page.page_setup.orientation, page.page_setup.paperSize = Worksheet.ORIENTATION_LANDSCAPE, Worksheet.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def _head(page: Any, name: str) -> Any:
    cell = WriteOnlyCell(page, name)
    cell.font, cell.fill, cell.alignment = _HEAD, _HEAD_FILL, _WRAPPED
    return cell


class _Cells:
    """Makes what openpyxl writes of values. Styling takes long: a column has one cell for each shape of its values."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._shaped: dict[tuple[int, str], Any] = {}

    def of(self, row: Sequence[Cell], columns: Sequence[Column]) -> list[Any]:
        """A row as openpyxl takes it, to be written before the next is made."""
        return [self._cell(at, value, column) for at, (value, column) in enumerate(zip(row, columns, strict=True))]

    def _cell(self, at: int, value: Cell, column: Column) -> Any:
        match value:
            case Link():
                cell = self._text(value.words)
                cell.hyperlink, cell.font = value.target, _LINK
                return cell
            case str():
                words = ILLEGAL_CHARACTERS_RE.sub(" ", value)
                return self._text(words) if words.startswith(_READ_OTHERWISE) else words
            case datetime():
                return self._in_shape(at, "dd/mm/yyyy hh:mm", value)
            case date():
                return self._in_shape(at, "dd/mm/yyyy", value)
            case float() if column.percent:
                return self._in_shape(at, "0%", value)
            case _:
                return value

    def _text(self, words: str) -> Any:
        """Words that stay words, whatever they begin with."""
        cell = WriteOnlyCell(self._page, words)
        cell.data_type = "s"
        return cell

    def _in_shape(self, at: int, shape: str, value: float | date) -> Any:
        cell = self._shaped.get((at, shape))
        if cell is None:
            cell = self._shaped[at, shape] = WriteOnlyCell(self._page)
            cell.number_format = shape
        cell.value = value
        return cell
