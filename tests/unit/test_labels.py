"""A place is cited as an official writes it."""

import pytest

from knowledge.labels import citation_label
from knowledge.outline import read_outline

LETTER = read_outline(
    [
        "Kính gửi: Các trường.",
        "Sở đề nghị như sau:",
        "II. NHIỆM VỤ",
        "1. Chung",
        "- Rà soát đội ngũ.",
        "3. Riêng",
        "3.1. Tổ chức tập huấn.",
        "a) Nội dung:",
        "+ Báo cáo.",
        "4. Các trường",
        "Báo cáo kết quả.",
    ]
)
LAW = read_outline(
    ["LUẬT", "GIÁO DỤC", "Chương I", "CHUNG", "Điều 14. Tên", "1. Một:", "a) Điểm;", "2. Hai.", "Điều 15a. Tên"]
)
EXPECTED = {
    "II": ("phần II", "part II"),
    "II.1.1": ("phần II, mục 1, gạch đầu dòng 1", "part II, section 1, dash 1"),
    "II.3.1": ("phần II, mục 3.1", "part II, section 3.1"),
    "II.3.1.a.1": ("phần II, mục 3.1, điểm a, dấu cộng 1", "part II, section 3.1, point a, plus sign 1"),
    "II.4.1": ("phần II, mục 4, đoạn 1", "part II, section 4, paragraph 1"),
    "preamble": ("phần mở đầu", "the opening part"),
    "closing": ("phần kết", "the closing part"),
}


@pytest.mark.parametrize("path", EXPECTED)
def test_a_directive_is_cited_from_the_outside_in(path: str) -> None:
    """Part, section, point, dash; a plain paragraph is a paragraph, not a dash."""
    assert (citation_label(LETTER.provisions, path), citation_label(LETTER.provisions, path, "en")) == EXPECTED[path]


def test_a_law_is_cited_from_the_inside_out() -> None:
    """Point, clause, article."""
    assert citation_label(LAW.provisions, "14.1.a") == "điểm a khoản 1 Điều 14"
    assert citation_label(LAW.provisions, "14.1.a", "en") == "point a, clause 1, Article 14"
    assert citation_label(LAW.provisions, "15a") == "Điều 15a"
    assert citation_label(LAW.provisions, "chuong-i") == "Chương I"
