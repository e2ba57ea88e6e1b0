"""Tells at the terminal how far long work is: one line that moves, or a line now and then where output is kept."""

import sys
import time
from typing import TextIO

_WIDTH = 30
_SECONDS_BETWEEN_LINES = 10.0


class Meter:
    """Shows `done of total` on a stream, stderr unless another is given."""

    def __init__(self, what: str, stream: TextIO | None = None) -> None:
        self._what = what
        self._stream = stream or sys.stderr
        self._shown = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Show it; without a terminal at the end and every ten seconds between."""
        if self._stream.isatty():
            filled = _WIDTH * done // max(total, 1)
            end = "\n" if done == total else ""
            self._stream.write(f"\r{self._what} [{'█' * filled}{'·' * (_WIDTH - filled)}] {done}/{total}{end}")
        elif done == total or time.monotonic() - self._shown >= _SECONDS_BETWEEN_LINES:
            self._shown = time.monotonic()
            self._stream.write(f"{self._what} {done}/{total}\n")
        self._stream.flush()
