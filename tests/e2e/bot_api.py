"""A small Bot API server on loopback, and the people who write to a bot through it.

    with BotApi() as server:
        lan = server.user(7, "Lan")
        lan.send("/start")
        (welcome,) = lan.wait()
        lan.press("Đồng ý")

It does what the tests of this project need of the real server, refuses what the real one refuses of that, and fails as
it is told: `server.fault("sendMessage", TOO_MANY)`.
"""

import json
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Self, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.e2e.people import PATIENCE, Json, Person, Sent
from tests.e2e.telegram_html import UnreadableError, plain_text

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw8"  # noqa: S105 - the token of Telegram's documentation
USERNAME = "daumoi_thu_bot"
BOT = {"id": 110201543, "is_bot": True, "first_name": "Đầu Mối", "username": USERNAME}
ABLE = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
WORDS = {
    *("text", "caption", "parse_mode", "action", "callback_query_id", "url", "secret_token", "language_code"),
    *("name", "description", "short_description", "file_id", "document", "photo"),
}
"""Parameters that are text; all others come as JSON."""

T = TypeVar("T")


@dataclass(frozen=True)
class Fault:
    """An answer that refuses. Status 0: the connection is dropped; `done`: the act is done, and its answer is lost."""

    status: int
    description: str = ""
    retry_after: int | None = None
    done: bool = False


