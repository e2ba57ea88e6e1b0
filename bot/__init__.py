"""The people's side: the command line and the Telegram bot that talk with those who must carry directives out."""
