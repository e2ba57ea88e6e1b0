"""Acts that wait at the same moment are committed together, and each is told only what became of itself."""

from collections.abc import Sequence

import pytest

from bot.progress.grouping import MOST_TOGETHER, GroupCommit
from knowledge.errors import CatalogError
from tests.at_once import at_once


class Commits:
    """A database that doubles numbers. It fails where one of a group is among `bad`, or where a group is `too_many`."""

    def __init__(self, *bad: int, error: type[Exception] = CatalogError) -> None:
        self.groups: list[list[int]] = []
        self.bad = bad
        self.error = error

    def __call__(self, group: Sequence[int]) -> list[int]:
        """Commit."""
        self.groups.append(list(group))
        if set(group) & set(self.bad):
            raise self.error
        return [2 * number for number in group]


def test_one_alone_is_committed_at_once() -> None:
    commits = Commits()
    assert GroupCommit(commits).outcome(7) == 14
    assert commits.groups == [[7]]


def test_what_comes_while_another_is_committed_goes_together() -> None:
    commits = Commits()
    outcomes = at_once(commits, 0, [1, 2, 3])
    assert [each.result() for each in outcomes] == [2, 4, 6]
    assert commits.groups == [[0], [1, 2, 3]]


def test_a_group_has_a_largest_size() -> None:
    commits = Commits()
    outcomes = at_once(commits, 0, range(1, MOST_TOGETHER + 6))
    assert [each.result() for each in outcomes] == [2 * number for number in range(1, MOST_TOGETHER + 6)]
    assert [len(group) for group in commits.groups] == [1, MOST_TOGETHER, 5]


def test_one_that_cannot_be_committed_does_not_take_the_others_with_it() -> None:
    """Each is tried by itself, once."""
    commits = Commits(2)
    one, two, three = at_once(commits, 0, [1, 2, 3])
    assert (one.result(), three.result()) == (2, 6)
    assert isinstance(two.exception(), CatalogError)
    assert commits.groups[:2] == [[0], [1, 2, 3]]
    assert sorted(commits.groups[2:]) == [[1], [2], [3]]


def test_one_that_fails_alone_is_not_tried_again() -> None:
    commits = Commits(7)
    with pytest.raises(CatalogError):
        GroupCommit(commits).outcome(7)
    assert commits.groups == [[7]]


def test_nobody_waits_for_ever_where_the_program_is_wrong() -> None:
    """Who committed for the others may be told of it, too."""
    outcomes = at_once(Commits(2, error=ZeroDivisionError), 0, [1, 2, 3])
    assert isinstance(outcomes[1].exception(), ZeroDivisionError)
    assert sum(each.exception() is None for each in (outcomes[0], outcomes[2])) >= 1


def test_the_next_is_committed_after_a_failure() -> None:
    together = GroupCommit(Commits(7))
    with pytest.raises(CatalogError):
        together.outcome(7)
    assert together.outcome(8) == 16
