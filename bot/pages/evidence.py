"""The files of a check-in as they are named, shown and taken out."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot import callbacks
from bot.message import Button
from bot.pages.notices import said
from bot.progress.model import CheckIn, Evidence
from knowledge.model import Lang

_IN_A_ROW = 4
_PROGRAMS = (("pdf", "PDF"), ("word", "Word"), ("excel", "Excel"), ("sheet", "Excel"), ("p", "PowerPoint"))


def kind(lang: Lang, file: Evidence) -> str:
    """What sort of file it is, in a word."""
    if file.media_type.startswith("image/"):
        return said("evidence.picture", lang)
    return next(name for part, name in (*_PROGRAMS, ("", "?")) if part in file.media_type)


def summary(lang: Lang, files: Sequence[Evidence]) -> str:
    """How many there are, and of which sorts."""
    kinds = ", ".join(dict.fromkeys(kind(lang, each) for each in files))
    return said("evidence.count", lang, count=len(files), kinds=kinds)


def each_kind(lang: Lang, files: Sequence[Evidence]) -> str:
    """How many there are of each sort: "2 ảnh, 1 PDF"."""
    kinds = Counter(kind(lang, each) for each in files)
    return ", ".join(said("evidence.of_kind", lang, count=n, kind=name) for name, n in kinds.items())


def shown_by(lang: Lang, check_in: CheckIn) -> Iterator[tuple[Button, ...]]:
    """A button for each file of a check-in."""
    yield from _rows(
        [
            Button(f"📎 {number} {kind(lang, each)}", callbacks.data(callbacks.ShowFile(check_in.id, number)))
            for number, each in enumerate(check_in.report.evidence, 1)
        ]
    )


def taken_out_by(lang: Lang, period: int, duty: str, files: Sequence[Evidence]) -> Iterator[tuple[Button, ...]]:
    """A button that takes out each file of a check-in being filled in."""
    yield from _rows(
        [
            Button(
                said("evidence.take_out", lang, number=number, kind=kind(lang, each)),
                callbacks.data(callbacks.DropFile(period, duty, callbacks.ref(each.id))),
            )
            for number, each in enumerate(files, 1)
        ]
    )


def caption(lang: Lang, number: int, title: str, unit: str) -> str:
    """What stands below a file that is shown."""
    return said("evidence.caption", lang, number=number, title=title, unit=unit)


def _rows(buttons: Sequence[Button]) -> Iterator[tuple[Button, ...]]:
    for at in range(0, len(buttons), _IN_A_ROW):
        yield tuple(buttons[at : at + _IN_A_ROW])
