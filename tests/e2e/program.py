"""The real program as a process."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMPDIR", "LD_LIBRARY_PATH")


@dataclass(frozen=True)
class Program:
    """`daumoi` on a machine of its own: a working folder, a data folder, and the day of the letter's year."""

    folder: Path
    set: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the operator's settings."""
        own = {name: os.environ[name] for name in KEPT if name in os.environ}
        fixed = {"PYTHONPATH": str(ROOT), "DAUMOI_DATA": str(self.folder / "data"), "DAUMOI_TODAY": "2021-06-15"}
        return own | fixed | dict(self.set)

    def start(self, *arguments: str | Path, **more: Any) -> subprocess.Popen[bytes]:
        """A running process with pipes on its three streams."""
        streams: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        command = [sys.executable, "-m", "bot", *map(str, arguments)]
        return subprocess.Popen(command, cwd=self.folder, env=self.environment, **streams | more)

    def run(self, *arguments: str | Path, typed: str = "", patience: float = 180) -> "Done":
        """What the program says and how it ends."""
        with self.start(*arguments) as process:
            out, err = process.communicate(typed.encode(), timeout=patience)
        return Done(process.returncode, out.decode("utf-8"), err.decode("utf-8"))

    def json(self, *arguments: str | Path) -> Any:
        """The one JSON value on stdout of a command that must succeed."""
        done = self.run(*arguments)
        assert done.code == 0, done.err
        return json.loads(done.out)

    def lines(self, *arguments: str | Path) -> list[dict[str, Any]]:
        """The JSON values on stdout, one a line."""
        done = self.run(*arguments)
        assert done.code == 0, done.err
        return [json.loads(line) for line in done.out.splitlines()]


@dataclass(frozen=True)
class Done:
    """How a process ended."""

    code: int
    out: str
    err: str
