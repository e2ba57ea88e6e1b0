"""Index versions with vectors: what a refresh embeds, what it refuses, and what serves meanwhile."""

import subprocess
import sys
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge import checks
from knowledge.adapters.chroma_vectors import EmbeddedChroma
from knowledge.adapters.embedding_cache import EmbeddingCache
from knowledge.adapters.title_vectors import TitleVectors, read_titles
from knowledge.adapters.vector_scan import VectorScan, write_scan
from knowledge.checks import Check
from knowledge.errors import CatalogError, EmbeddingError, VectorError
from knowledge.index_folders import VECTORS
from knowledge.ports import VectorReader, VectorRows, VectorStore
from knowledge.refresh import Publisher
from knowledge.vectors import VectorBuilder, VectorIndex
from tests.fake_embedder import FakeEmbedder
from tests.integration.desk import Desk

if TYPE_CHECKING:
    from knowledge.ports import Vectors

ROOT = Path(__file__).resolve().parents[2]


class BrokenEmbedder(FakeEmbedder):
    """A server that is down."""

    def embed_passages(self, texts: Sequence[str]) -> "Vectors":
        """Fail."""
        message = f"Embedding model letters: it failed on {len(texts)} texts; try again later."
        raise EmbeddingError(message)


class ScanStore(EmbeddedChroma):
    """The store without its database, which takes seconds to load; the contract tests hold that to the same."""

    def write(
        self, version: str, folder: Path, kept: Collection[str], added: Mapping[str, VectorRows], base: Path | None
    ) -> None:
        """Write the matrix alone."""
        del version
        rows = {document: VectorScan(base).rows(document) for document in kept} if base else {}
        write_scan(folder, dict(sorted({**rows, **added}.items())))


@dataclass
class VectorDesk(Desk):
    """A desk whose versions are searched by meaning too."""

    model: FakeEmbedder = field(default_factory=FakeEmbedder)
    store: VectorStore = field(default_factory=ScanStore)
    at_once: int | None = None

    @property
    def publisher(self) -> Publisher:
        """A publisher as each new process makes one."""
        cache = EmbeddingCache(self.data / "embeddings")
        vectors = VectorBuilder(self.model, self.store, cache, at_once=self.at_once)
        return Publisher(self.catalog, self.data, clock=self.clock, vectors=vectors)

    def reader(self, version: str | None) -> VectorReader:
        """A version's vectors."""
        return VectorScan(self.data / "index" / str(version) / VECTORS)

    def titles(self, version: str | None) -> TitleVectors:
        """The vectors of a version's titles."""
        return read_titles(self.data / "index" / str(version) / VECTORS)

    def embedding(self) -> str | None:
        """The model of the version that serves."""
        return self.catalog.version(self.library.version).embedding


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[VectorDesk]:
    with VectorDesk(tmp_path) as desk:
        yield desk


def test_a_version_names_its_model_and_finds_by_meaning(desk: VectorDesk) -> None:
    report = desk.publisher.refresh([desk.letter()])
    assert desk.catalog.versions()[0].to_json()["embedding"] == "letters"
    (first, *_) = VectorIndex(desk.reader(report.version), desk.model).search("xây dựng kế hoạch", 3)
    assert (first.document, first.path) == ("12-sgddt-vp", "1")


def test_only_what_changed_is_embedded_again(desk: VectorDesk) -> None:
    """One letter among others takes a moment; what was dropped is found no more, in the new version alone."""
    first = desk.publisher.refresh([desk.letter("1/SGDĐT"), desk.letter("2/SGDĐT", "an toàn giao thông")])
    desk.model = FakeEmbedder()
    second = desk.publisher.refresh([desk.letter("2/SGDĐT", "phòng cháy chữa cháy")])
    assert second.plan.changed == ("2-sgddt",)
    assert desk.model.embedded
    assert all("đuối nước" not in text and "giao thông" not in text for text in desk.model.embedded)
    third = desk.publisher.remove(["1-sgddt"])
    assert [set(desk.reader(r.version).counts()) for r in (first, second, third)] == [
        {"1-sgddt", "2-sgddt"}, {"1-sgddt", "2-sgddt"}, {"2-sgddt"},
    ]  # fmt: skip


def test_titles_have_vectors_too_and_keep_them(desk: VectorDesk) -> None:
    """What a document is about is known of each; of one that did not change it is taken over."""
    desk.publisher.refresh([desk.letter("1/SGDĐT"), desk.letter("2/SGDĐT", "an toàn giao thông")])
    desk.model = FakeEmbedder()
    second = desk.publisher.refresh([desk.letter("2/SGDĐT", "phòng cháy chữa cháy")])
    titles = desk.titles(second.version)
    assert set(titles.documents) == {"1-sgddt", "2-sgddt"}
    near = titles.nearness(desk.model.embed_query("phòng cháy chữa cháy"))
    assert near["2-sgddt"] > near["1-sgddt"]


def test_a_version_from_before_titles_had_vectors_serves_and_is_completed(desk: VectorDesk) -> None:
    letter = desk.letter()
    first = desk.publisher.refresh([letter])
    for file in (desk.data / "index" / str(first.version) / VECTORS).glob("title_*"):
        file.unlink()
    assert desk.titles(first.version).nearness(desk.model.embed_query("kế hoạch")) == {}
    second = desk.publisher.refresh([letter])
    assert second.version != first.version
    assert set(desk.titles(second.version).documents) == {"12-sgddt-vp"}
    assert desk.publisher.refresh([letter]).version == second.version


