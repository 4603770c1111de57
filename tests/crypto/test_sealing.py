"""Sealed fields and files."""

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from irwell.cases.models import Case, Identity, Note
from irwell.core import time
from irwell.crypto.actions import create_key, destroy_key
from irwell.crypto.files import open_bytes, seal_bytes
from irwell.crypto.models import KeyDestroyed
from tests.people import People


@pytest.fixture
def identity(case: Case) -> Identity:
    return Identity.objects.create(
        case=case,
        key=case.key,
        kind="person",
        role="child",
        label="Child A",
        names=["Wren Hollowgate"],
    )


def test_a_sealed_name_reads_back(identity: Identity) -> None:
    assert Identity.objects.get(pk=identity.pk).names == ["Wren Hollowgate"]


def test_the_database_holds_no_plain_name(identity: Identity) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT names FROM cases_identity")
        stored = bytes(cursor.fetchone()[0])

    assert b"Wren" not in stored


def test_a_ciphertext_moved_to_another_row_fails(identity: Identity, case: Case) -> None:
    other = Identity.objects.create(
        case=case, key=case.key, kind="person", role="mother", label="Mother", names=["X"]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_identity SET names = (SELECT names FROM cases_identity WHERE label = 'Child A') "
            "WHERE label = 'Mother'"
        )

    with pytest.raises(InvalidTag):
        _ = Identity.objects.get(pk=other.pk).names


def test_destroying_the_key_destroys_the_content(identity: Identity, case: Case) -> None:
    destroy_key(key=case.key, now=time.now())

    with pytest.raises(KeyDestroyed):
        _ = Identity.objects.get(pk=identity.pk).names


def test_a_sealed_file_opens_with_its_case_key_only(people: People) -> None:
    ours, other = create_key(), create_key()
    sealed = seal_bytes(b"minutes", ours)

    assert open_bytes(sealed, ours.pk) == b"minutes"
    with pytest.raises(Exception, match="No matching keys"):
        open_bytes(sealed, other.pk)


def test_sealed_text_that_was_not_given_is_empty() -> None:
    assert Note().text == ""
