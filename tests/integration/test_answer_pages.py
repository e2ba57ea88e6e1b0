"""Answers on a phone, and the list as a copy, a print and a file."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document as WordFile

from bot import callbacks
from bot.callbacks import Rate, ShowDuty, ShowList, ShowPlace, Suggest, parse
from bot.message import Message, Quote
from bot.pages import share
from bot.pages.answers import LONGEST, answer_page
from bot.pages.suggestions import Suggestions
from bot.pages.viewer import Viewer
from bot.plain import plain_text
from knowledge.answer import Answer
from knowledge.answering import Answerer
from knowledge.lexicons import table
from knowledge.model import Citation, Document, Lang, UnitType
from knowledge.text import fold_spaces

THAT_YEAR, LATER = date(2021, 6, 15), date(2026, 11, 22)
DEPARTMENT, MINISTRY = "hung-yen-gddt-2021", "molisa-2021"
HELP = [(line["number"], line) for line in table("help_lines")["line"]]

AskPage = Callable[..., tuple[Answer, Message]]


def viewer(unit_type: UnitType = "school", today: date = THAT_YEAR, lang: Lang = "vi") -> Viewer:
    return Viewer(unit_type, "THCS Minh Khai", today, lang)


@pytest.fixture(scope="session")
def suggestions(answerer: Answerer) -> Suggestions:
    return Suggestions(answerer)


@pytest.fixture(scope="session")
def ask(answerer: Answerer, suggestions: Suggestions) -> AskPage:
    """Ask as a school in the letter's year; the answer and its page."""

    def asking(question: str, unit_type: UnitType = "school", today: date = THAT_YEAR) -> tuple[Answer, Message]:
        answer = answerer.answer(question, today, unit_type)
        return answer, answer_page(answer, answerer, viewer(unit_type, today, answer.lang), HELP, suggestions)

    return asking


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.buttons]


def actions(message: Message) -> list[object]:
    return [parse(button.action or "") for row in message.buttons for button in row]


def test_the_lead_is_first_and_the_source_one_tap_away(ask: AskPage) -> None:
    """Yes or no first, then the words; the source opens on a tap, and what I would ask next is offered."""
    answer, message = ask("KH thang hanh dong vi BĐG trg co phai lam ko a")
    text = plain_text(message)
    assert text.startswith("Có. Việc này được giao: Lập kế hoạch, tổ chức Tháng hành động vì bình đẳng giới.\n\n")
    assert labels(message) == [
        ["📄 Mục 2, điểm b, gạch đầu dòng 3"],
        ["Hạn là khi nào?", "Ai làm việc này?"],
        ["👍", "👎"],
    ]
    assert actions(message)[0] == ShowPlace(callbacks.ref(DEPARTMENT), "2.b.3")
    assert actions(message)[-2] == Rate(good=True, version=answer.index_version, status="answered")


def test_what_was_just_said_is_not_offered_again(ask: AskPage) -> None:
    """Told that no deadline is set, I am not offered to ask for it."""
    _, message = ask("Hạn chót nộp báo cáo bình đẳng giới là ngày mấy?")
    assert plain_text(message).startswith("Văn bản không nêu thời hạn cho việc này.")
    assert labels(message)[1] == ["Ai làm việc này?", "So với Bộ có gì khác?"]


def test_an_english_question_is_answered_in_english(ask: AskPage) -> None:
    """Lead and buttons in English; the quoted words stay as they are."""
    answer, message = ask("Must my school plan the Month of Action for gender equality?")
    assert answer.lang == "en"
    assert plain_text(message).startswith("Yes. This is one of the tasks: Plan and hold the Month of Action")
    assert labels(message)[0] == ["📄 Section 2, point b, dash 3"]


def test_a_list_is_its_first_screen_with_the_way_to_the_rest(ask: AskPage) -> None:
    """Asked for everything I get the first seven, each a tap from its card, and one button for all."""
    _, message = ask("Năm nay trường tôi phải làm gì?")
    text = plain_text(message)
    assert text.startswith("Công văn ngày 15/3/2021 của Sở Giáo dục và Đào tạo Hưng Yên giao 26 việc")
    assert "… và 19 việc nữa." in text
    assert labels(message) == [["1", "2", "3", "4"], ["5", "6", "7"], ["📋 Việc của đơn vị"], ["👍", "👎"]]
    assert isinstance(actions(message)[0], ShowDuty)
    assert actions(message)[7] == ShowList()
    _, later = ask("Năm nay trường tôi phải làm gì?", today=LATER)
    assert plain_text(later).startswith("Chưa có văn bản nào của năm 2026 trong kho.")
    assert "CÒN TRONG THỜI KỲ THỰC HIỆN (1)" in plain_text(later)


