"""The draft of a report from check-ins on the shipped directive, and progress as files."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document as WordFile
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from bot.exports.chart import MOST_BARS, WIDTH_PX, chart
from bot.exports.files import report_docx
from bot.exports.official import issuer_of
from bot.exports.official_docx import write
from bot.exports.report import MOST_ROWS, report_draft
from bot.exports.reported import Reported
from bot.exports.rows_csv import rows_csv
from bot.exports.sheets import check_in_rows, sheets
from bot.exports.workbook import TooManyRowsError, workbook
from bot.people.store import Units
from bot.people.tree import UnitTree
from bot.people.units_csv import read_units
from bot.progress.asking import obligations_to_report, units_asked
from bot.progress.figures import Figures
from bot.progress.model import CheckIn, Count, Evidence, Period, Report
from bot.progress.periods import Periods
from bot.progress.store import CheckIns
from knowledge.adapters.sql_engine import open_engine
from knowledge.answering import Answerer
from tests.databases import with_tables

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "units-example.csv"
UNITS = read_units(EXAMPLE, ())
TREE = UnitTree(UNITS)
SO, SCHOOL, OTHER = "hy-so", "hy-thcs-nvl", "hy-thcs-lhp"
PLAN, MEDIA, MONTH, LABOUR = (f"hung-yen-gddt-2021#{path}" for path in ("1.1", "2.b.1", "2.b.3", "2.c.1"))
MAY = datetime(2021, 5, 3, 20, tzinfo=UTC)  # already the 4th in Vietnam
PHOTO = Evidence("ab" * 32, "image/jpeg", 1000)
LINK = "https://t.me/dau_moi_bot?start=f-abab"


class Reporting:
    """A period of the example's units over the shipped letter, and what they reported."""

    def __init__(self, folder: Path, answerer: Answerer) -> None:
        self.engine = open_engine(with_tables(folder / "reporting.db"))
        Units(self.engine).load(UNITS)
        asked = obligations_to_report(answerer.library, units_asked(TREE, SO), date(2021, 4, 1), province="Hưng Yên")
        self.checkins = CheckIns(self.engine)
        self.period: Period = Periods(self.engine).open(
            "Sáu tháng đầu năm 2021", date(2021, 6, 20), asked, now=MAY, unit=SO
        )

    def report(self, unit: str, obligation: str, version: int = 0, **more: object) -> CheckIn:
        """Record a check-in, done unless `more` says otherwise."""
        report = replace(Report(self.period.id, unit, obligation, "done"), **more)  # type: ignore[arg-type]
        return self.checkins.record(report, version, by=None, now=MAY + timedelta(days=version))

    def reported(self, unit: str | None = None) -> Reported:
        """What came from a unit and all below it."""
        period = self.period.id
        found = self.checkins.latest_of_all(period, unit), self.checkins.latest_reviews(period, unit)
        return Reported.of(Figures(self.engine).progress_of(period, unit), *found)


@pytest.fixture(scope="module")
def reporting(tmp_path_factory: pytest.TempPathFactory, answerer: Answerer) -> Iterator[Reporting]:
    made = Reporting(tmp_path_factory.mktemp("reporting"), answerer)
    made.report(SCHOOL, MEDIA, counts={"participants": 40, "women": 25})
    made.report(SCHOOL, MEDIA, 1, counts={"participants": 45, "women": 30}, evidence=(PHOTO,), note="=1+1 là ghi chú")
    made.report(SCHOOL, LABOUR, counts={"participants": 20, "women": 12}, happened_on=date(2021, 5, 3))
    made.report(SCHOOL, MONTH, status="blocked", reason="Chưa có kinh phí")
    made.report(OTHER, MEDIA, counts={"participants": 100, "women": 60})
    made.checkins.review(made.period.id, OTHER, MEDIA, "sent_back", 1, note="xem lại", by=None, now=MAY)
    yield made
    made.engine.dispose()


def draft(reporting: Reporting, answerer: Answerer, code: str) -> WordFile:
    return draft_of(reporting.reported(code), answerer, code)


def draft_of(reported: Reported, answerer: Answerer, code: str) -> WordFile:
    return docx.Document(BytesIO(report_docx(answerer.library, TREE.unit(code), TREE, reported)))


