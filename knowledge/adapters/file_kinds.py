"""What a file really is, by its first bytes; file names are claims, not evidence."""

import io
import re
import zipfile
import zlib
from pathlib import Path

from knowledge.file_faults import format_of_suffix, suffixes_of, unreadable

_SIGNATURES = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b\x08", "archive"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# Names of streams in an OLE container (UTF-16 in its directory), the telling ones first.
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
)
_NOT_PLAIN_WORD = (b"macroEnabled", b"template.main+xml")
_TYPES_LIMIT = 1_000_000
_ZIP_FOLDERS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_MARKUP = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_MAIL_ARCHIVE = re.compile(
    rb"(?:From|MIME-Version|Content-Type|Subject|Date):[^\n]*\n(?:[^\n]*\n){0,12}?[^\n]*multipart/related",
    re.IGNORECASE,
)
_PDF_SEARCH = 1024


def sniff(data: bytes) -> str:
    """The code of the format (`docx`, `pdf`, `text` …), or `encrypted`, or `truncated` for a broken zip archive."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data.startswith(_OLE):
        return _inside_ole(data)
    if data.startswith(_ZIP):
        return _inside_zip(data)
    return _by_words(data)


def check_kind(path: Path, data: bytes) -> str:
    """The kind of a file that can be read: `docx` or `text`.

    Raises:
        UnreadableFileError: any other kind, or a name that claims another kind than the content.
    """
    kind, suffix = sniff(data), path.suffix.lower()
    if kind in {"encrypted", "truncated"}:
        raise unreadable(path, kind)
    claimed = format_of_suffix(suffix)
    if claimed is None:
        raise unreadable(path, "unknown_format", suffix=suffix or path.name)
    if kind == "text" and claimed in {"html", "xml"}:
        kind = claimed  # markup without the usual opening; still no document of words
    if suffix not in suffixes_of(kind):
        if kind == "binary":
            raise unreadable(path, "binary" if claimed == "text" else "truncated")
        raise unreadable(path, "mislabelled", suffix=suffix, actual=kind)
    if kind not in {"docx", "text"}:
        raise unreadable(path, "later_format", actual=kind)
    return kind


def _by_words(data: bytes) -> str:
    head = data[:_PDF_SEARCH]
    if b"%PDF-" in head:
        return "pdf"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image"
    words = head.removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(words) or _MAIL_ARCHIVE.match(words):
        return "html"
    if words.lstrip().startswith(b"<?xml"):
        return "html" if b"<html" in words.lower() else "xml"
    return "binary" if b"\0" in data and data[:2] not in {b"\xff\xfe", b"\xfe\xff"} else "text"


def _inside_ole(data: bytes) -> str:
    return next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in data), "ole")


def _inside_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _of_members(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError):
        return "truncated"


def _of_members(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if any(info.flag_bits & 1 for info in archive.infolist()):
        return "encrypted"
    if names[:1] == ["mimetype"]:
        return _open_document(archive)
    if "[Content_Types].xml" not in names:
        return "archive"
    with archive.open("[Content_Types].xml") as member:
        types = member.read(_TYPES_LIMIT)
    kind = next((kind for folder, kind in _ZIP_FOLDERS if any(n.startswith(folder) for n in names)), "archive")
    return "docm" if kind == "docx" and any(mark in types for mark in _NOT_PLAIN_WORD) else kind


def _open_document(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as member:
        mimetype = member.read(100)
    if b"opendocument.text" in mimetype:
        return "odt"
    return "epub" if b"epub" in mimetype else "ods"
