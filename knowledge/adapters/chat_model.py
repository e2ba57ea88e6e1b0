"""A chat model behind any server that speaks OpenAI's API, through LangChain. Imported only where a key is set.

Text is handed on piece by piece. A request is repeated only while nothing of its reply has arrived, and waiting is
bounded by the clock, whatever the server sends to keep the line open.
"""

import asyncio
import json
import logging
import os
import random
import threading
import warnings
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Coroutine, Generator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar, cast

import httpx
import openai
from langchain_core.exceptions import ContextOverflowError, LangChainException
from langchain_core.messages import AIMessageChunk
from langchain_openai import ChatOpenAI
from langchain_openai.chat_models.base import OpenAIRefusalError
from pydantic import SecretStr, ValidationError

from knowledge.errors import (
    ChatModelError,
    ModelMalformedError,
    ModelMisconfiguredError,
    ModelRefusedError,
    ModelTimedOutError,
    ModelUnavailableError,
)
from knowledge.phrasing.model import Prompt, Usage

if TYPE_CHECKING:
    from concurrent.futures import Future

_TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")
_CHATTY = ("openai", "httpx", "httpx2", "httpcore", "httpcore2")
CONNECT_SECONDS = 5.0
RETRIES = 2
LONGEST_PAUSE = 4.0
"""Seconds before a request is repeated: who is told to wait longer goes on without the model."""
REPLY_TOKENS = 1500
"""A reply's bound, with room for what some models think first."""

T = TypeVar("T")
Chunks = AsyncGenerator[AIMessageChunk, None]

# From the particular to the general; the first that fits speaks.
FAULTS: dict[type[Exception], tuple[type[ChatModelError], str]] = {
    ContextOverflowError: (ModelRefusedError, "the passages are too long for it; choose a model that reads more"),
    openai.APITimeoutError: (ModelTimedOutError, "it did not answer in time"),
    openai.APIConnectionError: (ModelUnavailableError, "it cannot be reached; check OPENAI_BASE_URL and the network"),
    openai.AuthenticationError: (ModelMisconfiguredError, "it does not accept the key; check OPENAI_API_KEY"),
    openai.PermissionDeniedError: (
        ModelMisconfiguredError,
        "the key may not use this model; check OPENAI_CHAT_MODEL and the account",
    ),
    openai.NotFoundError: (
        ModelMisconfiguredError,
        "it does not know this model or address; check OPENAI_CHAT_MODEL and OPENAI_BASE_URL",
    ),
    openai.RateLimitError: (ModelUnavailableError, "it refuses more requests for now"),
    openai.BadRequestError: (ModelRefusedError, "it rejects the request; check OPENAI_CHAT_MODEL"),
    openai.UnprocessableEntityError: (ModelRefusedError, "it rejects the request; check OPENAI_CHAT_MODEL"),
    openai.ConflictError: (ModelUnavailableError, "it is busy with another request"),
    openai.InternalServerError: (ModelUnavailableError, "it failed"),
    openai.APIResponseValidationError: (ModelMalformedError, "its answer is no reply; check OPENAI_BASE_URL"),
    openai.APIStatusError: (ModelRefusedError, "it refused the request"),
    openai.APIError: (ModelUnavailableError, "it reported a fault in the middle of its reply"),
    openai.LengthFinishReasonError: (ModelMalformedError, "its reply was cut off"),
    openai.ContentFilterFinishReasonError: (ModelRefusedError, "its filter held the reply back"),
    openai.OpenAIError: (ModelRefusedError, "the request could not be made; check OPENAI_API_KEY"),
    httpx.TimeoutException: (ModelTimedOutError, "it did not answer in time"),
    httpx.HTTPError: (ModelUnavailableError, "the connection failed"),
    httpx.InvalidURL: (ModelMisconfiguredError, "its address cannot be used; check OPENAI_BASE_URL"),
    httpx.StreamError: (ModelUnavailableError, "the connection failed"),
    httpx.CookieConflict: (ModelMalformedError, "its answer is no reply; check OPENAI_BASE_URL"),
    TimeoutError: (ModelTimedOutError, "it did not answer in time"),
    OSError: (ModelUnavailableError, "the connection failed"),
    OpenAIRefusalError: (ModelRefusedError, "it will not answer this"),
    LangChainException: (ModelMalformedError, "its answer is no reply; check OPENAI_BASE_URL"),
    ValidationError: (ModelMalformedError, "its answer is no reply; check OPENAI_BASE_URL"),
    json.JSONDecodeError: (ModelMalformedError, "its answer is not JSON; check OPENAI_BASE_URL"),
    # What a reply of another shape breaks inside the libraries, which do not check it.
    KeyError: (ModelMalformedError, "its answer is no reply; check OPENAI_BASE_URL"),
    IndexError: (ModelMalformedError, "its answer is no reply; check OPENAI_BASE_URL"),
    TypeError: (ModelMalformedError, "its answer is no reply; check OPENAI_BASE_URL"),
    AttributeError: (ModelMalformedError, "its answer is no reply; check OPENAI_BASE_URL"),
    ValueError: (ModelMalformedError, "its answer is no reply; check OPENAI_BASE_URL"),
}
_REPEATED = (openai.RateLimitError, openai.InternalServerError, openai.ConflictError, openai.APIConnectionError)
_NO_QUOTA = "insufficient_quota"
_REJECTED = (openai.BadRequestError, openai.UnprocessableEntityError)


