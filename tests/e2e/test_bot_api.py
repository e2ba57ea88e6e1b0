"""The tests' own Bot API server, tried with the smallest bot."""

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.bot_api import (
    BLOCKED,
    BROKEN,
    DROPPED,
    LOST,
    TOKEN,
    TOO_MANY,
    TOO_OLD,
    USERNAME,
    BotApi,
)
from tests.e2e.bot_process import BotProcess
from tests.e2e.telegram_html import UnreadableError, plain_text

ECHO = ("tests.e2e.echo_bot",)


@pytest.fixture
def server() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture(scope="module")
def echo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """A bot that repeats what it is told, polling."""
    with BotApi() as running, BotProcess(running, tmp_path_factory.mktemp("echo"), command=ECHO) as bot:
        yield bot


def call(server: BotApi, method: str, token: str = TOKEN, **parameters: Any) -> Any:
    """What the server answers to a bot; its refusal with its code."""
    body = json.dumps(parameters).encode()
    url = f"{server.url}/bot{token}/{method}"
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - loopback
            return json.loads(answer.read())["result"]
    except urllib.error.HTTPError as error:
        refused = json.loads(error.read())
        return refused["error_code"], refused["description"]


def test_people_write_press_and_send_files(echo: BotProcess) -> None:
    """A message is answered with a button, pressing it changes the message, a file comes back under its name."""
    lan = echo.server.user(7)
    said = lan.ask("a và b")
    assert (said.text, said.html, said.labels) == ("a và b", "<b>a và b</b>", ["Xong"])
    changed = lan.tap("Xong")
    assert (changed.id, changed.text, changed.buttons, changed.edits) == (said.id, "Cảm ơn", (), 1)
    assert (lan.messages, lan.toasts) == ([changed], ["Đã ghi"])
    lan.send_file("bảng.csv", bytes(range(256)))
    (back,) = lan.wait()
    assert (back.file, back.content) == ("trả lời.bin", bytes(range(256)) + b"!")
    with pytest.raises(AssertionError, match="no button 'Xong'"):
        lan.press("Xong")


def test_an_update_may_come_twice_and_only_confirmed_ones_are_gone(echo: BotProcess) -> None:
    """Telegram may deliver an update again under the same number."""
    an = echo.server.user(8, "An")
    update = an.send("một")
    an.wait()
    echo.server.wait_until_taken()
    echo.server.redeliver(update)
    assert an.wait()[0].text == "một"


def test_a_bot_killed_before_it_confirms_is_told_again(tmp_path: Path, server: BotApi) -> None:
    """What was not confirmed is delivered to the next start."""
    server.user(7).send("trước khi chạy")
    with BotProcess(server, tmp_path, command=ECHO) as bot:
        assert server.user(7).wait()[0].text == "trước khi chạy"
        bot.kill()
        server.user(8).send("trong khi nghỉ")
        bot.start()
        assert server.user(8).wait()[0].text == "trong khi nghỉ"
        assert bot.stop() == 0


def test_updates_are_posted_to_a_webhook_with_its_secret(tmp_path: Path, server: BotApi) -> None:
    """With a webhook the server calls the bot, and asking for updates is a conflict."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}"}
    with BotProcess(server, tmp_path, settings, command=ECHO):
        lan = server.user(7)
        assert lan.ask("qua webhook").text == "qua webhook"
        assert call(server, "getUpdates")[0] == 409
    assert server.wait_for_calls("setWebhook")[0]["secret_token"] == "geheim"  # noqa: S105


def test_methods_fail_as_they_are_told(server: BotApi) -> None:
    """Each fault comes as often as it is asked for, to the chat it is asked for."""
    server.user(7).send("x")
    server.user(8).send("x")
    for fault in (TOO_MANY, BROKEN, BLOCKED):
        server.fault("sendMessage", fault, chat=7)
        assert call(server, "sendMessage", chat_id=8, text="đến")["text"] == "đến"
        assert call(server, "sendMessage", chat_id=7, text="không đến") == (fault.status, fault.description)
    assert server.messages(7) == []
    for fault, arrived in ((DROPPED, []), (LOST, ["mất"])):
        server.fault("sendMessage", fault)
        with pytest.raises(ConnectionError):
            call(server, "sendMessage", chat_id=7, text="mất")
        assert [sent.text for sent in server.messages(7)] == arrived


def test_what_telegram_refuses_is_refused(server: BotApi) -> None:
    """Unknown chats, empty and long and unreadable texts, long callback data, no change, an old query, no token."""
    server.user(7).send("x")

    def refused(method: str, **parameters: Any) -> str:
        code, why = call(server, method, **parameters)
        assert code == 400
        return str(why)

    assert "chat not found" in refused("sendMessage", chat_id=9, text="x")
    assert "is empty" in refused("sendMessage", chat_id=7, text="<b> </b>", parse_mode="HTML")
    assert "too long" in refused("sendMessage", chat_id=7, text="x" * 4097)
    assert "parse entities" in refused("sendMessage", chat_id=7, text="<b>x", parse_mode="HTML")
    keyboard = {"inline_keyboard": [[{"text": "x", "callback_data": "đ" * 33}]]}
    assert "BUTTON_DATA_INVALID" in refused("sendMessage", chat_id=7, text="x", reply_markup=keyboard)
    sent = call(server, "sendMessage", chat_id=7, text="x")
    same = {"chat_id": 7, "message_id": sent["message_id"], "text": "x"}
    assert "not modified" in refused("editMessageText", **same)
    assert "not found" in refused("editMessageText", **same | {"message_id": 1})
    assert refused("answerCallbackQuery", callback_query_id="1") == TOO_OLD.description
    assert call(server, "sendSticker", chat_id=7) == (404, "Not Found: method not found")
    assert call(server, "getMe", token="1:wrong") == (401, "Unauthorized")  # noqa: S106
    assert call(server, "getMe")["username"] == USERNAME


@pytest.mark.parametrize("html", ["<b>x", "x</b>", "<b><i>x</b></i>", "<p>x</p>"])
def test_html_that_telegram_does_not_read_is_known(html: str) -> None:
    with pytest.raises(UnreadableError):
        plain_text(html)
    assert plain_text("<b>a &lt; <a href='x'>b</a></b> &amp; c") == "a < b & c"
