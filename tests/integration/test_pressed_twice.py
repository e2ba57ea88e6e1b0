"""A button pressed twice shows what was reached; the handlers of periods and reminders on a real database."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.pages.periods import Opening
from bot.plain import plain_text
from bot.progress.errors import PeriodError
from bot.progress.model import Period
from bot.telegram.context import Reader
from bot.telegram.handlers import periods, reminders
from tests.integration.handlers import NOON, Handlers, labels, obligation

TASKS = (obligation(1), obligation(2))
QUARTER = Opening("Quý II", date(2021, 6, 30))


@pytest.fixture
def handlers(tmp_path: Path) -> Iterator[Handlers]:
    with Handlers(tmp_path) as made:
        yield made


@pytest.fixture
def admin(handlers: Handlers) -> Reader:
    return handlers.person(3, "admin", "SO")


@pytest.fixture
def period(handlers: Handlers) -> Period:
    return handlers.period(QUARTER.name, QUARTER.due, TASKS)


def test_a_period_opened_twice_is_opened_once_and_can_still_be_told(handlers: Handlers, admin: Reader) -> None:
    for _ in range(2):
        shown = periods.opened(handlers.context, admin, QUARTER, TASKS)
        assert plain_text(shown).startswith("Đã mở kỳ báo cáo “Quý II”")
        assert labels(shown) == ["🔔 Báo cho các đơn vị", "📊 Tiến độ"]
    assert len(handlers.services.periods.all()) == 1


def test_a_period_opened_twice_is_not_told_as_unknown_to_units_that_know(handlers: Handlers, admin: Reader) -> None:
    handlers.person(1, "officer", "T1")
    periods.opened(handlers.context, admin, QUARTER, TASKS)
    (period,) = handlers.services.periods.all()
    reminders.announced(handlers.context, admin, period.id, NOON)
    shown = periods.opened(handlers.context, admin, QUARTER, TASKS)
    assert plain_text(shown).startswith("Các đơn vị đã được báo: 1 tin đã xếp trước đó.")
    assert "🔔 Báo cho các đơn vị" not in labels(shown)


@pytest.mark.parametrize("line", ["đóng Quý II", "dong ky quy ii", "mở lại Quý II", "Quý II", "mở Quý II"])
def test_a_line_that_names_a_period_leads_to_it(handlers: Handlers, admin: Reader, period: Period, line: str) -> None:
    shown = periods.preview(handlers.context, admin, line)
    assert plain_text(shown).startswith(f"{period.name} – hạn 30/6/2021 – đang mở")
    assert "Đóng kỳ" in labels(shown)


def test_a_name_that_is_taken_is_told_before_anything_is_pressed(handlers: Handlers, admin: Reader) -> None:
    """And leads to the period that has it."""
    handlers.period(QUARTER.name, date(2021, 5, 31), TASKS)
    with pytest.raises(PeriodError):
        periods.opened(handlers.context, admin, QUARTER, TASKS)
    shown = periods.preview(handlers.context, admin, "mở quý  II 30/6/2021")
    assert plain_text(shown).startswith("Đã có kỳ báo cáo “Quý II” cho đơn vị này, hạn 31/5/2021.")
    assert labels(shown) == ["Quý II – hạn 31/5/2021 – đang mở"]


def test_a_day_that_is_not_there_is_named(handlers: Handlers, admin: Reader) -> None:
    shown = plain_text(periods.preview(handlers.context, admin, "mo Quy II 31/6/2021"))
    assert shown.startswith("Không có ngày 31/6/2021.")


def test_a_period_of_which_nobody_was_told_can_be_told_from_its_page(
    handlers: Handlers, admin: Reader, period: Period
) -> None:
    handlers.person(1, "officer", "T1")
    assert "🔔 Báo cho các đơn vị" in labels(periods.page_of(handlers.context, admin, period))
    told = reminders.announced(handlers.context, admin, period.id, NOON)
    assert plain_text(told) == "Đã xếp 1 tin vào hàng chờ gửi."
    again = reminders.announced(handlers.context, admin, period.id, NOON)
    assert plain_text(again) == "Các đơn vị đã được báo: 1 tin đã xếp trước đó."
    assert labels(again) == labels(told)
    assert "🔔 Báo cho các đơn vị" not in labels(periods.page_of(handlers.context, admin, period))


def test_closing_and_opening_again_twice_shows_the_period_as_it_is(
    handlers: Handlers, admin: Reader, period: Period
) -> None:
    closed, again = (periods.closed(handlers.context, admin, period.id, sure=True) for _ in range(2))
    assert plain_text(closed).startswith("Đã đóng kỳ báo cáo “Quý II”.")
    assert "Mở lại" in labels(closed)
    assert again == closed
    assert labels(periods.closed(handlers.context, admin, period.id, sure=False)) == labels(closed)
    reopened, again = (periods.reopened(handlers.context, admin, period.id, sure=True) for _ in range(2))
    assert plain_text(reopened).startswith("Đã mở lại kỳ báo cáo “Quý II”")
    assert "Đóng kỳ" in labels(reopened)
    assert again == reopened
    assert labels(periods.reopened(handlers.context, admin, period.id, sure=False)) == labels(reopened)


def test_reminding_twice_tells_how_many_were_reminded_today(handlers: Handlers, admin: Reader, period: Period) -> None:
    """An old button, too, asks nothing about nobody."""
    handlers.person(1, "officer", "T1")
    assert "Nhắc 1 người của 1 đơn vị" in plain_text(reminders.reminded(handlers.context, admin, period.id, NOON))
    done = reminders.reminded(handlers.context, admin, period.id, NOON, sure=True)
    assert plain_text(done) == "Đã xếp 1 tin vào hàng chờ gửi."
    for sure in (True, False):
        again = reminders.reminded(handlers.context, admin, period.id, NOON, sure=sure)
        assert plain_text(again) == "Hôm nay đã nhắc: 1 tin đã xếp trước đó. Không còn ai để nhắc thêm."
        assert labels(again) == ["🔄 Xem lại"]


def test_where_nobody_can_be_reminded_an_old_button_says_so(handlers: Handlers, admin: Reader, period: Period) -> None:
    shown = reminders.reminded(handlers.context, admin, period.id, NOON)
    assert plain_text(shown).startswith("Không có ai để nhắc thêm")
    assert labels(shown) == ["🔄 Xem lại"]
