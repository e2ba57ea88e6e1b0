"""A check-in said in one sentence, read by rules: the status, how many took part, when. Only ever a proposal."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

from bot.progress.model import Count, Status
from bot.progress.reports import MOST_COUNTED, MOST_WORDS
from bot.progress.spoken_counts import LEFT_OUT, Word, counts_said
from bot.progress.spoken_days import day_named, day_said, day_to_come, weekday_ahead
from bot.progress.spoken_numbers import number_at
from bot.progress.spoken_shares import Share, women_share
from knowledge.lexicons import table
from knowledge.tokens import Found, PhraseBook, Token, longest, token

_SYLLABLE = re.compile(r"[^\W_]+")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{3})+(?![\d.,]?\d)")
_SHARE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|phần trăm\b|phan tram\b)", re.IGNORECASE)
_FRACTION = re.compile(r"(?<![\d/])[1-9]/(?:[2-9]|10)(?=\s*(?:(?:là|la)\s+)?(?:nữ|nu|số|so)\b)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:năm|nam)(?: học| hoc)?\s+(?:19|20)\d\d(?:\s*-\s*(?:20)?\d\d)?\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;.!\n()]+|\b(?:nhưng|nhung|song|but)\b", re.IGNORECASE)
_GLUED = re.compile(r"(?<=\d)(?=[^\W\d_])")
_ANY_DAY = date(2020, 1, 1)
# Which status holds where a sentence speaks of several.
_STRONGEST: tuple[Status, ...] = ("not_applicable", "blocked", "in_progress", "not_started", "done")

Asks = Literal["no", "maybe", "yes"]
"""Whether words are a question; `maybe`: a word of questions stands among others ("cho mấy em lớp 9")."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a sentence; what it does not say is None or empty.

    `reason` is the part of it that says why, for `blocked` and `not_applicable`. `note` is the sentence as it was
    typed. `about` is what is left: the words that say which obligation is meant. `is_report` tells a report from a
    question or small talk; `is_plain` a status told in so many words ("xong", "bị hoãn"), and not only by a "chưa",
    a day or a number of people; `is_finished` that all of it is done ("xong", not only "đã gửi"). `to_come` is a day
    still to come, on which something is said to have been done; `plans`: it tells of days to come. `corrects`: it
    takes back what was told before ("nhầm, 54 chứ không phải 45"), which was one of the numbers `denied`. `share` is
    the share of women told in place of their number, which is among the counts where it comes to a whole one.
    """

    status: Status | None = None
    counts: Mapping[Count, int] = field(default_factory=dict)
    happened_on: date | None = None
    reason: str = ""
    note: str = ""
    about: str = ""
    asks: Asks = "no"
    is_plain: bool = False
    is_finished: bool = False
    to_come: date | None = None
    plans: bool = False
    corrects: bool = False
    denied: frozenset[int] = frozenset()
    share: Share | None = None

    @property
    def counts_agree(self) -> bool:
        """Whether no more women are told than people."""
        return self.counts.get("women", 0) <= self.counts.get("participants", MOST_COUNTED)

    @property
    def is_report(self) -> bool:
        """Whether something is told and nothing asked."""
        return self.status is not None and self.asks == "no"


def read_sentence(text: str, today: date) -> Reading:
    """Read one sentence in Vietnamese, with or without accents, or in English. `today`: Vietnam's."""
    note = " ".join(unicodedata.normalize("NFC", text).split())[:MOST_WORDS]
    said = _spelled_out(note)
    shared = _left_out(said, [hit.span() for hit in _FRACTION.finditer(said)])
    happened_on, places = day_said(shared, today)
    blotted = _blotted(shared, places)
    share = women_share(said)
    if share:
        blotted = _with_women(blotted, share, 0)
    words = _words(blotted)
    tokens = tuple(word.token for word in words)
    found = _phrases("status").find(tokens)
    status = _status(found, tokens)
    counts, counted = counts_said(blotted, words)
    if share:
        counts, share = _reckoned(blotted, words, share)
    happened_on = happened_on or day_named(tokens, today)
    plans = not happened_on and (_is_ahead(said, words) or day_to_come(said, today) is not None)
    if status is None and plans:
        status = "not_started"
    if status is None and (happened_on or counts):
        status = "done"  # who tells on which day, or with how many, tells of something done
    about = " ".join(word.token.text for i, word in enumerate(words) if i not in counted | _said_already(tokens))
    return Reading(
        status=status,
        counts=counts,
        happened_on=happened_on if status in ("done", "in_progress") else None,
        reason=_reason(said, words, found, status),
        note=note,
        about=about,
        asks=_asks(said, tokens),
        to_come=day_to_come(said, today) if status == "done" and not happened_on else None,
        is_plain=any(hit.name in _STRONGEST and not _is_weak(hit, tokens) for hit in longest(found)),
        is_finished=status == "done" and bool(_phrases("negation").names(tokens) & {"finished"}),
        plans=plans,
        denied=_denied(tokens),
        corrects=bool(_denied(tokens) or _phrases("counting").names(tokens) & {"slip"}),
        share=share,
    )