class RefusedError(Exception):
    """A call that is not done as it was asked."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.description)
        self.fault = fault


TOO_MANY = Fault(429, "Too Many Requests: retry after 1", retry_after=1)
BROKEN = Fault(500, "Internal Server Error")
BLOCKED = Fault(403, "Forbidden: bot was blocked by the user")
NOT_MODIFIED = Fault(400, "Bad Request: message is not modified: specified new message content is exactly the same")
TOO_OLD = Fault(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
DROPPED = Fault(0)
LOST = Fault(0, done=True)


def refused(status: int, description: str) -> RefusedError:
    """What is raised where the real server would refuse."""
    return RefusedError(Fault(status, description))


def _snake_case(method: str) -> str:
    return re.sub("[A-Z]", lambda capital: f"_{capital[0].lower()}", method)


@dataclass
class _Script:
    """What is to fail, in order."""

    method: str
    fault: Fault
    times: int
    chat: int | None

    def fits(self, method: str, parameters: Mapping[str, Any]) -> bool:
        return self.times > 0 and self.method == method and self.chat in (None, parameters.get("chat_id"))


@dataclass
class BotApi:
    """The server. All its state is in memory; its lock is held while a method runs."""

    token: str = TOKEN
    username: str = USERNAME
    url: str = ""
    calls: list[tuple[str, Json]] = field(default_factory=list)
    settled: dict[str, Any] = field(default_factory=dict)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _numbers: int = 100
    _updates: list[Json] = field(default_factory=list)
    _again: list[Json] = field(default_factory=list)
    _all_updates: dict[int, Json] = field(default_factory=dict)
    _poller: int = 0
    _contacts: int = 0
    _webhook: Json = field(default_factory=dict)
    _sent: dict[int, Sent] = field(default_factory=dict)
    _happened: list[Sent] = field(default_factory=list)
    _toasts: list[tuple[int, str]] = field(default_factory=list)
    _queries: dict[str, int] = field(default_factory=dict)
    _chats: set[int] = field(default_factory=set)
    _files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    _faults: list[_Script] = field(default_factory=list)
    _ending: bool = False

    def __enter__(self) -> Self:
        class Handler(_Handler):
            api: ClassVar[BotApi] = self

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        for work in (lambda: self._http.serve_forever(poll_interval=0.02), self._post_updates):
            threading.Thread(target=work, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._ending = True
            self._changed.notify_all()
        self._http.shutdown()
        self._http.server_close()

    # --- what a test does and sees ---

    def user(self, number: int, name: str = "Lan", language_code: str | None = "vi") -> Person:
        """Someone who writes to the bot in private."""
        return Person(self, number, name, language_code, {"id": number, "type": "private", "first_name": name})

    def fault(self, method: str, fault: Fault, times: int = 1, chat: int | None = None) -> None:
        """Let the next `times` calls of a method fail, those to one chat where it is named."""
        with self._changed:
            self._faults.append(_Script(method, fault, times, chat))

    def arrives(self, update: Json) -> int:
        """Something happened that the bot is to be told; the update's id."""
        with self._changed:
            told = {"update_id": self.number()} | update
            inner = next(iter(update.values()))
            self._chats.add(inner.get("chat", inner.get("message", inner).get("chat", {})).get("id"))
            if "callback_query" in update:
                self._queries[inner["id"]] = inner["from"]["id"]
            self._all_updates[told["update_id"]] = told
            self._updates.append(told)
            self._changed.notify_all()
            return int(told["update_id"])

    def message_id(self, update_id: int) -> int:
        """The number of the message that an update told of."""
        with self._changed:
            return int(self._all_updates[update_id]["message"]["message_id"])

    def redeliver(self, update_id: int) -> None:
        """Deliver an update once more, though it was confirmed."""
        with self._changed:
            self._again.append(self._all_updates[update_id])
            self._changed.notify_all()

    def wait_for_bot(self, since: int = 0, patience: float = 30) -> int:
        """Wait till a bot asked for updates, or set a webhook, more than `since` times; how often by now."""
        return self._wait(lambda: self._contacts, lambda contacts: contacts > since, patience, "a bot that listens")

    def wait_for_calls(self, method: str, count: int = 1, patience: float = PATIENCE) -> list[Json]:
        """The parameters of the calls of a method, when there were `count`."""

        def called() -> list[Json]:
            return [parameters for name, parameters in self.calls if name == method]

        return self._wait(called, lambda calls: len(calls) >= count, patience, f"{count} × {method}")

    def wait_until_taken(self, patience: float = PATIENCE) -> None:
        """Wait till the bot has confirmed every update."""
        self._wait(lambda: self._updates + self._again, lambda left: not left, patience, "every update to be taken")

    def wait_for(self, chat: int, count: int, patience: float = PATIENCE) -> list[Sent]:
        """What was sent to a chat or changed in it, in order, when it is `count` or more."""

        def happened() -> list[Sent]:
            return [sent for sent in self._happened if sent.chat == chat]

        return self._wait(happened, lambda sent: len(sent) >= count, patience, f"{count} messages in chat {chat}")

    def messages(self, chat: int) -> list[Sent]:
        """A chat's messages from the bot, as they stand now."""
        with self._changed:
            return [sent for sent in self._sent.values() if sent.chat == chat]

    def toasts(self, user: int) -> list[str]:
        """What answered a person's buttons."""
        with self._changed:
            return [text for who, text in self._toasts if who == user]

    def shown(self, sent: Sent) -> Json:
        """A message of the bot's as the Bot API gives it."""
        keyboard = [
            [{"text": label, "url" if "://" in data else "callback_data": data} for label, data in row]
            for row in sent.buttons
        ]
        chat = {"id": sent.chat, "type": "private" if sent.chat > 0 else "supergroup"}
        words = {"caption": sent.text} if sent.file else {"text": sent.text or "…"}
        markup = {"reply_markup": {"inline_keyboard": keyboard}} if keyboard else {}
        answered = [told["message"] for told in self._all_updates.values() if "message" in told]
        named = [message for message in answered if message["message_id"] == sent.reply_to]
        reply = {"reply_to_message": named[0]} if named else {}
        return {"message_id": sent.id, "date": int(time.time()), "chat": chat, "from": BOT} | words | markup | reply

    def keep_file(self, name: str, content: bytes) -> Json:
        """A document as the Bot API names it."""
        with self._changed:
            file_id = f"file-{self.number()}"
            self._files[file_id] = (name, content)
            return {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(content)}

    def file(self, path: str) -> bytes | None:
        """A file by the path that getFile told."""
        with self._changed:
            return next((content for file_id, (_, content) in self._files.items() if f"files/{file_id}" == path), None)

    def number(self) -> int:
        """A number not used before."""
        with self._changed:
            self._numbers += 1
            return self._numbers

    def _wait(self, look: Callable[[], T], enough: Callable[[T], bool], patience: float, wanted: str) -> T:
        with self._changed:
            if not self._changed.wait_for(lambda: enough(look()), patience):
                message = f"waited {patience:g} s for {wanted}; there is {look()}"
                raise AssertionError(message)
            return look()

    # --- what the bot calls ---

    def call(self, method: str, parameters: Json, files: Mapping[str, tuple[str, bytes]]) -> Any:
        """One method's result. Raises `RefusedError` where it is refused, or is to fail."""
        with self._changed:
            self.calls.append((method, parameters))
            script = next((each for each in self._faults if each.fits(method, parameters)), None)
            if script is not None:
                script.times -= 1
                if not script.fault.done:
                    raise RefusedError(script.fault)
            act = getattr(self, f"_on_{_snake_case(method)}", None)
            if act is None:
                raise refused(404, "Not Found: method not found")
            try:
                result = act(parameters, files) if files else act(parameters)
            finally:
                self._changed.notify_all()
            if script is not None:
                raise RefusedError(script.fault)
            return result

    def _on_get_me(self, _: Json) -> Json:
        return BOT | ABLE

    def _on_get_updates(self, asked: Json) -> list[Json]:
        if self._webhook:
            raise refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first")
        self._poller += 1
        self._contacts += 1
        mine = self._poller
        self._changed.notify_all()
        self._updates = [update for update in self._updates if update["update_id"] >= asked.get("offset", 0)]
        self._changed.wait_for(
            lambda: self._updates or self._again or self._ending or mine != self._poller, asked.get("timeout", 0)
        )
        if mine != self._poller:
            raise refused(409, "Conflict: terminated by other getUpdates request; make sure that only one runs")
        again, self._again = self._again, []
        return [*again, *self._updates][: asked.get("limit", 100)]

    def _on_set_webhook(self, asked: Json) -> bool:
        self._webhook = asked if asked.get("url") else {}
        self._contacts += 1
        return True

    def _on_delete_webhook(self, asked: Json) -> bool:
        self._webhook = {}
        if asked.get("drop_pending_updates"):
            self._updates = []
        return True

    def _on_get_webhook_info(self, _: Json) -> Json:
        return {
            "url": self._webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }

    def _on_send_message(self, asked: Json) -> Json:
        return self._send(asked, _readable(asked, "text", 4096))

    def _on_send_message_draft(self, asked: Json) -> bool:
        if asked["chat_id"] < 0:
            raise refused(400, "Bad Request: drafts can be sent to private chats only")
        _readable(asked, "text", 4096)
        return True

    def _on_send_document(self, asked: Json, files: Mapping[str, tuple[str, bytes]] | None = None) -> Json:
        return self._send_file(asked, asked.get("document", ""), dict(files or {}))

    def _on_send_photo(self, asked: Json, files: Mapping[str, tuple[str, bytes]] | None = None) -> Json:
        return self._send_file(asked, asked.get("photo", ""), dict(files or {}))

    def _send_file(self, asked: Json, given: str, files: Mapping[str, tuple[str, bytes]]) -> Json:
        known = next(iter(files.values()), None) or self._files.get(given)
        if known is None:
            raise refused(400, "Bad Request: wrong file identifier/HTTP URL specified")
        caption = _readable(asked, "caption", 1024) if asked.get("caption") else ("", "")
        message = self._send(asked, caption, *known)
        kept = self.keep_file(*known)
        return message | {"document": kept}

    def _send(self, asked: Json, words: tuple[str, str], name: str | None = None, content: bytes = b"") -> Json:
        if asked.get("chat_id") not in self._chats:
            raise refused(400, "Bad Request: chat not found")
        reply = asked.get("reply_parameters") or {}
        sent = Sent(
            id=self.number(),
            chat=asked["chat_id"],
            text=words[0],
            html=words[1],
            buttons=_buttons(asked),
            file=name,
            content=content,
            reply_to=reply.get("message_id"),
        )
        return self._keep(sent)

    def _on_edit_message_text(self, asked: Json) -> Json:
        words = _readable(asked, "text", 4096)
        return self._edit(asked, text=words[0], html=words[1])

    def _on_edit_message_reply_markup(self, asked: Json) -> Json:
        return self._edit(asked)

    def _edit(self, asked: Json, **words: str) -> Json:
        old = self._sent.get(asked.get("message_id", 0))
        if old is None or old.chat != asked.get("chat_id"):
            raise refused(400, "Bad Request: message to edit not found")
        new = replace(old, **words, buttons=_buttons(asked))  # type: ignore[arg-type]  # `words` holds text and html
        if new == old:
            raise RefusedError(NOT_MODIFIED)
        return self._keep(replace(new, edits=old.edits + 1))

    def _keep(self, sent: Sent) -> Json:
        self._sent[sent.id] = sent
        self._happened.append(sent)
        return self.shown(sent)

    def _on_answer_callback_query(self, asked: Json) -> bool:
        who = self._queries.pop(str(asked.get("callback_query_id")), None)
        if who is None:
            raise RefusedError(TOO_OLD)
        self._toasts.append((who, asked.get("text") or ""))
        return True

    def _on_send_chat_action(self, asked: Json) -> bool:
        return bool(asked["action"])

    def _on_get_file(self, asked: Json) -> Json:
        if asked.get("file_id") not in self._files:
            raise refused(400, "Bad Request: invalid file_id")
        file_id = asked["file_id"]
        size = len(self._files[file_id][1])
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": f"files/{file_id}"}

    def _settle(self, name: str, asked: Json) -> bool:
        self.settled[f"{name}:{asked.get('language_code', '')}"] = asked
        return True

    def _on_set_my_commands(self, asked: Json) -> bool:
        return self._settle("commands", asked)

    def _on_set_my_name(self, asked: Json) -> bool:
        return self._settle("name", asked)

    def _on_set_my_description(self, asked: Json) -> bool:
        return self._settle("description", asked)

    def _on_set_my_short_description(self, asked: Json) -> bool:
        return self._settle("short description", asked)

    def _on_set_chat_menu_button(self, asked: Json) -> bool:
        return self._settle("menu button", asked)

    # --- the webhook ---

    def _post_updates(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ending or (self._webhook and (self._updates or self._again)))
                if self._ending:
                    return
                hook, update = self._webhook, [*self._again, *self._updates][0]
            if not _post(hook, update):
                time.sleep(0.05)  # the real server too comes again, later and later
                continue
            with self._changed:
                for waiting in (self._again, self._updates):
                    if update in waiting:
                        waiting.remove(update)
                        break
                self._changed.notify_all()


