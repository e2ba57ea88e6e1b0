"""What the lower directive made of the one above: where a duty comes from, what was added, dropped, changed or kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.answer import Answer, Say
from knowledge.answers.asked import Asked, cite
from knowledge.answers.paths import named_path
from knowledge.matching import Match
from knowledge.model import Citation, Document, Lineage, LineagePair, Reference, Relation, Span
from knowledge.passages import sentences
from knowledge.places import region_of
from knowledge.question import Question

_CHAIN_CONCEPTS = frozenset(
    {"department", "ministry", "official_letter", "school", "gender_equality", "expand", "gender", "implement"}
)
_SURE = 0.45  # coverage of the subject below which a comparison is about the letters as wholes
_ALL_CHANGES: tuple[Relation, ...] = ("added", "dropped", "narrowed", "widened", "reworded")


@dataclass(frozen=True)
class _Chain:
    """The unit's directive, the one above, and what was found between them."""

    asked: Asked
    lineage: Lineage
    lower: Document
    upper: Document

    def note(self) -> list[Say]:
        """That a letter between the two is cited and not loaded, and that an unreviewed comparison is a draft."""
        missing = Say("chain.missing", {"numbers": ", ".join(self.lineage.missing)})
        return [missing] * bool(self.lineage.missing) + [Say("note.draft_chain")] * (not self.lineage.reviewed)


def answer(asked: Asked) -> Answer | None:
    """An answer where the question holds the two directives against each other, else None."""
    relation = _asked_relation(asked.question)
    chain = _chain(asked) if relation else None
    if chain is None or relation is None:
        return None
    return _REPLIES[relation](chain)


def dropped_words(asked: Asked) -> Answer | None:
    """That something asked about stands only in the directive above; None where no chain says so."""
    chain = _chain(asked)
    if chain is None:
        return None
    found = [p for p in _ranked(chain, [p for p in chain.lineage.pairs if p.relation == "dropped"]) if p.parent]
    return _told(chain, found[:1], "chain.only_above") if found else None


def _asked_relation(question: Question) -> str | None:
    """Which of the replies a question asks for; most need the directive above to be named."""
    alone = (("between", "between"), ("strong_origin", "origin"))
    against_above = (("dropped", "dropped"), ("added", "added"), ("compare", "compare"), ("origin", "origin"))
    cues = (*alone, *against_above) if question.asks_for("ministry") else alone
    return next((relation for cue, relation in cues if question.asks_for(cue)), None)


def _chain(asked: Asked) -> _Chain | None:
    for info in asked.scope.of_year(asked.question.year.years) or asked.scope.own:
        lineage = asked.library.lineage(info.id)
        if lineage and lineage.above in asked.library:
            return _Chain(asked, lineage, asked.library.document(info.id), asked.library.document(lineage.above))
    return None


def _subject(chain: _Chain) -> Match | None:
    """The provision of the lower directive that the question is about, None where it is about the whole."""
    asked = chain.asked
    path = named_path(asked.question, chain.lower)
    matches = asked.passages_matcher(chain.lower.id).rank(asked.question)
    if path:
        return next((m for m in matches if m.text.provision.path == path), None) or Match(
            next(t for t in asked.passages.of(chain.lower.id) if t.provision.path == path), 1.0, 1.0
        )
    if not _has_subject(asked.question):
        return None
    return next((m for m in matches if m.text.provision.kind == "task"), None)


def _has_subject(question: Question) -> bool:
    named = {question.tokens[i] for c in question.concepts if c.name in _CHAIN_CONCEPTS for i in range(c.start, c.end)}
    cued = {question.tokens[i] for c in question.cues if c.name in _CUES for i in range(c.start, c.end)}
    return any(t not in named and t not in cued for t in question.content)


_CUES = frozenset(
    {"added", "dropped", "compare", "origin", "ministry", "department", "several", "whether", "obligations"}
)


def _origin(chain: _Chain) -> Answer | None:
    """The provision above that a duty comes from, cited first, then the duty itself."""
    subject = _subject(chain)
    pair = _main_pair(chain, subject.text.provision.path) if subject else None
    if subject is None or pair is None or pair.parent is None:
        return None
    words = _both(chain, pair)[::-1]
    details = {"relation": pair.relation, "label": words[0].label}
    return chain.asked.answer(
        "answered", [Say("chain.origin", details)], words, [*_pair_notes(chain, [pair]), *chain.note()]
    )


def _added(chain: _Chain) -> Answer | None:
    return _listed(chain, ("added",), "chain.added")


def _dropped(chain: _Chain) -> Answer | None:
    return _listed(chain, ("dropped",), "chain.dropped")


def _listed(chain: _Chain, relations: Sequence[Relation], key: str) -> Answer | None:
    """The pairs of some relations: those about the subject where there is one, else all of the tasks."""
    pairs = [p for p in chain.lineage.pairs if p.relation in relations]
    if _has_subject(chain.asked.question):
        about = _ranked(chain, pairs)
        if about:
            return _told(chain, about, key)
        return _compare(chain)
    tasks = [p for p in pairs if (p.provision or p.parent) not in ("preamble", "closing")]
    return _told(chain, tasks or pairs, key)


def _ranked(chain: _Chain, pairs: Sequence[LineagePair]) -> list[LineagePair]:
    """The pairs whose differing words (or note) carry the subject best, near equals together."""
    matcher = chain.asked.passages_matcher(chain.lower.id, chain.upper.id)
    scored = [
        (matcher.carried_share(chain.asked.question, _pair_words(chain, p), ignoring=_CHAIN_CONCEPTS), p) for p in pairs
    ]
    best = max((score for score, _ in scored), default=0.0)
    if best < _SURE:
        return []
    return [p for score, p in scored if score >= 0.8 * best]


