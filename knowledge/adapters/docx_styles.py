"""What a .docx paragraph inherits from its styles: the font that names an encoding, and automatic numbering."""

from dataclasses import dataclass

from knowledge.adapters.docx_package import Node, W, number, value

_NO_STYLE = ""


@dataclass(frozen=True, slots=True)
class NumberedAs:
    """A reference into the numbering part; `num_id` 0 switches inherited numbering off."""

    num_id: int
    level: int | None


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    font: str | None
    numbered: NumberedAs | None


def font_of(properties: Node | None) -> str | None:
    """The font that run properties name for accented letters; empty for a theme font, None where they are silent."""
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    if fonts is None:
        return None
    if fonts.get(f"{W}hAnsiTheme") or fonts.get(f"{W}asciiTheme"):
        return ""
    return fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")


def numbering_of(properties: Node | None) -> NumberedAs | None:
    """The numbering that paragraph properties ask for, None where they are silent."""
    reference = properties.find(f"{W}numPr") if properties is not None else None
    if reference is None:
        return None
    level = value(reference, "ilvl")
    return NumberedAs(number(value(reference, "numId"), 0), None if level is None else number(level, 0))


class Styles:
    """The style sheet of one document."""

    def __init__(self, part: Node | None) -> None:
        """Read the styles part; a document may have none."""
        nodes = part.findall(f"{W}style") if part is not None else []
        self._styles = {node.get(f"{W}styleId") or _NO_STYLE: _read(node) for node in nodes}
        self._default = next((n.get(f"{W}styleId") for n in nodes if _is_default_paragraph(n)), None) or _NO_STYLE
        defaults = part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if part is not None else None
        self._default_font = font_of(defaults)

    def style_of(self, paragraph: Node) -> str:
        """The id of a paragraph's style."""
        return value(paragraph.find(f"{W}pPr"), "pStyle") or self._default

    def name(self, style: str) -> str:
        """The name under which Word lists a style, in lower case."""
        found = self._styles.get(style)
        return found.name.lower() if found else ""

    def font(self, run: Node, style: str) -> str | None:
        """The font of a run in a paragraph of this style."""
        properties = run.find(f"{W}rPr")
        own = font_of(properties)
        candidates = [own] if own is not None else []
        candidates += [
            s.font for s in self._chain(value(properties, "rStyle")) + self._chain(style) if s.font is not None
        ]
        return next(iter(candidates), self._default_font)

    def numbering(self, paragraph: Node, style: str) -> tuple[NumberedAs, str | None] | None:
        """The numbering of a paragraph, and the style it comes from where the paragraph itself is silent."""
        own = numbering_of(paragraph.find(f"{W}pPr"))
        if own is not None:
            return own, None
        return next(((s.numbered, style) for s in self._chain(style) if s.numbered is not None), None)

    def _chain(self, style: str | None) -> list[_Style]:
        """A style and those it is based on, nearest first; a circle ends where it closes."""
        chain: list[_Style] = []
        seen: set[str] = set()
        while style and style not in seen and style in self._styles:
            seen.add(style)
            chain.append(self._styles[style])
            style = chain[-1].based_on
        return chain


def _read(node: Node) -> _Style:
    return _Style(
        name=value(node, "name") or "",
        based_on=value(node, "basedOn") or _NO_STYLE,
        font=font_of(node.find(f"{W}rPr")),
        numbered=numbering_of(node.find(f"{W}pPr")),
    )


def _is_default_paragraph(node: Node) -> bool:
    return node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in {"1", "true", "on"}
