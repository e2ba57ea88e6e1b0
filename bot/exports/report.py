"""The draft of a unit's report (Báo cáo) on a period: each figure is a sum of check-ins, and says of which."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import get_args

from bot.exports.official import (
    BLANK,
    Annex,
    Fill,
    Heading,
    Issuer,
    Official,
    Outliner,
    Part,
    Table,
    Text,
    bases,
    begins_large,
    ended,
    own_matter,
    roman,
    said,
    signer_of,
    words,
)
from bot.exports.reported import Reported, counting, counts, total, women_alone
from bot.message import Piece
from bot.progress.model import VIETNAM, CheckIn, PeriodObligation, Status
from bot.render import readable_name
from knowledge.labels import citation_label
from knowledge.library import Library
from knowledge.model import Document

MOST_ROWS = 1000
"""Check-ins printed in the annex; of more, the workbook holds the rows."""

_UNITS_NAMED = 10
"""Units whose difficulty with one task is told in the text; of more, the annex or the workbook tells it."""

_FIGURES_CM = (1.2, 8.0, 2.2, 1.8, 3.3)
_ANNEX_CM = (1.0, 3.9, 2.9, 1.8, 1.7, 1.1, 1.6, 2.5)
_FIGURES = ("column.number", "column.task", "column.people", "column.women", "column.rows")
_ANNEX = (
    *("column.number", "column.task", "column.unit", "column.state", "column.people", "column.women"),
    *("column.check_in", "column.sent_on"),
)


@dataclass(frozen=True)
class _Report:
    library: Library
    issuer: Issuer
    reported: Reported
    asked_by: str

    @cached_property
    def documents(self) -> list[Document]:
        """The directives of the period that are still loaded."""
        return [self.library.document(each) for each in self.reported.period.documents if each in self.library]

    @property
    def about(self) -> str:
        """What one directive is about; of several, that they are tasks."""
        only = len(self.reported.period.documents) == 1 and self.documents
        return own_matter(self.documents[0]) if only else said("report.of_period")

    @property
    def fits(self) -> bool:
        """Whether all check-ins are printed in the annex."""
        return len(self.reported.rows) <= MOST_ROWS

    def label(self, obligation: PeriodObligation) -> str:
        """Where a task stands in its document."""
        if obligation.document not in self.library:
            return obligation.provision
        return citation_label(self.library.document(obligation.document).provisions, obligation.provision)

    def source(self, check_ins: Sequence[CheckIn]) -> str:
        """Where the check-ins behind a figure are listed."""
        if not self.fits:
            return said("report.in_workbook", sheet=said("sheet.rows"))
        return said("report.annex_rows", rows=self.reported.row_numbers(check_ins))


def report_draft(library: Library, issuer: Issuer, reported: Reported, asked_by: str = "") -> Official:
    """The report of a unit, with all below it, on a period. `asked_by` is the name of the unit that opened it."""
    report = _Report(library, issuer, reported, asked_by)
    addressee, *copies = _readers(report) or [BLANK]
    return Official(
        above=issuer.above,
        issuer=issuer.name,
        symbol=said("report.symbol"),
        kind=said("report.kind"),
        subject=said("report.subject", about=report.about, period=reported.period.name),
        addressee=said("report.to", name=addressee),
        basis=bases(report.documents),
        body=tuple(_body(report)),
        recipients=(
            said("official.as_above"),
            *(said("official.to_report", name=name) for name in copies),
            said("official.filed"),
        ),
        signer=signer_of(issuer),
        annexes=(_annex(report),),
        aside=_aside(report),
    )


def _readers(report: _Report) -> list[str]:
    """Whom a report is for: who asked for it, the unit above, who issued the directives; never the unit itself."""
    issuers = [readable_name(document.issuer or "") for document in report.documents]
    names: dict[str, str] = {}
    for name in (report.asked_by, report.issuer.above, *issuers):
        names.setdefault(name.casefold(), name)
    nobody = ("", BLANK, report.issuer.name.casefold())
    return [name for key, name in names.items() if key not in nobody]


def _body(report: _Report) -> Iterator[Part]:
    name = report.issuer.in_text
    yield words("report.opening", name=begins_large(name), about=report.about)
    parts = (
        ("report.results", _results),
        ("report.figures", _figures),
        ("report.difficulties", _difficulties),
        ("report.unreported", _unreported),
    )
    for number, (key, part) in enumerate(parts, 1):
        yield Heading(f"{roman(number)}. {said(key).upper()}")
        yield from part(report)
    yield Heading(f"{roman(len(parts) + 1)}. {said('report.proposals').upper()}")
    yield Fill("", 3)
    yield words("report.closing", about=report.about, name=name)


def _results(report: _Report) -> Iterator[Part]:
    """What was reported on each task, under the directive's own headings."""
    reported = report.reported
    if not reported.is_of_one_unit:
        asked, silent = len(reported.progress.asked_units), len(reported.progress.silent)
        yield words("report.units", expected=asked, reported=asked - silent, silent=silent)
        if others := len(reported.progress.by_unit) - asked:
            yield words("report.units_not_asked", count=others)
    if not reported.rows:
        yield words("report.nothing_reported")
    outlines = {document.id: Outliner(document.provisions) for document in report.documents}
    for obligation in reported.period.obligations:
        if found := reported.about(obligation.id):
            if obligation.document in outlines:
                yield from outlines[obligation.document].above(obligation.provision)
            yield _result(report, obligation, found)


