"""What is set up, what is missing and what is wrong, each as one finding with its mend. Nothing is changed."""

import errno
import re
import shutil
import socket
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from bot.migrations import schema_state
from bot.model_state import model_state, try_model
from knowledge.answer import Say
from knowledge.errors import CatalogError, DauMoiError, PromptError

if TYPE_CHECKING:
    from bot.services import Services
    from bot.settings import Settings

Level = Literal["ok", "warning", "fault"]
LITTLE_ROOM, NO_ROOM = 500, 50
"""Megabytes free: below the first a refresh may fail, below the second the database may."""
WEBHOOK_PORTS = (443, 80, 88, 8443)
"""The ports that Telegram calls (Bot API, setWebhook)."""
LAST_PORT = 65535
_SECONDS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """`fault`: the bot cannot work like this; `warning`: it can, and something is to be known or done."""

    level: Level
    say: Say


def examine(services: "Services") -> Iterator[Finding]:
    """All findings, in the order in which one sets things up. Asks no network but a Chroma server of one's own."""
    settings = services.settings
    yield from _data_folder(settings.daumoi_data)
    yield from _database(services)
    yield from _day_and_help_lines(services)
    yield from _people(settings)
    yield from telegram(settings)
    yield from _search(settings)
    yield from _model(services)


def ask_telegram(settings: "Settings") -> Iterator[Finding]:
    """Whether Telegram answers and knows the bot; takes some seconds. Nothing where no token is set."""
    import asyncio  # noqa: PLC0415 - with what follows, half a second that only this check needs

    from bot.telegram.reach import who_am_i  # noqa: PLC0415 - as above

    if settings.telegram_bot_token is None:
        return
    reached = asyncio.run(who_am_i(settings))
    if reached.trouble is not None:
        yield Finding("fault", _TROUBLES[reached.trouble])
        return
    found, expected = reached.username or "", settings.telegram_bot_username
    if expected and expected.lower() != found.lower():
        yield Finding("fault", Say("doctor.other_username", {"found": found, "expected": expected}))
    else:
        yield Finding("ok", Say("doctor.telegram_answers", {"username": found}))


_TROUBLES = {
    "token": Say("doctor.token_refused"),
    "proxy": Say("doctor.proxy"),
    "network": Say("doctor.network"),
    "server": Say("doctor.server"),
}


# ------------------------------------------------------------------------------------------------------ where it is


