"""Provisions as they are searched and quoted for an answer: their words as keys, and their sentences as spans."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from knowledge.lexical import indexed_text, paths_above
from knowledge.library import Library
from knowledge.model import Document, Obligation, Provision, Span
from knowledge.text import keys

# A sentence ends at a stop or a semicolon before a space; not after an initial, a number or a short form (TP. KT.).
_SENTENCE_END = re.compile(r";(?=\s)|(?<=[^\s.\dA-ZĐ/])\.(?=\s)|(?<=\)|\d)\.(?=\s)|\./\.")
_HELD = 512  # as many as the library holds


@dataclass(frozen=True)
class Text:
    """One provision with what it is known by. `…_keys` are searched as ` k1 k2 k3 `: phrases are substrings."""

    document: Document
    provision: Provision
    duties: tuple[Obligation, ...]
    span: Span

    @property
    def id(self) -> str:
        """The provision's id, `document#path`."""
        return f"{self.document.id}#{self.provision.path}"

    @property
    def own_words(self) -> str:
        """The provision's words (the preamble's with the letterhead, the closing's with the signature)."""
        return indexed_text(self.document, self.provision)

    @cached_property
    def own_keys(self) -> str:
        """The keys of its words."""
        return joined(self.own_words)

    @cached_property
    def title_keys(self) -> str:
        """What reviewers call its duties, in Vietnamese, and who must do them."""
        return joined(" . ".join(f"{duty.title.vi}" for duty in self.duties if duty.reviewed))

    @cached_property
    def english_keys(self) -> str:
        """What reviewers call its duties in English."""
        named = (f"{d.title.en} . {' . '.join(e.en for e in d.evidence)}" for d in self.duties if d.reviewed)
        return joined(" . ".join(named))

    @cached_property
    def above_keys(self) -> str:
        """The headings it stands under."""
        above = set(paths_above(self.provision.path))
        return joined(" . ".join(p.text for p in self.document.provisions if p.path in above) if above else "")

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences (and clauses parted by semicolons) of the provision, as spans of the document's text."""
        return sentences(self.document.text, self.span)

    @cached_property
    def sentence_keys(self) -> tuple[str, ...]:
        """The keys of each sentence, in the order of `sentences`."""
        return tuple(joined(self.document.text[s.start : s.end]) for s in self.sentences)


def joined(text: str) -> str:
    """A text's keys with a space on either side of each."""
    return f" {' '.join(keys(text))} "


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of a stretch of text, each with its stop, without the spaces between."""
    found: list[Span] = []
    start = span.start
    for end in [*(m.end() for m in _SENTENCE_END.finditer(text, span.start, span.end)), span.end]:
        stripped = len(text[start:end]) - len(text[start:end].lstrip())
        if text[start:end].strip():
            found.append(Span(start + stripped, start + len(text[start:end].rstrip())))
        start = end
    return tuple(found)


class Passages:
    """The texts of a library's documents, made once for each document."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.of: Callable[[str], tuple[Text, ...]] = lru_cache(_HELD)(self._of)

    def _of(self, document_id: str) -> tuple[Text, ...]:
        document = self.library.document(document_id)
        duties: dict[str, list[Obligation]] = {}
        for duty in self.library.obligations(document_id):
            duties.setdefault(duty.provision, []).append(duty)
        return tuple(
            Text(document, provision, tuple(duties.get(provision.path, ())), _span(document, provision))
            for provision in document.provisions
            if provision.kind != "quoted"
        )

    def among(self, document_ids: Sequence[str]) -> list[Text]:
        """All texts of several documents, in their order."""
        return [text for document_id in document_ids for text in self.of(document_id)]


def _span(document: Document, provision: Provision) -> Span:
    if provision.path == "preamble":
        return Span(0, provision.end)
    return Span(provision.start, provision.start + len(indexed_text(document, provision)))
