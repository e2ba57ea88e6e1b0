"""How many of a chat model's replies stand: at first, after they were asked for again with their faults, or never.

The model is the one that is set up (OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_CHAT_MODEL), without its circuit and its
budget. Each reply is written down with its passages, for a person to judge whether what fell was true.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from math import inf
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.services import Services, source_name
from knowledge.answering import Asking
from knowledge.errors import ChatModelError
from knowledge.evaluation import load_questions
from knowledge.phrasing.faults import Fault
from knowledge.phrasing.guarded import Speaker
from knowledge.phrasing.model import Prompt, Refusal, Sentence, Usage
from knowledge.phrasing.phrased import Phrased
from knowledge.phrasing.replies import SHAPES, read_question, read_sentences
from knowledge.phrasing.sorting import use_of

if TYPE_CHECKING:
    from knowledge.answering import Answerer

Row = Mapping[str, Any]
_PASSAGES = re.compile(r"^<<(\w+) passages\n(.*?)\n\1>>", re.DOTALL | re.MULTILINE)


@dataclass
class Recorded:
    """A chat model for one question, and what came of each of its replies. See `knowledge.phrasing.model.ChatModel`."""

    speaker: Speaker
    replies: list[list[Row]] = field(default_factory=list)
    passages: str = ""
    refusal: str | None = None
    error: str | None = None
    tokens: int = 0

    @property
    def name(self) -> str:
        """Which model it is."""
        return self.speaker.name

    def reply(self, prompt: Prompt, *, person: str | None = None) -> Iterator[Sentence | Refusal]:  # noqa: ARG002 - the protocol
        """The sentences of a reply as they arrive, or a refusal."""
        self.replies.append([])
        shown = _PASSAGES.search(prompt.user)
        self.passages = shown[2] if shown else ""
        try:
            for said in read_sentences(self._pieces(prompt)):
                if not isinstance(said, Sentence):
                    self.refusal = said
                yield said
        except ChatModelError as error:
            self.error = type(error).__name__
            raise

    def stand_alone(self, prompt: Prompt, *, person: str | None = None) -> str:  # noqa: ARG002 - the protocol
        """A question made to be understood without the turns before it."""
        return read_question(self._pieces(prompt))

    def hear(self, sentence: Sentence, faults: tuple[Fault, ...]) -> None:
        """What became of a sentence."""
        told = [f"{fault.kind}: {fault.words}".rstrip(": ") for fault in faults]
        self.replies[-1].append({"text": sentence.text, "tokens": sentence.tokens, "faults": told})

    def _pieces(self, prompt: Prompt) -> Iterator[str]:
        for piece in self.speaker.speak(prompt, SHAPES[prompt.name]):
            if isinstance(piece, Usage):
                self.tokens += piece.prompt_tokens + piece.completion_tokens
            else:
                yield piece


def main() -> None:
    """Ask, write each reply down as it comes, print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("questions", type=Path, nargs="+", help="judged questions, one JSON object a line")
    options.add_argument("--out", type=Path, required=True, help="JSON lines; what it holds is not asked again")
    options.add_argument("--number", type=int, help="so many of those that reach the model, drawn with a fixed seed")
    options.add_argument("--timeout", type=float, help="seconds a reply may take, beyond what may be set up too")
    options.add_argument("--at-once", type=int, default=1, help="questions asked at the same time")
    chosen = options.parse_args()
    services = Services.from_environment()
    if services.chat_model_name is None:
        options.error("no chat model is set up")
    speaker = services.speaker(chosen.timeout)
    answerer = services.answerer()
    reaching = [q for path in chosen.questions for q in load_questions(path) if _reaches(answerer, services, q)]
    drawn = random.Random(0).sample(reaching, min(chosen.number or len(reaching), len(reaching)))  # noqa: S311 - the same each time
    known = {row["q"] for row in _rows(chosen.out)}
    asked = [question for question in drawn if question["q"] not in known]
    print(f"{len(reaching)} questions reach the model, {len(drawn)} drawn, {len(asked)} to ask", file=sys.stderr)  # noqa: T201 - the script's result
    lock = Lock()

    def ask(question: Row) -> None:
        row = _asked(services, speaker, question)
        with lock, chosen.out.open("a", encoding="utf-8") as out:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")

    with ThreadPoolExecutor(chosen.at_once) as threads:
        list(threads.map(ask, asked))
    rows = {row["q"]: row for row in _rows(chosen.out)}
    _print_figures([rows[question["q"]] for question in drawn])


def _asking(services: Services, question: Row) -> Asking:
    day = date.fromisoformat(question["today"]) if question.get("today") else services.today
    return Asking(question["q"], day, question.get("unit_type"), question.get("lang"))


def _reaches(answerer: "Answerer", services: Services, question: Row) -> bool:
    """Whether the rules leave a question's opening to a model at all; some of these have no passage to show."""
    asking = _asking(services, question)
    return use_of(answerer.answer_to(asking), asking.text) in services.settings.daumoi_model_uses


def _asked(services: Services, speaker: Speaker, question: Row) -> Row:
    """What came of a question: each reply's sentences with their faults, and what was said in the end."""
    model = Recorded(speaker)
    uses = services.settings.daumoi_model_uses
    phrased = Phrased(services.answerer(), model, services.prompts, source_name, uses, patience=inf, told_of=model.hear)
    found = phrased.answer(_asking(services, question))
    return {
        "id": question.get("id"),
        "q": question["q"],
        "lang": found.lang,
        "outcome": outcome(model),
        "said": found.said,
        "replies": model.replies,
        "refusal": model.refusal,
        "error": model.error,
        "tokens": model.tokens,
        "passages": model.passages,
    }


def outcome(model: Recorded) -> str:
    """Which of `OUTCOMES` it was."""
    stood = [any(not said["faults"] for said in reply) for reply in model.replies]
    if not model.replies:
        return "not asked"
    if any(stood):
        return "stood at first" if stood[0] else "stood when asked again"
    if any(model.replies):
        return "dropped"
    return "refused" if model.refusal else "failed"


OUTCOMES = ("stood at first", "stood when asked again", "dropped", "refused", "failed", "not asked")


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def _print_figures(rows: Sequence[Row]) -> None:
    """A table by language, and why sentences fell."""
    print("| language | questions |", " | ".join(OUTCOMES), "| sentences at first | … that stood |")  # noqa: T201 - the script's result
    print("|---|" + "---:|" * (len(OUTCOMES) + 3))  # noqa: T201 - as above
    for name in ("vi", "en", "all"):
        own = [row for row in rows if name in (row["lang"], "all")]
        counts = Counter(row["outcome"] for row in own)
        first = [said for row in own for said in (row["replies"] or [[]])[0]]
        stood = sum(not said["faults"] for said in first)
        figures = [len(own), *(counts[outcome] for outcome in OUTCOMES), len(first), stood]
        print(f"| {name} |", " | ".join(str(figure) for figure in figures), "|")  # noqa: T201 - as above
    first = [said for row in rows for said in (row["replies"] or [[]])[0]]
    kinds = Counter(kind for said in first for kind in {fault.partition(":")[0] for fault in said["faults"]})
    print("\nsentences fell at first for:", ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))  # noqa: T201 - as above


if __name__ == "__main__":
    main()
