"""Machines with data in them, for tests of backups."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.database_copy import read_tables
from bot.people.model import Unit
from bot.services import Services
from bot.settings import Settings
from tests.databases import with_tables

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def machine(folder: Path, url: str | None = None) -> Services:
    """The program with its data in `folder`, and its database at `url` or in a file there."""
    if not (url or (folder / "daumoi.db").exists()):
        with_tables(folder / "daumoi.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAUMOI_DATA", str(folder))
        patch.setenv("DATABASE_URL", url or "")
        return Services(Settings.load(None))


def fill(services: Services) -> None:
    """The shipped documents, a tree of units (the lowest first by name), somebody who joined by invitation, a vote."""
    services.publisher.ensure_published()
    department = Unit("SO", "Sở", "department", province="Hưng Yên")
    services.units.load(
        [department, Unit("A", "THCS A", "school", "THCS", "P"), Unit("P", "Phòng", "office", None, "SO")]
    )
    invitation = services.invitations.create("A", "head", 3, 7, NOON)
    services.people.join(7_000_000_001, invitation.code or "", NOON)
    services.people.add_feedback(
        vote=True,
        reason="đủ ý",
        index_version="x",
        prompt_version=None,
        status="answered",
        provisions=["a#1"],
        now=NOON,
    )


def answer(services: Services) -> str:
    """What somebody reads who asks."""
    found = services.answerer().answer("Ai được khen thưởng?", date(2021, 6, 15))
    return json.dumps([[cited.document, cited.label, cited.quote] for cited in found.citations])


def rows(url: str) -> dict[str, list[dict[str, Any]]]:
    """All that the database holds, in no particular order of rows."""
    held: dict[str, list[dict[str, Any]]] = {}
    read_tables(url, lambda table, found: held.update({table: sorted(found, key=json.dumps)}))
    return held


def close(services: Services) -> None:
    """As when the process ends."""
    services.catalog.close()
