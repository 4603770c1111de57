"""Other processes beside a case: recorded, changed with a history, held for, named by the referral."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.core.time import LONDON
from irwell.parallel_processes import rules
from irwell.parallel_processes.actions import Words, add_process
from irwell.parallel_processes.models import ParallelProcess
from irwell.parallel_processes.queries import gates_held, next_dates
from irwell.referrals import actions as referrals
from tests.kept import kept
from tests.people import People

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 9, 1, 10, tzinfo=LONDON)
NEXT = dt.date(2027, 5, 10)


@pytest.fixture(autouse=True)
def _in_september() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


def page(case: Case, part: str = "") -> str:
    return f"/cases/{case.pk}/processes/{part}"


def typed(**changes: str) -> dict[str, str]:
    return {
        "kind": "criminal", "status": "open", "contact": "DS Harrow Penn, 01632 960123", "reference": "Crime 77/4402",
        "witnesses": "Ask DS Penn before meeting Mother.", "disclosure": "Drafts are disclosable.",
        "publication": "Waits for the verdict.", "next_on_day": "10", "next_on_month": "5", "next_on_year": "2027",
        "next_what": "Trial begins", "reason": "", "seen": "0", **changes,
    }  # fmt: skip


@pytest.fixture
@kept
def trial(case: Case, people: People) -> ParallelProcess:
    words = Words(status="open", contact="DS Harrow Penn", next_on=NEXT, next_what="Trial begins")
    return add_process(case=case, kind="criminal", words=words, by=people.maya, now=NOW)


def test_a_trial_is_recorded_with_contact_limits_and_next_date(
    case: Case, people: People, as_person: Any
) -> None:
    maya = as_person(people.maya)

    answer = maya.post(page(case, "add/"), typed())
    shown = maya.get(page(case)).content.decode()

    assert answer.status_code == 302
    for words in ("Criminal investigation or trial", "DS Harrow Penn", "Waits for the verdict.", "Monday 10 May 2027: Trial begins"):  # fmt: skip
        assert words in shown
    assert case.tasks.get(title__startswith="Criminal investigation").due_on == NEXT


def test_what_a_process_changes_names_its_source_and_that_it_is_unverified(
    trial: ParallelProcess, people: People, as_person: Any
) -> None:
    shown = as_person(people.ines).get(page(trial.case, f"{trial.pk}/")).content.decode()

    assert "A witness is met only after the police have agreed." in shown
    assert "Crown Prosecution Service: Protocol" in shown


@pytest.mark.parametrize("kind", rules.kinds().values(), ids=lambda k: k.id)
def test_every_kind_says_what_it_changes_and_where_that_is_from(kind: rules.Kind) -> None:
    assert kind.changes
    assert kind.source.startswith("Source: ")
    assert kind.verified or "erified" in kind.source or "checked" in kind.source


def test_contact_and_reference_are_not_in_the_log_or_in_a_task(
    case: Case, people: People, as_person: Any
) -> None:
    as_person(people.maya).post(page(case, "add/"), typed())

    logged = str(list(LoggedEvent.objects.filter(case=case.pk).values_list("data", flat=True)))
    titles = str(list(case.tasks.values_list("title", flat=True)))
    assert "Penn" not in logged + titles
    assert "4402" not in logged + titles


def test_a_change_keeps_what_stood_there_and_who_said_so(
    trial: ParallelProcess, people: People, as_person: Any
) -> None:
    maya, at = as_person(people.maya), page(trial.case, f"{trial.pk}/")
    sent = typed(next_on_day="2", next_on_month="6", contact=trial.contact, reason="Told by telephone on 1 September.")  # fmt: skip

    answer = maya.post(at + "change/", sent)
    shown = maya.get(at).content.decode()

    assert answer.status_code == 302
    assert "“Monday 10 May 2027” became “Wednesday 2 June 2027”" in shown
    assert "Told by telephone on 1 September." in shown
    due = trial.case.tasks.filter(once__startswith=f"process-{trial.pk}", done_at=None)
    assert [task.due_on for task in due] == [dt.date(2027, 6, 2)]


def test_a_status_is_not_changed_without_saying_how_one_knows(
    trial: ParallelProcess, people: People, as_person: Any
) -> None:
    answer = as_person(people.maya).post(
        page(trial.case, f"{trial.pk}/change/"), typed(status="ended")
    )

    assert answer.status_code == 422
    assert "Say how you know" in answer.content.decode()


def test_two_people_who_change_at_once_see_both_texts(
    trial: ParallelProcess, people: People, as_person: Any
) -> None:
    at = page(trial.case, f"{trial.pk}/change/")
    as_person(people.ines).post(at, typed(contact="The prosecutor’s office"))

    answer = as_person(people.maya).post(at, typed(contact="The court’s listing office"))
    shown = answer.content.decode()

    assert answer.status_code == 422
    assert "The prosecutor’s office" in shown
    assert "The court’s listing office" in shown
    assert ParallelProcess.objects.get().contact == "The prosecutor’s office"


def test_a_next_date_that_has_passed_is_refused_and_one_that_passes_is_told(
    trial: ParallelProcess, people: People, as_person: Any
) -> None:
    maya = as_person(people.maya)

    early = maya.post(page(trial.case, "add/"), typed(next_on_year="2026"))
    with time_machine.travel(dt.datetime(2027, 5, 12, 9, tzinfo=LONDON)):
        shown = as_person(people.maya).get(page(trial.case)).content.decode()

    assert early.status_code == 422
    assert "has passed" in early.content.decode()
    assert "This date has passed. Ask the contact" in shown


def test_a_hold_names_the_process_and_ends_with_it(
    trial: ParallelProcess, people: People, as_person: Any
) -> None:
    maya, at = as_person(people.maya), page(trial.case, f"{trial.pk}/")

    asked = maya.get(at + "hold/").content.decode()
    maya.post(at + "hold/", {"reason": "Meetings with practitioners wait."})
    held = maya.get(f"/cases/{trial.case.pk}/").content.decode()
    maya.post(at + "change/", typed(status="ended", reason="Sentenced today.", contact="DS Harrow Penn"))  # fmt: skip
    after = Case.objects.get(pk=trial.case.pk)

    assert "Criminal investigation or trial" in asked
    assert "Criminal investigation or trial: Meetings with practitioners wait." in held
    assert after.held_since is None
    assert not after.tasks.filter(once__startswith="process-", done_at=None).exists()


def test_a_hold_can_be_ended_before_the_process_is(
    trial: ParallelProcess, people: People, as_person: Any
) -> None:
    maya, at = as_person(people.maya), page(trial.case, f"{trial.pk}/")
    maya.post(at + "hold/", {"reason": "Meetings wait."})

    maya.post(at + "hold/end/")

    assert Case.objects.get(pk=trial.case.pk).held_since is None


def test_the_referral_proposes_records_at_triage(people: People, as_person: Any) -> None:
    referral, _ = referrals.start(now=NOW)
    answers = {
        **referral.answers,
        "parallel": {"which": ["Police investigation", "Inquest"], "references": "Crime 77/4402"},
    }
    referral.answers, referral.status, referral.submitted_at = answers, "submitted", NOW
    referral.save()
    case = referrals.accept(referral=referral, label="Alder", by=people.maya, now=NOW)
    maya = as_person(people.maya)

    before = maya.get(page(case)).content.decode()
    maya.post(page(case, "add/"), typed())
    maya.post(page(case, "set-aside/inquest/"))
    after = maya.get(page(case)).content.decode()

    assert "Record: Criminal investigation or trial" in before
    assert "Record: Inquest" in before
    assert "Crime 77/4402" in before
    assert "The referral names these" not in after
    assert case.tasks.get(once="processes-of-the-referral").done_at is not None


def test_the_soonest_next_date_is_known_for_the_board(
    trial: ParallelProcess, people: People
) -> None:
    words = Words(status="expected", next_on=dt.date(2027, 1, 12))
    add_process(case=trial.case, kind="inquest", words=words, by=people.maya, now=NOW)

    assert next_dates([trial.case]) == {trial.case.pk: (dt.date(2027, 1, 12), "Inquest")}


def test_the_board_shows_the_next_date_of_another_process(
    trial: ParallelProcess, people: People, as_person: Any
) -> None:
    shown = as_person(people.maya).get("/cases/").content.decode()

    assert "Criminal investigation or trial" in shown
    assert "10 May 2027" in shown


@pytest.mark.parametrize(
    ("kind", "status", "gate"),
    [
        ("criminal", "open", "criminal_trial"), ("criminal", "expected", "criminal_trial"),
        ("criminal", "agreed", "criminal_trial"), ("criminal", "ended", ""), ("criminal", "not_held", ""),
        ("inquest", "open", "inquest"), ("inquest", "agreed", ""), ("care_proceedings", "open", "court_order"),
        ("care_proceedings", "agreed", ""), ("psirf", "open", ""), ("unheard_of", "open", ""),
    ],
)  # fmt: skip
def test_which_gate_a_process_keeps_open(kind: str, status: str, gate: str) -> None:
    assert rules.gate_held_by(kind, status) == gate


def test_an_agreement_to_publish_is_not_taken_for_a_trial(
    trial: ParallelProcess, people: People, as_person: Any
) -> None:
    sent = typed(status="agreed", reason="They say so")

    answer = as_person(people.maya).post(page(trial.case, f"{trial.pk}/change/"), sent)

    assert answer.status_code == 422
    assert gates_held(trial.case) == {"criminal_trial": [trial]}


@pytest.mark.parametrize(
    ("who", "reads", "records"),
    [
        ("maya", 200, 200), ("ines", 200, 200), ("lena", 200, 403), ("idris", 200, 403), ("priti", 200, 403),
        ("colm", 200, 403), ("rosalind", 200, 403), ("tomos", 403, 403), ("oona", 404, 404), ("conrad", 404, 404),
        ("sam", 404, 404), ("ade", 404, 404),
    ],
)  # fmt: skip
def test_who_reads_and_who_records(
    case: Case, people: People, as_person: Any, who: str, reads: int, records: int
) -> None:
    client = as_person(getattr(people, who))

    assert client.get(page(case)).status_code == reads
    assert client.get(page(case, "add/")).status_code == records
