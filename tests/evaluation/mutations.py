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


_SOMEBODY = {
    "vi": r"\b(?:người sử dụng lao động|người lao động|nhà nước|tòa án|chính phủ|nhân dân|công đoàn|hiệu trưởng"
    r"|học sinh|sở giáo dục và đào tạo|sở gdđt|phòng tổ chức cán bộ|cơ quan nhà nước có thẩm quyền"
    r"|doanh nghiệp nhà nước|trẻ em|phụ nữ|nam giới|cá nhân|tổ chức y tế|gia đình|cha mẹ|vợ chồng|bộ công an)\b",
    "en": r"\b(?:the department|the ministry|women|men|people|individuals|boys)\b",
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
    yield from _changing_places(text, lang)
    yield from _said_again(text, lang, chance)
    yield from _or_for_and(text, lang)
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
            changed = re.sub(whole + ("(?! năm \\d| giai đoạn)" if new in ("cho", "của") else ""), new, text, count=1)
            if changed != text:
                yield kind, changed


def _actors(text: str, lang: str, chance: random.Random) -> Iterator[Mutated]:
    """Somebody else takes the place of the one who acts."""
    reader = _READER[lang]
    for actor in chance.sample(_LISTS["actors"][lang], 3):
        if re.match(reader, text):
            yield "subject", re.sub(reader, actor, text, count=1)


def _changing_places(text: str, lang: str) -> Iterator[Mutated]:
    """Two who act or to whom is done change places, unless they do it together."""
    found = list(re.finditer(_SOMEBODY[lang], text, re.IGNORECASE))
    for one, two in pairwise(found):
        between = text[one.end() : two.start()]
        if one.group().lower() != two.group().lower() and not re.fullmatch(r"(?:,| và| hoặc| and| or|\s)*", between):
            first, second = two.group(), one.group()
            first = first[:1].upper() + first[1:] if one.group()[0].isupper() else first
            yield "places", text[: one.start()] + first + between + second + text[two.end() :]


def _said_again(text: str, lang: str, chance: random.Random) -> Iterator[Mutated]:
    """A word is said once more in the place of another one beside it in a list."""
    for found in re.finditer(
        r"(\w+ \w+)(, | và )(\w+ \w+)(?=[,.]| và )" if lang == "vi" else r"(\w{4,})(, | and )(\w{4,})\b", text
    ):
        one, two = found[1], found[3]
        said, left_out = (one, two) if chance.random() < 0.5 else (two, one)
        if said.lower() != left_out.lower():
            yield "again", text[: found.start()] + said + found[2] + said + text[found.end() :]


def _or_for_and(text: str, lang: str) -> Iterator[Mutated]:
    """What is asked together is left to choice, and the other way round."""
    both, either = ("và", "hoặc") if lang == "vi" else ("and", "or")
    for old, new in ((both, either), *([(either, both)] if lang == "vi" else [])):  # "for A or B" may be "for A and B"
        for found in re.finditer(rf"(?<!\w){old}(?!\w)", text):
            yield "or", text[: found.start()] + new + text[found.end() :]


def _misquoted(text: str) -> Iterator[Mutated]:
    words = text.rstrip(".").split()
    if len(words) > 8:
        yield "quote", f"“{' '.join(words[1:5])} thật {' '.join(words[5:7])}” {' '.join(words[7:])}."


def unrestricted(text: str) -> Iterator[str]:
    """A Vietnamese sentence in which a noun loses what restricts it, where a part of the sentence ends with that."""
    openers = "|".join(_LISTS["restricting"]["ends_before"])
    ends = rf"(?=[,.;]| (?:{openers})\b)"
    qualities = "|".join(_LISTS["restricting"]["vi"])
    clauses = rf"(?:mà|đang|thuộc|bị|có(?! (?:{'|'.join(_LISTS['restricting']['no_clause'])}))) [^,.;:“”]+?"
    no_noun = "".join(rf"(?<!\b{word})" for word in ("Khi", "khi", "Nếu", "nếu", "đó"))
    for found in re.finditer(rf"(?<=\w){no_noun} (?:(?:{qualities})|{clauses}){ends}", text):
        yield text[: found.start()] + text[found.end() :]
