"""Which obligation a sentence is about. Only ever a proposal, with how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.progress.model import PeriodObligation
from knowledge.lexicons import table
from knowledge.library import Library
from knowledge.matching import Matcher
from knowledge.passages import Passages
from knowledge.question import Question, understand
from knowledge.text import fold_accents
from knowledge.tokens import Token, tokenize
from knowledge.typing_habits import Vocabulary

_OF_TITLE, _OF_ACT = 0.6, 0.25
"""How much the words of an obligation's title, and its kind of act, count beside those of its provision."""

_ENOUGH, _CLEAR = 0.35, 0.25
"""From which score, and with which lead over the next, an obligation is taken for the one meant."""


NAMED = 1.0
"""From this score on words name an act or a title, and not only something that both have in common."""

_OPENING, _RUN = 2, 3
"""Syllables with which a title begins, and syllables of it that follow each other, by which it is named."""

_BESIDE = 0.5
"""The share of the best score below which an obligation is not meant where another one is named."""


@dataclass(frozen=True, slots=True)
class Guess:
    """An obligation with how well a sentence fits it (0 to about 2), `sure` where no other fits nearly as well.

    `named`: the sentence says its title, or what it begins with ("tập huấn"), and not only a word of it ("kinh phí").
    """

    obligation: PeriodObligation
    score: float
    sure: bool = False
    named: bool = False


def names_others(guesses: Sequence[Guess], obligation: str) -> bool:
    """Whether words name obligations, and the one of this id is hardly among them."""
    best = max((guess.score for guess in guesses if guess.named), default=0.0)
    its = max((guess.score for guess in guesses if guess.obligation.id == obligation), default=0.0)
    return best > 0 and its < best * _BESIDE


class ObligationFinder:
    """Finds the obligations of a period that a sentence may be about. Safe to share between threads.

    Documents that are no longer loaded are known by the titles of their obligations alone.
    """

    def __init__(self, library: Library, obligations: Sequence[PeriodObligation]) -> None:
        documents = [each for each in dict.fromkeys(o.document for o in obligations) if each in library]
        texts = [library.document(each).text for each in documents]
        titles = [each.title.vi for each in obligations]
        self._vocabulary = Vocabulary.of([*texts, *titles])
        self._names = tuple(fold_accents(text) for text in texts)
        self._matcher = Matcher(Passages(library).among(documents))

    def find(self, about: str, among: Sequence[PeriodObligation], today: date) -> list[Guess]:
        """The obligations among some that words are about, the best first; those with nothing in common are left out.

        `about`: what `read_sentence` left of the sentence.
        """
        question = understand(about, self._vocabulary, today, names=self._names)
        if not question.content:
            return []
        acts = table("duty_words")["acts"]
        named = {acts[name] for name in question.concept_names if name in acts}
        matches = {match.text.id: min(match.score, 1.0) for match in self._matcher.rank(question)}
        scored = [
            Guess(each, self._score(question, each, matches, each.act in named), named=_is_named(question, each))
            for each in among
        ]
        found = sorted((guess for guess in scored if guess.score > 0), key=lambda guess: -guess.score)
        return [*_judged(found), *found[1:]]

    def _score(
        self,
        question: Question,
        obligation: PeriodObligation,
        matches: dict[str, float],
        same_act: bool,  # noqa: FBT001 - a factor
    ) -> float:
        titled = self._matcher.carried_share(question, obligation.title.vi)
        provision = matches.get(f"{obligation.document}#{obligation.provision}", 0.0)
        return provision + _OF_TITLE * titled + _OF_ACT * same_act


def _is_named(question: Question, obligation: PeriodObligation) -> bool:
    """Whether a question says how a title begins, or three syllables of it in their order."""
    title = tokenize(obligation.title.vi)
    parts = [title[:_OPENING], *(title[at : at + _RUN] for at in range(len(title) - _RUN + 1))]
    return any(_stands_in(part, question.tokens) for part in parts)


def _stands_in(part: Sequence[Token], words: Sequence[Token]) -> bool:
    spans = (words[at : at + len(part)] for at in range(len(words) - len(part) + 1))
    return any(all(word.agrees_with(each) for word, each in zip(span, part, strict=True)) for span in spans)


def _judged(found: Sequence[Guess]) -> list[Guess]:
    if not found:
        return []
    best = found[0]
    second = found[1].score if len(found) > 1 else 0.0
    return [replace(best, sure=best.score >= _ENOUGH and best.score - second >= _CLEAR)]
