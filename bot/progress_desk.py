"""The commands of those who ask for reports: opening and closing periods, how far they are."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from bot.people.errors import in_both_languages
from bot.services import Services
from knowledge.answer import Detail, Say

if TYPE_CHECKING:
    from bot.progress.model import Period, PeriodObligation, Progress

_UNITS_SHOWN = 30


def run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    """Run `period` or `progress`; see `bot.cli` for their options."""
    if options.command == "period" and options.action in ("close", "reopen"):
        options.period = options.period or options.named
        if options.period is None:
            parser.error(f"period {options.action}: give the period's name or number")
    services = Services.from_environment()
    if options.command == "progress":
        return _progress(options, services)
    commands = {"open": _open, "list": _list, "close": _close, "reopen": _reopen}
    return commands[options.action](options, services)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _say(say: Say) -> None:
    """A sentence at the terminal, in both languages."""
    print(in_both_languages(say), file=sys.stderr)


# ----------------------------------------------------------------------------------------------------------- periods


def _open(options: argparse.Namespace, services: Services) -> int:
    from datetime import UTC, datetime

    before = services.periods.find(options.like) if options.like else None
    period = services.periods.open(
        options.name,
        options.due,
        before.obligations if before else _obligations(options, services),
        now=datetime.now(UTC),
        unit=options.unit or (before.unit if before else services.units.tree().top),
        quiet=options.quiet or (before.quiet if before else None),
        carried_from=before.id if before else None,
    )
    return _tell("period.opened", period, as_json=options.json)


def _obligations(options: argparse.Namespace, services: Services) -> "tuple[PeriodObligation, ...]":
    from bot.people.errors import UnknownUnitError
    from bot.progress.asking import obligations_to_report, units_asked

    tree = services.units.tree()
    top = options.unit or tree.top
    if options.unit and tree.unit(options.unit) is None:
        raise UnknownUnitError(options.unit)
    return obligations_to_report(
        services.library(),
        units_asked(tree, top),
        services.today,
        province=tree.province(top) if top else None,
        documents=options.documents,
        only=options.obligations,
    )


def _list(options: argparse.Namespace, services: Services) -> int:
    periods = services.periods.all()
    if options.json:
        _print_json([_period_json(period) for period in periods])
        return 0
    for period in periods:
        state = "open" if period.is_open else "closed"
        print(f"{period.id}  {period.name}  {period.due:%d/%m/%Y}  {period.unit or '*'}  {state}")
    if not periods:
        _say(Say("period.none"))
    return 0


def _close(options: argparse.Namespace, services: Services) -> int:
    from datetime import UTC, datetime

    period = services.periods.find(options.period)
    return _tell("period.closed", services.periods.close(period.id, datetime.now(UTC)), as_json=options.json)


def _reopen(options: argparse.Namespace, services: Services) -> int:
    from datetime import UTC, datetime

    period = services.periods.find(options.period)
    reopened = services.periods.reopen(period.id, datetime.now(UTC), options.due)
    return _tell("period.reopened", reopened, as_json=options.json)


def _tell(key: str, period: "Period", *, as_json: bool) -> int:
    details: dict[str, Detail] = {
        "name": period.name,
        "due": period.due,
        "obligations": len(period.obligations),
        "number": period.id,
    }
    _say(Say(key, details))
    if as_json:
        _print_json(_period_json(period))
    return 0


def _period_json(period: "Period") -> dict[str, Any]:
    quiet = f"{period.quiet.start:%H:%M}-{period.quiet.end:%H:%M}" if period.quiet else None
    return {
        "id": period.id,
        "name": period.name,
        "due": period.due.isoformat(),
        "unit": period.unit,
        "documents": list(period.documents),
        "obligations": [each.id for each in period.obligations],
        "quiet": quiet,
        "open": period.is_open,
        "opened": period.opened_at.isoformat(timespec="seconds"),
        "closed": period.closed_at and period.closed_at.isoformat(timespec="seconds"),
    }


# ---------------------------------------------------------------------------------------------------------- progress


def _progress(options: argparse.Namespace, services: Services) -> int:
    progress = services.figures.progress_of(period_meant(options, services).id, options.unit)
    if options.json:
        _print_json(progress_json(progress))
        return 0
    _show(progress)
    return 0


def period_meant(options: argparse.Namespace, services: Services) -> "Period":
    """The period named; else the newest that is open in which the unit reports, else the newest closed one.

    Raises `UnknownPeriodError`.
    """
    from bot.progress.errors import UnknownPeriodError

    if options.period:
        return services.periods.find(options.period)
    found = services.periods.of_unit(options.unit) if options.unit else services.periods.all()
    newest = sorted(found, key=lambda period: (period.is_open, period.id), reverse=True)
    if not newest:
        raise UnknownPeriodError(Say("period.none"))
    return newest[0]


def progress_json(progress: "Progress") -> dict[str, Any]:
    """The figures as other programs read them."""
    statuses = ("expected", "done", "in_progress", "blocked", "not_started", "not_applicable", "reported", "silent")
    figures = ("expected", "reported", "on_time")
    return {
        "period": progress.period.name,
        "unit": progress.unit.code if progress.unit else None,
        **{name: getattr(progress, name) for name in figures},
        "by_obligation": [
            {"id": each.id, "title": each.title.vi, **{name: getattr(each, name) for name in statuses}}
            for each in progress.by_obligation
        ],
        "by_unit": [
            {"code": each.code, "name": each.name, **{name: getattr(each, name) for name in figures}}
            for each in progress.by_unit
        ],
        "due": progress.period.due.isoformat(),
        "open": progress.period.is_open,
    }


def _show(progress: "Progress") -> None:
    period, unit = progress.period, progress.unit
    details: dict[str, Detail] = {"name": period.name, "due": period.due, "unit": unit.name if unit else "*"}
    print(in_both_languages(Say("progress.head", details)))
    figures = {"expected": progress.expected, "reported": progress.reported, "on_time": progress.on_time}
    print(in_both_languages(Say("progress.figures", figures)))
    if own := progress.of_own_accord:
        print(in_both_languages(Say("progress.of_own_accord", {"own": own})))
    for each in progress.by_obligation:
        print(f"  {each.reported:>6}/{each.expected:<6} {each.title.vi}  ({each.id})")
    print(in_both_languages(Say("progress.silent", {"units": len(progress.silent)})))
    for silent in progress.silent[:_UNITS_SHOWN]:
        print(f"  {silent.code}  {silent.name}")
    if len(progress.silent) > _UNITS_SHOWN:
        print("  …")