def _with_women(text: str, share: Share, number: int) -> str:
    """The text with a number of women where it tells a share of them."""
    return text[: share.start] + f"{number} nữ".ljust(share.end - share.start) + text[share.end :]


def _reckoned(text: str, words: Sequence[Word], share: Share) -> tuple[dict[Count, int], Share | None]:
    """What is counted, with the women that their share comes to; and the share, None where their number is told too.

    `text`: with 0 women in the place of their share. With one more of them everybody must be as many as before, and the
    share be of one number that is told: of "20 gv và 150 hs, 50% nữ" it is not known of which.
    """
    counts, used = counts_said(text, words)
    one_more, _ = counts_said(_with_women(text, share, 1), _words(_with_women(text, share, 1)))
    if one_more.get("women") != 1 and counts.get("women"):
        return counts, None
    people = counts.get("participants")
    if people is None or people != one_more.get("participants"):
        return {}, share
    women = share.of(people) if _numbers(words, used) == _TOTAL_AND_WOMEN else None
    return {"participants": people} if women is None else {"participants": people, "women": women}, share


_TOTAL_AND_WOMEN = 2
"""The numbers told where a share of women is of everybody."""


def _numbers(words: Sequence[Word], used: Collection[int]) -> int:
    """How many numbers there are among some words; "bốn mươi lăm" is one."""
    tokens = tuple(word.token for word in words)
    numbers = at = 0
    while at < len(tokens):
        number = number_at(tokens, at) if at in used else None
        numbers += number is not None
        at = number[1] if number else at + 1
    return numbers


def _denied(tokens: Sequence[Token]) -> frozenset[int]:
    """The numbers right behind a "không phải"."""
    denials = (hit.end for hit in _phrases("counting").find(tokens) if hit.name == "denies")
    return frozenset(number[0] for at in denials if (number := number_at(tokens, at)))


def _is_ahead(said: str, words: Sequence[Word]) -> bool:
    """Whether a sentence tells of days to come; "cô Mai" is somebody's name."""
    if weekday_ahead(said):
        return True
    tokens = tuple(word.token for word in words)
    names = table("reports")["days"]["before_names"]
    for hit in _phrases("days").find(tokens):
        named = hit.length == 1 and hit.start > 0 and tokens[hit.start - 1].key in names
        if hit.name == "ahead" and not named and not (hit.start > 0 and tokens[hit.start].text.istitle()):
            return True
    return False


def asks(text: str) -> Asks:
    """Whether words are a question."""
    said = _spelled_out(" ".join(unicodedata.normalize("NFC", text).split()))
    return _asks(said, tuple(word.token for word in _words(said)))


def counts_told(text: str) -> Mapping[Count, int] | None:
    """How many took part, of a sentence that tells it; None where it does not."""
    said = read_sentence(text, _ANY_DAY)
    return said.counts if said.asks == "no" and said.counts else None


def _spelled_out(text: str) -> str:
    """The short forms of a phone's keyboard as whole words: "ko" as "không", "45ng" as "45 ng"."""
    forms = table("reports")["short_forms"]
    return _SYLLABLE.sub(lambda hit: forms.get(hit.group().lower(), hit.group()), _GLUED.sub(" ", text))


def _is_weak(hit: Found, tokens: Sequence[Token]) -> bool:
    """A word that tells a status and stands in many other sentences too: "chưa", "đang", "rồi"."""
    return _phrases("weak").names(tokens[hit.start : hit.end]) != frozenset() and hit.length == 1


