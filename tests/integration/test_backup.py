"""Backups that cannot be made or restored, and restores that are interrupted."""

import errno
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import bot.backup
import bot.database_copy
from bot.backup import MANIFEST, BackupError, back_up, inspect, restore
from bot.services import Services
from knowledge.errors import CatalogError, RefreshRunningError
from knowledge.index_folders import IndexFolders
from tests.backups import NOON, answer, close, fill, machine, rows


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a machine with units, people and embeddings."""
    folder = tmp_path_factory.mktemp("backup")
    services = machine(folder / "data")
    fill(services)
    (folder / "data" / "embeddings").mkdir()
    with closing(sqlite3.connect(folder / "data" / "embeddings" / "embeddings.db")) as cache, cache:
        cache.execute("CREATE TABLE vector (model TEXT)")
    back_up(services, folder / "b.zip", NOON)
    close(services)
    return folder / "b.zip"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of another machine."""
    folder = tmp_path_factory.mktemp("filled")
    services = machine(folder)
    fill(services)
    services.people.change(9, NOON, lang="en")
    close(services)
    return folder


@pytest.fixture
def other(filled: Path, tmp_path: Path) -> Services:
    """Another machine with data of its own: somebody who is not in the backup."""
    shutil.copytree(filled, tmp_path / "data")
    return machine(tmp_path / "data")


def url(services: Services) -> str:
    return services.settings.sql_url


def people(services: Services) -> list[int]:
    with closing(sqlite3.connect(services.settings.daumoi_data / "daumoi.db")) as database:
        return [number for (number,) in database.execute("SELECT telegram_id FROM person")]


