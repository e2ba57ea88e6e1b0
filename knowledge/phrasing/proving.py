"""A sentence of a model's proven by code, or told what is wrong with it.

A sentence stands if every word of it that claims something stands in the passages it rests on, in their order but for
the sentence's own parts; if nothing denied, demanded or permitted there is anything else here; if each date, number,
name and actor is the one of its place and not of a neighbouring one; and if nothing in it is of the program itself.
What cannot be proven is wrong: the reader has the program's own quotations either way.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, pairwise

from knowledge.lexicons import table
from knowledge.model import Lang
from knowledge.phrasing import english, outside, turning
from knowledge.phrasing.aligning import Aligned, align, wrong_stance
from knowledge.phrasing.faults import Fault, FaultKind
from knowledge.phrasing.framing import Framed, framed, without_yes_or_no
from knowledge.phrasing.grounds import Ground, Grounds, is_somebody
from knowledge.phrasing.model import Sentence
from knowledge.phrasing.restricting import unrestricted
from knowledge.phrasing.values import kind_of
from knowledge.phrasing.words import Word, claim_key, key_of
from knowledge.phrasing.words import words as words_of_text
from knowledge.text import fold_spaces

CARRIED = 1.0
"""The share of a sentence's words that its passages must carry. Measured: see docs/model.md."""

WAYS = 24
"""Ways of saying a sentence that are tried at most."""
CONTEXT = 6
ALIKE_WITHIN = 3
"""Neighbours in a row that count on either side: more on one side tell no more than that."""
QUALIFIED_WITHIN = 3
DONE = "=triển khai"
ONLY = claim_key("chỉ")
FOR = key_of("cho")
BESIDE = 3
"""So near a word stands to another that only a verb beside it is left out."""
LONGEST_LIST = 12
"""Words of a list behind one "cho", "của" or "tại"."""
LONGEST_ALTERNATIVES = 6
"""Words of the members that may stand between one of a list and the "hoặc" before its last."""
EITHER = frozenset(claim_key(each) for each in ("hoặc", "hay"))
_AGAIN = re.compile(r"\b(\w+(?: \w+){1,4})(?:,| và| hoặc| hay) (?:các |những |việc )?\1\b", re.IGNORECASE)
"""A member of a list that is said twice: the second stands in the place of another one."""
_BELONGING = frozenset(key_of(each) for each in ("của", "do"))
_TIMES = frozenset(key_of(each) for each in ("giai", "năm", "quý", "khóa", "nhiệm"))
"""What begins a time: "của năm 2021" is no more than "năm 2021"."""
_NOT_DONE_TO = frozenset(key_of(each) for each in ("của", "do", "theo", "tại"))
"""What ties somebody or something to a verb that it is not done to."""
_TOLD_BY = frozenset(key_of(each) for each in ("của", "về", "theo", "tại")) | {""}
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]*)[\"“”«»„]")
_ANY_QUOTE = re.compile(r"[\"“”«»„]")


