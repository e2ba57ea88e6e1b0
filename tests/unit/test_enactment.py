"""What a law's text says of force, read phrase by phrase."""

from collections.abc import Sequence
from datetime import date

import pytest

from knowledge.enactment import Enactment, read_enactment
from knowledge.model import Header, Outline, Provision, ProvisionKind

ISSUED = date(2020, 6, 1)


def enacted(*words: str, kind: str = "Luật", title: str = "", kinds: Sequence[ProvisionKind] = ()) -> Enactment:
    """The reading of a law whose articles hold these words."""
    provisions = tuple(
        Provision(str(i), f"Điều {i}.", (*kinds, *["paragraph"] * len(words))[i - 1], text, 0, len(text))  # type: ignore[arg-type]
        for i, text in enumerate(words, 1)
    )
    return read_enactment(Outline(" ".join(words), Header(), provisions, ()), kind, "1/2020/QH14", ISSUED, title)


@pytest.mark.parametrize(
    ("words", "kind", "day"),
    [
        ("Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2020.", "luật", date(2020, 7, 1)),
        ("Hiệu lực thi hành Bộ luật này có hiệu lực thi hành từ ngày 01/01/2021.", "Bộ luật", date(2021, 1, 1)),
        (
            "Nghị định này có hiệu lực kể từ ngày 1-2-2021 và thay thế Nghị định số 5/2015/NĐ-CP.",
            "Nghị định",
            date(2021, 2, 1),
        ),
        ("Pháp lệnh này có hiệu lực từ ngày 01 tháng bảy năm 2003.", "Pháp lệnh", date(2003, 7, 1)),
        ("Luật này có hiệu lực từ ngày 15 tháng mười một năm 2003.", "Luật", date(2003, 11, 15)),
        ("Thông tư này có hiệu lực thi hành kể từ ngày ký.", "Thông tư", ISSUED),
        ("Quyết định này có hiệu lực thi hành sau 15 ngày, kể từ ngày ký ban hành.", "Quyết định", date(2020, 6, 16)),
        (
            "Luật này có hiệu lực từ ngày 01 tháng 01 năm 2026, trừ trường hợp quy định tại khoản 2 Điều này.",
            "Luật",
            date(2026, 1, 1),
        ),
    ],
)
def test_the_first_day_of_force_is_read(words: str, kind: str, day: date) -> None:
    """The day from which a law holds is the day its text sets, in figures, in words, or counted from the signing."""
    assert enacted(words, kind=kind).effective_from == day


@pytest.mark.parametrize(
    "words",
    [
        "Hợp đồng này có hiệu lực từ ngày 01 tháng 7 năm 2020.",
        "Nghị định số 12/2015/NĐ-CP có hiệu lực từ ngày 01 tháng 7 năm 2015 thì được áp dụng.",
        "Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2021.",  # a form printed in a law
        "Khoản 8 Điều 1 của Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.",
        "Hồ sơ nộp trước ngày Luật này có hiệu lực thì được giải quyết trước ngày 01 tháng 7 năm 2020.",
        "Luật này có hiệu lực thi hành sau 45 ngày, kể từ ngày đăng Công báo.",
        "Luật này có hiệu lực từ ngày 31 tháng 02 năm 2020.",
    ],
)
def test_no_day_is_taken_from_what_is_said_of_other_things(words: str) -> None:
    """A contract, a form, another law or a single clause does not tell when the law itself begins to hold."""
    assert enacted(words).effective_from is None


def test_words_quoted_from_another_law_say_nothing_of_this_one() -> None:
    """An article quoted as the new wording of another law is not this law's own."""
    assert enacted("Luật này có hiệu lực từ ngày 01 tháng 7 năm 2020.", kinds=["quoted"]).effective_from is None


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("Nghị quyết này có hiệu lực từ ngày 01/01/2020 đến hết ngày 31/12/2021.", date(2021, 12, 31)),
        ("Nghị quyết này hết hiệu lực kể từ ngày 01 tháng 01 năm 2022.", date(2021, 12, 31)),
    ],
)
def test_a_term_set_by_the_law_itself_is_read(words: str, last: date) -> None:
    """A law that holds for a time says itself when it ends."""
    assert enacted(words, kind="Nghị quyết").effective_until == last