def _result(report: _Report, obligation: PeriodObligation, found: Sequence[CheckIn]) -> Text:
    """A task, where it stands, how far it is, the people who took part, and the check-ins that say so."""
    if report.reported.is_of_one_unit:
        told = _of_one(found[0])
    else:
        told = [f"{_of_many(report.reported, obligation, found)}.", _people(found)]
    return Text(
        (
            Piece(f"- {obligation.title.vi} "),
            Piece(f"({report.label(obligation)})", "italic"),
            Piece(f": {' '.join(each for each in told if each)} "),
            Piece(f"({report.source(found)})", "italic"),
            Piece("."),
        )
    )


def _of_one(check_in: CheckIn) -> list[str]:
    """What one unit said: the status, the figures, what the officer wrote."""
    report = check_in.report
    why = f": {_typed(report.reason)}" if report.reason.strip() else ""
    note = said("report.unit_wrote", words=_typed(report.note)) if report.note.strip() else ""
    return [f"{said(f'state.{report.status}')}{why}.", _people([check_in]), note]


def _typed(text: str) -> str:
    """What an officer typed, as it was typed: theirs, and not the document's own words."""
    return f"“{ended(text.strip())}”"


def _of_many(reported: Reported, obligation: PeriodObligation, found: Sequence[CheckIn]) -> str:
    """How many of the units that are to have reported, and what; of those alone that count."""
    figures = reported.figures.get(obligation.id)
    states = Counter(each.report.status for each in found)
    if figures and figures.expected:
        states = Counter({state: getattr(figures, state) for state in get_args(Status)})
        asked = reported.progress.asked(obligation)
        details = {"reported": figures.reported, "expected": figures.expected, "own": figures.expected - asked}
        own_too = "report.of_units_and_own" if asked else "report.own_units"
        lead = said(own_too if details["own"] else "report.of_units", **details)
    else:
        lead = said("report.units_said", count=len(found))
    counted = [said("report.state_of", count=n, state=said(f"state.{s}")) for s, n in states.most_common() if n]
    return f"{lead}: {', '.join(counted)}" if counted else lead


def _people(check_ins: Sequence[CheckIn]) -> str:
    """The people who took part and the women among them; empty where nobody was counted."""
    people, women = total(check_ins, "participants"), total(check_ins, "women")
    if people is None:
        return ""
    if women is None:
        return said("report.counted_people", people=people)
    told, everybody = len(counting(check_ins, "women")), len(counting(check_ins, "participants"))
    if told == everybody:
        return said("report.counted", people=people, women=women)
    return said("report.counted_some", people=people, women=women, told=told, all=everybody)


def _figures(report: _Report) -> Iterator[Part]:
    """A table of the tasks in which people were counted, with their sum, and what the sum leaves out."""
    reported = report.reported
    rows: list[tuple[str, ...]] = []
    summed: list[CheckIn] = []
    for obligation in reported.period.obligations:
        if people := counting(reported.about(obligation.id), "participants"):
            where = reported.row_numbers(people) if report.fits else ""
            rows.append((str(len(rows) + 1), obligation.title.vi, *_sums(people), where))
            summed += people
    if not rows:
        yield words("report.no_figures")
        return
    rows.append(("", said("report.total"), *_sums(summed), said("report.rows_above") if report.fits else ""))
    yield Table(tuple(said(key) for key in _FIGURES), _FIGURES_CM, tuple(rows), frozenset({2, 3}))
    if women_only := women_alone(summed):
        yield words("report.women_alone", source=begins_large(report.source(women_only)))
    untold = [each for each in summed if "women" not in counts(each)]
    if 0 < len(untold) < len(summed):
        yield words("report.women_untold", source=begins_large(report.source(untold)))


def _sums(check_ins: Sequence[CheckIn]) -> tuple[str, str]:
    """How many people and how many women, each empty where nobody told it."""
    people, women = total(check_ins, "participants"), total(check_ins, "women")
    return "" if people is None else str(people), "" if women is None else str(women)


