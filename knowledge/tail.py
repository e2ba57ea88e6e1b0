"""What stands behind a body: recipients, signature, annex, footnotes, and a web site's own words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from knowledge.lexicons import table
from knowledge.lines import Line, is_upper
from knowledge.marks import parse_mark

PartName = Literal["header", "recipients", "signature", "annex", "footnotes", "site_noise"]
RECIPIENTS = re.compile(r"[\W_]*Nơi nhận\b", re.IGNORECASE)
FOOTNOTE = re.compile(r"\[(\d{1,3})\]")
_NAME = re.compile(r"(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]*\.?){1,2}(?:\s[A-ZĐÀ-Ỹ][a-zđà-ỹ]*){1,5}$")
_SIGNED = re.compile(r"\(?\s*(?:đã ký|ký tên|signed).*", re.IGNORECASE)
_BASIS = re.compile(r"(?:Căn cứ|Xét|Theo đề nghị)\b")


@dataclass(frozen=True, slots=True)
class Tail:
    """The signature block: recipients as printed lines (of the left column), titles and names (of the right one)."""

    recipients: tuple[Line, ...] = ()
    signature: tuple[Line, ...] = ()


@cache
def words(section: str, key: str) -> tuple[str, ...]:
    """A word list of `structure.toml`."""
    return tuple(table("structure")[section][key])


@cache
def openers() -> re.Pattern[str]:
    """How running text begins (a basis, a purpose, an occasion), as against titles and addressees."""
    known = [*words("header", "openers"), *words("header", "law_openers")]
    return re.compile(r"(?:" + "|".join(sorted(map(re.escape, known), key=len, reverse=True)) + r")\b")


def tail_start(lines: Sequence[Line], top: int) -> int:
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
    head = text.split(".", maxsplit=1)[0].strip().split(" ")[0].upper()
    return is_upper(text) and head in words("tail", "proxies") and ("." in text[:5] or "/" in text[:4])


def is_title(text: str) -> bool:
    """Whether a line in capitals is a signer's title."""
    return is_upper(text) and text.strip(" ,.").startswith(words("tail", "titles"))


def is_name(text: str) -> bool:
    """Whether a line reads as a person's name, degrees and ranks before it included."""
    bare = text
    for degree in words("tail", "degrees"):
        bare = bare.removeprefix(degree + ".").removeprefix(degree + " ").strip()
    return bool(_NAME.match(bare)) and not openers().match(bare)


def is_annex_heading(text: str) -> bool:
    """Whether a line heads something attached: `PHỤ LỤC`, `PHỤ LỤC II`, `Phụ lục 1`, `MẪU SỐ 01`."""
    head = text.strip(" *_")
    if re.match(r"Phụ lục(?:\s+(?:số\s+)?[\dIVX]+[A-Z]?)?\s*[.:]?$", head):
        return True
    return is_upper(head) and head.startswith(("PHỤ LỤC", "MẪU SỐ"))


def _is_noise(text: str) -> bool:
    return text.lower().startswith(words("tail", "noise")[:3]) or bool(_caption().match(text))


@cache
def _caption() -> re.Pattern[str]:
    """A law site's caption: kind and number with the year or day, without the word `số` that a document would write."""
    kinds = "|".join(re.escape(k[:1].upper() + k[1:]) for k in table("structure")["kinds"])
    return re.compile(rf"(?:{kinds}) \d{{1,5}}(?:/\d{{4}})?[-/][\w&./-]+ (?:năm \d{{4}}|ngày \d)")


def name_tail(lines: Sequence[Line]) -> Iterator[tuple[PartName, Line]]:
    """Each line behind the body with the part it belongs to, read in order."""
    state: PartName = "signature"
    has_signer = False
    for line in lines:
        state = _next_state(state, line, has_signer=has_signer)
        has_signer = has_signer or (state == "signature" and is_name(line.columns[-1]))
        yield state, line


def _next_state(state: PartName, line: Line, *, has_signer: bool) -> PartName:
    if state == "site_noise" or line.text.lower().startswith(words("tail", "noise")) or _caption().match(line.text):
        return "site_noise"
    if FOOTNOTE.match(line.text):
        return "footnotes"
    if state in {"annex", "footnotes"}:
        return "annex" if is_annex_heading(line.text) else state
    if RECIPIENTS.match(line.columns[0]):
        return "recipients"
    if is_annex_heading(line.text) or (
        has_signer and is_upper(line.text) and line.text.startswith(words("tail", "annexes"))
    ):
        return "annex"
    return _within_block(state, line, has_signer=has_signer)


def _within_block(state: PartName, line: Line, *, has_signer: bool) -> PartName:
    if state == "recipients":
        ends = is_upper(line.text) or (not has_signer and line.gap and is_name(line.text))
        return "signature" if ends and not parse_mark(line.text) else "recipients"
    if has_signer and not is_upper(line.text) and not is_name(line.text) and not _SIGNED.match(line.text):
        return "annex" if line.text.startswith("(") else "site_noise"
    return "signature"


def take_columns(named: Sequence[tuple[PartName, Line]]) -> Tail:
    """The signature block with two printed columns taken apart: recipients left, titles and name right."""
    recipients: list[Line] = []
    signature: list[Line] = []
    for name, line in named:
        right = line.columns[-1] if len(line.columns) > 1 else ""
        if name == "recipients" and (is_upper(right) or is_name(right)) and right in line.text:
            left, right_line = _parted(line, right)
            recipients.append(left)
            signature.append(right_line)
        elif name == "recipients":
            recipients.append(line)
        elif name == "signature" and not _SIGNED.match(line.text):
            signature.append(line)
    return Tail(tuple(x for x in recipients if x.text), tuple(x for x in signature if not x.is_rule))


def _parted(line: Line, right: str) -> tuple[Line, Line]:
    """A line's two columns as two lines."""
    at = line.text.rindex(right)
    left = line.text[:at].strip()
    return (
        Line(left, line.start, line.start + len(left), line.gap, (left,)),
        Line(right, line.start + at, line.start + at + len(right), line.gap, (right,)),
    )
