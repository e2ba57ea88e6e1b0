"""Sheets as an Excel workbook: heads that stay in sight, filters, numbers and dates that can be reckoned with."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bot.exports.package import settled
from bot.exports.sheets import Cell, Link, Sheet

MOST_ROWS = 1_048_576
"""Rows that a sheet can hold, its head included."""

_HEAD = Font(bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="DDE8E3")
_LINK = Font(color="0563C1", underline="single")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_NOT_FOR_SHEETS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The .xlsx file; the same sheets give the same bytes. Raises `ValueError` for more rows than a sheet holds."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write(book, sheet)
    stream = BytesIO()
    book.save(stream)
    return settled(stream.getvalue())


def _write(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.title.translate(_NOT_FOR_SHEETS)[:31])
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.append([_head(page, column.name) for column in sheet.columns])
    percents = [column.percent for column in sheet.columns]
    rows = 1
    for row in sheet.rows:
        rows += 1
        if rows > MOST_ROWS:
            message = f"{sheet.title}: more than {MOST_ROWS - 1} rows do not fit one sheet"
            raise ValueError(message)
        page.append(_cells(page, row, percents))
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{rows}"


def _head(page: Any, name: str) -> Any:
    cell = _text(page, name)
    cell.font, cell.fill, cell.alignment = _HEAD, _HEAD_FILL, _WRAPPED
    return cell


def _cells(page: Any, row: Sequence[Cell], percents: Sequence[bool]) -> list[Any]:
    return [_cell(page, value, percent=percent) for value, percent in zip(row, percents, strict=True)]


def _cell(page: Any, value: Cell, *, percent: bool) -> Any:
    match value:
        case Link():
            cell = _text(page, value.words)
            cell.hyperlink, cell.font = value.target, _LINK
        case str():
            return _text(page, value)
        case datetime():
            cell = WriteOnlyCell(page, value)
            cell.number_format = "dd/mm/yyyy hh:mm"
        case date():
            cell = WriteOnlyCell(page, value)
            cell.number_format = "dd/mm/yyyy"
        case float() if percent:
            cell = WriteOnlyCell(page, value)
            cell.number_format = "0%"
        case _:
            return value
    return cell


def _text(page: Any, words: str) -> Any:
    """Words that stay words: what begins like a formula is none."""
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub(" ", words))
    cell.data_type = "s"
    return cell
