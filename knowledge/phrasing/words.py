"""A text as it is held against another: the words that claim something, each with what governs it.

Words that claim nothing are left out, dates and numbers become values, an actor of several syllables is one word, and
"không", "phải", "được" are no words but the stance of those behind them. A sentence and a passage are read alike.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from knowledge.lexicons import table
from knowledge.phrasing.values import VALUE, value_of
from knowledge.text import fold_spaces
from knowledge.tokens import token

Stance = str
"""What governs a word: `plain`, `must`, `may`, `passive`, `never`, `not`, `need_not`; two in a row joined by `+`."""

STANCES = ("must", "may", "passive", "never", "not", "need_not")
Kind = Literal["word", "value", "actor"]
_OF_A_SUBJECT = ("must", "may", "never", "need_not")
"""What has somebody before it who must, may or must not."""

DENYING = frozenset({"never", "not", "need_not"})
_PIECE = re.compile(rf"(?P<value>{VALUE})|(?P<word>[^\W_]+(?:[&][^\W_]+)*)|(?P<mark>[^\w\s])")
_ENDS = frozenset(".;?!")
_PARTS = frozenset(",:()–—")
_TURNS = ("nhưng", "song")
"""Behind them something else holds."""
_QUOTES = frozenset('"“”«»')
_HELD = 2048


@dataclass(frozen=True, slots=True)
class Word:
    """A word that claims something.

    `key` is its letters and marks, or a value's canonical form. `opens`: a part of the sentence begins with it; where
    it `crosses`, one that may be of another clause; with what `begins`, a clause of its own. `head`: it is the first
    behind what governs it, and `depth` how many words stand between; `group` is one number for all that one thing
    governs. `name`: a capital says so. `at`: where it begins in the folded text. `link`: what ties it to what precedes.
    `goes_on`: its clause follows a semicolon. `level`: how many colons its clause has before it.
    `when`: it says when something else is so. `inside`: in which pair of brackets it stands, 0 for none. `subject`: it
    stands before a further "phải", "có quyền" as the one who must or may. `passed`: the marks and
    phrases between it and the word before that are no words of their own.
    """

    key: str
    written: str
    kind: Kind = "word"
    stance: Stance = "plain"
    head: bool = False
    opens: bool = False
    crosses: bool = False
    begins: bool = False
    name: bool = False
    clause: int = 0
    depth: int = 0
    group: int = 0
    at: int = 0
    link: str = ""
    goes_on: bool = False
    level: int = 0
    when: bool = False
    inside: int = 0
    subject: bool = False
    passed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A syllable, value or punctuation mark as written."""

    key: str
    written: str
    kind: Literal["word", "value", "mark"]
    at: int = 0


Pieces = tuple[Piece, ...]


def pieces(text: str) -> Pieces:
    """A text cut into syllables, values and marks, in order."""
    return tuple(_piece(found) for found in _PIECE.finditer(fold_spaces(text)))


def _piece(found: re.Match[str]) -> Piece:
    written = found.group()
    at = found.start()
    if found["value"]:
        return Piece(value_of(written), written, "value", at)
    if found["word"]:
        number = table("phrasing")["numbers"]["vi"].get(written.lower())
        return Piece(
            key_of(written) if number is None else f"n:{number}", written, "word" if number is None else "value", at
        )
    return Piece(written, written, "mark", at)


@lru_cache(maxsize=65_536)
def key_of(syllable: str) -> str:
    """What two spellings of one syllable share, marks included: `hóa` and `hoá` are one, `cấm` and `cầm` are two."""
    read = token(syllable)
    return read.key + read.marks


_BOTH = key_of("cả")
_BOTH_WITHIN = 12
_THAT = frozenset((key_of("khi"),))
_THEN = frozenset((key_of("thì"),))
_AFTER = key_of("sau")
_GOES_ON = frozenset(key_of(each) for each in ("mà", "nhưng", "và", "song", "còn", "cũng", "vẫn"))
"""Before a "phải" they leave who must unnamed: it is who was named before."""
_AND = frozenset(key_of(each) for each in ("và", "lẫn"))


