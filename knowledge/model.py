"""The nouns of the field. Everything here is immutable, and nothing here knows a library, a file or a person."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

ProvisionKind = Literal["heading", "paragraph", "task", "quoted"]
UnitType = Literal["school", "office", "commune", "center", "department", "ministry"]
Act = Literal["plan", "communicate", "train", "review", "fund", "coordinate", "inspect", "report", "reward"]
Applies = Literal["yes", "conditional", "no", "unknown"]
Relation = Literal["same", "narrowed", "widened", "reworded", "added", "dropped"]
Level = Literal["central", "province", "district"]
Validity = Literal["pending", "in_force", "lapsed", "unknown"]
ModificationKind = Literal["replaces", "repeals", "amends", "starts"]
Lang = Literal["vi", "en"]
Status = Literal[
    "answered",
    "obligations",
    "not_specified",
    "no_directive_for_year",
    "text_not_loaded",
    "out_of_scope",
    "safety",
    "smalltalk",
    "clarify",
]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of a document's folded text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A sentence of our own in both languages; never a quotation."""

    vi: str
    en: str

    def __getitem__(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Header:
    """What the letterhead, the addressee block and the signature block say; what they do not say is None or empty.

    `spans` tells where each field that was found stands in the text, by field name
    (`number`, `date`, `issuer`, `addressees`, `recipients`, `signer`, `signer_title`, `subject`, `place`).
    """

    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: dt.date | None = None  # in a class with a field `date`, the bare name means the field
    subject: str | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: str | None = None
    signer_title: str | None = None
    basis: tuple[str, ...] = ()
    spans: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Provision:
    """One citable piece of a document: a heading, a paragraph, a task, or words quoted from another law.

    `path` follows the document's own numbering (`2.b.3`, `14.2.a`, `preamble`, `closing`); `label` is the printed mark
    (`1.`, `a)`, `-`, `Điều 14.`) or None for a plain paragraph; `text` is the source without the mark, and equals the
    document's text from `start` to `end`.
    """

    path: str
    label: str | None
    kind: ProvisionKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another document: its number, its date where this mention gives one, and where it stands."""

    number: str
    date: date | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """What was understood of one file.

    `parts` names the regions that are not provisions (`header`, `recipients`, `signature`, `annex`, `footnotes`,
    `site_noise`) with their spans; together with the provisions they cover the text but for labels and spaces.
    """

    text: str
    header: Header
    provisions: tuple[Provision, ...]
    references: tuple[Reference, ...]
    encoding: str = "unicode"
    warnings: tuple[str, ...] = ()
    parts: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Modification:
    """What a document's text does to the force of another, or (`starts`) to that of its own parts.

    `number` is the other document's number as printed, `dated` its date where the text gives one; `places` are paths in
    it (`14.2.a`), empty where it is touched as a whole. `since`: from which day; None means from the day on which the
    document that says so takes effect. `said_in` is the path of the provision that says it.
    """

    kind: ModificationKind
    number: str
    places: tuple[str, ...] = ()
    since: date | None = None
    dated: date | None = None
    said_in: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A loaded document: its outline and what the manifest adds to or corrects in it."""

    id: str
    title: str
    outline: Outline
    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    level: Level | None = None
    place: str | None = None
    issued_on: date | None = None
    effective_from: date | None = None
    effective_until: date | None = None
    addressees: tuple[str, ...] = ()
    unit_types: tuple[UnitType, ...] = ()
    year: int | None = None
    replaces: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()
    source_url: str | None = None
    modifications: tuple[Modification, ...] = ()

    @property
    def text(self) -> str:
        """The folded text that all spans count in."""
        return self.outline.text

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The citable pieces, in the document's order."""
        return self.outline.provisions

    @property
    def is_directive(self) -> bool:
        """Whether units are told what to do by it (a letter, directive, plan or guidance), as against a law."""
        return directs(self.kind, self.number, self.unit_types)


def directs(kind: str | None, number: str | None, unit_types: Sequence[UnitType]) -> bool:
    """Whether a document is a directive by its kind; a chỉ thị numbered by year (18/2001/CT-TTg) is law as decrees are.

    Until 2008 ministers and the Prime Minister made law by such; what names the kinds of unit it is for is a directive.
    """
    named = (kind or "").lower()
    return named in DIRECTIVE_KINDS and (
        named != "chỉ thị" or bool(unit_types) or not _NUMBERED_BY_YEAR.search(number or "")
    )


_NUMBERED_BY_YEAR = re.compile(r"/(?:19|20)\d\d/")
DIRECTIVE_KINDS = frozenset({"công văn", "chỉ thị", "kế hoạch", "hướng dẫn", "công điện", "thông báo", "chương trình"})


@dataclass(frozen=True, slots=True)
class Applicability:
    """Whether a duty reaches one kind of unit, and why when that is not plain."""

    applies: Applies
    reason: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty of one provision. Reviewed by a person, or drafted by rule and marked so.

    `id` is `document#path`, or `document#path/n` where one provision holds several; `quote` is the span of the words
    that carry this duty; `period` is `2021` or `2021-2025`; `ended_on` is the day the event passed to which the duty
    is tied, `event` its name; `due` is a date the document itself sets, None where it sets none.
    """

    id: str
    document: str
    provision: str
    title: Bilingual
    act: Act
    who: Bilingual
    quote: Span
    period: str | None
    reviewed: bool
    applicability: Mapping[UnitType, Applicability] = field(default_factory=dict)
    evidence: tuple[Bilingual, ...] = ()
    event: Bilingual | None = None
    ended_on: date | None = None
    due: date | None = None
    parent: str | None = None
    relation: Relation | None = None

    def applies_to(self, unit_type: UnitType) -> Applicability:
        """How the duty reaches a kind of unit; unknown where nobody has said."""
        return self.applicability.get(unit_type, Applicability("unknown"))


@dataclass(frozen=True, slots=True)
class LineagePair:
    """What became of one provision of the upper document in the lower one.

    `provision` is None where it was dropped, `parent` None where it was added; paths are without the document id.
    `lower_words` and `upper_words` are the spans that differ, for showing the change.
    `aspect`: the pair speaks of one part of a provision; every lower provision has one pair without it, as a whole.
    """

    provision: str | None
    parent: str | None
    relation: Relation
    note: Bilingual | None = None
    lower_words: tuple[Span, ...] = ()
    upper_words: tuple[Span, ...] = ()
    aspect: bool = False


@dataclass(frozen=True, slots=True)
class Lineage:
    """A lower directive held against the one above it.

    `missing`: numbers cited between the two that are not loaded, `note` says so to people.
    """

    document: str
    above: str
    pairs: tuple[LineagePair, ...]
    missing: tuple[str, ...] = ()
    reviewed: bool = False
    note: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A provision that a search found, with its score (higher is nearer; comparable within one search only).

    `nearness`: the cosine of question and provision, or of what stands with it in one article, by the embedding model;
    None where meaning was not searched or too many others are nearer.
    """

    document: str
    provision: Provision
    score: float
    nearness: float | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words an answer rests on. `quote` equals the document's folded text from `start` to `end`."""

    document: str
    provision: str
    label: str
    quote: str
    start: int
    end: int
