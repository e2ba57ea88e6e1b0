"""Which loaded documents a question names: by number ("nghị định 145/2020"), or by name ("Luật Trẻ em 2016")."""

import re
from collections.abc import Iterable, Mapping, Sequence

from knowledge.lexicons import table
from knowledge.text import fold_accents, key, keys
from knowledge.versions import DocumentInfo

# Only these are called by their names; what lower documents are called are sentences that nobody types.
NAMED_KINDS = ("hiến pháp", "bộ luật", "luật", "pháp lệnh")

# 145/2020, 145/2020/NĐ-CP or 591/LĐTBXH: a number and what stands behind its stroke; not the month of a date.
_NUMBER = re.compile(r"(?<![\w/.])(?<!thang )(?<!ngay )(?P<number>\d{1,5}[a-z]?)\s?/\s?(?P<rest>[a-z\d][\w&/-]*)")
# "nghị định 145", "thông tư số 32 năm 2020": a kind, a number, perhaps the year.
_KIND_AND_NUMBER = re.compile(
    r"\b(?P<kind>nghi dinh|thong tu lien tich|thong tu|quyet dinh|nghi quyet|cong van|chi thi|luat|ke hoach)"
    r"\s+(?:so\s+)?(?P<number>\d{1,5})(?![\d/])(?:\s+nam\s+(?P<year>\d{4}))?"
)
_YEAR = re.compile(r" (?:nam |so )?((?:19|20)\d\d) ")


class NamedDocuments:
    """The names and numbers by which the loaded documents are called."""

    def __init__(self, infos: Iterable[DocumentInfo]) -> None:
        self._infos = tuple(infos)
        self._by_name: dict[str, list[DocumentInfo]] = {}
        known = _known_names()
        for info in self._infos:
            for name in {*_names(info), *known.get(info.number or "", ())}:
                self._by_name.setdefault(name, []).append(info)

    def find(self, question: str) -> frozenset[str]:
        """The ids of the documents that a question names, with accents or without; empty where it names none."""
        plain = " ".join(fold_accents(question).split())
        numbered = [*self._numbered(plain), *self._kind_and_number(plain)]
        return frozenset(info.id for info in (*numbered, *self._called(question)))

    def _numbered(self, plain: str) -> list[DocumentInfo]:
        typed = [f"{found['number']}/{found['rest']}".rstrip("-/&") for found in _NUMBER.finditer(plain)]
        return [info for info in self._infos for number in typed if _begins(fold_accents(info.number or ""), number)]

    def _kind_and_number(self, plain: str) -> list[DocumentInfo]:
        return [info for typed in _KIND_AND_NUMBER.finditer(plain) for info in self._infos if _is_meant(info, typed)]

    def _called(self, question: str) -> list[DocumentInfo]:
        """By name; of a name within a longer one only the longer counts (Luật Giáo dục nghề nghiệp)."""
        typed = f" {' '.join(keys(question))} "
        names = [name for name in self._by_name if name in typed]
        longest = [name for name in names if not any(name != other and name.strip() in other for other in names)]
        return [info for name in longest for info in _of_year(self._by_name[name], typed.partition(name)[2])]


def _begins(number: str, typed: str) -> bool:
    """Whether a number is the one typed, whole or up to one of its strokes."""
    return number == typed or number.startswith((f"{typed}/", f"{typed}-"))


def _is_meant(info: DocumentInfo, typed: re.Match[str]) -> bool:
    number = fold_accents(info.number or "")
    same_kind = fold_accents(info.kind or "").endswith(typed["kind"])
    same_year = typed["year"] is None or f"/{typed['year']}/" in number
    return same_kind and same_year and _begins(number, typed["number"])


def _names(info: DocumentInfo) -> Iterable[str]:
    if (info.kind or "").lower() in NAMED_KINDS:
        kind, title = [key(s) for s in (info.kind or "").split()], keys(info.title)
        name = title if title[: len(kind)] == kind else kind + title
        yield _padded(name)
        if name[:2] == ["bo", "luat"]:
            yield _padded(name[1:])  # a code is called a law as well


def _known_names() -> Mapping[str, list[str]]:
    return {law["number"]: [_padded(keys(name)) for name in law["names"]] for law in table("known_laws")["law"]}


def _padded(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _of_year(infos: Sequence[DocumentInfo], behind: str) -> Sequence[DocumentInfo]:
    """Of several with one name, those of the year typed right behind it; all where none is, or none fits."""
    year = _YEAR.match(f" {behind}")
    fitting = [info for info in infos if year and info.issued_on and str(info.issued_on.year) == year[1]]
    return fitting or infos
