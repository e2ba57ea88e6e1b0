"""The catalog in SQL: what is stored, what each index version holds, and which version serves.

Revisions are written once and never changed. A version is written while it builds and only its status changes after;
`publish` moves one pointer, and so does going back.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, Table, bindparam, delete, insert, select, update

from knowledge.adapters import sql_duty_rows, sql_rows
from knowledge.adapters import sql_tables as tables
from knowledge.adapters.sql_engine import reading, writing
from knowledge.errors import CatalogError, UnknownDocumentError, UnknownVersionError
from knowledge.model import Bilingual, Document, Lineage, Obligation, UnitType
from knowledge.versions import DocumentInfo, IndexVersion, Revision, VersionStatus

_SERVING = select(tables.serving.c.version)  # made once: it is asked before every answer
_DOCUMENT_OF = select(tables.revision.c.document).where(tables.revision.c.hash == bindparam("its_revision"))
_BATCH = 500  # hashes in one IN (…), below every engine's limit of parameters


class SqlCatalog:
    """The record of documents and index versions.

    Raises `CatalogError` wherever the database fails, `UnknownVersionError` for a version that is not there.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Give the connections back; the next call would open new ones."""
        self._engine.dispose()

    # --- writing: one refresh at a time ---

    def store(self, revision: Revision, now: datetime) -> str:
        """Store a revision unless it is stored already; its content hash."""
        rows = sql_rows.revision_rows(revision)
        head = rows["document_revision"][0]
        with writing(self._engine) as connection:
            if _known(connection, head["hash"]) is None:
                head["created_at"] = now
                _insert(connection, rows)
        return str(head["hash"])

    @staticmethod
    def content_hash(revision: Revision) -> str:
        """The hash a revision would be stored under."""
        return str(sql_rows.revision_rows(revision)["document_revision"][0]["hash"])

    def begin(  # noqa: PLR0913 - what a version is, all of it written at once
        self,
        version: str,
        now: datetime,
        index_format: int,
        contents: Mapping[str, str],
        chains: Iterable[Lineage],
        *,
        embedding: str | None = None,
    ) -> None:
        """Write down a version that is being built, with its revisions by document id and its chains.

        `embedding`: the model of its vectors, None where it is searched by words alone.
        """
        heads_and_pairs = [sql_duty_rows.lineage_rows(version, chain) for chain in chains]
        provisions = sum(info.provisions for info in self.infos(contents.values()))
        row: dict[str, Any] = {
            "name": version,
            "status": "building",
            "created_at": now,
            "documents": len(contents),
            "provisions": provisions,
            "index_format": index_format,
            "embedding": embedding,
        }
        rows: dict[str, list[dict[str, Any]]] = {
            "index_version": [row],
            "index_version_document": [{"version": version, "document": d, "revision": r} for d, r in contents.items()],
            "lineage": [head for head, _ in heads_and_pairs],
            "lineage_pair": [pair for _, pairs in heads_and_pairs for pair in pairs],
        }
        with writing(self._engine) as connection:
            _insert(connection, rows)

    def mark(self, version: str, status: VersionStatus) -> None:
        """Change a version's status; `published` is no status of its own, see `publish`."""
        with writing(self._engine) as connection:
            connection.execute(update(tables.version).where(tables.version.c.name == version).values(status=status))

    def publish(self, version: str, now: datetime, *, instead_of: str | None) -> None:
        """Let a sealed version serve.

        Raises `CatalogError` where another version serves than `instead_of`: somebody else published meanwhile.
        """
        with writing(self._engine) as connection:
            if _serving(connection) != instead_of:
                message = "Another version was published meanwhile; nothing was switched. Run the command again."
                raise CatalogError(message)
            _require_sealed(connection, version)
            connection.execute(delete(tables.serving))
            connection.execute(insert(tables.serving).values(id=1, version=version))
            connection.execute(update(tables.version).where(tables.version.c.name == version).values(published_at=now))

    def drop(self, versions: Sequence[str]) -> None:
        """Forget versions, and the revisions that no version holds any more. The serving one stays in any case."""
        held = select(tables.version_document.c.revision)
        with writing(self._engine) as connection:
            gone = tables.version.c.name.in_(versions) & tables.version.c.name.not_in(select(tables.serving.c.version))
            connection.execute(delete(tables.version).where(gone))
            connection.execute(delete(tables.revision).where(tables.revision.c.hash.not_in(held)))

    # --- reading ---

    def serving(self) -> str | None:
        """The version that serves, or None before the first was published."""
        with reading(self._engine) as connection:
            return _serving(connection)

    def versions(self) -> list[IndexVersion]:
        """All versions kept, newest first."""
        with reading(self._engine) as connection:
            serves = _serving(connection)
            rows = connection.execute(
                select(tables.version).order_by(tables.version.c.created_at.desc(), tables.version.c.name.desc())
            ).mappings()
            return [_version(row, serves) for row in rows]

    def version(self, name: str) -> IndexVersion:
        """One version. Raises `UnknownVersionError` where there is none of this name."""
        found = [v for v in self.versions() if v.version == name]
        if not found:
            message = f"There is no index version {name}; `versions` lists those that are kept."
            raise UnknownVersionError(message)
        return found[0]

    def documents(self, version: str) -> list[DocumentInfo]:
        """What a version holds, by document id, without the texts."""
        rows = self._all(_held(version, tables.revision).order_by(tables.revision.c.document))
        return [sql_rows.info(row) for row in rows]

    def infos(self, revisions: Iterable[str]) -> list[DocumentInfo]:
        """The documents of some revisions, without the texts."""
        wanted = list(revisions)
        batches = (wanted[i : i + _BATCH] for i in range(0, len(wanted), _BATCH))
        queries = (select(tables.revision).where(tables.revision.c.hash.in_(batch)) for batch in batches)
        return [sql_rows.info(row) for query in queries for row in self._all(query)]

    def revision(self, revision: str) -> Revision:
        """One revision, whole."""
        with reading(self._engine) as connection:
            row = _one(connection, tables.revision, revision)
        return Revision(
            self.document(revision), self.obligations(revision), self.reach(revision), row["file"], row["source_hash"]
        )

    def document(self, revision: str) -> Document:
        """One revision's document, whole. Raises `UnknownDocumentError` where the revision is not stored."""
        with reading(self._engine) as connection:
            return sql_rows.document(
                _one(connection, tables.revision, revision),
                _one(connection, tables.body, revision),
                _parts(connection, tables.provision, revision),
                _parts(connection, tables.reference, revision),
            )

    def obligations(self, revision: str) -> tuple[Obligation, ...]:
        """One revision's duties, in the document's order."""
        with reading(self._engine) as connection:
            document = connection.scalar(_DOCUMENT_OF, {"its_revision": revision})
            if document is None:
                raise _unknown(revision)
            rows = _parts(connection, tables.obligation, revision)
            return tuple(sql_duty_rows.obligation(document, row) for row in rows)

    def reach(self, revision: str) -> dict[UnitType, Bilingual]:
        """How one revision's document as a whole comes to each kind of unit."""
        with reading(self._engine) as connection:
            return sql_rows.reach(_one(connection, tables.body, revision))

    def lineages(self, version: str) -> dict[str, Lineage]:
        """The chains of a version by the lower document's id."""
        pairs: dict[str, list[RowMapping]] = {}
        with reading(self._engine) as connection:
            for row in connection.execute(_of_version(tables.lineage_pair, version)).mappings():
                pairs.setdefault(row["document"], []).append(row)
            heads = connection.execute(_of_version(tables.lineage, version)).mappings()
            return {row["document"]: sql_duty_rows.lineage(row, pairs.get(row["document"], ())) for row in heads}

    def _all(self, query: Select[Any]) -> Sequence[RowMapping]:
        with reading(self._engine) as connection:
            return connection.execute(query).mappings().all()


