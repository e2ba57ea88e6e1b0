"""Reads a file of units: all of it or nothing, with every fault named by its line."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from bot.people.errors import Fault, UnitsFileError
from bot.people.model import SchoolLevel, Unit
from bot.people.tree import UnitTree
from knowledge.answer import Detail, Say
from knowledge.model import UnitType
from knowledge.text import fold_accents, fold_spaces

REQUIRED = ("code", "name", "type")
COLUMNS = (*REQUIRED, "level", "parent", "province")
_DELIMITERS = ",;\t"  # Excel writes semicolons where the comma is the decimal sign, as in Vietnam
_CODE = re.compile(r"[A-Za-z0-9._-]{1,40}")
_LONGEST = 200
_TYPES: dict[str, UnitType] = {name: name for name in get_args(UnitType)}
_LEVELS: dict[str, SchoolLevel] = {fold_accents(name): name for name in get_args(SchoolLevel)}
_LEVELS |= {"trung hoc co so": "THCS", "trung hoc pho thong": "THPT"}
_BEFORE_A_PROVINCE = re.compile(r"^(?:tỉnh|thành phố|tp\.?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Changes:
    """What loading a file would do. `absent`: units that are known and not in the file; they stay as they are."""

    new: tuple[Unit, ...]
    changed: tuple[Unit, ...]
    unchanged: tuple[Unit, ...]
    absent: tuple[Unit, ...]


def compare(units: Iterable[Unit], known: Iterable[Unit]) -> Changes:
    """Units of a file held against those that are known."""
    before = {unit.code: unit for unit in known}
    listed = {unit.code: unit for unit in units}
    return Changes(
        new=tuple(unit for code, unit in listed.items() if code not in before),
        changed=tuple(unit for code, unit in listed.items() if code in before and before[code] != unit),
        unchanged=tuple(unit for code, unit in listed.items() if before.get(code) == unit),
        absent=tuple(unit for code, unit in before.items() if code not in listed),
    )


def read_units(path: Path, known: Iterable[Unit] = ()) -> list[Unit]:
    """The units of a file, in its order; parents may be in the file or among those `known`.

    Raises `UnitsFileError` with every fault.
    """
    reading = _Reading(path.name)
    for line, row in reading.rows(_text(path)):
        reading.take(line, row)
    reading.check_parents({unit.code: unit for unit in known})
    reading.complain()
    return list(reading.units.values())


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _spoilt(path.name, "csv.unreadable", why=error.strerror or "") from error
    if raw.startswith(b"PK\x03\x04"):
        raise _spoilt(path.name, "csv.workbook")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UnitsFileError(path.name, [Fault(line, Say("csv.encoding"))]) from error
    if "\0" in text:
        raise _spoilt(path.name, "csv.encoding")
    if not text.strip():
        raise _spoilt(path.name, "csv.empty")
    return text


def _spoilt(file: str, key: str, **details: Detail) -> UnitsFileError:
    return UnitsFileError(file, [Fault(0, Say(key, details))])


@dataclass
class _Reading:
    """A file while it is read: the units so far with their lines, and the faults."""

    file: str
    units: dict[str, Unit] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, key: str, **details: Detail) -> None:
        self.faults.append(Fault(line, Say(key, details)))

    def complain(self) -> None:
        if self.faults:
            raise UnitsFileError(self.file, sorted(self.faults, key=lambda fault: fault.line))

    def rows(self, text: str) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row with its first line, by column. Raises `UnitsFileError` where the header is no header."""
        numbered = self._cells(text)
        line, header = next(numbered, (1, []))
        columns = [fold_spaces(name).lower() for name in header]
        self._check_header(line, columns)
        self.complain()
        for at, cells in numbered:
            if len(cells) > len(columns):
                self.fault(at, "csv.cells", cells=len(cells), columns=len(columns))
                continue
            yield at, dict(zip(columns, map(fold_spaces, cells), strict=False))

    def _cells(self, text: str) -> Iterator[tuple[int, list[str]]]:
        first = next(line for line in text.splitlines() if line.strip())
        delimiter = max(_DELIMITERS, key=first.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error:
            self.fault(line, "csv.quotes")

    def _check_header(self, line: int, columns: Sequence[str]) -> None:
        if missing := [name for name in REQUIRED if name not in columns]:
            self.fault(line, "csv.columns_missing", columns=", ".join(missing), all=",".join(COLUMNS))
            return
        for name in dict.fromkeys(columns):
            if name and name not in COLUMNS:
                self.fault(line, "csv.column_unknown", column=name, all=",".join(COLUMNS))
            elif name and columns.count(name) > 1:
                self.fault(line, "csv.column_twice", column=name)

    def take(self, line: int, row: dict[str, str]) -> None:
        """One row as a unit, or its faults."""
        code, name, parent = row.get("code", ""), row.get("name", ""), row.get("parent") or None
        self._check_code(line, code)
        if not name:
            self.fault(line, "csv.name_missing")
        for column in ("name", "province"):
            if len(row.get(column, "")) > _LONGEST:
                self.fault(line, "csv.too_long", column=column, most=_LONGEST)
        province = _BEFORE_A_PROVINCE.sub("", row.get("province", "")) or None
        unit = Unit(code, name, self._type(line, row), self._level(line, row), parent, province)
        if code and code not in self.units:  # also a faulty one: those below it are not to be blamed for that
            self.units[code] = unit
            self.lines[code] = line

    def _type(self, line: int, row: dict[str, str]) -> UnitType:
        written = row.get("type", "")
        if written.lower() not in _TYPES:
            self.fault(line, "csv.type_unknown", value=written, types=", ".join(_TYPES))
        return _TYPES.get(written.lower(), "school")

    def _level(self, line: int, row: dict[str, str]) -> SchoolLevel | None:
        written = row.get("level", "")
        level = _LEVELS.get(fold_accents(written))
        if written and level is None:
            self.fault(line, "csv.level_unknown", value=written, levels=", ".join(get_args(SchoolLevel)))
        return level

    def _check_code(self, line: int, code: str) -> None:
        if not code:
            self.fault(line, "csv.code_missing")
        elif not _CODE.fullmatch(code):
            self.fault(line, "csv.code_form", code=code)
        elif code in self.lines:
            self.fault(line, "csv.code_twice", code=code, first=self.lines[code])

    def check_parents(self, known: dict[str, Unit]) -> None:
        """Every parent is there, and nothing stands above itself."""
        everything = known | self.units
        for code, unit in self.units.items():
            if unit.parent is not None and unit.parent not in everything:
                self.fault(self.lines[code], "csv.parent_unknown", code=unit.parent)
        for circle in UnitTree(everything.values()).circles():
            line = min(self.lines[code] for code in circle if code in self.lines)
            self.fault(line, "csv.circle", codes=" → ".join([*circle, circle[0]]))
