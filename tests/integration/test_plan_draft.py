"""The draft of a unit's plan from the shipped directives, as Word has it."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt

from bot.exports.official import BLANK, Issuer, Official, issuer_of
from bot.exports.official_docx import write
from bot.exports.plan import plan_draft
from bot.people.tree import UnitTree
from bot.people.units_csv import read_units
from knowledge.answering import Answerer
from knowledge.labels import citation_label

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "units-example.csv"
TREE = UnitTree(read_units(EXAMPLE, ()))
DAY = date(2021, 4, 1)
HEADINGS = (
    *("1. Xây dựng Kế hoạch", "2. Đẩy mạnh", "a) Nhằm phấn đấu", "b) Tăng cường", "c) Tiếp tục"),
    *("3. Tiếp tục", "4. Nâng cao"),
)


def draft_of(answerer: Answerer, code: str, day: date = DAY) -> Official:
    unit = TREE.unit(code)
    assert unit is not None
    found = answerer.unit_year(unit.type, day, province=TREE.province(code))
    plan = plan_draft(answerer.library, issuer_of(unit, TREE), found)
    assert plan is not None
    return plan


@pytest.fixture(scope="module")
def school(answerer: Answerer) -> Official:
    return draft_of(answerer, "hy-thcs-nvl")


@pytest.fixture(scope="module")
def page(school: Official) -> WordFile:
    return docx.Document(BytesIO(write(school)))


def all_words(file: WordFile) -> Iterator[str]:
    """Every paragraph, those in tables included."""
    yield from (paragraph.text for paragraph in file.paragraphs)
    for table in file.tables:
        yield from (cell.text for row in table.rows for cell in row.cells)


def millimetres(length: Length | None) -> float:
    """To a hundredth, the measure that a ruler on the screen shows."""
    assert length is not None
    return round(float(length.mm), 2)


def test_the_page_is_that_of_decree_30(page: WordFile) -> None:
    """A4, its margins, Times New Roman 14, page numbers in the middle above from the second page on."""
    section = page.sections[0]
    assert [round(millimetres(side)) for side in (section.page_width, section.page_height)] == [210, 297]
    assert 20 <= millimetres(section.top_margin) <= 25
    assert 20 <= millimetres(section.bottom_margin) <= 25
    assert 30 <= millimetres(section.left_margin) <= 35
    assert 15 <= millimetres(section.right_margin) <= 20
    normal = page.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert section.different_first_page_header_footer
    number = section.header.paragraphs[0]
    assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in number._p.xml  # noqa: SLF001 - python-docx has no name for fields
    assert section.first_page_header.paragraphs[0].text == ""


def test_the_letterhead_names_the_unit_and_leaves_number_and_date_to_fill(page: WordFile) -> None:
    left, right, number, day = (cell.text for row in page.tables[0].rows for cell in row.cells)
    assert left.split("\n")[:2] == ["UBND XÃ YÊN MỸ", "TRƯỜNG THCS NGUYỄN VĂN LINH"]
    assert right.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert number == "Số: ……/KH-……"
    assert day == f"{BLANK}, ngày …… tháng …… năm ……"


def test_the_title_is_bold_and_centred_and_followed_by_the_basis(page: WordFile) -> None:
    title, subject = page.paragraphs[0], page.paragraphs[1]
    assert (title.text, subject.text) == ("KẾ HOẠCH", "Triển khai công tác bình đẳng giới năm 2021")
    for line in (title, subject):
        assert line.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert line.runs[0].bold
    basis = next(p for p in page.paragraphs if p.text.startswith("Căn cứ"))
    assert basis.text == (
        f"Căn cứ Công văn số {BLANK} ngày 15 tháng 3 năm 2021 của Sở Giáo dục và Đào tạo Hưng Yên "
        "về việc hướng dẫn triển khai công tác bình đẳng giới năm 2021."
    )


def test_the_parts_follow_the_directives_own(page: WordFile) -> None:
    """First aims, then the directive's parts in its order and by its numbers, then the organisation."""
    words = [p.text for p in page.paragraphs]
    order = ["I. MỤC ĐÍCH", "II. NỘI DUNG", *HEADINGS, "III. TỔ CHỨC", "Trên đây là Kế hoạch"]
    places = [next(i for i, line in enumerate(words) if line.startswith(start)) for start in order]
    assert places == sorted(places)