def counted(reporting: Reporting, unit: str, *told: tuple[str, str, dict[Count, int]]) -> Reported:
    """What `unit` and all below it see where the check-ins are these alone: by whom, on what, with which counts."""
    some = reporting.reported(unit)
    first = some.check_ins[0]
    made = [
        replace(
            first, id=at, report=replace(first.report, unit=who, obligation=what, counts=counts, note="", reason="")
        )
        for at, (who, what, counts) in enumerate(told, 1)
    ]
    return replace(some, check_ins=made)


def lines(file: WordFile) -> list[str]:
    return [paragraph.text for paragraph in file.paragraphs]


def rows(file: WordFile, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in file.tables[table].rows]


def test_a_schools_report_follows_the_directives_parts(reporting: Reporting, answerer: Answerer) -> None:
    """Results under the directive's headings, figures, difficulties, what was not reported, in this order."""
    said = lines(draft(reporting, answerer, SCHOOL))
    order = (
        *("BÁO CÁO", "Kết quả triển khai công tác bình đẳng giới năm 2021", "(Sáu tháng đầu năm 2021)"),
        *(
            "Kính gửi: Sở Giáo dục và Đào tạo Hưng Yên",
            "Căn cứ Công văn",
            "I. KẾT QUẢ THỰC HIỆN",
            "2. Đẩy mạnh",
            "b) Tăng cường",
        ),
        *("- Làm sản phẩm truyền thông", "- Lập kế hoạch, tổ chức Tháng hành động", "c) Tiếp tục"),
        *("- Phổ biến nội dung", "II. SỐ LIỆU", "III. KHÓ KHĂN, VƯỚNG MẮC", "- Lập kế hoạch, tổ chức Tháng"),
        *("IV. NHIỆM VỤ CHƯA BÁO CÁO", "- Lập kế hoạch thực hiện Chiến lược", "V. ĐỀ XUẤT", "Trên đây là báo cáo"),
    )
    at = 0
    for start in order:
        at = next((place for place in range(at, len(said)) if said[place].startswith(start)), -1)
        assert at >= 0, start


def test_figures_are_sums_of_the_latest_versions_and_lead_to_them(reporting: Reporting, answerer: Answerer) -> None:
    file = draft(reporting, answerer, SO)
    media, labour, total = rows(file, 1)[1:]
    assert (media[2:], labour[2:], total[2:]) == (
        ["145", "90", "1–2"],
        ["20", "12", "4"],
        ["165", "102", "các dòng trên"],
    )
    annex = {row[0]: row for row in rows(file, 3)[1:]}
    assert [annex[number][4:6] for number in ("1", "2", "4")] in (
        [["45", "30"], ["100", "60"], ["20", "12"]],
        [["100", "60"], ["45", "30"], ["20", "12"]],
    )
    (corrected,) = (row for row in annex.values() if row[4] == "45")
    assert re.fullmatch(r"#\d+, bản 2", corrected[6])
    assert corrected[7] == "05/05/2021"


def test_rows_and_their_sum_go_by_one_rule(reporting: Reporting, answerer: Answerer) -> None:
    """Who tells women alone tells of as many people; who tells none adds none; both are said below the table."""
    file = draft_of(
        counted(
            reporting,
            SO,
            (SCHOOL, MEDIA, {"participants": 45, "women": 30}),
            (OTHER, MEDIA, {"women": 12}),
            (SCHOOL, MONTH, {"women": 32}),
            (OTHER, MONTH, {"participants": 100}),
            (SCHOOL, LABOUR, {"participants": 7}),
            (OTHER, LABOUR, {}),
        ),
        answerer,
        SO,
    )
    *each, total = ([*row[2:4]] for row in rows(file, 1)[1:])
    assert each == [["57", "42"], ["132", "32"], ["7", ""]]
    assert total == ["196", "74"]
    said = lines(file)
    assert "Phụ lục, dòng 2–3: chỉ nêu số nữ; số ấy được tính cả vào cột Số người." in said
    assert "Phụ lục, dòng 4–5: không nêu số nữ; cột Nữ chưa gồm các báo cáo này." in said
    media, month, labour = (
        next(line for line in said if line.startswith(f"- {title}"))
        for title in ("Làm sản phẩm", "Lập kế hoạch, tổ chức Tháng", "Phổ biến nội dung")
    )
    assert "Số người tham gia: 57, trong đó nữ: 42." in media
    assert "Số người tham gia: 132, trong đó nữ: 32 (1/2 báo cáo có nêu số nữ)." in month
    assert "Số người tham gia: 7. (" in labour


