"""Periods and progress from the command line, as an administrator and a script use them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.progress.model import Report
from bot.progress.store import CheckIns
from knowledge.adapters.sql_engine import open_engine
from tests.e2e.program import ROOT, Program

EXAMPLE = ROOT / "docs" / "units-example.csv"
SCHOOL = "hy-thcs-nvl"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """A machine on which the example's units are loaded."""
    program = Program(tmp_path)
    assert program.run("units", "import", EXAMPLE).code == 0
    return program


def test_a_period_from_opening_to_closing(program: Program) -> None:
    """What is opened is listed, expected and counted; closed it is counted all the same."""
    assert program.run("progress", "--json").code == 1
    opened = program.json(
        "period", "open", "--name", "Quý II", "--due", "2021-06-30", "--quiet", "21:00-07:00", "--json"
    )
    assert (opened["name"], opened["due"], opened["quiet"], opened["open"]) == (
        "Quý II",
        "2021-06-30",
        "21:00-07:00",
        True,
    )
    assert opened["documents"] == ["hung-yen-gddt-2021"]
    assert [each["name"] for each in program.json("period", "list", "--json")] == ["Quý II"]

    engine = open_engine(f"sqlite:///{program.folder / 'data' / 'daumoi.db'}")
    plan = "hung-yen-gddt-2021#1.1"
    CheckIns(engine).record(
        Report(opened["id"], SCHOOL, plan, "done"), 0, by=None, now=datetime(2021, 6, 20, tzinfo=UTC)
    )
    engine.dispose()

    found = program.json("progress", "--json")
    assert {"period", "unit", "expected", "reported", "on_time", "by_obligation", "by_unit"} <= found.keys()
    assert (found["period"], found["reported"], found["on_time"]) == ("Quý II", 1, 1)
    assert found["expected"] == sum(each["expected"] for each in found["by_obligation"])
    assert found["expected"] == sum(each["expected"] for each in found["by_unit"])
    (first,) = (each for each in found["by_obligation"] if each["id"] == plan)
    assert (first["done"], first["silent"]) == (1, first["expected"] - 1)
    school = program.json("progress", "--unit", SCHOOL, "--period", "Quý II", "--json")
    assert [each["code"] for each in school["by_unit"]] == [SCHOOL]
    assert "Trường" in program.run("progress").out

    assert program.run("period", "close", "Quý II").code == 0
    assert program.json("progress", "--json") == found | {"open": False}
    assert program.json("period", "reopen", str(opened["id"]), "--due", "2021-07-31", "--json")["due"] == "2021-07-31"


def test_what_cannot_be_opened_is_told_in_a_sentence(program: Program) -> None:
    def refused(*more: str) -> tuple[int, str]:
        done = program.run("period", "open", "--name", "Quý II", "--due", "2021-06-30", *more)
        assert done.out == ""
        return done.code, done.err

    assert refused("--unit", "nowhere")[0] == 1
    assert refused("--documents", "nothing")[0] == 1
    assert "hung-yen" not in refused("--obligations", "hung-yen-gddt-2021#9.9")[1]
    assert program.run("period", "open", "--name", "Q", "--due", "30/6/2021").code == 2
    assert program.run("period", "open", "--name", "Q", "--due", "2021-06-30", "--quiet", "night").code == 2
    assert program.run("period", "close").code == 2
    assert program.run("period", "close", "Quý II").code == 1
    assert program.json("period", "list", "--json") == []


def test_a_period_like_the_last(program: Program) -> None:
    last = program.json(
        "period", "open", "--name", "I", "--due", "2021-06-30", "--unit", SCHOOL,
        "--obligations", "hung-yen-gddt-2021#1.1", "--quiet", "20:00-08:00", "--json",
    )  # fmt: skip
    new = program.json("period", "open", "--name", "II", "--due", "2021-12-31", "--like", "I", "--json")
    assert {name: new[name] for name in ("unit", "obligations", "quiet")} == {
        name: last[name] for name in ("unit", "obligations", "quiet")
    }
    assert new["obligations"] == ["hung-yen-gddt-2021#1.1"]
