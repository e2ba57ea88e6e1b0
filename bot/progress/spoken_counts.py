"""How many took part, and how many women, as people put it: "45 người, 30 nữ", "tổng số: 45, nữ: 30", "nam 15 nữ 30".

A sentence is cut into runs of numbers and of words for people, with nothing else between them. In a run the numbers
stand either before what they count ("20 nam 30 nữ") or after it ("nam 20, nữ 30"). What can be read in two ways is
left out, to be asked.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from bot.progress.model import Count
from bot.progress.reports import MOST_COUNTED
from bot.progress.spoken_numbers import number_at
from knowledge.lexicons import table
from knowledge.tokens import Found, PhraseBook, Token, longest

LEFT_OUT = "|"
"""Stands in a text where something was blotted out that counts no people: a day, a share."""

_RATIO = re.compile(
    r"(?P<led>\b(?:nữ|nu)\s*[:=]?\s*)?(?<![\d/.,])(?P<first>\d{1,6})"
    r"\s*(?:/|\b(?:trên|tren|trong(?: tổng| tong)? (?:số|so))\b)\s*(?P<second>\d{1,6})(?![\d/])"
    r"(?P<women>\s*(?:người|nguoi|ng|hs|gv|em)?\s*(?:là|la)?\s*(?:nữ|nu)\b)?",
    re.IGNORECASE,
)
_STOP = re.compile(r"[,;.!?\n()/|+]")
_MONTHS = _CLASSES = 12

Kind = Literal["number", "women", "men", "all", "group", "total", "stop", "word", "among"]
"""`all`: a word for everybody ("người"); `group`: for some ("giáo viên"); `total`: what leads to a total ("tổng số").
`stop`: punctuation; `word`: any other word; `among`: what follows are parts of what was counted before."""

_KINDS: Mapping[str, Kind] = {
    "all": "all",
    "group": "group",
    "men": "men",
    "women": "women",
    "named_women": "women",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text and where it stands."""

    token: Token
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A number or a word for people, from word `start` to `end`; of a word also whether it may name an audience.

    `noun`: the word for people that goes with "nữ" or "nam" ("cán bộ nữ"); `bare`: nothing unknown follows a number;
    `ordinal`: the number tells which, not how many ("lớp 9").
    """

    kind: Kind
    start: int
    end: int
    value: int = 0
    noun: Kind | None = None
    is_name: bool = False
    bare: bool = True
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number of people. `audience`: of those whom a name with women in it tells ("cán bộ nữ: 54 người")."""

    kind: Literal["all", "group", "women", "men", "total", "audience"]
    number: int


Counts = tuple[dict[Count, int], set[int]]


def counts_said(text: str, words: Sequence[Word]) -> Counts:
    """How many took part and how many women; and which words said so. Empty where that is not plain.

    `text`: with `LEFT_OUT` where figures stand that count no people; `words`: those of it.
    """
    if ratio := _ratio(text, words):
        return ratio
    tokens = [word.token for word in words]
    pieces = list(_pieces(text, words))
    used: set[int] = set()
    found: list[_Counted] = []
    runs = list(_runs(pieces))
    apart = False  # women of one group, told before any others
    for run in runs:
        counted = [(each, parts) for each, parts in _counted(run.parts)]
        if run.among and any(each.kind in ("all", "group", "total") for each in found):
            counted = [(each, parts) for each, parts in counted if each.kind not in ("all", "group")]
            used |= {i for part in run.parts for i in range(part.start, part.end) if part.kind == "number"}
        found += [each for each, _ in counted]
        if any(each.kind == "women" and parts[-1].noun == "group" for each, parts in counted):
            apart = apart or not any(each.kind in ("all", "group", "total") for each in found)
        used |= {i for _, parts in counted for part in parts for i in range(part.start, part.end)}
    if not any(each.kind in ("all", "group", "total", "men", "audience") for each in found) and (
        bare := _bare_total(tokens, pieces, runs)
    ):
        found.append(_Counted("total", bare.value))
        used |= set(range(bare.start, bare.end))
    counts = _summed(found, all_women="all_women" in _people().names(tokens))
    if _around().names(tokens) & {"denies", "slip"} and len({each.kind for each in found}) < len(found):
        counts = {}  # one number takes another back
    if apart and not any(each.kind in ("all", "total") for each in found) and any(e.kind == "group" for e in found):
        counts = {}  # "5 cán bộ nữ và 40 học sinh": the women among the others are not told
    if "each" in _around().names(tokens) and not any(each.kind == "total" for each in found):
        counts = {}  # so many each time
    return ({} if any(number > MOST_COUNTED for number in counts.values()) else counts), used


