"""Whom a duty of an unreviewed document is for, and whether it reaches a kind of unit: its own words, or unknown."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, get_args

from knowledge.lexicons import table
from knowledge.model import Applicability, Bilingual, Document, Provision, UnitType

UNIT_TYPES: Final[tuple[UnitType, ...]] = get_args(UnitType)
_WHO_LIMIT = 160
_OWN_NAMES: Final[dict[UnitType, str]] = {"department": "Sở ", "ministry": "Bộ "}
_ASKING = re.compile(r"^(?:đề nghị|yêu cầu|giao)\s+", re.IGNORECASE)


def who_must(document: Document, provision: Provision) -> str | None:
    """Whom the words name: the subject of the duty, else the office that heads its section; None: the addressees."""
    above = (_subject(heading.text, is_heading=True) for heading in _headings_above(document, provision.path))
    own = _subject(provision.text, is_heading=False) or _assigned(document, provision.path)
    named = own or next((who for who in above if who), None)
    return None if named is None or _is_everyone(named) else named


def addressees_of(document: Document) -> tuple[str, ...]:
    """Whom the document is addressed to, as the manifest or else the letter says."""
    return document.addressees or document.outline.header.addressees


def named_types(words: Iterable[str]) -> frozenset[UnitType]:
    """The kinds of unit that the words name."""
    text = " ; ".join(words).lower()
    return frozenset(unit for unit in UNIT_TYPES if _names(unit).search(text))


def applicability(document: Document, who: str | None) -> dict[UnitType, Applicability]:
    """How a duty reaches each kind of unit. `who` is whom the duty names, None where it is for all addressees."""
    named = named_types([who]) if who else _addressed_types(document)
    return {unit: _applies(unit, who, named) for unit in UNIT_TYPES}


def _addressed_types(document: Document) -> frozenset[UnitType]:
    """The kinds of unit the document is for. A plan has no addressees and binds those it is sent to, not upwards."""
    addressees = addressees_of(document)
    named = named_types(addressees or document.outline.header.recipients) | frozenset(document.unit_types)
    return named if addressees or document.level == "central" else named - {"ministry"}


def _applies(unit: UnitType, who: str | None, named: frozenset[UnitType]) -> Applicability:
    if unit in named:
        return Applicability("yes")
    if who is None:
        return Applicability("unknown", _reason("not_addressed"))
    if who.startswith(_OWN_NAMES.get(unit, "\0")):
        return Applicability("conditional", _reason("only", who))
    # A list of offices, or one office by its own name, leaves the others out; other words may or may not mean them.
    if named or _names_one_office(who):
        return Applicability("no", _reason("others", who))
    return Applicability("unknown", _reason("unclear", who))


def told_to_others(who: str) -> Bilingual:
    """The reason why a duty is not a unit's: it is given to others."""
    return _reason("others", who)


def _reason(name: str, who: str = "") -> Bilingual:
    words = table("reach")["reasons"][name]
    return Bilingual(words["vi"].format(who=who), words["en"].format(who=who))


def _headings_above(document: Document, path: str) -> list[Provision]:
    """The headings over a path, nearest first."""
    found = [p for p in document.provisions if p.kind == "heading" and path.startswith(f"{p.path}.")]
    return sorted(found, key=lambda p: len(p.path), reverse=True)


_ASSIGNS = re.compile(r"^(?:Cơ quan|Đơn vị|Bộ phận)\s+(?:chủ trì|thực hiện|phụ trách)\s*:\s*(?P<who>.+)", re.DOTALL)
_LEADS = re.compile(r"^(?P<who>.+?)\s+chủ trì\b", re.DOTALL)


def _assigned(document: Document, path: str) -> str | None:
    """Who is named beside a duty ("Cơ quan thực hiện: X chủ trì, …"), at its own level or at one above it."""
    above = path.rpartition(".")[0]
    while above:
        beside = (p.text for p in document.provisions if p.path.rpartition(".")[0] == above)
        stated = next((found for text in beside if (found := _ASSIGNS.match(text))), None)
        if stated:
            leads = _LEADS.match(stated["who"])
            return _trim((leads or stated)["who"][:_WHO_LIMIT])
        above = above.rpartition(".")[0]
    return None


def _subject(text: str, *, is_heading: bool) -> str | None:
    """The actor at the start of a duty, up to what it is to do; a heading that names an actor is one to its end."""
    text = _ASKING.sub("", text).strip()
    if not is_actor(text):
        return None
    order = _predicate().search(text)
    if is_heading:
        return None if order else _trim(re.split(r"[(:]", text)[0])
    return _trim(text[: order.start()]) if order and order.start() <= _WHO_LIMIT else None


def is_actor(text: str) -> bool:
    """Whether the words begin with somebody who can be told to act."""
    return _starts_with(text, "words") and not _starts_with(text, "not_actors")


def _starts_with(text: str, name: str) -> bool:
    return _listed(name).match(text.lower()) is not None


def _trim(words: str) -> str | None:
    return words.strip(" ,;:.-") or None


def _is_everyone(who: str) -> bool:
    return who.lower() in table("reach")["everyone"]["words"]


def _names_one_office(who: str) -> bool:
    """Whether the words are the proper name of an office ("Sở Nội vụ", "Công an Thành phố"), not of a kind of unit."""
    return who.startswith(tuple(table("reach")["actors"]["offices"]))


@cache
def _names(unit: UnitType) -> re.Pattern[str]:
    return _whole_words(table("reach")["names"][unit])


@cache
def _listed(name: str) -> re.Pattern[str]:
    return _whole_words(table("reach")["actors"][name])


@cache
def _predicate() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s){_listed('predicates').pattern}")


def _whole_words(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted({word.strip() for word in words}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
