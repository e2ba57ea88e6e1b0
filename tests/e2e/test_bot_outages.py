"""What people see when Telegram, the network, the database or the program itself fails."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.e2e.bot_api import (
    BLOCKED,
    BROKEN,
    DROPPED,
    LOST,
    NOT_MODIFIED,
    TOO_MANY,
    TOO_OLD,
    BotApi,
    Fault,
)
from tests.e2e.bot_process import BotProcess
from tests.e2e.people import Person
from tests.e2e.program import Program
from tests.e2e.test_bot_api import call

pytestmark = pytest.mark.slow
NUMBERS = count(1000)
SIGNED = "Ai ký công văn này?"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the shipped documents."""
    folder = tmp_path_factory.mktemp("loaded")
    assert Program(folder).run("ask", SIGNED).code == 0
    return folder / "data"


@pytest.fixture
def folder(loaded: Path, tmp_path: Path) -> Path:
    """A folder for a bot of one test, documents loaded."""
    shutil.copytree(loaded, tmp_path / "data")
    return tmp_path


@pytest.fixture
def server() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    with BotApi() as running, BotProcess(running, tmp_path_factory.mktemp("outages")) as made:
        yield made


@pytest.fixture
def lan(bot: BotProcess) -> Person:
    return bot.server.user(next(NUMBERS))


def state_of(bot: BotProcess, update: int) -> str:
    """What the inbox holds of an update."""
    with sqlite3.connect(bot.folder / "data" / "daumoi.db") as database:
        found = database.execute("SELECT state FROM telegram_update WHERE update_id = ?", (update,)).fetchone()
    return found[0] if found else ""


def eventually(bot: BotProcess, update: int, state: str) -> bool:
    """Whether the inbox comes to hold an update so."""
    until = time.monotonic() + 10
    while time.monotonic() < until and state_of(bot, update) != state:
        time.sleep(0.05)
    return state_of(bot, update) == state


@pytest.mark.parametrize("fault", [TOO_MANY, BROKEN])
def test_what_telegram_refuses_for_the_moment_is_sent_once_it_may_be(
    bot: BotProcess, lan: Person, fault: Fault
) -> None:
    bot.server.fault("sendMessage", fault, chat=lan.id)
    assert lan.ask(SIGNED).text.startswith("Người ký")
    assert len(lan.messages) == 1


def test_one_chat_that_must_wait_stops_no_other(bot: BotProcess, lan: Person) -> None:
    bot.server.fault("sendMessage", TOO_MANY, times=2, chat=lan.id)
    lan.send(SIGNED)
    an = bot.server.user(next(NUMBERS), "An")
    assert an.ask(SIGNED).text.startswith("Người ký")
    assert lan.messages == []
    assert lan.wait()[0].text.startswith("Người ký")


@pytest.mark.parametrize("fault", [DROPPED, LOST])
def test_an_answer_of_unknown_fate_is_told_and_not_repeated(bot: BotProcess, lan: Person, fault: Fault) -> None:
    """The connection broke after the message went out: it may have arrived. The person decides."""
    bot.server.fault("sendMessage", fault, chat=lan.id)
    update = lan.send(SIGNED)
    told = next(each for each in (lan.wait()[0] for _ in range(2)) if not each.text.startswith("Người ký"))
    assert told.text.startswith("Tôi vừa bị ngắt giữa chừng.")
    assert told.reply_to == bot.server.message_id(update)
    assert eventually(bot, update, "uncertain")
    assert lan.tap("Trả lời lại").text.startswith("Người ký")


def test_someone_who_stopped_the_bot_is_sent_nothing_more(bot: BotProcess, lan: Person) -> None:
    lan.ask("/ngonngu")
    lan.tap("Tiếng Việt")
    bot.server.fault("sendMessage", BLOCKED, chat=lan.id)
    update = lan.send(SIGNED)
    assert eventually(bot, update, "done")
    with sqlite3.connect(bot.folder / "data" / "daumoi.db") as database:
        (blocked,) = database.execute("SELECT blocked_at FROM person WHERE telegram_id = ?", (lan.id,)).fetchone()
    assert blocked is not None
    assert lan.ask(SIGNED).text.startswith("Người ký"), "and is answered again once they write again"
    with sqlite3.connect(bot.folder / "data" / "daumoi.db") as database:
        (blocked,) = database.execute("SELECT blocked_at FROM person WHERE telegram_id = ?", (lan.id,)).fetchone()
    assert blocked is None


def test_a_button_pressed_twice_or_late_does_no_harm(bot: BotProcess, lan: Person) -> None:
    lan.ask("/ngonngu")
    bot.server.fault("answerCallbackQuery", TOO_OLD)
    bot.server.fault("editMessageText", NOT_MODIFIED)
    update = lan.press("English")
    assert eventually(bot, update, "done")
    assert lan.ask("/trogiup").text.startswith("Just type a question")


