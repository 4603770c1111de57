"""Interfaces for machines."""

import csv
import io
import json

import pytest
from lxml import etree

from irwell.repository.presenters import oai

NS = {
    "o": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "a": "http://www.w3.org/2005/Atom",
}


def harvest(client, **arguments):
    answer = client.get("/oai", arguments)
    assert answer.status_code == 200
    return etree.fromstring(answer.content)


def error(tree):
    return tree.find("o:error", NS).get("code")


def test_identify(client, alder):
    tree = harvest(client, verb="Identify")

    assert tree.findtext("o:Identify/o:deletedRecord", namespaces=NS) == "persistent"
    assert tree.findtext("o:Identify/o:baseURL", namespaces=NS) == "http://testserver/oai"


def test_a_record_is_described_in_dublin_core(client, alder):
    tree = harvest(
        client,
        verb="GetRecord",
        identifier="oai:testserver:oxmoor-2026-01",
        metadataPrefix="oai_dc",
    )

    assert tree.findtext(".//dc:title", namespaces=NS).startswith("Child Alder")
    assert [each.text for each in tree.iterfind(".//dc:subject", NS)] == ["Education", "Neglect"]


def test_a_harvester_gets_everything_once(client, filled, monkeypatch):
    monkeypatch.setattr(oai, "PAGE", 2)
    seen, arguments = [], {"metadataPrefix": "oai_dc"}
    while True:
        tree = harvest(client, verb="ListRecords", **arguments)
        seen += [each.text for each in tree.iterfind(".//o:header/o:identifier", NS)]
        token = tree.find(".//o:resumptionToken", NS)
        if token is None or not token.text:
            break
        arguments = {"resumptionToken": token.text}

    assert len(seen) == len(set(seen)) == 6
    assert token.get("completeListSize") == "6"


def test_sets_select(client, filled):
    tree = harvest(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set="theme:infants")

    assert len(tree.findall(".//o:header", NS)) == 1
    specs = [each.text for each in harvest(client, verb="ListSets").iterfind(".//o:setSpec", NS)]
    assert "theme:infants" in specs
    assert "kind:rapid-review" in specs


def test_withdrawn_records_are_announced_as_deleted(client, deposit):
    deposit()
    deposit(withdrawn=True, withdrawn_reason="A court ordered it.", version=2)

    tree = harvest(client, verb="ListRecords", metadataPrefix="oai_dc")

    assert tree.find(".//o:header", NS).get("status") == "deleted"
    assert tree.find(".//o:metadata", NS) is None


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Dance"}, "badVerb"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "Identify", "x": "1"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "soon"}, "badArgument"),
        ({"verb": "ListRecords", "resumptionToken": "forged"}, "badResumptionToken"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "no:set"}, "noRecordsMatch"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "1999-01-01"},
            "noRecordsMatch",
        ),
        (
            {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:testserver:no"},
            "idDoesNotExist",
        ),
    ],
)
def test_what_is_wrong_is_named_as_the_protocol_says(client, alder, arguments, code):
    assert error(harvest(client, **arguments)) == code


def test_the_feed_holds_what_is_new(client, alder):
    tree = etree.fromstring(client.get("/feed.atom").content)

    assert tree.findtext("a:entry/a:title", namespaces=NS).startswith("Child Alder")


def test_a_search_is_a_feed_too(client, filled):
    tree = etree.fromstring(client.get("/feed.atom?q=ambulance&mode=words").content)

    assert len(tree.findall("a:entry", NS)) == 1


def test_the_sitemap_lists_landing_pages_that_stand(client, alder):
    assert b"http://testserver/records/oxmoor-2026-01/" in client.get("/sitemap.xml").content
    assert b"Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content


def test_ris_and_bibtex(client, alder):
    ris = client.get("/records/oxmoor-2026-01/cite.ris").content.decode()
    bibtex = client.get("/records/oxmoor-2026-01/cite.bib").content.decode()

    assert ris.startswith("TY  - RPRT\r\n")
    assert "AU  - Robin Fell" in ris
    assert "@techreport{oxmoor-2026-01," in bibtex


def test_csv_is_inert_in_a_spreadsheet(client, deposit):
    deposit(title="=HYPERLINK(1)")

    rows = list(csv.reader(io.StringIO(client.get("/search.csv").content.decode("utf-8-sig"))))

    assert rows[1][1] == "'=HYPERLINK(1)"


def test_the_api_searches_and_says_why(client, filled):
    data = client.get("/api/search?q=ambulance").json()

    assert data["results"][0]["id"] == "pfd1"
    assert data["results"][0]["why"]["words"] == ["ambulance"]
    assert not data["by_meaning"]
    assert "not set up" in data["notes"][0]


def test_the_api_gives_a_whole_record(client, alder):
    data = client.get("/api/records/oxmoor-2026-01").json()

    assert data["recommendations"][0]["number"] == "1"
    assert data["passages"]
    assert {f["name"] for f in data["files"]} == {"report.html", "report.pdf"}


def test_the_api_explains_what_it_cannot_do(client, alder):
    assert client.get("/api/records/none").status_code == 404
    assert "mode: Input should be" in client.get("/api/search?mode=x").json()["problem"]
    assert client.get("/api/search?page=x").status_code == 422


def test_the_api_describes_itself(client):
    data = json.loads(client.get("/api/openapi.json").content)

    assert data["openapi"].startswith("3.1")
    assert "/api/search" in data["paths"]


def test_no_cookie_is_ever_set(client, filled):
    for path in ("/", "/search?q=neglect", "/records/oxmoor-2026-01/", "/help/", "/api/search"):
        assert not client.get(path).cookies
