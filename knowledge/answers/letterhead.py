"""Whether a question is about the letter itself (who signed, to whom, which number), and which facts it asks for."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.answer import Answer
from knowledge.answers import letter_facts
from knowledge.answers.asked import Asked
from knowledge.answers.letter_facts import Letter, Reply
from knowledge.question import Question
from knowledge.scope import Scope
from knowledge.text import fold_accents, keys, pairs
from knowledge.tokens import Token

# What may stand in a question about the letter itself beside the words that ask: names of letters, offices and units.
_NAMES_OF_LETTERS = frozenset({
    "official_letter", "department", "ministry", "addressee", "contact", "difficulty", "school", "school_level",
    "center",
    "district_office", "teacher", "commune", "district", "collective", "gender_equality", "personnel_office",
    "individual", "incident", "socio_political", "people_committee", "labour_office", "state_agency",
})  # fmt: skip
_SAYING_LITTLE = frozenset({"implement", "gender", "build", "capacity", "leadership", "authority", "children"})
# Kinds of unit: whether the letter is theirs to carry out is told by its addressees.
_UNIT_NAMES = frozenset(
    {"school_level", "center", "district_office", "school", "commune", "people_committee", "district"}
)
_MOST_OTHER_WORDS = 6
_A_PLACE_NAME = 3
_MOST_FACTS = 2
# Whatever else is spoken of, these cues together with the concept can only ask for the one thing.
_PLAIN = {"contact": "difficulty", "signer": "official_letter", "recipients": "official_letter"}
_CONTACTS = frozenset({"personnel_office", "department", "ministry", "difficulty", "contact", "district_office"})


def answer(asked: Asked) -> Answer | None:
    """An answer where the question is about the letter itself, or that and the one above, else None."""
    if asked.question.asks_for("ministry") and asked.question.asks_for("department") and asked.scope.above:
        return _of_both(asked)
    return _of_one(asked)


def _of_both(asked: Asked) -> Answer | None:
    """The same fact of the unit's letter and of the one above it, one after the other."""
    infos = (*asked.scope.own[:1], *asked.scope.above[:1])
    found = [_of_one(replace(asked, scope=Scope((info,), ()))) for info in infos]
    kept = [answer_ for answer_ in found if answer_]
    if len(kept) < len(infos) or asked.question.asks_for("basis"):
        return _of_one(asked)
    lead = [say for each in kept for say in each.lead]
    return asked.answer("answered", lead, [c for each in kept for c in each.citations])


def _of_one(asked: Asked) -> Answer | None:
    """The facts of one letter that are asked for, each said in turn."""
    letter = Letter.of(asked)
    if letter is None:
        return None
    found = [answer_ for reply in _wanted(letter) if (answer_ := reply(letter))]
    return _together(asked, found[:_MOST_FACTS]) if found else None


def _wanted(letter: Letter) -> list[Reply]:
    """The replies that a question asks for, in the order of `_REPLIES`."""
    asked, question = letter.asked, letter.asked.question
    wanted = [reply for cue, reply in _REPLIES if question.asks_for(cue) and _is_asked(asked, cue)]
    if question.asks_for("signer") and question.asks_for("when") and wanted == [letter_facts.signer]:
        return [*wanted, letter_facts.date_of_issue]
    if wanted:
        return wanted
    if _about_the_letter(asked, "") and _speaks_of_the_letter(question):
        return _by_the_question_word(question)
    return [letter_facts.signer] if _names_the_signer(letter) else []


def _is_asked(asked: Asked, cue: str) -> bool:
    return _plainly_asked(asked.question, cue) or _about_the_letter(asked, cue)


def _together(asked: Asked, found: Sequence[Answer]) -> Answer:
    """Several facts as one answer; a missing one does not hide one that is there."""
    if len(found) == 1:
        return found[0]
    status = "answered" if any(a.status == "answered" for a in found) else found[0].status
    return asked.answer(status, [s for a in found for s in a.lead], [c for a in found for c in a.citations])


def _by_the_question_word(question: Question) -> list[Reply]:
    """Nothing is spoken of but the letter: when asks its date, to whom its addressees (a plan has none but copies)."""
    if question.asks_for("when", "letter_date"):
        return [letter_facts.date_of_issue]
    if question.asks_for("sent") and question.asks_for("where", "who", "several", "whether"):
        return [_addressees_or_copies]
    if question.asks_for("whether") and question.concept_names & _UNIT_NAMES and _says_no_more(question):
        return [letter_facts.addressees]
    return []


