"""A broadcast of reminders by the real bot through a strict Bot API emulator: what became of each, and how fast.

On the way Telegram puts some off (429), fails, drops connections before and after doing what was asked, people block
the bot, and the bot is killed (kill -9) once and started again. While it lasts somebody goes on asking.
"""

import argparse
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bot.people.model import Unit
from bot.progress.model import VIETNAM, PeriodObligation, Quiet
from bot.services import Services
from knowledge.model import Bilingual

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw8"  # noqa: S105 - the token of Telegram's documentation
FIRST = 7_000_000_000
ASKER = FIRST - 1
SEED = 20261122
NAME = "Quý IV"
PATIENCE = 120
LOOK_EVERY = 2.0
KILLED_AT = 0.4  # of the reminders
# Of ten thousand chats, how many meet what: see the emulator's faults.
FAULTS: tuple[tuple[int, Mapping[str, Any]], ...] = (
    (200, {"kind": "429", "retry_after": 5}),
    (20, {"kind": "429", "retry_after": 30}),
    (40, {"kind": "500"}),
    (20, {"kind": "502"}),
    (20, {"kind": "drop"}),
    (20, {"kind": "drop_after"}),
    (10, {"kind": "bad_json"}),
    (20, {"kind": "error", "description": "Bad Request: chat not found"}),
)
DEACTIVATED, BLOCKED = 150, 150


@dataclass
class Emulator:
    """The emulator's control, over HTTP."""

    url: str
    _http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=60))

    def __call__(self, operation: str, **arguments: Any) -> Any:
        """One operation's result. Raises `RuntimeError` where it is refused."""
        answer = self._http.post(f"{self.url}/_emulator/{operation}", content=json.dumps(arguments)).json()
        if not answer["ok"]:
            raise RuntimeError(answer["error"])
        return answer["result"]


@dataclass
class Bot:
    """The bot as a process."""

    folder: Path
    starts: int = 0
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, also again."""
        self.starts += 1
        with (self.folder / "bot.log").open("ab") as log:
            command = [sys.executable, "-m", "bot", "bot"]
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)  # noqa: S603 - our own

    def end(self, how: signal.Signals) -> None:
        """End it."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait(60)


def main() -> None:
    """Run it and print what became of the reminders."""
    options = _options()
    with tempfile.TemporaryDirectory() as name, _emulator(options.emulator) as emulator:
        folder = Path(name)
        os.environ |= {
            "DAUMOI_DATA": str(folder / "data"),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": emulator.url,
            "TELEGRAM_MESSAGES_PER_SECOND": str(options.per_second),
        }
        emulator("config", latency={"sendmessage": [0.02, 0.08]})
        services = Services.from_environment()
        services.library()
        period = _fill(services, options.number)
        _people(emulator, options.number)
        bot = Bot(folder)
        bot.start()
        try:
            emulator("wait_bot", timeout=PATIENCE)
            _broadcast(services, emulator, bot, period, options)
        finally:
            bot.end(signal.SIGTERM)
            if options.log:
                options.log.write_bytes((folder / "bot.log").read_bytes())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("emulator", type=Path, help="the folder of the emulator's package")
    parser.add_argument("--number", type=int, default=10_000, help="reminders")
    parser.add_argument("--per-second", type=float, default=30, help="TELEGRAM_MESSAGES_PER_SECOND")
    parser.add_argument("--log", type=Path, help="keep the bot's log here")
    return parser.parse_args()


@contextmanager
def _emulator(folder: Path) -> Iterator[Emulator]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "botapi_emulator", "serve", "--port", str(port)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(folder)}, stdout=quiet)  # noqa: S603 - as told
    emulator = Emulator(f"http://127.0.0.1:{port}")
    try:
        for _ in range(PATIENCE * 5):
            try:
                emulator("counters")
                break
            except httpx.TransportError:
                time.sleep(0.2)
        yield emulator
    finally:
        process.terminate()
        process.wait(30)


def _fill(services: Services, number: int) -> int:
    """A department with so many schools, each with its officer, and a period; its number."""
    now = datetime.now(UTC)
    schools = [Unit(f"T{n:05}", f"Trường THCS Số {n}", "school", "THCS", "SO") for n in range(number)]
    services.units.load([Unit("SO", "Sở GDĐT Hưng Yên", "department", None, None, "Hưng Yên"), *schools])
    for n, school in enumerate(schools):
        services.people.change(FIRST + n, now, unit=school.code, role="officer")
    tasks = [
        PeriodObligation(f"d#{n}", "d", str(n), Bilingual(f"Việc {n}", f"Task {n}"), "plan", {"school": "yes"})
        for n in range(17)
    ]
    far = datetime.now(VIETNAM) + timedelta(hours=11)
    quiet = Quiet(far.time(), (far + timedelta(hours=1)).time())
    due = (now + timedelta(days=100)).date()
    return services.periods.open(NAME, due, tasks, now=now, unit="SO", quiet=quiet).id


