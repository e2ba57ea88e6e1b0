"""Directives nobody reviewed: their tasks and chains are drafts, and are shown as drafts."""

from pathlib import Path

import pytest

from knowledge.intake import Intake
from knowledge.lineage import align, confidence
from knowledge.versions import Revision

OTHERS = Path(__file__).resolve().parents[2].parent / "shared" / "directives" / "others"
FILES = sorted(OTHERS.glob("*.txt"))
MOTHER = """BỘ GIÁO DỤC VÀ ĐÀO TẠO
Số: 77/BGDĐT-GDTC
Hà Nội, ngày 02 tháng 3 năm 2022
Kính gửi: Các sở giáo dục và đào tạo

1. Tổ chức dạy bơi an toàn cho học sinh tiểu học và trung học cơ sở trong năm 2022.
2. Xây dựng kế hoạch phòng, chống tai nạn đuối nước cho trẻ em, học sinh trên địa bàn.
3. Bố trí kinh phí sửa chữa bể bơi của các trường.
"""
LOWER = """SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH HƯNG YÊN
Số: 88/SGDĐT-VP
Hưng Yên, ngày 20 tháng 3 năm 2022
Kính gửi: Các trường trực thuộc
Căn cứ Công văn số 77/BGDĐT-GDTC ngày 02 tháng 3 năm 2022 của Bộ Giáo dục và Đào tạo;

1. Tổ chức dạy bơi an toàn cho học sinh tiểu học và trung học cơ sở trong năm 2022.
2. Xây dựng kế hoạch phòng, chống tai nạn đuối nước cho học sinh của trường.
3. Niêm yết số điện thoại cứu hộ ở cổng trường.
"""


def read(path: Path) -> Revision:
    found = next(iter(Intake().read([path])))
    assert isinstance(found, Revision)
    return found


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Revision, Revision]:
    """A letter and the one that passes it down, neither in the register."""
    upper, lower = tmp_path / "upper.txt", tmp_path / "lower.txt"
    upper.write_text(MOTHER, encoding="utf-8")
    lower.write_text(LOWER, encoding="utf-8")
    return read(upper), read(lower)


def test_a_drafted_chain_says_what_it_is_and_how_sure(pair: tuple[Revision, Revision]) -> None:
    """What was kept, changed and added is drafted with a confidence, and is not passed off as reviewed."""
    upper, lower = (each.document for each in pair)
    (chain,) = Intake().lineages([upper, lower], [])
    assert not chain.reviewed
    relations = {p.provision: p.relation for p in chain.pairs if p.provision}
    assert (relations["1"], relations["3"]) == ("same", "added")
    assert relations["2"] != "same"
    sure = {p.provision: confidence(p, lower, upper) for p in chain.pairs if p.provision}
    assert sure["1"] == pytest.approx(1.0)
    assert 0.5 <= sure["2"] < sure["1"]
    assert all(0.0 <= confidence(p, lower, upper) <= 1.0 for p in chain.pairs)


def test_drafted_duties_are_never_reviewed(pair: tuple[Revision, Revision]) -> None:
    """Duties found by rule carry the mark of a draft."""
    for revision in pair:
        assert revision.obligations
        assert not any(duty.reviewed for duty in revision.obligations)


def test_real_directives_of_other_offices_are_drafted_as_drafts() -> None:
    """No duty of a real letter that nobody read is shown as reviewed; its words are the letter's own."""
    for revision in map(read, FILES):
        assert not any(duty.reviewed for duty in revision.obligations)
        paths = {p.path for p in revision.document.provisions}
        assert all(duty.provision in paths for duty in revision.obligations)


def test_unrelated_directives_are_not_chained() -> None:
    """Letters about different matters are not declared each other's origin; what is found stays within bounds."""
    documents = [read(file).document for file in FILES]
    by_id = {d.id: d for d in documents}
    for chain in Intake().lineages(documents, []):
        lower, upper = by_id[chain.document], by_id[chain.above]
        assert not chain.reviewed
        assert align(lower, upper).pairs == chain.pairs
        assert all(0.0 <= confidence(p, lower, upper) <= 1.0 for p in chain.pairs)
