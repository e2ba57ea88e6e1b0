"""The Telegram application: the only place where the Bot API is known."""

import os

# The library's coming way to give durations, and the end of its warning about the old one.
os.environ.setdefault("PTB_TIMEDELTA", "true")
