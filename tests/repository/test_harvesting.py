"""Other repositories are harvested: all of them, once, on from where it was cut, whatever they answer."""

import argparse
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from django.core import mail
from django.test import Client
from lxml import etree

from irwell.core.time import now
from irwell.editors.actions import add_editor
from irwell.repository import cli, harvest_cli, tasks
from irwell.repository.models import Deposit, File, HarvestSource, Record
from irwell.repository.presenters import oai
from tests.moments import at

from .listening import Got, Listening, listening

pytestmark = pytest.mark.usefixtures("socket_enabled")
LIST = "/editors/sources/"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
BEGUN = at("2026-05-05 09:00")
Answer = tuple[int, dict[str, str], bytes]


class Theirs:
    """Another repository: what ours answered a moment ago, said again by a machine on loopback."""

    def __init__(self, here: Listening, client: Client) -> None:
        self.here, self.client = here, client
        self.kept: dict[Any, Answer] = {}
        self.instead: Callable[[dict[str, str]], Answer | None] = lambda asked: None

    def say(self, got: Got) -> Answer:
        asked = dict(parse_qsl(urlsplit(got.path).query))
        instead = self.instead(asked)
        return instead or self.kept.get(_key(got.path), (404, {}, b"not recorded"))

    def record(self, **selected: str) -> list[str]:
        """Ask ours everything that a harvester will ask; the tokens on the way."""
        self._keep("/oai?verb=Identify")
        self._keep("/oai?verb=ListMetadataFormats")
        tokens, asked = [], "&".join(["metadataPrefix=irwell", *(f"{k}={v}" for k, v in selected.items())])  # fmt: skip
        while asked:
            tree = etree.fromstring(self._keep(f"/oai?verb=ListRecords&{asked}"))
            for link in tree.iter("{urn:irwell:review:1}file"):
                self._keep(urlsplit(link.get("href")).path)
            token = tree.findtext(f".//{OAI}resumptionToken") or ""
            tokens.append(token)
            asked = f"resumptionToken={token}" if token else ""
        return tokens

    def _keep(self, path: str) -> bytes:
        answer: Any = self.client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        self.kept[_key(path)] = (answer.status_code, {}, body)
        return bytes(body)


def _key(path: str) -> Any:
    parts = urlsplit(path)
    return parts.path, frozenset(parse_qsl(parts.query))


@pytest.fixture
def theirs(
    settings: Any,
    client: Client,
    filled: int,
    monkeypatch: pytest.MonkeyPatch,
    socket_enabled: None,
) -> Iterator[Theirs]:
    """Six records of another repository, three parts; ours is empty."""
    monkeypatch.setattr(oai, "PAGE", 2)
    with listening(lambda got: (500, {}, b"")) as here:
        settings.IRWELL_MAY_REACH = [here.place]
        settings.IRWELL_PUBLIC_URL = here.url
        theirs = Theirs(here, client)
        here.say = theirs.say
        theirs.tokens = theirs.record()  # type: ignore[attr-defined]
        for model in (Deposit, File, Record):
            model.objects.all().delete()
        settings.IRWELL_PUBLIC_URL = "http://testserver"
        yield theirs


def harvest(theirs: Theirs, *words: str) -> int:
    """`irwell repository harvest URL …`"""
    parser = argparse.ArgumentParser()
    cli.add_commands(parser.add_subparsers())
    asked = ["repository", "harvest", f"{theirs.here.url}/oai", "--words-only", *words]
    args = parser.parse_args(asked)
    return int(args.run(args))


def xml(inner: str) -> Answer:
    words = f'<OAI-PMH xmlns="{OAI[1:-1]}"><responseDate>2026-05-05T08:00:00Z</responseDate>{inner}</OAI-PMH>'
    return 200, {}, words.encode()


def lists(theirs: Theirs) -> list[dict[str, str]]:
    """What was asked with ListRecords."""
    asked = [dict(parse_qsl(urlsplit(got.path).query)) for got in theirs.here.got]
    return [each for each in asked if each.get("verb") == "ListRecords"]


def test_everything_is_taken_once_with_files_recommendations_and_words(
    client: Client, theirs: Theirs, capsys: Any
) -> None:
    assert harvest(theirs) == 0
    assert "6 found, 6 new" in capsys.readouterr().err
    record = Record.objects.get(title__startswith="Child Alder")
    assert record.identifier.startswith("127-0-0-1-oxmoor-2026-01-")
    assert record.source == "harvest" and record.source_url.startswith(theirs.here.url)
    assert {theme.name for theme in record.themes.all()} == {"Neglect", "Education"}
    page = client.get(f"/records/{record.identifier}/").content.decode()
    assert "hidden behind a tidy home" in page and "should join up absence data" in page
    assert {file.name for file in record.files.all()} == {"report.html", "report.pdf"}
    assert "Child Alder" in client.get("/search?q=tidy&mode=words").content.decode()


