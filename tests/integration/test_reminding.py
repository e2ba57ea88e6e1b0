"""The sender of reminders with the real limiter and outbox: what Telegram answers, and what becomes of each."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.message import Message
from bot.people.model import Unit
from bot.people.store import People, Units
from bot.plain import plain_text
from bot.progress.model import PeriodObligation, Report
from bot.progress.periods import Periods
from bot.progress.store import CheckIns
from bot.reminders.lease import Lease
from bot.reminders.model import Reach
from bot.reminders.outbox import SENDING, Outbox
from bot.telegram import reminding
from bot.telegram.limiter import ChatLimiter
from bot.telegram.reminding import Reminding
from bot.telegram.transport import NoAnswerError
from knowledge.adapters.sql_engine import open_engine
from knowledge.errors import CatalogError
from knowledge.model import Bilingual
from tests.databases import with_tables

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 10, 2, tzinfo=UTC)
PLAN = PeriodObligation("d#1", "d", "1", Bilingual("Việc", "Task"), "plan", {"school": "yes"})
AN, BINH, CHI, DUNG = PEOPLE = (7_000_000_000, 7_000_000_001, 7_000_000_002, 7_000_000_003)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing to do is looked at again at once."""
    monkeypatch.setattr(reminding, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(reminding, "RENEW_EVERY", 0.05)


async def until(done: Callable[[], bool]) -> None:
    """Wait for something that nobody announces."""
    async with asyncio.timeout(30):
        while not await asyncio.to_thread(done):  # noqa: ASYNC110 - as it says
            await asyncio.sleep(0.01)


@dataclass
class Telegram:
    """Answers as it is told to, chat by chat, and remembers who was told what."""

    outcomes: dict[int, list[Exception | None]] = field(default_factory=dict)
    told: list[tuple[int, Message]] = field(default_factory=list)
    tried: list[int] = field(default_factory=list)
    gate: asyncio.Event | None = None

    async def call(self, person: int, message: Message) -> bool:
        """One call of the Bot API."""
        self.tried.append(person)
        if self.gate:
            await self.gate.wait()
        outcome = (self.outcomes.get(person) or [None]).pop(0)
        if outcome:
            raise outcome
        self.told.append((person, message))
        return True

    @property
    def people(self) -> list[int]:
        """Whom a message reached."""
        return sorted(person for person, _ in self.told)


@dataclass
class House:
    """Four schools with an officer each, who are all to be reminded, and a sender."""

    url: str
    telegram: Telegram = field(default_factory=Telegram)
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.engine = open_engine(self.url)
        self.people = People(self.engine)
        self.outbox = Outbox(self.engine, Units(self.engine))
        self.limiter = ChatLimiter(1_000_000, self._nothing)

    def fill(self) -> None:
        """Units, people, a period, and reminders by hand."""
        Units(self.engine).load([Unit(f"t{n}", f"Trường {n}", "school") for n, _ in enumerate(PEOPLE)])
        for n, person in enumerate(PEOPLE):
            self.people.change(person, NOW, unit=f"t{n}", role="officer")
        self.period = Periods(self.engine).open("Quý IV", date(2026, 12, 31), [PLAN], now=NOW)
        self.outbox.remind_now(self.period.id, Reach(), NOW)

    def sender(self) -> Reminding:
        """As the bot has one."""
        lease = Lease(self.engine, SENDING)
        services: Any = SimpleNamespace(outbox=self.outbox, sending=lease, people=self.people)
        return Reminding(services, self.deliver, lambda: self.now)

    async def deliver(self, person: int, message: Message) -> object:
        """By the limiter."""
        arguments = (person, message)
        return await self.limiter.process_request(
            self.telegram.call, arguments, {}, "sendMessage", {"chat_id": person}, None
        )

    async def _nothing(self) -> None:
        """What is no update is not written down before it is sent."""

    @property
    def states(self) -> dict[str, int]:
        """How many reminders are in which state."""
        counted: dict[str, int] = {}
        for _, state, _, number in self.outbox.reasons(self.period.id):
            counted[state] = counted.get(state, 0) + number
        return counted

    def state_of(self, person: int) -> tuple[str, str | None]:
        """What became of the reminder to somebody."""
        (kept,) = self.outbox.kept(person)["reminders"]
        return kept["state"], kept["reason"]

    async def until(self, **states: int) -> None:
        """Wait for these states."""
        await until(lambda: self.states == states)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(with_tables(tmp_path / "daumoi.db"))
    house.fill()
    yield house
    house.engine.dispose()


async def test_each_person_is_told_once_what_is_left_and_by_whom_the_day_was_set(house: House) -> None:
    sender = house.sender()
    sender.start()
    await house.until(sent=4)
    await sender.stop()
    assert house.telegram.people == list(PEOPLE)
    words = plain_text(dict(house.telegram.told)[AN])
    assert "Nhắc báo cáo: Quý IV" in words
    assert "Trường 0 còn 1/1 việc chưa báo cáo." in words
    assert "Hạn 31/12/2026, do nơi mở kỳ báo cáo đặt; văn bản chỉ đạo không đặt hạn này." in words


async def test_a_chat_that_must_wait_stops_no_other(house: House) -> None:
    """It comes back later: the outbox remembers when."""
    house.telegram.outcomes[AN] = [RetryAfter(timedelta(seconds=30))]
    sender = house.sender()
    sender.start()
    await until(lambda: AN in house.telegram.tried)
    await house.until(queued=1, sent=3)
    house.now += timedelta(minutes=1)
    house.limiter = ChatLimiter(1_000_000, house._nothing)  # noqa: SLF001 - for which the half minute is over too
    await house.until(sent=4)
    await sender.stop()
    assert house.telegram.people == list(PEOPLE)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), ("blocked", "Forbidden: bot was blocked by the user")),
        (BadRequest("Chat not found"), ("failed", "Chat not found")),
        (TelegramError("Invalid server response"), ("uncertain", "answer")),
    ],
)
async def test_an_answer_is_the_end_of_it(house: House, answer: TelegramError, state: tuple[str, str]) -> None:
    house.telegram.outcomes[BINH] = [answer]
    sender = house.sender()
    sender.start()
    await house.until(**{"sent": 3, state[0]: 1})
    await sender.stop()
    assert house.state_of(BINH) == state
    assert house.telegram.tried.count(BINH) == 1
    person = house.people.person(BINH)
    assert person is not None
    assert (person.blocked_at is not None) == (state[0] == "blocked")


