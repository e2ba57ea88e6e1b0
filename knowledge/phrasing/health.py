"""When a chat model is left alone: a circuit that opens after repeated failures, and the tokens that a day allows.

Both are kept where all processes see them, so that a server that is down is not waited for by each of them anew.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from typing import Literal, Protocol

from knowledge.errors import BudgetSpentError, ChatModelError, CircuitOpenError, ModelMisconfiguredError

FAILURES_TO_OPEN = 4
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=15)
PROBE = timedelta(minutes=1)
"""How long one request may try whether the model is back, before another may."""
VIETNAM = timezone(timedelta(hours=7))
EVERYBODY = ""
_MARK_LENGTH = 32

Clock = Callable[[], datetime]
"""The moment it is, with its zone."""
Phase = Literal["closed", "open", "half_open"]


@dataclass(frozen=True, slots=True)
class Circuit:
    """Failures one after the other; until when nothing is asked; why (an error's code); how the server is asked."""

    failures: int = 0
    open_until: datetime | None = None
    why: str = ""
    manners: str = ""

    def phase(self, now: datetime) -> Phase:
        """Closed: ask. Open: do not. Half open: one request may try."""
        if self.open_until is None:
            return "closed"
        return "open" if now < self.open_until else "half_open"

    def after_failure(self, error: ChatModelError, now: datetime) -> "Circuit":
        """One more failure. What will not mend itself opens the circuit at once."""
        failures = max(self.failures + 1, FAILURES_TO_OPEN if isinstance(error, ModelMisconfiguredError) else 0)
        if failures < FAILURES_TO_OPEN:
            return replace(self, failures=failures, why=error.code)
        pause = min(FIRST_PAUSE * 2 ** min(failures - FAILURES_TO_OPEN, 10), LONGEST_PAUSE)
        return replace(self, failures=failures, open_until=now + pause, why=error.code)


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens of a day and in how many calls."""

    tokens: int = 0
    calls: int = 0


class Ledger(Protocol):
    """What is kept of a model: its circuit, and the tokens of the day. Raises `CatalogError`."""

    def circuit(self, model: str) -> Circuit:
        """How a model is; a closed circuit where nothing is kept."""

    def save(self, model: str, circuit: Circuit) -> None:
        """Keep how a model is."""

    def claim(self, model: str, now: datetime, until: datetime) -> bool:
        """Whether it is for the caller to try a model whose pause is over; nobody else may until then."""

    def spent(self, day: date, who: str) -> Spent:
        """What somebody, or `EVERYBODY`, spent on a day."""

    def spend(self, day: date, who: str, tokens: int, calls: int) -> None:
        """Add to it; earlier days are forgotten."""


class Health:
    """The circuit of one model."""

    def __init__(self, ledger: Ledger, model: str, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self._ledger = ledger
        self._model = model
        self._clock = clock

    def circuit(self) -> Circuit:
        """How the model is."""
        return self._ledger.circuit(self._model)

    def phase(self) -> Phase:
        """Whether the model may be asked."""
        return self.circuit().phase(self._clock())

    def require_closed(self) -> None:
        """Pass where the model may be asked, or tried. Raises `CircuitOpenError`."""
        circuit, now = self.circuit(), self._clock()
        phase = circuit.phase(now)
        if phase == "closed" or (phase == "half_open" and self._ledger.claim(self._model, now, now + PROBE)):
            return
        message = f"The chat model is left alone for a while after {circuit.failures} failures ({circuit.why})."
        raise CircuitOpenError(message)

    def failed(self, error: ChatModelError) -> Circuit:
        """The model failed; how it is now."""
        circuit = self.circuit().after_failure(error, self._clock())
        self._ledger.save(self._model, circuit)
        return circuit

    def worked(self) -> None:
        """The model replied: earlier failures are forgotten."""
        circuit = self.circuit()
        if circuit.failures:
            self._ledger.save(self._model, Circuit(manners=circuit.manners))

    def learnt(self, manners: str) -> None:
        """How the server wants to be asked."""
        circuit = self.circuit()
        if circuit.manners != manners:
            self._ledger.save(self._model, replace(circuit, manners=manners))


@dataclass(frozen=True, slots=True)
class Held:
    """Tokens set aside for a call that is under way."""

    day: date
    who: tuple[str, ...]
    tokens: int


class Budget:
    """Tokens for each person and for all together, each day anew from midnight in Vietnam; 0 is no bound.

    `secret`: what is not in the database, so that people cannot be told from their marks.
    """

    def __init__(
        self,
        ledger: Ledger,
        per_person: int,
        per_day: int,
        clock: Clock = lambda: datetime.now(UTC),
        *,
        secret: str = "",
    ) -> None:
        self._ledger = ledger
        self.per_person = per_person
        self.per_day = per_day
        self._clock = clock
        self._secret = secret

    def hold(self, person: str | None, tokens: int) -> Held:
        """Set tokens aside, so that calls at the same time do not spend them twice. Raises `BudgetSpentError`."""
        day = self._today()
        if self.per_day and self._ledger.spent(day, EVERYBODY).tokens >= self.per_day:
            message = "The chat model's tokens of the day are spent (DAUMOI_MODEL_TOKENS_PER_DAY)."
            raise BudgetSpentError(message)
        mark = self._mark(day, person) if person else None
        if mark and self.per_person and self._ledger.spent(day, mark).tokens >= self.per_person:
            message = "A person's tokens of the day are spent (DAUMOI_MODEL_TOKENS_PER_PERSON)."
            raise BudgetSpentError(message)
        held = Held(day, (EVERYBODY, mark) if mark else (EVERYBODY,), tokens)
        self._spend(held, tokens, 1)
        return held

    def settle(self, held: Held, tokens: int) -> None:
        """What the call cost in the end."""
        if tokens != held.tokens:
            self._spend(held, tokens - held.tokens, 0)

    def spent(self) -> Spent:
        """By all, today."""
        return self._ledger.spent(self._today(), EVERYBODY)

    def is_spent(self) -> bool:
        """Whether the day's tokens are spent by all together."""
        return bool(self.per_day) and self.spent().tokens >= self.per_day

    def _spend(self, held: Held, tokens: int, calls: int) -> None:
        for who in held.who:
            self._ledger.spend(held.day, who, tokens, calls)

    def _today(self) -> date:
        return self._clock().astimezone(VIETNAM).date()

    def _mark(self, day: date, person: str) -> str:
        """Tells a person's calls of one day from others', and nothing across days, nor to who has only the database."""
        return sha256(f"{self._secret}|{day}|{person}".encode()).hexdigest()[:_MARK_LENGTH]
