"""Units and invitations from the command line, as an administrator and a script use them."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.people.store import Invitations, People
from knowledge.adapters.sql_engine import open_engine
from tests.e2e.program import ROOT, Program

EXAMPLE = ROOT / "docs" / "units-example.csv"
SCHOOL = "hy-thcs-nvl"
WHOLE_LIST = "Năm nay trường tôi phải làm gì?"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A machine on which the example's units are loaded."""
    program = Program(tmp_path_factory.mktemp("machine"), {"TELEGRAM_BOT_USERNAME": "@daumoi_thu_bot"})
    assert program.run("units", "import", EXAMPLE).code == 0
    return program


@pytest.fixture
def engine(program: Program) -> Iterator[Engine]:
    """The machine's own database."""
    engine = open_engine(f"sqlite:///{program.folder / 'data' / 'daumoi.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def invitations(engine: Engine) -> Invitations:
    return Invitations(engine)


def file_of(folder: Path, rows: str) -> Path:
    path = folder / "units.csv"
    path.write_text(f"code,name,type,level,parent,province\n{rows}", "utf-8")
    return path


def test_units_are_shown_before_they_are_loaded_and_listed_after(tmp_path: Path) -> None:
    program = Program(tmp_path)
    assert program.json("units", "list", "--json") == []
    tried = program.json("units", "import", EXAMPLE, "--dry-run", "--json")
    assert (tried["loaded"], len(tried["new"]), program.json("units", "list", "--json")) == (False, 10, [])
    done = program.run("units", "import", EXAMPLE, "--yes")
    assert (done.code, done.out) == (0, "")
    assert "10 đơn vị mới" in done.err
    listed = program.json("units", "list", "--json")
    assert {tuple(unit) for unit in listed} == {("code", "name", "type", "level", "parent", "province")}
    assert listed[0]["code"] == "hy-so"
    assert f"    {SCHOOL}  Trường THCS Nguyễn Văn Linh" in program.run("units", "list").out


@pytest.mark.parametrize(("typed", "units"), [("k", 0), ("", 0), ("c", 10), ("có", 10)])
def test_at_a_terminal_i_am_asked(tmp_path: Path, typed: str, units: int) -> None:
    pty = pytest.importorskip("pty", reason="Windows has no such terminals")
    program = Program(tmp_path)
    mine, theirs = pty.openpty()
    os.write(mine, f"{typed}\n".encode())
    with program.start("units", "import", EXAMPLE, stdin=theirs) as process:
        _, said = process.communicate(timeout=60)
    os.close(mine)
    os.close(theirs)
    assert "Nạp vào?" in said.decode()
    assert len(program.json("units", "list", "--json")) == units


def test_loading_again_changes_what_changed_and_leaves_the_rest(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.run("units", "import", EXAMPLE)
    again = program.json("units", "import", EXAMPLE, "--json")
    assert [len(again[name]) for name in ("new", "changed", "unchanged", "absent")] == [0, 0, 10, 0]
    more = file_of(tmp_path, "hy-so,Sở GDĐT,department,,,Hưng Yên\nmoi,Trường mới,school,THCS,hy-yenmy,\n")
    changed = program.json("units", "import", more, "--json")
    assert (changed["new"], changed["changed"], len(changed["absent"])) == (["moi"], ["hy-so"], 9)
    assert len(program.json("units", "list", "--json")) == 11


def test_every_fault_is_told_with_its_line_and_nothing_is_loaded(program: Program, tmp_path: Path) -> None:
    path = file_of(tmp_path, "a,A,school,,,\nb,,school,,nowhere,\n")
    done = program.run("units", "import", path, "--yes")
    assert (done.code, done.out) == (1, "")
    assert "units.csv, dòng 3: Thiếu tên đơn vị" in done.err
    assert "units.csv, line 3: The parent nowhere" in done.err
    assert "Traceback" not in done.err
    failed = program.run("units", "import", path, "--json")
    assert failed.code == 1
    assert '"line": 3' in failed.out
    assert "a" not in [unit["code"] for unit in program.json("units", "list", "--json")]


def test_an_invitation_is_printed_as_promised(program: Program, invitations: Invitations) -> None:
    made = program.json("invite", "--unit", SCHOOL, "--role", "teacher", "--json")
    assert made["deep_link"] == f"https://t.me/daumoi_thu_bot?start={made['code']}"
    assert made["uses"] == 50
    expires = datetime.fromisoformat(made["expires"])
    assert timedelta(days=29) < expires - datetime.now(UTC) <= timedelta(days=30)
    assert invitations.check(made["code"], datetime.now(UTC)).unit == SCHOOL
    head = program.json("invite", "--unit", SCHOOL, "--role", "head", "--days", "3", "--json")
    assert head["uses"] == 1


def test_an_invitation_hangs_on_the_wall_as_a_picture(program: Program, tmp_path: Path) -> None:
    picture = tmp_path / "poster.png"
    done = program.run("invite", "--unit", SCHOOL, "--role", "teacher", "--uses", "80", "--qr", picture)
    assert done.code == 0
    assert done.out.startswith("https://t.me/daumoi_thu_bot?start=")
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_picture_that_cannot_be_written_leaves_no_invitation(
    program: Program, tmp_path: Path, invitations: Invitations
) -> None:
    done = program.run("invite", "--unit", "hy-so", "--role", "admin", "--qr", tmp_path / "no" / "poster.png")
    assert done.code == 1
    assert "poster.png" in done.err
    assert [each for each in invitations.of_unit("hy-so") if each.revoked_at is None] == []


def test_a_revoked_invitation_lets_nobody_in(program: Program, invitations: Invitations) -> None:
    code = program.json("invite", "--unit", SCHOOL, "--role", "officer", "--json")["code"]
    assert program.run("invite", "revoke", code).code == 0
    again = program.run("invite", "revoke", code)
    assert (again.code, again.out) == (1, "")
    assert "Không có mã mời nào như vậy" in again.err
    assert all(each.revoked_at for each in invitations.of_unit(SCHOOL) if each.role == "officer")


def test_without_the_bot_s_name_there_is_a_code_and_no_link(program: Program, tmp_path: Path) -> None:
    nameless = Program(program.folder)
    made = nameless.json("invite", "--unit", SCHOOL, "--role", "teacher", "--json")
    assert made["code"]
    assert made["deep_link"] is None
    done = nameless.run("invite", "--unit", SCHOOL, "--role", "teacher", "--qr", tmp_path / "poster.png")
    assert done.code == 1
    assert "TELEGRAM_BOT_USERNAME" in done.err


def test_a_person_joins_by_a_code_of_the_command_line(program: Program, engine: Engine) -> None:
    code = program.json("invite", "--unit", SCHOOL, "--role", "officer", "--json")["code"]
    person, unit = People(engine).join(1, code, datetime.now(UTC))
    assert (person.role, unit.code) == ("officer", SCHOOL)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["units"], 2),
        (["units", "import"], 2),
        (["units", "import", "nowhere.csv"], 1),
        (["invite"], 2),
        (["invite", "--unit", SCHOOL], 2),
        (["invite", "--unit", SCHOOL, "--role", "boss"], 2),
        (["invite", "--unit", SCHOOL, "--role", "head", "--uses", "0"], 2),
        (["invite", "--unit", SCHOOL, "--role", "head", "--uses", "99999999"], 1),
        (["invite", "--unit", "nowhere", "--role", "head"], 1),
        (["invite", "revoke"], 2),
        (["invite", "revoke", "wrong"], 1),
        (["ask", "Ai ký?", "--unit", "nowhere"], 1),
    ],
)
def test_wrong_usage_is_2_and_failed_work_is_1_with_a_sentence(
    program: Program, arguments: list[str], code: int
) -> None:
    done = program.run(*arguments)
    assert done.code == code
    assert done.out == ""
    assert done.err.strip()
    assert "Traceback" not in done.err


