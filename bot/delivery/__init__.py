"""What came in and what went out: nothing lost, nothing done twice. Knows nothing of Telegram."""
