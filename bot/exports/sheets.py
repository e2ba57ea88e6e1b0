"""Progress as tables of real numbers and dates: what a workbook's sheets and a file of rows hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from bot.exports.official import said
from bot.exports.reported import Reported, total
from bot.progress.model import VIETNAM, CheckIn, Evidence, ObligationProgress, UnitProgress

Value: TypeAlias = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens something: `words` is what it shows."""

    words: str
    target: str


Cell: TypeAlias = Value | Link


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters of the widest cell that is still shown whole; `percent`: 0.5 is shown as 50 %."""

    name: str
    width: int
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under a head of names; `rows`, `length` of them, are made one by one: there may be very many."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterator[tuple[Cell, ...]]
    length: int


Links: TypeAlias = Mapping[str, str]
"""Where the files of evidence lie that come with the workbook, by their id."""


def sheets(reported: Reported, links: Links | None = None) -> list[Sheet]:
    """By unit, by obligation, and the check-ins themselves."""
    return [by_unit(reported), by_obligation(reported), check_in_rows(reported, links)]


def by_unit(reported: Reported) -> Sheet:
    """A row for each unit from which anything is expected, silent ones too."""
    columns = (
        *_columns(("code", 18), ("unit", 40), ("above", 18), ("expected", 12), ("reported", 12), ("on_time", 12)),
        *_columns(("silent", 14)),
        Column(said("column.share"), 10, percent=True),
    )
    rows = (
        (u.code, u.name, u.parent, u.expected, u.reported, u.on_time, u.expected - u.reported, _share(u))
        for u in reported.progress.by_unit
    )
    return Sheet(said("sheet.units"), columns, rows, len(reported.progress.by_unit))


def by_obligation(reported: Reported) -> Sheet:
    """A row for each obligation, counted in units."""
    names = (("obligation", 28), ("task", 60), ("expected", 12))
    states = ("done", "in_progress", "blocked", "not_started", "not_applicable")
    columns = (
        *_columns(*names),
        *(Column(said(f"state.{state}").capitalize(), 14) for state in states),
        *_columns(("silent", 14), ("people", 12), ("women", 12)),
        Column(said("column.share"), 10, percent=True),
    )
    return Sheet(said("sheet.obligations"), columns, _obligation_rows(reported), len(reported.progress.by_obligation))


def _obligation_rows(reported: Reported) -> Iterator[tuple[Cell, ...]]:
    for each in reported.progress.by_obligation:
        sent = reported.about(each.id)
        people, women = total(sent, "participants"), total(sent, "women")
        states = (each.done, each.in_progress, each.blocked, each.not_started, each.not_applicable)
        yield (each.id, each.title.vi, each.expected, *states, each.silent, people, women, _share(each))


def check_in_rows(reported: Reported, links: Links | None = None) -> Sheet:
    """A row for each check-in as it stands, with a column for each file of evidence."""
    most = max((len(each.report.evidence) for each in reported.check_ins), default=0)
    evidence = said("column.evidence")
    columns = (
        *_columns(("check_in", 10), ("version", 7), ("code", 18), ("unit", 40), ("above", 18), ("obligation", 28)),
        *_columns(("task", 60), ("state", 16), ("people", 10), ("women", 8), ("happened_on", 12), ("sent_on", 17)),
        *_columns(("note", 50), ("reason", 50), ("verdict", 12)),
        *(Column(f"{evidence} {number}" if most > 1 else evidence, 24) for number in range(1, most + 1)),
    )
    rows = (_check_in_row(reported, each, links or {}, most) for each in reported.rows)
    return Sheet(said("sheet.rows"), columns, rows, len(reported.rows))


def _check_in_row(reported: Reported, check_in: CheckIn, links: Links, most: int) -> tuple[Cell, ...]:
    report = check_in.report
    unit = reported.units.get(report.unit)
    verdict = reported.verdict(check_in)
    files = [_file(each, links) for each in report.evidence]
    return (
        *(check_in.id, check_in.version, report.unit, reported.name(report.unit), unit.parent if unit else None),
        *(report.obligation, reported.title(report.obligation), said(f"state.{report.status}")),
        *(report.counts.get("participants"), report.counts.get("women"), report.happened_on),
        check_in.at.astimezone(VIETNAM).replace(tzinfo=None, microsecond=0),
        *(report.note, report.reason, said(f"verdict.{verdict}") if verdict else None),
        *files,
        *[None] * (most - len(files)),
    )


def _file(evidence: Evidence, links: Links) -> Cell:
    name = f"{evidence.id[:12]} ({evidence.media_type})"
    return Link(name, links[evidence.id]) if evidence.id in links else name


def _columns(*named: tuple[str, int]) -> tuple[Column, ...]:
    return tuple(Column(said(f"column.{name}"), width) for name, width in named)


def _share(figures: UnitProgress | ObligationProgress) -> float | None:
    """What was reported of what is expected, from 0 to 1; nothing of nothing is nothing."""
    return figures.reported / figures.expected if figures.expected else None
