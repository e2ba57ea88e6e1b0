"""The screens of a unit's tasks, as a teacher reads them on a phone, over the two shipped directives."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import pytest

from bot import callbacks
from bot.callbacks import Compare, References, SendFile, ShowDuty, ShowList, ShowPlace, ShowWords, parse
from bot.message import Message, Quote
from bot.pages import card as card_page
from bot.pages import compare, levels, source, tasks
from bot.pages.viewer import Viewer
from bot.plain import plain_text
from bot.telegram.html import PAGE_LIMIT, html_pages
from knowledge.answering import Answerer
from knowledge.model import Lang, Obligation, UnitType

THAT_YEAR, LATER = date(2021, 6, 15), date(2026, 11, 22)
DEPARTMENT, MINISTRY = "hung-yen-gddt-2021", "molisa-2021"
UNITS: dict[UnitType, str] = {
    "school": "THCS Minh Khai",
    "center": "Trung tâm GDNN-GDTX Phù Cừ",
    "commune": "Xã Đình Cao",
    "office": "Phòng GDĐT Phù Cừ",
    "department": "Sở Giáo dục và Đào tạo",
    "ministry": "Bộ",
}


def viewer(
    unit_type: UnitType = "school", today: date = THAT_YEAR, lang: Lang = "vi", year: int | None = None
) -> Viewer:
    return Viewer(unit_type, UNITS[unit_type], today, lang, year=year)


def duty(answerer: Answerer, path: str, document: str = DEPARTMENT) -> Obligation:
    return next(each for each in answerer.library.obligations(document) if each.id == f"{document}#{path}")


def lines(message: Message) -> list[str]:
    return plain_text(message).splitlines()


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.buttons]


def actions(message: Message) -> Iterator[callbacks.Action]:
    for row in message.buttons:
        for button in row:
            assert button.action is not None
            action = parse(button.action)
            assert action is not None, button.text
            yield action


def action_of(message: Message, text: str) -> callbacks.Action:
    return next(parse(b.action or "") for row in message.buttons for b in row if b.text == text)  # type: ignore[return-value]  # checked by `actions`


def quotes(message: Message) -> list[str]:
    return [block.text for block in message.blocks if isinstance(block, Quote)]


# ---------------------------------------------------------------------------------------------------- the list


def test_the_list_opens_with_the_unit_the_year_and_the_letter(answerer: Answerer) -> None:
    """I see at once whose year it is, from which letter, and how much of it concerns us."""
    assert lines(tasks.tasks_page(answerer, viewer()))[:2] == [
        "Việc năm 2021 · THCS Minh Khai (1/4)",
        (
            "Công văn ngày 15/3/2021 của Sở Giáo dục và Đào tạo Hưng Yên. "
            "Có 26 việc, 23 việc liên quan đến đơn vị của thầy cô."
        ),
    ]


def test_tasks_stand_numbered_under_the_letter_s_own_headings(answerer: Answerer) -> None:
    """Short titles, the letter's order and headings; what depends on us or is over is marked on its line."""
    text = plain_text(tasks.tasks_page(answerer, viewer()))
    assert (
        "Mục 1. Xây dựng Kế hoạch và tổ chức triển khai thực…\n"
        "1. Lập kế hoạch thực hiện Chiến lược bình đẳng giới 2021-2030\n" in text
    )
    assert "3. Truyền thông thúc đẩy phụ nữ tham gia cơ quan dân cử – đã qua\n" in text
    assert "5. ○ Tập huấn cho cán bộ nữ tiềm năng, nữ ứng cử viên – đã qua\n" in text
    assert "○ tùy đơn vị" in text
    assert "✕" not in text
    assert "Văn bản không nêu hạn cho việc nào." in text


