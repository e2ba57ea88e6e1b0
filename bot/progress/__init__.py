"""What units report: periods, check-ins, reviews, progress. Knows nothing of Telegram."""
