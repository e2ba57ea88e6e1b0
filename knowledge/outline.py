"""A document's lines read into its header, its provisions and its references to other documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.header import read_header, read_kind
from knowledge.kinds import kind_of
from knowledge.lexicons import table
from knowledge.lines import read_lines
from knowledge.marks import parse_article, parse_mark
from knowledge.model import Header, Outline, Provision, Reference, Span
from knowledge.paragraphs import Paragraph, read_paragraphs
from knowledge.parts import ADDRESSED, Parts, split_parts
from knowledge.places import Places, provision_of, region_of
from knowledge.references import find_references, once_per_place
from knowledge.text import fold_spaces
from knowledge.tree import Node, build_tree
from knowledge.zones import Zones, split_zones

__all__ = ["outline_json", "print_outline", "provision_of", "read_outline", "region_of"]


def read_outline(lines: Sequence[str], encoding: str = "unicode", warnings: Sequence[str] = ()) -> Outline:
    r"""Reads the lines of one file (blank ones as "", a line being a printed line or a docx paragraph).

    Never raises: a text without structure gives an outline without provisions. `Outline.text` is
    `fold_spaces("\n".join(lines))`; all offsets count in it.
    """
    text = fold_spaces("\n".join(lines))
    parts = split_parts(read_lines(lines))
    reading = reading_of(parts)
    paragraphs = read_paragraphs(parts.body, law=reading.by_articles)
    zones = split_zones(paragraphs, law=reading.by_articles)
    header = read_header(parts, _words(text, zones.preamble))
    provisions = tuple(_provisions(text, zones, reading))
    outline = Outline(text, header, provisions, (), encoding, tuple(warnings), parts.spans())
    return replace(outline, references=_references(outline))


@dataclass(frozen=True, slots=True)
class Reading:
    """How a document is to be read: `by_articles`, as laws are; `obliges`: it may give tasks (laws never do)."""

    by_articles: bool
    obliges: bool


def reading_of(parts: Parts) -> Reading:
    """By articles if its kind says so or it numbers articles before anything else; an addressed letter never is."""
    addressed = any(ADDRESSED.match(x.text) for x in parts.header)
    lawful = read_kind(parts) in table("structure")["law"]["kinds"]
    articles = [(i, m.ordinal) for i, x in enumerate(parts.body) if (m := parse_article(x.text))]
    if addressed or not articles:
        return Reading(by_articles=False, obliges=addressed or not lawful)
    first, ordinal = articles[0]
    in_a_row = ordinal == min(n for _, n in articles)
    leads = lawful or not any(_is_numbered(x.text) for x in parts.body[:first])
    return Reading(by_articles=in_a_row and leads, obliges=not lawful)


def _is_numbered(text: str) -> bool:
    mark = parse_mark(text)
    return mark is not None and mark.ordinal == 1


def _provisions(text: str, zones: Zones, reading: Reading) -> list[Provision]:
    found = [_region("preamble", text, zones.preamble)] if zones.preamble else []
    found += [_provision(node, text, reading) for node in build_tree(zones.provisions)]
    return found + ([_region("closing", text, zones.closing)] if zones.closing else [])


def _region(path: str, text: str, paragraphs: Sequence[Paragraph]) -> Provision:
    start, end = paragraphs[0].lines[0].start, paragraphs[-1].lines[-1].end
    return Provision(path, None, "paragraph", text[start:end], start, end)


def _words(text: str, paragraphs: Sequence[Paragraph]) -> list[str]:
    return [text[p.lines[0].start : p.lines[-1].end] for p in paragraphs]


def _provision(node: Node, text: str, reading: Reading) -> Provision:
    start, end = node.paragraph.start, node.paragraph.end
    words = text[start:end]
    label = node.mark.printed if node.mark else None
    if node.paragraph.quoted:
        return Provision(node.path, label, "quoted", words, start, end)
    if reading.by_articles:
        is_heading = bool(node.children) and (node.is_article or node.is_group or words.endswith(":"))
        return Provision(node.path, label, "heading" if is_heading or node.is_group else "paragraph", words, start, end)
    marked = any(child.mark for child in node.children)
    headings = [text[a.paragraph.start : a.paragraph.end] for a in node.ancestors()]
    numbered = node.mark is not None and node.mark.ordinal > 0
    kind = kind_of(words, headings, marked_children=marked, plain_children=bool(node.children), numbered=numbered)
    if kind == "task" and not reading.obliges:
        kind = "paragraph"
    return Provision(node.path, label, kind, words, start, end)


# ------------------------------------------------------------------------------------------------ references


def _references(outline: Outline) -> tuple[Reference, ...]:
    """The mentions outside the document's own number and a web site's words, one a number and place."""
    foreign = outline.parts.get("site_noise", ())
    own = outline.header.number
    found = tuple(
        r
        for r in find_references(outline.text)
        if r.number != own and not any(s.start <= r.start < s.end for s in foreign)
    )
    places = Places(outline)
    return once_per_place(found, [places.path_at(r.start) for r in found])


# ------------------------------------------------------------------------------------------------ showing


def outline_json(outline: Outline) -> dict[str, object]:
    """The outline as the published contract words it, with `parts` and each reference's `provision` added."""
    places = Places(outline)
    return {
        "text": outline.text,
        "header": _header_json(outline.header),
        "provisions": [
            {"path": p.path, "label": p.label, "kind": p.kind, "text": p.text, "start": p.start, "end": p.end}
            for p in outline.provisions
        ],
        "references": [
            {
                "number": r.number,
                "date": r.date.isoformat() if r.date else None,
                "text": r.text,
                "start": r.start,
                "end": r.end,
                "provision": places.path_at(r.start),
            }
            for r in outline.references
        ],
        "encoding": outline.encoding,
        "warnings": list(outline.warnings),
        "parts": _parts_json(outline.parts),
    }


def _header_json(header: Header) -> dict[str, object]:
    return {
        "number": header.number,
        "kind": header.kind,
        "issuer": header.issuer,
        "place": header.place,
        "date": header.date.isoformat() if header.date else None,
        "subject": header.subject,
        "addressees": list(header.addressees),
        "recipients": list(header.recipients),
        "signer": header.signer,
        "signer_title": header.signer_title,
        "basis": list(header.basis),
    }


def _parts_json(parts: Mapping[str, tuple[Span, ...]]) -> dict[str, list[dict[str, int]]]:
    return {name: [{"start": s.start, "end": s.end} for s in spans] for name, spans in parts.items()}


_FIELD_WIDTH = 13
_TEXT_WIDTH = 110


def print_outline(outline: Outline) -> str:
    """The outline as indented text for a terminal: the header's fields, the provisions, the references."""
    rows = [f"{name + ':':{_FIELD_WIDTH}} {_shown(value)}" for name, value in _header_json(outline.header).items()]
    rows.append("")
    rows += [_row(p) for p in outline.provisions]
    if outline.references:
        places = Places(outline)
        rows.append("")
        rows += [
            f"→ {r.number}{f' ({r.date:%d/%m/%Y})' if r.date else ''}  {places.path_at(r.start)}"
            for r in outline.references
        ]
    return "\n".join([*rows, *(f"! {w}" for w in outline.warnings)])


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(v) for v in value) or "–"
    return "–" if value is None else str(value)


def _row(provision: Provision) -> str:
    depth = provision.path.count(".")
    label = f"{provision.label} " if provision.label else ""
    words = provision.text if len(provision.text) <= _TEXT_WIDTH else provision.text[:_TEXT_WIDTH].rstrip() + " …"
    return f"{'  ' * depth}{provision.path} [{provision.kind}] {label}{words}"
