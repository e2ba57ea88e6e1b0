"""The words of the directives that answer, or that they leave the asked fact out, or that it is not theirs."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answer import Answer, Detail, Say
from knowledge.answers import chain, claims, lists
from knowledge.answers.asked import Asked, cite_text, cite_whole, document_details, near
from knowledge.answers.paths import named_path, names_a_place
from knowledge.lexicons import table
from knowledge.matching import Match, concept_terms
from knowledge.model import Obligation
from knowledge.passages import Text
from knowledge.references import find_references
from knowledge.slots import FIGURES, GIVEN, gives, slot_of

# Shares of a question's weight (see `Matcher.known_share`, `Match.coverage`), set on the project's judged questions.
FOREIGN = 0.36  # less of it known than this, and no word of the directive's own subject: another office's business
SUBJECT_FOREIGN = 0.16  # less than this is foreign even when the subject is named
MUCH_BETTER_ABOVE = 0.2  # how much more of the question the directive above must carry to be cited instead
KNOWN_ELSEWHERE = 0.55  # coverage by another province's directive before its words are offered
REACHING = 0.8  # how much of the best reach a provision under a heading must have
NAMES_A_DOCUMENT = 0.5  # of the best score, for a provision that cites a document where one is asked for
ALSO = 0.86  # a second provision about as near is cited too
MAX_ANSWERING = 3
_SUBJECT_CONCEPTS = frozenset({"gender_equality", "gender_violence", "gender", "month_of_action", "women_committee"})
_LETTER_CONCEPTS = frozenset({"official_letter"})


def answer(asked: Asked) -> Answer:
    """Answered, not specified or out of scope; never None: this is the last that is asked."""
    question = asked.question
    if not question.content:
        return _slot_of_the_whole(asked) or out_of_scope(asked)
    matches = asked.matcher(asked.targets).rank(question)
    if not matches or foreign(asked):
        return _elsewhere(asked) or out_of_scope(asked)
    if question.asks_for("which_document"):
        matches = sorted(near(matches, NAMES_A_DOCUMENT), key=_names_no_document)
    if _asks_an_unknown_attribute(asked):
        return _not_specified(asked, "attribute", near(matches, 0.7)[:MAX_ANSWERING])
    slot = slot_of(question)
    asks_a_fact = slot is not None and not (slot == "where" and question.asks_for("in_document"))
    found = _slot(asked, slot, matches) if slot and asks_a_fact else None
    if found and found.status == "answered":
        return found
    # Before a fact is called missing, and before near words are offered, the directive above may be the one meant.
    return _better_above(asked, max(m.coverage for m in matches), slot) or found or _claim(asked, matches)


def _slot_of_the_whole(asked: Asked) -> Answer | None:
    """A fact asked for without a subject ("hạn nộp khi nào?"): of what is handed in, or of the money."""
    slot = slot_of(asked.question)
    acts = ("fund",) if slot == "amount" else ("report",)
    texts = [t for t in asked.passages.among([i.id for i in asked.targets]) if any(d.act in acts for d in t.duties)]
    matches = [Match(text, 1.0, 1.0, 1.0) for text in texts]
    return _slot(asked, slot, matches) if slot and matches else None


def _elsewhere(asked: Asked) -> Answer | None:
    """What a directive sent to other units says, where the unit's own say nothing of it."""
    here = {info.id for info in asked.scope.all}
    others = [info for info in asked.library.documents() if info.is_directive and info.id not in here]
    matcher = asked.matcher(others)
    if not others or not matcher.has_proof(asked.question) or matcher.known_share(asked.question) < KNOWN_ELSEWHERE:
        return None
    best = matcher.rank(asked.question)[0]
    slot = slot_of(asked.question)
    if best.coverage < KNOWN_ELSEWHERE or (
        slot in FIGURES and not gives(slot, best.text.provision.text, asked.question)
    ):
        return None
    info = asked.library.info(best.text.document.id)
    lead = Say("found.elsewhere", document_details(info))
    return asked.answer("answered", [lead], [cite_text(asked, best.text)])