@pytest.mark.parametrize("unit_type", UNITS)
@pytest.mark.parametrize("today", [THAT_YEAR, LATER])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_pages_hold_every_task_once_each_on_one_screen(
    answerer: Answerer, unit_type: UnitType, today: date, lang: Lang
) -> None:
    """Turning the pages I meet every task of the letter, seven at most on one, each page a single short message."""
    who = viewer(unit_type, today, lang)
    opened: list[str] = []
    page, pages = 1, 4
    while page <= pages:
        message = tasks.tasks_page(answerer, who, page)
        (html,) = html_pages(message)
        assert len(html) < 1500
        shown = [action.duty for action in actions(message) if isinstance(action, ShowDuty)]
        assert 1 <= len(shown) <= tasks.PAGE
        assert all(len(row) <= 4 for row in message.buttons)
        opened += shown
        page += 1
    found = who.year_of(answerer)
    assert sorted(opened) == sorted(callbacks.ref(each.id) for each in found.obligations)


def test_a_number_opens_the_card_of_the_task_on_its_line(answerer: Answerer) -> None:
    """The number I press is the number I read."""
    message = tasks.tasks_page(answerer, viewer(), 2)
    opened = action_of(message, "10")
    assert isinstance(opened, ShowDuty)
    found = References(answerer.library).duty(opened.duty)
    assert found is not None
    assert f"10. {found.title.vi}" in lines(message)
    assert opened.page == 2


def test_pages_are_turned_by_arrows(answerer: Answerer) -> None:
    """No arrow leads nowhere; a page beyond the last shows the last."""
    turning = [labels(tasks.tasks_page(answerer, viewer(), page))[-3] for page in (1, 2, 4, 99)]
    assert turning == [["1/4", "▶"], ["◀", "2/4", "▶"], ["◀", "4/4"], ["◀", "4/4"]]
    assert action_of(tasks.tasks_page(answerer, viewer(), 2), "▶") == ShowList(3)


def test_for_a_year_without_a_directive_that_is_said_first(answerer: Answerer) -> None:
    """In 2026 I am told that there is none, which is the newest, and what of it still runs apart from what is over."""
    first = plain_text(tasks.tasks_page(answerer, viewer(today=LATER)))
    assert first.splitlines()[0] == "Việc của văn bản năm 2021 · THCS Minh Khai (1/4)"
    assert first.splitlines()[2].startswith("Chưa có văn bản nào của năm 2026 trong kho. Mới nhất hiện có là công văn")
    running, ended = first.index("CÒN TRONG THỜI KỲ THỰC HIỆN (1)"), first.index("ĐÃ HẾT THỜI KỲ THỰC HIỆN (25)")
    strategy = first.index("1. Lập kế hoạch thực hiện Chiến lược bình đẳng giới 2021-2030")
    assert running < strategy < ended < first.index("2. Lập, thực hiện kế hoạch phòng bạo lực giới 2021-2025")
    second = plain_text(tasks.tasks_page(answerer, viewer(today=LATER), 2))
    assert "Theo văn bản năm 2021, mới nhất hiện có trong kho." in second
    assert "ĐÃ HẾT THỜI KỲ THỰC HIỆN (25)" in second


def test_a_year_may_be_chosen(answerer: Answerer) -> None:
    """In 2026 I can look at 2021: the letter's own order, what is over marked so."""
    text = plain_text(tasks.tasks_page(answerer, viewer(today=LATER, year=2021)))
    assert text.startswith("Việc năm 2021 · THCS Minh Khai (1/4)\nCông văn ngày 15/3/2021")
    assert "2. Lập, thực hiện kế hoạch phòng bạo lực giới 2021-2025 – đã qua" in text
    assert "1. Lập kế hoạch thực hiện Chiến lược bình đẳng giới 2021-2030\n" in text


def test_a_commune_is_told_once_that_it_is_not_known(answerer: Answerer) -> None:
    """Not a question mark on each of 26 lines, but one sentence, with the reason."""
    text = plain_text(tasks.tasks_page(answerer, viewer("commune")))
    assert "Có 26 việc; chưa rõ có giao cho đơn vị của thầy cô." in text
    assert "chưa rõ xã, phường có nhận việc này không" in text
    assert "? " not in text
    later = plain_text(tasks.tasks_page(answerer, viewer("commune", LATER)))
    assert "Chưa rõ các việc này có giao cho đơn vị của thầy cô." in later


