"""What is shown of reporting periods, where one or several are open; the handlers on a real database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot import callbacks
from bot.message import Message, paragraph
from bot.pages import periods, welcome
from bot.pages.reminders import reminder
from bot.plain import plain_text
from bot.progress.asking import expects
from bot.progress.model import PeriodObligation, Report
from bot.reminders.model import Reach
from bot.telegram import standing
from bot.telegram.checking_in import desk
from bot.telegram.context import Reader
from bot.telegram.handlers import progress, reminders
from tests.integration.handlers import NOON, TODAY, TREE, Handlers, labels, obligation

HALF_YEAR, QUARTER = "6 tháng đầu năm 2021", "Quý III năm 2021"


@pytest.fixture
def handlers(tmp_path: Path) -> Iterator[Handlers]:
    with Handlers(tmp_path) as made:
        first = made.period(HALF_YEAR, date(2021, 6, 30), [obligation(1), obligation(2)])
        made.report(first, "T1", 1)
        yield made


def commune_may(number: int) -> PeriodObligation:
    """A task that a commune reports on only if it does it."""
    return replace(obligation(number), applies={"commune": "conditional"})


def opened(handlers: Handlers) -> None:
    """A second period, in which nobody has reported."""
    handlers.period(QUARTER, date(2021, 9, 30), [obligation(1)])


def test_of_one_open_period_the_figures_are_shown_at_once(handlers: Handlers) -> None:
    lan = handlers.person(1, "officer", "T1")
    shown = plain_text(progress.first_page(handlers.context, lan))
    assert shown.startswith("Tiến độ: Trường THCS Số 1")
    assert "Đã báo cáo 1/2" in shown


def test_of_several_open_periods_none_is_hidden(handlers: Handlers) -> None:
    """An officer sees where she has reported, a head what awaits him, an administrator the whole."""
    opened(handlers)
    lan, head, admin = (
        handlers.person(1, "officer", "T1"), handlers.person(2, "head", "T1"), handlers.person(3, "admin", "SO")
    )  # fmt: skip
    asked = progress.first_page(handlers.context, lan)
    assert plain_text(asked).splitlines()[:3] == [
        "Thầy cô xem tiến độ kỳ nào?",
        f"– {HALF_YEAR}: đã báo cáo 1/2 việc",
        f"– {QUARTER}: đã báo cáo 0/1 việc",
    ]
    assert labels(asked) == [f"{HALF_YEAR} – hạn 30/6/2021", f"{QUARTER} – hạn 30/9/2021"]
    assert f"{HALF_YEAR}: đã báo cáo 1/2 việc, chờ duyệt 1" in plain_text(progress.first_page(handlers.context, head))
    assert f"{HALF_YEAR}: đã có 1/4 lượt báo cáo, chờ duyệt 1" in plain_text(
        progress.first_page(handlers.context, admin)
    )


def test_a_button_without_a_unit_leads_to_where_the_person_stands(handlers: Handlers) -> None:
    """That below a period just opened, which says no more than which period."""
    period = handlers.services.periods.all()[0]
    for number, role, unit, name in (
        (1, "officer", "T1", "Trường THCS Số 1"),
        (3, "admin", "SO", "Sở GDĐT Hưng Yên"),
        (4, "admin", "XA", "UBND xã Yên Mỹ"),
    ):
        reader = handlers.person(number, role, unit)  # type: ignore[arg-type]
        shown = plain_text(progress.page_of(handlers.context, reader, callbacks.ShowProgress(period.id)))
        assert shown.startswith(f"Tiến độ: {name}")
    operator = progress.page_of(handlers.context, handlers.operator(), callbacks.ShowProgress(period.id))
    assert plain_text(operator).startswith("Tiến độ: Sở GDĐT Hưng Yên")


def test_where_nothing_is_asked_the_progress_says_so(handlers: Handlers) -> None:
    """Also after a report of one's own accord; the units that are counted stay those that were asked."""
    period = handlers.period("Quý II", date(2021, 5, 31), [obligation(1), commune_may(9)])
    officer, admin = handlers.person(4, "officer", "XA"), handlers.person(3, "admin", "SO")
    shown = progress.page_of(handlers.context, officer, callbacks.ShowProgress(period.id))
    assert plain_text(shown).splitlines() == [
        "Tiến độ: UBND xã Yên Mỹ",
        "Quý II – hạn 31/5/2021",
        "Không có việc nào phải báo cáo; có việc nào đơn vị làm thì báo cáo được.",
    ]
    assert labels(shown) == ["📝 Báo cáo"]
    handlers.report(period, "XA", 9)
    outlook = handlers.services.outbox.outlook(period.id, Reach(), NOON)
    assert (outlook.silent, outlook.units) == (2, 2)
    assert admin.unit is not None


