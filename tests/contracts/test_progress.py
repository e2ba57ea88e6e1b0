"""What every database must do for reporting: periods, check-ins, reviews, drafts, figures."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, select, text

from bot.migrations import ensure_schema
from bot.people.model import Unit
from bot.people.reorganisation import Reorganisation
from bot.people.store import People, Units
from bot.progress import tables
from bot.progress.errors import (
    ConflictError,
    InvalidReportError,
    LockedError,
    NotExpectedError,
    OutrankedError,
    PeriodClosedError,
    PeriodError,
    ProgressError,
    ReviewError,
    UnknownPeriodError,
)
from bot.progress.figures import Figures
from bot.progress.model import CheckIn, Draft, Evidence, Period, PeriodObligation, Quiet, Report
from bot.progress.periods import Periods
from bot.progress.store import CheckIns, Drafts
from knowledge.adapters.sql_engine import open_engine, writing
from knowledge.model import Bilingual
from tests.contracts.engines import migrated

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
DUE = date(2026, 11, 30)
LATE = datetime(2026, 11, 30, 17, tzinfo=UTC)  # midnight in Vietnam
MINH, LAN, HOA = 7_000_000_001, 7_000_000_002, 7_000_000_003
TREE = (
    Unit("so", "Sở Giáo dục và Đào tạo Hưng Yên", "department", None, None, "Hưng Yên"),
    Unit("xa", "UBND xã Yên Mỹ", "commune", None, "so"),
    Unit("thcs", "Trường THCS Nguyễn Văn Linh", "school", "THCS", "xa"),
    Unit("mn", "Trường Mầm non Hoa Sen", "school", "mầm non", "xa"),
    Unit("tt", "Trung tâm GDNN-GDTX Yên Mỹ", "center", None, "so"),
)
PLAN = PeriodObligation(
    "d#1", "d", "1", Bilingual("Lập kế hoạch", "Make a plan"), "plan", {"school": "yes", "center": "yes"}
)
TRAIN = PeriodObligation(
    "d#2/1", "d", "2", Bilingual("Tập huấn", "Train"), "train", {"school": "yes", "center": "conditional"}
)
REWARD = PeriodObligation(
    "d#3", "d", "3", Bilingual("Khen thưởng", "Reward"), "reward", {"school": "conditional", "department": "yes"}
)
OBLIGATIONS = (PLAN, TRAIN, REWARD)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = migrated(url)
    Units(engine).load(TREE)
    people = People(engine)
    for who, unit in ((MINH, "thcs"), (LAN, "thcs"), (HOA, "so")):
        people.change(who, NOON, unit=unit, role="officer")
    yield engine
    engine.dispose()


@pytest.fixture
def periods(engine: Engine) -> Periods:
    return Periods(engine)


@pytest.fixture
def checkins(engine: Engine) -> CheckIns:
    return CheckIns(engine)


@pytest.fixture
def drafts(engine: Engine) -> Drafts:
    return Drafts(engine)


@pytest.fixture
def figures(engine: Engine) -> Figures:
    return Figures(engine)


@pytest.fixture
def period(periods: Periods) -> Period:
    return periods.open("Quý IV", DUE, OBLIGATIONS, now=NOON, unit="so", by=HOA)


def done(period: Period, unit: str = "thcs", obligation: PeriodObligation = PLAN, **more: Any) -> Report:
    return Report(period.id, unit, obligation.id, **({"status": "done"} | more))


def refused(error: type[ProgressError], act: Any) -> str:
    """The key of the sentence with which something is refused."""
    with pytest.raises(error) as caught:
        act()
    return caught.value.key


# ----------------------------------------------------------------------------------------------------------- periods


def test_a_period_is_kept_as_it_was_opened(periods: Periods) -> None:
    quiet = Quiet.of("21:00-07:00")
    made = periods.open("  Sáu tháng  đầu năm ", DUE, OBLIGATIONS, now=NOON, unit="so", quiet=quiet, by=HOA)
    assert periods.get(made.id) == made
    assert (made.name, made.due, made.unit, made.quiet, made.opened_by) == ("Sáu tháng đầu năm", DUE, "so", quiet, HOA)
    assert (made.obligations, made.documents, made.is_open) == (OBLIGATIONS, ("d",), True)


def test_a_period_is_found_by_name_or_number(periods: Periods, period: Period) -> None:
    assert periods.find("quý iv") == periods.find(f" {period.id} ") == period
    assert refused(UnknownPeriodError, lambda: periods.find("Quý I")) == "period.unknown"
    periods.open("Quý IV", DUE, OBLIGATIONS, now=NOON, unit="xa")
    assert refused(UnknownPeriodError, lambda: periods.find("Quý IV")) == "period.several"


def test_a_period_that_cannot_be_is_not_opened(periods: Periods, period: Period) -> None:
    """Nothing is left of it."""

    def opened(name: str, *obligations: PeriodObligation) -> str:
        return refused(PeriodError, lambda: periods.open(name, DUE, obligations, now=NOON, unit="so"))

    assert opened(" ", PLAN) == opened("x" * 200, PLAN) == "period.bad_name"
    assert opened("Quý I") == "period.nothing_to_report"
    assert opened(period.name, PLAN) == "period.name_taken"
    assert periods.all() == [period]


def test_the_periods_of_a_unit_are_those_open_above_it(periods: Periods, period: Period) -> None:
    """The one due first comes first."""
    sooner = periods.open("Tháng 11", DUE - timedelta(days=9), [PLAN], now=NOON, unit="xa")
    assert periods.open_for("thcs") == [sooner, period]
    assert periods.open_for("so") == [period]
    periods.close(sooner.id, NOON)
    assert periods.open_for("thcs") == [period]


def test_a_period_goes_on_from_the_last(periods: Periods) -> None:
    last = periods.open("2025", DUE, OBLIGATIONS, now=NOON, unit="xa", quiet=Quiet.of("22:00-06:30"))
    new = periods.carry_over(last.id, "2026", DUE + timedelta(days=365), now=NOON + HOUR, by=HOA)
    assert (new.unit, new.obligations, new.quiet, new.carried_from) == ("xa", OBLIGATIONS, last.quiet, last.id)


def test_a_closed_period_takes_nothing_until_it_is_reopened(
    periods: Periods, checkins: CheckIns, period: Period
) -> None:
    closed = periods.close(period.id, NOON)
    assert closed.closed_at == NOON
    assert periods.close(period.id, NOON + HOUR).closed_at == NOON
    act = partial(checkins.record, done(period), 0, by=MINH, now=NOON)
    assert refused(PeriodClosedError, act) == "checkin.period_closed"
    again = periods.reopen(period.id, NOON + HOUR)
    assert (again.is_open, again.reopened_at, again.due) == (True, NOON + HOUR, DUE)
    assert act().version == 1
    assert refused(PeriodError, lambda: periods.reopen(period.id, NOON)) == "period.is_open"


def test_a_period_reopened_until_another_day_counts_in_time_by_that_day(
    periods: Periods, checkins: CheckIns, figures: Figures, period: Period
) -> None:
    checkins.record(done(period), 0, by=MINH, now=LATE)
    assert figures.progress_of(period.id).on_time == 0
    periods.close(period.id, LATE)
    periods.reopen(period.id, LATE, due=DUE + timedelta(days=1))
    assert figures.progress_of(period.id).on_time == 1


# --------------------------------------------------------------------------------------------------------- check-ins


def test_a_check_in_is_kept_as_it_was_sent(checkins: CheckIns, period: Period) -> None:
    report = done(
        period,
        obligation=TRAIN,
        counts={"participants": 45, "women": 30},
        note="Tập huấn tại hội trường",
        happened_on=date(2026, 11, 21),
        evidence=(Evidence("ab" * 32, "image/jpeg", 120_000),),
    )
    made = checkins.record(report, 0, by=MINH, now=NOON)
    assert checkins.history(period.id, "thcs", TRAIN.id) == [made]
    assert (made.report, made.version, made.replaces, made.at, made.by) == (report, 1, None, NOON, MINH)


def test_a_file_is_fetched_until_a_correction_takes_it_away(checkins: CheckIns, period: Period) -> None:
    """That there was one stays with the old version; nobody can open it any more."""
    one, two = (Evidence(name, "image/jpeg", 9, "photo", f"fetch-{name}") for name in ("one", "two"))
    first = checkins.record(done(period, evidence=(one, two)), 0, by=MINH, now=NOON)
    assert [checkins.file(first.id, number) for number in (0, 1, 2, 3)] == [None, one, two, None]
    assert checkins.get(first.id) == first
    assert [getattr(checkins.file(first.id, n), "file_id", "") for n in (1, 2)] == ["fetch-one", "fetch-two"]
    (read,) = checkins.history(period.id, "thcs", PLAN.id)
    second = checkins.record(replace(read.report, evidence=read.report.evidence[:1]), 1, by=MINH, now=NOON)
    assert getattr(checkins.file(second.id, 1), "file_id", "") == "fetch-one"
    assert checkins.file(first.id, 2) is None
    assert checkins.history(period.id, "thcs", PLAN.id)[0].report.evidence == (one, two)


def test_a_unit_that_said_only_what_does_not_count_leaves_the_tree_with_it(
    engine: Engine, checkins: CheckIns, figures: Figures, period: Period
) -> None:
    """Nothing is expected of it and nothing shown, but its check-in is kept."""
    checkins.record(done(period, "tt", TRAIN, status="not_applicable", reason="không có"), 0, by=None, now=NOON)
    Reorganisation(engine).close("tt", date(2026, 11, 22), now=NOON)
    assert figures.progress_of(period.id).expected == 5
    assert len(checkins.history(period.id, "tt", TRAIN.id)) == 1


def test_silent_units_are_counted_and_the_first_named(checkins: CheckIns, figures: Figures, period: Period) -> None:
    """Also where the figures of each unit are not asked for; a unit of which nothing is expected is not silent."""
    checkins.record(done(period, "mn"), 0, by=None, now=NOON)
    for units in (True, False):
        progress = figures.progress_of(period.id, "xa", units=units)
        assert progress.silent_units == 1
        assert [each.code for each in progress.first_silent] == ["thcs"]
    assert [each.code for each in figures.progress_of(period.id, "xa").silent] == ["thcs"]
    assert figures.progress_of(period.id).silent_units == len(figures.progress_of(period.id).silent)


def test_what_nobody_has_looked_at_awaits_a_review(checkins: CheckIns, period: Period) -> None:
    """The oldest first; a correction of what was sent back awaits again, what is approved or locked does not."""

    def waiting(unit: str | None = None, **more: Any) -> list[tuple[str, str, int]]:
        found = checkins.awaiting(period.id, unit, **({"most": 9} | more))
        return [(each.report.unit, each.report.obligation, each.version) for each in found]

    checkins.record(done(period), 0, by=MINH, now=NOON)
    checkins.record(done(period, "mn"), 0, by=None, now=NOON)
    checkins.record(done(period, "tt"), 0, by=None, now=NOON)
    assert waiting() == [("thcs", PLAN.id, 1), ("mn", PLAN.id, 1), ("tt", PLAN.id, 1)]
    assert waiting("xa") == waiting()[:2]
    assert waiting("xa", most=1, skipped=1) == [("mn", PLAN.id, 1)]
    assert waiting("nowhere") == []
    for unit, verdict in (("thcs", "sent_back"), ("mn", "approved"), ("tt", "locked")):
        checkins.review(period.id, unit, PLAN.id, verdict, 1, note="vì", by=HOA, now=NOON)  # type: ignore[arg-type]
    assert waiting() == []
    checkins.record(done(period, note="sửa"), 1, by=MINH, now=NOON)
    assert waiting() == [("thcs", PLAN.id, 2)]


def test_a_correction_is_a_new_version_and_the_old_one_stays(checkins: CheckIns, period: Period) -> None:
    first = checkins.record(done(period, status="in_progress"), 0, by=MINH, now=NOON)
    second = checkins.record(done(period), 1, by=LAN, now=NOON + HOUR)
    assert checkins.history(period.id, "thcs", PLAN.id) == [first, second]
    assert (second.version, second.replaces, second.by) == (2, 1, LAN)


def test_who_comes_second_is_told_and_overwrites_nothing(checkins: CheckIns, period: Period) -> None:
    theirs = checkins.record(done(period), 0, by=MINH, now=NOON)
    with pytest.raises(ConflictError) as caught:
        checkins.record(done(period, status="blocked"), 0, by=LAN, now=NOON + HOUR)
    assert caught.value.latest == theirs
    assert checkins.history(period.id, "thcs", PLAN.id) == [theirs]
    with pytest.raises(ConflictError):
        checkins.record(done(period, obligation=TRAIN), 3, by=LAN, now=NOON)


def test_the_same_act_delivered_again_is_recorded_once(checkins: CheckIns, period: Period) -> None:
    made = checkins.record(done(period), 0, by=MINH, now=NOON, key="update-7")
    assert checkins.record(done(period), 0, by=MINH, now=NOON + HOUR, key="update-7") == made
    assert checkins.history(period.id, "thcs", PLAN.id) == [made]


def test_the_same_act_delivered_after_the_period_closed_is_still_done(
    checkins: CheckIns, periods: Periods, period: Period
) -> None:
    made = checkins.record(done(period), 0, by=MINH, now=NOON, key="update-7")
    periods.close(period.id, NOON)
    assert checkins.record(done(period), 0, by=MINH, now=NOON, key="update-7") == made


def test_of_many_at_once_exactly_one_wins(url: str, checkins: CheckIns, period: Period) -> None:
    """From connections of their own, as several processes have them."""

    def attempt(who: int) -> CheckIn | None:
        engine = open_engine(url)
        try:
            return CheckIns(engine).record(done(period, note=str(who)), 0, by=None, now=NOON)
        except ConflictError:
            return None
        finally:
            engine.dispose()

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(attempt, range(8)))
    (winner,) = filter(None, results)
    assert checkins.history(period.id, "thcs", PLAN.id) == [winner]


def test_the_same_act_at_once_is_recorded_once(url: str, checkins: CheckIns, period: Period) -> None:
    def attempt(_: int) -> CheckIn:
        engine = open_engine(url)
        try:
            return CheckIns(engine).record(done(period), 0, by=MINH, now=NOON, key="update-7")
        finally:
            engine.dispose()

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(attempt, range(8)))
    assert results == checkins.history(period.id, "thcs", PLAN.id) * 8


def test_several_are_recorded_all_or_none(checkins: CheckIns, figures: Figures, period: Period) -> None:
    checkins.record(done(period, obligation=TRAIN), 0, by=LAN, now=NOON)
    both = [(done(period), 0), (done(period, obligation=TRAIN), 0)]
    with pytest.raises(ConflictError):
        checkins.record_all(both, by=MINH, now=NOON, key="update-8")
    assert checkins.history(period.id, "thcs", PLAN.id) == []
    assert figures.progress_of(period.id).reported == 1
    again = [(done(period), 0), (done(period, obligation=TRAIN), 1)]
    assert checkins.recorded("update-9") == []
    made = checkins.record_all(again, by=MINH, now=NOON, key="update-9")
    assert checkins.recorded("update-9") == made
    assert [each.version for each in made] == [1, 2]
    assert checkins.record_all(again, by=MINH, now=NOON, key="update-9") == made
    with pytest.raises(ValueError, match="another record"):
        checkins.record_all([(done(period), 1), (done(period), 2)], by=MINH, now=NOON)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"counts": {"participants": 3, "women": 4}}, "checkin.more_women"),
        ({"counts": {"participants": -1}}, "checkin.count_bounds"),
        ({"counts": {"participants": 10_000_000}}, "checkin.count_bounds"),
        ({"status": "not_applicable"}, "checkin.reason_missing"),
        ({"note": "x" * 1001}, "checkin.too_long"),
        ({"evidence": (Evidence("a", "image/png", 1),) * 21}, "checkin.too_many_files"),
    ],
)
def test_a_report_that_contradicts_itself_is_not_recorded(
    checkins: CheckIns, period: Period, said: dict[str, Any], key: str
) -> None:
    report = done(period, **said)
    assert refused(InvalidReportError, lambda: checkins.record(report, 0, by=MINH, now=NOON)) == key


def test_what_is_not_for_a_unit_is_not_recorded(checkins: CheckIns, periods: Periods, period: Period) -> None:
    """Another unit's, another kind's, something the period does not ask, a period there is not."""
    other = periods.open("Xã", DUE, [PLAN], now=NOON, unit="xa")
    for report in (
        done(period, "so"),
        done(period, "nowhere"),
        done(other, "tt"),
        done(period, obligation=replace(PLAN, id="d#9")),
    ):
        refused(NotExpectedError, lambda report=report: checkins.record(report, 0, by=MINH, now=NOON))
    nowhere = replace(done(period), period=99)
    refused(UnknownPeriodError, lambda: checkins.record(nowhere, 0, by=MINH, now=NOON))


def test_a_unit_sees_what_is_expected_of_it_and_where_it_stands(checkins: CheckIns, period: Period) -> None:
    made = checkins.record(done(period), 0, by=MINH, now=NOON)
    plan, train, reward = checkins.expectations(period.id, "thcs")
    assert (plan.obligation, plan.latest, plan.version, plan.first_at, plan.expected) == (PLAN, made, 1, NOON, True)
    assert (train.latest, train.version, train.expected) == (None, 0, True)
    assert (reward.applies, reward.expected) == ("conditional", False)
    assert [each.obligation for each in checkins.expectations(period.id, "so")] == [REWARD]
    assert checkins.expectations(period.id, "xa") == checkins.expectations(period.id, "nowhere") == []
    found = checkins.expectation(period.id, "thcs", PLAN.id)
    assert found == plan


def test_what_stays_of_the_erased_is_what_the_unit_reported(
    engine: Engine, checkins: CheckIns, drafts: Drafts, period: Period
) -> None:
    made = checkins.record(done(period), 0, by=MINH, now=NOON)
    checkins.review(period.id, "thcs", PLAN.id, "approved", 1, by=MINH, now=NOON)
    drafts.save(Draft(MINH, period.id, "thcs", TRAIN.id, {}, NOON))
    kept = checkins.kept(MINH)
    assert [len(kept[part]) for part in ("check_ins", "reviews", "drafts")] == [1, 1, 1]
    People(engine).erase(MINH)
    assert checkins.history(period.id, "thcs", PLAN.id) == [replace(made, by=None)]
    assert checkins.kept(MINH) == {"check_ins": [], "reviews": [], "drafts": []}
    late = checkins.record(done(period), 1, by=MINH, now=NOON)
    assert late.by is None, "nobody who is erased comes back by a late act"


# ----------------------------------------------------------------------------------------------------------- reviews


HEAD = LAN  # of the school, and HOA of the department above it
ABOVE_HEAD = frozenset({"xa", "so"})


def test_what_a_level_above_said_is_not_lifted_from_below(checkins: CheckIns, period: Period) -> None:
    """Neither a lock nor a verdict; what was corrected since is the head's to look at again."""
    by_head = partial(checkins.review, period.id, "thcs", PLAN.id, by=HEAD, now=NOON, above=ABOVE_HEAD)
    by_department = partial(checkins.review, period.id, "thcs", PLAN.id, by=HOA, now=NOON, above=frozenset())
    checkins.record(done(period), 0, by=MINH, now=NOON)
    by_head("approved", 1)
    for verdict in ("locked", "approved"):
        by_department(verdict, 1)
        assert refused(OutrankedError, lambda: by_head("approved", 1)) == "review.from_above"
        assert refused(OutrankedError, lambda: by_head("sent_back", 1, note="vì")) == "review.from_above"
    checkins.record(done(period, note="sửa"), 1, by=MINH, now=NOON)
    assert by_head("locked", 2).verdict == "locked"
    assert by_department("approved", 2).verdict == "approved"


