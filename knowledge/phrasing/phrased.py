"""Answers with a lead by a chat model: asked where it helps, proven sentence by sentence, else as the rules answer.

The rules answer first, always. What they do surely is never handed on: danger, small talk, orders to the program, a
fact that is not given, a year without a directive, lists, letterheads, chains, and whether a task is the unit's own.
Quotations, labels, sources and notes are the program's in every case; a model adds words around them or none.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic

from knowledge.answer import Answer, Say
from knowledge.answering import Answerer, Asking
from knowledge.answers.asked import MAX_CITATIONS, cite
from knowledge.errors import ChatModelError
from knowledge.model import Citation, Lang, Passage, Span
from knowledge.phrasing import outside
from knowledge.phrasing.faults import Fault, told
from knowledge.phrasing.grounds import Ground
from knowledge.phrasing.model import ChatModel, Prompt, Prompts, Sentence
from knowledge.phrasing.prompts import passages_text
from knowledge.phrasing.proving import Proof, judged
from knowledge.phrasing.showing import Place, Showing, SourceName
from knowledge.phrasing.sorting import Use, is_of_another_language, may_lean, shared_concepts, stands_to_reason, use_of

MOST_SENTENCES = 3
MOST_SHOWN = 8
MOST_OFFERED = 12
"""Passages to choose from: of a question in another language the search often has the right one only among so many."""
ASKED_AGAIN_WITHIN = 8.0
"""Seconds after which nobody is kept waiting for a second reply."""
SHARED = 2
"""Things of the field that a passage and a question must share before it is offered to be chosen …"""
NEAR_IN_MEANING = 0.85
"""… or one, where the two are as near as this in meaning. Set on the questions that nothing loaded answers."""
TRIES = 2
"""A reply in which something does not stand is asked for once more, with the reasons."""
_REPLACED = frozenset({"found.yes", "found.duty", "found.place", "found.several", "law.says"})
"""Leads that only open the quotations: the model's sentences open them as well. All others are said before these."""

_LANGUAGES: Mapping[Lang, str] = {"vi": "Vietnamese", "en": "English"}
_NO_FAULTS = "none"
_TURNS = 3

log = logging.getLogger(__name__)

Heard = Callable[[Answer], None]
"""Told an answer as far as it is proven, each time one more sentence is."""
Judged = Callable[[Sentence, tuple[Fault, ...]], None]
"""Told each sentence of the model's and what is wrong with it, for those who measure."""


@dataclass
class Lead:
    """What a model has said so far that stands, and what does not."""

    sentences: list[Sentence] = field(default_factory=list)
    faults: list[tuple[Sentence, tuple[Fault, ...]]] = field(default_factory=list)
    refused: bool = False

    @property
    def said(self) -> tuple[str, ...]:
        """The sentences that stand."""
        return tuple(each.text for each in self.sentences)


