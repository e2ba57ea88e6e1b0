"""The numbers that Word prints in front of paragraphs and does not store: counted again from the numbering part.

Source of the rules: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (number formats).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.adapters.docx_package import Node, W, is_on, number, value
from knowledge.adapters.docx_styles import NumberedAs, font_of
from knowledge.adapters.word_symbols import bullet

_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_MOST_LEVELS = 9


def _letters(n: int) -> str:
    """From a to z, then aa, bb …: Word repeats the letter."""
    return chr(ord("a") + (n - 1) % 26) * min((n - 1) // 26 + 1, 30) if n > 0 else str(n)


def _roman(n: int) -> str:
    if not 0 < n <= _LARGEST_ROMAN:
        return str(n)
    result = ""
    for worth, sign in _ROMAN:
        result += sign * (n // worth)
        n %= worth
    return result


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "none": lambda _: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    pattern: str
    style: str | None
    restart_after: int | None
    legal: bool
    glued: bool
    font: str | None


@dataclass(frozen=True, slots=True)
class Label:
    """A computed label, with the space that follows it in print."""

    text: str
    gap: str


class Numbering:
    """The counters of one document; `label` must be called once for each numbered paragraph, in reading order."""

    def __init__(self, part: Node | None) -> None:
        """Read the numbering part; a document may have none."""
        self.unknown_formats: set[str] = set()
        abstracts = {n.get(f"{W}abstractNumId") or "": n for n in _children(part, "abstractNum")}
        self._levels = {key: _levels(node) for key, node in abstracts.items()}
        self._nums = {number(n.get(f"{W}numId"), 0): n for n in _children(part, "num")}
        self._by_style_link = {
            link: key for key, node in abstracts.items() if (link := value(node, "styleLink")) is not None
        }
        self._links = {key: link for key, node in abstracts.items() if (link := value(node, "numStyleLink"))}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def label(self, reference: NumberedAs, style: str | None = None) -> Label | None:
        """The label of the next paragraph numbered so; None where the reference switches numbering off or is void."""
        num = self._nums.get(reference.num_id)
        if num is None or reference.num_id == 0:
            return None
        abstract = self._abstract(num)
        levels = self._levels.get(abstract, {}) | _overridden(num)
        index = self._index(reference, levels, style)
        if index not in levels:
            return None
        counters = self._advance(num, reference.num_id, abstract, index, levels)
        return self._printed(levels, counters, index)

    def _abstract(self, num: Node) -> str:
        """The definition behind a number, through the detour of a list style where it takes one."""
        key = value(num, "abstractNumId") or ""
        return self._by_style_link.get(self._links.get(key, ""), key)

    @staticmethod
    def _index(reference: NumberedAs, levels: dict[int, _Level], style: str | None) -> int:
        if style is not None:
            linked = next((i for i, level in levels.items() if level.style == style), None)
            if linked is not None:
                return linked
        return reference.level or 0

    def _advance(self, num: Node, num_id: int, abstract: str, index: int, levels: dict[int, _Level]) -> dict[int, int]:
        counters = self._counters.setdefault(abstract, {})
        start = self._restart(num, num_id, index)
        if start is not None:
            counters[index] = start
        else:
            counters[index] = counters[index] + 1 if index in counters else levels[index].start
        for deeper in [i for i in counters if i > index]:
            if _restarts(levels.get(deeper), index):
                del counters[deeper]
        for above in range(index):
            counters.setdefault(above, levels[above].start if above in levels else 1)
        return counters

    def _restart(self, num: Node, num_id: int, index: int) -> int | None:
        """The number at which this list begins anew, the first time this level of it is used."""
        if (num_id, index) in self._begun:
            return None
        self._begun.add((num_id, index))
        for override in num.findall(f"{W}lvlOverride"):
            if number(override.get(f"{W}ilvl"), -1) == index:
                start = value(override, "startOverride")
                return None if start is None else number(start, 1)
        return None

    def _printed(self, levels: dict[int, _Level], counters: dict[int, int], index: int) -> Label:
        level = levels[index]
        gap = "" if level.glued else " "
        if level.format == "bullet":
            return Label(bullet(level.pattern, level.font), gap)

        def counted(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            own = "decimal" if level.legal else levels[at].format if at in levels else "decimal"
            return self._written(own, counters.get(at, 0)) if at <= index else ""

        return Label(_PLACEHOLDER.sub(counted, level.pattern), gap)

    def _written(self, form: str, n: int) -> str:
        if form not in _FORMATS:
            self.unknown_formats.add(form)
        return _FORMATS.get(form, str)(n)


def _restarts(level: _Level | None, after: int) -> bool:
    """Whether a deeper level begins anew after one of the level `after` (17.9.10: lvlRestart counts from one)."""
    if level is None or level.restart_after is None:
        return True
    return level.restart_after > after


def _children(part: Node | None, name: str) -> list[Node]:
    return part.findall(f"{W}{name}") if part is not None else []


def _levels(abstract: Node) -> dict[int, _Level]:
    found = {number(node.get(f"{W}ilvl"), 0): _level(node) for node in abstract.findall(f"{W}lvl")}
    return {index: level for index, level in found.items() if 0 <= index < _MOST_LEVELS}


def _overridden(num: Node) -> dict[int, _Level]:
    overrides = ((number(o.get(f"{W}ilvl"), -1), o.find(f"{W}lvl")) for o in num.findall(f"{W}lvlOverride"))
    return {index: _level(node) for index, node in overrides if node is not None and 0 <= index < _MOST_LEVELS}


def _level(node: Node) -> _Level:
    restart = value(node, "lvlRestart")
    return _Level(
        start=number(value(node, "start"), 0),
        format=value(node, "numFmt") or "decimal",
        pattern=value(node, "lvlText") or "",
        style=value(node, "pStyle"),
        restart_after=None if restart is None else number(restart, 0),
        legal=is_on(node, "isLgl"),
        glued=value(node, "suff") == "nothing",
        font=font_of(node.find(f"{W}rPr")),
    )