def test_a_schools_women_are_told_where_it_told_women_alone(reporting: Reporting, answerer: Answerer) -> None:
    file = draft_of(counted(reporting, SCHOOL, (SCHOOL, MEDIA, {"women": 12})), answerer, SCHOOL)
    assert "Số người tham gia: 12, trong đó nữ: 12." in next(x for x in lines(file) if x.startswith("- Làm sản phẩm"))
    assert [row[2:4] for row in rows(file, 1)[1:]] == [["12", "12"], ["12", "12"]]


def test_what_an_officer_typed_stands_in_quotation_marks(reporting: Reporting, answerer: Answerer) -> None:
    """It is theirs, not the document's; the notes for whoever finishes the draft name the rows to be reworded."""
    some = reporting.reported(SCHOOL)
    first = some.rows[0]
    told = [
        (MEDIA, "done", "tuyen truyen luat bdg 310 hs.", ""),
        (MONTH, "blocked", "", "ko co kinh phi"),
        (LABOUR, "done", "", ""),
    ]
    made = [
        replace(first, id=at, report=replace(first.report, obligation=what, status=how, note=note, reason=why))  # type: ignore[arg-type]
        for at, (what, how, note, why) in enumerate(told, 1)
    ]
    said = lines(draft_of(replace(some, check_ins=made), answerer, SCHOOL))
    media = next(line for line in said if line.startswith("- Làm sản phẩm"))
    assert "Đơn vị ghi: “tuyen truyen luat bdg 310 hs”. (Phụ lục, dòng 1)." in media
    month = [line for line in said if line.startswith("- Lập kế hoạch, tổ chức Tháng")]
    assert "vướng mắc: “ko co kinh phi”. " in month[0]
    assert month[1].endswith(": “ko co kinh phi” (Phụ lục, dòng 2).")
    notes = said[said.index("GHI CHÚ CHO NGƯỜI SOẠN") :]
    assert (
        "Chữ trong ngoặc kép là lời đơn vị gõ khi báo cáo, chép nguyên; viết lại thành câu của văn bản hoặc bỏ đi "
        "trước khi trình ký: Phụ lục, dòng 1–2."
    ) in notes


def test_a_report_in_which_nothing_was_typed_speaks_of_no_quotation(reporting: Reporting, answerer: Answerer) -> None:
    file = draft_of(counted(reporting, SCHOOL, (SCHOOL, MEDIA, {"women": 12})), answerer, SCHOOL)
    assert not any("ngoặc kép" in line for line in lines(file))


def test_a_report_goes_to_whoever_asked_for_it(reporting: Reporting, answerer: Answerer) -> None:
    """The unit that opened the period; the unit above and the directive's issuer get it too, each once."""
    file = draft(reporting, answerer, SCHOOL)
    assert "Kính gửi: Sở Giáo dục và Đào tạo Hưng Yên" in lines(file)
    assert recipients(file) == ["Nơi nhận:", "- Như trên;", "- UBND xã Yên Mỹ (để báo cáo);", "- Lưu: VT, ……"]


def test_a_period_of_nobody_is_reported_to_the_unit_above(reporting: Reporting, answerer: Answerer) -> None:
    some = reporting.reported(SCHOOL)
    nobodys = replace(some, progress=replace(some.progress, period=replace(some.period, unit=None)))
    file = draft_of(nobodys, answerer, SCHOOL)
    assert "Kính gửi: UBND xã Yên Mỹ" in lines(file)
    assert any("Sở Giáo dục và Đào tạo" in line and "để báo cáo" in line for line in recipients(file))


def recipients(file: WordFile) -> list[str]:
    return next(
        cell.text.split("\n")
        for table in file.tables
        for row in table.rows
        for cell in row.cells
        if "Nơi nhận" in cell.text
    )


