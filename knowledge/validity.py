"""Whether a document, or a part of one, holds on a day: pending, in force, lapsed, or not known.

Out of what manifests say and what the loaded documents say of themselves and of each other. A document's force is not
the period of its tasks. What is not known is said to be unknown: nobody's silence is taken for force.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from knowledge.model import Modification, Validity
from knowledge.succession import amended_by_title, by_own_name, newer_ones
from knowledge.text import slug
from knowledge.versions import DocumentInfo

# A document without a printed number is named by its file, which often puts the kind before the number.
_KIND_BEFORE = re.compile(r"^(?:bo-luat|luat|phap-lenh|nghi-dinh|nghi-quyet|thong-tu|quyet-dinh)-(?:so-)?(?=\d)")


@dataclass(frozen=True, slots=True)
class Force:
    """The force of a document or provision on a day.

    `since`: the day from which the state holds, where it is known (for `pending`: from which it will be in force).
    `by`: number (or id) of the document that ended it; where the state is unknown, of the one that may have, from
    `since` where that is known. `amended_by`: numbers of those that changed it by the day.
    """

    state: Validity
    since: date | None = None
    by: str | None = None
    amended_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Touch:
    """One modification seen from the document it touches: who does it, and from which day (None: not known)."""

    what: Modification
    doer: DocumentInfo | None
    since: date | None


class Forces:
    """The force of all documents of one index version. Built in one pass over them; safe to share."""

    def __init__(self, documents: Iterable[DocumentInfo]) -> None:
        self._documents = {info.id: info for info in documents}
        self._touches: dict[str, list[_Touch]] = {}
        named = by_own_name(self._documents.values())
        self._newer = newer_ones([*self._documents.values()], named)
        for info in self._documents.values():
            for each in (*info.modifications, *_said_by_manifest(info), *amended_by_title(info, named)):
                touch = _Touch(each, info, each.since or info.effective_from)
                touched = info.id if each.kind == "starts" else slug(each.number)
                self._touches.setdefault(touched, []).append(touch)
        self._on: Callable[[str], list[_Touch]] = cache(self._touches_on)  # a search asks for hundreds

    def of(self, document_id: str, day: date, path: str | None = None) -> Force:
        """The force of a loaded document on a day, or of one of its provisions (and all it stands under)."""
        info = self._documents[document_id]
        touches = self._on(document_id)
        amended = _amended(info, touches, day)
        whole = [t for t in touches if t.what.kind in ("replaces", "repeals") and not t.what.places]
        if ended := _ended(info, whole, day):
            return replace(ended, amended_by=amended)
        begun = _begun(info, day)
        newer = next((each for each in self._newer.get(document_id, ()) if each[0] <= day), None)
        if newer and begun.state in ("in_force", "unknown"):
            begun = Force("unknown", *newer)
        if path is None or begun.state not in ("in_force", "unknown"):
            return replace(begun, amended_by=amended)
        return replace(_part(path, touches, day) or begun, amended_by=amended)

    def changes(self, document_id: str, day: date) -> list[tuple[DocumentInfo, str]]:
        """The loaded documents that by a day have ended or amended this one, each with the provision that says so."""
        return [
            (t.doer, t.what.said_in)
            for t in self._on(document_id)
            if t.doer and t.what.kind != "starts" and t.since and t.since <= day
        ]

    def of_number(self, number: str, day: date) -> Force:
        """What the loaded documents say of one that need not be loaded; unknown where they say nothing."""
        whole = [
            t
            for t in self._touches.get(slug(number), ())
            if t.what.kind in ("replaces", "repeals") and not t.what.places
        ]
        return _by_touches(whole, day) or Force("unknown")

    def _touches_on(self, document_id: str) -> list[_Touch]:
        info = self._documents[document_id]
        keys = dict.fromkeys((info.id, _KIND_BEFORE.sub("", info.id), slug(info.number or info.id)))
        return [t for key in keys for t in self._touches.get(key, ()) if _means(t, info)]


def _said_by_manifest(info: DocumentInfo) -> list[Modification]:
    return [Modification("replaces", number) for number in info.replaces]


def _means(touch: _Touch, info: DocumentInfo) -> bool:
    """Whether a number stands for this document: of two of one number (28/NQ-CP of each year) the date tells."""
    if touch.doer is not None and touch.doer.id == info.id:
        return touch.what.kind == "starts"
    dated = touch.what.dated
    return dated is None or info.issued_on is None or dated == info.issued_on


def _amended(info: DocumentInfo, touches: Sequence[_Touch], day: date) -> tuple[str, ...]:
    by_texts = [
        t.doer.number or t.doer.id
        for t in touches
        if t.doer
        and (t.what.kind == "amends" or (t.what.kind == "repeals" and t.what.places))
        and t.since
        and t.since <= day
    ]
    return tuple({slug(number): number for number in (*info.amended_by, *by_texts)}.values())


def _ended(info: DocumentInfo, touches: Sequence[_Touch], day: date) -> Force | None:
    """Lapsed by its own term or by another document; unknown where another ends it from a day nobody says."""
    by_others = _by_touches(touches, day)
    if info.effective_until and info.effective_until < day:
        return Force("lapsed", info.effective_until, by_others.by if by_others else None)
    return by_others


def _by_touches(touches: Sequence[_Touch], day: date) -> Force | None:
    dated = sorted((t for t in touches if t.since), key=lambda t: t.since or day)
    first = next((t for t in dated if t.since and t.since <= day), None)
    if first:
        return Force("lapsed", first.since, _name(first.doer))
    undated = next((t for t in touches if t.since is None and not _later(t.doer, day)), None)
    return Force("unknown", None, _name(undated.doer)) if undated else None


def _later(doer: DocumentInfo | None, day: date) -> bool:
    return doer is not None and doer.issued_on is not None and doer.issued_on > day


def _name(info: DocumentInfo | None) -> str | None:
    return (info.number or info.id) if info else None


def _begun(info: DocumentInfo, day: date) -> Force:
    if info.effective_from:
        return Force("pending" if info.effective_from > day else "in_force", info.effective_from)
    if info.issued_on and info.issued_on > day:
        return Force("pending")
    return Force("unknown")


def _part(path: str, touches: Sequence[_Touch], day: date) -> Force | None:
    """What is said of a provision itself or of one above it; None where only the document's force counts."""
    own = [t for t in touches if any(path == p or path.startswith(f"{p}.") for p in t.what.places)]
    ended = _by_touches([t for t in own if t.what.kind in ("repeals", "replaces")], day)
    if ended:
        return ended
    starts = next((t.what.since for t in own if t.what.kind == "starts" and t.what.since), None)
    return Force("pending", starts) if starts and starts > day else None


BINDING_FIRST: Mapping[Validity, int] = {"in_force": 0, "unknown": 0, "pending": 1, "lapsed": 2}
"""The order in which equally good finds are offered: what holds, or may, before what does not yet, and no more."""
