"""Sheets as an Excel workbook: heads that stay in sight, filters, numbers and dates that can be reckoned with."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
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
_HEAD_PLACE = Alignment(wrap_text=True, horizontal="center", vertical="center")
_LINE_POINTS, _TITLE_POINTS, _MOST_POINTS = 15, 22, 405
"""Heights of a line, of the title, and of the highest row, in points; 409 is the most that Excel takes."""

_TITLE, _ABOUT = Font(name="Calibri", size=14, bold=True), Font(name="Calibri", size=11, italic=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_RULED = Border(*[Side("thin", "A6A6A6")] * 4)
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
        if sheet.length > _room(sheet):
            raise TooManyRowsError(Say("export.too_many_rows", {"sheet": sheet.title, "most": _room(sheet)}))
    for sheet in sheets:
        _write(book, sheet)
    stream = BytesIO()
    book.save(stream)
    return settled(stream.getvalue())


def _room(sheet: Sheet) -> int:
    """How many rows of a table a sheet can hold under its head and what stands above it."""
    return MOST_ROWS - (len(sheet.about) + 2 if sheet.about else 1) - (sheet.total is not None)


def _write(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.title.translate(_NOT_FOR_SHEETS)[:31])
    head = len(sheet.about) + 2 if sheet.about else 1  # an empty row keeps what is said above apart from the table
    last = head + sheet.length
    page.freeze_panes = f"A{head + 1}"
    _prepare_for_paper(page, sheet, head, last + (sheet.total is not None))
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    for line in _above(page, sheet):
        page.append(line)
    page.row_dimensions[head].height = 2 * _LINE_POINTS + 3
    page.append([_head(page, column.name) for column in sheet.columns])
    cells = _Cells(page)
    for number, row in enumerate(sheet.rows, head + 1):
        lines = _lines(row, sheet.columns)
        if lines > 1:
            page.row_dimensions[number].height = min(lines * _LINE_POINTS, _MOST_POINTS)
        page.append(cells.of(row, sheet.columns))
        page.row_dimensions.pop(number, None)  # written; very many would be held for nothing
    if sheet.total:
        page.append(list(_summed(page, sheet.total, sheet.columns)))
    page.auto_filter.ref = f"A{head}:{get_column_letter(len(sheet.columns))}{last}"


def _prepare_for_paper(page: Any, sheet: Sheet, head: int, last: int) -> None:
    """A4 across, all columns that are for people on a page, the head and a page's number on each."""
    page.page_setup.orientation, page.page_setup.paperSize = Worksheet.ORIENTATION_LANDSCAPE, Worksheet.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.75)
    page.print_title_rows = f"{head}:{head}"
    page.print_area = f"A1:{get_column_letter(sum(column.printed for column in sheet.columns))}{last}"
    page.oddFooter.center.text = "&P/&N"


def _above(page: Any, sheet: Sheet) -> Iterator[list[Any]]:
    """The lines above the table, the first large, and an empty one."""
    if sheet.about:
        page.row_dimensions[1].height = _TITLE_POINTS
    for at, line in enumerate(sheet.about):
        cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub(" ", line))
        cell.data_type = "s"
        cell.font = _TITLE if at == 0 else _ABOUT
        yield [cell]
    if sheet.about:
        yield []


def _lines(row: Sequence[Cell], columns: Sequence[Column]) -> int:
    """About how many lines a row takes; not every program reckons this by itself when it opens a file."""
    shown = zip(row, columns, strict=True)
    words = ((value, column.width) for value, column in shown if column.printed and isinstance(value, str))
    return max((sum(1 + len(line) // w for line in text.splitlines()) for text, w in words), default=1)


def _head(page: Any, name: str) -> Any:
    cell = WriteOnlyCell(page, name)
    cell.font, cell.fill, cell.alignment, cell.border = _HEAD, _HEAD_FILL, _HEAD_PLACE, _RULED
    return cell


def _summed(page: Any, row: Sequence[Cell], columns: Sequence[Column]) -> Iterator[Any]:
    """The row that sums up, in bold."""
    for value, column in zip(row, columns, strict=True):
        cell = WriteOnlyCell(page, value)
        cell.font, cell.fill, cell.border = _HEAD, _HEAD_FILL, _RULED
        if column.percent:
            cell.number_format = "0%"
        yield cell


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
                return self._text(words) if words.startswith(_READ_OTHERWISE) else self._in_shape(at, "General", words)
            case datetime():
                return self._in_shape(at, "dd/mm/yyyy hh:mm", value)
            case date():
                return self._in_shape(at, "dd/mm/yyyy", value)
            case _:
                return self._in_shape(at, "0%" if column.percent else "General", value)

    def _text(self, words: str) -> Any:
        """Words that stay words, whatever they begin with."""
        cell = WriteOnlyCell(self._page, words)
        cell.data_type, cell.alignment, cell.border = "s", _WRAPPED, _RULED
        return cell

    def _in_shape(self, at: int, shape: str, value: str | float | date | None) -> Any:
        cell = self._shaped.get((at, shape))
        if cell is None:
            cell = self._shaped[at, shape] = WriteOnlyCell(self._page)
            cell.number_format, cell.alignment, cell.border = shape, _WRAPPED, _RULED
        cell.value = value
        return cell
