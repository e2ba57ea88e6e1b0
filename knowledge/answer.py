"""An answer as the program knows it: what was found and what is to be said, not yet in sentences.

Sentences live with the one who talks (`bot.texts`); here a `Say` names one by key, with its particulars.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from knowledge.model import Citation, Lang, Obligation, Status, UnitType

Detail = str | int | date
Mode = Literal["extracted", "generated"]


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence by its key in the catalogue of texts, and what goes into it."""

    key: str
    details: Mapping[str, Detail] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an implementing unit gets for one question.

    `lead` is said first, `citations` follow as quotations, `notes` last. `obligations` come in the document's order;
    `running` are the ids of those whose period still runs on the day asked, `ended` of those whose has ended. `said`:
    sentences of a chat model's, proven, which follow the lead; `prompt` is the version of the prompt they came of.
    """

    status: Status
    lang: Lang = "vi"
    lead: tuple[Say, ...] = ()
    citations: tuple[Citation, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    running: frozenset[str] = frozenset()
    notes: tuple[Say, ...] = ()
    unit_type: UnitType = "school"
    document_year: int | None = None
    index_version: str = ""
    mode: Mode = "extracted"
    said: tuple[str, ...] = ()
    prompt: str | None = None
