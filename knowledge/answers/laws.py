"""Questions about a law, answered from its own words where it is loaded; and what of a law stands behind a task."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from knowledge.answer import Answer, Detail, Say
from knowledge.answers import stock
from knowledge.answers.asked import Asked
from knowledge.answers.law_words import (
    answer_from,
    asks_of_amendments,
    force_of,
    given_in,
    place_of,
    words_of,
    words_of_place,
)
from knowledge.answers.paths import typed_place
from knowledge.follow_ups import CARRIED, Leaning
from knowledge.law_names import NamedLaw, law_name
from knowledge.law_shelf import Article, by_words, covered, topic
from knowledge.lexicons import table
from knowledge.matching import Term
from knowledge.passages import Text, joined
from knowledge.question import Question
from knowledge.slots import FIGURES, gives, slot_of
from knowledge.text import slug
from knowledge.tokens import Token, tokenize

# Shares of a question's words (see `law_shelf.covered`), set on questions about 344 laws and about the directives.
SPOKEN_OF = 0.6  # a law is taken to answer a question that does not name it only from here
SPOKEN_OF_ALONE = 0.75  # and more where the directives have no words on it at all
CITED = 0.75  # and only where the words that are shown carry it themselves
MORE_THAN_DIRECTIVES = 0.15  # and only where it carries so much more of the question than any directive does
FAR_MORE = 0.35  # so much more where the question is of the directives' own business
NEAREST_IN_MEANING = 3  # and only where it is among so many that are nearest in meaning
# Cosines. Whatever words it shares, a law is meant where it is as near to the question as this, by this much nearer
# than any directive, or where the directives are so many times as far.
NEAR = 0.9
NEARER_THAN_DIRECTIVES = 0.045
TIMES_AS_FAR = 1.8
ABOUT_AS_NEAR = 0.01  # a decree says the same as its law: which of the two is the nearer decides nothing
LEAVES_NO_DOUBT = 0.06  # by so much nearer where the question seems to be one about the letter itself
IN_THE_NAMED_LAW = 0.3  # less of a question in the law that it names: the law does not speak of it
SPELLED_ALIKE = 0.75  # share of the marked syllables found that must stand there with the same marks
BEHIND_A_TASK = 0.5  # an article this near is offered beside the task that names its law
OFFERED = 3
_TASKS = frozenset({"communicate", "training", "implement", "media_product"})


def named(asked: Asked) -> Answer | None:
    """An answer where the question asks for the words or the force of a loaded law that it names, else None."""
    law = asked.shelf.names.named(asked.question, asked.today) if asked.shelf.laws else None
    if law is None:
        return None
    if law.other_year:
        return stock.of_another_year(asked, law) if _asks_force(asked) or _asks_the_law(asked, law) else None
    place = typed_place(asked.question)
    if place:
        return words_of_place(asked, law, place)
    if _asks_force(asked):
        return force_of(asked, law.info)
    return _from_law(asked, law) if _asks_the_law(asked, law) else None


def beside(asked: Asked, found: Answer) -> Answer:
    """What the directives answer, with the law behind it; or a law's words where the directives do not speak of it."""
    if not asked.shelf.laws or found.status in ("safety", "smalltalk", "clarify", "text_not_loaded"):
        return found
    names = asked.shelf.names
    law = names.named(asked.question, asked.today)
    if law is not None:
        return _with_law_behind(asked, found, law) if found.status == "answered" else found
    if missing := stock.absent(asked, found):
        return missing
    if names.speaks_of_another(asked.question):
        return found
    return _unnamed(asked, found) or found


def of_article(asked: Asked, leaning: Leaning) -> Answer | None:
    """The words of the article cited last that answer a further question about it; None where no such fact is there."""
    article = asked.shelf.article(leaning.law, leaning.article or "", asked.today)
    if article is None:
        return None
    found, slot = words_of(asked, [article]), slot_of(asked.question)
    return found if slot is None or any(gives(slot, c.quote, asked.question) for c in found.citations) else None


def going_on(asked: Asked, leaning: Leaning, read: Callable[[str], Question]) -> Answer | None:
    """The words of the law cited last on something further, where that article or another by its heading has it."""
    before = read(leaning.asked)
    law = asked.shelf.names.named(before, asked.today)
    named_by = range(law.start, law.end) if law else range(0)
    subject = " ".join(t.text for i, t in enumerate(before.tokens) if i not in named_by)
    whole = replace(asked, question=read(f"{asked.question.raw.rstrip(' ?.')} {subject}"))
    terms = topic(asked.question)
    for article in asked.shelf.nearest(whole.question, asked.today, {leaning.law.id})[:OFFERED]:
        found = words_of(whole, [article])
        shown = [joined(c.quote) for c in found.citations[:1]]
        about = shown if article.path == leaning.article else [article.head.own_keys]
        if terms and min(covered(terms, shown), covered(terms, about)) >= CARRIED:
            return found
    return None