def _insert(connection: Connection, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    for name, table_rows in rows.items():
        if table_rows:
            connection.execute(insert(tables.metadata.tables[name]), table_rows)


def _known(connection: Connection, digest: str) -> str | None:
    return connection.scalar(select(tables.revision.c.hash).where(tables.revision.c.hash == digest))


def _serving(connection: Connection) -> str | None:
    return connection.scalar(_SERVING)


def _require_sealed(connection: Connection, version: str) -> None:
    status = connection.scalar(select(tables.version.c.status).where(tables.version.c.name == version))
    if status is None:
        message = f"There is no index version {version}; `versions` lists those that are kept."
        raise UnknownVersionError(message)
    if status != "sealed":
        message = f"Index version {version} was never finished and cannot serve."
        raise CatalogError(message)


def _held(version: str, table: Table) -> Select[Any]:
    held = tables.version_document
    return select(table).join(held, held.c.revision == table.c.hash).where(held.c.version == version)


def _of_version(table: Table, version: str) -> Select[Any]:
    return select(table).where(table.c.version == version).order_by(*table.primary_key.columns)


def _parts(connection: Connection, table: Table, revision: str) -> Sequence[RowMapping]:
    return connection.execute(_in_order(table), {"its_revision": revision}).mappings().all()


def _one(connection: Connection, table: Table, revision: str) -> RowMapping:
    row = connection.execute(_of_revision(table), {"its_revision": revision}).mappings().one_or_none()
    if row is None:
        raise _unknown(revision)
    return row


# Made once for each table: making a statement takes longer than reading what it asks for.
@cache
def _of_revision(table: Table) -> Select[Any]:
    key = table.c.hash if table is tables.revision else table.c.revision
    return select(table).where(key == bindparam("its_revision"))


@cache
def _in_order(table: Table) -> Select[Any]:
    return _of_revision(table).order_by(table.c.position)


def _unknown(revision: str) -> UnknownDocumentError:
    return UnknownDocumentError(f"Revision {revision} of a document is no longer stored.")


def _version(row: RowMapping, serves: str | None) -> IndexVersion:
    return IndexVersion(
        version=row["name"],
        status="published" if row["name"] == serves else row["status"],
        created_at=row["created_at"],
        published_at=row["published_at"],
        documents=row["documents"],
        provisions=row["provisions"],
        embedding=row["embedding"],
        index_format=row["index_format"],
    )
