"""The one way by which the public site calls other machines.

Editors type the addresses, so each is looked up and judged at the moment of connecting, and the connection
goes to the very address that was judged: a name that points elsewhere a second later gains nothing.
Redirects are answers, not followed. Machines on private networks are called only where the settings name them.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

PATIENCE = 20  # seconds for the whole call
PORTS = {"https": 443, "http": 80}
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Unreachable(Exception):
    """The call got no answer; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    body: bytes


def check_address(address: str, *, plain: bool = False) -> SplitResult:
    """The parts of an address that may be called. Raises Unreachable. `plain` lets http through."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if parts.scheme not in PORTS or not host or not address.isprintable() or " " in address:
        raise Unreachable("Write an address that begins with https:// and names a machine.")
    if parts.username or parts.password:
        raise Unreachable("Leave the user name and password out of the address.")
    named = _named(host, port or PORTS[parts.scheme])
    if parts.scheme == "http" and not (plain or named):
        raise Unreachable("Only addresses that begin with https:// are used.")
    if not named and _is_private_literal(host):
        raise Unreachable(_private(host))
    return parts


def call(
    method: str,
    address: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    most: int = 100_000,
    plain: bool = False,
) -> Answer:
    """Ask, and read no more than `most` bytes of the answer. Raises Unreachable."""
    parts = check_address(address, plain=plain)
    connection = _Checked(parts)
    path = iri_to_uri(parts.path or "/") + (f"?{iri_to_uri(parts.query)}" if parts.query else "")
    watch = threading.Timer(PATIENCE, connection.cut)
    watch.daemon = True
    watch.start()
    try:
        connection.request(method, path, body=body, headers=dict(headers or {}))
        response = connection.getresponse()
        content = response.read(most + 1)
    except ssl.SSLError as error:
        raise Unreachable(f"The certificate of {parts.hostname} does not hold.") from error
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        raise Unreachable(f"{parts.hostname} does not answer.") from error
    finally:
        watch.cancel()
        connection.close()
    if len(content) > most:
        raise Unreachable(f"{parts.hostname} answered with more than {most:,} bytes.")
    return Answer(response.status, response.headers, content)


class _Checked(http.client.HTTPConnection):
    """A connection to an address that was judged."""

    def __init__(self, parts: SplitResult) -> None:
        self.default_port = PORTS[parts.scheme]
        super().__init__(str(parts.hostname), parts.port, timeout=PATIENCE)
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None

    def connect(self) -> None:
        """To the first of the machine's addresses that answers; all of them must be public."""
        self.sock = self._opened()
        if self._tls is not None:
            self.sock = self._tls.wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End the call: whoever sends a byte now and then would hold the worker for hours."""
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    def _opened(self) -> socket.socket:
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"There is no machine of the name {self.host}.") from error
        places = [entry[4][:2] for entry in found]
        named = _named(self.host, self.port)
        if not named and not all(is_public(str(place[0])) for place in places):
            raise Unreachable(_private(self.host))
        last: OSError = ConnectionError()
        for place in places:
            try:
                return socket.create_connection((str(place[0]), self.port), timeout=self.timeout)
            except OSError as error:
                last = error
        raise last


def is_public(text: str) -> bool:
    """Whether an IP address is one of the open internet, also when it wraps another."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if not address.is_global or address.is_multicast:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return True
    inner = address.ipv4_mapped or address.sixtofour
    if address in NAT64:
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return inner is None or is_public(str(inner))


def _is_private_literal(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _named(host: str, port: int) -> bool:
    return f"{host}:{port}" in settings.IRWELL_MAY_REACH


def _private(host: str) -> str:
    return f"{host} stands on a private network or on this machine; the repository calls public addresses only."
