"""What a report must be to be recorded, and what a correction changed."""

from bot.progress.errors import InvalidReportError
from bot.progress.model import Report
from knowledge.answer import Say
from knowledge.model import Act

MOST_WORDS = 1000
"""Characters of a note, or of a reason."""

MOST_COUNTED = 1_000_000
"""A number of people beyond this is a slip of the finger."""

MOST_EVIDENCE = 20
"""Files with one check-in."""

ACTS_WITH_PEOPLE: frozenset[Act] = frozenset({"train", "communicate"})
"""The kinds of act of which it is asked how many took part."""


def check(report: Report) -> None:
    """Raise `InvalidReportError` where a report contradicts itself or says too much."""
    for words in (report.note, report.reason):
        if len(words) > MOST_WORDS:
            raise InvalidReportError(Say("checkin.too_long", {"most": MOST_WORDS}))
    if any(not 0 <= number <= MOST_COUNTED for number in report.counts.values()):
        raise InvalidReportError(Say("checkin.count_bounds", {"most": MOST_COUNTED}))
    if report.counts.get("women", 0) > report.counts.get("participants", MOST_COUNTED):
        raise InvalidReportError(Say("checkin.more_women"))
    if report.status == "not_applicable" and not report.reason.strip():
        raise InvalidReportError(Say("checkin.reason_missing"))
    if len(report.evidence) > MOST_EVIDENCE:
        raise InvalidReportError(Say("checkin.too_many_files", {"most": MOST_EVIDENCE}))


def changes(before: Report, after: Report) -> tuple[str, ...]:
    """The names of the fields of `Report` that a correction changed."""
    return tuple(name for name in Report.__slots__ if getattr(before, name) != getattr(after, name))
