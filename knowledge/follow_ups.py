"""What a message about laws leans on: the law and the article cited last, in the talk or in the same message.

"Luật này còn hiệu lực không?", "điều 41 nói gì?", "khoản 2", "nhiệm kỳ mấy năm?" say nothing alone; completed with what
was cited they are questions like others. What is not surely completed is left as it stands.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.answer import Answer
from knowledge.law_names import law_name
from knowledge.law_shelf import LawShelf, covered, topic
from knowledge.question import Question
from knowledge.text import fold_accents
from knowledge.versions import DocumentInfo

Turn = tuple[str, str]
Reader = Callable[[str], Question]

SHORT = 6  # tokens; a message this short may say only what is new in it
CARRIED = 0.9  # the share of a short message that the article cited last must carry to be what it asks about
_THIS_LAW = re.compile(
    r"\b(?:bo luat|luat|nghi dinh|thong tu|phap lenh)\s+(?:nay|do|ay|tren|vua roi)\b"
    r"|\b(?:this|that|the same)\s+(?:law|code|act|decree|circular)\b"
)
_ITS_LAW = re.compile(
    r"\b(?:dieu|cai|viec|quy dinh)\s+(?:do|nay|ay|tren)\b.*\b(?:luat|van ban|nghi dinh|thong tu)\s+nao\b"
    r"|\bwhich law is (?:that|this|it)\b"
)
_PLACE = re.compile(r"\b(?:dieu|article)\s+\d+[a-z]?\b")
_UNDER_ARTICLE = re.compile(r"\b(?:khoan|clause)\s+\d+\b")
_NEXT_ARTICLE = re.compile(r"\bdieu\s+(?:tiep theo|ke tiep|tiep)\b|\b(?:the\s+)?(?:next|following) article\b")
_CITED = re.compile(r"(?:Điều|Article)\s+(?P<article>\d+[a-zđ]?),?\s+")
_STILL = re.compile(r"^(?:con|the con|vay con|what about|how about|and)\b|\b(?:thi sao|the nao)\s*\??$")


_NO_SUBJECT = frozenset({"period", "school", "teacher", "children", "women", "men_boys", "individual", "collective"})


@dataclass(frozen=True, slots=True)
class Leaning:
    """The law cited last, its article if one was, the question that it answered, and whether nothing came since."""

    law: DocumentInfo
    article: str | None
    asked: str
    recent: bool = True


def cited_last(history: Sequence[Turn], shelf: LawShelf, read: Reader, day: date) -> Leaning | None:
    """What the last turn that cites or names a law does: what is typed after it may lean on that."""
    for back, (said, told) in enumerate(reversed(history)):
        if found := _cited_in(told, shelf):
            return Leaning(found[0], found[1], said, not back)
        if named := shelf.names.named(read(said), day):
            return Leaning(named.info, None, said, not back)
    return None


def cited_by(answer: Answer, question: Question, shelf: LawShelf, day: date) -> Leaning | None:
    """The same of an answer just made."""
    laws = {info.id: info for info in shelf.laws}
    for citation in answer.citations[:1]:
        if citation.document in laws:
            return Leaning(laws[citation.document], citation.provision.split(".")[0], question.raw)
    named = shelf.names.named(question, day)
    return Leaning(named.info, None, question.raw) if named else None


def speaks_of_a_law_before(question: Question) -> bool:
    """Whether a message means a law by "luật này" or "luật đó", which must have been named before."""
    return bool(_THIS_LAW.search(fold_accents(question.raw)))


def completed(question: Question, leaning: Leaning, shelf: LawShelf, day: date) -> str | None:
    """A message with the law or the place it leans on, as it would be typed alone; None where it stands alone."""
    plain, name = fold_accents(question.raw), law_name(leaning.law)
    place = f"Điều {leaning.article} {name}" if leaning.article else None
    if _THIS_LAW.search(plain):
        return _replaced(question.raw, _THIS_LAW, name)
    if place and _ITS_LAW.search(plain):
        return place
    if shelf.names.named(question, day) or shelf.names.speaks_of_another(question):
        return None
    return _with_its_place(question, leaning, name)


def _with_its_place(question: Question, leaning: Leaning, name: str) -> str | None:
    """A message that names an article or a clause without its law."""
    plain, typed = fold_accents(question.raw), question.raw.rstrip(" ?.")
    if _NEXT_ARTICLE.search(plain) and (leaning.article or "").isdigit():
        return f"Điều {int(leaning.article or 0) + 1} {name}"
    if _PLACE.search(plain):
        return f"{typed} {name}"
    return f"{typed} Điều {leaning.article} {name}" if _UNDER_ARTICLE.search(plain) and leaning.article else None


def means_the_article(question: Question, leaning: Leaning, shelf: LawShelf, day: date) -> bool:
    """Whether a short message asks for more of the article cited last: it carries all that the message speaks of."""
    if len(question.tokens) > SHORT or not question.content or leaning.article is None:
        return False
    article = shelf.article(leaning.law, leaning.article, day)
    terms = topic(question)
    return bool(article and terms) and covered(terms, [t.own_keys for t in article.texts] if article else []) >= CARRIED


def says_little(question: Question) -> bool:
    """Whether a short message has no subject of its own ("nhiệm kỳ mấy năm?"), so that it is of what came before."""
    short = len(question.tokens) <= SHORT and bool(question.content) and not question.asks_for("obligations")
    return short and question.concept_names <= _NO_SUBJECT


def goes_on(question: Question) -> bool:
    """Whether a message says by its form that it goes on: "còn …?", "… thì sao?"."""
    return len(question.tokens) <= 2 * SHORT and bool(_STILL.search(fold_accents(question.raw)))


def _cited_in(told: str, shelf: LawShelf) -> tuple[DocumentInfo, str] | None:
    names = [(law_name(info), info) for info in shelf.laws]
    for found in _CITED.finditer(told):
        named = [(name, info) for name, info in names if told.startswith(name, found.end())]
        longest = max((len(name) for name, _ in named), default=0)
        laws = [info for name, info in named if len(name) == longest]
        if laws:
            return next((info for info in laws if (info.number or info.id) in told), laws[0]), found["article"]
    return None


def _replaced(raw: str, pattern: re.Pattern[str], name: str) -> str:
    """`pattern` is found without accents, which leave each word where it is."""
    folded = fold_accents(raw)
    found = pattern.search(folded)
    if found is None or len(folded) != len(raw):
        return f"{raw} {name}"
    return f"{raw[: found.start()]}{name}{raw[found.end() :]}"
