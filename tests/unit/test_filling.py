"""A check-in while it is filled in: counts as people type them, what is kept, what is asked."""

from datetime import UTC, date, datetime

import pytest

from bot.progress.filling import Filling, read_counts
from bot.progress.model import CheckIn, Evidence, Expectation, PeriodObligation, Report
from bot.progress.sentence import read_sentence
from knowledge.model import Bilingual

DUTY = PeriodObligation("d#1", "d", "1", Bilingual("Tập huấn", "Train"), "train", {"school": "yes"})
FRESH = Expectation("T1", DUTY, "yes")
PHOTO = Evidence("0" * 64, "image/jpeg", 10)
SAID = Report(1, "T1", "d#1", "done", {"participants": 45, "women": 30}, "tốt", "", date(2021, 3, 1), (PHOTO,))
REPORTED = Expectation("T1", DUTY, "yes", CheckIn(1, SAID, 2, datetime(2021, 3, 2, tzinfo=UTC), 7))


@pytest.mark.parametrize(
    ("typed", "participants", "women"),
    [
        ("45", 45, None),
        ("45 người", 45, None),
        ("45, 30 nữ", 45, 30),
        ("45 30 nu", 45, 30),
        ("45 người, trong đó 30 nữ", 45, 30),
        ("45 người (nữ: 30)", 45, 30),
        ("45 (30 nữ)", 45, 30),
        ("1.200 học sinh, 600 nữ", 1200, 600),
        ("45 people, 30 women", 45, 30),
        ("45, 30 women", 45, 30),
        ("45, 30", 45, 30),
        ("0", 0, None),
    ],
)
def test_a_line_tells_how_many_took_part(typed: str, participants: int, women: int | None) -> None:
    assert read_counts(typed) == {"participants": participants} | ({} if women is None else {"women": women})


@pytest.mark.parametrize(
    "typed", ["", "nữ", "30 nữ", "31 nu", "điều 45", "45 điều", "năm 2021 có gì?", "30 nữ hay sao", "12/4", "-3", "4.5"]
)
def test_anything_else_is_no_count(typed: str) -> None:
    """A question with a number in it stays a question."""
    assert read_counts(typed) is None


def test_only_what_a_status_needs_is_asked() -> None:
    assert Filling.begin("done", FRESH).awaits is None
    assert Filling.begin("blocked", FRESH).awaits == "reason"
    assert Filling.begin("not_applicable", FRESH).awaits == "reason"
    assert Filling.begin("done", FRESH).takes_counts("train")
    assert not Filling.begin("not_started", FRESH).takes_counts("train")
    assert not Filling.begin("done", FRESH).takes_counts("plan")


def test_a_correction_keeps_what_it_does_not_change() -> None:
    begun = Filling.begin("in_progress", REPORTED)
    assert (begun.version, begun.counts, begun.note) == (2, {"participants": 45, "women": 30}, "tốt")
    report = begun.report(REPORTED, 1)
    assert (report.evidence, report.happened_on) == ((PHOTO,), date(2021, 3, 1))
    assert Filling.begin("not_started", REPORTED).counts == {}


def test_trouble_does_not_take_back_whom_it_reached_before() -> None:
    """And nothing is said of people where nothing took place."""
    begun = Filling("done", counts={"participants": 42, "women": 26}, happened_on=date(2021, 6, 8))
    blocked = Filling.begin("blocked", FRESH, begun)
    assert (blocked.counts, blocked.happened_on) == (begun.counts, begun.happened_on)
    assert Filling.begin("in_progress", FRESH, blocked).counts == begun.counts
    assert not Filling.begin("not_started", FRESH, begun).counts


def test_another_status_keeps_the_words_but_not_the_reason() -> None:
    begun = Filling("blocked", note="a", reason="b")
    assert Filling.begin("done", FRESH, begun) == Filling("done", note="a")
    assert Filling.begin("blocked", FRESH, begun).reason == "b"


def test_a_draft_gives_back_what_it_was_given() -> None:
    begun = Filling("done", 3, {"participants": 5}, "a", "", "note", date(2021, 3, 1), (PHOTO,), ticked=True, told_in=7)
    assert Filling.of(begun.kept()) == begun


def test_a_sentence_fills_in_what_it_tells() -> None:
    said = read_sentence("hôm qua tập huấn xong cho 45 người, 30 nữ", date(2021, 3, 2))
    told = Filling.told(said, FRESH)
    assert (told.status, told.counts, told.happened_on) == (
        "done",
        {"participants": 45, "women": 30},
        date(2021, 3, 1),
    )
    assert told.note == ""  # nothing is told beside that
    more = "tập huấn xong cho 45 người, mời báo cáo viên của Sở"
    assert Filling.told(read_sentence(more, date(2021, 3, 2)), FRESH).note == more
    why = Filling.told(read_sentence("vướng kinh phí", date(2021, 3, 2)), FRESH)
    assert (why.reason, why.note) == ("vướng kinh phí", "")
    assert Filling.told(read_sentence("không áp dụng", date(2021, 3, 2)), FRESH).awaits is None
    assert Filling.told(read_sentence("đang làm", date(2021, 3, 2)), REPORTED).counts == SAID.counts
    assert Filling.told(read_sentence("tập huấn cho 45 người", date(2021, 3, 2)), FRESH).undecided


