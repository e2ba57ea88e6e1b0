"""A chat model in the program's own memory, and a ledger beside it: they keep the contracts of the real ones."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from knowledge.phrasing.health import Circuit, Spent
from knowledge.phrasing.model import Prompt, Usage

Spoken = str | Usage | Exception


@dataclass
class FakeSpeaker:
    """Says one list of pieces a call, and the last from then on; an exception among them is raised."""

    says: Sequence[Sequence[Spoken]]
    asked: list[Prompt] = field(default_factory=list)
    name: str = "fake"

    def speak(self, prompt: Prompt, shape: Mapping[str, Any]) -> Generator[str | Usage, None, None]:
        """See `Speaker`."""
        assert shape["type"] == "object"
        self.asked.append(prompt)
        for piece in self.says[min(len(self.asked), len(self.says)) - 1]:
            if isinstance(piece, Exception):
                raise piece
            yield piece


@dataclass
class FakeLedger:
    """See `Ledger`."""

    circuits: dict[str, Circuit] = field(default_factory=dict)
    rows: dict[tuple[date, str], Spent] = field(default_factory=dict)

    def circuit(self, model: str) -> Circuit:
        """How a model is."""
        return self.circuits.get(model, Circuit())

    def save(self, model: str, circuit: Circuit) -> None:
        """Keep how a model is."""
        self.circuits[model] = circuit

    def claim(self, model: str, now: datetime, until: datetime) -> bool:
        """Whether it is for the caller to try a model whose pause is over."""
        circuit = self.circuit(model)
        if circuit.open_until is None or circuit.open_until > now:
            return False
        self.circuits[model] = replace(circuit, open_until=until)
        return True

    def spent(self, day: date, who: str) -> Spent:
        """What somebody spent on a day."""
        return self.rows.get((day, who), Spent())

    def spend(self, day: date, who: str, tokens: int, calls: int) -> None:
        """Add to it; earlier days are forgotten."""
        before = self.spent(day, who)
        self.rows = {key: row for key, row in self.rows.items() if key[0] >= day}
        self.rows[day, who] = Spent(before.tokens + tokens, before.calls + calls)


@dataclass
class FakeClock:
    """Stands still until it is moved."""

    now: datetime = datetime(2021, 6, 15, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The moment it is."""
        return self.now

    def move(self, **by: float) -> None:
        """Later by so many `minutes`, `hours` and the like."""
        self.now += timedelta(**by)
