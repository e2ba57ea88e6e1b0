"""True sentences made false: each mutation changes one thing that a reader would be misled by. Deterministic."""

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

Mutated = tuple[str, str]
"""Which mutation, and the false sentence."""

_LISTS = tomllib.loads((Path(__file__).parent / "mutations.toml").read_text("utf-8"))
_WORD = re.compile(r"\b[A-ZĐ][\wĐđà-ỹ]+(?: [A-ZĐ][\wà-ỹ]+)+")

_READER = {
    "vi": r"(?:Có, )?(?:[Tt]rường|[Nn]hà trường|[Đđ]ơn vị)\b",
    "en": r"(?:Yes, )?(?:[Yy]our school|[Tt]he school|[Ss]chools|[Yy]our unit)\b",
}


def mutations(text: str, lang: str, seed: int) -> Iterator[Mutated]:
    """The false sentences that can be made of a true one."""
    chance = random.Random(seed)  # noqa: S311 — the same ones each time are wanted
    yield from _figures(text, chance)
    yield from _names(text, chance)
    for table in _LISTS["pairs"]:
        if table["lang"] == lang:
            yield from _replaced(table["kind"], text, table["of"])
    yield from _actors(text, lang, chance)
    stop = text.rstrip(".")
    for added in chance.sample(_LISTS["added"][lang], 4):
        yield "added", f"{stop}{added}."
    yield "leak", text + chance.choice(_LISTS["leaks"]["any"])
    yield from _misquoted(text)


def _figures(text: str, chance: random.Random) -> Iterator[Mutated]:
    """Each number in turn becomes another one; dates, document numbers and percents are numbers too."""
    for found in re.finditer(r"\d+", text):
        other = str(int(found.group()) + chance.choice([1, 2, 5, 10]))
        yield "number", text[: found.start()] + other + text[found.end() :]
    for found in re.finditer(r"(?<=/)[A-ZĐ]{2,}(?=[-–.\s])|(?<=-)[A-Z]{2}(?=/)", text):
        yield "document number", text[: found.start()] + "UBND" + text[found.end() :]


def _names(text: str, chance: random.Random) -> Iterator[Mutated]:
    """Two names of one sentence change places; one becomes another."""
    names = [m.group() for m in _WORD.finditer(text)]
    for one, two in pairwise(names):
        if one != two:
            yield "name", text.replace(one, "\0").replace(two, one).replace("\0", two)
    for name in names:
        yield "name", text.replace(name, chance.choice(["Nguyễn Văn An", "Bắc Ninh", "Kim Động", "Văn Giang"]), 1)


def _replaced(kind: str, text: str, pairs: Sequence[tuple[str, str]]) -> Iterator[Mutated]:
    for old, new in pairs:
        whole = rf"(?<!\w){re.escape(old)}(?!\w)"
        if re.search(whole, text):
            changed = re.sub(whole, new, text, count=1)
            if changed != text:
                yield kind, changed


def _actors(text: str, lang: str, chance: random.Random) -> Iterator[Mutated]:
    """Somebody else takes the place of the one who acts."""
    reader = _READER[lang]
    for actor in chance.sample(_LISTS["actors"][lang], 3):
        if re.match(reader, text):
            yield "subject", re.sub(reader, actor, text, count=1)


def _misquoted(text: str) -> Iterator[Mutated]:
    words = text.rstrip(".").split()
    if len(words) > 8:
        yield "quote", f"“{' '.join(words[1:5])} thật {' '.join(words[5:7])}” {' '.join(words[7:])}."
