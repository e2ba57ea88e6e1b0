"""Whether someone may be in danger: better one kind answer too many than one too few."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexicons import table
from knowledge.question import understand
from knowledge.safety import asks_a_rule, in_danger, safety_lead
from knowledge.text import fold_accents
from knowledge.tokens import tokenize
from knowledge.typing_habits import Vocabulary

WORDS = Vocabulary.of([])
TODAY = date(2026, 11, 22)


def danger(message: str) -> bool:
    return in_danger(understand(message, WORDS, TODAY).tokens)


CRIES = [
    "Chồng em đánh em mỗi tối, em sợ lắm",
    "Em bị bạn cùng lớp bắt nạt, em không muốn đến trường nữa",
    "Bố cháu say rượu về đánh cháu và mẹ",
    "con tôi bị bạn đánh ở trường",
    "Tôi thấy học sinh lớp tôi có vết bầm trên tay, em ấy sợ về nhà",
    "có người theo dõi em đi học về",
    "học sinh nữ lớp tôi bị người lớn gạ gẫm qua mạng",
    "anh ta dọa tung ảnh nóng của em",
    "bạn em định nhảy lầu",
    "em muốn chết",
    "chồng bóp cổ tôi",
    "cứu tôi với",
]


@pytest.mark.parametrize("message", CRIES)
def test_a_cry_for_help_is_heard(message: str) -> None:
    """I tell of blows, threats, abuse or despair, mine or a child's, and get help, not a list of tasks."""
    assert danger(message)


@pytest.mark.parametrize("message", CRIES)
def test_it_is_heard_without_accents_too(message: str) -> None:
    """In distress I type without accents, in capitals, or on a phone that sends marks apart."""
    assert danger(fold_accents(message))
    assert danger(message.upper())
    assert danger(unicodedata.normalize("NFD", message))


@pytest.mark.parametrize(
    "message",
    [
        "I want to die",
        "My husband beats me",
        "He hits me when he drinks",
        "A student told me her father hits her",
        "my teacher touched me",
        "help me please he will kill me",
        "I don't want to live any more",
    ],
)
def test_a_cry_in_english_is_heard(message: str) -> None:
    """A foreigner in danger is heard as well."""
    assert danger(message)


@pytest.mark.parametrize("sign", table("safety")["despair"])
def test_despair_is_enough_by_itself(sign: str) -> None:
    """Whoever speaks of ending their life is answered with help, whatever else the message says."""
    assert danger(sign)
    about_work = (
        "when must the prevention plan be sent" if sign.isascii() else "kế hoạch phòng ngừa bạo lực nộp khi nào"
    )
    assert danger(f"{about_work}, {sign}")


@pytest.mark.parametrize("who", ["bố mẹ", "bạn trai", "thầy giáo", "một người lạ mặt"])
def test_who_does_it_may_stand_between(who: str) -> None:
    """“Bị … nhốt” is heard whoever stands in the middle."""
    assert danger(f"cháu bị {who} nhốt trong nhà")


@pytest.mark.parametrize(
    "message",
    [
        "Kế hoạch phòng ngừa bạo lực trên cơ sở giới gồm những gì?",
        "Trường phải làm gì để phòng ngừa bạo lực học đường?",
        "Khi học sinh bị bạo lực thì trường phải báo cáo cho ai theo công văn?",
        "Báo cáo vụ việc học sinh bị bạo lực thế nào?",
        "Mô hình nhà tạm lánh ở đâu?",
        "What must the school do to prevent gender-based violence?",
        "Tuyên truyền phòng chống bạo lực gia đình cho phụ huynh thế nào?",
        "Công văn có nói gì về xâm hại trẻ em không?",
        "Rà soát, đánh giá các mô hình thế nào?",
        "em không dám hỏi, kế hoạch nộp khi nào ạ",
        "Ai bị xử lý nếu không báo cáo?",
        "Năm nay trường tôi phải làm gì?",
        "",
    ],
)
def test_a_question_about_the_office_s_work_is_an_ordinary_question(message: str) -> None:
    """Asking how to prevent violence is my work; I want the directive, not a hotline."""
    assert not danger(message)


def test_office_words_do_not_drown_the_speaker_s_own_harm() -> None:
    """Even in a message about a plan, “chồng em đánh em” is heard."""
    assert danger("Kế hoạch phòng ngừa bạo lực trên cơ sở giới có giúp được em không, chồng em đánh em")


@given(st.text(max_size=60), st.sampled_from(CRIES), st.text(max_size=60))
def test_noise_around_a_cry_does_not_hide_it(before: str, cry: str, after: str) -> None:
    """Whatever stands before and after, the one sentence that counts is heard."""
    plain = "".join(c for c in before if not c.isalnum()), "".join(c for c in after if not c.isalnum())
    assert danger(f"{plain[0]} {cry} {plain[1]}")


