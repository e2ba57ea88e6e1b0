"""What `doctor` says of the settings, without a database and without Telegram."""

import shutil
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot import doctor
from bot.doctor import Finding, examine, telegram
from bot.operations_desk import terminal_language
from bot.render import sentence
from bot.services import Services
from bot.settings import Settings

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw8"  # noqa: S105 - the token of Telegram's documentation
HOOK = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_WEBHOOK_SECRET": "s", "TELEGRAM_WEBHOOK_LISTEN": "127.0.0.1:0"}


def settings(told: Mapping[str, str]) -> Settings:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        return Settings.load(None)


def keys(findings: object) -> dict[str, str]:
    """Levels by the findings' keys."""
    assert not isinstance(findings, Finding)
    return {found.say.key: found.level for found in findings}  # type: ignore[attr-defined]  # an iterator of findings


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, {"doctor.token_none": "warning"}),
        ({"TELEGRAM_BOT_TOKEN": TOKEN}, {"doctor.polling": "ok"}),
        (HOOK | {"TELEGRAM_WEBHOOK_URL": "https://bot.example.vn/x"}, {"doctor.webhook": "ok"}),
        (HOOK | {"TELEGRAM_WEBHOOK_URL": "https://bot.example.vn:8443/x"}, {"doctor.webhook": "ok"}),
        (HOOK | {"TELEGRAM_WEBHOOK_URL": "http://127.0.0.1:8080"}, {"doctor.webhook": "ok"}),
        (HOOK | {"TELEGRAM_WEBHOOK_URL": "http://localhost:8080"}, {"doctor.webhook": "ok"}),
        (
            HOOK | {"TELEGRAM_WEBHOOK_URL": "http://bot.example.vn"},
            {"doctor.webhook_http": "fault", "doctor.webhook": "ok"},
        ),
        (
            HOOK | {"TELEGRAM_WEBHOOK_URL": "https://bot.example.vn:9000"},
            {"doctor.webhook_port": "fault", "doctor.webhook": "ok"},
        ),
        (
            HOOK | {"TELEGRAM_WEBHOOK_URL": "https://bot.example.vn", "TELEGRAM_WEBHOOK_SECRET": ""},
            {"doctor.webhook_secret": "warning", "doctor.webhook": "ok"},
        ),
        (
            HOOK | {"TELEGRAM_WEBHOOK_URL": "https://bot.example.vn", "TELEGRAM_WEBHOOK_LISTEN": "127.0.0.1:99999"},
            {"doctor.port_fault": "fault"},
        ),
    ],
)
def test_telegram_s_settings_are_judged(told: Mapping[str, str], found: Mapping[str, str]) -> None:
    assert keys(telegram(settings(told))) == found


def test_a_port_that_is_taken_is_told() -> None:
    """It may be the bot itself that has it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        told = HOOK | {"TELEGRAM_WEBHOOK_URL": "https://bot.example.vn", "TELEGRAM_WEBHOOK_LISTEN": listen}
        (found,) = telegram(settings(told))
    assert (found.level, found.say.details["listen"]) == ("warning", listen)


def test_a_new_machine_has_nothing_wrong(data_folder: Path) -> None:
    """What is still to be done is told, and nothing is made by looking."""
    found = keys(examine(Services(settings({}))))
    assert "fault" not in found.values()
    assert {"doctor.database_none", "doctor.admins_none", "doctor.token_none", "doctor.model_none"} <= set(found)
    assert list(data_folder.iterdir()) == []


@pytest.mark.parametrize(
    ("told", "key", "level"),
    [
        ({"ADMIN_TELEGRAM_IDS": "7, 8"}, "doctor.admins", "ok"),
        ({"DAUMOI_TODAY": "2021-06-15"}, "doctor.fixed_day", "warning"),
        ({"OPENAI_API_KEY": "sk-0123456789abcdef"}, "doctor.model_key", "ok"),
        ({"OPENAI_API_KEY": "'sk-0123456789abcdef'"}, "doctor.model_key_odd", "warning"),
        ({"OPENAI_API_KEY": "khóa của tôi"}, "doctor.model_key_odd", "warning"),
        ({"OPENAI_API_KEY": "local", "OPENAI_BASE_URL": "http://127.0.0.1:1"}, "doctor.model_key", "ok"),
        ({"CHROMA_URL": "http://127.0.0.1:1"}, "doctor.chroma_away", "warning"),
        ({"DATABASE_URL": "postgresql://u:geheim@127.0.0.1:1/x"}, "doctor.database_fault", "fault"),
    ],
)
@pytest.mark.usefixtures("data_folder")
def test_each_setting_has_its_finding(told: Mapping[str, str], key: str, level: str) -> None:
    """Said in both languages, and no secret with it."""
    findings = list(examine(Services(settings(told))))
    assert {key: level}.items() <= keys(findings).items()
    said = "\n".join(sentence(found.say, lang) for found in findings for lang in ("vi", "en"))
    for secret in ("geheim", "0123456789abcdef", "khóa của tôi"):
        assert secret not in said


def test_a_data_folder_that_cannot_be_used_is_told(
    tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is a file; one on a disk that is nearly full."""
    usage = shutil.disk_usage(tmp_path)
    for free, level in ((doctor.LITTLE_ROOM - 1, "warning"), (doctor.NO_ROOM - 1, "fault")):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: usage._replace(free=free << 20))
        assert keys(examine(Services(settings({}))))["doctor.little_room"] == level
    data_folder.rmdir()
    data_folder.write_text("a file", "utf-8")
    assert keys(examine(Services(settings({}))))["doctor.folder_unwritable"] == "fault"


@pytest.mark.parametrize(
    ("locale", "lang"),
    [
        ({}, "vi"),
        ({"LANG": "C.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
    ],
)
def test_the_terminal_s_language_is_vietnamese_unless_it_is_english(locale: Mapping[str, str], lang: str) -> None:
    assert terminal_language(locale) == lang