class Phrased:
    """Answers as `Answerer` does, with a model's help. Safe to share between threads.

    `patience`: seconds after which a second reply is not asked for.
    """

    def __init__(  # noqa: PLR0913 - who takes part, and two things for those who measure
        self,
        answerer: Answerer,
        model: ChatModel,
        prompts: Prompts,
        source_name: SourceName,
        uses: frozenset[Use],
        *,
        patience: float = ASKED_AGAIN_WITHIN,
        told_of: Judged = lambda _sentence, _faults: None,
    ) -> None:
        self.answerer = answerer
        self._model = model
        self._prompts = prompts
        self._showing = Showing(answerer.library, source_name)
        self._uses = uses
        self._patience = patience
        self._tell_judged = told_of

    def answer(self, asking: Asking, heard: Heard = lambda _so_far: None) -> Answer:
        """The answer; with proven sentences of the model's where it helped, else the rules' own."""
        found = self.answerer.answer_to(asking)
        asking, found = self._stood_alone(asking, found)
        use = use_of(found, asking.text)
        if use is None or use not in self._uses:
            return found
        places = self._places(use, asking, found)
        if not places:
            return found
        try:
            return self._phrased(use, asking, found, places, heard)
        except ChatModelError as error:
            log.info("answered without the model: %s", type(error).__name__)
            return found

    def _stood_alone(self, asking: Asking, found: Answer) -> tuple[Asking, Answer]:
        """The question with what the turns before supply where the rules could make nothing of it, and its answer."""
        turns = [turn for turn in asking.history[-_TURNS:] if turn[0].strip()]
        unclear = found.status in ("clarify", "out_of_scope") and may_lean(asking.text)
        needed = "follow_ups" in self._uses and turns and unclear
        if not needed or not outside.may_be_sent(asking.text) or not all(outside.may_be_sent(q) for q, _ in turns):
            return asking, found
        prompt = self._prompts.render(
            "stand_alone",
            question=outside.without_contacts(asking.text),
            turns="\n".join(f"- {outside.without_contacts(question)}" for question, _ in turns),
            today=asking.today.isoformat(),
            language=_LANGUAGES[found.lang],
        )
        try:
            question = self._model.stand_alone(prompt, person=asking.person)
        except ChatModelError as error:
            log.info("question left as it is: %s", type(error).__name__)
            return asking, found
        if not stands_to_reason(question, asking.text, [q for q, _ in turns]):
            return asking, found
        whole = replace(asking, text=question, history=())
        again = self.answerer.answer_to(whole)
        return (asking, found) if again.status in ("clarify", "out_of_scope", "smalltalk", "safety") else (whole, again)

    def _places(self, use: Use, asking: Asking, found: Answer) -> list[Place]:
        """What the model is shown: what the rules cite; where it is to choose, what a search finds beside."""
        cited = [Place(c.document, c.provision) for c in found.citations]
        if use == "leads":
            return list(dict.fromkeys(cited))[:MOST_SHOWN]
        scope = self.answerer.scope(asking.unit_type, asking.today, asking.province)
        allowed = {info.id for info in scope.own or scope.all}  # what is above says much the same over again
        hits = self.answerer.library.search(asking.text, MOST_OFFERED, allowed, asking.today)
        near = [hit for hit in hits if hit.provision.kind != "heading" and _is_near(hit, asking.text)]
        return list(dict.fromkeys([*cited, *(Place(hit.document, hit.provision.path) for hit in near)]))[:MOST_OFFERED]

    def _phrased(self, use: Use, asking: Asking, found: Answer, places: Sequence[Place], heard: Heard) -> Answer:
        scope = self.answerer.scope(asking.unit_type, asking.today, asking.province)
        sent_to = [info.id for info in scope.own]
        grounds = self._showing.grounds(places, asking.unit_type or "school", sent_to)
        confirms = any(say.key == "found.yes" for say in found.lead)
        by_token = dict(zip(grounds, places, strict=True))
        lead, faults, until = Lead(), _NO_FAULTS, monotonic() + self._patience
        # The question's words and its own of the first try are no secret: it may say them where they stand.
        own = self._prompt(replace(asking, text=""), found, grounds, _NO_FAULTS)
        proof = Proof(grounds, found.lang, confirms, f"{own.system}\n{own.user}")
        for _ in range(TRIES):
            prompt = self._prompt(asking, found, grounds, faults)
            lead.faults.clear()
            for _said in self._proven(prompt, proof, asking, lead):
                heard(self._put(use, asking, found, by_token, lead))
            if not lead.faults or len(lead.sentences) == MOST_SENTENCES or monotonic() > until:
                break
            faults = told(lead.faults)
        log.info(
            "model %s, prompt answer %s: %d sentences stand, %d do not",
            self._model.name, self._prompts.version("answer"), len(lead.sentences), len(lead.faults),
        )  # fmt: skip
        return self._put(use, asking, found, by_token, lead) if lead.sentences else found

    def _prompt(self, asking: Asking, found: Answer, grounds: Mapping[str, Ground], faults: str) -> Prompt:
        return self._prompts.render(
            "answer",
            question=outside.without_contacts(asking.text),
            unit=asking.unit_type or "school",
            today=asking.today.isoformat(),
            language=_LANGUAGES[found.lang],
            passages=passages_text(ground.shown for ground in grounds.values()),
            faults=faults,
        )

    def _proven(self, prompt: Prompt, proof: Proof, asking: Asking, lead: Lead) -> Iterator[Sentence]:
        """The sentences of one reply that stand, as they come; those that stand already are not said twice."""
        try:
            for said in self._model.reply(prompt, person=asking.person):
                if not isinstance(said, Sentence):
                    lead.refused = True
                    return
                sentence, faults = judged(proof, said)
                self._tell_judged(sentence, faults)
                if faults:
                    lead.faults.append((sentence, faults))
                elif sentence.text not in lead.said and len(lead.sentences) < MOST_SENTENCES:
                    lead.sentences.append(sentence)
                    yield sentence
        except ChatModelError as error:
            if not lead.sentences:
                raise
            log.info("the model broke off: %s", type(error).__name__)  # what stands, stands
            lead.faults.clear()

    def _put(self, use: Use, asking: Asking, found: Answer, places: Mapping[str, Place], lead: Lead) -> Answer:
        """The answer with the lead so far, around the program's own citations."""
        said = lead.said
        if use == "leads":
            kept = [say for say in found.lead if say.key not in _REPLACED]
            if any(say.key == "found.yes" for say in found.lead) and not _begins_with_yes(said):
                kept.insert(0, Say("said.yes"))
            return replace(found, lead=tuple(kept), said=said, mode="generated", prompt=self._prompts.version("answer"))
        rested_on = dict.fromkeys(places[token] for each in lead.sentences for token in each.tokens)
        own = [self._citation(place, found.lang) for place in rested_on]
        citations = tuple(dict.fromkeys((*found.citations, *own)))[:MAX_CITATIONS]
        first = self.answerer.library.info(citations[0].document)
        notes = found.notes
        if first.year and first.year != asking.today.year:
            notes = (*notes, Say("note.other_year", {"year": first.year}))
        return replace(
            found, status="answered", lead=(), said=said, citations=citations, mode="generated", notes=notes,
            document_year=first.year, prompt=self._prompts.version("answer"),
        )  # fmt: skip

    def _citation(self, place: Place, lang: Lang) -> Citation:
        document = self.answerer.library.document(place.document)
        provision = next(p for p in document.provisions if p.path == place.path)
        return cite(document, place.path, Span(provision.start, provision.end), lang)


def _is_near(hit: Passage, question: str) -> bool:
    """Whether a passage may answer by what is known without a model: else a lying one could choose anything."""
    shared = shared_concepts(question, hit.provision.text)
    near = hit.nearness is not None and hit.nearness >= NEAR_IN_MEANING
    return shared >= SHARED or (near and shared > 0) or is_of_another_language(question)


def _begins_with_yes(said: Sequence[str]) -> bool:
    return bool(said) and bool(re.match(r"(?:dạ |vâng|có|yes|đúng)[\s,.]", said[0].lower() + " "))