@lru_cache(maxsize=_HELD)
def words(text: str) -> tuple[Word, ...]:
    """The words of a Vietnamese text that claim something, in order."""
    return tuple(_words(pieces(text)))


def words_of(read: Sequence[Piece]) -> tuple[Word, ...]:
    """The same of pieces that are read already."""
    return tuple(_words(read))


@dataclass(slots=True)
class _Reading:
    """What holds at a place of a text: see the fields of `Word`.

    `over`: what a list behind a colon stands under. `main`: what governs the clause, also while a "khi …" stands in it.
    `cases`: it speaks of cases, so that a list behind its colon says when. `continues`: a "sau đây" or the like says
    that the list goes on with the sentence before its colon.
    """

    stance: Stance = "plain"
    over: Stance = "plain"
    main: Stance = "plain"
    continues: bool = False
    head: bool = False
    opens: bool = True
    crosses: bool = True
    begins: bool = True
    capital: bool = True
    clause: int = 0
    depth: int = 0
    group: int = 0
    link: str = ""
    goes_on: bool = False
    level: int = 0
    cases: bool = False
    when: bool = False
    inside: int = 0
    brackets: int = 0
    passed: tuple[str, ...] = ()

    def meet_mark(self, mark: str) -> None:
        """A clause or a part ends; what is forbidden before a colon is forbidden in each item behind it."""
        if mark in _ENDS:
            self.over = self.over if mark == ";" else "plain"
            self.stance = self.main = self.over
            self.opens = self.crosses = self.begins = True
            self.clause += 1
            self.continues = self.cases = self.when = False
            self.goes_on = mark == ";"
            self.level = self.level if mark == ";" else 0
            self.capital = mark != ";"
        elif mark in _PARTS:
            self.brackets += mark == "("
            self.inside = self.brackets if mark == "(" else 0 if mark == ")" else self.inside
            self.opens = self.crosses = True
            self.stance = self.main
            lists_cases = mark == ":" and self.cases and self.continues
            self.when = lists_cases
            self.level += mark == ":"
            if lists_cases:
                self.stance = "plain"  # "trong trường hợp sau đây: …": when it is so, not what is
            elif mark == ":" and (self.main == "never" or (self.main in DENYING and self.continues)):
                self.over = self.main
            self.stance = "plain" if self.stance == "not" else self.stance
            self.main = self.stance

    def open(self, glue: tuple[str, ...]) -> None:
        """A word that claims nothing may begin a part all the same."""
        self.opens = self.opens or glue in _opening("opening") or glue in _opening("opening_within")
        self.crosses = self.crosses or glue in _opening("opening")
        self.continues = self.continues or glue in _opening("listing")
        if self.when and glue in _opening("ends_conditions"):
            self.when, self.stance, self.main = False, "plain", "plain"
        if glue in _opening("listed") and self.head and self.stance == "never":
            self.over = "never"  # "các hành vi bị nghiêm cấm là …; …"
        if glue in _opening("conditions"):
            self.stance, self.when = "plain", True  # "nghiêm cấm … khi …": when it is so is not forbidden
        self.link = self.link or _linking().get(glue, "")

    def begin(self, phrase: tuple[str, ...], role: str, *, before_that: bool) -> None:
        """A word that claims something begins a part, or says when something else is so ("nếu", "trước khi")."""
        if phrase in _opening("cases"):
            self.cases, self.continues = True, self.continues or self.begins
        if phrase in _opening("conditions"):
            self.stance, self.when = "plain", True
        self.opens = self.opens or role in ("floating", "linking") or (role == "claim" and before_that)

    def govern(self, stance: Stance) -> None:
        """From here on something is denied, demanded or permitted: within what is forbidden, that too."""
        inside = self.head or self.stance.startswith("never") or self.over in DENYING
        self.stance = self.main = _joined(self.stance, stance) if inside else stance
        self.head, self.depth = True, 0
        self.group += 1

    def place(self, word: Word, at: int) -> Word:
        """A word as it stands here."""
        name = word.written[:1].isupper() and not self.capital and word.kind == "word"
        placed = Word(
            word.key, word.written, word.kind, self.stance, self.head, self.opens, self.crosses, self.begins, name,
            self.clause, self.depth, self.group, at, self.link, self.goes_on, self.level, self.when,
            self.inside, passed=self.passed,
        )  # fmt: skip
        self.head = self.opens = self.crosses = self.begins = self.capital = False
        self.link, self.passed = "", ()
        self.depth += 1
        return placed


