"""One free sentence read as a check-in."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.progress.heard import Heard
from bot.progress.sentence import read_sentence
from bot.progress.spoken_numbers import spoken
from knowledge.text import fold_accents
from knowledge.tokens import tokenize

SUNDAY = date(2026, 11, 22)
YESTERDAY = SUNDAY - timedelta(days=1)


def read(text: str) -> tuple[Any, ...]:
    found = read_sentence(text, SUNDAY)
    return found.status, found.counts.get("participants"), found.counts.get("women"), found.happened_on


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("hôm qua tập huấn xong cho 45 người, 30 nữ", ("done", 45, 30, YESTERDAY)),
        ("chưa làm", ("not_started", None, None, None)),
        ("đang làm kế hoạch", ("in_progress", None, None, None)),
        ("chưa tập huấn xong", ("in_progress", None, None, None)),
        ("vướng kinh phí chưa làm được", ("blocked", None, None, None)),
        ("không vướng gì, xong rồi", ("done", None, None, None)),
        ("trường không có đối tượng nên không áp dụng", ("not_applicable", None, None, None)),
        ("tập huấn ngày 20/11 cho 20 gv, 150 hs, trong đó 90 nữ", ("done", 170, 90, date(2026, 11, 20))),
        ("bốn mươi lăm người dự, ba mươi nữ, xong rồi", ("done", 45, 30, None)),
        ("1.200 lượt người, nữ 700", ("done", 1200, 700, None)),
        ("20 nam 30 nữ đã tập huấn", ("done", 50, 30, None)),
        ("nữ 30 người trong tổng số 45 người", ("done", 45, 30, None)),
        ("45 người, 30 người là nữ, 100% xong", ("done", 45, 30, None)),
        ("30/45 nữ tham gia", ("done", 45, 30, None)),
        ("toàn nữ, 12 người, đã xong", ("done", 12, 12, None)),
        ("đã tổ chức buổi thứ 2 cho 30 em", ("done", 30, None, None)),
        ("tuần sau sẽ tập huấn cho 40 người", ("not_started", 40, None, None)),
        ("held training yesterday for 45 people, 30 women", ("done", 45, 30, YESTERDAY)),
        ("cảm ơn bạn", (None, None, None, None)),
        ("có 45 người, nữ là 30", ("done", 45, 30, None)),
        ("th xong 45ng 30nu", ("done", 45, 30, None)),
        ("da tc tap huan cho 40 gv hqua", ("done", 40, None, YESTERDAY)),
        ("xong r ạ", ("done", None, None, None)),
        ("truong ko co doi tuong nen ko ap dung", ("not_applicable", None, None, None)),
        ("khong ai vuong, xong het roi", ("done", None, None, None)),
        ("đã tập huấn xong cho 31 nữ giáo viên", ("done", None, 31, None)),
        ("chua lam dc ke hoach", ("not_started", None, None, None)),
        ("chưa làm được vì thiếu người", ("blocked", None, None, None)),
        ("48, 31 nữ", ("done", 48, 31, None)),
        ("48, 31 nu", ("done", 48, 31, None)),
        ("tap huan xong cho 48, trong do 31 nu", ("done", 48, 31, None)),
        ("xong ngày 20/11, 31 nữ", ("done", None, 31, date(2026, 11, 20))),
        ("đã phổ biến công văn 48, 31 nữ dự", ("done", None, 31, None)),
    ],
)
def test_what_a_sentence_says(said: str, understood: tuple[Any, ...]) -> None:
    assert read(said) == understood


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("xong sáng nay", SUNDAY),
        ("xong hôm kia", SUNDAY - timedelta(days=2)),
        ("xong 3 ngày trước", SUNDAY - timedelta(days=3)),
        ("xong ngày 15 tháng 11", date(2026, 11, 15)),
        ("xong ngày 15", date(2026, 11, 15)),
        ("xong ngày 25", date(2026, 10, 25)),
        ("xong hôm 25/12", None),
        ("xong hôm 25/6", date(2026, 6, 25)),
        ("xong 8/3/2026", date(2026, 3, 8)),
        ("thứ 6 vừa rồi xong", date(2026, 11, 20)),
        ("thứ sáu tuần trước xong", date(2026, 11, 13)),
        ("chủ nhật xong", SUNDAY),
        ("xong lần thứ hai", None),
        ("xong ngày 31/2", None),
        ("sẽ xong ngày 30/11/2026", None),
    ],
)
def test_days_as_they_are_said(said: str, day: date | None) -> None:
    assert read_sentence(said, SUNDAY).happened_on == day
    assert read_sentence(fold_accents(said), SUNDAY).happened_on == day


def test_a_day_without_its_year_is_the_nearest() -> None:
    """In January "25/12" is last month; in November it is still to come, and nobody has done anything on it."""
    january = date(2027, 1, 10)
    assert read_sentence("xong hôm 25/12", january).happened_on == date(2026, 12, 25)
    ahead = read_sentence("ngày 25/12 đã tập huấn cho 45 người", SUNDAY)
    assert (ahead.happened_on, ahead.to_come, ahead.counts) == (None, date(2026, 12, 25), {"participants": 45})
    assert read_sentence("sẽ tập huấn ngày 25/12", SUNDAY).to_come is None


@pytest.mark.parametrize(
    "said",
    [
        "khi nào phải nộp báo cáo?",
        "tập huấn xong chưa",
        "đã có hướng dẫn nào",
        "chào bạn",
        "tap huan xong chua a",
        "đã nộp bc chưa nhỉ",
        "đã làm thì báo cáo về đâu",
        "trường có phải làm ko",
    ],
)
def test_a_question_is_no_report(said: str) -> None:
    assert not read_sentence(said, SUNDAY).is_report


@pytest.mark.parametrize("said", ["chưa", "chưa có gì", "không ai vướng, xong hết rồi", "đã xong"])
def test_a_denial_is_no_question(said: str) -> None:
    assert read_sentence(said, SUNDAY).is_report


def test_a_reason_is_kept_in_its_own_words() -> None:
    assert read_sentence("hoãn do mưa bão, tuần sau làm", SUNDAY).reason == "mưa bão"
    assert read_sentence("chưa làm vì chưa có kinh phí", SUNDAY).reason == "chưa có kinh phí"
    assert read_sentence("xong rồi", SUNDAY).reason == ""
    assert read_sentence("ko ap dung viec xu ly vi pham do truong moi lap", SUNDAY).reason == "truong moi lap"
    assert read_sentence("hoãn tháng hành động vì bình đẳng giới", SUNDAY).reason == (
        "hoãn tháng hành động vì bình đẳng giới"
    )


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("hôm qua tập huấn xong cho 45 người, 30 nữ", "report"),
        ("45 gv, 30 nu", "report"),
        ("xong", "report"),
        ("vuong kinh phi", "report"),
        ("hôm qua tôi bị ốm nên chưa xong việc nhà", "unsure"),
        ("chưa", "either"),
        ("tập huấn xong cho 45 người, 30 nữ được không?", "either"),
        ("đã tập huấn cho mấy em lớp 9 rồi", "either"),
        ("tập huấn cho 45 người thì cần gì", "question"),
        ("hom nay phai nop gi", "question"),
        ("hôm qua có văn bản mới nào không", "question"),
        ("tôi đang công tác tại trường mầm non", "question"),
        ("năm nay trường tôi phải làm gì", "question"),
        ("hạn nộp báo cáo", "question"),
    ],
)
def test_what_was_done_is_told_apart_from_what_is_asked(said: str, kind: str) -> None:
    """In doubt the one who wrote it is asked."""
    assert Heard(read_sentence(said, SUNDAY), ()).kind == kind


def test_what_is_left_tells_what_it_is_about() -> None:
    """Neither the figures nor the status are searched for, the act is."""
    assert read_sentence("hôm qua đã tập huấn Bộ luật Lao động cho 45 gv, 30 nữ", SUNDAY).about == (
        "tập huấn Bộ luật Lao động cho"
    )


def test_what_was_wrong_is_told_by_a_slip_or_a_number_denied() -> None:
    slip = read_sentence("nhầm, 54 ng chứ ko phải 45, 31 nữ", SUNDAY)
    assert slip.corrects
    assert slip.denied == frozenset({45})
    assert not read_sentence("đã tập huấn cho 45 người, không phải làm lại", SUNDAY).corrects


# How a number is said, by the reckoning of the language and not by the program's own.
ONES = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
AFTER_TEN = {1: "mốt", 4: "tư", 5: "lăm"}


def in_words(number: int) -> str:
    if number == 100:
        return "một trăm"
    tens, ones = divmod(number, 10)
    if tens == 0:
        return ONES[ones]
    if tens == 1:
        return f"mười {'lăm' if ones == 5 else ONES[ones]}".strip()
    return f"{ONES[tens]} mươi {AFTER_TEN.get(ones, ONES[ones])}".strip()


@given(st.integers(1, 100))
def test_every_number_to_a_hundred_is_read_from_words(number: int) -> None:
    assert spoken(tokenize(in_words(number))) == number
    assert spoken(tokenize(fold_accents(in_words(number)))) == number


DAYS = {"": None, "hôm qua ": YESTERDAY, "hôm nay ": SUNDAY, "sáng qua ": YESTERDAY, "ngày 20/11 ": date(2026, 11, 20)}
DOING = {
    "đã {act} xong": "done",
    "{act} xong rồi": "done",
    "hoàn thành {act}": "done",
    "đang {act}": "in_progress",
    "đã bắt đầu {act}": "in_progress",
}
ACTS = ("tập huấn", "tuyên truyền", "truyền thông", "kiểm tra", "rà soát", "phổ biến luật")
PEOPLE = ("người", "ng", "lượt người", "giáo viên", "gv", "học sinh", "hs", "cán bộ", "cb", "phụ huynh", "đại biểu")
WOMEN = (", {w} nữ", ", trong đó {w} nữ", " ({w} nữ)", ", nữ {w}", ", nữ: {w}", ", có {w} chị em", ", {w} là nữ")


@given(
    day=st.sampled_from(sorted(DAYS)),
    doing=st.sampled_from(sorted(DOING)),
    act=st.sampled_from(ACTS),
    people=st.sampled_from(PEOPLE),
    women=st.sampled_from(WOMEN),
    counted=st.integers(1, 5000).flatmap(lambda all_: st.tuples(st.just(all_), st.integers(0, all_))),
    words=st.booleans(),
    accents=st.booleans(),
    capitals=st.booleans(),
)
def test_a_report_is_read_however_it_is_put(  # noqa: PLR0913 - what varies
    *, day: str, doing: str, act: str, people: str, women: str, counted: tuple[int, int], words: bool,
    accents: bool, capitals: bool,
) -> None:  # fmt: skip
    """Whatever the day, the act, the people and the order; with accents or none, in digits or in words."""

    def number(value: int) -> str:
        return in_words(value) if words and 0 < value <= 100 else str(value)

    participants, some = counted
    said = f"{day}{doing.format(act=act)} cho {number(participants)} {people}{women.format(w=number(some))}"
    said = said if accents else fold_accents(said)
    status, *others = read(said.upper() if capitals else said)
    assert others == [participants, some, DAYS[day]]
    contradicts = (
        "đang" in doing and DAYS[day] not in (None, SUNDAY) and not accents
    )  # "hom qua dang tap huan" is asked about
    assert status == DOING[doing] or (contradicts and status is None)


@given(st.text(max_size=300))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    found = read_sentence(text, SUNDAY)
    assert all(number >= 0 for number in found.counts.values())
    assert found.happened_on is None or found.happened_on <= SUNDAY