def is_of_a_task(question: Question) -> bool:
    """Whether a question is of what directives order: to communicate, to train, to carry out."""
    return bool(question.concept_names & _TASKS)


def _asks_force(asked: Asked) -> bool:
    typed = " ".join(t.key for t in asked.question.tokens)
    return (
        bool(_OF_FORCE.search(typed))
        or asks_of_amendments(asked.question)
        or (asked.question.lang == "en" and asked.question.asks_for("event_past"))
    )


_OF_FORCE = re.compile(
    r"\bhieu luc\b|\b(?:duoc|bi|da) (?:bi |duoc )?(?:thay the|bai bo|huy bo|thay)\b"
    r"|\bcon (?:duoc )?(?:ap dung|dung)\b|\bthay the (?:chua|bang|boi)\b"
)


def _asks_the_law(asked: Asked, law: NamedLaw) -> bool:
    """Whether the law itself is asked, and not what a unit must do with it.

    It is where the law is the one that speaks ("Luật … quy định", "theo Luật …"), where its contents are asked for,
    or where it carries more of the question than the directives do; not where a task names it.
    """
    question = asked.question
    if _is_the_speaker(question, law):
        return True
    if not law.end:  # named by its number: few do that who mean a task
        return not question.concept_names & {"communicate", "training", "media_product"}
    if question.concept_names & (set(table("duty_words")["acts"]) | _TASKS):
        return False
    terms = topic(question, range(law.start, law.end))
    return question.asks_for("content_of") or (bool(terms) and _in_directives(asked, terms) < _in_law(asked, law))


def _is_the_speaker(question: Question, law: NamedLaw) -> bool:
    """Whether the law stands as the one that says something: before a verb of saying, or behind "theo"."""
    keys = [t.key for t in question.tokens]
    following = [k for k in keys[law.end : law.end + 3] if not k.isdigit() and k != "nam"]
    before = keys[law.start - 1] if law.start else ""
    return law.end > 0 and (bool(following and following[0] in _SAYS) or before in ("theo", "under"))


_SAYS = frozenset(
    {"qui", "noi", "ghi", "neu", "viet", "cam", "nghiem", "say", "says", "provide", "provides", "prohibit", "prohibits"}
)


def _in_law(asked: Asked, law: NamedLaw) -> float:
    nearest = _nearest(asked, law)
    return nearest[0].coverage if nearest else 0.0


def _in_directives(asked: Asked, terms: Sequence[Term]) -> float:
    """The largest share of what is asked that one provision of the directives carries, with its headings and titles."""
    texts = asked.matcher(asked.scope.all).texts
    return max((covered(terms, _all_keys(t)) for t in texts), default=0.0)


def _all_keys(text: Text) -> tuple[str, ...]:
    return (text.own_keys, text.above_keys, text.title_keys, text.english_keys)


def _nearest(asked: Asked, law: NamedLaw) -> list[Article]:
    return asked.shelf.nearest(asked.question, asked.today, {law.info.id}, skip=range(law.start, law.end))


def _is_the_directives(asked: Asked, found: Answer) -> bool:
    """Whether a directive alone seems asked for: its letterhead, chain and citations, the unit's own list."""
    question = asked.question
    if any(say.key.startswith(("letter.", "chain.", "cited.")) for say in found.lead):
        return True
    if question.asks_for("ministry", "department") or "official_letter" in question.concept_names:
        return True
    return found.status == "obligations" and bool(
        question.concept_names & set(table("duty_words")["weight"]["address"])
    )


def _is_of_the_letter(asked: Asked, found: Answer) -> bool:
    """Whether the letter itself is asked about, by that name: no law knows who signed it."""
    of_letter = any(say.key.startswith(("letter.", "chain.", "cited.")) for say in found.lead)
    return of_letter and "official_letter" in asked.question.concept_names


def _unnamed(asked: Asked, found: Answer) -> Answer | None:
    """The nearest articles of any law, where they carry much of the question and the directives far less.

    Only meaning can show that a law is meant where the question names a year, or seems one for a directive.
    """
    question = asked.question
    articles = asked.shelf.nearest(question, asked.today)
    if not articles:
        return None
    if _is_of_the_letter(asked, found):
        return None
    directives_alone = _is_the_directives(asked, found)
    if not _is_meant(asked, articles, found, LEAVES_NO_DOUBT if directives_alone else 0.0):
        articles = by_words(articles)
        if directives_alone or question.year.said or not _is_carried(asked, articles, found):
            return None
    slot = slot_of(question)
    return words_of(asked, articles) if slot not in FIGURES or given_in(articles[0], slot, question) else None


