"""A chat model on a server: what it says when it behaves, and what becomes of everything else."""

import gc
import inspect
import logging
import subprocess
import sys
import time
import traceback
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI

from knowledge.adapters.chat_model import _LINE, FAULTS, Manners, OpenAIChatModel
from knowledge.errors import (
    ChatModelError,
    ModelMalformedError,
    ModelMisconfiguredError,
    ModelRefusedError,
    ModelTimedOutError,
    ModelUnavailableError,
)
from knowledge.phrasing.model import Prompt, Refusal, Sentence, Shown, Usage
from knowledge.phrasing.prompts import PromptFiles, passages_text
from knowledge.phrasing.replies import SHAPES, read_question, read_sentences
from tests.model_server import Script, Step, model_server

KEY = "sk-this-is-the-secret-key"
PASSAGES = (
    Shown("K7Q2", "Tổ chức khen thưởng, biểu dương các cá nhân có thành tích xuất sắc.", "Công văn 1188, mục 4"),
    Shown("M3XA", "Xây dựng kế hoạch, triển khai thực hiện Tháng hành động vì bình đẳng giới.", "Công văn 1188, mục 2"),
)


@pytest.fixture(scope="module")
def one_server() -> Iterator[Script]:
    with model_server() as script:
        yield script


@pytest.fixture(autouse=True)
def server(one_server: Script) -> Script:
    """The server of all these tests, as it is at first."""
    fresh = Script(url=one_server.url)
    one_server.__dict__.update(fresh.__dict__)
    return one_server


@pytest.fixture(scope="module")
def model(one_server: Script) -> OpenAIChatModel:
    return OpenAIChatModel(KEY, "stand-in", base_url=one_server.url, timeout=20)


@pytest.fixture(scope="module")
def hurried(one_server: Script) -> OpenAIChatModel:
    """A model that is given up after half a second of silence."""
    return OpenAIChatModel(KEY, "stand-in", base_url=one_server.url, timeout=1)


def prompt(question: str = "Tháng hành động có phải làm kế hoạch không?") -> Prompt:
    return PromptFiles().render(
        "answer",
        question=question,
        unit="school",
        today="2021-06-15",
        language="Vietnamese",
        passages=passages_text(PASSAGES),
        faults="none",
    )


def spoken(model: OpenAIChatModel, asked: Prompt | None = None) -> Generator[str, None, None]:
    asked = asked or prompt()
    with closing(model.speak(asked, SHAPES[asked.name])) as pieces:
        yield from (piece for piece in pieces if isinstance(piece, str))


def replied(model: OpenAIChatModel) -> list[Sentence | Refusal]:
    with closing(spoken(model)) as pieces:
        return list(read_sentences(pieces))


def test_a_good_reply_arrives_with_its_cost(model: OpenAIChatModel, server: Script) -> None:
    pieces = list(model.speak(prompt(), SHAPES["answer"]))
    assert list(read_sentences(piece for piece in pieces if isinstance(piece, str))) == [
        Sentence("Xây dựng kế hoạch, triển khai thực hiện Tháng hành động vì bình đẳng giới.", ("M3XA",))
    ]
    assert [piece for piece in pieces if isinstance(piece, Usage)] == [Usage(*server.usages[0])]


def test_what_is_asked_is_strict_and_bounded(model: OpenAIChatModel, server: Script) -> None:
    """The schema goes along; the key goes into its header and nowhere else."""
    replied(model)
    (request,) = server.requests
    asked = request["response_format"]
    assert (asked["type"], asked["json_schema"]["strict"]) == ("json_schema", True)
    assert asked["json_schema"]["schema"] == SHAPES["answer"]
    assert (request["model"], request["stream"], request["temperature"]) == ("stand-in", True, 0)
    assert request["max_tokens"] > 0
    assert server.keys == [f"Bearer {KEY}"]
    assert KEY not in str(request)


def test_a_sentence_is_there_before_the_reply_ends(model: OpenAIChatModel, server: Script) -> None:
    """The reader of the first sentence does not wait for the second."""
    server.steps, server.pieces, server.pause = ["two_sentences"], 20, 0.05
    sentences = read_sentences(spoken(model))
    first = next(sentences)
    assert isinstance(first, Sentence)
    assert server.done_at == []
    assert len(list(sentences)) == 1


def test_a_follow_up_is_made_to_stand_alone(model: OpenAIChatModel) -> None:
    turns = "user: Trường có phải lập kế hoạch Tháng hành động không?\nassistant: Có."
    asked = PromptFiles().render(
        "stand_alone", question="Hạn chót?", turns=turns, today="2021-06-15", language="Vietnamese"
    )
    assert read_question(spoken(model, asked)) == "Hạn chót (Trường có phải lập kế hoạch Tháng hành động không)?"


