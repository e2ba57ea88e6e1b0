"""How well a provision answers a question: which of the question's words it carries, the rare ones counting most."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from math import log

from knowledge.lexicons import table
from knowledge.model import Span
from knowledge.passages import Text, joined
from knowledge.question import Question
from knowledge.text import syllables
from knowledge.tokens import Token

# How much a word counts by where it stands: in the provision, in a reviewer's title of it, in the headings above.
IN_TITLE = 0.7
IN_HEADING = 0.35
# A word carried under another name of the same concept counts almost as the word itself.
AS_CONCEPT = 0.95
PAIR_WEIGHT = 0.9
CONCEPT_WEIGHT = 1.2
INSIDE_CONCEPT = 0.4
SENTENCE_SHARE = 0.35
WEAK = 0.35
# An English word outside the field's concepts: the texts are Vietnamese, so that it is not found says little.
FOREIGN_WORD = 0.45
# How far a long provision is held against a short one that carries the same.
LENGTH_SHARE = 0.12
# A duty of the kind of act that the question names, before provisions that only mention it.
SAME_ACT = 1.1
# Rewards, training or reports on a subject are not what is meant by the subject alone.
PARTICULAR_ACTS = frozenset({"reward", "train", "report", "inspect"})
OTHER_ACT = 0.88
# What a reviewer calls a duty is what it is about.
TITLED = 0.12
# Why something is to be done stands in openings and headings rather than in tasks.
FOR_WHY = 1.35
TERMS_HELD = 8192
# Headings and the frame of a letter answer less often than the tasks below them.
KIND_WEIGHT = {"task": 1.0, "paragraph": 0.95, "heading": 0.8}
FRAME_WEIGHT = 0.8


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a question is about: its forms as joined keys, the forms as typed first, and what it weighs."""

    forms: tuple[str, ...]
    typed: int
    weight: float
    english: bool = False
    pair: bool = False
    written: str = ""  # a lone word as typed with marks: with other marks it is another word
    # Half of it is a function word: it counts where a text has it, and nothing where none does.
    only_known: bool = False

    def carried_by(self, joined_keys: str) -> float:
        """1 where a text holds the term as typed, less where under another name, else 0."""
        for at, form in enumerate(
            self.forms
        ):  # asked thousands of times a question: a plain loop is three times as fast
            if form in joined_keys:
                return 1.0 if at < self.typed else AS_CONCEPT
        return 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """A provision with its score (0 to about 1.3) and the share of the question's weight that it carries (0 to 1).

    `reach` is that share with the words of the headings above counted as its own.
    """

    text: Text
    score: float
    coverage: float
    reach: float = 0.0


def terms_of(question: Question, ignoring: Collection[str] = ()) -> tuple[Term, ...]:
    """What to look for, unweighted by rarity: the content words, their neighbours as pairs, the concepts.

    Words that only name one of the concepts to ignore are left out.
    """
    ignored = {*ignoring, *_address_words(question)}
    left_out = {question.tokens[i] for c in question.concepts if c.name in ignored for i in range(c.start, c.end)}
    words = [t for t in question.content if t not in left_out]
    return (*concept_terms(question, ignored), *_pair_terms(question, words), *_word_terms(question, words))


def _as_written(word: Token) -> str:
    return word.text.lower() if word.marks else ""


def _address_words(question: Question) -> Collection[str]:
    """The concepts that only say who is written to, unless the question is about nothing else."""
    address = set(table("duty_words")["weight"]["address"])
    return address if question.concept_names - address else ()


def concept_terms(question: Question, ignoring: Collection[str]) -> list[Term]:
    """The concepts of a question, each with all its names, the one typed first."""
    listed = table("concepts")
    weak = table("duty_words")["weight"]["weak"]
    terms = []
    for found in question.concepts:
        if found.name in ignoring:
            continue
        typed = joined(" ".join(t.text for t in question.tokens[found.start : found.end]))
        names = [joined(phrase) for phrase in listed[found.name]["vi"]]
        known = [typed] if typed in names else names[:1]
        weight = CONCEPT_WEIGHT * _length(known[0]) * (WEAK if found.name in weak else 1.0)
        terms.append(Term((*known, *(n for n in names if n not in known)), 1, weight))
    return terms


