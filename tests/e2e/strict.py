"""The strict Bot API emulator, where it stands beside the project, with the bot at work."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.e2e.program import ROOT, Program

EMULATOR = ROOT.parent / "shared" / "tools" / "botapi_emulator"


@asynccontextmanager
async def strict_bot(folder: Path, settings: dict[str, str], units: Path) -> AsyncIterator[Any]:
    """The emulator's client, `program` with the bot's settings; at the end the bot must have violated nothing.

    `units` are imported before the bot starts.
    """
    sys.path.insert(0, str(EMULATOR))
    try:
        from botapi_emulator import (  # type: ignore[import-not-found]  # not of this project
            DEFAULT_TOKEN,
            BotProcess,
            Emulator,
            EmulatorClient,
        )
    finally:
        sys.path.remove(str(EMULATOR))
    async with Emulator() as server, EmulatorClient.connect(server.url) as emulator:
        own = {"TELEGRAM_BOT_TOKEN": DEFAULT_TOKEN, "TELEGRAM_API_BASE_URL": server.url}
        program = Program(folder, own | settings)
        assert program.run("units", "import", units, "--yes").code == 0
        env = dict(program.environment)
        async with BotProcess(sys.executable, "-m", "bot", "bot", url=server.url, env=env, cwd=str(folder)):
            await emulator.wait_bot(60)
            emulator.program = program
            yield emulator
            await emulator.drain()
            await emulator.check()
