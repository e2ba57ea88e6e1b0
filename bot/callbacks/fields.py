"""What a field of a button's action may be: the readers that make its value of its text.

Each raises `ValueError` for what no button of ours carries.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, get_args

Reader: TypeAlias = Callable[[str], Any]
"""Makes a field's value of its text."""

Codes: TypeAlias = Mapping[str, tuple[type[Any], tuple[Reader, ...]]]
"""A family's actions by what stands first in a button's data, each with the readers of its fields.

It names the action for as long as buttons of it are about: never given anew.
"""


def number(text: str) -> int:
    """A count or a page, from 1."""
    if not re.fullmatch(r"[1-9]\d{0,3}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def row(text: str) -> int:
    """The number of a row, or of a version: from 0."""
    if not re.fullmatch(r"0|[1-9]\d{0,11}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def flag(text: str) -> bool:
    """Yes or no."""
    return ("0", "1").index(text) == 1


def like(pattern: re.Pattern[str]) -> Reader:
    """Text that a pattern fits whole."""

    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return text

    return read


def one_of(names: Any) -> Reader:
    """One of the names that a `Literal` lists."""
    return like(re.compile("|".join(get_args(names))))


def maybe(reader: Reader) -> Reader:
    """What `reader` reads, None for nothing."""
    return lambda text: reader(text) if text else None


SHORT = re.compile(r"[\w-]{8}", re.ASCII)
PATH = re.compile(r"[\w.~+-]{1,40}|=[\w-]{8}", re.ASCII)
VERSION = re.compile(r"[\w-]{1,24}", re.ASCII)

short = like(SHORT)
"""A short name: see `bot.callbacks.references.ref`."""
path = like(PATH)
version = like(VERSION)
code = like(re.compile(r"[\w-]{1,60}", re.ASCII))
prompt = like(re.compile(r"[0-9a-f]{8}"))
