"""Reporting on Telegram: the real program as a process, against a Bot API server on loopback."""

import json
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from bot import callbacks
from bot.people.model import Role
from bot.people.store import Invitations, Units
from bot.progress.model import VIETNAM, Period, Quiet
from bot.progress.periods import Periods
from bot.reminders.model import Outlook, Reach
from bot.reminders.outbox import Outbox
from knowledge.adapters.sql_engine import open_engine
from tests.e2e.bot_api import BLOCKED, BotApi
from tests.e2e.bot_process import BotProcess
from tests.e2e.people import PATIENCE, Person, Sent
from tests.e2e.quiet_hours import far_from_now

NUMBERS = count(5000)
SCHOOLS = count(1)
TODAY = "2021-04-01"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """A bot in the spring of 2021 with a department and its schools, and one period open."""
    with BotApi() as server:
        unhurried = ("tests.e2e.unhurried", "bot")
        made = BotProcess(server, tmp_path_factory.mktemp("bot"), {"DAUMOI_TODAY": TODAY}, unhurried)
        schools = "".join(f"T{n},Trường THCS Số {n},school,THCS,SO,\n" for n in range(1, 41))
        units = f"code,name,type,level,parent,province\nSO,Sở GDĐT Hưng Yên,department,,,Hưng Yên\n{schools}"
        (made.folder / "units.csv").write_text(units, "utf-8")
        assert made.daumoi.run("units", "import", "units.csv", "--yes").code == 0
        assert (
            made.daumoi.run("period", "open", "--name", "Quý II", "--due", "2030-06-30", "--quiet", far_from_now()).code
            == 0
        )
        with made:
            yield made


def joined(bot: BotProcess, unit: str, role: Role) -> Person:
    """Somebody who has accepted an invitation."""
    engine = open_engine(f"sqlite:///{bot.folder / 'data' / 'daumoi.db'}")
    made = Invitations(engine).create(unit, role, 1, 30, datetime.now(UTC))
    engine.dispose()
    person = bot.server.user(next(NUMBERS))
    person.ask(f"/start {made.code}")
    person.tap("✅ Tham gia")
    return person


@pytest.fixture
def school() -> str:
    """A school that nobody has reported for yet."""
    return f"T{next(SCHOOLS)}"


@pytest.fixture
def lan(bot: BotProcess, school: str) -> Person:
    """Its focal officer."""
    return joined(bot, school, "officer")


def kept(bot: BotProcess, table: str, unit: str) -> list[dict[str, object]]:
    """The rows of a table about a unit, read beside the running bot."""
    with sqlite3.connect(bot.folder / "data" / "daumoi.db") as database:
        database.row_factory = sqlite3.Row
        found = database.execute(f"SELECT * FROM {table} WHERE unit = ? ORDER BY at", (unit,))  # noqa: S608 - our names
        return [dict(row) for row in found]


def number_of(listed: Sent, words: str) -> str:
    """The number before a task in the list."""
    line = next(line for line in listed.text.splitlines() if words in line)
    return line.split(".")[0]


def list_after_a_kill(person: Person) -> Sent:
    """The list of tasks; what was pressed right before the kill may be shown once more before it."""
    person.send("/baocao")
    while True:
        (shown,) = person.wait()
        if shown.text.startswith("Đã báo cáo") and not shown.edits:
            return shown


def test_one_task_takes_three_taps(bot: BotProcess, lan: Person, school: str) -> None:
    listed = lan.ask("/baocao")
    assert listed.text.startswith("Đã báo cáo 0/")
    assert "hạn 30/6/2030" in listed.text.splitlines()[0]
    assert "▫ chưa báo cáo" in listed.text
    card = lan.tap("1")
    assert "Việc này đến đâu rồi?" in card.text
    assert {"✅ Đã xong", "◐ Đang làm", "☐ Chưa làm", "⚠ Vướng mắc", "✕ Không áp dụng", "Nguyên văn"} <= {*card.labels}
    confirm = lan.tap("◐ Đang làm")
    assert "Tình trạng: đang làm" in confirm.text
    assert kept(bot, "check_in", school) == []
    sent = lan.tap("✅ Gửi")
    assert sent.text.startswith("Đã ghi (bản 1).")
    assert sent.labels[0].startswith("▶ Tiếp:")
    (row,) = kept(bot, "check_in", school)
    assert (row["status"], row["person"]) == ("in_progress", lan.id)
    again = lan.ask("/baocao")
    assert again.text.startswith("Đã báo cáo 1/")
    mine = json.loads(lan.ask("/dulieu").content)
    assert [(each["unit"], each["status"]) for each in mine["check_ins"]] == [(school, "in_progress")]


