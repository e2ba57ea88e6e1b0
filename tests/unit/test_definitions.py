"""Terms that the law defines, and questions for their definition."""

import pytest

from knowledge.definitions import asked_for, defined

TERM = ["=mang_thai_ho"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Mang thai hộ là việc một người phụ nữ tự nguyện", TERM),
        ("Mang thai hộ được hiểu là việc", TERM),
        ("Mang thai hộ gồm hai loại", TERM),
        ("Người mang thai hộ có quyền", []),
        ("là việc", []),
        ("", []),
        (" ".join(["từ"] * 13) + " là việc", []),
    ],
)
def test_a_provision_that_begins_by_defining_a_term_is_known_by_it(text: str, tokens: list[str]) -> None:
    assert list(defined(text)) == tokens


@pytest.mark.parametrize(
    ("question", "tokens"),
    [
        ("Mang thai hộ là gì?", TERM),
        ("mang thai ho la gi", TERM),
        ("Thế nào là mang thai hộ?", TERM),
        ("Mang thai hộ được hiểu như thế nào?", TERM),
        ("khái niệm mang thai hộ", TERM),
        ("What is mang thai hộ?", TERM),
        ("Mang thai hộ có được phép không?", []),
        ("là gì", []),
        ("", []),
    ],
)
def test_a_question_for_a_definition_is_known_by_its_term(question: str, tokens: list[str]) -> None:
    """I ask what a word means in law, and the clause that says so comes first."""
    assert list(asked_for(question)) == tokens
