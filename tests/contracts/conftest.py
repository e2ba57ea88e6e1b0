"""One server of each kind for all contracts of the database."""

from collections.abc import Iterator, Mapping

import pytest

from tests.contracts.engines import KINDS, database


@pytest.fixture(scope="session")
def urls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """The address of a database of each kind; `emptied` makes it one without tables."""
    folder = tmp_path_factory.mktemp("databases")
    with database("sqlite", folder) as sqlite, database("postgresql", folder) as postgresql:
        yield {"sqlite": sqlite, "postgresql": postgresql}


@pytest.fixture(scope="session", params=KINDS)
def url(request: pytest.FixtureRequest, urls: Mapping[str, str]) -> str:
    """One after the other."""
    return urls[request.param]