def test_a_report_of_many_units_counts_them(reporting: Reporting, answerer: Answerer) -> None:
    said = lines(draft(reporting, answerer, SO))
    units = len(reporting.reported(SO).progress.by_unit)
    assert f"Số đơn vị phải báo cáo: {units}; đã có báo cáo: 2; chưa có báo cáo: {units - 2}." in said
    media = next(line for line in said if line.startswith("- Làm sản phẩm"))
    assert "2/7 đơn vị đã báo cáo: 2 đã xong. Số người tham gia: 145, trong đó nữ: 90. (Phụ lục, dòng 1–2)" in media
    blocked = (
        "- Lập kế hoạch, tổ chức Tháng hành động vì bình đẳng giới – Trường THCS Nguyễn Văn Linh: “Chưa có kinh phí”"
    )
    assert any(line.startswith(blocked) for line in said)
    assert "Đã bị trả lại và chưa sửa: Phụ lục, dòng" in " ".join(said)
    assert "Kính gửi: ……………" in said  # nobody stands above in the example, and one does not report to oneself


def test_what_nobody_asks_is_counted_and_told_apart(tmp_path: Path, answerer: Answerer) -> None:
    """Report, workbook and /tiendo have the same figures; no unit is said to have to do what is not asked of it."""
    mixed, only_if = (f"hung-yen-gddt-2021#{path}" for path in ("1.1", "2.a.3"))
    made = Reporting(tmp_path, answerer)
    made.report(SCHOOL, mixed)
    made.report("hy-yenmy", mixed)  # a commune, of which it is not known
    made.report(SCHOOL, only_if)
    made.report(OTHER, only_if, status="not_applicable", reason="Không có")
    reported = made.reported(SO)
    text = " ".join(lines(draft_of(reported, answerer, SO)))
    assert "Số đơn vị phải báo cáo: 7; đã có báo cáo: 1; chưa có báo cáo: 6." in text
    assert "Ngoài ra, 1 đơn vị không được giao nhiệm vụ nào" in text
    assert "2/8 đơn vị đã báo cáo (tính cả 1 đơn vị không bắt buộc nhưng có làm): 2 đã xong" in text
    assert "1 đơn vị có làm đã báo cáo (việc chỉ báo cáo khi có): 1 đã xong" in text
    assert "6/7 đơn vị phải báo cáo chưa báo cáo" in text
    progress = reported.progress
    figures = {each.id: (each.reported, each.expected) for each in progress.by_obligation}
    assert (figures[mixed], figures[only_if]) == ((2, 8), (1, 1))
    for sheet in sheets(reported, EXPORTED)[:2]:
        assert "Cột “Phải báo cáo” tính cả 2 báo cáo về việc không bắt buộc mà đơn vị có làm." in sheet.about
        assert sheet.total is not None
        assert progress.expected in sheet.total
    made.engine.dispose()


def test_a_period_without_check_ins_is_a_report_that_says_so(reporting: Reporting, answerer: Answerer) -> None:
    said = lines(draft(reporting, answerer, "hy-mn-hoasen"))
    assert "Chưa có báo cáo nhanh nào trong kỳ." in said
    assert "Chưa có số liệu nào được gửi trong kỳ." in said


def test_too_many_check_ins_are_left_to_the_workbook(reporting: Reporting, answerer: Answerer) -> None:
    """The text keeps its figures and says where their rows are."""
    some = reporting.reported(SO)
    first = some.rows[0]
    many = [
        replace(first, id=number, report=replace(first.report, unit=f"u{number}")) for number in range(MOST_ROWS + 1)
    ]
    official = report_draft(answerer.library, issuer_of(TREE.unit(SO), TREE), replace(some, check_ins=many))
    file = docx.Document(BytesIO(write(official)))
    assert len(file.tables) == 3
    assert any("không in hết ở đây" in line for line in lines(file))


def test_the_same_report_is_the_same_file(reporting: Reporting, answerer: Answerer) -> None:
    made = [
        write(report_draft(answerer.library, issuer_of(TREE.unit(SO), TREE), reporting.reported(SO))) for _ in range(2)
    ]
    assert made[0] == made[1]


# ---------------------------------------------------------------------------------------------------------- progress


EXPORTED = date(2021, 6, 15)