def test_people_are_counted_by_a_typed_line(bot: BotProcess, lan: Person, school: str) -> None:
    """Where the kind of act has participants a line tells them; no button has to be pressed for it."""
    card = lan.tap(number_of(lan.ask("/baocao"), "uyên truyền"))
    assert "uyên truyền" in card.text
    confirm = lan.tap("✅ Đã xong")
    assert "Có thể gõ số người tham gia" in confirm.text
    wrong = lan.ask("30, 45 nữ")
    assert wrong.text == "Số nữ không thể nhiều hơn tổng số người. Gõ lại cả hai số, ví dụ: 45, 30 nữ"
    filled = lan.ask("45, 30 nữ")
    assert "Số người: 45, trong đó 30 nữ" in filled.text
    lan.tap("📝 Ghi chú")
    noted = lan.ask("phối hợp với công đoàn")
    assert "Ghi chú: phối hợp với công đoàn" in noted.text
    assert lan.tap("✅ Gửi").text.startswith("Đã ghi (bản 1).")
    (row,) = kept(bot, "check_in", school)
    assert row["counts"] == '{"participants": 45, "women": 30}'
    assert row["note"] == "phối hợp với công đoàn"


SAID = "hôm qua tập huấn xong cho 45 người, 30 nữ"


def test_one_sentence_fills_in_a_check_in(bot: BotProcess, lan: Person, school: str) -> None:
    """Three trainings are asked for: which one it was is chosen; then it is looked over and sent."""
    chosen = lan.ask(SAID)
    assert chosen.text.startswith("Thầy cô báo cáo việc nào?")
    assert "Số người: 45, trong đó 30 nữ" in chosen.text
    confirm = lan.tap(number_of(chosen, "nhạy cảm giới"))
    assert {"Tình trạng: đã xong", "Số người: 45, trong đó 30 nữ"} <= {*confirm.text.splitlines()}
    assert "Ghi chú" not in confirm.text
    assert "Ngày làm: " in confirm.text
    assert kept(bot, "check_in", school) == []
    assert lan.tap("✅ Gửi").text.startswith("Đã ghi (bản 1).")
    (row,) = kept(bot, "check_in", school)
    assert (row["status"], row["counts"]) == ("done", '{"participants": 45, "women": 30}')
    assert row["happened_on"] == "2021-03-31"


def test_a_sentence_that_names_its_task_needs_one_tap(bot: BotProcess, lan: Person, school: str) -> None:
    """Typed in a hurry, without accents; what was taken wrongly can be put right, or was a question."""
    confirm = lan.ask("kh thang hanh dong xong r")
    assert "Tháng hành động" in confirm.text
    assert "Tình trạng: đã xong" in confirm.text
    assert lan.tap("Việc khác").text.startswith("Thầy cô báo cáo việc nào?")
    assert lan.tap("❓ Tôi đang hỏi").text == "Vâng, đây là câu hỏi."
    assert "Tháng hành động" in lan.wait()[0].text
    assert kept(bot, "draft", school) == []
    lan.ask("kh thang hanh dong xong r")
    lan.tap("✅ Gửi")
    assert [row["status"] for row in kept(bot, "check_in", school)] == ["done"]


def test_what_may_be_either_is_asked_and_a_question_is_answered_at_once(
    bot: BotProcess, lan: Person, school: str
) -> None:
    assert "không nêu" in lan.ask("hôm qua có văn bản nào nêu hạn nộp báo cáo không").text
    unsure = lan.ask("đã tập huấn cho mấy em lớp 9 rồi")
    assert unsure.labels == ["📝 Báo cáo", "❓ Câu hỏi", "Bỏ"]
    assert lan.tap("📝 Báo cáo").text.startswith("Thầy cô báo cáo việc nào?")
    assert kept(bot, "draft", school) == []
    lan.send("/huy")
    assert [shown.text for shown in lan.wait(2)] == ["Đã bỏ."] * 2
    talk = lan.ask("hôm qua tôi bị ốm nên chưa xong việc nhà")
    assert (talk.text, talk.labels) == ("Đây có phải báo cáo không?", ["📝 Báo cáo", "Không phải"])
    assert "Bỏ" in lan.tap("📝 Báo cáo").labels
    dropped = lan.tap("Bỏ")
    assert (dropped.text, dropped.labels) == ("Đã bỏ.", [])
    assert lan.ask("/huy").text == "Không có việc gì đang dở."
    teacher = joined(bot, school, "teacher")
    assert teacher.ask(SAID).text.startswith("Báo cáo do cán bộ đầu mối của đơn vị gửi")
    assert "Thầy cô báo cáo" not in teacher.ask("đã tập huấn cho mấy em lớp 9 rồi").text