def test_danger_gets_help_lines_and_nothing_else(ask: AskPage) -> None:
    """No rating, no suggestion, no list: whom to call, and that nothing is kept."""
    _, message = ask("chồng tôi đánh tôi")
    assert message.buttons == ()
    text = plain_text(message)
    assert all(f"☎ {number} – {name['vi']}" in text for number, name in HELP)
    assert text.endswith("Tin nhắn này không được lưu lại.")


@pytest.mark.parametrize("question", ["xin chào", "cảm ơn nhé"])
def test_small_talk_is_not_rated(ask: AskPage, question: str) -> None:
    """A greeting is answered with a greeting and the way to the tasks."""
    _, message = ask(question)
    assert labels(message) == [["📋 Việc của đơn vị"]]


def test_a_question_beyond_the_documents_shows_the_way_back(ask: AskPage) -> None:
    """I am told so, and what I can do instead."""
    _, message = ask("thời tiết hôm nay thế nào")
    assert labels(message) == [["📋 Việc của đơn vị"], ["👍", "👎"]]


def test_a_list_of_several_tasks_offers_no_question_about_one(ask: AskPage) -> None:
    """“Who does this?” under four plans would be about none of them."""
    _, message = ask("Trường phải lập những kế hoạch nào?")
    assert labels(message) == [["📄 Nguồn 1", "📄 Nguồn 2", "📄 Nguồn 3", "📄 Nguồn 4"], ["👍", "👎"]]


def test_no_answer_is_longer_than_a_few_screens_and_no_quotation_is_cut(answerer: Answerer, ask: AskPage) -> None:
    """What does not fit is a button; every quotation that is shown is the source's, whole."""
    for question in ("So với Bộ, Sở thêm gì?", "So với Bộ, Sở bỏ gì?", "Những việc tuyên truyền nào?", "mục 3"):
        answer, message = ask(question)
        assert len(plain_text(message)) <= LONGEST
        quoted = {citation.quote for citation in answer.citations}
        assert {block.text for block in message.blocks if isinstance(block, Quote)} <= quoted
    document = answerer.library.document(DEPARTMENT)
    cited = tuple(
        Citation(DEPARTMENT, p.path, p.path, p.text, p.start, p.end) for p in document.provisions if p.kind == "task"
    )
    crowded = replace(answerer.answer("xin chào", THAT_YEAR, "school"), status="answered", citations=cited)
    message = answer_page(crowded, answerer, viewer(), HELP)
    shown = [block for block in message.blocks if isinstance(block, Quote)]
    assert 3 < len(shown) < len(cited)
    assert len(plain_text(message)) <= LONGEST
    assert [label for row in labels(message)[:-1] for label in row] == [
        f"📄 Nguồn {n}" for n in range(1, len(cited) + 1)
    ]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("today", [THAT_YEAR, LATER])
def test_every_follow_up_that_is_offered_is_answered(
    answerer: Answerer, suggestions: Suggestions, lang: Lang, today: date
) -> None:
    """Of every task: each question offered gets an answer that rests on that task's own words."""
    who = viewer(today=today, lang=lang)
    for duty in answerer.library.obligations(DEPARTMENT):
        offered = suggestions.about(duty, who, ())
        assert offered, duty.id
        for each in offered:
            found = answerer.answer(suggestions.question(each, duty, who), today, "school", lang)
            assert found.status in ("answered", "not_specified")
            assert duty.provision in {c.provision for c in found.citations}, (duty.id, each)


def test_follow_ups_name_the_task_they_are_about(answerer: Answerer, ask: AskPage) -> None:
    """The button carries the task, so that it means the same after a restart."""
    _, message = ask("Trường có phải duy trì mô hình trường học an toàn không?")
    follow = next(action for action in actions(message) if isinstance(action, Suggest))
    duty = callbacks.References(answerer.library).duty(follow.duty)
    assert duty is not None
    assert duty.id == f"{DEPARTMENT}#3.2/2"


