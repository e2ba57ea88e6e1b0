"""A check-in said in one sentence, read by rules: the status, how many took part, when. Only ever a proposal."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Literal

from bot.progress.model import Count, Status
from bot.progress.reports import MOST_COUNTED, MOST_WORDS
from bot.progress.spoken_counts import LEFT_OUT, CountsSaid, Word, counts_said
from bot.progress.spoken_days import DaysSaid, days_said
from bot.progress.spoken_numbers import number_at
from bot.progress.spoken_shares import Share, women_share
from bot.progress.spoken_status import Around, status_said
from knowledge.lexicons import table
from knowledge.text import fold_accents
from knowledge.tokens import Found, PhraseBook, Token, longest, token, tokenize

_SYLLABLE = re.compile(r"[^\W_]+")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{3})+(?![\d.,]?\d)")
_SHARE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|phần trăm\b|phan tram\b)", re.IGNORECASE)
_FRACTION = re.compile(r"(?<![\d/])[1-9]/(?:[2-9]|10)(?=\s*(?:(?:là|la)\s+)?(?:nữ|nu|số|so)\b)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:năm|nam)(?: học| hoc)?\s+(?:19|20)\d\d(?:\s*-\s*(?:20)?\d\d)?\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;.!\n()]+|\b(?:nhưng|nhung|song|but)\b", re.IGNORECASE)
_GLUED = re.compile(r"(?<=\d)(?=[^\W\d_])(?!(?:(?<=\b[1-9])|(?<=\b1[0-2]))[A-Da-d]\d{0,2}\b)")  # not "6A1", a class
_HOUR = re.compile(r"\b(?:[01]?\d|2[0-4])\s?(?:h|g|giờ|gio)\s?(?:[0-5]\d)?\b", re.IGNORECASE)
_MONEY = re.compile(
    r"\d[\d.,]*\s?(?:tr\d*|triệu|trieu|tỷ|tỉ|vnđ|vnd|(?:đồng|dong|đ)(?!\s*/?\s*(?:chí|chi|c)\b))\b"
    r"|\d[\d.,]{3,}\s?d\b|\b(?:chi|phí|phi|hết|het|tiền|tien)\s\d+\s?k\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\b\d+/(?:20\d\d/)?(?:[A-ZĐ]{2,}|(?:qđ|qd|kh|cv|tt|nđ|nd|ct|tb|hd)\b)[\w-]*")
_UNFINISHED = re.compile(
    r"\b(?:xong|thanh|tat|duoc|lam)\s+(?:(?:khoang|gan|hon|tren)\s+)?(?!100)\d{1,2}(?:[.,]\d+)?\s*(?:%|phan tram\b)"
)
_AFTER_NUMBER = re.compile(r"\d\s?$")
_ANY_DAY = date(2020, 1, 1)

Asks = Literal["no", "maybe", "yes"]
"""Whether words are a question; `maybe`: a word of questions stands among others ("cho mấy em lớp 9")."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a sentence; what it does not say, or not plainly, is None or empty.

    `reason` is the part of it that says why, for `blocked` and `not_applicable`. `note` is the sentence as it was
    typed. `about` is what is left: the words that say which obligation is meant. `is_report` tells a report from a
    question or small talk; `is_plain` a status told in so many words ("xong", "bị hoãn"), and not only by a "chưa",
    a day or a number of people; `is_finished` that all of it is done ("xong", not only "đã gửi"). `to_come` is a day
    still to come, on which something is said to have been done; `plans`: it tells of days to come. `corrects`: it
    takes back what was told before ("nhầm, 54 chứ không phải 45"), which was one of the numbers `denied`. `share` is
    the share of women told in place of their number, which is among the counts where it comes to a whole one.
    `doubted`: numbers of people are told, and what they come to is not plain; `unread`: so is that, or a day.
    `adds`: the people come to those told before ("thêm 20 em nữa"). `swapped`: of two numbers one is right and the
    other was told ("gõ nhầm 320 thành 310").
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
    doubted: bool = False
    unread: bool = False
    adds: bool = False
    swapped: tuple[int, int] | None = None

    @property
    def counts_agree(self) -> bool:
        """Whether no more women are told than people."""
        return self.counts.get("women", 0) <= self.counts.get("participants", MOST_COUNTED)

    @property
    def only_women(self) -> bool:
        """Whether it tells how many women there were, and nothing else: they belong to what was told before."""
        return self.status is None and self.counts.keys() == {"women"}

    @property
    def is_report(self) -> bool:
        """Whether something is told and nothing asked."""
        return self.tells and self.asks == "no"

    @property
    def is_event(self) -> bool:
        """Whether it tells of people at something that is named, and takes nothing back."""
        acts = any(hit.name == "acts" for hit in _phrases("counting").find(tokenize(self.about)))
        return acts and self.counts_people and not (self.corrects or self.adds or self.only_women)

    @property
    def names_nothing(self) -> bool:
        """Whether nothing is left that could say what it is about."""
        return {word.key for word in tokenize(self.about)} <= fillers()

    @property
    def counts_people(self) -> bool:
        """Whether it tells how many there were, be it plain or not."""
        return bool(self.counts or self.doubted)

    @property
    def tells_anew(self) -> bool:
        """Whether it tells anything for certain; of "nhầm rồi" it is not known what was wrong."""
        return bool(self.is_plain or self.counts_people or self.happened_on or self.share)

    @property
    def tells(self) -> bool:
        """Whether a status is told, or several are, a day, or a number of people."""
        return bool(
            self.status or self.is_plain or self.counts_people or self.happened_on or self.to_come or self.share
        )


