"""The command that writes what leaves the house: plans, reports, workbooks, rows and charts."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.people.errors import PeopleError, in_both_languages
from bot.services import Services
from knowledge.answer import Say
from knowledge.errors import DauMoiError

if TYPE_CHECKING:
    from bot.people.model import Unit

FORMATS = {"progress": ("xlsx", "csv", "png"), "report": ("docx",), "plan": ("docx",)}
"""The files that each kind of export can be."""


class NothingToExportError(PeopleError):
    """The file would hold nothing."""


def run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    """Run `export`; see `bot.cli` for its options."""
    formats = FORMATS[options.kind]
    if options.format not in formats:
        details = {"kind_name": options.kind, "wanted": options.format, "formats": ", ".join(formats)}
        parser.error(in_both_languages(Say("export.no_such_file", details)))
    services = Services.from_environment()
    _write(options.out, _plan(services, _unit(services, options.unit)))
    print(in_both_languages(Say("export.written", {"file": str(options.out)})), file=sys.stderr)
    return 0


def _unit(services: Services, code: str | None) -> "Unit | None":
    """The unit named, None where none is. Raises `UnknownUnitError`."""
    from bot.people.errors import UnknownUnitError

    if code is None:
        return None
    unit = services.units.unit(code)
    if unit is None:
        raise UnknownUnitError(code)
    return unit


def _plan(services: Services, unit: "Unit | None") -> bytes:
    from bot.exports.official import issuer_of
    from bot.exports.official_docx import write
    from bot.exports.plan import plan_draft

    answerer, tree = services.answerer(), services.units.tree()
    province = tree.province(unit.code) if unit else None
    found = answerer.unit_year(unit.type if unit else "school", services.today, province=province)
    plan = plan_draft(answerer.library, issuer_of(unit, tree), found)
    if plan is None:
        raise NothingToExportError(Say("export.no_task"))
    if found.status != "obligations":
        for say in found.lead:
            print(in_both_languages(say), file=sys.stderr)
    return write(plan)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        message = f"{file}: cannot be written ({error.strerror})"
        raise DauMoiError(message) from error
