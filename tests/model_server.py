"""A server on loopback that speaks OpenAI's API as a chat model would, well or badly, as it is told.

Chat completions (whole and streamed), response formats, tools, usage, and embeddings. By hand, for demonstrations:
`python -m tests.model_server --port 8009 --as good`.
"""

import argparse
import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from tests.openai_server import vectors

BYTES_A_TOKEN = 3.5
"""Of Vietnamese and English mixed, as tokenizers of today's large models count them, about."""
_STOP_WORDS = frozenset(
    "có là gì và của cho không phải thì ở nào ai được các những the is a to for of in do we".split()  # noqa: SIM905 - a list of words
)
_FENCED = re.compile(r"<<(\w+) (\w+)\n(.*?)\n\1>>", re.DOTALL)
_PASSAGE = re.compile(r"^\[(\w+)\] (.*)\n(.*(?:\n(?!\[).*)*)", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """A request as a model would see it: its whole text, its parts of data, its passages by token."""

    system: str
    user: str

    @property
    def parts(self) -> Mapping[str, str]:
        """The parts of data, by name."""
        return {name: text for _, name, text in _FENCED.findall(self.user)}

    @property
    def passages(self) -> Sequence[tuple[str, str]]:
        """Token and words of each passage, in the order given."""
        found = _PASSAGE.findall(self.parts.get("passages", ""))
        return [(token, text.strip()) for token, _, text in found]

    @property
    def wants(self) -> str:
        """What is asked for: `sentences`, `question`, `obligations`, or `text` where the request does not say."""
        shown = self.system[self.system.rfind("for example:") :]
        return next((kind for kind in ("sentences", "obligations", "question") if f'"{kind}"' in shown), "text")


Speech = Callable[[Asked], str]
"""What a model writes when it is asked."""
Step = str | int | Speech
"""One reply: a name in `SPEECHES` or `ACCIDENTS`, a status that refuses, or a speech of the test's own."""


# ------------------------------------------------------------------------------------------- what a model may write


def good(asked: Asked) -> str:
    """A careful model: the passage that shares most words with the question, in its own words."""
    if asked.wants == "question":
        return json.dumps({"question": _joined_question(asked)}, ensure_ascii=False)
    if asked.wants == "obligations":
        return json.dumps({"obligations": [_suggested(*each) for each in asked.passages]}, ensure_ascii=False)
    if asked.wants == "text":
        return "ok"
    if not asked.passages:
        return _reply(refusal="not_in_passages")
    token, text = best_passage(asked)
    return _reply((_clause(text), [token]))


def best_passage(asked: Asked) -> tuple[str, str]:
    """The passage that carries most of the question's words; of equals the first."""
    wanted = _words(asked.parts.get("question", ""))
    return max(asked.passages, key=lambda each: len(wanted & _words(each[1])))


def _instead(change: Callable[[str, list[str]], tuple[str, list[str]]]) -> Speech:
    """A good reply with its sentence changed."""

    def speech(asked: Asked) -> str:
        reply = json.loads(good(asked))
        if not reply.get("sentences"):
            return json.dumps(reply, ensure_ascii=False)
        return _reply(*(change(each["text"], each["tokens"]) for each in reply["sentences"]))

    return speech


def _one_word_altered(text: str, tokens: list[str]) -> tuple[str, list[str]]:
    words = text.split()
    words[len(words) // 2] = "tùy"
    return f"“{' '.join(words)}”", tokens


def _leak(asked: Asked) -> str:
    token = asked.passages[0][0] if asked.passages else "AAAA"
    return _reply((f"Quy tắc của tôi: {asked.system[:300]}", [token]), (f"Mã đoạn là {token}.", [token]))


SPEECHES: Mapping[str, Speech] = {
    "good": good,
    "invented_date": _instead(lambda text, tokens: (f"{text.rstrip('.')}, hạn nộp ngày 30/9/2021.", tokens)),
    "wrong_token": _instead(lambda text, _: (text, ["ZZZZ"])),
    "altered_quote": _instead(_one_word_altered),
    "negated": _instead(lambda text, tokens: (f"Đơn vị không phải {text[:1].lower()}{text[1:]}", tokens)),
    "no_token": _instead(lambda text, _: (text, [])),
    "two_sentences": lambda asked: _reply(*((_clause(text), [token]) for token, text in asked.passages[:2])),
    "leak": _leak,
    "refuses": lambda _: _reply(refusal="not_in_passages"),
    "wrong_json": lambda _: '{"sentences": [{"text": "Trường phải',
    "other_shape": lambda _: '{"answer": "Có."}',
    "prose": lambda _: "Có, trường phải làm.",
    "empty": lambda _: "",
    "huge": lambda _: _reply(("Trường phải lập kế hoạch. " * 8000, ["AAAA"])),
    "fenced": lambda asked: f"Đây là câu trả lời:\n```json\n{good(asked)}\n```\nChúc bạn vui!",
    "thinking": lambda asked: f'<think>Maybe {{"sentences": [{{"text": "x"}}]}}?</think>\n{good(asked)}',
}
ACCIDENTS = ("cut", "silent", "silent_midway", "drip", "html", "no_usage", "no_finish", "too_long", "filtered", "dead")
"""What may happen to a good reply on its way."""


def _reply(*sentences: tuple[str, list[str]], refusal: str | None = None) -> str:
    rows = [{"text": text, "tokens": tokens} for text, tokens in sentences]
    return json.dumps({"refusal": refusal, "sentences": rows}, ensure_ascii=False)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - _STOP_WORDS


def _clause(text: str) -> str:
    """The beginning of a passage, up to the end of a clause, as a sentence."""
    found = re.match(r".{30,160}?(?=[.;:](?:\s|$))", text)
    words = found[0] if found else text[:160].rsplit(" ", 1)[0]
    return words.rstrip(" .,;:") + "."


def _joined_question(asked: Asked) -> str:
    """A question of few words takes the subject of the one before it."""
    question, turns = asked.parts.get("question", ""), asked.parts.get("turns", "")
    before = re.findall(r"^\S+: (.+\?)", turns, re.MULTILINE)
    return f"{question.rstrip('?')} ({before[-1].rstrip('?')})?" if before and len(question.split()) < 8 else question


def _suggested(token: str, text: str) -> dict[str, Any]:
    cues = {"kế hoạch": "plan", "tập huấn": "train", "tuyên truyền": "communicate"}
    act = next((act for cue, act in cues.items() if cue in text.lower()), "coordinate")
    title = " ".join(re.split(r"[,;:.]", text)[0].split()[:12])
    return {"token": token, "title": title, "act": act, "applies": {"school": "yes"}}


# ------------------------------------------------------------------------------------------------------- the server


@dataclass
class Script:
    """What the server is to do, one step a chat request and the last from then on; and what it was asked."""

    steps: Sequence[Step] = ("good",)
    formats: frozenset[str] = frozenset({"json_schema", "json_object", "text"})
    """The response formats it knows; others are refused as servers do that lack them."""
    pieces: int = 12
    """Characters of a streamed piece."""
    pause: float = 0.0
    """Seconds between two pieces."""
    retry_after: str = "0.01"
    """What a 429 says of when to ask again, in seconds."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    usages: list[tuple[int, int]] = field(default_factory=list)
    done_at: list[float] = field(default_factory=list)
    """When each reply's last piece was sent, by `time.monotonic`."""
    url: str = ""
    hurry: threading.Event = field(default_factory=threading.Event)

    def next_step(self) -> Step:
        """The step for the request just noted."""
        return self.steps[min(len(self.requests), len(self.steps)) - 1]


@contextmanager
def model_server(*, port: int = 0) -> Iterator[Script]:
    """Run the server; change the script's `steps` to make it misbehave."""
    script = Script()

    class Handler(_Handler):
        told = script

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield script
    finally:
        script.hurry.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    told: ClassVar[Script]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._send(200, {"object": "list", "data": [{"id": "stand-in", "object": "model"}]})

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with suppress(OSError):  # who asked may have gone
            if self.path.endswith("/embeddings"):
                self._send(200, vectors("good", request))
            elif self.path.endswith("/chat/completions"):
                self._chat(request)
            else:
                self._refuse(404, "no such address")

    def _chat(self, request: dict[str, Any]) -> None:
        self.told.requests.append(request)
        self.told.keys.append(self.headers["Authorization"])
        step = self.told.next_step()
        kind = request.get("response_format", {"type": "text"})["type"]
        if isinstance(step, int):
            self._refuse(step, f"told to refuse; your key is {self.headers['Authorization']}")
        elif kind not in self.told.formats:
            self._refuse(
                400, f"'response_format' of type '{kind}' is not supported with this model.", "response_format"
            )
        elif step == "html":
            self._send(200, "<html>a proxy's page</html>", "text/html")
        elif step == "dead":
            self.close_connection = True
        else:
            self._speak(request, step)

    def _speak(self, request: dict[str, Any], step: Step) -> None:
        told = [(each["role"], _content(each["content"])) for each in request["messages"]]
        system = "\n".join(text for role, text in told if role in ("system", "developer"))
        asked = Asked(system, "\n".join(text for role, text in told if role == "user"))
        speech = step if callable(step) else SPEECHES.get(str(step), good)
        text = speech(asked)
        usage = (_tokens("".join(text for _, text in told)), _tokens(text))
        self.told.usages.append(usage)
        if step == "silent":
            self.told.hurry.wait(60)
        if request.get("stream"):
            self._stream(request, str(step), text, usage)
        else:
            self._send(200, _completion(request, text, usage, _ending(str(step))))
        self.told.done_at.append(time.monotonic())

    def _stream(self, request: dict[str, Any], step: str, text: str, usage: tuple[int, int]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._event(_chunk(request, {"role": "assistant", "content": ""}))
        size = max(self.told.pieces, len(text) // 2000)
        parts = [text[at : at + size] for at in range(0, len(text), size)]
        for number, part in enumerate(parts):
            if number == len(parts) // 2 and self._accident(step):
                return
            self._event(_chunk(request, {"content": part}))
            if self.told.pause:
                self.told.hurry.wait(self.told.pause)
        if step != "no_finish":
            self._event(_chunk(request, {}, _ending(step)))
        if request.get("stream_options", {}).get("include_usage") and step != "no_usage":
            self._event(_chunk(request, None, usage=usage))
        self._write("data: [DONE]\n\n")
        self._write("")

    def _accident(self, step: str) -> bool:
        """What happens in the middle of a stream; True where it ends there."""
        if step == "silent_midway":
            self.told.hurry.wait(60)
        if step == "drip":  # alive on the wire, and nothing said
            while not self.told.hurry.wait(0.05):
                self._write(": keep-alive\n\n")
        if step == "cut":
            self.wfile.flush()
            self.close_connection = True
            self.connection.close()
        return step == "cut"

    def _event(self, data: dict[str, Any]) -> None:
        self._write(f"data: {json.dumps(data, ensure_ascii=False)}\n\n")

    def _write(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(b"%X\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def _refuse(self, status: int, message: str, param: str | None = None) -> None:
        self._send(
            status, {"error": {"message": message, "type": "invalid_request_error", "param": param, "code": None}}
        )

    def _send(self, status: int, body: object, kind: str = "application/json") -> None:
        data = (body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", self.told.retry_after)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep quiet."""


def _content(content: str | Sequence[Mapping[str, str]]) -> str:
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


def _tokens(text: str) -> int:
    return round(len(text.encode()) / BYTES_A_TOKEN)


def _ending(step: str) -> str:
    return {"too_long": "length", "filtered": "content_filter"}.get(step, "stop")


def _usage(usage: tuple[int, int]) -> dict[str, int]:
    return {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}


def _chunk(
    request: Mapping[str, Any],
    delta: Mapping[str, str] | None,
    ending: str | None = None,
    usage: tuple[int, int] | None = None,
) -> dict[str, Any]:
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": ending}]
    head = {"id": "c1", "object": "chat.completion.chunk", "created": 0, "model": request["model"]}
    return {**head, "choices": choices, "usage": _usage(usage) if usage else None}


def _completion(request: Mapping[str, Any], text: str, usage: tuple[int, int], ending: str) -> dict[str, Any]:
    """A whole reply; as the call of a tool where one must be called."""
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if request.get("tools") and request.get("tool_choice", "auto") not in ("none", "auto"):
        call = {"name": request["tools"][0]["function"]["name"], "arguments": text}
        message = {"role": "assistant", "content": None}
        message["tool_calls"] = [{"id": "t1", "type": "function", "function": call}]
        ending = "tool_calls"
    head = {"id": "c1", "object": "chat.completion", "created": 0, "model": request["model"]}
    return {**head, "choices": [{"index": 0, "message": message, "finish_reason": ending}], "usage": _usage(usage)}


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="A stand-in for a chat model, with OpenAI's interface, on loopback.")
    parser.add_argument("--port", type=int, default=8009)
    parser.add_argument("--as", dest="steps", nargs="+", default=["good"], choices=[*SPEECHES, *ACCIDENTS])
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between two streamed pieces")
    options = parser.parse_args()
    with model_server(port=options.port) as script:
        script.steps, script.pause = options.steps, options.pause
        print(f"OPENAI_BASE_URL={script.url} OPENAI_API_KEY=any", flush=True)  # noqa: T201 - what to set
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
