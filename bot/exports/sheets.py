"""Progress as tables of real numbers and dates: what a workbook's sheets and a file of rows hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from bot.exports.official import said
from bot.exports.reported import Reported, total, women_alone
from bot.progress.model import VIETNAM, CheckIn, Evidence, ObligationProgress, Status, UnitProgress

Value: TypeAlias = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens something: `words` is what it shows."""

    words: str
    target: str


Cell: TypeAlias = Value | Link


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters, beyond which words wrap; `percent`: 0.5 is shown as 50 %.

    What is not `printed` is for programs and stands behind all that is.
    """

    name: str
    width: int
    percent: bool = False
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under a head of names; `rows`, `length` of them, are made one by one: there may be very many.

    `about` are lines above the table, the first its title; `total` is a last row, which sorting leaves where it is.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterator[tuple[Cell, ...]]
    length: int
    about: tuple[str, ...] = ()
    total: tuple[Cell, ...] | None = None


Links: TypeAlias = Mapping[str, str]
"""Where the files of evidence lie that come with the workbook, by their id."""


def sheets(reported: Reported, on: date, links: Links | None = None) -> list[Sheet]:
    """By unit, by obligation, and the check-ins themselves, as they are on the day of export."""
    return [
        by_unit(reported, on),
        by_obligation(reported, on),
        check_in_rows(reported, links, _about(reported, on, "sheet.about_rows")),
    ]


def by_unit(reported: Reported, on: date) -> Sheet:
    """A row for each unit from which anything is expected, silent ones too."""
    columns = (
        *_columns(("unit", 44), ("expected", 10), ("reported", 10), ("on_time", 10), ("silent", 10)),
        Column(said("column.share"), 8, percent=True),
        *_codes("code", "above"),
    )
    units = reported.progress.by_unit
    rows = ((u.name, *_figures([u]), u.code, u.parent) for u in units)
    total = (said("sheet.total"), *_figures(units), None, None)
    about = (*_about(reported, on, "sheet.about_units"), *_own(reported))
    return Sheet(said("sheet.units"), columns, rows, len(units), about, total)


def _figures(units: Sequence[UnitProgress]) -> tuple[Cell, ...]:
    """Expected, reported, in time, silent, and the share reported, of these units together."""
    expected, reported = sum(each.expected for each in units), sum(each.reported for each in units)
    return expected, reported, sum(each.on_time for each in units), expected - reported, _share(reported, expected)


_STATES: tuple[Status, ...] = ("done", "in_progress", "blocked", "not_started", "not_applicable")


def by_obligation(reported: Reported, on: date) -> Sheet:
    """A row for each obligation, counted in units."""
    columns = (
        *_columns(("task", 58), ("expected", 9)),
        *(Column(said(f"state.{state}").capitalize(), 8) for state in _STATES),
        *_columns(("silent", 8), ("people", 8), ("women", 8)),
        Column(said("column.share"), 7, percent=True),
        *_codes("obligation"),
    )
    tasks = reported.progress.by_obligation
    sent = [each for task in tasks for each in reported.about(task.id)]
    rows = ((task.title.vi, *_counted([task], reported.about(task.id)), task.id) for task in tasks)
    total = (said("sheet.total"), *_counted(tasks, sent), None)
    about = (*_about(reported, on, "sheet.about_obligations"), *_own(reported))
    if women_only := women_alone(sent):
        about = (*about, said("sheet.women_alone", count=len(women_only)))
    return Sheet(said("sheet.obligations"), columns, rows, len(tasks), about, total)


def _counted(tasks: Sequence[ObligationProgress], sent: Sequence[CheckIn]) -> tuple[Cell, ...]:
    """Expected, in each state, silent, the people and the women who took part, and the share reported."""
    expected, silent = sum(each.expected for each in tasks), sum(each.silent for each in tasks)
    states = (sum(getattr(each, state) for each in tasks) for state in _STATES)
    people, women = total(sent, "participants"), total(sent, "women")
    return expected, *states, silent, people, women, _share(expected - silent, expected)


def check_in_rows(reported: Reported, links: Links | None = None, about: tuple[str, ...] = ()) -> Sheet:
    """A row for each check-in as it stands, with a column for each file of evidence."""
    most = max((len(each.report.evidence) for each in reported.check_ins), default=0)
    evidence = said("column.evidence")
    columns = (
        *_columns(("check_in", 7), ("version", 6), ("unit", 26), ("task", 34), ("state", 11), ("people", 8)),
        *_columns(("women", 7), ("happened_on", 11), ("sent_on", 16), ("note", 34), ("reason", 26), ("verdict", 10)),
        *(Column(f"{evidence} {number}" if most > 1 else evidence, 24, printed=False) for number in range(1, most + 1)),
        *_codes("code", "above", "obligation"),
    )
    rows = (_check_in_row(reported, each, links or {}, most) for each in reported.rows)
    return Sheet(said("sheet.rows"), columns, rows, len(reported.rows), about)


def _about(reported: Reported, on: date, key: str) -> tuple[str, ...]:
    """What a sheet is, of which period; whose it is, until when it was due, and of which day."""
    unit = reported.progress.unit
    whose = unit.name if unit else said("chart.everybody")
    if unit and not reported.is_of_one_unit:
        whose = said("sheet.and_below", unit=unit.name)
    return (
        said(key, period=reported.period.name),
        said("sheet.of", unit=whose, due=_day(reported.period.due), today=_day(on)),
    )


def _own(reported: Reported) -> tuple[str, ...]:
    """What counts as expected, as it does for the bot, though nobody asks it of the unit."""
    own = reported.progress.of_own_accord
    return (said("sheet.of_own_accord", column=said("column.expected"), own=own),) if own else ()


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _check_in_row(reported: Reported, check_in: CheckIn, links: Links, most: int) -> tuple[Cell, ...]:
    report = check_in.report
    unit = reported.units.get(report.unit)
    files = [_file(each, links) for each in report.evidence]
    return (
        *(check_in.id, check_in.version, reported.name(report.unit), reported.title(report.obligation)),
        *(said(f"state.{report.status}"), report.counts.get("participants"), report.counts.get("women")),
        *(report.happened_on, check_in.at.astimezone(VIETNAM).replace(tzinfo=None, microsecond=0)),
        *(report.note, report.reason, _verdict(reported, check_in)),
        *files,
        *[None] * (most - len(files)),
        *(report.unit, unit.parent if unit else None, report.obligation),
    )


def _verdict(reported: Reported, check_in: CheckIn) -> Cell:
    verdict = reported.verdict(check_in)
    if verdict == "approved" and not reported.is_approved(check_in):
        return said("verdict.approved_below")
    return said(f"verdict.{verdict}") if verdict else None


def _file(evidence: Evidence, links: Links) -> Cell:
    name = f"{evidence.id[:12]} ({evidence.media_type})"
    return Link(name, links[evidence.id]) if evidence.id in links else name


def _columns(*named: tuple[str, int]) -> tuple[Column, ...]:
    return tuple(Column(said(f"column.{name}"), width) for name, width in named)


def _codes(*names: str) -> tuple[Column, ...]:
    return tuple(Column(said(f"column.{name}"), 28 if name == "obligation" else 18, printed=False) for name in names)


def _share(reported: int, expected: int) -> float | None:
    """What was reported of what is expected, from 0 to 1; nothing of nothing is nothing."""
    return reported / expected if expected else None
