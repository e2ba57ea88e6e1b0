"""Group commit: acts of many threads that wait at the same moment are committed together."""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from knowledge.errors import CatalogError

A = TypeVar("A")
R = TypeVar("R")

MOST_TOGETHER = 64
"""Acts in one commit."""


class GroupCommit(Generic[A, R]):
    """Whoever comes while nobody commits does so at once; those who come meanwhile wait, and are committed together.

    `commit` is given acts and gives the outcome of each, all in one transaction. Where that fails for several, nothing
    of them is done, and each is tried by itself, in the thread it came from: one act cannot spoil another.
    """

    def __init__(self, commit: Callable[[Sequence[A]], Sequence[R]]) -> None:
        self._commit = commit
        self._guard = Lock()  # of what follows
        self._waiting: list[_Waiting[A, R]] = []
        self._busy = False

    def __len__(self) -> int:
        """Acts that wait for the commit after the one under way."""
        return len(self._waiting)

    def outcome(self, act: A) -> R:
        """The outcome of an act, once it is committed. Raises what `commit` raises of this act alone."""
        mine = _Waiting[A, R](act)
        with self._guard:
            self._waiting.append(mine)
            if not self._busy:
                self._busy = True
                mine.turn.release()
        mine.turn.acquire()
        if not mine.over:
            self._commit_waiting()
        if not mine.outcome:
            mine.outcome = self._commit([act])
        return mine.outcome[0]

    def _commit_waiting(self) -> None:
        """Commit all that wait, the first of whom does it; then it is the turn of the first of those who came since."""
        with self._guard:
            group, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
        try:
            outcomes = self._commit([each.act for each in group])
            for each, outcome in zip(group, outcomes, strict=True):
                each.outcome = [outcome]
        except CatalogError:
            if len(group) == 1:
                raise
        finally:
            with self._guard:
                following = self._waiting[:1]
                self._busy = bool(following)
            for each in group:
                each.over = True
            for each in (*following, *group):
                each.turn.release()


class _Waiting(Generic[A, R]):
    """An act: whether it was tried with its group, and its outcome, none where the group failed.

    `turn` is let go when it is over, or when it is this one's turn to commit for all that wait.
    """

    def __init__(self, act: A) -> None:
        self.act = act
        self.over = False
        self.outcome: Sequence[R] = ()
        self.turn = Lock()
        self.turn.acquire()
