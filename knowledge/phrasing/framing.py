"""How a sentence opens: a yes or no, who says it ("Theo Công văn …", "Công văn … yêu cầu"), the reader's own unit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.lexicons import table
from knowledge.phrasing.model import Sentence
from knowledge.phrasing.words import Phrases, Piece, Word, key_of, phrase_keys, pieces, words_of

_OWNING = frozenset(key_of(each) for each in ("của", "cho"))
_BY = frozenset((key_of("theo"),))
_FRAME = 40
"""Pieces within which a document's name and place must be told."""

_YES = (
    "có", "vâng", "dạ có", "dạ vâng", "đúng", "đúng vậy", "phải", "chính xác", "đúng thế", "dạ phải", "dạ đúng", "có ạ",
    "vâng ạ", "dạ", "được", "đúng rồi", "dạ có ạ", "dạ vâng ạ",
)  # fmt: skip
_NO = ("không", "dạ không", "chưa", "không phải", "không ạ", "không đúng", "dạ không ạ", "sai", "chưa đúng")


@dataclass(frozen=True, slots=True)
class Framed:
    """A sentence taken apart: what it confirms by, who says it, and its words.

    `affirms`: that is a yes. `reader_before`: the words before which the reader's unit stood as the one who acts;
    `any_unit_before`: those of them before which it was called "đơn vị", as a letter calls whomever it is sent to.
    """

    confirms: str
    affirms: bool
    frame: tuple[Word, ...]
    frame_written: str
    words: tuple[Word, ...]
    reader_before: tuple[int, ...]
    any_unit_before: tuple[int, ...]


def framed(
    text: str, sources: Sequence[frozenset[str]], *, to_units: bool = True, to_others: bool = False, adds: bool = True
) -> Framed:
    """Take a sentence apart. `sources`: the keys of what may be told of where each passage stands.

    `to_units`: a passage is of a letter to units; a law's "đơn vị" is nobody's own. `to_others`: it speaks to
    ministries, sectors and provinces. `adds`: "không chỉ" adds to what is told, since no passage has a "chỉ".
    """
    confirms, read = _confirming(_without_particles(pieces(text)))
    frame, body = _parted(read, sources)
    told = _without_addition(body) if adds else body
    besides = len(told) < len(body)
    told = told[_addressees().length(told) :] if to_others else told
    kept, reader_at = _without_reader(told, besides=besides) if to_units else (list(told), [])
    said = words_of(kept)
    before = {len(words_of(kept[:at])): any_unit for at, any_unit in reader_at}
    before.pop(len(said), None)
    any_unit = tuple(at for at, any_unit in before.items() if any_unit)
    affirms = bool(confirms) and not _no().length(pieces(confirms))
    return Framed(confirms, affirms, words_of(frame), " ".join(p.written for p in frame), said, tuple(before), any_unit)


