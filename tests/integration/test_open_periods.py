"""What is shown of reporting periods, where one or several are open; the handlers on a real database."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.plain import plain_text
from bot.progress.asking import expects
from bot.telegram.handlers import progress
from tests.integration.handlers import TREE, Handlers, labels, obligation

HALF_YEAR, QUARTER = "6 tháng đầu năm 2021", "Quý III năm 2021"


@pytest.fixture
def handlers(tmp_path: Path) -> Iterator[Handlers]:
    with Handlers(tmp_path) as made:
        first = made.period(HALF_YEAR, date(2021, 6, 30), [obligation(1), obligation(2)])
        made.report(first, "T1", 1)
        yield made


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
        f"– {QUARTER}: đã báo cáo 0/1 việc",
        f"– {HALF_YEAR}: đã báo cáo 1/2 việc",
    ]
    assert labels(asked) == [f"{QUARTER} – hạn 30/9/2021", f"{HALF_YEAR} – hạn 30/6/2021"]
    assert f"{HALF_YEAR}: đã báo cáo 1/2 việc, chờ duyệt 1" in plain_text(progress.first_page(handlers.context, head))
    assert f"{HALF_YEAR}: đã có 1/4 lượt báo cáo, chờ duyệt 1" in plain_text(
        progress.first_page(handlers.context, admin)
    )


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
