"""Suggestions of a chat model for duties that were drafted by rule: proven as its sentences are, and still drafts.

A title stands if the provision carries all of it; an act if the provision has one of its cues; that a duty is a kind of
unit's or not, if the provision names kinds of unit and the rules could not tell. The rest stays as the rules have it.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol, get_args

from knowledge.errors import ChatModelError
from knowledge.model import Act, Applicability, Bilingual, Document, Obligation, UnitType
from knowledge.obligations import TITLE_LIMIT, acts_in, english_title
from knowledge.phrasing.grounds import Ground
from knowledge.phrasing.model import Prompt, Prompts, Sentence, Shown
from knowledge.phrasing.prompts import passages_text
from knowledge.phrasing.proving import Proof
from knowledge.phrasing.replies import Suggestion
from knowledge.phrasing.showing import tokens_for
from knowledge.reach import named_types, told_to_others

AT_ONCE = 8
"""Provisions of one request: what a reply has room for."""
SHORTEST, LONGEST = 2, 14
"""Words of a title."""

Suggested = Literal["title", "act", "applies"]

log = logging.getLogger(__name__)


class Suggester(Protocol):
    """A chat model that makes suggestions. Raises `ChatModelError`."""

    def suggest(self, prompt: Prompt, passages: int) -> Sequence[Suggestion]:
        """Titles, acts and applicability for so many passages, not yet proven."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A duty for a reviewer: `ruled` as the rules drafted it, `duty` with what of a model's suggestion stands."""

    ruled: Obligation
    duty: Obligation
    suggested: frozenset[Suggested] = frozenset()


def suggested_drafts(
    document: Document, duties: Sequence[Obligation], model: Suggester, prompts: Prompts
) -> Sequence[Draft]:
    """Each duty with what of the model's suggestion stands; none of them is reviewed. A model that fails adds none."""
    found: list[Draft] = []
    for start in range(0, len(duties), AT_ONCE):
        some = duties[start : start + AT_ONCE]
        suggestions: Mapping[str, Suggestion] = {}
        try:
            suggestions = _asked(document, some, model, prompts)
        except ChatModelError as error:
            log.info("drafted without the model: %s", type(error).__name__)
        found += (_proven(document, duty, suggestions.get(duty.id)) for duty in some)
    return found


def _asked(
    document: Document, duties: Sequence[Obligation], model: Suggester, prompts: Prompts
) -> Mapping[str, Suggestion]:
    """The model's suggestions by the ids of the duties."""
    ids = dict(zip(tokens_for(len(duties)), (duty.id for duty in duties), strict=True))
    shown = (_shown(document, duty, token).shown for token, duty in zip(ids, duties, strict=True))
    prompt = prompts.render(
        "obligations",
        document=document.title,
        passages=passages_text(shown),
        acts=", ".join(get_args(Act)),
        unit_types=", ".join(get_args(UnitType)),
    )
    return {ids[each.token]: each for each in model.suggest(prompt, len(duties)) if each.token in ids}


def _shown(document: Document, duty: Obligation, token: str) -> Ground:
    words = document.text[duty.quote.start : duty.quote.end]
    return Ground(Shown(token, words, duty.provision), directive=True)


def _proven(document: Document, ruled: Obligation, suggestion: Suggestion | None) -> Draft:
    """What of a suggestion stands, on the duty that the rules drafted."""
    if suggestion is None or ruled.reviewed:
        return Draft(ruled, ruled)
    words = document.text[ruled.quote.start : ruled.quote.end]
    duty, stands = ruled, set[Suggested]()
    if suggestion.act != duty.act and suggestion.act in acts_in(words):
        duty = replace(duty, act=suggestion.act)
        stands.add("act")
    if _title_stands(suggestion.title, _shown(document, ruled, _TOKEN)):
        duty = replace(duty, title=Bilingual(suggestion.title, english_title(suggestion.title, duty.act)))
        stands.add("title")
    applies = dict(_applies(suggestion, ruled, named_types([words])))
    if applies:
        duty = replace(duty, applicability={**ruled.applicability, **applies})
        stands.add("applies")
    return Draft(ruled, duty, frozenset(stands))


_TOKEN = "Q2W3"  # noqa: S105 - of a passage, as any other


def _title_stands(title: str, ground: Ground) -> bool:
    proof = Proof({_TOKEN: ground})
    short = SHORTEST <= len(title.split()) <= LONGEST and len(title) <= TITLE_LIMIT
    return short and not proof.faults(Sentence(title, (_TOKEN,)))


def _applies(
    suggestion: Suggestion, ruled: Obligation, named: frozenset[UnitType]
) -> Iterator[tuple[UnitType, Applicability]]:
    """Where the rules know nothing, and the words name kinds of unit: yes for those named, no for the others."""
    for unit, applies in suggestion.applies.items():
        unknown = ruled.applies_to(unit).applies == "unknown"
        if named and unknown and applies == ("yes" if unit in named else "no"):
            yield unit, Applicability(applies, told_to_others(ruled.who.vi) if applies == "no" else None)
