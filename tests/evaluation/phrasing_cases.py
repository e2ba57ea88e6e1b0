"""The true sentences of `phrasings.jsonl` with the passages they rest on, shown as the program shows them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.services import source_name
from knowledge.answering import Answerer
from knowledge.model import Lang
from knowledge.phrasing.framing import without_yes_or_no
from knowledge.phrasing.grounds import Ground
from knowledge.phrasing.model import Sentence, Shown
from knowledge.phrasing.proving import Proof, judged
from knowledge.phrasing.showing import Place, Showing

HERE = Path(__file__).parent
DAY = date(2021, 6, 15)


@dataclass(frozen=True)
class Case:
    """A sentence and the ids of the passages it rests on; `yes`: the program knows that yes is the answer."""

    text: str
    on: tuple[str, ...]
    lang: Lang
    yes: bool
    set: str


def cases(name: str = "phrasings") -> list[Case]:
    """All of a file."""
    rows = _rows(name)
    return [Case(r["text"], tuple(r["on"]), r["lang"], r.get("yes", False), r.get("set", "dev")) for r in rows]


class Bench:
    """Proves sentences against passages of the shipped letters and of a law, as a school would be answered."""

    def __init__(self, answerer: Answerer) -> None:
        self._showing = Showing(answerer.library, source_name)
        self._own = [info.id for info in answerer.scope("school", DAY).own]
        self._laws = {row["id"]: row for row in _rows("law_passages")}
        self._proofs: dict[tuple[tuple[str, ...], Lang, bool], Proof] = {}

    def proof(self, case: Case, on: Sequence[str] = ()) -> tuple[Proof, tuple[str, ...]]:
        """What a case is proven against, or other passages in their place, and the tokens of these."""
        places = tuple(on or case.on)
        key = (places, case.lang, case.yes)
        if key not in self._proofs:
            grounds: dict[str, Ground] = {}
            for number, each in enumerate(places):
                grounds |= self._shown(each, f"Z{number}Y9")
            prompt = "You open an answer for people at Vietnamese schools."
            self._proofs[key] = Proof(grounds, case.lang, case.yes, prompt=prompt)
        return self._proofs[key], tuple(self._proofs[key].grounds)

    def stands(self, case: Case, on: Sequence[str] = ()) -> bool:
        """Whether a case's sentence is proven, perhaps without its yes or no."""
        proof, tokens = self.proof(case, on)
        return not judged(proof, Sentence(case.text, tokens))[1]

    def misleads(self, case: Case, altered: str) -> bool:
        """Whether a sentence that was altered is shown, and not only without the yes or no that was altered in it."""
        proof, tokens = self.proof(case)
        shown, faults = judged(proof, Sentence(altered, tokens))
        return not faults and (shown.text == altered or shown.text != without_yes_or_no(Sentence(case.text, ())).text)

    def _shown(self, place: str, token: str) -> Mapping[str, Ground]:
        if place in self._laws:
            law = self._laws[place]
            return {token: Ground(Shown(token, law["text"], law["source"]))}
        document, _, path = place.partition("#")
        return self._showing.grounds([Place(document, path)], "school", self._own)


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()]
