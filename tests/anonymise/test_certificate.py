"""Certificates: bound to the bytes and to the register."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from irwell.anonymise.certificate import Certificate, NotIssued, holds, issue, objections
from irwell.anonymise.register import Register
from irwell.anonymise.verify import verify

REGISTER = Register.from_csv("id,label,kind,names\nm,Mother,person,Odalys Wrenfield\n")
NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
FILES = {"a.txt": b"The mother was seen.", "b.txt": b"The child was heard."}


def certificate() -> Certificate:
    checked = [verify(name, data, REGISTER) for name, data in FILES.items()]
    return issue(checked, register=REGISTER, made_at=NOW, counts={"mentions": 3})


def test_it_holds_for_the_same_files_and_register() -> None:
    assert holds(certificate(), FILES, REGISTER)


def test_it_comes_back_from_its_own_json() -> None:
    assert Certificate.from_json(certificate().to_json()) == certificate()


def test_the_same_facts_give_the_same_text() -> None:
    assert certificate().to_json() == certificate().to_json()


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({**FILES, "a.txt": b"The mother was seen!"}, "has changed"),
        ({"a.txt": FILES["a.txt"]}, "missing"),
        ({**FILES, "c.txt": b"x"}, "not in the certificate"),
    ],
)
def test_it_says_why_it_does_not_hold(files: dict[str, bytes], reason: str) -> None:
    assert reason in " ".join(objections(certificate(), files))


def test_a_changed_register_voids_it() -> None:
    other = Register.from_csv("id,label,kind,names\nm,Mother,person,Odalys Wrenfeld\n")

    assert not holds(certificate(), FILES, other)


def test_it_names_nobody() -> None:
    assert "Wrenfield" not in certificate().to_json()


def test_a_time_without_a_zone_is_refused() -> None:
    checked = [verify("a.txt", FILES["a.txt"], REGISTER)]

    with pytest.raises(NotIssued, match="time zone"):
        issue(checked, register=REGISTER, made_at=NOW.replace(tzinfo=None))


def test_something_else_is_not_a_certificate() -> None:
    with pytest.raises(NotIssued):
        Certificate.from_json('{"form": "other"}')
