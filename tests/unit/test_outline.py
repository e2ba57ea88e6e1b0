"""What a reader of an official document sees is what the program understands: pieces, their places and their kinds."""

from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import Outline, Provision
from knowledge.outline import outline_json, print_outline, read_outline
from knowledge.places import provision_of, region_of
from knowledge.text import fold_spaces

SHIPPED = {
    name: read_outline(files("knowledge").joinpath("documents", f"{name}.txt").read_text("utf-8").split("\n"))
    for name in ("hung-yen-gddt-2021", "molisa-2021")
}
PATHS = [
    "preamble",
    "1",
    "1.1",
    "1.2",
    "2",
    "2.a",
    "2.a.1",
    "2.a.2",
    "2.a.3",
    "2.b",
    "2.b.1",
    "2.b.2",
    "2.b.3",
    "2.c",
    "2.c.1",
    "3",
    "3.1",
    "3.2",
    "4",
    "4.1",
    "4.2",
    "4.3",
    "4.4",
    "4.5",
    "4.6",
    "closing",
]


def kinds(outline: Outline) -> dict[str, str]:
    return {p.path: p.kind for p in outline.provisions}


def texts(outline: Outline) -> dict[str, str]:
    return {p.path: p.text for p in outline.provisions}


def letter(*body: str) -> Outline:
    """A letter with an addressee and an opening sentence around the given lines."""
    return read_outline(["Kính gửi: Các trường.", "Thực hiện kế hoạch năm học, Sở đề nghị các trường như sau:", *body])


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_letters_have_exactly_their_printed_pieces(name: str) -> None:
    """Both letters are numbered alike: four points, and each of their tasks stands where it is printed."""
    assert [p.path for p in SHIPPED[name].provisions] == PATHS


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_letters_hold_seventeen_tasks(name: str) -> None:
    """Seventeen duties each; headings, opening and closing are none."""
    tasks = [path for path, kind in kinds(SHIPPED[name]).items() if kind == "task"]
    assert len(tasks) == 17
    assert not {"1", "2.a", "2.c", "preamble", "closing"} & set(tasks)


def test_a_name_with_a_hyphen_is_not_cut_where_its_line_broke() -> None:
    """Of names: "kinh tế / - xã hội" and "giai đoạn 2021 / - 2025" are wraps, not new dashes."""
    found = texts(SHIPPED["hung-yen-gddt-2021"])
    assert "phát triển kinh tế - xã hội giai đoạn 2021 - 2025" in found["4.2"]
    assert "Sở Lao động - Thương binh và Xã hội" in found["preamble"]


def test_a_hyphen_name_that_the_document_prints_elsewhere_is_known_at_a_line_end() -> None:
    """A name no list holds is recognised because the same document prints it inside a line."""
    found = letter(
        "1. Các trường thuộc cụm Sơn Lôi - Bá Hiến tổ chức khai giảng đúng ngày và báo cáo về sở trong tuần đầu.",
        "2. Phòng chuyên môn làm việc với các trường thuộc cụm Sơn Lôi",
        "- Bá Hiến về việc chuẩn bị khai giảng và các điều kiện khác.",
    )
    assert [p.path for p in found.provisions] == ["preamble", "1", "2"]


def test_a_sentence_that_goes_on_after_a_full_line_stays_in_its_task() -> None:
    """Several duties in one bullet are one provision."""
    assert "Năm 2021, nhân rộng ở một số địa phương" in texts(SHIPPED["hung-yen-gddt-2021"])["3.2"]


def test_labels_alone_on_a_line_take_the_text_below() -> None:
    """Web copies put "-" and "2." on lines of their own."""
    found = letter(
        "1.", "Kế hoạch chung", "-", "Xây dựng kế hoạch năm học.", "-", "Báo cáo về sở.", "2.", "Tổ chức tập huấn."
    )
    assert texts(found) | {"preamble": ""} == {
        "preamble": "",
        "1": "Kế hoạch chung",
        "1.1": "Xây dựng kế hoạch năm học.",
        "1.2": "Báo cáo về sở.",
        "2": "Tổ chức tập huấn.",
    }


def test_figures_at_a_line_start_are_no_numbers_of_pieces() -> None:
    """`301), các đơn vị` and `31/8/2026./.` go on with the sentence."""
    found = letter(
        "1. Trường hợp chất lượng không khí bị ô nhiễm nghiêm trọng (chỉ số vượt",
        "301), các trường chủ động dừng hoạt động ngoài trời và báo cáo trước ngày",
        "31/8/2026./.",
    )
    assert texts(found)["1"].endswith("31/8/2026./.")
    assert [p.path for p in found.provisions] == ["preamble", "1"]


