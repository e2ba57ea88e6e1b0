"""Whose word stands where a school's head and the department both review; the handlers on a real database."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import callbacks
from bot.message import Message
from bot.plain import plain_text
from bot.progress.errors import OutrankedError
from bot.progress.model import Period
from bot.telegram import reviewing
from bot.telegram.context import Reader
from bot.telegram.standing import summary
from tests.integration.handlers import Handlers, labels, obligation


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
