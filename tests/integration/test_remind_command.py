"""`daumoi remind`: it queues, and says whether anybody sends."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.people.model import Unit
from bot.progress.model import VIETNAM, PeriodObligation, Quiet
from bot.services import Services
from knowledge.model import Bilingual

PLAN = PeriodObligation("d#1", "d", "1", Bilingual("Việc", "Task"), "plan", {"school": "yes"})


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    """A department with two schools, one of which has an officer."""
    monkeypatch.setenv("DAUMOI_DATA", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    services, now = Services.from_environment(), datetime.now(UTC)
    services.units.load([Unit("SO", "Sở", "department"), *(Unit(c, c, "school", parent="SO") for c in "AB")])
    services.people.change(7_000_000_001, now, unit="A", role="officer")
    far = datetime.now(VIETNAM) + timedelta(hours=11)
    quiet = Quiet(far.time(), (far + timedelta(hours=1)).time())
    services.periods.open("Quý IV", date(2090, 12, 31), [PLAN], now=now, unit="SO", quiet=quiet)
    return services


def told(capsys: pytest.CaptureFixture[str], *options: str) -> Any:
    assert main(["remind", "Quý IV", "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_who_would_be_told_is_shown_and_nothing_is_queued(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = told(capsys)
    assert (seen["units"], seen["silent"], seen["unreached"], seen["now"]["people"]) == (2, 2, 1, 1)
    assert [(each["rung"], each["to"], each["people"]) for each in seen["to_come"]] == [
        ("week_before", "officer", 1),
        ("day_before", "officer", 1),
        ("day_after", "officer", 1),
        ("head", "head", 0),
        ("above", "above", 0),
    ]
    assert seen["states"] == {}
    assert services.outbox.reasons(1) == []


@pytest.mark.usefixtures("services")
def test_it_queues_and_leaves_the_sending_to_the_bot(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "--send")["queued"] == 1
    states = told(capsys, "--states")
    assert (states["states"], states["bot_runs"]) == ({"queued": 1}, False)
    assert main(["remind", "Quý IV", "--states"]) == 0
    said = capsys.readouterr().out
    assert "1 đang chờ gửi" in said
    assert "Bot chưa chạy" in said


def test_a_running_bot_is_known_by_its_lease(services: Services, capsys: pytest.CaptureFixture[str]) -> None:
    assert services.sending.take(datetime.now(UTC))
    assert main(["remind", "Quý IV", "--send"]) == 0
    assert capsys.readouterr().out == "Đã xếp 1 tin vào hàng chờ gửi.\n"
    assert told(capsys)["bot_runs"] is True


@pytest.mark.usefixtures("services")
def test_what_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remind", "Quý V"]) == 1
    assert main(["remind", "Quý IV", "--unit", "X"]) == 1
    assert "“Quý V”" in capsys.readouterr().err
    assert told(capsys, "--unit", "B", "--send")["queued"] == 0
