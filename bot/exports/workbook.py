"""Sheets as an Excel workbook: heads that stay in sight, filters, numbers and dates that can be reckoned with."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from bot.exports.sheets import Cell, Column, Link, Sheet
from bot.people.errors import PeopleError
from knowledge.answer import Say

MOST_ROWS = 1_048_576
"""Rows that a sheet can hold, its head included."""

MOST_LINKS = 65_530
"""Links that Excel follows on a sheet; beyond them only the words are written."""

_LINE_POINTS, _TITLE_POINTS, _MOST_POINTS = 15, 22, 405
"""Heights of a line, of the title, and of the highest row, in points; 409 is the most that Excel takes."""

_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.75}
_MADE_ON = datetime(2020, 1, 1)  # noqa: DTZ001 - says nothing: the same content is the same file
_TEXT = {"font_name": "Calibri", "font_size": 11}
_RULED = _TEXT | {"border": 1, "border_color": "#A6A6A6"}
_CELL = _RULED | {"text_wrap": True, "valign": "top"}
_SUM = _RULED | {"bold": True, "bg_color": "#DDE8E3"}
_HEAD = _SUM | {"text_wrap": True, "align": "center", "valign": "vcenter"}
_LINK = _CELL | {"font_color": "#0563C1", "underline": 1}
_TITLE, _ABOUT = _TEXT | {"font_size": 14, "bold": True}, _TEXT | {"italic": True}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_FOR_SHEETS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


class TooManyRowsError(PeopleError):
    """More rows than a sheet holds."""


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The .xlsx file; the same sheets give the same bytes. Raises `TooManyRowsError`."""
    for sheet in sheets:
        if sheet.length > _room(sheet):
            raise TooManyRowsError(Say("export.too_many_rows", {"sheet": sheet.title, "most": _room(sheet)}))
    stream = BytesIO()
    # A row is written once the next begins: very many are never held together.
    with Workbook(stream, {"constant_memory": True}) as book:
        book.set_properties({"author": "", "created": _MADE_ON})
        for sheet in sheets:
            _Page(book, sheet).write()
    return stream.getvalue()


def _room(sheet: Sheet) -> int:
    """How many rows of a table a sheet can hold under its head and what stands above it."""
    return MOST_ROWS - (len(sheet.about) + 2 if sheet.about else 1) - (sheet.total is not None)


class _Page:
    """One sheet, written from the top to the bottom."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self._book, self._sheet = book, sheet
        self._page = book.add_worksheet(sheet.title.translate(_NOT_FOR_SHEETS)[:31])
        self._formats: dict[tuple[int, str], Any] = {}
        self._links = 0

    def write(self) -> None:
        """What is said above, the table, its sum."""
        page, sheet = self._page, self._sheet
        head = len(sheet.about) + 1 if sheet.about else 0  # an empty row keeps what is said above apart from the table
        last = head + sheet.length
        self._prepare_for_paper(head, last + (sheet.total is not None))
        page.freeze_panes(head + 1, 0)
        page.autofilter(head, 0, last, len(sheet.columns) - 1)
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width)
        if sheet.about:
            page.set_row(0, _TITLE_POINTS)
        for row, line in enumerate(sheet.about):
            self._words(row, 0, line, self._format(_ABOUT if row else _TITLE))
        page.set_row(head, 2 * _LINE_POINTS + 3)
        for at, column in enumerate(sheet.columns):
            self._words(head, at, column.name, self._format(_HEAD))
        for row, cells in enumerate(sheet.rows, head + 1):
            lines = _lines(cells, sheet.columns)
            if lines > 1:
                page.set_row(row, min(lines * _LINE_POINTS, _MOST_POINTS))
            self._write_row(row, cells, _CELL)
        if sheet.total:
            self._write_row(last + 1, sheet.total, _SUM)

    def _prepare_for_paper(self, head: int, last: int) -> None:
        """A4 across, all columns that are for people on a page, the head and a page's number on each."""
        page = self._page
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.set_margins(**_MARGINS)
        page.repeat_rows(head)
        page.print_area(0, 0, last, sum(column.printed for column in self._sheet.columns) - 1)
        page.set_footer("&C&P/&N")

    def _write_row(self, row: int, cells: Sequence[Cell], look: dict[str, Any]) -> None:
        page = self._page
        for at, (value, column) in enumerate(zip(cells, self._sheet.columns, strict=True)):
            match value:
                case None:
                    page.write_blank(row, at, None, self._format(look))
                case str():
                    self._words(row, at, value, self._format(look))
                case Link():
                    self._link(row, at, value)
                case datetime():
                    page.write_datetime(row, at, value, self._format(look, "dd/mm/yyyy hh:mm"))
                case date():
                    page.write_datetime(row, at, value, self._format(look, "dd/mm/yyyy"))
                case _:
                    page.write_number(row, at, value, self._format(look, "0%" if column.percent else "General"))

    def _link(self, row: int, at: int, link: Link) -> None:
        self._links += 1
        if self._links > MOST_LINKS:
            self._words(row, at, link.words, self._format(_CELL))
        else:
            self._page.write_url(row, at, link.target, self._format(_LINK), link.words)

    def _words(self, row: int, at: int, words: str, look: Any) -> None:
        """Words that stay words, whatever they begin with: the library takes what looks like its own marks for them."""
        words = _CONTROL.sub(" ", words)
        self._page.write_string(row, at, f" {words}" if words.startswith("<r>") else words, look)

    def _format(self, look: dict[str, Any], shape: str = "General") -> Any:
        key = (id(look), shape)
        found = self._formats.get(key)
        if found is None:
            found = self._formats[key] = self._book.add_format(look | {"num_format": shape})
        return found


def _lines(row: Sequence[Cell], columns: Sequence[Column]) -> int:
    """About how many lines a row takes; not every program reckons this by itself when it opens a file."""
    shown = zip(row, columns, strict=True)
    words = ((value, column.width) for value, column in shown if column.printed and isinstance(value, str))
    return max((sum(1 + len(line) // w for line in text.splitlines()) for text, w in words), default=1)