# ----------------------------------------------------------------------------------------------- a server that fails


@pytest.fixture
def asked_once(model: OpenAIChatModel, monkeypatch: pytest.MonkeyPatch) -> OpenAIChatModel:
    """A model that never tries again."""
    monkeypatch.setattr("knowledge.adapters.chat_model.RETRIES", 0)
    return model


@pytest.mark.parametrize(
    ("step", "kind", "told"),
    [
        (400, ModelRefusedError, "rejects the request"),
        (401, ModelMisconfiguredError, "check OPENAI_API_KEY"),
        (403, ModelMisconfiguredError, "may not use this model"),
        (404, ModelMisconfiguredError, "check OPENAI_CHAT_MODEL"),
        (418, ModelRefusedError, "refused the request"),
        (429, ModelUnavailableError, "refuses more requests"),
        (500, ModelUnavailableError, "it failed"),
        (503, ModelUnavailableError, "it failed"),
        ("dead", ModelUnavailableError, "cannot be reached"),
        ("cut", ModelUnavailableError, "cannot be reached|connection failed|broke off"),
        ("no_finish", ModelUnavailableError, "broke off"),
        ("too_long", ModelMalformedError, "cut off"),
        ("filtered", ModelRefusedError, "filter"),
        ("html", ChatModelError, "broke off|no reply|not JSON"),
        ("empty", ModelMalformedError, "no JSON object"),
        ("prose", ModelMalformedError, "no JSON object"),
        ("wrong_json", ModelMalformedError, "not JSON"),
        ("other_shape", ModelMalformedError, "neither says anything nor refuses"),
        ("huge", ModelMalformedError, "longer than"),
    ],
)
def test_each_failure_is_told_by_its_kind(
    asked_once: OpenAIChatModel, server: Script, step: Step, kind: type[ChatModelError], told: str
) -> None:
    """Neither the sentence nor the traceback holds the key, though the server repeats it."""
    server.steps = [step]
    with pytest.raises(kind, match=told) as error:
        replied(asked_once)
    assert KEY not in "".join(traceback.format_exception(error.value))


@pytest.mark.parametrize("step", ["silent", "silent_midway", "drip"])
def test_a_server_that_falls_silent_is_given_up(server: Script, hurried: OpenAIChatModel, step: str) -> None:
    """Also where the line is kept alive without a word being said."""
    server.steps = [step]
    begun = time.monotonic()
    with pytest.raises(ModelTimedOutError):
        replied(hurried)
    assert time.monotonic() - begun < 30  # and not the 60 seconds of the server
    assert len(server.requests) <= 1


def test_a_server_that_never_ends_is_given_up(server: Script, hurried: OpenAIChatModel) -> None:
    server.steps, server.pieces, server.pause = [lambda _: " " * 4000], 1, 0.05
    with pytest.raises(ModelTimedOutError):
        replied(hurried)


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(ModelUnavailableError, match="cannot be reached"):
        replied(OpenAIChatModel(KEY, "m", base_url="http://127.0.0.1:1/v1", timeout=5))


@pytest.mark.parametrize("steps", [[429, 429, "good"], [500, "good"], ["dead", "good"]])
def test_what_has_not_begun_is_asked_again(model: OpenAIChatModel, server: Script, steps: list[Step]) -> None:
    server.steps = steps
    assert len(replied(model)) == 1
    assert len(server.requests) == len(steps)


def test_who_is_told_to_wait_long_does_without(model: OpenAIChatModel, server: Script) -> None:
    """A reader waits for seconds, not for the minute that the server asks for."""
    server.steps, server.retry_after = [429, "good"], "60"
    with pytest.raises(ModelUnavailableError):
        replied(model)
    assert len(server.requests) == 1


def test_what_has_begun_is_not_asked_again(model: OpenAIChatModel, server: Script) -> None:
    """A sentence is not said twice."""
    server.steps = ["cut", "good"]
    with pytest.raises(ModelUnavailableError):
        replied(model)
    assert len(server.requests) == 1


def test_listening_may_end_at_any_time(model: OpenAIChatModel, server: Script) -> None:
    """Whoever has heard enough closes the reply, and the model can be asked again."""
    server.pieces = 5
    pieces = model.speak(prompt(), SHAPES["answer"])
    next(pieces)
    pieces.close()
    assert len(replied(model)) == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # its connection is forgotten too
def test_a_reply_that_is_forgotten_holds_nothing_up(model: OpenAIChatModel, server: Script) -> None:
    """Its generator may be ended by the collector, in whatever thread that runs, the one that reads replies too."""
    server.pieces = 5

    async def collected() -> None:
        gc.collect()

    for _ in range(3):
        forgotten: list[object] = [model.speak(prompt(), SHAPES["answer"])]
        next(forgotten[0])  # type: ignore[call-overload]  # a generator
        forgotten.append(forgotten)  # no counting of references ends it
        del forgotten
        _LINE.wait(collected(), 20)
    assert len(replied(model)) == 1


