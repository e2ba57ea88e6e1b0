"""What `doctor` finds when it asks Telegram, over real connections."""

import socket
from collections.abc import Iterator

import pytest

from bot.doctor import ask_telegram
from bot.render import sentence
from bot.settings import Settings
from tests.e2e.bot_api import BROKEN, DROPPED, TOKEN, USERNAME, BotApi, Fault


@pytest.fixture(scope="module")
def server() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture(scope="module")
def nobody() -> str:
    """An address at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        return f"127.0.0.1:{closed.getsockname()[1]}"


@pytest.fixture(autouse=True)
def _set_up(monkeypatch: pytest.MonkeyPatch, server: BotApi) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_BASE_URL", server.url)
    monkeypatch.setenv("NO_PROXY", "*")


def found() -> tuple[str, str]:
    """How bad it is, and what is said in Vietnamese."""
    (finding,) = ask_telegram(Settings.load())
    return finding.level, sentence(finding.say, "vi")


def test_a_bot_that_telegram_knows() -> None:
    assert found() == ("ok", f"Telegram trả lời; bot là @{USERNAME}.")


def test_the_token_of_another_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_USERNAME", "nguoi_khac_bot")
    level, said = found()
    assert level == "fault"
    assert "@nguoi_khac_bot nhưng mã này là của @daumoi_thu_bot" in said


def test_a_token_that_is_not_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:" + "x" * 35)
    level, said = found()
    assert level == "fault"
    assert "Telegram không nhận TELEGRAM_BOT_TOKEN" in said


def test_no_way_there(monkeypatch: pytest.MonkeyPatch, nobody: str) -> None:
    monkeypatch.setenv("TELEGRAM_API_BASE_URL", f"http://{nobody}")
    level, said = found()
    assert level == "fault"
    assert "Kiểm tra mạng" in said


@pytest.mark.parametrize("kind", ["http", "socks5"])
def test_a_proxy_that_does_not_run(monkeypatch: pytest.MonkeyPatch, nobody: str, kind: str) -> None:
    monkeypatch.setenv("TELEGRAM_PROXY", f"{kind}://{nobody}")
    monkeypatch.setenv("NO_PROXY", "")
    level, said = found()
    assert level == "fault"
    assert "qua TELEGRAM_PROXY" in said


@pytest.mark.parametrize(("fault", "word"), [(BROKEN, "không như Telegram"), (DROPPED, "Kiểm tra mạng")])
def test_a_server_that_is_ill(server: BotApi, fault: Fault, word: str) -> None:
    server.fault("getMe", fault)
    level, said = found()
    assert level == "fault"
    assert word in said
    assert found()[0] == "ok"