def test_the_level_is_that_of_when_it_was_said(engine: Engine, checkins: CheckIns, period: Period) -> None:
    """Whoever leaves the department for the school takes none of its word along; nothing is known of the erased."""
    people, by_head = People(engine), partial(checkins.review, period.id, "thcs", PLAN.id, by=HEAD, now=NOON)
    checkins.record(done(period), 0, by=MINH, now=NOON)
    checkins.review(period.id, "thcs", PLAN.id, "locked", 1, by=HOA, now=NOON)
    people.change(HOA, NOON + HOUR, unit="thcs", role="head")
    (locked,) = checkins.reviews(period.id, "thcs", PLAN.id)
    assert checkins.said_from(locked) == "so"
    people.erase(HOA)
    (locked,) = checkins.reviews(period.id, "thcs", PLAN.id)
    assert checkins.said_from(locked) is None
    refused(OutrankedError, lambda: by_head("approved", 1, above=ABOVE_HEAD))
    assert by_head("approved", 1).verdict == "approved", "nobody is above the operator"


def test_what_a_head_approved_still_awaits_those_above(checkins: CheckIns, period: Period) -> None:
    """Not what the head sent back, which the unit is correcting; and each level's own word is enough for it."""
    for unit in ("thcs", "mn"):
        checkins.record(done(period, unit), 0, by=None, now=NOON)

    def waiting(level: str | None) -> list[str]:
        found = checkins.awaiting(period.id, None, most=9, level=level)
        assert checkins.count_awaiting(period.id, None, level=level) == len(found)
        return [each.report.unit for each in found]

    checkins.review(period.id, "thcs", PLAN.id, "sent_back", 1, note="vì", by=HEAD, now=NOON)
    checkins.review(period.id, "mn", PLAN.id, "approved", 1, by=None, now=NOON)
    assert waiting("so") == []
    approved = checkins.review(period.id, "thcs", PLAN.id, "approved", 1, by=HEAD, now=NOON)
    assert (waiting("thcs"), waiting("xa"), waiting("so"), waiting(None)) == ([], ["thcs"], ["thcs"], [])
    assert checkins.review(period.id, "thcs", PLAN.id, "approved", 1, by=HOA, now=NOON).id > approved.id
    assert waiting("so") == []


