"""What a model is told of a sentence that does not stand: which words, and how to mend it."""

from typing import get_args

import pytest

from knowledge.phrasing.faults import Fault, FaultKind, told
from knowledge.phrasing.model import Sentence

SAID = Sentence("Trường rà soát kỹ thiết bị vào cuối năm.", ("K7Q2",))


def test_the_words_are_told_and_what_to_do_about_them() -> None:
    assert told([(SAID, (Fault("words", "kỹ"), Fault("words", "cuối năm")))]) == (
        "- “Trường rà soát kỹ thiết bị vào cuối năm.”: “kỹ”, “cuối năm” is not in its passages: "
        "use their word in its place, or leave it out"
    )


@pytest.mark.parametrize("kind", get_args(FaultKind))
@pytest.mark.parametrize("words", ["", "kỹ"])
def test_each_kind_is_told_with_a_way_to_mend_it(kind: FaultKind, words: str) -> None:
    """Also where no words of the sentence are to blame."""
    why = told([(SAID, (Fault(kind, words),))]).partition("”: ")[2]
    assert why.startswith(f"“{words}” " if words else "it ")
    assert ": " in why


def test_a_kind_is_told_once() -> None:
    line = told([(SAID, (Fault("order", "a b"), Fault("applies"), Fault("order", "a b"), Fault("order", "c d")))])
    assert line.count("stands beside other words") == 1
    assert "“a b”, “c d” stands" in line
