"""The bot as people meet it: the real program as a process, against a Bot API server on loopback."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import count

import pytest

from tests.e2e.bot_api import BotApi
from tests.e2e.bot_process import BotProcess
from tests.e2e.people import Person

NUMBERS = count(1000)
QUESTION = "KH thang hanh dong vi BĐG trg co phai lam ko a"
QUOTE = "Xây dựng kế hoạch, triển khai thực hiện Tháng hành động vì bình đẳng giới và phòng, chống bạo lực"
UNITS = """code,name,type,level,parent,province
SO,Sở Giáo dục và Đào tạo Hưng Yên,department,,,Hưng Yên
LHP,Trường THCS Lê Hồng Phong,school,THCS,SO,
NVL,Trường THCS Nguyễn Văn Linh,school,THCS,SO,
TT,Trung tâm GDNN-GDTX Khoái Châu,center,,SO,
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """A bot with a few units, polling."""
    with BotApi() as server:
        made = BotProcess(server, tmp_path_factory.mktemp("bot"), from_the_shell=True)
        (made.folder / "units.csv").write_text(UNITS, "utf-8")
        assert made.daumoi.run("units", "import", "units.csv", "--yes").code == 0
        with made:
            yield made


@pytest.fixture
def lan(bot: BotProcess) -> Person:
    """A teacher nobody has met yet."""
    return bot.server.user(next(NUMBERS))


def kept(bot: BotProcess, table: str) -> list[dict[str, object]]:
    """The rows of a table, read beside the running bot."""
    with sqlite3.connect(bot.folder / "data" / "daumoi.db") as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"SELECT * FROM {table}")]  # noqa: S608 - our own names


def test_a_stranger_is_told_what_is_kept_before_anything_is(bot: BotProcess, lan: Person) -> None:
    hello = lan.ask("/start")
    assert hello.text.startswith("Chào thầy cô! Tôi là Đầu Mối")
    assert "Không lưu tên, không lưu câu hỏi" in hello.text
    assert "Chưa chọn, cứ hỏi thử" in hello.labels
    assert [row for row in kept(bot, "person") if row["telegram_id"] == lan.id] == []
    guest = lan.tap("Chưa chọn, cứ hỏi thử")
    assert "Tôi chưa lưu gì." in guest.text
    assert [row for row in kept(bot, "person") if row["telegram_id"] == lan.id] == []


def test_a_question_is_answered_with_the_sources_words(lan: Person) -> None:
    answer = lan.ask(QUESTION)
    assert answer.text.startswith("Có. Việc này được giao: Lập kế hoạch")
    assert QUOTE in answer.text
    assert len(answer.text) <= 3500


def test_an_english_question_is_answered_in_english(lan: Person) -> None:
    answer = lan.ask("Is there a deadline for the report on gender equality?")
    assert "sets no deadline" in answer.text


def test_a_reply_continues_the_answer_replied_to(lan: Person) -> None:
    """“And when?” is about the task just spoken of, also when something else was asked in between."""
    first = lan.ask(QUESTION)
    lan.ask("Ai ký công văn này?")
    lan.reply(first, "còn hạn thì sao?")
    (answer,) = lan.wait()
    assert "không nêu thời hạn" in answer.text


def test_an_invitation_is_joined_by_one_tap(bot: BotProcess, lan: Person) -> None:
    made = bot.daumoi.json("invite", "--unit", "LHP", "--role", "officer", "--uses", "1", "--json")
    offer = lan.ask(f"/start {made['code']}")
    assert "Thư mời vào Trường THCS Lê Hồng Phong, với vai trò cán bộ đầu mối." in offer.text
    assert [row for row in kept(bot, "person") if row["telegram_id"] == lan.id] == [], "nothing before the tap"
    joined = lan.tap("✅ Tham gia")
    assert joined.text == "Xong! Thầy cô đã vào Trường THCS Lê Hồng Phong (cán bộ đầu mối)."
    (person,) = [row for row in kept(bot, "person") if row["telegram_id"] == lan.id]
    assert (person["unit"], person["role"]) == ("LHP", "officer")
    other = bot.server.user(next(NUMBERS), "An")
    assert "Mã mời này đã dùng hết số lượt" in other.ask(f"/start {made['code']}").text


def test_a_wrong_code_says_so_and_lets_one_choose(lan: Person) -> None:
    refused = lan.ask("/start khong-co-ma-nay")
    assert refused.text.startswith("Mã mời này không dùng được.")
    assert "Trường học" in refused.labels


def test_a_unit_is_found_by_its_name_without_accents(bot: BotProcess, lan: Person) -> None:
    lan.ask("/start")
    prompt = lan.tap("Trường học")
    assert prompt.text.startswith("Gõ tên đơn vị")
    found = lan.ask("thcs nguyen van linh")
    assert found.labels[0] == "Trường THCS Nguyễn Văn Linh"
    chosen = lan.tap("Trường THCS Nguyễn Văn Linh")
    assert "Đã chọn: Trường THCS Nguyễn Văn Linh" in chosen.text
    (person,) = [row for row in kept(bot, "person") if row["telegram_id"] == lan.id]
    assert (person["unit"], person["role"]) == ("NVL", "teacher")


