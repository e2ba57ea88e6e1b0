"""The circuit and the budget around a chat model."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from knowledge.errors import (
    BudgetSpentError,
    ChatModelError,
    CircuitOpenError,
    ModelMalformedError,
    ModelMisconfiguredError,
    ModelRefusedError,
    ModelTimedOutError,
    ModelUnavailableError,
)
from knowledge.phrasing.guarded import GuardedModel, LateSpeaker
from knowledge.phrasing.health import FAILURES_TO_OPEN, FIRST_PAUSE, LONGEST_PAUSE, Budget, Health, Spent
from knowledge.phrasing.model import Prompt, Sentence, Usage
from tests.fake_model import FakeClock, FakeLedger, FakeSpeaker, Spoken

GOOD = '{"refusal": null, "sentences": [{"text": "Có.", "tokens": ["A"]}]}'
ASKED = Prompt("answer", "abcd1234", "s" * 300, "u" * 300)
DOWN = ModelUnavailableError("The server is down.")


class House:
    """A model with its ledger and clock, as a test moves them."""

    def __init__(self, *says: Sequence[Spoken], per_person: int = 0, per_day: int = 0) -> None:
        self.speaker, self.ledger, self.clock = FakeSpeaker(says), FakeLedger(), FakeClock()
        self.health = Health(self.ledger, "m", self.clock)
        self.budget = Budget(self.ledger, per_person, per_day, self.clock)
        self.model = GuardedModel(self.speaker, self.health, self.budget)

    def ask(self, person: str | None = None) -> list[object]:
        """All that is said."""
        return list(self.model.reply(ASKED, person=person))

    def fail(self, times: int = 1, kind: type[ChatModelError] = ChatModelError) -> None:
        """Ask and be told of a failure."""
        for _ in range(times):
            with pytest.raises(kind):
                self.ask()


@pytest.mark.parametrize("error", [DOWN, ModelTimedOutError("Too late."), ModelMalformedError("No JSON.")])
def test_a_model_that_fails_again_and_again_is_left_alone(error: ChatModelError) -> None:
    """Nobody waits for it any more, and the reason is told."""
    house = House([error])
    house.fail(FAILURES_TO_OPEN, type(error))
    with pytest.raises(CircuitOpenError, match=error.code):
        house.ask()
    assert len(house.speaker.asked) == FAILURES_TO_OPEN
    assert house.health.phase() == "open"


def test_a_model_that_works_is_forgiven() -> None:
    house = House(*[[DOWN]] * (FAILURES_TO_OPEN - 1), [GOOD], [DOWN])
    house.fail(FAILURES_TO_OPEN - 1)
    assert house.ask() == [Sentence("Có.", ("A",))]
    house.fail(FAILURES_TO_OPEN - 1)
    assert house.health.phase() == "closed"


def test_after_a_pause_one_request_tries() -> None:
    """The others go on without until it is known."""
    house = House(*[[DOWN]] * FAILURES_TO_OPEN, [GOOD])
    house.fail(FAILURES_TO_OPEN)
    house.clock.now += FIRST_PAUSE
    assert house.health.phase() == "half_open"
    trying = house.model.reply(ASKED)
    assert next(trying) == Sentence("Có.", ("A",))
    with pytest.raises(CircuitOpenError):
        house.ask()
    assert list(trying) == []
    assert house.health.phase() == "closed"
    assert len(house.ask()) == 1


def test_a_try_that_fails_waits_longer_up_to_a_bound() -> None:
    house = House([DOWN])
    house.fail(FAILURES_TO_OPEN)
    pauses = []
    for _ in range(8):
        until = house.health.circuit().open_until
        assert until is not None
        pauses.append(until - house.clock.now)
        house.clock.now = until
        house.fail()
    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert pauses[-1] == LONGEST_PAUSE


def test_what_will_not_mend_itself_is_not_tried_four_times() -> None:
    house = House([ModelMisconfiguredError("The key is refused.")])
    house.fail()
    with pytest.raises(CircuitOpenError, match="misconfigured"):
        house.ask()


def test_a_question_that_the_model_will_not_answer_says_nothing_of_the_next() -> None:
    house = House([ModelRefusedError("Filtered.")])
    house.fail(3 * FAILURES_TO_OPEN, ModelRefusedError)


def test_who_stops_listening_is_no_failure() -> None:
    house = House(*[[DOWN]] * (FAILURES_TO_OPEN - 1), [GOOD, " "])
    house.fail(FAILURES_TO_OPEN - 1)
    listening = house.model.reply(ASKED)
    next(listening)
    listening.close()  # type: ignore[attr-defined]  # a generator
    assert house.health.circuit().failures == 0
    assert house.budget.spent().calls == FAILURES_TO_OPEN


def test_how_a_server_wants_to_be_asked_outlives_its_failures() -> None:
    house = House([DOWN])
    house.health.learnt("json_object")
    house.fail(FAILURES_TO_OPEN)
    house.health.worked()
    assert house.health.circuit().manners == "json_object"


# ----------------------------------------------------------------------------------------------------------- budget


def test_what_the_server_counts_is_what_is_spent() -> None:
    house = House([GOOD, Usage(700, 55)])
    house.ask("an")
    assert house.budget.spent() == Spent(755, 1)


def test_what_the_server_does_not_count_is_estimated() -> None:
    """Also of a reply that broke off: it was paid for."""
    house = House([GOOD], [GOOD[:30], DOWN])
    house.ask()
    whole = house.budget.spent().tokens
    assert whole == 600 // 3 + len(GOOD.encode()) // 3
    house.fail()
    assert house.budget.spent() == Spent(whole + 600 // 3 + 10, 2)


def test_a_call_that_is_turned_away_costs_nothing() -> None:
    """One that was listened to in vain does: the server may have thought for long."""
    house = House([DOWN], [ModelMisconfiguredError("No key.")], [ModelTimedOutError("Too late.")])
    house.fail(2)
    assert house.budget.spent() == Spent(0, 2)
    house.clock.now += FIRST_PAUSE
    house.fail()
    assert house.budget.spent() == Spent(600 // 3, 3)


def test_who_has_spent_their_tokens_is_answered_without_the_model() -> None:
    """Others go on."""
    house = House([GOOD, Usage(900, 100)], per_person=1500)
    house.ask("an")
    house.ask("an")
    with pytest.raises(BudgetSpentError, match="PER_PERSON"):
        house.ask("an")
    house.ask("bình")
    house.ask()
    assert house.health.phase() == "closed"


def test_when_the_day_s_tokens_are_spent_nobody_has_the_model() -> None:
    house = House([GOOD, Usage(900, 100)], per_day=1500)
    house.ask("an")
    assert not house.budget.is_spent()
    house.ask("bình")
    assert house.budget.is_spent()
    with pytest.raises(BudgetSpentError, match="PER_DAY"):
        house.ask("chi")
    assert len(house.speaker.asked) == 2


def test_tokens_come_anew_at_midnight_in_vietnam() -> None:
    house = House([GOOD, Usage(900, 100)], per_day=500, per_person=500)
    house.clock.now = datetime(2021, 6, 15, 16, 59, tzinfo=UTC)
    house.ask("an")
    house.fail(1, BudgetSpentError)
    house.clock.move(minutes=1)
    assert house.budget.spent() == Spent()
    assert house.ask("an")


def test_calls_at_the_same_time_do_not_spend_a_token_twice() -> None:
    """Tokens are set aside when a call begins."""
    house = House([GOOD, Usage(200, 50)], per_day=300)
    first, second = house.model.reply(ASKED), house.model.reply(ASKED)
    next(first)
    next(second)
    house.fail(1, BudgetSpentError)
    assert (len(list(first)), len(list(second))) == (0, 0)
    assert house.budget.spent() == Spent(500, 2)


def test_nobody_can_be_told_from_what_is_kept() -> None:
    """Not by their number, nor the same person from one day to the next."""
    house = House([GOOD])
    house.ask("telegram 5000001")
    (mark,) = {who for _, who in house.ledger.rows} - {""}
    house.clock.move(days=1)
    house.ask("telegram 5000001")
    assert "5000001" not in mark
    assert mark not in {who for _, who in house.ledger.rows}
    marks = {Budget(house.ledger, 0, 0, house.clock, secret=secret).hold("an", 1).who for secret in ("", "a", "b")}
    assert len(marks) == 3


def test_the_log_tells_what_a_call_cost_and_nothing_of_what_was_said(caplog: pytest.LogCaptureFixture) -> None:
    house = House([GOOD, Usage(900, 100)])
    with caplog.at_level(logging.INFO):
        house.ask("an")
    assert "prompt answer abcd1234: ok, 1000 tokens" in caplog.text
    assert "Có" not in caplog.text
    assert "uuu" not in caplog.text


def test_a_speaker_is_loaded_when_it_is_first_asked() -> None:
    loaded = []

    def load() -> FakeSpeaker:
        loaded.append(FakeSpeaker([[GOOD]]))
        return loaded[0]

    late = LateSpeaker("late", load)
    assert loaded == []
    for _ in range(2):
        assert list(late.speak(ASKED, {"type": "object"})) == [GOOD]
    assert len(loaded) == 1
