"""People with a Telegram client, as tests play them, and what they see of the bot."""

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.e2e.bot_api import BotApi

PATIENCE = 15.0
"""Seconds a test waits for what the bot should do before it fails."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Sent:
    """A message of the bot's, as it stands now: `text` without tags, `buttons` as rows of (label, data or URL)."""

    id: int
    chat: int
    text: str
    html: str
    buttons: tuple[tuple[tuple[str, str], ...], ...] = ()
    file: str | None = None
    content: bytes = b""
    reply_to: int | None = None
    edits: int = 0

    @property
    def labels(self) -> list[str]:
        """What the buttons say, row after row."""
        return [label for row in self.buttons for label, _ in row]


@dataclass
class Person:
    """Someone with a Telegram client. What the bot sends to the chat is theirs to see."""

    server: "BotApi"
    id: int
    name: str
    language_code: str | None
    chat: Json
    seen: int = 0

    def send(self, text: str, **more: Any) -> int:
        """Write `text`; `more` are other fields of the message (`voice={…}`, `forward_origin={…}`). The update's id."""
        entities = []
        if text.startswith("/"):
            entities = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        elif (at := text.find(f"@{self.server.username}")) >= 0:
            entities = [{"type": "mention", "offset": at, "length": len(self.server.username) + 1}]
        told = {"text": text, "entities": entities} if text else {}
        return self.server.arrives({"message": self._message(told | more)})

    def reply(self, to: Sent, text: str) -> int:
        """Write `text` as an answer to one of the bot's messages."""
        return self.send(text, reply_to_message=self.server.shown(to))

    def edit(self, message: int, text: str) -> int:
        """Change what was written before."""
        edited = self._message({"text": text, "edit_date": int(time.time())}) | {"message_id": message}
        return self.server.arrives({"edited_message": edited})

    def send_file(self, name: str, content: bytes, mime: str | None = None, **more: Any) -> int:
        """Send a document."""
        told = {"mime_type": mime} if mime else {}
        return self.send("", document=self.server.keep_file(name, content) | told, **more)

    def send_photo(self, content: bytes, **more: Any) -> int:
        """Send a picture, as the client does that makes it smaller."""
        sizes = [self.server.keep_file("ảnh", content) | {"width": side, "height": side} for side in (90, 800)]
        return self.send("", photo=sizes, **more)

    def press(self, label: str, on: Sent | None = None) -> int:
        """Press the button that says `label`, on the newest message that has it unless `on` names one."""
        candidates = [on] if on else reversed(self.messages)
        for message in candidates:
            for said, data in (button for row in message.buttons for button in row):
                if said == label:
                    return self.press_data(data, message)
        found = [message.labels for message in self.messages]
        raise AssertionError(f"{self.name} sees no button {label!r} but {found}")  # noqa: EM102, TRY003 - a test's words

    def press_data(self, data: str, on: Sent) -> int:
        """Press a button by its callback data, also one that is no longer shown."""
        query = {"id": str(self.server.number()), "from": self._user, "chat_instance": "1", "data": data}
        return self.server.arrives({"callback_query": query | {"message": self.server.shown(on)}})

    @property
    def messages(self) -> list[Sent]:
        """The bot's messages in this chat, as they stand now."""
        return self.server.messages(self.chat["id"])

    @property
    def last(self) -> Sent:
        """The bot's newest message."""
        return self.messages[-1]

    @property
    def toasts(self) -> list[str]:
        """What answered the buttons pressed so far, empty where nothing was to be shown."""
        return self.server.toasts(self.id)

    def wait(self, count: int = 1, patience: float = PATIENCE) -> list[Sent]:
        """The next `count` messages, new or changed, that this person has not looked at yet."""
        happened = self.server.wait_for(self.chat["id"], self.seen + count, patience)
        shown = happened[self.seen :][:count]
        self.seen += count
        return shown

    def ask(self, text: str) -> Sent:
        """Write, and read what comes back."""
        self.send(text)
        return self.wait()[0]

    def tap(self, label: str) -> Sent:
        """Press a button, and read what comes or changes."""
        self.press(label)
        return self.wait()[0]

    def within(self, group: int, title: str = "Tổ chuyên môn") -> "Person":
        """The same person writing in a group."""
        return replace(self, chat={"id": group, "type": "supergroup", "title": title}, seen=0)

    @property
    def _user(self) -> Json:
        lang = {"language_code": self.language_code} if self.language_code else {}
        return {"id": self.id, "is_bot": False, "first_name": self.name} | lang

    def _message(self, told: Json) -> Json:
        return {
            "message_id": self.server.number(),
            "date": int(time.time()),
            "chat": self.chat,
            "from": self._user,
        } | told
