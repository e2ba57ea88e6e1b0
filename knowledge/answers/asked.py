"""A question with everything it is asked against, and the quoting that all answers share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.answer import Answer, Say
from knowledge.labels import citation_label
from knowledge.law_shelf import LawShelf
from knowledge.library import Library
from knowledge.matching import Match, Matcher, best_words
from knowledge.model import Citation, Document, Lang, Span, Status, UnitType
from knowledge.passages import Passages, Text
from knowledge.question import Question
from knowledge.scope import Scope
from knowledge.versions import DocumentInfo

# Citations that a phone shows without scrolling for ever; a list of everything is an `obligations` answer instead.
MAX_CITATIONS = 8


@dataclass(frozen=True)
class Asked:
    """One question, who asks (kind of unit), when, and the directives it is asked of."""

    question: Question
    unit_type: UnitType
    today: date
    lang: Lang
    library: Library
    passages: Passages
    matchers: Callable[[tuple[str, ...]], Matcher]
    scope: Scope
    shelf: LawShelf
    assumed: bool = False  # the kind of unit and the province were not told

    @property
    def target(self) -> DocumentInfo | None:
        """The directive the question is about: the one above where it names the ministry, else the unit's newest."""
        names_above = self.question.asks_for("ministry") and self.scope.above
        chosen = self.scope.above if names_above else self.scope.own
        years = self.question.year.years
        return next((info for year in years for info in chosen if info.year == year), next(iter(chosen), None))

    @property
    def targets(self) -> tuple[DocumentInfo, ...]:
        """All directives the question may be answered from first."""
        if self.question.asks_for("ministry") and self.scope.above:
            return self.scope.above
        return self.scope.of_year(self.question.year.years) or self.scope.own

    def matcher(self, documents: Iterable[DocumentInfo]) -> Matcher:
        """A matcher over the provisions of some documents."""
        return self.matchers(tuple(info.id for info in documents))

    def passages_matcher(self, *document_ids: str) -> Matcher:
        """A matcher over the provisions of documents named by id."""
        return self.matchers(document_ids)

    def answer(
        self, status: Status, lead: Sequence[Say], citations: Sequence[Citation] = (), notes: Sequence[Say] = ()
    ) -> Answer:
        """An answer with what all answers carry: language, unit, year and version."""
        first = citations[0].document if citations else None
        info = (self.scope.find(first) or self.library.info(first)) if first else self.target
        year = info.year if info else None
        return Answer(
            status=status,
            lang=self.lang,
            lead=tuple(lead),
            citations=_distinct(citations)[:MAX_CITATIONS],
            notes=(*notes, *self._standing_notes(year if info in self.scope.all else None, status)),
            unit_type=self.unit_type,
            document_year=year,
            index_version=self.library.version,
        )

    def _standing_notes(self, year: int | None, status: Status) -> list[Say]:
        """What must be said whatever the answer: that the newest directive there is speaks of another year."""
        notes = []
        info = self.target
        reach = self.library.reach(info.id).get(self.unit_type) if info else None
        if reach and "school_level" in self.question.concept_names and status in ("answered", "not_specified"):
            notes.append(Say("note.reach", {"reach": reach[self.lang]}))
        if (
            year
            and year != self.today.year
            and status in ("answered", "not_specified", "obligations")
            and not self.question.year.said
        ):
            notes.append(Say("note.other_year", {"year": year}))
        return notes


def cite(document: Document, path: str, span: Span, lang: Lang = "vi") -> Citation:
    """The words of a span as a citation of a provision; the words are the source's own, character for character."""
    quote = document.text[span.start : span.end]
    return Citation(document.id, path, citation_label(document.provisions, path, lang), quote, span.start, span.end)


def cite_text(asked: Asked, text: Text, *, words: Span | None = None) -> Citation:
    """A provision cited by the words of it that answer."""
    matcher = asked.matcher(asked.scope.all)
    return cite(text.document, text.provision.path, words or best_words(text, asked.question, matcher), asked.lang)


def cite_whole(asked: Asked, text: Text) -> Citation:
    """A provision cited whole."""
    return cite(text.document, text.provision.path, text.span, asked.lang)


def document_details(info: DocumentInfo) -> dict[str, str | int | date]:
    """What a sentence may say of a document."""
    details: dict[str, str | int | date] = {
        "issuer": info.issuer or "",
        "kind": info.kind or "văn bản",
        "title": info.title,
    }
    if info.number:
        details["number"] = info.number
    if info.issued_on:
        details["issued_on"] = info.issued_on
    if info.year:
        details["year"] = info.year
    return details


def say_document(key: str, info: DocumentInfo, **more: str | int | date) -> Say:
    """A sentence that names a document."""
    return Say(key, document_details(info) | more)


def text_of(asked: Asked, document_id: str, path: str) -> Text | None:
    """A provision's text by path."""
    return next((t for t in asked.passages.of(document_id) if t.provision.path == path), None)


def near(matches: Sequence[Match], share: float) -> list[Match]:
    """The matches whose score is at least a share of the best one's."""
    return [m for m in matches if m.score >= share * matches[0].score] if matches else []


def _distinct(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    return tuple({(c.document, c.start, c.end): c for c in reversed(citations)}.values())[::-1]
