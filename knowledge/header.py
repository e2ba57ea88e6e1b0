"""The letterhead, the addressees and the signature block: what they say, and nothing they do not."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import takewhile

from knowledge.lexicons import table
from knowledge.lines import Line, is_upper
from knowledge.marks import parse_mark
from knowledge.model import Header, Reference, Span
from knowledge.parts import ADDRESSED, COPIED, RECIPIENTS, Parts, is_name, is_proxy, kind_of_title
from knowledge.references import find_references, read_date

_DATED = re.compile(
    r"ngày\s*(?P<day>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<month>\d{1,2})\s*(?:năm|[/.-])\s*(?P<year>\d{4})", re.IGNORECASE
)
_PLACED = re.compile(r"(?P<place>[^\d:;]{2,50}?)\s*,\s*ngày\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|\b)Số\s*:?\s*", re.IGNORECASE)
_TITLED = re.compile(r"(?:[^\W\d]+ ){1,4}số\s*:?\s*", re.IGNORECASE)
_ABOUT = re.compile(r"\(?\s*(?:V/v|Về việc)\s*:?\s*", re.IGNORECASE)
_ATTACHED = re.compile(r"kèm theo (?:[\wà-ỹ]+ ){1,5}số\s", re.IGNORECASE)
_CLAUSE = re.compile(r"(?<=;) (?=[A-ZĐ])")
_EDGE = " ;.,:*_-–"


def read_kind(parts: Parts) -> str | None:
    """The kind of document in small letters: named in capitals or in its first line, or a letter because it is addressed."""
    named = (kind_of_title(x.text) or _leading_kind(x.text) for x in parts.header)
    titled = next((kind for kind in named if kind), None)
    if any(ADDRESSED.match(x.text) for x in parts.header):
        return titled if titled in {"công điện", "giấy mời", "thông báo"} else "công văn"
    return titled or _kind_of_symbol(_number(parts))


def read_header(parts: Parts, preamble: Sequence[str]) -> Header:
    """All fields. `preamble` are its paragraphs: they give the basis, and the issuer where no letterhead does."""
    spans: dict[str, Span] = {}
    number = _number(parts)
    place, placed_at = _place(parts)
    addressees, recipients = _addressees(parts), _recipients(parts)
    signer, titles = _signature(parts)
    for name, lines in (("addressees", addressees), ("recipients", recipients), ("signer_title", titles), ("place", placed_at)):
        if lines:
            spans[name] = Span(lines[0].start, lines[-1].end)
    if signer:
        spans["signer"] = Span(signer.start, signer.end)
    if number:
        spans["number"] = Span(number.start, number.end)
    return Header(
        number=number.number if number else None,
        kind=read_kind(parts),
        issuer=_issuer(parts, preamble),
        place=place,
        date=_date(placed_at) or (number.date if number else None),
        subject=_subject(parts),
        addressees=_entries(addressees, ADDRESSED),
        recipients=_entries(recipients, RECIPIENTS),
        signer=_without_degree(signer.text) if signer else None,
        signer_title=" ".join(x.text for x in titles).strip(" ,") or None,
        basis=_basis(preamble),
        spans=spans,
    )


# ---------------------------------------------------------------------------------------------- kind and number


def _leading_kind(text: str) -> str | None:
    """The kind that begins a line `Luật số …` or a title in capitals on one line with its subject."""
    folded = text.lower()
    for kind in sorted(table("structure")["kinds"], key=len, reverse=True):
        if folded.startswith(f"{kind} số"):
            return str(kind)
        if is_upper(text) and folded.startswith(f"{kind} "):
            return str(kind)
    return None


def _kind_of_symbol(number: Reference | None) -> str | None:
    if not number:
        return None
    symbols = re.split(r"[/-]", number.number)
    for kind, abbreviations in table("structure")["kinds"].items():
        if any(a in symbols[1:] for a in abbreviations):
            return str(kind)
    return None


def _number(parts: Parts) -> Reference | None:
    """The document's own number: behind `Số:` at the start of a line of the letterhead, or in its annex's caption."""
    lines = _letterhead(parts) or parts.header
    for i, line in enumerate(lines):
        found = _numbered(line, lines[i + 1 : i + 2], titled=i == 0)
        if found:
            return found
    return _attached_number(parts)


def _numbered(line: Line, following: Sequence[Line], *, titled: bool) -> Reference | None:
    """The number behind `Số:`; in a first line also behind the kind (`Luật số …`)."""
    head = _NUMBERED.match(line.text) or (_TITLED.match(line.text) if titled else None)
    if not head:
        return None
    joined = " ".join([line.text, *(x.text for x in following)])
    mentions = find_references(joined[head.end() :])
    if not mentions or mentions[0].start > 0:
        return None
    first = mentions[0]
    start = line.start + head.end()
    return Reference(first.number, first.date, first.text, start, start + first.end)


def _attached_number(parts: Parts) -> Reference | None:
    """`(Kèm theo Công văn số … ngày …)` on an annex names the document it hangs on."""
    if not parts.annex:
        return None
    text = " ".join(x.text for x in parts.annex[:12])
    head = _ATTACHED.search(text)
    mentions = find_references(text[head.end() :]) if head else ()
    if not mentions or mentions[0].start > 1 or not head:
        return None
    first, base = mentions[0], parts.annex[0].start + head.end()
    return Reference(first.number, first.date, first.text, base + first.start, base + first.end)


def _letterhead(parts: Parts) -> Sequence[Line]:
    """The header's lines above the title and the addressees."""
    for i, line in enumerate(parts.header):
        if ADDRESSED.match(line.text) or (i and kind_of_title(line.text)):
            return parts.header[:i]
    return parts.header


