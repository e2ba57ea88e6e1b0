"""Numbers of other documents are found however an office prints them; figures that only look alike are not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.references import find_references, normal_number, once_per_place, read_date

PRINTED = {
    "Nghị quyết số 11-NQ/TW ngày 27/4/2007": ("11-NQ/TW", date(2007, 4, 27)),
    "Công văn số 591/LĐTBXH-TE&BĐG ngày 24/02/2021": ("591/LĐTBXH-TE&BĐG", date(2021, 2, 24)),
    "Luật số 72/2025/QH15": ("72/2025/QH15", None),
    "Thông báo số 460/TB-VPCP ngày 04/9/2025": ("460/TB-VPCP", date(2025, 9, 4)),
    "Công văn số 4102/BVHTTDL": ("4102/BVHTTDL", None),
    "Quyết định số 2232/QĐ-TTg ngày 28 tháng 12 năm 2020": ("2232/QĐ-TTg", date(2020, 12, 28)),
    "Số 45-HD/BTCTW": ("45-HD/BTCTW", None),
    "Chỉ thị số 13/CT- TTg ngày 17 tháng 5 năm 2025": ("13/CT-TTg", date(2025, 5, 17)),
    "Kế hoạch số 75/KH- UBND": ("75/KH-UBND", None),
    "Nghị quyết 86 /NQ-CP năm 2025": ("86/NQ-CP", None),
    "Nghị định số 8/1998/NĐ-CP": ("8/1998/NĐ-CP", None),
    "Nghị định số 135/2020/NĐ -CP ngày 18/11/2020": ("135/2020/NĐ-CP", date(2020, 11, 18)),
    "Quy định số 368- QĐ/TW ngày 08/9/2025": ("368-QĐ/TW", date(2025, 9, 8)),
    "số 1755/QĐ-TTg ngày 08/9/ 2016": ("1755/QĐ-TTg", date(2016, 9, 8)),
    "CHỈ THỊ SỐ 27/CT-TTG NGÀY 15 THÁNG 8 NĂM 2024": ("27/CT-TTg", date(2024, 8, 15)),
    "Công văn số 11554/VPCP-V.I": ("11554/VPCP-V.I", None),
    "Chương trình số 30-CTr/TU": ("30-CTr/TU", None),
    "Nghị định số 26/CP": ("26/CP", None),
    "Thông tư liên tịch số 01/2006/TTLT-BGD&ĐT-BNV-BTC": ("01/2006/TTLT-BGD&ĐT-BNV-BTC", None),
    "Kế hoạch số 12/KH-TrTHCS": ("12/KH-TrTHCS", None),
}
LOOK_ALIKES = [
    "15/11",
    "ngày 15/11/2025",
    "4/100.000 trẻ",
    "107 trẻ sơ sinh trai/100 trẻ sơ sinh gái",
    "VN_AQI ≥ 301",
    "24/7",
    "60 km/h",
]


@pytest.mark.parametrize("printed", PRINTED)
def test_a_number_is_read_with_the_date_of_that_mention(printed: str) -> None:
    """Spaces from line ends and typing are not part of a number."""
    assert [(r.number, r.date) for r in find_references(printed)] == [PRINTED[printed]]


@pytest.mark.parametrize("printed", LOOK_ALIKES)
def test_look_alikes_are_no_references(printed: str) -> None:
    """Dates, shares and measures cite nothing."""
    assert find_references(printed) == ()


def test_a_later_date_is_not_taken_for_the_date_of_a_mention() -> None:
    """A date belongs to the number right before it, not to one further off."""
    found = find_references("Quyết định số 5/QĐ-UBND của tỉnh, họp ngày 14/11/2025, và số 6/QĐ-UBND ngày 01/12/2025")
    assert [r.date for r in found] == [None, date(2025, 12, 1)]


def test_a_dash_between_spaces_is_prose() -> None:
    """A dash with a space on both sides does not prolong a number."""
    assert [r.number for r in find_references("số 31/CT-TTg - UBND tỉnh")] == ["31/CT-TTg"]


def test_one_entry_a_number_and_place_with_the_date_that_any_mention_gives() -> None:
    """Said twice in one point, a document is listed once, dated if either mention is."""
    found = find_references("số 21-NQ/TW, số 21-NQ/TW ngày 25/10/2017, số 21-NQ/TW")
    kept = once_per_place(found, ["1", "1", "2"])
    assert [(r.number, r.date) for r in kept] == [("21-NQ/TW", date(2017, 10, 25)), ("21-NQ/TW", None)]


def test_a_day_that_does_not_exist_is_no_date() -> None:
    """30 February stays without a date."""
    assert read_date(30, 2, 2025) is None


@given(st.text(alphabet="0123456789/-. &QĐNKHCPTgUB ngày tháng năm", max_size=60))
def test_a_reference_is_always_the_text_where_it_stands(text: str) -> None:
    """Whatever is written: what is found is verbatim and its number has no spaces."""
    for r in find_references(text):
        assert text[r.start : r.end] == r.text
        assert r.number == normal_number(r.number)
        assert " " not in r.number