def named_provision(asked: Asked) -> Answer | None:
    """A provision named by its place, cited whole, with what stands under it where it is a heading."""
    for info in asked.targets:
        path = named_path(asked.question, asked.library.document(info.id))
        if path:
            under = [t for t in asked.passages.of(info.id) if f"{t.provision.path}.".startswith(f"{path}.")]
            lead = Say("found.place", document_details(info))
            return _with_duties(asked.answer("answered", [lead], [cite_whole(asked, t) for t in under]), under)
    if names_a_place(asked.question) and not asked.question.content:
        return asked.answer("not_specified", [Say("missing.provision")])
    return None


def foreign(asked: Asked) -> bool:
    """Whether the question is about something that these directives do not speak of at all."""
    question = asked.question
    matcher = asked.matcher(asked.scope.all)
    if question.lang == "vi" and not matcher.has_proof(question):
        return True
    known = matcher.known_share(question)
    names_subject = bool(question.concept_names & _SUBJECT_CONCEPTS) or (
        bool(question.concept_names & _LETTER_CONCEPTS) and not question.asks_for("ministry")
    )
    return known < (SUBJECT_FOREIGN if names_subject or _speaks_of_a_provision(asked) else FOREIGN)


def _speaks_of_a_provision(asked: Asked) -> bool:
    """Whether two concepts of the question stand together in one provision: that is no other office's business."""
    general = {*table("duty_words")["weight"]["address"], *table("duty_words")["weight"]["weak"]}
    terms = [t for t in concept_terms(asked.question, general) if not t.pair]
    return any(
        sum(bool(t.carried_by(text.own_keys)) for t in terms) > 1 for text in asked.matcher(asked.scope.all).texts
    )


def out_of_scope(asked: Asked) -> Answer:
    """That the question is not about the loaded documents."""
    found = asked.answer("out_of_scope", [Say("scope.out")])
    return replace(found, document_year=None)


def _better_above(asked: Asked, carried: float, slot: str | None) -> Answer | None:
    """What only the directive above speaks of: its words, and that the unit's own directive leaves them out.

    `carried` is the largest share of the question that the unit's own carries. A fact asked for must be given there.
    """
    own_only = asked.question.asks_for("department") and not asked.question.asks_for("ministry", "whether", "premise")
    if own_only or not asked.scope.above or asked.targets == asked.scope.above:
        return None
    above = asked.matcher(asked.scope.above).rank(asked.question)
    if not above or above[0].coverage < carried + MUCH_BETTER_ABOVE:
        return None
    if slot and slot in GIVEN and not gives(slot, above[0].text.provision.text, asked.question):
        return None
    found = chain.dropped_words(asked)
    return found or asked.answer("answered", [Say("found.above")], [cite_text(asked, above[0].text)])


def _slot(asked: Asked, slot: str, matches: Sequence[Match]) -> Answer:
    """The first of the near provisions that gives the asked fact; else the nearest, which leaves it out."""
    candidates = near(matches, 0.7)[:MAX_ANSWERING]
    # Where something is to be sent is told of that thing alone: what is said of other reports does not answer.
    asked_of = candidates[:1] if slot == "send_to" else [*candidates, *_under_the_same_heading(matches)]
    for match in asked_of:
        duty = next((d for d in match.text.duties if d.due), None) if slot == "deadline" else None
        citation = cite_text(asked, match.text)
        if (
            duty
            or gives(slot, citation.quote, asked.question)
            or gives(slot, match.text.provision.text, asked.question)
        ):
            words = citation if gives(slot, citation.quote, asked.question) else cite_whole(asked, match.text)
            found = asked.answer("answered", [_place(asked, match)], [words])
            return _with_duties(found, [match.text])
    return _not_specified(asked, slot, candidates)


def _names_no_document(match: Match) -> bool:
    return not find_references(match.text.provision.text)


def _under_the_same_heading(matches: Sequence[Match]) -> list[Match]:
    """Provisions that carry the question together with the headings above them: "Thời gian: …" under what it is of."""
    furthest = max(m.reach for m in matches)
    reaching = [m for m in matches if m.reach >= REACHING * furthest and m.reach > m.coverage]
    return sorted(reaching, key=lambda m: -m.reach)[:MAX_ANSWERING]


