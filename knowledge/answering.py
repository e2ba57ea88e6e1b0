"""From a typed question to an answer, without a model: the one order in which the kinds of answer are tried."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import accumulate

from knowledge.answer import Answer, Say
from knowledge.answers import chain, cited, facts, laws, letterhead, lists, stock
from knowledge.answers.asked import MAX_CITATIONS, Asked
from knowledge.english_terms import opens_a_question, vietnamese_reading
from knowledge.everyday_terms import reading_in_law
from knowledge.follow_ups import (
    Leaning,
    cited_by,
    cited_last,
    completed,
    goes_on,
    means_the_article,
    says_little,
    speaks_of_a_law_before,
)
from knowledge.law_shelf import LawShelf
from knowledge.lexicons import table
from knowledge.library import Library
from knowledge.matching import Matcher
from knowledge.model import Lang, Obligation, Status, UnitType
from knowledge.passages import Passages
from knowledge.question import MAX_QUESTION, Question, language_of, understand
from knowledge.safety import asks_a_rule, in_danger, safety_lead
from knowledge.scope import Scope, scope_of
from knowledge.slots import slot_of
from knowledge.text import fold_accents, keys, shortened, slug
from knowledge.tokens import PhraseBook
from knowledge.typing_habits import Vocabulary
from knowledge.versions import DocumentInfo
from knowledge.years import YearMeant, day_meant, without_years

Turn = tuple[str, str]
"""An earlier question of the talk, and what the reader was told."""

Reader = Callable[[str], Question]
"""Makes of a message what is understood of it."""

_SCOPES_HELD = 64
_MATCHERS_HELD = 64
_DUTIES_HELD = 512
_OVERLAP = 200  # characters, so that no phrase is cut between two parts
_PARTS_READ = 20
_SAYS_SOMETHING = 4  # tokens; a shorter message without a subject is asked back
_LONG_MESSAGE = 28  # tokens; a longer message tells a story around its question
_AND = re.compile(r"[?;]\s+|,?\s+(?:và|còn|với lại|đồng thời|and|also)\s+(?=\S+\s+\S+)", re.IGNORECASE)
_JOINT = re.compile(rf"[?;]\s+(?:(?:và|còn|and)\s+)?|{_AND.pattern}|,\s+(?=\S+\s+\S+)", re.IGNORECASE)
_LAW_SAYS = re.compile(
    r"\btheo (?:luat|nghi dinh|thong tu)\b"
    r"|\bluat (?:do |nay )?(?:co )?(?:quy dinh|dinh nghia|nghiem cam|cam|noi|ghi|viet)\b"
    r"|\b(?:by|under the|the) law\b"
)
_LISTS = ("obligations", "no_directive_for_year")
_SPOKEN = ("answered", "not_specified")
_MOST_QUESTIONS = 3  # of one message; more fill a phone's screen
_PART_SHOWN = 60  # characters of a question that was left out, as it is named
_ASKING = (
    "when", "deadline", "frequency", "amount", "count", "form", "duration", "period", "where", "phone", "penalty",
    "send_to", "who", "how", "whether", "several", "contact", "medium", "papers", "trainer", "signer",
)  # fmt: skip
_KIND = r"(?:(?:công văn|kế hoạch|chỉ thị|hướng dẫn|văn bản|thông báo|plan|letter|directive)\s+)?(?:số\s+|no\.?\s+)?"
_TAGGED = re.compile(r"\[(\w+)\].*?\[/\1\]|<(\w+)>.*?</\2>", re.DOTALL)
_SENTENCE = re.compile(r"[^.?!\n;]+[.?!]*")
_AFTER_ASKING = re.compile(
    r"(?:cho|xin|muốn|muon)\s+(?:\w+\s+){0,3}?(?:hỏi|hoi)(?:\s+(?:là|la|rằng|rang))?[:,]?\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with all that goes with it; see `Answerer.answer`.

    `person`: an opaque mark of who asks, by which a chat model's use is counted; it is handed to nobody.
    """

    text: str
    today: date
    unit_type: UnitType | None = None
    lang: Lang | None = None
    history: Sequence[Turn] = ()
    after_danger: bool = False
    province: str | None = None
    person: str | None = None


