"""The list of all records with a cursor, as a program walks it."""

import pytest
from django.test import Client

from irwell.core import time
from irwell.repository.actions import withdraw
from irwell.repository.models import Record


def walk(client: Client, address: str) -> list[str]:
    out, cursor = [], ""
    while cursor is not None:
        page = client.get(f"{address}&cursor={cursor}").json()
        out += [record["id"] for record in page["records"]]
        cursor = page["next"]
    return out


def test_a_cursor_walks_through_everything_once(client: Client, filled: int) -> None:
    found = walk(client, "/api/records?limit=2")
    assert len(found) == len(set(found)) == filled


def test_a_record_withdrawn_on_the_way_comes_again_as_withdrawn(
    client: Client, filled: int
) -> None:
    first = client.get("/api/records?limit=2").json()
    withdraw(
        record=Record.objects.get(identifier="pfd1"), reason="A name was left in.", now=time.now()
    )
    rest = client.get(f"/api/records?limit=200&cursor={first['next']}").json()["records"]
    assert rest[-1]["id"] == "pfd1" and rest[-1]["withdrawn"]


def test_only_what_changed_since_is_listed(client: Client, filled: int) -> None:
    assert client.get("/api/records?since=2999-01-01").json() == {"records": [], "next": None}
    assert len(client.get("/api/records?since=2000-01-01T00:00:00Z").json()["records"]) == filled


@pytest.mark.parametrize("query", ["limit=0", "limit=100000", "limit=x", "since=x"])  # fmt: skip
def test_a_wrong_argument_is_told(client: Client, filled: int, query: str) -> None:
    answer = client.get(f"/api/records?{query}")
    assert answer.status_code == 422 and answer.json()


def test_a_cursor_that_is_not_ours_leads_nowhere(client: Client, filled: int) -> None:
    for forged in ("forged", "é", "x:y:z", "' OR 1=1"):
        answer = client.get("/api/records", {"cursor": forged})
        assert answer.status_code == 404 and "Start without one" in answer.json()["problem"]


def test_hostile_filters_find_nothing(client: Client, filled: int) -> None:
    answer = client.get("/api/records", {"kind": "'; DROP TABLE x;\x00", "theme": "<script>"})
    assert answer.json() == {"records": [], "next": None}
