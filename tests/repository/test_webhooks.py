"""Programs of other institutions are told of records: signed, again until taken, to public addresses only."""

import json
import re
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from irwell.core.time import now
from irwell.editors.actions import add_editor
from irwell.repository import outward, tasks
from irwell.repository.actions import mend, withdraw
from irwell.repository.models import Delivery, Record, Webhook
from irwell.repository.outward import Unreachable, call, is_public
from tests.moments import at

from .listening import Listening, listening

pytestmark = pytest.mark.usefixtures("socket_enabled")
LIST = "/editors/webhooks/"
BEGUN = at("2026-05-05 09:00")
GUIDE = Path("docs/how-to/receive-webhooks.md").read_text(encoding="utf-8")


@pytest.fixture
def editor(db: None) -> Client:
    add_editor(email="edith@library.example", name="Edith Crane")
    editor = Client()
    editor.post("/editors/sign-in/", {"email": "edith@library.example"})
    words = mail.outbox[-1].body.split()
    editor.post(next(w.removeprefix("http://testserver") for w in words if w.startswith("http")))
    return editor


@pytest.fixture
def receiver(settings: Any, socket_enabled: None) -> Iterator[Listening]:
    with listening(lambda got: (204, {}, b"")) as here:
        settings.IRWELL_MAY_REACH = [here.place]
        yield here


def register(editor: Client, address: str) -> str:
    """Register as an editor does; the secret from the page that shows it."""
    page = editor.post(LIST, {"institution": "National library", "address": address})
    found = re.search(r'value="(whsec_[^"]+)"', page.content.decode())
    assert found, page.content.decode()
    return found[1].replace("&#x3D;", "=").replace("&#43;", "+")


def verify(secret: str) -> Any:
    """The receiver's check, as the guide gives it."""
    known: dict[str, Any] = {}
    exec(re.search(r"```python\n(.*?)```", GUIDE, re.S)[1], known)  # type: ignore[index]
    return lambda got, moment: known["read_message"](got.headers, got.body, secret, moment)


def test_the_secret_is_shown_once_and_a_test_message_arrives_signed(
    editor: Client, receiver: Listening
) -> None:
    secret = register(editor, f"{receiver.url}/hook")
    assert secret not in editor.get(LIST).content.decode()
    webhook = Webhook.objects.get()
    page = f"{LIST}{webhook.pk}/"
    assert secret not in editor.get(page).content.decode() and secret not in webhook.nonce

    tasks.tell(now())

    (got,) = receiver.got
    assert (got.method, got.path) == ("POST", "/hook")
    assert verify(secret)(got, now().timestamp())["type"] == "test"
    assert "Taken" in editor.get(page).content.decode()


def test_a_record_is_told_of_when_it_is_published_changed_and_withdrawn(
    editor: Client, receiver: Listening, deposit: Any
) -> None:
    secret = register(editor, receiver.url)
    steps = (
        lambda: deposit(),
        lambda: deposit(version=2, title="Child Alder, corrected"),
        lambda: deposit(version=3, withdrawn=True, withdrawn_reason="A court ordered it."),
    )
    tasks.tell(now())
    for step in steps:
        step()
        tasks.tell(now())

    told = [verify(secret)(got, now().timestamp()) for got in receiver.got[1:]]
    assert [each["type"] for each in told] == [
        "record.published",
        "record.changed",
        "record.withdrawn",
    ]
    assert told[1]["data"]["title"] == "Child Alder, corrected"
    assert told[2]["data"]["withdrawn_reason"] == "A court ordered it."
    assert told[2]["data"]["summary"] == "" and told[0]["data"]["summary"]


def test_what_an_editor_mends_is_told(editor: Client, receiver: Listening, alder: Any) -> None:
    register(editor, receiver.url)
    record = Record.objects.get()
    values = {name: getattr(record, name) for name in ("title", "kind", "partnership", "published", "summary", "authors", "method", "keywords", "licence", "contact")}  # fmt: skip
    from irwell.editors.models import Editor

    mend(record=record, values={**values, "title": "Mended"}, seen=record.changed_at.isoformat(), by=Editor.objects.get(), now=now())  # fmt: skip
    tasks.tell(now())
    assert json.loads(receiver.got[-1].body)["data"]["title"] == "Mended"


