"""To whom a document goes and who signed it: addressees, recipients, the signer and the titles above the name."""

import re
from collections.abc import Sequence

from knowledge.lexicons import table
from knowledge.lines import Line, is_upper
from knowledge.marks import parse_mark
from knowledge.parts import ADDRESSED, COPIED, Parts
from knowledge.tail import is_name, is_proxy

_EDGE = " ;.,:*_-–"


def addressee_lines(parts: Parts) -> Sequence[Line]:
    """The lines from "Kính gửi" on, without those who are only informed ("Đồng kính gửi")."""
    start = next((i for i, x in enumerate(parts.header) if ADDRESSED.match(x.text)), None)
    if start is None:
        return ()
    block = parts.header[start:]
    copied = next((i for i, x in enumerate(block) if i and COPIED.match(x.text)), len(block))
    return block[:copied]


def entries(lines: Sequence[Line], head: re.Pattern[str]) -> tuple[str, ...]:
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


def signature_lines(parts: Parts) -> tuple[Line | None, Sequence[Line]]:
    """Who signed, and the lines of the titles above the name."""
    lines = [x for x in parts.tail.signature if not x.text.startswith("(")]
    at = next((i for i, x in enumerate(lines) if is_name(x.text) or _is_capital_name(lines, i)), None)
    titles = [x for x in lines[:at] if is_upper(x.text)]
    return (lines[at] if at is not None else None), titles


def _is_capital_name(lines: Sequence[Line], i: int) -> bool:
    words = lines[i].text.split()
    is_last = i > 0 and not is_proxy(lines[i].text) and is_upper(lines[i].text)
    return is_last and 2 <= len(words) <= 5 and words[0] in table("structure")["tail"]["surnames"]  # noqa: PLR2004


def without_degree(name: str) -> str:
    """A signer's name without degrees and ranks."""
    bare = name
    for degree in table("structure")["tail"]["degrees"]:
        bare = bare.removeprefix(degree + ".").removeprefix(degree + " ").strip()
    return bare
