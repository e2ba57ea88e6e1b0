"""What a refresh makes: revisions of documents, and index versions that are sets of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from secrets import token_hex
from typing import Literal, Self

from knowledge.model import Bilingual, Document, Level, Modification, Obligation, UnitType, directs

VersionStatus = Literal["building", "sealed", "published", "failed"]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Revision:
    """One reading of one document, with the duties found in it. Never changed once stored.

    `reach` says, for the whole document, how it comes to each kind of unit; empty where nobody has reviewed it.
    `file` and `source_hash` (SHA-256 of its bytes) name the file it was read from, `fingerprint` all that went into the
    reading (see `readings`; not stored with it).
    """

    document: Document
    obligations: tuple[Obligation, ...] = ()
    reach: Mapping[UnitType, Bilingual] = field(default_factory=dict)
    file: str = ""
    source_hash: str = ""
    fingerprint: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Contents:
    """What an index is built of: the `wanted` revisions by document id, in order, each to be had by `read`.

    `held`: those that the index holds which this one is built upon; what is held as it is wanted need not be read.
    """

    wanted: Mapping[str, str]
    read: Callable[[str], Revision]
    held: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, revisions: Iterable[Revision]) -> Self:
        """These revisions, upon no index."""
        by_id = {revision.document.id: revision for revision in revisions}
        return cls({document: document for document in by_id}, by_id.__getitem__)

    def changes(self) -> Iterator[tuple[str, Revision | None]]:
        """Each document in order with its revision, None where it is held."""
        for document, revision in self.wanted.items():
            yield document, None if self.held.get(document) == revision else self.read(revision)

    def dropped(self) -> Iterator[Revision]:
        """The revisions that are held and not wanted."""
        return (self.read(revision) for d, revision in self.held.items() if self.wanted.get(d) != revision)


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What is known of a loaded document without its text; `provisions` counts them, `revision` is the content hash."""

    id: str
    title: str
    revision: str
    provisions: int
    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    level: Level | None = None
    place: str | None = None
    issued_on: date | None = None
    effective_from: date | None = None
    effective_until: date | None = None
    addressees: tuple[str, ...] = ()
    unit_types: tuple[UnitType, ...] = ()
    year: int | None = None
    replaces: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()
    source_url: str | None = None
    modifications: tuple[Modification, ...] = ()

    @property
    def is_directive(self) -> bool:
        """Whether units are told what to do by it, as against a law."""
        return directs(self.kind, self.number, self.unit_types)


@dataclass(frozen=True, slots=True)
class IndexVersion:
    """A set of revisions and the folder that makes them searchable. `published`: it is the one that serves now."""

    version: str
    status: VersionStatus
    created_at: datetime
    published_at: datetime | None
    documents: int
    provisions: int
    embedding: str | None
    index_format: int

    def to_json(self) -> dict[str, object]:
        """The object that `versions --json` prints; times as ISO 8601 in UTC."""
        return {
            "version": self.version,
            "status": self.status,
            "created_at": self.created_at.isoformat(),
            "published_at": self.published_at.isoformat() if self.published_at else None,
            "documents": self.documents,
            "provisions": self.provisions,
            "embedding": self.embedding,
        }


def utc_now() -> datetime:
    """The clock used unless another is passed."""
    return datetime.now(UTC)


def version_name(now: datetime) -> str:
    """A name that sorts by time and that two processes of one second do not share: `20261122-031502-3fa2`."""
    return f"{now.astimezone(UTC):%Y%m%d-%H%M%S}-{token_hex(2)}"
