"""Facts that a question asks for and a provision gives or leaves out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexicons import table
from knowledge.question import Question, understand
from knowledge.slots import _ORDER, GIVEN, gives, slot_of, without_references
from knowledge.typing_habits import Vocabulary
from tests.builders import shipped

DEPARTMENT = shipped("hung-yen-gddt-2021")
WORDS = Vocabulary.of([DEPARTMENT.text])


def asked(text: str) -> Question:
    return understand(text, WORDS, date(2021, 6, 15))


@pytest.mark.parametrize(
    ("question", "slot"),
    [
        ("Hạn nộp báo cáo là khi nào?", "deadline"),
        ("han nop bao cao la khi nao", "deadline"),
        ("What is the deadline for the report?", "deadline"),
        ("Tháng hành động tổ chức vào ngày nào?", "when"),
        ("When is the month of action held?", "when"),
        ("Trường được cấp bao nhiêu tiền cho mô hình?", "amount"),
        ("How much money is there for models?", "amount"),
        ("Có mẫu báo cáo không?", "form"),
        ("Is there a template for the plan?", "form"),
        ("Tập huấn kéo dài bao lâu?", "duration"),
        ("Phải tập huấn bao nhiêu người?", "count"),
        ("Một năm báo cáo mấy lần?", "frequency"),
        ("Nhà tạm lánh ở đâu?", "where"),
        ("Báo cáo gửi cho ai?", "send_to"),
        ("Không báo cáo thì bị phạt thế nào?", "penalty"),
        ("Số điện thoại phòng tổ chức cán bộ?", "phone"),
    ],
)
def test_the_fact_asked_for_is_understood(question: str, slot: str) -> None:
    """When, by when, how much, how many, how long, how often, where, to whom: each is its own question."""
    assert slot_of(asked(question)) == slot


@pytest.mark.parametrize(
    "question", ["Tháng hành động cần triển khai thế nào?", "Trường có phải khen thưởng không?", "Ai được khen thưởng?"]
)
def test_a_question_for_no_such_fact_asks_for_none(question: str) -> None:
    """How, whether and who are answered by the words themselves."""
    assert slot_of(asked(question)) is None


def test_every_fact_has_a_cue_and_a_way_to_see_it() -> None:
    """No fact can be asked for that nothing would recognise, and none is recognised that cannot be asked for."""
    assert set(_ORDER) == set(GIVEN) | {"count"}
    assert len(_ORDER) == len(set(_ORDER))
    assert set(_ORDER) <= set(table("cues"))


@pytest.mark.parametrize(
    ("slot", "words"),
    [
        ("deadline", "Báo cáo về Sở trước ngày 15/12/2021."),
        ("deadline", "Gửi kế hoạch trong quý II/2021."),
        ("when", "Tổ chức vào cuối tháng 11."),
        ("amount", "Hỗ trợ 5.000.000 đồng mỗi mô hình."),
        ("amount", "Mức thưởng là 2 triệu."),
        ("form", "Báo cáo theo mẫu số 01 kèm theo."),
        ("form", "(Đề cương gửi kèm)"),
        ("duration", "Tập huấn trong 02 ngày."),
        ("duration", "Bồi dưỡng ba buổi."),
        ("period", "giai đoạn 2021 – 2025"),
        ("frequency", "Báo cáo định kỳ hằng quý."),
        ("phone", "Liên hệ số 0221.3863.123"),
        ("phone", "qua thư điện tử phongtccb@hungyen.edu.vn"),
        ("medium", "Gửi bản giấy và bản mềm."),
        ("send_to", "Gửi báo cáo kết quả về Sở trước tháng 12."),
        ("where", "tại xã Đình Cao, huyện Phù Cừ"),
        ("penalty", "xử phạt vi phạm hành chính"),
    ],
)
def test_a_fact_that_is_given_is_seen(slot: str, words: str) -> None:
    """What the letter says I am told."""
    assert gives(slot, words, asked(""))


@pytest.mark.parametrize(
    "slot", ["deadline", "when", "amount", "form", "medium", "papers", "phone", "penalty", "duration"]
)
@pytest.mark.parametrize("path", ["2.b.1", "2.c.1", "4.3", "4.5", "4.6"])
def test_what_the_letter_leaves_out_is_not_seen_in_it(slot: str, path: str) -> None:
    """These tasks set no date, sum, form or length of time, and none is read into them."""
    words = next(p.text for p in DEPARTMENT.provisions if p.path == path)
    assert not gives(slot, words, asked(""))


@pytest.mark.parametrize(
    "words",
    [
        "thực hiện Nghị quyết số 11-NQ/TW ngày 27/4/2007 của Bộ Chính trị về công tác phụ nữ",
        "Căn cứ Công văn số 591/LĐTBXH-TE&BĐG ngày 24/02/2021 của Sở Lao động",
        "theo Chương trình (Quyết định phê duyệt ngày 03/3/2021)",
    ],
)
def test_the_date_of_a_cited_document_is_no_deadline(words: str) -> None:
    """The day a resolution was signed is never told me as the day a task is due."""
    assert not gives("deadline", words, asked(""))
    assert not gives("when", words, asked(""))


def test_only_what_is_counted_is_a_count() -> None:
    """A number before another noun is no answer to “how many trainings”."""
    question = asked("Phải tổ chức bao nhiêu lớp tập huấn?")
    assert gives("count", "Tổ chức 3 lớp tập huấn cho cán bộ.", question)
    assert gives("count", "Tổ chức hai lớp.", question)
    assert not gives("count", "Tổ chức các lớp tập huấn trong giai đoạn 5 năm.", question)
    assert not gives("count", "Tổ chức 3 buổi họp.", question)


@given(st.text(max_size=80), st.text(max_size=80))
def test_only_references_are_blanked_out(before: str, after: str) -> None:
    """The rest of a provision stays as it was."""
    kept = without_references(f"{before} theo Nghị quyết số 11-NQ/TW ngày 27/4/2007, {after}")
    assert "27/4/2007" not in kept
    assert "11-NQ/TW" not in kept


@given(st.sampled_from(_ORDER), st.text(max_size=200))
def test_any_words_can_be_held_against_any_fact(slot: str, words: str) -> None:
    """Strange characters in a document break nothing."""
    assert gives(slot, words, asked("Phải tổ chức bao nhiêu lớp?")) in (True, False)