@dataclass(frozen=True, slots=True)
class Manners:
    """How a server wants to be asked: learnt from what it rejects, as a line of words to be kept."""

    format: str = "json_schema"
    temperature: bool = True
    usage: bool = True

    @classmethod
    def read(cls, line: str) -> "Manners":
        """From such a line; what is not known in it counts for nothing."""
        words = line.split()
        known = next((each for each in _FORMATS if each in words), _FORMATS[0])
        return cls(known, "no-temperature" not in words, "no-usage" not in words)

    def line(self) -> str:
        """As a line of words."""
        words = [self.format, "" if self.temperature else "no-temperature", "" if self.usage else "no-usage"]
        return " ".join(filter(None, words))

    def after(self, rejected: str) -> "Manners | None":
        """How to ask next, after a rejection in these words; None where nothing is left to try."""
        if self.temperature and "temperature" in rejected:
            return replace(self, temperature=False)
        if self.usage and "stream_options" in rejected:
            return replace(self, usage=False)
        later = _FORMATS[_FORMATS.index(self.format) + 1 :]
        return replace(self, format=later[0]) if later else None


_FORMATS = ("json_schema", "json_object", "text")


class OpenAIChatModel:
    """A chat model on a server. `base_url` None is OpenAI itself. Safe from several threads.

    `timeout` bounds a whole reply in seconds; half of it is for the beginning, and for any silence after it. `manners`
    is what was learnt of the server earlier, `learnt` is told what is learnt now.
    """

    def __init__(  # noqa: PLR0913 - all that is to be known of a server
        self,
        key: str,
        model: str,
        *,
        base_url: str | None = None,
        timeout: float = 20.0,
        manners: str = "",
        learnt: Callable[[str], None] = lambda _line: None,
    ) -> None:
        # Nobody's questions go to a tracing service because of a variable that another program set.
        os.environ.update(dict.fromkeys(_TRACING, "false"))
        for chatty in _CHATTY:  # one of them would log whole requests where OPENAI_LOG says so
            logging.getLogger(chatty).setLevel(logging.WARNING)
        # LangChain tells a programmer to ask in another manner, which `Manners` does.
        warnings.filterwarnings(
            "ignore", r"(This model does not support|Invalid schema for) OpenAI's structured output"
        )
        self.name = model
        self._key = SecretStr(key)
        self._base_url = base_url
        self._timeout = timeout
        self._manners = Manners.read(manners)
        self._learnt = learnt

    def speak(self, prompt: Prompt, shape: Mapping[str, Any]) -> Generator[str | Usage, None, None]:
        """What the model writes, piece by piece, and what it cost where the server tells. Raises `ChatModelError`.

        `shape` is the JSON schema to ask for.
        """
        pieces = self._pieces(self._model, prompt, shape)
        until = monotonic() + self._timeout
        try:
            while (piece := _LINE.wait(_next(pieces), min(self._timeout / 2, until - monotonic()))) is not None:
                yield piece
        except tuple(FAULTS) as error:
            # Without the cause: a server may repeat the key in what it says.
            raise self._translated(error) from None
        finally:
            _LINE.begin(pieces.aclose())

    @cached_property
    def _model(self) -> ChatOpenAI:
        return ChatOpenAI(
            model=self.name,
            api_key=self._key,
            base_url=self._base_url,
            timeout=openai.Timeout(self._timeout, connect=min(CONNECT_SECONDS, self._timeout / 2)),
            max_retries=0,  # the library would wait as long as a server asks for, and longer than anybody does
            use_responses_api=False,
            default_headers={"Connection": "close"},  # questions are seldom so close together that an open line helps
            stream_chunk_timeout=None,
        )

    async def _pieces(
        self, model: ChatOpenAI, prompt: Prompt, shape: Mapping[str, Any]
    ) -> AsyncGenerator[str | Usage, None]:
        """As `speak`; asks again where the server rejects the manner, or fails before it has begun."""
        attempt = 0
        while True:
            manners, begun = self._manners, False
            try:
                async with aclosing(self._once(model, prompt, shape, manners)) as pieces:
                    async for piece in pieces:
                        begun = True
                        yield piece
            except _REJECTED as error:
                next_manners = manners.after(str(error))
                if begun or next_manners is None or isinstance(error, ContextOverflowError):
                    raise
                self._manners = next_manners
            except _REPEATED as error:
                pause = _pause(error, attempt)
                if begun or pause is None:
                    raise
                attempt += 1
                await asyncio.sleep(pause)
            else:
                self._remember()
                return

    async def _once(
        self, model: ChatOpenAI, prompt: Prompt, shape: Mapping[str, Any], manners: Manners
    ) -> AsyncGenerator[str | Usage, None]:
        messages = [("system", prompt.system), ("human", prompt.user)]
        ending = None
        astream = model.astream(messages, **self._asking(prompt, shape, manners))
        async with aclosing(cast("Chunks", astream)) as chunks:
            async for chunk in chunks:
                ending = chunk.response_metadata.get("finish_reason") or ending
                if chunk.text:
                    yield chunk.text
                if chunk.usage_metadata:
                    yield Usage(chunk.usage_metadata["input_tokens"], chunk.usage_metadata["output_tokens"])
        self._require_whole(ending)

    def _asking(self, prompt: Prompt, shape: Mapping[str, Any], manners: Manners) -> dict[str, Any]:
        """The request's particulars. The format goes past the library, which would parse the reply over and over."""
        schema = {"name": prompt.name, "schema": shape, "strict": True}
        formats: dict[str, dict[str, Any]] = {
            "json_schema": {"response_format": {"type": "json_schema", "json_schema": schema}},
            "json_object": {"response_format": {"type": "json_object"}},
            "text": {},
        }
        # OpenAI has renamed the bound; servers like it know the old name.
        bound = "max_completion_tokens" if self._base_url is None else "max_tokens"
        asking: dict[str, Any] = {
            "extra_body": {**formats[manners.format], bound: REPLY_TOKENS},
            "stream_usage": manners.usage,
        }
        return {**asking, "temperature": 0} if manners.temperature else asking

    def _require_whole(self, ending: str | None) -> None:
        if ending == "stop":
            return
        if ending is None:
            raise ModelUnavailableError(self._sentence("its reply broke off"))
        if ending == "content_filter":
            raise ModelRefusedError(self._sentence("its filter held the reply back"))
        raise ModelMalformedError(self._sentence("its reply was cut off"))

    def _remember(self) -> None:
        if self._manners != Manners():
            self._learnt(self._manners.line())

    def _translated(self, error: Exception) -> ChatModelError:
        kind, why = next(told for known, told in FAULTS.items() if isinstance(error, known))
        if _is_quota(error):
            kind, why = ModelMisconfiguredError, "the account's quota is spent; check the account"
        return kind(self._sentence(why))

    def _sentence(self, why: str) -> str:
        return f"Chat model {self.name}: {why}."


