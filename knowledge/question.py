"""A question understood: its language, what it asks for, about which year and document, and what it is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from knowledge.lexicons import table
from knowledge.model import Lang
from knowledge.spelling import is_plain_syllable
from knowledge.text import fold_accents, fold_spaces, key
from knowledge.tokens import Found, PhraseBook, Token, book, longest, tokenize
from knowledge.typing_habits import Vocabulary, read
from knowledge.years import YearMeant, year_meant

MAX_QUESTION = 2000  # characters read; nobody asks more in one message, and a pasted document is no question
# A document's number as typed in a question: with its kind, or the bare figure after a kind.
_NUMBER = re.compile(r"\b\d{1,5}\s*(?:/\s*\d{4}\s*)?[/-]\s*[A-ZĐ][\wĐđ]*(?:[-&/]\s?[\wĐđ&]+)*", re.IGNORECASE)
_BARE_NUMBER = re.compile(
    r"\b(?:công văn|cv|nghị quyết|nq|quyết định|qđ|qd|nghị định|nđ|thông tư|chỉ thị|văn bản|kế hoạch|letter|decision|"
    r"resolution|decree|cong van|nghi quyet|quyet dinh|nghi dinh|van ban)\s*(?:số|so|no\.?|number)?\s*"
    r"(?P<n>\d{1,5})\b(?![/-]?\d)",
    re.IGNORECASE,
)
_AMPERSAND = re.compile(r"(?<=\bGD)&(?=ĐT)|(?<=\bgd)&(?=đt)|(?<=\bGD)&(?=DT)|(?<=\bgd)&(?=dt)")  # GD&ĐT is one name
_SAID_NUMBER = re.compile(
    r"\b(?P<said>january|february|march|april|june|july|august|september|october|november|december)\b"
    r"|\b(?P<said2>(?:two|three|four|five|six|ten|twice|hai|ba|bốn|năm|sáu|bảy|mười)\s+"
    r"(?:\w+\s+)?(?:workshops?|trainings?|times|reports?|days?|weeks?|months?|buổi|lớp|lần|cuộc|đợt|tiết|người|tháng|tuần|ngày))\b"
)
_SHORT_PERIOD = re.compile(r"(?<![\d/])[2-4]\d\s*[-–]\s*[2-4]\d(?![\d/])")  # "21-25" for 2021-2025
_LEADING_PATH = re.compile(r"\b(?:muc|diem|item|section|point)\s+(?:[ivx]+|\d{1,2}|[a-eđ])\b")


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood.

    `asks` names the cues found (`knowledge/lexicon/cues.toml`), `concepts` the concepts; `content` are the tokens that
    are neither function words nor cues: what the question is about. `numbers` are document numbers typed in it, spaces
    removed; `figures` other numbers that a text must hold before the question's claim may be confirmed.
    """

    raw: str
    lang: Lang
    tokens: tuple[Token, ...]
    asks: frozenset[str]
    cues: tuple[Found, ...]
    concepts: tuple[Found, ...]
    content: tuple[Token, ...]
    numbers: tuple[str, ...]
    figures: tuple[str, ...]
    year: YearMeant

    def asks_for(self, *names: str) -> bool:
        """Whether any of the cues was found."""
        return not self.asks.isdisjoint(names)

    @property
    def concept_names(self) -> frozenset[str]:
        """The concepts by name."""
        return frozenset(found.name for found in self.concepts)


@cache
def _cues(lang: Lang) -> PhraseBook:
    return book(table("cues"), lang)


@cache
def _concepts(lang: Lang) -> PhraseBook:
    return book(table("concepts"), lang)


@cache
def _function_words(lang: Lang) -> PhraseBook:
    return PhraseBook(("function", word) for word in table("function_words")[lang])


@cache
def _connecting_words() -> frozenset[str]:
    """Words that never make a longer word with what follows them."""
    return frozenset(key(word) for word in table("function_words")["connecting"])


@cache
def _english_words() -> frozenset[str]:
    """Words that only English writes; those that are Vietnamese syllables too (a, the, do, to, can) decide nothing."""
    listed = [*table("function_words")["en"]]
    listed += [
        w for entry in table("concepts").values() for phrase in entry["en"] for w in re.findall(r"[a-z]+", phrase)
    ]
    return frozenset(word for word in listed if not is_plain_syllable(key(word)))


def language_of(text: str) -> Lang:
    """Vietnamese unless English words outnumber marked or Vietnamese-only syllables."""
    words = tokenize(text)
    listed = sum(t.text.lower() in _english_words() for t in words)
    english = listed + 0.5 * sum(_looks_foreign(t) and t.text.lower() not in _english_words() for t in words)
    marked = sum(bool(t.marks) for t in words)
    vietnamese = sum(is_plain_syllable(t.key) and t.text.lower() not in table("function_words")["en"] for t in words)
    return "en" if english > marked and english >= vietnamese else "vi"