def test_a_sentence_is_about_the_check_in_under_way_and_a_question_leads_back_to_it(
    bot: BotProcess, lan: Person, school: str
) -> None:
    lan.tap(number_of(lan.ask("/baocao"), "uyên truyền"))
    lan.tap("◐ Đang làm")
    answered = lan.ask("hạn nộp báo cáo là khi nào?")
    (back,) = [label for label in answered.labels if label.startswith("▶ Làm tiếp:")]
    assert "Tình trạng: đang làm" in lan.tap(back).text
    filled = lan.ask("xong rồi, có 45 gv dự, 30 nữ")
    assert {"Tình trạng: đã xong", "Số người: 45, trong đó 30 nữ"} <= {*filled.text.splitlines()}
    lan.tap("✅ Gửi")
    assert [row["status"] for row in kept(bot, "check_in", school)] == ["done"]
    lan.ask("kh thang hanh dong xong r")
    chosen = lan.ask(SAID)
    assert chosen.text.startswith("Câu này có lẽ không nói về việc đang làm dở: “Lập kế hoạch, tổ chức Tháng hành động")
    assert "Tập huấn" in chosen.text.split("1. ", 1)[1].splitlines()[0]
    impossible = lan.ask("20/4 đã tập huấn cho 50 người, 60 nữ")
    assert impossible.text.splitlines()[:2] == [
        "Số nữ (60) không thể nhiều hơn tổng số người (50): tôi chưa ghi hai số này.",
        "Ngày 20/4/2021 chưa tới. Việc làm ngày nào? Gõ, ví dụ: hôm qua",
    ]
    begun = lan.tap("1")
    assert begun.text.startswith("Số nữ (60) không thể")
    assert "Ngày làm: 31/3/2021" in lan.ask("hôm qua").text
    assert "Số người: 50, trong đó 40 nữ" in lan.ask("50, 40 nữ").text
    assert "4. ▫ Lập kế hoạch, tổ chức Tháng hành động" in chosen.text


def test_several_are_sent_at_once(bot: BotProcess, lan: Person, school: str) -> None:
    """Eight taps for five tasks; no tick is lost when the bot is killed, nothing is doubled when pressed twice."""
    lan.ask("/baocao")
    lan.tap("☑ Nhiều việc đã xong")
    for number in (1, 2, 3, 4):
        lan.tap(f"☐ {number}")
    assert "☐ 2" in lan.tap("☑ 2").labels
    bot.kill()
    bot.start()
    listed = list_after_a_kill(lan)
    assert listed.labels[0] == "▶ Làm tiếp: 3 việc đã đánh dấu"
    lan.tap("▶ Làm tiếp: 3 việc đã đánh dấu")
    lan.tap("▶")
    lan.tap("☐ 9")
    lan.tap("☐ 10")
    confirm = lan.tap("Tiếp: 5 việc đã đánh dấu ▶")
    assert confirm.text.startswith("Báo cáo đã xong 5 việc này?")
    assert kept(bot, "check_in", school) == []
    update = lan.press("✅ Gửi 5 việc")
    assert lan.wait()[0].text.startswith("Đã ghi 5 việc là đã xong.")
    bot.server.redeliver(update)
    lan.press("✅ Gửi 5 việc", confirm)
    assert [row["status"] for row in kept(bot, "check_in", school)] == ["done"] * 5
    assert kept(bot, "draft", school) == []
    assert lan.ask("/baocao").text.startswith("Đã báo cáo 5/")
    assert any(message.text.startswith("Đã ghi 5 việc là đã xong.") for message in lan.messages)


def test_what_somebody_else_reported_meanwhile_is_left_out(bot: BotProcess, lan: Person, school: str) -> None:
    lan.ask("/baocao")
    lan.tap("☑ Nhiều việc đã xong")
    lan.tap("☐ 1")
    lan.tap("☐ 2")
    lan.tap("Tiếp: 2 việc đã đánh dấu ▶")
    an = joined(bot, school, "officer")
    for tap in ("1", "◐ Đang làm", "✅ Gửi"):
        an.ask("/baocao") if tap == "1" else None
        an.tap(tap)
    assert lan.wait()[0].text.startswith("Người khác của đơn vị vừa báo cáo việc thầy cô đang làm dở")
    told = lan.tap("✅ Gửi 2 việc")
    assert told.text.startswith("Người khác của đơn vị vừa báo cáo, nên bỏ ra:")
    assert lan.tap("✅ Gửi 1 việc").text.startswith("Đã ghi 1 việc là đã xong.")
    assert sorted(str(row["status"]) for row in kept(bot, "check_in", school)) == ["done", "in_progress"]


