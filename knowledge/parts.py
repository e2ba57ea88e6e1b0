"""Which lines are letterhead, body, recipients, signature, annex, footnotes, and which are not the document's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.lexicons import table
from knowledge.lines import Line, is_upper
from knowledge.marks import parse_article, parse_group, parse_mark
from knowledge.model import Span
from knowledge.tail import (
    FOOTNOTE,
    RECIPIENTS,
    PartName,
    Tail,
    is_annex_heading,
    name_tail,
    openers,
    tail_start,
    take_columns,
    words,
)

ADDRESSED = re.compile(r"\W*Kính gửi\b", re.IGNORECASE)
COPIED = re.compile(r"\W*Đồng kính gửi\b", re.IGNORECASE)
_HEADER_REACH = 80  # a letterhead with its title has never been seen to take more printed lines


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


def split_parts(lines: Sequence[Line]) -> Parts:
    """The parts of a document, found from both ends: letterhead and addressees first, then what follows the body."""
    top = _letterhead(lines)
    foot = tail_start(lines, top)
    body = _body_start(lines, top, foot)
    named = list(name_tail(lines[foot:]))
    others: list[tuple[PartName, Span]] = [("site_noise", Span(x.start, x.end)) for x in lines[:top]]
    others += [("header", Span(x.start, x.end)) for x in lines[top:body]]
    others += [(name, Span(x.start, x.end)) for name, x in named]
    return Parts(
        header=lines[top:body],
        body=lines[body:foot],
        tail=take_columns(named),
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
    is_printed = any(s in line.text for s in words("header", "state")) or line.columns[-1].startswith("Độc lập - Tự do")
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
        return before.text.endswith(".") and not lines[start].text.endswith((".", ":"))
    if before.text.endswith(".") or (mark and mark.style in {"roman", "number"}):
        return True
    if before.text.endswith(";") and not line.text[:1].islower():
        return bool(line.gap or openers().match(line.text))
    if _is_dash_list(lines, start, i):
        return bool(openers().match(_joined(lines, i))) and line.gap
    return bool(openers().match(_joined(lines, i))) or (
        line.gap and line.text[:1].isupper() and not before.text.endswith(",")
    )


def _joined(lines: Sequence[Line], i: int) -> str:
    return " ".join(x.text for x in lines[i : i + 2])


def _is_dash_list(lines: Sequence[Line], start: int, end: int) -> bool:
    return any((m := parse_mark(x.text)) is not None and m.style == "dash" for x in lines[start + 1 : end])


def _title_end(lines: Sequence[Line], start: int, foot: int) -> int:
    """Behind the title under a kind's name: capitals as far as they go, or a sentence up to a blank or drawn line."""
    i = start + 1
    seen = False
    while i < foot:
        line = lines[i]
        if line.is_rule or line.text.upper() == line.text or (not seen and not _is_running(line)):
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
    return bool(openers().match(line.text) or _is_law_text(line.text) or _starts_numbering(line.text))


def _starts_numbering(text: str) -> bool:
    mark = parse_mark(text)
    return mark is not None and (mark.ordinal == 1 or mark.style == "dash") and mark.style != "capital"


def kind_of_title(text: str) -> str | None:
    """The kind of document that a line in capitals names (`KẾ HOẠCH`), None for any other line."""
    name = text.strip(" .:*_").lower()
    return name if is_upper(text) and name in table("structure")["kinds"] else None


__all__ = ["ADDRESSED", "COPIED", "FOOTNOTE", "RECIPIENTS", "Parts", "kind_of_title", "split_parts"]
