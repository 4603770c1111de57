"""The seeding of step 9 on the demonstration's own report: full of names, in every corner of its file."""

from dataclasses import asdict

import pytest

from irwell.anonymisation import queries
from irwell.anonymisation.models import Run
from irwell.cases.models import Case
from irwell.demo.seeding import anonymisation
from irwell.demo.seeding.report_docx import UNREGISTERED, build_report, cast_of, complete_register
from tests.anonymisation.conftest import NOW, approve
from tests.kept import kept
from tests.people import People
from tests.stages import bring_to


@pytest.fixture
@kept
def approved(case: Case, people: People) -> Case:
    complete_register(case, by=people.maya)
    approve(case, people, build_report(case, version=2))
    return bring_to(case, "anonymisation", people, now=NOW)


def test_the_report_is_signed_and_nobody_is_left_in_its_files(
    approved: Case, people: People
) -> None:
    ended = anonymisation.take(approved, vars(people), now=NOW)

    approved.refresh_from_db()
    certificate = queries.signed_certificate(approved)
    assert ended > NOW
    assert approved.state == "pre_publication"
    assert certificate is not None
    page = queries.clean_files(certificate)["report.html"].decode()
    for entry in queries.engine_register(approved).entries:
        for words in (*entry.names, *entry.addresses, *entry.identifiers):
            assert words not in page
    assert UNREGISTERED not in page
    for told in asdict(cast_of(approved)).values():
        assert str(told) not in page


def test_halfway_somebody_is_deciding(approved: Case, people: People) -> None:
    anonymisation.take(approved, vars(people), now=NOW, until="deciding")

    run = Run.objects.get(case=approved)
    assert run.state == "deciding"
    assert run.open_decisions
