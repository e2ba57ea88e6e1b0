"""Which year is meant, as against a year that belongs to a name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import fold_accents
from knowledge.years import YearMeant, day_meant, year_meant

TODAY = date(2026, 11, 22)


def years(text: str, today: date = TODAY, *names: str) -> tuple[int, ...]:
    return year_meant(text, today, [fold_accents(name) for name in names]).years


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Năm nay trường tôi phải làm gì?", 2026),
        ("nam nay truong toi phai lam gi", 2026),
        ("NĂM NAY phải làm gì", 2026),
        ("đầu năm nay", 2026),
        ("năm ngoái có gì", 2025),
        ("nam ngoai", 2025),
        ("sang năm phải làm gì", 2027),
        ("năm sau", 2027),
        ("what must we do this year?", 2026),
        ("last year", 2025),
        ("next year", 2027),
        ("năm kia", 2024),
    ],
)
def test_a_year_in_words_is_counted_from_today(text: str, meant: int) -> None:
    """Năm nay is the year it is; năm ngoái the one before."""
    assert years(text) == (meant,)


@pytest.mark.parametrize(
    "text",
    [
        "năm 2024 phải làm gì",
        "nam 2024 phai lam gi",
        "In 2024, what must we do?",
        "kế hoạch 2024",
        "tháng 11, năm 2024",
    ],
)
def test_a_year_in_figures_is_that_year(text: str) -> None:
    """I name the year and that one is meant, whatever the day."""
    assert years(text) == (2024,)
    assert year_meant(text, TODAY).said


def test_two_years_are_both_meant_in_their_order() -> None:
    """A question about two years is about both."""
    assert years("năm 2021 và năm 2022 khác gì") == (2021, 2022)


@pytest.mark.parametrize(
    "text",
    [
        "Bộ luật Lao động năm 2019",
        "Bộ luật Lao động 2019 có gì mới",
        "the 2019 Labour Code",
        "Luật Bình đẳng giới 2006",
        "Công văn ngày 15/3/2021 nói gì",
        "tháng 3 năm 2021",
        "kế hoạch giai đoạn 2021-2025",
        "giai đoạn 2021 – 2030",
        "từ 2021 đến 2025",
        "nghị quyết 125/2021/NĐ-CP",
        "trường phải làm gì",
        "",
    ],
)
def test_a_year_that_is_part_of_a_name_is_not_the_year_asked_about(text: str) -> None:
    """The year of a law, of a date, or of a period does not make it a question about that year."""
    assert years(text) == ()
    assert not year_meant(text, TODAY).said


def test_a_year_that_the_documents_write_as_part_of_a_name_is_one_in_the_question_too() -> None:
    """“Tháng hành động năm 2020” is a name where a document calls it so; elsewhere the year is asked about."""
    asked = "chiến dịch mùa hè xanh 2020 là gì"
    assert years(asked, TODAY, "tham gia Chiến dịch mùa hè xanh năm 2020 của tỉnh") == ()
    assert years(asked, TODAY, "kế hoạch năm 2020") == (2020,)


@pytest.mark.parametrize(
    ("text", "today", "meant"),
    [
        ("năm học 2025-2026", TODAY, {2025, 2026}),
        ("năm học 2025 – 2026", TODAY, {2025, 2026}),
        ("nam hoc 2025/2026", TODAY, {2025, 2026}),
        ("school year 2025-2026", TODAY, {2025, 2026}),
        ("năm học này", date(2026, 11, 22), {2026, 2027}),
        ("năm học này", date(2026, 3, 1), {2025, 2026}),
        ("năm học này", date(2026, 8, 1), {2026, 2027}),
        ("năm học trước", date(2026, 11, 22), {2025, 2026}),
        ("last school year", date(2026, 3, 1), {2024, 2025}),
    ],
)
def test_a_school_year_means_both_its_years(text: str, today: date, meant: set[int]) -> None:
    """A school year runs from September; a directive of either calendar year may be the one."""
    assert set(years(text, today)) == meant


def test_this_school_year_looks_first_into_the_year_it_is() -> None:
    """Of the two years of this school year the running calendar year comes first."""
    assert years("năm học này", date(2026, 3, 1))[0] == 2026
    assert years("năm học này", date(2026, 11, 1))[0] == 2026


@given(st.text(max_size=100), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_years_meant_are_years(text: str, today: date) -> None:
    """Whatever I type, a year meant is a year of this century or the last."""
    assert all(1900 <= year <= 2101 for year in year_meant(text, today).years)


@given(st.integers(1950, 2099))
def test_every_year_in_figures_is_understood(year: int) -> None:
    """No year is special."""
    assert year_meant(f"Năm {year} trường phải làm gì?", TODAY) == YearMeant((year,))


@pytest.mark.parametrize(
    ("message", "day"),
    [
        ("Mức lương tối thiểu vùng 1 tại ngày 1/6/2025?", date(2025, 6, 1)),
        ("đến ngày 01 tháng 7 năm 2020 luật này còn hiệu lực không", date(2020, 7, 1)),
        ("was it in force on 1/7/2020?", date(2020, 7, 1)),
        ("Nghị định số 145/2020/NĐ-CP ngày 14/12/2020 quy định gì?", None),
        ("Người sinh ngày 1/6/1970 nghỉ hưu khi nào?", None),
        ("Hợp đồng ký ngày 1/6/2020 thì sao?", None),
        ("Mức lương năm 2026", None),
    ],
)
def test_the_day_asked_about_is_read(message: str, day: date | None) -> None:
    """A day in my question is the day I ask about; the day on which something was issued or signed is not."""
    assert day_meant(message) == day
