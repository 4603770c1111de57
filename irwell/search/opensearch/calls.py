"""Calls to an OpenSearch server over HTTP, as its documented REST API takes them."""

from __future__ import annotations

import base64
import http.client
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from irwell.search.storage import IndexProblem

TIMEOUT = 30


class Server:
    """One server, at http(s)://[user:password@]host:port. Each call has a connection of its own: threads share nothing."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise IndexProblem("The address of OpenSearch is not one like https://host:9200.")
        self._secure, self._host = parts.scheme == "https", parts.hostname
        self._port = parts.port or 9200
        self._headers = {}
        if parts.username:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
            self._headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"

    def _connect(self) -> http.client.HTTPConnection:
        if self._secure:
            return http.client.HTTPSConnection(self._host, self._port, timeout=TIMEOUT)
        return http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT)

    def ask(self, method: str, path: str, body: Any = None, *, missing: Any = None) -> Any:
        """The answer as JSON; `missing` stands for one that is not there. Raises IndexProblem in a sentence."""
        content = None if body is None else json.dumps(body).encode()
        return self._sent(method, path, content, "application/json", missing)

    def ask_lines(self, path: str, lines: Iterable[Any]) -> Any:
        """Many things in one call, a JSON object a line."""
        content = "".join(json.dumps(line) + "\n" for line in lines).encode()
        return self._sent("POST", path, content, "application/x-ndjson", None)

    def _sent(self, method: str, path: str, content: bytes | None, kind: str, missing: Any) -> Any:
        connection = self._connect()
        headers = {**self._headers, **({"Content-Type": kind} if content is not None else {})}
        try:
            connection.request(method, path, content, headers)
            answer = connection.getresponse()
            told = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise IndexProblem(
                "OpenSearch does not answer. Searching waits until it does."
            ) from error
        finally:
            connection.close()
        if answer.status == 404 and missing is not None:
            return missing
        try:
            data = json.loads(told or b"{}")
        except ValueError as error:
            raise IndexProblem(f"OpenSearch answered {answer.status} without JSON.") from error
        if answer.status >= 400:
            raise IndexProblem(f"OpenSearch refused a call ({answer.status}): {_reason(data)}.")
        return data


def _reason(data: Any) -> str:
    error = data.get("error") if isinstance(data, dict) else None
    return str(error.get("reason") if isinstance(error, dict) else error or "no reason given")[:200]
