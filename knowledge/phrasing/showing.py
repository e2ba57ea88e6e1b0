"""Passages as a model is shown them: the source's words under opaque tokens, and what the proof knows beside them."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.library import Library
from knowledge.model import Document, Obligation, Provision, Span, UnitType
from knowledge.phrasing.grounds import Ground
from knowledge.phrasing.model import Shown

LONGEST = 1_600
"""Characters of one passage that are shown; the rest of a long one is left out at a space."""

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_FIGURES = "23456789"

SourceName = Callable[[Document, str], str]
"""Says to people where a provision of a document stands."""


@dataclass(frozen=True, slots=True)
class Place:
    """A provision of a document."""

    document: str
    path: str


class Showing:
    """Chooses what is shown of a library. `source_name` says where a passage stands."""

    def __init__(self, library: Library, source_name: SourceName) -> None:
        self._library = library
        self._source_name = source_name

    def grounds(self, places: Iterable[Place], unit_type: UnitType, sent_to: Iterable[str]) -> Mapping[str, Ground]:
        """The passages by their tokens, drawn anew each time. `sent_to`: the ids of the directives sent to the unit."""
        listed = list(dict.fromkeys(places))
        addressed = frozenset(sent_to)
        return {
            token: self._ground(token, place, unit_type, addressed=place.document in addressed)
            for token, place in zip(tokens_for(len(listed)), listed, strict=True)
        }

    def _ground(self, token: str, place: Place, unit_type: UnitType, *, addressed: bool) -> Ground:
        document = self._library.document(place.document)
        provision = next(p for p in document.provisions if p.path == place.path)
        before = "" if document.is_directive else _headings(document, provision)
        duties = [d for d in self._library.obligations(place.document) if d.provision == place.path]
        own = [d for d in duties if d.applies_to(unit_type).applies == "yes"]
        some = [d for d in duties if d.applies_to(unit_type).applies == "conditional"]
        shown = Shown(token, _cut(before + provision.text), self._source_name(document, place.path))
        return Ground(
            shown,
            directive=document.is_directive and provision.kind != "heading",
            binding=_binding(provision, len(before), own, whole=addressed and not duties),
            conditional=_binding(provision, len(before), some if addressed else (), whole=False),
            english=tuple(d.title.en for d in own or duties if d.reviewed),
        )


def _binding(provision: Provision, before: int, own: Sequence[Obligation], *, whole: bool) -> tuple[Span, ...]:
    """Which words of a passage the unit must do: those of its duties; of a part without any, what it is asked there."""
    if whole:
        return (Span(before, before + len(provision.text)),)
    return tuple(Span(before + d.quote.start - provision.start, before + d.quote.end - provision.start) for d in own)


def _headings(document: Document, provision: Provision) -> str:
    """What stands above a clause of a law, without which it may not say who must or must not."""
    parts = provision.path.split(".")
    above = {".".join(parts[:n]) for n in range(1, len(parts))}
    heads = [p.text.rstrip(" :;.") for p in document.provisions if p.path in above]
    return "".join(f"{head}: " for head in heads)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0]


def tokens_for(count: int) -> Sequence[str]:
    """So many different tokens, as `P7Q2`: not to be guessed, and no word of any text."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[f"{_one(_LETTERS)}{_one(_FIGURES)}{_one(_LETTERS)}{_one(_FIGURES)}"] = None
    return list(found)


def _one(of: str) -> str:
    return secrets.choice(of)
