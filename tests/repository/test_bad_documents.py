"""Documents, deposits, harvests and crawlers that are wrong in some way get a clear answer and harm nothing."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from django.test import Client
from lxml import etree
from pikepdf import Dictionary, Name

from irwell.core.time import now
from irwell.repository.actions import Outcome, ingest, refresh_index, withdraw
from irwell.repository.models import Record
from irwell.repository.presenters import oai
from irwell.repository.rules import guesses
from irwell.repository.views import haste
from irwell.repository.views.throttle import Throttle
from tests.moments import at

OAI = "{http://www.openarchives.org/OAI/2.0/}"
WORDS = "The baby was found asleep beside an adult; nobody had asked where the baby slept."
WELSH = (
    "Mae’r adroddiad hwn yn trafod plentyn oedd wedi marw. Roedd y teulu wedi gofyn am gymorth ond roedd yr asiantaethau"
    " heb rannu gwybodaeth, ac mae hyn wedi digwydd o’r blaen yn yr ardal."
)


def pdf(place: Path, texts: list[str], *, locked: pikepdf.Encryption | bool = False) -> Path:
    """A PDF with a page of one line for each text; a page without words for an empty one."""
    with pikepdf.new() as file:
        font = file.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
        for text in texts:
            page = file.add_blank_page(page_size=(600, 200))
            if text:
                page.Resources = Dictionary(Font=Dictionary(F1=font))
                page.Contents = file.make_stream(f"BT /F1 9 Tf 20 100 Td ({text}) Tj ET".encode())
        file.save(place, encryption=locked)
    return place


def take_in(place: Path) -> Outcome:
    return ingest(folder=place, progress=lambda *_: None)


def why(place: Path) -> str:
    """The reason for which a document was not taken in; nothing of it is kept."""
    outcome = take_in(place)
    assert (outcome.added, outcome.updated) == (0, 0)
    return dict(outcome.failures)[place.name]


def test_a_locked_pdf_is_named_with_what_to_do(tmp_path: Path) -> None:
    place = pdf(tmp_path / "a.pdf", [WORDS], locked=pikepdf.Encryption(owner="o", user="u", R=4))

    assert why(place) == "a.pdf is locked with a password. Save a copy without one and add that."
    assert not Record.objects.exists()


def test_a_pdf_that_opens_without_its_password_is_read(tmp_path: Path) -> None:
    place = pdf(tmp_path / "a.pdf", [WORDS], locked=pikepdf.Encryption(owner="o", user="", R=4))

    assert take_in(place).added == 1


def test_a_pdf_without_text_is_named_with_what_to_do(tmp_path: Path) -> None:
    place = pdf(tmp_path / "scan.pdf", ["", "", ""])

    assert "holds pictures of pages and no text" in why(place)


def test_a_pdf_of_two_thousand_pages_is_read_to_its_last_page(tmp_path: Path) -> None:
    last = "Lastly, kestrels nested above the playground of the school; nobody minded."
    texts = [f"{WORDS} Part {number}." for number in (1, 2, 3)] + [""] * 1996 + [last]
    outcome = take_in(pdf(tmp_path / "long.pdf", texts))

    assert outcome.failures == []
    record = Record.objects.get()
    assert record.pages == 2000
    assert record.passages.filter(text__contains="kestrels").exists()


def test_a_pdf_with_too_many_pages_is_named_with_what_to_do(tmp_path: Path) -> None:
    assert "Split it and add the parts" in why(pdf(tmp_path / "a.pdf", [""] * 3001))


def test_a_report_in_another_language_is_taken_in_and_an_editor_sees_which(
    client: Client, tmp_path: Path
) -> None:
    place = tmp_path / "adroddiad.html"
    place.write_text(f"<main><h1>Plentyn Derw</h1><p>{WELSH}</p></main>", encoding="utf-8")
    take_in(place)
    refresh_index()

    assert b"Plentyn Derw" in client.get("/search?q=asiantaethau&mode=words").content
    guess = guesses("Plentyn Derw", [WELSH])["language"]
    assert (guess.answer, guess.sure) == ("Welsh", "fairly sure")
    Record.objects.update(facts={"language": "Welsh"})
    assert b'name="DC.language" content="cy"' in client.get(address()).content


def test_a_word_of_another_language_makes_no_foreign_report() -> None:
    assert "language" not in guesses("x", [WORDS, "He lived in Ynys y Coed, yr hen ysgol, yn Leeds."])  # fmt: skip


def address() -> str:
    return f"/records/{Record.objects.get().identifier}/"


def test_the_same_file_with_another_date_is_not_a_second_record(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf", [WORDS])
    (tmp_path / "a.json").write_text(json.dumps({"published": "2024-05-01"}))
    take_in(tmp_path)
    (tmp_path / "b.pdf").write_bytes((tmp_path / "a.pdf").read_bytes())
    (tmp_path / "b.json").write_text(json.dumps({"published": "2025-06-02"}))

    told = why(tmp_path / "b.pdf")

    record = Record.objects.get()
    assert f"published 2025-06-02) is the same file as {record.identifier}" in told
    assert "(published 2024-05-01), so it was not added again" in told
    assert str(record.published) == "2024-05-01"


def test_a_corrected_date_of_the_same_document_is_taken_over(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf", [WORDS])
    (tmp_path / "a.json").write_text(json.dumps({"published": "2024-05-01"}))
    take_in(tmp_path)
    (tmp_path / "a.json").write_text(json.dumps({"published": "2024-05-03"}))

    assert take_in(tmp_path).updated == 1
    assert str(Record.objects.get().published) == "2024-05-03"


def test_the_same_report_deposited_again_with_another_date_is_refused_with_what_to_do(
    deposit: Any,
) -> None:
    deposit()
    answer = deposit(identifier="oxmoor-2026-02", published=at("2026-05-01 09:00").date())

    assert answer.status_code == 422
    assert "is here already as oxmoor-2026-01, published on 2026-04-14" in answer.json()["problem"]
    assert "version 2 of oxmoor-2026-01" in answer.json()["problem"]
    assert deposit(version=2, published=at("2026-05-01 09:00").date()).status_code == 201
    assert str(Record.objects.get().published) == "2026-05-01"


# -- harvesting ----------------------------------------------------------------------------


@pytest.fixture
def by_two(filled: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Two records on a page of a harvest."""
    monkeypatch.setattr(oai, "PAGE", 2)
    return filled


