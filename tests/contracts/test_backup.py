"""A backup of either database, restored into either."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.backup import MANIFEST, back_up, restore
from bot.database_copy import LEFT_OUT
from bot.migrations import HEAD
from bot.migrations.tables import TABLE_NAMES
from knowledge.adapters.sql_engine import current_revision, open_engine
from tests.backups import NOON, answer, close, fill, machine, rows
from tests.contracts.engines import KINDS, emptied


@dataclass(frozen=True)
class Taken:
    """A backup, and what was there when it was made."""

    file: Path
    rows: Mapping[str, Any]
    answer: str


@pytest.fixture(scope="module")
def taken(urls: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Taken]:
    """A backup of each kind of database."""
    return {kind: take(url, tmp_path_factory.mktemp(kind)) for kind, url in urls.items()}


def take(url: str, folder: Path) -> Taken:
    emptied(url).dispose()
    services = machine(folder / "data", url)
    fill(services)
    back_up(services, folder / "backup.zip", NOON)
    told = answer(services)
    close(services)
    return Taken(folder / "backup.zip", rows(url), told)


@pytest.mark.parametrize("target", KINDS)
@pytest.mark.parametrize("source", KINDS)
def test_a_backup_gives_everything_back_in_either_database(
    source: str, target: str, urls: Mapping[str, str], taken: Mapping[str, Taken], tmp_path: Path
) -> None:
    """The same rows, the same answers; and who joins afterwards gets a number of their own."""
    emptied(urls[target]).dispose()
    services = machine(tmp_path / "data", urls[target])
    restore(services, taken[source].file)
    assert rows(urls[target]) == taken[source].rows
    assert answer(services) == taken[source].answer
    assert answer(services) != "[]"
    services.people.change(8, NOON, unit="P")
    assert [person.telegram_id for person in services.people.members("P")] == [8]
    assert [unit.code for unit in services.units.subtree("SO")].count("A") == 1
    close(services)


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_takes_the_place_of_what_there_was(
    kind: str, urls: Mapping[str, str], taken: Mapping[str, Taken], tmp_path: Path
) -> None:
    """Nothing of what came later is left over."""
    emptied(urls[kind]).dispose()
    services = machine(tmp_path / "data", urls[kind])
    fill(services)
    services.people.change(9, NOON, lang="en")
    close(services)
    restore(services, taken["sqlite"].file)
    assert rows(urls[kind]) == taken["sqlite"].rows
    (kept,) = (tmp_path / "data" / "index").iterdir()
    assert kept.name == services.catalog.serving()
    close(services)


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_of_an_earlier_release_is_brought_up_to_date(
    kind: str, urls: Mapping[str, str], taken: Mapping[str, Taken], tmp_path: Path
) -> None:
    """Rows of the tables of then are put back, then the tables become those of today."""
    emptied(urls[kind]).dispose()
    services = machine(tmp_path / "data", urls[kind])
    restore(services, before_people(taken["postgresql"].file, tmp_path / "old.zip"))
    engine = open_engine(urls[kind])
    assert current_revision(engine) == HEAD
    engine.dispose()
    assert answer(services) == taken["postgresql"].answer
    assert services.units.all() == []
    close(services)


def before_people(file: Path, older: Path) -> Path:
    """The backup as the release would have made it that knew no people yet."""
    catalog = {"document", "provision", "obligation", "index", "lineage", "serving"}
    with zipfile.ZipFile(file) as new, zipfile.ZipFile(older, "w") as old:
        manifest = json.loads(new.read(MANIFEST)) | {"schema": "0002"}
        for name in list(manifest["files"]):
            if name.startswith("rows/") and Path(name).stem.split("_")[0] not in catalog:
                del manifest["files"][name]
            else:
                old.writestr(name, new.read(name))
        old.writestr(MANIFEST, json.dumps(manifest))
    return older


def test_every_table_is_in_a_backup_but_those_left_out_on_purpose(taken: Mapping[str, Taken]) -> None:
    """A new table cannot be forgotten."""
    for backup in taken.values():
        with zipfile.ZipFile(backup.file) as archive:
            packed = {Path(name).stem for name in archive.namelist() if name.startswith("rows/")}
        assert packed == TABLE_NAMES - LEFT_OUT
