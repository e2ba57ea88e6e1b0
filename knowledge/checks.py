"""What a new index version must still find before it may serve: a handful of plain questions and their provisions."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import CatalogError
from knowledge.library import Library

_FILE = Path(__file__).with_name("checks.jsonl")
DEPTH = 5


class Check(NamedTuple):
    """A question, and the provision that must be among the first `DEPTH` found in its document."""

    question: str
    document: str
    path: str


@cache
def shipped() -> tuple[Check, ...]:
    """The checks that ship, about the shipped documents."""
    return tuple(_read(_FILE.read_text(encoding="utf-8")))


def require(library: Library, checks: tuple[Check, ...] | None = None) -> None:
    """Raise `CatalogError` where a provision is not found.

    Each question is asked of its own document alone: what else a person loads may rightly come first elsewhere. Checks
    on documents or provisions that the version does not hold do not count.
    """
    missed = [check for check in checks or shipped() if _applies(check, library) and not _found(check, library)]
    if missed:
        told = "; ".join(f"“{check.question}” no longer finds {check.document}#{check.path}" for check in missed)
        message = f"Version {library.version} must not serve: {told}."
        raise CatalogError(message)


def _applies(check: Check, library: Library) -> bool:
    return check.document in library and library.provision(check.document, check.path) is not None


def _found(check: Check, library: Library) -> bool:
    return any(p.provision.path == check.path for p in library.search(check.question, DEPTH, [check.document]))


def _read(text: str) -> Iterator[Check]:
    for line in text.splitlines():
        row = json.loads(line)
        document, _, path = row["gold"].partition("#")
        yield Check(row["q"], document, path)
