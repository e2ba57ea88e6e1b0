"""The command line `daumoi`. Each command loads only what it needs, so that `--help` is immediate."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from knowledge.errors import DauMoiError

if TYPE_CHECKING:
    from bot.progress.model import Quiet

    Subparsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  # argparse has no public name for it

UNIT_TYPES = ("school", "office", "commune", "center", "department", "ministry")
LANGUAGES = ("vi", "en")
ROLES = ("teacher", "officer", "head", "admin")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit code 0: done; 1: the work failed, with a sentence on stderr; 2: wrong usage."""
    _speak_utf8()
    parser = build_parser()
    options = parser.parse_args(arguments)
    try:
        return int(_run(options, parser) or 0)
    except DauMoiError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader (head, less) has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int | None:
    if options.command in ("ask", "chat", "search"):
        from bot import talk

        return talk.run(options, parser)
    if options.command in ("units", "invite"):
        from bot import people_desk

        return people_desk.run(options, parser)
    if options.command in ("period", "progress", "export", "remind"):
        return _run_reporting(options, parser)
    if options.command in ("doctor", "backup", "restore"):
        from bot import operations_desk

        return operations_desk.run(options)
    if options.command == "bot":
        return _run_bot()
    from bot import documents_desk

    return documents_desk.run(options)


