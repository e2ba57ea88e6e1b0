"""The commands of those who keep the documents: reading, loading, versions, measuring."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

from bot.render import plain
from bot.services import LoadedDocuments, Services, read_outline_of
from knowledge.answer import Answer
from knowledge.errors import DauMoiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.library import Library
    from knowledge.model import Lineage
    from knowledge.refresh import Plan, Report


def run(options: argparse.Namespace) -> int:
    """Run one of the commands; see `bot.cli` for their options."""
    return _COMMANDS[options.command](options)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _outline(options: argparse.Namespace) -> int:
    from knowledge.outline import outline_json, print_outline

    outline = read_outline_of(options.file)
    if options.json:
        _print_json(outline_json(outline))
    else:
        print(print_outline(outline))
    return 0


def _chain(options: argparse.Namespace) -> int:
    services = Services.from_environment()
    lineage = services.library().lineage(options.document)
    if lineage is None:
        message = f"{options.document}: no directive above it is loaded."
        raise DauMoiError(message)
    if options.json:
        _print_json(_lineage_json(lineage, services.library()))
    else:
        _print_lineage(lineage)
    return 0


def _lineage_json(lineage: "Lineage", library: "Library") -> dict[str, object]:
    """A chain; how sure each pair is only where the program drafted it, since a person's reading is no guess."""
    from knowledge.lineage import confidence

    lower, upper = library.document(lineage.document), library.document(lineage.above)
    return {
        "document": lineage.document,
        "above": lineage.above,
        "missing": list(lineage.missing),
        "reviewed": lineage.reviewed,
        "pairs": [
            {
                "provision": pair.provision,
                "parent": pair.parent,
                "relation": pair.relation,
                "part": pair.aspect,
                "note": pair.note.vi if pair.note else None,
                "confidence": None if lineage.reviewed else round(confidence(pair, lower, upper), 2),
            }
            for pair in lineage.pairs
        ],
    }


def _print_lineage(lineage: "Lineage") -> None:
    print(f"{lineage.document} ← {lineage.above}" + ("" if lineage.reviewed else "  (bản nháp, chưa duyệt)"))
    if lineage.missing:
        print(f"Được dẫn ở giữa nhưng chưa có trong kho: {', '.join(lineage.missing)}")
    for pair in lineage.pairs:
        indent = "    " if pair.aspect else "  "
        note = pair.note.vi if pair.note else ""
        print(f"{indent}{pair.provision or '–':10} ← {pair.parent or '–':10} {pair.relation:9} {note}")


def _draft(options: argparse.Namespace) -> int:
    from bot.register_draft import draft_json, draft_toml, drafts_of

    services = Services.from_environment()
    document = services.library().document(options.document)
    drafts = drafts_of(services, document)
    if options.json:
        _print_json([draft_json(draft) for draft in drafts])
    else:
        print(draft_toml(document, drafts))
    return 0


def _refresh(options: argparse.Namespace) -> int:
    services = Services.from_environment()
    report = services.publisher.refresh(
        options.paths or None, dry_run=options.dry_run, embed_all=options.embed, approve=_approver(options)
    )
    return _tell(report, as_json=options.json)


def _remove(options: argparse.Namespace) -> int:
    services = Services.from_environment()
    return _tell(services.publisher.remove(options.documents, approve=_approver(options)), as_json=options.json)


def _approver(options: argparse.Namespace) -> "Callable[[Plan], bool]":
    """Whoever may say yes: the option, or a person at the terminal; a script without either publishes nothing."""

    def approve(plan: "Plan") -> bool:
        if options.yes:
            return True
        _show_plan(plan)
        if not sys.stdin.isatty():
            return False
        print("Publish? [y/N] ", end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip().lower() in ("y", "yes", "c", "có", "co")

    return approve


def _show_plan(plan: "Plan") -> None:
    for name in ("added", "changed", "removed", "unchanged"):
        ids = getattr(plan, name)
        if ids:
            print(f"{name}: {', '.join(ids)}", file=sys.stderr)
    for unread in plan.unreadable:
        print(f"unreadable: {unread.file}: {unread.why}", file=sys.stderr)


def _tell(report: "Report", *, as_json: bool) -> int:
    if as_json:
        _print_json(report.to_json())
    else:
        _show_plan(report.plan)
        if report.warning:
            print(report.warning, file=sys.stderr)
        state = "serves now" if report.published else "not published"
        print(f"{report.version or '–'}: {state}", file=sys.stderr)
    read = report.plan.added or report.plan.changed or report.plan.unchanged or report.plan.removed
    return 1 if report.plan.unreadable and not read else 0


def _versions(options: argparse.Namespace) -> int:
    services = Services.from_environment()
    rows = [version.to_json() for version in services.catalog.versions()]
    if options.json:
        _print_json(rows)
        return 0
    for row in rows:
        counts = f"{row['documents']:>5} documents {row['provisions']:>7} provisions"
        print(f"{row['version']}  {row['status']:10} {counts}  {row['published_at'] or ''}")
    return 0


def _rollback(options: argparse.Namespace) -> int:
    Services.from_environment().publisher.rollback(options.version)
    print(f"{options.version}: serves now", file=sys.stderr)
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from knowledge import evaluation

    services = Services.from_environment()
    questions = evaluation.load_questions(options.questions)
    if options.retrieval:
        result = evaluation.measure_retrieval(questions, services.library())
    else:
        answerer = services.answerer()
        documents, help_lines = LoadedDocuments(answerer.library), services.help_lines()

        def read(answer: Answer) -> str:
            return plain(answer, documents, help_lines)

        result = evaluation.measure_answers(questions, services.answer, documents, read)
    if options.json:
        _print_json(result)
    else:
        print(evaluation.table_of(result))
    return 0


_COMMANDS = {
    "outline": _outline,
    "chain": _chain,
    "draft": _draft,
    "refresh": _refresh,
    "remove": _remove,
    "versions": _versions,
    "rollback": _rollback,
    "evaluate": _evaluate,
}
