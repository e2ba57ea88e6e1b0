"""The bot without the pauses that a real chat needs between messages: a test says in a second what takes minutes."""

import sys

from bot.cli import main
from bot.telegram import limiter, reminding

limiter.BURST = 1_000_000
reminding.LOOK_EVERY = 0.1

if __name__ == "__main__":
    sys.exit(main())
