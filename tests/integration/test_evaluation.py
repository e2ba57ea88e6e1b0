"""Measuring answers: a right one and a wrong one are told apart."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.render import plain
from knowledge.answering import Answerer
from knowledge.errors import DauMoiError
from knowledge.evaluation import load_questions, measure_answers, measure_retrieval, table_of
from knowledge.model import Document

Measure = Callable[..., dict[str, Any]]
REWARDED = {"id": "r", "cat": "single", "q": "Ai được khen thưởng?", "unit_type": "school", "today": "2021-06-15"}
DEADLINE = {
    "id": "d",
    "cat": "missing",
    "q": "Hạn nộp báo cáo là ngày nào?",
    "unit_type": "school",
    "today": "2021-06-15",
}
WHOLE = {"id": "w", "cat": "list", "q": "Năm nay trường tôi phải làm gì?", "unit_type": "school", "today": "2021-06-15"}
PRAISE, REPORT = "hung-yen-gddt-2021#4.6", "hung-yen-gddt-2021#4.5"


@pytest.fixture(scope="session")
def measure(answerer: Answerer, documents: Mapping[str, Document]) -> Measure:
    """Judge the answers to some questions."""
    return partial(_measure, answerer, documents)


def _measure(answerer: Answerer, documents: Mapping[str, Document], *questions: Mapping[str, Any]) -> dict[str, Any]:
    return measure_answers(questions, answerer.answer_to, documents, lambda answer: plain(answer, documents))


def test_a_right_answer_counts(measure: Measure) -> None:
    """An answer with the right status, place and words is right in every figure, and no miss."""
    judged = REWARDED | {
        "expect": "answered",
        "gold": [PRAISE],
        "must": ["thành tích xuất sắc"],
        "must_not": [r"\d+ triệu"],
    }
    found = measure(judged)
    assert found["misses"] == []
    assert found["questions"] == 1
    figures = ("status_accuracy", "hit_at_1", "hit_at_3", "quotes_verbatim", "wholly_right")
    assert [found[name] for name in figures] == [1.0] * 5
    assert found["must_not_violations"] == 0


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"expect": "not_specified"}, "status answered, expected not_specified"),
        ({"expect": ["clarify", "safety"]}, "status answered, expected clarify/safety"),
        ({"expect": "answered", "gold": [REPORT]}, f"cites ['{PRAISE}'], expected ['{REPORT}']"),
        ({"expect": "answered", "must": ["30 triệu"]}, "text lacks 30 triệu"),
        ({"expect": "answered", "must_not": ["thành tích"]}, "forbidden: thành tích"),
        ({"expect": "answered", "gold_all": [PRAISE, REPORT]}, f"does not cite ['{REPORT}']"),
        ({"expect": "answered", "gold_most": [PRAISE, REPORT]}, "cites 1 of 2"),
        ({"expect": "answered", "min_gold": 17}, "lists 1 provisions"),
        ({"expect": "answered", "doc": "molisa-2021"}, "lists duties of hung-yen-gddt-2021"),
    ],
)
def test_a_wrong_answer_is_listed_with_what_is_wrong(measure: Measure, wanted: dict[str, Any], why: str) -> None:
    """A miss names its question and says what was wanted and what came."""
    found = measure(REWARDED | wanted)
    assert [(miss["id"], miss["q"]) for miss in found["misses"]] == [("r", REWARDED["q"])]
    assert why in found["misses"][0]["why"]
    assert found["wholly_right"] == 0.0


def test_a_right_and_a_wrong_answer_are_told_apart(measure: Measure) -> None:
    """Of two questions one is answered as judged: every share is a half, and each category has its own."""
    right = REWARDED | {"expect": "answered", "gold": [PRAISE]}
    wrong = DEADLINE | {"expect": "answered", "gold": [PRAISE]}
    found = measure(right, wrong)
    assert [found[name] for name in ("status_accuracy", "hit_at_1", "hit_at_3", "wholly_right")] == [0.5] * 4
    assert found["quotes_verbatim"] == 1.0
    assert found["by_category"]["single"]["hit_at_1"] == 1.0
    assert found["by_category"]["missing"]["hit_at_1"] == 0.0
    assert [miss["id"] for miss in found["misses"]] == ["d"]


def test_a_whole_list_is_judged_by_its_provisions(measure: Measure) -> None:
    """The list of everything counts when it holds the tasks that the judge counted."""
    assert measure(WHOLE | {"expect": "obligations", "min_gold": 17, "doc": "hung-yen-gddt-2021"})["misses"] == []
    assert measure(WHOLE | {"expect": "obligations", "min_gold": 18})["misses"]


def test_a_quotation_that_differs_from_its_source_is_caught(
    answerer: Answerer, documents: Mapping[str, Document]
) -> None:
    """Were a single letter of a quotation not the source's, the figures would say so."""
    other = dict.fromkeys(documents, documents["molisa-2021"])
    judged = REWARDED | {"expect": "answered", "gold": [PRAISE]}
    found = _measure(answerer, other, judged)
    assert found["quotes_verbatim"] == 0.0
    assert found["misses"][0]["why"] == ["a quote differs from its source"]


