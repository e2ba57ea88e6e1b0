"""The words of a law that answer: which provision, which sentence, under which name, and whether they hold."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answer import Answer, Detail, Say
from knowledge.answers.asked import MAX_CITATIONS, Asked, cite
from knowledge.law_names import NamedLaw, law_name
from knowledge.law_shelf import Article, covered, topic
from knowledge.matching import Match, Matcher, best_words
from knowledge.model import Citation, Span, Status
from knowledge.passages import Text, joined
from knowledge.question import Question
from knowledge.slots import gives, slot_of
from knowledge.text import slug
from knowledge.validity import Force
from knowledge.versions import DocumentInfo

ALSO = 0.9  # articles about as near as the best are looked at for the fact asked
NEAREST = 3
_WHOLE_ARTICLE = 700  # characters of an article that is shown whole because its heading is what is asked
_HEADED = 0.6  # the share of a question that an article's heading must carry for its list to be the answer


def words_of(asked: Asked, articles: Sequence[Article]) -> Answer:
    """The words of the best article, or of one about as near that gives the fact asked for."""
    near = [a for a in articles[:NEAREST] if a.score >= ALSO * articles[0].score]
    best = next((a for a in near if _gives(asked, a)), articles[0])
    citations = _citations(asked, best)
    found = answer_from(asked, best.info, "law.says", citations, best.path)
    return _shortened(found, best) if len(citations) > MAX_CITATIONS else found


def _gives(asked: Asked, article: Article) -> bool:
    slot = slot_of(asked.question)
    return slot is None or any(gives(slot, t.provision.text, asked.question) for t in article.texts)


def _citations(asked: Asked, article: Article) -> list[Citation]:
    """The provision of an article that answers, with the clause it completes; a list where a list is asked for."""
    matcher = Matcher(article.texts)
    if len(article.texts) == 1:
        return [_cite(asked, article.info, article.head, best_words(article.head, asked.question, matcher))]
    ranked = matcher.rank(asked.question)
    if _asks_for_all(asked, article, ranked):
        return [_cite(asked, article.info, t) for t in article.texts]
    best = _best(asked, article, ranked)
    led = [t for t in article.texts if best.provision.path.startswith(f"{t.provision.path}.") and _leads(t)]
    if _leads(best):
        led = [t for t in article.texts if t.provision.path.startswith(f"{best.provision.path}.")]
    words = [_cite(asked, article.info, best, best_words(best, asked.question, matcher))]
    return [*words, *(_cite(asked, article.info, t) for t in led)]


def _best(asked: Asked, article: Article, ranked: Sequence[Match]) -> Text:
    """The nearest provision that gives the fact asked for; an article's heading only where nothing below is near."""
    slot = slot_of(asked.question)
    below = [m.text for m in ranked if m.text is not article.head]
    giving = [t for t in below if slot and gives(slot, t.provision.text, asked.question)]
    return next(iter([*giving, *below]), article.head)


def _leads(text: Text) -> bool:
    """Whether a provision only opens what stands under it ("Phạt tiền từ … đối với một trong các hành vi sau đây:")."""
    return text.provision.text.rstrip().endswith(":")


def _asks_for_all(asked: Asked, article: Article, ranked: Sequence[Match]) -> bool:
    """Whether the whole article answers: its heading is what is asked, and no single fact is."""
    if slot_of(asked.question) is not None or asked.question.asks_for("whether", "premise"):
        return False
    headed = bool(ranked) and ranked[0].text is article.head
    listed = asked.question.asks_for("several", "content_of", "obligations", "meaning")
    about = covered(topic(asked.question), [article.head.own_keys, joined(article.info.title)])
    if listed and (headed or about >= _HEADED):
        return True
    return headed and sum(len(t.provision.text) for t in article.texts) <= _WHOLE_ARTICLE


def _cite(asked: Asked, info: DocumentInfo, text: Text, words: Span | None = None) -> Citation:
    """A provision of a law by its place in it and the law's name, as laws are cited."""
    found = cite(text.document, text.provision.path, words or text.span, asked.lang)
    joint = ", " if asked.lang == "en" else " "
    return replace(found, label=f"{found.label}{joint}{law_name(info)}")


def words_of_place(asked: Asked, law: NamedLaw, place: str) -> Answer:
    """A place of a law that is named: its words, as far as an answer goes; or that there is none such."""
    parts = place.split(".")
    tries = [".".join(parts[:n]) for n in range(len(parts), 0, -1)]
    article = next((a for path in tries if (a := asked.shelf.article(law.info, path, asked.today))), None)
    if article is None or article.path != place:
        near = [_cite(asked, law.info, article.head)] if article else []
        return answer_from(
            asked, law.info, "law.no_place", near, article.path if article else None, status="not_specified"
        )
    return _shortened(
        answer_from(asked, law.info, "law.says", [_cite(asked, law.info, t) for t in article.texts], place), article
    )