def _said_already(tokens: Sequence[Token]) -> set[int]:
    """The words that tell the status or the day; of "đã tập huấn" only the first, the act is what it is about."""
    hits = _phrases("status").find(tokens)
    hits += [hit for hit in _phrases("days").find(tokens) if hit.name != "ordinal"]
    hits += [hit for hit in _phrases("people").find(tokens) if hit.name == "among"]
    whole = (hit for hit in hits if hit.name != "done" or tokens[hit.start].key != "da")
    opened = {hit.start for hit in hits}
    return opened | {i for hit in whole for i in range(hit.start, hit.end)}


def _words(text: str) -> list[Word]:
    return [Word(token(hit.group()), *hit.span()) for hit in _SYLLABLE.finditer(text)]


def _left_out(text: str, places: Sequence[tuple[int, int]]) -> str:
    for start, end in places:
        text = text[:start] + LEFT_OUT * (end - start) + text[end:]
    return text


def _blotted(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The text with some places left out, where figures count no people; 1.200 becomes 1200."""
    others = [hit.span() for figure in (_SHARE, _YEAR) for hit in figure.finditer(text)]
    text = _left_out(text, [*places, *others])
    for hit in _THOUSANDS.finditer(text):
        joined = re.sub(r"[.,]", "", hit.group())
        text = text[: hit.start()] + joined.rjust(hit.end() - hit.start()) + text[hit.end() :]
    return text


@cache
def _phrases(part: str) -> PhraseBook:
    return PhraseBook((name, phrase) for name, phrases in table("reports")[part].items() for phrase in phrases)


# ------------------------------------------------------------------------------------------------------------ status


def _status(found: Sequence[Found], tokens: Sequence[Token]) -> Status | None:
    kept = longest(found)
    names = {hit.name for hit in kept}
    finished = [hit.start for hit in _phrases("negation").find(tokens) if hit.name == "finished"]
    not_yet = [hit for hit in kept if hit.name == "not_started" and tokens[hit.start].key == "chua"]
    if any(0 < at - hit.start <= _NEAR for hit in not_yet for at in finished):
        names = (names - {"not_started", "done"}) | {"in_progress"}  # "chưa … xong" has begun
    elif not_yet:
        names -= {"done"} if not any(hit.name == "done" and hit.start < not_yet[0].start for hit in kept) else set()
    return next((status for status in _STRONGEST if status in names), None)


_DENIALS = frozenset({"khong", "chua"})
_NEAR = 6
"""Words between "chưa" and the "xong" that it denies."""


def _reason(note: str, words: Sequence[Word], found: Sequence[Found], status: Status | None) -> str:
    """From the word that gives a reason to the end of its clause, else the clause that tells of the trouble."""
    if status not in ("blocked", "not_applicable"):
        return ""
    tokens = tuple(word.token for word in words)
    because = [hit for hit in longest(_phrases("reason").find(tokens)) if hit.name == "because"]
    told = next((hit for hit in longest(found) if hit.name == status), None)
    if because and words[because[-1].end - 1].end < len(note):
        start = words[because[-1].end - 1].end
    elif told:
        start = words[told.start].start
    else:
        return ""
    end = next((hit.start() for hit in _CLAUSE.finditer(note, start) if hit.start() > start), len(note))
    return note[start:end].strip(" :,-")


def _asks(note: str, tokens: Sequence[Token]) -> Asks:
    """Whether it is a question; "chưa có gì", "không ai" are none, "xong chưa" is."""
    if "?" in note:
        return "yes"
    particles = _phrases("particles")
    end = len(tokens)
    while end and particles.names(tokens[end - 1 : end]):
        end -= 1
    if end > 1 and tokens[end - 1].key in _DENIALS:
        return "yes"
    denied = [at for at, word in enumerate(tokens) if word.key in _DENIALS]
    asked = [hit for hit in _phrases("questions").find(tokens[:end]) if not any(at < hit.start for at in denied)]
    if not asked:
        return "no"
    outright = any(hit.start == 0 or hit.end == end or hit.length > 1 for hit in asked)
    return "yes" if outright else "maybe"
