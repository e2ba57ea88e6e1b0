"""The periods of duties: `2021`, `2021-2025`."""

import re

_YEAR = re.compile(r"(?:19|20)\d\d")


def last_year(period: str | None) -> int | None:
    """The last year of a period; None where there is none."""
    years = _YEAR.findall(period or "")
    return int(years[-1]) if years else None
