"""Which document follows which where no text says so by number: by its title, by its name, and by what is known.

An amending law often names the other only by its title ("Sửa đổi điều 10 của Pháp lệnh Dân số"), and a newer law may be
known without being loaded (`lexicon/known_laws.toml`).
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date

from knowledge.lexicons import table
from knowledge.model import Modification
from knowledge.references import find_references, read_date
from knowledge.text import slug
from knowledge.versions import DocumentInfo

Newer = tuple[date, str]
"""From which day a newer document holds, and its number."""

_NAMED_KINDS = ("luật", "bộ luật", "pháp lệnh")
_AMENDING = re.compile(
    r"(?:(?:bộ luật|luật|pháp lệnh|nghị định|thông tư|quyết định)\s+)?(?:quy định\s+)?sửa đổi\b", re.IGNORECASE
)
_CHANGED_BEFORE = re.compile(r"được\s+sửa đổi[^;]*$", re.IGNORECASE)


def own_name(info: DocumentInfo) -> str | None:
    """The slug of what a law is called, `luat-binh-dang-gioi`; None where it has no name of its own, or amends one."""
    kind = (info.kind or "").lower()
    if kind not in _NAMED_KINDS or _AMENDING.match(info.title.lower()):
        return None
    title, prefix = slug(info.title), slug(kind)
    return title if title.startswith(f"{prefix}-") else f"{prefix}-{title}"


def amended_by_title(info: DocumentInfo, named: Mapping[str, Sequence[DocumentInfo]]) -> Iterator[Modification]:
    """The document that an amending one is about, where its title alone tells. `named`: the loaded laws by own name."""
    if not _AMENDING.match(info.title.lower()) or any(m.kind == "amends" for m in info.modifications):
        return
    first = next(iter(find_references(info.title)), None)
    if first and not _CHANGED_BEFORE.search(info.title[: first.start]):
        yield Modification("amends", first.number, dated=first.date)
        return
    words = f"-{slug(info.title)}-"
    called = max((name for name in named if f"-{name}-" in words), key=len, default=None)
    earlier = [each for each in named.get(called or "", ()) if _issued(each) < _issued(info)]
    if earlier:
        meant = max(earlier, key=_issued)
        yield Modification("amends", meant.number or meant.id, dated=meant.issued_on)


def by_own_name(documents: Iterable[DocumentInfo]) -> dict[str, list[DocumentInfo]]:
    """The laws that have a name of their own, by it."""
    named: dict[str, list[DocumentInfo]] = {}
    for info in documents:
        if name := own_name(info):
            named.setdefault(name, []).append(info)
    return named


def newer_ones(
    documents: Sequence[DocumentInfo], named: Mapping[str, Sequence[DocumentInfo]]
) -> dict[str, list[Newer]]:
    """For each document by id the newer ones on the same matter: of its name, loaded or known, and known by number."""
    found: dict[str, list[Newer]] = {}
    for info in documents:
        name = own_name(info)
        newer = [*_known_by_number(info)]
        if name and info.issued_on:
            loaded = {slug(other.number or other.id) for other in named[name]}
            newer += [*_known_by_name(name, info.issued_on, loaded), *_loaded_by_name(info, named[name])]
        if newer:
            found[info.id] = sorted(newer)
    return found


def _loaded_by_name(info: DocumentInfo, same: Iterable[DocumentInfo]) -> Iterator[Newer]:
    for other in same:
        since = other.effective_from or other.issued_on
        if since and other.number and other.number != info.number and _issued(other) > _issued(info):
            yield since, other.number


def _known_by_name(name: str, issued: date, loaded: Container[str]) -> Iterator[Newer]:
    for law in table("known_laws")["law"]:
        day = read_date(*(int(part) for part in law["issued"].split("/")))
        if day and day > issued and slug(law["number"]) not in loaded and name in {slug(each) for each in law["names"]}:
            yield law.get("effective", day), law["number"]


def _known_by_number(info: DocumentInfo) -> Iterator[Newer]:
    for each in table("known_laws")["newer"]:
        if info.number and slug(info.number) in {slug(number) for number in each["than"]}:
            yield each["effective"], each["number"]


def _issued(info: DocumentInfo) -> date:
    return info.issued_on or date.min