def test_without_a_period_an_administrator_is_led_to_where_one_is_opened(tmp_path: Path) -> None:
    with Handlers(tmp_path / "none") as none:
        shown = progress.first_page(none.context, none.person(3, "admin", "SO"))
        assert plain_text(shown) == "Chưa có kỳ báo cáo nào."
        assert labels(shown) == ["🗓 Kỳ báo cáo"]
        assert not progress.first_page(none.context, none.person(1, "officer", "T1")).buttons


def test_a_period_is_shown_by_its_name(handlers: Handlers) -> None:
    opened(handlers)
    lan = handlers.person(1, "officer", "T1")
    assert f"{HALF_YEAR} – hạn" in plain_text(progress.first_page(handlers.context, lan, HALF_YEAR.upper()))
    unknown = progress.first_page(handlers.context, lan, "Quý I")
    assert plain_text(unknown).startswith("Không có kỳ báo cáo “Quý I”.")
    assert len(unknown.buttons) == 2


def test_only_units_of_which_something_is_expected_are_told_before_a_period_is_opened() -> None:
    """Those are the units that the figures of progress count."""
    tasks = [obligation(1), obligation(2, "conditional")]
    assert [expects(tasks, unit.type) for unit in TREE] == [False, True, True, False]
    assert not expects(tasks[1:], "school")


ANSWER = Message((paragraph("Văn bản không nêu thời hạn cho việc này."),))


def answered(handlers: Handlers, reader: Reader, question: str) -> Message:
    return standing.beside(handlers.context, reader, question, ANSWER, "vi")


def test_a_question_about_reporting_is_told_what_the_open_period_says(handlers: Handlers) -> None:
    lan = handlers.person(1, "officer", "T1")
    found = answered(handlers, lan, "hạn nộp báo cáo là ngày nào?")
    assert plain_text(found).splitlines() == [
        f"📝 Kỳ “{HALF_YEAR}”: hạn 30/6/2021, do Sở GDĐT Hưng Yên đặt. Trường THCS Số 1 đã báo cáo 1/2 việc, còn 1.",
        "",
        "Văn bản không nêu thời hạn cho việc này.",
    ]
    assert labels(found) == ["📝 Báo cáo", "📊 Tiến độ"]
    opened(handlers)
    both = answered(handlers, lan, "còn bao nhiêu việc chưa báo cáo?")
    assert labels(both)[0] == f"📝 Báo cáo · {HALF_YEAR}"


def test_those_who_manage_units_are_told_of_all_below(handlers: Handlers) -> None:
    found = answered(handlers, handlers.person(3, "admin", "SO"), "tiến độ báo cáo đến đâu rồi?")
    assert "Sở GDĐT Hưng Yên: đã có 1/4 lượt báo cáo, còn 3." in plain_text(found)
    assert labels(found) == ["📊 Tiến độ"]


def test_what_no_document_tells_is_answered_by_the_period_alone(handlers: Handlers) -> None:
    found = answered(handlers, handlers.person(3, "admin", "SO"), "don vi nao chua bao cao")
    assert plain_text(found).splitlines() == [
        f"📝 Kỳ “{HALF_YEAR}”: hạn 30/6/2021, do Sở GDĐT Hưng Yên đặt. Sở GDĐT Hưng Yên: đã có 1/4 lượt báo cáo, còn 3."
    ]
    operator = answered(handlers, handlers.operator(), "tiến độ đến đâu rồi")
    assert "đã có 1/4 lượt báo cáo" in plain_text(operator)


def test_an_order_leads_to_where_it_is_carried_out(handlers: Handlers) -> None:
    """For those who may; others get what the documents say."""
    admin, lan = handlers.person(3, "admin", "SO"), handlers.person(1, "officer", "T1")
    assert labels(answered(handlers, admin, "Nhắc các trường báo cáo")) == ["🔔 Nhắc báo cáo"]
    opening = answered(handlers, admin, "mo ky bao cao quy 3 han 30/9")
    assert "/ky mở Quý IV 31/12/2026" in plain_text(opening)
    assert labels(opening) == ["🗓 Kỳ báo cáo"]
    for words in ("Nhắc các trường báo cáo", "mo ky bao cao quy 3 han 30/9"):
        assert answered(handlers, lan, words) == ANSWER


def test_other_questions_and_other_people_get_the_answer_alone(handlers: Handlers) -> None:
    lan, teacher = handlers.person(1, "officer", "T1"), handlers.person(2, "teacher", "T1")
    assert answered(handlers, lan, "báo cáo gửi cho ai?") == ANSWER
    assert answered(handlers, teacher, "hạn nộp báo cáo là ngày nào?") == ANSWER
    handlers.services.periods.close(handlers.services.periods.all()[0].id, NOON)
    assert answered(handlers, lan, "hạn nộp báo cáo là ngày nào?") == ANSWER


