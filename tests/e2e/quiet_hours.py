"""Quiet hours in which no test runs, whatever the time of day."""

from datetime import datetime, timedelta

from bot.progress.model import VIETNAM


def far_from_now() -> str:
    """An hour from eleven hours on, as it is written."""
    start = datetime.now(VIETNAM) + timedelta(hours=11)
    return f"{start:%H:%M}-{start + timedelta(hours=1):%H:%M}"
