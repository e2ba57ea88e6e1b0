"""What is typed at the desk of a focal officer, held against the shipped directive; without Telegram."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count

import pytest

from bot import callbacks
from bot.message import Message
from bot.pages.expected import in_order
from bot.people.model import Unit
from bot.plain import plain_text
from bot.progress.asking import obligations_to_report
from bot.progress.filling import Filling
from bot.progress.model import Count, Evidence, Period, Report, Status
from bot.telegram.checking_in import Asking, Desk, Spot, desk
from bot.telegram.context import now
from bot.telegram.telling import as_report, fill_in, understood
from bot.telegram.told import Told
from knowledge.text import fold_accents
from tests.integration.handlers import NOON, TODAY, TREE, Handlers, labels

PLAN, GENDER, TRAINING, FUND = "1.2", "4.3", "2.a.3", "3.2/1"
NUMBERS = count(100)


class Officer:
    """Somebody who reports for a school; what they last typed is what the buttons are about."""

    def __init__(self, handlers: Handlers, period: Period, unit: str) -> None:
        self.handlers, self.period = handlers, period
        self.reader = handlers.person(next(NUMBERS), "officer", unit)
        own = desk(handlers.context, self.reader)
        assert own is not None
        self.desk: Desk = own
        self.said = Told("", TODAY, 0)

    def spot(self, path: str) -> Spot:
        """A task of the department's letter."""
        return self.desk.spot(self.period.id, callbacks.ref(f"hung-yen-gddt-2021#{path}"))

    def begin(self, path: str, status: Status) -> None:
        """A status is tapped."""
        spot = self.spot(path)
        self.desk.keep(spot, Filling.begin(status, spot.expectation, self.desk.begun(spot)))

    def types(self, text: str, files: tuple[Evidence, ...] = ()) -> Message | None:
        """A message comes."""
        self.said = Told(text, TODAY, next(NUMBERS), files)
        shown = understood(self.handlers.context, self.reader, self.said)
        assert not isinstance(shown, Asking)
        return shown

    def shown(self, text: str) -> str:
        """What is answered to a message, as plain text."""
        page = self.types(text)
        return plain_text(page) if page else ""

    def chooses(self, path: str) -> Message:
        """A task is tapped below what was typed."""
        page = fill_in(self.desk, self.spot(path), self.said)
        assert isinstance(page, Message)
        return page

    def drafted(self, path: str) -> Filling | None:
        """What is filled in of a task."""
        return self.desk.begun(self.spot(path))

    def reports(self, path: str, counts: Mapping[Count, int] | None = None, note: str = "") -> None:
        """A task is reported as done."""
        spot = self.spot(path)
        report = Report(self.period.id, self.desk.unit.code, spot.expectation.obligation.id, "done", counts or {}, note)
        version = spot.expectation.version
        self.handlers.services.check_ins.record(report, version, by=self.reader.id, now=now(), day=TODAY)


@pytest.fixture(scope="module")
def handlers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handlers]:
    with Handlers(tmp_path_factory.mktemp("telling")) as made:
        yield made


@pytest.fixture(scope="module")
def period(handlers: Handlers) -> Period:
    asked = obligations_to_report(handlers.services.library(), [TREE[1]], TODAY, documents=["hung-yen-gddt-2021"])
    return handlers.period("Quý II", date(2021, 6, 30), asked)


@pytest.fixture
def officer(handlers: Handlers, period: Period) -> Officer:
    """Of a school that nobody has reported for yet."""
    code = f"N{next(NUMBERS)}"
    handlers.services.units.load([Unit(code, f"Trường {code}", "school", "THCS", "SO")])
    return Officer(handlers, period, code)


@pytest.mark.parametrize("status", ["done", "in_progress"])
@pytest.mark.parametrize("typed", ["xong hom qua, da trinh ky", "da gui cong van xin kinh phi", "kinh phí xong rồi"])
def test_a_line_belongs_to_the_card_on_the_screen(officer: Officer, status: Status, typed: str) -> None:
    """One word in common with another task does not lead there."""
    officer.begin("2.b.3", status)
    assert "Tháng hành động" in officer.shown(typed)
    filled = officer.drafted("2.b.3")
    assert filled is not None
    assert filled.note == typed
    assert officer.drafted(FUND) is None


def test_what_names_another_task_is_asked_about(officer: Officer) -> None:
    officer.begin("2.b.3", "done")
    shown = officer.shown("đã bố trí kinh phí nhân rộng mô hình xong")
    assert shown.startswith("Câu này có lẽ không nói về việc đang làm dở: “Lập kế hoạch, tổ chức Tháng hành động")
    assert "Bố trí kinh phí" in shown.split("1. ", 1)[1].splitlines()[0]
    assert officer.drafted(FUND) is None