def test_a_question_is_answered_for_the_unit(program: Program) -> None:
    """The kind and the province are the unit's, so nothing has to be assumed; a kind that is told wins."""
    of_school = program.json("ask", WHOLE_LIST, "--unit", SCHOOL, "--json")
    of_center = program.json("ask", WHOLE_LIST, "--unit", "hy-gdtx-yenmy", "--json")
    told = program.json("ask", WHOLE_LIST, "--unit", SCHOOL, "--unit-type", "center", "--json")
    assumed = program.json("ask", WHOLE_LIST, "--json")
    assert [duty["applies"] for duty in of_center["obligations"]] == [d["applies"] for d in told["obligations"]]
    assert of_school["obligations"] == assumed["obligations"]
    assert of_school["text"] != assumed["text"]


def test_each_line_of_a_batch_may_ask_for_its_unit(program: Program, tmp_path: Path) -> None:
    batch = tmp_path / "in.jsonl"
    batch.write_text(
        '{"id": 1, "q": "Ai ký?", "unit": "hy-so"}\n'
        '{"id": 2, "q": "Ai ký?", "unit": "nowhere"}\n'
        '{"id": 3, "q": "Ai ký?", "unit": 3}\n',
        "utf-8",
    )
    first, second, third = program.lines("ask", "--batch", batch, "--unit", SCHOOL)
    assert (first["id"], "error" in first) == (1, False)
    assert (second["id"], "nowhere" in second["error"]) == (2, True)
    assert "unit" in third["error"]


def test_units_change_and_it_is_kept(tmp_path: Path) -> None:
    program = Program(tmp_path)
    assert program.run("units", "import", EXAMPLE).code == 0
    assert program.json("units", "history", "--json") == []
    assert program.run("units", "rename", SCHOOL, "Trường THCS Mới", "--on", "2021-06-01").code == 0
    assert program.run("units", "move", SCHOOL, "--under", "hy-so").code == 0
    assert program.run("units", "close", SCHOOL).code == 0
    assert SCHOOL not in {unit["code"] for unit in program.json("units", "list", "--json")}
    events = program.json("units", "history", "--json")
    assert [(each["unit"], each["kind"]) for each in events] == [
        (SCHOOL, "renamed"), (SCHOOL, "moved"), (SCHOOL, "closed"),
    ]  # fmt: skip
    assert {each["day"] for each in events} == {"2021-06-01", "2021-06-15"}
    assert "renamed" in program.run("units", "history").out
    assert program.run("units", "close", SCHOOL).code == 1
    assert program.run("units", "move", SCHOOL).code == 2