class Answerer:
    """Answers from one library. Safe to share between threads: everything it keeps is derived and immutable."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._passages = Passages(library)
        self._shelf = LawShelf(library, self._passages)
        self._scope = lru_cache(_SCOPES_HELD)(self._scope_of)
        self._matcher = lru_cache(_MATCHERS_HELD)(self._matcher_over)
        self._words = lru_cache(_SCOPES_HELD)(self._words_of)
        self._unit_year = lru_cache(_SCOPES_HELD)(self._unit_year_of)
        self._places = sorted({info.place for info in library.documents() if info.is_directive and info.place})
        self._laws_of = lru_cache(_DUTIES_HELD)(self._laws_named_in)

    def answer(  # noqa: PLR0913 — who asks, when and in which language; all but the first two have defaults
        self,
        text: str,
        today: date,
        unit_type: UnitType | None = None,
        lang: Lang | None = None,
        *,
        history: Sequence[Turn] = (),
        after_danger: bool = False,
        province: str | None = None,
    ) -> Answer:
        """Answer one message of someone of a kind of unit on a day.

        `history`: earlier turns, oldest first. `after_danger`: the message before was one of danger, so that what is
        not plainly about the documents is taken as part of it.
        """
        scope = self._scope(unit_type or "school", today, province or _province_named(self._places, text))
        vocabulary, names = self._words(tuple(info.id for info in scope.all))

        @cache  # a message and its parts are looked at from several sides
        def read(message: str) -> Question:
            return understand(_called_this_letter(message, scope), vocabulary, today, lang=lang, names=names)

        whole = read(text)
        help_lines = self._asked(whole, unit_type, today, scope).answer("safety", [Say(safety_lead(whole.tokens))])
        rule = asks_a_rule(whole.tokens)
        if _danger(text, whole, read):
            return (
                _with_the_law(help_lines, self._safe(whole, unit_type, today, scope, (), read)) if rule else help_lines
            )
        found = self._safe(whole, unit_type, today, scope, history, read)
        part_of_it = after_danger and found.status in _NO_ANSWER and not rule and not _asks_about_documents(whole)
        return help_lines if part_of_it else found

    def answer_to(self, asking: Asking) -> Answer:
        """See `answer`."""
        return self.answer(
            asking.text,
            asking.today,
            asking.unit_type,
            asking.lang,
            history=asking.history,
            after_danger=asking.after_danger,
            province=asking.province,
        )

    def _safe(  # noqa: PLR0913, PLR0917 — as `answer`, read already
        self,
        whole: Question,
        unit_type: UnitType | None,
        today: date,
        scope: Scope,
        history: Sequence[Turn],
        read: Reader,
    ) -> Answer:
        """The answer to a message in which nobody is in danger."""
        question = self._to_the_point(whole, read)
        if question is None:
            return facts.out_of_scope(self._asked(whole, unit_type, today, scope))
        if small := _small_talk(self._asked(question, unit_type, today, scope)):
            return small
        if not scope.all:
            asked = self._asked(question, unit_type, today, scope)
            nothing = asked.answer("no_directive_for_year", [Say("year.nothing", {"year": today.year})])
            return laws.named(asked) or nothing
        unit_type = _unit_asked_about(question) or unit_type

        def ask(each: Question) -> Asked:
            return self._asked(each, unit_type, today, scope)

        leaning = cited_last(history, self._shelf, read, today) if self._shelf.laws else None
        if leaning and (found := _of_the_law_before(ask(question), leaning, read)):
            return found
        named = self._shelf.names.named(question, today) if self._shelf.laws else None
        if named is None and (continued := self._with_history(question, history, read)):
            return _route(ask(continued), read)
        found = _of_all(ask, question, read)
        lost = leaning and leaning.recent and says_little(question) and not _cites_a_law(found, self._shelf)
        return facts.out_of_scope(ask(question)) if lost else found

    def unit_year(
        self,
        unit_type: UnitType,
        today: date,
        lang: Lang = "vi",
        *,
        province: str | None = None,
        year: int | None = None,
    ) -> Answer:
        """What a kind of unit must do in a year (None: the year of `today`), of every directive that reaches it.

        Its status is `obligations`, or `no_directive_for_year` with the duties of the newest directive there is.
        """
        return self._unit_year(unit_type, today, lang, province, year or today.year)

    def scope(self, unit_type: UnitType | None, today: date, province: str | None = None) -> Scope:
        """The directives that reach a kind of unit on a day."""
        return self._scope(unit_type or "school", today, province)

    def laws_behind(self, duty: Obligation, today: date) -> tuple[DocumentInfo, ...]:
        """The loaded laws that a duty's provision names, by number or by name."""
        return self._laws_of(duty.document, duty.provision, today) if self._shelf.laws else ()

    def _unit_year_of(self, unit_type: UnitType, today: date, lang: Lang, province: str | None, year: int) -> Answer:
        question = replace(understand("", self._words(())[0], today, lang=lang), year=YearMeant((year,)))
        return lists.of_year(self._asked(question, unit_type, today, self._scope(unit_type, today, province)))

    def _laws_named_in(self, document_id: str, path: str, today: date) -> tuple[DocumentInfo, ...]:
        document, provision = self.library.document(document_id), self.library.provision(document_id, path)
        if provision is None:
            return ()
        cited = {slug(r.number) for r in document.outline.references if provision.start <= r.start < provision.end}
        numbered = [info for info in self._shelf.laws if slug(info.number or info.id) in cited]
        vocabulary, names = self._words((document_id,))
        named = self._shelf.names.named(understand(provision.text, vocabulary, today, lang="vi", names=names), today)
        found = [*numbered, *([named.info] if named and not named.other_year else [])]
        return tuple({info.id: info for info in found}.values())

    def _asked(self, question: Question, unit_type: UnitType | None, today: date, scope: Scope) -> Asked:
        return Asked(
            question=question,
            unit_type=unit_type or "school",
            today=today,
            lang=question.lang,
            library=self.library,
            passages=self._passages,
            matchers=self._matcher,
            scope=scope,
            assumed=unit_type is None,
            shelf=self._shelf,
        )

    def _scope_of(self, unit_type: UnitType, today: date, province: str | None) -> Scope:
        return scope_of(self.library, unit_type, today, province)

    def _matcher_over(self, document_ids: tuple[str, ...]) -> Matcher:
        return Matcher(self._passages.among(document_ids))

    def _words_of(self, document_ids: tuple[str, ...]) -> tuple[Vocabulary, tuple[str, ...]]:
        texts = [self.library.document(i).text for i in document_ids]
        return Vocabulary.of(texts), tuple(fold_accents(text) for text in texts)

    def _to_the_point(self, whole: Question, read: Reader) -> Question | None:
        """The part of a message that asks: without orders to the program, and without the story around the question."""
        rest = _without_orders(whole.raw)
        if rest is None:
            return None
        question = read(rest) if rest != whole.raw else whole
        if len(question.tokens) <= _LONG_MESSAGE or _asks_several(question, read):
            return question
        return max((read(part) for part in _parts(rest)), key=_pointedness)

    @staticmethod
    def _with_history(question: Question, history: Sequence[Turn], read: Reader) -> Question | None:
        """A question that leans on the one before, with that one's words added; None where it stands alone."""
        leans = any(cue.name == "continues" and cue.start <= 1 for cue in question.cues)
        if not history or (question.content and not leans):
            return None
        earlier = (read(said) for said, _ in reversed(history))
        before = next((each for each in earlier if each.content), None)
        if before is None:
            return None
        subject = _subject_of(before) if question.asks - {"continues"} else before.raw
        return read(f"{question.raw} {without_years(subject) if question.year.said else subject}")


