"""The benchmark of replies: what came of a model's sentences is counted as it was."""

import json
from collections.abc import Generator, Mapping
from typing import Any

import pytest

from benchmarks.replies import Recorded, outcome
from bot.services import source_name
from knowledge.answering import Answerer, Asking
from knowledge.phrasing.model import Prompt, Usage
from knowledge.phrasing.phrased import Phrased
from knowledge.phrasing.prompts import PromptFiles
from knowledge.phrasing.sorting import USES
from tests.evaluation.phrasing_cases import DAY
from tests.fake_model import FakeSpeaker

STANDS = "Trường lập kế hoạch và triển khai Tháng hành động vì bình đẳng giới năm 2021."
FALLS = "Trường nộp kế hoạch Tháng hành động trước ngày 30/9/2021."


class Echoing(FakeSpeaker):
    """Puts the first token that it is given into what it says."""

    def speak(self, prompt: Prompt, shape: Mapping[str, Any]) -> Generator[str | Usage, None, None]:
        """See `FakeSpeaker`."""
        token = prompt.user.partition("\n[")[2][:4]
        for piece in super().speak(prompt, shape):
            yield str(piece).replace("TOKEN", token)


def said(text: str | None) -> list[str]:
    sentences = [] if text is None else [{"text": text, "tokens": ["TOKEN"]}]
    return [json.dumps({"refusal": None if text else "not_specified", "sentences": sentences})]


@pytest.mark.parametrize(
    ("replies", "what", "stood"),
    [
        ([STANDS], "stood at first", 1),
        ([FALLS, STANDS], "stood when asked again", 1),
        ([FALLS, FALLS], "dropped", 0),
        ([None], "refused", 0),
    ],
)
def test_what_came_of_a_reply_is_told(answerer: Answerer, replies: list[str | None], what: str, stood: int) -> None:
    model = Recorded(Echoing([said(text) for text in replies]))
    phrased = Phrased(answerer, model, PromptFiles(), source_name, frozenset(USES), told_of=model.hear)
    found = phrased.answer(Asking("Trường có phải lập kế hoạch Tháng hành động không?", DAY, "school"))
    assert outcome(model) == what
    assert len(found.said) == stood
    assert [len(reply) for reply in model.replies] == [int(text is not None) for text in replies]
    assert model.passages.startswith("[")
