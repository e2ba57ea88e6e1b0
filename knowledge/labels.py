"""How an official cites a place: `mục 2, điểm b, gạch đầu dòng 3`; in a law `điểm a khoản 2 Điều 14`."""

import re
from collections.abc import Sequence

from knowledge.marks import parse_article, parse_group, parse_mark
from knowledge.model import Lang, Provision
from knowledge.places import REGIONS

_REGIONS = {
    "preamble": {"vi": "phần mở đầu", "en": "the opening part"},
    "closing": {"vi": "phần kết", "en": "the closing part"},
}
_WORDS: dict[str, dict[str, str]] = {
    "capital": {"vi": "phần", "en": "part"},
    "roman": {"vi": "phần", "en": "part"},
    "number": {"vi": "mục", "en": "section"},
    "bracket": {"vi": "mục", "en": "section"},
    "decimal": {"vi": "mục", "en": "section"},
    "letter": {"vi": "điểm", "en": "point"},
    "parenthesis": {"vi": "ý", "en": "item"},
    "star": {"vi": "dấu sao", "en": "star"},
    "dash": {"vi": "gạch đầu dòng", "en": "dash"},
    "plus": {"vi": "dấu cộng", "en": "plus sign"},
    "bullet": {"vi": "chấm đầu dòng", "en": "bullet"},
    "plain": {"vi": "đoạn", "en": "paragraph"},
    "quoted": {"vi": "đoạn trích", "en": "quoted passage"},
}
_LAW_WORDS = {"number": {"vi": "khoản", "en": "clause"}, "article": {"vi": "Điều", "en": "Article"}}
_REPEATED = re.compile(r"~\d+$")


def citation_label(provisions: Sequence[Provision], path: str, lang: Lang = "vi") -> str:
    """The place of a provision in words. `provisions` are those of its document; a path among them or a region's name.

    Dashes are counted as printed dashes, plain paragraphs as paragraphs among their own kind.
    """
    if path in REGIONS:
        return _REGIONS[path][lang]
    by_path = {p.path: p for p in provisions}
    chain = [by_path[p] for p in _prefixes(path) if p in by_path]
    if not chain:
        return path
    article = next((i for i, p in enumerate(chain) if _style(p) == "article"), None)
    if article is not None:
        return _law_label(chain[article:], lang)
    if parse_group(chain[-1].label or ""):
        return str(chain[-1].label).rstrip(".:")
    return ", ".join(_directive_words(chain, lang))


def _prefixes(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[: n + 1]) for n in range(len(parts))]


def _style(provision: Provision) -> str:
    if provision.label is None:
        return "quoted" if provision.kind == "quoted" else "plain"
    mark = parse_article(provision.label) or parse_mark(provision.label) or parse_mark(provision.label + " A")
    return mark.style if mark else "plain"


def _name(provision: Provision) -> str:
    """The last part of the path; a decimal is cited as printed in full (3.1)."""
    last = _REPEATED.sub("", provision.path.rsplit(".", 1)[-1])
    return (provision.label or last).rstrip(".) ") if _style(provision) == "decimal" else last


def _directive_words(chain: Sequence[Provision], lang: Lang) -> list[str]:
    words: list[str] = []
    for i, provision in enumerate(chain):
        style = _style(provision)
        following = _style(chain[i + 1]) if i + 1 < len(chain) else ""
        if following != "decimal":  # "3.1" already says 3
            words.append(f"{_WORDS[style][lang]} {_name(provision)}")
    return words


def _law_label(chain: Sequence[Provision], lang: Lang) -> str:
    """Innermost first, as laws are cited: `điểm a khoản 2 Điều 14`; in English with commas."""
    words = []
    for provision in chain:
        style = _style(provision)
        names = _LAW_WORDS.get(style) or _WORDS[style]
        words.append(f"{names[lang]} {_name(provision)}")
    return (", " if lang == "en" else " ").join(reversed(words))
