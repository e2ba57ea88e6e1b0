"""Whose word stands where a school's head and the department both review; the handlers on a real database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot import callbacks
from bot.exports.sheets import check_in_rows
from bot.exports_desk import reported
from bot.message import Message
from bot.pages import reviewing as reviewing_page
from bot.plain import plain_text
from bot.progress.errors import NotExpectedError, OutrankedError
from bot.progress.model import Draft, Period, Report
from bot.telegram import reviewing
from bot.telegram.context import Reader
from bot.telegram.standing import summary
from tests.integration.handlers import NOON, Handlers, labels, obligation


@pytest.fixture
def handlers(tmp_path: Path) -> Iterator[Handlers]:
    with Handlers(tmp_path) as made:
        yield made


@pytest.fixture
def period(handlers: Handlers) -> Period:
    made = handlers.period("Quý II", date(2021, 6, 30), [obligation(1), obligation(2)])
    handlers.report(made, "T1", 1)
    return made


@pytest.fixture
def head(handlers: Handlers) -> Reader:
    return handlers.person(2, "head", "T1")


@pytest.fixture
def admin(handlers: Handlers) -> Reader:
    return handlers.person(3, "admin", "SO")


def card(handlers: Handlers, reader: Reader, number: int = 1) -> Message:
    return reviewing.shown(handlers.context, reader, number)


def test_a_lock_from_above_is_not_opened_below(handlers: Handlers, period: Period, head: Reader, admin: Reader) -> None:
    """The head sees that it is locked and by which level, and no button that would lift it; nor does an old one."""
    locked = reviewing.reviewed(handlers.context, admin, 1, "locked")
    assert plain_text(locked).startswith("Đã duyệt và khóa.")
    seen = card(handlers, head)
    assert "Cấp trên đã nhận xét bản 1: đã khóa. Chỉ cấp trên thay đổi được." in plain_text(seen)
    assert labels(seen) == ["◀ Chờ duyệt"]
    of_it = (handlers.context, head, 1)
    with pytest.raises(OutrankedError):
        reviewing.reviewed(*of_it, "approved")
    with pytest.raises(OutrankedError):
        reviewing.reviewed(*of_it, "sent_back", "vì")
    with pytest.raises(OutrankedError):
        reviewing.unlocked(*of_it)
    with pytest.raises(OutrankedError):
        reviewing.asking_why(*of_it)
    assert "🔓 Mở khóa" in labels(card(handlers, admin))
    assert period.is_open


@pytest.mark.usefixtures("period")
def test_a_lock_is_opened_by_the_level_that_set_it(handlers: Handlers, admin: Reader) -> None:
    """And it is said that it was opened; a second press says the same again."""
    reviewing.reviewed(handlers.context, admin, 1, "locked")
    for _ in range(2):
        opened = reviewing.unlocked(handlers.context, admin, 1)
        assert plain_text(opened).startswith("Đã mở khóa: đơn vị sửa lại được.")
        assert "🔒 Duyệt và khóa" in labels(opened)
    verdicts = [each.verdict for each in handlers.services.check_ins.reviews(1, "T1", "d#1")]
    assert verdicts == ["locked", "approved"]


@pytest.mark.usefixtures("period")
def test_those_above_may_open_or_keep_what_the_head_locked(handlers: Handlers, head: Reader, admin: Reader) -> None:
    reviewing.reviewed(handlers.context, head, 1, "locked")
    assert labels(card(handlers, admin))[:3] == ["🔒 Duyệt và khóa", "🔓 Mở khóa", "↩ Trả lại"]
    reviewing.reviewed(handlers.context, admin, 1, "locked")
    assert labels(card(handlers, admin))[0] == "🔓 Mở khóa"
    assert labels(card(handlers, head)) == ["◀ Chờ duyệt"]


@pytest.mark.usefixtures("period")
def test_what_is_locked_is_not_opened_by_an_old_button(handlers: Handlers, head: Reader) -> None:
    """Somebody who still sees the card as it was presses Approve."""
    reviewing.reviewed(handlers.context, head, 1, "locked")
    assert plain_text(reviewing.reviewed(handlers.context, head, 1, "approved")).startswith("Đã duyệt và khóa.")
    assert len(handlers.services.check_ins.reviews(1, "T1", "d#1")) == 1


def test_a_file_says_what_only_a_level_below_approved(
    handlers: Handlers, period: Period, head: Reader, admin: Reader
) -> None:
    """For the school its report is approved; for the department it still awaits one."""
    reviewing.reviewed(handlers.context, head, 1, "approved")

    def verdict(unit: str) -> object:
        rows = check_in_rows(reported(handlers.services, period, unit))
        column = [each.name for each in rows.columns].index("Duyệt")
        return next(iter(rows.rows))[column]

    assert (verdict("T1"), verdict("SO")) == ("đã duyệt", "cấp dưới duyệt")
    reviewing.reviewed(handlers.context, admin, 1, "approved")
    assert (verdict("T1"), verdict("SO")) == ("đã duyệt", "đã duyệt")


def test_what_the_head_approved_the_department_still_looks_at(
    handlers: Handlers, period: Period, head: Reader, admin: Reader
) -> None:
    context = handlers.context
    reviewing.reviewed(context, head, 1, "approved")
    assert reviewing.awaiting(context, head, period.id, "T1", 1) == []
    assert summary(context, head, period, "T1").waiting == 0
    assert [each.id for each in reviewing.awaiting(context, admin, period.id, "SO", 1)] == [1]
    assert [each.id for each in reviewing.awaiting(context, handlers.operator(), period.id, None, 1)] == [1]
    assert summary(context, admin, period, "SO").waiting == 1
    seen = card(handlers, admin)
    assert "Đơn vị đã tự nhận xét bản 1: đã duyệt" in plain_text(seen)
    assert labels(seen)[:3] == ["✔ Duyệt", "↩ Trả lại", "🔒 Duyệt và khóa"]
    reviewing.reviewed(context, admin, 1, "approved")
    assert reviewing.awaiting(context, admin, period.id, "SO", 1) == []
    assert labels(card(handlers, head)) == ["◀ Chờ duyệt"]
    assert labels(card(handlers, handlers.person(4, "admin", "SO")))[:2] == ["↩ Trả lại", "🔒 Duyệt và khóa"]


@pytest.mark.usefixtures("period")
def test_what_was_corrected_is_the_heads_to_look_at_again(handlers: Handlers, head: Reader, admin: Reader) -> None:
    reviewing.reviewed(handlers.context, admin, 1, "sent_back", "thiếu ngày")
    handlers.correct(1)
    assert labels(card(handlers, head, 2))[:2] == ["✔ Duyệt", "↩ Trả lại"]
    assert plain_text(reviewing.reviewed(handlers.context, head, 2, "approved")).startswith("Đã duyệt.")
    assert callbacks.Unlock(2) == callbacks.parse(callbacks.data(callbacks.Unlock(2)))


def test_what_a_correction_changed_is_shown_with_what_was_before(
    handlers: Handlers, period: Period, admin: Reader
) -> None:
    """The version before stands on the card; those before it behind a button."""
    handlers.correct(1, happened_on=date(2021, 6, 13), note="")
    first = card(handlers, admin, 2)
    assert "Bản 2, đã sửa: ngày làm" in plain_text(first)
    assert "Bản 1: đã xong – đơn vị gửi 15/6/2021 12:00" in plain_text(first)
    assert "Các bản trước" not in labels(first)
    handlers.correct(2, happened_on=date(2021, 6, 14), note="")
    second = card(handlers, admin, 3)
    assert "Ngày làm: 14/6/2021" in plain_text(second)
    assert "Bản 2: đã xong – đơn vị gửi 15/6/2021 12:00\nNgày làm: 13/6/2021" in plain_text(second)
    assert "Các bản trước" in labels(second)
    every = reviewing.versions(handlers.context, admin, 3)
    assert [line for line in plain_text(every).splitlines() if line.startswith("Bản ")] == ["Bản 3", "Bản 2", "Bản 1"]
    assert labels(every) == ["◀ Báo cáo"]
    with pytest.raises(NotExpectedError):
        reviewing.versions(handlers.context, handlers.person(8, "officer", "T1"), 3)
    assert period.is_open


def test_whose_report_was_corrected_is_told_and_who_has_it_begun(handlers: Handlers, period: Period) -> None:
    """Not whoever sent the correction, and each once."""
    first, second, third = (handlers.person(number, "officer", "T2") for number in (5, 6, 7))
    check_ins = handlers.services.check_ins
    report = Report(period.id, "T2", "d#1", "done")
    check_ins.record(report, 0, by=first.id, now=NOON)
    handlers.services.drafts.save(Draft(third.id, period.id, "T2", "d#1", {}, NOON))
    made = check_ins.record(replace(report, status="in_progress"), 1, by=second.id, now=NOON)
    told = reviewing.others_at_it(handlers.context, made)
    assert [(each.telegram_id, how) for each, how in told] == [(5, "corrected"), (7, "begun")]
    again = check_ins.record(report, 2, by=first.id, now=NOON)
    assert [each.telegram_id for each, _ in reviewing.others_at_it(handlers.context, again)] == [6, 7]
    shown = reviewing_page.told_other("vi", "Việc 1", period.id, "d#1", "in_progress", "corrected")
    assert plain_text(shown) == "Người khác của đơn vị vừa sửa báo cáo thầy cô đã gửi: “Việc 1” – nay là đang làm."


def test_all_who_report_for_a_unit_are_told_that_something_was_sent_back(handlers: Handlers, period: Period) -> None:
    """But not the one who sent it back; where there is nobody to tell, that is said."""
    admin = handlers.person(3, "admin", "SO")
    assert reviewing.those_to_tell(handlers.context, "T1", admin.id) == []
    unheard = reviewing.reviewed(handlers.context, admin, 1, "sent_back", "vì")
    assert plain_text(unheard).startswith("Đã trả lại; đơn vị chưa có ai để báo.")
    head = handlers.person(2, "head", "T1")
    for number in (5, 6):
        handlers.person(number, "officer", "T1")
    handlers.person(7, "teacher", "T1")
    told = [each.telegram_id for each in reviewing.those_to_tell(handlers.context, "T1", head.id)]
    assert sorted(told) == [5, 6]
    assert period.is_open
    reviewing.reviewed(handlers.context, admin, 1, "sent_back", "thiếu số liệu")
    assert handlers.services.outbox.reasons(period.id) == [("sent_back", "queued", None, 3)]
