"""The pages of reporting: what stands first, what can be pressed, what is never shown."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot import callbacks
from bot.message import Message
from bot.pages import checkin, expected, periods, progress, telling, ticking
from bot.plain import plain_text
from bot.progress.filling import Filling
from bot.progress.model import (
    CheckIn,
    Expectation,
    Period,
    PeriodObligation,
    Progress,
    Report,
    Review,
    Status,
    UnitProgress,
    Verdict,
    percent,
)
from knowledge.model import Applies, Bilingual

NOW = datetime(2021, 3, 2, 7, 5, tzinfo=UTC)
DUTIES = tuple(
    PeriodObligation(f"d#{n}", "d", str(n), Bilingual(f"Việc {n}", f"Task {n}"), "train", {"school": "yes"})
    for n in range(1, 21)
)
PERIOD = Period(4, "Quý I", date(2021, 3, 31), "SO", DUTIES, None, NOW)
LAN, AN = 11, 22


def expectation(number: int, status: Status | None = None, *, by: int = LAN, applies: Applies = "yes") -> Expectation:
    duty = DUTIES[number - 1]
    latest = CheckIn(number, Report(4, "T1", duty.id, status, reason="vì"), 1, NOW, by) if status else None
    return Expectation("T1", duty, applies, latest, NOW if status else None)


def reviewed(each: Expectation, verdict: Verdict, note: str = "") -> Expectation:
    return replace(each, review=Review(1, 4, "T1", each.obligation.id, each.version, verdict, note, NOW, AN))


def labels(message: Message) -> list[str]:
    return [button.text for row in message.buttons for button in row]


def test_what_needs_doing_stands_first() -> None:
    done, silent, maybe = expectation(1, "done"), expectation(2), expectation(3, applies="conditional")
    back = reviewed(expectation(4, "done"), "sent_back", "thiếu số liệu")
    shown = plain_text(expected.listing("vi", PERIOD, "Trường Số 1", [done, silent, maybe, back]))
    lines = [line for line in shown.splitlines() if line[:1].isdigit()]
    assert lines == ["1. ↩ Việc 4", "2. ▫ Việc 2", "3. ○ Việc 3", "4. ✅ Việc 1"]
    assert shown.startswith("Đã báo cáo 2/3 – hạn 31/3/2021")
    assert "▫ chưa báo cáo" in shown
    assert "🔒" not in shown


def test_a_page_holds_eight_and_turns() -> None:
    every = [expectation(n) for n in range(1, 21)]
    first, several = expected.listing("vi", PERIOD, "Trường", every), "☑ Nhiều việc đã xong"
    assert labels(first) == ["1", "2", "3", "4", "5", "6", "7", "8", "1/3", "▶", several]
    assert labels(expected.listing("vi", PERIOD, "Trường", every, 3)) == ["17", "18", "19", "20", "◀", "3/3", several]
    assert labels(expected.listing("vi", PERIOD, "Trường", every, 99))[-2] == "3/3"


def test_what_is_begun_is_offered_first() -> None:
    shown = expected.listing("vi", PERIOD, "Trường", [expectation(1), expectation(2)], begun=["d#2"])
    assert labels(shown)[0] == "▶ Làm tiếp: Việc 2"


@pytest.mark.parametrize("number", [LAN, AN])
def test_who_reported_is_told_without_a_name_or_number(number: int) -> None:
    shown = plain_text(checkin.card("vi", PERIOD, expectation(1, "done", by=number), LAN))
    assert f"{'thầy cô' if number == LAN else 'người khác của đơn vị'} gửi 2/3/2021 14:05" in shown
    assert str(number) not in shown.replace("2021", "")


def test_what_is_locked_or_closed_cannot_be_corrected() -> None:
    done = expectation(1, "done")
    assert "✏️ Sửa" in labels(checkin.card("vi", PERIOD, done, LAN))
    assert "✏️ Sửa" not in labels(checkin.card("vi", PERIOD, reviewed(done, "locked"), LAN))
    closed = replace(PERIOD, closed_at=NOW)
    assert labels(checkin.card("vi", closed, expectation(2), LAN)) == ["Nguyên văn", "◀ Danh sách"]


def test_why_something_was_sent_back_stands_on_its_card() -> None:
    shown = plain_text(checkin.card("vi", PERIOD, reviewed(expectation(1, "done"), "sent_back", "thiếu số liệu"), LAN))
    assert "Người duyệt: trả lại – thiếu số liệu" in shown


def test_the_last_look_shows_all_that_is_sent() -> None:
    filling = Filling("blocked", 2, {}, "ghi chú ấy", "thiếu kinh phí")
    page = checkin.confirm("vi", PERIOD, expectation(1), filling)
    assert {"Tình trạng: vướng mắc", "Lý do: thiếu kinh phí", "Ghi chú: ghi chú ấy"} <= {*plain_text(page).splitlines()}
    assert page.buttons[0][0].action == callbacks.data(callbacks.SendReport(4, callbacks.ref("d#1"), 2))
    assert "✏️ Lý do" in labels(page)
    assert "🔢 Số người" not in labels(page)


def test_what_only_may_apply_is_told_from_what_is_asked() -> None:
    """The numbers at the head of the list add up to the tasks in it."""
    asked = [expectation(1), expectation(2)]
    maybe = [expectation(3, applies="conditional"), expectation(4, "done", applies="conditional")]
    shown = plain_text(expected.listing("vi", PERIOD, "Trường", [*asked, *maybe])).splitlines()
    assert shown[0] == "Đã báo cáo 1/3 – hạn 31/3/2021"
    assert shown[2] == "Gồm 2 việc phải báo cáo và 1 việc ○ đơn vị có làm nên được tính thêm."
    assert shown[3] == "○ 1 việc khác chỉ báo cáo nếu đơn vị có làm."
    assert "việc khác" not in plain_text(expected.listing("vi", PERIOD, "Trường", asked))
    latest = maybe[1].latest
    assert latest is not None
    recorded = plain_text(checkin.recorded("vi", PERIOD, latest, [*asked, *maybe], LAN))
    assert "nên được tính thêm vào 2 việc phải báo cáo.\nCòn 2 việc chưa báo cáo." in recorded


def test_a_unit_of_which_nothing_is_asked_is_told_so() -> None:
    """No word of other tasks where there are none, and no thanks for a report in full that nobody asked for."""
    first, second = expectation(3, applies="conditional"), expectation(4, applies="conditional")
    shown = plain_text(expected.listing("vi", PERIOD, "UBND xã", [first, second])).splitlines()
    assert shown[0] == "Không có việc nào phải báo cáo – hạn 31/3/2021"
    assert shown[2] == "○ 2 việc chỉ báo cáo nếu đơn vị có làm."
    done = expectation(3, "done", applies="conditional")
    shown = plain_text(expected.listing("vi", PERIOD, "UBND xã", [done, second])).splitlines()
    assert shown[0] == "Không có việc nào phải báo cáo – hạn 31/3/2021"
    assert shown[2] == "○ 1 việc đơn vị có làm đã được ghi nhận."
    assert shown[3] == "○ 1 việc khác chỉ báo cáo nếu đơn vị có làm."
    assert done.latest is not None
    recorded = plain_text(checkin.recorded("vi", PERIOD, done.latest, [done, second], LAN))
    assert recorded.endswith("Việc này chỉ báo cáo khi có; đơn vị không có việc nào phải báo cáo.\nCảm ơn thầy cô!")
    assert "0 việc" not in recorded


def test_only_ticks_that_still_can_be_sent_are_counted() -> None:
    """Somebody else has reported one of them, another was locked."""
    every = [expectation(1), expectation(2, "done"), reviewed(expectation(3), "locked"), expectation(4)]
    ids = ["d#1", "d#2", "d#3", "d#4"]
    assert ticking.still_ticked(every, ids) == {"d#1", "d#4"}
    shown = ticking.boxes("vi", PERIOD, every, ids)
    assert labels(shown) == ["☑ 1", "☑ 2", "Tiếp: 2 việc đã đánh dấu ▶", "◀ Danh sách"]
    gone = ticking.boxes("vi", PERIOD, every, ["d#2"])
    assert labels(gone) == ["☐ 1", "☐ 2", "◀ Danh sách"]


def test_a_list_with_nothing_in_it_leads_to_the_progress() -> None:
    shown = expected.listing("vi", PERIOD, "Sở GDĐT", [])
    assert plain_text(shown) == "Sở GDĐT không phải báo cáo việc nào trong kỳ “Quý I” (hạn 31/3/2021)."
    assert labels(shown) == ["📊 Tiến độ"]


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(0, 0, 0), (0, 7, 0), (7, 7, 100), (7, 16, 44), (1, 21, 5), (1, 999, 1), (998, 999, 99)],
)
def test_a_share_is_rounded_and_never_to_all_or_nothing(part: int, whole: int, share: int) -> None:
    assert percent(part, whole) == share


def test_when_all_is_reported_it_is_said() -> None:
    every = [expectation(1, "done"), expectation(2, "done")]
    latest = every[0].latest
    assert latest is not None
    shown = checkin.recorded("vi", PERIOD, latest, every, LAN)
    assert "Đơn vị đã báo cáo đủ." in plain_text(shown)
    assert labels(shown) == ["◀ Danh sách"]


def test_of_many_silent_units_some_are_named_and_the_rest_counted() -> None:
    top = UnitProgress("SO", "Sở", "department", None, 26, 1, 1)
    schools = tuple(UnitProgress(f"T{n}", f"Trường {n}", "school", "SO", 2, int(n == 1), 0) for n in range(1, 14))
    of_all = Progress(PERIOD, top, 26, 1, 1, (), schools, schools, silent_units=12, first_silent=schools[1:11])
    page = progress.tree_progress("vi", of_all)
    shown = plain_text(page)
    assert "Đã có 1/26 lượt báo cáo (4%)" in shown
    assert "Chưa báo cáo việc nào: 12 đơn vị" in shown
    assert "và 2 đơn vị khác" in shown
    assert labels(page)[0] == "Trường 2 – 0/2"
    assert labels(page)[-4:] == ["1/2", "▶", "🔎 Chờ duyệt", "📊 Biểu đồ"]


def test_what_a_unit_above_others_reported_itself_is_found_from_its_progress() -> None:
    """It is in the unit's sum and in none of the figures of those below it."""
    schools = tuple(UnitProgress(f"T{n}", f"Trường {n}", "school", "XA", 16, n, n) for n in (2, 3))
    commune = UnitProgress("XA", "UBND xã", "commune", "SO", 33, 6, 6)
    page = progress.tree_progress("vi", Progress(PERIOD, commune, 33, 6, 6, (), (), schools))
    assert "UBND xã (riêng) – 1/1" in labels(page)
    alone = replace(commune, expected=32, reported=5, on_time=5)
    page = progress.tree_progress("vi", Progress(PERIOD, alone, 32, 5, 5, (), (), schools))
    assert not [label for label in labels(page) if "riêng" in label]