def _shortened(found: Answer, article: Article) -> Answer:
    """An answer that says how much of a long article it leaves out."""
    left = len(article.texts) - len(found.citations)
    return replace(found, notes=(Say("law.more", {"count": left}), *found.notes)) if left > 0 else found


def force_of(asked: Asked, info: DocumentInfo) -> Answer:
    """From when a law holds or held, with the words that say so where it has them."""
    said = [t for t in asked.passages.of(info.id) if _FROM_A_DAY.search(t.own_keys)]
    force = asked.shelf.forces.of(info.id, asked.today)
    lead = [_say_force(asked, info, force)]
    details: dict[str, Detail] = {"name": law_name(info), "day": asked.today}
    if force.amended_by:
        lead.append(Say("law.amended", details | {"numbers": ", ".join(force.amended_by)}))
    elif asks_of_amendments(asked.question):
        lead.append(Say("law.not_amended", details))
    own = [_cite(asked, info, t, _sentence_with(t, _FROM_A_DAY)) for t in said[:1]]
    found = asked.answer("answered", lead, [*_said_by_others(asked, info), *own])
    return _as_law(found, info)


_CHANGES_SHOWN = 2


def asks_of_amendments(question: Question) -> bool:
    """Whether it is asked what has changed a law ("được sửa đổi chưa", "sửa đổi bởi văn bản nào")."""
    return bool(_AMENDED.search(" ".join(t.key for t in question.tokens)))


_AMENDED = re.compile(r"\b(?:duoc|bi|da) (?:duoc |bi )?sua doi\b|\bsua doi (?:boi|bo sung (?:boi|chua)|chua)\b")


def _said_by_others(asked: Asked, info: DocumentInfo) -> list[Citation]:
    """What later documents say of this one's end or change, in their own words."""
    found = []
    for doer, path in asked.shelf.forces.changes(info.id, asked.today):
        text = next((t for t in asked.passages.of(doer.id) if t.provision.path == path), None)
        if text:
            naming = (
                s for s in text.sentences if slug(info.number or info.id) in slug(text.document.text[s.start : s.end])
            )
            found.append(_cite(asked, doer, text, next(naming, None)))
    return found[-_CHANGES_SHOWN:]


_FROM_A_DAY = re.compile(r" nay (?:bat dau )?co hieu luc (?:thi hanh )?(?:(?:ke )?tu ngay|sau) ")


def _sentence_with(text: Text, pattern: re.Pattern[str]) -> Span:
    return next(
        (s for s, keys in zip(text.sentences, text.sentence_keys, strict=True) if pattern.search(keys)), text.span
    )


def _as_law(found: Answer, info: DocumentInfo) -> Answer:
    """An answer without what is only said of directives (that the newest there is speaks of another year)."""
    notes = tuple(n for n in found.notes if n.key != "note.other_year")
    return replace(found, notes=notes, document_year=info.issued_on.year if info.issued_on else info.year)


def answer_from(  # noqa: PLR0913 — what is said, of which place; status has a default
    asked: Asked,
    info: DocumentInfo,
    key: str,
    citations: Sequence[Citation],
    path: str | None = None,
    *,
    status: Status = "answered",
) -> Answer:
    """An answer in a law's words, with what is to be said of its force on the day."""
    force = asked.shelf.forces.of(info.id, asked.today, path)
    details: dict[str, Detail] = {"name": law_name(info)}
    found = asked.answer(status, [Say(key, details)], citations)
    notes = [_say_force(asked, info, force)]
    if force.amended_by:
        notes.append(Say("law.amended", details | {"numbers": ", ".join(force.amended_by)}))
    if status == "answered" and force.state == "lapsed":
        found = replace(found, lead=(Say("law.says_no_more", details), *found.lead[1:]))
    elif status == "answered" and force.state == "unknown" and force.by:
        found = replace(found, lead=(Say("law.says_older", details | {"by": force.by}), *found.lead[1:]))
    return _as_law(replace(found, notes=tuple(notes)), info)


def force_said(asked: Asked, info: DocumentInfo) -> Say:
    """What is known of a law's force on the day asked."""
    return _say_force(asked, info, asked.shelf.forces.of(info.id, asked.today))


def _say_force(asked: Asked, info: DocumentInfo, force: Force) -> Say:
    details: dict[str, Detail] = {"name": law_name(info), "day": asked.today}
    key = f"law.{force.state}"
    if force.since:
        details["since"] = force.since
        key += ".since"
    if force.by and force.state in ("lapsed", "unknown"):
        details["by"] = force.by
        key += ".by"
    if force.state == "in_force" and force.since and (years := asked.today.year - force.since.year) >= _OLD:
        return Say(f"{key}.old", details | {"years": years})
    return Say(key, details)


_OLD = 8
"""Years from which a law is told to be checked: most decrees and circulars are replaced by then."""
