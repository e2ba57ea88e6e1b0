"""Short names for documents, duties and units, and what they stand for in a library."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cached_property

from bot.callbacks.fields import PATH, VERSION
from bot.callbacks.tasks import ShowPlace
from knowledge.library import Library
from knowledge.model import Obligation


def ref(identifier: str) -> str:
    """A short name for a document, a duty or a unit: eight characters that a button has room for."""
    return base64.urlsafe_b64encode(hashlib.sha256(identifier.encode()).digest())[:8].decode()


def path_ref(path: str) -> str:
    """A provision's path as a button carries it: itself, or a hash where it is long."""
    return path if PATH.fullmatch(path) else f"={ref(path)}"


def version_ref(version: str) -> str:
    """An index version as a button carries it: its name, or a hash where that is no plain word."""
    return version if VERSION.fullmatch(version) else ref(version)


class References:
    """What short names stand for in one library. Made once for each version; safe to share between threads."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def duty(self, short: str) -> Obligation | None:
        """A duty of a loaded directive, None where it is gone."""
        return self._duties.get(short)

    def document(self, short: str) -> str | None:
        """The id of a loaded document, None where it is gone."""
        return self._documents.get(short)

    def place(self, place: ShowPlace) -> tuple[str, str] | None:
        """The document and the path of a provision, None where either is gone."""
        document = self.document(place.document)
        if document is None:
            return None
        if not place.path.startswith("="):
            return (document, place.path) if self.library.provision(document, place.path) else None
        paths = (p.path for p in self.library.document(document).provisions)
        return next(((document, path) for path in paths if path_ref(path) == place.path), None)

    @cached_property
    def _documents(self) -> Mapping[str, str]:
        return {ref(info.id): info.id for info in self.library.documents()}

    @cached_property
    def _duties(self) -> Mapping[str, Obligation]:
        directives = (info.id for info in self.library.documents() if info.is_directive)
        return {ref(duty.id): duty for each in directives for duty in self.library.obligations(each)}
