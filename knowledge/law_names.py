"""Which loaded law a question names: by number, by name, or by the name people use for it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, takewhile

from knowledge.lexicons import table
from knowledge.question import Question
from knowledge.text import fold_accents, slug, syllables
from knowledge.tokens import Found, PhraseBook, longest
from knowledge.validity import BINDING_FIRST, Forces
from knowledge.versions import DocumentInfo

# Kinds as typed (accents folded), and as a document's kind begins.
_KINDS = {
    "bo luat": "bo luat", "code": "bo luat", "luat": "luat", "law": "luat", "phap lenh": "phap lenh",
    "nghi dinh": "nghi dinh", "nd": "nghi dinh", "decree": "nghi dinh", "nghi quyet": "nghi quyet", "nq": "nghi quyet",
    "thong tu lien tich": "thong tu lien tich", "ttlt": "thong tu lien tich", "resolution": "nghi quyet",
    "thong tu": "thong tu", "tt": "thong tu", "circular": "thong tu", "chi thi": "chi thi",
    "quyet dinh": "quyet dinh", "qd": "quyet dinh", "decision": "quyet dinh",
}  # fmt: skip
_NUMBERED = re.compile(
    rf"(?:\b(?P<kind>{'|'.join(sorted(_KINDS, key=len, reverse=True))})\s*(?:so|no\.?|number)?\s*)?"
    r"(?<![\d/.,-])(?P<n>\d{1,5})(?:\s*/\s*(?P<year>(?:19|20)\d\d)(?!\d))?(?P<rest>\s*[/-]\s*[a-z][\w&-]*)?(?![\d/])"
)
_NAMED_KINDS = ("luật", "bộ luật", "pháp lệnh")


@dataclass(frozen=True, slots=True)
class NamedLaw:
    """A loaded law as a question names it; `start` to `end` are the question's tokens that do (empty for a number).

    `other_year`: the year the question puts to the name, where only laws of other years are loaded.
    """

    info: DocumentInfo
    start: int = 0
    end: int = 0
    other_year: int | None = None


class LawNames:
    """The loaded laws by what they are called."""

    def __init__(self, laws: Sequence[DocumentInfo], forces: Forces) -> None:
        self._laws = laws
        self._forces = forces
        self._by_name: dict[str, list[DocumentInfo]] = {}
        phrases = [(name, info) for info in laws for name in _names(info)]
        for name, info in phrases:
            self._by_name.setdefault(slug(name), []).append(info)
        numbered: dict[str, list[DocumentInfo]] = {}
        for info in laws:
            numbered.setdefault(slug(info.number or info.id), []).append(info)
        known = [(law["number"], name) for law in table("known_laws")["law"] for name in law["names"]]
        for number, name in known:
            self._by_name.setdefault(slug(name), []).extend(numbered.get(slug(number), ()))
        self._titles: dict[str, str] = {slug(title): title for title in table("law_titles")["titles"]}
        self._titles |= {slug(name): law["name"] for law in table("known_laws")["law"] for name in law["names"]}
        short = list(self._short_names())
        for words, full in short:
            self._by_name[slug(words)] = self._by_name[full]
        called = (*(n for n, _ in phrases), *(n for _, n in known), *table("law_titles")["titles"])
        self._book = PhraseBook((slug(name), name) for name in (*called, *(words for words, _ in short)))

    def _short_names(self) -> Iterator[tuple[str, str]]:
        """The leading parts of names that one loaded law alone has ("luật bầu cử"), each with the slug of the whole."""
        loaded = {slug(name): name for info in self._laws for name in _names(info)}
        owners: dict[str, set[str]] = {}
        for name in {*loaded, *self._titles}:
            parts = name.split("-")
            for count in range(_SHORTEST, len(parts)):
                owners.setdefault("-".join(parts[:count]), set()).add(name)
        for part, names in owners.items():
            own = part.startswith("luat-") and part.removeprefix("luat-") not in _MERE_VERBS
            if own and len(names) == 1 and part not in loaded:
                (full,) = names
                if full in loaded:
                    yield " ".join(syllables(loaded[full])[: part.count("-") + 1]), full

    def named(self, question: Question, day: date) -> NamedLaw | None:
        """The law a question names; of several of one name, the year typed or the force on the day decides."""
        found = [hit for hit in self._hits(question) if self._by_name.get(hit.name)]
        name = max(found, key=lambda hit: hit.length, default=None)
        if name:
            laws, year = self._by_name[name.name], _year_behind(question, name)
            info = self._chosen(laws, year, day)
            other = self._chosen(laws, None, day) if info is None else None
            if known := info or other:
                return NamedLaw(known, name.start, name.end, year if other else None)
        numbered = self._chosen(_about(list(self._by_number(question)), question), None, day)
        return NamedLaw(numbered) if numbered else None

    def not_loaded(self, question: Question) -> str | None:
        """What a law that a question names and that is not loaded is called: as it is known, or as typed; else None."""
        missing = [hit for hit in self._hits(question) if not self._by_name.get(hit.name)]
        if missing:
            return self._titles[max(missing, key=lambda hit: hit.length).name]
        about = set(question.content)
        for at, each in enumerate(question.tokens):
            if each.key != "luat" or (at and question.tokens[at - 1].key in _BEFORE_GENERAL_LAW):
                continue
            words = list(takewhile(lambda t: t in about and t.text.isalpha(), question.tokens[at + 1 :]))
            if len(words) > 1 and words[0].text[:1].isupper() and not any(h.start == at for h in self._hits(question)):
                return " ".join(("Luật", *(t.text for t in words[:_LONGEST_TYPED])))
        folded = fold_accents(question.raw)
        numbered = next((hit for hit in _NUMBERED.finditer(folded) if hit["kind"] and hit["year"]), None)
        if numbered is None or len(folded) != len(question.raw) or any(True for _ in self._by_number(question)):
            return None
        return question.raw[numbered.start() : numbered.end()]

    def _hits(self, question: Question) -> list[Found]:
        found = longest(self._book.find(question.tokens))
        return [hit for hit in found if not _of_law_in_general(question, hit)]

    def speaks_of_another(self, question: Question) -> bool:
        """Whether a question names a law that is not loaded: by number, or by a name of its own behind "Luật"."""
        if any(typed["kind"] and typed["year"] for typed in _NUMBERED.finditer(fold_accents(question.raw))):
            return True
        if any(not self._by_name.get(hit.name) for hit in self._hits(question)):
            return True
        about = set(question.content)
        return any(
            a.key == "luat" and b in about and (i == 0 or question.tokens[i - 1].key not in _BEFORE_GENERAL_LAW)
            for i, (a, b) in enumerate(pairwise(question.tokens))
        )

    def _by_number(self, question: Question) -> Iterable[DocumentInfo]:
        for typed in _NUMBERED.finditer(fold_accents(question.raw)):
            if not (typed["rest"] or typed["year"] or typed["kind"]) or (
                typed["kind"] in ("luat", "law", "code", "bo luat") and not typed["rest"]
            ):
                continue
            parts = slug("-".join(p for p in (typed["n"], typed["year"], typed["rest"]) if p)).split("-")
            yield from (
                i
                for i in self._laws
                if _has_number(i, parts, typed["kind"], whole=bool(typed["year"] or typed["rest"]))
            )

    def _chosen(self, laws: Sequence[DocumentInfo], year: int | None, day: date) -> DocumentInfo | None:
        if year:
            laws = [i for i in laws if i.issued_on is None or i.issued_on.year == year]
        return min(laws, key=lambda i: (BINDING_FIRST[self._forces.of(i.id, day).state], -_age(i)), default=None)


def _about(laws: Sequence[DocumentInfo], question: Question) -> Sequence[DocumentInfo]:
    """Of documents of one number by several issuers those whose titles share most words with a question."""
    about = {t.key for t in question.content}
    shared = [len(about & set(slug(info.title).split("-"))) for info in laws]
    return [info for info, share in zip(laws, shared, strict=True) if share == max(shared)]


_SHORTEST = 3  # syllables of a name: "luật bầu cử"
_MERE_VERBS = frozenset({"thuc-hien", "ban-hanh", "quan-ly", "su-dung", "to-chuc", "thuc-hanh", "tiep-can", "bao-ve"})
_LONGEST_TYPED = 8


def law_name(info: DocumentInfo) -> str:
    """What a law is called in running text: `Luật Bình đẳng giới`, `Nghị định số 145/2020/NĐ-CP`."""
    kind = info.kind or "Văn bản"
    kind = kind[:1].upper() + kind[1:]
    if kind.lower() in _NAMED_KINDS and not _amends(info):
        title = info.title if not info.title.isupper() else info.title.capitalize()
        return title if title.lower().startswith(kind.lower()) else f"{kind} {title}"
    return f"{kind} số {info.number}" if info.number else f"{kind} {info.title}"


def _names(info: DocumentInfo) -> list[str]:
    """Names of a law that has one of its own; a code is also called a law."""
    if (info.kind or "").lower() not in _NAMED_KINDS or _amends(info):
        return []
    name = law_name(info)
    return [name, name[3:]] if name.lower().startswith("bộ luật") else [name]


def _amends(info: DocumentInfo) -> bool:
    return fold_accents(info.title).startswith(("sua doi", "luat sua doi"))


_BEFORE_GENERAL_LAW = frozenset({"phap", "ky", "quy", "trai", "vi", "dung", "lam"})


def _of_law_in_general(question: Question, hit: Found) -> bool:
    """Whether "pháp luật lao động" is meant: the law of a field, not the law of that name."""
    return hit.start > 0 and question.tokens[hit.start - 1].key == "phap"


def _year_behind(question: Question, hit: Found) -> int | None:
    following = [t.key for t in question.tokens[hit.end : hit.end + 2] if t.key != "nam"]
    return int(following[0]) if following and re.fullmatch(r"(?:19|20)\d\d", following[0]) else None


def _has_number(info: DocumentInfo, parts: Sequence[str], kind: str | None, *, whole: bool) -> bool:
    own = slug(info.number or "").split("-")
    of_kind = kind is None or fold_accents(info.kind or "").startswith(_KINDS[kind])
    return of_kind and own[: len(parts)] == list(parts) and (whole or kind is not None)


def _age(info: DocumentInfo) -> int:
    return info.issued_on.toordinal() if info.issued_on else 0
