"""An official document before it is a file: what Decree 30/2020/NĐ-CP asks of its form, in the order of the page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from bot.message import Line, Piece
from bot.people.model import Unit
from bot.people.tree import UnitTree
from bot.render import readable_name, sentence
from knowledge.answer import Detail, Say
from knowledge.model import Document, Provision, UnitType

BLANK = "……………"
"""What stands for something that only the unit can know."""

_FORMULA = re.compile(r"^(?:v/v|về việc|về)\s+", re.IGNORECASE)
_GUIDING = re.compile(r"^(?:hướng dẫn|kế hoạch|chỉ đạo)\s+(?:việc\s+)?", re.IGNORECASE)
_TO_THE_UNITS = re.compile(
    r"(?:đề nghị|yêu cầu)\s+(?:các|từng|thủ trưởng các)\s+"
    r"(?:đơn vị|trường|cơ sở giáo dục|nhà trường|bộ, ngành, địa phương|địa phương)\s+",
    re.IGNORECASE,
)
_TYPED_TWICE = re.compile(r"\b(và|các|của) \1\b")
_LAST_MARK = re.compile(r"[\s.;,:/-]+$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered part. `level` 0 is a part of the document (I, II …), 1 and more are the directive's own headings."""

    words: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of pieces in their styles."""

    line: Line


@dataclass(frozen=True, slots=True)
class Fill:
    """Dotted lines for a person to write on, after some words."""

    words: str
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose head is repeated on each page; `widths` in centimetres, `numeric` columns stand right."""

    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


Part: TypeAlias = Heading | Text | Fill | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows the signature, on a page of its own."""

    title: str
    subtitle: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Official:
    """A whole document. `above` and `issuer` stand in the letterhead, `symbol` after the number (`KH-…`).

    `signer` are the lines of the signer's office. `annexes` come after the signature; `aside`, on the last page, speaks
    to whoever finishes the draft and is taken out before it is signed.
    """

    above: str
    issuer: str
    symbol: str
    kind: str
    subject: str
    basis: tuple[str, ...]
    body: tuple[Part, ...]
    recipients: tuple[str, ...]
    signer: tuple[str, ...]
    addressee: str = ""
    annexes: tuple[Annex, ...] = ()
    aside: Annex | None = None


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues a document, as far as it is known: its name and the name above it, blank where not."""

    unit_type: UnitType
    name: str = BLANK
    above: str = BLANK
    code: str | None = None

    @property
    def in_text(self) -> str:
        """Its name within a sentence, or that it is the unit."""
        return self.name if self.code else said("official.unit")


def said(key: str, **details: Detail) -> str:
    """A sentence of the catalogue in Vietnamese, the language of official documents."""
    return sentence(Say(key, details), "vi")


def words(key: str, **details: Detail) -> Text:
    """A paragraph of one sentence."""
    return Text((Piece(said(key, **details)),))


def issuer_of(unit: Unit | None, tree: UnitTree, unit_type: UnitType = "school") -> Issuer:
    """A unit as an issuer; without one, blanks for a unit of that kind.

    Nothing stands above a people's committee or a ministry in a letterhead, whoever they report to.
    """
    if unit is None:
        return Issuer(unit_type)
    if unit.type in ("commune", "ministry"):
        return Issuer(unit.type, unit.name, "", unit.code)
    above = tree.unit(unit.parent) if unit.parent else None
    return Issuer(unit.type, unit.name, above.name if above else BLANK, unit.code)


def signer_of(issuer: Issuer) -> tuple[str, ...]:
    """The office of whoever signs for a kind of unit."""
    return tuple(said(f"signer.{issuer.unit_type}", name=issuer.name).upper().split("\n"))


def roman(number: int) -> str:
    """I, II, III … up to XXXIX."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + ones[number % 10]


def full_date(day: date) -> str:
    """`ngày 05 tháng 02 năm 2021`: days below 10 and the first two months with a zero, so that nobody changes them."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 - the decree names them
    return said("official.date", day=f"{day.day:02}", month=month, year=day.year)


def named(document: Document) -> str:
    """A document as a basis names it, with blanks for the number and the date that are not known."""
    kind = document.kind or "văn bản"
    return said(
        "official.named",
        sort=kind[:1].upper() + kind[1:],
        ref=document.number or BLANK,
        day=full_date(document.issued_on) if document.issued_on else said("official.no_date"),
        by=readable_name(document.issuer or BLANK),
    )


def matter(document: Document) -> str:
    """What a document is about, beginning small: `hướng dẫn triển khai công tác bình đẳng giới năm 2021`."""
    title = _FORMULA.sub("", document.title.strip()).rstrip(".")
    return begins_small(title)


def bases(documents: Sequence[Document]) -> tuple[str, ...]:
    """What a document rests on, a line for each, the last with a full stop."""
    lines = [said("official.basis", what=named(each), about=matter(each)) for each in documents]
    return tuple(f"{line}{'.' if line is lines[-1] else ';'}" for line in lines)


def own_matter(document: Document) -> str:
    """What a unit does about it: without that it was guidance."""
    return begins_small(_GUIDING.sub("", matter(document)))


def begins_small(text: str) -> str:
    """With a small first letter, but for a name in capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def begins_large(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def in_own_words(text: str) -> str:
    """A directive's words as its receiver writes them: not told to itself, no word typed twice, a capital first."""
    own = _TYPED_TWICE.sub(r"\1", _TO_THE_UNITS.sub("", text))
    return begins_large(own.strip())


def ended(text: str) -> str:
    """Without the punctuation at its end."""
    return _LAST_MARK.sub("", text)


@dataclass
class Outliner:
    """The directive's own headings above its tasks, each once, in order."""

    provisions: Sequence[Provision]
    _shown: set[str] = field(default_factory=set)

    def above(self, path: str) -> Iterator[Heading]:
        """The headings above a provision that have not been shown yet."""
        by_path: Mapping[str, Provision] = {p.path: p for p in self.provisions if p.kind == "heading"}
        steps = path.split(".")
        for level in range(1, len(steps)):
            heading = by_path.get(".".join(steps[:level]))
            if heading and heading.path not in self._shown:
                self._shown.add(heading.path)
                yield Heading(f"{heading.label or ''} {in_own_words(heading.text)}".strip(), level)
