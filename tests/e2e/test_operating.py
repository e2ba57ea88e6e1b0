"""doctor, backup and restore as commands."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.bot_api import BROKEN, DROPPED, TOKEN, USERNAME, BotApi
from tests.e2e.program import Program

QUESTION = "Ai được khen thưởng?"


@pytest.fixture(scope="module")
def server() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine on which the shipped documents are loaded."""
    made = tmp_path_factory.mktemp("machine")
    assert Program(made).run("ask", QUESTION).code == 0
    return made


def doctor(folder: Path, server: BotApi, **told: str) -> tuple[int, str]:
    """How the doctor ends and what it says, with this server for Telegram's."""
    own = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE_URL": server.url, "NO_PROXY": "*"}
    done = Program(folder, own | told).run("doctor")
    assert done.err == ""
    assert TOKEN.split(":")[1] not in done.out
    return done.code, done.out


def test_a_doctor_of_a_good_set_up_finds_the_bot(folder: Path, server: BotApi) -> None:
    """The documents, the bot's name, and what is still to be done, in Vietnamese or in English."""
    code, said = doctor(folder, server, TELEGRAM_BOT_USERNAME=f"@{USERNAME.upper()}")
    assert code == 0
    for line in (f"✓ Telegram trả lời; bot là @{USERNAME}.", "✓ Văn bản: 2, đang dùng", "! Chưa có đơn vị nào"):
        assert line in said
    assert "✗" not in said
    assert f"✓ Telegram answers; the bot is @{USERNAME}." in doctor(folder, server, LANG="en_US.UTF-8")[1]


def test_a_doctor_says_why_telegram_is_not_reached(folder: Path, server: BotApi) -> None:
    """A token that is not accepted, another bot's name, a server that is ill or away, a proxy that does not run."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}"

    def fault(**told: str) -> str:
        code, said = doctor(folder, server, **told)
        assert code == 1
        (line,) = [line for line in said.splitlines() if line.startswith("✗")]
        return line

    assert "Telegram không nhận TELEGRAM_BOT_TOKEN" in fault(TELEGRAM_BOT_TOKEN="1:" + "x" * 35)
    assert "@nguoi_khac_bot nhưng mã này là của @daumoi_thu_bot" in fault(TELEGRAM_BOT_USERNAME="nguoi_khac_bot")
    assert "Kiểm tra mạng" in fault(TELEGRAM_API_BASE_URL=nobody)
    for proxy in (nobody, nobody.replace("http", "socks5")):
        assert "qua TELEGRAM_PROXY" in fault(TELEGRAM_PROXY=proxy, NO_PROXY="")
    server.fault("getMe", BROKEN)
    assert "không như Telegram" in fault()
    server.fault("getMe", DROPPED)
    assert "Kiểm tra mạng" in fault()
    assert "✓" in doctor(folder, server)[1]


def test_a_backup_restored_elsewhere_answers_alike(folder: Path, tmp_path: Path) -> None:
    """One file carries everything to a new machine; over data of one's own it goes only when that is agreed to."""
    here, there = Program(folder), Program(tmp_path)
    done = here.run("backup", tmp_path / "b.zip")
    assert (done.code, done.out) == (0, "")
    assert "Đã sao lưu" in done.err
    restored = there.run("restore", tmp_path / "b.zip")
    assert (restored.code, restored.out) == (0, "")
    assert there.run("ask", QUESTION).out == here.run("ask", QUESTION).out
    assert there.json("versions", "--json") == here.json("versions", "--json")

    refused = there.run("restore", tmp_path / "b.zip")
    assert refused.code == 1
    assert "--yes" in refused.err
    assert there.run("restore", tmp_path / "b.zip", "--yes").code == 0
    (tmp_path / "b.zip").write_bytes(b"PK")
    damaged = there.run("restore", tmp_path / "b.zip", "--yes")
    assert (damaged.code, len(damaged.err.splitlines())) == (1, 1)
    assert there.run("ask", QUESTION).code == 0
