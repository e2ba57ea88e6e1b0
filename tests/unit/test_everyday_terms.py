"""Everyday words in those of the laws."""

import pytest

from knowledge.everyday_terms import reading_in_law


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Tôi mang bầu có phải trực đêm không?", "Tôi mang thai có phải làm việc ban đêm không?"),
        ("Cô giáo có thai, theo Nghị định 145/2020/NĐ-CP?", "lao động nữ mang thai, theo Nghị định 145/2020/NĐ-CP?"),
        ("vo de chong nghi may ngay", "vợ sinh con chong nghi may ngay"),
        ("Thời gian thử việc là bao lâu?", None),
    ],
)
def test_what_people_say_is_read_as_the_laws_write_it(said: str, read: str | None) -> None:
    """I say what everybody says; the law that means it is found, and its number stays as I typed it."""
    assert reading_in_law(said) == read
