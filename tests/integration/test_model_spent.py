"""What a reader notices of a model that rests or whose tokens are spent: nothing."""

from datetime import date

import pytest

from bot.render import plain
from bot.services import LoadedDocuments, source_name
from knowledge.answering import Answerer, Asking
from knowledge.errors import ModelTimedOutError
from knowledge.phrasing.guarded import GuardedModel
from knowledge.phrasing.health import FAILURES_TO_OPEN, Budget, Health
from knowledge.phrasing.phrased import Phrased
from knowledge.phrasing.prompts import PromptFiles
from knowledge.phrasing.sorting import USES
from tests.fake_model import FakeLedger, FakeSpeaker, Spoken

DAY = date(2021, 6, 15)
QUESTIONS = (
    "Ai được khen thưởng trong công tác bình đẳng giới?",
    "Trường có phải lập kế hoạch Tháng hành động không?",
)
REFUSES = '{"refusal": "not_in_passages", "sentences": []}'


class House:
    """Answers with a model in memory."""

    def __init__(self, answerer: Answerer, *says: Spoken, per_person: int = 0, per_day: int = 0) -> None:
        self.speaker, ledger = FakeSpeaker([says]), FakeLedger()
        self.health, self.budget = Health(ledger, "m"), Budget(ledger, per_person, per_day)
        model = GuardedModel(self.speaker, self.health, self.budget)
        self.phrased = Phrased(answerer, model, PromptFiles(), source_name, frozenset(USES))

    def read(self, question: str, person: str | None = None) -> str:
        """What the reader gets."""
        found = self.phrased.answer(Asking(question, DAY, "school", person=person))
        return plain(found, LoadedDocuments(self.phrased.answerer.library))


@pytest.fixture(scope="module")
def ruled(answerer: Answerer) -> list[str]:
    """What is read without a model."""
    documents = LoadedDocuments(answerer.library)
    return [plain(answerer.answer(question, DAY, "school"), documents) for question in QUESTIONS]


def test_when_tokens_are_spent_the_rules_answer(answerer: Answerer, ruled: list[str]) -> None:
    """The reader is told nothing of tokens; the administrator is."""
    for bound in ("per_person", "per_day"):
        house = House(answerer, REFUSES, **{bound: 1})
        house.read(QUESTIONS[0], "an")
        asked = len(house.speaker.asked)
        assert asked > 0
        assert [house.read(question, "an") for question in QUESTIONS] == ruled
        assert len(house.speaker.asked) == asked
        assert house.budget.is_spent() == (bound == "per_day")


def test_one_person_s_tokens_are_not_another_s(answerer: Answerer) -> None:
    house = House(answerer, REFUSES, per_person=1)
    house.read(QUESTIONS[0], "an")
    asked = len(house.speaker.asked)
    house.read(QUESTIONS[0], "bình")
    assert len(house.speaker.asked) == 2 * asked


def test_a_model_that_rests_is_not_waited_for(answerer: Answerer, ruled: list[str]) -> None:
    house = House(answerer, ModelTimedOutError("Too late."))
    for _ in range(FAILURES_TO_OPEN):
        assert [house.read(question) for question in QUESTIONS] == ruled
    assert house.health.phase() == "open"
    assert len(house.speaker.asked) == FAILURES_TO_OPEN
