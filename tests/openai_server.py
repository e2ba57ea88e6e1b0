"""A server on loopback that speaks as much of OpenAI's API as embeddings need, and fails as it is told."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from tests.fake_embedder import FakeEmbedder

Step = str | int
"""One reply: `good`, a status that refuses, `slow`, `short` (vectors of another length), `few`, `html`, `list`."""


@dataclass
class Script:
    """What the server is to do, one step a request, and the last from then on; and what it was asked."""

    steps: Sequence[Step] = ("good",)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    url: str = ""
    hurry: threading.Event = field(default_factory=threading.Event)

    def next_step(self) -> Step:
        """The step for the request just noted."""
        return self.steps[min(len(self.requests), len(self.steps)) - 1]


@contextmanager
def openai_server() -> Iterator[Script]:
    """Run the server; change the script's `steps` to make it fail."""
    script = Script()

    class Handler(_Handler):
        told = script

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
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

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.told.requests.append(request)
        self.told.keys.append(self.headers["Authorization"])
        step = self.told.next_step()
        if step == "slow":
            self.told.hurry.wait(5)
        with suppress(OSError):  # who asked may have gone
            self._reply(step, request)

    def _reply(self, step: Step, request: dict[str, Any]) -> None:
        if isinstance(step, int):
            self._send(step, json.dumps({"error": {"message": "told to refuse", "type": "test", "code": None}}))
        elif step == "html":
            self._send(200, "<html>a proxy's page</html>", "text/html")
        elif step == "list":
            self._send(200, json.dumps(["no", "vectors"]))
        else:
            self._send(200, json.dumps(vectors(step, request)))

    def _send(self, status: int, body: str, kind: str = "application/json") -> None:
        data = body.encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After-Ms", "10")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep quiet."""


def vectors(step: Step, request: dict[str, Any]) -> dict[str, Any]:
    """The reply to a request for embeddings."""
    assert all(isinstance(text, str) for text in request["input"]), "token numbers mean something to OpenAI alone"
    model = FakeEmbedder(dimensions=32 if step == "short" else 64)
    texts = request["input"][:-1] if step == "few" else request["input"]
    rows = [(3 * model.embed_query(text)).tolist() for text in texts]  # of no particular length, as many servers give
    data = [{"object": "embedding", "index": place, "embedding": row} for place, row in enumerate(rows)]
    return {"object": "list", "data": data, "model": request["model"], "usage": {"prompt_tokens": 1, "total_tokens": 1}}