def _run_reporting(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    if options.command == "export":
        from bot import exports_desk

        return exports_desk.run(options, parser)
    if options.command == "remind":
        from bot import reminders_desk

        return reminders_desk.run(options)
    from bot import progress_desk

    return progress_desk.run(options, parser)


def _run_bot() -> int:
    from bot.journal import keep_journal
    from bot.services import Services
    from bot.telegram.app import run

    keep_journal()
    return run(Services.from_environment())


def _speak_utf8() -> None:
    """JSON and Vietnamese go out as UTF-8 whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else "backslashreplace")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a date written YYYY-MM-DD"
        raise argparse.ArgumentTypeError(message) from None


def _hours(text: str) -> "Quiet":
    from bot.progress.model import Quiet

    try:
        return Quiet.of(text)
    except ValueError:
        message = f"{text!r} are not hours written HH:MM-HH:MM"
        raise argparse.ArgumentTypeError(message) from None


def _positive(text: str) -> int:
    if not text.isdigit() or not int(text):
        message = f"{text!r} is not a whole number above 0"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def build_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(
        prog="daumoi",
        description="Đầu Mối: what official directives oblige your unit to do, each task with its exact source.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_talk(commands)
    _add_reading(commands)
    _add_loading(commands)
    _add_people(commands)
    _add_reporting(commands)
    evaluate = commands.add_parser("evaluate", help="measure answers on judged questions")
    evaluate.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    evaluate.add_argument("--retrieval", action="store_true", help="measure ranked provisions instead of answers")
    evaluate.add_argument("--json", action="store_true")
    _add_exports(commands)
    commands.add_parser("bot", help="run the Telegram bot")
    _add_operating(commands)
    return parser


def _add_talk(commands: "Subparsers") -> None:
    ask = commands.add_parser("ask", help="answer one question, or a file of them")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--batch", type=Path, metavar="IN.jsonl", help="one question a line; one JSON answer a line")
    ask.add_argument("--unit-type", choices=UNIT_TYPES, help="the kind of unit that asks")
    ask.add_argument("--unit", metavar="CODE", help="the unit that asks")
    ask.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="answer as on this day")
    ask.add_argument("--lang", choices=LANGUAGES, help="language of the answer (default: the question's)")
    ask.add_argument("--json", action="store_true")
    search = commands.add_parser("search", help="ranked provisions of everything loaded")
    search.add_argument("query", nargs="?", metavar="QUERY")
    search.add_argument("--batch", type=Path, metavar="IN.jsonl")
    search.add_argument("--top", type=_positive, default=10, metavar="N")
    search.add_argument("--today", type=_day, metavar="YYYY-MM-DD")
    search.add_argument("--json", action="store_true")
    chat = commands.add_parser("chat", help="talk in the terminal")
    chat.add_argument("--unit-type", choices=UNIT_TYPES)
    chat.add_argument("--today", type=_day, metavar="YYYY-MM-DD")


def _add_reading(commands: "Subparsers") -> None:
    outline = commands.add_parser("outline", help="read one document file and print what was understood")
    outline.add_argument("file", type=Path, metavar="FILE")
    outline.add_argument("--json", action="store_true")
    chain = commands.add_parser("chain", help="hold a directive against the one above it")
    chain.add_argument("document", metavar="DOCUMENT")
    chain.add_argument("--json", action="store_true")
    draft = commands.add_parser("draft", help="draft the duties of an unreviewed directive, for a reviewer")
    draft.add_argument("document", metavar="DOCUMENT")
    draft.add_argument("--json", action="store_true")


def _add_loading(commands: "Subparsers") -> None:
    refresh = commands.add_parser("refresh", help="load documents into a new index version and publish it")
    refresh.add_argument("paths", nargs="*", type=Path, metavar="FILE|DIR")
    refresh.add_argument("--dry-run", action="store_true", help="read and compare only")
    refresh.add_argument("--yes", action="store_true", help="publish without asking")
    refresh.add_argument("--embed", action="store_true", help="make search by meaning ready, however long it takes")
    refresh.add_argument("--json", action="store_true")
    remove = commands.add_parser("remove", help="take documents out, which makes a new version")
    remove.add_argument("documents", nargs="+", metavar="DOCUMENT")
    remove.add_argument("--yes", action="store_true", help="publish without asking")
    remove.add_argument("--json", action="store_true")
    versions = commands.add_parser("versions", help="list index versions")
    versions.add_argument("--json", action="store_true")
    rollback = commands.add_parser("rollback", help="let another version serve")
    rollback.add_argument("version", metavar="VERSION")


def _add_people(commands: "Subparsers") -> None:
    units = commands.add_parser("units", help="import and list the units that people belong to")
    actions = units.add_subparsers(dest="action", metavar="ACTION", required=True)
    importing = actions.add_parser("import", help="load units from a CSV file: code,name,type,level,parent,province")
    importing.add_argument("file", type=Path, metavar="FILE.csv")
    importing.add_argument("--dry-run", action="store_true", help="read and compare only")
    importing.add_argument("--yes", action="store_true", help="load without asking")
    importing.add_argument("--json", action="store_true")
    listing = actions.add_parser("list", help="the tree of units")
    listing.add_argument("--json", action="store_true")
    _add_reorganising(actions)
    invite = commands.add_parser("invite", help="make a code by which people join a unit, or revoke one")
    invite.add_argument("--unit", metavar="CODE", help="the unit to join")
    invite.add_argument("--role", choices=ROLES, help="the role they get")
    invite.add_argument("--uses", type=_positive, metavar="N", help="for how many people (teachers: 50, others: 1)")
    invite.add_argument("--days", type=_positive, default=30, metavar="N", help="for how many days (30)")
    invite.add_argument("--qr", type=Path, metavar="FILE.png", help="draw the link as a QR picture")
    invite.add_argument("--json", action="store_true")
    revoke = invite.add_subparsers(dest="action", metavar="revoke CODE").add_parser("revoke", help="revoke a code")
    revoke.add_argument("code", metavar="CODE")


def _add_reorganising(actions: "Subparsers") -> None:
    rename = actions.add_parser("rename", help="give a unit another name")
    move = actions.add_parser("move", help="put a unit, with all below it, under another")
    close = actions.add_parser("close", help="end a unit; what it reported stays")
    for command in (rename, move, close):
        command.add_argument("code", metavar="CODE")
        command.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="the day it came into force (today)")
    rename.add_argument("name", metavar="NAME")
    target = move.add_mutually_exclusive_group(required=True)
    target.add_argument("--under", metavar="CODE", help="the unit above from now on")
    target.add_argument("--top", action="store_true", help="no unit above it")
    close.add_argument("--into", metavar="CODE", help="the unit that takes over its people and the units below it")
    history = actions.add_parser("history", help="what was renamed, moved and closed, and when")
    history.add_argument("--json", action="store_true")


def _add_reporting(commands: "Subparsers") -> None:
    period = commands.add_parser("period", help="open, list, close and reopen reporting periods")
    actions = period.add_subparsers(dest="action", metavar="ACTION", required=True)
    opening = actions.add_parser("open", help="ask the units for their reports until a day")
    opening.add_argument("--name", required=True, metavar="N")
    opening.add_argument("--due", required=True, type=_day, metavar="YYYY-MM-DD", help="the last day in time")
    opening.add_argument("--unit", metavar="CODE", help="for this unit and all below it (default: all units)")
    opening.add_argument("--documents", nargs="+", metavar="ID", help="ask for the obligations of these directives")
    opening.add_argument("--obligations", nargs="+", metavar="ID", help="ask for these obligations only")
    opening.add_argument("--like", metavar="N", help="ask for the same as in this period")
    opening.add_argument("--quiet", type=_hours, metavar="HH:MM-HH:MM", help="remind nobody in these hours of Vietnam")
    listing = actions.add_parser("list", help="all periods, the newest first")
    closing = actions.add_parser("close", help="take no more reports")
    reopening = actions.add_parser("reopen", help="take reports again")
    reopening.add_argument("--due", type=_day, metavar="YYYY-MM-DD", help="until this day (default: as before)")
    for command in (closing, reopening):
        command.add_argument("period", nargs="?", metavar="N", help="its name or number")
        command.add_argument("--name", "--period", dest="named", metavar="N", help="the same")
    progress = commands.add_parser("progress", help="who has reported, and how far each obligation is")
    progress.add_argument("--unit", metavar="CODE", help="this unit and all below it (default: the whole period)")
    progress.add_argument("--period", metavar="N", help="its name or number (default: the newest that is open)")
    remind = commands.add_parser("remind", help="who is reminded of a period and when; remind at once")
    remind.add_argument("period", nargs="?", metavar="PERIOD", help="its name or number (default: the newest open)")
    remind.add_argument("--unit", metavar="CODE", help="this unit and all below it (default: the whole period)")
    acts = remind.add_mutually_exclusive_group()
    for act, what in (
        ("preview", "who would be told, and when (the default)"),
        ("send", "queue a reminder to those who have not reported; the running bot sends it"),
        ("states", "what became of the reminders so far"),
    ):
        acts.add_argument(f"--{act}", dest="act", action="store_const", const=act, default="preview", help=what)
    remind.add_argument("--lang", choices=LANGUAGES, help="language of what is said (default: the terminal's)")
    for command in (opening, listing, closing, reopening, progress, remind):
        command.add_argument("--json", action="store_true")


def _add_exports(commands: "Subparsers") -> None:
    export = commands.add_parser("export", help="write progress, a report draft or a plan draft as a file")
    export.add_argument("--kind", choices=("progress", "report", "plan"), required=True, help="what is told")
    export.add_argument("--format", choices=("xlsx", "docx", "csv", "png"), required=True, help="what kind of file")
    export.add_argument("--unit", metavar="CODE", help="the unit that it is about, with all below it")
    export.add_argument("--period", metavar="N", help="its name or number (default: the newest that is open)")
    export.add_argument("--out", type=Path, required=True, metavar="FILE")


def _add_operating(commands: "Subparsers") -> None:
    doctor = commands.add_parser("doctor", help="say what is misconfigured and how to mend it")
    doctor.add_argument("--offline", action="store_true", help="do not ask Telegram")
    backup = commands.add_parser("backup", help="put everything into one archive; the bot may go on meanwhile")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = commands.add_parser("restore", help="put everything of a backup in the place of what there is")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--yes", action="store_true", help="replace what there is without asking")
    for command in (doctor, backup, restore):
        command.add_argument("--lang", choices=LANGUAGES, help="language of what is said (default: the terminal's)")
