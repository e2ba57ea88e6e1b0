"""The words of a .docx in reading order, as Word prints them with all tracked changes accepted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.adapters import legacy_fonts
from knowledge.adapters.docx_numbering import Numbering
from knowledge.adapters.docx_package import Node, W, WordPackage, is_on, local_name, number
from knowledge.adapters.docx_styles import Styles
from knowledge.adapters.legacy_fonts import Piece
from knowledge.adapters.word_symbols import symbol
from knowledge.file_faults import unreadable, warning

Paragraph = list[Piece]

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DELETED = frozenset({"del", "moveFrom"})
_SILENT = _DELETED | {"pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "instrText", "delText"}
_NOTE_REFERENCES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_IMAGES = frozenset({"blip", "imagedata", "OLEObject"})


@dataclass(frozen=True, slots=True)
class WordText:
    """The paragraphs of a document (lines of a paragraph broken by hand count each), blank ones as ""."""

    lines: tuple[str, ...]
    encoding: str
    warnings: tuple[str, ...]


@dataclass
class _Reader:
    """What must be remembered from paragraph to paragraph."""

    styles: Styles
    numbering: Numbering
    notes: list[tuple[str, str]] = field(default_factory=list)
    numbered: int = 0
    flags: dict[str, bool] = field(default_factory=dict)
    boxes: list[Node] = field(default_factory=list)
    merged: Paragraph = field(default_factory=list)


def read(data: bytes, path: Path) -> WordText:
    """Read the body, its tables, text boxes and notes; headers and footers of the page are left out.

    Raises:
        UnreadableFileError: a damaged or hostile package, or one without words.
    """
    package = WordPackage(data, path)
    body = package.document.find(f"{W}body")
    if body is None:
        raise unreadable(path, "damaged", part="w:body")
    reader = _Reader(Styles(package.related("styles")), Numbering(package.related("numbering")))
    paragraphs = [*_blocks(body, reader), *_unfinished(reader), *_notes(package, reader)]
    if not any(piece.text.strip() for pieces in paragraphs for piece in pieces):
        has_images = any(local_name(node) in _IMAGES for node in body.iter())
        raise unreadable(path, "images_only" if has_images else "no_text")
    return _finished(paragraphs, reader)


def _unfinished(reader: _Reader) -> list[Paragraph]:
    """What waited for a next paragraph when the text ended."""
    return [reader.merged] if reader.merged else []


def _finished(paragraphs: list[Paragraph], reader: _Reader) -> WordText:
    """Legacy fonts mended, paragraphs cut at their line breaks, warnings gathered."""
    texts, converted, left = legacy_fonts.mend_paragraphs(paragraphs)
    encoding = next((name for name, _ in converted.most_common(1)), "unicode")
    whole = "\n".join(texts)
    if converted:
        whole = "\n".join(legacy_fonts.mend_stray(text, encoding) for text in texts)
    elif legacy_fonts.looks_legacy(whole) and (mended := legacy_fonts.mend_text(whole)):
        whole, encoding = mended
    lines = tuple("" if line.isspace() else line for line in whole.split("\n"))
    warnings = [*_warnings(reader)]
    if encoding != "unicode":
        warnings.append(warning("mended_encoding", encoding=encoding))
    warnings += [warning("unmended_font", count=str(count), font=font) for font, count in sorted(left.items())]
    return WordText(lines, encoding, tuple(warnings))


def _warnings(reader: _Reader) -> Iterator[str]:
    if reader.numbered:
        yield warning("computed_numbering", count=str(reader.numbered))
    for form in sorted(reader.numbering.unknown_formats):
        yield warning("unknown_number_format", format=form)
    for code in sorted(code for code, seen in reader.flags.items() if seen):
        yield warning(code)


# ---------------------------------------------------------------------------------------------------------- blocks


def _blocks(parent: Node, reader: _Reader) -> Iterator[Paragraph]:
    for child in parent:
        name = local_name(child)
        if name == "p":
            yield from _paragraph(child, reader)
        elif name == "tbl":
            yield from _table(child, reader)
        elif name in _DELETED:
            reader.flags["tracked_changes"] = True
        elif name == "altChunk":
            reader.flags["embedded_document"] = True
        elif name not in _SILENT:
            yield from _blocks(_alternative(child), reader)


def _table(table: Node, reader: _Reader) -> Iterator[Paragraph]:
    """The cells row by row, left before right, a blank line between them and around the table."""
    yield []
    for row in _unwrapped(table, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            reader.flags["tracked_changes"] = True
            continue
        for cell in _unwrapped(row, "tc"):
            words = list(_blocks(cell, reader))
            if any(piece.text.strip() for pieces in words for piece in pieces):
                yield from words
                yield []


def _unwrapped(parent: Node, name: str) -> Iterator[Node]:
    """Rows or cells, also those inside content controls."""
    for child in parent:
        if local_name(child) == name:
            yield child
        elif local_name(child) in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _unwrapped(child, name)


def _alternative(node: Node) -> Node:
    """Of a drawing that is stored twice, the modern copy; any other element itself."""
    if local_name(node) != "AlternateContent":
        return node
    copies = [child for child in node if local_name(child) in {"Choice", "Fallback"}]
    return min(copies, key=local_name, default=node)  # a Choice before the Fallback


# ------------------------------------------------------------------------------------------------------ paragraphs


def _paragraph(node: Node, reader: _Reader) -> Iterator[Paragraph]:
    style = reader.styles.style_of(node)
    if reader.styles.name(style).startswith("toc "):
        reader.flags["table_of_contents"] = True
        return
    pieces = list(_inline(node, reader, style, None))
    boxes, reader.boxes = reader.boxes, []
    if node.find(f"{W}pPr/{W}rPr/{W}del") is not None:  # its end was deleted: it runs on into the next paragraph
        reader.flags["tracked_changes"] = True
        reader.merged += _labelled(node, reader, style, pieces) if pieces else []
    else:
        begun, reader.merged = reader.merged, []
        yield begun + pieces if begun else _labelled(node, reader, style, pieces)
    for box in boxes:
        yield from _blocks(box, reader)


def _labelled(node: Node, reader: _Reader, style: str, pieces: Paragraph) -> Paragraph:
    numbering = reader.styles.numbering(node, style)
    label = reader.numbering.label(*numbering) if numbering else None
    if label is None or not label.text:
        return pieces
    reader.numbered += 1
    return [Piece(label.text + label.gap), *pieces]


def _inline(node: Node, reader: _Reader, style: str, font: str | None) -> Iterator[Piece]:
    for child in _alternative(node):
        name = local_name(child)
        if name in _SILENT:
            if name in _DELETED:
                reader.flags["tracked_changes"] = True
        elif name == "txbxContent":
            reader.boxes.append(child)
        elif name == "r":
            if not is_on(child.find(f"{W}rPr"), "vanish"):
                yield from _inline(child, reader, style, reader.styles.font(child, style))
        elif (text := _text(child, name, reader, font)) is not None:
            yield Piece(text, font)
        else:
            yield from _inline(child, reader, style, font)


def _text(node: Node, name: str, reader: _Reader, font: str | None) -> str | None:
    """What a leaf prints; None for an element that only holds others."""
    if name == "t":
        return node.text or ""
    if name in _SIGNS:
        return _SIGNS[name]
    if name == "softHyphen":  # TCVN3 keeps the letter ư where others keep this hyphen
        return "\u00ad" if legacy_fonts.encoding_of_font(font) == "tcvn3" else ""
    if name == "sym":
        return symbol(_hexadecimal(node.get(f"{W}char")), node.get(f"{W}font")) or ""
    if name in _NOTE_REFERENCES:
        reader.notes.append((_NOTE_REFERENCES[name], node.get(f"{W}id") or ""))
        return f"[{len(reader.notes)}]"
    return None


def _hexadecimal(code: str | None) -> int:
    try:
        return int(code or "0", 16)
    except ValueError:
        return 0


# ----------------------------------------------------------------------------------------------------------- notes


def _notes(package: WordPackage, reader: _Reader) -> list[Paragraph]:
    """The notes that the text refers to, each begun with its mark, after all else."""
    if not reader.notes:
        return []
    stored = {kind: _stored_notes(package.related(kind)) for kind in set(_NOTE_REFERENCES.values())}
    lines: list[Paragraph] = [[]]
    for mark, (kind, key) in enumerate(list(reader.notes), start=1):
        note = stored[kind].get(number(key, -1))
        paragraphs = [p for p in _blocks(note, reader) if p] if note is not None else []
        first, rest = paragraphs[:1], paragraphs[1:]
        lines += [[Piece(f"[{mark}] "), *(first[0] if first else [])], *rest]
    return lines


def _stored_notes(part: Node | None) -> dict[int, Node]:
    """Notes by id; the separators that Word keeps among them have a type."""
    nodes = list(part) if part is not None else []
    return {number(n.get(f"{W}id"), -1): n for n in nodes if local_name(n) and n.get(f"{W}type") in {None, "normal"}}
