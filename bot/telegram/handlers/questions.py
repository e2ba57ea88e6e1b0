"""Words: a reply to something the bot asked for, else a question. At any moment."""

import asyncio

from telegram import Message as Written
from telegram import Update

from bot import callbacks
from bot.pages import welcome
from bot.pages.answers import why
from bot.pages.notices import notice, said
from bot.telegram.answering import Asked, answer, answers, history
from bot.telegram.attaching import attached
from bot.telegram.checking_in import taken, way_back
from bot.telegram.context import BotContext, Pressed, Reader, now
from bot.telegram.conversations import Conversation
from bot.telegram.reviewing import sent_back
from bot.telegram.show import acknowledge, replace, send
from bot.telegram.telling import heard
from bot.texts import TEXTS
from knowledge.safety import in_danger
from knowledge.tokens import tokenize

_REASON_KEPT = 1000
"""Characters of what somebody says about an answer."""


async def words(update: Update, context: BotContext) -> None:
    """A text in private; what is written below a picture or a file is one too."""
    message = update.effective_message
    text = (message.text or message.caption) if message else None
    if message is None or not text or update.effective_chat is None:
        return
    chat_id = update.effective_chat.id
    conversation = context.house.conversations.of(chat_id)
    if update.edited_message is not None and conversation.last_question != message.message_id:
        return  # an old message was corrected; its answer stands
    reader = await asyncio.to_thread(context.reader, update)
    prompt = _prompt(message, conversation)
    danger = in_danger(tokenize(text))
    if danger:  # before anything that would keep what was written
        prompt = ""
    if not danger and await _is_of_a_report(update, context, reader, prompt):
        return
    about = _task_named(prompt)
    if prompt in _said("rate.why"):
        await _reason(context, reader, chat_id, text)
    elif prompt in _said("unit.search") and await _chosen_by_name(context, reader, message):
        return
    elif about:
        await answer(context, reader, Asked(chat_id, message.message_id, f"{text} ({about})", []))
    else:
        back = await asyncio.to_thread(way_back, context, reader)
        asked = Asked(chat_id, message.message_id, text, history(message, conversation), back)
        await answer(context, reader, asked)


async def _is_of_a_report(update: Update, context: BotContext, reader: Reader, prompt: str) -> bool:
    """Take what was asked for by a report or its review, a file for one, or a sentence that tells one."""
    message = update.effective_message
    if message is None:
        return False
    if await taken(context, reader, message, prompt) or await sent_back(context, reader, message, prompt):
        return True
    if (
        update.edited_message is not None
        or _task_named(prompt)
        or prompt in (*_said("rate.why"), *_said("unit.search"))
    ):
        return False
    return await attached(context, reader, message) or await heard(context, reader, message)


def _prompt(message: Written, conversation: Conversation) -> str:
    """What the bot had asked for: the words of the message replied to, which also hold after a restart."""
    replied, prompt = message.reply_to_message, conversation.prompt
    conversation.prompt = ""
    return (replied.text or "") if replied else prompt


def _said(key: str) -> tuple[str, str]:
    return said(key, "vi"), said(key, "en")


def _task_named(prompt: str) -> str | None:
    """The task that the bot wanted a question about."""
    for sentence in (TEXTS["about.duty"].vi, TEXTS["about.duty"].en):
        before, after = sentence.split("{title}")
        if prompt.startswith(before) and prompt.endswith(after):
            return prompt[len(before) : len(prompt) - len(after)]
    return None


async def _chosen_by_name(context: BotContext, reader: Reader, message: Written) -> bool:
    """Show the units of that name; False where the words are no name but rather a question."""
    name = message.text or ""
    kind = reader.person.unit_type if reader.person else None
    found = await asyncio.to_thread(context.services.units.search, name, kind)
    if not found and await asyncio.to_thread(answers, context, reader, name):
        return False
    # The next name typed is another try, with "reply" or without.
    context.house.conversations.of(message.chat.id).prompt = said("unit.search", reader.lang)
    await send(context.bot, message.chat.id, welcome.found_units(reader.lang, found))
    return True


async def rated(pressed: Pressed, action: callbacks.Rate) -> None:
    """👍 or 👎: kept with the version that answered, without the person; after 👎 one may say why."""
    lang, context = pressed.reader.lang, pressed.context
    await asyncio.to_thread(_keep, context, action)
    await acknowledge(pressed.query, said("rate.thanks", lang))
    if not action.good and action.reason is None:
        await send(context.bot, pressed.chat_id, why(lang, action))


async def _reason(context: BotContext, reader: Reader, chat_id: int, words: str) -> None:
    version = await asyncio.to_thread(lambda: context.services.answerer().library.version)
    await asyncio.to_thread(_keep_words, context, version, words[:_REASON_KEPT])
    await send(context.bot, chat_id, notice(reader.lang, "rate.thanks"))


def _keep(context: BotContext, rate: callbacks.Rate) -> None:
    prompt = rate.prompt if isinstance(rate, callbacks.RatePhrased) else None
    context.services.people.add_feedback(
        vote=rate.good,
        reason=rate.reason,
        index_version=rate.version,
        prompt_version=prompt,
        status=rate.status,
        provisions=[],
        now=now(),
    )


def _keep_words(context: BotContext, version: str, words: str) -> None:
    context.services.people.add_feedback(
        vote=False, reason=words, index_version=version, prompt_version=None, status="", provisions=[], now=now()
    )


async def again(pressed: Pressed, action: callbacks.AskAgain) -> None:  # noqa: ARG001 - every press has its action
    """The person did not get an answer: the question stands in the message that the notice replied to."""
    message = pressed.query.message
    asked = message.reply_to_message if isinstance(message, Written) else None
    if asked is None or not asked.text:
        await replace(pressed.query, pressed.context.bot, notice(pressed.reader.lang, "fault.stale"))
        return
    await answer(pressed.context, pressed.reader, Asked(pressed.chat_id, asked.message_id, asked.text, []))