def _ratio(text: str, words: Sequence[Word]) -> Counts | None:
    """Counts told as "30/45 nữ", "nữ 30 trong số 45"; "45/50 người" tells how many of those called came."""
    for hit in _RATIO.finditer(text):
        first, second = int(hit["first"]), int(hit["second"])
        if max(first, second) <= _MONTHS:  # it may be a day
            continue
        used = {i for i, word in enumerate(words) if hit.start() <= word.start and word.end <= hit.end()}
        if re.search(r"\bnam\s*/\s*$", text[: hit.start()], re.IGNORECASE) and hit["led"]:  # "nam/nữ: 15/30"
            return {"participants": first + second, "women": second}, used
        if hit["led"] or hit["women"]:
            return {"participants": max(first, second), "women": min(first, second)}, used
    return None


def _not_come(text: str, words: Sequence[Word]) -> set[int]:
    """The words of "45/50 người" that tell how many were called; where more came than that, all of them."""
    left_out: set[int] = set()
    for hit in _RATIO.finditer(text):
        first, second = int(hit["first"]), int(hit["second"])
        if max(first, second) > _MONTHS and not (hit["led"] or hit["women"]):
            start = hit.start("second" if first <= second else "first")
            left_out |= {i for i, word in enumerate(words) if start <= word.start < hit.end("second")}
    return left_out


# ------------------------------------------------------------------------------------------------------------ pieces


@cache
def _people() -> PhraseBook:
    return PhraseBook((name, phrase) for name, phrases in table("reports")["people"].items() for phrase in phrases)


@cache
def _around() -> PhraseBook:
    """Words that stand around numbers, by what they do there."""
    return PhraseBook((name, phrase) for name, phrases in table("reports")["counting"].items() for phrase in phrases)


@cache
def _harmless() -> PhraseBook:
    """What may follow a number that counts people: fillers, and what tells a status or a day."""
    parts = ("status", "days", "particles", "fillers", "as_last_time")
    return PhraseBook(
        (part, phrase) for part in parts for phrases in table("reports")[part].values() for phrase in phrases
    )


def _pieces(text: str, words: Sequence[Word]) -> Iterator[_Piece]:
    tokens = [word.token for word in words]
    people = longest(_people().find(tokens))
    # "co" without marks is "có" rather than "cô": what joins goes before what is counted.
    named = {hit.start: hit for hit in sorted(people, key=lambda hit: hit.name == "between")}
    around = {hit.start: hit for hit in longest(_around().find(tokens))}
    skipped = _not_come(text, words)
    at, last = 0, None
    while at < len(words):
        if at in skipped:
            at += 1
            continue
        gap = text[words[at - 1].end : words[at].start] if at else ""
        piece = _piece(tokens, at, named.get(at), around.get(at), _Before(last, gap))
        if _STOP.search(gap) or (":" in gap and not _is_label(last, piece)):
            yield _Piece("stop", at, at)
            last = None
        if piece is None:  # stands between a number and what it counts, and changes nothing
            at = around[at].end if at in around else named[at].end
            continue
        if piece.kind == "number":
            piece = replace(piece, bare=_is_bare(text, words, piece.end, named, around))
            unit = piece.end in around and around[piece.end].name == "units" and piece.end not in named
            if unit and not _stops(text, words, piece.end):
                piece = replace(piece, kind="word")
        yield piece
        last, at = piece, piece.end


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands before a word: the last piece, and what is written between."""

    piece: _Piece | None
    gap: str


def _piece(
    tokens: Sequence[Token], at: int, named: Found | None, around: Found | None, before: _Before
) -> _Piece | None:
    """The piece that starts at a word; None for a word that only joins others."""
    number = number_at(tokens, at)
    spoken_zero = number is not None and number[0] == 0 and not tokens[at].text.isdecimal()
    if named and named.name == "men" and not _is_men(tokens, named, number, before):
        named = None
    if around and around.name == "total" and (named is None or around.end >= named.end):
        return _Piece("total", at, around.end)
    if named and named.name in _KINDS:
        return _Piece(_KINDS[named.name], at, named.end, is_name=named.name == "named_women")
    if named and named.name == "among":
        return _Piece("among", at, named.end)
    if (named and named.name == "between") or (around and around.name == "joins"):
        return None
    leading = _around().find(tokens[:at])
    denied = any(hit.name == "denies" and hit.end == at for hit in leading)
    larger = at > 0 and not _STOP.search(before.gap) and _is_of_larger(tokens, at)
    if number and not spoken_zero and not denied and not larger:
        ordinal = any(hit.name == "which" and hit.end == at for hit in leading)
        return _Piece("number", at, number[1], number[0], ordinal=ordinal)
    return _Piece("word", at, at + 1)


def _is_of_larger(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is the end of one that is not read: "2 trăm", "1 nghìn 200"."""
    hundreds = tokens[at].key == "tram" and number_at(tokens, at - 1) is not None
    return hundreds or "thousands" in _around().names(tokens[at - 1 : at])


