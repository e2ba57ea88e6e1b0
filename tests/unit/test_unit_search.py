"""Units are found by their names as people type them on a phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.model import Unit
from bot.people.search import UnitIndex, one_letter_apart, shortened
from bot.people.tree import UnitTree

UNITS = [
    Unit("so", "Sở Giáo dục và Đào tạo Hưng Yên", "department"),
    Unit("ym", "UBND xã Yên Mỹ", "commune", parent="so"),
    Unit("ph", "UBND phường Phố Hiến", "commune", parent="so"),
    Unit("nvl", "Trường THCS Nguyễn Văn Linh", "school", "THCS", "ym"),
    Unit("nvl-th", "Trường Tiểu học Nguyễn Văn Linh", "school", "tiểu học", "ym"),
    Unit("nvt", "Trường THCS Nguyễn Viết Xuân", "school", "THCS", "ym"),
    Unit("hs-ym", "Trường Mầm non Hoa Sen", "school", "mầm non", "ym"),
    Unit("hs-ph", "Trường Mầm non Hoa Sen", "school", "mầm non", "ph"),
    Unit("hh", "Trường Mầm non Hoa Hồng", "school", "mầm non", "ph"),
    Unit("ph-lc", "Trường TH&THCS Phố Hiến", "school", "liên cấp", "ph"),
    Unit("lhp", "Trường Trung học cơ sở Lê Hồng Phong", "school", "THCS", "ph"),
    Unit("chuyen", "Trường THPT Chuyên Hưng Yên", "school", "THPT", "so"),
    Unit("gdtx", "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên Yên Mỹ", "center", None, "so"),
    Unit("pgd", "Phòng Giáo dục và Đào tạo Yên Mỹ", "office", None, "so"),
]
INDEX = UnitIndex(UnitTree(UNITS))


def found(query: str) -> list[str]:
    return [unit.code for unit in INDEX.search(query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Trường THCS Nguyễn Văn Linh", "nvl"),
        ("thcs nguyen van linh", "nvl"),
        ("truong thcs nguyen van linh xa yen my", "nvl"),
        ("cấp 2 nguyễn văn linh", "nvl"),
        ("trung hoc co so nguyen van linh", "nvl"),
        ("th nguyen van linh", "nvl-th"),
        ("thcs le hong phong", "lhp"),
        ("THCS LÊ HỒNG PHONG", "lhp"),
        ("c2 lhp", "lhp"),
        ("thcs nvl", "nvl"),
        ("nguyenvanlinh", "nvl"),
        ("nguyen van lin", "nvl"),
        ("nguyen van lihn thcs", "nvl"),
        ("th&thcs pho hien", "ph-lc"),
        ("TH-THCS Phố Hiến", "ph-lc"),
        ("mn hoa hong", "hh"),
        ("mam non hoa sen pho hien", "hs-ph"),
        ("mn hoa sen yen my", "hs-ym"),
        ("thpt chuyen", "chuyen"),
        ("gdtx yen my", "gdtx"),
        ("trung tam gdnn-gdtx", "gdtx"),
        ("phong gd&dt yen my", "pgd"),
        ("PGD Yên Mỹ", "pgd"),
        ("so gd hung yen", "so"),
        ("sở giáo dục", "so"),
        ("ubnd xa yen my", "ym"),
        ("ph-lc", "ph-lc"),
    ],
)
def test_the_unit_meant_comes_first(query: str, first: str) -> None:
    assert found(query)[:1] == [first]


def test_equals_come_by_name_and_both_are_shown() -> None:
    assert found("mn hoa sen") == ["hs-ph", "hs-ym"]


def test_what_every_name_has_still_finds_something() -> None:
    """“truong” alone lists schools, by name."""
    names = [unit.name for unit in INDEX.search("truong", "school", 3)]
    assert len(names) == 3
    assert all(name.startswith("Trường") for name in names)
    assert names == sorted(names)


def test_only_the_kind_asked_for_and_no_more_than_asked_for() -> None:
    assert [unit.code for unit in INDEX.search("yen my", "commune")] == ["ym"]
    assert len(INDEX.search("yen my", limit=2)) == 2


@pytest.mark.parametrize("query", ["", "   ", "?!", "Hà Nội Amsterdam", "xyz"])
def test_what_names_no_unit_finds_none(query: str) -> None:
    assert found(query) == []


def test_marks_that_differ_count_against_a_unit() -> None:
    units = [Unit("a", "Trường Hòa Bình", "school"), Unit("b", "Trường Hoa Bình", "school")]
    assert [unit.code for unit in UnitIndex(UnitTree(units)).search("hoa bình")] == ["b", "a"]
    assert [unit.code for unit in UnitIndex(UnitTree(units)).search("hòa bình")] == ["a", "b"]


def test_short_and_long_forms_are_one() -> None:
    assert [word.key for word in shortened("Trường Trung học phổ thông A")] == ["truong", "thpt", "a"]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("linh", "lin", True), ("linh", "lihn", True), ("linh", "ling", True), ("linh", "linhh", True),
     ("linh", "tanh", False), ("linh", "lnih", True), ("abcd", "badc", False)],
)  # fmt: skip
def test_one_slip_of_the_finger(one: str, other: str, *, apart: bool) -> None:
    assert one_letter_apart(one, other) == one_letter_apart(other, one) == apart


@given(st.text(max_size=300))
def test_anything_may_be_typed(query: str) -> None:
    assert len(INDEX.search(query)) <= 8


@given(st.sampled_from(UNITS))
def test_every_unit_is_found_by_its_own_name(unit: Unit) -> None:
    assert unit.name in [each.name for each in INDEX.search(unit.name)][:1]