def _pair_words(chain: _Chain, pair: LineagePair) -> str:
    lower = [chain.lower.text[s.start : s.end] for s in pair.lower_words]
    upper = [chain.upper.text[s.start : s.end] for s in pair.upper_words]
    return " . ".join([*lower, *upper, pair.note.vi if pair.note else "", pair.note.en if pair.note else ""])


def _compare(chain: _Chain) -> Answer | None:
    """One duty held against its parent with what changed in it, or the changes of the whole."""
    parts = _ranked(chain, [p for p in chain.lineage.pairs if p.aspect]) if _has_subject(chain.asked.question) else []
    if any(p.relation == "dropped" for p in parts) and chain.asked.question.asks_for("whether"):
        return _told(chain, [p for p in parts if p.relation == "dropped"], "chain.only_above")
    subject = _subject(chain)
    if subject is None or subject.coverage < _SURE:
        if parts:
            return _told(chain, parts, "chain.changes")
        changed = [p for p in chain.lineage.pairs if p.relation in _ALL_CHANGES and p.aspect]
        return _told(chain, [p for p in changed if p.relation in ("added", "dropped")], "chain.changes")
    path = subject.text.provision.path
    main = _main_pair(chain, path)
    if main is None:
        return None
    parts = [p for p in chain.lineage.pairs if p.aspect and path in (p.provision, p.parent)]
    details = {"relation": main.relation, "label": _both(chain, main)[0].label}
    notes = [*_pair_notes(chain, parts or [main]), *chain.note()]
    words = _both(chain, main)[:: -1 if _asks_of_the_upper(chain.asked.question) else 1]
    return chain.asked.answer("answered", [Say("chain.compare", details)], words, notes)


def _asks_of_the_upper(question: Question) -> bool:
    """Whether it is the upper directive whose words are asked for ("… còn Bộ nói thế nào", "bên Bộ ghi ở chỗ nào")."""
    last = {
        name: max((c.start for c in question.cues if c.name == name), default=-1) for name in ("ministry", "department")
    }
    return question.asks_for("how", "where", "origin", "in_document") and last["ministry"] > last["department"]


def _main_pair(chain: _Chain, path: str) -> LineagePair | None:
    return next((p for p in chain.lineage.pairs if p.provision == path and not p.aspect), None)


def _both(chain: _Chain, pair: LineagePair) -> list[Citation]:
    """The lower provision's words and the upper one's, whichever there are; the lower first."""
    lower = _whole(chain, chain.lower, pair.provision)
    upper = _whole(chain, chain.upper, pair.parent)
    return [c for c in (lower, upper) if c]


def _whole(chain: _Chain, document: Document, path: str | None) -> Citation | None:
    provision = next((p for p in document.provisions if p.path == path), None)
    return cite(document, provision.path, Span(provision.start, provision.end), chain.asked.lang) if provision else None


def _told(chain: _Chain, pairs: Sequence[LineagePair], key: str) -> Answer | None:
    if not pairs:
        return None
    citations = [c for p in pairs for c in _differing(chain, p)]
    return chain.asked.answer(
        "answered", [Say(key, {"count": len(pairs)})], citations, [*_pair_notes(chain, pairs), *chain.note()]
    )


def _differing(chain: _Chain, pair: LineagePair) -> list[Citation]:
    """The sentences that hold the differing words, of the side that has them."""
    sides = ((chain.lower, pair.provision, pair.lower_words), (chain.upper, pair.parent, pair.upper_words))
    found = []
    for document, path, words in sides:
        provision = next((p for p in document.provisions if p.path == path), None)
        if provision and words:
            whole = Span(provision.start, provision.end)
            span = _sentences_around(document, whole, words) if all(_within(w, whole) for w in words) else words[0]
            found.append(cite(document, provision.path, span, chain.asked.lang))
        elif provision and pair.relation not in ("added", "dropped"):
            found.append(cite(document, provision.path, Span(provision.start, provision.end), chain.asked.lang))
    return found


def _within(words: Span, whole: Span) -> bool:
    return whole.start <= words.start and words.end <= whole.end


def _sentences_around(document: Document, whole: Span, words: Sequence[Span]) -> Span:
    first, last = min(w.start for w in words), max(w.end for w in words)
    touched = [s for s in sentences(document.text, whole) if s.end > first and s.start < last]
    return Span(touched[0].start, touched[-1].end) if touched else Span(first, last)


def _pair_notes(chain: _Chain, pairs: Sequence[LineagePair]) -> list[Say]:
    """What reviewers say of each change, in one line each."""
    return [Say("chain.note", {"note": p.note[chain.asked.lang]}) for p in pairs if p.note]


def _between(chain: _Chain) -> Answer | None:
    """The letters between the two directives, by the words that cite them."""
    cited = [r for r in chain.lower.outline.references if r.number in chain.lineage.missing]
    if not cited:
        return None
    paths = [(region_of(chain.lower.outline, r.start), r) for r in cited]
    citations = [cite(chain.lower, path, _sentence_of(chain.lower, r), chain.asked.lang) for path, r in paths]
    return chain.asked.answer("answered", chain.note()[:1], citations)


def _sentence_of(document: Document, reference: Reference) -> Span:
    preamble = next((p for p in document.provisions if p.start <= reference.start < p.end), None)
    around = Span(preamble.start, preamble.end) if preamble else Span(reference.start, reference.end)
    return next((s for s in sentences(document.text, around) if s.end > reference.start), around)


_REPLIES: dict[str, Callable[[_Chain], Answer | None]] = {
    "between": _between,
    "origin": _origin,
    "added": _added,
    "dropped": _dropped,
    "compare": _compare,
}
