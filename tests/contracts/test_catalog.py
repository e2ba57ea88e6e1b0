"""What every database must do for the catalog."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, Table, func, select

from bot.delivery import tables as delivery_tables
from bot.migrations import HEAD, ensure_schema
from bot.people import tables as people_tables
from knowledge.adapters import sql_tables
from knowledge.adapters.sql_catalog import SqlCatalog
from knowledge.adapters.sql_engine import current_revision, open_engine
from knowledge.errors import CatalogError, UnknownDocumentError, UnknownVersionError
from knowledge.model import (
    Applicability,
    Bilingual,
    Document,
    Header,
    Lineage,
    LineagePair,
    Obligation,
    Outline,
    Provision,
    Reference,
    Span,
    UnitType,
)
from knowledge.versions import Revision
from tests.contracts.engines import emptied, migrated

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEXT = "Kính gửi: các trường. 1. Việc chung đ) Rà soát 591/LĐTBXH Nơi nhận: Sở"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = migrated(url)
    yield engine
    engine.dispose()


@pytest.fixture
def catalog(engine: Engine) -> SqlCatalog:
    return SqlCatalog(engine)


def full_document(document_id: str = "so-2021", words: str = TEXT) -> Document:
    """A document with every field set to something."""
    header = Header(
        number="1/SGDĐT",
        kind="công văn",
        issuer="Sở",
        place="Hưng Yên",
        date=date(2021, 3, 15),
        subject="v/v bình đẳng giới",
        addressees=("các trường",),
        recipients=("Sở",),
        signer="Nguyễn Văn A",
        signer_title="Giám đốc",
        basis=("591/LĐTBXH",),
        spans={"addressees": Span(0, 21)},
    )
    outline = Outline(
        text=words,
        header=header,
        provisions=(
            Provision("preamble", None, "paragraph", words[0:21], 0, 21),
            Provision("1", "1.", "heading", words[25:34], 25, 34),
            Provision("1.đ", "đ)", "task", words[38:56], 38, 56),
        ),
        references=(
            Reference("591/LĐTBXH", date(2021, 2, 1), "591/LĐTBXH", 46, 56),
            Reference("9/BC", None, "9", 1, 2),
        ),
        encoding="tcvn3",
        warnings=("mended",),
        parts={"recipients": (Span(57, 69),)},
    )
    return Document(
        id=document_id,
        title="Bình đẳng giới 2021",
        outline=outline,
        number="1/SGDĐT",
        kind="công văn",
        issuer="Sở",
        level="province",
        place="Hưng Yên",
        issued_on=date(2021, 3, 15),
        effective_from=date(2021, 3, 16),
        effective_until=date(2021, 12, 31),
        addressees=("các trường",),
        unit_types=("school", "office"),
        year=2021,
        replaces=("2/SGDĐT",),
        amended_by=("3/SGDĐT",),
        source_url="https://example.org/1",
    )


def full_obligation(document_id: str = "so-2021") -> Obligation:
    """A duty with every field set to something."""
    return Obligation(
        id=f"{document_id}#1.đ/1",
        document=document_id,
        provision="1.đ",
        title=Bilingual("Rà soát", "Review"),
        act="review",
        who=Bilingual("Trường", "School"),
        quote=Span(38, 45),
        period="2021-2025",
        reviewed=True,
        applicability={
            "school": Applicability("conditional", Bilingual("nếu có", "if any")),
            "office": Applicability("no"),
        },
        evidence=(Bilingual("Biên bản", "Minutes"),),
        event=Bilingual("Bầu cử", "Election"),
        ended_on=date(2021, 5, 23),
        due=date(2021, 12, 1),
        parent="bo-2021#1",
        relation="narrowed",
    )


def full_revision(document_id: str = "so-2021", words: str = TEXT) -> Revision:
    reach: dict[UnitType, Bilingual] = {"school": Bilingual("trực tiếp", "directly")}
    duties = (full_obligation(document_id), replace(full_obligation(document_id), id=f"{document_id}#1", event=None))
    return Revision(full_document(document_id, words), duties, reach, "so.docx", "ab" * 32)


def chain(document_id: str = "so-2021") -> Lineage:
    pairs = (
        LineagePair("1", "1", "same"),
        LineagePair("1.đ", None, "added", Bilingual("mới", "new"), (Span(1, 2),), (), aspect=True),
        LineagePair(None, "2", "dropped", None, (), (Span(3, 4), Span(5, 6))),
    )
    return Lineage(document_id, "bo-2021", pairs, ("591/LĐTBXH",), reviewed=True, note=Bilingual("thiếu", "missing"))


def seal(
    catalog: SqlCatalog, name: str, contents: Mapping[str, str], chains: Sequence[Lineage] = (), minutes: int = 0
) -> str:
    catalog.begin(name, NOON + timedelta(minutes=minutes), 1, contents, chains)
    catalog.mark(name, "sealed")
    return name


def test_what_is_stored_comes_back_word_for_word(catalog: SqlCatalog) -> None:
    """Nothing of a document, its duties or its chain is lost or changed in the database."""
    stored = full_revision()
    revision = catalog.store(stored, NOON)
    seal(catalog, "v1", {"so-2021": revision}, [chain()])
    assert catalog.revision(revision) == stored
    assert catalog.lineages("v1") == {"so-2021": chain()}


def test_the_list_of_documents_says_what_the_document_says(catalog: SqlCatalog) -> None:
    """What is listed without the text is the same as with it."""
    revision = catalog.store(full_revision(), NOON)
    seal(catalog, "v1", {"so-2021": revision})
    (info,) = catalog.documents("v1")
    document = full_document()
    assert (info.revision, info.provisions, info.is_directive) == (revision, 3, True)
    shared = set(info.__slots__) - {"revision", "provisions"}
    assert {name: getattr(info, name) for name in shared} == {name: getattr(document, name) for name in shared}


def test_the_same_content_is_stored_once_and_other_content_beside_it(catalog: SqlCatalog) -> None:
    """Loading a document again changes nothing; a changed word makes a new revision and keeps the old."""
    first = catalog.store(full_revision(), NOON)
    assert catalog.store(full_revision(), NOON + timedelta(days=1)) == first
    second = catalog.store(full_revision(words=TEXT.replace("chung", "riêng")), NOON)
    assert second != first
    assert "chung" in catalog.document(first).text
    assert "riêng" in catalog.document(second).text


@pytest.mark.parametrize(
    "changed",
    [
        replace(full_revision(), document=replace(full_document(), title="khác")),
        replace(full_revision(), document=replace(full_document(), effective_until=None)),
        replace(full_revision(), obligations=(full_obligation(),)),
        replace(full_revision(), reach={}),
        replace(full_revision(), source_hash="cd" * 32),
    ],
    ids=["title", "validity", "duties", "reach", "bytes"],
)
def test_any_change_makes_another_revision(catalog: SqlCatalog, changed: Revision) -> None:
    """Also what a manifest or a reviewer changed counts as a change."""
    assert catalog.store(changed, NOON) != catalog.store(full_revision(), NOON)
    assert catalog.content_hash(changed) == catalog.store(changed, NOON)


def test_nothing_serves_before_the_first_publishing(catalog: SqlCatalog) -> None:
    assert catalog.serving() is None
    assert catalog.versions() == []


def test_publishing_moves_one_pointer_and_going_back_is_the_same_call(catalog: SqlCatalog) -> None:
    """Exactly one version is `published`: the one that serves."""
    revision = catalog.store(full_revision(), NOON)
    seal(catalog, "v1", {"so-2021": revision})
    seal(catalog, "v2", {}, minutes=1)
    catalog.publish("v1", NOON, instead_of=None)
    catalog.publish("v2", NOON + timedelta(minutes=2), instead_of="v1")
    assert [(v.version, v.status, v.documents, v.provisions) for v in catalog.versions()] == [
        ("v2", "published", 0, 0),
        ("v1", "sealed", 1, 3),
    ]
    catalog.publish("v1", NOON + timedelta(minutes=3), instead_of="v2")
    assert catalog.serving() == "v1"
    assert catalog.version("v1").published_at == NOON + timedelta(minutes=3)
    assert catalog.version("v1").created_at == NOON


def test_a_version_that_is_not_whole_cannot_serve(catalog: SqlCatalog) -> None:
    catalog.begin("v1", NOON, 1, {}, ())
    with pytest.raises(CatalogError, match="never finished"):
        catalog.publish("v1", NOON, instead_of=None)
    with pytest.raises(UnknownVersionError, match="v9"):
        catalog.publish("v9", NOON, instead_of=None)
    with pytest.raises(UnknownVersionError, match="v9"):
        catalog.version("v9")


def test_who_comes_second_does_not_overwrite_the_first(catalog: SqlCatalog) -> None:
    """Two that both started from the same version cannot both publish."""
    for name in ("v1", "v2", "v3"):
        seal(catalog, name, {})
    catalog.publish("v1", NOON, instead_of=None)
    catalog.publish("v2", NOON, instead_of="v1")
    with pytest.raises(CatalogError, match="published meanwhile"):
        catalog.publish("v3", NOON, instead_of="v1")
    assert catalog.serving() == "v2"


def test_dropping_forgets_a_version_and_what_only_it_held(catalog: SqlCatalog, engine: Engine) -> None:
    """The serving version stays whatever is asked, and with it each revision it holds."""
    kept = catalog.store(full_revision(), NOON)
    gone = catalog.store(full_revision(words=TEXT.replace("chung", "riêng")), NOON)
    seal(catalog, "v1", {"so-2021": gone}, [chain()])
    seal(catalog, "v2", {"so-2021": kept}, [chain()])
    catalog.publish("v2", NOON, instead_of=None)
    catalog.drop(["v1", "v2"])
    assert [v.version for v in catalog.versions()] == ["v2"]
    assert catalog.revision(kept) == full_revision()
    with pytest.raises(UnknownDocumentError):
        catalog.document(gone)
    with engine.connect() as connection:
        left = {name: connection.scalar(select(func.count()).select_from(table)) for name, table in parts().items()}
    assert left == {"document_body": 1, "provision": 3, "document_reference": 2, "obligation": 2, "lineage_pair": 3}


def parts() -> dict[str, Table]:
    names = ("document_body", "provision", "document_reference", "obligation", "lineage_pair")
    return {name: sql_tables.metadata.tables[name] for name in names}


def test_the_migrations_make_the_tables_that_the_program_uses(engine: Engine) -> None:
    """The history and the present do not drift apart."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert {people_tables.unit, delivery_tables.telegram_update} <= set(sql_tables.metadata.tables.values())
        assert compare_metadata(context, sql_tables.metadata) == []


def test_two_that_start_at_once_on_an_empty_database_both_get_on(url: str) -> None:
    """The tables are made once, and nobody sees half of them."""
    emptied(url).dispose()
    engines = [open_engine(url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ensure_schema, engines))
    assert {current_revision(engine) for engine in engines} == {HEAD}
    for engine in engines:
        engine.dispose()
