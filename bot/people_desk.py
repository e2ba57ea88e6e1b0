"""The commands of those who manage units: importing and listing them, inviting people into them."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, get_args

from bot.people.errors import InvitationError, UnitsFileError, in_both_languages
from bot.render import sentence
from bot.services import Services
from knowledge.answer import Say
from knowledge.errors import DauMoiError
from knowledge.model import Lang

if TYPE_CHECKING:
    from bot.people.model import Invitation, Unit
    from bot.people.units_csv import Changes

_FAULTS_SHOWN = 20
_NAMES_SHOWN = 10
_NO_USERNAME = Say("invitation.no_username")


def run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    """Run `units` or `invite`; see `bot.cli` for their options."""
    services = Services.from_environment()
    if options.command == "units":
        commands = {"import": _import, "list": _list, "history": _history}
        return commands.get(options.action, _reorganise)(options, services)
    if options.action == "revoke":
        return _revoke(options, services)
    if options.unit is None or options.role is None:
        parser.error("invite: give --unit and --role, or: invite revoke CODE")
    return _invite(options, services)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _say(say: Say) -> None:
    """A sentence at the terminal, in both languages."""
    print(in_both_languages(say), file=sys.stderr)


def _import(options: argparse.Namespace, services: Services) -> int:
    from bot.people.units_csv import compare, read_units

    known = services.units.all()
    try:
        units = read_units(options.file, known)
    except UnitsFileError as error:
        return _complain(error, as_json=options.json)
    changes = compare(units, known)
    _show(changes)
    loaded = not options.dry_run and _approved(options)
    if loaded:
        services.units.load(units)
    _say(Say("import.loaded" if loaded else "import.not_loaded", {"units": len(units)}))
    if options.json:
        _print_json({"file": str(options.file), "loaded": loaded, **_codes(changes), "faults": []})
    return 0


def _complain(error: UnitsFileError, *, as_json: bool) -> int:
    for fault in error.faults[:_FAULTS_SHOWN]:
        for lang in get_args(Lang):
            place = sentence(Say("csv.place", {"file": error.file, "line": fault.line}), lang)
            print(f"{place if fault.line else error.file}: {sentence(fault.say, lang)}", file=sys.stderr)
    if len(error.faults) > _FAULTS_SHOWN:
        _say(Say("csv.more", {"count": len(error.faults) - _FAULTS_SHOWN}))
    _say(Say("csv.nothing_loaded"))
    if as_json:
        faults = [
            {"line": fault.line or None, "why": sentence(fault.say, "vi"), "why_en": sentence(fault.say, "en")}
            for fault in error.faults
        ]
        _print_json({"file": error.file, "loaded": False, "faults": faults})
    return 1


def _approved(options: argparse.Namespace) -> bool:
    """Whether to load: a person at the terminal is asked; a script means what it says, and nothing is ever removed."""
    if options.yes or not sys.stdin.isatty():
        return True
    print(f"{sentence(Say('import.ask'), 'vi')} [c/K] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes", "c", "có", "co")


def _show(changes: "Changes") -> None:
    counts = {name: len(codes) for name, codes in _codes(changes).items()}
    _say(Say("import.preview", counts))
    for mark, units in (("+", changes.new), ("~", changes.changed)):
        for unit in units[:_NAMES_SHOWN]:
            print(f"  {mark} {unit.code}  {unit.name}", file=sys.stderr)
        if len(units) > _NAMES_SHOWN:
            print(f"  {mark} …", file=sys.stderr)


def _codes(changes: "Changes") -> dict[str, list[str]]:
    return {name: [unit.code for unit in getattr(changes, name)] for name in ("new", "changed", "unchanged", "absent")}


def _list(options: argparse.Namespace, services: Services) -> int:
    from dataclasses import asdict

    tree = services.units.tree()
    units = tree.parents_first()
    if options.json:
        _print_json([asdict(unit) for unit in units])
        return 0
    for unit in units:
        print(f"{'  ' * len(tree.ancestors(unit.code))}{unit.code}  {unit.name}  {_kind(unit)}")
    if not units:
        _say(Say("unit.none"))
    return 0


def _reorganise(options: argparse.Namespace, services: Services) -> int:
    from datetime import UTC, datetime

    desk, code, day, now = services.reorganisation, options.code, options.on or services.today, datetime.now(UTC)
    if options.action == "rename":
        _say(Say("unit.renamed", {"code": code, "name": desk.rename(code, options.name, day, now=now).name}))
    elif options.action == "move":
        moved = desk.move(code, options.under, day, now=now)
        _say(Say("unit.moved", {"code": code, "parent": moved.parent or "–"}))
    else:
        desk.close(code, day, into=options.into, now=now)
        _say(Say("unit.closed", {"code": code}))
    return 0


def _history(options: argparse.Namespace, services: Services) -> int:
    events = services.reorganisation.events()
    if options.json:
        names = ("unit", "kind", "before", "after")
        _print_json([{name: getattr(e, name) for name in names} | {"day": e.day.isoformat()} for e in events])
        return 0
    for event in events:
        print(f"{event.day.isoformat()}  {event.unit}  {event.kind}  {event.before or '–'} → {event.after or '–'}")
    if not events:
        _say(Say("unit.no_events"))
    return 0


def _kind(unit: "Unit") -> str:
    return f"({unit.type}, {unit.level})" if unit.level else f"({unit.type})"


def _invite(options: argparse.Namespace, services: Services) -> int:
    from datetime import UTC, datetime

    from bot.people.inviting import deep_link, qr_png, usual_uses

    username = services.settings.telegram_bot_username
    if options.qr and not username:
        raise InvitationError(_NO_USERNAME)
    uses = options.uses or usual_uses(options.role)
    made = services.invitations.create(options.unit, options.role, uses, options.days, datetime.now(UTC))
    link = deep_link(username, made.code or "") if username else None
    if options.qr:
        try:
            options.qr.write_bytes(qr_png(link or ""))
        except OSError as error:
            services.invitations.revoke(made.id, datetime.now(UTC))  # nobody has seen its code
            message = f"{options.qr}: cannot be written ({error.strerror})"
            raise DauMoiError(message) from error
    _tell(made, link, as_json=options.json)
    return 0


def _tell(made: "Invitation", link: str | None, *, as_json: bool) -> None:
    if link is None:
        _say(_NO_USERNAME)
    if as_json:
        expires = made.expires_at.isoformat(timespec="seconds")
        _print_json(
            {"code": made.code, "deep_link": link, "expires": expires, "uses": made.uses}
            | {"id": made.id, "unit": made.unit, "role": made.role}
        )
        return
    print(link or f"/start {made.code}")
    until = made.expires_at.astimezone().date()
    _say(Say("invitation.made", {"code": made.code or "", "uses": made.uses, "expires": until}))


def _revoke(options: argparse.Namespace, services: Services) -> int:
    from datetime import UTC, datetime

    if not services.invitations.revoke(options.code, datetime.now(UTC)):
        raise InvitationError(Say("invitation.none_open"))
    _say(Say("invitation.revoked"))
    return 0
