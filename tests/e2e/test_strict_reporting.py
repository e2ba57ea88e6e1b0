"""A report's whole life against the strict Bot API emulator, if one stands beside the project."""

import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.e2e.quiet_hours import far_from_now
from tests.e2e.strict import EMULATOR, strict_bot

PATIENCE = 30
UNITS = """code,name,type,level,parent,province
SO,Sở GDĐT Hưng Yên,department,,,Hưng Yên
T1,Trường THCS Nguyễn Văn Linh,school,THCS,SO,
T2,Trường Mầm non Hoa Sen,school,mầm non,SO,
"""
NOTE = "Giấy khen cấp trường cho 3 giáo viên"
SAID = "hôm qua tập huấn xong cho 45 người, 30 nữ"

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.slow,
    pytest.mark.skipif(not EMULATOR.exists(), reason="the strict emulator is not beside the project"),
]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Any]:
    pytest.importorskip("aiohttp")
    (tmp_path / "units.csv").write_text(UNITS, "utf-8")
    settings = {"DAUMOI_TODAY": "2021-04-01", "TELEGRAM_BOT_USERNAME": "emulated_test_bot"}
    async with strict_bot(tmp_path, settings, tmp_path / "units.csv") as emulator:
        yield emulator


class Hand:
    """A person's taps, counted, with the seconds they took."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.taps = self.texts = 0
        self.begun = time.monotonic()

    async def tap(self, label: str) -> Any:
        """Press a button; the page it leads to."""
        self.taps += 1
        return await self.user.tap(label, timeout=PATIENCE)

    async def write(self, text: str) -> Any:
        """Type a line; the answer."""
        self.texts += 1
        return await self.user.ask(text, timeout=PATIENCE)

    def told(self, what: str) -> str:
        """What something took since the last time this was asked."""
        seconds = time.monotonic() - self.begun
        line = f"{what}: {self.taps} taps, {self.texts} lines typed, {seconds:.1f} s"
        self.taps = self.texts = 0
        self.begun = time.monotonic()
        return line


async def joined(bot: Any, name: str, unit: str, role: str) -> Hand:
    made = bot.program.json("invite", "--unit", unit, "--role", role, "--json")
    person = await bot.new_user(name, language_code="vi")
    await person.ask(f"/start {made['code']}", timeout=PATIENCE)
    await person.tap("✅ Tham gia", timeout=PATIENCE)
    return Hand(person)


def number_of(page: Any, words: str) -> str:
    return str(next(line.split(".")[0] for line in page["text"].splitlines() if words in line))


async def test_the_whole_life_of_a_report(bot: Any, tmp_path: Path) -> None:
    """Opened, invited, reported, sent back, corrected, approved, locked, reminded, exported; no rule is violated."""
    admin = await joined(bot, "Bình", "SO", "admin")
    await admin.write("/ky mở Quý II 30/6/2030")
    assert "Đã mở kỳ báo cáo" in (await admin.tap("✅ Mở kỳ này"))["text"]
    lan = await joined(bot, "Lan", "T1", "officer")
    figures = [await by_taps(lan), await by_a_sentence(lan), await several_at_once(lan), await resumed(lan)]
    print("\n".join(["", *figures]))  # noqa: T201 - what a person has to do
    stay_awake(tmp_path)
    await reviewed(admin, lan)
    await reminded(admin, lan)
    made = await out_of_order(bot)
    link = exported(bot, tmp_path, 8 + made)
    shown = await admin.write(f"/start {link.partition('start=')[2]}")
    assert shown["kind"] == "photo"


async def by_taps(lan: Hand) -> str:
    """/baocao, the task, the status, send."""
    lan.told("")
    await lan.write("/baocao")
    await lan.tap("1")
    await lan.tap("◐ Đang làm")
    assert (await lan.tap("✅ Gửi"))["text"].startswith("Đã ghi (bản 1).")
    return lan.told("one by taps")


async def by_a_sentence(lan: Hand) -> str:
    """A sentence that fits three tasks: the task, send."""
    chosen = await lan.write(SAID)
    await lan.tap(number_of(chosen, "nhạy cảm giới"))
    assert (await lan.tap("✅ Gửi"))["text"].startswith("Đã ghi (bản 1).")
    return lan.told("one by a sentence")


async def several_at_once(lan: Hand) -> str:
    """/baocao, several, a tick each, go on, send."""
    await lan.write("/baocao")
    await lan.tap("☑ Nhiều việc đã xong")
    for number in range(1, 6):
        await lan.tap(f"☐ {number}")
    await lan.tap("Tiếp: 5 việc đã đánh dấu ▶")
    assert (await lan.tap("✅ Gửi 5 việc"))["text"].startswith("Đã ghi 5 việc")
    return lan.told("five at once")


async def resumed(lan: Hand) -> str:
    """A check-in begun, a question in between, gone on with from the list, with a picture."""
    await lan.write("khen thưởng 3 giáo viên xong rồi")
    assert "không nêu" in (await lan.write("hạn nộp báo cáo là khi nào?"))["text"]
    lan.told("")
    listed = await lan.write("/baocao")
    await lan.tap(next(b["text"] for row in listed["buttons"] for b in row if b["text"].startswith("▶ Làm tiếp:")))
    await lan.user.send_file("photo", size=20_000, name="a.jpg")
    assert "Tệp kèm: 1 (ảnh)" in (await lan.user.reply(timeout=PATIENCE))["text"]
    assert (await lan.tap("✅ Gửi"))["text"].startswith("Đã ghi (bản 1).")
    return lan.told("one resumed, with a picture")


async def reviewed(admin: Hand, lan: Hand) -> None:
    """Sent back with a reason, corrected, approved, locked."""
    await admin.write("/tiendo")
    listed = await admin.tap("🔎 Chờ duyệt")
    await admin.tap(number_of(listed, "hen thưởng"))
    assert (await admin.tap("📎 1 ảnh"))["kind"] == "photo"
    await admin.tap("↩ Trả lại")
    assert (await admin.write("ghi rõ khen thưởng ai, cấp nào"))["text"].startswith("Đã trả lại")
    assert (await lan.user.reply(timeout=PATIENCE))["text"].endswith("ghi rõ khen thưởng ai, cấp nào")
    await lan.tap("✏️ Sửa")
    await lan.tap("✅ Đã xong")
    await lan.tap("📝 Ghi chú")
    assert "Thay cho bản 1" in (await lan.write(NOTE))["text"]
    assert (await lan.tap("✅ Gửi"))["text"].startswith("Đã ghi (bản 2).")
    await admin.write("/tiendo")
    listed = await admin.tap("🔎 Chờ duyệt")
    card = await admin.tap(number_of(listed, "hen thưởng"))
    assert "Bản 2, đã sửa: ghi chú" in card["text"]
    assert (await admin.tap("✔ Duyệt"))["text"].startswith("Đã duyệt.")
    assert (await admin.tap("🔒 Duyệt và khóa"))["text"].startswith("Đã duyệt và khóa.")


async def reminded(admin: Hand, lan: Hand) -> None:
    """Those who have not reported whole are reminded by hand, and led to their tasks."""
    assert "2/2 đơn vị chưa báo cáo đủ." in (await admin.write("/nhac"))["text"]
    await admin.tap("🔔 Nhắc ngay 1 người")
    assert (await admin.tap("✅ Nhắc"))["text"] == "Đã xếp 1 tin vào hàng chờ gửi."
    assert (await lan.user.reply(timeout=PATIENCE))["text"].startswith("🔔 Nhắc báo cáo: Quý II")
    assert (await lan.tap("📝 Báo cáo ngay"))["text"].startswith("Đã báo cáo ")


def stay_awake(folder: Path) -> None:
    """Nobody is told of anything in quiet hours, and the test may run in the night."""
    start, _, end = far_from_now().partition("-")
    with sqlite3.connect(folder / "data" / "daumoi.db") as database:
        database.execute("UPDATE reporting_period SET quiet_start = ?, quiet_end = ?", (start, end))
    database.close()


async def out_of_order(bot: Any) -> int:
    """Presses that arrive the wrong way round record once, or nothing; how many check-ins there are."""
    an = await joined(bot, "An", "T2", "officer")
    await an.write("/baocao")
    await an.tap("1")
    await an.tap("✅ Đã xong")
    await bot.pause_updates()
    for label in ("✅ Gửi", "Bỏ"):
        await an.user.press(label)
    await bot.resume_updates(order="reversed")
    await bot.drain()
    reported = int(bot.program.json("progress", "--unit", "T2", "--json")["reported"])
    assert reported in (0, 1)
    return reported


def exported(bot: Any, folder: Path, rows: int) -> str:
    """Every file, each check-in in its latest version; the link to the picture."""
    for kind in ("xlsx", "csv", "png"):
        made = ("export", "--kind", "progress", "--format", kind, "--out", str(folder / f"a.{kind}"))
        assert bot.program.run(*made).code == 0
    report = ("export", "--kind", "report", "--format", "docx", "--unit", "T1", "--out", str(folder / "a.docx"))
    assert bot.program.run(*report).code == 0
    sheet = load_workbook(folder / "a.xlsx").worksheets[2]
    (link,) = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert link.startswith("https://t.me/emulated_test_bot?start=f-")
    written = (folder / "a.csv").read_text("utf-8-sig")
    assert NOTE in written
    assert written.count("\n") == 1 + rows
    return str(link)
