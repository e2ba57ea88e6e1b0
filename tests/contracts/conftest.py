"""One server of each kind for all contracts of the database."""

from collections.abc import Iterator

import pytest

from tests.contracts.engines import KINDS, database


@pytest.fixture(scope="session", params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database; `emptied` makes it one without tables."""
    with database(request.param, tmp_path_factory.mktemp("database")) as address:
        yield address