def read_sentence(text: str, today: date) -> Reading:
    """Read one sentence in Vietnamese, with or without accents, or in English. `today`: Vietnam's."""
    note = " ".join(unicodedata.normalize("NFC", text).split())[:MOST_WORDS]
    said = _spelled_out(note)
    shared = _left_out(said, [hit.span() for hit in _FRACTION.finditer(said)])
    days = days_said(shared, _tokens(shared), today)
    blotted = _blotted(shared, days.places)
    share = women_share(said)
    if share:
        blotted = _with_women(blotted, share, 0)
    words = _words(blotted)
    tokens = tuple(word.token for word in words)
    counted = counts_said(blotted, words)
    if share:
        counted, share = _reckoned(blotted, words, share)
    told = status_said(blotted, words, _around(counted, days, tokens, said))
    happened_on = days.day if told.status in ("done", "in_progress", None) and (days.clear or told.status) else None
    corrects = bool(_denied(tokens) or _phrases("counting").names(tokens) & {"slip"})
    swapped = _swapped(tokens) if corrects else None
    counts = _mended(tokens, counted) if corrects and not swapped else counted.counts
    doubted = (counted.doubted and not counts and not swapped) or (told.torn and bool(counts))
    return Reading(
        status=told.status,
        counts={} if doubted else counts,
        happened_on=happened_on,
        reason=_reason(said, words, told.hits, told.status),
        note=note,
        about=_about(words, counted, told.hits),
        asks=_asks(said, tokens),
        to_come=days.to_come if told.status in ("done", None) and not happened_on else None,
        is_plain=told.plain,
        is_finished=told.status == "done" and bool(_phrases("negation").names(tokens) & {"finished"}),
        plans=told.ahead and not happened_on,
        doubted=doubted,
        unread=doubted or days.unread or days.part or (days.day is not None and happened_on is None),
        denied=_denied(tokens),
        corrects=corrects,
        share=share,
        adds=bool(counts) and _adds(tokens),
        swapped=swapped,
    )


