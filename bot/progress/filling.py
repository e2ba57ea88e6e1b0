"""A check-in while a person fills it in: what has been said so far, and what is still to be said. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

from bot.progress.model import CheckIn, Count, Evidence, Expectation, Report, Status
from bot.progress.reports import ACTS_WITH_PEOPLE, MOST_COUNTED
from bot.progress.sentence import Reading, counts_told, fillers, read_sentence
from knowledge.model import Act
from knowledge.question import understand
from knowledge.tokens import tokenize
from knowledge.typing_habits import Vocabulary

_ANY_DAY = date(2020, 1, 1)

Typed = Literal["reason", "note", "count"]
"""What a person types; all else is chosen by a tap."""

NEEDS_REASON: frozenset[Status] = frozenset({"blocked", "not_applicable"})
_COUNTED: frozenset[Status] = frozenset({"done", "in_progress"})
_BEGUN: frozenset[Status] = _COUNTED | {"blocked"}
"""Something took place: trouble may come after people were reached, and they do not go with it."""

_NUMBER = r"(?:\d{1,3}(?:[.]\d{3})+|\d+)(?!\d)"
_WOMEN = r"(?:nữ|nu|phụ nữ|phu nu|women|woman|female)"
_PEOPLE = r"(?:người|nguoi|thầy cô|thay co|giáo viên|giao vien|gv|học sinh|hoc sinh|hs|em|people|participants)"
_BETWEEN = r"[\s,;:(–-]*(?:(?:trong đó|trong do|có|co|và|va|of them|incl\.?|and)\s*)?"
_COUNTS = re.compile(
    rf"\s*(?P<all>{_NUMBER})\s*{_PEOPLE}?"
    rf"(?:{_BETWEEN}(?:(?P<women>{_NUMBER})\s*{_WOMEN}?|{_WOMEN}\s*:?\s*(?P<after>{_NUMBER})))?\s*[).]?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Filling:
    """What was said so far. `version`: the one it corrects, 0 for none; `awaits`: what is being typed, if anything.

    `ticked`: it is one of several that are to be sent at once. `told_in`: the number of the message that told it.
    `undecided`: nobody has said its status yet, which stands for nothing. `share`: the share of women as it was told
    in place of their number, which is among the counts where it comes to a whole one. `uncounted`: people were told in
    a way that is not plain, and are still to be asked. `sum`: how a number was added to the one before, as
    "230 + 20 = 250".
    """

    status: Status
    version: int = 0
    counts: Mapping[Count, int] = field(default_factory=dict)
    note: str = ""
    reason: str = ""
    awaits: Typed | None = None
    happened_on: date | None = None
    evidence: tuple[Evidence, ...] = ()
    ticked: bool = False
    told_in: int | None = None
    undecided: bool = False
    share: str = ""
    uncounted: bool = False
    sum: str = ""

    @classmethod
    def begin(cls, status: Status, expectation: Expectation, before: "Filling | None" = None) -> "Filling":
        """A status is chosen; what was said with another one, or in the version corrected, is kept where it fits."""
        said = before or (cls._of_version(expectation.latest) if expectation.latest else cls(status))
        counts = said.counts if status in _BEGUN else {}
        reason = said.reason if status in NEEDS_REASON and said.status == status else ""
        awaits: Typed | None = "reason" if status in NEEDS_REASON and not reason else None
        happened_on = said.happened_on if status in _BEGUN else None
        made = cls(status, expectation.version, counts, said.note, reason, awaits, happened_on, said.evidence)
        uncounted = said.uncounted and status in _BEGUN
        return replace(made, share=said.share if counts else "", sum=said.sum if counts else "", uncounted=uncounted)

    @classmethod
    def _of_version(cls, check_in: CheckIn) -> "Filling":
        report = check_in.report
        said = (report.status, check_in.version, dict(report.counts), report.note, report.reason, None)
        return cls(*said, report.happened_on, report.evidence)

    @classmethod
    def like(cls, check_in: CheckIn, expectation: Expectation) -> "Filling":
        """The same as was said in another period; the day and the files are of that time."""
        report = check_in.report
        files = expectation.latest.report.evidence if expectation.latest else ()
        said = (report.status, expectation.version, dict(report.counts), report.note, report.reason)
        return cls(*said, evidence=files)

    @classmethod
    def told(cls, reading: Reading, expectation: Expectation, before: "Filling | None" = None) -> "Filling":
        """As a sentence tells it; what it leaves out stays as it was said before. Without any status it is undecided.

        Figures go with the words they were told in: where it tells some, those of the version corrected and a note
        that tells others are gone, also where the new ones are not plain and are still to be asked.
        """
        latest = expectation.latest.report if expectation.latest else None
        decided = before if before and not before.undecided else latest
        status = reading.status or (decided.status if decided else None)
        begun = cls.begin(status or "done", expectation, before)
        adds = bool(reading.adds and reading.counts)
        if (reading.counts or reading.doubted) and not adds and counts_told(begun.note):
            begun = replace(begun, note="")
        made = replace(
            begun,
            note=(begun.note if adds else "") or worth_a_note(reading, expectation) or begun.note,
            reason=reading.reason or begun.reason,
            happened_on=reading.happened_on or (None if _is_another(reading, begun) else begun.happened_on),
            awaits=None if reading.reason else begun.awaits,
            undecided=status is None,
        )
        if not made.takes_counts(expectation.obligation.act):
            return made
        goes_on = reading.corrects or adds or reading.only_women
        begun_anew = latest is not None and made.counts == latest.counts and not goes_on
        return _counting(made, reading, {} if begun_anew else made.counts)

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Filling":
        """As it was kept in a draft."""
        day = content.get("happened_on")
        files = tuple(Evidence(**each) for each in content.get("evidence", ()))
        read = {"happened_on": date.fromisoformat(day) if day else None, "evidence": files}
        return cls(**{**content, **read})

    def kept(self) -> dict[str, Any]:
        """As a draft keeps it."""
        day = self.happened_on.isoformat() if self.happened_on else None
        return asdict(self) | {"counts": dict(self.counts), "happened_on": day}

    def with_files(self, files: Iterable[Evidence]) -> "Filling":
        """With files that bear it out; one that is there already is not there twice."""
        added = {each.id: each for each in (*self.evidence, *files)}
        return replace(self, evidence=tuple(added.values()))

    def without_file(self, file: str) -> "Filling":
        """Without the file of this id."""
        return replace(self, evidence=tuple(each for each in self.evidence if each.id != file))

    @property
    def says_more(self) -> bool:
        """Whether something was said beside the status."""
        return bool(self.counts or self.note or self.reason or self.happened_on or self.evidence)

    @property
    def lacks_total(self) -> bool:
        """Whether women are told and not among how many: that is still to be asked."""
        return "women" in self.counts and "participants" not in self.counts

    def takes_counts(self, act: Act) -> bool:
        """Whether it is asked how many took part."""
        return act in ACTS_WITH_PEOPLE and self.status in _COUNTED

    def typed(self, what: Typed, words: str) -> "Filling | None":
        """With what was typed; None where that is no count."""
        if what == "count":
            if (plain := read_counts(words)) is not None:
                return replace(_counted(self, _completed(self.counts, plain)), awaits=None)
            told = read_sentence(words, _ANY_DAY)
            counted = told.asks == "no" and (told.counts or told.share) and told.counts_agree
            return _counting(replace(self, awaits=None), told, self.counts) if counted else None
        words = " ".join(words.split())
        return replace(self, awaits=None, reason=words) if what == "reason" else replace(self, awaits=None, note=words)

    def report(self, expectation: Expectation, period: int) -> Report:
        """What is recorded."""
        return Report(
            period,
            expectation.unit,
            expectation.obligation.id,
            self.status,
            self.counts,
            self.note,
            self.reason,
            self.happened_on,
            self.evidence,
        )


def _is_another(reading: Reading, begun: Filling) -> bool:
    """Whether a sentence tells of people at something that took place another time."""
    return reading.is_event and bool(begun.counts)


def _counting(filling: Filling, reading: Reading, before: Mapping[Count, int]) -> Filling:
    """With the people that a sentence counts, beside those told before; to be asked where that is not plain."""
    if reading.swapped and (mended := _swapped(before, reading.swapped)):
        return _counted(filling, mended)
    if reading.doubted or not reading.counts_agree:
        return replace(_counted(filling, {}), uncounted=True)
    if reading.share is not None:
        return replace(_counted(filling, _of_share(reading, before)), share=reading.share.words)
    if not reading.counts:
        return filling
    if reading.adds:
        return _added(filling, before, reading.counts)
    whole = {**before, **reading.counts} if reading.corrects else _completed(before, reading.counts)
    return _counted(filling, whole if _agree(whole) else reading.counts)


def _counted(filling: Filling, counts: Mapping[Count, int]) -> Filling:
    """With these numbers of people and nothing that told of others."""
    return replace(filling, counts=counts, share="", sum="", uncounted=False)


def _agree(counts: Mapping[Count, int]) -> bool:
    return counts.get("women", 0) <= counts.get("participants", MOST_COUNTED)


def _of_share(reading: Reading, before: Mapping[Count, int]) -> Mapping[Count, int]:
    """Women told as a share of the people counted with them, else of those before."""
    counts = dict(reading.counts)
    if not counts and reading.share and "participants" in before:
        counts["participants"] = before["participants"]
        if (women := reading.share.of(before["participants"])) is not None:
            counts["women"] = women
    return counts


def _swapped(before: Mapping[Count, int], pair: tuple[int, int]) -> Mapping[Count, int] | None:
    """With one of two numbers in the place of the other, whichever stands; None where that is not plain."""
    standing = [(count, number) for count, number in before.items() if number in pair]
    if len(standing) != 1:
        return None
    count, number = standing[0]
    mended = {**before, count: pair[0] if number == pair[1] else pair[1]}
    return mended if _agree(mended) else None


def _added(filling: Filling, before: Mapping[Count, int], more: Mapping[Count, int]) -> Filling:
    """With more people added to those before; women only where both tell them."""
    if "participants" not in before or "participants" not in more:
        return replace(_counted(filling, {}), uncounted=True)
    both: list[Count] = [count for count in ("participants", "women") if count in before and count in more]
    sums = {count: before[count] + more[count] for count in both}
    shown = ", ".join(f"{before[count]} + {more[count]} = {sums[count]}" for count in both)
    return replace(_counted(filling, sums), sum=shown)


def _completed(before: Mapping[Count, int], told: Mapping[Count, int]) -> Mapping[Count, int]:
    """A number of women goes with the total told before, a total with women whose total was still asked."""
    return told if "participants" in told and "participants" in before else {**before, **told}


def worth_a_note(reading: Reading, expectation: Expectation) -> str:
    """The sentence, where it tells more than what was understood of it and what the obligation is called."""
    if reading.reason and len(reading.reason) >= len(reading.note) // 2:
        return ""
    if reading.only_women or (reading.corrects and (reading.counts or reading.swapped or reading.happened_on)):
        return ""
    if reading.share or reading.unread:
        return reading.note  # how a number of women came about, or what could not be read
    if reading.status == "not_started" and (reading.plans or reading.counts):
        return reading.note  # what is planned is counted nowhere else
    title = expectation.obligation.title.vi
    known = {word.key for word in tokenize(title)} | fillers()
    told = understand(reading.about, Vocabulary.of([title]), _ANY_DAY).tokens  # "bđg" is spelled out
    return reading.note if {word.key for word in told} - known else ""


def read_counts(words: str) -> dict[Count, int] | None:
    """How many took part, and how many women among them: `45`, `45, 30 nữ`, `45 người (nữ: 30)`; None for no count."""
    found = _COUNTS.fullmatch(words)
    if found is None:
        return None
    women = found["women"] or found["after"]
    counts: dict[Count, int] = {"participants": _number(found["all"])}
    return counts | {"women": _number(women)} if women else counts


def _number(written: str) -> int:
    return int(written.replace(".", ""))
