"""What a reminder says, and what those see who let the bot remind."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot import callbacks
from bot.message import Message
from bot.pages import periods
from bot.pages import reminders as pages
from bot.plain import plain_text
from bot.progress.model import Period
from bot.reminders.ladder import LADDER
from bot.reminders.model import Outlook, Reminder, Step

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
DUE = date(2026, 12, 31)
PERIOD = Period(4, "Quý IV", DUE, "SO", (), None, NOW)
TOLD = Reminder(1, 7, None, "officer", 4, "Quý IV", DUE, "T1", "Trường THCS Số 1", True, 3, 17)  # noqa: FBT003
STEP = Step(LADDER[0], datetime(2026, 12, 24, 1, tzinfo=UTC), 9, 8)
SEEN = Outlook(PERIOD, 40, 12, replace(STEP, at=NOW), (STEP,), 3, 1, 2, {"sent": 40, "uncertain": 1})
PROGRESS = callbacks.ShowProgress(4, callbacks.ref("SO"))


def actions(message: Message) -> list[callbacks.Action | None]:
    return [callbacks.parse(button.action or "") for row in message.buttons for button in row]


def test_a_reminder_is_short_and_leads_to_the_report() -> None:
    message = pages.reminder(TOLD, "vi", DUE)
    assert plain_text(message).splitlines() == [
        "🔔 Nhắc báo cáo: Quý IV",
        "",
        "Trường THCS Số 1 còn 3/17 việc chưa báo cáo.",
        "Hạn 31/12/2026, do nơi mở kỳ báo cáo đặt; văn bản chỉ đạo không đặt hạn này.",
    ]
    assert actions(message) == [callbacks.ShowReports(4), callbacks.SilenceReminders(4, silent=True)]


def test_after_the_due_day_it_says_so_and_that_reporting_is_still_possible() -> None:
    shown = plain_text(pages.reminder(TOLD, "vi", date(2027, 1, 1)))
    assert "Đã quá hạn 31/12/2026" in shown
    assert "Bây giờ vẫn báo cáo được." in shown


def test_the_level_above_hears_a_number_and_no_name() -> None:
    above = replace(TOLD, audience="above", unit="SO", unit_name="Sở GDĐT", left=12, expected=40)
    message = pages.reminder(above, "vi", date(2027, 1, 5))
    assert "Còn 12/40 đơn vị dưới Sở GDĐT chưa báo cáo đủ." in plain_text(message)
    assert actions(message)[0] == PROGRESS
    outside = pages.reminder(replace(above, unit_in_period=False), "vi", DUE)
    assert actions(outside)[0] == callbacks.ShowProgress(4, None)


def test_it_speaks_the_language_of_whom_it_is_for() -> None:
    assert "has not reported on 3 of 17 tasks" in plain_text(pages.reminder(TOLD, "en", DUE))


def test_the_outlook_says_who_is_told_when_and_who_cannot_be() -> None:
    message = pages.outlook("vi", SEEN, PROGRESS, runs=True)
    shown = plain_text(message)
    assert "12/40 đơn vị chưa báo cáo đủ." in shown
    assert "– 08:00 24/12/2026: cán bộ đầu mối (9 người, 8 đơn vị)" in shown
    assert "3 đơn vị chưa có ai để nhắc" in shown
    assert "1 người đã chặn bot" in shown
    assert "2 người đã tắt nhắc" in shown
    assert "Cho đến nay: 40 đã gửi, 1 chưa rõ đã đến hay chưa." in shown
    assert actions(message) == [callbacks.RemindNow(4), callbacks.ShowReminders(4), PROGRESS]


def test_units_with_nobody_to_remind_are_named_and_invited_into() -> None:
    message = pages.outlook("vi", replace(SEEN, first_unreached=(("T1", "Trường Số 1"),)), PROGRESS, runs=True)
    shown = plain_text(message)
    assert "3 đơn vị chưa có ai để nhắc: Trường Số 1 và 2 đơn vị khác. Mời cán bộ đầu mối: /moi tên đơn vị" in shown
    assert callbacks.InviteAs("officer", callbacks.ref("T1")) in actions(message)


def test_where_nobody_sends_what_waits_is_told() -> None:
    waiting = replace(SEEN, states={"queued": 2})
    assert "Bot chưa chạy" in plain_text(pages.outlook("vi", waiting, PROGRESS, runs=False))
    assert "Bot chưa chạy" not in plain_text(pages.outlook("vi", waiting, PROGRESS, runs=True))
    assert "Bot chưa chạy" not in plain_text(pages.outlook("vi", SEEN, PROGRESS, runs=False))


def test_when_all_have_reported_nobody_is_to_be_reminded() -> None:
    done = replace(SEEN, silent=0, now=replace(STEP, people=0), steps=(), unreached=0, blocked=0, silenced=0, states={})
    message = pages.outlook("vi", done, PROGRESS, runs=True)
    assert "Tất cả 40 đơn vị đã báo cáo đủ" in plain_text(message)
    assert callbacks.RemindNow(4) not in actions(message)


def test_at_night_it_is_said_when_they_go_out() -> None:
    later = replace(SEEN, now=replace(STEP, at=datetime(2026, 11, 23, 0, tzinfo=UTC)))
    assert "gửi từ 07:00 23/11/2026" in plain_text(pages.sure("vi", later, NOW))
    assert "giờ yên tĩnh" not in plain_text(pages.sure("vi", SEEN, NOW))
    assert "07:00 23/11/2026" in plain_text(pages.queued("vi", PERIOD, 3, later.now.at, NOW))
    assert plain_text(pages.queued("vi", PERIOD, 0, NOW, NOW)).startswith("Không có ai")


def test_an_open_period_leads_to_its_reminders() -> None:
    assert callbacks.ShowReminders(4) in actions(periods.period_page("vi", PERIOD, "Sở"))
    assert callbacks.ShowReminders(4) not in actions(periods.period_page("vi", replace(PERIOD, closed_at=NOW), "Sở"))
