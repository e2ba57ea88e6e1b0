"""Every environment variable, typed. `.env.example` lists the same names; a test holds the two together.

A field's name is its variable's name in lower case; its description completes the sentence "NAME must be …".
Reading pydantic takes a quarter of a second: import this module where settings are needed, not at the top of the CLI.
"""

import os
import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge.errors import DauMoiError
from knowledge.model import UnitType

ENV_FILE = Path(".env")


class SettingsError(DauMoiError):
    """An environment variable with a value that cannot be used. The message names it and never repeats the value."""


class Listen(NamedTuple):
    """Where the webhook server listens."""

    host: str
    port: int


def default_data_folder(env: Mapping[str, str], platform: str, home: Path) -> Path:
    """The user's data folder on this platform (XDG Base Directory Specification; Known Folders; Apple's guide)."""
    if platform == "win32":
        return Path(env.get("LOCALAPPDATA") or home / "AppData" / "Local") / "daumoi"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "daumoi"
    base = Path(env.get("XDG_DATA_HOME", ""))
    # The specification: a relative path in XDG_DATA_HOME is invalid and to be ignored.
    return (base if base.is_absolute() else home / ".local" / "share") / "daumoi"


def _user_data_folder() -> Path:
    return default_data_folder(os.environ, sys.platform, Path.home())


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _existing_file(path: Path) -> Path:
    if not _absolute(path).is_file():
        raise ValueError
    return _absolute(path)


def _database_url(url: SecretStr) -> SecretStr:
    if not re.match(r"(sqlite|postgres(ql)?(\+psycopg)?)://", url.get_secret_value()):
        raise ValueError
    # Hosting services hand out postgres://, which SQLAlchemy no longer takes.
    return SecretStr(re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url.get_secret_value()))


