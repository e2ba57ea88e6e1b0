"""The words of a law that answer: which provision, which sentence, under which name, and whether they hold."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from knowledge.answer import Answer, Detail, Say
from knowledge.answers.asked import MAX_CITATIONS, Asked, cite
from knowledge.law_names import NamedLaw, law_name
from knowledge.law_shelf import Article, covered, topic
from knowledge.matching import Match, Matcher, best_words
from knowledge.model import Citation, Span, Status
from knowledge.passages import Text, joined
from knowledge.question import Question
from knowledge.slots import FIGURES, gives, slot_of
from knowledge.text import shortened, slug
from knowledge.validity import Force
from knowledge.versions import DocumentInfo

ALSO = 0.9  # articles about as near as the best are looked at for the fact asked
NEAREST = 3
_WHOLE_ARTICLE = 700  # characters of an article that is shown whole because its heading is what is asked
_HARDLY = 0.08  # of a score
_SURE = 0.1  # of a score, by which the best article leads where there is little doubt
_LINE = 80  # characters
_HEADING = 120  # characters
_MUCH = 1400  # characters of a list from which on no more of it is printed
_LONG_LIST = 1200  # characters of a list from which on only the clause asked for is shown
_BESIDE = 4  # points of one clause that are shown together
_QUOTED = 420  # characters that are shown of a long provision
_HEADED = 0.6  # the share of a question that an article's heading must carry for its list to be the answer


def words_of(asked: Asked, articles: Sequence[Article]) -> Answer:
    """The words of the best article, or of one about as near that gives the fact asked for.

    With the words of the next article of the same law where the search hardly tells the two apart and both are short.
    """
    near = [a for a in articles[:NEAREST] if a.score >= ALSO * articles[0].score]
    best = next((a for a in near if _gives(asked, a)), articles[0])
    citations = _citations(asked, best)
    also = next((a for a in near if a is not best and _hardly_differ(a, best) and _gives(asked, a)), None)
    if also and _quoted(more := _citations(asked, also)) + _quoted(citations) <= _WHOLE_ARTICLE:
        citations += more
    found = answer_from(asked, best.info, "law.says", citations, best.path)
    if _is_doubtful(articles) and found.lead[0].key == "law.says":
        found = _as_nearest(asked, found, articles)
    return _shortened(found, best) if _is_cut(found, best, citations) else found


def _is_doubtful(articles: Sequence[Article]) -> bool:
    """Whether a search by meaning sets one article not far before the next.

    The lead is the best sign there is: set on half of 319 questions about laws, on the other half 93 of 100 articles
    were the right one where it was larger, and 32 of 100 where it was not.
    """
    by_meaning = len(articles) > 1 and articles[0].nearness is not None
    return by_meaning and articles[0].score - articles[1].score < _SURE


def _as_nearest(asked: Asked, found: Answer, articles: Sequence[Article]) -> Answer:
    """An answer as what is nearest to the question and may not be meant, with the place that is nearest beside it."""
    said = replace(found, lead=(Say("law.says_near", found.lead[0].details), *found.lead[1:]))
    shown = {(c.document, c.provision.partition(".")[0]) for c in found.citations}
    other = next((a for a in articles if (a.info.id, a.path) not in shown and a.force.state != "lapsed"), None)
    if other is None:
        return said
    place = place_of(asked, other)
    return replace(said, notes=(Say("law.also_near", {"name": law_name(other.info), "place": place}), *said.notes))


def place_of(asked: Asked, article: Article) -> str:
    """An article with the opening of its words: its heading as far as a line goes."""
    heading = shortened(article.head.provision.text, _LINE)
    return f"{'Article' if asked.lang == 'en' else 'Điều'} {article.path} ({heading})"


def _is_cut(found: Answer, article: Article, citations: Sequence[Citation]) -> bool:
    """Whether an answer lists an article and ends before it does."""
    from_the_top = citations[0].provision == article.path and len(article.texts) > len(found.citations)
    return len(citations) > MAX_CITATIONS or (from_the_top and len(citations) > 1)


def _hardly_differ(one: Article, other: Article) -> bool:
    """Whether a search puts two articles of one law about as near: of such pairs the first is meant in two of five."""
    return one.info == other.info and abs(one.score - other.score) <= _HARDLY and one.force == other.force


def _quoted(citations: Sequence[Citation]) -> int:
    return sum(len(c.quote) for c in citations)


def _gives(asked: Asked, article: Article) -> bool:
    slot = slot_of(asked.question)
    return slot is None or given_in(article, slot, asked.question)


def given_in(article: Article, slot: str, question: Question) -> bool:
    """Whether an article gives the fact asked for, in any of its words or as the number of points that it lists."""
    words = [t.provision.text for t in article.texts]
    listed = slot == "count" and any(_leads(t) for t in article.texts)
    return listed or any(fact_in(w, slot, question) for w in words)


def fact_in(words: str, slot: str, question: Question) -> bool:
    """Whether words of a law give a fact: laws set a time limit by its length, and spell numbers out."""
    words = _without_what_is_typed(words, question)
    if gives(slot, words, question) or (slot == "deadline" and gives("duration", words, question)):
        return True
    return slot == "count" and bool(_SPELLED_OUT.search(words))


def _without_what_is_typed(words: str, question: Question) -> str:
    """Words without the figures that the question itself holds: "đủ 12 tháng" tells nobody how many days."""
    tokens = [t.text for t in question.tokens]
    typed = [rf"{re.escape(a)}\s+{re.escape(b)}" for a, b in pairwise(tokens) if a.isdigit()]
    return re.sub(rf"(?<!\d)(?:{'|'.join(typed)})\b", " ", words, flags=re.IGNORECASE) if typed else words


_SPELLED_OUT = re.compile(
    r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|trăm)\s+"
    r"(?:phần trăm|phần\s|người|lần|thành viên|cấp|loại|hình thức)"
)


def _citations(asked: Asked, article: Article) -> list[Citation]:
    """The provisions of an article that answer, with the clause they complete; a list where a list is asked for."""
    matcher = Matcher(article.texts)
    if len(article.texts) == 1:
        return [_cite(asked, article.info, article.head, _words(asked, article.head, matcher))]
    ranked = matcher.rank(asked.question)
    if _asks_for_all(asked, article, ranked):
        return [_cite(asked, article.info, t) for t in _as_far_as_read(_listed(article, ranked))]
    answering = _answering(asked, article, ranked)
    led = {t.id: t for text in answering for t in _led(article, text) if t not in answering}
    words = [_cite(asked, article.info, t, _words(asked, t, matcher)) for t in answering]
    opening = [_cite(asked, article.info, t) for t in led.values()]
    return [*opening, *words] if len(words) > 1 and len(opening) == 1 else [*words, *opening]


def _led(article: Article, best: Text) -> list[Text]:
    """What a provision opens; or the clauses that it completes."""
    if _leads(best):
        return [t for t in article.texts if t.provision.path.startswith(f"{best.provision.path}.")]
    return [t for t in article.texts if best.provision.path.startswith(f"{t.provision.path}.") and _leads(t)]


def _answering(asked: Asked, article: Article, ranked: Sequence[Match]) -> list[Text]:
    """The provision that the search found and the one that carries most of the words; both where both are short.

    What gives the fact asked for comes first. Points of one clause that give it differ by whom they are of: then all
    of them are shown.
    """
    by_words = _best(asked, article, ranked)
    found = _found(article)
    votes = [found, by_words] if found and found is not by_words else [by_words]
    votes = [t for t in votes if not _denies(asked, t)] or [by_words]
    votes.sort(key=lambda t: not _holds_the_case(asked, article, t))
    slot = slot_of(asked.question)
    if slot in FIGURES:
        votes = [t for t in votes if fact_in(t.provision.text, slot, asked.question)] or votes
        beside = _beside(asked, article, votes[0])
        if 1 < len(beside) <= _BESIDE:
            return beside
    deeper = [t for t in votes if not any(_above(t, other) for other in votes)]
    length = sum(min(len(t.provision.text), _QUOTED) for t in deeper)
    return deeper if length <= _WHOLE_ARTICLE and not any(map(_leads, deeper)) else deeper[:1]


def _beside(asked: Asked, article: Article, best: Text) -> list[Text]:
    """The points of one clause that give the fact asked for, where the best of them is a point."""
    slot, above = slot_of(asked.question), best.provision.path.rpartition(".")[0]
    points = [t for t in article.texts if "." in above and t.provision.path.rpartition(".")[0] == above]
    return [t for t in points if slot and fact_in(t.provision.text, slot, asked.question)]


def _denies(asked: Asked, text: Text) -> bool:
    """Whether a provision is of the opposite case: it says "chưa đủ 12 tháng" where "đủ 12 tháng" is asked."""
    typed = " ".join(t.key for t in asked.question.tokens)
    return any(
        f" {negation} {words} " in text.own_keys
        and f" {words} " not in text.own_keys.replace(f" {negation} {words} ", " ")
        and f"{negation} {words}" not in typed
        for words in map(" ".join, pairwise(t.key for t in asked.question.tokens))
        for negation in _NEGATIONS
    )


_NEGATIONS = ("chua", "khong")


def _holds_the_case(asked: Asked, article: Article, text: Text) -> bool:
    """Whether a provision, or what it completes, names the figures of the case asked about ("đủ 12 tháng")."""
    typed = [f" {a.key} {b.key} " for a, b in pairwise(asked.question.tokens) if a.key.isdigit()]
    words = " ".join(t.own_keys for t in (text, *_led(article, text)))
    return all(each in words for each in typed)


def _found(article: Article) -> Text | None:
    """The provision that the search found by meaning, where it is narrower than the article."""
    if article.nearness is None:
        return None
    return next((t for t in article.texts[1:] if t.provision.path == article.found), None)


def _above(one: Text, other: Text) -> bool:
    return other.provision.path.startswith(f"{one.provision.path}.")


def _words(asked: Asked, text: Text, matcher: Matcher) -> Span:
    """The words of a provision that answer, the sentence that gives the fact asked for among them."""
    words = best_words(text, asked.question, matcher)
    slot, whole = slot_of(asked.question), text.document.text
    if slot is None or fact_in(whole[words.start : words.end], slot, asked.question):
        return words
    giving = [s for s in text.sentences if fact_in(whole[s.start : s.end], slot, asked.question)]
    if not giving:
        return words
    both = Span(min(words.start, giving[0].start), max(words.end, giving[0].end))
    return both if both.end - both.start <= _WHOLE_ARTICLE else giving[0]


def _best(asked: Asked, article: Article, ranked: Sequence[Match]) -> Text:
    """The nearest provision that gives the fact asked for; an article's heading only where nothing below is near."""
    slot = slot_of(asked.question)
    below = [m.text for m in ranked if m.text is not article.head]
    below.sort(key=lambda t: (_denies(asked, t), not _holds_the_case(asked, article, t)))
    giving = [t for t in below if slot and fact_in(t.provision.text, slot, asked.question)]
    return next(iter([*giving, *below]), article.head)


