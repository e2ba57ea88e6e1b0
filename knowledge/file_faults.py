"""What is wrong with a file, in the reader's language: codes and particulars become sentences.

The sentences live in `lexicon/file_faults.toml`; a code that is not there is a fault of the program (KeyError).
"""

from pathlib import Path
from typing import Any

from knowledge.errors import UnreadableFileError
from knowledge.lexicons import table
from knowledge.model import Bilingual, Lang


def _lexicon() -> dict[str, Any]:
    return table("file_faults")


def _filled(section: str, code: str, params: dict[str, str], lang: Lang) -> str:
    template: str = _lexicon()[section][code][lang]
    return template.format(**params)


def fault(code: str, params: dict[str, str], lang: Lang) -> str:
    """The sentence of one fault. `actual` in `params` is a format's code; its name and remedy are put in."""
    return _filled("fault", code, params | _format_words(params, lang), lang)


def warning(code: str, lang: Lang = "en", **params: str) -> str:
    """The sentence of one warning about how a file was read."""
    return _filled("warning", code, params, lang)


def _format_words(params: dict[str, str], lang: Lang) -> dict[str, str]:
    if "actual" not in params:
        return {}
    form = _lexicon()["format"][params["actual"]]
    right_suffix = next(iter(form["suffixes"]), "")
    return {"actual": form[lang], "remedy": _filled("remedy", form["remedy"], {"right_suffix": right_suffix}, lang)}


def unreadable(file: Path, code: str, **params: str) -> UnreadableFileError:
    """The error for a file, to be raised by the caller; its message is the English sentence."""
    return UnreadableFileError(file.name, fault(code, params, "en"), code, params)


def explain(error: UnreadableFileError) -> Bilingual:
    """Why the file could not be read, in both languages, without the file's name."""
    if error.code not in _lexicon()["fault"]:
        return Bilingual(error.why, error.why)
    return Bilingual(fault(error.code, error.params, "vi"), fault(error.code, error.params, "en"))


def format_of_suffix(suffix: str) -> str | None:
    """The code of the format that goes by a file ending (`.pdf` → `pdf`); None for an ending nobody knows."""
    wanted = suffix.lower()
    return next((code for code, form in _lexicon()["format"].items() if wanted in form["suffixes"]), None)


def suffixes_of(format_code: str) -> tuple[str, ...]:
    """The endings under which a format goes by right."""
    return tuple(_lexicon()["format"][format_code]["suffixes"])