def _post(hook: Json, update: Json) -> bool:
    headers = {"Content-Type": "application/json"}
    if hook.get("secret_token"):
        headers["X-Telegram-Bot-Api-Secret-Token"] = hook["secret_token"]
    request = urllib.request.Request(hook["url"], json.dumps(update).encode(), headers)  # noqa: S310 - loopback
    with suppress(OSError), urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - as above
        return bool(answer.status == 200)
    return False


def _readable(asked: Json, name: str, limit: int) -> tuple[str, str]:
    """The words as a person reads them, and as they were sent."""
    written = str(asked.get(name, ""))
    try:
        text = plain_text(written) if asked.get("parse_mode") == "HTML" else written
    except UnreadableError as error:
        raise refused(400, f"Bad Request: can't parse entities: {error}") from error
    if not text.strip():
        raise refused(400, f"Bad Request: message {name} is empty")
    if len(text.encode("utf-16-le")) // 2 > limit:
        raise refused(400, "Bad Request: message is too long")
    return text.strip(), written


def _buttons(asked: Json) -> tuple[tuple[tuple[str, str], ...], ...]:
    markup = asked.get("reply_markup") or {}
    rows = markup.get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if len(button.get("callback_data", "x").encode()) not in range(1, 65):
            raise refused(400, "Bad Request: BUTTON_DATA_INVALID")
    return tuple(tuple((b["text"], b.get("callback_data") or b.get("url", "")) for b in row) for row in rows)