def _subject_of(question: Question) -> str:
    """What a question is about, without what it asks: a follow-up asks something else of the same thing."""
    asking = {at for cue in question.cues for at in range(cue.start, cue.end)}
    return " ".join(token.text for at, token in enumerate(question.tokens) if at not in asking)


def _with_the_law(help_lines: Answer, found: Answer) -> Answer:
    """The help lines, and behind them in few words what the law says where that is asked."""
    of_law = any(say.key.startswith("law.says") for say in found.lead)
    if found.status != "answered" or not of_law:
        return help_lines
    room = accumulate(len(c.quote) for c in found.citations)
    kept = [c for c, taken in zip(found.citations, room, strict=True) if taken <= _LAW_BESIDE_HELP]
    return replace(help_lines, citations=tuple(kept or found.citations[:1]), notes=found.notes)


_LAW_BESIDE_HELP = 900
"""Characters of a law quoted under the help lines, which must stay what is seen first."""

_NO_ANSWER = ("out_of_scope", "smalltalk", "clarify")
"""After a cry for help, what comes to this is part of it; whatever the directives answer is ordinary work."""


def _danger(text: str, whole: Question, read: Reader) -> bool:
    """Whether any part of a message speaks of danger, also behind what a question is read from."""
    if in_danger(whole.tokens):
        return True
    rest = [text[at : at + MAX_QUESTION] for at in range(MAX_QUESTION - _OVERLAP, len(text), MAX_QUESTION - _OVERLAP)]
    return any(in_danger(read(part).tokens) for part in rest[:_PARTS_READ])


