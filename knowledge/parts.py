"""Which lines are letterhead, body, recipients, signature, annex, footnotes, and which are not the document's at all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from knowledge.lexicons import table
from knowledge.lines import Line, is_upper
from knowledge.marks import parse_article, parse_group, parse_mark
from knowledge.model import Span

PartName = Literal["header", "recipients", "signature", "annex", "footnotes", "site_noise"]

ADDRESSED = re.compile(r"\W*Kính gửi\b", re.IGNORECASE)
COPIED = re.compile(r"\W*Đồng kính gửi\b", re.IGNORECASE)
RECIPIENTS = re.compile(r"[\W_]*Nơi nhận\b", re.IGNORECASE)
FOOTNOTE = re.compile(r"\[(\d{1,3})\]")
_NAME = re.compile(r"(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]*\.?){1,2}(?:\s[A-ZĐÀ-Ỹ][a-zđà-ỹ]*){1,5}$")
_SIGNED = re.compile(r"\(?\s*(?:đã ký|ký tên|signed).*", re.IGNORECASE)
_BASIS = re.compile(r"(?:Căn cứ|Xét|Theo đề nghị)\b")
_HEADER_REACH = 80  # a letterhead with its title has never been seen to take more printed lines


@dataclass(frozen=True, slots=True)
class Tail:
    """The signature block: recipients as printed lines (of the left column), titles and names (of the right one)."""

    recipients: tuple[Line, ...] = ()
    signature: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """The lines of a document by part; `body` holds preamble, provisions and closing."""

    header: Sequence[Line]
    body: Sequence[Line]
    tail: Tail
    annex: Sequence[Line]
    footnotes: Sequence[Line]
    others: tuple[tuple[PartName, Span], ...]

    def spans(self) -> dict[str, tuple[Span, ...]]:
        """The regions that are no provisions, by name, runs of lines as one span each."""
        found: dict[str, list[Span]] = {}
        for name, span in self.others:
            runs = found.setdefault(name, [])
            if runs and runs[-1].end + 1 >= span.start:
                runs[-1] = Span(runs[-1].start, span.end)
            else:
                runs.append(span)
        return {name: tuple(runs) for name, runs in found.items()}


@cache
def _words(section: str, key: str) -> tuple[str, ...]:
    return tuple(table("structure")[section][key])


@cache
def openers() -> re.Pattern[str]:
    """How running text begins (a basis, a purpose, an occasion), as against titles and addressees."""
    words = [*_words("header", "openers"), *_words("header", "law_openers")]
    return re.compile(r"(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b")


def split_parts(lines: Sequence[Line]) -> Parts:
    """The parts of a document, found from both ends: letterhead and addressees first, then what follows the body."""
    top = _letterhead(lines)
    foot = _tail_start(lines, top)
    body = _body_start(lines, top, foot)
    named = list(_name_tail(lines[foot:]))
    others: list[tuple[PartName, Span]] = [("site_noise", Span(x.start, x.end)) for x in lines[:top]]
    others += [("header", Span(x.start, x.end)) for x in lines[top:body]]
    others += [(name, Span(x.start, x.end)) for name, x in named]
    return Parts(
        header=lines[top:body],
        body=lines[body:foot],
        tail=_columns(named),
        annex=[x for name, x in named if name == "annex"],
        footnotes=[x for name, x in named if name == "footnotes"],
        others=tuple(others),
    )


# ------------------------------------------------------------------------------------------------ the letterhead


def _letterhead(lines: Sequence[Line]) -> int:
    """The line where the document itself begins: 0, or the letterhead behind a web site's or a newspaper's words."""
    motto = next((i for i, x in enumerate(lines) if _is_motto(x)), None)
    stop = next((i for i, x in enumerate(lines) if _is_past_letterhead(x.text)), len(lines))
    if motto is None or motto > stop:
        return next((i for i, x in enumerate(lines) if not x.text.startswith("#")), 0)
    top = motto
    while top and (lines[top - 1].is_upper or lines[top - 1].is_rule):
        top -= 1
    is_own = all(len(x.text) < _HEADER_REACH and not parse_article(x.text) for x in lines[:top]) and top < _HEADER_REACH
    return 0 if is_own and not any(x.text.startswith("#") for x in lines[:top]) else top


def _is_motto(line: Line) -> bool:
    is_printed = any(s in line.text for s in _words("header", "state")) or line.columns[-1].startswith("Độc lập - Tự do")
    return is_printed and len(line.text) < 2 * _HEADER_REACH


def _is_past_letterhead(text: str) -> bool:
    return bool(ADDRESSED.match(text) or RECIPIENTS.match(text) or parse_article(text) or is_annex_heading(text))


def _body_start(lines: Sequence[Line], top: int, foot: int) -> int:
    end = min(foot, top + _HEADER_REACH)
    reach = range(top, next((i for i in range(top, end) if _is_law_text(lines[i].text)), end))
    for i in reach:
        if ADDRESSED.match(lines[i].text):
            return min(_addressees_end(lines, i, foot), foot)
    for i in reach:
        if kind_of_title(lines[i].text):
            return min(_title_end(lines, i, foot), foot)
    return next((i for i in reach if _is_running(lines[i])), reach.stop)


def _is_law_text(text: str) -> bool:
    return bool(parse_article(text) or parse_group(text))


def _addressees_end(lines: Sequence[Line], start: int, foot: int) -> int:
    """Behind the addressees: dashes with their wraps, or running names, up to the first words of the text."""
    i = start + 1
    while i < foot and not _is_running_after(lines, i, start):
        i += 1
    return i


def _is_running_after(lines: Sequence[Line], i: int, start: int) -> bool:
    line, before = lines[i], lines[i - 1]
    if COPIED.match(line.text) or before.text.endswith(":") or before.text.strip("-–+• ") == "":
        return False
    mark = parse_mark(line.text)
    if mark and mark.style in {"dash", "plus", "bullet"}:
        return before.text.endswith(".") and lines[start].text.endswith((".", ":")) is False
    if mark and mark.style in {"roman", "number"}:
        return True
    if before.text.endswith((".", "./.")):
        return True
    if before.text.endswith(";") and not line.text[:1].islower():
        return bool(line.gap or openers().match(line.text))
    if _is_dash_list(lines, start, i):
        return bool(openers().match(_joined(lines, i))) and line.gap
    return bool(openers().match(_joined(lines, i))) or (line.gap and line.text[:1].isupper() and not before.text.endswith(","))


def _joined(lines: Sequence[Line], i: int) -> str:
    return " ".join(x.text for x in lines[i : i + 2])


def _is_dash_list(lines: Sequence[Line], start: int, end: int) -> bool:
    return any((m := parse_mark(x.text)) is not None and m.style == "dash" for x in lines[start + 1 : end])


def _title_end(lines: Sequence[Line], start: int, foot: int) -> int:
    """Behind the title under the name of a kind: capitals as far as they go, or a sentence up to a blank or drawn line."""
    i = start + 1
    seen = False
    while i < foot:
        line = lines[i]
        if line.is_rule or line.is_upper or (not seen and not _is_running(line)):
            seen = seen or not line.is_rule
        elif _is_running(line) or line.gap or lines[i - 1].is_rule or lines[i - 1].is_upper:
            break
        i += 1
        if seen and i < foot and lines[i].gap and not lines[i].is_upper and not lines[i].is_rule:
            break
    return i


def _is_running(line: Line) -> bool:
    if line.is_upper and not parse_mark(line.text):
        return False
    return bool(
        openers().match(line.text) or _is_law_text(line.text) or _starts_numbering(line.text)
    )


def _starts_numbering(text: str) -> bool:
    mark = parse_mark(text)
    return mark is not None and (mark.ordinal == 1 or mark.style == "dash") and mark.style != "capital"


def kind_of_title(text: str) -> str | None:
    """The kind of document that a line in capitals names (`KẾ HOẠCH`), None for any other line."""
    name = text.strip(" .:*_").lower()
    return name if is_upper(text) and name in table("structure")["kinds"] else None


# ------------------------------------------------------------------------------------------------ behind the body


def _tail_start(lines: Sequence[Line], top: int) -> int:
    """The line of the recipients or of the signature, whichever comes first; the end where there is neither."""
    for i in range(top, len(lines)):
        line = lines[i]
        if RECIPIENTS.match(line.columns[0]) or (i > top and _opens_signature(lines, i)):
            return i
        if i > top and (is_annex_heading(line.text) or _is_noise(line.text)) and _is_behind_body(lines, top, i):
            return i
        if FOOTNOTE.match(line.text) and (lines[i - 1].is_finished or line.gap) and i > top:
            return i
    return len(lines)


def _is_behind_body(lines: Sequence[Line], top: int, i: int) -> bool:
    """Whether running text has come before: an annex or chrome stands behind a body, a title before it."""
    return any(x.is_finished and not x.is_upper and len(x.text) > 20 for x in lines[max(top, i - 40) : i])  # noqa: PLR2004


def _opens_signature(lines: Sequence[Line], i: int) -> bool:
    text = lines[i].columns[0] if len(lines[i].columns) == 1 else lines[i].columns[-1]
    if not is_upper(text) or _BASIS.match(lines[min(i + 1, len(lines) - 1)].text):
        return False
    if is_proxy(text):
        return True
    return is_title(text) and lines[i - 1].is_finished and any(is_name(x.text) for x in lines[i + 1 : i + 5])


def is_proxy(text: str) -> bool:
    """Whether a line says for whom somebody signs (`KT. GIÁM ĐỐC`, `TM. ỦY BAN NHÂN DÂN`)."""
    head = text.split(".")[0].strip().split(" ")[0].upper()
    return is_upper(text) and head in _words("tail", "proxies") and ("." in text[:5] or "/" in text[:4])


def is_title(text: str) -> bool:
    """Whether a line in capitals is a signer's title."""
    return is_upper(text) and text.strip(" ,.").startswith(_words("tail", "titles"))