def test_a_picture_is_attached_to_the_check_in_under_way(bot: BotProcess, lan: Person, school: str) -> None:
    """What not to send is said before; a file can be taken out again; of the name nothing is kept."""
    lan.ask("/baocao")
    lan.tap("1")
    assert "không gửi ảnh của học sinh hay người bị hại" in lan.tap("✅ Đã xong").text
    lan.send_photo(b"anh mot")
    assert "Tệp kèm: 1 (ảnh)" in lan.wait()[0].text
    lan.send_file("Nguyen Van A.pdf", b"%PDF-", mime="application/pdf")
    both = lan.wait()[0]
    assert "Tệp kèm: 2 (ảnh, PDF)" in both.text
    assert {"🗑 1 ảnh", "🗑 2 PDF"} <= {*both.labels}
    lan.send_file("a.exe", b"MZ", mime="application/x-msdownload")
    assert lan.wait()[0].text.startswith("Minh chứng chỉ nhận ảnh")
    assert "Tệp kèm: 1 (PDF)" in lan.tap("🗑 1 ảnh").text
    title = lan.tap("✅ Gửi").text.splitlines()[2]
    (row,) = kept(bot, "check_in", school)
    (file,) = json.loads(str(row["evidence"]))
    assert {name: file[name] for name in ("media_type", "size", "kind")} == {
        "media_type": "application/pdf",
        "size": 5,
        "kind": "document",
    }
    assert "Nguyen" not in str(kept(bot, "check_in", school))
    card = lan.tap(number_of(_listed(lan, title), title))
    assert lan.tap("📎 1 PDF").content == b"%PDF-"
    stranger = joined(bot, f"T{next(SCHOOLS)}", "officer")
    data = next(data for row in card.buttons for label, data in row if label == "📎 1 PDF")
    stranger.press_data(data, stranger.ask("/trogiup"))
    assert stranger.wait()[0].text.startswith("Minh chứng này chỉ người của đơn vị")


def test_pictures_tell_of_a_check_in_by_their_caption_or_are_asked_about(
    bot: BotProcess, lan: Person, school: str
) -> None:
    """Several sent together are answered by one message; a correction may take a file away for good."""
    lan.send_photo(b"mot", media_group_id="7", caption="da khen thuong 3 gv xong")
    lan.send_photo(b"hai", media_group_id="7")
    first, second = lan.wait(2)
    assert first.id == second.id
    assert "Tệp kèm: 2 (ảnh)" in second.text
    lan.tap("✅ Gửi")
    lan.tap("◀ Danh sách")
    lan.send_photo(b"ba")
    asked = lan.wait()[0]
    assert asked.text.startswith("Minh chứng cho việc nào?")
    assert kept(bot, "draft", school) == []
    lan.send("/huy")
    assert [shown.text for shown in lan.wait(2)] == ["Đã bỏ.", "Đã bỏ 1 ảnh vừa nhận."]
    assert "Tệp kèm" not in lan.ask("kh thang hanh dong xong r").text
    lan.tap("Bỏ")
    lan.send_photo(b"bon")
    lan.wait()
    assert "Việc này đến đâu rồi?" in lan.tap("1").text
    filled = lan.tap("✅ Đã xong")
    assert {"Tình trạng: đã xong", "Tệp kèm: 1 (ảnh)"} <= {*filled.text.splitlines()}
    lan.tap("Bỏ")
    lan.tap(number_of(_listed(lan, "hen thưởng"), "hen thưởng"))
    lan.tap("✏️ Sửa")
    lan.tap("✅ Đã xong")
    lan.tap("🗑 1 ảnh")
    assert lan.tap("✅ Gửi").text.startswith("Đã ghi (bản 2).")
    with sqlite3.connect(bot.folder / "data" / "daumoi.db") as database:
        assert database.execute("SELECT count(*) FROM evidence_file WHERE unit = ?", (school,)).fetchone() == (1,)


def test_what_is_blocked_is_asked_why_and_a_question_may_come_between(
    bot: BotProcess, lan: Person, school: str
) -> None:
    lan.ask("/baocao")
    lan.tap("2")
    asked = lan.tap("⚠ Vướng mắc")
    assert "vướng mắc: vì sao?" in asked.text
    lan.reply(asked, "hạn nộp báo cáo là khi nào?")
    answered = lan.wait()[0]
    assert "không nêu" in answered.text
    confirm = lan.ask("chưa có kinh phí")
    assert "Lý do: chưa có kinh phí" in confirm.text
    lan.tap("✅ Gửi")
    (row,) = kept(bot, "check_in", school)
    assert (row["status"], row["reason"]) == ("blocked", "chưa có kinh phí")