def _asks_about_documents(question: Question) -> bool:
    """Whether a message asks plainly about the directives: two things of theirs, or the letter itself."""
    return len(question.concept_names) > 1 or "official_letter" in question.concept_names


_UNITS: dict[str, UnitType] = {"district_office": "office", "center": "center"}


def _unit_asked_about(question: Question) -> UnitType | None:
    """The kind of unit whose duties are asked about by name ("phòng giáo dục phải làm gì")."""
    if not question.asks_for("obligations", "must") or question.asks_for("sent", "addressees", "contact"):
        return None
    return next((kind for concept, kind in _UNITS.items() if concept in question.concept_names), None)


def _province_named(places: Sequence[str], text: str) -> str | None:
    """The first of the places that a message names."""
    typed = f" {' '.join(keys(text))} "
    return next((place for place in places if f" {' '.join(keys(place))} " in typed), None)


def _called_this_letter(message: str, scope: Scope) -> str:
    """A message in which the number of the unit's own directive, with the kind before it, is read as "this letter"."""
    for info in scope.own:
        if info.number and info.number.lower() in message.lower():
            message = re.sub(_KIND + re.escape(info.number), "công văn này", message, flags=re.IGNORECASE)
    return message


def _two_tasks(question: Question, read: Reader) -> list[Question]:
    """A message that asks two things of the directives, parted; each asks, and speaks of something of its own."""
    if question.asks_for("ministry") and question.asks_for("department"):
        return []
    parts = [read(part) for part in _AND.split(question.raw) if part and part.strip()]
    both = len(parts) == 2 and all(part.asks_for(*_ASKING) and part.concept_names for part in parts)  # noqa: PLR2004 — two
    return parts if both else []


def _questions_in(question: Question, read: Reader) -> list[Question]:
    """What a message asks, one after the other; each asks, and speaks of something of its own."""
    if question.asks_for("compare") or (question.asks_for("ministry") and question.asks_for("department")):
        return []
    found: list[Question] = []
    for piece in _JOINT.split(question.raw):
        part = read(piece.strip())
        if found and not (_asks_for_itself(part) and _asks_for_itself(found[-1])) and not _turns_to_the_law(part):
            found[-1] = read(f"{found[-1].raw}, {part.raw}")
        elif part.tokens:
            found.append(part)
    return found


def _asks_several(question: Question, read: Reader) -> bool:
    """Whether a message is nothing but questions, and more than one."""
    sentences = [read(part) for part in _SENTENCE.findall(question.raw) if part.strip()]
    return len(sentences) > 1 and all(s.raw.endswith("?") and _asks_for_itself(s) for s in sentences)


def _asks_for_itself(question: Question) -> bool:
    asks = question.asks_for(*_ASKING) or (question.lang == "en" and opens_a_question(question.raw))
    return asks and bool(question.content)


def _turns_to_the_law(question: Question) -> bool:
    """Whether a part of a message, after a task, asks what the law says of it ("luật đó nghiêm cấm những gì")."""
    return bool(_LAW_SAYS.search(fold_accents(question.raw))) or speaks_of_a_law_before(question)


def _means_a_law(asked: Asked) -> bool:
    named = asked.shelf.names.named(asked.question, asked.today)
    return named is not None or _turns_to_the_law(asked.question)


def _of_the_law_before(asked: Asked, leaning: Leaning, read: Reader) -> Answer | None:
    """The answer to a message that leans on the law cited before; None where it stands alone."""
    asked = _in_their_words(asked, read)
    question, shelf, day = asked.question, asked.shelf, asked.today
    if text := completed(question, leaning, shelf, day):
        return _route(replace(asked, question=read(text)), read)
    if not leaning.recent or shelf.names.named(question, day):
        return None
    if means_the_article(question, leaning, shelf, day) and (found := laws.of_article(asked, leaning)):
        return found
    return laws.going_on(asked, leaning, read) if goes_on(question) else None


def _cites_a_law(answer: Answer, shelf: LawShelf) -> bool:
    return any(shelf.is_law(citation.document) for citation in answer.citations)


def _of_all(ask: Callable[[Question], Asked], question: Question, read: Reader) -> Answer:
    """The answer to a message and its parts; laws are asked part by part only where one of them then answers."""
    whole = ask(question)
    two = [_route(ask(part), read) for part in _two_tasks(question, read)]
    alone = _merged(two) if two and all(a.status in _SPOKEN for a in two) else _alone(whole, read)
    if not whole.shelf.laws or (len(question.tokens) > _LONG_MESSAGE and not _asks_several(question, read)):
        return alone
    found = _of_parts([ask(part) for part in _questions_in(question, read)], read)
    if found is None or not _cites_a_law(found, whole.shelf):
        return alone
    loses_its_law = _cites_a_law(alone, whole.shelf) and not whole.shelf.is_law(found.citations[0].document)
    return alone if loses_its_law else found


