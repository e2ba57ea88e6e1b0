"""Every flow once against a strict Bot API emulator, if one stands beside the project."""

import socket
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.progress.model import VIETNAM
from tests.e2e.program import ROOT
from tests.e2e.strict import EMULATOR, strict_bot

PATIENCE = 30

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.slow,
    pytest.mark.skipif(not EMULATOR.exists(), reason="the strict emulator is not beside the project"),
]


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module", params=["polling", "webhook"])
async def bot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Any]:
    """The emulator with the bot at work, and invitations for the tests."""
    pytest.importorskip("aiohttp")
    settings = webhook() if request.param == "webhook" else {}
    folder = tmp_path_factory.mktemp(request.param)
    async with strict_bot(folder, settings, ROOT / "docs" / "units-example.csv") as emulator:
        assert await emulator.wait_bot(60) == request.param
        yield emulator


def webhook() -> dict[str, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    return {
        "TELEGRAM_WEBHOOK_URL": f"http://{address}/hook",
        "TELEGRAM_WEBHOOK_LISTEN": address,
        "TELEGRAM_WEBHOOK_SECRET": "bi-mat",
    }


async def test_a_head_joins_reads_and_invites(bot: Any) -> None:
    school = next(u for u in bot.program.json("units", "list", "--json") if u["type"] == "school")
    made = bot.program.json("invite", "--unit", school["code"], "--role", "head", "--json")
    head = await bot.new_user("Hạnh", language_code="vi")
    offer = await head.ask(f"/start {made['code']}", timeout=PATIENCE)
    assert school["name"] in offer["text"]
    await head.tap("✅ Tham gia", timeout=PATIENCE)
    tasks = await head.tap("📋 Việc của đơn vị", timeout=PATIENCE)
    assert school["name"] in tasks["text"]
    await head.tap("▶", timeout=PATIENCE)
    await head.ask("/moi", timeout=PATIENCE)
    invitation = await head.tap("giáo viên, nhân viên", timeout=PATIENCE)
    assert "?start=" in invitation["text"]
    await head.tap("Thu hồi", timeout=PATIENCE)


async def test_a_task_is_opened_to_its_source(bot: Any) -> None:
    lan = await bot.new_user("Lan", language_code="vi")
    await lan.ask("/nhiemvu", timeout=PATIENCE)
    card = await lan.tap("1", timeout=PATIENCE)
    assert "văn bản không nêu hạn" in card["text"]
    assert "Xây dựng kế hoạch triển khai" in (await lan.tap("Nguyên văn", timeout=PATIENCE))["text"]
    await lan.tap("So với Bộ", timeout=PATIENCE)
    prompt = await lan.tap("Hỏi về việc này", timeout=PATIENCE)
    assert prompt["text"].startswith("Thầy cô hỏi gì về việc")
    answer = await lan.ask("hạn khi nào", reply_to=prompt["message_id"], timeout=PATIENCE)
    assert "không nêu thời hạn" in answer["text"]


async def test_lists_are_taken_away(bot: Any) -> None:
    an = await bot.new_user("An", language_code="vi")
    await an.ask("/nhiemvu", timeout=PATIENCE)
    assert "26." in (await an.tap("Bản để sao chép", timeout=PATIENCE))["text"]
    assert (await an.tap("Bản in", timeout=PATIENCE))["content"]["file_name"].endswith(".docx")
    await an.tap("Lọc loại việc", timeout=PATIENCE)


async def test_questions_of_all_kinds(bot: Any) -> None:
    nam = await bot.new_user("Nam", language_code="vi")
    answer = await nam.ask("truong co phai lap ke hoach thang hanh dong ko", timeout=PATIENCE)
    assert answer["text"].startswith("Có.")
    await nam.press("👍")
    assert (await nam.event(types=["callback_answer"]))["text"] == "Cảm ơn thầy cô!"
    assert "không nêu" in (await nam.ask("Hạn chót nộp báo cáo là ngày mấy?", timeout=PATIENCE))["text"]
    assert "tasks" in (await nam.ask("What must my school do this year?", timeout=PATIENCE))["text"]
    assert "111" in (await nam.ask("em bị bố đánh, em sợ lắm", timeout=PATIENCE))["text"]


async def test_a_bad_answer_is_told(bot: Any) -> None:
    mai = await bot.new_user("Mai", language_code="vi")
    await mai.ask("ai ký công văn", timeout=PATIENCE)
    why = await mai.tap("👎", timeout=PATIENCE)
    assert (await mai.ask("sai chức vụ", reply_to=why["message_id"], timeout=PATIENCE))["text"] == "Cảm ơn thầy cô!"


async def test_someone_chooses_a_unit_and_has_everything_erased(bot: Any) -> None:
    hoa = await bot.new_user("Hoa", language_code="vi")
    await hoa.ask("/start", timeout=PATIENCE)
    await hoa.tap("Trường học", timeout=PATIENCE)
    found = await hoa.ask("thcs", timeout=PATIENCE)
    await hoa.tap(found["buttons"][0][0]["text"], timeout=PATIENCE)
    assert (await hoa.ask("/dulieu", timeout=PATIENCE))["content"]["file_name"].endswith(".json")
    await hoa.ask("/xoadulieu", timeout=PATIENCE)
    assert (await hoa.tap("Xóa hết", timeout=PATIENCE))["text"].startswith("Đã xóa hết.")


async def test_the_other_commands_and_old_buttons(bot: Any) -> None:
    binh = await bot.new_user("Binh", language_code="en")
    shown = await binh.ask("/ngonngu", timeout=PATIENCE)
    await binh.tap("English", timeout=PATIENCE)
    assert "Just type" in (await binh.ask("/trogiup", timeout=PATIENCE))["text"]
    await binh.ask("/donvi", timeout=PATIENCE)
    await bot.press_stale(chat_id=binh.chat_id, message_id=shown["message_id"], data="a-very-old-button")
    toast = await binh.event(types=["callback_answer"])
    assert "out of date" in toast["text"]


async def test_voice_stickers_files_and_places(bot: Any) -> None:
    chi = await bot.new_user("Chi", language_code="vi")
    await chi.send_file("voice", b"OggS" + bytes(200), name="a.ogg")
    assert "tin thoại" in (await chi.reply(timeout=PATIENCE))["text"]
    await chi.send_file("photo", size=20_000, name="a.jpg")
    assert "ảnh" in (await chi.reply(timeout=PATIENCE))["text"]
    await bot.send_content(
        chat_id=chi.chat_id, user_id=chi.user_id, content={"location": {"latitude": 20.6, "longitude": 106.0}}
    )
    assert "vị trí" in (await chi.reply(timeout=PATIENCE))["text"]


async def test_who_has_not_reported_is_reminded(bot: Any) -> None:
    school = next(u for u in bot.program.json("units", "list", "--json") if u["type"] == "school")
    made = bot.program.json("invite", "--unit", school["code"], "--role", "head", "--json")
    head = await bot.new_user("Hà", language_code="vi")
    await head.ask(f"/start {made['code']}", timeout=PATIENCE)
    await head.tap("✅ Tham gia", timeout=PATIENCE)
    far = datetime.now(VIETNAM) + timedelta(hours=11)
    quiet = ("--quiet", f"{far:%H:%M}-{far + timedelta(hours=1):%H:%M}")
    opened = ("period", "open", "--name", "Quý IV", "--due", "2090-12-31", "--unit", school["code"], *quiet)
    assert bot.program.run(*opened).code == 0
    outlook = await head.ask("/nhac", timeout=PATIENCE)
    assert "1/1 đơn vị chưa báo cáo đủ." in outlook["text"]
    await head.tap(outlook["buttons"][0][0]["text"], timeout=PATIENCE)
    await head.press("✅ Nhắc")
    said = [(await head.reply(timeout=PATIENCE))["text"] for _ in range(2)]
    assert any(text.startswith("🔔 Nhắc báo cáo: Quý IV") for text in said)
    silenced = await head.tap("🔕 Thôi nhắc kỳ này", timeout=PATIENCE)
    assert silenced["text"].startswith("Vâng, tôi sẽ không nhắc")
    assert bot.program.run("period", "close", "Quý IV").code == 0


async def test_a_group_is_left_alone_until_it_asks(bot: Any) -> None:
    teacher = await bot.new_user("Giang", language_code="vi")
    group = await bot.create_group(title="Tổ Văn", members=[teacher.user_id])
    here = bot.in_group(group["id"], teacher.user_id)
    hello = await here.event(timeout=PATIENCE)
    assert "Trong nhóm" in hello["message"]["text"]
    answer = await here.ask("/hoi@emulated_test_bot có phải lập kế hoạch tháng hành động ko", timeout=PATIENCE)
    assert answer["text"].startswith("Có.")
    more = await here.ask("còn hạn thì sao?", reply_to=answer["message_id"], timeout=PATIENCE)
    assert "không nêu" in more["text"]


async def test_someone_blocks_the_bot_and_comes_back(bot: Any) -> None:
    hue = await bot.new_user("Huệ", language_code="vi")
    await hue.ask("ai ký công văn", timeout=PATIENCE)
    await bot.block(user_id=hue.user_id)
    await bot.drain()
    await bot.block(user_id=hue.user_id, blocked=False)
    assert (await hue.ask("ai ký công văn", timeout=PATIENCE))["text"].startswith("Người ký")
