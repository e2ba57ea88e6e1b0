"""What every database must do for units, people and invitations."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from bot.people import tables
from bot.people.errors import InvitationError, UnknownUnitError
from bot.people.model import Invitation, Person, Unit
from bot.people.store import Invitations, People, Units
from knowledge.adapters.sql_engine import open_engine
from knowledge.errors import CatalogError
from tests.contracts.engines import migrated

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
MINH, LAN = 7_000_000_001, 7_000_000_002  # beyond 32 bits, as Telegram's are
TREE = (
    Unit("so", "Sở Giáo dục và Đào tạo Hưng Yên", "department", None, None, "Hưng Yên"),
    Unit("xa", "UBND xã Yên Mỹ", "commune", None, "so"),
    Unit("thcs", "Trường THCS Nguyễn Văn Linh", "school", "THCS", "xa"),
    Unit("mn", "Trường Mầm non Hoa Sen", "school", "mầm non", "xa"),
)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = migrated(url)
    Units(engine).load(TREE)
    yield engine
    engine.dispose()


@pytest.fixture
def people(engine: Engine) -> People:
    return People(engine)


@pytest.fixture
def units(engine: Engine) -> Units:
    return Units(engine)


@pytest.fixture
def invitations(engine: Engine) -> Invitations:
    return Invitations(engine)


def code_of(invitation: Invitation) -> str:
    assert invitation.code is not None
    return invitation.code


def refused(people: People, code: str, who: int = LAN, now: datetime = LATER) -> str:
    """The key of the sentence with which a code is refused."""
    with pytest.raises(InvitationError) as caught:
        people.join(who, code, now)
    return caught.value.key


def history(engine: Engine) -> list[tuple[object, ...]]:
    table = tables.membership
    columns = (table.c.person, table.c.unit, table.c.role, table.c.since, table.c.until)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(table.c.id))]


# ------------------------------------------------------------------------------------------------------------ people


def test_nothing_is_kept_of_somebody_who_was_never_seen(people: People) -> None:
    assert people.person(MINH) is None
    assert people.kept(MINH) == {}
    assert not people.erase(MINH)
    people.mark_blocked(MINH, NOON)
    people.unblock(MINH)
    assert people.person(MINH) is None


def test_what_is_set_stays_and_the_rest_is_as_it_was(people: People) -> None:
    people.change(MINH, NOON, lang="en", unit_type="center")
    assert people.change(MINH, LATER, year=2021) == Person(MINH, "en", "center", year=2021)
    assert people.person(MINH) == Person(MINH, "en", "center", year=2021)


def test_who_chooses_a_unit_alone_is_a_teacher_there(people: People, invitations: Invitations) -> None:
    """Nobody becomes the head of another school by choosing it."""
    people.join(MINH, code_of(invitations.create("thcs", "head", 1, 30, NOON)), NOON)
    chosen = people.change(MINH, LATER, unit="mn")
    assert chosen == Person(MINH, unit="mn", role="teacher", joined_at=LATER)


def test_the_same_unit_chosen_again_changes_nothing(people: People, engine: Engine) -> None:
    before = people.change(MINH, NOON, unit="mn", role="officer")
    assert people.change(MINH, LATER, unit="mn") == before
    assert len(history(engine)) == 1


def test_hand_overs_stay_known(people: People, engine: Engine) -> None:
    """Who was what, where, from when to when."""
    people.change(MINH, NOON, unit="thcs")
    people.change(MINH, LATER, role="officer")
    end = LATER + timedelta(days=1)
    left = people.change(MINH, end, unit=None)
    assert (left.unit, left.role, left.joined_at) == (None, "teacher", None)
    assert history(engine) == [(MINH, "thcs", "teacher", NOON, LATER), (MINH, "thcs", "officer", LATER, end)]


def test_a_unit_that_is_not_there_cannot_be_chosen(people: People) -> None:
    with pytest.raises(UnknownUnitError, match="nowhere"):
        people.change(MINH, NOON, unit="nowhere")
    assert people.person(MINH) is None


def test_a_guest_s_kind_of_unit_gives_way_to_the_unit_s_own(people: People) -> None:
    people.change(MINH, NOON, unit_type="center")
    assert people.change(MINH, NOON, unit="mn").unit_type is None
    assert people.change(MINH, NOON, unit_type="office").unit == "mn"


def test_members_are_those_who_belong_now(people: People) -> None:
    people.change(LAN, NOON, unit="mn")
    people.change(MINH, LATER, unit="mn")
    assert [person.telegram_id for person in people.members("mn")] == [LAN, MINH]
    people.change(LAN, LATER, unit="thcs")
    assert [person.telegram_id for person in people.members("mn")] == [MINH]


def test_who_stopped_the_bot_is_marked_until_they_are_back(people: People) -> None:
    people.change(MINH, NOON, lang="vi")
    people.mark_blocked(MINH, NOON)
    people.mark_blocked(MINH, LATER)
    blocked = people.person(MINH)
    assert blocked
    assert blocked.blocked_at == NOON
    people.unblock(MINH)
    assert people.person(MINH) == Person(MINH, "vi")


def test_all_that_is_kept_can_be_shown_as_json(people: People, invitations: Invitations) -> None:
    made = invitations.create("thcs", "officer", 1, 30, NOON)
    people.join(MINH, code_of(made), NOON)
    people.change(MINH, LATER, unit="mn", lang="vi")
    kept = json.loads(json.dumps(people.kept(MINH)))
    assert kept["telegram_id"] == MINH
    assert kept["unit"] == {"code": "mn", "name": "Trường Mầm non Hoa Sen"}
    assert [(m["unit"]["code"], m["role"], m["until"]) for m in kept["memberships"]] == [
        ("thcs", "officer", LATER.isoformat()),
        ("mn", "teacher", None),
    ]
    assert set(kept) == {*Person.__slots__, "memberships"}


def test_erased_is_erased_and_the_unit_keeps_what_was_done_without_the_person(people: People, engine: Engine) -> None:
    people.change(MINH, NOON, unit="thcs", role="officer")
    people.change(LAN, NOON, unit="thcs")
    assert people.erase(MINH, LATER)
    assert people.person(MINH) is None
    assert people.kept(MINH) == {}
    assert history(engine) == [(None, "thcs", "officer", NOON, LATER), (LAN, "thcs", "teacher", NOON, None)]


def test_feedback_is_kept_without_the_person(people: People, engine: Engine) -> None:
    people.add_feedback(
        vote=False,
        reason="Thiếu hạn nộp",
        index_version="v1",
        prompt_version=None,
        status="answered",
        provisions=["so-2021#2.b.3"],
        now=NOON,
    )
    with engine.connect() as connection:
        (row,) = connection.execute(select(tables.feedback)).all()
    assert tuple(row)[1:] == (False, "Thiếu hạn nộp", "v1", None, "answered", ["so-2021#2.b.3"], NOON)


# ------------------------------------------------------------------------------------------------------- invitations


def test_an_invitation_brings_into_its_unit_and_role(people: People, invitations: Invitations) -> None:
    made = invitations.create("thcs", "officer", 3, 30, NOON)
    person, unit = people.join(MINH, code_of(made), LATER)
    assert (person.unit, person.role, person.joined_at) == ("thcs", "officer", LATER)
    assert unit.name == "Trường THCS Nguyễn Văn Linh"
    assert people.person(MINH) == person
    assert invitations.of_unit("thcs") == [replace(made, uses_left=2, code=None)]


def test_of_a_code_only_its_hash_is_kept(invitations: Invitations, engine: Engine) -> None:
    code = code_of(invitations.create("thcs", "teacher", 1, 1, NOON))
    with engine.connect() as connection:
        (row,) = connection.execute(select(tables.invitation)).all()
    assert code not in map(str, row)


def test_codes_fit_a_deep_link_and_a_command_line(invitations: Invitations) -> None:
    """At most 64 letters, digits, - and _ (Bot API), at least 64 random bits, and none that looks like an option."""
    codes = {code_of(invitations.create("thcs", "teacher", 1, 1, NOON)) for _ in range(50)}
    assert len(codes) == 50
    for code in codes:
        assert code.replace("-", "").replace("_", "").isalnum()
        assert code.isascii()
        assert code[0].isalnum()
        assert 64 / 6 < len(code) <= 64


def test_wrong_and_revoked_codes_look_the_same(people: People, invitations: Invitations) -> None:
    code = code_of(invitations.create("thcs", "teacher", 5, 30, NOON))
    assert invitations.revoke(code, NOON)
    assert not invitations.revoke(code, LATER)
    assert not invitations.revoke("wrong", NOON)
    assert refused(people, code) == refused(people, "wrong") == refused(people, "\udc80 lạ") == "invitation.unknown"
    assert people.person(LAN) is None


def test_an_invitation_can_be_revoked_by_its_id_which_opens_nothing(people: People, invitations: Invitations) -> None:
    made = invitations.create("thcs", "teacher", 5, 30, NOON)
    assert refused(people, made.id) == "invitation.unknown"
    assert invitations.revoke(made.id, NOON)
    assert refused(people, code_of(made)) == "invitation.unknown"


def test_an_expired_invitation_says_so(people: People, invitations: Invitations) -> None:
    code = code_of(invitations.create("thcs", "teacher", 5, 1, NOON))
    assert refused(people, code, now=NOON + timedelta(days=1)) == "invitation.expired"
    assert people.join(LAN, code, NOON + timedelta(hours=23))


def test_a_spent_invitation_says_so(people: People, invitations: Invitations) -> None:
    code = code_of(invitations.create("thcs", "teacher", 1, 30, NOON))
    people.join(MINH, code, NOON)
    assert refused(people, code) == "invitation.spent"


def test_a_code_can_be_looked_at_before_it_is_used(people: People, invitations: Invitations) -> None:
    made = invitations.create("thcs", "head", 1, 1, NOON)
    assert invitations.check(code_of(made), NOON) == replace(made, code=None)
    with pytest.raises(InvitationError, match="expired"):
        invitations.check(code_of(made), NOON + timedelta(days=2))
    people.join(MINH, code_of(made), NOON)
    with pytest.raises(InvitationError, match="used up"):
        invitations.check(code_of(made), NOON)


def test_the_same_person_spends_one_use(people: People, invitations: Invitations) -> None:
    """Also when they left in between, and also when it was the last use."""
    code = code_of(invitations.create("thcs", "teacher", 1, 30, NOON))
    first, _ = people.join(MINH, code, NOON)
    assert people.join(MINH, code, LATER)[0] == first
    people.change(MINH, LATER, unit="mn")
    assert people.join(MINH, code, LATER)[0].unit == "thcs"


def test_nobody_is_lowered_by_a_code_of_their_own_unit(people: People, invitations: Invitations) -> None:
    people.join(MINH, code_of(invitations.create("thcs", "head", 1, 30, NOON)), NOON)
    poster = invitations.create("thcs", "teacher", 2, 30, LATER)
    assert people.join(MINH, code_of(poster), LATER)[0].role == "head"
    assert invitations.of_unit("thcs")[0].uses_left == 2


def test_a_higher_role_raises(people: People, invitations: Invitations, engine: Engine) -> None:
    people.change(MINH, NOON, unit="thcs")
    raised, _ = people.join(MINH, code_of(invitations.create("thcs", "head", 1, 30, NOON)), LATER)
    assert (raised.role, raised.joined_at) == ("head", NOON)
    assert [row[2:] for row in history(engine)] == [("teacher", NOON, LATER), ("head", LATER, None)]


def test_of_many_who_race_for_the_last_use_exactly_one_wins(people: People, invitations: Invitations) -> None:
    code = code_of(invitations.create("thcs", "officer", 1, 30, NOON))

    def join(who: int) -> str:
        try:
            people.join(who, code, LATER)
        except InvitationError as error:
            return error.key
        return "joined"

    with ThreadPoolExecutor(8) as pool:
        ends = sorted(pool.map(join, range(MINH, MINH + 8)))
    assert ends == [*["invitation.spent"] * 7, "joined"]
    assert len(people.members("thcs")) == 1


def test_what_one_person_does_at_once_is_done_one_by_one(people: People, engine: Engine) -> None:
    """A button pressed twice makes one membership."""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda unit: people.change(MINH, NOON, unit=unit), ["thcs", "thcs", "thcs", "thcs"]))
    assert len(history(engine)) == 1


@pytest.mark.parametrize(("uses", "days"), [(0, 30), (10_001, 30), (1, 0), (1, 10**9)])
def test_an_invitation_has_bounds(invitations: Invitations, uses: int, days: int) -> None:
    with pytest.raises(InvitationError):
        invitations.create("thcs", "teacher", uses, days, NOON)


def test_nobody_is_invited_into_a_unit_that_is_not_there(invitations: Invitations) -> None:
    with pytest.raises(UnknownUnitError):
        invitations.create("nowhere", "teacher", 1, 1, NOON)


# ------------------------------------------------------------------------------------------------------------- units


def test_units_come_back_as_they_were_loaded(units: Units) -> None:
    assert {unit.code: unit for unit in units.all()} == {unit.code: unit for unit in TREE}
    assert units.unit("mn") == TREE[3]
    assert units.unit("nowhere") is None


def test_the_tree_is_walked_up_and_down(units: Units) -> None:
    assert [unit.code for unit in units.children("xa")] == ["mn", "thcs"]
    assert [unit.code for unit in units.subtree("so")] == ["so", "xa", "mn", "thcs"]
    assert [unit.code for unit in units.ancestors("mn")] == ["xa", "so"]
    assert units.subtree("nowhere") == units.ancestors("nowhere") == []
    assert units.province("mn") == "Hưng Yên"


def test_loading_adds_and_replaces_and_removes_nothing(units: Units) -> None:
    renamed = replace(TREE[3], name="Trường Mầm non Hoa Hồng")
    units.load([Unit("th", "Trường Tiểu học Mới", "school", "tiểu học", "thcs"), renamed])
    assert len(units.all()) == 5
    assert [unit.code for unit in units.search("hoa hong")] == ["mn"]


def test_children_may_come_before_their_parents(units: Units) -> None:
    units.load([Unit("b", "B", "school", parent="a"), Unit("a", "A", "commune", parent="so")])
    assert [unit.code for unit in units.ancestors("b")] == ["a", "so"]


def test_what_another_process_loaded_is_seen(units: Units, url: str) -> None:
    """The bot answers from the units that were imported a moment ago."""
    assert units.search("minh khai") == []
    other = open_engine(url)
    Units(other).load([Unit("mk", "Trường THPT Minh Khai", "school", "THPT", "so")])
    assert [unit.code for unit in units.search("minh khai")] == ["mk"]
    Units(other).load([Unit("mk", "Trường THPT Trần Phú", "school", "THPT", "so")])
    assert [unit.code for unit in units.search("tran phu")] == ["mk"]
    other.dispose()


def test_half_a_load_is_none(units: Units) -> None:
    with pytest.raises(CatalogError):
        units.load([Unit("a", "A", "commune"), Unit("b", "B", "school", parent="nowhere")])
    assert units.unit("a") is None