def test_a_review_is_of_a_version(checkins: CheckIns, period: Period) -> None:
    checkins.record(done(period), 0, by=MINH, now=NOON)
    sent = checkins.review(period.id, "thcs", PLAN.id, "sent_back", 1, note="Thiếu ngày", by=HOA, now=NOON)
    (found, *_) = checkins.expectations(period.id, "thcs")
    assert (found.review, found.verdict) == (sent, "sent_back")
    checkins.record(done(period), 1, by=MINH, now=NOON + HOUR)
    (found, *_) = checkins.expectations(period.id, "thcs")
    assert (found.review, found.verdict) == (sent, None), "a correction is to be looked at anew"
    approved = checkins.review(period.id, "thcs", PLAN.id, "approved", 2, by=HOA, now=NOON + HOUR)
    assert checkins.review(period.id, "thcs", PLAN.id, "approved", 2, by=HOA, now=NOON + 2 * HOUR) == approved
    assert checkins.reviews(period.id, "thcs", PLAN.id) == [sent, approved]


def test_what_was_corrected_meanwhile_is_not_approved_unseen(checkins: CheckIns, period: Period) -> None:
    checkins.record(done(period), 0, by=MINH, now=NOON)
    second = checkins.record(done(period, status="blocked"), 1, by=MINH, now=NOON)
    with pytest.raises(ConflictError) as caught:
        checkins.review(period.id, "thcs", PLAN.id, "approved", 1, by=HOA, now=NOON)
    assert caught.value.latest == second