# ------------------------------------------------------------------------------------------------ place, date


def _place(parts: Parts) -> tuple[str | None, Sequence[Line]]:
    """The place before the date, with the lines that hold both (either may be wrapped)."""
    lines = _letterhead(parts)
    for i, line in enumerate(lines):
        column = line.columns[-1]
        found = _PLACED.search(column)
        if found:
            before = lines[i - 1 : i] if i and not line.gap and len(line.columns) == 1 and _is_place_start(lines[i - 1]) else []
            place = " ".join([*(x.text for x in before), found["place"].strip(" .-–(")])
            return place, [*before, *lines[i : i + 2]]
    return None, ()


def _is_place_start(line: Line) -> bool:
    words = line.text.split()
    return len(words) <= 4 and not line.is_finished and not line.is_upper and not line.is_rule and words[0][:1].isupper()  # noqa: PLR2004


def _date(lines: Sequence[Line]) -> date | None:
    found = _DATED.search(" ".join(x.text for x in lines))
    return read_date(int(found["day"]), int(found["month"]), int(found["year"])) if found else None


# -------------------------------------------------------------------------------------------- subject, issuer


def _subject(parts: Parts) -> str | None:
    lines = parts.header
    for i, line in enumerate(lines):
        about = _ABOUT.match(line.columns[0])
        if about and not any(kind_of_title(x.text) for x in lines[:i]):
            return _about(lines[i:], about.end())
    title = next((i for i, x in enumerate(lines) if kind_of_title(x.text)), None)
    if title is not None:
        return _joined(lines[title + 1 :])
    is_named = bool(lines) and _leading_kind(lines[0].text) is not None
    return _joined(lines[1:2]) if is_named and not any(ADDRESSED.match(x.text) for x in lines) else None


def _about(lines: Sequence[Line], length: int) -> str:
    words = [lines[0].columns[0][length:]]
    for line in lines[1:]:
        if line.gap or line.is_rule or ADDRESSED.match(line.text) or _DATED.search(line.text) or _PLACED.search(line.text):
            break
        words.append(line.columns[0])
    return " ".join(words).strip(" ;.)")


def _joined(lines: Sequence[Line]) -> str | None:
    title = takewhile(lambda x: not _NUMBERED.match(x.text) and not _passed_by(x.text), lines)
    words = " ".join(x.text for x in title if not x.is_rule and not x.text.startswith("("))
    return words.strip(" ;.") or None


def _issuer(parts: Parts, preamble: Sequence[str]) -> str | None:
    """The last body of the letterhead; where the text writes its name in full, or has no letterhead, the name that speaks."""
    printed, spoken = _letterhead_issuer(parts), _speaking_issuer(preamble)
    if printed and spoken and spoken.lower().startswith(printed.lower()):
        return spoken if len(printed) < len(spoken) < 2 * len(printed) else printed
    return printed or spoken


def _passed_by(text: str) -> str | None:
    """The body in a law's subtitle (`CỦA QUỐC HỘI KHÓA XI, KỲ HỌP THỨ 10`)."""
    found = re.match(rf"CỦA ({_heads()}(?: [^\W\d]+)*?)(?=,| KHÓA| KHOÁ| SỐ| NGÀY|$)", text)
    return found[1] if found else None


def _letterhead_issuer(parts: Parts) -> str | None:
    passed = next((body for x in parts.header if (body := _passed_by(x.text))), None)
    if passed:
        return passed
    bodies: list[str] = []
    for words in _without_motto([x.columns[0] for x in _letterhead(parts) if not x.is_rule]):
        if not is_upper(words) or _NUMBERED.match(words) or kind_of_title(words):
            break
        if bodies and not re.match(_heads(), words):
            bodies[-1] += " " + words
        else:
            bodies.append(words)
    return bodies[-1] if bodies and re.match(_heads(), bodies[-1]) else None


def _without_motto(lines: Sequence[str]) -> list[str]:
    """The lines without the state's or the party's name and motto, which may be wrapped anywhere or share a line."""
    joined = "\n".join(lines)
    kept = re.sub(_motto(), lambda m: "\n" * m[0].count("\n"), joined)
    return [words for line in kept.split("\n") if (words := line.strip(_EDGE + "\x07"))]


@cache
def _motto() -> re.Pattern[str]:
    mottos = [r"[\s\n]+".join(map(re.escape, s.split())) for s in table("structure")["header"]["state"]]
    return re.compile("|".join(sorted(mottos, key=len, reverse=True)), re.IGNORECASE)


