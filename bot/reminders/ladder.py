"""When reminders go out, and whether one still should: pure rules.

First those who report for a unit, then its head, then the level above; each alone and in private.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Final, Literal, TypeAlias

from bot.people.model import Role
from bot.progress.model import QUIET_AT_NIGHT, VIETNAM, Period, Quiet
from bot.reminders.model import Audience, Rung, Standing, Withdrawal

LADDER: Final = (
    Rung("week_before", -7, "officer"),
    Rung("day_before", -1, "officer"),
    Rung("day_after", 1, "officer"),
    Rung("head", 3, "head"),
    Rung("above", 5, "above"),
)
HOUR: Final = time(8)
"""In Vietnam: a school's day has begun."""
LASTS: Final = timedelta(days=3)
"""A reminder that could not go out is not sent later than this: the program may have stood still for weeks."""
AT_ONCE_LASTS: Final = timedelta(days=1)

NEWS: Final = "opened"
"""What telling people that a period was opened is called in the outbox: once for each of them."""

Decision: TypeAlias = Literal["go", "wait", "blocked"] | Withdrawal
"""A reminder may go out now, has to wait for the end of the quiet hours, or is not to be sent at all."""

_MAY_BE: Final[dict[Audience, frozenset[Role]]] = {
    "officer": frozenset({"officer", "head", "admin"}),
    "head": frozenset({"head", "admin"}),
    "above": frozenset({"admin"}),
}


def quiet_of(quiet: Quiet | None) -> Quiet:
    """The quiet hours of a period; where it has none, the night."""
    return quiet or QUIET_AT_NIGHT


def after_quiet(moment: datetime, quiet: Quiet) -> datetime:
    """The moment itself, or the end of the quiet hours that it lies in."""
    if not quiet.holds(moment):
        return moment
    local = moment.astimezone(VIETNAM)
    end = datetime.combine(local.date(), quiet.end, VIETNAM)
    return (end if end > local else end + timedelta(days=1)).astimezone(UTC)


def moment_of(rung: Rung, period: Period) -> datetime:
    """When a rung goes out."""
    day = period.due + timedelta(days=rung.days)
    return after_quiet(datetime.combine(day, HOUR, VIETNAM).astimezone(UTC), quiet_of(period.quiet))


def until_of(rung: Rung, period: Period) -> datetime:
    """From when on a rung is over: days later, or when the next one for the same people comes."""
    begins = moment_of(rung, period)
    later = (moment_of(each, period) for each in LADDER if each.audience == rung.audience and each.days > rung.days)
    return min([begins + LASTS, *later])


def key_of(rung: Rung, period: Period) -> str:
    """What a rung is called in the outbox: another due day makes another ladder."""
    return f"{rung.name} {period.due.isoformat()}"


def at_once_key(now: datetime) -> str:
    """What reminding by hand is called in the outbox: once a day for each person."""
    return f"now {now.astimezone(VIETNAM).date().isoformat()}"


def rungs_due(period: Period, now: datetime) -> list[Rung]:
    """The rungs to plan at this moment: at most one for each audience; none that was over before the period opened."""
    if not period.is_open:
        return []
    return [rung for rung in LADDER if period.opened_at <= moment_of(rung, period) <= now < until_of(rung, period)]


def rungs_to_come(period: Period, now: datetime) -> list[Rung]:
    """The rungs whose moment is still to come."""
    return [rung for rung in LADDER if period.is_open and moment_of(rung, period) > max(now, period.opened_at)]


def still_theirs(audience: Audience, role: Role) -> bool:
    """Whether somebody in a role of the unit may still be told this."""
    return role in _MAY_BE[audience]


def decide(standing: Standing, now: datetime) -> Decision:
    """What is to become of a reminder at this moment."""
    withdrawals: tuple[tuple[Withdrawal, bool], ...] = (
        ("left", not standing.still_theirs),
        ("closed", not standing.is_open),
        ("reported", not standing.left),
        ("silenced", standing.silenced),
        ("late", now >= standing.until),
    )
    withdrawn = next((reason for reason, holds in withdrawals if holds), None)
    if withdrawn:
        return withdrawn
    if standing.blocked:
        return "blocked"
    return "wait" if standing.quiet.holds(now) else "go"