def _is_men(tokens: Sequence[Token], hit: Found, number: tuple[int, int] | None, before: _Before) -> bool:
    """Whether "nam" is men; without marks it may be "năm", five, or part of a number."""
    if number is None or hit.length > 1:
        return True
    if number[1] > hit.end:  # "nam muoi": fifty
        return False
    beside = before.piece if before.piece and not _STOP.search(before.gap) else None
    if beside and beside.kind == "number":
        return True
    after = hit.end
    while after < len(tokens) and _joins(tokens, after):
        after += 1
    if after < len(tokens) and tokens[after].text.isdecimal():
        return True
    return beside is not None and beside.kind in ("all", "group")


def _joins(tokens: Sequence[Token], at: int) -> bool:
    return bool({"between"} & _people().names(tokens[at : at + 1]) or {"joins"} & _around().names(tokens[at : at + 1]))


def _is_label(last: _Piece | None, piece: _Piece | None) -> bool:
    """Whether a colon stands between what is counted and its number."""
    leads = last is not None and last.kind in ("women", "men", "all", "group", "total")
    return leads and (piece is None or piece.kind == "number")


def _stops(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a stop is written before a word, or the text ends."""
    return at >= len(words) or _STOP.search(text[words[at - 1].end : words[at].start]) is not None


def _is_bare(
    text: str, words: Sequence[Word], at: int, named: Mapping[int, Found], around: Mapping[int, Found]
) -> bool:
    """Whether what follows a number is nothing that it could count but people."""
    if _stops(text, words, at) or at in named or (at in around and around[at].name in ("total", "joins")):
        return True
    return any(hit.start == 0 for hit in _harmless().find([word.token for word in words[at : at + 4]]))


# -------------------------------------------------------------------------------------------------------------- runs


@dataclass(frozen=True, slots=True)
class _Run:
    """Numbers and words for people that follow each other; `first` is the place of its first piece among all."""

    parts: tuple[_Piece, ...]
    first: int
    among: bool = False


def _runs(pieces: Sequence[_Piece]) -> Iterator[_Run]:
    parts: list[_Piece] = []
    first, among = 0, False
    for at, piece in enumerate([*pieces, _Piece("stop", 0, 0)]):
        breaks = piece.kind in ("stop", "word", "among")
        twice = bool(parts) and parts[-1].kind == "number" == piece.kind
        if (breaks or piece.kind == "total" or twice) and parts:
            yield _Run(tuple(_joined(parts)), first, among)
            parts = []
        among = among or piece.kind == "among"
        if not breaks:
            first = at if not parts else first
            parts.append(piece)


def _joined(parts: Sequence[_Piece]) -> list[_Piece]:
    """Neighbouring words for people as one: "cán bộ nữ", "nữ giáo viên", "tổng số người"; "nam nữ" is everybody."""
    made: list[_Piece] = []
    for part in parts:
        last = made[-1] if made else None
        if part.kind == "number" or last is None or last.kind == "number":
            made.append(part)
            continue
        kinds = {last.kind, part.kind}
        nouns: list[Kind] = [each for each in (last.noun, last.kind, part.kind) if each in ("all", "group")]
        noun = nouns[0] if nouns else None
        kind: Kind
        if {"women", "men"} <= kinds:
            kind, noun = noun or "all", None
        elif gender := kinds & {"women", "men"}:
            kind = "women" if "women" in gender else "men"
        else:
            kind, noun = ("total" if "total" in kinds else last.kind), None
        is_name = "total" not in kinds and (last.is_name or part.is_name or noun is not None)
        made[-1] = _Piece(kind, last.start, part.end, noun=noun, is_name=is_name)
    return made


def _counted(run: Sequence[_Piece]) -> Iterator[tuple[_Counted, tuple[_Piece, ...]]]:
    """The numbers of a run with what each counts, and the pieces that say so."""
    numbers = [part for part in run if part.kind == "number"]
    if not numbers:
        return
    trailing = run[-1] if run[-1].kind in ("all", "group") and len(run) > 1 else None
    core = run[:-1] if trailing else run
    labelled = core[-1].kind == "number" and core[0].kind != "number"
    if core[0].kind == "number" == core[-1].kind and len(core) > 1:
        parts = [after.value for part, after in pairwise(core) if part.kind in ("women", "men")]
        plain = len(parts) == len(numbers) - 1 and (trailing is None or trailing.kind == "all") and core[-1].bare
        if plain and (numbers[0].value >= sum(parts) or numbers[0].ordinal):
            yield from _after_a_total(core)
            return
    if labelled:
        yield from _labelled(core, trailing)
        return
    for number, part in pairwise(run):
        if number.kind != "number" or part.kind == "number":
            continue
        tells_which = number.ordinal and part.kind == "group" and number.value <= _CLASSES
        if part.kind in ("women", "men", "all", "group") and not tells_which:
            yield _Counted(part.kind, number.value), (number, part)


def _after_a_total(core: Sequence[_Piece]) -> Iterator[tuple[_Counted, tuple[_Piece, ...]]]:
    """A total and then its parts, each with its number behind it: "45 người nữ 30", "45 nam 15 nữ 30"."""
    total, rest = core[0], core[1:]
    if not total.ordinal:
        kind = rest[0].noun or "total"
        if kind in ("all", "group", "total"):
            yield _Counted("group" if kind == "group" else "all", total.value), (total,)
    for part, number in zip(rest[::2], rest[1::2], strict=True):
        yield _Counted("women" if part.kind == "women" else "men", number.value), (part, number)


def _labelled(core: Sequence[_Piece], trailing: _Piece | None) -> Iterator[tuple[_Counted, tuple[_Piece, ...]]]:
    """What is counted and then its number: "tổng số 45 nữ 30", "cán bộ nữ: 54 người"."""
    several = sum(part.kind == "number" for part in core) > 1
    for part, number in zip(core[::2], core[1::2], strict=True):
        told = (part, number) if trailing is None or number is not core[-1] else (part, number, trailing)
        has_noun = len(told) > 2  # noqa: PLR2004 - the noun behind the number
        if part.kind == "women":
            if not part.is_name or several:
                yield _Counted("women", number.value), told
            else:
                yield _Counted("audience", number.value), told[1:]
        elif part.kind in ("men", "total"):
            yield _Counted("men" if part.kind == "men" else "total", number.value), told
        elif number.bare or has_noun:
            yield _Counted("all" if part.kind == "all" or has_noun else "group", number.value), told


def _bare_total(tokens: Sequence[Token], pieces: Sequence[_Piece], runs: Sequence[_Run]) -> _Piece | None:
    """The number of everybody that stands alone right before the women among them: "48, 31 nữ", "cho 48, 31 nữ"."""
    women = next((at for at, run in enumerate(runs) if any(part.kind == "women" for part in run.parts)), None)
    if not women or len(runs[women - 1].parts) != 1 or runs[women - 1].parts[0].kind != "number":
        return None
    alone = runs[women - 1].parts[0]
    between = pieces[runs[women - 1].first + 1 : runs[women].first]
    if any(piece.kind == "word" for piece in between) or alone.ordinal or not tokens[alone.start].text.isdecimal():
        return None
    first = runs[women - 1].first
    before = pieces[first - 1] if first else None
    led = alone.start > 0 and any(
        hit.end == alone.start and hit.name in ("leads", "joins") for hit in _around().find(tokens[: alone.start])
    )
    if not led and before and before.kind == "stop" and first > 1 and pieces[first - 2].kind == "number":
        return None  # one of several numbers: "lớp 6, 7, 8"
    women_told = sum(each.value for each in runs[women].parts if each.kind == "number")
    return alone if (before is None or before.kind == "stop" or led) and alone.value >= women_told else None


# --------------------------------------------------------------------------------------------------------------- sum


def _summed(found: Sequence[_Counted], *, all_women: bool) -> dict[Count, int]:
    """What the numbers come to; nothing where they can be put together in several ways or contradict each other."""
    numbers = {kind: [each.number for each in found if each.kind == kind] for kind in ("women", "men", "audience")}
    women, men, audience = numbers["women"], numbers["men"], numbers["audience"]
    people = _people_in_all(found)
    if people is None or (audience and women and people):
        return {}
    if audience and (men or people) and not women:
        women = audience
    elif audience:
        people = [sum(audience)]
    if not people and women and men:
        people = [sum(women) + sum(men)]
    elif not people and len(women) > 1:
        return {}
    if not people and women and all_women:
        people = women
    if people and women and men and sum(women) + sum(men) > sum(people):
        return {}
    counts: dict[Count, int] = {"participants": sum(people)} if people else {}
    if women:
        counts["women"] = sum(women)
    elif people and all_women:
        counts["women"] = sum(people)
    return counts


def _people_in_all(found: Sequence[_Counted]) -> list[int] | None:
    """The numbers that make up everybody; None where several totals are told."""
    totals = {each.number for each in found if each.kind == "total"}
    if len(totals) > 1:
        return None
    everybody = [each.number for each in found if each.kind == "all"]
    return list(totals) or everybody or [each.number for each in found if each.kind == "group"]
