"""The command that writes what leaves the house: plans, reports, workbooks, rows and charts."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.people.errors import PeopleError, in_both_languages
from bot.progress.evidence import links
from bot.services import Services
from knowledge.answer import Say
from knowledge.errors import DauMoiError

if TYPE_CHECKING:
    from bot.exports.reported import Reported
    from bot.people.model import Unit
    from bot.progress.model import Period

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
    made = {"progress": _progress, "report": _report, "plan": _plan}[options.kind](options, services)
    _write(options.out, made)
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


def _reported(options: argparse.Namespace, services: Services) -> "Reported":
    """What was reported in the period meant."""
    from bot.progress_desk import period_meant

    return reported(services, period_meant(options, services), options.unit)


def reported(services: Services, period: "Period", unit: str | None) -> "Reported":
    """What was reported in a period by a unit and all below it, reviewed as that unit sees it; None: of all."""
    from bot.exports.reported import Reported

    kept = services.check_ins
    check_ins, reviews = kept.latest_of_all(period.id, unit), kept.latest_reviews(period.id, unit)
    awaiting = kept.awaiting(period.id, unit, most=len(check_ins), level=unit or period.unit)
    return Reported.of(services.figures.progress_of(period.id, unit), check_ins, reviews, awaiting)


def _progress(options: argparse.Namespace, services: Services) -> bytes:
    from bot.exports import files

    if options.format == "png":
        from bot.exports.reported import Reported
        from bot.progress_desk import period_meant

        period = period_meant(options, services).id
        return files.progress_png(Reported(services.figures.progress_of(period, options.unit, units=False), ()))
    reported = _reported(options, services)
    if options.format == "csv":
        return files.progress_csv(reported)
    bot = services.settings.telegram_bot_username
    return files.progress_xlsx(reported, services.today, links(reported.check_ins, bot) if bot else None)


def _report(options: argparse.Namespace, services: Services) -> bytes:
    from bot.exports.files import report_docx

    reported = _reported(options, services)
    unit = _unit(services, options.unit or reported.period.unit)
    return report_docx(services.library(), unit, services.units.tree(), reported)


def _plan(options: argparse.Namespace, services: Services) -> bytes:
    from bot.exports.files import plan_docx

    unit, answerer, tree = _unit(services, options.unit), services.answerer(), services.units.tree()
    province = tree.province(unit.code) if unit else None
    found = answerer.unit_year(unit.type if unit else "school", services.today, province=province)
    if options.period:
        asked = {each.id for each in services.periods.find(options.period).obligations}
        found = replace(found, obligations=tuple(duty for duty in found.obligations if duty.id in asked))
    plan = plan_docx(answerer.library, unit, tree, found)
    if plan is None:
        raise NothingToExportError(Say("export.no_task"))
    if found.status != "obligations":
        for say in found.lead:
            print(in_both_languages(say), file=sys.stderr)
    return plan


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        message = f"{file}: cannot be written ({error.strerror})"
        raise DauMoiError(message) from error
