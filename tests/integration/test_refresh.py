"""Loading documents, on a real database, real files and a real index."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import CatalogError, ManifestError, UnknownDocumentError, UnknownVersionError
from knowledge.index_folders import IndexFolders
from knowledge.library import Library
from knowledge.refresh import Plan
from tests.integration.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path) as desk:
        yield desk


def words_found(library: Library, query: str) -> str:
    return library.search(query, 1)[0].provision.text


def test_a_letter_that_is_loaded_is_found(desk: Desk) -> None:
    """One command, and the next question is answered from the new document."""
    report = desk.publisher.refresh([desk.letter()])
    assert report.to_json() == {
        "version": desk.library.version,
        "published": True,
        "added": ["12-sgddt-vp"],
        "changed": [],
        "unchanged": [],
        "removed": [],
        "unreadable": [],
    }
    (passage,) = desk.library.search("ke hoach duoi nuoc", 1)
    assert (passage.document, passage.provision.path) == ("12-sgddt-vp", "1")
    assert passage.provision.text in desk.library.document("12-sgddt-vp").text


def test_the_shipped_documents_are_loaded_without_paths(desk: Desk) -> None:
    """The two directives come with their reviewed duties, their reach and their chain."""
    assert desk.publisher.refresh().plan.added == ("hung-yen-gddt-2021", "molisa-2021")
    duties = desk.library.obligations("hung-yen-gddt-2021")
    assert len({duty.provision for duty in duties}) == 17
    assert all(duty.reviewed for duty in duties)
    assert "school" in desk.library.reach("hung-yen-gddt-2021")
    chain = desk.library.lineage("hung-yen-gddt-2021")
    assert chain is not None
    assert (chain.above, chain.missing) == ("molisa-2021", ("591/LĐTBXH-TE&BĐG",))
    assert desk.library.lineage("molisa-2021") is None


def test_loading_adds_and_removes_nothing(desk: Desk) -> None:
    desk.publisher.refresh([desk.letter("1/SGDĐT")])
    desk.publisher.refresh([desk.letter("2/SGDĐT")])
    assert [info.id for info in desk.library.documents()] == ["1-sgddt", "2-sgddt"]


def test_the_same_again_makes_no_version(desk: Desk) -> None:
    """Running refresh every night leaves no trail of equal versions."""
    first = desk.publisher.refresh([desk.letter()])
    again = desk.publisher.refresh([desk.letter()])
    assert (again.version, again.published, again.plan.unchanged) == (first.version, True, ("12-sgddt-vp",))
    assert len(desk.catalog.versions()) == 1


def test_a_replaced_letter_speaks_anew_and_the_old_version_still_says_the_old_words(desk: Desk) -> None:
    """Who reads the old version meanwhile is not disturbed."""
    desk.publisher.refresh([desk.letter(task="phòng chống đuối nước")])
    old = desk.library
    report = desk.publisher.refresh([desk.letter(task="phòng chống cháy nổ")])
    assert (report.plan.changed, report.plan.added) == (("12-sgddt-vp",), ())
    assert "cháy nổ" in words_found(desk.library, "xây dựng kế hoạch")
    assert "đuối nước" in words_found(old, "xây dựng kế hoạch")


def test_going_back_is_one_call(desk: Desk) -> None:
    first = desk.publisher.refresh([desk.letter(task="phòng chống đuối nước")])
    second = desk.publisher.refresh([desk.letter(task="phòng chống cháy nổ")])
    assert first.version
    desk.publisher.rollback(first.version)
    assert "đuối nước" in words_found(desk.library, "xây dựng kế hoạch")
    assert {v.version: v.status for v in desk.catalog.versions()} == {
        first.version: "published",
        second.version: "sealed",
    }
    desk.publisher.rollback(first.version)  # where it already serves, nothing happens


def test_going_back_to_what_is_not_there_changes_nothing(desk: Desk) -> None:
    version = desk.publisher.refresh([desk.letter()]).version
    with pytest.raises(UnknownVersionError, match="20200101"):
        desk.publisher.rollback("20200101-000000-0000")
    assert desk.library.version == version


def test_what_is_not_approved_is_built_and_does_not_serve(desk: Desk) -> None:
    """The admin sees what would change before it does, and may publish it later."""
    first = desk.publisher.refresh([desk.letter("1/SGDĐT")])
    asked: list[Plan] = []

    def refuse(plan: Plan) -> bool:
        asked.append(plan)
        return False

    report = desk.publisher.refresh([desk.letter("2/SGDĐT")], approve=refuse)
    assert (report.published, asked[0].added, asked[0].version) == (False, ("2-sgddt",), report.version)
    assert desk.library.version == first.version
    assert report.version
    desk.publisher.rollback(report.version)
    assert len(desk.library.documents()) == 2


def test_a_dry_run_compares_and_stores_nothing(desk: Desk) -> None:
    desk.publisher.refresh([desk.letter(task="phòng chống đuối nước")])
    before = desk.catalog.versions()
    letters = [desk.letter(task="phòng chống cháy nổ"), desk.letter("2/SGDĐT")]
    report = desk.publisher.refresh(letters, dry_run=True)
    assert (report.published, report.version) == (False, None)
    assert (report.plan.changed, report.plan.added) == (("12-sgddt-vp",), ("2-sgddt",))
    assert desk.catalog.versions() == before


def test_a_file_that_cannot_be_read_is_reported_and_the_rest_is_loaded(desk: Desk) -> None:
    desk.letter()
    (desk.letters / "broken.docx").write_bytes(b"PK\x03\x04 cut short")
    (desk.letters / "empty.txt").write_bytes(b"")
    report = desk.publisher.refresh([desk.letters, desk.folder / "not there.txt"])
    assert report.plan.added == ("12-sgddt-vp",)
    unread = report.plan.unreadable
    assert [Path(each.file).name for each in unread] == ["broken.docx", "empty.txt", "not there.txt"]
    assert all(each.why for each in unread)
    assert report.to_json()["unreadable"] == [{"file": each.file, "why": each.why} for each in unread]


def test_where_nothing_could_be_read_nothing_is_published(desk: Desk) -> None:
    report = desk.publisher.refresh([desk.folder / "not there.txt"])
    assert (report.version, report.published) == (None, False)
    with pytest.raises(CatalogError, match="No documents are loaded"):
        desk.current()


def test_two_files_of_one_document_are_not_mixed_up(desk: Desk) -> None:
    """The first is kept, the second is named: nobody guesses which was meant."""
    copy = desk.letters / "copy.txt"
    copy.write_text(desk.letter().read_text(encoding="utf-8").replace("đuối nước", "cháy nổ"), encoding="utf-8")
    report = desk.publisher.refresh([desk.letters])
    assert report.plan.added == ("12-sgddt-vp",)
    (unread,) = report.plan.unreadable
    assert (Path(unread.file).name, "12.txt" in unread.why) == ("copy.txt", True)


def test_the_manifest_wins_over_the_text(desk: Desk) -> None:
    """What a person wrote down about a file is believed, in subfolders too."""
    desk.letter()
    manifest = '[[document]]\nfile = "letters/12.txt"\nid = "so-2025"\nissuer = "Phòng GDĐT"\nyear = 2024\n'
    (desk.folder / "manifest.toml").write_text(manifest, encoding="utf-8")
    desk.publisher.refresh([desk.folder])
    info = desk.library.info("so-2025")
    assert (info.issuer, info.year, info.number) == ("Phòng GDĐT", 2024, "12/SGDĐT-VP")


def test_a_manifest_with_a_mistake_loads_nothing(desk: Desk) -> None:
    desk.letter()
    (desk.letters / "manifest.toml").write_text('[[document]]\nfile = "12.txt"\nisuer = "Sở"\n', encoding="utf-8")
    with pytest.raises(ManifestError, match="isuer"):
        desk.publisher.refresh([desk.letters])
    assert desk.catalog.versions() == []


def test_taking_a_document_out_makes_a_version_without_it(desk: Desk) -> None:
    before = desk.publisher.refresh([desk.letter("1/SGDĐT"), desk.letter("2/SGDĐT")]).version
    report = desk.publisher.remove(["1-sgddt"])
    assert (report.plan.removed, report.published) == (("1-sgddt",), True)
    assert "1-sgddt" not in desk.library
    assert {p.document for p in desk.library.search("kế hoạch", 10)} == {"2-sgddt"}
    with pytest.raises(UnknownDocumentError):
        desk.library.document("1-sgddt")
    assert before
    desk.publisher.rollback(before)
    assert "1-sgddt" in desk.library


def test_taking_out_what_is_not_there_names_it_and_changes_nothing(desk: Desk) -> None:
    version = desk.publisher.refresh([desk.letter("1/SGDĐT")]).version
    with pytest.raises(UnknownDocumentError, match="9-sgddt"):
        desk.publisher.remove(["1-sgddt", "9-sgddt"])
    assert desk.library.version == version


def test_everything_can_be_taken_out(desk: Desk) -> None:
    """An empty library is a library: questions get 'nothing is loaded', not an error."""
    desk.publisher.refresh([desk.letter("1/SGDĐT")])
    desk.publisher.remove(["1-sgddt"])
    assert desk.library.documents() == ()
    assert desk.library.search("kế hoạch", 5) == []


def test_old_versions_are_kept_by_number_and_the_serving_one_always(desk: Desk) -> None:
    """Disk use has a bound, and there is always something to go back to."""
    few = desk.publisher_with(keep=2)
    versions = [few.refresh([desk.letter(task=f"lần {n}")]).version for n in range(4)]
    assert [v.version for v in desk.catalog.versions()] == [versions[3], versions[2]]
    assert desk.folders() == {versions[2], versions[3]}
    with pytest.raises(UnknownVersionError):
        few.rollback(str(versions[0]))
    few.rollback(str(versions[2]))
    few.refresh([desk.letter(task="lần cuối")], approve=lambda _plan: False)
    assert desk.library.version == versions[2]


def test_the_version_that_served_last_is_kept_however_old_it_is(desk: Desk) -> None:
    """After a rollback and a new refresh, the version known to be good can still be gone back to."""
    few = desk.publisher_with(keep=2)
    good, bad = (str(few.refresh([desk.letter(task=f"lần {n}")]).version) for n in range(2))
    few.rollback(good)
    latest = few.refresh([desk.letter(task="lần cuối")]).version
    assert {v.version for v in desk.catalog.versions()} == {latest, good}
    assert bad not in desk.folders()
    few.rollback(good)
    assert desk.library.version == good


def test_a_first_start_loads_the_shipped_documents_once(desk: Desk) -> None:
    """Nothing to configure before the first question."""
    assert desk.publisher.ensure_published() is not None
    assert desk.publisher.ensure_published() is None
    assert len(desk.catalog.versions()) == 1


def test_a_new_letter_is_chained_to_the_one_it_is_based_on(desk: Desk) -> None:
    """Its drafted duties know what they come from, and as soon as a document is loaded it is no longer missing."""
    basis = "Thực hiện Công văn số 1/BGDĐT-VP ngày 01/02/2025 và Công văn số 2/UBND-VX ngày 02/02/2025, "
    desk.publisher.refresh([desk.letter("1/BGDĐT-VP"), desk.letter("3/SGDĐT-VP", basis=basis)])
    chain = desk.library.lineage("3-sgddt-vp")
    assert chain is not None
    assert (chain.above, chain.missing, chain.reviewed) == ("1-bgddt-vp", ("2/UBND-VX",), False)
    duty = desk.library.obligations("3-sgddt-vp")[0]
    assert (duty.reviewed, duty.parent, duty.relation) == (False, "1-bgddt-vp#1", "same")
    desk.publisher.refresh([desk.letter("2/UBND-VX", task="khác hẳn")])
    chain = desk.library.lineage("3-sgddt-vp")
    assert chain is not None
    assert chain.missing == ()


def test_a_document_that_is_not_loaded_is_an_error_that_names_it(desk: Desk) -> None:
    desk.publisher.refresh([desk.letter()])
    for read in (desk.library.document, desk.library.obligations, desk.library.reach, desk.library.lineage):
        with pytest.raises(UnknownDocumentError, match="so-2030"):
            read("so-2030")
    assert desk.library.provision("12-sgddt-vp", "9.z") is None


def test_an_index_built_upon_another_is_the_one_built_from_nothing(tmp_path: Path) -> None:
    """What was added, changed and taken out in between leaves no trace: files are the same byte for byte."""
    with Desk(tmp_path / "grown") as grown, Desk(tmp_path / "fresh") as fresh:
        grown.publisher.refresh([grown.letter("1/SGDĐT"), grown.letter("2/SGDĐT", "chuyển đổi số")])
        grown.publisher.refresh([grown.letter("3/SGDĐT", "học bạ điện tử")])
        grown.publisher.refresh([grown.letter("2/SGDĐT", "an toàn thực phẩm")])
        grown.publisher.remove(["1-sgddt"])
        fresh.publisher.refresh(
            [fresh.letter("2/SGDĐT", "an toàn thực phẩm"), fresh.letter("3/SGDĐT", "học bạ điện tử")]
        )
        assert _index_files(grown) == _index_files(fresh)


def _index_files(desk: Desk) -> dict[str, bytes]:
    folder = IndexFolders.of(desk.data).path(desk.library.version)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