@dataclass(frozen=True)
class Proof:
    """What sentences are proven against: the passages by token, the language wanted, whether "yes" is known to be true.

    `prompt`: what the model was told of the program's own, nothing of which may come back.
    """

    grounds: Mapping[str, Ground]
    lang: Lang = "vi"
    confirms: bool = False
    prompt: str = ""
    _laid: dict[tuple[str, ...], Grounds] = field(default_factory=dict)

    def faults(self, sentence: Sentence) -> tuple[Fault, ...]:
        """What is wrong with a sentence; empty where it stands."""
        tokens = tuple(dict.fromkeys(sentence.tokens))
        strange = tuple(token for token in tokens if token not in self.grounds)
        if strange or not tokens:
            return (Fault("token", ", ".join(strange)),)
        grounds = self._grounds(tokens)
        text = fold_spaces(sentence.text)
        plain = self._plain_faults(text, grounds)
        if plain:
            return plain
        if self.lang == "en":
            return tuple(english.faults(text, grounds, confirms=self.confirms))
        return self._faults_however_said(text, grounds)

    def _faults_however_said(self, text: str, grounds: Grounds) -> tuple[Fault, ...]:
        """What is wrong with a sentence in every way of saying the same."""
        faults = self._content_faults(text, grounds)
        if faults:
            passages = "\n".join(part.shown.text for part in grounds.parts)
            for other in islice(turning.ways(text, fold_spaces(passages)), WAYS):
                if not self._content_faults(other, grounds):
                    return ()
        return faults

    def _grounds(self, tokens: tuple[str, ...]) -> Grounds:
        if tokens not in self._laid:
            self._laid[tokens] = Grounds(tuple(self.grounds[token] for token in tokens))
        return self._laid[tokens]

    def _plain_faults(self, text: str, grounds: Grounds) -> tuple[Fault, ...]:
        """What is wrong whatever the words mean."""
        shown = "\n".join(f"{part.shown.text}\n{part.shown.source}" for part in grounds.parts)
        whole = 0 < len(text) <= outside.LONGEST and not text.endswith("?") and not outside.is_unfinished(text)
        if not whole or outside.is_marked_up(text):
            return (Fault("shape"),)
        if outside.is_of_the_program(text) or outside.gives_orders(text) or outside.repeats(text, self.prompt, shown):
            return (Fault("program"),)
        if any(token in text for token in self.grounds):
            return (Fault("program"),)
        given = fold_spaces(shown)
        unknown = [each for each in outside.contacts(text) if each not in given]
        quoted = [each for each in _QUOTED.findall(text) if each.strip() and fold_spaces(each) not in given]
        odd = len(_ANY_QUOTE.findall(text)) % 2
        return (
            *(Fault("contact", each) for each in unknown),
            *(Fault("quote", each) for each in quoted),
            *([Fault("quote")] if odd else []),
        )

    def _content_faults(self, text: str, grounds: Grounds) -> tuple[Fault, ...]:
        to_units = any(part.addressed for part in grounds.parts)
        to_others = all(part.directive and part.names_addressees for part in grounds.parts)
        adds = ONLY not in grounds.places
        told = [part.told for part in grounds.parts]
        read = framed(text, told, to_units=to_units, to_others=to_others, adds=adds)
        if read.confirms and not (self.confirms and read.affirms):
            return (Fault("confirms", read.confirms),)
        if not _frame_stands(read, grounds):
            return (Fault("source", read.frame_written),)
        if not read.words:
            return (Fault("shape"),)
        aligned = align(read.words, grounds)
        missing = _missing(text, read, aligned)
        if missing:
            return missing
        return tuple(
            dict.fromkeys(
                (
                    *_leaps(text, read.words, aligned),
                    *_links(read.words, aligned, grounds),
                    *_without_against(read.words, aligned, grounds),
                    *_choices(text, read.words, aligned, grounds),
                    *(Fault("words", found[1]) for found in _AGAIN.finditer(text)),
                    *_neighbours(read.words, aligned, grounds),
                    *_unrestricted(text, read.words, aligned, grounds),
                    *_unqualified(read.words, aligned, grounds),
                    *_stances(read.words, aligned, grounds),
                    *_subject(read, aligned, grounds),
                )
            )
        )


def judged(proof: Proof, said: Sentence) -> tuple[Sentence, tuple[Fault, ...]]:
    """A sentence as it may be shown, and its faults: without its yes or no where only that is wrong."""
    faults = proof.faults(said)
    if [fault.kind for fault in faults] != ["confirms"]:
        return said, faults
    bare = without_yes_or_no(said)
    return (said, faults) if proof.faults(bare) else (bare, ())


def _frame_stands(read: Framed, grounds: Grounds) -> bool:
    """Whether one of the passages' sources carries all that says where a thing is written."""
    if any(word.stance != "plain" or word.link not in _TOLD_BY for word in read.frame):
        return False
    said = {word.key for word in read.frame}
    return any(
        (said <= part.told and _numbered(read.frame) <= _numbered(part.source)) or _begins_so(read.frame, part)
        for part in grounds.parts
    )


