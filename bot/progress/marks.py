"""Where a unit stands in a period, as one string: a character for each obligation, in the period's order.

A blank is nothing expected; a dot is expected and not reported; a letter is the status of the latest check-in, as a
capital where the first came in time. Thousands of units are counted by counting letters.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bot.progress.model import PeriodObligation, Status, late_from
from knowledge.model import Applies, UnitType

NOTHING: Final = " "
SILENT: Final = "."
LETTERS: Final[dict[Status, str]] = {
    "done": "D",
    "in_progress": "P",
    "blocked": "B",
    "not_started": "N",
    "not_applicable": "X",
}
_IN_TIME = tuple(LETTERS.values())
_WITHOUT_REPORT = {"yes": SILENT}


def blank(obligations: Sequence[PeriodObligation], unit_type: UnitType) -> str:
    """The marks of a unit that has reported nothing."""
    return "".join(_WITHOUT_REPORT.get(each.applies_to(unit_type), NOTHING) for each in obligations)


def mark(status: Status, applies: Applies, *, on_time: bool) -> str:
    """The mark of a check-in; none where a unit says that what may apply to it does not."""
    if applies != "yes" and status == "not_applicable":
        return NOTHING
    return LETTERS[status] if on_time else LETTERS[status].lower()


def with_mark(marks: str, position: int, new: str) -> str:
    """Marks with one of them changed."""
    return marks[:position] + new + marks[position + 1 :]


def is_on_time(due: date, first_at: datetime) -> bool:
    """Whether a first check-in came by the due day."""
    return first_at < late_from(due)


def figures(marks: str) -> tuple[int, int, int]:
    """How many are expected, reported, and reported in time."""
    expected = len(marks) - marks.count(NOTHING)
    return expected, expected - marks.count(SILENT), sum(map(marks.count, _IN_TIME))


def by_status(marks: str) -> dict[Status, int]:
    """How many there are of each status."""
    return {status: marks.count(letter) + marks.count(letter.lower()) for status, letter in LETTERS.items()}


def by_obligation(together: str, obligations: int) -> list[str]:
    """The marks of many units, put one after another in any order, turned round: for each obligation those of all."""
    return [together[position::obligations] for position in range(obligations)]


def silent(together: str, obligations: int) -> int:
    """Of how many of these units something is expected and nothing came."""
    units = (together[start : start + obligations] for start in range(0, len(together), obligations))
    return sum(SILENT in marks and not marks.strip(NOTHING + SILENT) for marks in units)