def _of_parts(parts: Sequence[Asked], read: Reader) -> Answer | None:
    """The answers to several questions of one message; None where it is one question, or none has an answer."""
    leaning: Leaning | None = None
    answers: list[Answer] = []
    for asked in parts[:_MOST_QUESTIONS] if len(parts) > 1 else ():
        found = _of_the_law_before(asked, leaning, read) if leaning else None
        if found is None and answers and says_little(asked.question):
            found = facts.out_of_scope(asked)
        found = found or _of_a_part(asked, read, first=not answers)
        of_a_task = answers and not _cites_a_law(answers[0], asked.shelf)
        if of_a_task and _cites_a_law(found, asked.shelf) and not _means_a_law(asked):
            return None  # "… và trẻ em gái khuyết tật không?" is a part of the task that is asked
        answers.append(found)
        leaning = cited_by(answers[-1], asked.question, asked.shelf, asked.today) or leaning
    said = [a for a in answers if a.status in _SPOKEN and a.citations]
    shelf = parts[0].shelf if parts else None
    if shelf and any(_cites_a_law(a, shelf) for a in said):  # that the directives leave it out says nothing of a law
        said = [a for a in said if a.status == "answered" or _cites_a_law(a, shelf)]
    if len(said) < 2:  # noqa: PLR2004 — two parts
        return None
    left = [p.question.raw for p, a in zip(parts, answers, strict=False) if a not in said]
    return _merged(said, [*left, *(p.question.raw for p in parts[_MOST_QUESTIONS:])])


def _of_a_part(asked: Asked, read: Reader, *, first: bool) -> Answer:
    if not first and _turns_to_the_law(asked.question):
        of_laws = _in_their_words(asked, read)
        return laws.named(of_laws) or laws.beside(of_laws, facts.out_of_scope(asked))
    return _route(asked, read)


def _alone(asked: Asked, read: Reader) -> Answer:
    """The answer to one question with nothing before it: "luật này" then means no law that is known."""
    unnamed = asked.shelf.names.named(asked.question, asked.today) is None
    if asked.shelf.laws and unnamed and speaks_of_a_law_before(asked.question):
        return asked.answer("clarify", [Say("clarify.law")])
    return _route(asked, read)


def _merged(answers: Sequence[Answer], left: Sequence[str] = ()) -> Answer:
    """Several answers as one, in the order asked, each with its share of a screen; what was left out is said."""
    share = MAX_CITATIONS // len(answers)
    status: Status = "answered" if any(a.status == "answered" for a in answers) else "not_specified"
    notes = [note for a in answers for note in a.notes]
    return replace(
        answers[0],
        status=status,
        lead=tuple(_once(_laws_in_one([say for a in answers for say in a.lead]))),
        citations=tuple(dict.fromkeys(c for a in answers for c in a.citations[:share])),
        obligations=tuple({d.id: d for a in answers for d in a.obligations}.values()),
        notes=tuple(_once([*notes, *(Say("parts.left", {"part": shortened(part, _PART_SHOWN)}) for part in left)])),
    )


def _laws_in_one(leads: Sequence[Say]) -> list[Say]:
    """Openings of answers, those that only name a law put into one."""
    names = "; ".join(dict.fromkeys(str(say.details["name"]) for say in leads if say.key == "law.says"))
    return [Say("law.says", {"name": names}) if say.key == "law.says" else say for say in leads]


def _once(says: Sequence[Say]) -> list[Say]:
    return [say for at, say in enumerate(says) if say not in says[:at]]


def _route(asked: Asked, read: Reader) -> Answer:
    """A law's own words where they are asked for; else the directives, and a law where these do not speak."""
    reading = _in_their_words(asked, read)
    of_laws = replace(reading, today=day_meant(asked.question.raw) or asked.today)
    if found := stock.answer(of_laws) or laws.named(of_laws):
        return found
    found = stock.other_province(asked) or _from_directives(asked)
    # A reading in terms is not sure enough to take a task's own business, or a unit's list, from the directives.
    of_a_task = found.status in _LISTS or (bool(found.citations) and laws.is_of_a_task(asked.question))
    return found if reading is not asked and of_a_task else laws.beside(of_laws, found)