def test_the_same_again_changes_nothing_and_asks_only_for_what_changed(
    theirs: Theirs, capsys: Any
) -> None:
    harvest(theirs)
    before = list(Record.objects.values_list("identifier", "changed_at"))
    since = HarvestSource.objects.get().since
    theirs.instead = lambda asked: theirs.kept[_key("/oai?verb=ListRecords&metadataPrefix=irwell")] if "from" in asked else None  # fmt: skip
    harvest(theirs)
    assert lists(theirs)[3] == {"verb": "ListRecords", "metadataPrefix": "irwell", "from": since}
    harvest(theirs, "--all")
    assert "0 new, 0 changed or withdrawn, 6 already here" in capsys.readouterr().err
    assert list(Record.objects.values_list("identifier", "changed_at")) == before


def test_a_harvest_that_was_cut_goes_on_with_its_token(theirs: Theirs, capsys: Any) -> None:
    first = theirs.tokens[0]  # type: ignore[attr-defined]
    theirs.instead = lambda asked: (500, {}, b"") if asked.get("resumptionToken") == first else None
    assert harvest(theirs) == 1
    assert "answered with 500. Run this again to go on where it was" in capsys.readouterr().err
    assert Record.objects.count() == 2
    theirs.instead = lambda asked: None
    theirs.here.got.clear()
    assert harvest(theirs) == 0
    assert lists(theirs)[0] == {"verb": "ListRecords", "resumptionToken": first}
    assert Record.objects.count() == 6


def test_a_token_that_expired_meanwhile_begins_the_list_again(theirs: Theirs) -> None:
    last = theirs.tokens[1]  # type: ignore[attr-defined]
    old = xml('<error code="badResumptionToken">Too old</error>')
    theirs.instead = lambda asked: (500, {}, b"") if asked.get("resumptionToken") == last else None
    harvest(theirs)
    expired = [last]
    theirs.instead = lambda asked: old if expired and asked.get("resumptionToken") == expired[0] and expired.pop() else None  # fmt: skip
    assert harvest(theirs) == 0
    assert Record.objects.count() == 6
    assert HarvestSource.objects.get().run.unchanged == 4


def test_what_was_withdrawn_there_becomes_a_tombstone_here(client: Client, theirs: Theirs) -> None:
    harvest(theirs)
    gone = xml('<ListRecords><record><header status="deleted"><identifier>oai:127.0.0.1:oxmoor-2026-01</identifier></header></record></ListRecords>')  # fmt: skip
    theirs.instead = lambda asked: gone if asked["verb"] == "ListRecords" else None
    assert harvest(theirs) == 0
    record = Record.objects.get(title__startswith="Child Alder")
    page = client.get(f"/records/{record.identifier}/")
    assert (
        page.status_code == 410 and "where it was published, withdrew it" in page.content.decode()
    )
    theirs.instead = lambda asked: None
    harvest(theirs, "--all")
    assert client.get(f"/records/{record.identifier}/").status_code == 410
    assert "withdrawn here" in HarvestSource.objects.get().run.failures[0][1]


def test_a_file_that_is_not_what_its_checksum_says_is_told_and_asked_for_again(
    theirs: Theirs, capsys: Any
) -> None:
    name = next(k for k in theirs.kept if k[0].endswith("oxmoor-2026-01/files/report.pdf"))
    good = theirs.kept[name]
    theirs.kept[name] = (200, {}, b"%PDF-1.7 changed on the way")
    harvest(theirs)
    assert (
        "oai:127.0.0.1:oxmoor-2026-01: Its file report.pdf is not what" in capsys.readouterr().err
    )
    assert Record.objects.count() == 5
    theirs.kept[name] = good
    theirs.instead = lambda asked: {
        "GetRecord": theirs.kept[_key("/oai?verb=ListRecords&metadataPrefix=irwell")],
        "ListRecords": xml('<error code="noRecordsMatch"/>'),
    }.get(asked.get("verb", ""))
    assert harvest(theirs) == 0
    assert Record.objects.count() == 6


