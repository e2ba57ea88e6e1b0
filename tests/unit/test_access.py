"""Who may do what: the whole table."""

from typing import get_args

import pytest

from bot.access import Permission, may, roles_to_give
from bot.people.model import Person, Role, Unit
from bot.people.tree import UnitTree

TREE = UnitTree(
    [
        Unit("so", "Sở", "department"),
        Unit("xa", "Xã", "commune", parent="so"),
        Unit("truong", "Trường", "school", parent="xa"),
        Unit("khac", "Trường khác", "school", parent="so"),
    ]
)
EVERYTHING = set(get_args(Permission))
OPERATOR = 99


def allowed(role: Role, home: str | None, unit: str | None) -> set[str]:
    person = Person(1, unit=home, role=role)
    return {act for act in get_args(Permission) if may(person, act, unit, TREE, {OPERATOR})}


@pytest.mark.parametrize(
    ("role", "home", "unit", "acts"),
    [
        ("teacher", "truong", "truong", set()),
        ("officer", "truong", "truong", {"report"}),
        ("head", "truong", "truong", {"report", "review", "members", "invite", "remind"}),
        ("admin", "xa", "xa", {"report", "review", "members", "invite", "remind", "period"}),
        ("admin", "xa", "truong", {"review", "members", "invite", "remind", "period"}),
        ("admin", "so", "truong", {"review", "members", "invite", "remind", "period", "documents"}),
        ("admin", "xa", "khac", set()),
        ("admin", "xa", "so", set()),
        ("head", "xa", "truong", set()),
        ("head", "truong", "khac", set()),
        ("officer", "truong", "khac", set()),
        ("admin", "so", None, {"documents"}),
        ("admin", "xa", None, set()),
        ("admin", "so", "nowhere", {"documents"}),
        ("admin", None, "so", set()),
        ("admin", None, None, set()),
        ("head", "so", None, set()),
    ],
)
def test_what_each_role_may_do_where(role: Role, home: str | None, unit: str | None, acts: set[str]) -> None:
    assert allowed(role, home, unit) == acts


def test_the_operator_s_own_ids_may_do_everything_everywhere() -> None:
    someone = Person(OPERATOR)
    assert {act for act in get_args(Permission) if may(someone, act, "khac", TREE, {OPERATOR})} == EVERYTHING
    assert may(someone, "documents", None, TREE, {OPERATOR})


@pytest.mark.parametrize(
    ("role", "home", "unit", "roles"),
    [
        ("teacher", "truong", "truong", ()),
        ("officer", "truong", "truong", ()),
        ("head", "truong", "truong", ("teacher", "officer")),
        ("head", "truong", "khac", ()),
        ("admin", "xa", "truong", get_args(Role)),
        ("admin", "xa", "xa", get_args(Role)),
        ("admin", "xa", "khac", ()),
    ],
)
def test_into_which_roles_each_may_invite(role: Role, home: str, unit: str, roles: tuple[Role, ...]) -> None:
    assert roles_to_give(Person(1, unit=home, role=role), unit, TREE, {OPERATOR}) == roles


def test_the_operator_may_invite_anybody_anywhere() -> None:
    assert roles_to_give(Person(OPERATOR), "khac", TREE, {OPERATOR}) == get_args(Role)
