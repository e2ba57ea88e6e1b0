"""Ways to say a sentence that mean the same in Vietnamese, so that the one that a passage has can be found.

What is done may stand before the one who does it ("O do S V"), a topic before its verb ("O thì S V"), a noun made of a
verb for the verb ("sự tham gia của phụ nữ"). Each way is proven like the sentence itself: who does what to
whom is the same in all of them, or it is none of them.
"""

import re
from collections.abc import Iterator
from functools import cache

from knowledge.lexicons import table
from knowledge.phrasing.words import Phrases, Pieces, pieces

_DONE = re.compile(r"(?<=\w) (?:được|thì) (?:thực hiện|tiến hành|triển khai|làm)(?= (?!và\b|,)\w)")
_TOPIC = re.compile(r"(?P<topic>[^,.;:]+?) thì (?P<rest>[^,.;:]+)(?P<more>.*)", re.DOTALL)
_CONDITION = re.compile(r"\s*(?:nếu|khi|trường hợp|trong trường hợp|trừ|hễ|lúc|có|được)\b", re.IGNORECASE)
_BY = re.compile(r"(?P<what>[^.;:]+?),? do (?P<who>[^.;:]+?)(?P<end>[.;]?\s*)", re.DOTALL)
_NOUN = re.compile(r"\bsự (?P<verb>\w+(?: \w+)?) của (?P<who>[^.;:]+?) (?=trong|vào|tại|ở|đối|với|để|nhằm)")
_WHO_IS = re.compile(
    r"(?:những )?(?:người|đối tượng) được (?P<verb>[^,.;:]+?) (?:là|gồm|bao gồm) (?P<who>.+)", re.IGNORECASE
)
_AIM = re.compile(r"(?:mục đích|mục tiêu)(?: của [^,.;:]+?)? là(?: để)? (?P<aim>.+)", re.IGNORECASE | re.DOTALL)
_BEHIND_OBJECT = frozenset(
    "để nhằm cho bằng trong theo khi nếu tại ở với về và trước sau từ qua đến kịp sao vào do".split()  # noqa: SIM905 - a list of words
)
LONGEST_VERB = 4
"""Syllables of a verb that a topic may stand before."""
FURTHEST = 14
"""Words at the end of a sentence among which what is done to is looked for."""


def ways(text: str, passages: str) -> Iterator[str]:
    """Other ways to say a sentence, those that its passages may have. Both with spaces folded."""
    for said in (text, *_nouns(text, passages)):
        if said is not text:
            yield said
        yield from _without_done(said, passages)
        yield from _topics(said)
        yield from _agents(said, passages)
        yield from _clefts(said)
        yield from _aims(said, passages)


def _without_done(text: str, passages: str) -> Iterator[str]:
    """Without the "được thực hiện" that says no more than that something is done."""
    found = _DONE.search(text)
    if found is None:
        return
    done = found.group().split(maxsplit=1)[1]
    if f"được {done}" not in passages and not _ends_with_somebody(pieces(text[: found.start()])):
        yield text[: found.start()] + text[found.end() :]


def _ends_with_somebody(read: Pieces) -> bool:
    """Whether it is somebody who may do it then: "trường được thực hiện …"."""
    return any(_somebody().length(read, at) == len(read) - at for at in range(len(read)))


@cache
def _somebody() -> Phrases:
    return Phrases((*table("phrasing")["reader"]["vi"], *table("phrasing")["actors"]["vi"]))


def _nouns(text: str, passages: str) -> Iterator[str]:
    """Where the passage has "sự tham gia của phụ nữ": for "phụ nữ tham gia"."""
    for found in _NOUN.finditer(passages):
        verb, who = found["verb"], found["who"]
        said = re.compile(rf"(?<!\w){re.escape(who)} {re.escape(verb)}(?!\w)", re.IGNORECASE)
        if said.search(text):
            yield said.sub(f"sự {verb} của {who}", text)


def _topics(text: str) -> Iterator[str]:
    """Of "Kinh phí thì trường bố trí để …": the topic behind each of the first words of what is said of it."""
    found = _TOPIC.fullmatch(text)
    if found is None or _CONDITION.match(found["topic"]):
        return
    topic, rest = found["topic"], found["rest"].split()
    topic = topic[:1].lower() + topic[1:]
    for at in range(1, min(len(rest), LONGEST_VERB + 3)):
        if rest[at].lower() in _BEHIND_OBJECT:
            yield " ".join((*rest[:at], topic, *rest[at:])) + found["more"]
    if len(rest) <= LONGEST_VERB:
        yield " ".join((*rest, topic)) + found["more"]


def _agents(text: str, passages: str) -> Iterator[str]:
    """For "S V O": "O do S V", and the other way round where the passage has a "do S V"."""
    found = _BY.fullmatch(text)
    if found:
        what = found["what"]
        yield f"{found['who']} {what[:1].lower()}{what[1:]}{found['end']}"
    words = text.rstrip(". ").split()
    lowered = passages.lower()
    for at in range(len(words) - 1, max(2, len(words) - FURTHEST), -1):
        who = " ".join(words[:at])
        if f" do {who.lower()}" in lowered:
            yield f"{' '.join(words[at:])} do {who}."


def _clefts(text: str) -> Iterator[str]:
    """For "Người được tập huấn là …": "tập huấn cho …"."""
    found = _WHO_IS.fullmatch(text)
    if found:
        yield f"{found['verb']} cho {found['who']}"
        yield f"{found['verb']} {found['who']}"


def _aims(text: str, passages: str) -> Iterator[str]:
    """Where the passage has "nhằm …" or "để …": for "Mục đích là …"."""
    found = _AIM.fullmatch(text)
    begins = " ".join(found["aim"].split()[:2]) if found else ""
    if found and re.search(rf"\b(?:nhằm|để) (?:\w+ )?{re.escape(begins)}", passages, re.IGNORECASE):
        yield found["aim"]