@pytest.mark.parametrize(
    ("words", "opening"),
    [
        ("mở Quý IV 31/12/2026", ("Quý IV", date(2026, 12, 31))),
        ("mo Báo cáo 6 tháng đầu năm 2026, hạn 5/6/2026", ("Báo cáo 6 tháng đầu năm 2026", date(2026, 6, 5))),
        ("mở Quý III năm 2021 30/9/21", ("Quý III năm 2021", date(2021, 9, 30))),
        ("mở Quý III năm 2021 30/9", ("Quý III năm 2021", date(2021, 9, 30))),
        ("mở Quý I 31/3", ("Quý I", date(2022, 3, 31))),
        ("mở Quý I 15/6", ("Quý I", date(2021, 6, 15))),
        ("mở Quý II 30-6-2021", ("Quý II", date(2021, 6, 30))),
        ("mở Quý II, hạn 30.6.2021", ("Quý II", date(2021, 6, 30))),
        ("mở Kỳ 1-2 30/6/2021", ("Kỳ 1-2", date(2021, 6, 30))),
        ("mở Quý III ngày 30 tháng 9 năm 2021", ("Quý III", date(2021, 9, 30))),
        ("mo Quy III, han ngay 30 thang 9", ("Quy III", date(2021, 9, 30))),
        ("mở Quý II 30-6/2021", None),
        ("mở Quý IV", None),
        ("mở 31/12/2026", None),
        ("đóng Quý IV 31/12/2026", None),
    ],
)
def test_a_line_names_a_new_period(words: str, opening: tuple[str, date] | None) -> None:
    found = periods.read_opening(words, date(2021, 6, 15))
    assert not isinstance(found, periods.NoSuchDay)
    assert (found and (found.name, found.due)) == opening


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("mở Quý I 31/2", "31/2"),
        ("mở Quý IV 31/02/2026", "31/02/2026"),
        ("mở Quý IV ngày 31 tháng 2 năm 2026", "ngày 31 tháng 2 năm 2026"),
        ("mo Quy II 31-6-2021", "31-6-2021"),
        ("mở Quý II 30/13/2021", "30/13/2021"),
    ],
)
def test_a_day_that_no_calendar_has_is_told_from_a_missing_one(words: str, day: str) -> None:
    assert periods.read_opening(words, date(2021, 6, 15)) == periods.NoSuchDay(day)