def _difficulties(report: _Report) -> Iterator[Part]:
    """What is blocked and why, a task after the other."""
    blocked = [each for each in report.reported.rows if each.report.status == "blocked"]
    for obligation, group in groupby(blocked, key=lambda each: each.report.obligation):
        yield from _difficulty(report, report.reported.title(obligation), list(group))
    if not blocked:
        yield words("report.no_difficulties")


def _difficulty(report: _Report, title: str, blocked: Sequence[CheckIn]) -> Iterator[Text]:
    reported = report.reported
    source = Piece(f"({report.source(blocked)}).", "italic")
    if len(blocked) == 1:
        unit = "" if reported.is_of_one_unit else f" – {reported.name(blocked[0].report.unit)}"
        yield Text((Piece(f"- {title}{unit}: {_typed(blocked[0].report.reason)} "), source))
        return
    yield Text((Piece(f"- {title}: {said('report.blocked_units', count=len(blocked))} "), source))
    if len(blocked) <= _UNITS_NAMED:
        for each in blocked:
            yield Text((Piece(f"+ {reported.name(each.report.unit)}: {_typed(each.report.reason)}."),))


def _unreported(report: _Report) -> Iterator[Part]:
    """Tasks of which something is expected and nothing came; of several units how many are silent."""
    reported = report.reported
    silent = [each for each in reported.progress.by_obligation if each.silent > 0]
    for each in silent:
        obligation = reported.period.obligation(each.id)
        place = f" ({report.label(obligation)})" if obligation else ""
        asked = reported.progress.asked(obligation) if obligation else each.expected
        how_many = said("report.silent_units", silent=each.silent, asked=asked)
        yield Text((Piece(f"- {each.title.vi}{place}{'' if reported.is_of_one_unit else f': {how_many}'}."),))
    if not silent:
        yield words("report.all_reported")


def _quoted(report: _Report) -> list[CheckIn]:
    """The check-ins whose typed words stand in the text: all of one unit's, of several units' the difficulties told."""
    rows = report.reported.rows
    if report.reported.is_of_one_unit:
        return [each for each in rows if each.report.note.strip() or each.report.reason.strip()]
    blocked = [each for each in rows if each.report.status == "blocked"]
    units = Counter(each.report.obligation for each in blocked)
    return [each for each in blocked if units[each.report.obligation] <= _UNITS_NAMED]


def _annex(report: _Report) -> Annex:
    """Each check-in by its number and version, in the rows that the figures name."""
    reported = report.reported
    subtitle = said("report.annex_of", name=report.issuer.in_text)
    if not report.fits:
        told = words("report.too_many", count=len(reported.rows), sheet=said("sheet.rows"))
        return Annex(said("report.annex"), subtitle, (told,))
    rows = tuple(_row(reported, number, each) for number, each in enumerate(reported.rows, 1))
    table = Table(tuple(said(key) for key in _ANNEX), _ANNEX_CM, rows, frozenset({4, 5}))
    return Annex(said("report.annex"), subtitle, (_without_unit(table) if reported.is_of_one_unit else table,))


def _without_unit(table: Table) -> Table:
    """The annex of one unit alone, which names it in its title."""

    def rest(cells: tuple[str, ...]) -> tuple[str, ...]:
        return (*cells[:2], *cells[3:])

    widths = (table.widths[0], table.widths[1] + table.widths[2], *table.widths[3:])
    return Table(rest(table.columns), widths, tuple(map(rest, table.rows)), frozenset({3, 4}))


def _row(reported: Reported, number: int, check_in: CheckIn) -> tuple[str, ...]:
    report = check_in.report
    sent = check_in.at.astimezone(VIETNAM).date()
    return (
        str(number),
        reported.title(report.obligation),
        reported.name(report.unit),
        said(f"state.{report.status}"),
        str(report.counts.get("participants", "")),
        str(report.counts.get("women", "")),
        said("report.numbered", id=check_in.id, version=check_in.version),
        f"{sent.day:02}/{sent.month:02}/{sent.year}",
    )


def _aside(report: _Report) -> Annex:
    reported = report.reported
    notes = [words("report.note_source")]
    if len(counting(reported.rows, "participants")) > 1:
        notes.append(words("report.note_doubled"))
    if typed := _quoted(report):
        notes.append(words("report.note_typed", source=report.source(typed)))
    waiting = [each for each in reported.rows if not reported.is_approved(each)]
    if waiting:
        notes.append(words("report.note_not_approved", count=len(waiting), all=len(reported.rows)))
    if returned := [each for each in waiting if reported.verdict(each) == "sent_back"]:
        notes.append(words("report.note_sent_back", source=report.source(returned)))
    return Annex(said("official.aside"), said("official.take_out"), tuple(notes))