def _listed(article: Article, ranked: Sequence[Match]) -> Sequence[Text]:
    """An article as a list; of a long one the clause that is asked for, where words and meaning lead to the same."""
    found = _found(article)
    below = next((m.text for m in ranked if m.text is not article.head), None)
    if found is None or below is None or len(_text(article.texts)) <= _LONG_LIST:
        return article.texts
    clause = ".".join(found.provision.path.split(".")[:2])
    under = [t for t in article.texts if f"{t.provision.path}.".startswith(f"{clause}.")]
    return under if below in under and len(under) > 1 else article.texts


def _as_far_as_read(texts: Sequence[Text]) -> Sequence[Text]:
    """The opening of a list that is not too long for a phone."""
    lengths = accumulate(len(t.provision.text) for t in texts)
    return [t for t, length in zip(texts, lengths, strict=True) if length <= _MUCH] or texts[:1]


def _text(texts: Sequence[Text]) -> str:
    return " ".join(t.provision.text for t in texts)


def _leads(text: Text) -> bool:
    """Whether a provision only opens what stands under it ("Phạt tiền từ … đối với một trong các hành vi sau đây:")."""
    return text.provision.text.rstrip().endswith(":")


def _asks_for_all(asked: Asked, article: Article, ranked: Sequence[Match]) -> bool:
    """Whether the whole article answers: its heading is what is asked, and no single fact is."""
    if slot_of(asked.question) is not None or asked.question.asks_for("whether", "premise"):
        return False
    if _found(article) and " giai thich tu ngu " in article.head.own_keys:
        return False
    headed = article.found == article.path or (bool(ranked) and ranked[0].text is article.head)
    if article.nearness is not None and article.found == article.path and _is_short_heading(article):
        return True
    listed = asked.question.asks_for("several", "content_of", "obligations", "meaning")
    about = covered(topic(asked.question), [article.head.own_keys, joined(article.info.title)])
    if listed and (headed or about >= _HEADED):
        return True
    return headed and len(_text(article.texts)) <= _WHOLE_ARTICLE


def _is_short_heading(article: Article) -> bool:
    """Whether an article opens with its heading alone, so that what is found there is what the whole of it is about."""
    return len(article.head.provision.text) <= _HEADING


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
