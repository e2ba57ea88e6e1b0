"""Files from the command line: what each kind can be, and what is said where there is nothing to write."""

from pathlib import Path

import pytest

from tests.e2e.program import ROOT, Program

EXAMPLE = ROOT / "docs" / "units-example.csv"
SCHOOL = "hy-thcs-nvl"
ZIP, PNG, CSV = b"PK", b"\x89PNG", b"\xef\xbb\xbf"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A machine with the example's units and an open period."""
    program = Program(tmp_path_factory.mktemp("machine"))
    assert program.run("units", "import", EXAMPLE).code == 0
    assert program.run("period", "open", "--name", "Quý II", "--due", "2021-06-30").code == 0
    return program


@pytest.mark.parametrize(
    ("asked", "opens", "more"),
    [
        ("plan docx", ZIP, ("--unit", SCHOOL)),
        ("plan docx", ZIP, ()),
        ("plan docx", ZIP, ("--unit", SCHOOL, "--period", "1")),
        ("report docx", ZIP, ("--unit", SCHOOL, "--period", "Quý II")),
        ("report docx", ZIP, ()),
        ("progress xlsx", ZIP, ("--unit", "hy-yenmy")),
        ("progress csv", CSV, ()),
        ("progress png", PNG, ("--period", "1")),
    ],
)
def test_a_file_is_written(program: Program, tmp_path: Path, asked: str, opens: bytes, more: tuple[str, ...]) -> None:
    kind, form = asked.split()
    file = tmp_path / f"tệp của tôi.{form}"
    done = program.run("export", "--kind", kind, "--format", form, *more, "--out", file)
    assert (done.code, done.out) == (0, ""), done.err
    assert file.read_bytes().startswith(opens)
    assert str(file) in done.err


@pytest.mark.parametrize(("kind", "form"), [("plan", "png"), ("plan", "xlsx"), ("report", "csv"), ("progress", "docx")])
def test_what_makes_no_sense_is_wrong_usage(program: Program, tmp_path: Path, kind: str, form: str) -> None:
    done = program.run("export", "--kind", kind, "--format", form, "--out", tmp_path / "f")
    assert done.code == 2
    assert "Không có" in done.err
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize(
    "more",
    [("--unit", "không-có"), ("--period", "không có"), ("--out", "không/có/thư-mục.docx")],
)
def test_what_cannot_be_written_is_told(program: Program, tmp_path: Path, more: tuple[str, ...]) -> None:
    done = program.run("export", "--kind", "report", "--format", "docx", "--out", tmp_path / "f.docx", *more)
    assert done.code == 1
    assert done.err.strip()
    assert "Traceback" not in done.err


def test_a_year_without_a_directive_is_told(program: Program, tmp_path: Path) -> None:
    later = Program(program.folder, {"DAUMOI_TODAY": "2026-06-01"})
    done = later.run("export", "--kind", "plan", "--format", "docx", "--unit", SCHOOL, "--out", tmp_path / "k.docx")
    assert done.code == 0
    assert "2026" in done.err