def test_another_model_makes_a_new_version(desk: VectorDesk) -> None:
    """Vectors of two models never meet; the old version goes on with its own until the new one is whole."""
    letter = desk.letter()
    first = desk.publisher.refresh([letter])
    assert desk.publisher.refresh([letter]).version == first.version
    desk.model = FakeEmbedder("others", 32)
    second = desk.publisher.refresh([letter])
    assert second.version != first.version
    assert desk.embedding() == "others"
    desk.publisher.rollback(str(first.version))
    assert desk.embedding() == "letters"


def test_a_model_that_fails_leaves_the_old_version_serving(desk: VectorDesk) -> None:
    first = desk.publisher.refresh([desk.letter("1/SGDĐT")])
    desk.model = BrokenEmbedder()
    with pytest.raises(VectorError, match="try again later"):
        desk.publisher.refresh([desk.letter("2/SGDĐT")])
    assert desk.library.version == first.version
    assert desk.folders() == {first.version}
    desk.model = FakeEmbedder()
    assert desk.publisher.refresh([desk.letter("2/SGDĐT")]).published


def test_a_first_start_without_the_model_goes_on_with_words_and_says_so(desk: VectorDesk) -> None:
    """Better words alone than no answers; the next refresh brings the vectors."""
    desk.model = BrokenEmbedder()
    report = desk.publisher.refresh([desk.letter()])
    assert report.published
    assert str(report.to_json()["warning"]).startswith("Searched by words alone. Embedding model letters")
    assert desk.embedding() is None
    assert desk.library.search("kế hoạch", 1)
    desk.model = FakeEmbedder()
    assert desk.publisher.refresh([desk.letter()]).version != report.version
    assert desk.embedding() == "letters"


def test_much_at_once_is_published_by_words_and_embedded_when_told_to(desk: VectorDesk) -> None:
    """A law code is found by its words in seconds, not after an hour; `--embed` brings the meaning."""
    desk.at_once = 1
    report = desk.publisher.refresh([desk.letter()])
    assert report.published
    assert "daumoi refresh --embed" in str(report.warning)
    assert not desk.model.embedded
    assert desk.embedding() is None
    assert desk.library.search("kế hoạch", 1)
    assert [v.status for v in desk.catalog.versions()] == ["published"]
    assert desk.publisher.refresh([desk.letter()]).version == report.version, "nothing is new"
    told = desk.publisher.refresh([desk.letter()], embed_all=True)
    assert told.published
    assert told.warning is None
    assert desk.embedding() == "letters"
    assert desk.publisher.refresh([desk.letter()]).version == told.version


def test_a_version_that_no_longer_finds_what_it_must_does_not_serve(
    desk: VectorDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.publisher.refresh([desk.letter("1/SGDĐT")])
    monkeypatch.setattr(checks, "shipped", lambda: (Check("zzz xxx", "2-sgddt", "1"),))
    monkeypatch.setattr(checks, "DEPTH", 0)
    with pytest.raises(CatalogError, match="no longer finds 2-sgddt#1"):
        desk.publisher.refresh([desk.letter("2/SGDĐT")])
    assert desk.library.version == first.version
    assert "failed" in {v.status for v in desk.catalog.versions()}


def test_checks_on_what_is_not_loaded_do_not_count(desk: VectorDesk) -> None:
    """Whoever loads only documents of their own is not held up by questions about ours."""
    assert {check.document for check in checks.shipped()} == {"hung-yen-gddt-2021", "molisa-2021"}
    assert desk.publisher.refresh([desk.letter()]).published


MOMENTS = [0.02 * 1.7**step for step in range(10)]
"""Seconds after the first write: from hardly begun to surely done, on slow machines and quick ones."""


@pytest.mark.slow
def test_a_refresh_killed_at_any_moment_leaves_the_old_version(desk: VectorDesk) -> None:
    """Ten moments from first write to last; each time the old version answers, and the next refresh succeeds."""
    desk.store = EmbeddedChroma()
    first = desk.publisher.refresh([desk.letter("1/SGDĐT")])
    desk.letter("2/SGDĐT")
    codes = []
    command = [sys.executable, "-m", "tests.integration.killed_refresh", str(desk.folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdin is not None
        assert killed.stdout is not None
        for moment in MOMENTS:
            killed.stdin.write(f"{moment}\n")
            killed.stdin.flush()
            codes.append(int(killed.stdout.readline()))
            assert codes[-1] in (0, -9)
            assert desk.library.search("kế hoạch", 1)
            if "2-sgddt" in desk.library:  # it was published before the moment came
                desk.publisher.rollback(str(first.version))
            assert desk.library.version == first.version
    assert -9 in codes
    report = desk.publisher.refresh([desk.letter("2/SGDĐT", "việc khác hẳn")])
    assert report.published
    assert {v.status for v in desk.catalog.versions()} == {"published", "sealed"}
    assert {f for f in desk.folders() if f.endswith(".building")} == set()


@pytest.mark.slow
def test_questions_asked_while_versions_change_are_all_answered_each_from_one_version(desk: VectorDesk) -> None:
    """Twenty refreshes while two people ask ten times a second: nobody is refused, nobody reads two versions."""
    desk.publisher.refresh([desk.letter(task="việc thứ 0")])
    answered: list[bool] = []
    done = threading.Event()

    def ask() -> None:
        while not done.wait(0.2):
            library = desk.current()
            found = library.search("xây dựng kế hoạch", 3)
            answered.append(bool(found) and all(p.provision.text in library.document(p.document).text for p in found))

    with ThreadPoolExecutor(2) as people:
        asking = [people.submit(ask) for _ in range(2)]
        for task in range(1, 21):
            desk.publisher.refresh([desk.letter(task=f"việc thứ {task}")])
        done.set()
        for each in asking:
            each.result()
    assert answered
    assert all(answered)
    assert "việc thứ 20" in desk.library.document("12-sgddt-vp").text
