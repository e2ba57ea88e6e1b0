"""What the bot says in a conversation on Telegram, apart from answers."""

from knowledge.model import Bilingual

CHAT: dict[str, Bilingual] = {}