def test_a_step_does_not_end_what_is_being_done(officer: Officer) -> None:
    officer.begin("2.b.3", "in_progress")
    assert "Tình trạng: đang làm" in officer.shown("đã gửi hiệu trưởng")
    assert "Tình trạng: đã xong" in officer.shown("xong rồi")


def test_figures_do_not_change_the_status_chosen(officer: Officer) -> None:
    """Of people told at a plan nothing is lost without a word."""
    officer.begin(PLAN, "in_progress")
    shown = officer.shown("45, 30 nu")
    assert "Số người: 45, trong đó 30 nữ" in shown
    assert "Tình trạng" not in shown
    chosen = plain_text(officer.chooses(PLAN))
    assert "Tình trạng: đang làm" in chosen
    assert chosen.startswith("Việc này không ghi số người tham gia: tôi chưa ghi số vừa gõ.")


@pytest.mark.parametrize(
    "typed", ["mai tap huan cho 45 ng", "thứ 2 tới tập huấn cho 45 người", "20/6 tập huấn cho 45 ng"]
)
def test_what_is_still_to_come_is_not_done(officer: Officer, typed: str) -> None:
    officer.types(typed)
    assert "Tình trạng: chưa làm" in plain_text(officer.chooses(TRAINING))
    filled = officer.drafted(TRAINING)
    assert filled is not None
    assert filled.note == typed


def test_of_a_picture_alone_the_status_is_asked(officer: Officer) -> None:
    photo = Evidence("1" * 64, "image/jpeg", 10)
    officer.said = Told("", TODAY, next(NUMBERS), (photo,))
    asked = officer.chooses(TRAINING)
    assert "✅ Gửi" not in labels(asked)
    assert "✅ Đã xong" in labels(asked)
    officer.begin(TRAINING, "in_progress")
    filled = officer.drafted(TRAINING)
    assert filled is not None
    assert (filled.evidence, filled.undecided) == ((photo,), False)


def test_a_correction_does_not_mix_figures(officer: Officer) -> None:
    """Women told alone do not go with the people told before; the total is asked."""
    officer.reports(GENDER, {"participants": 300, "women": 160}, "Tuyên truyền 300 hs, 160 nữ")
    officer.types("da tap huan cho 45 nu xong")
    page = officer.chooses(GENDER)
    assert "Số nữ: 45" in plain_text(page)
    assert "Tổng cộng bao nhiêu người?" in plain_text(page)
    begun = officer.drafted(GENDER)
    assert begun is not None
    assert begun.counts == {"women": 45}
    assert "Bản đó: Số người: 300, trong đó 160 nữ." in plain_text(page)
    assert "✅ Gửi" not in labels(page)
    officer.types("da tap huan cho 45 ng, 30 nu xong")
    assert "✅ Gửi" in labels(officer.chooses(GENDER))
    filled = officer.drafted(GENDER)
    assert filled is not None
    assert (filled.counts, filled.note) == ({"participants": 45, "women": 30}, "")


def test_a_slip_is_about_what_was_just_sent(officer: Officer) -> None:
    officer.reports(TRAINING, {"participants": 45, "women": 30})
    officer.reports(GENDER, {"participants": 10})
    officer.reports(PLAN)
    page = officer.shown("nham, 54 ng chu ko phai 45, 31 nu")
    assert "Tập huấn truyền thông nhạy cảm giới" in page
    assert "Số người: 54, trong đó 31 nữ" in page
    assert "bản 1" in page
    assert "Ghi chú" not in page
    choice = as_report(officer.desk, officer.said, 1)
    assert isinstance(choice, Message)
    assert "1. ✅ Tập huấn truyền thông nhạy cảm giới" in plain_text(choice)
    assert "Tình trạng" not in plain_text(choice)


def test_a_sentence_about_several_tasks_ticks_what_is_done(officer: Officer) -> None:
    page = officer.types("xong ke hoach chien luoc va ke hoach bao luc gioi, con thang hanh dong dang lam")
    assert page is not None
    assert plain_text(page).startswith("Câu này nói về 3 việc.")
    assert "Tiếp: 2 việc đã đánh dấu ▶" in labels(page)
    ticked, left = plain_text(page).split("Chưa ghi, bấm để báo cáo từng việc:")
    assert "Chiến lược" in ticked
    assert "Tháng hành động vì bình đẳng giới (đang làm)" in left
    assert len(officer.desk.ticked(officer.period.id)) == 2