def is_name(text: str) -> bool:
    """Whether a line reads as a person's name, degrees and ranks before it included."""
    bare = text
    for degree in _words("tail", "degrees"):
        bare = bare.removeprefix(degree + ".").removeprefix(degree + " ").strip()
    return bool(_NAME.match(bare)) and not openers().match(bare)


def is_annex_heading(text: str) -> bool:
    """Whether a line heads something attached: `PHỤ LỤC`, `PHỤ LỤC II`, `Phụ lục 1`, `MẪU SỐ 01`."""
    head = text.strip(" *_")
    if re.match(r"Phụ lục(?:\s+(?:số\s+)?[\dIVX]+[A-Z]?)?\s*[.:]?$", head):
        return True
    return is_upper(head) and head.startswith(("PHỤ LỤC", "MẪU SỐ"))


def _is_noise(text: str) -> bool:
    return text.lower().startswith(_words("tail", "noise")[:3]) or bool(_caption().match(text))


@cache
def _caption() -> re.Pattern[str]:
    """A law site's caption: kind and number with the year or day, without the word `số` that a document would write."""
    kinds = "|".join(re.escape(k[:1].upper() + k[1:]) for k in table("structure")["kinds"])
    return re.compile(rf"(?:{kinds}) \d{{1,5}}(?:/\d{{4}})?[-/][\w&./-]+ (?:năm \d{{4}}|ngày \d)")


