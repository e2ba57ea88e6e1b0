"""Group commit: acts of many threads that wait at the same moment are committed together."""

from collections.abc import Callable, Sequence
from threading import Condition
from typing import Generic, TypeVar

from knowledge.errors import CatalogError

A = TypeVar("A")
R = TypeVar("R")

MOST_TOGETHER = 64
"""Acts in one commit."""


class GroupCommit(Generic[A, R]):
    """Whoever comes while nobody commits does so at once, for all that wait by then; the others wait for the outcome.

    `commit` is given acts and gives the outcome of each, all in one transaction. Where that fails for several, nothing
    of them is done, and each is tried by itself, in the thread it came from: one act cannot spoil another.
    """

    def __init__(self, commit: Callable[[Sequence[A]], Sequence[R]]) -> None:
        self._commit = commit
        self._waiting: list[_Waiting[A, R]] = []
        self._changed = Condition()
        self._busy = False

    def __len__(self) -> int:
        """Acts that wait for the commit after the one under way."""
        return len(self._waiting)

    def outcome(self, act: A) -> R:
        """The outcome of an act, once it is committed. Raises what `commit` raises of this act alone."""
        mine = _Waiting[A, R](act)
        with self._changed:
            self._waiting.append(mine)
        while not mine.over:
            if group := self._turn(mine):
                self._commit_together(group)
        if not mine.outcome:
            mine.outcome = self._commit([act])
        return mine.outcome[0]

    def _turn(self, mine: "_Waiting[A, R]") -> "list[_Waiting[A, R]]":
        """Wait until the act is over, or nobody commits: then the acts to be committed here."""
        with self._changed:
            self._changed.wait_for(lambda: mine.over or not self._busy)
            if mine.over:
                return []
            self._busy = True
            group, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
            return group

    def _commit_together(self, group: "Sequence[_Waiting[A, R]]") -> None:
        try:
            outcomes = self._commit([each.act for each in group])
            for each, outcome in zip(group, outcomes, strict=True):
                each.outcome = [outcome]
        except CatalogError:
            if len(group) == 1:
                raise
        finally:
            with self._changed:
                self._busy = False
                for each in group:
                    each.over = True
                self._changed.notify_all()


class _Waiting(Generic[A, R]):
    """An act: whether it was tried with its group, and its outcome, none where the group failed."""

    def __init__(self, act: A) -> None:
        self.act = act
        self.over = False
        self.outcome: Sequence[R] = ()
