"""By when: the due dates of official letters, told apart from periods, targets, past facts and what has no year."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.deadlines import due_date, find_deadlines

GOLD = sorted((Path(__file__).resolve().parents[2].parent / "shared/directives/others/gold").glob("*.json"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Gửi báo cáo trước ngày 31/12/2025.", date(2025, 12, 31)),
        ("Gửi báo cáo về Sở chậm nhất là ngày 15 tháng 6 năm 2026.", date(2026, 6, 15)),
        ("Hoàn thành trước ngày 30-11-2025.", date(2025, 11, 30)),
        ("Nộp hồ sơ trước 17 giờ 00 ngày 20/12/2025.", date(2025, 12, 20)),
        ("Thời hạn gửi: trước ngày 05.12.2025", date(2025, 12, 5)),
        ("Thực hiện đến hết tháng 2 năm 2028 phải xong.", date(2028, 2, 29)),
        ("Rà soát, hoàn thành trong quý I/2026.", date(2026, 3, 31)),
        ("Bảo đảm đến hết năm 2025 không còn khó khăn.", date(2025, 12, 31)),
        ("Ban hành kế hoạch trước tháng 12/2025.", date(2025, 11, 30)),
        ("Kết thúc năm học 2025 - 2026 về Sở, trước ngày 20/6/2026.", date(2026, 6, 20)),
        ("Báo cáo sơ kết trước ngày 15/6/2025, tổng kết trước ngày 15/12/2025.", date(2025, 6, 15)),
    ],
)
def test_a_due_date_is_found(text: str, day: date) -> None:
    """I am told the day the letter sets; of two, the one that comes first."""
    assert due_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "Xây dựng kế hoạch giai đoạn 2021 - 2025.",
        "Tổ chức từ ngày 15/11/2025 đến hết ngày 15/12/2025.",
        "Đến hết năm 2025 đạt 60% cơ quan có lãnh đạo nữ.",
        "Chương trình giai đoạn 2021 - 2025 đến hết năm 2030.",
        "Rà soát các văn bản đã ban hành trước ngày 01/7/2025.",
        "Hồ sơ được phê duyệt trước ngày 01/01/2024.",
        "Số liệu tính đến hết ngày 30/11/2025.",
        "Truyền thông trước và trong thời gian bầu cử năm 2021.",
        "Hạn chế hoạt động ngoài trời ngày 20/12/2025.",
        "Công văn số 12/SGDĐT ngày 15/3/2021.",
    ],
)
def test_other_dates_are_not_deadlines(text: str) -> None:
    """A period, a target, a past fact or a letter's own date is never told as a deadline."""
    assert find_deadlines(text) == ()


@pytest.mark.parametrize(
    ("text", "recurring"),
    [
        ("Báo cáo trước ngày 20 hàng tháng.", True),
        ("Gửi trước ngày 05 của tháng tiếp theo.", True),
        ("Gửi trước ngày 15/11.", False),
        ("Gửi trước ngày 31/11/2025.", False),
    ],
)
def test_a_day_that_is_not_one_date_gets_none(text: str, *, recurring: bool) -> None:
    """No year is added, no month is chosen, and a day that does not exist is not mended; the words are still found."""
    (found,) = find_deadlines(text)
    assert (found.date, found.recurring) == (None, recurring)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_real_letters_give_the_deadlines_read_by_hand(path: Path) -> None:
    """Provision by provision, exactly the due dates a person found."""
    gold = json.loads(path.read_text("utf-8"))
    expected = {
        (each["path"], each["date"]) for each in gold["deadlines"] if each["type"] == "due" and each["part"] != "annex"
    }
    found = {
        (provision["path"], deadline.date.isoformat())
        for provision in gold["provisions"]
        for deadline in find_deadlines(provision["text"])
        if deadline.date
    }
    assert found == expected


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from("/.-"), st.sampled_from(["d", "02d"]))
def test_every_day_is_read_however_it_is_written(day: date, mark: str, number: str) -> None:
    """One or two digits, slash, dot or dash."""
    written = f"{day.day:{number}}{mark}{day.month:{number}}{mark}{day.year}"
    assert due_date(f"gửi về Sở trước ngày {written}.") == day


@given(st.text())
def test_any_text_is_read_without_failing_and_the_words_lie_in_it(text: str) -> None:
    """Whatever a file holds, the reading goes on."""
    for found in find_deadlines(f"{text} trước ngày 1/1/2025 {text}"):
        assert 0 <= found.words.start < found.words.end
