"""The demonstration as a whole: every case that the first page of `make demo` promises stands where it should."""

import pytest

from irwell.audit.queries import verify_log
from irwell.cases.models import Case
from irwell.core.time import today
from irwell.demo.actions import seed
from irwell.demo.data import load
from irwell.demo.seeding import journey

STANDS_AT = {
    "Alder": "triage", "Birch": "triage", "Cedar": "criteria_discussion", "Damson": "criteria_discussion",
    "Clover": "local_event", "Elder": "notify_agreed", "Fern": "rr_gathering", "Gorse": "rr_gathering", "Hazel": "rr_meeting",
    "Iris": "not_notified", "Juniper": "other_area",
}  # fmt: skip


@pytest.mark.django_db
def test_every_case_stands_where_it_should_and_the_log_is_whole() -> None:
    seed(today=today(), say=lambda _: None)

    assert dict(Case.objects.values_list("label", "state")) == STANDS_AT
    assert verify_log().intact


def test_every_stage_in_the_file_is_a_stage() -> None:
    assert {row["stage"] for row in load()["case"]} <= set(journey.stages())
