"""Who issued a document, as its letterhead prints it or its text says it, and what documents it rests on."""

import re
from collections.abc import Sequence
from functools import cache

from knowledge.lexicons import table
from knowledge.lines import Line, is_upper
from knowledge.parts import ADDRESSED, Parts, kind_of_title
from knowledge.references import find_references

NUMBERED = re.compile(r"(?:^|\b)Số\s*:?\s*", re.IGNORECASE)
EDGE = " ;.,:*_-–"
_CLAUSE = re.compile(r"(?<=;) (?=[A-ZĐ])")


def letterhead(parts: Parts) -> Sequence[Line]:
    """The header's lines above the title and the addressees."""
    for i, line in enumerate(parts.header):
        if ADDRESSED.match(line.text) or (i and kind_of_title(line.text)):
            return parts.header[:i]
    return parts.header


def read_issuer(parts: Parts, preamble: Sequence[str]) -> str | None:
    """The last body of the letterhead, or the one that speaks in the text, where that alone or more fully names it."""
    printed, spoken = _letterhead_issuer(parts), _speaking_issuer(preamble)
    if printed and spoken and spoken.lower().startswith(printed.lower()):
        return spoken if len(printed) < len(spoken) < 2 * len(printed) else printed
    return printed or spoken


def passed_by(text: str) -> str | None:
    """The body in a law's subtitle (`CỦA QUỐC HỘI KHÓA XI, KỲ HỌP THỨ 10`)."""
    found = re.match(rf"CỦA ({_heads()}(?: [^\W\d]+)*?)(?=,| KHÓA| KHOÁ| SỐ| NGÀY|$)", text)
    return found[1] if found else None


def _letterhead_issuer(parts: Parts) -> str | None:
    passed = next((body for x in parts.header if (body := passed_by(x.text))), None)
    if passed:
        return passed
    bodies: list[str] = []
    for words in _without_motto([x.columns[0] for x in letterhead(parts) if not x.is_rule]):
        if not is_upper(words) or NUMBERED.match(words) or kind_of_title(words):
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
    return [words for line in kept.split("\n") if (words := line.strip(EDGE + "\x07"))]


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


def read_basis(preamble: Sequence[str]) -> tuple[str, ...]:
    """The numbers of the documents it rests on: those a sentence of basis names, not those they are about."""
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
