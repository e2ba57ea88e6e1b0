"""The reviewed register: what a person found in a shipped directive, checked word by word against the document.

One TOML file per document (`<document id>.toml`: its reach and duties) and one per chain (`chain-<document id>.toml`).
The rules of the reading stand at the head of each file. An entry that does not agree with its document is an error:
a duty that quotes words that are not there must never be shown.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import get_args

from knowledge.errors import RegisterError
from knowledge.model import (
    Act,
    Applicability,
    Applies,
    Bilingual,
    Document,
    Lineage,
    LineagePair,
    Obligation,
    Relation,
    Span,
    UnitType,
)
from knowledge.register_entry import Entry, find_words, load_file

TITLE_LIMIT = 60
"""Characters a title may take, so that a phone shows it in one or two lines."""

_UNIT_TYPES: tuple[UnitType, ...] = get_args(UnitType)
_TOP_KEYS = {"document", "who", "reach", "obligation"}
_CHAIN_KEYS = {"document", "above", "missing", "note_vi", "note_en", "pair"}
_PAIR_KEYS = {"provision", "parent", "relation", "aspect", "lower_words", "upper_words", "note_vi", "note_en"}
_DUTY_KEYS = {
    "provision", "part", "quote", "title_vi", "title_en", "act", "who_vi", "who_en", "period", "due",
    "event_vi", "event_en", "ended_on", "evidence", "applies", "relation",
}  # fmt: skip


def load_register(folder: Path, document: Document) -> tuple[Obligation, ...] | None:
    """The reviewed duties of a document in its own order, or None where nobody has reviewed it.

    Raises RegisterError, naming the entry, where the file and the document disagree or a task has no entry.
    """
    top = _register_file(folder, document)
    if top is None:
        return None
    defaults = _reach(top)
    whole = _whole_relations(folder, document)
    duties = tuple(_obligation(document, top, entry, defaults, whole) for entry in top.tables("obligation"))
    _check_complete(document, duties, top)
    return duties


def load_reach(folder: Path, document: Document) -> dict[UnitType, Bilingual]:
    """How the document as a whole comes to each kind of unit; empty where nobody has reviewed it."""
    top = _register_file(folder, document)
    reach = _reach(top) if top else {}
    return {unit: found.reason for unit, found in reach.items() if found.reason}


def load_lineage(folder: Path, documents: Iterable[Document]) -> tuple[Lineage, ...]:
    """The reviewed chains of which both documents are given, by the lower one's id.

    Raises RegisterError, naming the pair, where a path or a word is not in its document.
    """
    loaded = {document.id: document for document in documents}
    chains = [load_file(path) for path in sorted(folder.glob("chain-*.toml"))]
    return tuple(_lineage(chain, loaded) for chain in chains if _both_loaded(chain, loaded))


def _register_file(folder: Path, document: Document) -> Entry | None:
    path = folder / f"{document.id}.toml"
    if not path.is_file():
        return None
    top = load_file(path)
    top.only(_TOP_KEYS)
    if top.string("document") != document.id:
        raise RegisterError(top.where, f"is about {top.string('document')}, not {document.id}")
    return top


def _reach(top: Entry) -> dict[UnitType, Applicability]:
    tables = top.table("reach")
    tables.only(set(_UNIT_TYPES))
    return {unit: _applicability(tables.table(unit), "applies") for unit in _UNIT_TYPES if unit in tables}


def _applicability(entry: Entry, name: str) -> Applicability:
    entry.only({name, "vi", "en"})
    applies: Applies = entry.choice(name, get_args(Applies))
    reason = entry.bilingual("")
    if reason is None and applies != "yes":
        raise RegisterError(entry.where, f"says {applies} without a reason")
    return Applicability(applies, reason)


def _whole_relations(folder: Path, document: Document) -> dict[str, tuple[str, Relation]]:
    """What the chain says of each provision as a whole: its path → (parent id, relation)."""
    path = folder / f"chain-{document.id}.toml"
    if not path.is_file():
        return {}
    chain = load_file(path)
    above = chain.string("above")
    whole = [pair for pair in chain.tables("pair") if not pair.flag("aspect") and "provision" in pair]
    return {
        pair.string("provision"): (f"{above}#{pair.string('parent')}", pair.choice("relation", get_args(Relation)))
        for pair in whole
        if "parent" in pair
    }


def _obligation(
    document: Document,
    top: Entry,
    entry: Entry,
    defaults: Mapping[UnitType, Applicability],
    whole: Mapping[str, tuple[str, Relation]],
) -> Obligation:
    entry.only(_DUTY_KEYS)
    path = entry.string("provision")
    part = entry.number("part")
    parent, relation = _parent(entry, whole.get(path))
    act: Act = entry.choice("act", get_args(Act))
    return Obligation(
        id=f"{document.id}#{path}" + (f"/{part}" if part else ""),
        document=document.id,
        provision=path,
        title=_title(entry),
        act=act,
        who=entry.bilingual("who") or top.table("who").required_bilingual(""),
        quote=find_words(document, path, entry.optional("quote"), entry.where),
        period=entry.optional("period"),
        reviewed=True,
        applicability=_applies(entry, defaults),
        evidence=tuple(item.required_bilingual("") for item in entry.tables("evidence")),
        event=entry.bilingual("event"),
        ended_on=_day(entry, "ended_on"),
        due=_day(entry, "due"),
        parent=parent,
        relation=relation,
    )


def _parent(entry: Entry, whole: tuple[str, Relation] | None) -> tuple[str | None, Relation | None]:
    parent, relation = whole or (None, None)
    if "relation" in entry:
        relation = entry.choice("relation", get_args(Relation))
    return (None if relation == "added" else parent), relation


def _title(entry: Entry) -> Bilingual:
    title = entry.required_bilingual("title")
    for words in (title.vi, title.en):
        if len(words) > TITLE_LIMIT:
            raise RegisterError(entry.where, f"title of {len(words)} characters, {TITLE_LIMIT} at most: {words}")
    return title


def _applies(entry: Entry, defaults: Mapping[UnitType, Applicability]) -> dict[UnitType, Applicability]:
    """The document's reach, with what this duty says otherwise; a plain yes needs no reason of its own."""
    own = entry.table("applies")
    own.only(set(_UNIT_TYPES))
    base = {unit: Applicability("yes") if found.applies == "yes" else found for unit, found in defaults.items()}
    return base | {unit: _applicability(own.table(unit), "is") for unit in _UNIT_TYPES if unit in own}