def _addressees_or_copies(letter: Letter) -> Answer | None:
    return letter_facts.addressees(letter) or letter_facts.recipients(letter)


def _names_the_signer(letter: Letter) -> bool:
    """A question that names the signer asks about the signature ("Ông … là Giám đốc phải không?")."""
    name = letter.header.signer
    return bool(name) and fold_accents(name or "") in fold_accents(letter.asked.question.raw)


def _speaks_of_the_letter(question: Question) -> bool:
    """Whether the letter is named, or nothing but a kind of unit that asks whether it has to act."""
    if "official_letter" in question.concept_names:
        return True
    units = bool(question.concept_names) and question.concept_names <= _UNIT_NAMES | {"implement", "school"}
    only_units = units and question.concept_names != {"school"} and _says_no_more(question)
    return only_units and question.asks_for("must", "whether")


def _only_dates(question: Question) -> bool:
    """The verb of signing alone ("ký ngày nào") asks when, not who."""
    named = any(c.name == "signer" and c.length > 1 for c in question.cues)
    return question.asks_for("when", "letter_date") and not named


def _asks_otherwise(question: Question, cue: str) -> bool:
    """Whether a cue's word is there for another question: a date, or whether the letter is sent to someone."""
    if cue == "signer":
        return _only_dates(question)
    return cue == "recipients" and question.asks_for("whether", "premise")


def _plainly_asked(question: Question, cue: str) -> bool:
    """Whether a cue asks for its fact by itself, or with the concept that goes with it."""
    if _asks_otherwise(question, cue):
        return False
    if cue == "phone":
        return bool(question.concept_names & _CONTACTS) or not question.content
    return _PLAIN.get(cue) in question.concept_names


def _says_no_more(question: Question) -> bool:
    """Whether nothing is spoken of but a unit and the letter."""
    if question.concept_names - _NAMES_OF_LETTERS - {"implement"}:
        return False
    said = {question.tokens[i] for hit in (*question.concepts, *question.cues) for i in range(hit.start, hit.end)}
    return len(set(question.content) - said) <= _A_PLACE_NAME


def _about_the_letter(asked: Asked, cue: str) -> bool:
    """Whether little is left beside names of letters and offices; a question with its own subject is about that."""
    question = asked.question
    if question.numbers or (cue == "letter_number" and question.asks_for("basis", "cites")):
        return cue == "basis"
    if _asks_otherwise(question, cue) or (cue == "event_past" and question.concept_names - _NAMES_OF_LETTERS):
        return False
    if cue in ("addressees", "recipients") and question.concept_names & {"report", "plan", "training"}:
        return False
    naming = [c for c in question.concepts if c.name in _NAMES_OF_LETTERS]
    cued = [c for c in question.cues if c.name == cue]
    said = {question.tokens[i] for hit in (*naming, *cued) for i in range(hit.start, hit.end)}
    titled = _titled(asked)
    return len(set(question.content) - said - titled) <= _MOST_OTHER_WORDS and not _names_a_task(question, titled)


def _titled(asked: Asked) -> set[Token]:
    """The tokens that repeat the kind, title, issuer or place of the letter, two neighbours at least."""
    named = [f"{i.kind or ''} về . {i.title} . {i.issuer or ''} . {i.place or ''}" for i in asked.targets[:1]]
    known = {pair for text in named for pair in pairs(keys(text))}
    return {t for a, b in pairwise(asked.question.tokens) if f"{a.key}_{b.key}" in known for t in (a, b)}


def _names_a_task(question: Question, titled: Collection[Token]) -> bool:
    named = {c.name for c in question.concepts if not set(question.tokens[c.start : c.end]) <= set(titled)}
    return bool(named - _NAMES_OF_LETTERS - _SAYING_LITTLE)


_REPLIES: tuple[tuple[str, Reply], ...] = (
    ("phone", letter_facts.contact),
    ("cites", letter_facts.cites),
    ("basis", letter_facts.basis),
    ("signer", letter_facts.signer),
    ("letter_number", letter_facts.number),
    ("letter_date", letter_facts.date_of_issue),
    ("recipients", letter_facts.recipients),
    ("addressees", letter_facts.addressees),
    ("contact", letter_facts.contact),
    ("event_past", letter_facts.force),
)