def test_a_workbook_has_its_sheets_with_numbers_dates_and_links(reporting: Reporting) -> None:
    made = [workbook(sheets(reporting.reported(SO), EXPORTED, {PHOTO.id: LINK})) for _ in range(2)]
    assert made[0] == made[1]
    book = openpyxl.load_workbook(BytesIO(made[0]))
    assert book.sheetnames == ["Theo đơn vị", "Theo nhiệm vụ", "Báo cáo nhanh"]
    units = {row["Mã đơn vị"].value: row for row in table(book["Theo đơn vị"])}
    assert units[SCHOOL]["Đơn vị"].value == "Trường THCS Nguyễn Văn Linh"
    assert units[SCHOOL]["Đã báo cáo"].value == 3
    assert (units["hy-mn-hoasen"]["Đã báo cáo"].value, units["hy-mn-hoasen"]["Tỷ lệ"].value) == (0, 0)
    by_version = {(row["Bản"].value, row["Số người"].value): row for row in table(book["Báo cáo nhanh"])}
    corrected = by_version[2, 45]
    assert corrected["Ngày gửi"].value == datetime(2021, 5, 5, 3)  # noqa: DTZ001 - Excel knows no zones
    assert by_version[1, 20]["Ngày làm"].value == datetime(2021, 5, 3)  # noqa: DTZ001 - as above
    note, photo = corrected["Ghi chú"], corrected["Minh chứng"]
    assert (note.value, note.data_type) == ("=1+1 là ghi chú", "s")
    assert photo.hyperlink is not None
    assert photo.hyperlink.target == LINK


def test_each_sheet_says_what_it_is_about_and_prints_readably(reporting: Reporting) -> None:
    """Period, unit, due day and day of export above the head; the head on each page, codes on none."""
    book = openpyxl.load_workbook(BytesIO(workbook(sheets(reporting.reported(SO), EXPORTED))))
    for page in book:
        assert page["A1"].value.endswith("– kỳ “Sáu tháng đầu năm 2021”")
        assert page["A2"].value == (
            "Sở Giáo dục và Đào tạo Hưng Yên và các đơn vị cấp dưới · hạn báo cáo 20/06/2021 · xuất ngày 15/06/2021"
        )
        head = head_of(page)
        assert all(cell.font.b and cell.alignment.wrap_text for cell in page[head])
        assert page.freeze_panes == f"A{head + 1}"
        assert page.print_title_rows == f"${head}:${head}"
        assert page.auto_filter.ref.startswith(f"A{head}:")
        printed = page[page.print_area.replace("$", "").rpartition("!")[2]]
        assert not {cell.value for cell in printed[head - 1]} & {"Mã đơn vị", "Mã nhiệm vụ", "Đơn vị cấp trên"}
        shown = [page.column_dimensions[cell.column_letter].width for cell in printed[head - 1]]
        assert sum(shown) < 230


def test_a_sheets_last_row_sums_up_as_the_bot_does(reporting: Reporting) -> None:
    reported = reporting.reported(SO)
    book = openpyxl.load_workbook(BytesIO(workbook(sheets(reported, EXPORTED))))
    progress = reported.progress
    for name, first in (("Theo đơn vị", "Đơn vị"), ("Theo nhiệm vụ", "Nhiệm vụ")):
        page = book[name]
        last = table(page)[-1]
        assert last[first].value == "Cộng"
        assert last["Phải báo cáo"].value == progress.expected
        assert last["Chưa báo cáo"].value == progress.expected - progress.reported
        assert last["Tỷ lệ"].value == pytest.approx(progress.reported / progress.expected)
        assert page.auto_filter.ref.endswith(str(page.max_row - 1))  # sorting leaves the sum where it is
    assert [table(book["Theo nhiệm vụ"])[-1][each].value for each in ("Số người", "Nữ")] == [165, 102]


def test_nobody_counted_is_not_nobody_came(reporting: Reporting) -> None:
    """An empty cell where nobody told a number; women told alone are people too, and that is said."""
    told = counted(reporting, SO, (SCHOOL, MEDIA, {}), (OTHER, MEDIA, {}), (SCHOOL, LABOUR, {"women": 12}))
    page = openpyxl.load_workbook(BytesIO(workbook(sheets(told, EXPORTED))))["Theo nhiệm vụ"]
    by_id = {row["Mã nhiệm vụ"].value: row for row in table(page)}
    assert [by_id[MEDIA][each].value for each in ("Số người", "Nữ")] == [None, None]
    assert [by_id[LABOUR][each].value for each in ("Số người", "Nữ")] == [12, 12]
    assert page["A3"].value == "1 báo cáo chỉ nêu số nữ; số ấy được tính cả vào cột Số người."


def head_of(page: Worksheet) -> int:
    return next(at for at, row in enumerate(page.iter_rows(), 1) if row[1].value is not None)