def _numbered(source: Sequence[Word]) -> set[tuple[str, str]]:
    """What is numbered in a source: its second dash is not its second section."""
    pairs = pairwise(source)
    return {(of.key, number.key) for of, number in pairs if number.kind == "value" and kind_of(number.key) == "n"}


def _begins_so(frame: Sequence[Word], part: Ground) -> bool:
    """Whether a clause of the passage itself begins by saying who speaks ("Luật này quy định …")."""
    keys = [word.key for word in frame]
    return any(
        word.begins and [w.key for w in part.words[at : at + len(keys)]] == keys for at, word in enumerate(part.words)
    )


def _missing(text: str, read: Framed, aligned: Aligned) -> tuple[Fault, ...]:
    """Words that nothing carries, those in a row told together."""
    said = read.words
    missing = [at for at, place in enumerate(aligned.places) if place is None and not _says_only_done(at, read)]
    hard = [at for at in missing if said[at].kind != "word" or said[at].name]
    if not hard and len(missing) <= (1 - CARRIED) * len(said):
        return ()
    rows: list[list[int]] = []
    for at in missing:
        if rows and rows[-1][-1] == at - 1 and _kind(said[at]) == _kind(said[at - 1]):
            rows[-1].append(at)
        else:
            rows.append([at])
    return tuple(dict.fromkeys(Fault(_kind(said[row[0]]), _written(text, said, row[0], row[-1])) for row in rows))


def _written(text: str, said: Sequence[Word], first: int, last: int) -> str:
    """A sentence's own words from one to another, with those between that claim nothing."""
    tail = said[last].written.rpartition(" ")[2]  # of an actor's name, which is kept without its marks
    return text[said[first].at : text.find(tail, said[last].at) + len(tail)] or said[last].written


def _says_only_done(at: int, read: Framed) -> bool:
    """Whether it is the "thực hiện" of "được thực hiện", which says no more than that something is done.

    Behind somebody it is no passive: "trường được thực hiện …" says what the school may do.
    """
    word = read.words[at]
    somebody = at == 0 or at in read.reader_before or read.words[at - 1].kind == "actor"
    return word.head and word.stance == "passive" and word.key == DONE and not somebody


def _kind(word: Word) -> FaultKind:
    if word.kind == "value":
        return "value"
    return "name" if word.name or word.kind == "actor" else "words"


def _leaps(text: str, said: Sequence[Word], aligned: Aligned) -> tuple[Fault, ...]:
    last = len(said) - 1
    return tuple(Fault("order", _written(text, said, max(0, at - 2), min(at + 1, last))) for at in aligned.leaps)


