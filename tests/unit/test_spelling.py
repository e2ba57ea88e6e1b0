"""Vietnamese spelling as the proof that words were read rightly."""

from pathlib import Path

import pytest

from knowledge.spelling import is_syllable, marked_words, vietnamese_share
from tests.builders import SHIPPED


@pytest.mark.parametrize(
    "word",
    ["giới", "khoá", "khóa", "nghiêm", "quyền", "giữ", "gìn", "giếng", "yêu", "thuở", "khuya", "Đình", "ƯỚC"],
)
def test_words_of_the_language_are_syllables(word: str) -> None:
    """Capitals, and the tone on either vowel (khoá, khóa), make no difference."""
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["hoµ", "coäng", "élève", "Größe", "bàc", "hộỉ", "wăn", "xuơng", "đẽt"])
def test_words_of_no_vietnamese_spelling_are_not(word: str) -> None:
    """Among them: a falling tone before a stop (bàc, đẽt), and two tones in one syllable."""
    assert not is_syllable(word)


def test_initials_and_the_currency_sign_prove_nothing() -> None:
    assert marked_words("QĐ 5.000 đ do HĐND – bình đẳng") == ["bình", "đẳng"]


def test_text_without_accents_tells_nothing() -> None:
    assert vietnamese_share("binh dang gioi 2021") is None


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.txt")), ids=lambda path: path.name)
def test_official_prose_is_recognised(path: Path) -> None:
    assert (vietnamese_share(path.read_text("utf-8")) or 0) > 0.99
