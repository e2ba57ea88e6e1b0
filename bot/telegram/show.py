"""Messages on their way to a chat: as HTML, in pages, with buttons; a new message or in place of an old one."""

from collections import OrderedDict
from typing import TYPE_CHECKING

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram import Message as Sent
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.message import Attachment, Button, Message
from bot.telegram.html import html_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import CallbackQuery
    from telegram.ext import ExtBot

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_REMEMBERED = 1_000

_Place = tuple[int, int]
_last: "OrderedDict[_Place, Message]" = OrderedDict()
"""What was last shown in place of a message, by its chat and number: a button pressed twice asks for it twice."""


async def send(
    bot: "ExtBot[int]", chat_id: int, message: Message, *, reply_to: int | None = None, answer_hint: str | None = None
) -> Sent:
    """Send a message, in as many pages as it needs; the last of them. Raises `ValueError` for one that is empty.

    `reply_to`: the message it answers. `answer_hint`: the person is asked to reply, with this in the empty field.
    """
    reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
    under = ForceReply(input_field_placeholder=answer_hint[:64]) if answer_hint else keyboard(message.buttons)
    pages = html_pages(message)
    sent = None
    if message.attachment:
        caption = pages.pop(0) if pages else ""
        sent = await _send_file(bot, chat_id, message.attachment, caption, None if pages else under, reply)
    for at, page in enumerate(pages, 1):
        sent = await bot.send_message(
            chat_id,
            page,
            ParseMode.HTML,
            reply_parameters=None if sent else reply,
            reply_markup=under if at == len(pages) else None,
            link_preview_options=_NO_PREVIEW,
        )
    if sent is None:
        why = "a message without words or a file cannot be sent"
        raise ValueError(why)
    return sent


async def _send_file(  # noqa: PLR0913, PLR0917 - all that goes with a file
    bot: "ExtBot[int]",
    chat_id: int,
    file: Attachment,
    caption: str,
    under: "InlineKeyboardMarkup | ForceReply | None",
    reply: ReplyParameters | None,
) -> Sent:
    if file.kind == "photo":
        return await bot.send_photo(
            chat_id, file.content, caption, reply_markup=under, reply_parameters=reply, parse_mode=ParseMode.HTML
        )
    return await bot.send_document(
        chat_id,
        file.content,
        caption,
        reply_markup=under,
        reply_parameters=reply,
        filename=file.name,
        parse_mode=ParseMode.HTML,
    )


async def replace(query: "CallbackQuery", bot: "ExtBot[int]", message: Message) -> None:
    """Show a message in place of the one whose button was pressed; anew where that one cannot be changed any more."""
    pages = html_pages(message)
    if message.attachment or len(pages) > 1 or not isinstance(query.message, Sent) or not query.message.text:
        await send(bot, query.message.chat.id if query.message else query.from_user.id, message)
        return
    place = (query.message.chat.id, query.message.message_id)
    if _last.get(place) == message:
        return
    try:
        await query.edit_message_text(
            pages[0], ParseMode.HTML, reply_markup=keyboard(message.buttons), link_preview_options=_NO_PREVIEW
        )
    except BadRequest as error:
        if "not modified" in error.message.lower():  # pressed twice: it already shows what is asked for
            return
        await send(bot, query.message.chat.id, message)
    else:
        _remember(place, message)


async def edit(bot: "ExtBot[int]", chat_id: int, message_id: int, message: Message) -> None:
    """Change a message that was sent; what cannot be changed any more is sent anew."""
    place = (chat_id, message_id)
    if _last.get(place) == message:
        return
    pages = html_pages(message)
    under = keyboard(message.buttons)
    try:
        await bot.edit_message_text(
            pages[0],
            chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=under,
            link_preview_options=_NO_PREVIEW,
        )
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            await send(bot, chat_id, message)
    else:
        _remember(place, message)


def _remember(place: _Place, message: Message) -> None:
    _last[place] = message
    _last.move_to_end(place)
    if len(_last) > _REMEMBERED:
        _last.popitem(last=False)


async def send_again(bot: "ExtBot[int]", chat_id: int, file_id: str, caption: str, *, photo: bool) -> None:
    """Send a file that Telegram has, by its name there. Raises `BadRequest` where Telegram does not give it out."""
    if photo:
        await bot.send_photo(chat_id, file_id, caption[:1024])
    else:
        await bot.send_document(chat_id, file_id, caption[:1024])


async def acknowledge(query: "CallbackQuery", words: str | None = None, *, alert: bool = False) -> None:
    """Stop the button's spinning, with a short word where there is one."""
    try:
        await query.answer(words, show_alert=alert)
    except BadRequest:  # too old to be answered: nobody waits for it any more
        return


def keyboard(rows: "Sequence[Sequence[Button]]") -> InlineKeyboardMarkup | None:
    """Buttons as Telegram takes them, None for none."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(each) for each in row] for row in rows])


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.text, url=button.url)
    return InlineKeyboardButton(button.text, callback_data=button.action)
