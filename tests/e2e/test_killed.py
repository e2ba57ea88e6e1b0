"""A check-in survives kill -9 wherever it strikes: what was acknowledged is there, once.

`KILLED_EVERYWHERE=1` tries all points that there are, where otherwise it is those that matter most.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.people.store import Invitations
from knowledge.adapters.sql_engine import open_engine
from tests.e2e.bot_api import BotApi
from tests.e2e.bot_process import BotProcess
from tests.e2e.people import PATIENCE, Person

STEPS = {"1": "Việc này đến đâu rồi?", "◐ Đang làm": "Tình trạng: đang làm", "✅ Gửi": "Đã ghi (bản 1)."}
"""What is tapped, and what is shown then."""
POINTS = (
    ("◐ Đang làm", "draft after"),
    *(
        ("✅ Gửi", point)
        for point in ("receive before", "receive after", "record before", "record after", "show after")
    ),
)
ALL_POINTS = (
    *POINTS,
    *(("1", point) for point in ("receive after", "show before", "show after", "done before")),
    *(("◐ Đang làm", point) for point in ("receive before", "draft before", "show after")),
    *(("✅ Gửi", point) for point in ("show before", "done before", "done after")),
)
if os.environ.get("KILLED_EVERYWHERE"):  # each takes a start of the bot
    POINTS = ALL_POINTS


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    with BotApi() as server:
        mortal = ("tests.e2e.mortal", "bot")
        made = BotProcess(server, tmp_path_factory.mktemp("bot"), {"DAUMOI_TODAY": "2021-04-01"}, mortal)
        schools = "".join(f"T{n},Trường Số {n},school,THCS,SO,\n" for n in range(len(POINTS)))
        units = f"code,name,type,level,parent,province\nSO,Sở GDĐT Hưng Yên,department,,,Hưng Yên\n{schools}"
        (made.folder / "units.csv").write_text(units, "utf-8")
        assert made.daumoi.run("units", "import", "units.csv", "--yes").code == 0
        assert made.daumoi.run("period", "open", "--name", "Quý II", "--due", "2030-06-30").code == 0
        with made:
            yield made


def officer(bot: BotProcess, number: int) -> Person:
    engine = open_engine(f"sqlite:///{bot.folder / 'data' / 'daumoi.db'}")
    code = Invitations(engine).create(f"T{number}", "officer", 1, 30, datetime.now(UTC)).code
    engine.dispose()
    person = bot.server.user(6000 + number)
    person.ask(f"/start {code}")
    person.tap("✅ Tham gia")
    person.ask("/baocao")
    return person


def shown(person: Person, words: str) -> None:
    """Wait until the page says something."""
    end = time.monotonic() + 2 * PATIENCE
    while not sees(person, words):
        assert time.monotonic() < end, f"{words!r} is not shown but {[each.text for each in person.messages]}"
        time.sleep(0.02)


def sees(person: Person, words: str) -> bool:
    """Whether a message says something; whose answer was cut off is told so by another."""
    return any(words in each.text for each in person.messages)


def test_nothing_acknowledged_is_lost_or_doubled_wherever_it_is_killed(bot: BotProcess) -> None:
    """A kill at each point of the three taps; every update is delivered once more after it."""
    for number, (fatal, point) in enumerate(POINTS):
        person = officer(bot, number)
        pressed = []
        for label, page in STEPS.items():
            if label == fatal:
                (bot.folder / "kill_at").write_text(point, "utf-8")
            pressed.append(person.press(label))
            if label == fatal:
                bot.wait_till_dead()
                acknowledged = STEPS["✅ Gửi"] in person.last.text
                assert not acknowledged or recorded(bot, number) == 1, (fatal, point)
                bot.start()
            shown(person, page)
        assert recorded(bot, number) == 1, (fatal, point)
        for update in pressed:
            bot.server.redeliver(update)
    bot.stop()
    bot.start()
    assert [recorded(bot, number) for number in range(len(POINTS))] == [1] * len(POINTS)


def recorded(bot: BotProcess, number: int) -> int:
    with sqlite3.connect(bot.folder / "data" / "daumoi.db") as database:
        found = database.execute("SELECT count(*) FROM check_in WHERE unit = ?", (f"T{number}",)).fetchone()
        return int(found[0])
