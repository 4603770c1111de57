"""What anyone reads: the list, the landing page, the report, the files, the feed."""

import json
import re
from xml.etree import ElementTree

import pytest

from irwell.publication.models import Publication
from irwell.publication.presenters.report import body_of, headings_of
from tests.publication.certified import made_files, sha256


def test_the_list_leads_to_the_review_and_home_leads_to_the_list(
    on_the_site: Publication, client
) -> None:
    page = client.get("/reviews/").content.decode()

    assert f'href="/reviews/{on_the_site.identifier}/"' in page
    assert 'href="/reviews/"' in client.get("/").content.decode()


def test_pages_need_no_session_and_may_be_kept_for_a_little_while(
    on_the_site: Publication, client
) -> None:
    for part in ("", "report/", "files/report.pdf"):
        page = client.get(f"/reviews/{on_the_site.identifier}/{part}")
        assert page.status_code == 200
        assert page["Cache-Control"] == "public, max-age=300"
        assert not page.cookies


def test_a_signed_in_person_s_page_is_not_kept(on_the_site: Publication, people, as_person) -> None:
    page = as_person(people.maya).get(f"/reviews/{on_the_site.identifier}/")

    assert page["Cache-Control"] == "no-store"


def test_the_report_reads_as_a_page_of_ours(on_the_site: Publication, client) -> None:
    page = client.get(f"/reviews/{on_the_site.identifier}/report/").content.decode()

    assert page.count("<h1") == 1
    assert "Practitioners did not ask what a day was like for Child A." in page
    assert '<h2 id="' in page.replace(' class="govuk-heading-m"', "")
    assert "Contents" in page
    for anchor in re.findall(r'<li><a class="govuk-link" href="#([^"]+)"', page):
        assert f'id="{anchor}"' in page


def test_metadata_for_machines_is_whole(on_the_site: Publication, client) -> None:
    page = client.get(f"/reviews/{on_the_site.identifier}/").content.decode()
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)

    assert script
    data = json.loads(script[1])
    assert data["@type"] == "Report"
    assert data["datePublished"] == "2026-04-14"
    assert {e["sha256"] for e in data["encoding"]} == {sha256(d) for d in made_files().values()}
    assert data["copyrightHolder"]["name"] == data["publisher"]["name"]
    assert "license" not in data
    assert '<meta name="DC.title" content="Child A: local child' in page
    assert '<meta name="citation_author" content="Rosalind Farr-Kite">' in page


def test_files_come_as_they_were_certified(on_the_site: Publication, client) -> None:
    for name, data in made_files().items():
        answer = client.get(f"/reviews/{on_the_site.identifier}/files/{name}")
        assert answer.content == data
        assert on_the_site.identifier in answer["Content-Disposition"]
        assert "sandbox" in answer["Content-Security-Policy"]


def test_the_feed_is_atom_with_the_review_in_it(on_the_site: Publication, client) -> None:
    answer = client.get("/reviews/feed.atom")

    tree = ElementTree.fromstring(answer.content)
    space = "{http://www.w3.org/2005/Atom}"
    assert [e.findtext(f"{space}title") for e in tree.findall(f"{space}entry")] == [
        on_the_site.title
    ]


def test_nothing_of_the_case_stands_on_the_public_pages(on_the_site: Publication, client) -> None:
    case = on_the_site.case
    for address in ("/reviews/", "/reviews/feed.atom", f"/reviews/{on_the_site.identifier}/"):
        page = client.get(address).content.decode()
        for secret in (case.reference, case.label, str(case.pk), "Maya Thornlea"):
            assert secret not in page


@pytest.mark.parametrize(
    "part", ["", "report/", "files/report.pdf", "files/../../etc", "files/none.pdf"]
)
def test_what_is_not_there_is_not_found(client, db, part: str) -> None:
    assert client.get(f"/reviews/cb-2026-nnnnn/{part}").status_code == 404


def test_a_planned_review_is_not_there_for_anyone(steps, client) -> None:
    steps.plan()

    assert client.get(f"/reviews/{steps.publication.identifier}/").status_code == 404
    assert (
        client.get(f"/reviews/{steps.publication.identifier}/files/report.pdf").status_code == 404
    )


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>', '<img src="https://elsewhere.example/x.png">',
        "<iframe src='https://elsewhere.example'></iframe>", "<form action=/x><input></form>",
        "<p style='color:red' onclick=x>y</p>", "<style>p{}</style>", "<base href='//x'>",
    ],
)  # fmt: skip
def test_nothing_in_a_report_can_act_or_lead_elsewhere(attack: str) -> None:
    body = body_of(f"<main><p>Words.</p>{attack}</main>".encode())

    assert "Words." in body
    assert not re.search(
        r"script|onerror|onclick|javascript|data:|elsewhere|iframe|form|style|base", body
    )


def test_headings_keep_their_anchors_and_tables_scroll() -> None:
    body = body_of(
        b'<h2 id="a">Findings &amp; more</h2><div class="table"><table><tr><th scope="col">x</th></tr></table></div>'
    )

    assert headings_of(body) == [("a", "Findings & more")]
    assert (
        'class="irw-scroll" tabindex="0" role="region" aria-label="Table 1 of the report"' in body
    )


def test_the_entry_for_the_national_repository_can_leave_the_partnership_out(
    on_the_site: Publication, people, as_person
) -> None:
    base = f"/cases/{on_the_site.case_id}/publication/nspcc/"
    maya = as_person(people.maya)

    named, anonymous = (
        maya.get(base).content.decode(),
        maya.get(f"{base}?as=anonymous").content.decode(),
    )

    assert "2026 – Calderbrook Safeguarding Children Partnership – Child A" in named
    assert "2026 – Anonymous – Child A" in anonymous
    assert "Rosalind" not in anonymous


def test_the_e_mail_pack_carries_the_report_and_no_address(
    on_the_site: Publication, people, as_person
) -> None:
    from email import message_from_bytes

    answer = as_person(people.maya).get(f"/cases/{on_the_site.case_id}/publication/nspcc/pack/")

    message = message_from_bytes(answer.content)
    names = [part.get_filename() for part in message.walk() if part.get_filename()]
    assert message["To"] is None
    assert sorted(names) == ["report.docx", "report.pdf"]


def test_the_terms_of_use_stand_on_the_page_and_in_what_machines_read(
    on_the_site: Publication, client
) -> None:
    Publication.objects.update(licence="ogl")

    page = client.get(f"/reviews/{on_the_site.identifier}/").content.decode()

    assert 'rel="license" href="https://www.nationalarchives.gov.uk/doc/open-gov' in page
    assert '"license": "https://www.nationalarchives.gov.uk/' in page
    assert ". Open Government Licence v3.0" in re.findall(r'"DC.rights" content="(.*?)"', page)[0]
