"""What is shown on one screen: documents, duties and answers as messages. Pure functions, without Telegram."""
