"""The bot without the pauses that a real chat needs between messages: a test says in a second what takes minutes."""

import sys

from bot.cli import main
from bot.telegram import limiter

limiter.BURST = 1_000_000

if __name__ == "__main__":
    sys.exit(main())
