"""The drafted chain between a lower directive and the one above, against a person's reading of the shipped pair."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lineage import align, relation_of, word_changes
from knowledge.model import Header, LineagePair
from knowledge.register import load_lineage
from tests.builders import REGISTER, Row, document, shipped

DEPARTMENT, MINISTRY = "hung-yen-gddt-2021", "molisa-2021"

PLAN = "Xây dựng kế hoạch phòng, chống bạo lực học đường của đơn vị"
FUND = "Bố trí kinh phí mua sắm trang thiết bị phục vụ dạy học trực tuyến"
REWARD = "Tổ chức khen thưởng kịp thời các cá nhân, đơn vị có thành tích"


def aligned(lower: list[str], upper: list[str]) -> list[tuple[str | None, str | None, str]]:
    def rows(texts: list[str]) -> list[Row]:
        return [(str(i), "task", text) for i, text in enumerate(texts, 1)]

    pairs = align(document(rows(lower), name="low"), document(rows(upper), name="up")).pairs
    return [(pair.provision, pair.parent, pair.relation) for pair in pairs]


def reviewed() -> dict[str | None, LineagePair]:
    (chain,) = load_lineage(REGISTER, [shipped(DEPARTMENT), shipped(MINISTRY)])
    return {pair.provision: pair for pair in chain.pairs if not pair.aspect}


def test_every_task_of_the_shipped_letter_finds_the_task_it_came_from() -> None:
    """All 17, and the seven headings, as the person who read both letters says; nothing is left over."""
    drafted = align(shipped(DEPARTMENT), shipped(MINISTRY))
    known = reviewed()
    assert not drafted.reviewed
    assert [(pair.provision, pair.parent) for pair in drafted.pairs] == [
        (path, pair.parent) for path, pair in known.items() if path not in ("preamble", "closing")
    ]


def test_most_relations_are_those_a_person_gave() -> None:
    """At least 22 of 24: where the rule and the reader differ, the words were exchanged for others of another reach."""
    known = reviewed()
    drafted = align(shipped(DEPARTMENT), shipped(MINISTRY)).pairs
    assert sum(pair.relation == known[pair.provision].relation for pair in drafted) >= 22


def test_the_words_that_differ_are_those_of_the_documents() -> None:
    """What is shown as left out stands above and no longer below."""
    lower, upper = shipped(DEPARTMENT), shipped(MINISTRY)
    pair = next(pair for pair in align(lower, upper).pairs if pair.provision == "4.6")
    assert [upper.text[span.start : span.end] for span in pair.upper_words] == ["đơn vị"]
    assert pair.lower_words == ()


def test_numbers_between_the_two_are_missing() -> None:
    """What the lower letter is based on is missing, unless it is the upper letter itself."""
    lower = document([("1", "task", PLAN)], name="low")
    upper = replace(lower, id="up", number="12/BGDĐT")
    based = replace(lower, outline=replace(lower.outline, header=Header(basis=("591/LĐTBXH", "12/BGDĐT"))))
    assert align(based, upper).missing == ("591/LĐTBXH",)


def test_new_and_left_out_tasks_have_no_partner() -> None:
    """Added below, dropped from above, each once."""
    assert aligned([PLAN, REWARD], [PLAN, FUND]) == [("1", "1", "same"), ("2", None, "added"), (None, "2", "dropped")]


def test_a_task_that_moved_is_still_found() -> None:
    """Another order is not another task."""
    assert aligned([REWARD, PLAN], [PLAN, FUND, REWARD]) == [
        ("1", "3", "same"),
        ("2", "1", "same"),
        (None, "2", "dropped"),
    ]


def test_of_two_equal_tasks_each_goes_with_its_own_place() -> None:
    """A sentence that stands under two headings keeps its place."""
    assert aligned([PLAN, FUND, PLAN], [PLAN, FUND, PLAN])[::2] == [("1", "1", "same"), ("3", "3", "same")]


@pytest.mark.parametrize(
    ("lower", "relation"),
    [
        ("Tổ chức khen thưởng kịp thời các cá nhân, đơn vị có thành tích.", "same"),
        ("Tổ chức khen thưởng kịp thời các cá nhân có thành tích", "narrowed"),
        ("Tổ chức khen thưởng kịp thời các cá nhân, đơn vị, hộ gia đình có thành tích", "widened"),
        ("Tổ chức biểu dương kịp thời các cá nhân, đơn vị có thành tích", "reworded"),
    ],
)
def test_the_relation_is_what_the_words_show(lower: str, relation: str) -> None:
    """Less is narrowed, more is widened, other words are reworded, and a full stop is nothing."""
    assert relation_of(lower, REWARD) == relation


def test_spelling_variants_and_hyphens_are_not_changes() -> None:
    """Khóa or khoá, 2021-2026 or 2021 - 2026; but trường and trưởng are two words."""
    assert word_changes("đại biểu khoá XV nhiệm kỳ 2021 - 2026", "đại biểu khóa XV, nhiệm kỳ 2021-2026") == ()
    assert len(word_changes("trường", "trưởng")) == 1


@given(st.lists(st.sampled_from(["xây", "dựng", "kế", "hoạch", "bình", "đẳng", "giới"]), min_size=1).map(" ".join))
def test_a_text_against_itself_has_no_change(text: str) -> None:
    """The same words are the same, however many."""
    assert word_changes(text, text) == ()
    assert relation_of(text, text) == "same"


@given(st.text(max_size=60), st.text(max_size=60))
def test_changes_lie_in_their_texts_in_order(lower: str, upper: str) -> None:
    """Every change can be shown as a piece of the text it is in."""
    changes = word_changes(lower, upper)
    for text, spans in ((lower, [c.lower for c in changes]), (upper, [c.upper for c in changes])):
        ends = [0, *(end for span in spans if span for end in (span.start, span.end)), len(text)]
        assert ends == sorted(ends)
