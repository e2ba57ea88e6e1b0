"""The word lists of the field (`knowledge/lexicon/*.toml`), each read once when first needed."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The contents of `knowledge/lexicon/<name>.toml`; cached, so callers must not change it."""
    return tomllib.loads(files("knowledge").joinpath("lexicon", f"{name}.toml").read_text("utf-8"))
