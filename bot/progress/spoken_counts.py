"""How many took part, and how many women, as people put it: "45 người, 30 nữ", "tổng số: 45, nữ: 30", "nam 15 nữ 30".

A sentence is cut into runs of numbers and of words for people, with nothing else between them. In a run the numbers
stand either before what they count ("20 nam 30 nữ") or after it ("nam 20, nữ 30"). What can be read in two ways is
left out, to be asked.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from bot.progress.model import Count
from bot.progress.reports import MOST_COUNTED
from bot.progress.spoken_numbers import number_at
from knowledge.lexicons import table
from knowledge.tokens import Found, PhraseBook, Token, longest, tokenize

LEFT_OUT = "|"
"""Stands in a text where something was blotted out that counts no people: a day, a share."""

_RATIO = re.compile(
    r"(?P<led>\b(?:nữ|nu)\s*[:=]?\s*)?(?<![\d/.,])(?P<first>\d{1,6})"
    r"(?P<mid>\s*(?:người|nguoi|ng|hs|gv|em|chị|chi)?\s*(?:nữ|nu)\b)?"
    r"\s*(?:/|\b(?:trên|tren|trong(?: tổng| tong)? (?:số|so))\b)\s*(?P<second>\d{1,6})(?![\d/])"
    r"(?P<women>\s*(?:người|nguoi|ng|hs|gv|em)?\s*(?:là|la)?\s*(?:nữ|nu)\b)?",
    re.IGNORECASE,
)
STOP = re.compile(r"[,;.!?\n()/|+]")
_MONTHS = _CLASSES = 12
_TIMES = re.compile(
    r"\d[^\d,.;]{0,14}?\s[x×*]\s*\d|\d\s*[x×*]\s*\d|/\s*(?:1\s+|một\s+|mot\s+)?(?:lớp|lop|buổi|buoi|đợt|dot|khối|khoi|trường|truong"
    r"|ngày|ngay|tuần|tuan|tổ|to|nhóm|nhom|class|session)\b"
    r"|\d\s+[^\W\d_]+\s+(?:1|một|mot)\s+(?:lớp|lop|buổi|buoi|đợt|dot|khối|khoi)\b",
    re.IGNORECASE,
)
_CLASS = frozenset({"lop", "khoi"})
_WHOLE = frozenset({"all", "group", "total"})
_LISTING = frozenset({"va", "den", "toi", "and"})
_PEOPLE = frozenset({"all", "group", "women", "men"})
_PARTING = frozenset({"va", "con", "roi", "and"})
_LARGER = frozenset({"tram", "nghin", "ngan", "chuc"})
_NEAR = 3
"""Words between a number and what tells that those did not come."""

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


@dataclass(frozen=True, slots=True)
class Told:
    """A number with what it counts, as words of the text.

    `noun`: the word for people ("giáo viên"), by its letters; `run`: which of the runs it stands in; `of_class`: they
    are of one class or grade ("khối 6 120 em").
    """

    counted: _Counted
    parts: tuple[_Piece, ...]
    noun: str
    run: int
    of_class: bool = False

    @property
    def number(self) -> _Piece:
        """The number itself."""
        return next(part for part in self.parts if part.kind == "number")


@dataclass(frozen=True, slots=True)
class CountsSaid:
    """How many took part and how many women; which words said so, and where the numbers of people stand.

    `doubted`: numbers are told, and what they come to is not plain: then there are no counts, only what those come to
    that were understood (`summed`).
    """

    counts: Mapping[Count, int] = field(default_factory=dict)
    used: frozenset[int] = frozenset()
    at: frozenset[int] = frozenset()
    doubted: bool = False
    summed: Mapping[Count, int] = field(default_factory=dict)


def counts_said(text: str, words: Sequence[Word]) -> CountsSaid:
    """How many took part and how many women. Nothing is counted unless every number of the sentence is accounted for.

    `text`: with `LEFT_OUT` where figures stand that count no people; `words`: those of it.
    """
    tokens = [word.token for word in words]
    pieces = list(_pieces(text, words))
    if ratio := _ratio(text, words):
        counts, used = ratio
        others = any(piece.kind == "number" and not used & set(_places(piece)) for piece in _untold(tokens, pieces))
        doubted = others or _has_doubt(text, words)
        return CountsSaid({} if doubted else counts, frozenset(used), frozenset(used), doubted)
    told, used = _told(tokens, pieces)
    found = [each.counted for each in told]
    counts = _summed(found, all_women="all_women" in _people().names(tokens))
    at = frozenset(each.number.start for each in told)
    if any(number > MOST_COUNTED for number in counts.values()):
        return CountsSaid({}, frozenset(used), at)
    led = _bare_lead(tokens, pieces, used) or (_is_larger(tokens) and any(each.kind in _PEOPLE for each in pieces))
    if not told and not led:
        return CountsSaid({}, frozenset(used), at)
    doubted = not counts or _is_doubted(text, words, pieces, told, used)
    return CountsSaid({} if doubted else counts, frozenset(used), at, doubted, counts)


def _told(tokens: Sequence[Token], pieces: Sequence[_Piece]) -> tuple[list[Told], set[int]]:
    """The numbers of people with what each counts; and the words that say so, those of parts of others too."""
    used: set[int] = set()
    told: list[Told] = []
    runs = list(_runs(pieces))
    for at, run in enumerate(runs):
        counted = list(_counted(run.parts))
        if run.among and any(each.counted.kind in ("all", "group", "total") for each in told):
            counted = [(each, parts) for each, parts in counted if each.kind not in ("all", "group")]
            used |= {i for part in run.parts for i in _places(part) if part.kind == "number"}
        told += [Told(each, parts, _noun(tokens, parts), at, _of_class(tokens, parts)) for each, parts in counted]
        used |= {i for _, parts in counted for part in parts for i in _places(part)}
    if not any(each.counted.kind in (*_WHOLE, "men", "audience") for each in told) and (
        bare := _bare_total(tokens, pieces, runs)
    ):
        told.append(Told(_Counted("total", bare.value), (bare,), "", -1))
        used |= set(_places(bare))
    return told, used


def _noun(tokens: Sequence[Token], parts: Sequence[_Piece]) -> str:
    words = [tokens[i].key for part in parts if part.kind in ("all", "group") for i in _places(part)]
    return " ".join(words)


def _of_class(tokens: Sequence[Token], parts: Sequence[_Piece]) -> bool:
    """Whether the name of a class or a grade stands right before or behind."""
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    beside = [*pairwise(tokens[max(0, start - 3) : start]), *pairwise(tokens[end : end + 2])]
    return any(word.key in _CLASS and after.text.isdecimal() for word, after in beside)


def _places(piece: _Piece) -> range:
    return range(piece.start, piece.end)


def _ratio(text: str, words: Sequence[Word]) -> tuple[dict[Count, int], set[int]] | None:
    """Counts told as "30/45 nữ", "nữ 30 trong số 45"; "45/50 người" tells how many of those called came."""
    for hit in _RATIO.finditer(text):
        first, second = int(hit["first"]), int(hit["second"])
        if max(first, second) <= _MONTHS and not hit["mid"]:  # it may be a day
            continue
        after = [word.token for word in words if word.start >= hit.end()][:3]
        if any(found.start == 0 and found.name == "units" for found in _around().find(after)):
            continue
        used = {i for i, word in enumerate(words) if hit.start() <= word.start and word.end <= hit.end()}
        if re.search(r"\bnam\s*/\s*$", text[: hit.start()], re.IGNORECASE) and hit["led"]:  # "nam/nữ: 15/30"
            return {"participants": first + second, "women": second}, used
        if hit["led"] or hit["women"] or hit["mid"]:
            return {"participants": max(first, second), "women": min(first, second)}, used
    return None


def _not_come(text: str, words: Sequence[Word]) -> set[int]:
    """The words of "45/50 người" that tell how many were called; where more came than that, all of them."""
    left_out: set[int] = set()
    for hit in _RATIO.finditer(text):
        first, second = int(hit["first"]), int(hit["second"])
        if max(first, second) > _MONTHS and not (hit["led"] or hit["women"] or hit["mid"]):
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
    around = {hit.start: hit for hit in longest(_around().find(tokens)) if hit.name in ("total", "joins")}
    skipped = _not_come(text, words)
    at, last = 0, None
    while at < len(words):
        if at in skipped:
            at += 1
            continue
        gap = text[words[at - 1].end : words[at].start] if at else ""
        piece = _piece(tokens, at, named.get(at), around.get(at), _Before(last, gap))
        if STOP.search(gap) or (":" in gap and not _is_label(last, piece)):
            yield _Piece("stop", at, at)
            last = None
        if piece is None:  # stands between a number and what it counts, and changes nothing
            at = around[at].end if at in around else named[at].end
            continue
        if piece.kind == "number":
            piece = replace(piece, bare=_is_bare(text, words, piece.end, named, around))
            after = _around().find(tokens[piece.end : piece.end + 4])
            unit = max((hit.length for hit in after if hit.start == 0 and hit.name == "units"), default=0)
            if unit > (named[piece.end].length if piece.end in named else 0) and not _stops(text, words, piece.end):
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
    denied = any(hit.name in ("denies", "absent") and hit.end == at for hit in leading)
    larger = at > 0 and not STOP.search(before.gap) and _is_of_larger(tokens, at)
    if number and not spoken_zero and not denied and not larger:
        ordinal = not STOP.search(before.gap) and any(hit.name == "which" and hit.end == at for hit in leading)
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
    beside = before.piece if before.piece and not STOP.search(before.gap) else None
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
    return at >= len(words) or STOP.search(text[words[at - 1].end : words[at].start]) is not None


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


# ------------------------------------------------------------------------------------------------------------- doubts


def _is_doubted(
    text: str, words: Sequence[Word], pieces: Sequence[_Piece], told: Sequence[Told], used: set[int]
) -> bool:
    """Whether a number is not accounted for, or how the numbers go together is not plain."""
    tokens = [word.token for word in words]
    others = any(used.isdisjoint(_places(piece)) for piece in _untold(tokens, pieces))
    total = any(each.counted.kind == "total" for each in told)
    summed = [each for each in told if each.counted.kind in _WHOLE]
    some = len(summed) > 1 and any(tokens[each.number.start].key == "mot" for each in summed)
    return (
        others
        or some  # "một cán bộ phụ trách, 45 gv"
        or _has_doubt(text, words, total=total)
        or not (_agree(told) and _women_agree(text, words, told))
        or _of_several_acts(text, words, told)
    )


def _of_several_acts(text: str, words: Sequence[Word], told: Sequence[Told]) -> bool:
    """Whether people are counted of two acts: "tập huấn 45 gv, tuyên truyền 300 hs"."""
    tokens = [word.token for word in words]
    acts = [hit.start for hit in _around().find(tokens) if hit.name == "acts"]
    people = [each.number.start for each in told if each.counted.kind in _WHOLE]
    part, parts = 0, []
    for at, word in enumerate(words):
        if at and (STOP.search(text[words[at - 1].end : word.start]) or word.token.key in _PARTING):
            part += 1
        parts.append(part)
    return len({parts[at] for at in acts} & {parts[at] for at in people}) > 1


def _bare_lead(tokens: Sequence[Token], pieces: Sequence[_Piece], used: set[int]) -> bool:
    """Whether a number stands where people are counted, and is not read: "tập huấn cho 48", "1k2 hs"."""
    left = [piece for piece in _untold(tokens, pieces) if used.isdisjoint(_places(piece))]
    behind = {piece.start: pieces[at + 1 : at + 3] for at, piece in enumerate(pieces)}
    return any(
        (piece.start and tokens[piece.start - 1].key == "cho")
        or any(each.kind in _PEOPLE for each in behind[piece.start])
        for piece in left
    )


def _untold(tokens: Sequence[Token], pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """The numbers that may count people; not "lớp 6, 7, 8", and no word that is a number only among others ("ba")."""
    listed = False
    for at, piece in enumerate(pieces):
        following = pieces[at + 1].kind if at + 1 < len(pieces) else "stop"
        if piece.kind == "number" and tokens[piece.start].text.isdecimal():
            if piece.ordinal:  # "lớp 9 em" is of grade 9, and "phòng 5 gv" may be five
                listed = following not in _PEOPLE or tokens[piece.start - 1].key in _CLASS
            else:
                listed = listed and following not in _PEOPLE and piece.value <= _CLASSES
            if not listed:
                yield piece
        elif piece.kind != "stop" and not (piece.kind == "word" and tokens[piece.start].key in _LISTING):
            listed = False


def _has_doubt(text: str, words: Sequence[Word], *, total: bool = False) -> bool:
    """Whether words tell that numbers are of each, of some who did not come, of two things in turn; or are not read.

    `total`: a number of everybody is told as such.
    """
    tokens = [word.token for word in words]
    around = longest(_around().find(tokens))
    if _is_larger(tokens) or any(hit.name == "doubts" for hit in around):
        return True
    if not total and (_TIMES.search(text) or any(hit.name == "each" and _is_each(tokens, hit) for hit in around)):
        return True
    came = any(hit.name == "came" for hit in around)
    if not came and any(hit.name == "absent" and _counts_near(tokens, hit) for hit in around):
        return True
    return any(hit.name == "before" and _counts_people(tokens, hit.end) for hit in around)


def _is_larger(tokens: Sequence[Token]) -> bool:
    """Whether a number is told that is not read: "hai trăm", "1 nghìn 200"."""
    numbers = {at: number_at(tokens, at - 1) for at, word in enumerate(tokens) if at and word.key in _LARGER}
    return any(number is not None and number[1] == at for at, number in numbers.items())


def _counts_near(tokens: Sequence[Token], hit: Found) -> bool:
    near = (*tokens[max(0, hit.start - _NEAR) : hit.start], *tokens[hit.end : hit.end + 1])
    return any(word.text.isdecimal() for word in near)


def _counts_people(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number of people starts at a word."""
    number = number_at(tokens, at)
    after = tokens[number[1] : number[1] + 4] if number else ()
    return any(hit.start == 0 and hit.name in _KINDS for hit in _people().find(after))


