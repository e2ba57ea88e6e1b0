"""The draft of a unit's report (Báo cáo) on a period: each figure is a sum of check-ins, and says of which."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

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
from bot.exports.reported import Reported, counting, latest, total
from bot.message import Piece
from bot.progress.model import VIETNAM, Expectation, PeriodObligation
from knowledge.labels import citation_label
from knowledge.library import Library
from knowledge.model import Document

MOST_ROWS = 1000
"""Check-ins printed in the annex; of more, the workbook holds the rows."""

_FIGURES_CM = (1.2, 8.0, 2.2, 1.8, 3.3)
_ANNEX_CM = (1.1, 5.0, 3.3, 1.9, 1.3, 1.0, 1.5, 2.2)
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

    @cached_property
    def documents(self) -> list[Document]:
        """The directives of the period that are still loaded."""
        return [self.library.document(each) for each in self.reported.period.documents if each in self.library]

    @property
    def about(self) -> str:
        """What one directive is about; of several, that they are tasks."""
        only = len(self.reported.period.documents) == 1 and self.documents
        return own_matter(self.documents[0]) if only else said("report.of_period")

    def label(self, obligation: PeriodObligation) -> str:
        """Where a task stands in its document."""
        if obligation.document not in self.library:
            return obligation.provision
        return citation_label(self.library.document(obligation.document).provisions, obligation.provision)


def report_draft(library: Library, issuer: Issuer, reported: Reported) -> Official:
    """The report of a unit, with all below it, on a period."""
    report = _Report(library, issuer, reported)
    return Official(
        above=issuer.above,
        issuer=issuer.name,
        symbol=said("report.symbol"),
        kind=said("report.kind"),
        subject=said("report.subject", about=report.about, period=reported.period.name),
        addressee=said("report.to", name=_addressee(report)),
        basis=bases(report.documents),
        body=tuple(_body(report)),
        recipients=(said("official.as_above"), said("official.filed")),
        signer=signer_of(issuer),
        annexes=(_annex(report),),
        aside=_aside(report),
    )


def _addressee(report: _Report) -> str:
    """The unit above, else whoever issued the directive."""
    known = [report.issuer.above, *(document.issuer or "" for document in report.documents)]
    return next((name for name in known if name not in ("", BLANK)), BLANK)


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
        units = reported.progress.by_unit
        silent = len(reported.progress.silent)
        yield words("report.units", expected=len(units), reported=len(units) - silent, silent=silent)
    if not reported.sent:
        yield words("report.nothing_reported")
    outlines = {document.id: Outliner(document.provisions) for document in report.documents}
    for obligation in reported.period.obligations:
        if found := reported.of(obligation.id):
            if obligation.document in outlines:
                yield from outlines[obligation.document].above(obligation.provision)
            yield _result(report, obligation, found)


def _result(report: _Report, obligation: PeriodObligation, found: Sequence[Expectation]) -> Text:
    reported = report.reported
    what = _of_one(found[0]) if reported.is_of_one_unit else _of_many(reported, obligation, found)
    sentences = [f"{what}.", _counted(found), *(_remarks(found[0]) if reported.is_of_one_unit else [])]
    told = " ".join(each for each in sentences if each)
    return Text(
        (
            Piece(f"- {obligation.title.vi} "),
            Piece(f"({report.label(obligation)})", "italic"),
            Piece(f": {told} "),
            Piece(f"({said('report.annex_rows', rows=reported.rows_of(found))})", "italic"),
            Piece("."),
        )
    )


def _of_one(expectation: Expectation) -> str:
    check_in = latest(expectation).report
    return said(f"state.{check_in.status}")


def _remarks(expectation: Expectation) -> list[str]:
    """What the officer wrote, as sentences."""
    check_in = latest(expectation).report
    return [f"{begins_large(ended(remark))}." for remark in (check_in.reason, check_in.note) if remark.strip()]


def _of_many(reported: Reported, obligation: PeriodObligation, found: Sequence[Expectation]) -> str:
    states = Counter(latest(each).report.status for each in found)
    expected = next((e.expected for e in reported.progress.by_obligation if e.id == obligation.id), len(found))
    counted = [said("report.state_of", count=n, state=said(f"state.{state}")) for state, n in states.most_common()]
    return f"{said('report.of_units', reported=len(found), expected=expected)}: {', '.join(counted)}"


def _counted(found: Sequence[Expectation]) -> str:
    """How many people took part, and how many women where all that count people tell it; empty where nobody counted."""
    people = counting(found, "participants")
    if not people:
        return ""
    if len(counting(people, "women")) < len(people):
        return said("report.counted_people", people=total(people, "participants"))
    return said("report.counted", people=total(people, "participants"), women=total(people, "women"))


def _figures(report: _Report) -> Iterator[Part]:
    """A table of the tasks in which people were counted, with their sum."""
    reported = report.reported
    rows = []
    for obligation in reported.period.obligations:
        people = counting(reported.of(obligation.id), "participants")
        if people:
            place = reported.rows_of(people)
            rows.append((str(len(rows) + 1), obligation.title.vi, *_sums(people), place))
    if not rows:
        yield words("report.no_figures")
        return
    everybody = counting(reported.sent, "participants")
    rows.append(("", said("report.total"), *_sums(everybody), reported.rows_of(everybody)))
    yield Table(tuple(said(key) for key in _FIGURES), _FIGURES_CM, tuple(rows), frozenset({2, 3}))


def _sums(people: Sequence[Expectation]) -> tuple[str, str]:
    return str(total(people, "participants")), str(total(people, "women"))


def _difficulties(report: _Report) -> Iterator[Part]:
    reported = report.reported
    blocked = [each for each in reported.sent if latest(each).report.status == "blocked"]
    for each in blocked:
        check_in = latest(each).report
        unit = "" if reported.is_of_one_unit else f" – {reported.names.get(each.unit, each.unit)}"
        place = said("report.annex_rows", rows=reported.rows_of([each]))
        yield Text((Piece(f"- {each.obligation.title.vi}{unit}: {ended(check_in.reason)} "), Piece(f"({place}).", "italic")))
    if not blocked:
        yield words("report.no_difficulties")


def _unreported(report: _Report) -> Iterator[Part]:
    """Tasks of which something is expected and nothing came; of several units how many are silent."""
    reported = report.reported
    silent = [each for each in reported.progress.by_obligation if each.silent > 0]
    for each in silent:
        obligation = reported.period.obligation(each.id)
        place = f" ({report.label(obligation)})" if obligation else ""
        missing = "" if reported.is_of_one_unit else f": {said('report.silent_units', silent=each.silent, expected=each.expected)}"
        yield Text((Piece(f"- {each.title.vi}{place}{missing}."),))
    if not silent:
        yield words("report.all_reported")


def _annex(report: _Report) -> Annex:
    """Each check-in by its number and version, in the rows that the figures name."""
    reported = report.reported
    subtitle = said("report.annex_of", name=report.issuer.in_text)
    if len(reported.sent) > MOST_ROWS:
        told = words("report.too_many", count=len(reported.sent), sheet=said("sheet.rows"))
        return Annex(said("report.annex"), subtitle, (told,))
    rows = tuple(_row(reported, number, each) for number, each in enumerate(reported.sent, 1))
    table = Table(tuple(said(key) for key in _ANNEX), _ANNEX_CM, rows, frozenset({4, 5}))
    return Annex(said("report.annex"), subtitle, (table,))


def _row(reported: Reported, number: int, expectation: Expectation) -> tuple[str, ...]:
    check_in = latest(expectation)
    sent = check_in.at.astimezone(VIETNAM).date()
    return (
        str(number),
        expectation.obligation.title.vi,
        reported.names.get(expectation.unit, expectation.unit),
        said(f"state.{check_in.report.status}"),
        str(check_in.report.counts.get("participants", "")),
        str(check_in.report.counts.get("women", "")),
        f"#{check_in.id}.{check_in.version}",
        f"{sent.day:02}/{sent.month:02}/{sent.year}",
    )


def _aside(report: _Report) -> Annex:
    reported = report.reported
    notes = [words("report.note_source")]
    if len(counting(reported.sent, "participants")) > 1:
        notes.append(words("report.note_doubled"))
    waiting = [each for each in reported.sent if each.verdict not in ("approved", "locked")]
    if waiting:
        notes.append(words("report.note_not_approved", count=len(waiting), all=len(reported.sent)))
    if returned := [each for each in waiting if each.verdict == "sent_back"]:
        notes.append(words("report.note_sent_back", rows=reported.rows_of(returned)))
    return Annex(said("official.aside"), said("official.take_out"), tuple(notes))
