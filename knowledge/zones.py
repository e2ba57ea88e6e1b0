"""Where a body's preamble ends, where its closing begins, and which paragraphs are one provision."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.kinds import heads_plain, orders
from knowledge.lexicons import table
from knowledge.lines import is_finished
from knowledge.marks import GROUPS, UNNUMBERED
from knowledge.paragraphs import Paragraph

_TAG_WORDS = 4  # "Ví dụ 1:" and the like: a tag, not a paragraph of its own


@dataclass(frozen=True, slots=True)
class Zones:
    """The paragraphs before the provisions, the provisions' own, and those behind."""

    preamble: Sequence[Paragraph]
    provisions: Sequence[Paragraph]
    closing: Sequence[Paragraph]


def split_zones(paragraphs: Sequence[Paragraph], *, law: bool) -> Zones:
    """The three zones of a body, with wrapped headings and lead-in sentences joined to their heading."""
    first = _first(paragraphs, law=law)
    last = _last(paragraphs, first, law=law)
    middle = _join(paragraphs[first:last], law=law)
    return Zones(paragraphs[:first], middle, paragraphs[last:])


def _first(paragraphs: Sequence[Paragraph], *, law: bool) -> int:
    """The first provision: an article or group in a law, else the first number or letter, else the first dash."""
    styles = [p.mark.style if p.mark else None for p in paragraphs]
    if law:
        return next((i for i, s in enumerate(styles) if s == "article" or s in GROUPS), len(styles))
    numbered = next((i for i, s in enumerate(styles) if s and s not in UNNUMBERED), None)
    if numbered is None:
        dashed = next((i for i, s in enumerate(styles) if s), None)
        return dashed if dashed is not None else _first_plain(paragraphs)
    return numbered


def _first_plain(paragraphs: Sequence[Paragraph]) -> int:
    """In a letter without marks: what a sentence announces ("như sau:"), else the first paragraph that orders."""
    announced = next((i + 1 for i, p in enumerate(paragraphs) if p.lines[-1].text.endswith(":")), None)
    if announced is not None:
        return announced
    ordering = (i for i, p in enumerate(paragraphs) if i and (orders(_words(p)) or _starts(p, _closings("tail"))))
    return next(ordering, len(paragraphs))


def _last(paragraphs: Sequence[Paragraph], first: int, *, law: bool) -> int:
    """Behind the last provision: what follows unmarked is the closing, unless a heading still waits for its text."""
    marked = next(
        (i for i in range(len(paragraphs) - 1, first - 1, -1) if paragraphs[i].mark or paragraphs[i].quoted), None
    )
    if marked is None:
        return _formula(paragraphs, first, _closings("tail"))
    if law:
        return _formula(paragraphs, marked + 1, _closings("law"))
    if not _awaits(paragraphs[marked]):
        return marked + 1
    following = marked + 1
    if following < len(paragraphs) and not _starts(paragraphs[following], _closings("tail")[:6]):
        return following + 1
    return following


def _formula(paragraphs: Sequence[Paragraph], start: int, formulas: tuple[str, ...]) -> int:
    return next((i for i in range(start, len(paragraphs)) if _starts(paragraphs[i], formulas)), len(paragraphs))


def _awaits(paragraph: Paragraph) -> bool:
    words = _words(paragraph)
    return not paragraph.quoted and (not is_finished(words) or words.endswith(":"))


def _words(paragraph: Paragraph) -> str:
    joined = " ".join(x.text for x in paragraph.lines)
    return joined[len(paragraph.mark.printed) :].strip() if paragraph.mark else joined


def _starts(paragraph: Paragraph, formulas: tuple[str, ...]) -> bool:
    return _words(paragraph).startswith(formulas)


@cache
def _closings(section: str) -> tuple[str, ...]:
    return tuple(table("structure")[section]["closing"])


# ------------------------------------------------------------------------------------------------ joining


def _join(paragraphs: Sequence[Paragraph], *, law: bool) -> list[Paragraph]:
    joined: list[Paragraph] = []
    for i, paragraph in enumerate(paragraphs):
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        if joined and _belongs(joined[-1], paragraph, following, law=law):
            joined[-1] = _merged(joined[-1], paragraph)
        else:
            joined.append(paragraph)
    return joined


def _belongs(before: Paragraph, paragraph: Paragraph, following: Paragraph | None, *, law: bool) -> bool:
    """Whether a plain paragraph is part of the provision before it: a law's further sentence, a wrap, a lead-in."""
    if paragraph.mark or paragraph.quoted or before.quoted:
        return False
    if law:
        return True
    words, head = _words(paragraph), _words(before)
    if not before.mark:
        return head.endswith(":") and len(head.split()) <= _TAG_WORDS
    is_lead = following is not None and following.mark is not None
    if is_lead and not is_finished(words) and not is_finished(head):
        return True
    return is_lead and words.endswith(":") and before.mark.style not in UNNUMBERED and heads_plain(head)


def _merged(first: Paragraph, second: Paragraph) -> Paragraph:
    start = first.start if first.start < first.end else second.start
    return Paragraph(first.mark, [*first.lines, *second.lines], start, second.end, quoted=first.quoted)