def test_a_department_sees_the_ministry_s_letter(answerer: Answerer) -> None:
    """Who writes to schools is written to by the ministry."""
    text = plain_text(tasks.tasks_page(answerer, viewer("department")))
    assert "Công văn năm 2021 của Bộ Lao động - Thương binh và Xã hội" in text


def test_the_list_is_narrowed_to_a_kind_of_act(answerer: Answerer) -> None:
    """Only kinds that are there are offered; the numbers stay those of the whole list."""
    chosen = tasks.choose_act(answerer, viewer())
    assert labels(chosen)[:2] == [["Tất cả (26)"], ["Tuyên truyền, truyền thông (6)"]]
    plans = action_of(chosen, "Xây dựng kế hoạch (4)")
    assert plans == ShowList(1, "plan")
    message = tasks.tasks_page(answerer, viewer(), 1, "plan")
    assert "Chỉ xem: xây dựng kế hoạch – 4 việc." in plain_text(message)
    assert labels(message)[0] == ["1", "2", "10", "20"]
    assert labels(message)[1] == ["Tất cả việc", "Đổi đơn vị · năm"]


def test_the_list_in_english(answerer: Answerer) -> None:
    """Titles, marks and buttons in English; headings and names stay the letter's."""
    message = tasks.tasks_page(answerer, viewer(lang="en"))
    assert lines(message)[0] == "Tasks of 2021 · THCS Minh Khai (1/4)"
    assert "5. ○ Train potential women officials and women candidates – over" in lines(message)
    assert labels(message)[-2:] == [["Filter", "Unit · year"], ["Text to copy", "To print"]]


# ---------------------------------------------------------------------------------------------------- the card


def test_a_card_tells_what_who_until_when_and_where(answerer: Answerer) -> None:
    """One look: is it ours, who does it, when, by when, what would show it, where it is written, who checked this."""
    assert lines(card_page.card(answerer, viewer(), duty(answerer, "2.b.3"))) == [
        "Lập kế hoạch, tổ chức Tháng hành động vì bình đẳng giới",
        "Việc của đơn vị của thầy cô.",
        "",
        "Ai làm: Các đơn vị nhận công văn (phòng GDĐT, trường, trung tâm)",
        "Thời gian: 2021",
        "Hạn: văn bản không nêu hạn",
        "Ở đâu: mục 2, điểm b, gạch đầu dòng 3 – Công văn ngày 15/3/2021 của Sở Giáo dục và Đào tạo Hưng Yên",
        "",
        "Gợi ý minh chứng",
        "– Kế hoạch Tháng hành động của đơn vị",
        "– Ảnh các hoạt động trong Tháng hành động",
        "– Báo cáo kết quả của đơn vị",
        "",
        "Đã có người đọc đối chiếu với văn bản.",
    ]


def test_a_card_says_why_a_task_depends_on_the_unit(answerer: Answerer) -> None:
    """The reason stands beside the mark, in my language."""
    inspectors = duty(answerer, "4.3")
    assert lines(card_page.card(answerer, viewer(), inspectors))[1].startswith("○ Tùy đơn vị. Trường ít khi có cán bộ")
    assert lines(card_page.card(answerer, viewer(lang="en"), inspectors))[1].startswith("○ It depends on your unit. ")
    shelter = lines(card_page.card(answerer, viewer(), duty(answerer, "3.2/3")))
    assert shelter[1].startswith("✕ Không giao cho đơn vị của thầy cô. Nhà tạm lánh")


def test_a_card_says_that_a_period_or_an_event_is_over(answerer: Answerer) -> None:
    """I do not start on what has passed."""
    later = viewer(today=LATER)
    assert "Thời gian: 2021 – đã hết" in lines(card_page.card(answerer, later, duty(answerer, "2.b.3")))
    assert "Thời gian: 2021–2030" in lines(card_page.card(answerer, later, duty(answerer, "1.1")))
    election = plain_text(card_page.card(answerer, viewer(), duty(answerer, "2.a.2")))
    assert "Thời gian: 2021 – đã qua: Bầu cử đại biểu Quốc hội khóa XV" in election


