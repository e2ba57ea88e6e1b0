"""Buttons below an answer: what may be asked next, and whether it helped."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.callbacks.fields import Codes, flag, maybe, one_of, prompt, short, version
from knowledge.model import Status

Ask = Literal["who", "when", "compare"]
"""What may be asked on about a duty."""

Reason = Literal["wrong", "missing", "unclear", "other"]
"""What was not good about an answer."""


@dataclass(frozen=True, slots=True)
class Suggest:
    """A question about a duty that is offered below an answer."""

    ask: Ask
    duty: str


@dataclass(frozen=True, slots=True)
class Rate:
    """Whether an answer helped; of which index version (see `version_ref`) and kind it was, and what was wrong."""

    good: bool
    version: str
    status: Status
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class RatePhrased(Rate):
    """As `Rate`, of an answer with a chat model's words: `prompt` is the version of the prompt they came of."""

    prompt: str = ""


@dataclass(frozen=True, slots=True)
class AskAgain:
    """The person wants the last question answered anew."""


AnswerAction: TypeAlias = Suggest | Rate | RatePhrased | AskAgain

CODES: Codes = {
    "s": (Suggest, (one_of(Ask), short)),
    "r": (Rate, (flag, version, one_of(Status), maybe(one_of(Reason)))),
    "rm": (RatePhrased, (flag, version, one_of(Status), maybe(one_of(Reason)), prompt)),
    "aa": (AskAgain, ()),
}