def _is_each(tokens: Sequence[Token], hit: Found) -> bool:
    """Whether "mỗi" is meant; without its marks ("moi") it may be "mới" or "mời", unless "lớp" follows."""
    if hit.length > 1 or tokens[hit.start].marks or tokens[hit.start].key != "moi":
        return True
    after = tokens[hit.end : hit.end + 3]
    return any(found.start == 0 and found.name == "times" for found in _around().find(after))


def _agree(told: Sequence[Told]) -> bool:
    """Whether the numbers of everybody and of groups go together in one way only."""
    everybody = [each for each in told if each.counted.kind == "all"]
    groups = [each for each in told if each.counted.kind == "group"]
    total = next((each.counted.number for each in told if each.counted.kind == "total"), None)
    whole = total if total is not None else (everybody[0].counted.number if everybody else None)
    if len(everybody) > 1 or (everybody and total not in (None, everybody[0].counted.number)):
        return False
    summed = sum(each.counted.number for each in groups)
    if whole is not None:
        first = total is not None or not groups or everybody[0].number.start < groups[0].number.start
        return summed == whole or (first and summed < whole)
    return len(groups) < 2 or _are_apart(groups)  # noqa: PLR2004 - several


def _are_apart(groups: Sequence[Told]) -> bool:
    """Whether nobody can be counted in two groups: teachers and pupils, the pupils of two classes."""
    families = [_family(each.noun) for each in groups]
    if None in families or {"staff", "everyone_employed"} <= set(families):
        return False
    of_classes = {each.of_class for each in groups}
    for family in set(families):
        nouns = [each.noun for each, its in zip(groups, families, strict=True) if its == family]
        same = len(nouns) > 1 and (family != "staff" or len(set(nouns)) < len(nouns))
        if same and (False in of_classes or len(set(nouns)) > 1):
            return False
    return True