def _length(form: str) -> float:
    """Longer names say more; a fourth syllable adds little."""
    return {1: 0.7, 2: 1.0, 3: 1.15}.get(len(form.split()), 1.25)


def _pair_terms(question: Question, about: Sequence[Token]) -> list[Term]:
    if question.lang == "en":
        return []
    content = set(about)
    words = question.tokens
    # Where one concept ends and the next begins ("kế hoạch | Tháng hành động"), neighbours are no word of the language.
    seams = {c.end for c in question.concepts} & {c.start for c in question.concepts}
    return [
        Term(
            (f" {a.key} {b.key} ",),
            1,
            PAIR_WEIGHT,
            pair=True,
            only_known=at in seams or not (a in content and b in content),
        )
        for at, (a, b) in enumerate(pairwise(words), 1)
        if a in content or b in content
    ]


def _word_terms(question: Question, about: Sequence[Token]) -> list[Term]:
    inside = {question.tokens[i] for c in question.concepts for i in range(c.start, c.end)}
    english = question.lang == "en"
    other = FOREIGN_WORD if english else 1.0
    return [
        Term(
            (f" {t.key} ",),
            1,
            INSIDE_CONCEPT if t in inside else other,
            english,
            written=t.text.lower() if t.marks else "",
        )
        for t in dict.fromkeys(about)
        if not (english and t in inside)
    ]


class Matcher:
    """Ranks the provisions of a scope. Rarity is counted over the scope, so nothing is fixed to one document."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = texts
        self._mean = sum(t.own_keys.count(" ") for t in texts) / max(len(texts), 1) or 1.0
        # Terms recur from question to question: where each stands is looked up once.
        self._carried = lru_cache(TERMS_HELD)(self._carried_by_each)
        self._above = lru_cache(TERMS_HELD)(lambda term: tuple(term.carried_by(t.above_keys) for t in texts))

    def _carried_by_each(self, term: Term) -> tuple[float, ...]:
        """For each text, how far it carries a term: in its own words, else in a reviewer's title of it."""
        return tuple(_carried(term, text) for text in self.texts)

    def rarity(self, term: Term) -> float:
        """Inverse document frequency of a term over the scope; highest for what stands nowhere."""
        holding = sum(map(bool, self._carried(term)))
        if term.only_known and not holding:
            return 0.0
        return log(1 + (len(self.texts) - holding + 0.5) / (holding + 0.5))

    def weighted(self, question: Question, ignoring: Collection[str] = ()) -> list[tuple[Term, float]]:
        """The terms of a question with what each weighs in this scope."""
        return [(term, term.weight * self.rarity(term)) for term in terms_of(question, ignoring)]

    def rank(self, question: Question) -> list[Match]:
        """All provisions that carry anything of the question, best first."""
        acts = table("duty_words")["acts"]
        asked_acts = {acts[name] for name in question.concept_names if name in acts}
        weighted = self.weighted(question)
        whole = sum(weight for _, weight in weighted) or 1.0
        matches = [self._match(at, weighted, whole, asked_acts) for at in range(len(self.texts))]
        if question.asks_for("why"):
            matches = [replace(m, score=m.score * FOR_WHY) if _gives_reasons(m.text) else m for m in matches]
        return sorted((m for m in matches if m.score > 0), key=lambda m: -m.score)

    def _match(self, at: int, weighted: Sequence[tuple[Term, float]], whole: float, acts: Collection[str]) -> Match:
        text = self.texts[at]
        own = above = 0.0
        for term, weight in weighted:
            carried = self._carried(term)[at]
            own += weight * carried
            above += 0.0 if carried else weight * self._above(term)[at]
        here = [(term, weight) for term, weight in weighted if self._carried(term)[at]] if own else []
        best = max((_carried_weight(words, here) for words in text.sentence_keys), default=0.0) if own else 0.0
        named = sum(weight for term, weight in weighted if term.carried_by(text.title_keys)) if own else 0.0
        score = (own + TITLED * named + IN_HEADING * above + SENTENCE_SHARE * best) / whole
        length = 1 - LENGTH_SHARE + LENGTH_SHARE * text.own_keys.count(" ") / self._mean
        same_act = _act_weight(text, acts)
        return Match(text, score * _prior(text) * same_act / length, own / whole, (own + above) / whole)

    def known_share(self, question: Question) -> float:
        """How much of the question's weight stands anywhere in the scope (0 to 1): low for other people's subjects.

        A lone syllable proves little (`giá` of `đánh giá`), so outside pairs and concepts it counts half.
        """
        weighted = self.weighted(question)
        whole = sum(weight for _, weight in weighted)
        known = sum(weight * self._proof(term) for term, weight in weighted if any(self._carried(term)))
        return known / whole if whole else 0.0

    def has_proof(self, question: Question) -> bool:
        """Whether more than a lone syllable of the question stands in the scope: a concept, or neighbours."""
        return any(self._proof(term) == 1.0 and any(self._carried(term)) for term in terms_of(question))

    def _proof(self, term: Term) -> float:
        if term.written and term.written not in self._written:
            return 0.0
        return 0.5 if not term.pair and len(term.forms) == 1 else 1.0

    @cached_property
    def _written(self) -> frozenset[str]:
        """All words of the scope as they are written, in lower case."""
        return frozenset(word for text in self.texts for word in syllables(text.own_words.lower()))

    def carried_share(self, question: Question, words: str, ignoring: Collection[str] = ()) -> float:
        """The share (0 to 1) of a question's weight that some words carry, what only names `ignoring` left out."""
        kept = self.weighted(question, ignoring)
        whole = sum(weight for _, weight in kept)
        return _carried_weight(joined(words), kept) / whole if whole else 0.0


