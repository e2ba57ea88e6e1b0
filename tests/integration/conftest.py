"""The two shipped directives, loaded once through the real pipeline for all tests that only ask."""

from collections.abc import Iterator, Mapping

import pytest

from bot.services import LoadedDocuments
from knowledge.answering import Answerer
from knowledge.model import Document
from tests.integration.desk import Desk


@pytest.fixture(scope="session")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    """What a newcomer asks: the shipped documents in a fresh data folder."""
    with Desk(tmp_path_factory.mktemp("shipped")) as desk:
        desk.publisher.ensure_published()
        yield Answerer(desk.library)


@pytest.fixture(scope="session")
def documents(answerer: Answerer) -> Mapping[str, Document]:
    """The loaded documents by id."""
    return LoadedDocuments(answerer.library)
