"""Giving accents back to what was typed without them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.accents import AccentModel, build
from knowledge.text import fold_accents, has_accents, syllables
from knowledge.versions import Contents, Revision
from tests.builders import document

TEXTS = (
    "Trẻ em có quyền được học tập, giáo dục để phát triển toàn diện.",
    "Người lao động có quyền nghỉ việc; người sử dụng lao động có nghĩa vụ trả lương.",
    "Nhà trường tổ chức kiểm tra bếp ăn, bảo đảm an toàn thực phẩm.",
    "Trường hợp thường xuyên vi phạm thì không được thưởng.",
)


def model(folder: Path, texts: tuple[str, ...] = TEXTS) -> AccentModel:
    rows = [(str(n), "paragraph", text) for n, text in enumerate(texts, 1)]
    build(folder, Contents.of([Revision(document(rows, kind="luật"))]))  # type: ignore[arg-type]  # the builder's row type
    return AccentModel(folder)


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> AccentModel:
    return model(tmp_path_factory.mktemp("accents"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quyen cua tre em la gi", "quyền của trẻ em là gì"),  # "la gi": how people ask, not how laws speak
        ("zxc cua tre em", "zxc của trẻ em"),
        ("nguoi lao dong duoc nghi viec khong", "người lao động được nghỉ việc không"),
        ("KIEM TRA bep an", "KIỂM TRA bếp ăn"),
        ("Truong hop nao?  (thuong xuyen)", "Trường hợp nào?  (thường xuyên)"),
    ],
)
def test_words_typed_without_accents_get_those_of_the_documents(learned: AccentModel, typed: str, meant: str) -> None:
    """On a phone without a Vietnamese keyboard I am understood as if I had typed with care."""
    assert learned.restore(typed) == meant


def test_neighbours_decide_between_readings(learned: AccentModel) -> None:
    assert learned.restore("khong duoc thuong") == "không được thưởng"
    assert learned.restore("thuong xuyen") == "thường xuyên"


@pytest.mark.parametrize("half", ["quyền tre em", "quyen trẻ em", "quyen tre ém"])
def test_a_word_with_accents_is_never_altered(learned: AccentModel, half: str) -> None:
    restored = learned.restore(half)
    for typed, word in zip(syllables(half), syllables(restored), strict=True):
        assert word == typed or not has_accents(typed)


def test_a_text_typed_with_care_keeps_its_plain_words(tmp_path: Path) -> None:
    """`thì` does not become `thi`, nor `lao` in "lao động" something else, where all around is accented."""
    carefully = model(tmp_path, ("ngày thi tốt nghiệp", "thì không được thi", "lao động"))
    assert carefully.restore("Học sinh được dự thi, lao dong") == "Học sinh được dự thi, lao động"


@pytest.mark.parametrize("empty", [(), ("123",)])
def test_words_that_stand_nowhere_are_left_alone(tmp_path: Path, empty: tuple[str, ...]) -> None:
    assert model(tmp_path, empty).restore("Zxc qwop 123") == "Zxc qwop 123"


@given(st.text(max_size=60) | st.lists(st.sampled_from(" ".join(TEXTS).split())).map(" ".join))
def test_only_marks_are_added(learned: AccentModel, text: str) -> None:
    """Whatever is typed: as many syllables after as before, of the same letters, and the marked ones unchanged."""
    typed = syllables(text)
    restored = syllables(learned.restore(text))
    assert [fold_accents(s) for s in restored] == [fold_accents(s) for s in typed]
    assert all(a == b for a, b in zip(typed, restored, strict=True) if has_accents(a))
