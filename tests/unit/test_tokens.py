"""Words as people type them: with all marks, some, or none."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import fold_accents, key, syllables
from knowledge.tokens import Found, PhraseBook, book, longest, token, tokenize

VIETNAMESE = st.text(alphabet="aăâeêioôơuưybcdđghklmnpqrstvxàáảãạằắẳẵặầấẩẫậềếểễệừứửữự ,.?12", max_size=60)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ke", "kế"),
        ("kê", "kế"),
        ("kế", "kế"),
        ("KE", "kế"),
        ("đanh", "đánh"),
        ("danh", "đánh"),
        ("kẽ", "kẻ"),
        ("ki", "kỳ"),
    ],
)
def test_a_syllable_typed_with_fewer_marks_is_understood(typed: str, meant: str) -> None:
    """I leave out some marks, or all, or mix up hỏi and ngã, and am understood."""
    assert token(typed).agrees_with(token(meant))


@pytest.mark.parametrize(
    ("typed", "other"), [("kẻ", "kế"), ("kế", "ke"), ("đang", "dang"), ("bộ", "bỏ"), ("số", "sở"), ("ke", "kem")]
)
def test_a_mark_that_was_typed_is_believed(typed: str, other: str) -> None:
    """Where I do type a mark, a word with another one is another word: bộ is not bỏ."""
    assert not token(typed).agrees_with(token(other))


def test_both_ways_of_placing_and_composing_a_mark_are_one_word() -> None:
    """Hoà and hòa are the same to me, and so is text from a phone that sends marks apart from their letters."""
    apart = unicodedata.normalize("NFD", "hòa")
    assert token("hoà").agrees_with(token("hòa"))
    assert token("hòa").agrees_with(token("hoà"))
    assert tokenize(apart) == tokenize("hòa")


@given(VIETNAMESE)
def test_each_token_is_a_word_of_the_text_in_its_order(text: str) -> None:
    """Nothing is added to what I typed and nothing lost but punctuation."""
    found = tokenize(text)
    assert [t.text for t in found] == syllables(text)
    assert [t.key for t in found] == [key(t.text) for t in found]


@given(VIETNAMESE)
def test_a_text_without_its_marks_still_agrees_with_itself(text: str) -> None:
    """Whatever I type, I may type it without accents."""
    bare = tokenize(fold_accents(text))
    assert all(a.agrees_with(b) for a, b in zip(bare, tokenize(text), strict=True))


@given(st.text(max_size=80))
def test_any_text_can_be_cut_into_words(text: str) -> None:
    """Emoji, other scripts and control characters break nothing."""
    assert all(t.agrees_with(t) for t in tokenize(text))


PHRASES = PhraseBook([("plan", "kế hoạch"), ("build", "xây dựng kế hoạch"), ("report", "báo cáo"), ("empty", "…")])


def test_a_phrase_is_found_where_it_stands() -> None:
    """The phrases come in the order of the text, the longer first where two begin at one word."""
    found = PHRASES.find(tokenize("nop BAO CAO va xay dung ke hoach"))
    assert found == [Found("report", 1, 3), Found("build", 4, 8), Found("plan", 6, 8)]
    assert PHRASES.names(tokenize("kế hoạch; kế hoạch")) == {"plan"}


def test_a_phrase_cut_short_by_the_end_is_not_found() -> None:
    """Half a phrase is not the phrase, and a phrase of signs alone is never found."""
    assert PHRASES.find(tokenize("xây dựng kế")) == []
    assert PHRASES.find(tokenize("…")) == []
    assert PHRASES.find(()) == []


@given(VIETNAMESE)
def test_what_is_found_lies_in_the_text_and_reads_like_its_phrase(text: str) -> None:
    """A phrase is said to be in my words only where its syllables are."""
    tokens = tokenize(f"{text} kế hoạch {text}")
    for hit in PHRASES.find(tokens):
        assert 0 <= hit.start < hit.end <= len(tokens)
        phrase = {"plan": "kế hoạch", "build": "xây dựng kế hoạch", "report": "báo cáo"}[hit.name]
        assert [t.key for t in tokens[hit.start : hit.end]] == [key(s) for s in phrase.split()]


def test_the_longest_name_wins() -> None:
    """“Bạo lực trên cơ sở giới” is one thing, not also “giới”; a second mention elsewhere still counts."""
    whole, inside, elsewhere = Found("violence", 2, 8), Found("gender", 7, 8), Found("gender", 10, 11)
    assert longest([whole, inside, elsewhere]) == [whole, elsewhere]
    assert longest([whole, Found("other", 2, 8)]) == [whole, Found("other", 2, 8)]


def test_a_book_holds_one_language() -> None:
    """An English word list is not searched in a Vietnamese question."""
    table = {"plan": {"vi": ["kế hoạch"], "en": ["plan", "plans"]}, "to_whom": {"en": ["to whom"]}}
    assert book(table, "vi").names(tokenize("plan kế hoạch to whom")) == {"plan"}
    assert book(table, "en").names(tokenize("to whom")) == {"to_whom"}
