"""The commands of whoever runs the program: doctor, backup, restore."""

import argparse
import logging
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.backup import BackupError
from bot.render import sentence
from bot.services import Services
from knowledge.answer import Say
from knowledge.errors import CatalogError

if TYPE_CHECKING:
    from bot.backup import Manifest
    from knowledge.model import Lang

_MARKS = {"ok": "✓", "warning": "!", "fault": "✗"}
_YES = ("y", "yes", "c", "có", "co")


def run(options: argparse.Namespace) -> int:
    """Run one of the commands; see `bot.cli` for their options."""
    lang = options.lang or terminal_language(os.environ)
    try:
        return _COMMANDS[options.command](options, lang)
    except BackupError as error:
        print(sentence(error.say, lang), file=sys.stderr)
        return 1


def terminal_language(environment: Mapping[str, str]) -> "Lang":
    """Vietnamese, unless the terminal's locale is English."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")  # in the order in which POSIX looks at them
    locale = next((environment[name] for name in names if environment.get(name)), "")
    return "en" if locale.lower().startswith("en") else "vi"


def _doctor(options: argparse.Namespace, lang: "Lang") -> int:
    from bot.doctor import ask_model, ask_telegram, examine

    logging.disable()  # what the libraries would say of a failure is said by the finding
    services = Services.from_environment()
    faults = 0
    asked = () if options.offline else (ask_telegram(services.settings), ask_model(services))
    for part in (examine(services), *asked):
        for finding in part:
            faults += finding.level == "fault"
            print(_MARKS[finding.level], sentence(finding.say, lang), flush=True)
    print(sentence(Say("doctor.not_ready") if faults else Say("doctor.ready"), lang))
    return 1 if faults else 0


def _backup(options: argparse.Namespace, lang: "Lang") -> int:
    from bot.backup import back_up
    from knowledge.versions import utc_now

    manifest = back_up(Services.from_environment(), options.file, utc_now())
    size = -(-options.file.stat().st_size // (1 << 20))
    details = _counts(manifest) | {"file": str(options.file), "versions": len(manifest.versions), "size": size}
    print(sentence(Say("backup.done", details), lang), file=sys.stderr)
    return 0


def _restore(options: argparse.Namespace, lang: "Lang") -> int:
    from bot.backup import inspect, restore

    services = Services.from_environment()
    found = inspect(options.file)
    if not options.yes and _something_there(services) and not _agreed(found, lang):
        print(sentence(Say("restore.needs_yes"), lang), file=sys.stderr)
        return 1
    manifest = restore(services, options.file)
    print(sentence(Say("restore.done", _counts(manifest)), lang), file=sys.stderr)
    return 0


def _something_there(services: Services) -> bool:
    from bot.migrations import schema_state

    try:
        return schema_state(services.settings.sql_url) != "none"
    except CatalogError:  # damaged, and yet somebody may want to look at it
        return True


def _agreed(manifest: "Manifest", lang: "Lang") -> bool:
    if not sys.stdin.isatty():
        return False
    print(sentence(Say("restore.question", _counts(manifest)), lang), end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in _YES


def _counts(manifest: "Manifest") -> dict[str, str | int]:
    rows = manifest.rows
    return {"created_at": manifest.created_at, "units": rows.get("unit", 0), "people": rows.get("person", 0)}


_COMMANDS = {"doctor": _doctor, "backup": _backup, "restore": _restore}