def _asks_an_unknown_attribute(asked: Asked) -> bool:
    """Whether "<something> of <the subject> is what" is asked and that something is nowhere in the directives.

    The something stands before the first "của" (of) or "cho" (for) and takes two syllables or more.
    """
    question = asked.question
    if question.lang == "en" or not question.asks_for("meaning", "who", "several", "count"):
        return False
    end = next((i for i, t in enumerate(question.tokens) if t.key in ("cua", "cho") and i >= _ATTRIBUTE), 0)
    taken = {i for found in (*question.concepts, *question.cues) for i in range(found.start, found.end)}
    head = range(end - _ATTRIBUTE, end)
    if not end or taken & set(head) or end > _LEADING:
        return False
    words = f" {' '.join(question.tokens[i].key for i in head)} "
    return not any(words in text.own_keys for text in asked.matcher(asked.scope.all).texts)


_LEADING = 6
_ATTRIBUTE = 2


def _not_specified(asked: Asked, slot: str, matches: Sequence[Match]) -> Answer:
    tasks = [m for m in near(matches, 0.8) if m.text.provision.kind == "task"] or list(matches)
    details: dict[str, Detail] = {"issuer": asked.target.issuer or "" if asked.target else ""}
    lead = Say(f"missing.{slot}", details)
    found = asked.answer("not_specified", [lead], [cite_text(asked, m.text) for m in tasks[:1]])
    return _with_duties(found, [m.text for m in tasks[:1]])


def _claim(asked: Asked, matches: Sequence[Match]) -> Answer:
    """The best provision's words; a claim that they do not carry is not confirmed."""
    best = matches[0]
    tasks = [m for m in near(matches, ALSO) if m.text.provision.kind in ("task", "paragraph")][:MAX_ANSWERING]
    answering = tasks if tasks and tasks[0] is best else [best, *tasks][:MAX_ANSWERING]
    denied = claims.denied(asked, best, answering)
    if denied:
        return _with_duties(denied, [best.text])
    texts = [m.text for m in answering]
    texts += _below(asked, best.text) if len(texts) == 1 else []
    leads = [_found(asked, best), *_doers(asked, best.text)]
    found = asked.answer("answered", leads, [cite_text(asked, text) for text in texts])
    return _with_duties(found, texts)


def _below(asked: Asked, head: Text) -> list[Text]:
    """What stands under a heading that answers by itself only in name; nothing where that is a long list."""
    if head.provision.kind != "heading":
        return []
    below = [t for t in asked.passages.of(head.document.id) if t.provision.path.startswith(f"{head.provision.path}.")]
    return below if len(below) < MAX_ANSWERING else []


def _doers(asked: Asked, text: Text) -> list[Say]:
    """Who must do it, where that is asked and the provision is one duty."""
    if not asked.question.asks_for("doer") or not text.duties:
        return []
    return [Say("found.who", {"who": text.duties[0].who[asked.lang]})]


def _found(asked: Asked, match: Match) -> Say:
    """The lead of an answer: yes where a duty is asked after and is one, its title, or the place it stands."""
    duty = _duty_asked(asked, match)
    if duty is None:
        return _place(asked, match)
    reached = duty.applies_to(asked.unit_type)
    details: dict[str, Detail] = {"title": duty.title[asked.lang]}
    if lists.has_ended(duty, asked.today):
        return Say("found.ended", details | {"year": asked.target.year or "" if asked.target else ""})
    if reached.reason and reached.applies in ("conditional", "no", "unknown"):
        return Say(f"found.{reached.applies}", details | {"reason": reached.reason[asked.lang]})
    if claims.may_be_confirmed(asked, match):
        return Say("found.yes", details)
    if asked.question.asks_for("exempt") and asked.question.asks_for("whether"):
        return Say("found.exempt", details)
    return Say("found.nearest" if claims.is_only_near(asked.question) else "found.duty", details)


def _place(asked: Asked, match: Match) -> Say:
    """That a document says the words that follow."""
    return Say("found.place", document_details(asked.scope.find(match.text.document.id) or asked.scope.all[0]))


def _duty_asked(asked: Asked, match: Match) -> Obligation | None:
    """The duty of a provision that the question is about: its only one, or the one whose words answer."""
    duties = match.text.duties
    if len(duties) <= 1:
        return next(iter(duties), None)
    matcher, text = asked.matcher(asked.scope.all), match.text.document.text

    def carried(duty: Obligation) -> float:
        return matcher.carried_share(asked.question, f"{text[duty.quote.start : duty.quote.end]} . {duty.title.vi}")

    return max(duties, key=carried)


def _with_duties(found: Answer, texts: Sequence[object]) -> Answer:
    duties = tuple(d for t in texts for d in getattr(t, "duties", ()))
    return replace(found, obligations=duties)