# --------------------------------------------------------------------------------------- copies, prints, files


def test_the_copy_is_plain_text_for_another_messenger(answerer: Answerer) -> None:
    """Titles with their places, without what is not for us; no markup, no buttons."""
    message = share.share_page(answerer, viewer())
    text = plain_text(message)
    assert text.startswith("Việc năm 2021 · THCS Minh Khai\nCông văn ngày 15/3/2021")
    assert "10. Lập kế hoạch, tổ chức Tháng hành động vì bình đẳng giới (mục 2, điểm b, gạch đầu dòng 3)\n" in text
    assert "nhà tạm lánh" not in text
    assert "Không ghi ở đây: 3 việc mà văn bản không giao cho đơn vị." in text
    assert message.buttons == ()
    assert len(text) < 4096
    later = plain_text(share.share_page(answerer, viewer(today=LATER)))
    assert later.index("CÒN TRONG THỜI KỲ THỰC HIỆN") < later.index("ĐÃ HẾT THỜI KỲ THỰC HIỆN")


def test_the_print_is_a_word_file_with_room_for_notes(answerer: Answerer) -> None:
    """A4, Times New Roman 13; title, letter, every task with its place and mark, and an empty column."""
    message = share.print_page(answerer, viewer())
    assert message.attachment is not None
    assert message.attachment.name == "Việc-năm-2021-THCS-Minh-Khai.docx"
    file = WordFile(BytesIO(message.attachment.content))
    section = file.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    font = file.styles["Normal"].font
    assert font.size is not None
    assert (font.name, font.size.pt) == ("Times New Roman", 13)
    assert file.paragraphs[0].text == "VIỆC NĂM 2021 · THCS MINH KHAI"
    assert "Công văn ngày 15/3/2021" in file.paragraphs[1].text
    rows = [[cell.text for cell in row.cells] for row in file.tables[0].rows]
    assert rows[0] == ["TT", "Việc", "Ở đâu trong văn bản", "Ghi chú"]
    assert rows[15] == ["15", "✕ Duy trì nhà tạm lánh ở xã Đình Cao và xã Đông Tảo", "mục 3, gạch đầu dòng 2", ""]
    assert len(rows) == 27
    assert "○ tùy đơn vị · ✕ không giao cho đơn vị của thầy cô" in [p.text for p in file.paragraphs]


def test_a_print_of_another_year_parts_what_runs_from_what_is_over(answerer: Answerer) -> None:
    """Two titles across the table."""
    message = share.print_page(answerer, viewer(today=LATER))
    assert message.attachment is not None
    rows = WordFile(BytesIO(message.attachment.content)).tables[0].rows
    across = [row.cells[0].text for row in rows if row.cells[0].text == row.cells[-1].text and row.cells[0].text]
    assert across == ["CÒN TRONG THỜI KỲ THỰC HIỆN", "ĐÃ HẾT THỜI KỲ THỰC HIỆN"]


def test_the_document_is_the_shipped_file_itself(answerer: Answerer, documents: Mapping[str, Document]) -> None:
    """What I hand on is what was loaded, under a name I can read."""
    message = share.file_page(answerer.library, viewer(), DEPARTMENT)
    assert message.attachment is not None
    assert message.attachment.name == "Công-văn-ngày-15-3-2021-của-Sở-Giáo-dục-và-Đào-tạo-Hưng-Yên.txt"
    assert fold_spaces(message.attachment.content.decode()) == documents[DEPARTMENT].text
    assert "\n\n" in message.attachment.content.decode()


def test_a_document_without_its_file_is_sent_as_its_words(documents: Mapping[str, Document]) -> None:
    """A line for each provision, not a word changed."""
    text = share.as_text(documents[DEPARTMENT])
    assert fold_spaces(text) == documents[DEPARTMENT].text
    assert "\n- Xây dựng kế hoạch, triển khai thực hiện Tháng hành động" in text
    assert "\n2. Đẩy mạnh triển khai" in text


def test_a_document_that_is_gone_says_what_to_do(answerer: Answerer) -> None:
    """An old button for a document that was taken out names the way on."""
    message = share.file_page(answerer.library, viewer(), "gone")
    assert message.attachment is None
    assert "/nhiemvu" in plain_text(message)