def _name_tail(lines: Sequence[Line]) -> Iterator[tuple[PartName, Line]]:
    """Each line behind the body with the part it belongs to, read in order."""
    state: PartName = "signature"
    has_signer = False
    for line in lines:
        state = _next_state(state, line, has_signer=has_signer)
        has_signer = has_signer or (state == "signature" and is_name(line.columns[-1]))
        yield state, line


def _next_state(state: PartName, line: Line, *, has_signer: bool) -> PartName:
    if state == "site_noise" or line.text.lower().startswith(_words("tail", "noise")) or _caption().match(line.text):
        return "site_noise"
    if FOOTNOTE.match(line.text):
        return "footnotes"
    if state in {"annex", "footnotes"}:
        return "annex" if is_annex_heading(line.text) else state
    if RECIPIENTS.match(line.columns[0]):
        return "recipients"
    if is_annex_heading(line.text) or (has_signer and is_upper(line.text) and line.text.startswith(_words("tail", "annexes"))):
        return "annex"
    return _within_block(state, line, has_signer=has_signer)


def _within_block(state: PartName, line: Line, *, has_signer: bool) -> PartName:
    if state == "recipients":
        ends = is_upper(line.text) or (not has_signer and line.gap and is_name(line.text))
        return "signature" if ends and not parse_mark(line.text) else "recipients"
    if has_signer and not is_upper(line.text) and not is_name(line.text) and not _SIGNED.match(line.text):
        return "annex" if line.text.startswith("(") else "site_noise"
    return "signature"


def _columns(named: Sequence[tuple[PartName, Line]]) -> Tail:
    """The signature block with two printed columns taken apart: recipients left, titles and name right."""
    recipients: list[Line] = []
    signature: list[Line] = []
    for name, line in named:
        left, right = (line.columns[0], line.columns[-1]) if len(line.columns) > 1 else (line.text, "")
        if name == "recipients":
            if right and (is_upper(right) or is_name(right)) and right in line.text:
                at = line.text.rindex(right)
                signature.append(Line(right, line.start + at, line.end, line.gap, (right,)))
                line = Line(line.text[:at].strip(), line.start, line.start + len(line.text[:at].strip()), line.gap, (left,))  # noqa: PLW2901
            recipients.append(line)
        elif name == "signature" and not _SIGNED.match(line.text):
            signature.append(line)
    return Tail(tuple(x for x in recipients if x.text), tuple(x for x in signature if not x.is_rule))
