"""Places in a law as its own language names them: "điểm a và điểm b khoản 2 Điều 5, Điều 7" as paths."""

import re

PLACE = r"(?:điểm\s+[a-zđ]\b|(?:các\s+)?khoản\s+\d+[a-zđ]?\b|(?:các\s+)?điều\s+\d+[a-zđ]?\b)"
_TOKEN = re.compile(
    r"(?P<what>điểm|khoản|điều)\s+(?P<first>\d+[a-zđ]?|[a-zđ])\b(?P<more>(?:\s*(?:,|và)\s*(?:\d+[a-zđ]?|[a-zđ])\b(?!\s*[/.]\s*\d))*)",
    re.IGNORECASE,
)
_EACH = re.compile(r"\d+[a-zđ]?|[a-zđ]\b")


def named_places(words: str) -> tuple[str, ...]:
    """The paths named, in order. Points and clauses belong to the next article named; without one they are left out."""
    points: list[str] = []
    clauses: list[str] = []
    found: list[str] = []
    for hit in _TOKEN.finditer(words):
        each = [hit["first"].lower(), *(n.lower() for n in _EACH.findall(hit["more"].replace("và", ",")))]
        if hit["what"].lower() == "điểm":
            points += each
        elif hit["what"].lower() == "khoản":
            clauses += [f"{clause}.{point}" for clause in each for point in points] if points else each
            points = []
        else:
            tails = clauses or ["." + p for p in points]
            found += [f"{article}.{tail}".replace("..", ".") for article in each for tail in tails] if tails else each
            points, clauses = [], []
    return tuple(dict.fromkeys(found))
