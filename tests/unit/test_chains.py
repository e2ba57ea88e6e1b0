"""Which directive stands above which."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from knowledge.chains import lineages
from knowledge.model import Document, Header, Level, Lineage, LineagePair
from tests.builders import document

TASKS = (
    "Xây dựng kế hoạch phòng chống đuối nước cho học sinh",
    "Tổ chức dạy bơi trong dịp hè tại các bể bơi của trường",
)


def letter(
    name: str, level: Level, tasks: Sequence[str] = TASKS, *, number: str | None = None, basis: Sequence[str] = ()
) -> Document:
    made = document([(str(n), "task", words) for n, words in enumerate(tasks, 1)], name=name)
    outline = replace(made.outline, header=Header(basis=tuple(basis)))
    return replace(made, outline=outline, level=level, number=number, issued_on=date(2025, 3, 1))


def chains(*directives: Document, reviewed: Sequence[Lineage] = (), numbers: Sequence[str] = ()) -> dict[str, Lineage]:
    return {chain.document: chain for chain in lineages(directives, reviewed, numbers)}


def test_a_letter_stands_under_the_one_it_is_based_on() -> None:
    """Also where their words have little in common."""
    above = letter("bo", "central", ["Chỉ đạo các địa phương bảo đảm an toàn"], number="5/BGDĐT")
    found = chains(letter("so", "province", basis=["5/BGDĐT"]), above, letter("khac", "central"))
    assert found["so"].above == "bo"
    assert set(found) == {"so"}


def test_a_letter_that_repeats_one_of_a_higher_level_stands_under_it() -> None:
    """The letter between the two is often not at hand; what it is called is said as missing."""
    found = chains(letter("so", "province", [*TASKS, "Báo cáo về Sở"], basis=["7/UBND"]), letter("bo", "central"))
    assert (found["so"].above, found["so"].missing) == ("bo", ("7/UBND",))
    assert [pair.relation for pair in found["so"].pairs] == ["same", "same", "added"]


def test_letters_that_share_little_are_not_chained() -> None:
    other = ["Rà soát hồ sơ thi đua khen thưởng năm học", "Nộp danh sách giáo viên giỏi cấp tỉnh"]
    assert chains(letter("so", "province"), letter("bo", "central", other)) == {}


def test_letters_of_one_level_or_of_the_future_are_not_above() -> None:
    later = replace(letter("bo", "central"), issued_on=date(2025, 3, 2))
    assert chains(letter("so", "province"), letter("so-khac", "province"), later) == {}


def test_letters_years_apart_are_not_chained_by_their_words_alone() -> None:
    old = replace(letter("bo", "central"), issued_on=date(2020, 3, 1))
    assert chains(letter("so", "province"), old) == {}


def test_a_reviewed_chain_is_kept_and_what_is_loaded_is_not_missing() -> None:
    reviewed = Lineage("so", "bo", (LineagePair("1", "1", "narrowed"),), ("7/UBND", "8/UBND"), reviewed=True)
    found = chains(letter("so", "province"), letter("bo", "central"), reviewed=[reviewed], numbers=["7/ubnd"])
    assert found == {"so": replace(reviewed, missing=("8/UBND",))}