def test_what_was_harvested_there_is_not_passed_on(
    client: Client, theirs: Theirs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two repositories that harvest each other would pass copies of copies to and fro."""
    harvest(theirs)
    monkeypatch.setattr(oai, "PAGE", 100)
    records = client.get("/oai?verb=ListRecords&metadataPrefix=irwell").content
    theirs.instead = lambda asked: (200, {}, records) if asked["verb"] == "ListRecords" else None
    harvest(theirs, "--all")
    run = HarvestSource.objects.get().run
    assert (run.added, len(run.failures)) == (0, 6) and Record.objects.count() == 6
    assert "Harvest that one" in run.failures[0][1]


def test_a_set_and_days_are_passed_on(theirs: Theirs) -> None:
    theirs.instead = lambda asked: xml('<error code="noRecordsMatch"/>') if asked["verb"] == "ListRecords" else None  # fmt: skip
    assert (
        harvest(theirs, "--set", "theme:neglect", "--from", "2026-01-01", "--until", "2026-01-31")
        == 0
    )
    assert lists(theirs) == [{"verb": "ListRecords", "metadataPrefix": "irwell", "set": "theme:neglect", "from": "2026-01-01", "until": "2026-01-31"}]  # fmt: skip
    assert HarvestSource.objects.get().since == ""
    assert harvest(theirs, "--from", "soon") == 1


PLAIN = """<record><header><identifier>oai:lib.example:{n}</identifier></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">{fields}</oai_dc:dc></metadata></record>"""


def plain(theirs: Theirs, fields: str) -> None:
    """A repository that offers Dublin Core alone, with one record."""
    said = {
        "ListMetadataFormats": "<ListMetadataFormats><metadataFormat><metadataPrefix>oai_dc</metadataPrefix></metadataFormat></ListMetadataFormats>",
        "ListRecords": f"<ListRecords>{PLAIN.format(n=1, fields=fields)}</ListRecords>",
        "Identify": "<Identify><repositoryName>A library</repositoryName><granularity>YYYY-MM-DD</granularity></Identify>",
    }
    theirs.instead = lambda asked: xml(said[asked["verb"]])


def test_dublin_core_alone_makes_a_record_that_can_be_found(client: Client, theirs: Theirs) -> None:
    plain(theirs, "<dc:title>Child Rowan</dc:title><dc:creator>Robin Fell</dc:creator><dc:subject>Neglect</dc:subject><dc:description>Kestrels above the playground.</dc:description><dc:date>2019-02-31</dc:date><dc:date>2019-03</dc:date><dc:identifier>https://lib.example/1</dc:identifier>")  # fmt: skip
    assert harvest(theirs) == 0
    record = Record.objects.get()
    assert (record.title, record.year, record.published) == ("Child Rowan", 2019, None)
    assert (record.authors, record.keywords) == (["Robin Fell"], ["Neglect"])
    assert "Child Rowan" in client.get("/search?q=kestrels&mode=words").content.decode()
    harvest(theirs)
    assert lists(theirs)[1]["from"] == "2026-05-05"


HARD = {
    "no title": ("<dc:creator>x</dc:creator>", "It has no title."),
    "SQL and HTML": ("<dc:title>'; DROP TABLE x; -- &lt;script&gt;alert(1)&lt;/script&gt;</dc:title>", ""),
    "very long": (f"<dc:title>{'x' * 9000}</dc:title><dc:type>{'y' * 9000}</dc:type><dc:publisher>{'z' * 9000}</dc:publisher><dc:rights>{'w' * 9000}</dc:rights>", ""),
    "control characters": ("<dc:title>A\x0bB\x00C</dc:title>", ""),
    "no date at all": ("<dc:title>T</dc:title><dc:date>soon</dc:date><dc:identifier>http://[</dc:identifier>", ""),
    "markup within": ("<dc:title>T <b xmlns=''>bold</b></dc:title>", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", HARD)
def test_whatever_stands_in_a_field_is_kept_as_words_or_told(
    client: Client, theirs: Theirs, name: str
) -> None:
    fields, why = HARD[name]
    plain(theirs, fields)
    assert harvest(theirs) == 0
    if why:
        assert HarvestSource.objects.get().run.failures == [["oai:lib.example:1", why]]
        return
    page = client.get(f"/records/{Record.objects.get().identifier}/")
    assert page.status_code == 200 and "<script>alert" not in page.content.decode()


def _listed(words: str) -> Callable[[dict[str, str]], Answer | None]:
    return lambda asked: xml(words) if asked["verb"] == "ListRecords" else None


BROKEN: dict[str, tuple[Callable[[dict[str, str]], Answer | None], str]] = {
    "bad XML": (lambda asked: (200, {}, b"<OAI-PMH><unclosed>"), "XML that is broken"),
    "a web page": (lambda asked: (200, {}, b"<html><body>Welcome</body></html>"), "not as OAI-PMH 2.0 says"),
    "nothing": (lambda asked: (200, {}, b""), "XML that is broken"),
    "entities": (lambda asked: (200, {}, b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'), "defines entities"),
    "a file of ours": (lambda asked: (200, {}, b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'), "defines entities"),
    "moved": (lambda asked: (301, {"Location": "https://new.example/oai"}, b""), "moved to https://new.example/oai"),
    "an error of theirs": (_listed('<error code="badArgument">No &lt;b&gt;</error>'), "“badArgument”: No <b>"),
    "the same token for ever": (_listed("<ListRecords><resumptionToken>again</resumptionToken></ListRecords>"), "the same resumption token again"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_an_answer_that_cannot_be_used_is_told_in_words_and_harms_nothing(
    theirs: Theirs, capsys: Any, name: str
) -> None:
    theirs.instead, words = BROKEN[name]
    assert harvest(theirs) == 1
    assert words in capsys.readouterr().err
    assert words[:40] in HarvestSource.objects.get().problem
    theirs.instead = lambda asked: None
    assert harvest(theirs, "--all") == 0
    assert Record.objects.count() == 6


@pytest.mark.parametrize(("header", "seconds"), [("2", 2), ("Tue, 05 May 2026 08:00:02 GMT", 2), ("soon", 60), ("-5", 60), ("", 60)])  # fmt: skip
def test_a_repository_that_asks_to_wait_is_waited_for(
    theirs: Theirs, monkeypatch: pytest.MonkeyPatch, header: str, seconds: int
) -> None:
    waited: list[int] = []
    busy = [(503, {"Retry-After": header}, b"")] * 2
    theirs.instead = lambda asked: busy.pop() if busy else None
    monkeypatch.setattr(harvest_cli.clock, "sleep", waited.append)
    with time_machine.travel(at("2026-05-05 09:00"), tick=False):  # 08:00 in Greenwich
        assert harvest(theirs) == 0
    assert waited == [seconds] * 2 and Record.objects.count() == 6


def test_a_wait_of_hours_is_left_to_the_worker(theirs: Theirs, capsys: Any) -> None:
    theirs.instead = lambda asked: (503, {"Retry-After": "7200"}, b"")
    with time_machine.travel(BEGUN, tick=False) as traveller:
        assert harvest(theirs) == 1
        assert "let the worker go on" in capsys.readouterr().err
        theirs.instead = lambda asked: None
        assert tasks.harvest(now()) == 0
        traveller.shift(timedelta(hours=2, seconds=1))
        assert tasks.harvest(now()) == 3
    assert Record.objects.count() == 6


@pytest.fixture
def editor(db: None) -> Client:
    add_editor(email="edith@library.example", name="Edith Crane")
    editor = Client()
    editor.post("/editors/sign-in/", {"email": "edith@library.example"})
    words = mail.outbox[-1].body.split()
    editor.post(next(w.removeprefix("http://testserver") for w in words if w.startswith("http")))
    return editor


def test_an_editor_adds_a_source_the_worker_harvests_it_and_the_page_says_how_it_went(
    editor: Client, theirs: Theirs
) -> None:
    page = editor.post(LIST, {"address": f"{theirs.here.url}/oai"})["Location"]
    assert "Being harvested now" in editor.get(page).content.decode()
    assert tasks.harvest(now()) == 3
    said = editor.get(page).content.decode()
    assert "6 found: 6 new" in said and "The next harvest is" in said
    assert "Irwell repository of case reviews" in editor.get(LIST).content.decode()
    assert "Child Alder" in Client().get("/search?q=tidy&mode=words").content.decode()
    assert tasks.harvest(now()) == 0
    editor.post(page, {"do": "all"})
    assert tasks.harvest(now()) == 3
    editor.post(page, {"do": "end"})
    assert tasks.harvest(now() + timedelta(days=2)) == 0
    assert "Harvested no more since" in editor.get(page).content.decode()


def test_what_failed_stands_on_the_page_and_is_tried_again_by_itself(
    editor: Client, theirs: Theirs
) -> None:
    page = editor.post(LIST, {"address": f"{theirs.here.url}/oai"})["Location"]
    theirs.instead = lambda asked: (500, {}, b"")
    tasks.harvest(now())
    assert "answered with 500" in editor.get(page).content.decode()
    assert "Not complete" in editor.get(LIST).content.decode()
    theirs.instead = lambda asked: None
    assert tasks.harvest(now() + timedelta(hours=1)) == 3


@pytest.mark.parametrize(("address", "why"), [("http://10.0.0.1/oai", "private network"), ("https://x.example/oai?verb=Identify", "base address alone"), ("oai", "begins with https"), ("http://testserver/oai", "the repository itself")])  # fmt: skip
def test_an_address_that_cannot_be_harvested_is_refused_in_words(
    editor: Client, address: str, why: str
) -> None:
    page = editor.post(LIST, {"address": address})
    assert page.status_code == 422 and why in page.content.decode()


def test_only_editors_see_and_add_sources(client: Client) -> None:
    assert client.post(LIST, {"address": "https://x.example/oai"}).status_code == 302
    assert not HarvestSource.objects.exists()