def _in_their_words(asked: Asked, read: Reader) -> Asked:
    """What is asked, in the words of the laws: English and everyday words in theirs."""
    if not asked.shelf.laws:
        return asked
    said = asked.question.raw
    terms = vietnamese_reading(said) or reading_in_law(said)
    if terms is None or language_of(terms) != "vi":
        return asked
    return replace(asked, question=replace(read(terms), lang="vi"))


def _from_directives(asked: Asked) -> Answer:
    """The kinds of answer, in order: the first that recognises the question answers it."""
    for kind in (letterhead.answer, chain.answer, cited.answer):
        if found := kind(asked):
            return found
    question = asked.question
    if _no_directive_meant(asked):
        theirs = question.asks_for("obligations") or not facts.foreign(asked)
        return lists.no_directive(asked) if theirs else facts.out_of_scope(asked)
    if named := facts.named_provision(asked):
        return named
    if not question.content and not question.asks_for("obligations") and not slot_of(question):
        vague = question.asks_for("continues") or len(question.tokens) < _SAYS_SOMETHING
        return asked.answer("clarify", [Say("clarify")]) if vague else facts.out_of_scope(asked)
    return lists.answer(asked) or facts.answer(asked)


def _no_directive_meant(asked: Asked) -> bool:
    """Whether the question names a year of which no directive reaches the unit."""
    years = asked.question.year.years
    if not years or asked.scope.of_year(years) or any(info.year in years for info in asked.targets):
        return False
    return not _is_end_of_a_period(asked, years[0])


def _is_end_of_a_period(asked: Asked, year: int) -> bool:
    """A year up to which a duty runs ("đến năm 2025") is not the year a directive is sought for."""
    until = re.search(
        rf"(?:den|toi|het|until|till|to|through|by)\s+(?:het\s+)?(?:nam\s+)?{year}", fold_accents(asked.question.raw)
    )
    return bool(until) and any(str(year) in asked.library.document(i.id).text for i in asked.targets)


_SAY_LITTLE = frozenset({"several", "whole", "continues", "whether"})


@cache
def _polite_words() -> PhraseBook:
    return PhraseBook((name, phrase) for name, phrases in table("small_talk").items() for phrase in phrases)


@cache
def _orders() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in table("orders")["patterns"])


def _small_talk(asked: Asked) -> Answer | None:
    """A greeting, thanks, or a question about the bot itself, where nothing else is asked."""
    question = asked.question
    found = _polite_words().find(question.tokens)
    said = {i for hit in found for i in range(hit.start, hit.end)}
    left = [t for i, t in enumerate(question.tokens) if i not in said and t in question.content]
    if question.asks_for(*_ASKING, "obligations") and not any(hit.name == "about" for hit in found):
        return None
    only_thanks = bool(found) and not question.concepts and not question.asks - _SAY_LITTLE
    if not found or (not only_thanks and (left or 2 * len(said) < len(question.tokens))):
        return None
    kind = next(
        (name for name in ("about", "thanks", "greeting") if any(hit.name == name for hit in found)), "greeting"
    )
    if kind == "greeting" and question.asks_for("obligations"):
        return None
    return asked.answer("smalltalk", [Say(f"smalltalk.{kind}")])


def _without_orders(raw: str) -> str | None:
    """A message without the sentences that give orders to the program; None where nothing else is left."""
    if not any(order.search(raw) for order in _orders()):
        return raw
    plain = _TAGGED.sub(". ", raw)
    kept = [
        part.strip() for part in re.split(r"(?<=[.?!:;\n])\s+", plain) if not any(o.search(part) for o in _orders())
    ]
    rest = " ".join(kept)
    return rest if len(rest.split()) > 3 else None  # noqa: PLR2004 — fewer words ask nothing


def _parts(raw: str) -> list[str]:
    parts = [m.group().strip() for m in _SENTENCE.finditer(raw) if m.group().strip()]
    asked = [raw[m.end() :] for m in _AFTER_ASKING.finditer(raw)]
    pointed = [m.group().strip() for part in asked for m in _SENTENCE.finditer(part) if m.group().strip()]
    return [raw, *parts, *pointed]


def _pointedness(question: Question) -> float:
    """How much a part of a message asks and speaks of: cues and concepts for its length."""
    asks = len(question.asks - {"several", "whole", "continues", "whether"})
    return (min(asks, 2) + len(question.concept_names)) / (8 + len(question.tokens))
