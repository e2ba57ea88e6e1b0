"""What can go wrong with reporting: each error is a sentence of the catalogue of texts."""

from bot.people.errors import PeopleError
from bot.progress.model import CheckIn
from knowledge.answer import Say


class ProgressError(PeopleError):
    """Anything foreseen here. `say` is the sentence for the person."""


class UnknownPeriodError(ProgressError):
    """No period has this name or number, or more than one has it."""


class PeriodError(ProgressError):
    """A period that cannot be opened, closed or reopened like this."""


class PeriodClosedError(ProgressError):
    """The period takes no check-ins any more."""


class NotExpectedError(ProgressError):
    """The unit does not belong to the period, or the obligation is not for it."""


class LockedError(ProgressError):
    """A reviewer locked it."""


class InvalidReportError(ProgressError):
    """A report that contradicts itself: more women than participants, a reason missing."""


class ReviewError(ProgressError):
    """A review of nothing, or one that sends back without a reason."""


class OutrankedError(ProgressError):
    """A level above has said something of it, which stands until that level says otherwise."""


class ConflictError(ProgressError):
    """Somebody else recorded a version first; nothing was overwritten.

    `latest` is theirs, with who and when; None where a version was meant that there never was.
    """

    def __init__(self, latest: CheckIn | None) -> None:
        super().__init__(Say("checkin.conflict", {"version": latest.version if latest else 0}))
        self.latest = latest
