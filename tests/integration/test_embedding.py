"""Vectors are costly: each text is embedded once, whatever happens on the way."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.adapters.embedding_cache import EmbeddingCache
from knowledge.embedding import BATCH, LateEmbedder, embed
from knowledge.errors import VectorStoreError
from knowledge.ports import Embedder
from tests.fake_embedder import FakeEmbedder

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [f"điều {number} của luật" for number in range(3 * BATCH)]


@pytest.fixture
def cache(tmp_path: Path) -> EmbeddingCache:
    return EmbeddingCache(tmp_path / "embeddings")


def test_a_text_is_embedded_once(cache: EmbeddingCache) -> None:
    """Neither twice in one run, nor again in the next; the rows come in the order asked."""
    model = FakeEmbedder()
    rows = embed([*TEXTS, TEXTS[5]], model, cache)
    assert np.allclose(rows[5], model.embed_query(TEXTS[5]))
    assert np.array_equal(rows[5], rows[-1])
    assert sorted(model.embedded) == sorted(TEXTS)
    again = FakeEmbedder()
    assert np.array_equal(embed(TEXTS, again, cache), rows[:-1])
    assert again.embedded == []


def test_two_models_never_share_a_vector(cache: EmbeddingCache) -> None:
    embed(TEXTS[:2], FakeEmbedder("one"), cache)
    assert embed(TEXTS[:2], FakeEmbedder("other", 32), cache).shape == (2, 32)


def test_what_was_done_before_ctrl_c_is_kept(cache: EmbeddingCache) -> None:
    """The next run goes on where the last was stopped."""

    def stop(done: int, total: int) -> None:
        assert total == len(TEXTS)
        if done >= BATCH:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        embed(TEXTS, FakeEmbedder(), cache, stop)
    model, told = FakeEmbedder(), list[tuple[int, int]]()
    embed(TEXTS, model, cache, lambda done, total: told.append((done, total)))
    assert len(model.embedded) == 2 * BATCH
    assert told == [(0, 2 * BATCH), (BATCH, 2 * BATCH), (2 * BATCH, 2 * BATCH)]


KILLED = """
import os, sys
from pathlib import Path
from knowledge.adapters.embedding_cache import EmbeddingCache
from knowledge.embedding import embed
from tests.fake_embedder import FakeEmbedder
from tests.integration.test_embedding import TEXTS
embed(TEXTS, FakeEmbedder(), EmbeddingCache(Path(sys.argv[1])), lambda done, total: done and os._exit(9))
"""


def test_a_killed_run_leaves_a_cache_that_works(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, capture_output=True, check=False)
    assert died.returncode == 9, died.stderr.decode()
    model = FakeEmbedder()
    assert embed(TEXTS, model, EmbeddingCache(tmp_path)).shape == (len(TEXTS), 64)
    assert len(model.embedded) == 2 * BATCH


def test_a_cache_that_is_no_cache_is_told(tmp_path: Path) -> None:
    (tmp_path / "embeddings.db").write_text("no database, but long enough to be taken for one" * 50)
    with pytest.raises(VectorStoreError, match=r"embeddings\.db: vectors cannot be kept there"):
        embed(TEXTS, FakeEmbedder(), EmbeddingCache(tmp_path))


def test_an_embedder_is_loaded_when_first_needed_and_once() -> None:
    """A refresh with nothing new does not wait for a model."""
    loaded: list[Embedder] = []

    def load() -> Embedder:
        loaded.append(FakeEmbedder())
        return loaded[-1]

    late = LateEmbedder("letters", load)
    assert (late.name, loaded) == ("letters", [])
    assert late.embed_query("x").shape == (late.dimensions,)
    assert late.embed_passages(["x"]).shape == (1, 64)
    assert late.count_tokens("một hai") == 2
    assert len(loaded) == 1
