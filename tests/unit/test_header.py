"""The letterhead and the signature say who wrote to whom; what they do not say stays empty."""

from datetime import date
from importlib.resources import files

import pytest

from knowledge.model import Header
from knowledge.outline import read_outline


def header(*lines: str) -> Header:
    return read_outline(lines).header


def shipped(name: str) -> Header:
    return read_outline(files("knowledge").joinpath("documents", f"{name}.txt").read_text("utf-8").split("\n")).header


def test_the_department_s_letter_says_all_but_its_number() -> None:
    """Date, place and signer are printed; a number is not, and none is guessed."""
    found = shipped("hung-yen-gddt-2021")
    assert (found.number, found.kind, found.issuer) == (None, "công văn", "Sở Giáo dục và Đào tạo")
    assert (found.place, found.date) == ("Hưng Yên", date(2021, 3, 15))
    assert (found.signer, found.signer_title) == ("Đỗ Tiến Hùng", "KT.GIÁM ĐỐC PHÓ GIÁM ĐỐC")
    assert len(found.addressees) == 3
    assert found.recipients == ("Như trên", "Ban Giám đốc Sở", "Lưu: VT, Phòng TCCB")
    assert found.basis == ("591/LĐTBXH-TE&BĐG",)


def test_the_ministry_s_letter_has_neither_number_date_place_nor_signer() -> None:
    """The copy at hand lost its letterhead and its signature."""
    found = shipped("molisa-2021")
    assert (found.number, found.date, found.place, found.signer, found.signer_title) == (None, None, None, None, None)
    assert found.issuer == "Bộ Lao động - Thương binh và Xã hội"
    assert (len(found.addressees), len(found.recipients), found.basis) == (3, 10, ())


def test_a_letterhead_in_two_columns_is_read_column_by_column() -> None:
    """Word prints body and state on one line, number and date on another, recipients beside the signature."""
    found = header(
        "UBND TỈNH HƯNG YÊN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO      Độc lập - Tự do - Hạnh phúc",
        "Số: 12/SGDĐT-GDTrH          Hưng Yên, ngày 05 tháng 9 năm 2025",
        "V/v tổ chức khai giảng",
        "năm học 2025 - 2026",
        "",
        "Kính gửi: Các trường trung học phổ thông; Các trung tâm GDNN-GDTX.",
        "Sở đề nghị các trường tổ chức khai giảng./.",
        "Nơi nhận:                   KT. GIÁM ĐỐC",
        "- Như trên;                 PHÓ GIÁM ĐỐC",
        "- Lưu: VT.                  Trần Văn An",
    )
    assert (found.number, found.issuer, found.subject) == (
        "12/SGDĐT-GDTrH",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "tổ chức khai giảng năm học 2025 - 2026",
    )
    assert (found.place, found.date) == ("Hưng Yên", date(2025, 9, 5))
    assert found.addressees == ("Các trường trung học phổ thông", "Các trung tâm GDNN-GDTX")
    assert found.recipients == ("Như trên", "Lưu: VT")
    assert (found.signer, found.signer_title) == ("Trần Văn An", "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC")


@pytest.mark.parametrize("line", ["Số:       /SGDĐT-VP", "Số: …/KH-UBND", "Số:"])
def test_a_number_left_blank_is_no_number(line: str) -> None:
    """A draft has no number yet."""
    assert header("SỞ GIÁO DỤC VÀ ĐÀO TẠO", line, "Kính gửi: Các trường.", "Sở đề nghị báo cáo./.").number is None


@pytest.mark.parametrize(
    ("line", "number"),
    [("Số: 09/CT-UBND", "09/CT-UBND"), ("Số 45-HD/BTCTW", "45-HD/BTCTW"), ("Số : 7/TB-SGDĐT", "7/TB-SGDĐT")],
)
def test_a_number_is_read_with_or_without_colon(line: str, number: str) -> None:
    """State and party print it differently."""
    assert header("ỦY BAN NHÂN DÂN", line, "", "KẾ HOẠCH", "Năm học mới", "", "Căn cứ nhiệm vụ;").number == number


def test_the_title_gives_kind_and_subject() -> None:
    """A plan has a title instead of V/v and nobody it is addressed to."""
    found = header(
        "UBND XÃ A",
        "Số: 3/KH-UBND",
        "KẾ HOẠCH",
        "TUYỂN SINH NĂM HỌC",
        "2025 - 2026",
        "",
        "Căn cứ nhiệm vụ;",
        "I. MỤC ĐÍCH",
    )
    assert (found.kind, found.subject, found.addressees) == ("kế hoạch", "TUYỂN SINH NĂM HỌC 2025 - 2026", ())


def test_a_copied_addressee_is_not_an_addressee() -> None:
    """The words "Đồng kính gửi" informs somebody; it asks nothing of them."""
    found = header(
        "Kính gửi:",
        "- Các sở;",
        "- Các xã.",
        "Đồng kính gửi:",
        "- Chủ tịch tỉnh (để báo cáo).",
        "Căn cứ chỉ đạo, đề nghị báo cáo:",
        "1. Báo cáo.",
    )
    assert found.addressees == ("Các sở", "Các xã")


def test_a_basis_is_what_a_document_rests_on_not_what_that_is_about() -> None:
    """The plan named inside a decision's title is no basis of its own."""
    found = header(
        "KẾ HOẠCH",
        "NĂM HỌC",
        "",
        "Căn cứ Quyết định số 178/QĐ-TTg ngày 28/01/2016 về triển khai Kết luận số 196-TB/TW ngày 16/3/2015;",
        "Thực hiện Công văn số 8935/BNV-CTTN;",
        "Ủy ban ban hành Kế hoạch như sau:",
        "1. Báo cáo.",
    )
    assert found.basis == ("178/QĐ-TTg", "8935/BNV-CTTN")


def test_spans_point_at_what_was_read() -> None:
    """Each field found says where it stands."""
    outline = read_outline(
        ["SỞ A", "Số: 7/TB-SGDĐT", "Kính gửi: Các trường.", "Sở thông báo./.", "GIÁM ĐỐC", "Trần Văn An"]
    )
    signer, number = outline.header.spans["signer"], outline.header.spans["number"]
    assert outline.text[signer.start : signer.end] == "Trần Văn An"
    assert outline.text[number.start : number.end] == "7/TB-SGDĐT"
