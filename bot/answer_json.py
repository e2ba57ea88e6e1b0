"""Answers as the JSON that other programs read (CONTRACT: an answer as JSON)."""

from collections.abc import Mapping

from bot.render import HelpLines, plain
from knowledge.answer import Answer
from knowledge.model import Citation, Document, Obligation, UnitType


def answer_json(
    answer: Answer, documents: Mapping[str, Document], help_lines: HelpLines, elapsed_ms: float
) -> dict[str, object]:
    """One answer as a JSON object; `elapsed_ms` from the question to the rendered text."""
    return {
        "status": answer.status,
        "text": plain(answer, documents, help_lines),
        "citations": [_citation(citation) for citation in answer.citations],
        "obligations": [_obligation(duty, answer) for duty in answer.obligations],
        "document_year": answer.document_year,
        "index_version": answer.index_version,
        "mode": answer.mode,
        "prompt_version": answer.prompt,
        "lang": answer.lang,
        "elapsed_ms": round(elapsed_ms, 3),
    }


def _citation(citation: Citation) -> dict[str, object]:
    return {
        "document": citation.document,
        "provision": citation.provision,
        "label": citation.label,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }


def _obligation(duty: Obligation, answer: Answer) -> dict[str, object]:
    unit_type: UnitType = answer.unit_type
    reached = duty.applies_to(unit_type)
    return {
        "id": duty.id,
        "title": duty.title[answer.lang],
        "act": duty.act,
        "provision": duty.provision,
        "applies": reached.applies,
        "reason": reached.reason[answer.lang] if reached.reason else None,
        "who": duty.who[answer.lang],
        "period": duty.period,
        "running": duty.id in answer.running,
        "due": duty.due.isoformat() if duty.due else None,
        "evidence": [each[answer.lang] for each in duty.evidence],
        "parent": duty.parent,
        "relation": duty.relation,
        "reviewed": duty.reviewed,
    }
