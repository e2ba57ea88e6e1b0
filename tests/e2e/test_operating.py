"""doctor, backup and restore as commands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.bot_api import TOKEN, USERNAME, BotApi
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
    """The one fault, among all that is well, and an exit code for whoever watches."""
    code, said = doctor(folder, server, TELEGRAM_BOT_TOKEN="1:" + "x" * 35)
    assert code == 1
    (line,) = [line for line in said.splitlines() if line.startswith("✗")]
    assert "Telegram không nhận TELEGRAM_BOT_TOKEN" in line


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