async def test_what_may_have_arrived_is_uncertain_and_not_sent_again(house: House) -> None:
    lost = TimedOut()
    lost.__cause__ = NoAnswerError("late")
    house.telegram.outcomes[CHI] = [lost]
    sender = house.sender()
    sender.start()
    await house.until(sent=3, uncertain=1)
    await sender.stop()
    assert house.state_of(CHI) == ("uncertain", "connection")
    assert house.telegram.tried.count(CHI) == 1


async def test_what_surely_failed_is_tried_again(house: House) -> None:
    house.telegram.outcomes[DUNG] = [NetworkError("Bad Gateway")]
    sender = house.sender()
    sender.start()
    await until(lambda: DUNG in house.telegram.tried)
    await house.until(queued=1, sent=3)
    house.now += timedelta(minutes=1)
    await house.until(sent=4)
    await sender.stop()
    assert house.telegram.tried.count(DUNG) == 2


async def test_where_all_chats_fail_it_rests(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.telegram.outcomes = {person: [NetworkError("Bad Gateway")] for person in PEOPLE}
    sender = house.sender()
    sender.start()
    await until(lambda: len(house.telegram.tried) == 4)
    await house.until(queued=4)
    await until(lambda: "faults in a row" in caplog.text)
    await sender.stop()
    assert len(house.telegram.tried) == 4


async def test_a_report_that_lands_while_it_waits_its_turn_cancels_it(house: House) -> None:
    """The last moment is when the limiter lets it go."""
    real = house.deliver

    async def report_first(person: int, message: Message) -> object:
        if person == AN:
            report = Report(house.period.id, "t0", PLAN.id, "done")
            await asyncio.to_thread(CheckIns(house.engine).record, report, 0, by=AN, now=NOW)
        return await real(person, message)

    house.deliver = report_first  # type: ignore[method-assign]
    sender = house.sender()
    sender.start()
    await house.until(cancelled=1, sent=3)
    await sender.stop()
    assert AN not in house.telegram.tried


async def test_it_stops_without_losing_what_is_on_its_way(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """And lets another go on at once."""
    monkeypatch.setattr(reminding, "AT_A_TIME", 2)
    house.telegram.gate = asyncio.Event()
    sender = house.sender()
    sender.start()
    await until(lambda: len(house.telegram.tried) == 2)
    stopping = asyncio.create_task(sender.stop())
    await asyncio.sleep(0)
    house.telegram.gate.set()
    await stopping
    assert house.states == {"queued": 2, "sent": 2}
    other = house.sender()
    other.start()
    await house.until(sent=4)
    await other.stop()
    assert house.telegram.people == list(PEOPLE)


async def test_of_two_senders_one_sends(house: House) -> None:
    senders = [house.sender(), house.sender()]
    for sender in senders:
        sender.start()
    await house.until(sent=4)
    await asyncio.gather(*(sender.stop() for sender in senders))
    assert house.telegram.people == list(PEOPLE)


async def test_a_database_that_fails_for_a_moment_does_not_end_it(house: House) -> None:
    """What was claimed and could not be recorded is uncertain."""
    real, failures = house.outbox.record, [CatalogError("the disk is full")]

    def record(*arguments: Any, **more: Any) -> None:
        if failures:
            raise failures.pop()
        real(*arguments, **more)

    house.outbox.record = record  # type: ignore[method-assign]
    sender = house.sender()
    sender.start()
    await house.until(sent=3, uncertain=1)
    await sender.stop()
    assert house.telegram.people == list(PEOPLE)


async def test_nobody_is_told_at_night(house: House) -> None:
    house.now = NOW + timedelta(hours=14)
    looks, real = [], house.outbox.due

    def due(*arguments: Any) -> Any:
        looks.append(arguments)
        return real(*arguments)

    house.outbox.due = due  # type: ignore[assignment, method-assign]
    sender = house.sender()
    sender.start()
    await until(lambda: len(looks) > 2)
    await sender.stop()
    assert house.telegram.tried == []
    assert house.states == {"queued": 4}
