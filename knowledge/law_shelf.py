"""The laws of a library as they are asked: what they are called, whether they hold, and their articles by nearness."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from knowledge.law_names import LawNames
from knowledge.lexical import top_level
from knowledge.library import DOCUMENTS_HELD, Library
from knowledge.matching import Term, terms_of
from knowledge.model import Document
from knowledge.passages import Passages, Text, joined
from knowledge.question import Question
from knowledge.retrieval import Ranked
from knowledge.text import keys
from knowledge.validity import BINDING_FIRST, Force, Forces
from knowledge.versions import DocumentInfo

SEARCHED = 48  # places that the search gives for one question, of each article one
READ = 16  # articles of them whose words are read
ARTICLES = 8  # articles kept of them
COVERAGE_SHARE = 0.2
"""How much an article's coverage of the question counts beside its place in the search."""
COVERAGE_SHARE_BY_WORDS = 0.7
"""The same where meaning was not searched, and words are all there is to go by."""
HEADED = 0.08
"""What an article gains whose heading says nothing but what is asked."""
_LONGEST_HEADING = 88  # characters; where more stands there, an article opens with its words
_BETWEEN_WORDS = frozenset(keys("của về và đối với trong tại các những"))


@dataclass(frozen=True)
class Article:
    """One article with all under it. `score` orders the articles of a search, `coverage` is a share of the question.

    `nearness`: its cosine with the question, and `nearer`: how many others are nearer in meaning; where meaning was not
    searched, None and 0. `found`: the path of the provision in it that the search found, its own where it found no
    narrower one.
    """

    info: DocumentInfo
    path: str
    texts: tuple[Text, ...]
    score: float
    coverage: float
    force: Force
    nearness: float | None = None
    nearer: int = 0
    found: str = ""

    @property
    def head(self) -> Text:
        """The article's own words, mostly its heading."""
        return self.texts[0]


class LawShelf:
    """All that is loaded beside the directives. Made once for each library."""

    def __init__(self, library: Library, passages: Passages) -> None:
        self._library = library
        self._passages = passages
        self.forces = Forces(library.documents())
        self._articles: Callable[[str], Mapping[str, tuple[Text, ...]]] = lru_cache(DOCUMENTS_HELD)(self._articles_of)

    @cached_property
    def laws(self) -> tuple[DocumentInfo, ...]:
        """The documents that are no directives."""
        return tuple(info for info in self._library.documents() if not info.is_directive)

    @cached_property
    def names(self) -> LawNames:
        """What they are called."""
        return LawNames(self.laws, self.forces)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(info.id for info in self.laws)

    def is_law(self, document: str) -> bool:
        """Whether a document, by id, is loaded and no directive."""
        return document in self._ids

    def document(self, info: DocumentInfo) -> Document:
        """A law with its words."""
        return self._library.document(info.id)

    def article(self, info: DocumentInfo, path: str, day: date) -> Article | None:
        """An article or a provision of it by its path, with all under it."""
        texts = self._under(info.id, path)
        return Article(info, path, texts, 1.0, 1.0, self.forces.of(info.id, day, path)) if texts else None

    def nearest(
        self, question: Question, day: date, laws: Collection[str] | None = None, *, skip: range = range(0)
    ) -> list[Article]:
        """The articles nearest to a question, lapsed ones last. `skip`: the tokens that only name the law."""
        hits = self._library.ranked(_searched(question, skip), SEARCHED, laws if laws is not None else self._ids)
        found = [hit for hit in hits if hit.path[:1].isdigit()][:READ]
        terms = topic(question, skip)
        share = COVERAGE_SHARE if any(hit.nearness for hit in found) else COVERAGE_SHARE_BY_WORDS
        articles = [self._read(hit, terms, day) for hit in found]
        near = sorted((hit.nearness or 0.0 for hit in hits), reverse=True)
        typed = set() if question.asks_for("meaning") else {t.key for t in question.tokens}
        articles = [
            replace(
                a,
                score=a.score / found[0].score + share * a.coverage + HEADED * _is_headed(a, typed),
                nearer=near.index(a.nearness or 0.0),
            )
            for a in articles
        ]
        return sorted(articles, key=lambda a: (BINDING_FIRST[a.force.state] > 1, -a.score))[:ARTICLES]

    def nearness_of(self, directives: Collection[str], question: Question) -> float | None:
        """The cosine of a question and the nearest provision of some directives; None without meaning."""
        return self._library.nearness(_searched(question), directives)  # the words that `nearest` has embedded

    def _read(self, hit: Ranked, terms: Sequence[Term], day: date) -> Article:
        """The article that was found, with the score of the search."""
        info, path = self._library.info(hit.document), top_level(hit.path)
        texts = self._under(info.id, path)
        coverage = covered(terms, [*(t.own_keys for t in texts), joined(info.title)])
        force = self.forces.of(info.id, day, path)
        return Article(info, path, texts, hit.score, coverage, force, hit.nearness, found=hit.path)

    def _under(self, document: str, path: str) -> tuple[Text, ...]:
        texts = self._articles(document).get(path.partition(".")[0], ())
        if "." not in path:
            return texts
        return tuple(t for t in texts if t.provision.path == path or t.provision.path.startswith(f"{path}."))

    def _articles_of(self, document: str) -> Mapping[str, tuple[Text, ...]]:
        found: dict[str, list[Text]] = {}
        for text in self._passages.of(document):
            found.setdefault(text.provision.path.split(".")[0], []).append(text)
        return {path: tuple(texts) for path, texts in found.items()}


def _searched(question: Question, skip: range = range(0)) -> str:
    return " ".join(t.text for i, t in enumerate(question.tokens) if i not in skip)


def by_words(articles: Sequence[Article]) -> list[Article]:
    """Articles of one search in the order in which the words of the question count most, lapsed ones last."""
    more = COVERAGE_SHARE_BY_WORDS - COVERAGE_SHARE
    return sorted(articles, key=lambda a: (BINDING_FIRST[a.force.state] > 1, -a.score - more * a.coverage))


def _is_headed(article: Article, typed: Collection[str]) -> bool:
    """Whether all that an article's heading says is asked."""
    heading = article.head.provision.text
    said = set(keys(heading)) - _BETWEEN_WORDS
    return len(heading) <= _LONGEST_HEADING and len(said) > 1 and said <= set(typed)


def topic(question: Question, skip: range = range(0)) -> list[Term]:
    """What a question is about, as terms, without those made only of tokens to skip or half of function words."""
    others = {t.key for i, t in enumerate(question.tokens) if i not in skip}
    named = {f" {question.tokens[i].key} " for i in skip if question.tokens[i].key not in others}
    terms = [t for t in terms_of(question) if not t.only_known]
    return [t for t in terms if not ({f" {k} " for k in t.forms[0].split()} <= named)]


def covered(terms: Sequence[Term], texts: Sequence[str]) -> float:
    """The share of the terms' weight (0 to 1) that some texts (as joined keys) carry together."""
    whole = sum(t.weight for t in terms)
    carried = sum(t.weight * max((t.carried_by(words) for words in texts), default=0.0) for t in terms)
    return carried / whole if whole else 0.0
