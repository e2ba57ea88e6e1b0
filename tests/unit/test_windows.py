from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Document, Header, Outline, Provision
from knowledge.windows import HEADING_CHARACTERS, WINDOW_TOKENS, split, windows


def words(text: str) -> int:
    return len(text.split())


def document(*provisions: tuple[str, str]) -> Document:
    text = " ".join(words for _, words in provisions)
    placed = tuple(Provision(path, None, "paragraph", words, 0, len(words)) for path, words in provisions)
    return Document("luat", "Luật", Outline(text, Header(date=date(2021, 3, 15)), placed, ()))


def test_a_short_provision_is_one_text() -> None:
    assert split("Bố trí kinh phí.", words) == ["Bố trí kinh phí."]


@given(st.integers(1, 3000))
def test_windows_cover_every_word_and_overlap(length: int) -> None:
    """Nothing of a long provision goes unfound, and what stands at a cut is whole in one of two windows."""
    text = " ".join(f"tiếng{number}" for number in range(length))
    parts = split(text, words)
    assert {word for part in parts for word in part.split()} == set(text.split())
    assert all(words(part) <= WINDOW_TOKENS for part in parts)
    assert all(before.split()[-1] in after for before, after in pairwise(parts))
    assert len(set(parts)) == len(parts)


def test_a_clause_is_embedded_under_the_name_of_its_article() -> None:
    """“1. Từ 02 triệu đến 04 triệu đồng” says nothing without what it is the fine for."""
    found = list(windows(document(("5", "Phạt tiền"), ("5.1", "Từ 02 triệu đồng"), ("5.1.a", "Đối với trường")), words))
    assert [(w.path, w.text) for w in found] == [
        ("5", "Phạt tiền"),
        ("5.1", "Phạt tiền: Từ 02 triệu đồng"),
        ("5.1.a", "Phạt tiền: Đối với trường"),
    ]


def test_a_long_heading_lends_its_opening_alone() -> None:
    found = list(windows(document(("5", "x" * 1000), ("5.1", "y")), words))
    assert found[1].text == "x" * HEADING_CHARACTERS + ": y"


def test_each_window_of_a_long_clause_stands_under_the_heading() -> None:
    found = list(windows(document(("5", "Phạt tiền"), ("5.1", "tiếng " * 700)), words))
    assert [w.path for w in found[1:]] == ["5.1"] * (len(found) - 1)
    assert len(found) > 3
    assert all(w.text.startswith("Phạt tiền: tiếng") for w in found[1:])
