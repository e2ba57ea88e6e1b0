"""Sending within Telegram's limits: a chat that must wait waits alone, and nothing is sent twice."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram import limiter
from bot.telegram.limiter import TRIES, Bucket, ChatLimiter, UnknownOutcomeError
from bot.telegram.transport import NoAnswerError, NotSentError

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Telegram:
    """Answers calls as it is told to, and remembers them."""

    def __init__(self, *outcomes: TelegramError | None) -> None:
        self.outcomes = list(outcomes)
        self.calls: list[Any] = []

    async def __call__(self, what: object) -> bool:
        """One call of the Bot API."""
        self.calls.append(what)
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if outcome:
            raise outcome
        return True


@pytest.fixture
def sleeps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits that were asked for; none is really waited."""
    waits: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await real(0)

    monkeypatch.setattr("bot.telegram.limiter.asyncio.sleep", sleep)
    return waits


class Desk:
    """A limiter, and what was written down before things were sent."""

    def __init__(self, per_second: float = 1000) -> None:
        self.noted = 0
        self.limiter = ChatLimiter(per_second, self._note)

    async def _note(self) -> None:
        self.noted += 1

    async def call(self, telegram: Telegram, endpoint: str = "sendMessage", chat: int = 1, what: object = "x") -> Any:
        """A request through the limiter."""
        return await self.limiter.process_request(telegram, (what,), {}, endpoint, {"chat_id": chat}, None)


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


async def test_a_chat_has_a_burst_and_then_about_one_a_second(sleeps: list[float]) -> None:
    desk, telegram = Desk(), Telegram()
    for _ in range(limiter.BURST + 3):
        await desk.call(telegram)
    assert sleeps[: limiter.BURST] == [pytest.approx(0, abs=0.1)] * limiter.BURST
    assert sleeps[limiter.BURST :] == [pytest.approx(n / limiter.PER_SECOND, abs=0.1) for n in (1, 2, 3)]


async def test_a_chat_that_must_wait_stops_no_other() -> None:
    """The library's own limiter halts every chat on one 429."""
    desk, slow = Desk(), Telegram(RetryAfter(timedelta(seconds=30)))
    waiting = asyncio.create_task(desk.call(slow, chat=1))
    await asyncio.sleep(0.01)
    others = Telegram()
    await asyncio.wait_for(asyncio.gather(*(desk.call(others, chat=n) for n in range(2, 30))), 5)
    assert len(others.calls) == 28
    assert not waiting.done()
    waiting.cancel()


async def test_what_telegram_puts_off_is_sent_later_once(sleeps: list[float]) -> None:
    desk, telegram = Desk(), Telegram(RetryAfter(timedelta(seconds=7)))
    assert await desk.call(telegram) is True
    assert len(telegram.calls) == 2
    assert any(seconds == pytest.approx(7, abs=0.2) for seconds in sleeps)


async def test_messages_of_one_chat_keep_their_order_through_a_pause(sleeps: list[float]) -> None:
    desk, telegram = Desk(), Telegram(RetryAfter(timedelta(seconds=3)))
    await asyncio.gather(*(desk.call(telegram, what=n) for n in range(4)))
    assert telegram.calls == [0, 0, 1, 2, 3]
    assert sleeps


@pytest.mark.parametrize(
    "fault",
    [
        NetworkError("Bad Gateway"),
        caused(NetworkError("Bad Gateway. Parsing failed"), TelegramError("Invalid server response")),
        caused(NetworkError("ClientConnectorError"), NotSentError()),
        caused(NetworkError("httpx.ConnectError"), httpx.ConnectError("no")),
        caused(TimedOut("Pool timeout"), httpx.PoolTimeout("no")),
        caused(TimedOut(), httpx.ConnectTimeout("no")),
    ],
)
async def test_what_surely_failed_is_tried_again(fault: TelegramError, sleeps: list[float]) -> None:
    """A refused connection sent nothing, and an error that Telegram itself tells is an answer."""
    desk, telegram = Desk(), Telegram(fault, fault)
    assert await desk.call(telegram) is True
    assert len(telegram.calls) == 3
    assert sleeps


@pytest.mark.parametrize(
    "fault",
    [
        caused(TimedOut(), NoAnswerError()),
        caused(NetworkError("Unknown error in HTTP implementation"), AssertionError()),
        caused(TimedOut(), httpx.ReadTimeout("late")),
        caused(NetworkError("httpx.ReadError"), httpx.ReadError("cut")),
        caused(NetworkError("httpx.RemoteProtocolError"), httpx.RemoteProtocolError("cut")),
    ],
)
async def test_what_may_have_arrived_is_not_sent_again(fault: TelegramError) -> None:
    desk, telegram = Desk(), Telegram(fault)
    with pytest.raises(UnknownOutcomeError):
        await desk.call(telegram)
    assert len(telegram.calls) == 1


