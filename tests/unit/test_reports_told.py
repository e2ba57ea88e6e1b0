"""Sentences as officers type them, each with its right reading: what is not read rightly is asked, and never guessed.

`tests/evaluation/reports_told.tsv` holds them: the status, the people, the women among them, the day (YYYY-MM-DD).
Empty: not told; `?`: told in a way that must be asked.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.progress.sentence import Reading, read_sentence
from knowledge.text import fold_accents

TODAY = date(2021, 6, 15)
"""A Tuesday."""
SENTENCES = Path(__file__).parents[1] / "evaluation" / "reports_told.tsv"
MOST_ASKED = 2
"""Sentences that are asked about, though they could be read."""


def sentences() -> list[dict[str, str]]:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def proposed(reading: Reading) -> dict[str, str]:
    """What the card would show."""
    counts = reading.counts if reading.counts_agree else {}
    day = reading.happened_on.isoformat() if reading.happened_on else ""
    people, women = counts.get("participants", ""), counts.get("women", "")
    return {"status": reading.status or "", "people": str(people), "women": str(women), "day": day}


def held(read: dict[str, str], right: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """Of each field that is not as it should be: whether it is only missing."""
    for name, value in read.items():
        should = "" if right[name] == "?" or (name == "women" and right["people"] == "?") else right[name]
        if value != should:
            yield name, not value


@pytest.mark.parametrize("sentence", sentences(), ids=lambda each: each["said"])
def test_nothing_is_read_wrongly(sentence: dict[str, str]) -> None:
    for typed in (sentence["said"], fold_accents(sentence["said"]), sentence["said"].upper()):
        read = proposed(read_sentence(typed, TODAY))
        assert [name for name, missing in held(read, sentence) if not missing] == [], (typed, read)


def test_hardly_any_that_can_be_read_is_asked_about() -> None:
    readings = ((each, proposed(read_sentence(each["said"], TODAY))) for each in sentences())
    asked = [each["said"] for each, read in readings if any(missing for _, missing in held(read, each))]
    assert len(asked) <= MOST_ASKED, asked
