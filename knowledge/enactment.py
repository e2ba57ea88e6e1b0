"""What a law's text says of force: from when it holds itself, and which documents it replaces, repeals or amends.

Only what is said of the document itself counts ("Luật này có hiệu lực …" in a law): the same words stand in laws about
contracts, decisions and forms. Annexes, footnotes and quoted words of other laws are not read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.legal_places import PLACE, named_places
from knowledge.model import Modification, ModificationKind, Outline, Provision
from knowledge.references import find_references, read_date

_JOINT = "thông tư liên tịch|nghị quyết liên tịch"
_KINDS = rf"{_JOINT}|bộ luật|pháp lệnh|nghị quyết|nghị định|quyết định|thông tư|chỉ thị|luật|lệnh"
_THIS = rf"(?P<kind>{_KINDS}|Quy định|Quy chế) này"
_MONTHS = {"giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
           "chín": 9, "mười một": 11, "mười hai": 12, "mười": 10, "chạp": 12}  # fmt: skip
_NUMERAL = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = (
    r"(?:ngày\s+)?(?:(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})"
    rf"|(?P<d2>\d{{1,2}})\s+tháng\s+(?:(?P<m2>\d{{1,2}})|(?P<word>{_NUMERAL}))\s*,?\s*(?:năm\s+)?(?P<y2>\d{{4}}))"
)
_IN_FORCE = r"(?:sẽ\s+|bắt đầu\s+)?có hiệu lực(?:\s+thi hành)?"
_FROM_DAY = re.compile(rf"{_THIS}\s+{_IN_FORCE}\s*,?\s*(?:kể\s+)?từ\s+{_DAY}", re.IGNORECASE)
_SIGNING = r"(?:kể\s+)?từ ngày\s+(?:được\s+)?(?:ký|ban hành)"
_FROM_SIGNING = re.compile(rf"{_THIS}\s+{_IN_FORCE}\s*,?\s*{_SIGNING}", re.IGNORECASE)
_AFTER_SIGNING = re.compile(
    rf"{_THIS}\s+{_IN_FORCE}\s+sau\s+(?P<days>\d{{1,3}})\s*(?:\([^)]*\)\s*)?ngày\s*,?\s*{_SIGNING}",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"{_THIS}\s+(?:có hiệu lực\s[^.;]*?\bđến\s+(?:hết\s+)?{_DAY}"
    rf"|(?P<ends>hết hiệu lực(?:\s+thi hành)?\s+(?:kể\s+)?từ)\s+{_DAY.replace('?P<', '?P<e')})",
    re.IGNORECASE,
)
_PARTS_START = re.compile(
    rf"(?P<places>{PLACE}.*?)\s(?:của\s+)?{_THIS}\s+{_IN_FORCE}\s*(?:kể\s+)?từ\s+{_DAY}", re.IGNORECASE
)
# A mention of a document as the object of a verb: its kind, perhaps its name, and its number.
_NAMED = re.compile(rf"(?:{_KINDS})(?:\s+(?!số\b)[^\s;.]+){{0,14}}?\s+(?:số\s+)?$", re.IGNORECASE)
_ENDS = re.compile(
    r"(?:đều\s+|sẽ\s+)?(?:hết hiệu lực|chấm dứt hiệu lực|(?:được|bị)\s+bãi bỏ)(?:\s+(?:thi hành|toàn bộ))*",
    re.IGNORECASE,
)
_REPLACES = re.compile(
    r"(?<!được )(?<!bị )(?<!hoặc )\bthay thế\b(?!\s+(?:cụm từ|từ|bằng|thì))(?:\s+(?:cho|các|toàn bộ))*", re.IGNORECASE
)
_REPEALS = re.compile(
    r"(?:^|[.;,:]\s+|\bvà\s+|\blực\s+)(?:bãi bỏ|huỷ bỏ|hủy bỏ)\b(?!\s+(?:cụm từ|từ|hoặc))(?:\s+(?:toàn bộ|các))*",
    re.IGNORECASE,
)
_AMENDS = re.compile(
    r"sửa đổi,?\s*(?:và\s+)?bổ sung\s+(?:một số điều|một số điểm|một số nội dung|[^“”.;]{0,60}?)"
    rf"\s*(?:của|tại)?\s*(?=(?:{_KINDS})\b)",
    re.IGNORECASE,
)
# One of these is in all that the patterns above find.
_VERBS = ("hiệu lực", "thay thế", "bãi bỏ", "huỷ bỏ", "hủy bỏ", "sửa đổi")
_SINCE = re.compile(rf"(?:kể\s+)?từ\s+{_DAY}", re.IGNORECASE)
_LEADS_A_LIST = re.compile(r"(?:sau(?:\s+đây)?|dưới đây|gồm)\s*(?:hết hiệu lực[^:]*)?:?\s*$", re.IGNORECASE)
_UNDER_ANOTHER = re.compile(r"\b(?:theo|bởi)\b", re.IGNORECASE)
_STANDS_FREE = re.compile(r"(?:^|[,;:.)(]|\bvà|\bcùng|\bsố|\bcủa|\btại)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Enactment:
    """What a document says of its own force, and what it does to others. None: it does not say."""

    effective_from: date | None = None
    effective_until: date | None = None
    modifications: tuple[Modification, ...] = ()


def read_enactment(
    outline: Outline, kind: str | None, number: str | None, issued_on: date | None, title: str = ""
) -> Enactment:
    """Read one document. What is known of it beside its text limits what is found; a title may say what it amends."""
    own = [p for p in outline.provisions if p.kind != "quoted" and "hiệu lực" in p.text]
    amended = tuple(_amended_by_all_of_it(outline.provisions, title))
    parts = _own_parts(own, kind, number)
    changes = tuple(dict.fromkeys((*amended, *_modifications(outline.provisions, amended), *parts)))
    return Enactment(
        next((day for p in own if (day := _begins(p.text, kind, issued_on))), None),
        next((day for p in own if (day := _ends(p.text, kind))), None),
        tuple(m for m in changes if m.kind == "starts" or m.number != number),
    )


def _begins(text: str, kind: str | None, issued_on: date | None) -> date | None:
    """The first day of force that a provision states of the whole document."""
    for found in _FROM_DAY.finditer(text):
        if _itself(found, kind):
            return day_of(found)
    signed = next(
        (f for pattern in (_FROM_SIGNING, _AFTER_SIGNING) for f in pattern.finditer(text) if _itself(f, kind)), None
    )
    if signed is None or issued_on is None:
        return None
    return issued_on + timedelta(days=int(signed.groupdict().get("days") or 0))


def _ends(text: str, kind: str | None) -> date | None:
    """The last day of force that a provision states of the whole document."""
    for found in _UNTIL.finditer(text):
        if _itself(found, kind):
            ends = bool(found["ends"])
            day = day_of(found, "e" if ends else "")
            return day - timedelta(days=1) if day and ends else day
    return None


def _itself(found: re.Match[str], kind: str | None) -> bool:
    """Whether "… này" is the document as a whole: of its kind, and not "khoản 8 Điều 1 của Luật này"."""
    said = found["kind"].lower()
    own = (kind or said).lower()
    if said not in (own, f"bộ {own}", own.removeprefix("bộ ")) and not own.startswith(said):
        return False
    before = found.string[: found.start()].rstrip()
    return not re.search(r"(?:\bcủa|\btại|\btheo|\bngày|\bkhi|\bnếu|\bmà|\d|\bĐiều|hành kèm)$", before)


def day_of(found: re.Match[str], prefix: str = "") -> date | None:
    """The day of a match of the day pattern; months in figures or words."""
    parts = found.groupdict()
    day, month, year = (parts.get(f"{prefix}{n}") for n in "dmy")
    if day is None:
        day, month, year = (parts.get(f"{prefix}{n}2") for n in "dmy")
        month = month or _MONTHS[str(parts[f"{prefix}word"]).lower()]
    return read_date(int(str(day)), int(str(month)), int(str(year)))


def _own_parts(provisions: Iterable[Provision], kind: str | None, number: str | None) -> Iterator[Modification]:
    """Parts of the document that begin to hold on another day than the rest."""
    for provision in provisions:
        for sentence in _sentences(provision.text):
            found = _PARTS_START.search(sentence)
            if found and kind and not re.search(r"\btrừ\b", found["places"]):
                yield Modification(
                    "starts", number or "", named_places(found["places"]), day_of(found), said_in=provision.path
                )


def _amended_by_all_of_it(provisions: Sequence[Provision], title: str) -> Iterator[Modification]:
    """The document that an amending law is about, by its title or by what its preamble says it is issued to do."""
    preamble = next((p.text for p in provisions if p.path == "preamble"), "")
    issued_to = re.search(rf"ban hành (?:{_KINDS})\s+(sửa đổi.*)", preamble, re.IGNORECASE)
    for words in (title, issued_to[1] if issued_to else ""):
        if found := _AMENDS.match(words):
            yield from _first(_objects(words[found.end() :], "amends", None))


def _modifications(provisions: Sequence[Provision], amended: Sequence[Modification]) -> Iterator[Modification]:
    """What each provision does to other documents; a list that a provision opens is read with its verb.

    In a law that amends one other, "Bãi bỏ khoản 3 Điều 10" means that other's.
    """
    about = next(iter(amended), None) if len({m.number for m in amended}) == 1 else None
    opened: dict[str, tuple[ModificationKind, date | None]] = {}
    for provision in provisions:
        if provision.kind == "quoted" or provision.path in ("preamble", "closing"):
            continue
        above = opened.get(provision.path.rpartition(".")[0])
        if above and (listed := list(_objects(provision.text, *above))):
            yield from (replace(m, said_in=provision.path) for m in listed)
            continue
        words = provision.text.lower()
        if not any(verb in words for verb in _VERBS):
            continue  # most provisions: the patterns below take a hundred times as long
        for sentence in _sentences(provision.text):
            yield from (replace(m, said_in=provision.path) for m in _said(sentence))
            if about and (places := _places_repealed(sentence)):
                yield replace(about, kind="repeals", places=places, said_in=provision.path)
            if verb := _opens(sentence):
                opened[provision.path] = verb


def _places_repealed(sentence: str) -> tuple[str, ...]:
    found = _REPEALS.search(sentence)
    return named_places(sentence[found.end() :]) if found and not find_references(sentence[found.end() :]) else ()


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[^\s.\dA-ZĐ/]{2})\.\s+(?=[A-ZĐÂĂÊÔƠƯ])|(?<=\d)\.\s+(?=[A-ZĐ])", text)


def _opens(sentence: str) -> tuple[ModificationKind, date | None] | None:
    """The verb of a list that follows ("Bãi bỏ các văn bản sau đây:", "các Nghị định sau đây hết hiệu lực:")."""
    if not sentence.rstrip().endswith(":") and not _LEADS_A_LIST.search(sentence):
        return None
    since = _since(sentence)
    if re.search(
        rf"(?:{_KINDS}|văn bản|quy định)\b[^.;]*sau(?: đây)?[^.;]*(?:hết hiệu lực|bãi bỏ)", sentence, re.IGNORECASE
    ):
        return "repeals", since
    if _REPLACES.search(sentence):
        return "replaces", since
    return ("repeals", since) if _REPEALS.search(sentence) else None


def _said(sentence: str) -> Iterator[Modification]:
    """The modifications of one sentence: objects stand before "hết hiệu lực", behind "thay thế" and "bãi bỏ"."""
    since = _since(sentence)
    if found := _AMENDS.match(sentence):  # elsewhere it is part of an amending law's name
        yield from _first(_objects(sentence[found.end() :], "amends", None))
    taken = len(sentence)
    for kind, pattern in (("replaces", _REPLACES), ("repeals", _REPEALS)):
        if found := pattern.search(sentence):
            taken = min(taken, found.start())
            yield from _objects(sentence[found.end() :], kind, since)  # type: ignore[arg-type]  # the literals above
    if (found := _ENDS.search(sentence)) and found.start() < taken:
        yield from _objects(sentence[: found.start()], "repeals", since)


def _first(found: Iterable[Modification]) -> list[Modification]:
    return list(found)[:1]


def _since(sentence: str) -> date | None:
    """A day said behind the verb; None where it is the day the document itself takes effect."""
    ends = _ENDS.search(sentence)
    found = _SINCE.search(sentence, ends.end() if ends else len(sentence))
    return day_of(found) if found else None


def _objects(words: str, kind: ModificationKind, since: date | None) -> Iterator[Modification]:
    """The documents that are the objects of a verb, not those that only name or amended them.

    "Luật A số 1/2005/QH11 đã được sửa đổi theo Luật số 2/2009/QH12" has one object: what stands behind "theo" is told
    of it. A number is an object where its kind follows the verb, a comma or "và"; behind "của" or "tại" it is one only
    with the places in it that are meant ("khoản 2 Điều 5 Nghị định số …").
    """
    after = 0
    for reference in find_references(words):
        named = _NAMED.search(words[after : reference.start])
        if not named:
            continue
        before = words[after : after + named.start()]
        places = named_places(before.rpartition(";")[2])
        free = _STANDS_FREE.search(before) or re.search(rf"{PLACE}[^;]*$", before)
        if not free or _UNDER_ANOTHER.search(before) or (_behind_of(before) and not places) or _only_a_form(before):
            continue
        yield Modification(
            kind if not places or kind == "amends" else "repeals", reference.number, places, since, reference.date
        )
        after = reference.end


def _behind_of(before: str) -> bool:
    return bool(re.search(r"\b(?:của|tại)\s*$", before))


def _only_a_form(before: str) -> bool:
    """Whether not the document but a form, an annex or words in it are the object."""
    return bool(re.search(r"\b(?:mẫu|phụ lục|cụm từ|biểu|từ ngữ|kèm)\b[^;]*$", before, re.IGNORECASE))
