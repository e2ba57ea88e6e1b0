"""What a person writes about a folder's documents: taken exactly, or refused by file and key."""

import datetime as dt
from dataclasses import fields
from pathlib import Path

import pytest

from knowledge.errors import ManifestError
from knowledge.manifest import ManifestEntry, load_manifest
from tests.builders import SHIPPED

WHOLE = """
[[document]]
file = "luat.txt"
id = "73-2006-qh11"
number = "73/2006/QH11"
title = "Luật Bình đẳng giới"
kind = "Luật"
issuer = "Quốc hội"
level = "central"
place = "Hà Nội"
issued_on = 2006-11-29
effective_from = "2007-07-01"
effective_until = 2030-01-01
addressees = []
unit_types = ["school", "commune"]
year = 2006
replaces = ["1/2000/QH10"]
amended_by = ["2/2020/QH14", "3/2024/QH15"]
source_url = "https://example.vn/luat"
"""


def folder(tmp_path: Path, manifest: str, *names: str) -> Path:
    for name in names or ("luat.txt",):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / "manifest.toml").write_text(manifest, "utf-8")
    return tmp_path


def test_every_key_of_the_contract_is_taken_with_its_type(tmp_path: Path) -> None:
    """Dates may be written as TOML dates or in quotes."""
    assert load_manifest(folder(tmp_path, WHOLE)) == {
        "luat.txt": ManifestEntry(
            file="luat.txt",
            id="73-2006-qh11",
            number="73/2006/QH11",
            title="Luật Bình đẳng giới",
            kind="Luật",
            issuer="Quốc hội",
            level="central",
            place="Hà Nội",
            issued_on=dt.date(2006, 11, 29),
            effective_from=dt.date(2007, 7, 1),
            effective_until=dt.date(2030, 1, 1),
            addressees=(),
            unit_types=("school", "commune"),
            year=2006,
            replaces=("1/2000/QH10",),
            amended_by=("2/2020/QH14", "3/2024/QH15"),
            source_url="https://example.vn/luat",
        )
    }


def test_what_is_not_said_stays_unsaid(tmp_path: Path) -> None:
    entry = load_manifest(folder(tmp_path, '[[document]]\nfile = "luat.txt"\nyear = 2021'))["luat.txt"]
    assert entry.said == {"year": 2021}
    assert all(getattr(entry, field.name) is None for field in fields(entry) if field.name not in {"file", "year"})


def test_an_empty_list_is_a_statement(tmp_path: Path) -> None:
    entry = load_manifest(folder(tmp_path, '[[document]]\nfile = "luat.txt"\naddressees = []'))["luat.txt"]
    assert entry.said == {"addressees": ()}


def test_folder_without_manifest_says_nothing(tmp_path: Path) -> None:
    assert load_manifest(tmp_path) == {}


def test_manifest_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    text = "\ufeff" + '[[document]]\nfile = "luat.txt"\nkind = "Luật"\n'.replace("\n", "\r\n")
    assert load_manifest(folder(tmp_path, text))["luat.txt"].kind == "Luật"


def test_document_in_a_subfolder_is_named_by_its_path(tmp_path: Path) -> None:
    assert list(load_manifest(folder(tmp_path, '[[document]]\nfile = "a/b.txt"', "a/b.txt"))) == ["a/b.txt"]


@pytest.mark.parametrize(
    ("line", "key", "says"),
    [
        ('titel = "x"', "titel", "unknown key"),
        ("number = 73", "number", "text"),
        ('title = " "', "title", "text"),
        ('id = "73/2006/QH11"', "id", "73-2006-qh11"),
        ('level = "ward"', "level", "central, province, district"),
        ('level = ["central"]', "level", "central"),
        ('issued_on = "29/11/2006"', "issued_on", "2021-03-15"),
        ('issued_on = "2006-02-30"', "issued_on", "2021-03-15"),
        ("issued_on = 2006-11-29T08:00:00", "issued_on", "2021-03-15"),
        ("effective_from = 2007", "effective_from", "2021-03-15"),
        ("effective_from = 2021-01-01\neffective_until = 2020-01-01", "effective_until", "before"),
        ('addressees = "Các trường"', "addressees", "list"),
        ("replaces = [1]", "replaces", "text"),
        ('unit_types = ["schools"]', "unit_types", "school, office"),
        ("year = true", "year", "2021"),
        ('year = "2021"', "year", "2021"),
        ("year = 21", "year", "2021"),
        ('source_url = "example.vn"', "source_url", "https://"),
        ('file = "../luat.txt"', "file", "inside"),
        ('file = "khac.txt"', "file", "khac.txt"),
    ],
)
def test_a_wrong_value_is_named_by_file_and_key(tmp_path: Path, line: str, key: str, says: str) -> None:
    """Whoever wrote it finds the place at once."""
    name = "" if line.startswith("file") else 'file = "luat.txt"\n'
    with pytest.raises(ManifestError) as caught:
        load_manifest(folder(tmp_path, f"[[document]]\n{name}{line}"))
    message = str(caught.value)
    assert "manifest.toml" in message
    assert f" {key} " in message
    assert says in message
    assert not name or "luat.txt" in message


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        ('[[document]]\ntitle = "x"', "number 1: file is missing"),
        ('[[document]]\nfile = "luat.txt"\n[[document]]\nfile = "./luat.txt"', "two tables"),
        ('[[document]]\nfile = "luat.txt"\nid = "a"\n[[document]]\nfile = "b.txt"\nid = "a"', "luat.txt has already"),
        ('[[documents]]\nfile = "luat.txt"', "'documents'"),
        ('document = "luat.txt"', "[[document]]"),
        ("[[document]\n", "no valid TOML"),
    ],
)
def test_a_manifest_that_contradicts_itself_is_refused(tmp_path: Path, manifest: str, says: str) -> None:
    with pytest.raises(ManifestError, match=r"manifest\.toml") as caught:
        load_manifest(folder(tmp_path, manifest, "luat.txt", "b.txt"))
    assert says in str(caught.value)


def test_shipped_directives_are_described() -> None:
    """Both letters are there; the ministry's copy shows neither number nor date, and none is invented."""
    entries = {entry.id: entry for entry in load_manifest(SHIPPED).values()}
    department, ministry = entries["hung-yen-gddt-2021"], entries["molisa-2021"]
    assert (department.issued_on, department.level, department.year) == (dt.date(2021, 3, 15), "province", 2021)
    assert department.unit_types == ("school", "office", "center")
    assert (ministry.issued_on, ministry.number, department.number) == (None, None, None)
    assert ministry.level == "central"
    assert {path.name for path in SHIPPED.glob("*.txt")} == {entry.file for entry in entries.values()}
