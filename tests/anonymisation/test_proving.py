"""Proving who one is before a certificate is signed; the signature then goes on by itself."""

import datetime as dt

import time_machine

from irwell.anonymisation import queries
from tests.anonymisation.conftest import NOW, SEARCHED, SIGNED, Desk
from tests.people import PASSWORD, People


@time_machine.travel(NOW, tick=False)
def test_whoever_signed_in_long_ago_proves_who_they_are_and_then_the_signature_goes_on(
    written: Desk, people: People, as_person
) -> None:
    written.post("risk/searches/", SEARCHED)
    ines = as_person(people.ines)

    asked = ines.post(f"{written.base}sign/", SIGNED)
    page = ines.get(asked.url)
    refused = ines.post(asked.url, {"password": "not mine"})
    still_unsigned = queries.signed_certificate(written.case)
    proven = ines.post(asked.url, {"password": PASSWORD})

    assert asked.url.startswith("/account/reauthenticate/")
    assert page.status_code == refused.status_code == 200
    assert "nothing that you entered is lost" in page.content.decode()
    assert still_unsigned is None
    assert proven.status_code == 302
    assert queries.signed_certificate(written.case) == queries.certificate_of(written.run)


@time_machine.travel(NOW, tick=True)
def test_a_proof_of_ten_minutes_ago_is_too_old(written: Desk, ines: Desk) -> None:
    written.post("risk/searches/", SEARCHED)
    client = ines.client
    with time_machine.travel(NOW + dt.timedelta(minutes=10), tick=False):
        assert client.post(f"{ines.base}sign/", SIGNED).url.startswith("/account/reauthenticate/")
    assert queries.signed_certificate(written.case) is None