@pytest.mark.parametrize(
    ("typed", "count"), [("xong 1,2,3", 3), ("viec 1 xong, viec 2 dang lam", 1), ("việc 1 và 2 xong ạ", 2)]
)
def test_numbers_of_the_list_are_ticked(officer: Officer, typed: str, count: int) -> None:
    page = officer.types(typed)
    assert page is not None
    assert f"Tiếp: {count} việc đã đánh dấu ▶" in labels(page)
    first = in_order(officer.spot(PLAN).expectations)[0].obligation.title.vi
    assert first in plain_text(page)


def test_all_tasks_at_once(officer: Officer) -> None:
    page = officer.types("xong hết các việc rồi ạ")
    assert page is not None
    assert any(label.startswith("Tiếp: ") for label in labels(page))


@pytest.mark.parametrize("typed", ["đã tập huấn 2 buổi, 3 lớp xong", "xong 45, 30 nữ", "xong rồi", "xong hết rồi"])
def test_other_numbers_are_none_of_the_list(officer: Officer, typed: str) -> None:
    assert "Câu này nói về" not in officer.shown(typed)


def test_a_title_is_one_task(officer: Officer) -> None:
    """Also one that holds an "and", or a comma."""
    titles = [each.obligation.title.vi for each in officer.spot(PLAN).expectations]
    for title in (each for each in titles if "," in each and " và " in f"{each} "):
        assert "Câu này nói về" not in officer.shown(fold_accents(f"đã làm xong {title} rồi")), title


def test_another_event_does_not_replace_the_one_at_hand(officer: Officer) -> None:
    officer.types("hqua tap huan truyen thong nhay cam gioi xong cho 45 ng, 30 nu")
    officer.chooses(TRAINING)
    shown = officer.shown("tap huan cho ban tien bo phu nu 8 ng xong")
    assert shown.startswith("Câu này có lẽ không nói về việc đang làm dở")
    filled = officer.drafted(TRAINING)
    assert filled is not None
    assert filled.counts == {"participants": 45, "women": 30}
    officer.types("tap huan truyen thong nhay cam gioi cho 8 ng, 5 nu")
    officer.chooses(TRAINING)
    other = officer.drafted(TRAINING)
    assert other is not None
    assert (other.counts, other.happened_on) == ({"participants": 8, "women": 5}, None)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("sai roi, 310 thoi, nu van 175", "Số người: 310, trong đó 175 nữ"),
        ("xin loi go nham 320 thanh 310", "Số người: 310, trong đó 175 nữ"),
        ("cho minh sua lai so nguoi thanh 312", "Số người: 312, trong đó 175 nữ"),
        ("so nu la 171", "Số người: 320, trong đó 171 nữ"),
        ("sai ngay, hom 12/6 co", "Ngày làm: 12/6/2021"),
        ("sua ngay lam thanh 8/6", "Ngày làm: 8/6/2021"),
        ("a quen, co them 20 em", "Số người: 340"),
        ("nhầm rồi", "✏️ Sửa"),
    ],
)
def test_a_correction_goes_to_what_was_just_sent(officer: Officer, typed: str, shown: str) -> None:
    officer.reports("2.b.1", {"participants": 320, "women": 175})
    page = officer.types(typed)
    assert page is not None
    assert "Làm sản phẩm truyền thông, tuyên truyền luật bình đẳng giới" in plain_text(page)
    assert shown in f"{plain_text(page)} {labels(page)}"


def test_a_correction_goes_to_what_it_names(officer: Officer) -> None:
    officer.reports(TRAINING, {"participants": 54, "women": 31})
    officer.reports("2.b.1", {"participants": 320, "women": 175})
    page = officer.shown("sai ngay, tap huan truyen thong hom 12/6 co")
    assert "Tập huấn truyền thông nhạy cảm giới" in page
    assert "Ngày làm: 12/6/2021" in page
    assert "Số người: 54, trong đó 31 nữ" in page


