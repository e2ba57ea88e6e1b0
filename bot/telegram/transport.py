"""The connections to Telegram: by aiohttp where the way is direct, by the library's own httpx through a proxy.

A pressed button is two requests, and by httpx they took a third of all that a press cost the processor.
"""

import json
from functools import cache
from io import BytesIO
from ssl import SSLContext
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies

import aiohttp
import httpx
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.telegram.lean import lean

if TYPE_CHECKING:
    from bot.settings import Settings

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
WRITE_SECONDS = 20.0
FILE_SECONDS = 120.0
"""For a whole file to be written."""
POOL_SECONDS = 20.0
"""For one of the connections to be free."""


class NotSentError(Exception):
    """No connection was made, so nothing left this machine."""


class NoAnswerError(Exception):
    """The request may have left this machine, and no whole answer came back."""


def connections(settings: "Settings", number: int, connect_seconds: float = CONNECT_SECONDS) -> BaseRequest:
    """So many connections to Telegram, through a proxy where the settings or the environment name one."""
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None
    scheme = urlsplit(str(settings.telegram_api_base_url)).scheme
    if proxy or {scheme, "all"} & getproxies().keys():
        return ProxiedRequest(
            connection_pool_size=number,
            pool_timeout=POOL_SECONDS,
            read_timeout=READ_SECONDS,
            connect_timeout=connect_seconds,
            proxy=proxy,
        )
    return DirectRequest(number, connect_seconds)


def may_have_arrived(error: NetworkError) -> bool:
    """Whether the request left this machine and no answer came back. An answer, also a 5xx, says that it failed."""
    cause = error.__cause__
    never_left = (NotSentError, httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
    return cause is not None and not isinstance(cause, (TelegramError, *never_left))


class _Lean(BaseRequest):
    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As the library does, without what is not read here."""
        return lean(BaseRequest.parse_json_payload(payload))


class ProxiedRequest(_Lean, HTTPXRequest):
    """The library's own."""


class DirectRequest(_Lean):
    """Requests over connections that are kept open.

    What fails is a `NetworkError` or a `TimedOut`, caused by a `NotSentError` or a `NoAnswerError`. aiohttp's end
    here, for their words hold the address, and that the token. Nothing is sent twice: where Telegram closes a kept
    connection just as a request is written to it, nobody can tell whether it was read, so that is no answer too.
    """

    def __init__(
        self, number: int, connect_seconds: float = CONNECT_SECONDS, read_seconds: float = READ_SECONDS
    ) -> None:
        self._number = number
        self._connect_seconds = connect_seconds
        self._read_seconds = read_seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer is waited for, where a request does not say."""
        return self._read_seconds

    async def initialize(self) -> None:
        """Get ready; does nothing where it is."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._number, ssl=_trusted()),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer."""
        if self._session is None:
            why = "the connections to Telegram are closed"
            raise RuntimeError(why)
        writing = FILE_SECONDS if request_data and request_data.contains_files else WRITE_SECONDS
        timeout = _timeout(
            read=_or(read_timeout, self._read_seconds),
            write=_or(write_timeout, writing) if request_data else None,
            connect=_or(connect_timeout, self._connect_seconds),
            pool=_or(pool_timeout, POOL_SECONDS),
        )
        fault: type[Exception]
        cause: type[Exception]
        try:
            async with self._session.request(
                method, url, timeout=timeout, allow_redirects=False, **_body(request_data)
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            fault, cause = type(error), NotSentError
        except (aiohttp.ClientError, OSError) as error:
            fault, cause = type(error), NoAnswerError
        # Outside of `except`, so that no address hangs on to what is raised.
        kind = TimedOut if issubclass(fault, TimeoutError) else NetworkError
        raise kind(fault.__name__) from cause(fault.__name__)


@cache
def _trusted() -> SSLContext:
    """The same certificates as on the way through a proxy."""
    return httpx.create_ssl_context()


def _or(given: Any, default: float) -> float | None:
    seconds: float | None = default if given is BaseRequest.DEFAULT_NONE else given
    return seconds


def _timeout(
    *, read: float | None, write: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    """As the library means them; aiohttp has none for writing, so with that the whole is limited to its parts."""
    to_a_connection = None if pool is None or connect is None else pool + connect
    whole = None if to_a_connection is None or write is None or read is None else to_a_connection + write + read
    return aiohttp.ClientTimeout(total=whole, connect=to_a_connection, sock_connect=connect, sock_read=read)


def _body(told: RequestData | None) -> dict[str, Any]:
    if told is None:
        return {}
    if not told.contains_files:
        return {"data": json.dumps(told.parameters).encode(), "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData(quote_fields=False)  # Telegram takes names as UTF-8, and would show quoted ones so
    for name, value in told.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, media_type) in told.multipart_data.items():
        read = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, read, filename=file_name, content_type=media_type)
    return {"data": form}
