"""Vietnamese written before Unicode: TCVN3, VNI, VISCII, VPS and cp1258 text turned into Unicode (library: viparse).

A conversion is believed only when what comes out is spelled as Vietnamese (`knowledge.spelling`); neither a font's name
nor a byte's value alone is proof, for fonts lie and the encodings share their bytes.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from knowledge.spelling import vietnamese_share

Encoding = str

PLAUSIBLE = 0.9
"""The least share of well-spelled words after a conversion. Real documents: above 0.96; a wrong table: below 0.7."""
_SURELY_NOT_UNICODE = 0.6
_CLEAR_LEAD = 0.05
_SAMPLE = 20_000

_COLUMN_GAP = re.compile(r"([ \t\u00a0]*\n[ \t\u00a0]*|[ \t\u00a0]{2,}|\t|^[ \u00a0]|[ \u00a0]$)")
# Letters of the VNI chart that viparse's table leaves out because its corpus held no example.
_VNI_GAPS = {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}
# Windows shows the bytes 80–9F as other signs (0x93 is “); the two views of one byte.
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_BYTES = {ord(sign): byte for byte, sign in _WINDOWS.items()}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one paragraph that stand in one font; `font` None where the file names none."""

    text: str
    font: str | None = None


def encoding_of_font(font: str | None) -> Encoding | None:
    """The encoding that a font's name promises: `.VnTime` and its family TCVN3, `VNI-Times` and its family VNI."""
    name = (font or "").lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith(("vni-", "vni ")) else None


def convert(text: str, encoding: Encoding) -> str:
    """Legacy text as Unicode. Line breaks and runs of spaces stay, for columns are read from them."""
    from viparse import fix  # noqa: PLC0415 - loads slowly, and most files are Unicode

    if encoding == "vni":
        for legacy, letter in _VNI_GAPS.items():
            text = text.replace(legacy, letter)
    parts = _COLUMN_GAP.split(text)
    return "".join(part if i % 2 else fix(part, encoding=encoding) for i, part in enumerate(parts))


def mend_bytes(data: bytes) -> tuple[str, Encoding] | None:
    """Bytes of an unnamed 8-bit encoding as Unicode, with the encoding; None when no reading is plainly Vietnamese."""
    return mend_text(data.decode("latin-1").translate(_WINDOWS))


def mend_text(text: str) -> tuple[str, Encoding] | None:
    """Text that shows legacy bytes as Latin letters (`Céng hoµ`) as Unicode; None when no reading is Vietnamese."""
    sample = "\n".join(line for line in text.split("\n") if not line.isascii())[:_SAMPLE]
    readings = _readings_of(text)
    shares = {name: vietnamese_share(reading(sample)) or 0.0 for name, reading in readings.items()}
    best, *others = sorted(shares, key=shares.__getitem__, reverse=True)
    if shares[best] < PLAUSIBLE or any(shares[best] - shares[other] < _CLEAR_LEAD for other in others):
        return None
    return readings[best](text), best


def mend_stray(text: str, encoding: Encoding) -> str:
    """A paragraph that a document's legacy fonts do not cover, converted where it is plainly in their encoding too."""
    if not looks_legacy(text):
        return text
    converted = convert(text, encoding)
    return converted if (vietnamese_share(converted) or 0.0) >= PLAUSIBLE else text


def looks_legacy(text: str) -> bool:
    """Whether accented words are there and most of them are no Vietnamese as they stand."""
    share = vietnamese_share(text)
    return share is not None and share < _SURELY_NOT_UNICODE


def _readings_of(text: str) -> dict[Encoding, Callable[[str], str]]:
    """The ways to read a text; those that count in bytes only where every character stands for one."""
    readings: dict[Encoding, Callable[[str], str]] = {
        name: partial(convert, encoding=name) for name in ("tcvn3", "vni")
    }
    if max(text.translate(_BYTES), default="") <= "\xff":
        readings |= {name: partial(_convert_bytes, encoding=name) for name in ("viscii", "vps")}
        readings["cp1258"] = lambda words: (
            words.translate(_BYTES).encode("latin-1", "replace").decode("cp1258", "replace")
        )
    return readings


def _convert_bytes(text: str, encoding: Encoding) -> str:
    return convert(text.translate(_BYTES), encoding)


def mend_paragraphs(paragraphs: Sequence[Sequence[Piece]]) -> tuple[list[str], Counter[Encoding], Counter[str]]:
    """Each paragraph's words with the legacy-font pieces converted where that gives Vietnamese.

    Returns the paragraphs, how many pieces were converted per encoding, and how many pieces per legacy font are no
    Vietnamese in either reading. Unicode text under a legacy font's name stays as it is.
    """
    joined = [_joined(pieces) for pieces in paragraphs]
    verdicts = {piece: _verdict(piece) for pieces in joined for piece in pieces if _in_question(piece)}
    leaning = Counter((encoding_of_font(piece.font), verdict) for piece, verdict in verdicts.items())
    final = {piece: _settled(piece, verdict=verdict, leaning=leaning) for piece, verdict in verdicts.items()}
    changed = (encoding_of_font(piece.font) for piece, words in final.items() if words != piece.text)
    left = (piece.font for piece, words in final.items() if looks_legacy(words))
    lines = ["".join(final.get(piece, piece.text) for piece in pieces) for pieces in joined]
    return lines, Counter(filter(None, changed)), Counter(filter(None, left))


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one encoding as one piece: a letter and its mark may stand in two runs."""
    result: list[Piece] = []
    for piece in pieces:
        if result and encoding_of_font(result[-1].font) == encoding_of_font(piece.font):
            result[-1] = Piece(result[-1].text + piece.text, result[-1].font)
        else:
            result.append(piece)
    return result


def _in_question(piece: Piece) -> bool:
    return encoding_of_font(piece.font) is not None and not piece.text.isascii()


def _converted(piece: Piece) -> str:
    encoding = encoding_of_font(piece.font)
    return convert(piece.text, encoding) if encoding else piece.text


def _verdict(piece: Piece) -> bool | None:
    """Whether the piece must be converted; None where both readings are as good."""
    as_is = vietnamese_share(piece.text) or 0.0
    converted = vietnamese_share(_converted(piece)) or 0.0
    if as_is == converted:
        return False if _has_unicode_letters(piece.text) else None
    return converted > as_is


def _has_unicode_letters(text: str) -> bool:
    """Whether there are letters or tone marks that no byte stands for, such as ộ and ư."""
    return any(c > "\xff" and (c.isalpha() or unicodedata.combining(c)) for c in text.translate(_BYTES))


def _settled(piece: Piece, *, verdict: bool | None, leaning: Counter[tuple[Encoding | None, bool | None]]) -> str:
    """The piece's final words; a tie goes with the document's other pieces of that encoding, else with the font."""
    encoding = encoding_of_font(piece.font)
    mostly_unicode = leaning[encoding, False] > leaning[encoding, True]
    return piece.text if verdict is False or (verdict is None and mostly_unicode) else _converted(piece)
