"""The repository’s pages with OpenSearch in place of the index in files."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from irwell.repository.actions import refresh_index
from irwell.search.lexical import FACETS
from tests.search.server import Recorded, recorded

pytestmark = pytest.mark.usefixtures("socket_enabled")
PASSAGE = {"anchor": "p1", "heading": "Findings", "text": "Neglect was hidden behind a tidy home."}


@pytest.fixture
def server(alder: Any, settings: Any, socket_enabled: None) -> Iterator[Recorded]:
    with recorded() as told:
        settings.IRWELL_OPENSEARCH = told.url
        yield told


def answer() -> dict[str, Any]:
    source = {"id": "oxmoor-2026-01", "title": "Child Alder", "theme": ["Neglect"]}
    inner = {"passages": {"hits": {"hits": [{"_source": PASSAGE}]}}}
    hit = {"_id": "oxmoor-2026-01", "_score": 2.0, "_source": source, "inner_hits": inner}
    facets = {name: {"values": {"buckets": []}} for name in (*FACETS, "year")}
    return {"hits": {"total": {"value": 1}, "hits": [hit]}, "aggregations": facets}


def test_a_search_is_answered_by_the_server(client: Client, server: Recorded) -> None:
    server.tell("GET", "/irwell/_mapping", {"irwell-1": {"mappings": {}}})
    server.tell("POST", "/irwell/_search", answer())

    page = client.get("/search?q=tidy+home&mode=words").content.decode()

    assert "<mark>tidy</mark>" in page and "/records/oxmoor-2026-01/" in page
    found = client.get("/api/search?q=tidy&mode=words").json()["results"]
    assert [each["id"] for each in found] == ["oxmoor-2026-01"]


def test_the_index_is_built_on_the_server(server: Recorded) -> None:
    server.tell("PUT", "/irwell-*", {})
    server.tell("POST", "/_bulk", {"errors": False, "items": []})
    server.tell("POST", "/irwell-*", {})
    server.tell("POST", "/_aliases", {})

    assert refresh_index() == 1
    (filled,) = [call for call in server.calls if call.path == "/_bulk"]
    assert filled.lines[1]["title"] == "Child Alder: local child safeguarding practice review"


def test_while_the_server_is_away_search_says_so_and_reviews_can_be_read(
    client: Client, alder: Any, settings: Any
) -> None:
    with recorded() as gone:
        settings.IRWELL_OPENSEARCH = gone.url

    assert client.get("/search?q=tidy").status_code == 503
    assert client.get("/api/search?q=tidy").status_code == 503
    for path in ("/", "/records/oxmoor-2026-01/", "/records/oxmoor-2026-01/similar", "/compare"):
        assert client.get(path).status_code == 200
