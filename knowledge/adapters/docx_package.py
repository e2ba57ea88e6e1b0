"""The parts of a .docx package as XML trees (library: python-docx, for its hardened XML parser).

python-docx's own loader opens every part, images included, and fails on a relationship that leads nowhere, which Word
forgives; so the few parts that hold words are fetched here.
"""

import io
import posixpath
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from docx.oxml.parser import parse_xml

from knowledge.file_faults import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAX_UNPACKED_MB = 200
MAX_PART_MB = 64
_MEGABYTE = 1024 * 1024
_OFFICE_DOCUMENT = "/officeDocument"
_STRICT = b"http://purl.oclc.org/ooxml/"
# What reading a damaged archive member can raise (zipfile documents BadZipFile only; the others were seen in fuzzing).
_ARCHIVE_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class Node(Protocol):
    """The part of an XML element's interface that reading uses. `tag` is no string for comments and entities."""

    tag: object
    text: str | None

    def get(self, key: str) -> str | None:
        """An attribute."""

    def find(self, path: str) -> "Node | None":
        """The first match."""

    def findall(self, path: str) -> "list[Node]":
        """All matches."""

    def iter(self, tag: str | None = None) -> "Iterator[Node]":
        """The element and all below it."""

    def __iter__(self) -> "Iterator[Node]":
        """The children."""


class WordPackage:
    """The main document of a .docx and the parts it points to."""

    def __init__(self, data: bytes, path: Path) -> None:
        """Open the archive and find the main document.

        Raises:
            UnreadableFileError: a damaged archive, one that unpacks beyond bounds, or no plain Word document in it.
        """
        self._path = path
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _ARCHIVE_ERRORS as error:
            raise unreadable(path, "truncated") from error
        self._members = {info.filename: info for info in self._archive.infolist()}
        if sum(info.file_size for info in self._members.values()) > MAX_UNPACKED_MB * _MEGABYTE:
            raise unreadable(path, "unpacks_too_large", limit=str(MAX_UNPACKED_MB))
        if _STRICT in self._bytes("_rels/.rels"):
            raise unreadable(path, "later_format", actual="strict_docx")
        self._main = self._targets("").get(_OFFICE_DOCUMENT, "word/document.xml")
        self.document = self._required(self._main)

    def related(self, kind: str) -> Node | None:
        """The part of one kind (`styles`, `numbering`, `footnotes`, `endnotes`) that the document points to."""
        name = self._targets(self._main).get(f"/{kind}")
        return self._required(name) if name in self._members else None

    def _targets(self, source: str) -> dict[str, str]:
        """Where a part's relationships lead, by the last word of their type."""
        folder, name = posixpath.split(source)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self._members:
            return {}
        found: dict[str, str] = {}
        for relation in self._required(rels):
            if isinstance(relation.tag, str) and relation.get("TargetMode") != "External":
                kind = "/" + (relation.get("Type") or "").rpartition("/")[2]
                target = posixpath.join("/", folder, relation.get("Target") or "")
                found.setdefault(kind, posixpath.normpath(target).lstrip("/"))
        return found

    def _required(self, name: str) -> Node:
        xml = self._bytes(name)
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
            raise unreadable(self._path, "unsafe_xml", part=name)
        try:
            return cast("Node", parse_xml(xml))
        except (SyntaxError, ValueError) as error:  # lxml's XMLSyntaxError is a SyntaxError
            raise unreadable(self._path, "damaged", part=name) from error

    def _bytes(self, name: str) -> bytes:
        info = self._members.get(name)
        if info is None:
            raise unreadable(self._path, "damaged", part=name)
        if info.file_size > MAX_PART_MB * _MEGABYTE:
            raise unreadable(self._path, "unpacks_too_large", limit=str(MAX_PART_MB))
        try:
            return self._archive.read(info)
        except _ARCHIVE_ERRORS as error:
            raise unreadable(self._path, "truncated") from error


def local_name(node: Node) -> str:
    """An element's name without its namespace; empty for comments, instructions and entities."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def value(node: Node | None, child: str) -> str | None:
    """The `w:val` of a child element, None where there is none."""
    found = node.find(f"{W}{child}") if node is not None else None
    return found.get(f"{W}val") if found is not None else None


def is_on(node: Node | None, child: str) -> bool:
    """Whether a toggle such as `w:vanish` is set: present and not switched off."""
    if node is None or node.find(f"{W}{child}") is None:
        return False
    return value(node, child) not in {"0", "false", "off"}


def number(text: str | None, default: int) -> int:
    """A whole number out of an attribute; `default` for none or nonsense."""
    try:
        return int(text or "")
    except ValueError:
        return default