def _carried(term: Term, text: Text) -> float:
    own = term.carried_by(text.own_keys)
    if own == 1.0:
        return own
    titled = IN_TITLE * term.carried_by(text.title_keys)
    english = IN_TITLE * term.carried_by(text.english_keys) if term.english else 0.0
    return max(own, titled, english)


def _carried_weight(words: str, weighted: Sequence[tuple[Term, float]]) -> float:
    return sum(weight * term.carried_by(words) for term, weight in weighted)


def _act_weight(text: Text, asked: Collection[str]) -> float:
    """More for the kind of act that is asked for, less where a provision is only of acts that nobody asked for."""
    own = {d.act for d in text.duties}
    if own & set(asked):
        return SAME_ACT
    reviewed = bool(own) and all(d.reviewed for d in text.duties)
    return OTHER_ACT if reviewed and own <= PARTICULAR_ACTS else 1.0


def _gives_reasons(text: Text) -> bool:
    return text.provision.kind == "heading" or text.provision.path == "preamble"


def _prior(text: Text) -> float:
    if text.provision.path in ("preamble", "closing"):
        return FRAME_WEIGHT
    return KIND_WEIGHT.get(text.provision.kind, 1.0)


def best_words(text: Text, question: Question, matcher: Matcher, limit: int = 420) -> Span:
    """The words of a provision that answer: the whole where it is short, else the sentences that carry the question.

    The sentence that carries most comes with its neighbours as long as they carry something too and `limit`
    (characters) allows.
    """
    if text.span.end - text.span.start <= limit and text.provision.path not in ("preamble", "closing"):
        return text.span
    weighted = matcher.weighted(question)
    carried = [_carried_weight(words, weighted) for words in text.sentence_keys]
    if not carried:
        return text.span
    first = last = max(range(len(carried)), key=carried.__getitem__)
    spans = text.sentences
    while True:
        after = carried[last + 1] if last + 1 < len(carried) else 0.0
        before = carried[first - 1] if first > 0 else 0.0
        wider = (first, last + 1) if after >= before else (first - 1, last)
        if not max(after, before) > 0.25 * carried[first] or spans[wider[1]].end - spans[wider[0]].start > limit:
            return Span(spans[first].start, spans[last].end)
        first, last = wider