def _people(emulator: Emulator, number: int) -> None:
    """They have all written to the bot, and some will meet faults."""
    for n in range(-1, number):
        emulator("create_user", id=FIRST + n, started=True, language_code="vi")
    chance = random.Random(SEED)  # noqa: S311 - the same each time
    chats = chance.sample(range(FIRST, FIRST + number), number)
    for share, fault in FAULTS:
        for _ in range(share * number // 10_000):
            emulator("fault", method="sendMessage", chat_id=chats.pop(), **fault)
    for _ in range(DEACTIVATED * number // 10_000):
        emulator("deactivate", user_id=chats.pop())


def _broadcast(services: Services, emulator: Emulator, bot: Bot, period: int, options: argparse.Namespace) -> None:
    start = time.monotonic()
    command = [sys.executable, "-m", "bot", "remind", NAME, "--send", "--json"]
    told = json.loads(subprocess.check_output(command))  # noqa: S603 - our own
    queueing = time.monotonic() - start
    chance = random.Random(SEED + 1)  # noqa: S311 - the same each time
    for user in chance.sample(range(FIRST, FIRST + options.number), BLOCKED * options.number // 10_000):
        emulator("block", user_id=user)
    waits: list[float] = []
    killed = back = 0.0
    while True:
        states = _states(services, period)
        left = states["queued"] + states["sending"]
        done = told["queued"] - left
        print(f"{time.monotonic() - start:6.0f} s  {dict(states)}", file=sys.stderr)  # noqa: T201 - how far it is
        if not left:
            break
        if not killed and done >= KILLED_AT * told["queued"]:
            bot.end(signal.SIGKILL)
            killed = time.monotonic()
            bot.start()
            before = done
        elif killed and not back and done > before + 10:
            back = time.monotonic()
        if not killed or back:
            waits.append(_asked(emulator))
        time.sleep(LOOK_EVERY)
    _tell(services, emulator, period, options, time.monotonic() - start, queueing, back - killed, waits)


def _states(services: Services, period: int) -> Counter[str]:
    counted: Counter[str] = Counter()
    for _, state, _, number in services.outbox.reasons(period):
        counted[state] += number
    return counted


def _asked(emulator: Emulator) -> float:
    """Seconds until somebody who asks for help in the middle of it has it."""
    start = time.monotonic()
    sent = emulator("send_text", chat_id=ASKER, user_id=ASKER, text="/trogiup")
    if emulator("wait_reply", chat_id=ASKER, after=sent["seq"], timeout=30, types=["bot_message"]) is None:
        return 30.0
    return time.monotonic() - start


def _tell(  # noqa: PLR0913, PLR0917 - all that is told
    services: Services,
    emulator: Emulator,
    period: int,
    options: argparse.Namespace,
    seconds: float,
    queueing: float,
    gap: float,
    waits: list[float],
) -> None:
    numbers = range(FIRST, FIRST + options.number)
    arrived = {user: sum(each["from"] == "bot" for each in emulator("messages", chat_id=user)) for user in numbers}
    state = {user: services.outbox.kept(user)["reminders"][0]["state"] for user in numbers}
    counted = Counter(state.values())
    unknown = [arrived[user] for user in numbers if state[user] == "uncertain"]
    wrong = [user for user in numbers if arrived[user] != (state[user] == "sent") and state[user] != "uncertain"]
    rows: list[tuple[str, object]] = [
        ("reminders", options.number),
        ("delivered once and recorded as sent", sum(state[u] == "sent" and arrived[u] == 1 for u in numbers)),
        ("failed, with the reason", counted["failed"]),
        ("blocked", counted["blocked"]),
        ("uncertain, arrived / not arrived", f"{sum(unknown)} / {len(unknown) - sum(unknown)}"),
        ("delivered twice", sum(many > 1 for many in arrived.values())),
        ("recorded otherwise than it was", len(wrong)),
        ("refused by Telegram for pace (429), not injected", _violations(emulator)["flood"]),
        ("seconds to queue", f"{queueing:.1f}"),
        ("seconds from queueing to the last", f"{seconds:.0f}"),
        ("of these without a sender, after kill -9", f"{gap:.0f}"),
        (f"floor at {options.per_second:g} a second", f"{options.number / options.per_second:.0f}"),
        ("over the floor, without the gap", f"{(seconds - gap) / (options.number / options.per_second) - 1:.1%}"),
        ("answers meanwhile, median and slowest, s", f"{statistics.median(waits):.2f}, {max(waits):.2f}"),
    ]
    for reason in sorted({str(row[1:3]) for row in services.outbox.reasons(period)}):
        print(reason, file=sys.stderr)  # noqa: T201 - which reasons there were
    print("other violations:", dict(_violations(emulator)), file=sys.stderr)  # noqa: T201 - of the emulator's rules
    print("| | |\n|---|---:|")  # noqa: T201 - the script's result
    for what, value in rows:
        print(f"| {what} | {value} |")  # noqa: T201 - as above


def _violations(emulator: Emulator) -> Counter[str]:
    return Counter(each["kind"] for each in emulator("violations"))


if __name__ == "__main__":
    main()
