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
    if options.command == "bot":
        return _run_bot()
