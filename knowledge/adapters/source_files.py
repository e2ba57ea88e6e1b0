"""Document files as printed lines: what a file is, what it holds, or one clear reason why it cannot be read."""

import errno
import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.adapters import text_file
from knowledge.adapters.file_kinds import check_kind
from knowledge.errors import UnreadableFileError
from knowledge.file_faults import unreadable, warning

MAX_MEGABYTES = 50
_NOT_DOCUMENTS = frozenset({"manifest.toml", "thumbs.db", "desktop.ini"})
_FAULT_OF_ERRNO = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.ELOOP: "symlink_loop",
    errno.EISDIR: "not_a_file",
}
# White space and the signs that print nothing.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


@dataclass(frozen=True, slots=True)
class SourceText:
    """The words of one file, before any structure is read into them.

    `lines` are printed lines (.txt) or paragraphs (.docx), blank ones kept as ""; `encoding` is what the words were
    written in (`unicode`, `tcvn3`, `vni`, `viscii`, `vps`, `cp1258`); `warnings` are English sentences; `sha256` is of
    the file's bytes; `wrapped` tells whether a paragraph may run over several lines.
    """

    lines: tuple[str, ...]
    encoding: str
    warnings: tuple[str, ...]
    sha256: str
    wrapped: bool = True


def read_lines(path: Path) -> SourceText:
    """Read one .txt or .docx file.

    Raises:
        UnreadableFileError: the one error for whatever is wrong with the file; its `code` says what.
    """
    data = _content(path)
    if not data:
        raise unreadable(path, "empty")
    digest = hashlib.sha256(data).hexdigest()
    if check_kind(path, data) == "docx":
        from knowledge.adapters import docx_file  # noqa: PLC0415 - lxml loads slowly, and text files do without

        document = docx_file.read(data, path)
        return SourceText(document.lines, document.encoding, document.warnings, digest, wrapped=False)
    text, encoding = text_file.decode(data, path)
    if is_blank(text):
        raise unreadable(path, "no_text")
    warnings = () if encoding == "unicode" else (warning("mended_encoding", encoding=encoding),)
    return SourceText(text_file.split_lines(text), encoding, warnings, digest)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes. Raises `UnreadableFileError` where they cannot be had."""
    return hashlib.sha256(_content(path)).hexdigest()


def is_blank(text: str) -> bool:
    """Whether nothing of a text would be seen in print."""
    return not text.translate(dict.fromkeys(map(ord, _INVISIBLE))).strip()


def discover(path: Path) -> list[Path]:
    """The document files of a folder and its subfolders, in a stable order; a file stands for itself.

    Manifests, hidden files and the temporary files of office programs are left out. What cannot be listed is returned
    itself: reading it then says why, and the rest of the batch goes on.
    """
    if not path.is_dir():
        return [path]
    return sorted(_walk(path), key=lambda p: unicodedata.normalize("NFC", p.as_posix()))


def _walk(top: Path) -> Iterator[Path]:
    unlisted: list[Path] = []
    seen: set[str] = set()
    for folder, subfolders, names in os.walk(
        top, onerror=lambda e: unlisted.append(Path(e.filename)), followlinks=True
    ):
        real = os.path.realpath(folder)
        if real in seen:  # a link back to a folder already walked
            subfolders.clear()
            continue
        seen.add(real)
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (Path(folder, name) for name in names if _is_document(name))
    yield from unlisted


def _is_document(name: str) -> bool:
    return not name.startswith((".", "~$", "~WRL")) and name.lower() not in _NOT_DOCUMENTS


def _content(path: Path) -> bytes:
    limit = MAX_MEGABYTES * 1024 * 1024
    try:
        mode = path.stat()
        if not stat.S_ISREG(mode.st_mode):
            raise _not_a_file(path)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise translate(path, error) from error
    except ValueError as error:  # a NUL in the path
        raise unreadable(path, "missing") from error
    if len(data) > limit:
        raise unreadable(path, "too_large", limit=str(MAX_MEGABYTES))
    return data


def _not_a_file(path: Path) -> UnreadableFileError:
    listable = not path.is_dir() or os.access(path, os.R_OK | os.X_OK)
    return unreadable(path, "not_a_file" if listable else "permission")


def translate(path: Path, error: OSError) -> UnreadableFileError:
    """What an error of the operating system means for whoever gave the path."""
    code = _FAULT_OF_ERRNO.get(error.errno or 0, "unreadable")
    return unreadable(path, code, **({"reason": error.strerror or str(error)} if code == "unreadable" else {}))