def _day(entry: Entry, name: str) -> date | None:
    value = entry.values.get(name)
    if value is None or isinstance(value, date):
        return value
    raise RegisterError(entry.where, f"{name} must be a date such as 2021-05-23")


def _check_complete(document: Document, duties: tuple[Obligation, ...], top: Entry) -> None:
    ids = [duty.id for duty in duties]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    covered = {duty.provision for duty in duties}
    absent = [p.path for p in document.provisions if p.kind == "task" and p.path not in covered]
    if twice:
        raise RegisterError(top.where, f"entered twice: {', '.join(twice)}")
    if absent:
        raise RegisterError(top.where, f"no entry for the tasks {', '.join(absent)} of {document.id}")


def _both_loaded(chain: Entry, loaded: Mapping[str, Document]) -> bool:
    chain.only(_CHAIN_KEYS)
    return chain.string("document") in loaded and chain.string("above") in loaded


def _lineage(chain: Entry, loaded: Mapping[str, Document]) -> Lineage:
    lower, upper = loaded[chain.string("document")], loaded[chain.string("above")]
    return Lineage(
        document=lower.id,
        above=upper.id,
        pairs=tuple(_pair(entry, lower, upper) for entry in chain.tables("pair")),
        missing=chain.strings("missing"),
        reviewed=True,
        note=chain.bilingual("note"),
    )


def _pair(entry: Entry, lower: Document, upper: Document) -> LineagePair:
    entry.only(_PAIR_KEYS)
    provision, parent = entry.optional("provision"), entry.optional("parent")
    relation: Relation = entry.choice("relation", get_args(Relation))
    if (provision is None) != (relation == "dropped") or (parent is None) != (relation == "added"):
        raise RegisterError(entry.where, f"{relation} does not fit its provision and parent")
    return LineagePair(
        provision=provision,
        parent=parent,
        relation=relation,
        note=entry.bilingual("note"),
        lower_words=_spans(entry, "lower_words", lower, provision),
        upper_words=_spans(entry, "upper_words", upper, parent),
        aspect=entry.flag("aspect"),
    )


def _spans(entry: Entry, name: str, document: Document, path: str | None) -> tuple[Span, ...]:
    words = entry.strings(name)
    if path is None:
        if words:
            raise RegisterError(entry.where, f"{name} without a provision to find them in")
        return ()
    find_words(document, path, None, entry.where)  # a pair without words still names a provision that must exist
    return tuple(find_words(document, path, each, entry.where) for each in words)