def test_pressed_twice_or_delivered_twice_it_is_recorded_once(bot: BotProcess, lan: Person, school: str) -> None:
    lan.ask("/baocao")
    lan.tap("1")
    confirm = lan.tap("☐ Chưa làm")
    update = lan.press("✅ Gửi", confirm)
    lan.wait()
    lan.press("✅ Gửi", confirm)
    bot.server.redeliver(update)
    lan.ask("/trogiup")
    assert len(kept(bot, "check_in", school)) == 1
    assert any(message.text.startswith("Đã ghi (bản 1).") for message in lan.messages)


def test_a_check_in_begun_leaves_other_prompts_alone(lan: Person) -> None:
    """What is asked about a task is about that task once, with a check-in under way too."""
    lan.ask("/baocao")
    lan.tap("1")
    lan.tap("✅ Đã xong")
    lan.ask("/nhiemvu")
    card = lan.tap("1")
    lan.tap(next(label for label in card.labels if "Hỏi" in label))
    lan.ask("hạn nộp là khi nào?")
    assert lan.ask("Ai ký công văn này?").text.startswith("Người ký")


def test_a_killed_bot_goes_on_where_it_was(bot: BotProcess, lan: Person, school: str) -> None:
    lan.ask("/baocao")
    lan.tap("3")
    lan.tap("✅ Đã xong")
    bot.kill()
    bot.start()
    listed = list_after_a_kill(lan)
    (row,) = [label for label in listed.labels if label.startswith("▶ Làm tiếp:")]
    confirm = lan.tap(row)
    assert "Tình trạng: đã xong" in confirm.text
    lan.tap("✅ Gửi")
    assert [row["status"] for row in kept(bot, "check_in", school)] == ["done"]
    assert kept(bot, "draft", school) == []


def test_a_prompt_is_answered_by_a_reply_after_a_restart(bot: BotProcess, lan: Person, school: str) -> None:
    lan.ask("/baocao")
    lan.tap("1")
    asked = lan.tap("✕ Không áp dụng")
    bot.kill()
    bot.start()
    lan.reply(asked, "trường không có học sinh nội trú")
    (confirm,) = lan.wait()
    assert "Lý do: trường không có học sinh nội trú" in confirm.text
    lan.tap("✅ Gửi")
    assert [row["status"] for row in kept(bot, "check_in", school)] == ["not_applicable"]


def test_a_correction_is_a_new_version(bot: BotProcess, lan: Person, school: str) -> None:
    title = lan.ask("/baocao").text.split("\n\n")[1].splitlines()[0].split(" ", 2)[2]
    for tap in ("1", "◐ Đang làm", "✅ Gửi"):
        lan.tap(tap)
    card = lan.tap(number_of(_listed(lan, title), title))
    assert "Đã báo cáo: đang làm – thầy cô gửi" in card.text
    lan.tap("✏️ Sửa")
    lan.tap("✅ Đã xong")
    assert lan.tap("✅ Gửi").text.startswith("Đã ghi (bản 2).")
    assert [(row["version"], row["status"]) for row in kept(bot, "check_in", school)] == [
        (1, "in_progress"),
        (2, "done"),
    ]


def _listed(person: Person, words: str) -> Sent:
    """The page of the list that holds a task."""
    listed = person.ask("/baocao")
    while words not in listed.text:
        listed = person.tap("▶")
    return listed


def test_two_officers_are_told_of_each_other(bot: BotProcess, lan: Person, school: str) -> None:
    an = joined(bot, school, "officer")
    for person, status in ((lan, "✅ Đã xong"), (an, "◐ Đang làm")):
        person.ask("/baocao")
        person.tap("1")
        person.tap(status)
    assert "người khác của đơn vị cũng đang làm dở" in an.last.text
    lan.tap("✅ Gửi")
    assert an.wait()[0].text.startswith("Người khác của đơn vị vừa báo cáo việc thầy cô đang làm dở")
    told = an.tap("✅ Gửi")
    assert "Có người vừa ghi trước" in told.text
    assert "Thầy cô chọn giữ bản nào." in told.text
    assert "Bản vừa ghi: đã xong – người khác của đơn vị gửi" in told.text
    assert "Tình trạng: đang làm" in told.text
    assert len(kept(bot, "check_in", school)) == 1
    assert an.tap("Gửi bản của tôi").text.startswith("Đã ghi (bản 2).")
    assert len(kept(bot, "check_in", school)) == 2


