"""What questions cost in a chat model's tokens, as its server counts them; what the budget lasts for.

The model is the one that is set up (OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_CHAT_MODEL), a stand-in too.
"""

import argparse
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from bot.services import Services
from knowledge.answering import Asking
from knowledge.evaluation import load_questions


def main() -> None:
    """Ask each question once and print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("questions", type=Path, nargs="+", help="judged questions, one JSON object a line")
    questions = [each for path in options.parse_args().questions for each in load_questions(path)]
    services = Services.from_environment()
    answerer = services.phrased(services.settings.daumoi_model_uses)
    if answerer is None:
        options.error("no chat model is set up")
    costs, calls = [], []
    for each in questions:
        before = services.model_budget.spent()
        day = date.fromisoformat(each["today"]) if each.get("today") else services.today
        answerer.answer(Asking(each["q"], day, each.get("unit_type")))
        after = services.model_budget.spent()
        costs.append(after.tokens - before.tokens)
        calls.append(after.calls - before.calls)
    asked = [cost for cost in costs if cost]
    print(f"{len(questions)} questions, {len(asked)} with the model, {sum(calls)} calls, {sum(costs)} tokens")  # noqa: T201 - the script's result
    if len(asked) > 1:
        p95 = quantiles(asked, n=20)[-1]
        print(f"a question with the model: median {median(asked):.0f}, p95 {p95:.0f} tokens")  # noqa: T201 - as above
    print(f"a question of all: mean {sum(costs) / len(costs):.0f} tokens")  # noqa: T201 - as above


if __name__ == "__main__":
    main()