def _without_particles(read: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces without the words of politeness and warmth with which a sentence ends."""
    kept = list(read)
    while True:
        end = next((at for at in range(len(kept) - 1, -1, -1) if kept[at].kind != "mark"), -1)
        if end < 1 or (kept[end].key,) not in _particles():
            return kept
        del kept[end]


@cache
def _particles() -> frozenset[tuple[str, ...]]:
    return frozenset(phrase_keys(each) for each in table("phrasing")["particles"]["vi"])


def _confirming(read: Sequence[Piece]) -> tuple[str, Sequence[Piece]]:
    """A yes or no before a comma or stop, and the rest."""
    length = _yes_or_no().length(read)
    if length and length < len(read) and read[length].kind == "mark" and read[length].key in ",.;:!":
        return " ".join(p.written for p in read[:length]), read[length + 1 :]
    return "", read


@cache
def _yes_or_no() -> Phrases:
    return Phrases((*_YES, *_NO))


@cache
def _no() -> Phrases:
    return Phrases(_NO)


@cache
def _listed(name: str) -> Phrases:
    return Phrases(table("phrasing")["frame"][name])


@cache
def _readers() -> Phrases:
    return Phrases(table("phrasing")["reader"]["vi"])


def _is_task(read: Sequence[Piece]) -> bool:
    """Whether "việc", "nhiệm vụ" stand there: "nhiệm vụ của trường là …" says what the school does."""
    return any(read[-len(keys) :] and tuple(p.key for p in read[-len(keys) :]) == keys for keys in _tasks())


@cache
def _tasks() -> Sequence[tuple[str, ...]]:
    return tuple(phrase_keys(each) for each in ("việc", "nhiệm vụ", "trách nhiệm", "nghĩa vụ"))


@cache
def _any_unit() -> Phrases:
    return Phrases(("đơn vị", "các đơn vị"))


@cache
def _stances() -> Phrases:
    return Phrases(each for phrases in table("phrasing")["stance"].values() for each in phrases)


@cache
def _compounds() -> Phrases:
    return Phrases(table("phrasing")["words"]["vi"])


def _parted(read: Sequence[Piece], sources: Sequence[frozenset[str]]) -> tuple[Sequence[Piece], Sequence[Piece]]:
    """The part that says who says it, and what is said."""
    begins = _listed("begins").length(read)
    if begins and _listed("documents").length(read, begins):
        end = next((at for at in range(begins, min(len(read), _FRAME)) if _ends_frame(read, at)), None)
        if end is not None:
            return read[begins:end], read[end + (read[end].kind == "mark") :]
    opened = _listed("documents").length(read)
    listed = opened < len(read) and read[opened].key == ","  # "Bộ, ngành, địa phương …" are those who act
    if not begins and opened and not listed:
        for at in range(1, min(len(read), _FRAME)):
            says = 0 if read[at - 1].key in _BY else _listed("says").length(read, at)  # "theo hướng dẫn" is a noun
            stance = _stances().length(read, at)
            if says >= stance and says:
                return read[:at], _without_mark(read[at + says :])
            if stance:  # "Luật … nghiêm cấm …"; not "Kế hoạch … phải …", where the plan itself is spoken of
                told = _listed("stands").length(read, at) and _is_told(read[:at], sources)
                return (read[:at], read[at:]) if told else ((), read)
            if read[at].key == ":" and _is_told(read[:at], sources):  # "Mục 2 của Công văn …: …"
                return read[:at], read[at + 1 :]
            if read[at].kind == "mark" and read[at].key in ".;":
                break
    return (), read


def _is_told(read: Sequence[Piece], sources: Sequence[frozenset[str]]) -> bool:
    """Whether one of the passages is from where that says."""
    named = {word.key for word in words_of(read)}
    return any(named <= source for source in sources)


def _without_mark(read: Sequence[Piece]) -> Sequence[Piece]:
    return read[1:] if read and read[0].kind == "mark" else read


def _ends_frame(read: Sequence[Piece], at: int) -> bool:
    """A comma that no further place follows ("mục 1, gạch đầu dòng 2,"), or the reader's unit or a demand."""
    if read[at].key == ",":
        return not _places().length(read, at + 1)
    return bool(_reader(read, at) and _stances().length(read, at + _reader(read, at)))


@cache
def _places() -> Phrases:
    names = ("mục", "điểm", "khoản", "điều", "gạch đầu dòng", "đoạn", "phần", "ý", "chương", "ngày", "của")
    return Phrases(names)


@cache
def _addressees() -> Phrases:
    return Phrases(table("phrasing")["frame"]["addressees"])


@cache
def _adding(name: str) -> Phrases:
    return Phrases(table("phrasing")["adding"][name])


def _without_addition(read: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces without the "không chỉ" of "không chỉ … mà … cũng", the "ngoài" of "Ngoài …, … còn": both hold."""
    only = next((at for at in range(len(read)) if _adding("anywhere").length(read, at)), None)
    at, name = (only, "anywhere") if only is not None else (0, "first")
    length = _adding(name).length(read, at)
    goes_on = any(_adding("goes_on").length(read, behind) for behind in range(at + length + 1, len(read)))
    return (*read[:at], *read[at + length :]) if length and goes_on else read


def _reader(read: Sequence[Piece], at: int) -> int:
    """The length of a name of the reader's unit at a place; 0 where it is part of a longer word."""
    length = _readers().length(read, at)
    return 0 if _compounds().length(read, at) > length else length


@cache
def _conditions() -> Phrases:
    return Phrases(("nếu", "khi", "trong quá trình", "để", "trường hợp", "hằng năm", "năm"))


def _without_reader(read: Sequence[Piece], *, besides: bool) -> tuple[list[Piece], list[tuple[int, bool]]]:
    """The pieces without the reader's unit where it acts, the places where it stood, and whether as "đơn vị".

    `besides`: it opened with an "ngoài …", behind which somebody acts.
    """
    kept: list[Piece] = []
    at_places: list[tuple[int, bool]] = []
    at, acts = 0, True
    conditional = besides or bool(_conditions().length(read))  # "Nếu …, đơn vị …": whoever acts stands behind the comma
    while at < len(read):
        length = _reader(read, at)
        stance = _stances().length(read, at)
        belongs = bool(kept) and kept[-1].key in _OWNING  # "chỉ tiêu của trường cần …": the targets act, not the school
        if belongs and length and _is_task(kept[:-1]):
            kept.pop()
            belongs = False
        if length and not belongs and (acts or _stances().length(read, at + length)):
            at_places.append((len(kept), bool(_any_unit().length(read[at : at + length]) == length)))
            at += length
            acts = False
            continue
        if length and belongs:
            kept += read[at : at + length]
            at += length
            acts = False
            continue
        mark = read[at].key if read[at].kind == "mark" else ""
        acts = bool(stance) or (mark in ".;:" if mark else False) or (mark == "," and conditional)
        conditional = conditional and (mark != "," or bool(_conditions().length(read, at + 1)))
        kept += read[at : at + max(1, stance)]
        at += max(1, stance)
    return kept, at_places


_OPENING = re.compile(
    rf"(?:{'|'.join(sorted((*_YES, *_NO, 'yes', 'no'), key=len, reverse=True))})\s*[,.;:!]\s*", re.IGNORECASE
)


def without_yes_or_no(sentence: Sentence) -> Sentence:
    """A sentence without the yes or no that it opens with."""
    rest = _OPENING.sub("", sentence.text, count=1) if _OPENING.match(sentence.text) else sentence.text
    return Sentence(rest[:1].upper() + rest[1:], sentence.tokens)
