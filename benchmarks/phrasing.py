"""What a chat model adds to the answers, use by use: the judged questions with it off, with each of its uses, with all.

The model is the one that is set up (OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_CHAT_MODEL), a stand-in too.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bot.render import plain
from bot.services import LoadedDocuments, Services
from knowledge.answer import Answer
from knowledge.answering import Asking
from knowledge.evaluation import load_questions, measure_answers
from knowledge.phrasing.sorting import USES, Use

if TYPE_CHECKING:
    from knowledge.phrasing.phrased import Phrased

HEAD = "| uses | category | questions | status | cited first | wholly right | with a model's lead | ms, median |"


def main() -> None:
    """Print the table, and what each use made worse."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("questions", type=Path, nargs="+", help="judged questions, one JSON object a line")
    options.add_argument("--categories", action="store_true", help="a row for each category of questions too")
    chosen = options.parse_args()
    services = Services.from_environment()
    questions = [each for path in chosen.questions for each in load_questions(path)]
    print(HEAD, "|---|---|" + "---:|" * 6, sep="\n")  # noqa: T201 - the script's result
    wrong: dict[str, set[str]] = {}
    for uses in ((), *((use,) for use in USES), USES):
        name = "+".join(uses) if len(uses) < len(USES) else "all"
        wrong[name] = _measured(services, questions, uses, name or "none", categories=chosen.categories)
    for name, missed in wrong.items():
        for question in sorted(missed - wrong[""]):
            print(f"worse with {name}: {question}", file=sys.stderr)  # noqa: T201 - as above


def _measured(
    services: Services, questions: Sequence[Any], uses: Sequence[Use], name: str, *, categories: bool
) -> set[str]:
    """Ask all with some uses on, print the rows; what was not wholly right."""
    answerer = services.answerer()
    documents = LoadedDocuments(answerer.library)
    phrased: Phrased | None = services.phrased(frozenset(uses)) if uses else None
    times: list[float] = []
    modes: Counter[str] = Counter()

    def answers(asking: Asking) -> Answer:
        start = time.perf_counter()
        found = phrased.answer(asking) if phrased else answerer.answer_to(asking)
        times.append((time.perf_counter() - start) * 1000)
        modes[found.mode] += 1
        return found

    result = measure_answers(
        questions, answers, documents, lambda found: plain(found, documents, services.help_lines())
    )
    led = modes["generated"] / len(questions)
    _print_row(name, "all", result, f"{led:.0%}", f"{median(times):.0f}")
    for category, figures in result["by_category"].items() if categories else ():
        _print_row(name, category, figures, "", "")
    return {f"{miss['q']} ({'; '.join(miss['why'])})" for miss in result["misses"]}


def _print_row(name: str, category: str, figures: Any, led: str, speed: str) -> None:
    shares = [
        f"{figures[key]:.3f}" if figures[key] is not None else "–"
        for key in ("status_accuracy", "hit_at_1", "wholly_right")
    ]
    print("|", " | ".join([name, category, str(figures["questions"]), *shares, led, speed]), "|", flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    main()
