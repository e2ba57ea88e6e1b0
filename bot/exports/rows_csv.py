"""A sheet as rows of text that Excel opens with its Vietnamese letters, and in which no cell is a formula."""

import csv
from datetime import date, datetime
from io import StringIO

from bot.exports.sheets import Cell, Link, Sheet

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would reckon instead of show."""


def rows_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark, commas, a head of names; days as YYYY-MM-DD."""
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([_inert(column.name) for column in sheet.columns])
    writer.writerows([_shown(cell) for cell in row] for row in sheet.rows)
    return stream.getvalue().encode("utf-8-sig")


def _shown(cell: Cell) -> str | int | float:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.isoformat(" ", "minutes")
        case date():
            return cell.isoformat()
        case Link():
            return _inert(cell.target)
        case str():
            return _inert(cell)
        case _:
            return cell


def _inert(words: str) -> str:
    """Words as they are; before what begins like a formula an apostrophe, also behind spaces."""
    return f"'{words}" if words.lstrip(" ").startswith(_FORMULA) else words