def _links(said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> tuple[Fault, ...]:
    """What is tied to what precedes by another word than there: "báo cáo của" for "báo cáo cho"."""
    faults = []
    before: int | None = None
    for word, place in zip(said, aligned.places, strict=True):
        if place is None:
            continue
        read = grounds.words[place].link
        onward = before is not None and place == before + 1 and not word.opens
        belongs = (
            word.link in _BELONGING and not onward and word.key not in _TIMES
        )  # whose it is, or by whom, is to be read there
        given = word.link == FOR and is_somebody(word) and _link_of_the_list(place, grounds) != FOR and not onward
        if word.link and word.link != read and (read or belongs or given):
            faults.append(Fault("order", word.written))
        before = place
    return tuple(faults)


def _without_against(said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> Iterator[Fault]:
    """What is to be prevented there, and stands here without the "phòng, chống" before it."""
    for at, (word, place) in enumerate(zip(said, aligned.places, strict=True)):
        before = aligned.places[at - 1] if at else None
        if place is None or before is None or before >= place - 1 or place - before <= BESIDE:
            continue  # also "thực hiện, chấm dứt giao dịch", which is of both
        if _ends_against(grounds.words[:place]) and not _ends_against(said[:at]):
            yield Fault("stance", word.written)


def _ends_against(words: Sequence[Word]) -> bool:
    keys = tuple(word.key for word in words[-2:])
    return keys in _against() or keys[-1:] in _against()


@cache
def _against() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(word.key for word in words_of_text(each)) for each in table("phrasing")["against"]["vi"])


def _link_of_the_list(place: int, grounds: Grounds) -> str:
    """What ties a word or the list that it is in to what precedes."""
    clause = grounds.words[place].clause
    back = (grounds.words[at] for at in range(place, max(-1, place - LONGEST_LIST), -1))
    return next((word.link for word in back if word.clause == clause and word.link), "")


def _choices(text: str, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> Iterator[Fault]:
    """Where "hoặc" became "và" or the other way, or in a law one of two that may be chosen is told alone."""
    laid = [(at, place) for at, place in enumerate(aligned.places) if place is not None]
    for (before, from_place), (at, to_place) in pairwise(laid):
        if said[before].key in EITHER and _ends_a_part(grounds.words[from_place + 2 : to_place + 1]):
            yield Fault("order", _written(text, said, before, at))
        for place in range(from_place + 1, to_place):
            word = grounds.words[place]
            if word.key in EITHER and _is_told_alone(place, from_place, to_place, grounds):
                yield Fault("order", _written(text, said, before, at))
    if laid:
        last, place = laid[-1]
        either = next((at for at in range(place + 1, len(grounds.words)) if grounds.words[at].key in EITHER), None)
        if either is not None and _is_of_one_list(place, either, grounds) and not _is_one_case(either, grounds):
            yield Fault("order", said[last].written)


def _is_told_alone(either: int, before: int, after: int, grounds: Grounds) -> bool:
    """Whether one is told without its other: as "A và B", or in a law as "A" where that is not one case of several."""
    words = grounds.words
    joined = not _ends_a_part(words[either + 2 : after + 1])
    since = next((at for at in range(either - 1, -1, -1) if words[at].opens or words[at].link), 0)
    one_of_two = joined or before >= since
    if joined and before >= since:
        return True
    return one_of_two and not _is_one_case(either, grounds)


def _is_one_case(either: int, grounds: Grounds) -> bool:
    """Whether what is so of two is so of each: a condition, what one may or must not do, a place of a letter."""
    word = grounds.words[either]
    return word.when or word.stance in ("may", "never") or grounds.ground_at(either).directive


def _is_of_one_list(place: int, either: int, grounds: Grounds) -> bool:
    """Whether a word is the end of a member of the list whose last two members an "hoặc" joins."""
    between = grounds.words[place + 1 : either]
    clauses = {(grounds.part_of[at], grounds.words[at].clause) for at in (place, either)}
    listed = all(not word.head for word in between) and (not between or between[0].crosses)
    return len(clauses) == 1 and listed and len(between) <= LONGEST_ALTERNATIVES


def _ends_a_part(words: Sequence[Word]) -> bool:
    return any(word.opens or word.head or word.link for word in words)


def _neighbours(said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> tuple[Fault, ...]:
    """Values, names and actors that stand in the passages, but there beside other words than here."""
    faults: list[Fault] = []
    for at, (word, laid) in enumerate(zip(said, aligned.places, strict=True)):
        if (word.kind == "word" and not word.name) or (laid is not None and grounds.words[laid].subject):
            continue  # a subject of its own is held to its verb
        own = max(_likeness(said, at, grounds, place) for place in grounds.places.get(word.key, ()))
        others = (place for place, other in enumerate(grounds.words) if other.key != word.key and _rivals(word, other))
        if any(_is_more_like(said, at, grounds, place, own) for place in others):
            faults.append(Fault(_kind(word), word.written))
    return tuple(faults)


def _unrestricted(text: str, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> Iterator[Fault]:
    """Words without what restricts them there: "di cư" for "di cư tự phát"."""
    for at in unrestricted(said, aligned, grounds):
        yield Fault("restriction", _written(text, said, max(0, at - 1), at))


def _unqualified(said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> tuple[Fault, ...]:
    """Values before which the passage has "ít nhất", "không quá", "dưới", and the sentence has not."""
    qualifying = frozenset(key(each) for each in table("phrasing")["qualifiers"]["vi"] for key in (key_of, claim_key))
    faults = []
    for at, (word, place) in enumerate(zip(said, aligned.places, strict=True)):
        if word.kind == "value" and place is not None:
            there = _qualified(place, grounds, qualifying)
            here = {w.key for w in said[max(0, at - QUALIFIED_WITHIN) : at]} & qualifying
            faults += [] if there == here else [Fault("value", word.written)]
        elif word.key in qualifying and place is not None and _loses_its_value(at, place, aligned, grounds):
            faults.append(Fault("value", word.written))
    return tuple(faults)


def _qualified(place: int, grounds: Grounds, qualifying: frozenset[str]) -> set[str]:
    """What qualifies a value there; of "không quá 06 giờ một ngày và 42 giờ một tuần" both."""
    own = {w.key for w in grounds.words[max(0, place - QUALIFIED_WITHIN) : place]} & qualifying
    if own or not grounds.words[place].opens:
        return own
    kind, clause = kind_of(grounds.words[place].key), grounds.words[place].clause
    earlier = range(place - 1, max(-1, place - LONGEST_LIST), -1)
    before = next((p for p in earlier if grounds.words[p].kind == "value"), None)
    alike = before is not None and kind_of(grounds.words[before].key) == kind and grounds.words[before].clause == clause
    return _qualified(before, grounds, qualifying) if alike and before is not None else own


def _loses_its_value(at: int, place: int, aligned: Aligned, grounds: Grounds) -> bool:
    """Whether a "quá" stands before a figure there and before none here."""
    onward = range(place + 1, min(place + 1 + QUALIFIED_WITHIN, len(grounds.words)))
    value = next((p for p in onward if grounds.words[p].kind == "value"), None)
    return value is not None and value not in aligned.places[at + 1 :]


def _rivals(word: Word, other: Word) -> bool:
    if word.kind == "value":
        return other.kind == "value" and kind_of(word.key) == kind_of(other.key)
    return other.kind == "actor" or other.name


def _is_more_like(said: Sequence[Word], at: int, grounds: Grounds, place: int, own: tuple[int, int]) -> bool:
    """Whether a word's neighbours are rather those of another word's place. Of a figure its unit tells most."""
    alike, behind = _likeness(said, at, grounds, place)
    if said[at].kind != "value":
        return alike > own[0]
    return (alike > own[0] and behind >= own[1]) or (behind > own[1] and behind == ALIKE_WITHIN)


def _likeness(said: Sequence[Word], at: int, grounds: Grounds, place: int) -> tuple[int, int]:
    """How much a word's neighbours are those of a place, words in a row most, and how many in a row behind it."""
    before, behind = (min(_in_a_row(said, at, grounds, place, way), ALIKE_WITHIN) for way in (-1, 1))
    row = 3 * (before + behind)
    if said[at].kind != "value":
        return row, behind
    near = {w.key for w in said[max(0, at - CONTEXT) : at + CONTEXT + 1]}
    there = {w.key for w in grounds.words[max(0, place - CONTEXT) : place + CONTEXT + 1]}
    return row + len(near & there - {said[at].key}), behind


def _in_a_row(said: Sequence[Word], at: int, grounds: Grounds, place: int, way: int) -> int:
    count = 0
    while count < CONTEXT:
        here, there = at + way * (count + 1), place + way * (count + 1)
        if not (0 <= here < len(said) and 0 <= there < len(grounds.words)):
            break
        if said[here].key != grounds.words[there].key or grounds.part_of[place] != grounds.part_of[there]:
            break
        later, nearer = (there, here) if way > 0 else (there + 1, here + 1)
        if grounds.words[later].begins or (grounds.words[later].opens and not said[nearer].opens):
            break
        count += 1
    return count


def _stances(said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> tuple[Fault, ...]:
    faults = []
    fronted = _groups_said(said, aligned, grounds)
    for at, (word, place) in enumerate(zip(said, aligned.places, strict=True)):
        if place is None or (
            word.stance == "plain" and (grounds.part_of[place], grounds.words[place].group) in fronted
        ):
            continue
        ground, read = grounds.ground_at(place), grounds.words[place]
        if word.stance == "must" and word.head and _must_go_on(place, grounds):
            continue
        if _evades(at, aligned, word, grounds):
            faults.append(Fault("stance", word.written))
            continue
        if word.head and _is_of_another(at, place, said, aligned, grounds):
            faults.append(Fault("name", grounds.words[place - 1].written))
            continue
        moved = word.stance == read.stance == "passive" and _is_moved(at, place, said, aligned, grounds)
        if word.head and (moved or read.when > word.when or _has_another_subject(place, aligned, grounds)):
            faults.append(Fault("order", word.written))
            continue
        if wrong_stance(word, read, directive=ground.directive) or (
            word.head
            and word.stance == "passive"
            and read.stance != "passive"
            and not _is_done_to(at, said, aligned, grounds)
        ):
            faults.append(Fault("stance", word.written))
        elif word.head and word.stance == "must" and read.stance == "plain" and not ground.binds(read):
            faults.append(Fault("applies", word.written))
    return tuple(faults)


def _is_moved(at: int, place: int, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> bool:
    """Whether what stands before "được …" here stands there elsewhere than before it, and is not what is done to."""
    before = aligned.places[at - 1] if at else None
    read = grounds.words[place]
    if before is None or not read.head or _is_done_to(at, said, aligned, grounds):
        return False
    stood = grounds.words[before]
    return before > place or (stood.level == read.level and stood.clause != read.clause)


def _is_of_another(at: int, place: int, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> bool:
    """Whether right before what one must, may or has done stands somebody who is left out here, for somebody else."""
    before = grounds.words[place - 1] if place and not grounds.words[place].begins else None
    left_out = (
        before is not None
        and before.kind == "actor"
        and not (before.link or before.inside)
        and place - 1 not in aligned.places
    )
    return left_out and grounds.words[place].head and any(word.kind == "actor" for word in said[:at])


def _must_go_on(place: int, grounds: Grounds) -> bool:
    """Whether "X có trách nhiệm …; …" puts its second verb to the one who must do the first."""
    read, subject = grounds.words[place], grounds.subjects[place]
    first = None if subject is None else grounds.words[subject + 1]
    return bool(
        first and first.head and first.stance == "must" and read.begins and read.goes_on and read.level == first.level
    )


def _has_another_subject(place: int, aligned: Aligned, grounds: Grounds) -> bool:
    """Whether somebody else must or may it there: "người từ A có quyền B và người từ C có quyền D"."""
    own = []
    while place and grounds.words[place - 1].subject and grounds.part_of[place - 1] == grounds.part_of[place]:
        place -= 1
        own.append(place)
    figures = {at for at in own if grounds.words[at].kind == "value"}
    said = set(aligned.places)
    return bool(own) and not (set(own) & said and figures <= said)


def _groups_said(said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> frozenset[tuple[int, int]]:
    """What governs words of the passages and is said of them here, if behind some of them: "… thì không áp dụng …"."""
    heads = ((word, place) for word, place in zip(said, aligned.places, strict=True) if word.head and place is not None)
    return frozenset(
        (grounds.part_of[place], grounds.words[place].group)
        for word, place in heads
        if grounds.words[place].head and word.stance == grounds.words[place].stance
    )


def _evades(at: int, aligned: Aligned, word: Word, grounds: Grounds) -> bool:
    """Whether the passage goes on with this very word, but denied or demanded: it was then looked for elsewhere."""
    before = aligned.places[at - 1] if at else None
    after = None if before is None else before + 1
    if after is None or after == aligned.places[at] or after >= len(grounds.words):
        return False
    onward = grounds.words[after]
    return onward.key == word.key and wrong_stance(word, onward, directive=grounds.ground_at(after).directive)


def _is_done_to(at: int, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> bool:
    """Whether what stands before "được" is behind the verb in the passage: there it is what the verb is done to."""
    place = aligned.places[at]
    if place is None:
        return False
    verb, again = grounds.words[place], set(aligned.places[at:])
    behind = (p for word in said[:at] for p in grounds.places.get(word.key, ()) if p > place and p not in again)
    return any(
        (grounds.words[p].clause, grounds.words[p].level) == (verb.clause, verb.level)
        and grounds.part_of[p] == grounds.part_of[place]
        and grounds.words[p].link not in _NOT_DONE_TO
        for p in behind
    )


def _subject(read: Framed, aligned: Aligned, grounds: Grounds) -> tuple[Fault, ...]:
    """The reader's unit is put before what binds it, and nobody in the place of somebody else."""
    faults = [
        Fault("name", word.written)
        for at, word in enumerate(read.words[:-1])
        if word.kind == "actor"
        and word.begins
        and (
            not _acts_there(at, read.words, aligned, grounds)
            or _acts_behind(at, read.words, aligned, grounds)
            or not _is_governed_there(at, read.words, aligned, grounds)
        )
    ]
    for at in read.reader_before:
        place = aligned.places[at]
        if place is None:
            continue
        before = grounds.words[place - 1] if place and not grounds.words[place].begins else None
        if before and before.kind == "actor":
            faults.append(Fault("name", before.written))
        elif _belongs_to_a_noun(place, grounds):
            faults.append(Fault("order", read.words[at].written))
        elif not _is_asked(grounds.words[place], grounds.ground_at(place), any_unit=at in read.any_unit_before):
            faults.append(Fault("applies"))
    return tuple(faults)


def _belongs_to_a_noun(place: int, grounds: Grounds) -> bool:
    """Whether the "quản lý" of "hiệu quả quản lý" stands there, which nobody is asked to do."""
    before, word = grounds.words[:place], grounds.words[place]
    keys = tuple(each.key for each in before[-2:])
    return not (word.begins or word.opens) and (keys in _nominal() or keys[-1:] in _nominal())


@cache
def _nominal() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(word.key for word in words_of_text(each)) for each in table("phrasing")["nominal"]["vi"])


def _is_asked(word: Word, ground: Ground, *, any_unit: bool) -> bool:
    """Whether the passage asks it of the reader's unit, or of the units it speaks to if no more is said."""
    return ground.is_for_units(word) if any_unit else ground.binds(word)


def _acts_behind(at: int, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> bool:
    """Whether the actor that opens a sentence stands behind what it does, as those do to whom it is done."""
    before = aligned.places[at]
    for word, place in zip(said[at + 1 :], aligned.places[at + 1 :], strict=True):
        if before is None or place is None or word.stance != "plain" or word.crosses:
            return False
        if place < before:
            return grounds.words[place].clause == grounds.words[before].clause
        before = place
    return False


def _is_governed_there(at: int, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> bool:
    """Whether what the actor that opens a sentence must, may or must not is not somebody else's there."""
    behind = range(at + 1, len(said))
    head = next((h for h in behind if said[h].crosses or (said[h].head and said[h].stance != "passive")), None)
    place = aligned.places[head] if head is not None and said[head].head else None
    actor = None if place is None else _actor_before(place, grounds)
    if actor is None or place is None or grounds.words[actor].key in {word.key for word in said[at:head]}:
        return True
    return grounds.shares_subject(said[at].key, place)


def _actor_before(place: int, grounds: Grounds) -> int | None:
    """Whoever stands nearest before a word in its clause, this side of a colon; else the subject of the clause."""
    read, part, subject = grounds.words[place], grounds.part_of[place], grounds.subjects[place]
    for before in range(place - 1, -1, -1):
        word = grounds.words[before]
        over = word.clause != read.clause or (subject is not None and word.level != read.level)
        if over or grounds.part_of[before] != part:
            break
        if word.kind == "actor":
            return before
    return subject


def _acts_there(at: int, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> bool:
    """Whether the actor that opens a sentence is the nearest one before what it does, or what it is done to."""
    place = aligned.places[at + 1]
    if place is None or said[at + 1].opens:
        return True
    actor = _actor_before(place, grounds)
    if actor is not None:
        return grounds.words[actor].key == said[at].key or grounds.shares_subject(said[at].key, place)
    return said[at + 1].stance == "passive" or said[at + 1].kind == "actor" or aligned.places[at] == place - 1
