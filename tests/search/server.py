"""A small server in the place of OpenSearch: it writes down what it is asked and answers what was recorded for it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Call:
    """One call as it arrived; `lines` where the body had one JSON object a line."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any = None
    lines: tuple[Any, ...] = ()


@dataclass
class Recorded:
    """Answers by method and path (a path that ends in * stands for all that begin so), and the calls that came."""

    url: str = ""
    answers: dict[tuple[str, str], tuple[int, Any]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)

    def tell(self, method: str, path: str, body: Any, status: int = 200) -> None:
        """Answer this from now on."""
        self.answers[method, path] = (status, body)

    def answer(self, method: str, path: str) -> tuple[int, Any]:
        """The recorded answer; a server without the thing says 404."""
        for (known, start), answer in self.answers.items():
            exact = not start.endswith("*") and path == start
            if known == method and (exact or (start.endswith("*") and path.startswith(start[:-1]))):
                return answer
        return 404, {"error": {"reason": f"no such thing: {path}"}, "status": 404}

    def called(self) -> list[str]:
        """Method and path of each call."""
        return [f"{call.method} {call.path}" for call in self.calls]


@contextmanager
def recorded() -> Iterator[Recorded]:
    """A server on loopback while the block runs."""
    told = Recorded()

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            lines = self.headers.get("Content-Type") == "application/x-ndjson"
            body = json.loads(content) if content and not lines else None
            rows = tuple(json.loads(row) for row in content.splitlines()) if lines else ()
            told.calls.append(Call(self.command, self.path, dict(self.headers), body, rows))
            status, answer = told.answer(self.command, self.path)
            sent = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = do_PUT = do_DELETE = handle_any

        def log_message(self, *args: Any) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
