"""How far something is, as a sentence tells it: only what its grammar says plainly; all else is asked.

A word without marks that may be several ("dang": đang, đảng, đăng, dạng) tells a status only before a verb, and never
within a compound of the language ("bình đẳng"). Whatever speaks of days to come, or of what is meant to be done, tells
nothing done. Where a sentence speaks of several states at once, none is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

from bot.progress.model import Status
from bot.progress.spoken_counts import LEFT_OUT, STOP, Word
from bot.progress.spoken_numbers import number_at
from knowledge.lexicons import table
from knowledge.tokens import Found, PhraseBook, Token, longest, token

_NEAR = 6
"""Words between "chưa" and the "xong" that it denies."""

_PLAIN = frozenset({"done", "in_progress", "not_started", "blocked", "not_applicable"})
_CLAUSES = frozenset({"nhung", "song", "but"})


@dataclass(frozen=True, slots=True)
class Around:
    """What else a sentence tells: a day that has passed, days to come, numbers of people, and how much of the work.

    `past`, `ahead`: days before today, and after it; `counted`: where numbers of people stand; `attended`: women or men
    among them, or that they came; `part`: only a part of the work ("3/5 nội dung"); `unclear`: a day that may have
    passed or not.
    """

    past: bool = False
    ahead: bool = False
    counted: frozenset[int] = frozenset()
    attended: bool = False
    part: bool = False
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class StatusSaid:
    """A status, None where none is told. `plain`: in so many words; `torn`: the sentence speaks of several.

    `hits`: the words that say so; `ahead`: it tells of what is to come.
    """

    status: Status | None
    plain: bool
    torn: bool
    ahead: bool
    hits: tuple[Found, ...]


def status_said(text: str, words: Sequence[Word], around: Around) -> StatusSaid:
    """How far something is. `words`: those of the text."""
    tokens = tuple(word.token for word in words)
    clauses = _clauses(text, words)
    hits = tuple(_hits(tokens, clauses))
    status, torn = _settled(hits, tokens, clauses, around)
    plain = any(hit.name in _PLAIN and not _is_weak(hit, tokens) for hit in hits)
    return StatusSaid(status, plain, torn, around.ahead or _names(hits, "ahead"), hits)


# -------------------------------------------------------------------------------------------------------------- words


@cache
def _book() -> PhraseBook:
    """Words of a status, and what tells one before a verb ("đã tập huấn"), by the status or what they tell."""
    said = table("reports")
    verbs = said["verbs"]["words"]
    alone = [(name, phrase) for name, phrases in said["status"].items() for phrase in phrases]
    alone += [("ahead", phrase) for phrase in said["days"]["ahead"]]
    led = [(name, pair) for name, leads in said["before_verbs"].items() for pair in product(leads, verbs)]
    return PhraseBook([*alone, *((name, " ".join(pair)) for name, pair in led)])


@cache
def _phrases(part: str) -> PhraseBook:
    return PhraseBook((name, phrase) for name, phrases in table("reports")[part].items() for phrase in phrases)


@cache
def _marked() -> dict[str, Token]:
    """Words that tell a status by themselves only where all their marks are typed, by their letters without."""
    return {token(word).key: token(word) for word in table("reports")["marked"]["words"]}


def _hits(tokens: Sequence[Token], clauses: Sequence[int]) -> Iterator[Found]:
    found = longest(_book().find(tokens))
    compounds = [hit for hit in found if hit.name == "none"]
    for hit in found:
        inside = any(other.start < hit.start < other.end for other in compounds)
        same = any((other.start, other.end) == (hit.start, hit.end) for other in compounds)
        if not (inside or same) and _is_meant(hit, tokens, clauses):
            yield hit


def _is_meant(hit: Found, tokens: Sequence[Token], clauses: Sequence[int]) -> bool:
    """Whether words that may be several are those that tell a status."""
    at, word = hit.start, tokens[hit.start]
    if hit.length > 1:
        return hit.length > 2 or word.key not in _BEFORE_SURE or bool(word.marks) or tokens[at + 1].key in _sure()  # noqa: PLR2004 - one word behind
    if word.key in _marked() and (word.marks != _marked()[word.key].marks or _in_number(at, tokens)):
        return False
    if word.key in table("reports")["marked"]["names"]:  # "cô Mai"
        before = tokens[at - 1].key if at else ""
        return before not in table("reports")["days"]["before_names"] and not (at and word.text.istitle())
    if word.key == "roi" and not word.marks:  # "tờ rơi", "rời": it ends a clause
        after = tokens[at + 1 : at + 4]
        ends = at + 1 == len(tokens) or clauses[at + 1] != clauses[at]
        return ends or any(found.start == 0 for part in ("particles", "days") for found in _phrases(part).find(after))
    return True


def _in_number(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a word ends a number: "hai mươi mốt"."""
    numbers = (number_at(tokens, start) for start in range(max(0, at - 3), at))
    return any(number is not None and number[1] > at for number in numbers)