def test_a_correction_of_what_is_locked_goes_nowhere_else(officer: Officer, handlers: Handlers) -> None:
    officer.reports(TRAINING, {"participants": 54, "women": 31})
    officer.reports("2.b.1", {"participants": 320, "women": 175})
    spot = officer.spot(TRAINING)
    place = officer.period.id, officer.desk.unit.code, spot.expectation.obligation.id
    handlers.services.check_ins.review(*place, "locked", 1, by=None, now=NOON)
    assert officer.shown("nham, 55 ng chu khong phai 54").startswith("Việc “Tập huấn truyền thông nhạy cảm giới")
    assert officer.drafted("2.b.1") is None


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("dang lam", "Tình trạng: đang làm"),
        ("chua lam", "Tình trạng: chưa làm"),
        ("thuc ra moi lam duoc 1 nua", "Tình trạng: đang làm"),
        ("ngay 8/6 co", "Ngày làm: 8/6/2021"),
        ("ko phai 7/6 ma la 8/6", "Ngày làm: 8/6/2021"),
        ("ghi chu: co moi bao cao vien cua huyen", "Ghi chú: co moi bao cao vien cua huyen"),
        ("gui di a", "Xem lại rồi bấm Gửi"),
        ("ok", "Xem lại rồi bấm Gửi"),
    ],
)
def test_words_of_the_buttons_are_of_the_card(officer: Officer, typed: str, shown: str) -> None:
    officer.begin(TRAINING, "done")
    officer.types("hom 7/6")
    assert shown in officer.shown(typed)


def test_what_tells_no_status_is_asked_with_all_that_was_told(officer: Officer) -> None:
    officer.types("tap huan truyen thong nhay cam gioi cho 45 ng")
    page = officer.chooses(TRAINING)
    assert "Số người: 45" in plain_text(page)
    assert "Việc này đến đâu rồi?" in plain_text(page)
    assert {"✅ Đã xong", "☐ Chưa làm"} <= set(labels(page))
    assert "✅ Gửi" not in labels(page)
    officer.begin(TRAINING, "not_started")
    filled = officer.drafted(TRAINING)
    assert filled is not None
    assert (filled.counts, filled.undecided) == ({}, False)


def test_people_who_are_counted_did_nothing_that_counts_nobody(officer: Officer) -> None:
    officer.types("truong toi co 45 gv, 30 nu")
    assert "Việc này đến đâu rồi?" in plain_text(officer.chooses(PLAN))


def test_numbers_that_are_not_plain_are_asked(officer: Officer) -> None:
    officer.reports(TRAINING, {"participants": 54, "women": 31})
    officer.types("45 gv va 300 hs da tap huan truyen thong nhay cam gioi, nu lan luot 30 va 160")
    page = officer.chooses(TRAINING)
    assert plain_text(page).startswith("Số người trong câu này có thể hiểu nhiều cách")
    assert "Bản đó: Số người: 54, trong đó 31 nữ." in plain_text(page)
    filled = officer.drafted(TRAINING)
    assert filled is not None
    assert (filled.counts, filled.uncounted) == ({}, True)
    assert "✅ Gửi, không ghi số người" in labels(page)


def test_what_is_locked_is_said_to_be(officer: Officer, handlers: Handlers) -> None:
    officer.reports("2.b.1")
    duty = officer.spot("2.b.1").expectation.obligation.id
    handlers.services.check_ins.review(officer.period.id, officer.desk.unit.code, duty, "locked", 1, by=None, now=NOON)
    shown = officer.shown("tuyen truyen luat bdg xong cho 320 hs, 175 nu")
    assert shown.startswith("Việc “Làm sản phẩm truyền thông, tuyên truyền luật bình đẳng giới” đã được người")


@pytest.mark.parametrize(
    "typed", ["tuyen truyen luat bdg 310 hs, 170 nu", "Tong 45, nu 30", "tuyên truyền 45 người, 30 nữ"]
)
def test_what_was_read_whole_is_no_note(officer: Officer, typed: str) -> None:
    officer.types(typed)
    officer.chooses("2.b.1")
    filled = officer.drafted("2.b.1")
    assert filled is not None
    assert filled.note == ""
    assert "participants" in filled.counts


def test_a_closed_period_is_named(officer: Officer, handlers: Handlers, period: Period) -> None:
    handlers.services.periods.close(period.id, NOON)
    try:
        assert officer.shown("hom qua tap huan xong cho 20 nguoi").startswith("Kỳ báo cáo “Quý II” đã đóng.")
        assert officer.shown("xong hom qua, da trinh ky").startswith("Kỳ báo cáo “Quý II” đã đóng.")
        assert officer.types("tập huấn cần những gì") is None
    finally:
        handlers.services.periods.reopen(period.id, NOON)


def test_a_share_of_women_is_reckoned_and_said_to_be(officer: Officer) -> None:
    """Before it is sent, and on each look at it; what comes to no whole number is left out and said to be."""
    officer.begin(TRAINING, "done")
    shown = officer.shown("tap huan cho 1200 hs, 50% nu")
    assert "1.200, trong đó 600 nữ" in shown
    assert "tính từ “50%”" in shown
    shown = officer.shown("tap huan cho 45 hs, 50% nu")
    assert "Số người: 45\n" in shown
    assert "Từ “50%” tôi chưa tính được" in shown
