"""A reminder, and what those see who let the bot remind."""

from collections.abc import Sequence
from datetime import date, datetime

from bot import callbacks
from bot.message import Button, Message, bold, paragraph
from bot.pages.notices import notice, said
from bot.pages.reviewing import told_back, told_other
from bot.progress.model import VIETNAM, Period
from bot.reminders.model import Notice, Outlook, Reminder, Step
from knowledge.model import Lang


def reminder(told: Reminder, lang: Lang, today: date) -> Message:
    """One short message to one person: the period, what is left, the day that was set, and a button that leads on."""
    if told.notice:
        return _noticed(told, told.notice, lang)
    above = told.audience == "above"
    figures: dict[str, str | int] = {"unit": told.unit_name, "left": told.left, "expected": told.expected}
    over = today > told.due
    head = "reminder.news_head" if told.news else "reminder.head"
    asked = "reminder.asked" if told.news and told.left == told.expected else "reminder.left"
    blocks = (
        paragraph(bold(said(head, lang, name=told.period_name))),
        paragraph(
            said("reminder.units_left" if above else asked, lang, **figures),
            said("reminder.overdue" if over else "reminder.due", lang, due=told.due),
        ),
    )
    top = callbacks.ref(told.unit) if told.unit_in_period else None
    on: callbacks.Action = callbacks.ShowReports(told.period)
    if above:
        on = callbacks.ShowProgress(told.period, top)
    onward = Button(said("reminder.progress" if above else "reminder.report", lang), callbacks.data(on))
    return Message(blocks, ((onward,), (_silence(lang, told.period, silent=True),)))


def _noticed(told: Reminder, about: Notice, lang: Lang) -> Message:
    """What became of a report, and a button to it."""
    title = about.title[lang]
    if about.kind == "sent_back":
        return told_back(
            lang, told.period, told.period_name, about.obligation, title, about.words, is_open=told.is_open
        )
    return told_other(lang, title, told.period, about.obligation, about.words, about.kind)


def silenced(lang: Lang, period: Period, *, silent: bool) -> Message:
    """After somebody said that they want no reminders of a period, or want them again."""
    report = Button(said("reminder.report", lang), callbacks.data(callbacks.ShowReports(period.id)))
    rows = ((report,), (_silence(lang, period.id, silent=not silent),))
    key = "reminder.silenced" if silent else "reminder.not_silenced"
    return notice(lang, key, buttons=rows, name=period.name, due=period.due)


def _silence(lang: Lang, period: int, *, silent: bool) -> Button:
    label = said("reminder.silence" if silent else "reminder.again", lang)
    return Button(label, callbacks.data(callbacks.SilenceReminders(period, silent)))


def choose_period(lang: Lang, periods: Sequence[Period]) -> Message:
    """Several periods are open."""
    rows = tuple(
        (
            Button(
                said("checkin.period_button", lang, name=each.name, due=each.due),
                callbacks.data(callbacks.ShowReminders(each.id)),
            ),
        )
        for each in periods
    )
    return notice(lang, "reminder.choose", buttons=rows)


def outlook(lang: Lang, seen: Outlook, progress: callbacks.ShowProgress, *, runs: bool) -> Message:
    """Who would be told and when, and what became of the reminders so far. `runs`: somebody sends them."""
    period = seen.period
    head, *rest = _paragraphs(lang, seen, runs=runs)
    blocks = (paragraph(bold(head[0]), *head[1:]), *(paragraph(*lines) for lines in rest))
    rows: list[tuple[Button, ...]] = []
    if seen.now.people:
        at_once = callbacks.RemindNow(period.id)
        rows.append((Button(said("reminder.now_button", lang, people=seen.now.people), callbacks.data(at_once)),))
    for code, name in seen.first_unreached:
        invite = callbacks.InviteAs("officer", callbacks.ref(code))
        rows.append((Button(said("reminder.invite", lang, unit=name), callbacks.data(invite)),))
    rows.append(
        (
            Button(said("reminder.refresh", lang), callbacks.data(callbacks.ShowReminders(period.id))),
            Button(said("reminder.progress", lang), callbacks.data(progress)),
        )
    )
    return Message(blocks, tuple(rows))


def outlook_lines(lang: Lang, seen: Outlook, *, runs: bool) -> list[str]:
    """The same as lines of plain text."""
    return [line for lines in _paragraphs(lang, seen, runs=runs) for line in lines]