def _data_folder(folder: Path) -> Iterator[Finding]:
    where = {"folder": str(folder)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        free = shutil.disk_usage(folder).free >> 20
    except OSError as error:
        why = error.strerror or str(error)
        yield Finding("fault", Say("doctor.folder_unwritable", {**where, "why": why}))
        return
    if free < LITTLE_ROOM:
        level: Level = "fault" if free < NO_ROOM else "warning"
        yield Finding(level, Say("doctor.little_room", {**where, "free": free}))
    else:
        yield Finding("ok", Say("doctor.folder", {**where, "free": free}))


def _database(services: "Services") -> Iterator[Finding]:
    """The database; and where its tables are up to date, what it holds."""
    try:
        state = schema_state(services.settings.sql_url)
        if state == "current":
            yield Finding("ok", Say("doctor.database"))
            yield from _documents(services)
            yield from _units(services)
            return
    except DauMoiError as error:
        yield Finding("fault", Say("doctor.database_fault", {"why": str(error)}))
        return
    if state == "newer":
        yield Finding("fault", Say("doctor.database_newer"))
    elif state == "older":
        yield Finding("warning", Say("doctor.database_older"))
    else:
        yield Finding("warning", Say("doctor.database_none"))


def _documents(services: "Services") -> Iterator[Finding]:
    if services.catalog.serving() is None:
        yield Finding("warning", Say("doctor.documents_none"))
        return
    try:
        library = services.library()
        library.check()
    except CatalogError as error:
        yield Finding("fault", Say("doctor.index_fault", {"why": str(error)}))
        return
    yield Finding("ok", Say("doctor.documents", {"documents": len(library.documents()), "version": library.version}))


def _units(services: "Services") -> Iterator[Finding]:
    units = len(services.units.all())
    if units:
        yield Finding("ok", Say("doctor.units", {"units": units}))
    else:
        yield Finding("warning", Say("doctor.units_none"))


def _day_and_help_lines(services: "Services") -> Iterator[Finding]:
    if services.settings.daumoi_today is not None:
        yield Finding("warning", Say("doctor.fixed_day", {"today": services.today}))
    try:
        yield Finding("ok", Say("doctor.help_lines", {"lines": len(services.help_lines())}))
    except DauMoiError as error:
        yield Finding("fault", Say("doctor.help_lines_fault", {"why": str(error)}))


def _people(settings: "Settings") -> Iterator[Finding]:
    if settings.admin_telegram_ids:
        yield Finding("ok", Say("doctor.admins", {"admins": len(settings.admin_telegram_ids)}))
    else:
        yield Finding("warning", Say("doctor.admins_none"))


# --------------------------------------------------------------------------------------------------------- Telegram


def telegram(settings: "Settings") -> Iterator[Finding]:
    """What can be known of Telegram's settings without asking Telegram."""
    if settings.telegram_bot_token is None:
        yield Finding("warning", Say("doctor.token_none"))
    elif settings.telegram_webhook_url is None:
        yield Finding("ok", Say("doctor.polling"))
    else:
        yield from _webhook(settings, settings.telegram_webhook_url)


def _webhook(settings: "Settings", url: str) -> Iterator[Finding]:
    address = urlsplit(url)
    if not _loopback(address.hostname or ""):
        if address.scheme != "https":
            yield Finding("fault", Say("doctor.webhook_http"))
        elif (address.port or 443) not in WEBHOOK_PORTS:
            yield Finding("fault", Say("doctor.webhook_port", {"ports": ", ".join(map(str, WEBHOOK_PORTS))}))
    if settings.telegram_webhook_secret is None:
        yield Finding("warning", Say("doctor.webhook_secret"))
    yield _listening(*settings.telegram_webhook_listen)


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listening(host: str, port: int) -> Finding:
    """Whether the webhook's port could be listened on now."""
    listen = {"listen": f"{host}:{port}"}
    if port > LAST_PORT:
        return Finding("fault", Say("doctor.port_fault", {**listen, "why": f"> {LAST_PORT}"}))
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.create_server((host, port), family=family):
            return Finding("ok", Say("doctor.webhook", listen))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return Finding("warning", Say("doctor.port_taken", listen))
        return Finding("fault", Say("doctor.port_fault", {**listen, "why": error.strerror or str(error)}))


# -------------------------------------------------------------------------------------------- search and the model


def _search(settings: "Settings") -> Iterator[Finding]:
    if settings.chroma_url is not None:
        answers = _answers(f"{settings.chroma_url}/api/v2/heartbeat")
        yield Finding("ok", Say("doctor.chroma")) if answers else Finding("warning", Say("doctor.chroma_away"))
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else None
    if key is None:
        yield Finding("ok", Say("doctor.model_none"))
    elif not _like_a_key(key, openai=settings.openai_base_url is None):
        yield Finding("warning", Say("doctor.model_key_odd"))
    else:
        yield Finding("ok", Say("doctor.model_key"))


def _model(services: "Services") -> Iterator[Finding]:
    """How the chat model is, from what is kept; a database that is not there yet is not made for it."""
    settings = services.settings
    if settings.openai_api_key is None:
        return
    if not settings.daumoi_model:
        yield Finding("warning", Say("doctor.model_off"))
        return
    try:
        _ = services.prompts
        if schema_state(settings.sql_url) == "current":
            yield from (Finding(level, say) for level, say in model_state(services))
    except PromptError as error:
        yield Finding("fault", Say("doctor.prompts_fault", {"why": str(error)}))
    except CatalogError:
        return  # told of the database


def ask_model(services: "Services") -> Iterator[Finding]:
    """Whether the chat model replies; takes some seconds and some hundred tokens. Nothing where none is set up."""
    try:
        yield from (Finding(level, say) for level, say in try_model(services))
    except (CatalogError, PromptError):
        return  # told by `examine`


def _like_a_key(key: str, *, openai: bool) -> bool:
    """Of OpenAI's keys the beginning is known; of others' only that no space or quotation mark is in them."""
    return re.fullmatch(r"sk-\S{8,}" if openai else r"[^\s'\"]+", key, re.ASCII) is not None


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=_SECONDS) as answer:  # noqa: S310 - settings allow http and https alone
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's own number
    except (OSError, ValueError):
        return False
