"""Claims in a question ("… đúng không?"): what the directive does not carry is denied, never confirmed."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.answer import Answer, Say
from knowledge.answers.asked import Asked, cite_text
from knowledge.matching import Match
from knowledge.question import Question
from knowledge.slots import dates_in, figures_in
from knowledge.text import keys

if TYPE_CHECKING:
    from knowledge.model import Status

UNPROVEN = 0.3  # share of a question's weight; a claim of which less is carried is not confirmed
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STRANGE_RUN = 2  # neighbours in a row that stand nowhere in the directives: a thing they do not speak of


def denied(asked: Asked, best: Match, answering: Sequence[Match]) -> Answer | None:
    """The answer to a claim that the words do not carry; None where they may."""
    question = asked.question
    if not question.asks_for("premise", "whether"):
        return None
    words = " ".join(m.text.provision.text for m in answering)
    invented = _invented_figures(question, words)
    if invented:
        return _corrected(asked, best, invented)
    name = _unknown_name(asked, question) if question.asks_for("premise") else None
    if name:
        return _other_name(asked, best, name)
    strange = question.asks_for("premise") and _speaks_of_strange_things(asked)
    return _denied(asked, best, Say("missing.claim")) if strange or best.coverage < UNPROVEN else None


def may_be_confirmed(asked: Asked, match: Match) -> bool:
    """Whether "yes" is the truth: a duty is asked after as a duty, and nothing is asked that its words do not carry."""
    question = asked.question
    if not question.asks_for("must") or question.asks_for("premise", "exempt", "how", "who", "where"):
        return False
    needing = [t for t in question.tokens if t.key in _NEED_PROOF]
    known = f"{match.text.own_keys}{match.text.title_keys}"
    return match.coverage >= PROVEN and all(f" {t.key} " in known for t in needing)


def is_only_near(question: Question) -> bool:
    """Whether something is asked for yes or no; where yes is not proven, the words are near and no more."""
    plain = question.asks_for("must") and question.asks_for("whether")
    return plain and not question.asks_for("premise", "how", "who", "where")


PROVEN = 0.8  # of a question's weight, before it is answered with yes
# Verbs too common to rank by, which yet claim something.
_NEED_PROOF = frozenset({"gui", "nop", "nhan", "mua", "moi", "ky", "thi"})


def _invented_figures(question: Question, words: str) -> list[str]:
    """The figures of a claim that the words do not hold; years count where the claim is put for confirmation."""
    figures = [n for n in question.figures if not re.search(rf"(?<![\d/]){re.escape(n)}(?![\d/])", words)]
    claimed = _YEAR.findall(question.raw) if question.asks_for("premise") else []
    return figures + [y for y in claimed if y not in words]


def _corrected(asked: Asked, best: Match, invented: Sequence[str]) -> Answer:
    """The source's own figure of the same kind where it has one; else that there is none."""
    citation = cite_text(asked, best.text)
    days, years = any("/" in n for n in invented), all(_YEAR.fullmatch(n) for n in invented)
    own = dates_in(citation.quote) if days else _YEAR.findall(citation.quote) if years else figures_in(citation.quote)
    if own:
        return asked.answer("answered", [Say("found.otherwise")], [citation])
    return _denied(asked, best, Say("missing.claim"))


def _denied(asked: Asked, best: Match, lead: Say) -> Answer:
    return asked.answer("not_specified", [lead], [cite_text(asked, best.text)])


def _unknown_name(asked: Asked, question: Question) -> str | None:
    """A name in the claim that stands nowhere in the directives."""
    known = [text.own_keys for text in asked.matcher(asked.scope.all).texts]
    return next(
        (n for n in names_in(question.raw) if not any(f" {' '.join(keys(n))} " in each for each in known)), None
    )


def _other_name(asked: Asked, best: Match, name: str) -> Answer:
    """That the name is not there; where the source has names of its own, its words are the answer."""
    citation = cite_text(asked, best.text)
    status: Status = "answered" if names_in(citation.quote) else "not_specified"
    return asked.answer(status, [Say("missing.name", {"name": name})], [citation])


def names_in(text: str) -> list[str]:
    """Names of people and places: two or more capitalised words in a row that do not open a sentence."""
    found: list[str] = []
    run: list[str] = []
    opens = True
    for word in [*text.split(), ""]:
        bare = word.strip("\"“”'()[],.;:?!")
        if bare[:1].isupper() and bare[1:].islower() and not opens:
            run.append(bare)
        else:
            found += [" ".join(run)] if len(run) > 1 else []
            run = []
        if run and not word.endswith(bare):
            found += [" ".join(run)] if len(run) > 1 else []
            run = []
        opens = word.endswith((".", ";", ":", "?", "!"))
    return found


def _speaks_of_strange_things(asked: Asked) -> bool:
    """Whether words in a row are nowhere side by side in the directives ("thi văn nghệ")."""
    question = asked.question
    if question.lang == "en":
        return False
    known = [text.own_keys for text in asked.matcher(asked.scope.all).texts]
    concepts = {i for c in question.concepts for i in range(c.start, c.end)}
    run = 0
    for at, (one, two) in enumerate(pairwise(question.tokens)):
        both = {at, at + 1}.isdisjoint(concepts) and one in question.content and two in question.content
        strange = both and not any(f" {one.key} {two.key} " in each for each in known)
        run = run + 1 if strange else 0
        if run >= _STRANGE_RUN:
            return True
    return False
