"""The one place where every unforeseen error ends: the person gets a sentence, the log what a developer needs."""

import asyncio
import logging
import traceback
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import BadRequest, Conflict, Forbidden, TelegramError

from bot.pages.notices import notice
from bot.telegram.context import BotContext, now
from bot.telegram.limiter import UnknownOutcomeError
from bot.telegram.notify import maybe_lost
from bot.telegram.show import send
from knowledge.errors import DauMoiError

if TYPE_CHECKING:
    from knowledge.model import Lang

log = logging.getLogger(__name__)


async def failed(update: object, context: BotContext) -> None:
    """Deal with an error that a handler did not."""
    error = context.error
    number = update.update_id if isinstance(update, Update) else None
    if isinstance(error, Forbidden):
        await _stopped(update, context)
        return
    if isinstance(error, UnknownOutcomeError) and number is not None:
        log.warning("update %s: whether its answer arrived is not known", number)
        await _uncertain(update, context)
        return
    if isinstance(error, Conflict):
        log.error("another program polls with the same token; only one may")
        return
    log.error("update %s: %s", number, described(error))
    if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
        return  # Telegram cannot be reached: a sentence would not arrive either
    await _apologise(update, context)


def described(error: BaseException | None) -> str:
    """An error by its kind and the places it went through. Not by its words, which may be a person's or a secret."""
    if error is None:
        return "no error"
    if isinstance(error, DauMoiError):  # our own sentences name neither
        return f"{type(error).__name__}: {error}"
    places = [
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    return f"{type(error).__name__} at {' < '.join(reversed(places[-8:]))}"


async def _uncertain(update: object, context: BotContext) -> None:
    """The answer may have arrived or not: written down, and told as soon as the line holds again."""
    message = update.effective_message if isinstance(update, Update) else None
    if not isinstance(update, Update) or message is None:
        return
    await asyncio.to_thread(context.house.inbox.uncertain, update.update_id)
    try:
        await maybe_lost(context.bot, message.chat.id, message.message_id, "vi")
    except TelegramError as error:
        log.warning("update %s: this cannot be told either (%s)", update.update_id, type(error).__name__)


async def _stopped(update: object, context: BotContext) -> None:
    """The person has blocked the bot: nothing more is sent until they write again."""
    if isinstance(update, Update) and update.effective_user:
        await asyncio.to_thread(context.services.people.mark_blocked, update.effective_user.id, now())


async def _apologise(update: object, context: BotContext) -> None:
    if not isinstance(update, Update) or update.effective_chat is None or update.effective_chat.type != "private":
        return
    user = update.effective_user
    lang: Lang = "en" if user and user.language_code and not user.language_code.startswith("vi") else "vi"
    try:
        await send(context.bot, update.effective_chat.id, notice(lang, "fault.ours"))
    except TelegramError as error:
        log.warning("the apology did not arrive either: %s", type(error).__name__)
