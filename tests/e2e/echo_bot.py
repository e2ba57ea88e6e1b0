"""The smallest bot, with which the tests' Bot API server is tried before it tries ours."""

import os
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters

BotApplication = Application[Any, Any, Any, Any, Any, Any]
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Xong", callback_data="done")]])


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same in bold, with a button; of a document, how long it is."""
    message = update.effective_message
    assert message is not None
    if message.document is not None:
        content = await (await message.document.get_file()).download_as_bytearray()
        await message.reply_document(bytes(content) + b"!", filename="trả lời.bin", caption=f"<i>{len(content)}</i>")
        return
    await message.reply_html(f"<b>{message.text}</b>", reply_markup=KEYBOARD)


async def pressed(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer the button, and take it away."""
    query = update.callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    await query.answer("Đã ghi")
    await query.edit_message_text("Cảm ơn")


def application(token: str, base_url: str) -> BotApplication:
    """The bot, not started."""
    builder = ApplicationBuilder().token(token).base_url(f"{base_url}/bot").base_file_url(f"{base_url}/file/bot")
    app = builder.build()
    app.add_handler(CallbackQueryHandler(pressed))
    app.add_handler(MessageHandler(filters.ALL, echo))
    return app


if __name__ == "__main__":
    started = application(os.environ["TELEGRAM_BOT_TOKEN"], os.environ["TELEGRAM_API_BASE_URL"])
    hook = os.environ.get("TELEGRAM_WEBHOOK_URL")
    if hook:
        started.run_webhook("127.0.0.1", int(hook.rsplit(":", 1)[1]), webhook_url=hook, secret_token="geheim")  # noqa: S106
    else:
        started.run_polling(poll_interval=0)