_BEFORE_SURE = frozenset({"dang", "dinh", "sap", "tinh", "muon"})
"""Words that tell a status without marks only before a verb that is hardly another word: "dang mo" may be "dạng mô"."""


@cache
def _sure() -> frozenset[str]:
    return frozenset(token(word).key for word in table("reports")["verbs"]["sure"])


def _is_weak(hit: Found, tokens: Sequence[Token]) -> bool:
    """A word that tells a status and stands in many other sentences too: "chưa", "đang", "rồi"."""
    inside = tokens[hit.start : hit.end]
    if hit.name == "in_progress" and inside[0].key == "dang":
        return True
    return hit.length == 1 and _phrases("weak").names(inside) != frozenset()


def _clauses(text: str, words: Sequence[Word]) -> list[int]:
    """The clause in which each word stands."""
    made, clause = [], 0
    for at, word in enumerate(words):
        gap = text[words[at - 1].end : word.start].replace(LEFT_OUT, " ") if at else ""
        if at and (STOP.search(gap) or word.token.key in _CLAUSES):
            clause += 1
        made.append(clause)
    return made


def _names(hits: Sequence[Found], name: str) -> bool:
    return any(hit.name == name for hit in hits)


# ------------------------------------------------------------------------------------------------------------ settled


_Settled = tuple[Status | None, bool]
"""A status, and whether the sentence speaks of several, of which none is told."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """All that speaks of a status: the words, what is done (`strong`: in so many words), and what stands around."""

    hits: Sequence[Found]
    tokens: Sequence[Token]
    clauses: Sequence[int]
    around: Around
    done: Sequence[Found]
    strong: Sequence[Found]

    def has(self, name: str) -> bool:
        """Whether words of this name are among them."""
        return any(hit.name == name for hit in self.hits)


def _settled(hits: Sequence[Found], tokens: Sequence[Token], clauses: Sequence[int], around: Around) -> _Settled:
    """The one status that all a sentence says agrees with: what is in the way, not done or to come goes first."""
    done = [hit for hit in hits if hit.name == "done" and not _denied(hit, hits, tokens, clauses)]
    signs = _Signs(hits, tokens, clauses, around, done, [hit for hit in done if not _is_weak(hit, tokens)])
    return _in_the_way(signs) or _not_yet(signs) or _to_come(signs) or _in_part(signs) or _done(signs)


def _denied(hit: Found, hits: Sequence[Found], tokens: Sequence[Token], clauses: Sequence[int]) -> bool:
    """Whether something done is not, or is only meant to be: "chưa … xong", "sẽ … xong", "không làm xong"."""
    for at in range(max(0, hit.start - _NEAR), hit.start):
        if clauses[at] != clauses[hit.start]:
            continue
        if any(other.start == at and other.name in ("ahead", "not_started") for other in hits):
            return True
        if tokens[at].key == "khong" and hit.start - at <= _NEAR // 2 and not _in_compound(at, tokens):
            return True
    return False


def _in_compound(at: int, tokens: Sequence[Token]) -> bool:
    return any(hit.name == "none" and hit.start <= at < hit.end for hit in _book().find(tokens))


def _in_the_way(signs: _Signs) -> _Settled | None:
    if signs.has("not_applicable"):
        return "not_applicable", False
    if signs.has("blocked"):
        told = signs.strong or (signs.around.past and signs.around.counted)
        return (None, False) if told else ("blocked", False)
    return None


def _not_yet(signs: _Signs) -> _Settled | None:
    """What is not yet done: "chưa … xong" has begun; "40 gv xong, 5 gv chưa" is both."""
    if not signs.has("not_started"):
        return None
    finished = [hit.start for hit in _phrases("negation").find(signs.tokens) if hit.name == "finished"]
    not_yet = [hit.start for hit in signs.hits if hit.name == "not_started" and signs.tokens[hit.start].key == "chua"]
    if any(0 < at - start <= _NEAR for start in not_yet for at in finished):
        return "in_progress", False
    of_some = any(at < start for at in signs.around.counted for start in not_yet)
    return (None, True) if signs.strong or signs.around.past or of_some else ("not_started", False)


def _to_come(signs: _Signs) -> _Settled | None:
    """What is to come is not done; what is done and to come at once is for who wrote it to tell."""
    if signs.around.counted and signs.has("planned"):
        return None, True
    if not (signs.around.ahead or signs.has("ahead")) or _only_to_be_sent(signs):
        return (None, True) if signs.around.unclear and not signs.strong else None
    if signs.strong or signs.around.past:
        return None, signs.around.past or signs.has("ahead")
    return ("in_progress" if signs.has("in_progress") else "not_started"), False


def _only_to_be_sent(signs: _Signs) -> bool:
    """Whether something is done, and what is to come is only that it will be sent: "xong rồi, mai gửi ảnh"."""
    done = {signs.clauses[hit.start] for hit in signs.strong}
    later = {signs.clauses[hit.start] for hit in signs.hits if hit.name == "ahead"}
    sent = {signs.clauses[hit.start] for hit in _phrases("sending").find(signs.tokens)}
    counted = {signs.clauses[at] for at in signs.around.counted}
    return bool(done) and not signs.around.ahead and later <= sent - done - counted


def _in_part(signs: _Signs) -> _Settled | None:
    """What has begun, and is not all done; what is done and what is under way in another clause are for both."""
    begun = [hit for hit in signs.hits if hit.name == "in_progress"]
    if signs.around.part:
        return ("in_progress" if begun or signs.done or signs.has("recent") else None), False
    if begun:
        apart = any(signs.clauses[hit.start] != signs.clauses[done.start] for hit in begun for done in signs.strong)
        bare = all(signs.tokens[hit.start].key == "dang" and not signs.tokens[hit.start].marks for hit in begun)
        over = bool(signs.strong) or signs.around.past or signs.has("recent")
        return (None if apart or (bare and over) else "in_progress"), False
    if signs.has("partly"):
        return None, False
    rest = any(word.key == "con" and after.text.isdecimal() for word, after in pairwise(signs.tokens))
    if rest:
        return None, True  # "còn 10 lớp nữa"
    return (None, False) if signs.has("waits") or _waits(signs.tokens) else None


def _waits(tokens: Sequence[Token]) -> bool:
    """Whether somebody is still to approve: "chờ hiệu trưởng ký", "cho ubnd phe duyet"."""
    waits = (at for at, word in enumerate(tokens) if word.agrees_with(_WAIT))
    return any(word.key in _APPROVES for at in waits for word in tokens[at + 1 : at + 5])


_WAIT = token("chờ")
_APPROVES = frozenset({"duyet", "ky"})


def _done(signs: _Signs) -> _Settled:
    told = signs.done or signs.has("recent") or signs.around.past or signs.around.attended
    unread = any(
        word.key == "dang" and not word.marks and not _in_compound(at, signs.tokens)
        for at, word in enumerate(signs.tokens)
    )
    if told and unread:
        return None, False  # "đã rà soát xong, dang …" may tell of what is under way
    return ("done" if told else None), False