def test_what_is_typed_answers_what_was_asked() -> None:
    begun = Filling("blocked", awaits="reason")
    assert begun.typed("reason", " thiếu  kinh phí ") == Filling("blocked", reason="thiếu kinh phí")
    assert begun.typed("count", "nhiều lắm") is None
    told = begun.typed("count", "dạ hôm qua có 45 thầy cô dự, 30 nữ ạ")
    assert told is not None
    assert told.counts == {"participants": 45, "women": 30}


def test_women_alone_wait_for_the_total() -> None:
    """What is typed next completes what was told; a whole count replaces it."""
    women = Filling.told(read_sentence("đã tập huấn xong cho 31 nữ giáo viên", date(2021, 3, 2)), FRESH)
    assert women.counts == {"women": 31}
    total = women.typed("count", "48")
    assert total is not None
    assert total.counts == {"participants": 48, "women": 31}
    fewer = total.typed("count", "20 nữ")
    assert fewer is not None
    assert fewer.counts == {"participants": 48, "women": 20}
    anew = total.typed("count", "50")
    assert anew is not None
    assert anew.counts == {"participants": 50}


def test_more_women_than_people_are_not_filled_in() -> None:
    said = read_sentence("đã tập huấn xong cho 50 người, 60 nữ", date(2021, 3, 2))
    assert not said.counts_agree
    assert Filling.told(said, FRESH) == Filling("done", uncounted=True)
    assert Filling.told(said, REPORTED).counts == {}  # the old ones do not stand beside a sentence that tells others


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("gõ nhầm 45 thành 54", {"participants": 54, "women": 30}),
        ("sai rồi, 44 thôi, nữ vẫn 30", {"participants": 44, "women": 30}),
        ("sửa lại số người tập huấn thành 56", {"participants": 56, "women": 30}),
        ("số nữ là 31", {"participants": 45, "women": 31}),
    ],
)
def test_a_correction_changes_what_it_names(said: str, counts: dict[str, int]) -> None:
    told = Filling.told(read_sentence(said, date(2021, 3, 2)), REPORTED)
    assert (told.status, told.counts, told.note, told.uncounted) == ("done", counts, "tốt", False)


def test_more_people_come_to_those_told_before() -> None:
    """What is added is shown; of women not told again it is not known how many they are now."""
    begun = Filling("done", counts={"participants": 230}, note="khối 6, 7")
    told = Filling.told(read_sentence("ah them 20 em nua", date(2021, 3, 2)), FRESH, begun)
    assert (told.counts, told.sum, told.note) == ({"participants": 250}, "230 + 20 = 250", "khối 6, 7")
    both = Filling.told(read_sentence("à quên, có thêm 5 gv, 3 nữ", date(2021, 3, 2)), REPORTED)
    assert (both.counts, both.sum) == ({"participants": 50, "women": 33}, "45 + 5 = 50, 30 + 3 = 33")
    assert Filling.told(read_sentence("thêm 20 em nữa", date(2021, 3, 2)), REPORTED).counts == {"participants": 65}
    nothing = Filling.told(read_sentence("thêm 20 em nữa", date(2021, 3, 2)), FRESH)
    assert (nothing.counts, nothing.uncounted) == ({}, True)


def test_what_is_not_plain_leaves_no_older_numbers() -> None:
    told = Filling.told(read_sentence("đã tập huấn 12 lớp x 30 em", date(2021, 3, 2)), REPORTED)
    assert (told.counts, told.uncounted, told.note) == ({}, True, "đã tập huấn 12 lớp x 30 em")
    asked = told.typed("count", "360, 180 nữ")
    assert asked is not None
    assert (asked.counts, asked.uncounted) == ({"participants": 360, "women": 180}, False)


def test_women_told_later_go_with_the_total_told_before() -> None:
    begun = Filling("done", counts={"participants": 48})
    assert Filling.told(read_sentence("có 31 nữ", date(2021, 3, 2)), FRESH, begun).counts == {
        "participants": 48,
        "women": 31,
    }
    assert Filling.told(read_sentence("có 60 nữ", date(2021, 3, 2)), FRESH, begun).counts == {"women": 60}


def told(sentence: str, before: Filling | None = None) -> Filling:
    return Filling.told(read_sentence(sentence, date(2021, 6, 15)), FRESH, before)


def test_women_told_as_a_share_are_reckoned() -> None:
    """Where their number is from is kept with the draft and, as the note, with the check-in, until it is typed."""
    filling = Filling.of(told("tap huan cho 1200 hs, 50% nu").kept())
    assert (filling.counts, filling.share) == ({"participants": 1200, "women": 600}, "50%")
    assert filling.report(FRESH, 1).note == "tap huan cho 1200 hs, 50% nu"
    plain = filling.typed("count", "1200, 640 nữ")
    assert plain
    assert (plain.counts, plain.share) == ({"participants": 1200, "women": 640}, "")
    again = plain.typed("count", "1250 hs, 60% nữ")
    assert again
    assert (again.counts, again.share) == ({"participants": 1250, "women": 750}, "60%")


def test_a_share_is_of_the_people_told_before() -> None:
    before = told("tập huấn cho 40 người")
    assert told("xong, 60% nữ", before).counts == {"participants": 40, "women": 24}
    again = told("xong, 33% nữ", told("xong, 60% nữ", before))
    assert (again.counts, again.share) == ({"participants": 40}, "33%")
    left_out = told("xong, 33% nữ", before)
    assert (left_out.counts, left_out.share) == ({"participants": 40}, "33%")
