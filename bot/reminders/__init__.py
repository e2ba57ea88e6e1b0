"""Reminding those whose units have not reported: when, whom, and what became of it. Knows nothing of Telegram."""
