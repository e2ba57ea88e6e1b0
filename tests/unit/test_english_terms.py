"""English questions in the words of Vietnamese law."""

import pytest

from knowledge.english_terms import vietnamese_reading
from knowledge.lexicons import table
from knowledge.question import language_of


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Can an employer dismiss a pregnant worker?", "người sử dụng lao động sa thải người lao động mang thai không"),
        ("What is a gender stereotype?", "định kiến giới là gì"),
        ("Article 14 of the Law on Gender Equality", "điều 14 luật bình đẳng giới"),
        ("How many days of annual leave?", "nghỉ hằng năm bao nhiêu ngày"),
        ("Is the 2007 labour code still in force?", "bộ luật lao động 2007 còn hiệu lực không"),
    ],
)  # fmt: skip
def test_terms_of_a_law_are_said_as_the_law_says_them(english: str, vietnamese: str) -> None:
    assert vietnamese_reading(english) == vietnamese


def test_the_longest_term_counts_whatever_its_ending() -> None:
    """A fixed-term contract is one kind of contract, not a contract and a term."""
    assert (
        vietnamese_reading("Are fixed-term contracts renewed?") == "hợp đồng lao động xác định thời hạn renewed không"
    )


def test_what_no_list_knows_stays_as_typed() -> None:
    """It then counts as not found, so that half a question known does not look like the whole."""
    assert "zebra" in (vietnamese_reading("Does the school have a zebra?") or "")


@pytest.mark.parametrize("text", ["Nghỉ thai sản mấy tháng?", "nghi thai san may thang", "Is it raining in Paris?"])
def test_vietnamese_and_other_subjects_have_no_reading(text: str) -> None:
    assert vietnamese_reading(text) is None


def test_every_term_is_said_in_vietnamese() -> None:
    """A term without marks on any word would be read as English again."""
    said = {term for section in table("english_terms").values() for term in section.values()}
    assert not [term for term in said if not term.strip() or term != term.lower()]
    assert language_of(" ".join(said)) == "vi"
