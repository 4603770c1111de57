"""Harvesting the richer form, everything in one file, and manners towards the machine."""

import csv
import gzip
import hashlib
import io
import json

import pytest
from lxml import etree

from irwell.repository.actions import ingest, refresh_index
from irwell.repository.views import machines
from irwell.repository.views.throttle import Throttle

OAI = "{http://www.openarchives.org/OAI/2.0/}"
REVIEW = "{urn:irwell:review:1}"


def body(response):
    return b"".join(response.streaming_content)


def test_the_richer_form_holds_the_recommendations_and_is_valid(client, alder):
    answer = client.get(
        "/oai",
        {
            "verb": "GetRecord",
            "identifier": "oai:testserver:oxmoor-2026-01",
            "metadataPrefix": "irwell",
        },
    )
    review = etree.fromstring(answer.content).find(f".//{REVIEW}review")
    schema = etree.XMLSchema(etree.fromstring(client.get("/oai/review.xsd").content))

    schema.assertValid(review)
    assert review.findtext(f"{REVIEW}recommendation/{REVIEW}text").startswith("The partnership")
    assert {file.get("name") for file in review.iter(f"{REVIEW}file")} == {
        "report.html",
        "report.pdf",
    }
    assert review.find(f"{REVIEW}file").get("href").startswith("http://testserver/records/")


def test_a_list_goes_on_in_the_form_it_began_with(client, alder, documents, monkeypatch):
    ingest(folder=documents, progress=lambda *_: None)
    monkeypatch.setattr(machines.oai_answers, "PAGE", 2)
    seen, arguments = 0, {"metadataPrefix": "irwell"}
    while True:
        tree = etree.fromstring(client.get("/oai", {"verb": "ListRecords", **arguments}).content)
        seen += len(tree.findall(f".//{REVIEW}review"))
        token = tree.findtext(f".//{OAI}resumptionToken")
        if not token:
            break
        arguments = {"resumptionToken": token}

    assert seen == 6


def test_both_forms_are_listed_with_their_schemas(client):
    tree = etree.fromstring(client.get("/oai?verb=ListMetadataFormats").content)

    assert [each.text for each in tree.iter(f"{OAI}metadataPrefix")] == ["oai_dc", "irwell"]
    assert tree.findall(f".//{OAI}schema")[1].text == "http://testserver/oai/review.xsd"


def test_what_xml_cannot_hold_does_not_stop_a_harvest(client, deposit):
    deposit(summary="A\x0bB\x00 <b>bold</b> & more")

    answer = client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc")

    assert "<b>" not in answer.content.decode()
    assert etree.fromstring(answer.content).find(f".//{OAI}record") is not None


def test_everything_can_be_taken_in_one_file_and_checked(client, alder, documents):
    ingest(folder=documents, progress=lambda *_: None)

    sums = dict(
        reversed(line.split())
        for line in client.get("/bulk/SHA256SUMS").content.decode().splitlines()
    )
    files = {name: body(client.get(f"/bulk/{name}")) for name in sums}

    assert {name: hashlib.sha256(content).hexdigest() for name, content in files.items()} == sums
    lines = gzip.decompress(files["records.jsonl.gz"]).decode().splitlines()
    assert len(lines) == 6
    assert json.loads(lines[0])["passages"]
    rows = list(csv.DictReader(io.StringIO(files["recommendations.csv"].decode())))
    assert rows[0]["url"].startswith("http://testserver/records/")


def test_a_copy_of_everything_is_made_anew_when_something_changed(client, alder, deposit):
    before = client.get("/bulk/SHA256SUMS").content
    deposit(title="Child Alder, corrected", version=2)

    assert client.get("/bulk/SHA256SUMS").content != before


def test_a_withdrawn_review_leaves_its_words_out_of_the_copies(client, deposit):
    deposit()
    deposit(withdrawn=True, withdrawn_reason="A court ordered it.", version=2)

    line = json.loads(gzip.decompress(body(client.get("/bulk/records.jsonl.gz"))))

    assert line["withdrawn_reason"] == "A court ordered it."
    assert "passages" not in line


@pytest.mark.parametrize("name", ["secrets", "..%2fSHA256SUMS", "records.jsonl"])
def test_nothing_else_is_served_from_there(client, alder, name):
    assert client.get(f"/bulk/{name}").status_code == 404


def test_an_answer_that_is_still_good_is_not_sent_again(client, alder):
    first = client.get("/api/records/oxmoor-2026-01")
    again = client.get("/api/records/oxmoor-2026-01", headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    assert not again.content


def test_a_program_that_asks_without_pause_is_told_to_wait(client, alder):
    refresh_index()
    answers = [client.get("/api/records/none") for _ in range(241)]

    assert {answer.status_code for answer in answers[:240]} == {404}
    assert answers[240].status_code == 429
    assert int(answers[240]["Retry-After"]) > 0


def test_a_harvester_in_too_much_haste_is_told_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr(machines, "HARVESTS", Throttle("2/m", scope="few"))
    answers = [client.get("/oai?verb=Identify") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 503]
    assert int(answers[2]["Retry-After"]) > 0