def test_letters_follow_the_vietnamese_order() -> None:
    """After d) comes đ), then e)."""
    found = letter("1. Các phòng", *(f"{letter}) Tổ chức thực hiện nhiệm vụ {letter}." for letter in "abcdđe"))
    assert [p.path for p in found.provisions][2:] == ["1.a", "1.b", "1.c", "1.d", "1.đ", "1.e"]


def test_a_decimal_adds_its_last_part_and_keeps_its_number_before_a_dash() -> None:
    """2.1 under 2 is `2.1`; a dash beside it counts on from there."""
    found = letter("2. Nhiệm vụ", "- Rà soát đội ngũ.", "2.1. Tổ chức tập huấn.", "2.2. Báo cáo kết quả.")
    assert {p.label: p.path for p in found.provisions if p.label} == {
        "2.": "2",
        "-": "2.3",
        "2.1.": "2.1",
        "2.2.": "2.2",
    }


def test_plus_signs_stand_below_their_dash() -> None:
    """A plus below a dash adds one more ordinal."""
    found = letter("1. Nhiệm vụ", "- Nội dung:", "+ Tổ chức tập huấn.", "+ Báo cáo kết quả.")
    assert kinds(found) | {"preamble": ""} == {
        "preamble": "",
        "1": "heading",
        "1.1": "heading",
        "1.1.1": "task",
        "1.1.2": "task",
    }


def test_aims_and_indicators_are_not_tasks() -> None:
    """What stands under Mục đích, Yêu cầu or Chỉ tiêu is an aim; the tasks come under the duties."""
    found = read_outline(
        [
            "KẾ HOẠCH",
            "NĂM HỌC 2025 - 2026",
            "",
            "Căn cứ nhiệm vụ năm học, nhà trường ban hành kế hoạch như sau:",
            "I. MỤC ĐÍCH, YÊU CẦU",
            "1. Nâng cao chất lượng dạy học.",
            "II. NHIỆM VỤ",
            "1. Nâng cao chất lượng dạy học.",
            "2. Chỉ tiêu: 100% học sinh lên lớp.",
            "III. KINH PHÍ",
            "1. Nguồn tài trợ; nguồn hợp pháp khác (nếu có).",
        ]
    )
    assert [path for path, kind in kinds(found).items() if kind == "task"] == ["II.1"]


def test_a_lead_in_sentence_belongs_to_its_heading() -> None:
    """The words "… thực hiện các hoạt động sau:" does not move the count of the dashes below."""
    found = letter(
        "1. Các hoạt động chính", "", "Các trường phối hợp thực hiện các hoạt động sau:", "", "- Tổ chức lễ phát động."
    )
    assert [p.path for p in found.provisions] == ["preamble", "1", "1.1"]
    assert texts(found)["1"].endswith("các hoạt động sau:")


def test_what_follows_the_last_task_without_a_mark_is_the_closing() -> None:
    """The request to all at the end is no task of the last point; the word before it is."""
    found = letter(
        "1. Tổ chức khai giảng.",
        "2. Báo cáo kết quả.",
        "Đề nghị các trường nghiêm túc thực hiện./.",
        "Nơi nhận:",
        "- Như trên.",
    )
    assert texts(found)["2"] == "Báo cáo kết quả."
    assert texts(found)["closing"] == "Đề nghị các trường nghiêm túc thực hiện./."


def test_a_heading_at_the_end_keeps_the_paragraph_it_waits_for() -> None:
    """The only paragraph under the last heading is its task, not the closing."""
    found = letter(
        "I. NHIỆM VỤ",
        "1. Tổ chức khai giảng.",
        "II. CHẾ ĐỘ BÁO CÁO",
        "Các trường gửi báo cáo về Sở trước ngày 16/12/2025./.",
    )
    assert kinds(found)["II.1"] == "task"
    assert "closing" not in kinds(found)


def test_quoted_articles_in_a_letter_make_no_provisions() -> None:
    """A letter that quotes a law does not become that law."""
    found = letter(
        "1. Luật Giáo dục quy định như sau:",
        "“Điều 12. Văn bằng",
        "1. Văn bằng được cấp cho người học.",
        "2. Văn bằng có giá trị.”",
        "2. Các trường tổ chức phổ biến quy định trên.",
    )
    assert [(p.path, p.kind) for p in found.provisions][1:] == [("1", "heading"), ("1.1", "quoted"), ("2", "task")]