def test_a_reviewer_sends_back_and_the_officer_corrects(bot: BotProcess, lan: Person, school: str) -> None:
    """The reason reaches the officer with a button to correct; approved it is done; locked nothing can be changed."""
    lan.ask("/baocao")
    lan.tap("1")
    lan.tap("✅ Đã xong")
    title = lan.tap("✅ Gửi").text.splitlines()[2]
    head = joined(bot, school, "head")
    assert "🔎 Chờ duyệt" in head.ask("/tiendo").labels
    listed = head.tap("🔎 Chờ duyệt")
    assert listed.text.startswith("Chờ duyệt – Quý II")
    assert title in listed.text
    card = head.tap("1")
    assert "Tình trạng: đã xong – đơn vị gửi" in card.text
    asked = head.tap("↩ Trả lại")
    assert "vì sao?" in asked.text
    assert "không nêu" in head.ask("hạn nộp báo cáo là khi nào?").text
    head.reply(asked, "thiếu số người tham gia")
    assert head.wait()[0].text.startswith("Đã trả lại; đơn vị được báo ngay.")
    told = lan.wait()[0]
    assert told.text.startswith(f"↩ Người duyệt trả lại báo cáo “{title}”")
    assert told.text.endswith("thiếu số người tham gia")
    lan.tap("✏️ Sửa")
    lan.tap("◐ Đang làm")
    assert lan.tap("✅ Gửi").text.startswith("Đã ghi (bản 2).")
    stale = head.tap("✔ Duyệt")
    assert stale.text.startswith("Đơn vị vừa sửa báo cáo này")
    assert "Bản 2, đã sửa: tình trạng" in stale.text
    assert head.tap("✔ Duyệt").text.startswith("Đã duyệt.")
    assert head.tap("🔒 Duyệt và khóa").text.startswith("Đã duyệt và khóa.")
    assert head.tap("◀ Chờ duyệt").text.endswith("Không có báo cáo nào chờ duyệt.")
    card = lan.tap(number_of(_listed(lan, title), title))
    assert "✏️ Sửa" not in card.labels
    verdicts = [row["verdict"] for row in kept(bot, "review", school)]
    assert verdicts == ["sent_back", "approved", "locked"]


def test_only_those_above_review_and_only_below_them(bot: BotProcess, lan: Person, school: str) -> None:
    for tap in ("1", "✅ Đã xong", "✅ Gửi"):
        lan.ask("/baocao") if tap == "1" else None
        lan.tap(tap)
    admin = joined(bot, "SO", "admin")
    admin.ask("/tiendo")
    listed = admin.tap("🔎 Chờ duyệt")
    assert "Trường THCS Số" in listed.text
    card = admin.tap("1")
    approve = next(data for row in card.buttons for label, data in row if label in {"✔ Duyệt", "🔓 Mở khóa"})
    look = next(data for row in listed.buttons for label, data in row if label == "1")
    refusal = "Duyệt báo cáo dành cho thủ trưởng"
    stranger = joined(bot, f"T{next(SCHOOLS)}", "head")
    for person in (lan, stranger):
        for data in (approve, look):
            person.press_data(data, person.ask("/trogiup"))
            assert person.wait()[0].text.startswith(refusal)
    assert kept(bot, "review", school) == []


def test_a_check_in_begun_is_dropped(bot: BotProcess, lan: Person, school: str) -> None:
    lan.ask("/baocao")
    lan.tap("1")
    lan.tap("✅ Đã xong")
    assert lan.ask("/huy").text.startswith("Đã bỏ báo cáo đang làm dở:")
    assert kept(bot, "draft", school) == []
    assert lan.ask("/huy").text == "Không có việc gì đang dở."


def test_a_teacher_reports_nothing_also_by_a_button_of_somebody_else(bot: BotProcess, lan: Person, school: str) -> None:
    teacher = joined(bot, school, "teacher")
    refusal = "Báo cáo dành cho cán bộ đầu mối"
    hello = teacher.ask("/baocao")
    assert hello.text.startswith(refusal)
    lan.ask("/baocao")
    card = lan.tap("1")
    data = next(data for row in card.buttons for label, data in row if label == "✅ Đã xong")
    teacher.press_data(data, hello)
    teacher.ask("/trogiup")
    assert kept(bot, "draft", school) == []
    assert teacher.ask("/tiendo").text.startswith("Tiến độ dành cho")
    assert teacher.ask("/ky").text.startswith("Kỳ báo cáo do người quản trị")


