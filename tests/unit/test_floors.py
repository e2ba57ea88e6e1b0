from typing import Any

import pytest

from tests.evaluation.floors import shortfalls

FLOORS = {
    "overall": {"hit_at_1": 0.9},
    "category": {"chain": {"hit_at_3": 0.8}},
    "ceilings": {"must_not_violations": 0},
}


def measured(**changed: Any) -> dict[str, Any]:
    figures = {"hit_at_1": 0.9, "must_not_violations": 0, "by_category": {"chain": {"hit_at_3": 0.8}}}
    return {**figures, **changed}


def test_figures_at_their_floors_hold() -> None:
    assert list(shortfalls(measured(), FLOORS)) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"hit_at_1": 0.899}, "overall: hit_at_1 is 0.899, the floor is 0.9"),
        ({"hit_at_1": None}, "overall: hit_at_1 was not measured"),
        ({"by_category": {"chain": {"hit_at_3": 0.5}}}, "chain: hit_at_3 is 0.500, the floor is 0.8"),
        ({"by_category": {}}, "chain: hit_at_3 was not measured"),
        ({"must_not_violations": 1}, "overall: must_not_violations is 1, the most allowed is 0"),
    ],
)
def test_each_figure_that_falls_short_is_named(changed: dict[str, Any], sentence: str) -> None:
    """A change that makes answers worse is told which figure it lowered."""
    assert list(shortfalls(measured(**changed), FLOORS)) == [sentence]
