"""`daumoi bot` as a process that talks with the tests' Bot API server."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Self

from tests.e2e.bot_api import USERNAME, BotApi
from tests.e2e.program import Program, forked


@dataclass
class BotProcess:
    """The bot, from `start` until `stop` or `kill`; both of its streams go to one log file in the program's folder.

    `daumoi` runs the other commands on the same data. As a context manager it starts, and stops what still runs.
    `from_the_shell` begins it as the shell does, which takes longer than to fork it.
    """

    server: BotApi
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ("bot", "bot")
    from_the_shell: bool = False
    _process: subprocess.Popen[bytes] | ForkServerProcess | None = None

    @property
    def daumoi(self) -> Program:
        """The program with the settings of this bot."""
        own = {"TELEGRAM_BOT_TOKEN": self.server.token, "TELEGRAM_API_BASE_URL": self.server.url}
        return Program(self.folder, own | {"TELEGRAM_BOT_USERNAME": USERNAME} | self.settings)

    @property
    def log(self) -> str:
        """What the bot wrote, of all its starts."""
        return self._log_file.read_text("utf-8") if self._log_file.exists() else ""

    @property
    def pid(self) -> int:
        """The process that runs."""
        assert self._process is not None, "not started"
        assert self._process.pid is not None, "not started"
        return self._process.pid

    def start(self, patience: float = 180) -> Self:
        """Start the bot and wait till it listens for updates."""
        before = self.server.wait_for_bot(since=-1)
        self._process = self._from_the_shell() if self.from_the_shell else self._forked()
        try:
            self.server.wait_for_bot(since=before, patience=patience)
        except AssertionError as error:
            ended = self._ended()
            self.kill()
            error.add_note(f"exit code {ended}\n{self.log}")
            raise
        return self

    def run_to_its_end(self, patience: float = 180) -> int:
        """Start a bot that cannot run; its exit code."""
        done = self.daumoi.run(*self.command[1:], patience=patience)
        self._log_file.write_text(self.log + done.out + done.err, "utf-8")
        return done.code

    def stop(self, patience: float = 30) -> int:
        """Ask the bot to end, as systemd does (SIGTERM); its exit code."""
        return self._end(signal.SIGTERM, patience)

    def kill(self) -> None:
        """End it without a word (kill -9)."""
        self._end(signal.SIGKILL, 10)

    def wait_till_dead(self, patience: float = 30) -> int:
        """Wait until it has ended; its exit code.

        Raises:
            TimeoutError: It goes on.
        """
        end = time.monotonic() + patience
        while (code := self._ended()) is None:
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.01)
        return code

    def _end(self, how: signal.Signals, patience: float) -> int:
        if self._ended() is None:
            os.kill(self.pid, how)
        try:
            return self.wait_till_dead(patience)
        except TimeoutError:
            os.kill(self.pid, signal.SIGKILL)
            self.wait_till_dead(10)
            raise

    def _ended(self) -> int | None:
        """The exit code once it has ended."""
        assert self._process is not None, "not started"
        return self._process.poll() if isinstance(self._process, subprocess.Popen) else self._process.exitcode

    def _forked(self) -> ForkServerProcess:
        streams = (Path(os.devnull), self._log_file, self._log_file)
        return forked(self.command, self.folder, self.daumoi.environment, streams)

    def _from_the_shell(self) -> subprocess.Popen[bytes]:
        with self._log_file.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *self.command],
                cwd=self.folder,
                env=self.daumoi.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def _log_file(self) -> Path:
        return self.folder / "bot.log"