def test_of_what_is_withdrawn_before_it_was_sent_no_word_goes_out(
    editor: Client, receiver: Listening, deposit: Any
) -> None:
    register(editor, receiver.url)
    tasks.tell(now())
    deposit()
    withdraw(record=Record.objects.get(), reason="A name was left in.", now=now())
    tasks.tell(now())

    (got,) = receiver.got[1:]
    said = json.loads(got.body)
    assert said["type"] == "record.withdrawn" and "Absence from school" not in got.body.decode()


def test_a_changed_an_old_and_an_unsigned_message_are_not_believed(
    editor: Client, receiver: Listening
) -> None:
    check = verify(register(editor, receiver.url))
    tasks.tell(now())
    got = receiver.got[0]
    changed = type(got)(got.method, got.path, got.headers, got.body.replace(b"test", b"text"))
    unsigned = type(got)(got.method, got.path, {**got.headers, "webhook-signature": ""}, got.body)
    for message, moment in ((changed, 0), (unsigned, 0), (got, 3600)):
        with pytest.raises(ValueError, match=r"not signed|too old"):
            check(message, now().timestamp() + moment)


def test_what_is_not_taken_is_tried_again_later_and_later_then_given_up(
    editor: Client, receiver: Listening
) -> None:
    with time_machine.travel(BEGUN, tick=False) as traveller:
        register(editor, receiver.url)
        receiver.say = lambda got: (503, {}, b"")
        tried = []
        while due := Delivery.objects.get().due_at:
            traveller.move_to(due - timedelta(seconds=1))
            assert tasks.tell(now()) == 0
            traveller.move_to(due)
            assert tasks.tell(now()) == 1
            tried.append((due - BEGUN).total_seconds() // 60)
        page = editor.get(f"{LIST}{Webhook.objects.get().pk}/").content.decode()
    assert tried == [0, 1, 6, 36, 156, 516, 1236, 2676]
    assert "Given up after 8 attempts. It answered with 503." in page
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1


def test_what_was_given_up_can_be_sent_again(editor: Client, receiver: Listening) -> None:
    register(editor, receiver.url)
    Delivery.objects.update(due_at=None, attempts=8, problem="It answered with 503.")
    page = f"{LIST}{Webhook.objects.get().pk}/"
    assert "Send again what was given up" in editor.get(page).content.decode()
    editor.post(page, {"do": "again"})
    tasks.tell(now())
    assert len(receiver.got) == 1 and "Given up" not in editor.get(page).content.decode()


def test_one_address_that_does_not_answer_keeps_no_other_waiting(
    editor: Client, receiver: Listening, settings: Any, deposit: Any
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"127.0.0.1:{taken.getsockname()[1]}"
        settings.IRWELL_MAY_REACH = [receiver.place, nobody]
        register(editor, f"http://{nobody}/")
        register(editor, receiver.url)
        deposit()
        tasks.tell(now())
    assert len(receiver.got) == 2
    assert set(Delivery.objects.filter(sent_at=None).values_list("problem", flat=True)) == {"", "127.0.0.1 does not answer."}  # fmt: skip


def test_a_message_whose_worker_died_is_sent_by_the_next(
    editor: Client, receiver: Listening
) -> None:
    register(editor, receiver.url)
    Delivery.objects.update(claimed_at=now() - timedelta(minutes=11))
    tasks.tell(now())
    assert len(receiver.got) == 1


def test_a_redirect_is_not_followed_and_410_ends_it(editor: Client, receiver: Listening) -> None:
    register(editor, receiver.url)
    page = f"{LIST}{Webhook.objects.get().pk}/"
    receiver.say = lambda got: (302, {"Location": f"{receiver.url}/secret"}, b"")
    tasks.tell(now())
    assert [got.path for got in receiver.got] == ["/"]
    assert "moved (302)" in editor.get(page).content.decode()
    receiver.say = lambda got: (410, {}, b"")
    tasks.tell(now() + timedelta(minutes=2))
    assert "wants nothing more (410)" in editor.get(page).content.decode()


def test_a_new_secret_and_an_end(editor: Client, receiver: Listening, deposit: Any) -> None:
    old = register(editor, receiver.url)
    page = f"{LIST}{Webhook.objects.get().pk}/"
    shown = editor.post(page, {"do": "secret"}).content.decode()
    assert "whsec_" in shown and old not in shown
    editor.post(page, {"do": "test"})
    editor.post(page, {"do": "end"})
    deposit()
    assert tasks.tell(now()) == 0 and not receiver.got
    assert "Ended by Edith Crane." in editor.get(page).content.decode()


def test_the_same_address_is_registered_once(editor: Client, receiver: Listening) -> None:
    register(editor, receiver.url)
    page = editor.post(LIST, {"institution": "Twice", "address": receiver.url})
    assert page.status_code == 422 and "told already" in page.content.decode()


def test_only_editors_register(client: Client, editor: Client, receiver: Listening) -> None:
    assert client.post(LIST, {"institution": "x", "address": receiver.url}).status_code == 302
    assert not Webhook.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/", "ftp://example.org/", "https://", "javascript:alert(1)", "https://user:pw@example.org/",
        "https://localhost/", "https://127.0.0.1/", "https://10.1.2.3/", "https://192.168.0.1/", "https://169.254.169.254/",
        "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[fe80::1]/", "https://0.0.0.0/",
        "https://100.64.0.1/", "https://224.0.0.1/", "https://a b/", "https://example.org:99999/", "https://[::1", "x" * 501,
    ],
)  # fmt: skip
def test_an_address_that_must_not_be_called_is_not_registered(editor: Client, address: str) -> None:
    page = editor.post(LIST, {"institution": "x", "address": address})
    assert page.status_code == 422 and not Webhook.objects.exists()


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f.1", "127.1", "localhost.localdomain", "ip6-localhost"]
)
def test_a_name_that_leads_here_is_judged_when_it_is_looked_up(host: str) -> None:
    with pytest.raises(Unreachable, match=r"private network|no machine|does not answer"):
        call("POST", f"https://{host}/")