@cache
def _heads() -> str:
    return r"(?:" + "|".join(map(re.escape, table("structure")["header"]["heads"])) + r")\b"


@cache
def _speaker(words: str) -> re.Pattern[str]:
    header = table("structure")["header"]
    organs = "|".join(sorted(map(re.escape, header["organs"]), key=len, reverse=True))
    verbs = "|".join(map(re.escape, header[words]))
    return re.compile(rf"(?:^|[.,;:] )((?:{organs})\b[^.;:()]{{0,220}}?)(?: \([^)]*\))? (?:{verbs})\b")


def _speaking_issuer(preamble: Sequence[str]) -> str | None:
    """The body that stands before the verb of asking, ordering or issuing."""
    for words in ("speaks", "acts"):
        for paragraph in reversed(preamble[-6:]):
            found = _speaker(words).search(paragraph[-2000:])
            if found:
                return found[1].strip(" ,")
    return None


# ------------------------------------------------------------------------------------- addressees, recipients


def _addressees(parts: Parts) -> Sequence[Line]:
    start = next((i for i, x in enumerate(parts.header) if ADDRESSED.match(x.text)), None)
    if start is None:
        return ()
    block = parts.header[start:]
    copied = next((i for i, x in enumerate(block) if i and COPIED.match(x.text)), len(block))
    return block[:copied]


def _recipients(parts: Parts) -> Sequence[Line]:
    return parts.tail.recipients


def _entries(lines: Sequence[Line], head: re.Pattern[str]) -> tuple[str, ...]:
    """One entry a printed dash, without its end mark; without dashes, what semicolons part."""
    entries: list[str] = []
    for line in lines:
        words = head.sub("", line.text, count=1).lstrip(" :_*") if head.match(line.text) else line.text
        mark = parse_mark(words)
        if mark and mark.style in {"dash", "plus", "bullet", "star"} and not _goes_on(entries, words):
            entries.append(words[len(mark.printed) :])
        elif entries:
            entries[-1] = f"{entries[-1]} {words}"
        elif words.strip(_EDGE):
            entries.append(words)
    if len(entries) == 1:
        entries = re.split(r";\s*(?:[-–+]\s*)?", entries[0])
    return tuple(cleaned for e in entries if (cleaned := " ".join(e.split()).strip(" ;.,:_*")))


def _goes_on(entries: list[str], words: str) -> bool:
    """Whether a dash stands inside a wrapped name ("Lao động / - Thương binh và Xã hội")."""
    if not entries or entries[-1].rstrip().endswith((";", ".", ",")):
        return False
    before, after = entries[-1].lower().rstrip(), words.lstrip("-–— ").lower()
    return any(before.endswith(a) and after.startswith(b) for a, b in table("structure")["wraps"]["names"])


# ------------------------------------------------------------------------------------------------ signature


def _signature(parts: Parts) -> tuple[Line | None, Sequence[Line]]:
    """Who signed, and the lines of the titles above the name."""
    lines = [x for x in parts.tail.signature if not x.text.startswith("(")]
    at = next((i for i, x in enumerate(lines) if is_name(x.text) or _is_capital_name(lines, i)), None)
    titles = [x for x in lines[:at] if is_upper(x.text)]
    return (lines[at] if at is not None else None), titles


def _is_capital_name(lines: Sequence[Line], i: int) -> bool:
    words = lines[i].text.split()
    is_last = i > 0 and not is_proxy(lines[i].text) and is_upper(lines[i].text)
    return is_last and 2 <= len(words) <= 5 and words[0] in table("structure")["tail"]["surnames"]  # noqa: PLR2004


def _without_degree(name: str) -> str:
    bare = name
    for degree in table("structure")["tail"]["degrees"]:
        bare = bare.removeprefix(degree + ".").removeprefix(degree + " ").strip()
    return bare


# ---------------------------------------------------------------------------------------------------- basis


def _basis(preamble: Sequence[str]) -> tuple[str, ...]:
    """The numbers of the documents it rests on: those a sentence of basis names, not those they themselves are about."""
    found: list[str] = []
    for paragraph in preamble:
        for clause in _CLAUSE.split(paragraph):
            words = clause.lstrip("-–+ ")
            if words.startswith(_basis_openers()):
                found += _direct(words)
    return tuple(dict.fromkeys(found))


def _direct(words: str) -> list[str]:
    numbers: list[str] = []
    clause = 0
    for mention in find_references(words):
        before = words[clause : mention.start].lower()
        is_nested = bool(numbers) and bool(_nested().search(before))
        if not is_nested:
            numbers.append(mention.number)
        clause = mention.end
    return numbers


@cache
def _nested() -> re.Pattern[str]:
    verbs = "|".join(map(re.escape, table("structure")["header"]["nested"]))
    return re.compile(rf"(?:{verbs}) (?:[\wà-ỹ]+ ){{1,5}}số $")


@cache
def _basis_openers() -> tuple[str, ...]:
    return tuple(table("structure")["header"]["basis"])