def test_a_law_is_read_by_articles_clauses_and_points() -> None:
    """`14.2.a` is Điều 14, khoản 2, điểm a; without clauses an article is one provision; chapters are in no path."""
    found = read_outline(
        [
            "LUẬT",
            "GIÁO DỤC",
            "",
            "Căn cứ Hiến pháp;",
            "Quốc hội ban hành Luật Giáo dục.",
            "Chương I",
            "NHỮNG QUY ĐỊNH CHUNG",
            "Điều 1. Phạm vi",
            "Luật này quy định về giáo dục.",
            "Điều 2a. Giải thích",
            "1. Từ ngữ:",
            "a) Trường;",
            "b) Lớp.",
            "2. Khác.",
        ]
    )
    assert kinds(found) == {
        "preamble": "paragraph",
        "chuong-i": "heading",
        "1": "paragraph",
        "2a": "heading",
        "2a.1": "heading",
        "2a.1.a": "paragraph",
        "2a.1.b": "paragraph",
        "2a.2": "paragraph",
    }
    assert texts(found)["1"] == "Phạm vi Luật này quy định về giáo dục."


def test_an_amending_law_quotes_and_does_not_number_what_it_quotes() -> None:
    """The replaced words of another law are one quoted piece under the point that brings them."""
    found = read_outline(
        [
            "LUẬT",
            "SỬA ĐỔI LUẬT GIÁO DỤC",
            "Điều 1. Sửa đổi, bổ sung một số điều",
            "1. Sửa đổi khoản 2 Điều 6 như sau:",
            "“2. Giáo dục đại học.",
            "a) Đại học;",
            "b) Sau đại học.”;",
            "2. Bãi bỏ Điều 7.",
            "Điều 2. Hiệu lực",
            "Từ ngày ký.",
        ]
    )
    assert [(p.path, p.kind) for p in found.provisions] == [
        ("1", "heading"),
        ("1.1", "heading"),
        ("1.1.1", "quoted"),
        ("1.2", "paragraph"),
        ("2", "paragraph"),
    ]


def test_what_a_web_site_prints_around_a_document_is_not_the_document() -> None:
    """A news item before the letterhead and a caption after the signature give neither provisions nor references."""
    found = read_outline(
        [
            "## Tin mới",
            "Ngày 25/11/2025, Sở đã ban hành Công văn 12/SGDĐT-VP về thi đua.",
            "- Nội dung 99/KH-UBND như sau.",
            "",
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
            "-------",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "---------------",
            "Số: 12/SGDĐT-VP",
            "Kính gửi: Các trường.",
            "Sở đề nghị các trường:",
            "- Tổ chức thi đua theo Kế hoạch số 5/KH-UBND.",
            "Nơi nhận:",
            "- Như trên;",
            "GIÁM ĐỐC",
            "Trần Văn An",
            "Công văn 12/SGDĐT-VP năm 2025 về thi đua do Sở ban hành",
            "Văn bản liên quan",
            "- Quyết định số 77/QĐ-UBND",
        ]
    )
    assert [p.path for p in found.provisions] == ["preamble", "1"]
    assert [r.number for r in found.references] == ["5/KH-UBND"]
    assert len(found.parts["site_noise"]) == 2


def test_a_reference_in_a_footnote_belongs_to_the_provision_with_its_mark() -> None:
    """Footnotes stand at the end of the file; what they cite is cited where the mark is."""
    found = letter(
        "1. Tổ chức khai giảng.",
        "2. Rà soát đội ngũ[1].",
        "Nơi nhận:",
        "- Như trên.",
        "[1] Thông tư số 01/2024/TT-BGDĐT ngày 05/02/2024.",
    )
    assert [(r.number, provision_of(found, r)) for r in found.references] == [("01/2024/TT-BGDĐT", "2")]


def test_every_character_has_a_place() -> None:
    """Before the first provision is the preamble, behind the last the closing; a label belongs to what it labels."""
    outline = SHIPPED["hung-yen-gddt-2021"]
    by_path = {p.path: p for p in outline.provisions}
    assert region_of(outline, 0) == "preamble"
    assert region_of(outline, by_path["2.b"].start - 3) == "2.b"
    assert region_of(outline, len(outline.text) - 1) == "closing"


