"""A sentence of a model's proven by code, or told what is wrong with it.

A sentence stands if every word of it that claims something stands in the passages it rests on, in their order but for
the sentence's own parts; if nothing denied, demanded or permitted there is anything else here; if each date, number,
name and actor is the one of its place and not of a neighbouring one; and if nothing in it is of the program itself.
What cannot be proven is wrong: the reader has the program's own quotations either way.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from knowledge.model import Lang
from knowledge.phrasing import acting, carrying, demanding, english, linking, neighbouring, outside, turning
from knowledge.phrasing.aligning import Aligned, align
from knowledge.phrasing.faults import Fault
from knowledge.phrasing.framing import Framed, framed, without_yes_or_no
from knowledge.phrasing.grounds import Ground, Grounds
from knowledge.phrasing.model import Sentence
from knowledge.phrasing.restricting import unrestricted
from knowledge.phrasing.values import kind_of
from knowledge.phrasing.words import Word, claim_key, key_of
from knowledge.text import fold_spaces

WAYS = 24
"""Ways of saying a sentence that are tried at most."""
ONLY = claim_key("chỉ")
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
        missing = carrying.missing(text, read, aligned)
        if missing:
            return missing
        return tuple(
            dict.fromkeys(
                (
                    *carrying.leaps(text, read.words, aligned),
                    *linking.links(read.words, aligned, grounds),
                    *linking.without_against(read.words, aligned, grounds),
                    *linking.choices(text, read.words, aligned, grounds),
                    *carrying.said_twice(text),
                    *neighbouring.neighbours(read.words, aligned, grounds),
                    *_unrestricted(text, read.words, aligned, grounds),
                    *neighbouring.unqualified(read.words, aligned, grounds),
                    *demanding.stances(read.words, aligned, grounds),
                    *acting.subjects(read, aligned, grounds),
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


def _unrestricted(text: str, said: Sequence[Word], aligned: Aligned, grounds: Grounds) -> Iterator[Fault]:
    """Words without what restricts them there: "di cư" for "di cư tự phát"."""
    for at in unrestricted(said, aligned, grounds):
        yield Fault("restriction", carrying.written(text, said, max(0, at - 1), at))