def _digits(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The numbers in digits, and where they stand."""
    found = ((number_at(tokens, at), at) for at, word in enumerate(tokens) if word.text.isdecimal())
    return [(number[0], at) for number, at in found if number]


def _swapped(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Two numbers of which one takes the other's place: "320 thành 310"."""
    match _digits(tokens):
        case [(first, start), (second, end)] if any(word.key == "thanh" for word in tokens[start:end]):
            return first, second
    return None


def _mended(tokens: Sequence[Token], counted: CountsSaid) -> Mapping[Count, int]:
    """What is counted where something told before is corrected: a number alone is of everybody ("310 thôi")."""
    left = [number for number, at in _digits(tokens) if at not in counted.used and number not in _denied(tokens)]
    if counted.counts or len(left) != 1 or not counted.summed.keys() <= {"women"}:
        return counted.counts
    return {"participants": left[0], **counted.summed}


def _adds(tokens: Sequence[Token]) -> bool:
    """Whether people come to those told before: "thêm 20 em", "20 em nữa"."""
    for hit in _phrases("counting").find(tokens):
        before, after = tokens[max(0, hit.start - _BESIDE) : hit.start], tokens[hit.end : hit.end + 2]
        beside = before if tokens[hit.start].key == "nua" else after
        if hit.name == "adds" and any(word.text.isdecimal() for word in beside):
            return True
    return False


_BESIDE = 4
"""Words between a number and the "nữa" behind it."""


def _around(counted: CountsSaid, days: DaysSaid, tokens: Sequence[Token], said: str) -> Around:
    """What tells how far something is, beside the words of a status."""
    women = "women" in counted.counts and "participants" in counted.counts
    came = bool(counted.counts) and any(hit.name == "came" for hit in longest(_phrases("attendance").find(tokens)))
    return Around(
        past=days.past,
        ahead=days.ahead,
        counted=counted.at,
        attended=women or came,
        part=days.part or bool(_UNFINISHED.search(fold_accents(said))),
        unclear=not days.clear,
    )


def _with_women(text: str, share: Share, number: int) -> str:
    """The text with a number of women where it tells a share of them."""
    return text[: share.start] + f"{number} nữ".ljust(share.end - share.start) + text[share.end :]


def _reckoned(text: str, words: Sequence[Word], share: Share) -> tuple[CountsSaid, Share | None]:
    """What is counted, with the women that their share comes to; and the share, None where their number is told too.

    `text`: with 0 women in the place of their share. With one more of them everybody must be as many as before, and the
    share be of one number that is told: of "20 gv và 150 hs, 50% nữ" it is not known of which.
    """
    said = counts_said(text, words)
    one_more = counts_said(_with_women(text, share, 1), _words(_with_women(text, share, 1)))
    if one_more.counts.get("women") != 1 and said.counts.get("women"):
        return said, None
    people = said.counts.get("participants")
    if people is None or people != one_more.counts.get("participants"):
        return replace(said, counts={}), share
    women = share.of(people) if _numbers(words, said.used) == _TOTAL_AND_WOMEN else None
    counts: dict[Count, int] = {"participants": people}
    return replace(said, counts=counts if women is None else {**counts, "women": women}), share


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
    text = _GLUED.sub(" ", text)

    def spelled(hit: re.Match[str]) -> str:
        word = hit.group()
        thousand = word.lower() == "k" and _AFTER_NUMBER.search(text[: hit.start()])  # "500k"
        return word if thousand else forms.get(word.lower(), word)

    return _SYLLABLE.sub(spelled, text)


def _about(words: Sequence[Word], counted: CountsSaid, hits: Sequence[Found]) -> str:
    """What is left of a sentence without what tells the numbers, the status or the day."""
    tokens = tuple(word.token for word in words)
    left_out = counted.used | _said_already(tokens, hits)
    return " ".join(word.token.text for i, word in enumerate(words) if i not in left_out)


def _said_already(tokens: Sequence[Token], hits: Sequence[Found]) -> set[int]:
    """The words that tell the status or the day; of "đã tập huấn" only the first, the act is what it is about."""
    found = [hit for hit in _phrases("days").find(tokens) if hit.name != "ordinal"]
    found += [hit for hit in _phrases("people").find(tokens) if hit.name == "among"]
    verbs = {hit.start for hit in _phrases("verbs").find(tokens)}
    said = {i for hit in found for i in range(hit.start, hit.end)}
    for hit in hits:
        acts = next((i for i in range(hit.start + 1, hit.end) if i in verbs), hit.end)
        said |= set(range(hit.start, acts))
    return said


def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(word.token for word in _words(text))


def _words(text: str) -> list[Word]:
    return [Word(token(hit.group()), *hit.span()) for hit in _SYLLABLE.finditer(text)]


def _left_out(text: str, places: Sequence[tuple[int, int]]) -> str:
    for start, end in places:
        text = text[:start] + LEFT_OUT * (end - start) + text[end:]
    return text


def _blotted(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The text with some places left out, where figures count no people; 1.200 becomes 1200."""
    others = [hit.span() for figure in (_SHARE, _YEAR, _HOUR, _MONEY, _DOCUMENT) for hit in figure.finditer(text)]
    text = _left_out(text, [*places, *others])
    for hit in _THOUSANDS.finditer(text):
        joined = re.sub(r"[.,]", "", hit.group())
        text = text[: hit.start()] + joined.rjust(hit.end() - hit.start()) + text[hit.end() :]
    return text


@cache
def fillers() -> frozenset[str]:
    """Words that tell nothing beside what they stand with, by their letters without marks."""
    return frozenset(token(word).key for words in table("reports")["fillers"].values() for word in words)


@cache
def _phrases(part: str) -> PhraseBook:
    return PhraseBook((name, phrase) for name, phrases in table("reports")[part].items() for phrase in phrases)


_DENIALS = frozenset({"khong", "chua"})


def _reason(note: str, words: Sequence[Word], found: Sequence[Found], status: Status | None) -> str:
    """From the word that gives a reason to the end of its clause, else the clause that tells of the trouble."""
    if status not in ("blocked", "not_applicable"):
        return ""
    tokens = tuple(word.token for word in words)
    because = [hit for hit in longest(_phrases("reason").find(tokens)) if hit.name == "because"]
    told = next((hit for hit in found if hit.name == status), None)
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
