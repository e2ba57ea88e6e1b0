"""What Telegram sends, without what this program never reads.

Of each sender, button and bold word the library makes an object. A page of ours comes back with all of its own, once
when a button on it is pressed and once when it has been sent or changed: half of what a press cost went there.
"""

from typing import Any

_OURS_UNREAD = ("from", "reply_markup", "entities", "caption_entities", "link_preview_options")


def lean(told: dict[str, Any]) -> dict[str, Any]:
    """An answer of the Bot API, its own messages without their sender, buttons and marks; changes what it is given."""
    result = told.get("result")
    if isinstance(result, dict):  # a message that was sent or changed; anything else has none of these
        _strip(result)
    elif isinstance(result, list):
        for update in result:
            pressed = update.get("callback_query") if isinstance(update, dict) else None
            if pressed and "message" in pressed:
                _strip(pressed["message"])
    return told


def _strip(message: dict[str, Any]) -> None:
    for name in _OURS_UNREAD:
        message.pop(name, None)
