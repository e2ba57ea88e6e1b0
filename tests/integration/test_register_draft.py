"""`daumoi draft`: a register file to be finished, with a model and without."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from knowledge.errors import RegisterError
from knowledge.register_entry import Entry
from tests.model_server import Script, model_server

LETTER = """SỞ GIÁO DỤC VÀ ĐÀO TẠO HƯNG YÊN
Số: 77/SGDĐT-CTTT
Hưng Yên, ngày 5 tháng 3 năm 2021
V/v tuyên truyền pháp luật năm 2021
Kính gửi: Các trường trực thuộc Sở.

Sở Giáo dục và Đào tạo đề nghị các đơn vị thực hiện các nội dung sau:
1. Xây dựng kế hoạch tuyên truyền Luật Trẻ em, bảo đảm phù hợp với điều kiện thực tế của đơn vị trong năm 2021.
2. Tổ chức tập huấn kỹ năng phòng, chống xâm hại trẻ em cho giáo viên chủ nhiệm và cán bộ Đoàn, Đội trong nhà trường.
Nơi nhận: Như trên.
GIÁM ĐỐC
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Script]:
    with model_server() as script:
        yield script


@pytest.fixture
def loaded(tmp_path: Path, data_folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The id of a letter that nobody has reviewed."""
    del data_folder
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "letter.txt").write_text(LETTER, "utf-8")
    assert main(["refresh", str(folder), "--yes", "--json"]) == 0
    (added,) = json.loads(capsys.readouterr().out)["added"]
    return str(added)


def test_without_a_model_the_rules_draft(loaded: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", loaded]) == 0
    printed = capsys.readouterr().out
    read = tomllib.loads(printed)
    assert read["document"] == loaded
    assert [each["provision"] for each in read["obligation"]] == ["1", "2"]
    assert "Chưa ai duyệt" in printed
    assert "Mô hình" not in printed
    with pytest.raises(RegisterError, match="title_en"):
        Entry(read["obligation"][0], "draft").required_bilingual("title")


def test_a_model_suggests_and_what_stands_is_marked(
    loaded: str, server: Script, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "local")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    assert main(["draft", loaded, "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert first["title"] == "Xây dựng kế hoạch tuyên truyền Luật Trẻ em"
    assert first["suggested"] == ["title"]
    assert first["ruled"]["title"] != first["title"]
    assert (second["act"], second["reviewed"]) == ("train", False)
    assert main(["draft", loaded]) == 0
    assert "Mô hình gợi ý title; quy tắc: plan, " in capsys.readouterr().out


def test_a_model_that_lies_adds_nothing(
    loaded: str, server: Script, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "local")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    for step in ("wrong_json", "leak", 500):
        server.steps = [step]
        assert main(["draft", loaded, "--json"]) == 0
        assert [each["suggested"] for each in json.loads(capsys.readouterr().out)] == [[], []]