def test_the_connection_goes_to_the_address_that_was_judged(
    receiver: Listening, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that says a public address first and loopback a moment later."""
    asked, opened = [], []
    real, looked_up = socket.create_connection, socket.getaddrinfo

    def names(host: str, port: int, *more: Any, **named: Any) -> Any:
        if host[0].isdigit():
            return looked_up(host, port, *more, **named)
        asked.append(host)
        place = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port))]

    def opens(place: tuple[str, int], timeout: float) -> socket.socket:
        opened.append(place[0])
        return real(("127.0.0.1", receiver.port), timeout)

    monkeypatch.setattr(outward.socket, "getaddrinfo", names)
    monkeypatch.setattr(outward.socket, "create_connection", opens)
    assert call("GET", "http://rebinding.example/", plain=True).status == 204
    assert (asked, opened) == (["rebinding.example"], ["93.184.216.34"])
    with pytest.raises(Unreachable, match="private network"):
        call("GET", "http://rebinding.example/", plain=True)


@pytest.mark.parametrize(("address", "public"), [("8.8.8.8", True), ("2001:4860:4860::8888", True), ("64:ff9b::808:808", True), ("2002:7f00:1::", False), ("::", False), ("192.0.2.1", False), ("198.18.0.1", False)])  # fmt: skip
def test_what_a_public_address_is(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_an_endless_answer_and_one_that_drips_are_cut(
    receiver: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.say = lambda got: (200, {}, b"x" * 200_000)
    with pytest.raises(Unreachable, match="more than 100,000 bytes"):
        call("GET", receiver.url)
    monkeypatch.setattr(outward, "PATIENCE", 0.3)
    held = threading.Event()
    receiver.say = lambda got: (200, {}, b"x" * held.wait(2))
    with pytest.raises(Unreachable, match="does not answer"):
        call("GET", receiver.url)
    held.set()
