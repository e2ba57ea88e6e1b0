"""A sender of reminders that is killed at a given point, once for each point, and another that goes on after it.

    python -m tests.contracts.killed_sender DATABASE_URL PERIOD ARRIVED

Each runs in a process of its own, forked from this one so that the libraries are read once. What arrives is a line of
the file ARRIVED: the point and the person. Each point has a day of its own, on which everybody is reminded by hand.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bot.people.store import People, Units
from bot.reminders.lease import Lease
from bot.reminders.model import Reach
from bot.reminders.outbox import SENDING, Outbox
from bot.telegram import reminding
from bot.telegram.limiter import ChatLimiter
from knowledge.adapters.sql_engine import open_engine

POINTS = ("at the start", "queued", "before claim", "after claim", "before the call", "after the call", "recorded")
"""A sender is killed at its third reminder; at the start when it has the lease; when it has queued, before it sends."""

DAY = datetime(2026, 11, 10, 2, tzinfo=UTC)


def day_of(point: str) -> datetime:
    """On which day the sender is killed at this point, at nine in the morning."""
    return DAY + timedelta(days=POINTS.index(point))


class Victim:
    """Counts how often a point is reached, and dies there."""

    def __init__(self, point: str, times: int = 3) -> None:
        self.point = point
        self.left = times

    def reach(self, point: str) -> None:
        """Die (kill -9) where it is the point and the time."""
        self.left -= point == self.point
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, act: Callable[..., Any], before: str, after: str) -> Callable[..., Any]:
        """An act between two points."""

        def done(*arguments: Any, **more: Any) -> Any:
            self.reach(before)
            result = act(*arguments, **more)
            self.reach(after)
            return result

        return done


@dataclass(frozen=True)
class Broadcast:
    """Where it is queued, in which period, and where it is noted what arrives."""

    url: str
    period: int
    arrived: Path


async def send(broadcast: Broadcast, point: str, victim: Victim, now: datetime) -> None:
    """Remind everybody by hand, and send until nothing is left."""
    engine = open_engine(broadcast.url)
    outbox, lease = Outbox(engine, Units(engine)), Lease(engine, SENDING)
    outbox.remind_now(broadcast.period, Reach(), day_of(point))
    victim.reach("queued")
    lease.take = victim.around(lease.take, "", "at the start")  # type: ignore[method-assign]
    outbox.claim = victim.around(outbox.claim, "before claim", "after claim")  # type: ignore[method-assign]
    outbox.record = victim.around(outbox.record, "", "recorded")  # type: ignore[method-assign]
    limiter = ChatLimiter(1_000_000, _nothing)

    async def deliver(person: int, _: object) -> object:
        async def call() -> bool:
            victim.reach("before the call")
            with broadcast.arrived.open("a", encoding="utf-8") as file:
                file.write(f"{point}\t{person}\n")
            victim.reach("after the call")
            return True

        return await limiter.process_request(call, (), {}, "sendMessage", {"chat_id": person}, None)

    services: Any = SimpleNamespace(outbox=outbox, sending=lease, people=People(engine))
    sender = reminding.Reminding(services, deliver, lambda: now)
    sender.start()
    open_states = ("queued", "sending")
    while any(row[1] in open_states for row in outbox.reasons(broadcast.period)):  # noqa: ASYNC110 - the database tells nobody when it changes
        await asyncio.sleep(0.02)
    await sender.stop()
    engine.dispose()


async def _nothing() -> None:
    """What is no update is not written down before it is sent."""


def in_a_process(work: Callable[[], None]) -> int:
    """How a process of its own that does the work ends: 0, or minus the signal."""
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    """For each point one that is killed there, then one that goes on."""
    broadcast = Broadcast(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
    open_engine(broadcast.url).dispose()  # reads its driver, and connects to nothing
    reminding.AT_A_TIME = 1  # so that it is known what was on its way
    reminding.LOOK_EVERY = reminding.RENEW_EVERY = 0.01
    for point in POINTS:
        for victim, now in (
            (Victim(point, 1 if point in ("at the start", "queued") else 3), day_of(point)),
            (Victim("never"), day_of(point) + timedelta(minutes=1)),  # the lease has run out
        ):

            def work(victim: Victim = victim, now: datetime = now, point: str = point) -> None:
                asyncio.run(send(broadcast, point, victim, now))

            ended = in_a_process(work)
            expected = 0 if victim.point == "never" else -signal.SIGKILL
            if ended != expected:
                sys.exit(f"{point}: a sender ended with {ended}")


if __name__ == "__main__":
    main()
