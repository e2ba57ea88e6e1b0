"""The prompt files of `prompts/`: read once, their variables checked, named by the hash of their text.

What is filled in is data. It stands between two lines with a code that is drawn for each request and occurs in none of
the values, so that no text, whatever stands in it, can end where it is to be read and begin to be obeyed.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import get_args

from knowledge.errors import PromptError
from knowledge.phrasing.model import Prompt, PromptName, Shown

FOLDER = Path(__file__).resolve().parents[2] / "prompts"
FENCE = "fence"
VARIABLES: Mapping[PromptName, frozenset[str]] = {
    "answer": frozenset({"question", "unit", "today", "language", "passages", "faults"}),
    "stand_alone": frozenset({"question", "turns", "today", "language"}),
    "obligations": frozenset({"document", "passages", "acts", "unit_types"}),
}
_PARTS = re.compile(r"# System\n(.+)\n# User\n(.+)", re.DOTALL)
_FENCE_BYTES = 4
_VERSION_LENGTH = 8


@dataclass(frozen=True, slots=True)
class _File:
    version: str
    system: Template
    user: Template


class PromptFiles:
    """The prompts of a folder. Raises `PromptError` where a file is missing or is not as it must be."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = {name: _read(folder, name) for name in get_args(PromptName)}

    def version(self, name: PromptName) -> str:
        """The beginning of the SHA-256 of the prompt file."""
        return self._files[name].version

    def render(self, name: PromptName, **values: str) -> Prompt:
        """A prompt with its variables filled in. Raises `KeyError` for other variables than it has."""
        if values.keys() != VARIABLES[name]:
            raise KeyError(*sorted(values.keys() ^ VARIABLES[name]))
        file, fence = self._files[name], _unheard_of(values.values())
        filled = {**values, FENCE: fence}
        return Prompt(name, file.version, file.system.substitute(filled).strip(), file.user.substitute(filled).strip())


def passages_text(shown: Iterable[Shown]) -> str:
    """Passages as the prompts speak of them: each after a line with its token in square brackets and its source."""
    return "\n\n".join(f"[{each.token}] {each.source}\n{each.text}" for each in shown)


def _unheard_of(values: Iterable[str]) -> str:
    """A code that occurs in none of the values."""
    texts = list(values)
    while True:
        code = secrets.token_hex(_FENCE_BYTES)
        if not any(code in text for text in texts):
            return code


def _read(folder: Path, name: PromptName) -> _File:
    path = folder / f"{name}.md"
    try:
        text = path.read_text("utf-8")  # whatever ends the lines: the hash is of the words
    except (OSError, UnicodeDecodeError) as error:
        message = f"Prompt {path}: cannot be read as UTF-8 text."
        raise PromptError(message) from error
    parts = _PARTS.fullmatch(text)
    if parts is None:
        message = f"Prompt {path}: must hold a part '# System' and then a part '# User'."
        raise PromptError(message)
    system, user = (Template(part) for part in parts.groups())
    _check_variables(path, system, user, VARIABLES[name] | {FENCE})
    return _File(sha256(text.encode()).hexdigest()[:_VERSION_LENGTH], system, user)


def _check_variables(path: Path, system: Template, user: Template, wanted: frozenset[str]) -> None:
    if not (system.is_valid() and user.is_valid()):
        message = f"Prompt {path}: a $ stands there without a variable's name; write $$ for the sign."
        raise PromptError(message)
    found = {*system.get_identifiers(), *user.get_identifiers()}
    if found != wanted:
        missing, unknown = sorted(wanted - found), sorted(found - wanted)
        message = f"Prompt {path}: missing variables {missing}, unknown variables {unknown}."
        raise PromptError(message)