def test_the_units_are_told_once_that_a_period_was_opened(handlers: Handlers) -> None:
    """Officer and head of the school that has somebody; by whoever may remind them."""
    handlers.person(1, "officer", "T1")
    handlers.person(2, "head", "T1")
    handlers.person(4, "officer", "XA")  # of a commune nothing is asked
    admin = handlers.person(3, "admin", "SO")
    period = handlers.period(QUARTER, date(2021, 9, 30), [obligation(1)])
    opened = periods.opened("vi", period)
    assert plain_text(opened).startswith(f"Đã mở kỳ báo cáo “{QUARTER}”")
    assert labels(opened) == ["🔔 Báo cho các đơn vị", "📊 Tiến độ"]
    told = reminders.announced(handlers.context, admin, period.id, NOON)
    assert plain_text(told) == "Đã xếp 2 tin vào hàng chờ gửi."
    assert plain_text(reminders.announced(handlers.context, admin, period.id, NOON)).startswith(
        "Các đơn vị đã được báo"
    )
    for officer in (handlers.person(1, "officer", "T1"), handlers.person(2, "teacher", "T1")):
        refused = reminders.announced(handlers.context, officer, period.id, NOON)
        assert plain_text(refused).startswith("Nhắc báo cáo dành cho")
    first, *_ = handlers.services.outbox.due(NOON, 9)
    shown = plain_text(reminder(first, "vi", TODAY))
    assert shown.startswith(f"📣 Kỳ báo cáo mới: {QUARTER}\n\nTrường THCS Số 1 có 1 việc cần báo cáo.\nHạn 30/9/2021")


def test_at_night_nobody_is_told(handlers: Handlers) -> None:
    handlers.person(1, "officer", "T1")
    admin = handlers.person(3, "admin", "SO")
    period = handlers.period(QUARTER, date(2021, 9, 30), [obligation(1)])
    told = reminders.announced(handlers.context, admin, period.id, datetime(2021, 6, 15, 15, tzinfo=UTC))
    assert plain_text(told).startswith("Đã xếp 1 tin; gửi từ")


def test_whoever_joins_is_told_what_is_open(handlers: Handlers) -> None:
    """An officer where to report, a head what to review and whom to invite; a teacher nothing of it."""
    unit, now_open = TREE[1], handlers.services.periods.open_for("T1")
    officer = welcome.joined("vi", unit, "officer", now_open)
    assert f"Kỳ “{HALF_YEAR}” đang mở, hạn 30/6/2021. Báo cáo: /baocao" in plain_text(officer)
    assert labels(officer)[0] == "📝 Báo cáo"
    head = welcome.joined("vi", unit, "head", now_open)
    assert labels(head)[:3] == ["📝 Báo cáo", "🔎 Chờ duyệt", "✉️ Mời cán bộ đầu mối"]
    admin = welcome.joined("vi", TREE[0], "admin", now_open)
    assert "Tiến độ: /tiendo" in plain_text(admin)
    assert labels(admin)[:2] == ["📊 Tiến độ", "🔎 Chờ duyệt"]
    teacher = welcome.joined("vi", unit, "teacher", now_open)
    assert "đang mở" not in plain_text(teacher)
    assert len(teacher.buttons) == 1


def test_a_report_is_in_time_by_the_day_that_is_set(handlers: Handlers) -> None:
    """The moment at which it was recorded stays the real one; a correction changes nothing of it."""
    years_later = datetime(2026, 11, 22, 5, tzinfo=UTC)
    period = handlers.services.periods.all()[0]
    check_ins, figures = handlers.services.check_ins, handlers.services.figures
    report = Report(period.id, "T2", "d#1", "done")
    made = check_ins.record(report, 0, by=None, now=years_later, day=TODAY)
    assert made.at == years_later
    assert figures.progress_of(period.id, "T2").on_time == 1
    check_ins.record(report, 1, by=None, now=years_later, day=date(2021, 7, 1))
    assert figures.progress_of(period.id, "T2").on_time == 1
    check_ins.record(replace(report, obligation="d#2"), 0, by=None, now=years_later, day=date(2021, 7, 1))
    assert figures.progress_of(period.id, "T2").on_time == 1


def test_what_a_unit_said_in_the_period_before_is_offered_again(handlers: Handlers) -> None:
    """Also where nobody said that one period goes on from the other; what another unit said never."""
    opened(handlers)
    period = handlers.services.periods.all()[0]
    for number, unit, offered in ((1, "T1", True), (2, "T2", False)):
        own = desk(handlers.context, handlers.person(number, "officer", unit))
        assert own is not None
        before = own.last_time(own.spot(period.id, callbacks.ref("d#1")))
        assert (before is not None and before.report.status == "done") is offered
