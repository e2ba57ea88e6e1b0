"""Plain text files: bytes to characters, whatever encoding a Vietnamese office saved them in."""

import codecs
import re
from collections import Counter
from pathlib import Path

from knowledge.adapters import legacy_fonts
from knowledge.file_faults import unreadable

# Not str.splitlines: it also breaks at the control characters 1C–1E and 85, which are letters in VISCII and VPS.
_LINE_END = re.compile("\r\n|[\n\r\f\v\u2028\u2029]")
_CONTROLS = frozenset(map(chr, {*range(0x20), 0x7F} - set(b"\t\n\r\f\v\x1a")))
# VISCII and VPS write a few capitals with control codes; random bytes hold a tenth and more.
_MOST_CONTROLS = 0.05
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, path: Path) -> tuple[str, str]:
    """The text of a file without its byte order mark, and the encoding in which it was written.

    Raises:
        UnreadableFileError: binary data, a cut-off file, or an encoding that gives no plausible Vietnamese.
    """
    if data.startswith(_UTF16):
        return _utf16(data, path), "unicode"
    if b"\0" in data:
        raise unreadable(path, "binary")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _legacy(data, error, path)
    _refuse_binary(text, path)
    mended = legacy_fonts.mend_text(text) if legacy_fonts.looks_legacy(text) else None
    return mended or (text, "unicode")


def split_lines(text: str) -> tuple[str, ...]:
    """The printed lines, blank ones kept as empty strings."""
    return tuple("" if line.isspace() else line for line in _LINE_END.split(text))


def _utf16(data: bytes, path: Path) -> str:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise unreadable(path, "truncated" if len(data) % 2 else "binary") from error
    _refuse_binary(text, path)
    return text


def _legacy(data: bytes, error: UnicodeDecodeError, path: Path) -> tuple[str, str]:
    if error.start > len(data) - 4 and error.reason == "unexpected end of data" and error.start > 0:
        raise unreadable(path, "truncated") from error
    _refuse_binary(data.decode("latin-1"), path)
    mended = legacy_fonts.mend_bytes(data)
    if mended is None:
        raise unreadable(path, "unknown_encoding") from error
    return mended


def _refuse_binary(text: str, path: Path) -> None:
    """Control characters do not occur in text; a few strays are forgiven."""
    counts = Counter(text)
    controls = sum(counts[c] for c in _CONTROLS)
    if "\0" in counts or controls > _MOST_CONTROLS * len(text):
        raise unreadable(path, "binary")
