"""The connections to Telegram, against a server that answers, or fails, byte by byte as a test wants it."""

import asyncio
import json
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest

from bot.settings import Settings
from bot.telegram.transport import DirectRequest, connections, may_have_arrived

pytestmark = pytest.mark.anyio

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw8"  # noqa: S105 - the token of Telegram's documentation
SOON = 0.05
"""Seconds that a test waits for what never comes."""
ALL_SOON: Any = {f"{each}_timeout": SOON for each in ("read", "write", "connect", "pool")}
Asked = tuple[bytes, bytes]
"""A request: its head and its body."""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Line:
    """One connection to the server, as the server has it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    asked: list[Asked]

    async def read(self) -> None:
        """Read a request."""
        head = await self.reader.readuntil(b"\r\n\r\n")
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
        self.asked.append((head, await self._body(fields)))

    async def _body(self, fields: dict[bytes, bytes]) -> bytes:
        if fields.get(b"transfer-encoding") == b"chunked":
            return await self.reader.readuntil(b"\r\n0\r\n\r\n")
        return await self.reader.readexactly(int(fields.get(b"content-length", 0)))


Act = Callable[[Line], Awaitable[None]]


@dataclass
class Telegram:
    """A server that does with each connection what it is told to, and keeps what it was asked."""

    act: Act
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    _under_way: list[asyncio.Task[None]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.connections += 1
        self.reached.set()
        try:
            await self.act(Line(reader, writer, self.asked))
            writer.close()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):  # who asked has gone, or we go
            writer.transport.abort()
        self.closed.set()

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until the server ends."""
        self._under_way.append(asyncio.create_task(self.serve(reader, writer)))

    async def end(self) -> None:
        """Leave every connection."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way)


def answer(body: bytes, status: str = "200 OK", more: str = "") -> bytes:
    """As it goes over the line."""
    return f"HTTP/1.1 {status}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode() + body


GOOD = answer(b'{"ok": true, "result": true}')


async def answers(line: Line) -> None:
    """As Telegram does on a good day."""
    while True:
        await line.read()
        line.writer.write(GOOD)


async def answers_once_and_closes(line: Line) -> None:
    """As a server does that keeps connections for no time, without saying so."""
    await line.read()
    line.writer.write(GOOD)


async def answers_once_then_closes_when_asked(line: Line) -> None:
    """The kept connection is closed just as the next request is written to it."""
    await line.read()
    line.writer.write(GOOD)
    await line.read()


async def closes_at_once(_: Line) -> None:
    """Nothing is read, nothing said."""


async def resets(line: Line) -> None:
    """The connection is torn down without a byte."""
    await line.reader.read(1)
    line.writer.transport.abort()


async def reads_and_closes(line: Line) -> None:
    """The request arrives whole; whether it was done nobody hears."""
    await line.read()


async def is_silent(line: Line) -> None:
    """The request arrives, and no answer comes."""
    await line.read()
    await line.reader.read()


async def reads_nothing(_: Line) -> None:
    """Not even the request is taken: what lies unread here fills what lies between."""
    await asyncio.Event().wait()


async def breaks_off(line: Line) -> None:
    """The answer ends in the middle."""
    await line.read()
    line.writer.write(GOOD[:-5])


async def talks_nonsense(line: Line) -> None:
    """What comes is no HTTP."""
    await line.read()
    line.writer.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")


async def speaks_first(line: Line) -> None:
    """As a mail server does."""
    line.writer.write(b"220 mail.example ESMTP\r\n")
    await line.reader.read()


def says(what: bytes) -> Act:
    """One answer, to any request."""

    async def act(line: Line) -> None:
        await line.read()
        line.writer.write(what)
        await line.reader.read()

    return act


@asynccontextmanager
async def telegram_that(act: Act) -> AsyncIterator[tuple[Telegram, Bot]]:
    """A server, and a bot that talks to it by connections under test. The bot has not begun: it asks nothing itself."""
    telegram = Telegram(act)
    async with await asyncio.start_server(telegram.accept, "127.0.0.1", 0) as server, DirectRequest(1) as request:
        yield telegram, bot_of(server.sockets[0].getsockname()[1], request)
        await telegram.end()


def bot_of(port: int, request: DirectRequest) -> Bot:
    """A bot that takes who listens there for Telegram."""
    return Bot(TOKEN, f"http://127.0.0.1:{port}/bot", request=request, get_updates_request=request)


async def fault_of(act: Act, **timeouts: Any) -> NetworkError:
    """How a message to a server fails."""
    async with telegram_that(act) as (_, bot):
        with pytest.raises(NetworkError) as raised:
            await bot.send_message(1, "Chào cô", **timeouts)
    return raised.value


def tells_the_token(error: BaseException) -> bool:
    """Whether a log of it, with all it came of, would hold the token."""
    seen, left = [], [error]
    while left:
        one = left.pop()
        seen += [str(one), repr(one), *traceback.format_exception(one)]
        left += [each for each in (one.__cause__, one.__context__) if each]
    return any(TOKEN.split(":")[1] in text for text in seen)


async def test_messages_go_over_one_connection_that_is_kept() -> None:
    async with telegram_that(answers) as (telegram, bot):
        for _ in range(3):
            assert await bot.delete_message(1, 2) is True
    assert (telegram.connections, len(telegram.asked)) == (1, 3)
    head, body = telegram.asked[0]
    assert head.startswith(f"POST /bot{TOKEN}/deleteMessage HTTP/1.1\r\n".encode())
    assert json.loads(body) == {"chat_id": 1, "message_id": 2}


async def test_nested_parameters_are_json_within_json() -> None:
    async with telegram_that(answers) as (telegram, bot):
        await bot.set_my_commands([("nhiemvu", "Việc của đơn vị")], language_code="vi")
    told = json.loads(telegram.asked[0][1])
    assert told["commands"] == [{"command": "nhiemvu", "description": "Việc của đơn vị"}]
    assert told["language_code"] == "vi"


async def test_a_file_keeps_its_vietnamese_name() -> None:
    """Schools get files with names that they can read."""
    async with telegram_that(answers) as (telegram, bot):
        await bot.send_document(1, b"PK\x03\x04", 'Kế hoạch "2026"', filename="Kế hoạch năm học.docx")
    head, body = telegram.asked[0]
    assert b"Content-Type: multipart/form-data; boundary=" in head
    assert 'name="document"; filename="Kế hoạch năm học.docx"'.encode() in body
    assert b"\r\n\r\nPK\x03\x04\r\n" in body
    assert '\r\n\r\nKế hoạch "2026"\r\n'.encode() in body
    assert b'name="chat_id"\r\n\r\n1\r\n' in body


async def test_a_file_is_fetched_over_the_same_connections() -> None:
    async with telegram_that(says(answer(b"\x00\xff" * 9_999))) as (telegram, bot):
        assert await bot.request.retrieve(f"{bot.base_url}/documents/1") == b"\x00\xff" * 9_999
    assert telegram.asked[0][0].startswith(b"GET ")


async def test_a_kept_connection_that_was_closed_meanwhile_is_not_used() -> None:
    """Telegram closes connections that lie idle; the next message goes over a new one."""
    async with telegram_that(answers_once_and_closes) as (telegram, bot):
        assert await bot.delete_message(1, 2)
        await telegram.closed.wait()
        await asyncio.sleep(SOON)  # for the end of the connection to arrive here
        assert await bot.delete_message(1, 2)
    assert telegram.connections == 2


async def test_a_kept_connection_closed_under_a_message_leaves_its_fate_unknown() -> None:
    """It may have been read, so it is not sent again."""
    async with telegram_that(answers_once_then_closes_when_asked) as (telegram, bot):
        assert await bot.delete_message(1, 2)
        with pytest.raises(NetworkError) as raised:
            await bot.send_message(1, "Chào cô")
    assert may_have_arrived(raised.value)
    assert len(telegram.asked) == 2


@pytest.mark.parametrize("act", [closes_at_once, resets, reads_and_closes, breaks_off, talks_nonsense])
async def test_a_line_that_breaks_leaves_the_fate_unknown(act: Act) -> None:
    fault = await fault_of(act)
    assert may_have_arrived(fault)
    assert not isinstance(fault, TimedOut)
    assert not tells_the_token(fault)


async def test_an_answer_that_does_not_come_in_time_leaves_the_fate_unknown() -> None:
    fault = await fault_of(is_silent, read_timeout=SOON)
    assert isinstance(fault, TimedOut)
    assert may_have_arrived(fault)
    assert not tells_the_token(fault)


async def test_a_file_that_nobody_takes_is_given_up() -> None:
    async with telegram_that(reads_nothing) as (_, bot):
        with pytest.raises(TimedOut) as raised:
            await bot.send_document(1, bytes(2**24), **ALL_SOON)
    assert may_have_arrived(raised.value)
    assert not tells_the_token(raised.value)


async def test_a_connection_that_is_refused_sent_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = closed.getsockname()[1]
    async with DirectRequest(1) as request:
        with pytest.raises(NetworkError) as raised:
            await bot_of(nobody, request).send_message(1, "Chào cô")
    assert not may_have_arrived(raised.value)
    assert not tells_the_token(raised.value)


async def test_who_cannot_show_to_be_telegram_is_sent_nothing() -> None:
    """Something between that speaks no TLS."""
    async with telegram_that(speaks_first) as (telegram, plain):
        secure = plain.base_url.replace("http:", "https:").removesuffix(TOKEN)
        with pytest.raises(NetworkError) as raised:
            await Bot(TOKEN, secure, request=plain.request).send_message(1, "Chào cô")
        assert telegram.asked == []
    assert not may_have_arrived(raised.value)
    assert not tells_the_token(raised.value)


async def test_a_connection_that_is_not_made_in_time_sent_nothing() -> None:
    """A server whose waiting room is full takes up no call."""
    with ExitStack() as sockets:
        busy = sockets.enter_context(socket.socket())
        busy.bind(("127.0.0.1", 0))
        busy.listen(0)
        for _ in range(3):
            caller = sockets.enter_context(socket.socket())
            caller.settimeout(0)
            caller.connect_ex(busy.getsockname())
        async with DirectRequest(1) as request:
            bot = bot_of(busy.getsockname()[1], request)
            with pytest.raises(TimedOut) as raised:
                await bot.send_message(1, "Chào cô", connect_timeout=SOON, pool_timeout=SOON)
    assert not may_have_arrived(raised.value)
    assert not tells_the_token(raised.value)


async def test_a_message_for_which_no_connection_was_free_was_not_sent() -> None:
    async with telegram_that(is_silent) as (telegram, bot):
        first = asyncio.create_task(bot.send_message(1, "Chào cô"))
        await telegram.reached.wait()
        with pytest.raises(TimedOut) as raised:
            await bot.send_message(1, "Chào cô", pool_timeout=SOON, connect_timeout=SOON)
        first.cancel()
    assert not may_have_arrived(raised.value)
    assert telegram.connections == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (answer(b"<html>502</html>", "502 Bad Gateway"), "Bad Gateway"),
        (answer(b'{"ok": false, "description": "Internal Server Error"}', "500 Oops"), "Internal Server Error"),
        (answer(b"", "302 Found", "Location: http://127.0.0.1:9/elsewhere\r\n"), "Found"),
    ],
)
async def test_an_answer_that_refuses_says_that_it_was_not_done(said: bytes, words: str) -> None:
    """Also where it is a page of something between; and nobody is followed elsewhere with the token."""
    fault = await fault_of(says(said))
    assert words in fault.message
    assert not may_have_arrived(fault)


async def test_what_is_no_answer_of_telegrams_is_told_apart_from_no_answer() -> None:
    async with telegram_that(says(answer(b"<html>Log in first</html>"))) as (_, bot):
        with pytest.raises(TelegramError) as raised:
            await bot.send_message(1, "Chào cô")
    assert not isinstance(raised.value, NetworkError)


async def test_connections_open_and_close_again() -> None:
    request = DirectRequest(1)
    await request.shutdown()
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        await request.shutdown()
    with pytest.raises(RuntimeError, match="closed"):
        await request.do_request("http://127.0.0.1:9/", "GET")


@pytest.mark.parametrize(
    ("environment", "kind"),
    [
        ({}, DirectRequest),
        ({"TELEGRAM_PROXY": "socks5://127.0.0.1:9"}, HTTPXRequest),
        ({"HTTPS_PROXY": "http://127.0.0.1:9"}, HTTPXRequest),
        ({"ALL_PROXY": "http://127.0.0.1:9"}, HTTPXRequest),
        ({"HTTP_PROXY": "http://127.0.0.1:9"}, DirectRequest),
    ],
)
async def test_who_needs_a_proxy_keeps_the_librarys_own_way(
    environment: dict[str, str], kind: type[BaseRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    made = connections(Settings.load(None), 2)
    assert isinstance(made, kind)
    assert made.read_timeout == 20
    await made.shutdown()


async def test_through_a_proxy_messages_arrive_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proxy is told the whole address; where it breaks off, the fate is unknown here too."""
    proxy = Telegram(answers_once_then_closes_when_asked)
    async with await asyncio.start_server(proxy.accept, "127.0.0.1", 0) as server:
        monkeypatch.setenv("TELEGRAM_PROXY", f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        async with connections(Settings.load(None), 1) as request:
            bot = Bot(TOKEN, "http://127.0.0.1:9/bot", request=request)
            assert await bot.delete_message(1, 2)
            with pytest.raises(NetworkError) as raised:
                await bot.send_message(1, "Chào cô")
        await proxy.end()
    assert proxy.asked[0][0].startswith(f"POST http://127.0.0.1:9/bot{TOKEN}/deleteMessage ".encode())
    assert may_have_arrived(raised.value)
