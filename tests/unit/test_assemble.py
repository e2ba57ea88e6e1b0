"""A document out of its text, its manifest and its file's name."""

from datetime import date
from typing import Any

import pytest

from knowledge.assemble import assemble, level, year
from knowledge.manifest import ManifestEntry
from knowledge.model import Header, Outline, UnitType, directs


def outline(**header: Any) -> Outline:
    return Outline("", Header(**header), (), ())


def test_the_text_is_believed_where_nobody_says_otherwise() -> None:
    document = assemble(
        outline(
            number="12/SGDĐT-VP",
            kind="công văn",
            issuer="Sở Giáo dục và Đào tạo",
            place="Hưng Yên",
            date=date(2025, 3, 15),
            subject="phòng chống đuối nước",
            addressees=("Các trường",),
        ),
        "anything.docx",
    )
    told = (document.id, document.number, document.kind, document.title, document.level, document.place, document.year)
    assert told == ("12-sgddt-vp", "12/SGDĐT-VP", "công văn", "phòng chống đuối nước", "province", "Hưng Yên", 2025)
    assert (document.issued_on, document.addressees) == (date(2025, 3, 15), ("Các trường",))


def test_the_manifest_wins() -> None:
    """A person's word on a document is worth more than what was read off a bad copy."""
    entry = ManifestEntry(file="x", id="so-2021", number="9/X", title="Tên", year=2020, level="district", addressees=())
    document = assemble(outline(number="1/Y", subject="khác", addressees=("a",), issuer="Bộ Y tế"), "x.txt", entry)
    told = (document.id, document.number, document.title, document.year, document.level, document.addressees)
    assert told == ("so-2021", "9/X", "Tên", 2020, "district", ())


def test_without_a_number_the_id_is_the_file_name() -> None:
    assert assemble(outline(), "Công văn số 5 (bản cuối).docx").id == "cong-van-so-5-ban-cuoi"


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ({"subject": "v/v thi đua", "number": "1/X"}, "v/v thi đua"),
        ({"kind": "công văn", "number": "1/X", "issuer": "Bộ Y tế"}, "Công văn số 1/X của Bộ Y tế"),
        ({"issuer": "Bộ Y tế"}, "Của Bộ Y tế"),
        ({}, "cv 12"),
    ],
)
def test_what_a_document_is_called(header: dict[str, str], title: str) -> None:
    """Each document has a name that a person recognizes."""
    assert assemble(outline(**header), "cv 12.docx").title == title


@pytest.mark.parametrize(
    ("title", "issued", "expected"),
    [
        ("Kế hoạch bình đẳng giới năm 2026", date(2025, 12, 20), 2026),
        ("Tổng kết năm 2024", date(2025, 1, 5), 2024),
        ("Nhiệm vụ năm học 2025-2026", date(2025, 8, 20), 2025),
        ("Thực hiện Chỉ thị số 27/CT-TTg ngày 15 tháng 8 năm 2024", date(2025, 11, 21), 2025),
        ("Chương trình giai đoạn 2025-2035, tầm nhìn đến năm 2045", date(2025, 11, 19), 2025),
        ("Thi hành Luật Giáo dục năm 2019", date(2025, 11, 19), 2025),
        ("Nhiệm vụ năm 2025 và năm 2026", date(2025, 11, 19), 2025),
        ("Công tác bình đẳng giới năm 2021", None, 2021),
        ("Công tác bình đẳng giới", None, None),
    ],
)
def test_which_year_a_document_is_for(title: str, issued: date | None, expected: int | None) -> None:
    """A plan of December is for the next year; the year of another document's date is not this one's."""
    assert year(title, issued) == expected


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "central"),
        ("Quốc hội", "central"),
        ("Văn phòng Chính phủ", "central"),
        ("Sở Giáo dục và Đào tạo Hưng Yên", "province"),
        ("UBND tỉnh Hưng Yên", "province"),
        ("Uỷ ban nhân dân Thành phố Hồ Chí Minh", "province"),
        ("Ủy ban nhân dân thành phố Hưng Yên", "district"),
        ("Phòng Giáo dục và Đào tạo huyện Khoái Châu", "district"),
        ("UBND xã Yên Mỹ", "district"),
        ("Bộ phận một cửa", None),
        ("Trường THCS Lê Quý Đôn", None),
        (None, None),
    ],
)
def test_at_which_level_an_issuer_stands(issuer: str | None, expected: str | None) -> None:
    """Where the name does not tell, nothing is guessed."""
    assert level(issuer) == expected


@pytest.mark.parametrize(
    ("number", "kind", "unit_types", "directive"),
    [
        ("18/2001/CT-TTg", "Chỉ thị", (), False),
        ("71/2008/CT-BGDĐT", "chỉ thị", (), False),
        ("18/2001/CT-TTg", "Chỉ thị", ("school",), True),
        ("27/CT-TTg", "Chỉ thị", (), True),
        ("591/LĐTBXH-BĐG", "công văn", (), True),
        ("145/2020/NĐ-CP", "Nghị định", (), False),
    ],
)
def test_a_directive_numbered_by_year_is_law(
    number: str, kind: str, unit_types: tuple[UnitType, ...], *, directive: bool
) -> None:
    """Until 2008 ministers made law by chỉ thị, numbered with the year as decrees are; others are orders to units."""
    assert directs(kind, number, unit_types) is directive
