"""The letterhead, the addressees and the signature block: what they say, and nothing they do not."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from knowledge.correspondents import addressee_lines, entries, signature_lines, without_degree
from knowledge.issuer import NUMBERED, letterhead, passed_by, read_basis, read_issuer
from knowledge.lexicons import table
from knowledge.lines import Line, is_upper
from knowledge.model import Header, Reference, Span
from knowledge.parts import ADDRESSED, RECIPIENTS, Parts, kind_of_title
from knowledge.references import find_references, read_date

_DATED = re.compile(
    r"ngày\s*(?P<day>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<month>\d{1,2})\s*(?:năm|[/.-])\s*(?P<year>\d{4})", re.IGNORECASE
)
_PLACE_WORDS = 4
_PLACED = re.compile(r"(?P<place>[^\W\d_][^\d:;/]{1,50}?)\s*,\s*ngày\b", re.IGNORECASE)
_TITLED = re.compile(r"(?:[^\W\d]+ ){1,4}số\s*:?\s*", re.IGNORECASE)
_ABOUT = re.compile(r"\(?\s*(?:V/v|Về việc)\s*:?\s*", re.IGNORECASE)
_ATTACHED = re.compile(r"kèm theo (?:[\wà-ỹ]+ ){1,5}số\s", re.IGNORECASE)


def read_kind(parts: Parts) -> str | None:
    """The kind of document in small letters: named in capitals or in its first line; a letter if it is addressed."""
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
    addressees, recipients = addressee_lines(parts), parts.tail.recipients
    signer, titles = signature_lines(parts)
    for name, lines in (
        ("addressees", addressees),
        ("recipients", recipients),
        ("signer_title", titles),
        ("place", placed_at),
    ):
        if lines:
            spans[name] = Span(lines[0].start, lines[-1].end)
    if signer:
        spans["signer"] = Span(signer.start, signer.end)
    if number:
        spans["number"] = Span(number.start, number.end)
    return Header(
        number=number.number if number else None,
        kind=read_kind(parts),
        issuer=read_issuer(parts, preamble),
        place=place,
        date=_date(placed_at) or (number.date if number else None),
        subject=_subject(parts),
        addressees=entries(addressees, ADDRESSED),
        recipients=entries(recipients, RECIPIENTS),
        signer=without_degree(signer.text) if signer else None,
        signer_title=" ".join(x.text for x in titles).strip(" ,") or None,
        basis=read_basis(preamble),
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
    lines = letterhead(parts) or parts.header
    for i, line in enumerate(lines):
        found = _numbered(line, lines[i + 1 : i + 2], titled=i == 0)
        if found:
            return found
    return _attached_number(parts)


def _numbered(line: Line, following: Sequence[Line], *, titled: bool) -> Reference | None:
    """The number behind `Số:`; in a first line also behind the kind (`Luật số …`)."""
    head = NUMBERED.match(line.text) or (_TITLED.match(line.text) if titled else None)
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


# ------------------------------------------------------------------------------------------------ place, date


def _place(parts: Parts) -> tuple[str | None, Sequence[Line]]:
    """The place before the date, with the lines that hold both (either may be wrapped)."""
    lines = letterhead(parts)
    for i, line in enumerate(lines):
        column = line.columns[-1]
        found = _PLACED.search(column)
        if found:
            before = (
                lines[i - 1 : i]
                if i and not line.gap and len(line.columns) == 1 and _is_place_start(lines[i - 1])
                else []
            )
            place = " ".join([*(x.text for x in before), found["place"].strip(" .-–(")])
            return place, [*before, *lines[i : i + 2]]
    return None, ()


def _is_place_start(line: Line) -> bool:
    words = line.text.split()
    is_plain = not (line.is_finished or line.is_upper or line.is_rule or any(c.isdigit() for c in line.text))
    return is_plain and len(words) <= _PLACE_WORDS and words[0][:1].isupper()


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
        if (
            line.gap
            or line.is_rule
            or ADDRESSED.match(line.text)
            or _DATED.search(line.text)
            or _PLACED.search(line.text)
        ):
            break
        words.append(line.columns[0])
    return " ".join(words).strip(" ;.)")


def _joined(lines: Sequence[Line]) -> str | None:
    in_capitals = bool(lines) and lines[0].is_upper
    title = takewhile(lambda x: not NUMBERED.match(x.text) and not passed_by(x.text), lines)
    title = takewhile(lambda x: in_capitals or not x.is_upper, title)
    words = " ".join(x.text for x in title if not x.is_rule and not x.text.startswith("("))
    return words.strip(" ;.") or None
