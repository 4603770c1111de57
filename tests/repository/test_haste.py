"""How often a client may ask holds for every thread and process that serves, and nobody talks their way round it."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from irwell.config import settings_public
from irwell.repository.counters import Counters
from irwell.repository.views import haste
from irwell.repository.views.throttle import Throttle

RATE = "40/m"


@pytest.fixture(autouse=True)
def counters(settings: Any, tmp_path: Path) -> None:
    """As the public site counts: in files that all of its processes read."""
    kept = settings_public.CACHES["default"]
    settings.CACHES = {"default": {**kept, "LOCATION": tmp_path / "counters"}}


def allowed(throttle: Throttle, times: int) -> int:
    request = RequestFactory().get("/")
    return sum(throttle.allow_request(request) for _ in range(times))


def in_a_process(count: Callable[[], int]) -> Callable[[], int]:
    """Begin in a child of this process; what it counted when it has ended."""
    child = os.fork()
    if child == 0:
        os._exit(count())
    return lambda: os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.filterwarnings(
    "ignore:.*fork:DeprecationWarning"
)  # later Pythons; the child only counts
def test_processes_that_serve_at_once_count_together() -> None:
    children = [in_a_process(lambda: allowed(Throttle(RATE, scope="x"), 30)) for _ in range(3)]

    assert sum(child() for child in children) == 40


def test_threads_that_share_a_throttle_count_together_and_mix_no_clients() -> None:
    throttle, out = Throttle(RATE, scope="x"), []

    def ask(client: str) -> None:
        request = RequestFactory(REMOTE_ADDR=client).get("/")
        out.append((client, sum(throttle.allow_request(request) for _ in range(30))))

    threads = [
        threading.Thread(target=ask, args=(c,)) for c in ("192.0.2.1", "192.0.2.1", "192.0.2.2")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(count for client, count in out if client == "192.0.2.1") == 40
    assert dict(out)["192.0.2.2"] == 30


@pytest.mark.parametrize(
    ("proxies", "same"),
    [(0, True), (1, False)],
    ids=["no proxy is ours: the header is not believed", "our proxy tells clients apart"],
)
def test_a_client_is_told_apart_by_what_our_own_proxy_saw(
    client: Client,
    alder: Any,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    proxies: int,
    same: bool,
) -> None:
    settings.IRWELL_PROXIES = proxies
    monkeypatch.setattr(haste, "PAGES", Throttle("2/m", scope="few"))
    said = [
        client.get("/records/oxmoor-2026-01/", headers={"X-Forwarded-For": f"forged, 192.0.2.{n}"})
        for n in range(4)
    ]
    assert [answer.status_code for answer in said] == ([200, 200, 429, 429] if same else [200] * 4)


def test_readers_are_served_when_nothing_can_be_counted(
    client: Client, alder: Any, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "in the way").write_text("")
    settings.IRWELL_COUNTERS = tmp_path / "in the way"
    assert client.get("/search?q=tidy").status_code == 200


def test_no_address_of_a_reader_is_kept_in_words(
    client: Client, alder: Any, tmp_path: Path
) -> None:
    client.get("/search?q=tidy", REMOTE_ADDR="192.0.2.99")
    kept = [path for path in (tmp_path / "counters").rglob("*") if path.is_file()]
    assert kept and all(b"192.0.2.99" not in path.read_bytes() for path in kept)
    cache.clear()


def test_counts_that_no_rate_looks_back_to_are_swept_away_and_of_too_many_the_oldest(
    tmp_path: Path,
) -> None:
    kept = Counters(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 3}})
    now = time.time()
    for client, ago in {
        "hour": 3700,
        "fifth": 50,
        "fourth": 40,
        "c": 30,
        "b": 20,
        "a": 10,
    }.items():
        kept.set(client, [now - ago], 3600)
        asked = max(tmp_path.iterdir(), key=lambda path: path.stat().st_mtime)
        os.utime(asked, (now - ago, now - ago))

    kept.sweep()

    assert [
        client for client in ("hour", "fifth", "fourth", "c", "b", "a") if kept.has_key(client)
    ] == ["c", "b", "a"]