def test_the_json_has_the_contract_s_keys() -> None:
    """Scripts outside read `daumoi outline --json` by these names."""
    found = outline_json(SHIPPED["molisa-2021"])
    assert {"text", "header", "provisions", "references", "encoding", "warnings"} <= set(found)
    assert found["header"] == found["header"] | {"number": None, "date": None, "place": None, "signer": None}  # type: ignore[operator]


def test_the_printed_outline_names_every_provision() -> None:
    """In the terminal one line a provision, with its path."""
    shown = print_outline(SHIPPED["molisa-2021"])
    assert all(f"{path} [" in shown for path in PATHS)


# ------------------------------------------------------------------------------------------ whatever is sent in

PIECES = st.sampled_from(
    [
        "",
        "-",
        "2.",
        "1.",
        "a)",
        "đ)",
        "I.",
        "II. NHIỆM VỤ",
        "1.1. Nội dung",
        "+ Báo cáo",
        "- Xây dựng kế hoạch",
        "Điều 3. Tên",
        "Điều 4.",
        "Chương I",
        "“Điều 5. Trích",
        "kết thúc”.",
        "Kính gửi: Các trường",
        "Nơi nhận:",
        "KT. GIÁM ĐỐC",
        "Trần Văn An",
        "PHỤ LỤC",
        "[1] Chú",
        "KẾ HOẠCH",
        "Số: 12/KH-UBND",
        "Hà Nội, ngày 3 tháng 2 năm 2025",
        "Căn cứ Nghị quyết số 1/NQ-CP;",
        "như sau:",
        "xã hội và",
        "301), các",
        "CỘNG HÒA XÃ HỘI",
        "Văn bản liên quan",
        "(i) một",
        "-------",
        "Trên đây là kế hoạch./.",
        "LUẬT",
        "(1) hai",
        "* Ba",
        "V/v dạy học",
    ]
)
LINES = st.lists(
    st.one_of(PIECES, st.text(max_size=40), st.builds("{} {}".format, PIECES, st.text(max_size=20))), max_size=40
)


def is_contiguous(outline: Outline) -> bool:
    """Whether provisions and parts leave out nothing but labels and spaces."""
    spans = sorted(
        [(p.start, p.end) for p in outline.provisions] + [(s.start, s.end) for v in outline.parts.values() for s in v]
    )
    labels = sorted((p.label for p in outline.provisions if p.label), key=len, reverse=True)
    position = 0
    for start, end in [*spans, (len(outline.text), len(outline.text))]:
        rest = fold_spaces(outline.text[position : max(position, start)])
        if rest and rest not in labels:
            return False
        position = max(position, end)
    return True


def in_order(provisions: Sequence[Provision]) -> bool:
    return all(a.end <= b.start for a, b in pairwise(provisions))


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_any_lines_give_an_outline_whose_pieces_are_the_text(lines: list[str]) -> None:
    """Whatever file is sent: pieces are verbatim, in order, without overlap, and nothing of the text is lost."""
    outline = read_outline(lines)
    assert outline.text == fold_spaces("\n".join(lines))
    assert all(outline.text[p.start : p.end] == p.text for p in outline.provisions)
    assert in_order(outline.provisions)
    assert len({p.path for p in outline.provisions}) == len(outline.provisions)
    assert is_contiguous(outline)
    assert print_outline(outline)
    assert outline_json(outline)["text"] == outline.text


def test_a_letter_of_plain_paragraphs_still_gives_its_tasks() -> None:
    """Short letters number nothing: the paragraph that asks is a task, the last request the closing."""
    found = read_outline(
        [
            "Kính gửi: Các trường.",
            "Căn cứ nhiệm vụ năm học;",
            "Phòng yêu cầu các trường báo cáo trước ngày 5/3/2025.",
            "Nhận được công văn này, đề nghị các trường thực hiện./.",
        ]
    )
    assert kinds(found) == {"preamble": "paragraph", "1": "task", "closing": "paragraph"}


def test_a_circular_gives_no_tasks_however_it_is_numbered() -> None:
    """Old circulars number by I, 1, a; they are law, not orders to a unit."""
    found = read_outline(
        ["THÔNG TƯ", "Hướng dẫn thu học phí", "", "Căn cứ Luật;", "I. QUY ĐỊNH", "1. Tổ chức thu học phí."]
    )
    assert set(kinds(found).values()) == {"heading", "paragraph"}