def _looks_foreign(word: Token) -> bool:
    """A longer word of plain letters that no Vietnamese syllable spells, nor a short form."""
    lowered = word.text.lower()
    return len(lowered) > 3 and lowered.isascii() and lowered.isalpha() and not is_plain_syllable(word.key)  # noqa: PLR2004


def understand(
    text: str, vocabulary: Vocabulary, today: date, *, lang: Lang | None = None, names: Sequence[str] = ()
) -> Question:
    """Read a typed question. `names`: accent-folded texts of the documents in scope, for years that are in a name."""
    raw = _AMPERSAND.sub("", fold_spaces(text)[:MAX_QUESTION])
    written = language_of(raw)
    tokens = read(_NUMBER.sub(_leading_figure, raw), vocabulary, vietnamese=written == "vi")
    compounds = _compounds().find(tokens)
    cues = [
        c for c in _cues(written).find(tokens) if _stands_alone(c, tokens, vocabulary) and not _inside(c, compounds)
    ]
    concepts = longest(_concepts(written).find(tokens))
    numbers = tuple(dict.fromkeys(_typed_numbers(raw)))
    return Question(
        raw=raw,
        lang=lang or written,
        tokens=tokens,
        asks=frozenset(cue.name for cue in cues),
        cues=tuple(cues),
        concepts=tuple(concepts),
        content=_content(tokens, cues, concepts, written),
        numbers=numbers,
        figures=_figures(raw, numbers),
        year=year_meant(raw, today, names, " ".join(t.text for t in tokens)),
    )


def _leading_figure(number: re.Match[str]) -> str:
    """A document number without its letters, which are no short forms to be spelled out (NQ, TW)."""
    return number.group().split("/")[0].split("-")[0]


@cache
def _compounds() -> PhraseBook:
    return PhraseBook(("compound", phrase) for phrase in table("function_words")["compounds"])


def _inside(cue: Found, longer: Sequence[Found]) -> bool:
    return any(o.start <= cue.start and cue.end <= o.end and o.length > cue.length for o in longer)


def _stands_alone(cue: Found, tokens: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """Whether a cue of one syllable is a word of its own, not half of a longer one (`bộ` of `cán bộ`, `bộ luật`)."""
    if cue.length > 1:
        return True
    word = tokens[cue.start]
    common = _connecting_words()
    before = tokens[cue.start - 1] if cue.start else None
    after = tokens[cue.end] if cue.end < len(tokens) else None
    halves = [(before, word)] * bool(before and before.key not in common and not before.key.isdigit()) + [
        (word, after)
    ] * bool(after and after.key not in common)
    return not any(_neighbours(a, b, vocabulary) for a, b in halves if a and b)


def _neighbours(one: Token, two: Token, vocabulary: Vocabulary) -> bool:
    """Whether two syllables stand side by side in the texts; those typed with marks, with the same marks."""
    if one.marks and two.marks:
        return (one.text.lower(), two.text.lower()) in vocabulary.written
    return bool(vocabulary.neighbours[(one.key, two.key)])


def _typed_numbers(raw: str) -> list[str]:
    full = [re.sub(r"\s+", "", hit.group()) for hit in _NUMBER.finditer(raw)]
    return full + [hit["n"] for hit in _BARE_NUMBER.finditer(raw) if not any(n.startswith(hit["n"]) for n in full)]


def _content(
    tokens: Sequence[Token], cues: Sequence[Found], concepts: Sequence[Found], lang: Lang
) -> tuple[Token, ...]:
    asked = {i for cue in cues for i in range(cue.start, cue.end)}
    about = {i for concept in concepts for i in range(concept.start, concept.end)}
    function_words = {found.start for found in _function_words(lang).find(tokens)}
    return tuple(
        t
        for i, t in enumerate(tokens)
        if (i in about or (i not in asked and i not in function_words)) and not t.key.isdigit()
    )


def _figures(raw: str, numbers: Sequence[str]) -> tuple[str, ...]:
    """Numbers that a claim makes: not years, document numbers, or numbers of points.

    Months named in English and counts in words ("two workshops", "ba buổi") are claims as well, given as written.
    """
    rest = raw
    for number in numbers:
        rest = rest.replace(number, " ")
    rest = _SHORT_PERIOD.sub(" ", _LEADING_PATH.sub(" ", fold_accents(rest)))
    digits = [n for n in re.findall(r"\d+(?:[.,/]\d+)*", rest) if not re.fullmatch(r"(?:19|20)\d\d(?:/\d+)?", n)]
    return (*digits, *(hit["said"] or hit["said2"] for hit in _SAID_NUMBER.finditer(raw.lower())))