async def _next(pieces: AsyncIterator[str | Usage]) -> str | Usage | None:
    return await anext(pieces, None)


def _pause(error: Exception, attempt: int) -> float | None:
    """Seconds before asking again: as the server says, else more each time, never the same for all. None: not again."""
    if isinstance(error, openai.APITimeoutError) or attempt >= RETRIES or _is_quota(error):
        return None
    told = _told_to_wait(error)
    if told is None:
        return 0.3 * (attempt + 1) * random.uniform(0.5, 1.5)  # noqa: S311 - spreads requests, guards nothing
    return told + random.uniform(0, 0.2) if told <= LONGEST_PAUSE else None  # noqa: S311 - as above


def _is_quota(error: Exception) -> bool:
    return isinstance(error, openai.RateLimitError) and error.code == _NO_QUOTA


def _told_to_wait(error: Exception) -> float | None:
    """What Retry-After says, in seconds; None where it says nothing, or a date."""
    headers: Mapping[str, str] = error.response.headers if isinstance(error, openai.APIStatusError) else {}
    try:
        if "retry-after-ms" in headers:
            return float(headers["retry-after-ms"]) / 1000
        return float(headers["retry-after"]) if "retry-after" in headers else None
    except ValueError:
        return None


class _Line:
    """An event loop in a thread of its own, on which requests can be waited for by the clock and given up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    def wait(self, what: Awaitable[T], seconds: float | None) -> T:
        """The outcome of something that is awaited on the loop. Raises `TimeoutError` when it takes longer."""

        async def bounded() -> T:
            return await asyncio.wait_for(what, seconds)

        return self.begin(bounded()).result()

    def begin(self, what: Coroutine[Any, Any, T]) -> "Future[T]":
        """Begin something without waiting for it: also on the loop itself, where forgotten generators may end."""
        return asyncio.run_coroutine_threadsafe(what, self._running())

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="chat model", daemon=True).start()
            return self._loop


_LINE = _Line()
