"""`daumoi bot` as a process that talks with the tests' Bot API server."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.e2e.bot_api import USERNAME, BotApi
from tests.e2e.program import Program


@dataclass
class BotProcess:
    """The bot, from `start` until `stop` or `kill`; both of its streams go to one log file in the program's folder.

    `daumoi` runs the other commands on the same data. As a context manager it starts, and stops what still runs.
    """

    server: BotApi
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ("-m", "bot", "bot")
    _process: subprocess.Popen[bytes] | None = None

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
        return self._process.pid

    def start(self, patience: float = 180) -> Self:
        """Start the bot and wait till it listens for updates."""
        before = self.server.wait_for_bot(since=-1)
        with self._log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self.command],
                cwd=self.folder,
                env=self.daumoi.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            self.server.wait_for_bot(since=before, patience=patience)
        except AssertionError as error:
            ended = self._process.poll()
            self.kill()
            error.add_note(f"exit code {ended}\n{self.log}")
            raise
        return self

    def run_to_its_end(self, patience: float = 180) -> int:
        """Start a bot that cannot run; its exit code."""
        done = self.daumoi.run(*self.command[2:], patience=patience)
        self._log_file.write_text(self.log + done.out + done.err, "utf-8")
        return done.code

    def stop(self, patience: float = 30) -> int:
        """Ask the bot to end, as systemd does (SIGTERM); its exit code."""
        return self._end(signal.SIGTERM, patience)

    def kill(self) -> None:
        """End it without a word (kill -9)."""
        self._end(signal.SIGKILL, 10)

    def wait_till_dead(self, patience: float = 30) -> None:
        """Wait until it has ended by itself."""
        assert self._process is not None, "not started"
        self._process.wait(patience)

    def _end(self, how: signal.Signals, patience: float) -> int:
        assert self._process is not None, "not started"
        if self._process.poll() is None:
            os.kill(self._process.pid, how)
        try:
            return self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
            raise

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def _log_file(self) -> Path:
        return self.folder / "bot.log"
