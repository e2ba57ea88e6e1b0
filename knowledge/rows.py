"""Rows of printed numbers: whether a number goes on with an open row, or only begins a wrapped line."""

from knowledge.marks import GROUPS, UNNUMBERED, Mark


class Rows:
    """The rows of numbers that are open, to tell the next number of a row from a figure that begins a line."""

    def __init__(self) -> None:
        self.open: list[Mark] = []

    def fits(self, mark: Mark, *, certain: bool) -> bool:
        """Whether a mark starts a row or goes on with one; `certain` where the text before it had ended."""
        if mark.style in GROUPS:
            return certain
        last = next((m for m in reversed(self.open) if m.rank == mark.rank and m.style == mark.style), None)
        if mark.style == "article":
            return last is None or mark.ordinal > last.ordinal or (certain and mark.ordinal == last.ordinal)
        if mark.style == "decimal" and not self._continues_parent(mark):
            return False
        if mark.ordinal == 1:
            return True
        if last is None:
            return certain and mark.style != "parenthesis" and self._is_start(mark)
        return last.ordinal < mark.ordinal <= last.ordinal + (3 if certain else 2 if mark.style == "letter" else 1)

    def _is_start(self, mark: Mark) -> bool:
        return mark.ordinal <= 12 or mark.style == "decimal"  # noqa: PLR2004 - a fragment may begin late, not at 301

    def _continues_parent(self, mark: Mark) -> bool:
        number = next((m for m in reversed(self.open) if m.style == "number"), None)
        return number is None or mark.parents[0] == number.ordinal or mark.ordinal == 1

    def push(self, mark: Mark) -> None:
        """Opens or goes on with a row; rows below it end."""
        if mark.style in UNNUMBERED:
            return
        while self.open and self.open[-1].rank >= mark.rank:
            self.open.pop()
        self.open.append(mark)
