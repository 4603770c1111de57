"""How often one client may ask, counted for all threads and processes that serve."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import locks
from django.http import HttpRequest
from ninja.throttling import AnonRateThrottle

SLOTS = 64  # clients of one slot wait for each other's counting, a fraction of a millisecond


class Throttle(AnonRateThrottle, threading.local):
    """Ninja's throttle, which keeps a client's latest requests in the cache.

    It remembers in itself whom it counts, so each thread has its own. Reading the list and writing it
    back is one step: two requests at once must not be counted as one.
    """

    def __init__(self, rate: str, *, scope: str) -> None:
        self.scope = scope
        super().__init__(rate)

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether this request is one of those that the rate allows; it is counted then."""
        try:
            with _alone(f"{self.scope} {self.get_ident(request)}"):
                return super().allow_request(request)
        except OSError:  # the disk is full: readers are still served
            return True

    def get_ident(self, request: HttpRequest) -> str:
        """The client's address as the outermost proxy of ours saw it; what a client says itself is not believed."""
        passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        trusted: int = settings.IRWELL_PROXIES
        known = passed[-trusted] if 0 < trusted <= len(passed) else ""
        return known or str(request.META.get("REMOTE_ADDR", ""))

    def get_cache_key(self, request: HttpRequest) -> Any:
        """The address of a client is kept as a digest, for as long as the rate looks back."""
        name = f"{self.scope} {self.get_ident(request)}"
        return f"throttle-{sha256(name.encode()).hexdigest()}"

    @property
    def seconds(self) -> int:
        """How long the client must wait, at least one second."""
        if len(self.history) >= (self.num_requests or 0):
            wait = (self.duration or 0) - (self.now - self.history[-1])
        else:
            wait = self.wait() or 1
        return max(1, round(float(wait)))


@contextmanager
def _alone(name: str) -> Iterator[None]:
    folder = Path(settings.IRWELL_COUNTERS)
    folder.mkdir(parents=True, exist_ok=True)
    slot = int(sha256(name.encode()).hexdigest()[:4], 16) % SLOTS
    with (folder / f"slot-{slot}").open("a") as file:
        locks.lock(file, locks.LOCK_EX)
        try:
            yield
        finally:
            locks.unlock(file)
