"""What those who run the program are told of the chat model, and that it is told to them alone."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.doctor import ask_model, examine
from bot.model_state import model_state, try_model
from bot.pages.notices import notice
from bot.render import sentence
from bot.services import Services
from bot.settings import Settings
from bot.telegram.handlers.personal import with_model_state
from knowledge.errors import ModelTimedOutError, ModelUnavailableError
from knowledge.phrasing.health import FAILURES_TO_OPEN
from knowledge.phrasing.prompts import PromptFiles
from tests.model_server import Script, model_server


@pytest.fixture(scope="module")
def server() -> Iterator[Script]:
    with model_server() as script:
        yield script


@pytest.fixture
def set_up(tmp_path: Path, server: Script, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """An operator's settings; the data folder is the test's own."""
    server.steps = ["good"]
    server.requests.clear()
    told = {
        "DAUMOI_DATA": str(tmp_path / "data"),
        "OPENAI_API_KEY": "sk-secret-0123456789",
        "OPENAI_BASE_URL": server.url,
        "OPENAI_CHAT_MODEL": "stand-in",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    return told


@pytest.fixture
def services(set_up: Mapping[str, str]) -> Iterator[Services]:  # noqa: ARG001 - sets the environment
    services = Services(Settings.load(None))
    yield services
    services.engine.dispose()


def said(services: Services) -> list[str]:
    return [sentence(say, "vi") for _, say in model_state(services)]


def keys(services: Services) -> list[str]:
    return [say.key for _, say in model_state(services)]


def test_a_model_that_is_well_is_told_with_its_cost(services: Services) -> None:
    assert [say.key for _, say in try_model(services)] == ["model.replies"]
    name, cost = said(services)
    assert name == "Mô hình ngôn ngữ stand-in: đang dùng."
    spent = services.model_budget.spent()
    assert cost == f"Mô hình hôm nay: 1 lượt, {spent.tokens} trên 2000000 token."
    assert spent.tokens > 300


def test_a_model_that_rests_is_told_with_the_reason(services: Services) -> None:
    for _ in range(FAILURES_TO_OPEN):
        services.model_health.failed(ModelTimedOutError("Too late."))
    assert keys(services) == ["model.rests", "resting.timed_out", "model.tokens"]
    first, why, _ = said(services)
    assert "vẫn lấy thẳng từ văn bản" in first
    assert "DAUMOI_MODEL_TIMEOUT" in why
    assert list(try_model(services)) == []


def test_an_administrator_s_help_tells_it(services: Services) -> None:
    """Below the commands; nobody else's help does."""
    for _ in range(FAILURES_TO_OPEN):
        services.model_health.failed(ModelTimedOutError("Too late."))
    context, reader = SimpleNamespace(services=services), SimpleNamespace(lang="vi")
    message = with_model_state(context, reader, notice("vi", "help.text"))  # type: ignore[arg-type]  # as much as it needs
    told = [str(block) for block in message.blocks]
    assert "tạm nghỉ đến" in told[-3]
    assert "DAUMOI_MODEL_TIMEOUT" in told[-2]


def test_a_rest_that_is_over_is_told(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.phrasing.health.FIRST_PAUSE", timedelta(0))
    for _ in range(FAILURES_TO_OPEN):
        services.model_health.failed(ModelUnavailableError("Down."))
    assert keys(services)[:2] == ["model.tries_next", "resting.unavailable"]


def test_a_server_that_refuses_the_key_is_told_to_the_doctor(services: Services, server: Script) -> None:
    server.steps = [401]
    found = {finding.say.key: finding for finding in ask_model(services)}
    assert set(found) == {"model.fails", "resting.misconfigured"}
    told = "\n".join(sentence(finding.say, lang) for finding in found.values() for lang in ("vi", "en"))
    assert "OPENAI_API_KEY" in told
    assert "sk-secret" not in told


def test_tokens_that_are_spent_are_told(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services.model_budget, "per_day", 100)
    services.model_budget.hold(None, 120)
    assert keys(services) == ["model.asked", "model.spent"]
    assert list(try_model(services)) == []
    monkeypatch.setattr(services.model_budget, "per_day", 0)
    assert keys(services) == ["model.asked", "model.tokens_unbounded"]


def test_the_doctor_makes_no_database_to_look_at_the_model(set_up: Mapping[str, str]) -> None:
    services = Services(Settings.load(None))
    found = {finding.say.key for finding in examine(services)}
    assert "doctor.model_key" in found
    assert not [key for key in found if key.startswith("model.")]
    assert not list(Path(set_up["DAUMOI_DATA"]).iterdir())


def test_a_model_that_is_switched_off_is_not_asked(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAUMOI_MODEL", "off")
    off = Services(Settings.load(None))
    assert off.chat_model() is None
    assert list(model_state(off)) == []
    assert "doctor.model_off" in {finding.say.key for finding in examine(off)}
    assert services.chat_model() is not None


def test_prompts_that_cannot_be_used_are_told(
    services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(PromptFiles.__init__, "__defaults__", (tmp_path,))
    found = {finding.say.key: finding.level for finding in examine(services)}
    assert found["doctor.prompts_fault"] == "fault"


def test_the_built_in_embedder_can_be_kept_beside_a_chat_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server with a chat model alone is enough."""
    monkeypatch.setenv("OPENAI_API_KEY", "local")
    assert Services(Settings.load(None)).embedder().name == "openai:text-embedding-3-small"
    monkeypatch.setenv("OPENAI_EMBEDDING_MODEL", "multilingual-e5-small-q4")
    assert Services(Settings.load(None)).embedder().name == "multilingual-e5-small-q4"