# ------------------------------------------------------------------------------------------------ the server's manners


@pytest.mark.parametrize(("known", "manner"), [({"json_object", "text"}, "json_object"), ({"text"}, "text")])
def test_a_server_without_schemas_is_asked_in_its_own_manner(server: Script, known: set[str], manner: str) -> None:
    """Found out once."""
    learnt: list[str] = []
    model = OpenAIChatModel(KEY, "stand-in", base_url=server.url, learnt=learnt.append)
    server.formats, server.steps = frozenset(known), ["fenced"]
    assert len(replied(model)) == 1
    asked = len(server.requests)
    assert len(replied(model)) == 1
    assert len(server.requests) == asked + 1
    assert learnt[-1] == manner
    assert Manners.read(manner) == Manners(format=manner)


def test_thoughts_are_left_out(model: OpenAIChatModel, server: Script) -> None:
    server.steps = ["thinking"]
    (sentence,) = replied(model)
    assert isinstance(sentence, Sentence)
    assert sentence.tokens == ("M3XA",)


@pytest.mark.parametrize(
    ("rejected", "after"),
    [
        ("Unsupported value: 'temperature' does not support 0", Manners(temperature=False)),
        ("unknown field stream_options", Manners(usage=False)),
        ("response_format is not supported", Manners("json_object")),
    ],
)
def test_what_a_server_rejects_is_left_out_from_then_on(rejected: str, after: Manners) -> None:
    assert Manners().after(rejected) == after
    assert Manners.read(after.line()) == after


def test_a_server_that_rejects_everything_is_not_asked_for_ever() -> None:
    assert Manners("text", temperature=False, usage=False).after("no") is None


# ----------------------------------------------------------------------------------------------------- the whole table


def test_every_error_of_the_libraries_has_a_row() -> None:
    """Whatever they raise in a later version becomes one of ours; none hides behind a general one before it."""
    from langchain_core import exceptions
    from langchain_openai.chat_models import base

    modules = (openai, openai._exceptions, httpx, exceptions, base)  # noqa: SLF001 - the list of all there are
    raised = {
        each
        for module in modules
        for each in list(vars(module).values())
        if inspect.isclass(each) and issubclass(each, Exception) and not issubclass(each, Warning)
    }
    assert len(raised) > 40
    assert [each for each in raised if not issubclass(each, tuple(FAULTS))] == []
    rows = list(FAULTS)
    assert [row for at, row in enumerate(rows) if any(issubclass(row, before) for before in rows[:at])] == []
    statuses = {each for each in raised if issubclass(each, openai.APIStatusError)}
    own = {each for each in statuses if each.__module__.startswith("openai")} - {openai.OAuthError}
    assert own <= set(FAULTS)


def test_the_real_client_understands_the_stand_in(server: Script) -> None:
    """Whole replies and tools too, so that the tests speak the real wire format."""
    asked: dict[str, Any] = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
    tool = {"type": "function", "function": {"name": "reply", "parameters": SHAPES["answer"]}}
    tools: dict[str, Any] = {"tools": [tool], "tool_choice": "required"}
    with OpenAI(api_key=KEY, base_url=server.url) as client:
        whole = client.chat.completions.create(**asked)
        assert (whole.choices[0].message.content, whole.choices[0].finish_reason) == ("ok", "stop")
        assert whole.usage is not None
        called = client.chat.completions.create(**asked, **tools)
        assert called.choices[0].message.tool_calls
        assert [each.id for each in client.models.list()] == ["stand-in"]


def test_nothing_is_traced_and_nothing_of_a_question_is_logged(
    server: Script, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever variables another program has set."""
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", server.url)
    monkeypatch.setenv("LANGSMITH_API_KEY", "x")
    for name in ("openai", "httpx", "httpx2", "httpcore", "httpcore2"):
        caplog.set_level(logging.DEBUG, logger=name)  # as OPENAI_LOG=debug would
    with caplog.at_level(logging.DEBUG):
        replied(OpenAIChatModel(KEY, "stand-in", base_url=server.url))
    assert len(server.requests) == 1
    assert "Tháng hành động" not in caplog.text
    assert KEY not in caplog.text
    assert "chat/completions" not in caplog.text


def test_without_a_key_the_libraries_are_not_loaded() -> None:
    code = (
        "import sys; from bot.services import Services; s = Services.from_environment(); "
        "assert s.chat_model() is None; import knowledge.phrasing.guarded, knowledge.phrasing.prompts; "
        "assert not {'openai', 'langchain_openai', 'langchain_core'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