def test_what_is_locked_takes_no_correction_until_it_is_sent_back(checkins: CheckIns, period: Period) -> None:
    checkins.record(done(period), 0, by=MINH, now=NOON)
    checkins.review(period.id, "thcs", PLAN.id, "locked", 1, by=HOA, now=NOON)
    act = partial(checkins.record, done(period, status="blocked"), 1, by=MINH, now=NOON)
    assert refused(LockedError, act) == "checkin.locked"
    checkins.review(period.id, "thcs", PLAN.id, "sent_back", 1, note="Sửa số liệu", by=HOA, now=NOON)
    assert act().version == 2


def test_nothing_is_reviewed_that_is_not_there(checkins: CheckIns, period: Period) -> None:
    def said(verdict: Any, obligation: str = PLAN.id, **more: Any) -> Any:
        return lambda: checkins.review(period.id, "thcs", obligation, verdict, 0, by=HOA, now=NOON, **more)

    assert refused(ReviewError, said("approved")) == "review.nothing"
    assert refused(ReviewError, said("sent_back")) == "review.reason_missing"
    refused(NotExpectedError, said("locked", "d#9"))
    assert said("locked")().version == 0
    refused(LockedError, lambda: checkins.record(done(period), 0, by=MINH, now=NOON))


CALLED = 7_000_000_004  # of the commune, between the school and the department


