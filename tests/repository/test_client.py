"""The client in docs/how-to/use-the-api.md, run as it stands on the page against a repository."""

import email.message
import gzip
import io
import json
import re
import time
import urllib.request
import urllib.response
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from irwell.core.time import now
from irwell.repository.actions import ingest, refresh_index
from irwell.repository.models import Record
from irwell.repository.presenters import oai
from irwell.repository.views import machines
from irwell.repository.views.throttle import Throttle
from tests.moments import at

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "use-the-api.md"
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


class Site(urllib.request.HTTPSHandler):
    """The repository of this test in place of the network."""

    def https_open(self, request: Any) -> Any:
        answer: Any = Client().get(request.selector)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = email.message.Message()
        for name, value in answer.items():
            headers[name] = value
        got = urllib.response.addinfourl(io.BytesIO(body), headers, request.full_url, answer.status_code)  # fmt: skip
        got.msg = answer.reason_phrase  # type: ignore[attr-defined]
        return got


@pytest.fixture(autouse=True)
def _site(
    alder: Any, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    ingest(folder=documents, progress=lambda *_: None)
    refresh_index()
    monkeypatch.setattr(oai, "PAGE", 2)
    monkeypatch.chdir(tmp_path)
    urllib.request.install_opener(urllib.request.build_opener(Site))
    yield
    urllib.request.install_opener(urllib.request.build_opener())


@pytest.fixture
def page() -> dict[str, Any]:
    """The names that the page leaves when all of it was run."""
    names: dict[str, Any] = {}
    for block in BLOCKS:
        exec(compile(block, PAGE.name, "exec"), names)
    return names


def test_every_line_of_the_page_runs(page: dict[str, Any]) -> None:
    every = set(Record.objects.values_list("identifier", flat=True))

    assert set(page["known"]) == every
    assert len(page["changed"]) >= 1
    assert len(page["titles"]) == len(every)
    assert "Child Alder: local child safeguarding practice review" in page["titles"]
    assert {record["id"] for record in page["everything"]} == every


def test_the_page_prints_the_passage_that_answers(capsys: Any, page: dict[str, Any]) -> None:
    said = capsys.readouterr().out

    assert "http://testserver/records/oxmoor-2026-01/" in said
    assert "hidden behind a tidy home" in said


def test_a_search_goes_through_every_page_of_results(page: dict[str, Any]) -> None:
    for number in range(12):
        Record.objects.create(
            identifier=f"more-{number}", title=f"Kestrel {number}", kind="x", source="file",
            content_hash="0", changed_at=now(),
        ).passages.create(position=0, anchor="p1", text=f"A kestrel sat on post {number}.")  # fmt: skip
    refresh_index()

    found = [each["id"] for each in page["repository"].search("kestrel", mode="words")]

    assert len(found) == len(set(found)) == 12


def test_a_harvest_that_was_cut_goes_on_with_the_last_token(page: dict[str, Any]) -> None:
    harvest = page["repository"].harvest(form="irwell")
    first = [next(harvest) for _ in range(2)]

    rest = list(page["repository"].harvest(token=first[-1][1]))

    assert len(first) + len(rest) == Record.objects.count()


def test_a_harvest_of_nothing_is_empty_and_a_forged_token_is_told(page: dict[str, Any]) -> None:
    assert list(page["repository"].harvest(until="1999-01-01")) == []
    with pytest.raises(ValueError, match="not ours or is older"):
        list(page["repository"].harvest(token="forged"))


def test_it_waits_when_it_is_told_to_and_loses_nothing(
    page: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machines, "HARVESTS", Throttle("2/m", scope="few"))
    cache.clear()  # the page asked at another time
    with time_machine.travel(at("2026-05-05 09:00"), tick=False) as traveller:
        waited: list[int] = []

        def sleep(seconds: int) -> None:
            waited.append(seconds)
            traveller.shift(seconds + 1)

        monkeypatch.setattr(time, "sleep", sleep)
        found = list(page["repository"].harvest())

    assert len(found) == Record.objects.count()
    assert waited


def test_a_copy_that_is_not_what_its_checksum_says_is_not_kept(
    page: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "records.jsonl.gz"
    assert json.loads(gzip.decompress(place.read_bytes()).splitlines()[0])["id"]
    place.unlink()
    fetch = page["fetch"]
    monkeypatch.setitem(
        page, "fetch", lambda url: fetch(url) + (b"" if url.endswith("SUMS") else b"x")
    )

    with pytest.raises(ValueError, match="try again"):
        page["repository"].download("records.jsonl.gz", tmp_path)
    assert not place.exists()
