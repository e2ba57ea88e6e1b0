"""Check-ins a second through the bot, beside a bare echo bot, in turns, against a strict Bot API emulator.

Of each person a first message is answered; then everybody sends what they have begun, one after the other, all at the
same time. The echo bot answers as many messages of as many people.
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot import callbacks
from bot.people.model import Unit
from bot.progress.filling import Filling
from bot.progress.model import Draft, PeriodObligation
from bot.services import Services
from bot.settings import Settings
from knowledge.model import Bilingual

OBLIGATIONS = tuple(
    PeriodObligation(f"d#{n}", "d", str(n), Bilingual(f"Việc số {n}", f"Task {n}"), "plan", {"school": "yes"})
    for n in range(1, 5)
)
"""As many as a chat may be sent at once, less the first page."""
PATIENCE = 120
Person = Any
"""A `UserSession` of the emulator's client."""


def main() -> None:
    """Read the command line and print figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("emulator", type=Path, help="the folder of the emulator's package")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    sys.path.insert(0, str(options.emulator))
    print(f"load average before: {os.getloadavg()[0]:.2f}")  # noqa: T201 - the script's result
    asyncio.run(compare(options.emulator / "demo" / "echo_bot.py", options.people, options.turns))
    print(f"load average after: {os.getloadavg()[0]:.2f}")  # noqa: T201 - as above


async def compare(echo: Path, people: int, turns: int) -> None:
    """The two in turns."""
    rates: dict[str, list[float]] = {"echo": [], "check-ins": []}
    for _ in range(turns):
        rates["echo"].append(await echoes(echo, people))
        rates["check-ins"].append(await check_ins(people))
        print({name: round(each[-1]) for name, each in rates.items()}, flush=True)  # noqa: T201 - how far it is
    middle = {name: sorted(each)[turns // 2] for name, each in rates.items()}
    share = middle["check-ins"] / middle["echo"]
    told = ", ".join(f"{name} {each:.0f}/s" for name, each in middle.items())
    print(f"{told} (medians of {turns}), share {share:.2f}")  # noqa: T201 - the script's result


async def echoes(script: Path, people: int) -> float:
    """Messages a second that the echo bot answers."""

    async def say(person: Person, number: int) -> None:
        await person.send(f"hello {number}")

    return await measured((sys.executable, str(script)), {}, people, "hello", say)


async def check_ins(people: int) -> float:
    """Check-ins a second that the bot records and acknowledges."""
    with TemporaryDirectory(dir=".", prefix=".benchmark-") as name:
        folder = str(Path.cwd() / name)
        os.environ["DAUMOI_DATA"] = folder
        services = Services(Settings())
        services.answerer()
        services.units.load([Unit("so", "Sở", "department"), *_schools(people)])
        now = datetime.now(UTC)
        period = services.periods.open("Kỳ", date(2100, 1, 1), OBLIGATIONS, now=now)

        async def begin(sessions: Sequence[Person]) -> None:
            for number, person in enumerate(sessions):
                unit = f"t{number}"
                services.people.change(person.user_id, now, unit=unit, role="officer")
                for each in OBLIGATIONS:
                    services.drafts.save(Draft(person.user_id, period.id, unit, each.id, Filling("done").kept(), now))

        async def send(person: Person, number: int) -> None:
            press = callbacks.SendReport(period.id, callbacks.ref(OBLIGATIONS[number].id), 0)
            on = person.last["message_id"]
            pressed = await person.emu.call(
                "press_stale", chat_id=person.chat_id, message_id=on, data=callbacks.data(press)
            )
            person.seen = pressed["seq"]

        settings = {"DAUMOI_DATA": folder, "TELEGRAM_MESSAGES_PER_SECOND": "1000"}
        rate = await measured((sys.executable, "-m", "bot", "bot"), settings, people, "/baocao", send, begin)
        made = len(services.check_ins.latest_of_all(period.id))
        services.engine.dispose()
        if made != people * len(OBLIGATIONS):
            message = f"{made} check-ins of {people * len(OBLIGATIONS)} were recorded"
            raise RuntimeError(message)
        return rate


def _schools(number: int) -> list[Unit]:
    return [Unit(f"t{each}", f"Trường số {each}", "school", "THCS", "so") for each in range(number)]


async def measured(  # noqa: PLR0913, PLR0917 - a bot, its people and what they do
    command: Sequence[str],
    settings: dict[str, str],
    people: int,
    first: str,
    act: Callable[[Person, int], Awaitable[None]],
    begin: Callable[[Sequence[Person]], Awaitable[None]] | None = None,
) -> float:
    """How many acts a second are answered, by a bot with as many people at it at once."""
    from botapi_emulator import (  # type: ignore[import-not-found]  # noqa: PLC0415 - not of this project
        DEFAULT_TOKEN,
        BotProcess,
        Emulator,
        EmulatorClient,
    )

    async with Emulator() as server, EmulatorClient.local(server) as emulator:
        server.world.config.flood.enabled = False
        own = {"TELEGRAM_BOT_TOKEN": DEFAULT_TOKEN, "TELEGRAM_API_BASE_URL": server.url} | settings
        async with BotProcess(*command, url=server.url, env=own):
            await emulator.wait_bot(60)
            sessions = [await emulator.new_user(f"Người {number}") for number in range(people)]
            if begin:
                await begin(sessions)
            for person in sessions:
                await person.ask(first, timeout=PATIENCE)
            start = time.perf_counter()
            await asyncio.gather(*(_one(person, act) for person in sessions))
            return people * len(OBLIGATIONS) / (time.perf_counter() - start)


async def _one(person: Person, act: Callable[[Person, int], Awaitable[None]]) -> None:
    for number in range(len(OBLIGATIONS)):
        await act(person, number)
        await person.reply(PATIENCE)


if __name__ == "__main__":
    sys.exit(main())
