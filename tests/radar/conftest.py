"""A case whose review is written, another that is published with two recommendations, and a repository that listens."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.learning.conftest import published, recommendation

__all__ = ["published", "recommendation"]

GROUP = {
    "group": "x-1", "reviews": 2, "years": [2023, 2024], "places": ["Oxmoor"],
    "recommendations": [
        {"text": "Ask where the baby sleeps.", "number": "1", "review": "Child Birch", "by": "Oxmoor", "year": 2023,
         "url": "https://repository.example/records/birch/#r1",
         "outcomes": [{"body": "Oxmoor Council", "answer": "Accepted", "words": "We will."}]},
        {"text": "<script>x</script>", "url": "javascript:alert(1)", "review": "Child Cedar", "outcomes": []},
    ],
}  # fmt: skip
REVIEW = {
    "title": "Child Birch", "kind": "Rapid review", "by": "Oxmoor", "themes": ["Neglect"],
    "url": "https://repository.example/records/birch/", "passage": {"text": "A tidy home."},
}  # fmt: skip


class Listening:
    """What a repository on loopback was sent, and what it answers."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, dict[str, str], Any]] = []
        self.status = 200
        self.says: bytes = json.dumps({"groups": [GROUP], "reviews": [REVIEW]}).encode()


@pytest.fixture
def repository(settings: Any, socket_enabled: None) -> Iterator[Listening]:
    told = Listening()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.heard.append((self.path, dict(self.headers), json.loads(body)))
            self.send_response(told.status)
            self.end_headers()
            self.wfile.write(told.says)

        def log_message(self, *_: Any) -> None:
            return None

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        settings.IRWELL_REPOSITORY_URL = f"http://127.0.0.1:{server.server_address[1]}"
        yield told
        server.shutdown()
        thread.join()
