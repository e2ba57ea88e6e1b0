"""A register file for a reviewer to finish: the duties of a directive as they are drafted, nothing of it reviewed.

As it is printed no program takes it: the English titles are left for the reviewer, and the loader refuses empty ones.
"""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bot.render import sentence
from knowledge.answer import Say
from knowledge.errors import DauMoiError
from knowledge.phrasing.suggesting import Draft, suggested_drafts

if TYPE_CHECKING:
    from bot.services import Services
    from knowledge.model import Document, Obligation


def drafts_of(services: "Services", document: "Document") -> Sequence[Draft]:
    """A document's duties as drafted, with a chat model's suggestions where one is set up.

    Raises `DauMoiError` for a document that has none, or that somebody has reviewed.
    """
    duties = services.library().obligations(document.id)
    if not duties or any(duty.reviewed for duty in duties):
        message = f"{document.id}: has no drafted duties; they are reviewed, or it gives nobody any."
        raise DauMoiError(message)
    model = services.chat_model()
    if model is None:
        return [Draft(duty, duty) for duty in duties]
    return suggested_drafts(document, duties, model, services.prompts)


def draft_json(draft: Draft) -> dict[str, Any]:
    """A draft for other programs; `ruled` is what the rules say where the model's suggestion stands instead."""
    return {**_duty(draft.duty), "suggested": sorted(draft.suggested), "ruled": _duty(draft.ruled), "reviewed": False}


def _duty(duty: "Obligation") -> dict[str, Any]:
    applies = {unit: found.applies for unit, found in duty.applicability.items()}
    return {"id": duty.id, "provision": duty.provision, "title": duty.title.vi, "act": duty.act, "applies": applies}


def draft_toml(document: "Document", drafts: Sequence[Draft]) -> str:
    """The register file."""
    lines = [
        f"# {sentence(Say('draft.header', {'document': document.title}), 'vi')}",
        "",
        f"document = {_toml(document.id)}",
    ]
    for draft in drafts:
        lines += ["", *_entry(draft)]
    return "\n".join(lines)


def _entry(draft: Draft) -> Iterator[str]:
    duty, ruled = draft.duty, draft.ruled
    said = Say("draft.by_rule")
    if draft.suggested:
        fields = ", ".join(sorted(draft.suggested))
        said = Say("draft.suggested", {"fields": fields, "act": ruled.act, "title": ruled.title.vi})
    yield "[[obligation]]"
    yield f"# {sentence(said, 'vi')}"
    yield f"provision = {_toml(duty.provision)}"
    yield f"title_vi = {_toml(duty.title.vi)}"
    yield 'title_en = ""'
    yield f"act = {_toml(duty.act)}"
    if duty.period:
        yield f"period = {_toml(duty.period)}"
    applies = ", ".join(f"{unit} {found.applies}" for unit, found in sorted(duty.applicability.items()))
    yield f"# {applies}"


def _toml(text: str) -> str:
    """A basic string of TOML: JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False)
