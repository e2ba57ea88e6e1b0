"""Reading what a chat model writes, as it arrives."""

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import ModelMalformedError
from knowledge.phrasing.model import Refusal, Sentence
from knowledge.phrasing.replies import LONGEST, Suggestion, read_question, read_sentences, read_suggestions

TWO = [{"text": "Trường lập kế hoạch.", "tokens": ["K7Q2"]}, {"text": 'Có "trích" và {ngoặc}.', "tokens": ["A", "B"]}]
READ = [Sentence("Trường lập kế hoạch.", ("K7Q2",)), Sentence('Có "trích" và {ngoặc}.', ("A", "B"))]

THOUGHT = '<think>{{"sentences": [{{"text": "x"}}]}}</think>{}'
LONG = json.dumps({"question": "x" * 601})


def reply(sentences: object = None, refusal: object = None) -> str:
    return json.dumps({"refusal": refusal, "sentences": sentences or []}, ensure_ascii=False)


def read(text: str) -> list[Sentence | Refusal]:
    return list(read_sentences([text]))


@given(st.lists(st.integers(0, len(reply(TWO)))))
def test_however_a_reply_is_cut_into_pieces_it_reads_the_same(cuts: list[int]) -> None:
    text, ends = reply(TWO), sorted({0, *cuts, len(reply(TWO))})
    pieces = [text[start:end] for start, end in pairwise(ends)]
    assert list(read_sentences(pieces)) == READ


def test_a_sentence_is_handed_on_as_soon_as_it_is_closed() -> None:
    text, heard = reply(TWO), []

    def letters() -> Iterator[str]:
        for letter in text:
            heard.append(letter)
            yield letter

    first = next(read_sentences(letters()))
    assert first == READ[0]
    assert "".join(heard) == text[: text.index("}") + 1]


@pytest.mark.parametrize(
    "around",
    ["{}", "```json\n{}\n```", "Đây ạ:\n{}\nHết.", THOUGHT, "\ufeff {}"],
)
def test_what_stands_around_a_reply_is_left_out(around: str) -> None:
    assert read(around.format(reply(TWO))) == READ


@pytest.mark.parametrize("refusal", ["not_in_passages", "not_specified", "out_of_scope", "unclear"])
def test_a_refusal_is_one_thing_and_nothing_else(refusal: str) -> None:
    """Also where sentences come with it: whoever refuses says nothing."""
    assert read(reply(refusal=refusal)) == [refusal]
    assert read(reply(TWO, refusal)) == [refusal]


def test_a_refusal_after_sentences_is_no_reply() -> None:
    text = json.dumps({"sentences": TWO, "refusal": "unclear"})
    sentences = read_sentences([text[:100], text[100:]])
    with pytest.raises(ModelMalformedError):
        list(sentences)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "Có ạ.",
        reply(),
        reply(refusal="because"),
        reply(refusal=7),
        reply("Có"),
        reply([{"text": "x"}]),
        reply([{"text": "", "tokens": []}]),
        reply([{"text": 5, "tokens": []}]),
        reply(["Có"]),
        reply(TWO * 7),
        reply(TWO)[:-20],
        "{" * 3000,
        '{"sentences": [' + "[" * 5000,
        reply([{"text": "a" * LONGEST, "tokens": []}]),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    """By a sentence that holds nothing of it."""
    with pytest.raises(ModelMalformedError) as error:
        read(text)
    assert "Có" not in str(error.value)


def test_no_more_is_read_than_a_reply_may_hold() -> None:
    heard = 0

    def endless() -> Iterator[str]:
        nonlocal heard
        while True:
            heard += 1
            yield "x" * 100

    with pytest.raises(ModelMalformedError, match="longer"):
        list(read_sentences(endless()))
    assert heard == LONGEST // 100 + 1


def test_tokens_may_come_in_their_brackets() -> None:
    assert read(reply([{"text": "a  b\nc", "tokens": ["[K7Q2]", 5]}])) == [Sentence("a b c", ("K7Q2", "5"))]


def test_a_question_is_read() -> None:
    assert read_question(['{"question": "Hạn  nộp', ' là ngày nào?"}']) == "Hạn nộp là ngày nào?"


@pytest.mark.parametrize("text", ["", '{"question": ""}', '{"question": 5}', '{"q": "x"}', LONG])
def test_what_is_no_question_is_refused(text: str) -> None:
    with pytest.raises(ModelMalformedError):
        read_question([text])


def test_suggestions_are_read_and_what_does_not_fit_is_left_out() -> None:
    applies = {"school": "yes", "moon": "no", "office": "?"}
    rows = [
        {
            "token": "[A]",
            "title": "Lập  kế hoạch",
            "act": "plan",
            "applies": applies,
        },
        {"token": "B", "title": "x", "act": "sing", "applies": {}},
        {"token": "C", "act": "plan", "applies": {}},
        "D",
        {"token": "E", "title": "Báo cáo", "act": "report", "applies": None},
    ]
    found = read_suggestions([json.dumps({"obligations": rows})], 5000)
    assert found == [
        Suggestion("A", "Lập kế hoạch", "plan", {"school": "yes"}),
        Suggestion("E", "Báo cáo", "report", {}),
    ]
    with pytest.raises(ModelMalformedError):
        read_suggestions(["{}"], 5000)
