"""What buttons carry: short enough for Telegram, and understood again after any restart."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import callbacks
from bot.callbacks import LIMIT, Action, Ask, Rate, Reason, SetYear, ShowDuty, ShowList, ShowPlace, data, parse
from bot.people.model import Role
from bot.progress.filling import Typed
from bot.progress.model import Status as ReportStatus
from knowledge.model import Act, Lang, Status, UnitType

LONG_SLUGS = st.text("abcdeghiklmnopqrstuvxyăâđêôơưáàạảã-0123456789", min_size=1, max_size=300)
PATHS = st.one_of(
    st.from_regex(r"\d{1,3}(\.[a-zđ]|\.\d{1,3}){0,12}", fullmatch=True), st.text(min_size=1, max_size=200)
)
IDS = st.one_of(LONG_SLUGS, st.text(max_size=300)).map(callbacks.ref)
ACTS = st.one_of(st.none(), st.sampled_from(get_args(Act)))
PAGES = st.integers(1, 9999)
ROWS = st.integers(0, 10**12 - 1)
MAYBE_IDS = st.one_of(st.none(), IDS)
ACTIONS = st.one_of(
    st.builds(ShowList, PAGES, ACTS),
    st.just(callbacks.ChooseAct()),
    st.just(callbacks.ChooseUnit()),
    st.builds(ShowDuty, IDS, PAGES, ACTS),
    st.builds(callbacks.ShowWords, IDS),
    st.builds(ShowPlace, IDS, PATHS.map(callbacks.path_ref)),
    st.builds(callbacks.Compare, IDS),
    st.builds(callbacks.AboutDuty, IDS),
    st.builds(callbacks.Suggest, st.sampled_from(get_args(Ask)), IDS),
    st.builds(callbacks.SendFile, IDS),
    st.just(callbacks.ShareList()),
    st.just(callbacks.PrintList()),
    st.builds(
        Rate,
        st.booleans(),
        st.one_of(st.just("20261122-031502-3fa2"), st.text(max_size=80)).map(callbacks.version_ref),
        st.sampled_from(get_args(Status)),
        st.one_of(st.none(), st.sampled_from(get_args(Reason))),
    ),
    st.builds(
        callbacks.RatePhrased,
        st.booleans(),
        st.just("20261122-031502-3fa2"),
        st.just("answered"),  # only such have a model's words
        st.one_of(st.none(), st.sampled_from(get_args(Reason))),
        st.from_regex(r"[0-9a-f]{8}", fullmatch=True),
    ),
    st.just(callbacks.AskAgain()),
    st.builds(callbacks.SetLang, st.sampled_from(get_args(Lang))),
    st.builds(callbacks.SetUnitType, st.sampled_from(get_args(UnitType))),
    st.builds(callbacks.SetUnit, IDS, st.booleans()),
    st.builds(callbacks.Join, st.from_regex(r"[A-Za-z0-9_-]{22}", fullmatch=True)),
    st.just(callbacks.BeGuest()),
    st.just(callbacks.FindUnit()),
    st.builds(callbacks.Erase, st.booleans()),
    st.builds(callbacks.InviteInto, IDS),
    st.builds(callbacks.InviteAs, st.sampled_from(get_args(Role)), IDS),
    st.builds(callbacks.Revoke, st.from_regex(r"[0-9a-f]{16}", fullmatch=True)),
    st.builds(callbacks.ShowReports, ROWS, PAGES),
    st.builds(callbacks.ReportOn, ROWS, IDS, st.booleans()),
    st.builds(callbacks.SetStatus, ROWS, IDS, st.sampled_from(get_args(ReportStatus))),
    st.builds(callbacks.AsLastTime, ROWS, IDS),
    st.builds(callbacks.TypeIn, ROWS, IDS, st.sampled_from(get_args(Typed))),
    st.builds(callbacks.GoOn, ROWS, IDS),
    st.builds(callbacks.SendReport, ROWS, IDS, ROWS),
    st.builds(callbacks.DropReport, ROWS, IDS),
    st.builds(callbacks.ShowVersions, ROWS, IDS),
    st.builds(callbacks.ShowMeant, ROWS),
    st.builds(callbacks.Meant, ROWS, IDS),
    st.just(callbacks.WasQuestion()),
    st.just(callbacks.DropMeant()),
    st.builds(callbacks.ShowTicks, ROWS, PAGES),
    st.builds(callbacks.Tick, ROWS, IDS, st.booleans(), PAGES),
    st.builds(callbacks.LookOverTicks, ROWS),
    st.builds(callbacks.SendTicks, ROWS),
    st.builds(callbacks.DropFile, ROWS, IDS, IDS),
    st.builds(callbacks.ShowFile, ROWS, PAGES),
    st.builds(callbacks.ShowReviews, ROWS, MAYBE_IDS, PAGES, st.booleans()),
    st.builds(callbacks.ReviewOne, ROWS),
    st.builds(callbacks.ReviewVersions, ROWS),
    st.builds(callbacks.Approve, ROWS),
    st.builds(callbacks.SendBack, ROWS),
    st.builds(callbacks.Lock, ROWS),
    st.builds(callbacks.Unlock, ROWS),
    st.builds(callbacks.ShowProgress, ROWS, MAYBE_IDS, PAGES),
    st.builds(callbacks.SendChart, ROWS, MAYBE_IDS),
    st.builds(callbacks.ShowPeriods, PAGES),
    st.builds(callbacks.ShowPeriod, ROWS),
    st.builds(callbacks.ClosePeriod, ROWS, st.booleans()),
    st.builds(callbacks.ReopenPeriod, ROWS, st.booleans()),
    st.just(callbacks.OpenPeriod()),
    st.builds(callbacks.ShowReminders, ROWS),
    st.builds(callbacks.AnnouncePeriod, ROWS),
    st.builds(callbacks.RemindNow, ROWS, st.booleans()),
    st.builds(callbacks.SilenceReminders, ROWS, st.booleans()),
    st.builds(SetYear, st.one_of(st.none(), st.integers(1990, 2100))),
)


@given(ACTIONS)
def test_a_button_fits_and_is_understood_again(action: Action) -> None:
    """Whatever the ids are, long Vietnamese file names too, Telegram takes the button and gives the action back."""
    carried = data(action)
    assert 1 <= len(carried.encode()) <= LIMIT
    assert parse(carried) == action


def test_every_action_is_tried_above() -> None:
    """An action that is added is held to the same promise."""
    assert len(get_args(Action)) == len(ACTIONS.original_strategies)  # type: ignore[attr-defined]  # of `one_of`


@given(st.text(max_size=80))
def test_anything_else_is_no_action(text: str) -> None:
    """Data that no button of ours carries is never taken for an action, nor an error."""
    action = parse(text)
    assert action is None or data(action) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "l",
        "l:0:",
        "l:-1:",
        "l:1",
        "l:1:dance",
        "l:1:plan:more",
        "l:99999:",
        "d:abc:1:",
        "d:abcdefgh:1",
        "d:abcdefgh:١:",
        "p:abcdefgh:../x",
        "r:2:v1:answered:",
        "r:1:v1:perfect:",
        "sy:0",
        "zz:1",
        "task_12_view",
    ],
)
def test_old_or_damaged_data_is_no_action(text: str) -> None:
    """A button of another bot, of an older program or a forged one does nothing by itself."""
    assert parse(text) is None


def test_what_buttons_carry_does_not_change_from_one_release_to_the_next() -> None:
    """Buttons stay in chats for years: these are what they carry."""
    duty = callbacks.ref("hung-yen-gddt-2021#2.b.3")
    assert duty == "H7Ik3LNg"
    assert data(ShowDuty(duty, 2, "plan")) == "d:H7Ik3LNg:2:plan"
    assert data(ShowList()) == "l:1:"
    assert data(SetYear(None)) == "sy:"
    assert data(Rate(good=False, version="20261122-031502-3fa2", status="no_directive_for_year", reason="unclear")) == (
        "r:0:20261122-031502-3fa2:no_directive_for_year:unclear"
    )
