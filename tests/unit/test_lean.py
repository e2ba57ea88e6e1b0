"""What is left of what Telegram sends: all that is read here, and nothing that is not."""

from copy import deepcopy
from typing import Any

from telegram import Message, Update

from bot.telegram.lean import lean

PERSON = {"id": 7, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
CHAT = {"id": 7, "type": "private", "first_name": "Lan"}
QUESTION = {
    "message_id": 4,
    "date": 1637546400,
    "chat": CHAT,
    "from": PERSON,
    "text": "/ky mở Kỳ I",
    "entities": [{"type": "bot_command", "offset": 0, "length": 3}],
}
PAGE = {
    "message_id": 5,
    "date": 1637546401,
    "chat": CHAT,
    "from": {"id": 1, "is_bot": True, "first_name": "Đầu Mối"},
    "text": "Mở kỳ này?",
    "entities": [{"type": "bold", "offset": 0, "length": 2}],
    "link_preview_options": {"is_disabled": True},
    "reply_markup": {"inline_keyboard": [[{"text": "Mở", "callback_data": "ym"}]]},
    "reply_to_message": QUESTION,
}


def update(**what: Any) -> Update:
    """An update as it is after it has come in."""
    told = lean(deepcopy({"ok": True, "result": [{"update_id": 1} | what]}))
    return Update.de_json(told["result"][0], None)


def test_of_a_page_whose_button_is_pressed_the_words_and_the_question_stay() -> None:
    pressed = update(callback_query={"id": "1", "from": PERSON, "chat_instance": "1", "data": "ym", "message": PAGE})
    assert pressed.callback_query
    page = pressed.callback_query.message
    assert isinstance(page, Message)
    assert (page.chat.id, page.message_id, page.text) == (7, 5, "Mở kỳ này?")
    assert (page.from_user, page.entities, page.reply_markup) == (None, (), None)
    assert pressed.effective_user
    assert pressed.effective_user.id == 7
    assert page.reply_to_message
    assert page.reply_to_message.to_dict() == Message.de_json(QUESTION, None).to_dict()


def test_a_page_too_old_to_be_shown_is_no_fault() -> None:
    gone = {"message_id": 5, "date": 0, "chat": CHAT}
    pressed = update(callback_query={"id": "1", "from": PERSON, "chat_instance": "1", "data": "ym", "message": gone})
    assert pressed.callback_query
    assert pressed.callback_query.message
    inline = update(callback_query={"id": "1", "from": PERSON, "chat_instance": "1", "data": "ym"})
    assert inline.callback_query
    assert inline.callback_query.message is None


def test_what_people_write_stays_whole() -> None:
    """A command is known by its mark."""
    written = update(message=QUESTION | {"reply_to_message": PAGE})
    assert written.message
    assert written.message.entities[0].type == "bot_command"
    assert written.message.reply_to_message
    assert written.message.reply_to_message.reply_markup


def test_of_what_was_sent_the_number_stays() -> None:
    sent = lean({"ok": True, "result": deepcopy(PAGE)})["result"]
    assert sent["message_id"] == 5
    assert "reply_markup" not in sent


def test_other_answers_are_left_alone() -> None:
    for result in (True, PERSON, [{"command": "ky", "description": "Kỳ báo cáo"}], [], "x"):
        assert lean({"ok": True, "result": result}) == {"ok": True, "result": result}
    refused = {"ok": False, "error_code": 400, "description": "Bad Request"}
    assert lean(dict(refused)) == refused
