"""Word files made part by part, so that a test controls what Word would have stored."""

import io
import zipfile
from pathlib import Path

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def p(text: str = "", *, style: str = "", num: int | None = None, level: int = 0, font: str = "") -> str:
    """The XML of a paragraph of one run."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text, font)}</w:p>"


def r(text: str, font: str = "") -> str:
    """The XML of a run."""
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return f'<w:r>{fonts}<w:t xml:space="preserve">{text}</w:t></w:r>'


def lvl(index: int, form: str, pattern: str, *, start: int = 1, more: str = "") -> str:
    """The XML of one numbering level."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/>{more}</w:lvl>'
    )


def numbering(*levels: str, overrides: str = "") -> str:
    """A numbering part: list 1 of one definition, list 2 of the same definition with overrides."""
    return (
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{overrides}</w:num></w:numbering>'
    )


def part(name: str, inside: str) -> str:
    """The XML of a part such as `footnotes` or `styles`."""
    return f"<w:{name} {_W}>{inside}</w:{name}>"


def package(body: str, *, content_type: str = _MAIN, prolog: str = "", **parts: str) -> bytes:
    """The bytes of a .docx with this body and these further parts."""
    relations = "".join(
        f'<Relationship Id="r{i}" Type="{_RELATIONS}/{name}" Target="{name}.xml"/>' for i, name in enumerate(parts)
    )
    main = f'<Override PartName="/word/document.xml" ContentType="{content_type}"/>'
    root = f'<Relationship Id="r" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">{main}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE_RELATIONS}">{root}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE_RELATIONS}">{relations}</Relationships>',
        "word/document.xml": f"{prolog}<w:document {_W}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": xml for name, xml in parts.items()},
    }
    return zipped(members)


def zipped(members: dict[str, str]) -> bytes:
    """A zip archive of texts by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def write(path: Path, data: bytes) -> Path:
    """The path, now holding the bytes."""
    path.write_bytes(data)
    return path
