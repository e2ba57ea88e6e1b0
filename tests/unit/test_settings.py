from datetime import date
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, default_data_folder


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAUMOI_DATA")


def load(env_file: Path | None = None) -> Settings:
    return Settings.load(env_file)


def test_nothing_needs_to_be_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On a new machine the database lies in the user's data folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert load().sql_url == f"sqlite:///{tmp_path / 'daumoi' / 'daumoi.db'}"


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_an_empty_value_counts_as_unset(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`NAME=` in .env is the same as no line at all."""
    monkeypatch.setenv(name.upper(), "")
    assert load() == load(None)
    assert name not in load().model_fields_set


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DAUMOI_TODAY", "15/3/2021"),
        ("DAUMOI_TODAY", "2021-02-30"),
        ("DAUMOI_UNIT_TYPE", "trường"),
        ("DAUMOI_VERSIONS_KEPT", "0"),
        ("DAUMOI_HELP_LINES", "no-such-file.toml"),
        ("DATABASE_URL", "mysql://user:hunter2@host/db"),
        ("CHROMA_URL", "hunter2"),
        ("TELEGRAM_BOT_TOKEN", "hunter2"),
        ("TELEGRAM_BOT_USERNAME", "@hunter 2"),
        ("TELEGRAM_PROXY", "user:hunter2@proxy"),
        ("TELEGRAM_WEBHOOK_LISTEN", "localhost"),
        ("TELEGRAM_WEBHOOK_SECRET", "hunter 2"),
        ("ADMIN_TELEGRAM_IDS", "12, hunter2"),
        ("OPENAI_BASE_URL", "hunter2"),
    ],
)
def test_a_wrong_value_is_named_and_never_repeated(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the variable and says what it must be, and shows no secret."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"^{name} must be [^.]+") as caught:
        load()
    assert value not in str(caught.value)
    assert caught.value.__cause__ is None


def test_all_wrong_values_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody mends settings one error at a time."""
    monkeypatch.setenv("DAUMOI_TODAY", "today")
    monkeypatch.setenv("DAUMOI_VERSIONS_KEPT", "many")
    with pytest.raises(SettingsError, match=r"DAUMOI_TODAY.*DAUMOI_VERSIONS_KEPT"):
        load()


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings printed or logged hold no token, key or password."""
    for name in ("TELEGRAM_WEBHOOK_SECRET", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "hunter2")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:hunter2")
    monkeypatch.setenv("TELEGRAM_PROXY", "socks5://user:hunter2@proxy")
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:hunter2@host/db")
    assert "hunter2" not in f"{load()!r} {load()}"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_address_is_taken_as_hosts_write_it(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://u:p@h/d")
    assert load().sql_url == "postgresql+psycopg://u:p@h/d"


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A value given for one run counts, whatever .env says; a byte order mark in .env does no harm."""
    env_file = tmp_path / ".env"
    env_file.write_text("\ufeffDAUMOI_TODAY=2021-05-01\nDAUMOI_VERSIONS_KEPT=7\nUNRELATED=1\n", encoding="utf-8")
    assert load(env_file).current_date() == date(2021, 5, 1)
    monkeypatch.setenv("DAUMOI_TODAY", "2022-01-02")
    assert load(env_file).current_date() == date(2022, 1, 2)
    assert load(env_file).daumoi_versions_kept == 7


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_bytes("TELEGRAM_BOT_USERNAME=đầu".encode("utf-16"))
    with pytest.raises(SettingsError, match=r"\.env.*UTF-8"):
        load(env_file)


def test_lists_and_addresses_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spaces, a trailing comma, an @ and a trailing slash do no harm."""
    monkeypatch.setenv("ADMIN_TELEGRAM_IDS", "12, 34,")
    monkeypatch.setenv("TELEGRAM_BOT_USERNAME", "@daumoi_bot")
    monkeypatch.setenv("TELEGRAM_API_BASE_URL", "http://127.0.0.1:8081/")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_LISTEN", "[::1]:80")
    settings = load()
    assert settings.admin_telegram_ids == {12, 34}
    assert settings.telegram_bot_username == "daumoi_bot"
    assert settings.telegram_api_base_url == "http://127.0.0.1:8081"
    assert settings.telegram_webhook_listen == ("::1", 80)


@pytest.mark.parametrize(
    ("platform", "env", "folder"),
    [
        ("linux", {}, "home/.local/share/daumoi"),
        ("linux", {"XDG_DATA_HOME": "relative"}, "home/.local/share/daumoi"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/daumoi"),
        ("darwin", {"XDG_DATA_HOME": "/data"}, "home/Library/Application Support/daumoi"),
        ("win32", {"LOCALAPPDATA": "local"}, "local/daumoi"),
        ("win32", {}, "home/AppData/Local/daumoi"),
    ],
)
def test_the_data_folder_is_where_the_platform_wants_it(platform: str, env: dict[str, str], folder: str) -> None:
    assert default_data_folder(env, platform, Path("home")) == Path(folder)
