"""An action as the text that a button carries, and back."""

from collections.abc import Mapping
from dataclasses import fields
from typing import TypeAlias

from bot.callbacks import answers, people, periods, progress, reminders, reporting, reviewing, tasks, telling, ticking
from bot.callbacks.fields import Reader

LIMIT = 64
"""Bytes of UTF-8 that Telegram lets a button carry."""

Action: TypeAlias = (
    tasks.TaskAction
    | answers.AnswerAction
    | people.PeopleAction
    | reporting.ReportingAction
    | telling.TellingAction
    | ticking.TickingAction
    | reviewing.ReviewingAction
    | progress.ProgressAction
    | periods.PeriodAction
    | reminders.ReminderAction
)

_ACTIONS: Mapping[str, tuple[type[Action], tuple[Reader, ...]]] = {
    **tasks.CODES,
    **answers.CODES,
    **people.CODES,
    **reporting.CODES,
    **telling.CODES,
    **ticking.CODES,
    **reviewing.CODES,
    **progress.CODES,
    **periods.CODES,
    **reminders.CODES,
}
_CODES = {kind: code for code, (kind, _) in _ACTIONS.items()}
_FIELDS = {kind: tuple(each.name for each in fields(kind)) for kind in _CODES}


def data(action: Action) -> str:
    """What a button carries for an action, at most 64 bytes."""
    kind = type(action)
    return ":".join([_CODES[kind], *(_written(getattr(action, name)) for name in _FIELDS[kind])])


def _written(value: object) -> str:
    return "" if value is None else str(int(value)) if isinstance(value, bool) else str(value)


def parse(text: str) -> Action | None:
    """The action that a button's data stands for; None for what is unknown, old or damaged."""
    code, *values = text.split(":")
    kind, readers = _ACTIONS.get(code, (None, ()))
    if kind is None or len(values) != len(readers):
        return None
    try:
        return kind(*(read(value) for read, value in zip(readers, values, strict=True)))
    except ValueError:
        return None
