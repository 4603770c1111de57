"""Two invented programs of other institutions, on loopback: one takes every message, one is down for the day."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TAKES, AWAY = "/library/told", "/research/told"


class _Answers(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(204 if self.path == TAKES else 503)
        self.end_headers()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """What arrives stands on the repository’s page of programs."""


def listen(port: int) -> ThreadingHTTPServer | None:
    """Until this process ends; None where the port is taken, and both programs are down."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), _Answers)
    except OSError:
        return None
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
