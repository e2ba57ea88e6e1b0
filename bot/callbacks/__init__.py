"""What a button sends back when it is pressed: at most 64 bytes, good after a restart and after a re-index.

Documents, duties and units are named by a short hash of their id, which is looked up in the library that serves when
the button is pressed: a button of last month still opens its duty, and says so when the duty is gone.

One module a family of actions, each with the codes its buttons carry; `codec` writes and reads them, `references` tells
what the short names stand for.
"""

from bot.callbacks.answers import Ask, AskAgain, Rate, RatePhrased, Reason, Suggest
from bot.callbacks.codec import LIMIT, Action, data, parse
from bot.callbacks.people import (
    BeGuest,
    Erase,
    FindUnit,
    InviteAs,
    InviteInto,
    Join,
    Revoke,
    SetLang,
    SetUnit,
    SetUnitType,
    SetYear,
)
from bot.callbacks.periods import AnnouncePeriod, ClosePeriod, OpenPeriod, ReopenPeriod, ShowPeriod, ShowPeriods
from bot.callbacks.progress import SendChart, ShowProgress
from bot.callbacks.references import References, path_ref, ref, version_ref
from bot.callbacks.reminders import RemindNow, ShowReminders, SilenceReminders
from bot.callbacks.reporting import (
    AsLastTime,
    DropFile,
    DropReport,
    GoOn,
    ReportOn,
    SendReport,
    SetStatus,
    ShowFile,
    ShowReports,
    ShowVersions,
    TypeIn,
)
from bot.callbacks.reviewing import Approve, Lock, ReviewOne, ReviewVersions, SendBack, ShowReviews, Unlock
from bot.callbacks.tasks import (
    AboutDuty,
    ChooseAct,
    ChooseUnit,
    Compare,
    PrintList,
    SendFile,
    ShareList,
    ShowDuty,
    ShowList,
    ShowPlace,
    ShowWords,
)
from bot.callbacks.telling import DropMeant, Meant, ShowMeant, WasQuestion
from bot.callbacks.ticking import LookOverTicks, SendTicks, ShowTicks, Tick

__all__ = [
    "LIMIT",
    "AboutDuty",
    "Action",
    "AnnouncePeriod",
    "Approve",
    "AsLastTime",
    "Ask",
    "AskAgain",
    "BeGuest",
    "ChooseAct",
    "ChooseUnit",
    "ClosePeriod",
    "Compare",
    "DropFile",
    "DropMeant",
    "DropReport",
    "Erase",
    "FindUnit",
    "GoOn",
    "InviteAs",
    "InviteInto",
    "Join",
    "Lock",
    "LookOverTicks",
    "Meant",
    "OpenPeriod",
    "PrintList",
    "Rate",
    "RatePhrased",
    "Reason",
    "References",
    "RemindNow",
    "ReopenPeriod",
    "ReportOn",
    "ReviewOne",
    "ReviewVersions",
    "Revoke",
    "SendBack",
    "SendChart",
    "SendFile",
    "SendReport",
    "SendTicks",
    "SetLang",
    "SetStatus",
    "SetUnit",
    "SetUnitType",
    "SetYear",
    "ShareList",
    "ShowDuty",
    "ShowFile",
    "ShowList",
    "ShowMeant",
    "ShowPeriod",
    "ShowPeriods",
    "ShowPlace",
    "ShowProgress",
    "ShowReminders",
    "ShowReports",
    "ShowReviews",
    "ShowTicks",
    "ShowVersions",
    "ShowWords",
    "SilenceReminders",
    "Suggest",
    "Tick",
    "TypeIn",
    "Unlock",
    "WasQuestion",
    "data",
    "parse",
    "path_ref",
    "ref",
    "version_ref",
]