@pytest.mark.parametrize("seed", range(2))
def test_as_many_await_as_are_listed(engine: Engine, checkins: CheckIns, period: Period, seed: int) -> None:
    """Of each unit and for each level, whatever was reported, said, moved, closed or forgotten before."""
    people, tree = People(engine), Reorganisation(engine)
    dice = Random(seed)  # noqa: S311 - to vary, not to hide
    people.change(CALLED, NOON, unit="xa", role="head")
    versions: Counter[tuple[str, str]] = Counter()

    def record() -> None:
        unit, duty = dice.choice(("thcs", "mn")), dice.choice(OBLIGATIONS)
        checkins.record(done(period, unit, duty), versions[unit, duty.id], by=MINH, now=NOON)
        versions[unit, duty.id] += 1

    def review() -> None:
        (unit, duty), version = dice.choice(list(versions.items()))
        verdict: Any = dice.choice(("approved", "approved", "sent_back"))
        by = dice.choice((LAN, CALLED, HOA, None))
        checkins.review(period.id, unit, duty, verdict, version, note="vì", by=by, now=NOON)

    record()
    for step in range(18):
        dice.choice((record, record, review, review, review))()
        if step == 6:
            tree.move("thcs", "so", date(2026, 11, 20), now=NOON)
        if step == 12:
            tree.move("xa", None, date(2026, 11, 20), now=NOON)
            tree.move("xa", "so", date(2026, 11, 20), now=NOON)
            checkins.forget_word_of(CALLED)
            people.erase(CALLED)
        checkins.expectations(period.id, "thcs")  # the period follows the tree
        for unit in (None, "so", "xa", "thcs", "nowhere"):
            for level in (None, "so", "xa", "thcs"):
                listed = checkins.awaiting(period.id, unit, most=99, level=level)
                assert checkins.count_awaiting(period.id, unit, level=level) == len(listed), (step, unit, level)