def part(client: Client, **arguments: str) -> tuple[list[str], str, Any]:
    tree = etree.fromstring(client.get("/oai", {"verb": "ListRecords", **arguments}).content)
    headers = tree.findall(f".//{OAI}header")
    names = [str(each.findtext(f"{OAI}identifier")).rsplit(":", 1)[-1] for each in headers]
    return names, tree.findtext(f".//{OAI}resumptionToken") or "", tree


def rest(client: Client, token: str) -> list[str]:
    names: list[str] = []
    while token:
        more, token, _ = part(client, resumptionToken=token)
        names += more
    return names


def test_a_harvest_that_was_cut_goes_on_with_its_last_token(client: Client, by_two: int) -> None:
    first, token, _ = part(client, metadataPrefix="oai_dc")
    lost, _, _ = part(client, resumptionToken=token)  # sent, and never arrived

    names = first + rest(Client(), token)

    assert set(lost) <= set(names)
    assert len(names) == len(set(names)) == by_two


def test_what_changed_while_a_harvest_was_cut_comes_at_its_end(client: Client, by_two: int) -> None:
    first, token, _ = part(client, metadataPrefix="oai_dc")
    withdraw(record=Record.objects.get(identifier=first[0]), reason="A name was left in.", now=now())  # fmt: skip

    names = rest(client, token)

    assert names[-1] == first[0]
    assert set(first) | set(names) == set(Record.objects.values_list("identifier", flat=True))


def test_a_token_is_good_for_a_day_and_then_told_to_be_old(client: Client, by_two: int) -> None:
    begun = at("2026-05-05 09:00")
    with time_machine.travel(begun, tick=False) as traveller:
        _, token, _ = part(client, metadataPrefix="oai_dc")
        traveller.move_to(begun + timedelta(hours=23))
        assert part(client, resumptionToken=token)[0]
        traveller.move_to(begun + timedelta(hours=25))
        tree = part(client, resumptionToken=token)[2]
    error = tree.find(f"{OAI}error")
    assert error.get("code") == "badResumptionToken"
    assert "older than a day. Start again" in error.text


@pytest.mark.parametrize("change", ["x", "é", ":::", "' OR 1=1 --", "<b>"])
def test_a_token_that_was_changed_is_not_taken(client: Client, by_two: int, change: str) -> None:
    _, token, _ = part(client, metadataPrefix="oai_dc")
    for forged in (change, token + change, change + token):
        _, _, tree = part(client, resumptionToken=forged)
        assert tree.find(f"{OAI}error").get("code") == "badResumptionToken"


# -- crawling ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/search?q=tidy", "/search.csv?q=tidy", "/records/oxmoor-2026-01/", "/feed.atom?q=tidy"],
)
def test_a_crawler_in_too_much_haste_is_told_how_long_to_wait_and_others_are_served(
    client: Client, alder: Any, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(haste, "PAGES", Throttle("5/m", scope="few"))
    begun = at("2026-05-05 09:00")
    with time_machine.travel(begun, tick=False) as traveller:
        answers = [client.get(path) for _ in range(20)]
        other = client.get(path, REMOTE_ADDR="192.0.2.7")
        wait = int(answers[-1]["Retry-After"])
        traveller.shift(wait + 1)
        later = client.get(path)

    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 15
    assert 0 < wait <= 60 and str(wait) in answers[-1].content.decode()
    assert (other.status_code, later.status_code) == (200, 200)
