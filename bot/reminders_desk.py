"""The command of those who have people reminded. It queues; the running bot sends."""

import argparse
import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.operations_desk import terminal_language
from bot.pages import reminders as pages
from bot.people.errors import UnknownUnitError
from bot.progress_desk import period_meant
from bot.reminders.model import Reach
from bot.render import sentence
from bot.services import Services
from knowledge.answer import Say

if TYPE_CHECKING:
    from bot.reminders.model import Outlook, Step
    from knowledge.model import Lang


def run(options: argparse.Namespace) -> int:
    """Run `remind`; see `bot.cli` for its options."""
    services = Services.from_environment()
    reach, now = Reach(options.unit), datetime.now(UTC)
    if options.unit and services.units.unit(options.unit) is None:
        raise UnknownUnitError(options.unit)
    period = period_meant(options, services)
    commands = {"preview": _preview, "send": _send, "states": _states}
    told, lines = commands[options.act](services, period.id, reach, now, options.lang or terminal_language(os.environ))
    print(json.dumps(told, ensure_ascii=False) if options.json else "\n".join(lines))
    return 0


def _preview(
    services: Services, period: int, reach: Reach, now: datetime, lang: "Lang"
) -> tuple[dict[str, Any], list[str]]:
    seen = services.outbox.outlook(period, reach, now)
    runs = services.sending.is_taken(now)
    told = {
        "period": seen.period.name,
        "due": seen.period.due.isoformat(),
        "units": seen.units,
        "silent": seen.silent,
        "now": _step_json(seen.now),
        "to_come": [{"rung": each.rung.name, "to": each.rung.audience, **_step_json(each)} for each in seen.steps],
        "unreached": seen.unreached,
        "blocked": seen.blocked,
        "silenced": seen.silenced,
        "states": dict(seen.states),
        "bot_runs": runs,
    }
    return told, pages.outlook_lines(lang, seen, runs=runs)


def _step_json(step: "Step") -> dict[str, Any]:
    return {"at": step.at.isoformat(timespec="seconds"), "people": step.people, "units": step.units}


def _send(
    services: Services, period: int, reach: Reach, now: datetime, lang: "Lang"
) -> tuple[dict[str, Any], list[str]]:
    count, at = services.outbox.remind_now(period, reach, now)
    runs = services.sending.is_taken(now)
    lines = [pages.queued_line(lang, count, at, now)]
    if count and not runs:
        lines.append(sentence(Say("reminder.no_sender"), lang))
    return {"queued": count, "at": at.isoformat(timespec="seconds"), "bot_runs": runs}, lines


def _states(
    services: Services, period: int, reach: Reach, now: datetime, lang: "Lang"
) -> tuple[dict[str, Any], list[str]]:
    seen: Outlook = services.outbox.outlook(period, reach, now)
    rows = services.outbox.reasons(period, reach)
    runs = services.sending.is_taken(now)
    by_rung = [dict(zip(("rung", "state", "reason", "count"), row, strict=True)) for row in rows]
    told = {"period": seen.period.name, "states": dict(seen.states), "by_rung": by_rung, "bot_runs": runs}
    lines = pages.so_far_lines(lang, seen, runs=runs) or [sentence(Say("reminder.none_yet"), lang)]
    lines += [f"  {rung}  {state}  {count}{f'  ({reason})' if reason else ''}" for rung, state, reason, count in rows]
    return told, lines
