"""A question's way to its answer: read with what went before, answered by the library that serves, shown."""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import Message as Written
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.message import Button, Message
from bot.pages.answers import answer_page
from bot.telegram.context import BotContext, Reader
from bot.telegram.conversations import Conversation
from bot.telegram.growing import Growing
from bot.telegram.standing import beside
from knowledge.answer import Answer
from knowledge.answering import Asking, Turn
from knowledge.phrasing.phrased import Heard

log = logging.getLogger(__name__)

_UNDERSTOOD_IN_VAIN = ("out_of_scope", "clarify")
"""Of these not even the language is sure: nonsense and slips look foreign."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on Telegram. `history`: the turns before it, oldest first; `below`: buttons below the answer."""

    chat_id: int
    message_id: int | None
    text: str
    history: Sequence[Turn]
    below: tuple[tuple[Button, ...], ...] = ()


def history(message: Written, conversation: Conversation) -> list[Turn]:
    """The turns before a message; for a reply, up to the answer replied to, or that answer itself if it is not held."""
    if message.forward_origin is not None:
        return []  # somebody else's words continue nothing
    replied = message.reply_to_message
    if replied is None:
        return conversation.until(None)
    if replied.message_id in conversation.turns:
        return conversation.until(replied.message_id)
    told = replied.text or replied.caption or ""
    return [(told.split("\n", 1)[0], told)]


async def answer(context: BotContext, reader: Reader, asked: Asked) -> None:
    """Answer a question in its chat, and remember the turn unless it told of danger."""
    conversation = context.house.conversations.of(asked.chat_id)
    typing = asyncio.create_task(_typing(context, asked.chat_id))
    begin = time.perf_counter()
    loop = asyncio.get_running_loop()
    asking = _asking(reader, asked, after_danger=conversation.after_danger)
    growing = Growing(context.bot, asked.chat_id, _said_to(asked))
    # Who waits for a model works on nothing: others must not wait behind them.
    pool = context.house.listening if context.services.chat_model_name else context.house.thinking
    found, message = await loop.run_in_executor(pool, _answered, context, reader, asking, growing.heard)
    if found.status != "safety" and asked.chat_id > 0:  # a unit's figures are nothing for a group
        message = await asyncio.to_thread(beside, context, reader, asked.text, message, found.lang)
    await typing
    if found.status != "safety":
        message = replace(message, buttons=(*message.buttons, *asked.below))
    sent = await growing.finish(message)
    log.info(
        "answered: %s, %s, version %s, prompt %s, %.0f ms",
        found.status, found.mode, found.index_version, found.prompt, (time.perf_counter() - begin) * 1000,
    )  # fmt: skip
    _remember(conversation, asked, found, sent.message_id)


def answers(context: BotContext, reader: Reader, text: str) -> bool:
    """Whether a text is a question that the documents answer; reads them, so call it in a thread."""
    found = context.services.answerer().answer(text, reader.today, reader.unit_type, province=reader.province)
    return found.status not in _UNDERSTOOD_IN_VAIN


def _said_to(asked: Asked) -> int | None:
    """In a group the answer names the message it belongs to; in private it simply follows."""
    return asked.message_id if asked.chat_id < 0 else None


def _answered(context: BotContext, reader: Reader, asking: Asking, heard: Heard) -> tuple[Answer, Message]:
    services = context.services
    answerer = services.answerer()
    found = services.answer(asking, heard, answerer=answerer)
    if found.status in _UNDERSTOOD_IN_VAIN and found.lang != reader.lang and reader.chosen_lang is None:
        found = answerer.answer_to(replace(asking, lang=reader.lang, history=(), after_danger=False))
    viewer = replace(reader.viewer(), lang=found.lang)
    suggestions = context.house.suggestions(answerer)
    return found, answer_page(found, answerer, viewer, services.help_lines(), suggestions)


def _asking(reader: Reader, asked: Asked, *, after_danger: bool) -> Asking:
    return Asking(
        asked.text,
        reader.today,
        reader.unit_type,
        reader.chosen_lang,
        asked.history,
        after_danger=after_danger,
        province=reader.province,
        person=str(reader.id),
    )


async def _typing(context: BotContext, chat_id: int) -> None:
    try:
        await context.bot.send_chat_action(chat_id, ChatAction.TYPING)
    except TelegramError:  # a courtesy; the answer says more
        return


def _remember(conversation: Conversation, asked: Asked, found: Answer, sent: int) -> None:
    conversation.after_danger = found.status == "safety" and asked.chat_id > 0  # in a group the next one is another
    conversation.last_question = asked.message_id
    if found.status != "safety":
        conversation.add(sent, (asked.text, found.lead[0].key if found.lead else ""))
