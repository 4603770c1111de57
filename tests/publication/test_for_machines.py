"""What machines read of a published review holds to its format: Atom, schema.org, PDF structure; and release by the clock."""

import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from django.test import Client

from irwell.publication import rules
from irwell.publication.models import Publication
from irwell.publication.tasks import release_due
from tests.publication.certified import TITLE
from tests.publication.conftest import Steps
from tests.publication.test_gates import reopen

ATOM = "{http://www.w3.org/2005/Atom}"
# Properties that schema.org gives to each type used (Report is a CreativeWork, which is a Thing).
SCHEMA = {
    "Report": {
        "identifier", "name", "url", "abstract", "genre", "inLanguage", "isAccessibleForFree", "datePublished", "keywords",
        "author", "contributor", "publisher", "copyrightHolder", "license", "version", "encoding",
    },
    "Person": {"name"}, "Organization": {"name", "url"},
    "MediaObject": {"encodingFormat", "contentUrl", "sha256"},
}  # fmt: skip


def test_the_feed_has_what_rfc_4287_requires(on_the_site: Publication, client) -> None:
    feed = ElementTree.fromstring(client.get("/reviews/feed.atom").content)
    entries = feed.findall(f"{ATOM}entry")

    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert re.match(r"https?://", element.findtext(f"{ATOM}id") or "")
        datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "")
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own
    assert own[0]
    assert own[0].endswith("/reviews/feed.atom")
    for entry in entries:
        assert entry.find(f"{ATOM}author/{ATOM}name") is not None
        assert entry.find(f"{ATOM}link") is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))


def test_a_search_engine_is_led_to_each_review_in_both_languages_and_to_nothing_else(
    on_the_site: Publication, client
) -> None:
    robots = client.get("/robots.txt").content.decode()
    places = ElementTree.fromstring(client.get("/sitemap.xml").content)

    found = [node.text or "" for node in places.iter() if node.tag.endswith("}loc")]
    assert "/sitemap.xml" in robots
    assert "Disallow: /cases/" in robots
    assert {f"/reviews/{on_the_site.identifier}/", f"/cy/reviews/{on_the_site.identifier}/"} < {
        "/" + place.split("/", 3)[3] for place in found
    }
    assert all(client.get("/" + place.split("/", 3)[3]).status_code == 200 for place in found)


def linked(client: Any, publication: Publication) -> dict[str, Any]:
    page = client.get(f"/reviews/{publication.identifier}/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_linked_data_uses_only_what_schema_org_gives_to_each_type(
    on_the_site: Publication, client
) -> None:
    def check(thing: dict[str, Any]) -> None:
        kind = thing["@type"]
        for name, value in thing.items():
            if name.startswith("@"):
                continue
            assert name in SCHEMA[kind], f"{kind}.{name}"
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict):
                    check(one)

    data = linked(client, on_the_site)
    check(data)
    date.fromisoformat(data["datePublished"])
    assert data["@context"] == "https://schema.org"
    assert data["@id"] == data["url"]


def elements(node: Any) -> list[Any]:
    """Every structure element of a PDF, in reading order."""
    kids = node.get("/K", [])
    found = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += [kid, *elements(kid)]
    return found


def test_the_pdfs_structure_is_that_of_pdf_ua(on_the_site: Publication) -> None:
    """What ISO 14289-1 asks for and can be checked here: tags, language, title, heading order, alternatives, tables."""
    with pikepdf.open(io.BytesIO(bytes(on_the_site.files.get(name="report.pdf").content))) as pdf:
        root = pdf.Root
        metadata = pdf.open_metadata()
        tags = elements(root.StructTreeRoot)
        kinds = [str(tag.S) for tag in tags]

        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(root.Lang) == "en-GB"
        assert metadata.get("pdfuaid:part") == "1"
        assert metadata.get("dc:title") == TITLE
        assert "/ParentTree" in root.StructTreeRoot
        assert kinds[0] == "/Document"
        levels = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert {"/P", "/L", "/LI", "/LBody"} <= set(kinds)
        assert all("/Alt" in tag for tag in tags if str(tag.S) == "/Figure")
        for page in pdf.pages:
            assert "/StructParents" in page
            assert str(page.get("/Tabs", "/S")) == "/S"
            for name, font in page.get("/Resources", {}).get("/Font", {}).items():
                inner = font.get("/DescendantFonts", [font])[0]
                files = set(inner.get("/FontDescriptor", {}).keys())
                assert files & {"/FontFile", "/FontFile2", "/FontFile3"}, f"{name} is not embedded"


@pytest.mark.parametrize(
    ("day", "hour_utc"),
    [
        (date(2026, 3, 27), 9),
        (date(2026, 3, 30), 8),
        (date(2026, 10, 23), 8),
        (date(2026, 10, 26), 9),
    ],
)
def test_release_is_at_nine_in_england_on_both_sides_of_a_clock_change(
    day: date, hour_utc: int
) -> None:
    moment = rules.release_moment(day)

    assert moment.astimezone(UTC) == datetime(day.year, day.month, day.day, hour_utc, tzinfo=UTC)


def test_a_review_planned_for_the_first_working_day_after_the_clocks_change_comes_out_at_nine_and_once(
    steps: Steps, clock: Any
) -> None:
    """The clocks go forward in the night before Sunday 29 March 2026."""
    steps.plan(date(2026, 3, 30))
    steps.close_gates()
    steps.approve()
    moment = rules.release_moment(date(2026, 3, 30))

    early = release_due(moment - timedelta(seconds=1))
    on_time, again = release_due(moment), release_due(moment + timedelta(hours=1))

    assert (early, on_time, again) == (0, 1, 0)
    assert steps.publication.published_at == moment


@pytest.mark.parametrize(
    ("day", "night"),
    [
        (date(2026, 3, 30), ("2026-03-29T00:30+00:00", "2026-03-29T01:30+00:00")),
        # Half past one comes twice in this night, first in summer time, then in winter time.
        (date(2026, 10, 26), ("2026-10-25T00:30+00:00", "2026-10-25T01:30+00:00")),
    ],
)
def test_in_the_night_of_a_clock_change_the_embargo_holds_and_the_release_comes_once(
    steps: Steps, clock: Any, client: Client, day: date, night: tuple[str, str]
) -> None:
    steps.plan(day)
    steps.close_gates()
    steps.approve()
    address = f"/reviews/{steps.publication.identifier}/"

    for moment in map(datetime.fromisoformat, night):
        clock.move_to(moment)
        pressed = steps.post(steps.people.lena, "publish/", {})
        assert "under embargo" in pressed.content.decode()
        assert (release_due(moment), client.get(address).status_code) == (0, 404)

    moment = rules.release_moment(day)
    clock.move_to(moment)
    assert [release_due(moment), release_due(moment + timedelta(hours=1))] == [1, 0]
    assert client.get(address).status_code == 200


def test_a_gate_reopened_a_second_before_release_stops_it(steps: Steps, clock: Any) -> None:
    steps.plan()
    steps.close_gates()
    steps.approve()
    moment = rules.release_moment(steps.publication.planned_on)
    clock.move_to(moment - timedelta(seconds=1))
    reopen(steps, next(gate.id for gate in rules.GATES if not gate.counted))

    release_due(moment)

    assert steps.publication.status == Publication.Status.PLANNED
    assert not steps.publication.files.exists()
    assert "Open:" in steps.publication.held_reason