def rewritten(file: Path, to: Path, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> Path:
    """A copy of an archive with its entries changed, or left out."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            entry = change(name, old.read(name))
            if entry is not None:
                new.writestr(*entry)
    return to


def with_manifest(file: Path, to: Path, **told: Any) -> Path:
    def change(name: str, content: bytes) -> tuple[str, bytes]:
        return name, json.dumps(json.loads(content) | told).encode() if name == MANIFEST else content

    return rewritten(file, to, change)


def truncated(file: Path, to: Path) -> Path:
    to.write_bytes(file.read_bytes()[:-200])
    return to


def one_byte_wrong(file: Path, to: Path) -> Path:
    with zipfile.ZipFile(file) as archive:
        largest = max(archive.infolist(), key=lambda entry: entry.compress_size)
    content = bytearray(file.read_bytes())
    content[largest.header_offset + largest.compress_size // 2] ^= 255  # amid its data: a header may hold idle bytes
    to.write_bytes(content)
    return to


def an_entry_changed(file: Path, to: Path) -> Path:
    return rewritten(file, to, lambda name, content: (name, content + b"\n" if "obligation" in name else content))


def an_entry_missing(file: Path, to: Path) -> Path:
    return rewritten(file, to, lambda name, content: None if "person" in name else (name, content))


def no_manifest(file: Path, to: Path) -> Path:
    return rewritten(file, to, lambda name, content: None if name == MANIFEST else (name, content))


def another_zip(_file: Path, to: Path) -> Path:
    with zipfile.ZipFile(to, "w") as archive:
        archive.writestr(MANIFEST, "[]")
    return to


def newer_schema(file: Path, to: Path) -> Path:
    return with_manifest(file, to, schema="9999", program="99.0")


def newer_format(file: Path, to: Path) -> Path:
    return with_manifest(file, to, format=2)


def going_out(name: str) -> Callable[[Path, Path], Path]:
    """An archive with an entry that would be written outside its folder."""

    def made(file: Path, to: Path) -> Path:
        files = json.loads(zipfile.ZipFile(file).read(MANIFEST))["files"]
        entry = {"size": 1, "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}
        with_manifest(file, to, files=files | {name: entry})
        with zipfile.ZipFile(to, "a") as archive:
            archive.writestr(name, b"x")
        return to

    return made


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (truncated, "backup.damaged"),
        (one_byte_wrong, "backup.damaged"),
        (an_entry_changed, "backup.damaged"),
        (an_entry_missing, "backup.damaged"),
        (no_manifest, "backup.foreign"),
        (another_zip, "backup.foreign"),
        (newer_schema, "backup.newer"),
        (newer_format, "backup.newer"),
        (going_out("../evil"), "backup.foreign"),
        (going_out("index/../../evil"), "backup.foreign"),
        (going_out("/evil"), "backup.foreign"),
        (going_out("index/C:evil"), "backup.foreign"),
        (going_out("index/..\\evil"), "backup.foreign"),
        (going_out("daumoi.db"), "backup.foreign"),
    ],
)
def test_a_file_that_is_not_a_whole_backup_changes_nothing(
    made: Callable[[Path, Path], Path], key: str, backup: Path, other: Services, tmp_path: Path
) -> None:
    """Damaged, cut short, newer, foreign or crafted: the reason is said, and what there was is there."""
    with pytest.raises(BackupError) as refused:
        restore(other, made(backup, tmp_path / "made.zip"))
    assert refused.value.say.key == key
    assert 9 in people(other)
    assert answer(other) != "[]"
    assert not list(tmp_path.rglob("*evil*"))
    assert not (tmp_path / "data" / "restoring").exists()
    close(other)


def test_a_file_that_is_not_there_or_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"Không có tệp .*nothing\.zip"):
        inspect(tmp_path / "nothing.zip")
    with pytest.raises(BackupError, match="cannot be read"):
        inspect(tmp_path)


@pytest.mark.parametrize("line", ['{"nothing": 1}', '{"telegram_id": 5, "role": "teacher", "joined_at": "gestern"}'])
def test_rows_that_no_table_has_change_nothing(line: str, backup: Path, other: Services, tmp_path: Path) -> None:
    """An archive that is whole and yet was never written by the program."""
    entry = {"size": len(line), "sha256": sha256(line.encode()).hexdigest()}
    files = json.loads(zipfile.ZipFile(backup).read(MANIFEST))["files"] | {"rows/person.jsonl": entry}
    told = with_manifest(backup, tmp_path / "told.zip", files=files)
    made = rewritten(told, tmp_path / "made.zip", lambda name, old: (name, line.encode() if "person" in name else old))
    with pytest.raises(CatalogError, match="rows of person"):
        restore(other, made)
    assert 9 in people(other)


@contextmanager
def patched(where: Any, name: str, value: object) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, name, value)
        yield


# Where a restore may be interrupted: unpacking, filling the database, placing the folders, switching, tidying up.
STEPS = [
    (bot.backup, "_copied"),
    (bot.database_copy, "_fill"),
    (bot.backup, "_place_folders"),
    (bot.backup, "_place_embeddings"),
    (bot.database_copy, "_remove_logs"),
    (IndexFolders, "keep_only"),
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[1])
@pytest.mark.parametrize("why", [KeyboardInterrupt(), OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")])
def test_an_interrupted_restore_leaves_the_old_or_the_new(
    step: tuple[Any, str], why: BaseException, backup: Path, other: Services
) -> None:
    """Ctrl-C or a full disk at any step: what there was serves, or what was restored; and doing it again works."""

    def interrupted(*_: Any, **__: Any) -> None:
        raise why

    before = rows(url(other))
    with patched(*step, interrupted), pytest.raises((KeyboardInterrupt, CatalogError)):
        restore(other, backup)
    new = step[1] == "keep_only"
    assert (rows(url(other)) == before) is not new
    assert (9 in people(other)) is not new
    again = machine(other.settings.daumoi_data)
    assert answer(again) != "[]"
    close(again)
    restore(again, backup)
    assert 9 not in people(again)
    assert sorted(p.name for p in other.settings.daumoi_data.iterdir()) == [
        "daumoi.db",
        "embeddings",
        "index",
        "readings.json",
        "refresh.lock",
    ]


def test_a_damaged_database_is_replaced_by_the_backup(backup: Path, tmp_path: Path) -> None:
    """What a backup is there for."""
    services = machine(tmp_path)
    (tmp_path / "daumoi.db").write_bytes(b"no database" * 1000)
    (tmp_path / "index").mkdir()
    restore(services, backup)
    assert people(services) == [7_000_000_001]
    assert answer(services) != "[]"
    close(services)


def test_a_damaged_index_folder_is_replaced(backup: Path, tmp_path: Path) -> None:
    """Also where the version of the backup is the one that serves."""
    services = machine(tmp_path)
    restore(services, backup)
    whole = answer(services)
    close(services)
    (version,) = (tmp_path / "index").iterdir()
    shutil.rmtree(version / "lexical")
    again = machine(tmp_path)
    restore(again, backup)
    assert answer(again) == whole
    close(again)


def test_a_restore_waits_for_nobody(backup: Path, other: Services) -> None:
    """While a refresh runs, or the bot has the database open, it is said and nothing happens."""
    with other.alone(), pytest.raises(RefreshRunningError):
        restore(other, backup)
    other.catalog.serving()  # a connection stays open, as a running bot's does
    with pytest.raises(CatalogError, match="stop the bot"):
        restore(other, backup)
    close(other)
    assert 9 in people(other)


def test_a_backup_is_made_while_the_bot_writes(other: Services, tmp_path: Path) -> None:
    """What was written before is in it; an earlier backup of that name is replaced, and no other file is."""
    file = tmp_path / "b.zip"
    first = back_up(other, file, NOON)
    other.people.change(10, NOON, lang="vi")
    second = back_up(other, file, NOON)
    assert (first.rows["person"], second.rows["person"]) == (2, 3)
    assert inspect(file) == second
    assert file.stat().st_mode & 0o077 == 0
    letter = tmp_path / "letter.txt"
    letter.write_text("keep me", "utf-8")
    with pytest.raises(BackupError, match="exists and is no backup"):
        back_up(other, letter, NOON)
    assert letter.read_text("utf-8") == "keep me"
    close(other)


def test_a_backup_that_fails_leaves_the_one_before(other: Services, tmp_path: Path) -> None:
    """A full disk half way: the earlier backup stays, and no half of a new one."""
    file = tmp_path / "b.zip"
    made = back_up(other, file, NOON)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with patched(bot.backup, "_info", full), pytest.raises(BackupError, match="There is no new backup"):
        back_up(other, file, NOON)
    assert inspect(file) == made
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.zip", "data"]
    with pytest.raises(BackupError, match="cannot be written"):
        back_up(other, tmp_path / "no folder" / "b.zip", NOON)
    with other.alone(), patched(bot.backup, "WAIT_SECONDS", 0), pytest.raises(RefreshRunningError):
        back_up(other, file, NOON)
    close(other)


def test_too_little_room_is_said_before_anything_is_done(
    backup: Path, other: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(backup.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    with pytest.raises(BackupError, match=r"Restoring needs \d+ MB, and 1 MB are free"):
        restore(other, backup)
    close(other)
