"""A process that answers while another one publishes: each answer is of one version, and told with the words of it."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from types import SimpleNamespace
from typing import Any, TypeAlias, cast

import pytest

from bot.cli import main
from bot.services import BUILT_IN_MODEL, Services
from bot.settings import Settings
from bot.telegram.context import BotContext, House, Pressed
from knowledge import library
from knowledge.adapters.sql_catalog import SqlCatalog
from knowledge.answer import Answer
from knowledge.answering import Answerer, Asking
from knowledge.index_folders import IndexFolders
from knowledge.library import Library
from tests.integration.desk import Desk

TODAY = date(2025, 6, 15)
DROWNING = "Trường có phải xây dựng kế hoạch phòng chống đuối nước không?"
FIRST_AID = "Trường có phải xây dựng kế hoạch tập huấn sơ cấp cứu tại chỗ không?"
THREADS = 8

Terminal: TypeAlias = Callable[..., str]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The other process; a letter is published."""
    with Desk(tmp_path_factory.mktemp("switching")) as desk:
        desk.publisher.refresh([desk.letter()])
        yield desk


@pytest.fixture(scope="module")
def services(desk: Desk) -> Iterator[Services]:
    """The process that answers, over the same data folder."""
    services = Services(Settings.model_validate({"daumoi_data": desk.data}))
    services.answerer()
    yield services
    services.engine.dispose()


@pytest.fixture
def terminal(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Where commands are typed that work on the same data folder; what they print."""
    monkeypatch.setenv("DAUMOI_DATA", str(desk.data))
    monkeypatch.setenv("DAUMOI_TODAY", TODAY.isoformat())

    def run(*arguments: str) -> str:
        main(arguments)
        return capsys.readouterr().out

    return run


def another_version(desk: Desk) -> None:
    """The other process publishes one."""
    desk.publisher.refresh([desk.letter("34/SGDĐT-VP", f"lần thứ {desk.minutes}")])


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Once an answer is found, and before it is told, something happens."""
    found_by = Answerer.answer_to

    def answer_to(self: Answerer, asking: Asking) -> Answer:
        found = found_by(self, asking)
        act()
        return found

    monkeypatch.setattr(Answerer, "answer_to", answer_to)


def test_a_talk_goes_on_with_documents_that_came_meanwhile(
    desk: Desk, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def messages() -> Iterator[str]:
        yield DROWNING
        desk.publisher.refresh([desk.letter("56/SGDĐT-VP", "tập huấn sơ cấp cứu tại chỗ")])
        yield FIRST_AID
        yield "thoát"

    typed = messages()
    monkeypatch.setattr("builtins.input", lambda _prompt: next(typed))
    first, second = terminal("chat", "--unit-type", "school").split("sơ cấp cứu", 1)
    assert "12/SGDĐT-VP" in first
    assert "Nguồn: Công văn số 56/SGDĐT-VP" in second


def test_an_answer_names_its_source_though_the_document_is_taken_out_meanwhile(
    desk: Desk, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.publisher.refresh([desk.letter("78/SGDĐT-VP", "tập huấn sơ cấp cứu tại chỗ")])
    meanwhile(monkeypatch, lambda: desk.publisher.remove(["78-sgddt-vp"]))
    assert "số 78/SGDĐT-VP" in json.loads(terminal("ask", "--json", FIRST_AID))["text"]


def test_an_answer_is_of_the_version_that_it_is_told_with(desk: Desk, services: Services) -> None:
    answerer = services.answerer()
    another_version(desk)
    asking = Asking(DROWNING, TODAY, "school")
    assert services.answer(asking, answerer=answerer).index_version == answerer.library.version
    assert services.answer(asking).index_version == desk.catalog.serving() != answerer.library.version


def test_a_press_is_of_one_version(desk: Desk, services: Services) -> None:
    house = House(services, cast("Any", None))
    context = BotContext(cast("Any", SimpleNamespace(bot_data={"house": house})))
    nothing = cast("Any", None)
    pressed, later = [Pressed(nothing, nothing, context, nothing, 1) for _ in range(2)]
    before = pressed.answerer
    another_version(desk)
    assert pressed.references.library is before.library
    assert later.references.library is later.answerer.library is not before.library


def test_those_who_ask_at_the_same_moment_open_a_new_version_once(
    desk: Desk, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def opening(catalog: SqlCatalog, folders: IndexFolders, version: str, *more: Any) -> Library:
        opened.append(version)
        return Library(catalog, folders, version, *more)

    monkeypatch.setattr(library, "Library", opening)
    another_version(desk)
    together = Barrier(THREADS)

    def answerer(_: int) -> Answerer:
        together.wait()
        return services.answerer()

    with ThreadPoolExecutor(THREADS) as threads:
        found = list(threads.map(answerer, range(THREADS)))
    assert opened == [desk.catalog.serving()]
    assert len({id(each) for each in found}) == 1


def test_what_did_not_change_is_not_read_again(desk: Desk) -> None:
    old = desk.library
    another_version(desk)
    assert desk.library is not old
    assert desk.library.document("12-sgddt-vp") is old.document("12-sgddt-vp")
    assert desk.library.document("34-sgddt-vp") is not old.document("34-sgddt-vp")


def test_a_model_serves_one_version_after_another(services: Services) -> None:
    assert services.embedder() is services.embedder(BUILT_IN_MODEL)