def test_an_administrator_opens_a_period_and_closes_it(bot: BotProcess) -> None:
    admin = joined(bot, "SO", "admin")
    assert admin.ask("/ky mở Quý III").text.startswith("Tôi cần tên kỳ và hạn")
    preview = admin.ask("/ky mở Quý III 30/9/2030")
    assert "Sẽ mở kỳ “Quý III”, hạn 30/9/2030: 23 nhiệm vụ, 40 đơn vị" in preview.text
    opened = admin.tap("✅ Mở kỳ này")
    assert "Đã mở kỳ báo cáo “Quý III”" in opened.text
    listed = admin.ask("/ky")
    admin.tap(next(label for label in listed.labels if label.startswith("Quý III")))
    assert "Đóng kỳ “Quý III”?" in admin.tap("Đóng kỳ").text
    assert admin.tap("Đóng").text.startswith("Đã đóng kỳ báo cáo “Quý III”.")
    again = admin.ask("/ky")
    admin.tap(next(label for label in again.labels if label.startswith("Quý III")))
    admin.tap("Mở lại")
    assert "Đã mở lại" in admin.tap("Mở lại kỳ này").text
    admin.ask("/ky")
    admin.tap(next(label for label in again.labels if label.startswith("Quý III")).replace("đã đóng", "đang mở"))
    admin.tap("Đóng kỳ")
    admin.tap("Đóng")


def test_progress_of_the_own_unit_and_of_the_tree(bot: BotProcess, lan: Person) -> None:
    lan.ask("/baocao")
    for tap in ("1", "✅ Đã xong", "✅ Gửi"):
        lan.tap(tap)
    own = lan.ask("/tiendo")
    assert own.text.startswith("Tiến độ: Trường THCS Số")
    assert "Đã báo cáo 1/" in own.text
    admin = joined(bot, "SO", "admin")
    whole = admin.ask("/tiendo")
    assert whole.text.startswith("Tiến độ: Sở GDĐT Hưng Yên")
    assert "Chưa báo cáo việc nào:" in whole.text
    below = admin.tap(next(label for label in whole.labels if label.startswith("Trường THCS Số")))
    assert below.text.startswith("Tiến độ: Trường THCS Số")
    assert admin.tap("▲ Cấp trên").text == whole.text
    picture = admin.tap("📊 Biểu đồ")
    assert picture.content.startswith(b"\x89PNG")


def test_the_same_as_last_time_is_sent_by_two_taps_from_its_card(bot: BotProcess, lan: Person, school: str) -> None:
    lan.ask("/baocao")
    for tap in ("1", "⚠ Vướng mắc"):
        lan.tap(tap)
    lan.ask("chưa có kinh phí")
    title = lan.tap("✅ Gửi").text.splitlines()[2]
    made = ("period", "open", "--name", "Quý IV", "--due", "2030-12-31", "--like", "Quý II")
    assert bot.daumoi.run(*made).code == 0
    assert lan.ask("/baocao").text == "Thầy cô báo cáo cho kỳ nào?"
    listed = lan.tap("Quý IV – hạn 31/12/2030")
    card = lan.tap(number_of(listed, title))
    assert "Kỳ trước: vướng mắc" in card.text
    assert "Lý do: chưa có kinh phí" in lan.tap("🔁 Như lần trước").text
    assert lan.tap("✅ Gửi").text.startswith("Đã ghi (bản 1).")
    assert [row["reason"] for row in kept(bot, "check_in", school)] == ["chưa có kinh phí"] * 2
    assert bot.daumoi.run("period", "close", "Quý IV").code == 0
    assert lan.ask("/baocao").text.startswith("Đã báo cáo 1/")


def test_a_closed_period_takes_nothing_and_says_so(bot: BotProcess, lan: Person, school: str) -> None:
    lan.ask("/baocao")
    lan.tap("1")
    lan.tap("✅ Đã xong")
    assert bot.daumoi.run("period", "close", "Quý II").code == 0
    assert lan.tap("✅ Gửi").text.startswith("Kỳ báo cáo đã đóng.")
    assert kept(bot, "check_in", school) == []
    assert lan.ask("/baocao").text == "Hiện đơn vị không có kỳ báo cáo nào đang mở."
    assert bot.daumoi.run("period", "reopen", "Quý II").code == 0
    lan.ask("/baocao")
    lan.tap(next(label for label in lan.last.labels if label.startswith("▶ Làm tiếp:")))
    assert lan.tap("✅ Gửi").text.startswith("Đã ghi (bản 1).")


@dataclass
class Reminders:
    """A period of one school alone in which reminders go out at this hour, seen beside the running bot."""

    period: Period
    outbox: Outbox

    @property
    def seen(self) -> Outlook:
        """How it stands."""
        return self.outbox.outlook(self.period.id, Reach(), datetime.now(UTC))

    def wait_for(self, **states: int) -> None:
        """Wait till what was sent is recorded."""
        end = time.monotonic() + PATIENCE
        while self.seen.states != states and time.monotonic() < end:
            time.sleep(0.05)
        assert self.seen.states == states

    def by_hand(self) -> int:
        """How many are queued by a reminder at once."""
        return self.outbox.remind_now(self.period.id, Reach(), datetime.now(UTC))[0]

    @property
    def button(self) -> str:
        """By which an admin chooses it."""
        return f"{self.period.name} – hạn 30/6/2030"