@pytest.mark.parametrize(("code", "document"), [("hy-thcs-nvl", "hung-yen-gddt-2021"), ("hy-so", "molisa-2021")])
def test_each_task_stands_in_the_text_and_in_the_annex_with_its_source(
    answerer: Answerer, code: str, document: str
) -> None:
    """Those that may be the unit's, all of them, no other; by the place in the directive."""
    unit = TREE.unit(code)
    assert unit is not None
    duties = [d for d in answerer.library.obligations(document) if d.applies_to(unit.type).applies != "no"]
    file = docx.Document(BytesIO(write(draft_of(answerer, code))))
    tasks = [p.text for p in file.paragraphs if p.text.startswith("- ") and "(mục" in p.text and "[" not in p.text[:9]]
    body = tasks[: len(duties)]
    provisions = answerer.library.document(document).provisions
    for task, duty in zip(body, duties, strict=True):
        assert f"({citation_label(provisions, duty.provision)})" in task
    annex = file.tables[-1]
    rows = [[cell.text for cell in row.cells] for row in annex.rows][1:]
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(duties) + 1)]
    for row, duty in zip(rows, duties, strict=True):
        assert row[1].startswith(duty.title.vi)
        assert row[3:] == ["", "", ""]


def test_what_depends_on_the_unit_is_marked_and_what_is_not_its_task_is_left_out(page: WordFile) -> None:
    words = list(all_words(page))
    training = next(line for line in words if line.startswith("- Tổ chức các lớp tập huấn kiến thức, kỹ năng"))
    assert "[Tùy đơn vị: Chỉ khi trường có cán bộ nữ tiềm năng hoặc nữ ứng cử viên thuộc diện này]" in training
    notes = words.index("GHI CHÚ CHO NGƯỜI SOẠN")
    last = len(page.paragraphs)
    assert not [line for line in words[:notes] if "Địa chỉ tin cậy" in line or "nhà tạm lánh" in line.lower()]
    assert [line for line in words[notes:last] if line.startswith("- Duy trì nhà tạm lánh")]


@pytest.mark.parametrize("code", ["hy-thcs-nvl", "hy-so"])
def test_no_day_and_no_sum_that_the_directive_does_not_name(answerer: Answerer, code: str) -> None:
    """Numbers of the draft's own are numbers of its parts and rows; the letters set no deadline and no sum."""
    plan = draft_of(answerer, code)
    words = " ".join(all_words(docx.Document(BytesIO(write(plan)))))
    source = " ".join(answerer.library.document(d).text for d in ("hung-yen-gddt-2021", "molisa-2021"))
    for day in re.findall(r"\d{1,2}/\d{1,2}/\d{4}", words):
        assert day in source
    assert not re.search(r"\d[\d.]* ?(?:đồng|triệu|VNĐ)", words)


def test_the_signature_is_the_heads_and_the_directives_issuer_is_told(page: WordFile) -> None:
    recipients, signature = (cell.text for cell in page.tables[1].rows[0].cells)
    assert recipients.split("\n") == [
        "Nơi nhận:",
        "- UBND xã Yên Mỹ (để báo cáo);",
        "- Sở Giáo dục và Đào tạo Hưng Yên (để báo cáo);",
        "- Các bộ phận, cá nhân được phân công (để thực hiện);",
        "- Lưu: VT, ……",
    ]
    assert signature.startswith("HIỆU TRƯỞNG\n")
    assert "Đỗ Tiến Hùng" not in " ".join(all_words(page))


def test_without_a_unit_its_names_are_blanks(answerer: Answerer) -> None:
    plan = plan_draft(answerer.library, Issuer("school"), answerer.unit_year("school", DAY))
    assert plan is not None
    assert (plan.above, plan.issuer, plan.signer) == (BLANK, BLANK, ("HIỆU TRƯỞNG",))


def test_in_a_year_without_a_directive_the_draft_says_so(answerer: Answerer) -> None:
    """The newest directive's tasks, and a note on the page that is taken out."""
    plan = draft_of(answerer, "hy-thcs-nvl", date(2026, 6, 1))
    assert plan.aside is not None
    file = docx.Document(BytesIO(write(plan)))
    assert [p.text for p in file.paragraphs if "2026" in p.text]
    words = [p.text for p in file.paragraphs]
    assert "Thời gian của 22/23 việc đã qua, xem lại trước khi đưa vào kế hoạch." in words
    still = words.index("Các việc còn trong thời gian thực hiện:")
    assert words[still + 1].startswith("- Lập kế hoạch thực hiện Chiến lược")


def test_where_no_reach_is_known_it_is_said_once(answerer: Answerer) -> None:
    """A commune is told that the letter was not sent to it; in its letterhead nothing stands above it."""
    plan = draft_of(answerer, "hy-yenmy")
    words = list(all_words(docx.Document(BytesIO(write(plan)))))
    assert plan.above == ""
    assert plan.signer == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert len([line for line in words if "hưa rõ" in line]) == 1
    assert not [line for line in words if "tùy đơn vị" in line.lower()]


def test_the_same_plan_is_the_same_file(school: Official) -> None:
    assert write(school) == write(school)
