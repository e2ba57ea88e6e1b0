"""Into which unit somebody is invited: never into another than the one that was named; the handlers on a database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import callbacks
from bot.callbacks import data
from bot.people.model import Unit
from bot.plain import plain_text
from bot.telegram.handlers.inviting import choices
from tests.integration.handlers import TREE, Handlers, labels

MORE = (
    Unit("TH", "Trường Tiểu học Yên Mỹ", "school", "tiểu học", "XA"),
    Unit("TT", "Trung tâm GDNN-GDTX Yên Mỹ", "center", None, "SO"),
    Unit("A", "Trường Mầm non Hoa Sen", "school", "mầm non", "XA"),
    Unit("B", "Trường Mầm non Hoa Sen", "school", "mầm non", "SO"),
)


@pytest.fixture
def handlers(tmp_path: Path) -> Iterator[Handlers]:
    with Handlers(tmp_path) as made:
        made.services.units.load((*TREE, *MORE))
        yield made


def test_without_a_name_it_is_the_own_unit(handlers: Handlers) -> None:
    admin, head = handlers.person(3, "admin", "SO"), handlers.person(2, "head", "T1")
    assert plain_text(choices(handlers.context, admin, "")) == "Mời vào Sở GDĐT Hưng Yên với vai trò gì?"
    assert labels(choices(handlers.context, head, "")) == ["giáo viên, nhân viên", "cán bộ đầu mối"]


def test_a_name_that_no_unit_has_invites_nobody(handlers: Handlers) -> None:
    """A school's name mistyped must not hand out a code of the department."""
    admin = handlers.person(3, "admin", "SO")
    shown = choices(handlers.context, admin, "abcxyz")
    assert plain_text(shown).startswith("Không tìm thấy đơn vị nào tên “abcxyz”.")
    assert not shown.buttons


def test_where_several_are_meant_one_is_chosen(handlers: Handlers) -> None:
    admin = handlers.person(3, "admin", "SO")
    shown = choices(handlers.context, admin, "yên mỹ")
    assert plain_text(shown).startswith("Mời vào đơn vị nào?")
    assert sorted(labels(shown)) == ["Trung tâm GDNN-GDTX Yên Mỹ", "Trường Tiểu học Yên Mỹ", "UBND xã Yên Mỹ"]
    carried = [button.action for row in shown.buttons for button in row]
    assert data(callbacks.InviteInto(callbacks.ref("XA"))) in carried


def test_units_of_one_name_are_told_apart_by_the_unit_above(handlers: Handlers) -> None:
    shown = choices(handlers.context, handlers.person(3, "admin", "SO"), "mn hoa sen")
    assert sorted(labels(shown)) == [
        "Trường Mầm non Hoa Sen · Sở GDĐT Hưng Yên",
        "Trường Mầm non Hoa Sen · UBND xã Yên Mỹ",
    ]


@pytest.mark.parametrize("name", ["UBND xã Yên Mỹ", "ubnd xa yen my", "XA"])
def test_a_name_that_is_written_out_or_a_code_needs_no_choice(handlers: Handlers, name: str) -> None:
    admin = handlers.person(3, "admin", "SO")
    assert plain_text(choices(handlers.context, admin, name)) == "Mời vào UBND xã Yên Mỹ với vai trò gì?"


def test_of_more_than_fit_the_reader_is_asked_to_type_more(handlers: Handlers) -> None:
    schools = [Unit(f"N{number}", f"Trường THCS Số {number}", "school", "THCS", "SO") for number in range(3, 14)]
    handlers.services.units.load((*TREE, *MORE, *schools))
    shown = choices(handlers.context, handlers.person(3, "admin", "SO"), "thcs")
    assert len(shown.buttons) == 8
    assert "Còn 5 đơn vị nữa" in plain_text(shown)


def test_only_units_into_which_one_may_invite_are_offered(handlers: Handlers) -> None:
    head, teacher = handlers.person(2, "head", "TH"), handlers.person(1, "teacher", "T1")
    assert plain_text(choices(handlers.context, head, "yên mỹ")).startswith("Mời vào Trường Tiểu học Yên Mỹ")
    for reader, name in ((head, "UBND xã Yên Mỹ"), (teacher, "yên mỹ"), (teacher, ""), (teacher, "abcxyz")):
        assert plain_text(choices(handlers.context, reader, name)).startswith("Việc này dành cho cán bộ quản lý")


def test_the_operator_without_a_unit_is_asked_which(handlers: Handlers) -> None:
    operator = handlers.operator()
    assert plain_text(choices(handlers.context, operator, "")).startswith("Mời vào đơn vị nào? Gõ:")
    assert plain_text(choices(handlers.context, operator, "T1")) == "Mời vào Trường THCS Số 1 với vai trò gì?"
