"""A bot with a chat model: what a teacher sees while the model is still writing, and when it is done."""

import json
import sqlite3
from collections.abc import Iterator

import pytest

from knowledge.phrasing.prompts import PromptFiles
from tests.e2e.bot_api import BotApi
from tests.e2e.bot_process import BotProcess
from tests.model_server import Asked, Script, model_server

QUESTION = "Tháng hành động vì bình đẳng giới cần triển khai thế nào?"
FIRST = "Trường lập kế hoạch và triển khai Tháng hành động vì bình đẳng giới năm 2021."
SECOND = "Việc này cần hiệu quả, sáng tạo, tiết kiệm, có sức lan tỏa."
LIE = "Hạn nộp kế hoạch là ngày 30/9/2021, nếu không trường sẽ bị xử phạt theo quy định của Sở."
QUOTE = "Xây dựng kế hoạch, triển khai thực hiện Tháng hành động"


def speech(asked: Asked) -> str:
    tokens = [token for token, words in asked.passages if "Tháng hành động" in words][:1]
    said = [{"text": text, "tokens": tokens} for text in (FIRST, LIE, SECOND)]
    return json.dumps({"refusal": None, "sentences": said}, ensure_ascii=False)


@pytest.fixture(scope="module")
def model() -> Iterator[Script]:
    with model_server() as script:
        script.steps = (speech,)
        script.pieces = len(speech(Asked("", "")).partition(LIE)[0])  # the first piece ends within the lie
        yield script


@pytest.fixture(scope="module")
def bot(model: Script, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    settings = {
        "OPENAI_API_KEY": "sk-secret",
        "OPENAI_BASE_URL": model.url,
        "OPENAI_CHAT_MODEL": "stand-in",
        "OPENAI_EMBEDDING_MODEL": "multilingual-e5-small-q4",
    }
    with BotApi() as server, BotProcess(server, tmp_path_factory.mktemp("bot"), settings) as made:
        yield made


def test_the_first_sentence_is_read_before_the_model_has_finished(bot: BotProcess, model: Script) -> None:
    """A draft in private; the whole answer then comes as one message, with the letter's words, without the lie."""
    model.pause = 8
    lan = bot.server.user(11)
    lan.send(QUESTION)
    (draft,) = bot.server.wait_for_calls("sendMessageDraft")
    assert draft["text"] == FIRST
    assert model.done_at == []
    model.hurry.set()
    (answer,) = lan.wait()
    assert answer.text.startswith(f"{FIRST} {SECOND}\n")
    assert QUOTE in answer.text
    assert "30/9" not in answer.text


def test_a_vote_is_kept_with_the_prompts_version(bot: BotProcess) -> None:
    lan = bot.server.user(11)
    lan.press("👍", on=lan.last)
    bot.server.wait_for_calls("answerCallbackQuery")
    with sqlite3.connect(bot.folder / "data" / "daumoi.db") as database:
        assert database.execute("SELECT vote, prompt_version FROM feedback").fetchall() == [
            (1, PromptFiles().version("answer"))
        ]


def test_in_a_group_the_message_itself_grows(bot: BotProcess, model: Script) -> None:
    model.hurry.clear()
    model.done_at.clear()
    group = bot.server.user(12).within(-500)
    group.send(f"/hoi {QUESTION}", entities=[{"type": "bot_command", "offset": 0, "length": 4}])
    (begun,) = group.wait()
    assert (begun.text, model.done_at) == (FIRST, [])
    model.hurry.set()
    whole = group.wait()[-1]
    while QUOTE not in whole.text:
        whole = group.wait()[-1]
    assert whole.id == begun.id
    assert "30/9" not in whole.text


def test_nothing_secret_is_logged(bot: BotProcess) -> None:
    assert "sk-secret" not in bot.log
    assert "Tháng hành động" not in bot.log
    assert "prompt answer" in bot.log
