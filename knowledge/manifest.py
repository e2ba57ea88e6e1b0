"""`manifest.toml`: what a person says about the documents of a folder, which wins over what their text says."""

import datetime as dt
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn, get_args

from knowledge.errors import ManifestError
from knowledge.model import Level, UnitType
from knowledge.text import slug

FILE_NAME = "manifest.toml"
_EARLIEST_YEAR, _LATEST_YEAR = 1945, 2999


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One `[[document]]` table; None for what it does not say (an empty list says: none)."""

    file: str
    id: str | None = None
    number: str | None = None
    title: str | None = None
    kind: str | None = None
    issuer: str | None = None
    level: Level | None = None
    place: str | None = None
    issued_on: dt.date | None = None
    effective_from: dt.date | None = None
    effective_until: dt.date | None = None
    addressees: tuple[str, ...] | None = None
    unit_types: tuple[UnitType, ...] | None = None
    year: int | None = None
    replaces: tuple[str, ...] | None = None
    amended_by: tuple[str, ...] | None = None
    source_url: str | None = None

    @property
    def said(self) -> dict[str, Any]:
        """The keys that are set, with their values; `file` apart."""
        values = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "file"}
        return {name: value for name, value in values.items() if value is not None}


def load_manifest(folder: Path) -> dict[str, ManifestEntry]:
    """The entries of a folder's manifest by file name (relative to the folder, with /); empty without a manifest.

    Raises:
        ManifestError: no valid TOML, an unknown key, a wrong value, a file that is not there, or one named twice.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return {}
    entries: dict[str, ManifestEntry] = {}
    ids: dict[str, str] = {}
    for position, table in enumerate(_tables(path), start=1):
        entry = _entry(path, position, table)
        _check_file(path, entry.file)
        if entry.file in entries:
            _fail(path, entry.file, "file", "is named by two tables; keep one")
        if entry.id is not None and entry.id in ids:
            _fail(path, entry.file, "id", f"is {entry.id!r}, which {ids[entry.id]} has already")
        entries[entry.file] = entry
        ids |= {entry.id: entry.file} if entry.id is not None else {}
    return entries


def _fail(path: Path, table: str, key: str, problem: str) -> NoReturn:
    message = f"{path}: document {table}: {key} {problem}"
    raise ManifestError(message)


def _tables(path: Path) -> list[dict[str, Any]]:
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, OSError) as error:
        message = f"{path}: is no valid TOML in UTF-8: {error}"
        raise ManifestError(message) from error
    unknown = sorted(content.keys() - {"document"})
    if unknown:
        message = f"{path}: unknown key {unknown[0]!r} outside the [[document]] tables"
        raise ManifestError(message)
    tables = content.get("document", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        message = f"{path}: document must be written as [[document]] tables, one per file"
        raise ManifestError(message)
    return tables


def _entry(path: Path, position: int, table: dict[str, Any]) -> ManifestEntry:
    name = table.get("file")
    shown = name if isinstance(name, str) else f"number {position}"
    unknown = [key for key in table if key not in _CHECKS]
    if unknown:
        _fail(path, shown, unknown[0], f"is an unknown key; known are {', '.join(_CHECKS)}")
    if name is None:
        _fail(path, shown, "file", "is missing; it names the file that the table is about")
    values: dict[str, Any] = {}
    for key, value in table.items():
        try:
            values[key] = _CHECKS[key](value)
        except ValueError as error:
            _fail(path, shown, key, f"{error}, not {value!r}")
    entry = ManifestEntry(**values)
    if entry.effective_from and entry.effective_until and entry.effective_until < entry.effective_from:
        _fail(path, shown, "effective_until", "is before effective_from")
    return entry


def _check_file(path: Path, name: str) -> None:
    """The file must be there, under either Unicode form of its name, and inside the folder."""
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts:
        _fail(path, name, "file", "must lie inside the manifest's folder")
    forms = (name, unicodedata.normalize("NFD", name))
    if not any((path.parent / form).is_file() for form in forms):
        _fail(path, name, "file", f"is missing: there is no such file in {path.parent}")


# ----------------------------------------------------------------------------------------- what a value must look like


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        message = "must be a text that is not empty"
        raise ValueError(message)
    return unicodedata.normalize("NFC", value.strip())


def _file(value: object) -> str:
    return PurePosixPath(_text(value)).as_posix()


def _slug(value: object) -> str:
    text = _text(value)
    if text != slug(text):
        message = f"must be a slug such as {slug(text) or 'hung-yen-gddt-2021'!r}"
        raise ValueError(message)
    return text


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        message = "must be a list of texts"
        raise ValueError(message)  # noqa: TRY004  (one error type for all bad values; the caller names the key)
    return tuple(_text(item) for item in value)


def _date(value: object) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        return dt.datetime.strptime(_text(value), "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        message = "must be a date such as 2021-03-15"
        raise ValueError(message) from None


def _year(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not _EARLIEST_YEAR <= value <= _LATEST_YEAR:
        message = "must be a year such as 2021"
        raise ValueError(message)
    return value


def _url(value: object) -> str:
    text = _text(value)
    if not text.startswith(("https://", "http://")):
        message = "must be a web address that begins with https://"
        raise ValueError(message)
    return text


def _one_of(choices: tuple[str, ...]) -> Callable[[object], str]:
    def check(value: object) -> str:
        if value not in choices:
            message = f"must be one of {', '.join(choices)}"
            raise ValueError(message)
        return str(value)

    return check


def _unit_types(value: object) -> tuple[str, ...]:
    return tuple(_one_of(get_args(UnitType))(item) for item in _texts(value))


_SPECIAL: Mapping[str, Callable[[object], Any]] = {
    "file": _file,
    "id": _slug,
    "level": _one_of(get_args(Level)),
    "issued_on": _date,
    "effective_from": _date,
    "effective_until": _date,
    "addressees": _texts,
    "unit_types": _unit_types,
    "year": _year,
    "replaces": _texts,
    "amended_by": _texts,
    "source_url": _url,
}
_CHECKS: Mapping[str, Callable[[object], Any]] = {f.name: _SPECIAL.get(f.name, _text) for f in fields(ManifestEntry)}
