"""The bundle on its way: a real repository process with a database of its own, over real HTTP."""

import http.server
import json
import os
import signal
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from irwell.messaging.models import Notice
from irwell.publication.models import Delivery, Publication
from irwell.publication.tasks import send_due_bundles
from tests.publication.conftest import Steps, at
from tests.repository.serving import free_port, serving

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.fixture
def repository(tmp_path: Path, _signing_key: str) -> Iterator[str]:
    """`irwell serve public` on loopback, trusting the partnership's key."""
    with serving(tmp_path / "repository-var", trusted=_signing_key.encode()) as running:
        yield running.url


class Answering(http.server.BaseHTTPRequestHandler):
    """Answers every request as it is told."""

    answer: Callable[["Answering"], None]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        type(self).answer(self)

    def say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def answering() -> Iterator[Callable[[Callable[[Answering], None]], str]]:
    """answering(how) is the address of a server on loopback that answers so."""
    servers = []

    def start(how: Callable[[Answering], None]) -> str:
        handler = type("Told", (Answering,), {"answer": staticmethod(how)})
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def point_to(url: str) -> None:
    Delivery.objects.update(url=f"{url}/deposit")


def test_a_real_repository_receives_it_shows_it_and_forgets_it_when_withdrawn(
    on_the_site: Publication, steps: Steps, repository: str, clock: Any, settings: Any
) -> None:
    settings.IRWELL_REPOSITORY_URL = repository
    point_to(repository)

    assert send_due_bundles(at("2026-04-14 09:06")) == 1

    delivery = Delivery.objects.get()
    assert delivery.receipt
    assert delivery.record_url == f"{repository}/records/{on_the_site.identifier}/"
    record = json.loads(_get(f"{repository}/api/records/{on_the_site.identifier}"))
    assert record["title"] == on_the_site.title
    assert send_due_bundles(at("2026-04-14 10:06")) == 0

    clock.move_to(at("2027-04-15 10:00"))
    steps.post(steps.people.lena, "withdraw/", {"public_reason": "The year has passed."})
    steps.post(steps.people.idris, "withdraw/decide/", {"decision": "withdraw"})
    assert send_due_bundles(at("2027-04-15 10:01")) == 1
    record = json.loads(_get(f"{repository}/api/records/{on_the_site.identifier}"))
    assert record["withdrawn"]
    assert record["withdrawn_reason"] == "The year has passed."


def _get(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return bytes(error.read())


def test_the_receipt_is_shown_on_the_case(
    on_the_site: Publication, steps: Steps, answering
) -> None:
    body = json.dumps({"receipt": "R-77", "url": "http://repository.example/records/x/"}).encode()
    point_to(answering(lambda asked: asked.say(201, body)))

    send_due_bundles(at("2026-04-14 09:06"))

    page = steps.as_person(steps.people.maya).get(steps.base).content.decode()
    assert "Receipt R-77" in page
    assert "http://repository.example/records/x/" in page


def test_a_repository_that_is_away_is_tried_again_and_the_page_says_so(
    on_the_site: Publication, steps: Steps
) -> None:
    point_to(f"http://127.0.0.1:{free_port()}")

    assert send_due_bundles(at("2026-04-14 09:06")) == 0

    delivery = Delivery.objects.get()
    page = steps.as_person(steps.people.maya).get(steps.base).content.decode()
    assert delivery.attempts == 1
    assert delivery.claimed_at is None
    assert delivery.due_at == at("2026-04-14 09:08")
    assert "The repository does not answer" in page
    assert send_due_bundles(at("2026-04-14 09:07")) == 0
    assert Delivery.objects.get().attempts == 1


def test_a_refusal_is_kept_in_its_words_and_people_are_told_once(
    on_the_site: Publication, answering
) -> None:
    body = json.dumps({"accepted": False, "problem": "The signature is not trusted."}).encode()
    point_to(answering(lambda asked: asked.say(422, body)))

    send_due_bundles(at("2026-04-14 09:06"))
    send_due_bundles(at("2026-04-14 10:06"))

    assert "The signature is not trusted." in Delivery.objects.get().problem
    told = Notice.objects.filter(subject__contains="did not take", to="maya@calderbrook.example")
    assert told.count() == 1


@pytest.mark.parametrize("body", [b"", b"<html>bad gateway</html>", b"[]", b'{"receipt": ""}'])
def test_an_answer_that_is_no_receipt_is_none(on_the_site: Publication, answering, body) -> None:
    point_to(answering(lambda asked: asked.say(200, body)))

    assert send_due_bundles(at("2026-04-14 09:06")) == 0
    assert Delivery.objects.get().acknowledged_at is None


@pytest.fixture
def dies_on_a_signal() -> Iterator[None]:
    """The process takes SIGUSR1 as an order to die at once (a parallel test run ignores SIGINT)."""

    def die(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGUSR1, die)
    yield
    signal.signal(signal.SIGUSR1, before)


def test_a_worker_killed_while_sending_leaves_the_bundle_due(
    on_the_site: Publication, answering, dies_on_a_signal: None
) -> None:
    def kill(asked: Answering) -> None:
        os.kill(os.getpid(), signal.SIGUSR1)

    point_to(answering(kill))
    with pytest.raises(KeyboardInterrupt):
        send_due_bundles(at("2026-04-14 09:06"))
    claimed = Delivery.objects.get()
    point_to(answering(lambda asked: asked.say(200, b'{"receipt": "R-1"}')))

    assert claimed.claimed_at == at("2026-04-14 09:06")
    assert send_due_bundles(at("2026-04-14 09:08")) == 0
    assert send_due_bundles(at("2026-04-14 09:12")) == 1
    assert Delivery.objects.get().receipt == "R-1"


def test_what_was_never_sent_is_not_sent_after_a_withdrawal(
    on_the_site: Publication, steps: Steps, clock, answering
) -> None:
    clock.move_to(at("2027-04-15 10:00"))
    steps.post(steps.people.lena, "withdraw/", {"public_reason": "The year has passed."})
    steps.post(steps.people.idris, "withdraw/decide/", {"decision": "withdraw"})
    point_to(answering(lambda asked: asked.say(200, b'{"receipt": "R-1"}')))

    assert send_due_bundles(at("2027-04-15 10:01")) == 0
    delivery = Delivery.objects.get()
    assert delivery.cancelled_at is not None
    assert bytes(delivery.bundle) == b""