def _words(read: Sequence[Piece]) -> list[Word]:
    now = _Reading()
    found: list[Word] = []
    at = 0
    while at < len(read):
        piece = read[at]
        role, length = ("mark", 1) if piece.kind == "mark" else _longest(read, at)
        if role in ("mark", "glue", *STANCES):
            now.passed += (" ".join(_text(read, at, length)),)
        if role == "mark":
            now.continues = now.continues or bool(at and read[at - 1].key == _AFTER)
            found = _marked(found, now, piece.key)
        elif role == "glue" or (role == "claim" and _says_both(read, at)):
            now.open(_text(read, at, length))
        elif role == "passive" and _is_ability(read, at + length):
            pass
        elif role in STANCES:
            if role in _OF_A_SUBJECT and not now.head and at and read[at - 1].key not in _GOES_ON:
                _free_the_subject(found, now)
            now.govern(role)
        else:
            before_that = at + length < len(read) and read[at + length].key in _THAT
            now.begin(_text(read, at, length), role, before_that=before_that)
            found += [now.place(word, piece.at) for word in _made(read, at, length, role)]
            now.opens = role == "floating"
        if role not in ("mark", *STANCES) and piece.written.lower() in _TURNS:
            now.stance = "plain"
        now.capital = now.capital and role == "mark"
        at += length
    return [*found, _dangling(now)] if now.head else found


def _is_ability(read: Sequence[Piece], at: int) -> bool:
    """Whether it is the "được" of "không hòa giải được thì …", which stands behind its verb."""
    return at < len(read) and (read[at].kind == "mark" or read[at].key in _THEN)


def _marked(found: list[Word], now: _Reading, mark: str) -> list[Word]:
    """The words so far, once a mark is met."""
    if now.head and mark not in _QUOTES:
        found = [*found, _dangling(now)]
    if mark == ":" and now.when:
        found = [_of_the_lead(word, now) for word in found]
    now.meet_mark(mark)
    return found


def _of_the_lead(word: Word, now: _Reading) -> Word:
    """A word before the colon of "Trường hợp … không được …: …": the cases come behind it."""
    return replace(word, when=False) if (word.clause, word.level) == (now.clause, now.level) else word


def _free_the_subject(found: list[Word], now: _Reading) -> None:
    """Of "… có quyền A và B phải C", B is the one who must: the right to A does not reach it."""
    since = next((at for at in range(len(found) - 1, -1, -1) if found[at].crosses or found[at].head), len(found))
    freed = found[since:]
    governed = now.over == "plain" and since and freed and freed[0].stance != "plain" and not freed[0].head
    if governed and freed[0].clause == now.clause:
        found[since:] = [replace(word, stance="plain", subject=True) for word in freed]


def _says_both(read: Sequence[Piece], at: int) -> bool:
    """Whether it is the "cả" of "cả … và …", which adds nothing to the "và"."""
    if read[at].key != _BOTH:
        return False
    behind = [piece.key for piece in read[at + 1 : at + 1 + _BOTH_WITHIN]]
    ends = next((n for n, key in enumerate(behind) if key in _ENDS | _PARTS), len(behind))
    return any(key in _AND for key in behind[:ends])


def _joined(stance: Stance, further: Stance) -> Stance:
    """Two in a row: "phải được" still demands, "không phải" is listed as one, "được miễn phải" is something else."""
    if further == stance != "passive" or (further == "passive" and stance != "passive"):
        return stance
    return further if stance == "passive" != further else f"{stance}+{further}"