async def test_an_edit_is_tried_again_however_it_failed(sleeps: list[float]) -> None:
    """It does the same however often it is made."""
    desk, telegram = Desk(), Telegram(caused(TimedOut(), httpx.ReadTimeout("late")))
    assert await desk.call(telegram, "editMessageText") is True
    assert len(telegram.calls) == 2
    assert sleeps


@pytest.mark.parametrize("answer", [BadRequest("message is not modified"), Forbidden("bot was blocked by the user")])
async def test_an_answer_is_no_fault(answer: TelegramError) -> None:
    telegram = Telegram(answer)
    with pytest.raises(type(answer)):
        await Desk().call(telegram)
    assert len(telegram.calls) == 1


async def test_trying_ends(sleeps: list[float]) -> None:
    telegram = Telegram(*[NetworkError("Bad Gateway")] * 20)
    with pytest.raises(NetworkError):
        await Desk().call(telegram)
    assert len(telegram.calls) == TRIES
    assert sleeps == sorted(sleeps), "each pause longer than the one before"


@pytest.mark.parametrize("endpoint", ["answerCallbackQuery", "sendChatAction"])
async def test_what_is_about_this_moment_never_waits(endpoint: str) -> None:
    desk, telegram = Desk(), Telegram(RetryAfter(timedelta(seconds=60)))
    with pytest.raises(RetryAfter):
        await asyncio.wait_for(desk.call(telegram, endpoint), 1)
    assert desk.noted == 0


async def test_the_inbox_is_told_before_something_is_sent_and_not_before_an_edit() -> None:
    desk, telegram = Desk(), Telegram()
    await desk.call(telegram, "editMessageText")
    assert desk.noted == 0
    await desk.call(telegram, "sendDocument")
    assert desk.noted == 1


async def test_all_chats_together_keep_to_their_number(sleeps: list[float]) -> None:
    desk, telegram = Desk(per_second=30), Telegram()
    for chat in range(1, 61):
        await desk.call(telegram, chat=chat)
    assert max(sleeps[:20]) < 0.1
    assert sleeps[59] == pytest.approx(40 / 30, abs=0.2)


class Turn:
    """Whoever keeps an account of what they send: asked last, right before Telegram is."""

    def __init__(self, telegram: Telegram, refuses: Exception | None = None) -> None:
        self.telegram = telegram
        self.refuses = refuses
        self.asked_after = -1

    async def last_word(self) -> None:
        """What is called."""
        self.asked_after = len(self.telegram.calls)
        if self.refuses:
            raise self.refuses

    async def call(self, desk: Desk) -> Any:
        """A request through the limiter, in a task of its own."""

        async def keeping_account() -> Any:
            limiter.at_the_door.set(self.last_word)
            return await desk.call(self.telegram)

        return await asyncio.create_task(keeping_account())


async def test_the_last_word_is_asked_right_before_telegram(sleeps: list[float]) -> None:
    desk, telegram = Desk(), Telegram()
    turn = Turn(telegram, LookupError("not any more"))
    with pytest.raises(LookupError):
        await turn.call(desk)
    assert (telegram.calls, turn.asked_after, len(sleeps)) == ([], 0, 1)


@pytest.mark.parametrize("fault", [RetryAfter(timedelta(seconds=7)), NetworkError("Bad Gateway"), BadRequest("no")])
async def test_who_keeps_an_account_hears_of_every_fault_at_once(fault: TelegramError) -> None:
    desk, telegram = Desk(), Telegram(fault)
    with pytest.raises(type(fault)):
        await Turn(telegram).call(desk)
    assert len(telegram.calls) == 1


async def test_what_may_have_arrived_is_told_to_who_keeps_an_account() -> None:
    desk, telegram = Desk(), Telegram(caused(TimedOut(), httpx.ReadTimeout("late")))
    with pytest.raises(UnknownOutcomeError):
        await Turn(telegram).call(desk)


async def test_a_paused_chat_is_not_waited_for_by_who_can_come_again() -> None:
    desk, telegram = Desk(), Telegram(RetryAfter(timedelta(seconds=30)))
    for _ in range(2):
        with pytest.raises(RetryAfter) as caught:
            await asyncio.wait_for(Turn(telegram).call(desk), 1)
        assert limiter.seconds_of(caught.value) in (29, 30)
    assert len(telegram.calls) == 1


def test_a_group_gets_no_more_than_twenty_in_any_minute() -> None:
    """What is there at once counts too, beside what comes in the minute after."""
    assert limiter.GROUP_BURST + 60 * limiter.GROUP_PER_SECOND <= 20


def test_a_bucket_fills_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.0, 0.0, 10.0]).__next__
    monkeypatch.setattr("bot.telegram.limiter.time.monotonic", clock)
    bucket = Bucket(rate=1, size=1)
    assert [bucket.wait(), bucket.wait(), bucket.wait()] == [0, 1, 0]