def table(page: Worksheet) -> list[dict[str, Cell]]:
    """The rows under the head, by its names; the sum is the last where there is one."""
    head, *body = page.iter_rows(min_row=head_of(page))
    return [dict(zip((cell.value for cell in head), row, strict=True)) for row in body]


def test_more_rows_than_a_sheet_holds_are_refused(reporting: Reporting, monkeypatch: pytest.MonkeyPatch) -> None:
    """In words, and before a file is there that lacks some."""
    monkeypatch.setattr("bot.exports.workbook.MOST_ROWS", 8)
    with pytest.raises(TooManyRowsError, match="hơn 3 dòng"):
        workbook(sheets(reporting.reported(SO), EXPORTED))


def test_rows_open_in_excel_and_hold_no_formula(reporting: Reporting) -> None:
    content = rows_csv(check_in_rows(reporting.reported(SO)))
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    assert len(read) == 4
    (corrected,) = (row for row in read if row["Số người"] == "45")
    assert (corrected["Bản"], corrected["Ngày gửi"], corrected["Ghi chú"]) == (
        "2",
        "2021-05-05 03:00",
        "'=1+1 là ghi chú",
    )
    assert {row["Duyệt"] for row in read} == {"", "trả lại"}


NOTES = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1")


@pytest.mark.parametrize("note", NOTES)
def test_no_cell_is_reckoned_whatever_an_officer_writes(reporting: Reporting, note: str) -> None:
    some = reporting.reported(SO)
    first = some.rows[0]
    told = replace(some, check_ins=[replace(first, report=replace(first.report, note=note))])
    (row,) = csv.DictReader(StringIO(rows_csv(check_in_rows(told)).decode("utf-8-sig"), newline=""))
    assert row["Ghi chú"] == f"'{note}"
    cells = openpyxl.load_workbook(BytesIO(workbook([check_in_rows(told)]))).active
    assert all(cell.data_type != "f" for line in cells for cell in line)


@pytest.mark.parametrize(
    "note", ["<r>đã tập huấn</r>", "<r><x", "a & b < c", "https://t.me", "_x0041_", "\x00\x1fbuổi 1", "#N/A"]
)
def test_what_an_officer_writes_is_read_again(reporting: Reporting, note: str) -> None:
    """Words that look like a workbook's own marks, or like links, are words."""
    some = reporting.reported(SO)
    first = some.rows[0]
    told = replace(some, check_ins=[replace(first, report=replace(first.report, note=note, evidence=(PHOTO,)))])
    page = openpyxl.load_workbook(BytesIO(workbook([check_in_rows(told, {PHOTO.id: LINK})]))).active
    (row,) = table(page)
    words = str(row["Ghi chú"].value).replace("_x005F_x0041_", "_x0041_")  # which openpyxl leaves as it is
    assert words.strip() == note.replace("\x00\x1f", "").strip()
    assert row["Ghi chú"].hyperlink is None
    assert row["Minh chứng"].hyperlink is not None


def test_links_that_excel_would_not_follow_are_words(reporting: Reporting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.exports.workbook.MOST_LINKS", 0)
    made = workbook([check_in_rows(reporting.reported(SO), {PHOTO.id: LINK})])
    rows = table(openpyxl.load_workbook(BytesIO(made)).active)
    (photo,) = (row["Minh chứng"] for row in rows if row["Minh chứng"].value)
    assert (photo.value, photo.hyperlink) == ("abababababab (image/jpeg)", None)


@pytest.mark.parametrize("unit", [SO, SCHOOL, "hy-mn-hoasen"])
def test_a_chart_is_a_portrait_for_a_phone(reporting: Reporting, unit: str) -> None:
    """As wide as a phone's screen, not much longer than two; the same figures give the same picture."""
    picture = chart(reporting.reported(unit))
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert abs(width - WIDTH_PX) <= 1
    assert height <= 2.3 * width
    assert picture == chart(reporting.reported(unit))


def test_a_chart_of_many_units_puts_the_last_together(reporting: Reporting) -> None:
    some = reporting.reported(SO)
    child = some.progress.children[0]
    many = tuple(replace(child, code=str(n), name=f"Đơn vị {n}") for n in range(40))
    few = many[:MOST_BARS]
    pictures = [chart(replace(some, progress=replace(some.progress, children=each))) for each in (many, few)]
    assert pictures[0][16:24] == pictures[1][16:24]
