"""The log of the running bot: what happened and to which update; never what was written, by whom, or a secret."""

import logging
import re
import sys

# A bot token: the bot's number, a colon, 30 or more letters. Libraries put it into addresses and errors.
_TOKEN = re.compile(r"\d{6,}:[\w-]{30,}", re.ASCII)
_SECRETS = re.compile(r"(?i)\b(bearer\s+\S+|sk-[\w-]{16,}|(?<=://)[^\s/:@]+:[^\s/@]+(?=@))")
HIDDEN = "‹hidden›"


class Discreet(logging.Formatter):
    """Formats a record with whatever looks like a secret taken out, also of tracebacks."""

    def format(self, record: logging.LogRecord) -> str:
        """The line or lines of a record."""
        return _SECRETS.sub(HIDDEN, _TOKEN.sub(HIDDEN, super().format(record)))


def keep_journal(level: int = logging.INFO) -> None:
    """Log to stderr, where systemd, a container or a terminal picks it up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in (
        "httpx",
        "httpcore",
        "httpx2",
        "httpcore2",
        "openai",
        "apscheduler",
        "tornado.access",
        "chromadb",
        "alembic",
    ):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # It logs whole updates with its tracebacks; what fails reaches our own error handler, which does not.
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
