"""What an administrator is told of the chat model: whether it is asked, why not, what it has cost today."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from knowledge.answer import Say
from knowledge.errors import BudgetSpentError, ChatModelError, CircuitOpenError
from knowledge.phrasing.health import VIETNAM

if TYPE_CHECKING:
    from bot.services import Services

TRIAL = "Trường có phải lập kế hoạch này không?"
"""What a model is asked to see whether it replies."""


def model_state(services: "Services") -> Iterator[tuple[Literal["ok", "warning"], Say]]:
    """How the chat model is, from what is kept; nothing where none is set up. Asks no network.

    Raises `CatalogError`.
    """
    if services.chat_model_name is None:
        return
    yield from _circuit(services)
    budget = services.model_budget
    spent = budget.spent()
    details = {"tokens": spent.tokens, "calls": spent.calls}
    if budget.is_spent():
        yield "warning", Say("model.spent", details)
    elif budget.per_day:
        yield "ok", Say("model.tokens", {**details, "most": budget.per_day})
    else:
        yield "ok", Say("model.tokens_unbounded", details)


def _circuit(services: "Services") -> Iterator[tuple[Literal["ok", "warning"], Say]]:
    circuit = services.model_health.circuit()
    phase = circuit.phase(datetime.now(UTC))
    if phase == "closed" or circuit.open_until is None:
        yield "ok", Say("model.asked", {"model": services.chat_model_name or ""})
        return
    # An answered pause may lie in the past: then the next question tries.
    until = f"{circuit.open_until.astimezone(VIETNAM):%H:%M}"
    yield "warning", Say("model.tries_next") if phase == "half_open" else Say("model.rests", {"until": until})
    yield "warning", Say(f"resting.{circuit.why}")


def try_model(services: "Services") -> Iterator[tuple[Literal["ok", "warning"], Say]]:
    """Ask the chat model something small; it costs some hundred tokens. Nothing where none is set up or it rests."""
    model = services.chat_model()
    if model is None:
        return
    prompt = services.prompts.render(
        "stand_alone", question=TRIAL, turns="-", today="2021-06-15", language="Vietnamese"
    )
    try:
        model.stand_alone(prompt)
    except (BudgetSpentError, CircuitOpenError):
        return  # told by its state
    except ChatModelError as error:
        yield "warning", Say("model.fails", {"model": model.name, "why": str(error)})
        yield "warning", Say(f"resting.{error.code}")
        return
    yield "ok", Say("model.replies", {"model": model.name})
