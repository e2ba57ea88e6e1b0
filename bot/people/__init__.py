"""Units, the people who belong to them, and the invitations by which they join. Knows nothing of Telegram."""