EIGHT = datetime(2030, 6, 23, 8, tzinfo=VIETNAM)
"""When the first of them are reminded by the ladder."""


def _quiet_in(hours: int) -> Quiet:
    """Quiet hours that do not hold now: an hour from so many hours on."""
    start = datetime.now(VIETNAM) + timedelta(hours=hours)
    return Quiet(start.time(), (start + timedelta(hours=1)).time())


@pytest.fixture
def reminders(bot: BotProcess, school: str) -> Iterator[Reminders]:
    engine = open_engine(f"sqlite:///{bot.folder / 'data' / 'daumoi.db'}")
    now = datetime.now(UTC)
    quiet = next(each for each in map(_quiet_in, (11, 9)) if not each.holds(EIGHT))
    periods = Periods(engine)
    asked = periods.find("Quý II").obligations
    period = periods.open(f"Nhắc {school}", date(2030, 6, 30), asked, now=now, unit=school, quiet=quiet)
    yield Reminders(period, Outbox(engine, Units(engine)))
    periods.close(period.id, datetime.now(UTC))
    engine.dispose()


def test_an_admin_has_those_reminded_who_have_not_reported(
    bot: BotProcess, lan: Person, school: str, reminders: Reminders
) -> None:
    """Seen, confirmed, sent in private, once a day; the reminder leads to the report."""
    admin = joined(bot, "SO", "admin")
    assert admin.ask("/nhac").text == "Nhắc báo cáo của kỳ nào?"
    outlook = admin.tap(reminders.button)
    assert "1/1 đơn vị chưa báo cáo đủ." in outlook.text
    assert "08:00 23/6/2030: cán bộ đầu mối (1 người, 1 đơn vị)" in outlook.text
    assert "Nhắc 1 người của 1 đơn vị" in admin.tap("🔔 Nhắc ngay 1 người").text
    assert admin.tap("✅ Nhắc").text == "Đã xếp 1 tin vào hàng chờ gửi."
    (reminder,) = lan.wait()
    assert reminder.text.startswith(f"🔔 Nhắc báo cáo: {reminders.period.name}")
    assert "việc chưa báo cáo" in reminder.text
    assert "văn bản chỉ đạo không đặt hạn này" in reminder.text
    reminders.wait_for(sent=1)
    seen = admin.tap("🔄 Xem lại")
    assert "1 đã gửi" in seen.text
    assert seen.labels == ["🔄 Xem lại", "📊 Xem tiến độ"], "nobody is left to be told today"
    assert lan.tap("📝 Báo cáo ngay").text.startswith("Đã báo cáo 0/")
    states = bot.daumoi.json("remind", reminders.period.name, "--states", "--json")
    assert (states["states"], states["bot_runs"]) == ({"sent": 1}, True)
    assert school in json.loads(lan.ask("/dulieu").content)["reminders"][0]["unit"]


def test_who_is_reminded_may_have_enough_of_it(bot: BotProcess, lan: Person, school: str, reminders: Reminders) -> None:
    """The head of a unit sees it too."""
    head = joined(bot, school, "head")
    assert reminders.by_hand() == 1
    lan.wait()
    silenced = lan.tap("🔕 Thôi nhắc kỳ này")
    assert silenced.text.startswith("Vâng, tôi sẽ không nhắc")
    head.ask("/nhac")
    outlook = head.tap(reminders.button)
    assert "1 người đã tắt nhắc kỳ này." in outlook.text
    assert not [label for label in outlook.labels if label.startswith("🔔")]
    assert lan.tap("🔔 Nhắc lại như trước").text.startswith("Tôi sẽ lại nhắc")


def test_whoever_blocked_the_bot_is_noted(bot: BotProcess, lan: Person, reminders: Reminders) -> None:
    bot.server.fault("sendMessage", BLOCKED, chat=lan.id)
    assert reminders.by_hand() == 1
    reminders.wait_for(blocked=1)
    assert (reminders.seen.blocked, reminders.seen.now.people) == (1, 0)


def test_reminding_is_not_for_everybody(bot: BotProcess, lan: Person, reminders: Reminders) -> None:
    """A role is asked on every act, also of a button that was never shown: of an officer, of another unit's head."""
    assert lan.ask("/nhac").text.startswith("Nhắc báo cáo dành cho thủ trưởng")
    stranger = joined(bot, f"T{next(SCHOOLS)}", "head")
    for person in (lan, stranger):
        person.press_data(callbacks.data(callbacks.RemindNow(reminders.period.id, sure=True)), person.messages[0])
        assert person.wait()[0].text.startswith("Nhắc báo cáo dành cho thủ trưởng")
    assert reminders.seen.states == {}