def _paragraphs(lang: Lang, seen: Outlook, *, runs: bool) -> list[list[str]]:
    period = seen.period
    key = "reminder.silent" if seen.silent else "reminder.all_reported"
    head = [
        said("reminder.title", lang, name=period.name, due=period.due),
        said(key, lang, silent=seen.silent, units=seen.units),
    ]
    plan = _plan_lines(lang, seen) if seen.silent else []
    paragraphs = (head, plan, _hindrance_lines(lang, seen), so_far_lines(lang, seen, runs=runs))
    return [lines for lines in paragraphs if lines]


def _plan_lines(lang: Lang, seen: Outlook) -> list[str]:
    if not seen.steps:
        return [said("reminder.no_steps", lang)]
    return [said("reminder.plan", lang), *(_step(lang, each) for each in seen.steps)]


def _step(lang: Lang, step: Step) -> str:
    who = said(f"audience.{step.rung.audience}", lang)
    return said("reminder.step", lang, at=moment(step.at), who=who, people=step.people, units=step.units)


def _hindrance_lines(lang: Lang, seen: Outlook) -> list[str]:
    unreached = said("reminder.unreached", lang, count=seen.unreached, units=_unreached(lang, seen))
    hindrances = (
        ("reminder.blocked_people", seen.blocked),
        ("reminder.silenced_people", seen.silenced),
    )
    lines = [said(key, lang, count=count) for key, count in hindrances if count]
    return [unreached, *lines] if seen.unreached else lines


def _unreached(lang: Lang, seen: Outlook) -> str:
    """The units in which nobody can be told: the first by name, the others by their number."""
    names = ", ".join(name for _, name in seen.first_unreached)
    left = seen.unreached - len(seen.first_unreached)
    return f"{names} {said('reminder.more_unreached', lang, count=left)}".strip() if left > 0 else names


def so_far_lines(lang: Lang, seen: Outlook, *, runs: bool) -> list[str]:
    """What became of the reminders so far."""
    states = ", ".join(said(f"reminder.{state}", lang, count=count) for state, count in seen.states.items())
    lines = [said("reminder.so_far", lang, states=states)] if states else []
    return lines if runs or not seen.states.get("queued") else [*lines, said("reminder.no_sender", lang)]


def sure(lang: Lang, seen: Outlook, now: datetime) -> Message:
    """Before everybody is reminded at once."""
    period, step = seen.period, seen.now
    row = (
        Button(said("reminder.yes_now", lang), callbacks.data(callbacks.RemindNow(period.id, sure=True))),
        Button(said("reminder.back", lang), callbacks.data(callbacks.ShowReminders(period.id))),
    )
    keys = ["reminder.sure_now"] + (["reminder.sure_later"] if step.at > now else [])
    return notice(
        lang, *keys, buttons=(row,), people=step.people, units=step.units, name=period.name, at=moment(step.at)
    )


def queued(  # noqa: PLR0913, PLR0917 - how many of what, when
    lang: Lang, period: Period, count: int, at: datetime, now: datetime, before: int = 0
) -> Message:
    """After they were queued. `before`: how many had been queued on this day already."""
    back = Button(said("reminder.refresh", lang), callbacks.data(callbacks.ShowReminders(period.id)))
    done = said("reminder.done_today", lang, count=before) if before and not count else ""
    return Message((paragraph(done or queued_line(lang, count, at, now)),), ((back,),))


def announced(  # noqa: PLR0913, PLR0917 - how many of what, when
    lang: Lang, period: Period, count: int, at: datetime, now: datetime, before: int = 0
) -> Message:
    """After those who report were told that a period was opened. `before`: how many had been told already."""
    nobody = said("period.told_before" if before else "period.nobody_to_tell", lang, count=before)
    line = queued_line(lang, count, at, now) if count else nobody
    remind = Button(said("reminder.button", lang), callbacks.data(callbacks.ShowReminders(period.id)))
    progress = Button(said("progress.button", lang), callbacks.data(callbacks.ShowProgress(period.id)))
    return Message((paragraph(line),), ((remind, progress),))


def queued_line(lang: Lang, count: int, at: datetime, now: datetime) -> str:
    """How many were queued, and when they go out."""
    key = ("reminder.queued_later" if at > now else "reminder.queued_now") if count else "reminder.nobody"
    return said(key, lang, count=count, at=moment(at))


def moment(at: datetime) -> str:
    """A moment as Vietnam reads it."""
    local = at.astimezone(VIETNAM)
    return f"{local:%H:%M} {local.day}/{local.month}/{local.year}"