# ------------------------------------------------------------------------------------------------------------ drafts


def test_a_draft_is_there_until_it_is_recorded_or_thrown_away(
    checkins: CheckIns, drafts: Drafts, period: Period
) -> None:
    """One for each person and obligation; recording it takes the person's own away and nobody else's."""
    half = Draft(MINH, period.id, "thcs", PLAN.id, {"step": "note", "status": "done"}, NOON)
    drafts.save(replace(half, content={}))
    drafts.save(half)
    other = replace(half, person=LAN)
    drafts.save(other)
    later = replace(half, obligation=TRAIN.id, at=NOON + HOUR)
    drafts.save(later)
    assert drafts.of(MINH) == [later, half]
    assert drafts.get(MINH, period.id, "thcs", PLAN.id) == half
    checkins.record(done(period), 0, by=MINH, now=NOON)
    assert drafts.of(MINH) == [later]
    assert drafts.of(LAN) == [other]
    assert drafts.drop(MINH, period.id, "thcs", TRAIN.id)
    assert not drafts.drop(MINH, period.id, "thcs", TRAIN.id)


def test_a_draft_of_what_is_not_asked_is_not_kept(drafts: Drafts, period: Period) -> None:
    half = Draft(MINH, period.id, "thcs", PLAN.id, {}, NOON)
    refused(NotExpectedError, lambda: drafts.save(replace(half, obligation="d#9")))
    refused(NotExpectedError, lambda: drafts.save(replace(half, unit="nowhere")))
    refused(UnknownPeriodError, lambda: drafts.save(replace(half, period=99)))


# ---------------------------------------------------------------------------------------------------------- progress


