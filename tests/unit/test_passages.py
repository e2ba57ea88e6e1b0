"""The sentences of a provision, as spans of its document."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Document, Span
from knowledge.passages import Text, joined, sentences
from knowledge.text import fold_spaces
from tests.builders import document, shipped

PROSE = st.lists(
    st.sampled_from(
        [
            "Lập kế hoạch",
            "báo cáo về Sở",
            "TP. Hưng Yên",
            "KT. GIÁM ĐỐC",
            "ngày 15/3/2021",
            "(mẫu 01)",
            "kinh phí 2.000.000 đồng",
            "v.v",
            '"a"',
        ]
    ),
    max_size=12,
).flatmap(
    lambda words: st.lists(
        st.sampled_from([". ", "; ", ", ", " ", "./. ", ".", ";"]), min_size=len(words), max_size=len(words)
    ).map(lambda stops: fold_spaces("".join(w + s for w, s in zip(words, stops, strict=True))))
)


def words_of(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, Span(0, len(text)))]


def check(text: str, span: Span) -> None:
    """What holds for the sentences of any stretch of any text."""
    found = sentences(text, span)
    assert all(span.start <= s.start < s.end <= span.end for s in found), "inside the span"
    assert all(a.end <= b.start for a, b in pairwise(found)), "in order, never overlapping"
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() for s in found), "without the spaces around"
    covered = {i for s in found for i in range(s.start, s.end)}
    assert not any(text[i].strip() for i in range(span.start, span.end) if i not in covered), (
        "nothing left out but spaces"
    )


@given(PROSE)
def test_sentences_cover_prose(text: str) -> None:
    """Cut into sentences, a provision loses no word, and no word stands in two of them."""
    check(text, Span(0, len(text)))


@given(st.text(max_size=200), st.data())
def test_sentences_cover_any_stretch_of_any_text(text: str, data: st.DataObject) -> None:
    """The same holds for a part of a text, whatever characters it has."""
    start = data.draw(st.integers(0, len(text)))
    check(text, Span(start, data.draw(st.integers(start, len(text)))))


@pytest.mark.parametrize("name", ["hung-yen-gddt-2021", "molisa-2021"])
def test_sentences_cover_each_provision_of_the_shipped_letters(name: str) -> None:
    """In the two letters the product exists for, no provision loses a word."""
    letter = shipped(name)
    for provision in letter.provisions:
        check(letter.text, Span(provision.start, provision.end))


def test_a_sentence_ends_at_a_stop_or_a_semicolon() -> None:
    """I am quoted the clause that answers, not the whole page."""
    text = "Lập kế hoạch. Báo cáo kết quả; bố trí kinh phí (nếu có). Hết"
    assert words_of(text) == ["Lập kế hoạch.", "Báo cáo kết quả;", "bố trí kinh phí (nếu có).", "Hết"]
    assert words_of("đề nghị báo cáo năm 2021. Trong quá trình thực hiện") == [
        "đề nghị báo cáo năm 2021.",
        "Trong quá trình thực hiện",
    ]


@pytest.mark.parametrize(
    "whole", ["tại TP. Hưng Yên", "KT. GIÁM ĐỐC", "kinh phí 2.000.000 đồng", "Công văn số 12/SGDĐT-VP của Sở"]
)
def test_a_stop_inside_a_short_form_or_a_number_ends_nothing(whole: str) -> None:
    """A sentence is not cut at TP. or in the middle of a sum."""
    assert words_of(whole) == [whole]


def test_nothing_has_no_sentences() -> None:
    """An empty provision has nothing to quote."""
    assert sentences("  ", Span(0, 2)) == ()
    assert sentences("Lập kế hoạch.", Span(3, 3)) == ()


def text_of(letter: Document, path: str) -> Text:
    provision = next(p for p in letter.provisions if p.path == path)
    return Text(letter, provision, (), Span(provision.start, provision.end))


def test_a_provision_is_known_by_its_words_and_its_headings() -> None:
    """A task is found by the heading it stands under, apart from its own words."""
    letter = document(
        [
            ("2", "heading", "Đẩy mạnh tuyên truyền"),
            ("2.a", "heading", "Truyền thông"),
            ("2.a.1", "task", "Lập kế hoạch"),
        ]
    )
    text = text_of(letter, "2.a.1")
    assert text.id == "d#2.a.1"
    assert joined("lap ke hoach") in text.own_keys
    assert "tuyen truyen" not in text.own_keys
    assert " tuyen truyen " in text.above_keys
    assert " truyen thong " in text.above_keys


@given(st.text(max_size=80))
def test_phrases_are_substrings_of_joined_keys(text: str) -> None:
    """A phrase is found only at word boundaries: `an` is not found in `ban`."""
    found = joined(text)
    assert found[0] == found[-1] == " "
    assert all(f" {word} " in found for word in found.split())