def test_the_buttons_of_a_card(answerer: Answerer) -> None:
    """The words, the comparison by the name of the level above, a question, the document, and back where I was."""
    plan = duty(answerer, "2.b.3")
    message = card_page.card(answerer, viewer(), plan, 1, "plan")
    short = callbacks.ref(plan.id)
    assert labels(message) == [["Nguyên văn", "So với Bộ"], ["Hỏi về việc này", "Văn bản"], ["◀ Danh sách"]]
    assert list(actions(message)) == [
        ShowWords(short),
        Compare(short),
        callbacks.AboutDuty(short),
        SendFile(callbacks.ref(DEPARTMENT)),
        ShowList(1, "plan"),
    ]
    assert labels(card_page.card(answerer, viewer("department"), duty(answerer, "1.1/1", MINISTRY)))[0] == [
        "Nguyên văn"
    ]


def test_the_way_back_leads_to_the_page_that_holds_the_task(answerer: Answerer) -> None:
    """Wherever I opened the card, from an answer too, the list opens where the task stands."""
    assert action_of(card_page.card(answerer, viewer(), duty(answerer, "4.5/1")), "◀ Danh sách") == ShowList(4)


@pytest.mark.parametrize(
    ("issuer", "called"),
    [
        ("Bộ Giáo dục và Đào tạo", "Bộ"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở"),
        ("Ủy ban nhân dân tỉnh Hưng Yên", "UBND"),
        ("Thủ tướng Chính phủ", "Thủ tướng"),
        ("Bộ", "Bộ"),
        ("Bốn mùa", "cấp trên"),
        (None, "cấp trên"),
    ],
)
def test_the_level_above_is_called_by_its_name(issuer: str | None, called: str) -> None:
    """A letter passed down from the province's committee is not held against “the ministry”."""
    assert levels.issuer_in_a_word(issuer, "vi") == called


# -------------------------------------------------------------------------------------------- the source's words


@pytest.mark.parametrize("document", [DEPARTMENT, MINISTRY])
def test_the_words_are_the_document_s_own(answerer: Answerer, document: str) -> None:
    """Byte for byte, with what stands before and after, each apart; true of every task."""
    text = answerer.library.document(document).text
    for each in answerer.library.obligations(document):
        message = source.words_of_duty(answerer.library, viewer(), each)
        words, *beside = quotes(message)
        assert words == text[each.quote.start : each.quote.end]
        assert all(quote in text for quote in beside)
        assert len(beside) == 2
        assert all(block.expandable for block in message.blocks if isinstance(block, Quote))
        assert max(len(html) for html in html_pages(message)) <= PAGE_LIMIT


def test_what_stands_before_and_after_is_next_to_the_words(answerer: Answerer) -> None:
    """Nothing but marks, stops and spaces lies between the sentence before, the words, and the sentence after."""
    document = answerer.library.document(DEPARTMENT)
    for each in answerer.library.obligations(DEPARTMENT):
        around = (source.before(document, each.quote), each.quote, source.after(document, each.quote))
        spans = [span for span in around if span]
        for one, two in pairwise(spans):
            assert len(document.text[one.end : two.start].strip(" -;.,+")) <= len("2.b)"), each.id


def test_a_citation_opens_its_words_in_the_same_way(answerer: Answerer) -> None:
    """Label, document, words; and the way to the task's card."""
    message = source.words_of_place(answerer.library, viewer(), DEPARTMENT, "2.b.3")
    assert lines(message)[:2] == [
        "Mục 2, điểm b, gạch đầu dòng 3",
        "Công văn ngày 15/3/2021 của Sở Giáo dục và Đào tạo Hưng Yên",
    ]
    assert labels(message) == [["◀ Việc này", "Văn bản"]]
    closing = source.words_of_place(answerer.library, viewer(), DEPARTMENT, "closing")
    assert labels(closing) == [["Văn bản"]]


def test_a_place_that_is_gone_says_what_to_do(answerer: Answerer) -> None:
    """After a new edition of the letter an old button tells me where to look instead."""
    message = source.words_of_place(answerer.library, viewer(), DEPARTMENT, "9.z")
    assert plain_text(message) == "Việc hoặc văn bản này không còn trong kho. Xem danh sách hiện nay: /nhiemvu"


# ------------------------------------------------------------------------------------------- the level above


def strong(message: Message) -> list[list[str]]:
    found: Sequence[Quote] = [block for block in message.blocks if isinstance(block, Quote)]
    return [[quote.text[span.start : span.end] for span in quote.strong] for quote in found]


def test_a_comparison_shows_both_texts_and_what_differs(answerer: Answerer) -> None:
    """In words what became of it, then the two texts as they are, the differing words in bold."""
    message = compare.compare(answerer.library, viewer(), duty(answerer, "1.1"))
    text = plain_text(message)
    assert text.startswith("Lập kế hoạch thực hiện Chiến lược bình đẳng giới 2021-2030\nSo với Bộ: thu hẹp.")
    assert "• Công văn của Sở không còn điều kiện “sau khi Chính phủ phê duyệt”." in text
    lower, upper = quotes(message)
    assert lower in answerer.library.document(DEPARTMENT).text
    assert upper in answerer.library.document(MINISTRY).text
    assert "tại đơn vị" in strong(message)[0]
    assert "(sau khi Chính phủ phê duyệt)" in strong(message)[1]
    assert "chưa có ở đây" in text


def test_what_was_added_has_no_words_above(answerer: Answerer) -> None:
    """A model that only the department names is shown alone; what is said of its neighbours is left out."""
    message = compare.compare(answerer.library, viewer(), duty(answerer, "3.2/2"))
    assert "So với Bộ: thêm mới." in plain_text(message)
    assert quotes(message) == ["Tiếp tục duy trì mô hình trường học an toàn, thân thiện, không bạo lực"]
    assert "nhà tạm lánh ở hai xã" not in plain_text(message)


def test_every_task_can_be_compared_and_no_quotation_is_altered(answerer: Answerer) -> None:
    """In both languages, for all tasks; what has nothing above says so."""
    texts = {id_: answerer.library.document(id_).text for id_ in (DEPARTMENT, MINISTRY)}
    langs: tuple[Lang, ...] = ("vi", "en")
    for each in answerer.library.obligations(DEPARTMENT):
        for lang in langs:
            shown = quotes(compare.compare(answerer.library, viewer(lang=lang), each))
            assert shown[0] in texts[DEPARTMENT]
            assert all(quote in texts[MINISTRY] for quote in shown[1:])
    top = compare.compare(answerer.library, viewer("department"), duty(answerer, "1.1/1", MINISTRY))
    assert plain_text(top) == "Chưa có văn bản cấp trên để so."


# ------------------------------------------------------------------------------------------------- references


def test_short_names_stand_for_every_task_and_document(answerer: Answerer) -> None:
    """Whatever a button names is found again in the library that serves; what is gone is None."""
    references = References(answerer.library)
    for document in (DEPARTMENT, MINISTRY):
        assert references.document(callbacks.ref(document)) == document
        for each in answerer.library.obligations(document):
            assert references.duty(callbacks.ref(each.id)) == each
        for provision in answerer.library.document(document).provisions:
            place = ShowPlace(callbacks.ref(document), callbacks.path_ref(provision.path))
            hashed = ShowPlace(callbacks.ref(document), f"={callbacks.ref(provision.path)}")
            assert references.place(place) == (document, provision.path)
            assert parse(callbacks.data(hashed)) == hashed
    assert references.duty("gonegone") is None
    assert references.document("gonegone") is None
    assert references.place(ShowPlace("gonegone", "1")) is None
    assert references.place(ShowPlace(callbacks.ref(DEPARTMENT), "9.z")) is None
    assert references.place(ShowPlace(callbacks.ref(DEPARTMENT), "=gonegone")) is None


def test_headings_are_bold_and_asides_slanted(answerer: Answerer) -> None:
    """What I scan for stands out; what is beside the matter stands back."""
    (html,) = html_pages(tasks.tasks_page(answerer, viewer()))
    assert html.startswith("<b>Việc năm 2021 · THCS Minh Khai (1/4)</b>\n")
    assert "<b>Mục 1. " in html
    assert "<i>○ tùy đơn vị</i>" in html