def changes(*words: str, title: str = "") -> list[tuple[str, str, tuple[str, ...], date | None]]:
    return [(m.kind, m.number, m.places, m.since) for m in enacted(*words, title=title).modifications]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Luật này thay thế Luật số 5/2005/QH11 ngày 14/6/2005.",
            [("replaces", "5/2005/QH11", (), None)],
        ),
        (
            (
                "Thông tư này có hiệu lực kể từ ngày 20/10/2020 và thay thế Thông tư số 30/2014/TT-BGDĐT "
                "ngày 28/8/2014 của Bộ trưởng và Thông tư số 22/2016/TT-BGDĐT."
            ),
            [("replaces", "30/2014/TT-BGDĐT", (), None), ("replaces", "22/2016/TT-BGDĐT", (), None)],
        ),
        (
            (
                "Luật Giáo dục số 38/2005/QH11 đã được sửa đổi theo Luật số 44/2009/QH12 và Luật số 74/2014/QH13 "
                "hết hiệu lực kể từ ngày Luật này có hiệu lực."
            ),
            [("repeals", "38/2005/QH11", (), None)],
        ),
        (
            "Nghị định số 7/2010/NĐ-CP hết hiệu lực kể từ ngày 01/7/2021.",
            [("repeals", "7/2010/NĐ-CP", (), date(2021, 7, 1))],
        ),
        (
            "Bãi bỏ khoản 3 Điều 9 và Điều 12 Nghị định số 33/2016/NĐ-CP.",
            [("repeals", "33/2016/NĐ-CP", ("9.3", "12"), None)],
        ),
        ("Sửa đổi, bổ sung một số điều của Luật Dạy nghề số 74/2014/QH13", [("amends", "74/2014/QH13", (), None)]),
        ("Phiếu số 1 thì được thay thế bằng phiếu của nước đó.", []),
        ("Việc này thực hiện theo Nghị định số 5/2015/NĐ-CP; khi Nghị định đó được thay thế thì theo văn bản mới.", []),
        ("Cơ quan có quyền bãi bỏ văn bản trái pháp luật.", []),
        ("Thay thế cụm từ “huyện” bằng cụm từ “xã” tại Nghị định số 5/2015/NĐ-CP.", []),
    ],
)
def test_what_a_law_does_to_others(words: str, expected: list[object]) -> None:
    """Whom a law replaces, repeals or amends is read from its own verbs, and from nothing else."""
    assert changes(words) == expected


def test_a_list_is_read_with_the_verb_that_opens_it() -> None:
    """A line "Các Nghị định sau đây hết hiệu lực:" counts for each item below."""
    opening = "Kể từ ngày Nghị định này có hiệu lực, các Nghị định sau đây hết hiệu lực thi hành:"
    item = "Nghị định số 3/2014/NĐ-CP ngày 16/01/2014 quy định chi tiết một số điều của Luật số 10/2012/QH13;"
    provisions = (Provision("2", "2.", "heading", opening, 0, 1), Provision("2.a", "a)", "paragraph", item, 0, 1))
    found = read_enactment(Outline("", Header(), provisions, ()), "Nghị định", "145/2020/NĐ-CP", ISSUED).modifications
    assert [(m.kind, m.number, m.said_in) for m in found] == [("repeals", "3/2014/NĐ-CP", "2.a")]


def test_an_amending_law_repeals_places_of_the_law_it_amends() -> None:
    """In a law whose title names one law, "Bãi bỏ Điều 18" means that law's."""
    title = "Sửa đổi, bổ sung một số điều của Luật Giáo dục số 43/2019/QH14"
    assert ("repeals", "43/2019/QH14", ("18", "28.2"), None) in changes("Bãi bỏ Điều 18, khoản 2 Điều 28.", title=title)


def test_parts_that_start_later_are_told_apart() -> None:
    """A clause that begins to hold later than its law is known by its place and day."""
    words = "Khoản 4 và khoản 13 Điều 1 của Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026."
    assert changes(words) == [("starts", "1/2020/QH14", ("1.4", "1.13"), date(2026, 7, 1))]