def test_nothing_to_measure_gives_no_figure(measure: Measure) -> None:
    """Without questions no share is 1: there is none."""
    found = measure()
    assert found["questions"] == 0
    assert found["status_accuracy"] is None
    assert found["hit_at_1"] is None
    assert measure(REWARDED | {"expect": "answered"})["hit_at_1"] is None


def test_retrieval_counts_the_place_of_the_first_hit(answerer: Answerer) -> None:
    """A provision found first counts fully, one not found not at all; a question without gold is left out."""
    found_first = {"id": "1", "q": "khen thưởng cá nhân có thành tích xuất sắc", "gold": [PRAISE, "molisa-2021#4.6"]}
    never = {"id": "2", "q": "khen thưởng cá nhân", "gold": ["no-such-document#1"]}
    found = measure_retrieval([found_first, never, {"id": "3", "q": "khen thưởng"}], answerer.library)
    assert found["questions"] == 2
    assert (found["recall_at_1"], found["recall_at_3"], found["recall_at_10"], found["mrr"]) == (0.5, 0.5, 0.5, 0.5)
    assert [miss["id"] for miss in found["misses"]] == ["2"]


def test_anything_under_the_gold_provision_is_a_hit(answerer: Answerer) -> None:
    """Where the judge named a heading, its tasks are right too."""
    judged = {
        "id": "1",
        "q": "Tổ chức khen thưởng, biểu dương kịp thời các cá nhân",
        "gold": ["hung-yen-gddt-2021#4", "molisa-2021#4"],
    }
    assert measure_retrieval([judged], answerer.library)["recall_at_1"] == 1.0


def test_the_table_shows_figures_and_misses(measure: Measure) -> None:
    """At the terminal I read the figures by category and what went wrong below."""
    shown = table_of(measure(REWARDED | {"expect": "answered", "gold": [REPORT]}))
    assert "hit_at_1=0.0" in shown
    assert "single" in shown
    assert f"r  {REWARDED['q']}" in shown


def written(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "questions.jsonl"
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def test_a_question_file_is_read_with_its_byte_order_mark_and_blank_lines(tmp_path: Path) -> None:
    """A file saved by Notepad is read like any other."""
    line = json.dumps(REWARDED, ensure_ascii=False)
    path = written(tmp_path, line, "", f"  {line}  ", "", encoding="utf-8-sig")
    assert load_questions(path) == [REWARDED, REWARDED]


@pytest.mark.parametrize(
    "bad", ['{"q": "thiếu ngoặc"', "không phải JSON", "[1, 2]", '"chỉ là chữ"', '{"id": "x"}', '{"q": 5}']
)
def test_a_bad_line_is_named(tmp_path: Path, bad: str) -> None:
    """A line that is no question is told by its file and number, so that I can mend it."""
    path = written(tmp_path, json.dumps(REWARDED), "", bad)
    with pytest.raises(DauMoiError, match=r"questions\.jsonl, line 3: not "):
        load_questions(path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A missing file, or one that is no UTF-8 text, is told in a sentence."""
    with pytest.raises(DauMoiError, match=r"nowhere\.jsonl: cannot be read"):
        load_questions(tmp_path / "nowhere.jsonl")
    with pytest.raises(DauMoiError, match=r"questions\.jsonl: cannot be read"):
        load_questions(written(tmp_path, "kế hoạch", encoding="utf-16"))
