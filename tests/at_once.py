"""Acts that certainly wait at the same moment: the commit before theirs ends only when all of them have come."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TypeVar

from bot.progress.grouping import GroupCommit

A = TypeVar("A")
R = TypeVar("R")


def at_once(commit: Callable[[Sequence[A]], Sequence[R]], before: A, acts: Sequence[A]) -> list[Future[R]]:
    """What becomes of acts that come, in this order, while `before` is committed; all is over when this returns."""
    begun, may_go_on = Event(), Event()

    def held(group: Sequence[A]) -> Sequence[R]:
        begun.set()
        may_go_on.wait()
        return commit(group)

    together = GroupCommit(held)
    with ThreadPoolExecutor(len(acts) + 1) as threads:
        threads.submit(together.outcome, before)
        begun.wait()
        outcomes = []
        for number, act in enumerate(acts, 1):
            outcomes.append(threads.submit(together.outcome, act))
            while len(together) < number:
                time.sleep(0.001)
        may_go_on.set()
    return outcomes
