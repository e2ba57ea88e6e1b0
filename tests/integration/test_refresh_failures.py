"""What may go wrong while documents are loaded, and that the old version serves through all of it."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge import lexical
from knowledge.adapters.refresh_lock import refresh_lock
from knowledge.errors import CatalogError, RefreshRunningError
from knowledge.index_folders import IndexFolders
from knowledge.library import Library
from knowledge.refresh import IndexBuilder, Plan
from knowledge.versions import Contents
from tests.integration.desk import Desk

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path) as desk:
        yield desk


def full_disk(_folder: Path, _contents: Contents, _base: Path | None) -> None:
    raise OSError(28, "No space left on device", "postings")


def half_an_index(folder: Path, contents: Contents, _base: Path | None) -> None:
    lexical.build(folder, Contents(dict(list(contents.wanted.items())[:1]), contents.read))


class PowerCutError(Exception):
    """Something nobody foresees."""


def power_cut(folder: Path, _contents: Contents, _base: Path | None) -> None:
    (folder / "half").write_text("half an index")
    raise PowerCutError


@pytest.mark.parametrize(
    ("builder", "error", "told"),
    [
        (full_disk, CatalogError, "disk is full"),
        (half_an_index, CatalogError, "must not serve"),
        (power_cut, PowerCutError, None),
    ],
)
def test_when_building_fails_the_old_version_serves_on(
    desk: Desk, builder: IndexBuilder, error: type[Exception], told: str | None
) -> None:
    """Whatever goes wrong, nobody's question goes unanswered; the next refresh clears up and goes through."""
    first = desk.publisher.refresh([desk.letter("1/SGDĐT")])
    with pytest.raises(error, match=told):
        desk.publisher_with(builders={"lexical": builder}).refresh([desk.letter("2/SGDĐT")])
    assert desk.library.version == first.version
    assert desk.library.search("kế hoạch", 1)
    assert [v.status for v in desk.catalog.versions() if v.version != first.version] == ["failed"]
    report = desk.publisher.refresh([desk.letter("2/SGDĐT")])
    assert report.plan.added == ("2-sgddt",)
    assert desk.folders() == {first.version, report.version}
    assert {v.status for v in desk.catalog.versions()} == {"published", "sealed"}


KILLED = """
import os, sys
from pathlib import Path
from tests.integration.desk import Desk
folder = Path(sys.argv[1])
def die(index, *_):
    (index / "half").write_text("half an index")
    os._exit(9)
Desk(folder).publisher_with(builders={"lexical": die}).refresh([folder / "letters" / "2.txt"])
"""


def test_a_process_that_dies_while_building_leaves_the_old_version_and_a_free_lock(desk: Desk) -> None:
    """Power gone, process killed: the next start goes on as if nothing had been."""
    first = desk.publisher.refresh([desk.letter("1/SGDĐT")])
    second = desk.letter("2/SGDĐT")
    died = subprocess.run([sys.executable, "-c", KILLED, str(desk.folder)], cwd=ROOT, capture_output=True, check=False)
    assert died.returncode == 9, died.stderr.decode()
    assert desk.library.version == first.version
    assert "building" in {v.status for v in desk.catalog.versions()}
    report = desk.publisher.refresh([second])
    assert desk.folders() == {first.version, report.version}
    assert {v.status for v in desk.catalog.versions()} == {"published", "sealed"}


def test_a_second_refresh_at_the_same_time_is_told(desk: Desk) -> None:
    """It says which process is at work and since when, and changes nothing."""
    with (
        refresh_lock(desk.data, datetime(2026, 11, 22, 3, 15, tzinfo=UTC)),
        pytest.raises(RefreshRunningError, match=rf"process {os.getpid()}, since 2026-11-22T03:15"),
    ):
        desk.publisher.refresh([desk.letter()])
    assert desk.publisher.refresh([desk.letter()]).published


def test_questions_are_answered_while_a_refresh_waits_for_approval(desk: Desk) -> None:
    desk.publisher.refresh([desk.letter("1/SGDĐT")])

    def ask_meanwhile(_plan: Plan) -> bool:
        return bool(desk.library.search("kế hoạch", 1)) and "2-sgddt" not in desk.library

    assert desk.publisher.refresh([desk.letter("2/SGDĐT")], approve=ask_meanwhile).published


def test_an_index_that_was_lost_is_built_again_from_the_record(desk: Desk) -> None:
    """The index is disposable: the documents loaded by hand are in the catalog, not only the shipped ones."""
    lost = desk.publisher.refresh([desk.letter()]).version
    for folder in (desk.data / "index").rglob("*.npy"):
        folder.unlink()
    with pytest.raises(CatalogError, match="missing or damaged"):
        desk.library.search("kế hoạch", 1)
    (desk.data / "index" / str(lost)).rename(desk.folder / "elsewhere")
    with pytest.raises(CatalogError, match="missing or damaged"):
        Library(desk.catalog, IndexFolders.of(desk.data), str(lost)).search("x", 1)
    desk.publisher.ensure_published()
    assert desk.library.version != lost
    assert [info.id for info in desk.library.documents()] == ["12-sgddt-vp"]
    assert "đuối nước" in desk.library.search("xây dựng kế hoạch", 1)[0].provision.text


def test_two_first_starts_at_once_make_one_version(desk: Desk) -> None:
    """The terminal and the bot may be started together."""
    starts = [threading.Thread(target=desk.publisher.ensure_published) for _ in range(3)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert [(v.status, v.documents) for v in desk.catalog.versions()] == [("published", 2)]