def test_while_the_database_is_gone_updates_stay_with_telegram(server: BotApi, folder: Path) -> None:
    """Nothing is confirmed that could not be written down; once the database is back, it is answered."""
    with BotProcess(server, folder) as bot:
        lan = server.user(7)
        lan.ask(SIGNED)
        with sqlite3.connect(folder / "data" / "daumoi.db", isolation_level=None) as database:
            database.execute("BEGIN EXCLUSIVE")
            lan.send(SIGNED)
            time.sleep(11)  # longer than the program waits for a lock
            assert len(lan.messages) == 1
            database.execute("ROLLBACK")
        assert lan.wait(patience=40)[0].text.startswith("Người ký")
        assert len(lan.messages) == 2
        assert "left with Telegram" in bot.log


def test_a_second_poller_is_noticed(bot: BotProcess, lan: Person) -> None:
    """Two programs with one token: the log says so, and once the other is gone all goes on."""
    call(bot.server, "getUpdates", timeout=0)
    assert lan.ask(SIGNED).text.startswith("Người ký")


def test_documents_renewed_while_people_ask(server: BotApi, folder: Path, embeddings: Path) -> None:
    """A question in flight is answered by the version it began with; the next by the new one; buttons still work."""
    Program(folder).keep_vectors_in(embeddings)
    with BotProcess(server, folder) as bot:
        lan = server.user(8)
        lan.ask("/nhiemvu")
        (before,) = bot.daumoi.json("versions", "--json")
        with bot.daumoi.start("refresh", "--yes") as refresh:
            while refresh.poll() is None:
                assert lan.ask(SIGNED).text.startswith("Người ký")
                time.sleep(1)
        assert lan.ask(SIGNED).text.startswith("Người ký")
        until = time.monotonic() + 10  # the line is written once the answer is out
        while bot.log.count(before["version"]) == bot.log.count("answered:") and time.monotonic() < until:
            time.sleep(0.05)
        assert bot.log.count(before["version"]) < bot.log.count("answered:"), "the last answer is of the new version"
        assert "Nguyên văn" in " ".join(lan.tap("1").labels)


def test_what_a_kill_interrupted_is_answered_after_the_restart(server: BotApi, folder: Path) -> None:
    """Kill -9 among many conversations: everyone is answered once, or told that the answer may be missing."""
    bot = BotProcess(server, folder, {"TELEGRAM_MESSAGES_PER_SECOND": "1000"}).start()
    people = [server.user(next(NUMBERS), f"Người {n}") for n in range(40)]
    people[0].ask("/ngonngu")
    people[0].tap("English")
    for person in people:
        person.send(SIGNED)
    time.sleep(0.4)
    bot.kill()
    before = sum(bool(server.messages(person.id)) for person in people)
    bot.start()
    for person in people:
        person.wait(patience=30)
    for person in people[1:]:
        said = [message.text for message in server.messages(person.id)]
        answered = [text for text in said if text.startswith("Người ký")]
        assert len(answered) <= 1, "nobody is answered twice"
        assert answered or any("bị ngắt giữa chừng" in text for text in said)
    assert before < len(people), "the kill came too late to interrupt anything"
    assert people[0].ask("/trogiup").text.startswith("Just type"), "and what was chosen before is still known"
    assert bot.stop() == 0


def test_it_stops_without_losing_an_answer(server: BotApi, folder: Path) -> None:
    """SIGTERM, as systemd ends a service: answers under way are finished."""
    bot = BotProcess(server, folder).start()
    people = [server.user(next(NUMBERS)) for _ in range(10)]
    for person in people:
        person.send(SIGNED)
    server.wait_until_taken()
    assert bot.stop() == 0
    assert all(len(server.messages(person.id)) == 1 for person in people)


def test_by_webhook_nothing_is_lost_either(server: BotApi, folder: Path) -> None:
    hook = {"TELEGRAM_WEBHOOK_URL": "http://127.0.0.1:18443/hook", "TELEGRAM_WEBHOOK_LISTEN": "127.0.0.1:18443"}
    with BotProcess(server, folder, hook | {"TELEGRAM_WEBHOOK_SECRET": "bi-mat"}):
        lan = server.user(9)
        assert lan.ask(SIGNED).text.startswith("Người ký")
        update = lan.send(SIGNED)
        lan.wait()
        server.redeliver(update)
        lan.ask("/trogiup")
        assert len(lan.messages) == 3


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"TELEGRAM_BOT_TOKEN": ""}, "TELEGRAM_BOT_TOKEN is not set."),
        ({"TELEGRAM_BOT_TOKEN": "1:wrong"}, "Telegram does not accept TELEGRAM_BOT_TOKEN."),
        # With a setting of Python's it is a process to its very end, which tells what was left open.
        ({"TELEGRAM_API_BASE_URL": "http://127.0.0.1:9", "PYTHONUTF8": "1"}, "Telegram cannot be reached."),
        ({"TELEGRAM_PROXY": "http://127.0.0.1:9"}, "set TELEGRAM_PROXY to a proxy"),
    ],
)
def test_a_bot_that_cannot_start_says_why(
    server: BotApi, folder: Path, settings: dict[str, str], sentence: str
) -> None:
    bot = BotProcess(server, folder, settings)
    assert bot.run_to_its_end() == 1
    assert sentence in bot.log
    assert "Traceback" not in bot.log
    assert "Unclosed" not in bot.log, "connections are closed before the end"
