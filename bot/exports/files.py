"""The files themselves, each by one call. The libraries that write them load with the first file of their kind."""

from datetime import date

from bot.exports.official import issuer_of
from bot.exports.plan import plan_draft
from bot.exports.report import report_draft
from bot.exports.reported import Reported
from bot.exports.sheets import Links, check_in_rows, sheets
from bot.people.model import Unit
from bot.people.tree import UnitTree
from knowledge.answer import Answer
from knowledge.library import Library


def plan_docx(library: Library, unit: Unit | None, tree: UnitTree, found: Answer) -> bytes | None:
    """The draft of a unit's plan for the year that `found` (`Answerer.unit_year`) is about; None without tasks.

    Without a unit its names are blanks.
    """
    from bot.exports.official_docx import write

    plan = plan_draft(library, issuer_of(unit, tree, found.unit_type), found)
    return write(plan) if plan else None


def report_docx(library: Library, unit: Unit | None, tree: UnitTree, reported: Reported) -> bytes:
    """The draft of a unit's report on a period; without a unit its names are blanks."""
    from bot.exports.official_docx import write

    opened_by = tree.unit(reported.period.unit) if reported.period.unit else None
    asked_by = opened_by.name if opened_by else ""
    return write(report_draft(library, issuer_of(unit, tree, "department"), reported, asked_by))


def progress_xlsx(reported: Reported, on: date, links: Links | None = None) -> bytes:
    """Progress on the day of export as a workbook: by unit, by task, the check-ins. Raises `TooManyRowsError`."""
    from bot.exports.workbook import workbook

    return workbook(sheets(reported, on, links))


def progress_csv(reported: Reported) -> bytes:
    """The check-ins as rows of text."""
    from bot.exports.rows_csv import rows_csv

    return rows_csv(check_in_rows(reported))


def progress_png(reported: Reported) -> bytes:
    """Progress as a chart for a phone. Only the figures are looked at: `reported.check_ins` may be empty."""
    from bot.exports.chart import chart

    return chart(reported)