def test_progress_counts_what_is_expected_reported_and_in_time(
    checkins: CheckIns, figures: Figures, period: Period
) -> None:
    checkins.record(done(period), 0, by=MINH, now=LATE - timedelta(seconds=1))
    checkins.record(done(period, "mn"), 0, by=None, now=LATE)
    checkins.record(done(period, "thcs", TRAIN, status="blocked"), 0, by=MINH, now=NOON)
    found = figures.progress_of(period.id)
    assert (found.expected, found.reported, found.on_time) == (6, 3, 2)
    plan, train, reward = found.by_obligation
    assert (plan.id, plan.expected, plan.done, plan.reported, plan.silent) == (PLAN.id, 3, 2, 2, 1)
    assert (train.expected, train.blocked, train.silent) == (2, 1, 1)
    assert (reward.expected, reward.reported) == (1, 0)
    figures_of = {each.code: (each.expected, each.reported, each.on_time) for each in found.by_unit}
    assert figures_of == {"so": (1, 0, 0), "thcs": (2, 2, 2), "mn": (2, 1, 0), "tt": (1, 0, 0)}
    assert {each.code for each in found.silent} == {"so", "tt"}


def test_progress_drills_down(checkins: CheckIns, figures: Figures, period: Period) -> None:
    checkins.record(done(period), 0, by=MINH, now=NOON)
    whole = figures.progress_of(period.id, units=False)
    assert whole.by_unit == ()
    assert whole.unit is not None
    assert (whole.unit.code, whole.unit.expected) == ("so", 6)
    assert {each.code: (each.expected, each.reported) for each in whole.children} == {"xa": (4, 1), "tt": (1, 0)}
    commune = figures.progress_of(period.id, "xa")
    assert (commune.expected, commune.reported, commune.on_time) == (4, 1, 1)
    assert {each.code for each in commune.children} == {"thcs", "mn"}
    school = figures.progress_of(period.id, "thcs")
    assert (school.expected, school.reported, school.children) == (2, 1, ())
    refused(NotExpectedError, lambda: figures.progress_of(period.id, "nowhere"))
    refused(UnknownPeriodError, lambda: figures.progress_of(99))


def test_what_may_apply_is_expected_once_a_unit_reports_on_it(
    checkins: CheckIns, figures: Figures, period: Period
) -> None:
    def counted() -> tuple[int, int]:
        found = figures.progress_of(period.id, "mn")
        return found.expected, found.reported

    no = done(period, "mn", REWARD, status="not_applicable", reason="Không có ai được khen")
    checkins.record(no, 0, by=None, now=NOON)
    assert counted() == (2, 0)
    checkins.record(done(period, "mn", REWARD), 1, by=None, now=LATE)
    assert counted() == (3, 1)
    assert figures.progress_of(period.id, "mn").on_time == 1, "it was first reported on in time"
    checkins.record(no, 2, by=None, now=LATE)
    assert counted() == (2, 0)


def test_a_correction_stays_in_time_as_the_first_was(checkins: CheckIns, figures: Figures, period: Period) -> None:
    checkins.record(done(period), 0, by=MINH, now=NOON)
    checkins.record(done(period, status="in_progress"), 1, by=MINH, now=LATE)
    found = figures.progress_of(period.id)
    assert (found.reported, found.on_time) == (1, 1)
    assert found.by_obligation[0].in_progress == 1


def test_a_period_of_all_units_has_no_top(periods: Periods, figures: Figures) -> None:
    period = periods.open("Tất cả", DUE, OBLIGATIONS, now=NOON)
    found = figures.progress_of(period.id)
    assert (found.unit, found.expected) == (None, 6)
    assert [each.code for each in found.children] == ["so"]


def test_the_latest_of_each_come_in_the_order_of_the_tree(checkins: CheckIns, period: Period) -> None:
    checkins.record(done(period, "tt"), 0, by=None, now=NOON)
    checkins.record(done(period), 0, by=MINH, now=NOON)
    last = checkins.record(done(period, status="blocked"), 1, by=MINH, now=NOON)
    other = checkins.record(done(period, "mn", TRAIN), 0, by=None, now=NOON)
    assert checkins.latest_of_all(period.id, "xa") == [other, last]
    assert len(checkins.latest_of_all(period.id)) == 3
    assert checkins.latest_of_all(period.id, "nowhere") == []


def test_what_reviewers_said_last_comes_for_a_whole_subtree(checkins: CheckIns, period: Period) -> None:
    for unit in ("thcs", "tt"):
        checkins.record(done(period, unit), 0, by=None, now=NOON)
    checkins.review(period.id, "thcs", PLAN.id, "sent_back", 1, note="thiếu số nữ", by=HOA, now=NOON)
    last = checkins.review(period.id, "thcs", PLAN.id, "approved", 1, by=HOA, now=NOON)
    other = checkins.review(period.id, "tt", PLAN.id, "approved", 1, by=HOA, now=NOON)
    assert checkins.latest_reviews(period.id, "xa") == [last]
    assert set(checkins.latest_reviews(period.id)) == {last, other}
    assert checkins.latest_reviews(period.id, "nowhere") == []


# ------------------------------------------------------------------------------------------------- units that change


