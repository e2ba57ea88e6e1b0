"""Whatever a chat model does, the reader gets the rules' answer or words that passages prove: over the wire."""

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest

from bot.render import plain
from bot.services import LoadedDocuments, source_name
from knowledge.adapters.chat_model import OpenAIChatModel
from knowledge.answering import Answerer, Asking
from knowledge.phrasing.guarded import GuardedModel
from knowledge.phrasing.health import Budget, Health
from knowledge.phrasing.phrased import Phrased
from knowledge.phrasing.prompts import PromptFiles
from knowledge.phrasing.sorting import USES
from tests.fake_model import FakeLedger
from tests.model_server import ACCIDENTS, SPEECHES, Asked, Script, Step, model_server

DAY = date(2021, 6, 15)
QUESTION = "Ai được khen thưởng trong công tác bình đẳng giới?"
MONTH = "Trường có phải lập kế hoạch Tháng hành động không?"
HELPS = {"good", "fenced", "thinking", "two_sentences", "no_usage"}
"""Of these the reader sees the model's words: they are true, however they are wrapped."""
MAY_HELP = {"too_long", "filtered", "cut", "drip", "silent_midway", "no_finish"}
"""Of these what was complete and proven before the accident may stand."""
KEY = "sk-the-secret-of-the-operator"


@pytest.fixture(scope="module")
def server() -> Iterator[Script]:
    with model_server() as script:
        yield script


@pytest.fixture(scope="module")
def model(server: Script) -> OpenAIChatModel:
    return OpenAIChatModel(KEY, "stand-in", base_url=server.url, timeout=1.0)


@pytest.fixture
def phrased(answerer: Answerer, server: Script, model: OpenAIChatModel) -> Iterator[Phrased]:
    """Each test finds the circuit closed and the budget whole."""
    ledger = FakeLedger()
    guarded = GuardedModel(model, Health(ledger, "m"), Budget(ledger, 0, 0))
    server.requests.clear()
    yield Phrased(answerer, guarded, PromptFiles(), source_name, frozenset(USES))
    server.steps = ("good",)


def read(phrased: Phrased, question: str = QUESTION) -> tuple[str, str]:
    """What the reader gets, and whose words open it."""
    found = phrased.answer(Asking(question, DAY, "school"))
    return plain(found, LoadedDocuments(phrased.answerer.library)), found.mode


def ruled(phrased: Phrased, question: str = QUESTION) -> str:
    found = phrased.answerer.answer(question, DAY, "school")
    return plain(found, LoadedDocuments(phrased.answerer.library))


@pytest.mark.parametrize("step", [*SPEECHES, *ACCIDENTS, 400, 401, 404, 429, 500, 503])
def test_the_reader_gets_the_rules_answer_or_proven_words(phrased: Phrased, server: Script, step: Step) -> None:
    server.steps = (step,)
    text, mode = read(phrased)
    if step in HELPS:
        assert mode == "generated"
    elif step not in MAY_HELP:
        assert text == ruled(phrased)
    assert "30/9" not in text
    assert KEY not in text


def test_the_program_quotes_the_same_words_with_a_model_and_without(phrased: Phrased) -> None:
    quotations = re.compile(r"^“.*”$", re.MULTILINE)
    text, mode = read(phrased)
    assert mode == "generated"
    assert quotations.findall(text) == quotations.findall(ruled(phrased))


def _said(text: str) -> Step:
    def speech(asked: Asked) -> str:
        tokens = [token for token, words in asked.passages if "Tháng hành động" in words][:1]
        return json.dumps({"refusal": None, "sentences": [{"text": text, "tokens": tokens}]}, ensure_ascii=False)

    return speech


@pytest.mark.parametrize(
    "text",
    [
        "Đơn vị nộp kế hoạch Tháng hành động cho Sở trước ngày 15/11/2021.",
        "Trường phải chi 20 triệu đồng cho Tháng hành động.",
        "Theo Công văn số 999/SGDĐT, trường lập kế hoạch Tháng hành động.",
        "Trường không phải lập kế hoạch Tháng hành động vì bình đẳng giới.",
        "Hiệu trưởng phải trực tiếp xây dựng kế hoạch Tháng hành động.",
        "Tháng hành động năm 2022 được triển khai hiệu quả.",
    ],
)
def test_a_lie_told_twice_never_reaches_the_reader(phrased: Phrased, server: Script, text: str) -> None:
    server.steps = (_said(text),)
    assert read(phrased, MONTH) == (ruled(phrased, MONTH), "extracted")
    assert len(server.requests) == 2