def _is_meant(asked: Asked, articles: Sequence[Article], found: Answer, at_least: float) -> bool:
    """Whether meaning leaves little doubt: the first article is about the nearest, by far nearer than any directive.

    `at_least`: by how much nearer it must be in any case.
    """
    nearness = articles[0].nearness
    if nearness is None or nearness < max(a.nearness or 0.0 for a in articles) - ABOUT_AS_NEAR:
        return False
    directives = asked.shelf.nearness_of([info.id for info in asked.scope.all], asked.question)
    if directives is None or nearness - directives < at_least:
        return directives is None
    of_a_task = bool(asked.question.concept_names & set(table("duty_words")["acts"]))
    if of_a_task and found.status == "answered":
        return False
    if 1 - directives >= TIMES_AS_FAR * (1 - nearness):
        return True
    return not of_a_task and nearness >= NEAR and nearness - directives >= NEARER_THAN_DIRECTIVES


def _is_carried(asked: Asked, articles: Sequence[Article], found: Answer) -> bool:
    """Whether an article and what is shown of it carry enough of a question's words, and the directives far less."""
    article = articles[0]
    if article.nearer >= NEAREST_IN_MEANING:
        return False
    if article.nearness is not None and article.nearness < NEAR and asked.question.asks_for("whether"):
        return False  # common words prove no rule on what is asked
    question = asked.question
    terms = topic(question)
    if not _are_words(terms) or article.coverage < (SPOKEN_OF if found.citations else SPOKEN_OF_ALONE):
        return False
    if _words_carried(terms, article) < SPOKEN_OF or not _spelled_alike(question, article):
        return False
    if article.coverage < _in_directives(asked, terms) + _margin(asked):
        return False
    return _carried_by_what_is_cited(terms, article, words_of(asked, articles)) >= CITED


def _carried_by_what_is_cited(terms: Sequence[Term], article: Article, found: Answer) -> float:
    """The share of a question that the words shown carry under their heading: an article may scatter it over many."""
    return covered(terms, [article.head.own_keys, *(joined(c.quote) for c in found.citations[:1])])


def _margin(asked: Asked) -> float:
    """How much more of a question a law must carry: more where it speaks of the directives' own business."""
    own = (
        _TASKS
        | set(table("duty_words")["acts"])
        | {"gender_equality", "gender_violence", "month_of_action", "women_committee"}
    )
    return FAR_MORE if asked.question.concept_names & own else MORE_THAN_DIRECTIVES


def _spelled_alike(question: Question, article: Article) -> bool:
    """Whether an article's words are those typed, marks and all: "giá vàng" is not found in "tham gia, vắng mặt"."""
    typed = [t for t in question.content if t.marks and f" {t.key} " in " ".join(x.own_keys for x in article.texts)]
    written: dict[str, list[Token]] = {t.key: [] for t in typed}
    for token in tokenize(" ".join(x.provision.text for x in article.texts)):
        if token.key in written:
            written[token.key].append(token)
    alike = sum(any(t.agrees_with(w) for w in written[t.key]) for t in typed)
    return alike >= SPELLED_ALIKE * len(typed)


def _are_words(terms: Sequence[Term]) -> bool:
    """Whether a question has anything longer than syllables to go by."""
    return any(len(t.forms[0].split()) > 1 for t in terms)


def _words_carried(terms: Sequence[Term], article: Article) -> float:
    """The share of a question's longer words that an article carries; lone syllables prove little."""
    longer = [t for t in terms if len(t.forms[0].split()) > 1]
    return covered(longer, [t.own_keys for t in article.texts])


def _from_law(asked: Asked, law: NamedLaw) -> Answer:
    """The named law's nearest article; or that this law does not speak of what is asked."""
    articles = _nearest(asked, law)
    if not articles or (topic(asked.question, range(law.start, law.end)) and articles[0].coverage < IN_THE_NAMED_LAW):
        found = answer_from(asked, law.info, "law.silent", [], status="not_specified")
        return found if law.end or slug(law.info.number or "") in slug(asked.question.raw) else _by_number(found, law)
    return words_of(asked, articles)


def _by_number(found: Answer, law: NamedLaw) -> Answer:
    """That of a number typed without its issuer another document may be meant than the one loaded."""
    details: dict[str, Detail] = {"name": law_name(law.info), "title": law.info.title}
    return replace(found, lead=(Say("law.silent_numbered", details),), notes=())


def _with_law_behind(asked: Asked, found: Answer, law: NamedLaw) -> Answer:
    """A task that names a law, with the places of the law nearest to what is asked."""
    near = [a for a in _nearest(asked, law)[:OFFERED] if a.coverage >= BEHIND_A_TASK and a.force.state != "lapsed"]
    if not near or not found.citations or all(c.document == law.info.id for c in found.citations):
        return found
    places = "; ".join(place_of(asked, a) for a in near)
    return replace(found, notes=(*found.notes, Say("law.behind", {"name": law_name(law.info), "places": places})))