def _dangling(now: _Reading) -> Word:
    """A word for what governs nothing, so that it is not lost."""
    now.head = False
    return Word(f"{now.stance}:", now.stance, clause=now.clause)


def _made(read: Sequence[Piece], at: int, length: int, role: str) -> Iterator[Word]:
    """The words of a phrase: an actor is one, whatever else one for each syllable."""
    taken = [p for p in read[at : at + length] if p.kind != "mark"]
    alike = _alike().get(_text(read, at, length))
    if role == "claim":
        yield Word(claim_key(" ".join(p.written for p in taken)), " ".join(p.written for p in taken))
        return
    if alike or role == "actor":
        key = alike or " ".join(p.key for p in taken)
        yield Word(key, " ".join(p.written for p in taken), "actor" if role == "actor" else "word")
        return
    for piece in taken:
        yield Word(piece.key, piece.written, "value" if piece.kind == "value" else "word")


def _text(read: Sequence[Piece], at: int, length: int) -> tuple[str, ...]:
    return tuple(p.key for p in read[at : at + length])


def _longest(read: Sequence[Piece], at: int) -> tuple[str, int]:
    """What the longest listed phrase at a place is, and its length in pieces; an unlisted syllable is a word."""
    for phrase, role in _phrases().get(read[at].key, ()):
        if len(phrase) <= len(read) - at and all(read[at + i].key == key for i, key in enumerate(phrase)):
            return role, len(phrase)
    return "word", 1


@cache
def _phrases() -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    """All listed phrases by their first syllable, longest first."""
    lexicon = table("phrasing")
    listed = [
        ("glue", lexicon["glue"]["vi"]),
        ("actor", lexicon["actors"]["vi"]),
        ("word", lexicon["words"]["vi"]),
        ("floating", lexicon["floating"]["vi"]),
        ("linking", lexicon["linking"]["vi"]),
        ("claim", lexicon["claims"]["vi"]),
        ("claim", lexicon["lacking"]["vi"]),
    ]
    listed += [(stance, lexicon["stance"][stance]) for stance in STANCES]
    named = {phrase_keys(phrase) for _, phrases in listed for phrase in phrases}
    others = [phrase for group in lexicon["alike"]["vi"] for phrase in group if phrase_keys(phrase) not in named]
    listed.append(("word", others))
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for role, phrases in listed:
        for phrase in phrases:
            keys = phrase_keys(phrase)
            found.setdefault(keys[0], []).append((keys, role))
    return {first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in found.items()}


def phrase_keys(phrase: str) -> tuple[str, ...]:
    """A phrase as the keys of its pieces."""
    return tuple(p.key for p in pieces(phrase))


@cache
def _alike() -> Mapping[tuple[str, ...], str]:
    """The one key of all ways to say a thing."""
    return {phrase_keys(phrase): f"={group[0]}" for group in table("phrasing")["alike"]["vi"] for phrase in group}


@cache
def _opening(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(phrase_keys(p) for p in table("phrasing")["glue"][name])


@cache
def _linking() -> Mapping[tuple[str, ...], str]:
    """What ties a part to its verb, by its last syllable; those that tie it alike by one of them."""
    linking = table("phrasing")["linking"]
    return {phrase_keys(p): key_of(linking["alike"].get(p.split()[-1], p.split()[-1])) for p in linking["glue"]}


def claim_key(written: str) -> str:
    """The key of a word that changes a claim."""
    return "!" + " ".join(key_of(each) for each in written.split())


class Phrases:
    """Phrases to be found at a place."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for keys in map(phrase_keys, phrases):
            self._by_first.setdefault(keys[0], []).append(keys)

    def length(self, read: Sequence[Piece], at: int = 0) -> int:
        """The length of the longest of them that stands at a place, 0 for none."""
        found = self._by_first.get(read[at].key, ()) if at < len(read) else ()
        return max((len(p) for p in found if tuple(w.key for w in read[at : at + len(p)]) == p), default=0)
