"""A question understood: its language, what it asks for, what it is about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexicons import table
from knowledge.question import MAX_QUESTION, Question, language_of, understand
from knowledge.text import fold_accents
from knowledge.typing_habits import Vocabulary
from tests.builders import shipped

LETTERS = [shipped("hung-yen-gddt-2021"), shipped("molisa-2021")]
WORDS = Vocabulary.of([letter.text for letter in LETTERS])
NAMES = [fold_accents(letter.text) for letter in LETTERS]
TODAY = date(2021, 6, 15)


def asked(text: str) -> Question:
    return understand(text, WORDS, TODAY, names=NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "Năm nay trường tôi phải làm gì?",
        "nam nay truong toi phai lam gi",
        "ke hoach",
        "KH BĐG của trg e ntn?",
        "deadline báo cáo là ngày nào",
        "the plan cho bình đẳng giới",
        "",
        "???",
        "591/LĐTBXH-TE&BĐG",
    ],
)
def test_vietnamese_is_understood_as_such(text: str) -> None:
    """With accents or without, with English words between, my Vietnamese question gets a Vietnamese answer."""
    assert language_of(text) == "vi"


@pytest.mark.parametrize(
    "text",
    [
        "What must my school do this year?",
        "who signs the letter",
        "do we have to report",
        "When is the Month of Action for Hung Yen schools?",
        "Who is Đỗ Tiến Hùng in the letter from the department?",
    ],
)
def test_english_is_understood_as_such(text: str) -> None:
    """An English question gets an English answer, Vietnamese names in it or not."""
    assert language_of(text) == "en"


def test_the_language_asked_for_is_the_language_of_the_answer() -> None:
    """I may ask in Vietnamese and want the answer in English; the question is still read as Vietnamese."""
    question = understand("năm nay trường phải làm gì", WORDS, TODAY, lang="en")
    assert question.lang == "en"
    assert question.asks_for("obligations")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Năm nay trường tôi phải làm gì?", "obligations"),
        ("Liệt kê nhiệm vụ của trường", "obligations"),
        ("What must my school do?", "obligations"),
        ("Hạn nộp là khi nào?", "deadline"),
        ("Công văn do ai ký?", "signer"),
        ("Căn cứ vào đâu?", "basis"),
        ("Gặp vướng mắc thì liên hệ ai?", "contact"),
        ("Sở thêm gì so với Bộ?", "added"),
        ("Bộ có mà Sở lược bỏ phần nào?", "dropped"),
        ("Trường có phải báo cáo không?", "whether"),
        ("Nghe nói phải nộp tiền, đúng không?", "premise"),
        ("Which tasks concern training?", "which_duties"),
    ],
)
def test_what_is_asked_for_is_understood_with_accents_and_without(text: str, cue: str) -> None:
    """Who, when, how much, the whole list, the difference to the ministry: typed in full or in a hurry."""
    assert asked(text).asks_for(cue)
    assert asked(fold_accents(text)).asks_for(cue)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Cán bộ nào được tập huấn?", "ministry"),
        ("toàn bộ nhiệm vụ", "ministry"),
        ("Bộ luật Lao động có gì mới?", "ministry"),
        ("bạo lực trên cơ sở giới", "department"),
        ("thư ký hội đồng làm gì", "signer"),
    ],
)
def test_a_syllable_inside_a_longer_word_asks_nothing(text: str, cue: str) -> None:
    """Cán bộ is not the ministry, cơ sở not the department, thư ký not a signature."""
    assert not asked(text).asks_for(cue)


@pytest.mark.parametrize(
    "text", ["Kế hoạch phòng ngừa bạo lực trên cơ sở giới", "KH pn blg", "ke hoach phong ngua bao luc tren co so gioi"]
)
def test_the_subject_is_understood_however_it_is_typed(text: str) -> None:
    """A plan against gender-based violence is one, spelled out, shortened or without accents."""
    assert {"plan", "prevention", "gender_violence"} <= asked(text).concept_names
    assert "gender" not in asked(text).concept_names


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("training", "tập huấn"),
        ("plan", "kế hoạch"),
        ("gender equality", "bình đẳng giới"),
        ("budget", "kinh phí"),
        ("rewards", "khen thưởng"),
    ],
)
def test_english_and_vietnamese_name_the_same_subjects(english: str, vietnamese: str) -> None:
    """“What about training?” and “còn tập huấn?” are about the same."""
    assert (
        asked(f"what does the letter say of {english}").concept_names
        & asked(f"công văn nói gì về {vietnamese}").concept_names
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Công văn 591/LĐTBXH-TE&BĐG là gì?", ("591/LĐTBXH-TE&BĐG",)),
        ("công văn số 591 là gì", ("591",)),
        ("Nghị quyết số 11-NQ/TW nói gì?", ("11-NQ/TW",)),
        ("Nghị định 125/2021/NĐ-CP", ("125/2021/NĐ-CP",)),
        ("CV 591 và NQ 11", ("591", "11")),
        ("letter no 591", ("591",)),
        ("Công văn gửi 3 phòng", ()),
        ("giai đoạn 2021-2025", ()),
        ("năm 2021", ()),
    ],
)
def test_document_numbers_are_recognised(text: str, numbers: tuple[str, ...]) -> None:
    """I name a document by its number, whole or in part; years and counts are no document numbers."""
    assert asked(text).numbers == numbers


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Phải lập 3 câu lạc bộ đúng không?", ("3",)),
        ("Hạn là 30/11 phải không?", ("30/11",)),
        ("Được cấp 5.000.000 đồng à?", ("5.000.000",)),
        ("Mục 2 điểm b nói gì năm 2021?", ()),
        ("Công văn 591/LĐTBXH-TE&BĐG giao 4 việc?", ("4",)),
    ],
)
def test_the_figures_of_a_claim_are_kept(text: str, figures: tuple[str, ...]) -> None:
    """A number I bring along must be proven; years, places and document numbers are no claims."""
    assert asked(text).figures == figures


def test_what_is_left_is_what_the_question_is_about() -> None:
    """Politeness and question words are not looked for in the letter."""
    content = [t.text for t in asked("Dạ cho em hỏi trường có phải tập huấn giáo viên không ạ?").content]
    assert {"tập", "huấn"} <= set(content)
    assert not {"Dạ", "cho", "em", "hỏi", "phải", "không", "ạ"} & set(content)


def test_a_pasted_document_is_read_only_so_far() -> None:
    """A message as long as a document is cut, not choked on."""
    assert len(asked("kế hoạch " * 2000).raw) <= MAX_QUESTION


@given(st.text(max_size=300))
def test_any_message_can_be_understood(text: str) -> None:
    """Whatever I type, something is understood of it and nothing breaks."""
    question = asked(text)
    assert question.asks <= set(table("cues"))
    assert question.concept_names <= set(table("concepts"))
    places = [*question.cues, *question.concepts]
    assert all(0 <= found.start < found.end <= len(question.tokens) for found in places)
    assert set(question.content) <= set(question.tokens)
