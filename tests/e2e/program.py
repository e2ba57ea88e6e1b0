"""The real program as a process."""

import json
import multiprocessing
import os
import runpy
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMPDIR", "LD_LIBRARY_PATH")

_WRITE = os.O_WRONLY | os.O_CREAT | os.O_APPEND
_READ_BY_PYTHON = ("PYTHON", "LC_", "LANG")
os.environ["PYTHONPATH"] = str(ROOT)  # what is forked from imports what stands here, not what is installed
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([
    "alembic.command", "bot.cli", "bot.doctor", "bot.documents_desk", "bot.exports_desk", "bot.migrations",
    "bot.operations_desk", "bot.people_desk", "bot.people.store", "bot.progress_desk", "bot.progress.store",
    "bot.settings", "bot.talk", "bot.telegram.app", "knowledge.adapters.bm25_index",
    "knowledge.adapters.chroma_vectors", "knowledge.adapters.sql_catalog", "knowledge.answering", "knowledge.library",
    "knowledge.outline", "knowledge.refresh", "knowledge.register", "knowledge.vectors", "sqlite3",
])  # fmt: skip


def _become(command: Sequence[str], folder: Path, environment: Mapping[str, str], streams: Sequence[Path]) -> None:
    """Be `python -m` with these words in this very process, from here to its end."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, (stream, mode) in enumerate(zip(streams, (os.O_RDONLY, _WRITE, _WRITE), strict=True)):
        os.dup2(os.open(stream, mode, 0o600), number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115 - until the end
    sys.argv = [*command]
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


def forked(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], streams: Sequence[Path]
) -> ForkServerProcess:
    """`python -m` with these words as a process of its own, forked from one that has imported the program.

    Importing takes longer than most commands. `streams`: the files to read from and to write to.
    """
    child = _FORKS.Process(target=_become, args=(command, folder, environment, streams))
    child.start()
    return child


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

    def keep_vectors_in(self, embeddings: Path) -> "Program":
        """The same program, which finds there what others had embedded."""
        (self.folder / "data").mkdir(exist_ok=True)
        embeddings.mkdir(exist_ok=True)
        (self.folder / "data" / "embeddings").symlink_to(embeddings)
        return self

    def start(self, *arguments: str | Path, **more: Any) -> subprocess.Popen[bytes]:
        """A running process with pipes on its three streams."""
        streams: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        command = [sys.executable, "-m", "bot", *map(str, arguments)]
        return subprocess.Popen(command, cwd=self.folder, env=self.environment, **streams | more)

    def run(self, *arguments: str | Path, typed: str = "", patience: float = 180) -> "Done":
        """What the program says and how it ends; `forked`, while `start` begins it as the shell does."""
        if any(name.startswith(_READ_BY_PYTHON) for name in self.set):
            with self.start(*arguments) as process:
                out, err = process.communicate(typed.encode(), timeout=patience)
            return Done(process.returncode, out.decode("utf-8"), err.decode("utf-8"))
        with TemporaryDirectory() as streams:
            stdin, stdout, stderr = (Path(streams, name) for name in ("in", "out", "err"))
            stdin.write_text(typed, "utf-8")
            child = forked(["bot", *map(str, arguments)], self.folder, self.environment, (stdin, stdout, stderr))
            child.join(patience)
            if child.exitcode is None:
                child.kill()
                raise subprocess.TimeoutExpired([*map(str, arguments)], patience)
            return Done(child.exitcode, stdout.read_text("utf-8"), stderr.read_text("utf-8"))

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
