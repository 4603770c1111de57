"""The malware scanner: clamd's INSTREAM over its socket. A scanner that cannot answer blocks; it never passes."""

import socket
import struct

from django.conf import settings

CHUNK = 64 * 1024
PATIENCE = 30  # seconds


class ScannerUnavailable(Exception):
    """A scanner is configured and did not answer."""


def configured() -> bool:
    """Whether this installation has a scanner."""
    return bool(settings.IRWELL_CLAMD)


def scan(data: bytes) -> str:
    """The name of what was found, empty when nothing was. Raises ScannerUnavailable."""
    try:
        with _connected() as link:
            link.sendall(b"zINSTREAM\0")
            for at in range(0, len(data), CHUNK):
                part = data[at : at + CHUNK]
                link.sendall(struct.pack("!I", len(part)) + part)
            link.sendall(struct.pack("!I", 0))
            answer = _answer(link)
    except OSError as error:
        raise ScannerUnavailable("The malware scanner does not answer.") from error
    if answer.endswith("FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    if answer.endswith("OK"):
        return ""
    raise ScannerUnavailable(f"The malware scanner answered “{answer[:80]}”.")


def _connected() -> socket.socket:
    where = settings.IRWELL_CLAMD
    if where.startswith("/"):
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(PATIENCE)
        try:
            link.connect(where)
        except OSError:
            link.close()
            raise
        return link
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)


def _answer(link: socket.socket) -> str:
    parts = []
    while part := link.recv(4096):
        parts.append(part)
    return b"".join(parts).decode("utf-8", "replace").strip("\0\n ")
