"""A check-in while a person fills it in: what has been said so far, and what is still to be said. Pure."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from bot.progress.model import CheckIn, Count, Expectation, Report, Status
from bot.progress.reports import ACTS_WITH_PEOPLE
from knowledge.model import Act

Typed = Literal["reason", "note", "count"]
"""What a person types; all else is chosen by a tap."""

NEEDS_REASON: frozenset[Status] = frozenset({"blocked", "not_applicable"})
_COUNTED: frozenset[Status] = frozenset({"done", "in_progress"})

_NUMBER = r"(?:\d{1,3}(?:[.]\d{3})+|\d+)"
_WOMEN = r"(?:nữ|nu|phụ nữ|phu nu|women|woman|female)"
_PEOPLE = r"(?:người|nguoi|thầy cô|thay co|giáo viên|giao vien|gv|học sinh|hoc sinh|hs|em|people|participants)"
_BETWEEN = r"[\s,;:(–-]*(?:(?:trong đó|trong do|có|co|và|va|of them|incl\.?|and)\s*)?"
_COUNTS = re.compile(
    rf"\s*(?P<all>{_NUMBER})\s*{_PEOPLE}?"
    rf"(?:{_BETWEEN}(?:(?P<women>{_NUMBER})\s*{_WOMEN}?|{_WOMEN}\s*:?\s*(?P<after>{_NUMBER})))?\s*[).]?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Filling:
    """What was said so far. `version`: the one it corrects, 0 for none; `awaits`: what is being typed, if anything."""

    status: Status
    version: int = 0
    counts: Mapping[Count, int] = field(default_factory=dict)
    note: str = ""
    reason: str = ""
    awaits: Typed | None = None

    @classmethod
    def begin(cls, status: Status, expectation: Expectation, before: "Filling | None" = None) -> "Filling":
        """A status is chosen; what was said with another one, or in the version corrected, is kept where it fits."""
        said = before or (cls.like(expectation.latest, 0) if expectation.latest else cls(status))
        counts = said.counts if status in _COUNTED else {}
        reason = said.reason if status in NEEDS_REASON and said.status == status else ""
        awaits: Typed | None = "reason" if status in NEEDS_REASON and not reason else None
        return cls(status, expectation.version, counts, said.note, reason, awaits)

    @classmethod
    def like(cls, check_in: CheckIn, version: int) -> "Filling":
        """The same as was said in another check-in."""
        report = check_in.report
        return cls(report.status, version, dict(report.counts), report.note, report.reason)

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Filling":
        """As it was kept in a draft."""
        return cls(**content)

    def kept(self) -> dict[str, Any]:
        """As a draft keeps it."""
        return asdict(self) | {"counts": dict(self.counts)}

    def takes_counts(self, act: Act) -> bool:
        """Whether it is asked how many took part."""
        return act in ACTS_WITH_PEOPLE and self.status in _COUNTED

    def typed(self, what: Typed, words: str) -> "Filling | None":
        """With what was typed; None where that is no count."""
        if what == "count":
            counts = read_counts(words)
            return None if counts is None else replace(self, counts=counts, awaits=None)
        words = " ".join(words.split())
        return replace(self, awaits=None, reason=words) if what == "reason" else replace(self, awaits=None, note=words)

    def report(self, expectation: Expectation, period: int) -> Report:
        """What is recorded. Files and the day of what it corrects stay."""
        corrected = expectation.latest.report if expectation.latest else None
        return Report(
            period,
            expectation.unit,
            expectation.obligation.id,
            self.status,
            self.counts,
            self.note,
            self.reason,
            corrected.happened_on if corrected else None,
            corrected.evidence if corrected else (),
        )


def read_counts(words: str) -> dict[Count, int] | None:
    """How many took part, and how many women among them: `45`, `45, 30 nữ`, `45 người (nữ: 30)`; None for no count."""
    found = _COUNTS.fullmatch(words)
    if found is None:
        return None
    women = found["women"] or found["after"]
    counts: dict[Count, int] = {"participants": _number(found["all"])}
    return counts | {"women": _number(women)} if women else counts


def _number(written: str) -> int:
    return int(written.replace(".", ""))
