"""The bot without the pauses that a real chat needs between messages: a test says in a second what takes minutes.

What was its to send when it was killed is the next one's after three seconds, not twenty.
"""

import sys
from datetime import timedelta

from bot.cli import main
from bot.reminders import lease
from bot.telegram import limiter, reminding

limiter.BURST = 1_000_000
reminding.LOOK_EVERY = 0.1
reminding.RENEW_EVERY = 0.5
lease.LASTS = timedelta(seconds=3)

if __name__ == "__main__":
    sys.exit(main())
