"""Bundles arriving over HTTP."""

import pytest

from irwell.repository.models import Deposit, File, Record

from .conftest import STRANGER


def test_a_bundle_is_acknowledged_with_its_address(deposit):
    answer = deposit()

    assert answer.status_code == 201
    assert answer.json()["url"] == "http://testserver/records/oxmoor-2026-01/"
    assert answer.json()["searchable"]


def test_what_was_deposited_can_be_found_and_read(client, alder):
    assert b"Child Alder" in client.get("/search?q=tidy+home").content
    page = client.get("/records/oxmoor-2026-01/")
    assert b"hidden behind a tidy home" in page.content
    assert b"should join up absence data" in page.content


def test_the_same_bundle_again_changes_nothing_and_gets_the_same_receipt(deposit):
    first, second = deposit(), deposit()

    assert second.status_code == 200
    assert second.json()["repeated"]
    assert second.json()["receipt"] == first.json()["receipt"]
    assert Deposit.objects.count() == 1


def test_a_stranger_is_refused_with_a_sentence(deposit):
    answer = deposit(key=STRANGER)

    assert answer.status_code == 422
    assert "not by a key this repository trusts" in answer.json()["problem"]
    assert not Record.objects.exists()


@pytest.mark.parametrize("body", [b"", b"nonsense", b"PK\x03\x04"])
def test_what_is_no_bundle_is_refused_with_a_sentence(client, body):
    answer = client.post("/deposit", body, content_type="application/zip")

    assert answer.status_code == 422
    assert answer.json()["problem"].endswith(".")


def test_a_corrected_version_replaces_the_words_and_keeps_the_old_file(client, deposit):
    deposit()
    html = (
        b"<main><h1>Child Alder</h1><p>Corrected words about kestrels in the playground.</p></main>"
    )

    answer = deposit(version=2, files={"report.html": html})

    assert answer.status_code == 201
    assert b"kestrels" in client.get("/records/oxmoor-2026-01/").content
    assert File.objects.filter(name="report.html").count() == 2


def test_an_old_version_is_refused(deposit):
    deposit(version=2)

    answer = deposit(version=1)

    assert answer.status_code == 422
    assert "needs version 3 or higher" in answer.json()["problem"]


def test_a_partnership_cannot_replace_what_another_deposited(settings, deposit):
    from cryptography.hazmat.primitives import serialization

    deposit()
    pem = STRANGER.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    (settings.IRWELL_TRUSTED_KEYS / "other.pem").write_bytes(pem)

    answer = deposit(key=STRANGER, version=2)

    assert answer.status_code == 422
    assert "belongs to another depositor" in answer.json()["problem"]


def test_a_withdrawal_leaves_a_tombstone_and_takes_the_words_away(client, deposit):
    deposit()

    deposit(withdrawn=True, withdrawn_reason="A court ordered it.", version=2)

    page = client.get("/records/oxmoor-2026-01/")
    assert page.status_code == 410
    assert b"A court ordered it." in page.content
    assert b"tidy home" not in page.content
    assert client.get("/records/oxmoor-2026-01/files/report.html").status_code == 404
    assert b"Nothing was found" in client.get("/search?q=tidy&mode=words").content


def test_what_is_not_here_cannot_be_withdrawn(deposit):
    answer = deposit(withdrawn=True, withdrawn_reason="Mistake.")

    assert answer.status_code == 422
    assert "is not here" in answer.json()["problem"]


def test_a_withdrawn_review_does_not_come_back_under_its_old_name(deposit):
    deposit()
    deposit(withdrawn=True, withdrawn_reason="A court ordered it.", version=2)

    assert "was withdrawn" in deposit(version=3).json()["problem"]


def test_a_deposit_needs_post(client):
    assert client.get("/deposit").status_code == 405


def test_a_report_without_words_is_refused_and_nothing_is_kept(deposit):
    answer = deposit(files={"report.html": b"<main></main>"})

    assert answer.status_code == 422
    assert "no readable words" in answer.json()["problem"]
    assert not Record.objects.exists()
