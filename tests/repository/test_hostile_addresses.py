"""Whatever is typed into an address, every door answers in words, and what was searched before goes on serving."""

import argparse
import resource
import shutil
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import OperationalError, connection
from django.test import Client
from lxml import etree

from irwell.repository import api, cli
from irwell.repository.models import Quarantined, Record

from .conftest import bundle

HOSTILE = {
    "ten thousand characters": "neglect " * 1250,
    "one word of ten thousand": "x" * 10_000,
    "wildcards alone": "* ** *** ? ?*?",
    "a thousand beginnings": " ".join(f"{c}{d}*" for c in "abcdefghij" for d in "abcdefghij") * 10,
    "unbalanced": '"tidy ( home [ } AND OR NOT - + title: ^~2 "',
    "quotation marks alone": '"' * 999,
    "brackets alone": "(" * 5000,
    "SQL": "'; DROP TABLE repository_record; -- ' OR '1'='1",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>",
    "a template": "{{ settings.SECRET_KEY }}{% debug %}${7*7}",
    "controls": "a\x00b\x01\x7f\u202e\ufeff\u2028",
    "half a letter": "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "other scripts": "משפחה 家庭 घर 👶🏽 Ǆ ß İ",
    "nothing but common words": "the of and to in that",
    "a path": "../../../../etc/passwd%00",
}
DOORS = (
    "/search?mode=words&q=", "/search?q=", "/search.csv?q=", "/feed.atom?q=", "/api/search?q=", "/api/radar?q=",
    "/alerts/feed.atom?q=", "/alerts/new?q=", "/search?harm=", "/compare?a=",
)  # fmt: skip
NOWHERE = (
    "/records/{}/",
    "/api/records/{}",
    "/records/x/files/{}",
    "/lists/{}/",
    "/themes/{}/",
    "/records/{}/similar",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_question_breaks_a_page_a_feed_or_the_api(
    client: Client, filled: int, name: str
) -> None:
    for door in DOORS:
        answer = client.get(door + quote(HOSTILE[name], safe=""))
        assert answer.status_code in (200, 404), (door, answer.status_code)
        assert b"<script>alert" not in answer.content and b"<img src=x" not in answer.content, door
    assert Record.objects.count() == filled


@pytest.mark.parametrize("name", ["SQL", "HTML", "controls", "a path", "one word of ten thousand"])
def test_what_is_nowhere_is_said_to_be_nowhere(client: Client, filled: int, name: str) -> None:
    for path in NOWHERE:
        answer = client.get(path.format(quote(HOSTILE[name], safe="")), follow=True)
        assert answer.status_code == 404, (path, answer.status_code)


def test_a_zero_character_in_an_address_stands_for_nothing(client: Client, filled: int) -> None:
    assert client.get("/records/oxmoor%00-2026-01/").status_code == 200
    assert client.get("/search?q=ti%00dy&mode=words").content.count(b"<mark>tidy</mark>") >= 1


@pytest.mark.parametrize("query", ["from=0001-01-01", "until=9999-12-31", "until=9999-12-31T23:59:59Z", "from=9999-12-31"])  # fmt: skip
def test_harvesting_at_the_ends_of_the_calendar(client: Client, filled: int, query: str) -> None:
    answer = client.get(f"/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&{query}")
    tree = etree.fromstring(answer.content)
    found = tree.findall(".//{*}header")
    assert answer.status_code == 200
    assert len(found) == (0 if query == "from=9999-12-31" else filled)


@pytest.mark.parametrize("since", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00", "9999-12-31"])  # fmt: skip
def test_the_list_at_the_ends_of_the_calendar(client: Client, filled: int, since: str) -> None:
    answer = client.get(f"/api/records?since={since}")
    assert answer.status_code == 200
    assert len(answer.json()["records"]) == (filled if since.startswith("0001") else 0)
    assert datetime(9999, 1, 1, tzinfo=UTC) < api.LAST


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/search?mode=magic", "mode: Input should be 'meaning' or 'words'."),
        ("/api/search?page=x", "page: Input should be a valid integer"),
        ("/api/records?limit=0", "limit: Input should be greater than or equal to 1."),
        ("/api/records?since=soon", "since: Input should be a valid datetime"),
        ("/api/records?since=0.5", "since: Value error, write a day or a moment, as 2026-01-31."),
        ("/api/radar?repeated=perhaps", "repeated: Input should be a valid boolean"),
    ],
)
def test_the_api_says_which_value_is_wrong(client: Client, path: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 422 and answer.json()["problem"].startswith(words)


@pytest.mark.parametrize("body", ["", "{", "[]", '{"words": ""}', '{"words": " "}', '{"words": 5}', "null"])  # fmt: skip
def test_a_body_that_is_none_is_told(client: Client, body: str) -> None:
    for path in ("/api/radar", "/api/similar"):
        answer = client.post(path, body, content_type="application/json")
        assert answer.status_code in (400, 422) and answer.json()["problem"]


def test_the_index_goes_on_serving_when_its_folder_is_deleted(
    client: Client, filled: int, settings: Any
) -> None:
    assert b"<mark>tidy</mark>" in client.get("/search?q=tidy&mode=words").content
    shutil.rmtree(settings.IRWELL_REPOSITORY_INDEX)
    for path in ("/search?q=tidy&mode=words", "/search?q=tidy", "/api/search?q=tidy", "/feed.atom?q=tidy"):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 200 and b"Alder" in answer.content
    assert client.get("/records/oxmoor-2026-01/").status_code == 200


@pytest.fixture
def no_room() -> Iterator[None]:
    """This process can write no more than a line to a file, as on a disk that is nearly full."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def test_a_full_disk_while_the_index_is_built_leaves_the_old_one_serving(
    client: Client, filled: int, capsys: Any, no_room: None
) -> None:
    parser = argparse.ArgumentParser()
    cli.add_commands(parser.add_subparsers())
    args = parser.parse_args(["repository", "index", "--words-only"])
    assert args.run(args) == 1
    assert "could not be written" in capsys.readouterr().err
    assert b"<mark>tidy</mark>" in client.get("/search?q=tidy&mode=words").content


def test_a_full_disk_while_a_bundle_comes_is_told_and_nothing_is_half_done(
    client: Client, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    content = bundle(tmp_path)
    request.getfixturevalue("no_room")
    answer = client.post("/deposit", content, content_type="application/zip")
    assert answer.status_code == 503 and b"no room at the moment" in answer.content
    assert not Record.objects.exists() and not Quarantined.objects.exists()


def test_a_database_that_cannot_write_is_told_to_the_depositor(
    client: Client, tmp_path: Path
) -> None:
    """As on a disk without a byte left: the sender is told to come again, and tries by itself."""

    def full(execute: Any, sql: str, *more: Any) -> Any:
        if sql.startswith("INSERT"):
            raise OperationalError("database or disk is full")
        return execute(sql, *more)

    with connection.execute_wrapper(full):
        answer = client.post("/deposit", bundle(tmp_path), content_type="application/zip")
    assert answer.status_code == 503 and answer["Content-Type"].startswith("text/plain")
