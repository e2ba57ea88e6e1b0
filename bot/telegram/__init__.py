"""The Telegram application: the only place where the Bot API is known."""