def test_the_help_lines_are_there_in_both_languages() -> None:
    """Children's line 111, police 113, ambulance 115 and the women's shelter are shown, the children's line first."""
    lines = table("help_lines")["line"]
    assert [line["number"] for line in lines] == ["111", "113", "115", "1900 969 680"]
    assert all(line["vi"] and line["en"] for line in lines)


@pytest.mark.parametrize(
    ("message", "lead"),
    [
        ("bị đánh", "safety.lead"),
        ("học sinh bị bố đánh, nhà trường phải làm gì", "safety.witness"),
        ("học sinh lớp 7 nói không muốn sống nữa, nhà trường xử lý sao", "safety.witness"),
        ("em là học sinh, em bị bố đánh", "safety.lead"),
        ("lam qua zalo lop, em Nguyen Van A lop 9B bi ban danh", "safety.witness"),
        ("ở lớp em Lan bị bạn đánh", "safety.witness"),
        ("Em Bị Bố Đánh", "safety.lead"),
        ("chồng em đánh em. Hôm qua bị đánh tiếp", "safety.lead"),
        ("bố đánh em. Tối bị đánh nữa", "safety.lead"),
        ("bố đánh em. Em sợ lắm", "safety.lead"),
        ("lớp em Lan ghét em, em bị đánh", "safety.lead"),
        ("em không muốn sống nữa, nhà trường xử lý sao", "safety.despair"),
    ],
)
def test_help_speaks_to_the_one_who_writes(message: str, lead: str) -> None:
    """Someone harmed is not thanked for noticing, and a head is not told that it is not their fault."""
    tokens = tokenize(message)
    assert in_danger(tokens)
    assert safety_lead(tokens) == lead


@pytest.mark.parametrize(
    "message",
    [
        "Tôi đang mang bầu tháng thứ 7, trường phân công trực đêm có được không?",
        "Em có thai thì có được hoãn hợp đồng lao động không?",
        "Cô giáo có thai được nghỉ khám thai mấy lần?",
        "I am pregnant; may my school dismiss me?",
        "Tôi bị hiệu trưởng đuổi việc khi đang nuôi con nhỏ, có đúng luật không?",
        "toi bi ep viet don xin thoi viec thi lam sao",
        "hiệu trưởng ép em ký đơn xin nghỉ việc",
        "Em bị ép dạy thêm giờ quá 200 giờ một năm có trái luật không?",
        "Em sợ bị trừ lương khi nghỉ ốm",
        "Giáo viên quấy rối tình dục đồng nghiệp thì xử lý kỷ luật thế nào theo Bộ luật Lao động?",
    ],
)
def test_a_question_of_labour_rights_is_no_cry(message: str) -> None:
    """I expect a child, or am pressed to sign: I ask what the law says, and no hotline answers that."""
    assert not danger(message)
    assert not danger(fold_accents(message))


@pytest.mark.parametrize(
    "message",
    [
        "cháu bị ép làm việc không được đi học",
        "chau bi ep lam viec ca dem",
        "bố ép cháu làm việc từ sáng đến tối",
        "em bị chồng ép bỏ việc ở nhà",
        "em có thai",
        "em có thai rồi, em sợ lắm",
        "học sinh lớp tôi có thai",
        "con có thai với bạn trai, con không biết làm sao",
        "em bị sếp ép quan hệ, dọa đuổi việc",
        "em bị đuổi việc và bị chồng đánh",
        "em bị thầy dọa kể việc đó",
        "sếp dọa giết em nếu không ký đơn",
        "hàng xóm đánh vợ nó suốt, em có quyền làm gì không?",
        "thầy Luật sàm sỡ bạn em",
        "sếp quấy rối tình dục em, dọa đuổi việc",
        "em bị dọa và nghỉ việc",
        "em bị đe dọa, em sợ mất việc",
    ],
)
def test_work_and_pregnancy_do_not_hide_harm(message: str) -> None:
    """A pupil with child, one who is afraid, one harmed at work: help comes at once."""
    assert danger(message)


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        ("Con tôi bị bạn bắt nạt thì theo Nghị định 80 nhà trường phải xử lý ra sao?", True),
        ("Chồng em đánh em, có đúng luật không?", True),
        ("Chồng em đánh em mỗi tối, em sợ lắm", False),
        ("em muốn chết, hợp đồng hết rồi", False),
    ],
)
def test_who_asks_for_the_rule_too_is_known(message: str, *, rule: bool) -> None:
    """Help lines come first; where I ask what the law says I am to be told. To despair nothing of law is said."""
    tokens = tokenize(message)
    assert in_danger(tokens)
    assert asks_a_rule(tokens) is rule
