"""A file of units is read whole or not at all, and every fault is named by its line."""

from pathlib import Path

import pytest

from bot.people.errors import UnitsFileError
from bot.people.model import Unit
from bot.people.units_csv import compare, read_units
from bot.render import sentence

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "units-example.csv"
HEADER = "code,name,type,level,parent,province\n"
SO = Unit("so", "Sở GDĐT Hưng Yên", "department", None, None, "Hưng Yên")


def read(tmp_path: Path, text: str | bytes, known: tuple[Unit, ...] = ()) -> list[Unit]:
    path = tmp_path / "units.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_units(path, known)


def faults(tmp_path: Path, text: str | bytes, known: tuple[Unit, ...] = ()) -> list[tuple[int, str]]:
    with pytest.raises(UnitsFileError) as caught:
        read(tmp_path, text, known)
    assert all(sentence(fault.say, "vi") and sentence(fault.say, "en") for fault in caught.value.faults)
    return [(fault.line, fault.say.key.removeprefix("csv.")) for fault in caught.value.faults]


def test_the_example_can_be_read() -> None:
    units = read_units(EXAMPLE)
    assert len(units) == 10
    assert units[5] == Unit("hy-thcs-nvl", "Trường THCS Nguyễn Văn Linh", "school", "THCS", "hy-yenmy", "Hưng Yên")


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_however_a_spreadsheet_writes_it(tmp_path: Path, start: bytes, mark: str, end: str) -> None:
    rows = [["code", "name", "type"], ["so", "Sở GDĐT, Hưng Yên".replace(",", ""), "department"], ["", "", ""]]
    text = end.join(mark.join(row) for row in rows)
    assert read(tmp_path, start + text.encode()) == [Unit("so", "Sở GDĐT Hưng Yên", "department")]


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("mầm non", "mầm non"), ("MAM NON", "mầm non"), ("Tiểu  học", "tiểu học"), ("thcs", "THCS"),
        ("trung học phổ thông", "THPT"), ("lien cap", "liên cấp"), ("", None),
    ],
)  # fmt: skip
def test_levels_are_understood_in_any_case_and_without_accents(tmp_path: Path, written: str, level: str | None) -> None:
    (unit,) = read(tmp_path, f"{HEADER}a,A,school,{written},,\n")
    assert unit.level == level


def test_names_are_cleaned_and_provinces_named_as_letters_name_them(tmp_path: Path) -> None:
    """A letter comes from “Hưng Yên”, not from “Tỉnh Hưng Yên”; Excel's spaces say nothing."""
    (unit,) = read(tmp_path, f'{HEADER} a ,"  Trường\n THCS  A, B ",School,,,Tỉnh Hưng Yên\n')
    assert unit == Unit("a", "Trường THCS A, B", "school", province="Hưng Yên")


def test_a_parent_may_come_later_or_be_known_already(tmp_path: Path) -> None:
    units = read(tmp_path, f"{HEADER}b,B,school,,a,\na,A,commune,,so,\n", (SO,))
    assert [unit.parent for unit in units] == ["a", "so"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (",A,school,,,", [(2, "code_missing")]),
        ("trường,A,school,,,", [(2, "code_form")]),
        ("a b,A,school,,,", [(2, "code_form")]),
        ("a,,school,,,", [(2, "name_missing")]),
        ("a,A,trường,,,", [(2, "type_unknown")]),
        ("a,A,,,,", [(2, "type_unknown")]),
        ("a,A,school,cấp 5,,", [(2, "level_unknown")]),
        ("a,A,school,,,\nb,B,school,,,\na,C,school,,,", [(4, "code_twice")]),
        ("a,A,school,,x,", [(2, "parent_unknown")]),
        ("a,A,school,,a,", [(2, "circle")]),
        ("c,C,school,,b,\na,A,school,,b,\nb,B,school,,a,", [(3, "circle")]),
        ("a,Trường A, xã B,school,,,", [(2, "cells")]),
        ('a,A,school,,,\nb,"B,school,,,\nc,C,school,,,', [(3, "quotes")]),
        (f"a,{'A' * 201},school,,,", [(2, "too_long")]),
        ('a,"A\n\nA",school,,,\n\nb,,trường,,,', [(6, "name_missing"), (6, "type_unknown")]),
    ],
)
def test_each_fault_has_its_line(tmp_path: Path, rows: str, found: list[tuple[int, str]]) -> None:
    assert faults(tmp_path, HEADER + rows) == found


def test_all_faults_are_told_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    """Nobody has to run the command once for each mistake; who stands below a faulty unit is not blamed for it."""
    rows = "b,B,school,,nowhere,\na,,commune,,,\nc,C,school,,a,\nd,D,x,,,\n"
    assert faults(tmp_path, HEADER + rows) == [(2, "parent_unknown"), (3, "name_missing"), (5, "type_unknown")]


def test_a_circle_through_a_known_unit_is_found(tmp_path: Path) -> None:
    known = (SO, Unit("xa", "Xã", "commune", parent="so"))
    assert faults(tmp_path, f"{HEADER}so,Sở,department,,xa,\n", known) == [(2, "circle")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(0, "empty")]),
        (" \n\n", [(0, "empty")]),
        ("mã,tên\n", [(1, "columns_missing")]),
        ("code,name\na,A\n", [(1, "columns_missing")]),
        ("code,name,type,cap\na,A,school,x\n", [(1, "column_unknown")]),
        ("code,name,type,name\na,A,school,B\n", [(1, "column_twice")]),
        (b"PK\x03\x04...", [(0, "workbook")]),
        (b"code,name,type\na,A,school\nb,Tr\xad\xeang,school", [(3, "encoding")]),
        ("code,name,type\na,A,school\n".encode("utf-16"), [(1, "encoding")]),
        ("code,name,type\na,A\0,school\n", [(0, "encoding")]),
    ],
    ids=["empty", "blank", "header", "missing", "unknown", "twice", "xlsx", "1258", "utf-16", "nul"],
)  # fmt: skip
def test_a_file_that_is_no_list_of_units_says_what_it_is(
    tmp_path: Path, text: str | bytes, found: list[tuple[int, str]]
) -> None:
    assert faults(tmp_path, text) == found


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnitsFileError, match=r"nowhere\.csv"):
        read_units(tmp_path / "nowhere.csv")


def test_the_preview_tells_new_from_changed_and_leaves_out_nothing() -> None:
    known = [Unit("a", "A", "school"), Unit("b", "B", "school"), Unit("x", "X", "school")]
    changes = compare([Unit("a", "A", "school"), Unit("b", "B mới", "school"), Unit("c", "C", "school")], known)
    assert [[unit.code for unit in group] for group in (changes.new, changes.changed, changes.unchanged)] == [
        ["c"],
        ["b"],
        ["a"],
    ]
    assert changes.absent == (known[2],)