def test_a_year_that_was_left_out_is_asked_about() -> None:
    """The next such day is proposed; one tap takes it."""
    found = periods.read_opening("mở Quý III năm 2021 30/9", date(2021, 6, 15))
    assert isinstance(found, periods.Opening)
    shown = periods.preview("vi", found, obligations=23, units=7, unit="Sở", documents="Công văn")
    assert plain_text(shown).startswith("Thiếu năm của hạn: 30/9/2021?")
    assert "23 nhiệm vụ, 7 đơn vị dưới Sở phải báo cáo." in plain_text(shown)
    assert labels(shown) == ["✅ Mở kỳ này"]
    told = periods.read_opening("mở Quý III 30/9/2021", date(2021, 6, 15))
    assert isinstance(told, periods.Opening)
    assert "Thiếu năm" not in plain_text(
        periods.preview("vi", told, obligations=23, units=7, unit="Sở", documents="Công văn")
    )


def test_women_without_a_total_are_shown_and_the_total_is_asked() -> None:
    shown = plain_text(checkin.confirm("vi", PERIOD, expectation(1), Filling("done", counts={"women": 31})))
    assert "Số nữ: 31" in shown
    assert "Tổng cộng bao nhiêu người?" in shown


def test_thousands_are_parted_as_the_language_parts_them() -> None:
    many = Filling("done", counts={"participants": 1200, "women": 600})
    assert "Số người: 1.200, trong đó 600 nữ" in plain_text(checkin.confirm("vi", PERIOD, expectation(1), many))
    assert "1,200, 600 of them" in plain_text(checkin.confirm("en", PERIOD, expectation(1), many))


def test_the_signs_before_tasks_to_choose_from_are_explained() -> None:
    places = [(PERIOD, expectation(1)), (PERIOD, expectation(2, applies="conditional"))]
    shown = plain_text(telling.choose("vi", None, places, 1, named=False))
    assert "▫ chưa báo cáo · ○ chỉ khi có" in shown
