"""Whether Telegram answers and knows the token: what `doctor` and a starting bot ask first."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.telegram.transport import connections

if TYPE_CHECKING:
    from bot.settings import Settings

Trouble = Literal["token", "proxy", "network", "server"]
"""The token is refused; the proxy or the network does not lead there; who answers is ill, or is not Telegram."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The bot's username, or why it is not known."""

    username: str | None = None
    trouble: Trouble | None = None


async def who_am_i(settings: "Settings", seconds: float = 5.0) -> Reached:
    """Ask Telegram for the bot's username, for so long at most; nothing is raised. Without a token: it is refused."""
    if settings.telegram_bot_token is None:
        return Reached(trouble="token")
    no_way: Trouble = "proxy" if settings.telegram_proxy else "network"
    try:
        async with asyncio.timeout(seconds), connections(settings, 1, seconds) as request:
            base_url = f"{settings.telegram_api_base_url}/bot"
            bot = Bot(settings.telegram_bot_token.get_secret_value(), base_url, request=request)
            return Reached(username=(await bot.get_me()).username)
    except TelegramError as error:
        if error.__cause__ is None:
            return Reached(trouble="token" if isinstance(error, InvalidToken) else "server")
        # The library names what it met as the cause: what came was no answer of a Bot API server, or nothing came.
        return Reached(trouble="server" if isinstance(error.__cause__, (TelegramError, ValueError)) else no_way)
    except (OSError, ValueError):  # too late; or an address that the proxy cannot have
        return Reached(trouble=no_way)
