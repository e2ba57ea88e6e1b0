"""Screens of letters that nobody has reviewed: several of one year, and a law that is loaded beside them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import callbacks
from bot.callbacks import SendFile, parse
from bot.pages.card import card
from bot.pages.share import file_page, share_page
from bot.pages.tasks import tasks_page
from bot.pages.viewer import Viewer
from bot.plain import plain_text
from knowledge.answering import Answerer
from tests.integration.desk import Desk

VIEWER = Viewer("school", "Tiểu học Hoa Sen", date(2025, 6, 1))
LAW = """QUỐC HỘI

Luật số: 15/2019/QH14

LUẬT
THƯ VIỆN TRƯỜNG HỌC

Điều 1. Phạm vi điều chỉnh
Luật này quy định về thư viện trường học.
Điều 2. Hiệu lực thi hành
Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2020.
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    """Two letters of 2025 and a law that one of them names."""
    folder: Path = tmp_path_factory.mktemp("drafts")
    with Desk(folder) as desk:
        desk.letter("12/SGDĐT-VP", "phòng chống đuối nước")
        desk.letter("31/SGDĐT-VP", "thực hiện Luật Thư viện trường học")
        (desk.letters / "15-2019-qh14.txt").write_text(LAW, encoding="utf-8")
        desk.publisher.refresh([desk.letters])
        yield Answerer(desk.library)


def test_all_letters_of_a_year_are_in_the_list(answerer: Answerer) -> None:
    """Two letters of one year make one list, both named, each task once; that nobody reviewed it is said once."""
    text = plain_text(tasks_page(answerer, VIEWER))
    assert "Công văn số 12/SGDĐT-VP" in text
    assert "Công văn số 31/SGDĐT-VP" in text
    assert text.count("đuối nước") == 1
    assert text.count("Luật Thư viện trường học") == 1
    assert text.count("chưa có người duyệt") == 1


def test_a_draft_s_card_says_that_nobody_has_reviewed_it(answerer: Answerer) -> None:
    """I am told to read the words themselves."""
    duty = answerer.library.obligations("12-sgddt-vp")[0]
    assert "Bản nháp do máy lập, chưa ai duyệt: hãy xem nguyên văn." in plain_text(card(answerer, VIEWER, duty))


def test_the_law_behind_a_task_is_a_button_where_it_is_loaded(answerer: Answerer) -> None:
    """A task that names a loaded law leads to it; one that does not, does not."""
    named = answerer.library.obligations("31-sgddt-vp")[0]
    (law,) = card(answerer, VIEWER, named).buttons[2]
    assert law.text == "Luật Thư viện trường học"
    assert parse(law.action or "") == SendFile(callbacks.ref("15-2019-qh14"))
    other = answerer.library.obligations("12-sgddt-vp")[0]
    assert len(card(answerer, VIEWER, other).buttons) == 3


def test_a_loaded_document_is_sent_as_its_words(answerer: Answerer) -> None:
    """Its file is not kept; its words are, a line for each provision."""
    message = file_page(answerer.library, VIEWER, "15-2019-qh14")
    assert message.attachment is not None
    assert message.attachment.name == "Luật-Thư-viện-trường-học.txt"
    assert "\nĐiều 2. Hiệu lực thi hành" in message.attachment.content.decode()
    assert "bản gốc có dấu ở nơi ban hành" in plain_text(message)


def test_a_unit_that_no_directive_reaches_is_told_so(tmp_path: Path) -> None:
    """With only a law loaded, the list says that there is no directive, and offers nothing to press in vain."""
    with Desk(tmp_path) as desk:
        (desk.letters / "15-2019-qh14.txt").write_text(LAW, encoding="utf-8")
        desk.publisher.refresh([desk.letters])
        alone = Answerer(desk.library)
        message = tasks_page(alone, VIEWER)
        assert plain_text(message).splitlines()[-1] == "Chưa có văn bản nào cho năm 2025 trong kho."
        assert [[button.text for button in row] for row in message.buttons] == [["Đổi đơn vị · năm"]]
        assert "Chưa có văn bản nào" in plain_text(share_page(alone, VIEWER))