class _Handler(BaseHTTPRequestHandler):
    api: ClassVar["BotApi"]
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        parameters, files = _read(self.headers.get("Content-Type") or "", self.rfile.read(length))
        *_, bot, method = ["", "", *unquote(urlsplit(self.path).path).split("/")]
        if bot != f"bot{self.api.token}":
            self._refuse(Fault(401, "Unauthorized"))
            return
        try:
            self._reply(200, {"ok": True, "result": self.api.call(method, parameters, files)})
        except RefusedError as error:
            self._refuse(error.fault)

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        content = self.api.file(path.removeprefix(f"/file/bot{self.api.token}/"))
        if content is None:
            self.do_POST()
        else:
            self._send(200, content)

    def _refuse(self, fault: Fault) -> None:
        if not fault.status:
            self.close_connection = True
            return
        more = {"parameters": {"retry_after": fault.retry_after}} if fault.retry_after is not None else {}
        self._reply(fault.status, {"ok": False, "error_code": fault.status, "description": fault.description} | more)

    def _reply(self, status: int, answer: Json) -> None:
        self._send(status, json.dumps(answer).encode())

    def _send(self, status: int, body: bytes) -> None:
        with suppress(OSError):  # who asked may have been killed
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep quiet."""


def _read(kind: str, body: bytes) -> tuple[Json, dict[str, tuple[str, bytes]]]:
    """A request's parameters, and the files that came with it."""
    if kind.startswith("application/json"):
        return json.loads(body), {}
    if not kind.startswith("multipart/"):
        return {name: _value(name, text) for name, text in parse_qsl(body.decode())}, {}
    parameters: Json = {}
    files: dict[str, tuple[str, bytes]] = {}
    for name, file_name, content in _parts(kind, body):
        if file_name is None:
            parameters[name] = _value(name, content.decode())
        else:
            files[name] = (file_name, content)
    return parameters, files


def _parts(kind: str, body: bytes) -> Iterator[tuple[str, str | None, bytes]]:
    boundary = kind.split("boundary=")[1].strip('"').encode()
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        told = dict(re.findall(r'; (name|filename)="([^"]*)"', head.decode()))
        yield told["name"], told.get("filename"), content.removesuffix(b"\r\n")


def _value(name: str, text: str) -> Any:
    return text if name in WORDS else json.loads(text)
