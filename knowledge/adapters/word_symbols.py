"""The signs that Word prints from its symbol fonts, where the stored character is another one."""

from knowledge.lexicons import table

_PRIVATE_USE = range(0xF000, 0xF100)


def symbol(code: int, font: str | None) -> str | None:
    """The printed sign of one code in a symbol font; None where the font is none or the sign is not listed."""
    name = (font or "").lower()
    section = "wingdings" if "wingdings" in name else "symbol"
    if section not in name and code not in _PRIVATE_USE:
        return None
    signs: dict[str, str] = table("word_symbols")[section]
    return signs.get(f"{code & 0xFF:02X}")


def bullet(text: str, font: str | None) -> str:
    """What a bullet prints: `•` for a sign that is not known."""
    if font and "courier" in font.lower() and text == "o":
        return "○"
    symbolic = any(name in (font or "").lower() for name in ("symbol", "wingdings", "webdings"))
    return "".join(symbol(ord(c), font) or ("•" if symbolic or ord(c) in _PRIVATE_USE else c) for c in text)
