"""The composition root: the only module that names both the core and its adapters. All is made when first needed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.model import Document, Outline

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.adapters.sql_catalog import SqlCatalog
    from knowledge.answering import Answerer
    from knowledge.library import CurrentLibrary, Library
    from knowledge.refresh import Publisher


@dataclass
class Services:
    """What the commands work with. Opening the catalog brings its tables up to date; nothing else happens by itself."""

    settings: "Settings"
    _answerers: dict[str, "Answerer"] = field(default_factory=dict)

    @classmethod
    def from_environment(cls) -> "Services":
        """Services set up by the environment and `.env`. Raises `SettingsError`."""
        from bot.settings import Settings

        return cls(Settings.load())

    @property
    def today(self) -> date:
        """The day it is, or the one that is set."""
        return self.settings.current_date()

    @cached_property
    def catalog(self) -> "SqlCatalog":
        """The record. Raises `CatalogError` where the database cannot be used."""
        from bot.migrations import ensure_schema
        from knowledge.adapters.sql_catalog import SqlCatalog
        from knowledge.adapters.sql_engine import open_engine

        engine = open_engine(self.settings.sql_url)
        ensure_schema(engine)
        return SqlCatalog(engine)

    @cached_property
    def publisher(self) -> "Publisher":
        """What makes and switches index versions."""
        from knowledge.refresh import Publisher

        return Publisher(self.catalog, self.settings.daumoi_data, keep=self.settings.daumoi_versions_kept)

    @cached_property
    def _current(self) -> "CurrentLibrary":
        from knowledge.library import CurrentLibrary

        return CurrentLibrary(self.catalog, self.settings.daumoi_data)

    def library(self) -> "Library":
        """The library that serves now; on first use the shipped documents are loaded."""
        if self.catalog.serving() is None:
            self.publisher.ensure_published()
        return self._current()

    def answerer(self) -> "Answerer":
        """What answers from the library that serves now."""
        from knowledge.answering import Answerer

        library = self.library()
        if library.version not in self._answerers:
            self._answerers = {library.version: Answerer(library)}
        return self._answerers[library.version]

    def help_lines(self) -> list[tuple[str, Mapping[str, str]]]:
        """The numbers a person in danger is given: the operator's file, else the built-in ones.

        Raises `SettingsError` where the file does not hold them.
        """
        import tomllib

        from bot.settings import SettingsError
        from knowledge.lexicons import table

        path = self.settings.daumoi_help_lines
        try:
            lines = tomllib.loads(path.read_text("utf-8"))["line"] if path else table("help_lines")["line"]
            return [(line["number"], {"vi": line["vi"], "en": line["en"]}) for line in lines]
        except (OSError, ValueError, KeyError) as error:
            message = f"DAUMOI_HELP_LINES: {path} must hold [[line]] tables with number, vi and en."
            raise SettingsError(message) from error


class LoadedDocuments(Mapping[str, Document]):
    """A library's documents by id, read when first looked up."""

    def __init__(self, library: "Library") -> None:
        self._library = library

    def __getitem__(self, document_id: str) -> Document:
        if document_id not in self._library:
            raise KeyError(document_id)
        return self._library.document(document_id)

    def __iter__(self) -> Iterator[str]:
        return (info.id for info in self._library.documents())

    def __len__(self) -> int:
        return len(self._library.documents())


def read_outline_of(path: Path) -> Outline:
    """One file's structure, without storing anything. Raises `UnreadableFileError`."""
    from knowledge.intake import Intake

    return Intake().outline(path)[0]
