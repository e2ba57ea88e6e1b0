"""A refresh reads again only what has changed, and notices whatever changes a reading."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.intake import Intake
from knowledge.model import Outline
from knowledge.refresh import Publisher
from tests.integration.desk import Desk

MANIFEST = '[[document]]\nfile = "1.txt"\ntitle = "{}"\n'


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path) as desk:
        desk.letter("1/SGDĐT")
        desk.letter("2/SGDĐT")
        (desk.letters / "manifest.toml").write_text(MANIFEST.format("Một"), encoding="utf-8")
        desk.publisher.refresh([desk.letters])
        yield desk


class Watched(Intake):
    """Notes which files it reads."""

    files: tuple[str, ...] = ()

    def outline(self, file: Path) -> tuple[Outline, str]:
        """As the original."""
        self.files += (file.name,)
        return super().outline(file)


def read_by(desk: Desk, intake: Watched | None = None) -> tuple[str, ...]:
    """The files that a refresh of the letters reads."""
    intake = intake or Watched()
    Publisher(desk.catalog, desk.data, intake=intake, clock=desk.clock).refresh([desk.letters])
    return intake.files


def test_what_has_not_changed_is_not_read_again(desk: Desk) -> None:
    before = desk.library.version
    assert read_by(desk) == ()
    assert desk.library.version == before


def test_a_changed_byte_is_noticed(desk: Desk) -> None:
    desk.letter("2/SGDĐT", task="dạy bơi")
    assert read_by(desk) == ("2.txt",)
    assert "dạy bơi" in desk.library.document("2-sgddt").text
    assert read_by(desk) == ()


def test_a_changed_manifest_entry_is_noticed(desk: Desk) -> None:
    (desk.letters / "manifest.toml").write_text(MANIFEST.format("Hai"), encoding="utf-8")
    assert read_by(desk) == ("1.txt",)
    assert desk.library.document("1-sgddt").title == "Hai"


def test_another_reader_reads_all_again(desk: Desk) -> None:
    assert read_by(desk, Watched(reader="of the next release")) == ("1.txt", "2.txt")


def test_a_changed_register_is_noticed(desk: Desk, tmp_path: Path) -> None:
    assert read_by(desk, Watched(tmp_path / "register")) == ("1.txt", "2.txt")
    assert read_by(desk, Watched(tmp_path / "register")) == ()
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "note.toml").touch()
    assert read_by(desk, Watched(tmp_path / "register")) == ("1.txt", "2.txt")


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"a": 1}', '{"a": []}'])
def test_a_damaged_record_is_as_good_as_none(desk: Desk, damaged: str) -> None:
    (desk.data / "readings.json").write_text(damaged, encoding="utf-8")
    assert read_by(desk) == ("1.txt", "2.txt")
    assert read_by(desk) == ()


def test_what_is_no_longer_stored_is_read_again(desk: Desk) -> None:
    """The text of a document that was taken out goes with the last version that holds it."""
    desk.publisher_with(keep=1).remove(["2-sgddt"])
    assert read_by(desk) == ("2.txt",)
    assert desk.library.document("2-sgddt").number == "2/SGDĐT"


def test_two_files_of_one_id_are_told_known_or_not(desk: Desk) -> None:
    (desk.letters / "3.txt").write_bytes((desk.letters / "2.txt").read_bytes())
    for _ in range(2):
        (unread,) = desk.publisher.refresh([desk.letters]).plan.unreadable
        assert unread.file.endswith("3.txt")


def test_a_file_that_is_gone_or_spoilt_is_told(desk: Desk) -> None:
    (desk.letters / "2.txt").write_bytes(b"")
    (unread,) = desk.publisher.refresh([desk.letters]).plan.unreadable
    assert unread.file.endswith("2.txt")
    assert desk.publisher.refresh([desk.letters / "9.txt"]).plan.unreadable[0].file.endswith("9.txt")