def test_an_open_period_follows_the_tree(
    engine: Engine, periods: Periods, checkins: CheckIns, figures: Figures, period: Period
) -> None:
    """A unit that is new is asked, one that moved is counted where it is; a closed period stays as it was."""
    past = periods.open("Quý III", DUE, OBLIGATIONS, now=NOON, unit="so")
    checkins.record(done(past), 0, by=MINH, now=NOON)
    checkins.record(done(period), 0, by=MINH, now=NOON)
    periods.close(past.id, NOON)
    Units(engine).load(
        [Unit("th", "Trường Tiểu học Yên Mỹ", "school", "tiểu học", "xa"), replace(TREE[2], parent="so")]
    )
    assert {each.code for each in figures.progress_of(period.id, "xa").children} == {"mn", "th"}
    assert figures.progress_of(period.id, "so").expected == 8
    assert figures.progress_of(period.id, "thcs").reported == 1
    assert {each.code for each in figures.progress_of(past.id, "xa").children} == {"thcs", "mn"}
    assert figures.progress_of(past.id, "xa").reported == 1
    assert [each.obligation for each in checkins.expectations(period.id, "th")] == [PLAN, TRAIN, REWARD]


def test_nothing_is_lost_that_is_reported_while_the_tree_changes(
    url: str, engine: Engine, periods: Periods, figures: Figures
) -> None:
    """The marks of a unit are not overwritten by what they were before."""
    schools = [Unit(f"s{number}", f"Trường {number}", "school", None, "xa") for number in range(40)]
    Units(engine).load(schools)
    period = periods.open("Lúc sáp nhập", DUE, OBLIGATIONS, now=NOON, unit="so")

    def report_all(obligation: PeriodObligation) -> None:
        own = open_engine(url)
        for school in schools:
            CheckIns(own).record(done(period, school.code, obligation), 0, by=None, now=NOON)
        own.dispose()

    with ThreadPoolExecutor(3) as pool:
        busy = [pool.submit(report_all, each) for each in OBLIGATIONS]
        for round_ in range(10):
            Units(engine).load([replace(school, name=f"{round_} {school.name}") for school in schools])
            figures.progress_of(period.id)
    for each in busy:
        each.result()
    assert figures.progress_of(period.id, "xa").reported == 3 * len(schools)


def test_a_unit_that_changes_its_kind_keeps_what_it_reported(
    engine: Engine, checkins: CheckIns, figures: Figures, period: Period
) -> None:
    checkins.record(done(period, "tt"), 0, by=None, now=NOON)
    Units(engine).load([replace(TREE[4], type="school")])
    found = figures.progress_of(period.id, "tt")
    assert (found.expected, found.reported) == (2, 1)


def test_marks_agree_with_the_check_ins(engine: Engine, checkins: CheckIns, period: Period) -> None:
    """What is counted is what was recorded, whatever the order."""
    checkins.record(done(period, status="not_started"), 0, by=MINH, now=LATE)
    checkins.record(done(period), 1, by=MINH, now=LATE)
    checkins.record(done(period, obligation=REWARD), 0, by=MINH, now=NOON)
    table = tables.period_unit
    with engine.connect() as connection:
        marks = connection.scalar(select(table.c.marks).where(table.c.unit == "thcs"))
    assert marks == "d.D"


# ------------------------------------------------------------------------------------------------------ the tables


def test_the_tables_can_go_and_come_back(engine: Engine, checkins: CheckIns, period: Period) -> None:
    """Downgrading loses what was reported and nothing else; upgrading again makes room for it anew."""
    from alembic import command
    from alembic.config import Config

    from bot.migrations import FOLDER

    checkins.record(done(period), 0, by=MINH, now=NOON)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
    with engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) & {"check_in", "period_unit", "unit_event"} == set()
        assert connection.execute(text("SELECT COUNT(*) FROM unit")).scalar() == len(TREE)
    ensure_schema(engine)
    assert {unit.code for unit in Units(engine).all()} == {unit.code for unit in TREE}
    person = People(engine).person(MINH)
    assert person is not None
    assert person.unit == "thcs"
    assert Periods(engine).all() == []


def test_what_awaited_before_an_upgrade_awaits_after_it(engine: Engine, checkins: CheckIns, period: Period) -> None:
    """What is said once the column is there, and not yet reckoned, is reckoned with the rest."""
    from alembic import command
    from alembic.config import Config

    from bot.migrations import FOLDER

    for obligation in OBLIGATIONS:
        checkins.record(done(period, obligation=obligation), 0, by=MINH, now=NOON)
    checkins.review(period.id, "thcs", PLAN.id, "approved", 1, by=HOA, now=NOON)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0007")
    ensure_schema(engine)
    checkins.record(done(period, note="sửa"), 1, by=MINH, now=NOON)
    checkins.record(done(period, "mn"), 0, by=None, now=NOON)
    assert checkins.count_awaiting(period.id, "thcs", level="so") == len(OBLIGATIONS)
    checkins.review(period.id, "thcs", TRAIN.id, "approved", 1, by=HOA, now=NOON)
    assert checkins.count_awaiting(period.id, None, level="so") == len(OBLIGATIONS)
