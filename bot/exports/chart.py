"""Progress as a picture that reads on a phone: portrait, large letters, a bar for each unit or each task."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from io import BytesIO
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from bot.exports.official import said
from bot.exports.reported import Reported
from bot.progress.model import Progress, percent

MOST_BARS = 12
"""Bars that stay readable below each other; of more, the last is all the others together."""

WIDTH_PX = 1080
_DPI = 150
_FONT = "DejaVu Sans"
"""Comes with matplotlib and holds all Vietnamese letters."""

_TITLE, _TEXT, _SMALL = 21, 16, 14
_BAR_INCHES, _LINE_INCHES, _HEAD_INCHES, _FOOT_INCHES = 0.8, 0.27, 1.9, 0.8
_NAME_CHARACTERS = 38
_COLOURS = {
    "on_time": "#1B7F5C",
    "late": "#8CCFB0",
    "done": "#1B7F5C",
    "under_way": "#8CCFB0",
    "blocked": "#E08A1E",
    "not_applicable": "#8A9BB0",
}
_SILENT = "#D9DEDC"
_INK = "#1F2A27"


@dataclass(frozen=True, slots=True)
class Bar:
    """How much of `expected` is done in which way, by the name of a colour."""

    name: str
    expected: int
    parts: tuple[tuple[str, int], ...]

    @property
    def reported(self) -> int:
        """What is not silent."""
        return sum(count for _, count in self.parts)


def chart(reported: Reported) -> bytes:
    """A .png file: by the units directly below, or for one unit by its tasks."""
    progress = reported.progress
    bars = _shortened(_by_unit(progress) if len(progress.children) > 1 else _by_obligation(progress))
    names = [wrap(bar.name, _NAME_CHARACTERS, max_lines=2, placeholder=" …") for bar in bars]
    inches = _BAR_INCHES + _LINE_INCHES * (max(map(len, names), default=1) - 1)
    height = _HEAD_INCHES + inches * max(1, len(bars)) + _FOOT_INCHES
    figure = Figure(figsize=(WIDTH_PX / _DPI, height), dpi=_DPI)
    FigureCanvasAgg(figure)
    _head(figure, progress)
    axes = _axes(figure, len(bars), inches)
    for at, (bar, lines) in enumerate(zip(bars, names, strict=True)):
        _bar(axes, at * inches, bar, lines, inches)
    _legend(figure, bars)
    stream = BytesIO()
    figure.savefig(stream, format="png", facecolor="white", metadata={"Software": None})
    return stream.getvalue()


def _by_unit(progress: Progress) -> list[Bar]:
    return [
        Bar(each.name, each.expected, (("on_time", each.on_time), ("late", each.reported - each.on_time)))
        for each in progress.children
        if each.expected
    ]


def _by_obligation(progress: Progress) -> list[Bar]:
    return [
        Bar(
            each.title.vi,
            each.expected,
            (
                ("done", each.done),
                ("under_way", each.in_progress + each.not_started),
                ("blocked", each.blocked),
                ("not_applicable", each.not_applicable),
            ),
        )
        for each in progress.by_obligation
        if each.expected
    ]


def _shortened(bars: Sequence[Bar]) -> list[Bar]:
    """The first bars, and the others as one."""
    if len(bars) <= MOST_BARS:
        return list(bars)
    others = bars[MOST_BARS - 1 :]
    parts = reduce(_added, (bar.parts for bar in others))
    rest = Bar(said("chart.others", count=len(others)), sum(bar.expected for bar in others), parts)
    return [*bars[: MOST_BARS - 1], rest]


def _added(one: tuple[tuple[str, int], ...], other: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    return tuple((name, count + more) for (name, count), (_, more) in zip(one, other, strict=True))


def _font(size: float, *, bold: bool = False) -> FontProperties:
    return FontProperties(family=_FONT, size=size, weight="bold" if bold else "normal")


def _cut(words: str, most: int) -> str:
    return "".join(wrap(words, most, max_lines=1, placeholder=" …"))


def _head(figure: Figure, progress: Progress) -> None:
    """Whose figures they are, of which period, and the sum."""
    height = figure.get_figheight()
    unit = progress.unit.name if progress.unit else said("chart.everybody")
    share = said("chart.share", percent=percent(progress.reported, progress.expected))
    summed = said(
        "chart.sum_of_units" if progress.children else "chart.sum",
        reported=progress.reported,
        expected=progress.expected,
        share=share,
    )
    lines = (
        (0.5, _cut(unit, 34), _font(_TITLE, bold=True)),
        (0.95, _cut(progress.period.name, 46), _font(_TEXT)),
        (1.4, summed, _font(_TEXT, bold=True)),
    )
    for down, words, font in lines:
        figure.text(0.04, 1 - down / height, words, fontproperties=font, color=_INK)


def _axes(figure: Figure, bars: int, inches: float) -> Axes:
    """Room for the bars: from 0 to 1 across, in inches downwards."""
    tall = inches * max(1, bars)
    axes = figure.add_axes((0.04, _FOOT_INCHES / figure.get_figheight(), 0.92, tall / figure.get_figheight()))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(tall, 0)
    if not bars:
        axes.text(0, tall / 2, said("chart.nothing"), fontproperties=_font(_TEXT), color=_INK)
    return axes


def _bar(axes: Axes, top: float, bar: Bar, name: Sequence[str], inches: float) -> None:
    """The name and the figures, below them the bar from 0 to all that is expected; `top` in inches."""
    middle, thick = top + inches - 0.3, 0.24
    above = middle - thick / 2 - 0.08
    axes.text(0, above, "\n".join(name), fontproperties=_font(_SMALL), color=_INK, va="baseline")
    axes.text(1, above, _told(bar), fontproperties=_font(_SMALL, bold=True), color=_INK, ha="right")
    axes.barh(middle, 1, height=thick, color=_SILENT)
    left = 0.0
    for part, count in bar.parts:
        share = count / bar.expected
        axes.barh(middle, share, left=left, height=thick, color=_COLOURS[part])
        left += share


def _told(bar: Bar) -> str:
    """How many of how many; of a single one how it stands."""
    if bar.expected > 1:
        return f"{bar.reported}/{bar.expected}"
    return said(f"legend.{next((part for part, count in bar.parts if count), 'silent')}")


def _legend(figure: Figure, bars: Sequence[Bar]) -> None:
    """What the colours mean, those alone that are seen."""
    seen = dict.fromkeys(part for bar in bars for part, count in bar.parts if count)
    silent = any(bar.reported < bar.expected for bar in bars)
    entries = [(_COLOURS[part], said(f"legend.{part}")) for part in seen]
    entries += [(_SILENT, said("legend.silent"))] if silent else []
    along = 0.03
    for colour, words in entries:
        figure.text(along, 0.3 / figure.get_figheight(), "■", fontproperties=_font(_TEXT), color=colour)
        figure.text(along + 0.035, 0.3 / figure.get_figheight(), words, fontproperties=_font(_SMALL), color=_INK)
        along += 0.055 + 0.0155 * len(words)