def _web_url(url: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\S*", url):
        raise ValueError
    return url.rstrip("/")


def _proxy_url(url: SecretStr) -> SecretStr:
    if not re.fullmatch(r"(https?|socks5h?)://\S+", url.get_secret_value()):
        raise ValueError
    return url


def _bot_token(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[\w-]+", token.get_secret_value(), re.ASCII):
        raise ValueError
    return token


def _webhook_secret(secret: SecretStr) -> SecretStr:
    """The alphabet and the length that setWebhook allows for `secret_token` (Bot API)."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
        raise ValueError
    return secret


def _iso_date(value: object) -> object:
    """ISO 8601 alone: pydantic would take 20210315 for seconds since 1970."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _listen(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})", value.strip())
    if found is None:
        raise ValueError
    return Listen(found[1] or found[2], int(found[3]))


def _ids(value: object) -> object:
    return [part for part in re.split(r"[,\s]+", value) if part] if isinstance(value, str) else value


def _names(value: object) -> object:
    return [part.lower() for part in re.split(r"[,\s]+", value) if part] if isinstance(value, str) else value


def _without_at(username: str) -> str:
    return username.removeprefix("@")


ModelUse = Literal["leads", "choices", "follow_ups"]
WebUrl = Annotated[str, AfterValidator(_web_url)]


class Settings(BaseSettings):
    """What the operator has set, from the environment and then from `.env` of the working folder; empty means unset."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8-sig",  # Notepad writes a byte order mark
        env_ignore_empty=True,
        extra="ignore",  # .env is shared with compose files and shells that have names of their own
        frozen=True,
        hide_input_in_errors=True,
        validate_default=False,
    )

    daumoi_data: Annotated[Path, AfterValidator(_absolute)] = Field(
        default_factory=_user_data_folder, description="the path of a folder"
    )
    daumoi_today: Annotated[date, BeforeValidator(_iso_date)] | None = Field(
        None, description="a date written YYYY-MM-DD"
    )
    daumoi_unit_type: UnitType | None = Field(
        None, description="one of school, office, commune, center, department, ministry"
    )
    daumoi_versions_kept: int = Field(5, ge=1, description="a whole number, 1 or more")
    daumoi_help_lines: Annotated[Path, AfterValidator(_existing_file)] | None = Field(
        None, description="the path of a help-lines file that exists"
    )

    database_url: Annotated[SecretStr, AfterValidator(_database_url)] | None = Field(
        None, description="an address such as sqlite:////folder/file.db or postgresql://user:password@host/name"
    )
    chroma_url: WebUrl | None = Field(None, description="the address of a Chroma server, http://… or https://…")

    telegram_bot_token: Annotated[SecretStr, AfterValidator(_bot_token)] | None = Field(
        None, description="the token that BotFather gave: digits, a colon, letters"
    )
    telegram_bot_username: Annotated[str, AfterValidator(_without_at)] | None = Field(
        None, pattern=r"^@?[A-Za-z0-9_]{3,64}$", description="the bot's username, with or without the @"
    )
    telegram_api_base_url: WebUrl = Field(
        "https://api.telegram.org", description="the address of a Bot API server, http://… or https://…"
    )
    telegram_proxy: Annotated[SecretStr, AfterValidator(_proxy_url)] | None = Field(
        None, description="the address of a proxy, http://…, https://… or socks5://…"
    )
    telegram_webhook_url: WebUrl | None = Field(
        None, description="the public address that Telegram calls, http://… or https://…"
    )
    telegram_webhook_listen: Annotated[Listen, NoDecode, BeforeValidator(_listen)] = Field(
        Listen("127.0.0.1", 8443), description="host:port, for instance 127.0.0.1:8443"
    )
    telegram_webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = Field(
        None, description="1 to 256 letters, digits, _ or -"
    )
    telegram_messages_per_second: float = Field(30, gt=0, le=1000, description="a number above 0, at most 1000")
    admin_telegram_ids: Annotated[frozenset[int], NoDecode, BeforeValidator(_ids)] = Field(
        frozenset(), description="Telegram user ids, numbers separated by commas"
    )

    openai_api_key: SecretStr | None = Field(None, description="an API key")
    openai_base_url: WebUrl | None = Field(
        None, description="the address of an API like OpenAI's, http://… or https://…"
    )
    openai_chat_model: str | None = Field(None, description="the name of a chat model")
    openai_embedding_model: str | None = Field(None, description="the name of an embedding model")

    daumoi_model: bool = Field(default=True, description="on or off")
    daumoi_model_uses: Annotated[frozenset[ModelUse], NoDecode, BeforeValidator(_names)] = Field(
        frozenset(get_args(ModelUse)), description="some of leads, choices, follow_ups, separated by commas"
    )
    daumoi_model_timeout: float = Field(20.0, ge=1, le=300, description="a number of seconds from 1 to 300")
    daumoi_model_tokens_per_person: int = Field(60_000, ge=0, description="a whole number, 0 for no bound")
    daumoi_model_tokens_per_day: int = Field(2_000_000, ge=0, description="a whole number, 0 for no bound")

    @classmethod
    def load(cls, env_file: Path | None = ENV_FILE) -> Self:
        """Read the environment and `env_file`.

        Raises:
            SettingsError: a value cannot be used, or `env_file` is no UTF-8 text.
        """
        try:
            return cls(_env_file=env_file)  # type: ignore[call-arg]  # pydantic-settings adds the argument at run time
        except ValidationError as error:
            raise SettingsError(_explained(error)) from None  # the cause holds the value
        except UnicodeDecodeError:
            message = f"{env_file}: not a UTF-8 text file; save it as UTF-8."
            raise SettingsError(message) from None

    @property
    def sql_url(self) -> str:
        """The catalog's address for SQLAlchemy; a SQLite file in the data folder unless DATABASE_URL says otherwise."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.daumoi_data / 'daumoi.db'}"

    def current_date(self) -> date:
        """DAUMOI_TODAY where it is set, else the day it is on this machine."""
        return self.daumoi_today or date.today()  # noqa: DTZ011  # the local day is meant: schools live by it


def _explained(error: ValidationError) -> str:
    names = dict.fromkeys(
        str(problem["loc"][0]) for problem in error.errors(include_input=False, include_context=False)
    )
    return " ".join(f"{name.upper()} must be {Settings.model_fields[name].description}." for name in names)
