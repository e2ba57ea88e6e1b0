"""One table of a register file: typed reading of its keys, and the words it quotes found in the document."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from knowledge.errors import RegisterError
from knowledge.model import Bilingual, Document, Span

Choice = TypeVar("Choice", bound=str)


class Entry:
    """A TOML table that knows where it stands (`where`), so that each error can name it."""

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        self.values = values
        self.where = where

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def only(self, known: set[str]) -> None:
        """Raise RegisterError for a key that nobody reads: a misspelt key must not pass as an absent one."""
        unknown = sorted(set(self.values) - known)
        if unknown:
            raise RegisterError(self.where, f"unknown key {', '.join(unknown)}")

    def optional(self, name: str) -> str | None:
        """A string, or None where the key is absent; RegisterError where it is empty or something else."""
        value = self.values.get(name)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        raise RegisterError(self.where, f"{name} must be a string with words in it")

    def string(self, name: str) -> str:
        """A string that must be there."""
        value = self.optional(name)
        if value is None:
            raise RegisterError(self.where, f"{name} is missing")
        return value

    def strings(self, name: str) -> tuple[str, ...]:
        """A list of strings, empty where the key is absent."""
        value = self.values.get(name, [])
        if isinstance(value, list) and all(isinstance(each, str) and each for each in value):
            return tuple(value)
        raise RegisterError(self.where, f"{name} must be a list of strings")

    def number(self, name: str) -> int | None:
        """A whole number of 1 or more, or None where the key is absent."""
        value = self.values.get(name)
        if value is None or (type(value) is int and value > 0):
            return value
        raise RegisterError(self.where, f"{name} must be a whole number from 1")

    def flag(self, name: str) -> bool:
        """True or false; false where the key is absent."""
        value = self.values.get(name, False)
        if isinstance(value, bool):
            return value
        raise RegisterError(self.where, f"{name} must be true or false")

    def choice(self, name: str, allowed: tuple[Choice, ...]) -> Choice:
        """One of the allowed words."""
        value = self.string(name)
        for word in allowed:
            if word == value:
                return word
        raise RegisterError(self.where, f"{name} is {value}, not one of {', '.join(allowed)}")

    def bilingual(self, name: str) -> Bilingual | None:
        """The pair `name_vi`, `name_en` (`vi`, `en` for the empty name); None where both are absent."""
        vi, en = (self.optional(f"{name}_{lang}".lstrip("_")) for lang in ("vi", "en"))
        if (vi is None) != (en is None):
            raise RegisterError(self.where, f"{name or 'the reason'} is given in one language only")
        return Bilingual(vi, en) if vi and en else None

    def required_bilingual(self, name: str) -> Bilingual:
        """The pair `name_vi`, `name_en`, which must be there."""
        found = self.bilingual(name)
        if found is None:
            raise RegisterError(self.where, f"{name or 'words'} in both languages is missing")
        return found

    def table(self, name: str) -> "Entry":
        """A table below this one, empty where the key is absent."""
        value = self.values.get(name, {})
        if isinstance(value, dict):
            return Entry(value, f"{self.where}, {name}")
        raise RegisterError(self.where, f"{name} must be a table")

    def tables(self, name: str) -> Iterator["Entry"]:
        """The tables of a list below this one, each named by its provision or parent, else by its place."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise RegisterError(self.where, f"{name} must be a list of tables")
        for at, each in enumerate(value, 1):
            path = each.get("provision") or each.get("parent") or ""
            yield Entry(each, f"{self.where}, {name} {at} {path}".rstrip())


def load_file(path: Path) -> Entry:
    """The top table of a register file. Raises RegisterError, naming the file, where it is not TOML in UTF-8."""
    try:
        return Entry(tomllib.loads(path.read_text("utf-8")), path.name)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegisterError(path.name, f"cannot be read: {error}") from error


def find_words(document: Document, path: str, words: str | None, where: str) -> Span:
    """Where the words stand in a provision; the whole provision for None.

    The preamble is all before the first provision and the closing all after the last, letterhead and signature
    included. Raises RegisterError where the provision does not exist or does not hold the words exactly once.
    """
    area = _area(document, path, where)
    if words is None:
        return area
    text = document.text[area.start : area.end]
    if text.count(words) != 1:
        raise RegisterError(where, f"{document.id}#{path} holds {text.count(words)} times, not once: {words}")
    start = area.start + text.index(words)
    return Span(start, start + len(words))


def _area(document: Document, path: str, where: str) -> Span:
    found = next((p for p in document.provisions if p.path == path), None)
    if found is None:
        raise RegisterError(where, f"{document.id} has no provision {path}")
    start = 0 if path == "preamble" else found.start
    end = len(document.text) if path == "closing" else found.end
    return Span(start, end)
