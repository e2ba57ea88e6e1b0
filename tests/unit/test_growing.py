"""An answer shown while it grows: as a draft, as a message that is edited, or at once when it is whole."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import pytest
from telegram import Chat
from telegram import Message as Sent
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.message import Message, paragraph
from bot.telegram import growing
from bot.telegram.growing import Growing
from knowledge.answer import Answer

if TYPE_CHECKING:
    from telegram.ext import ExtBot

WHOLE = Message((paragraph("Một. Hai. Và lời văn bản."),))
LONG = Message(tuple(paragraph("chữ " * 500) for _ in range(4)))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(growing, "FIRST_EDIT", 0.001)


@dataclass
class Line:
    """What goes to Telegram, in order, and what Telegram says to it."""

    refuses: Sequence[tuple[str, TelegramError]] = ()
    went: list[tuple[str, str]] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def send_message_draft(self, _chat: int, _draft: int, text: str, **_: Any) -> bool:
        """See the library."""
        self._note("draft", text)
        return True

    async def send_message(self, chat: int, text: str, *_: Any, **__: Any) -> Sent:
        """See the library."""
        self._note("message", text)
        return Sent(len(self.went), cast("Any", None), Chat(chat, "private"))

    async def edit_message_text(self, text: str, *_: Any, **__: Any) -> None:
        """See the library."""
        self._note("edit", text)

    def _note(self, what: str, text: str) -> None:
        error = next((error for refused, error in self.refuses if refused == what), None)
        self.went.append((f"{what} refused" if error else what, text))
        self.changed.set()
        if error:
            raise error

    async def until(self, count: int) -> None:
        """Wait till so much went, refused or not."""
        while len(self.went) < count:
            self.changed.clear()
            await asyncio.wait_for(self.changed.wait(), 10)


Grow = Callable[[Line, int], Growing]


@pytest.fixture
def grow() -> Grow:
    return lambda line, chat: Growing(cast("ExtBot[int]", line), chat, None)


def so_far(*said: str) -> Answer:
    return Answer("answered", said=said, mode="generated")


@pytest.mark.anyio
async def test_in_private_it_is_a_draft_until_the_message_comes(grow: Grow) -> None:
    line = Line()
    answer = grow(line, 7)
    answer.heard(so_far("Một."))
    await line.until(1)
    answer.heard(so_far("Một.", "Hai."))
    await line.until(2)
    await answer.finish(WHOLE)
    assert line.went == [("draft", "Một."), ("draft", "Một. Hai."), ("message", "Một. Hai. Và lời văn bản.")]


@pytest.mark.anyio
@pytest.mark.parametrize("refusal", [BadRequest("Textdraft_peer_invalid"), InvalidToken("Not Found")])
async def test_where_drafts_are_not_known_one_message_is_edited(grow: Grow, refusal: TelegramError) -> None:
    line = Line([("draft", refusal)])
    answer = grow(line, 7)
    answer.heard(so_far("Một."))
    await line.until(2)
    answer.heard(so_far("Một.", "Hai."))
    await line.until(3)
    await answer.finish(WHOLE)
    assert [what for what, _ in line.went] == ["draft refused", "message", "edit", "edit"]
    assert line.went[-1][1] == "Một. Hai. Và lời văn bản."


@pytest.mark.anyio
async def test_in_a_group_it_is_a_message_from_the_start(grow: Grow) -> None:
    line = Line()
    answer = grow(line, -7)
    answer.heard(so_far("Một."))
    await line.until(1)
    await answer.finish(WHOLE)
    assert [what for what, _ in line.went] == ["message", "edit"]


@pytest.mark.anyio
@pytest.mark.parametrize("fault", [TimedOut(), RetryAfter(5)])
async def test_a_fault_of_the_moment_ends_the_showing_and_not_the_answer(grow: Grow, fault: TelegramError) -> None:
    line = Line([("draft", fault)])
    answer = grow(line, 7)
    answer.heard(so_far("Một."))
    await line.until(1)
    answer.heard(so_far("Một.", "Hai."))
    await answer.finish(WHOLE)
    assert [what for what, _ in line.went] == ["draft refused", "message"]


@pytest.mark.anyio
async def test_without_a_model_nothing_goes_before_the_answer(grow: Grow) -> None:
    line = Line()
    await grow(line, 7).finish(WHOLE)
    assert line.went == [("message", "Một. Hai. Và lời văn bản.")]


@pytest.mark.anyio
async def test_an_answer_of_several_pages_comes_anew(grow: Grow) -> None:
    line = Line()
    answer = grow(line, -7)
    answer.heard(so_far("Một."))
    await line.until(1)
    await answer.finish(LONG)
    assert line.went[0] == ("message", "Một.")
    assert "".join(text for what, text in line.went[1:] if what == "message").count("chữ") == 2000


@pytest.mark.anyio
async def test_what_cannot_be_edited_any_more_comes_anew(grow: Grow) -> None:
    line = Line([("edit", BadRequest("Message to edit not found"))])
    answer = grow(line, -7)
    answer.heard(so_far("Một."))
    await line.until(1)
    await answer.finish(WHOLE)
    assert line.went[-1] == ("message", "Một. Hai. Và lời văn bản.")