def _family(noun: str) -> str | None:
    """Who a word for people means, so far as nobody is of two: None for what people of several kinds may be."""
    return _families().get(noun)


@cache
def _families() -> dict[str, str]:
    families = table("reports")["families"].items()
    return {" ".join(word.key for word in tokenize(noun)): family for family, nouns in families for noun in nouns}


def _women_agree(text: str, words: Sequence[Word], told: Sequence[Told]) -> bool:
    """Whether it is plain of whom the women are."""
    of = {kind: [each for each in told if each.counted.kind == kind] for kind in ("group", "women", "men")}
    groups, women, men = of["group"], of["women"], of["men"]
    whole = [each for each in told if each.counted.kind in ("all", "total")]
    if not women:
        return True
    if men and (whole or groups):
        people = whole[-1:] or groups
        return _sum(people) == _sum((*women, *men))
    if whole or not groups:
        return len(women) == 1 or bool(men)
    if women[0].parts[-1].noun == "group" and women[0].number.start < groups[0].number.start:
        return False  # "5 cán bộ nữ và 40 học sinh"
    if len(women) > 1:
        kinds = [each.counted.kind for each in sorted((*groups, *women), key=lambda each: each.number.start)]
        return kinds == ["group", "women"] * len(groups)
    return len(groups) == 1 or _of_all(text, words, women[0], groups[-1])


def _sum(told: Sequence[Told]) -> int:
    return sum(each.counted.number for each in told)


def _of_all(text: str, words: Sequence[Word], women: Told, last: Told) -> bool:
    """Whether women are of all the groups told before them; "150 hs (90 nữ)" may be of the last alone."""
    if women.number.start < last.number.start:
        return False  # "20 gv (12 nữ), 150 hs"
    between = text[words[last.parts[-1].end - 1].end : words[women.parts[0].start].start]
    apart = "(" not in between and women.run != last.run and STOP.search(between) is not None
    return apart or women.counted.number > last.counted.number
