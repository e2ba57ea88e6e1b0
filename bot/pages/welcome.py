"""Meeting someone: who the bot is, what it would keep, and where the person works."""

from collections.abc import Sequence

from bot import callbacks
from bot.message import Button, Message, paragraph
from bot.pages.notices import notice, said
from bot.people.model import Role, Unit
from bot.progress.model import Period
from bot.texts import ROLES, UNIT_TYPES
from knowledge.model import Lang, UnitType

# The ministry asks nobody; district offices ended on 30/6/2025, and who asks for one of the past finds it below.
CHOICES: tuple[UnitType, ...] = ("school", "center", "commune", "department", "office")


def hello(lang: Lang) -> Message:
    """The first message to someone who came without an invitation."""
    guest = Button(said("start.guest", lang), callbacks.data(callbacks.BeGuest()))
    return notice(lang, "start.hello", "start.kept", "start.choose", buttons=(*kinds(lang), (guest,)))


def kinds(lang: Lang) -> tuple[tuple[Button, ...], ...]:
    """A button for each kind of unit."""
    buttons = [Button(UNIT_TYPES[each][lang], callbacks.data(callbacks.SetUnitType(each))) for each in CHOICES]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def invited(lang: Lang, code: str, role: Role, unit: str, *, known: bool) -> Message:
    """An invitation before it is accepted; joining is one tap. `known`: the person has met the bot before."""
    accept = Button(said("join.accept", lang), callbacks.data(callbacks.Join(code)))
    keys = ["join.offer"] if known else ["start.hello", "join.offer", "start.kept"]
    if role != "teacher":
        keys.append("start.kept_reports")
    return notice(lang, *keys, buttons=((accept,),), unit=unit, role=ROLES[role][lang])


def joined(lang: Lang, unit: Unit, role: Role, periods: Sequence[Period]) -> Message:
    """After somebody joined: what they are, and for those who report what is open. `periods`: the unit's open ones."""
    done = notice(lang, "join.done", unit=unit.name, role=ROLES[role][lang])
    rows: list[tuple[Button, ...]] = []
    lines = []
    for each in periods if role != "teacher" else ():
        key = "period.open_above" if role == "admin" else "period.open_now"
        lines.append(said(key, lang, name=each.name, due=each.due))
        rows.append(_ways_into(lang, each, role, named=len(periods) > 1))
    if role == "head":
        invite = callbacks.InviteAs("officer", callbacks.ref(unit.code))
        rows.append((Button(said("join.invite_officer", lang), callbacks.data(invite)),))
    blocks = (*done.blocks, paragraph(*lines)) if lines else done.blocks
    return Message(blocks, (*rows, *first_steps(lang)))


def _ways_into(lang: Lang, period: Period, role: Role, *, named: bool) -> tuple[Button, ...]:
    """To what somebody in a role does in a period: report, review, look on. `named`: with its name."""
    of = f" · {period.name}" if named else ""
    report = Button(said("checkin.report_button", lang) + of, callbacks.data(callbacks.ShowReports(period.id)))
    review = Button(said("review.button", lang) + of, callbacks.data(callbacks.ShowReviews(period.id)))
    look = Button(said("progress.button", lang) + of, callbacks.data(callbacks.ShowProgress(period.id)))
    ways: dict[Role, tuple[Button, ...]] = {"officer": (report,), "head": (report, review), "admin": (look, review)}
    return ways.get(role, ())


def leaving(lang: Lang, unit: Unit, role: Role, other: Unit) -> Message:
    """Someone with a role in one unit chooses another: the role ends, which must not happen by a slip."""
    sure = callbacks.SetUnit(callbacks.ref(other.code), sure=True)
    row = (Button(said("unit.leave", lang), callbacks.data(sure)),)
    details = {"role": ROLES[role][lang], "unit": unit.name, "other": other.name}
    return notice(lang, "unit.leaving", buttons=(row,), **details)


def search_again(lang: Lang) -> tuple[Button, ...]:
    """Ways on for someone whose unit was not found."""
    return (
        Button(said("unit.search_again", lang), callbacks.data(callbacks.FindUnit())),
        Button(said("unit.not_listed", lang), callbacks.data(callbacks.ShowList())),
    )


def found_units(lang: Lang, units: Sequence[Unit]) -> Message:
    """Units to choose from by a tap."""
    if not units:
        return notice(lang, "unit.none_found", buttons=(search_again(lang),))
    rows = tuple((Button(each.name, callbacks.data(callbacks.SetUnit(callbacks.ref(each.code)))),) for each in units)
    return notice(lang, "unit.found", buttons=(*rows, search_again(lang)))


def first_steps(lang: Lang) -> tuple[tuple[Button, ...], ...]:
    """What to press first: the list of tasks."""
    return ((Button(said("start.tasks", lang), callbacks.data(callbacks.ShowList())),),)