def test_a_role_does_not_end_by_a_slip(bot: BotProcess, lan: Person) -> None:
    made = bot.daumoi.json("invite", "--unit", "LHP", "--role", "head", "--json")
    lan.ask(f"/start {made['code']}")
    lan.tap("✅ Tham gia")
    lan.ask("/donvi")
    lan.tap("Đổi đơn vị")
    lan.ask("nguyen van linh")
    warned = lan.tap("Trường THCS Nguyễn Văn Linh")
    assert "vai trò này kết thúc" in warned.text
    poster = bot.daumoi.json("invite", "--unit", "NVL", "--role", "teacher", "--json")
    assert "vai trò này kết thúc" in lan.ask(f"/start {poster['code']}").text
    (person,) = [row for row in kept(bot, "person") if row["telegram_id"] == lan.id]
    assert (person["unit"], person["role"]) == ("LHP", "head")


def test_the_language_can_be_chosen(lan: Person) -> None:
    lan.ask("/ngonngu")
    assert lan.tap("English").text == "I will speak English from now on."
    assert lan.ask("/trogiup").text.startswith("Just type a question")
    assert lan.ask(QUESTION).text.startswith("Yes.")


def test_all_that_is_kept_is_shown_and_erased(bot: BotProcess, lan: Person) -> None:
    assert lan.ask("/dulieu").text == "Tôi không lưu gì về thầy cô."
    lan.ask("/start")
    lan.tap("Trường học")
    shown = lan.ask("/dulieu")
    assert shown.file == "dau-moi-du-lieu.json"
    assert json.loads(shown.content)["telegram_id"] == lan.id
    lan.ask("/xoadulieu")
    assert lan.tap("Giữ lại").text == "Vâng, tôi giữ nguyên."
    lan.ask("/xoadulieu")
    assert lan.tap("Xóa hết").text.startswith("Đã xóa hết.")
    assert [row for row in kept(bot, "person") if row["telegram_id"] == lan.id] == []


def test_someone_in_danger_gets_help_lines_and_nothing_is_kept(bot: BotProcess, lan: Person) -> None:
    words = "em bị thầy đánh ở trường, em sợ lắm xyzzy"
    answer = lan.ask(words)
    assert "111" in answer.text
    assert "Tin nhắn này không được lưu lại." in answer.text
    assert answer.buttons == ()
    assert "xyzzy" not in bot.log
    for file in (bot.folder / "data").glob("daumoi.db*"):
        assert b"xyzzy" not in file.read_bytes()


def test_danger_is_heard_also_where_something_else_was_asked(bot: BotProcess, lan: Person) -> None:
    """What is written in answer to “what is wrong?” is kept; a cry for help is not."""
    lan.ask("Ai ký công văn này?")
    lan.reply(lan.tap("👎"), "em bị thầy đánh ở trường, em sợ lắm")
    assert "111" in lan.wait()[0].text
    assert all(row["reason"] is None for row in kept(bot, "feedback"))


def test_the_log_holds_no_words_and_no_token(bot: BotProcess, lan: Person) -> None:
    lan.ask("câu hỏi có một từ lạ: plughplugh")
    assert "plughplugh" not in bot.log
    assert bot.server.token not in bot.log
    assert "answered:" in bot.log


def test_what_is_no_text_gets_a_kind_sentence(lan: Person) -> None:
    lan.send("", voice={"file_id": "v", "file_unique_id": "v", "duration": 3})
    assert lan.wait()[0].text.startswith("Tôi chưa nghe được tin thoại.")
    lan.send("", location={"latitude": 20.6, "longitude": 106.0})
    assert lan.wait()[0].text.startswith("Tôi không cần vị trí")
    lan.send_file("de.pdf", b"%PDF")
    assert lan.wait()[0].text.startswith("Tôi chưa đọc tệp")
    assert lan.ask("/khongco").text == "Tôi không có lệnh đó. Các lệnh: /trogiup"


def test_an_update_that_comes_twice_is_answered_once(bot: BotProcess, lan: Person) -> None:
    number = lan.send(QUESTION)
    lan.wait()
    bot.server.redeliver(number)
    lan.ask("Ai ký công văn này?")
    assert len(lan.messages) == 2


def test_an_old_button_says_what_to_do_instead(lan: Person) -> None:
    shown = lan.ask("/start")
    lan.press_data("từ-một-bản-rất-cũ", shown)
    lan.ask("/trogiup")
    assert lan.toasts[-1] == "Nút này đã cũ. Mở lại: /nhiemvu"


def test_a_corrected_question_is_answered_again(bot: BotProcess, lan: Person) -> None:
    update = lan.send("Ai ký công văn này?")
    lan.wait()
    lan.edit(bot.server.message_id(update), QUESTION)
    (answer,) = lan.wait()
    assert QUOTE in answer.text


def test_a_flood_is_cut_and_told(lan: Person) -> None:
    """Fifty messages at once: the first are answered in order, then the person is told once about the rest."""
    for _ in range(50):
        lan.send("Ai ký công văn này?")
    while "tin cuối tôi chưa đọc" not in (text := lan.wait(patience=20)[0].text):
        assert text.startswith("Người ký")
    answered = len(lan.messages) - 1
    assert answered < 20
    assert f"{50 - answered} tin cuối" in text


def test_in_a_group_the_bot_speaks_when_spoken_to(bot: BotProcess, lan: Person) -> None:
    group = lan.within(-100500)
    group.send("Chiều nay họp tổ nhé")
    group.send(f"@{bot.server.username} {QUESTION}")
    (answer,) = group.wait()
    assert QUOTE in answer.text
    assert answer.reply_to is not None
    group.reply(answer, "còn hạn thì sao?")
    (second,) = group.wait()
    assert "không nêu thời hạn" in second.text
    group.send(f"/hoi@{bot.server.username} {QUESTION}")
    (third,) = group.wait()
    assert QUOTE in third.text
    assert len(group.messages) == 3
