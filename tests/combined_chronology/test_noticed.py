"""What the machine noticed: shown with its lines, weighed by people, taken back, carried on, made a finding."""

from datetime import UTC, datetime

import pytest

from irwell.accounts.models import Agency
from irwell.agency_returns.models import AgencyReturn
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.chronology import Observed, PseudonymKey, Timeline
from irwell.combined_chronology import queries
from irwell.combined_chronology.models import Weighing
from irwell.combined_chronology.rules import in_pseudonyms, workers_key
from irwell.combined_chronology.tasks import take_up_signed
from irwell.core.time import now
from irwell.reviews.models import PracticeReview
from tests.chronology.thinking import entry
from tests.combined_chronology.events import HOSPITAL
from tests.combined_chronology.returns import sign
from tests.combined_chronology.test_timeline import EVERY_NAME, path, text_of
from tests.people import People
from tests.stages import bring_to

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def key_of(case: Case, kind: Observed) -> str:
    found = queries.noticed(case, queries.weighings_of(case)).observations
    return next(one.key for one in found if one.kind is kind)


def about(case: Case, slug: str) -> str:
    return path(case, f"noticed/about/{slug}/")


def weigh(client, case: Case, key: str, outcome: str, *, seen: str = "", reason: str = ""):
    address = path(case, f"noticed/{key}/weigh/")
    return client.post(address, {"outcome": outcome, "seen": seen, "reason": reason})


def seen_of(case: Case) -> str:
    return case.weighings.get().changed_at.isoformat()


def test_the_first_page_says_what_waits_by_what_it_is_about(
    told: Case, people: People, as_person
) -> None:
    page = text_of(as_person(people.colm), path(told, "noticed/"))

    for title in (
        "Same event, several accounts",
        "Silences",
        "Known here, never there",
        "Voice of the child",
    ):
        assert title in page  # fmt: skip
    assert "to weigh" in page


def test_before_the_first_return_nothing_is_noticed(case: Case, people: People, as_person) -> None:
    page = text_of(as_person(people.colm), path(case, "noticed/"))

    assert "No agency has been asked yet" in page
    assert "to weigh" not in page


def test_accounts_of_one_event_stand_side_by_side_with_differences_marked(
    told: Case, people: People, as_person
) -> None:
    page = text_of(as_person(people.colm), about(told, "same-event"))

    assert page.count('class="irw-accounts__one"') == 3
    assert "How the accounts differ" in page
    assert "<mark>" in page
    assert "One event" in page


@pytest.mark.parametrize("slug", ["same-event", "silences", "known-here", "voice", "patterns"])
def test_labels_hold_in_everything_that_was_noticed(
    told: Case, people: People, as_person, slug: str
) -> None:
    page = text_of(as_person(people.colm), about(told, slug))

    unregistered = ("Sorrel", "Vane", "Barley")
    assert [
        name for name in (*EVERY_NAME, *unregistered) if name in page[page.index("<main") :]
    ] == []


def test_an_event_is_confirmed_and_taken_back(told: Case, people: People, as_person) -> None:
    colm, key = as_person(people.colm), key_of(told, Observed.SAME_EVENT)

    weigh(colm, told, key, "confirmed")
    confirmed = text_of(as_person(people.lena), about(told, "same-event"))
    colm.post(path(told, f"noticed/{key}/undo/"), {"seen": seen_of(told)})
    again = text_of(colm, about(told, "same-event"))

    assert "Confirmed: 1" in confirmed
    assert "Nothing waits here" in confirmed
    assert "says Colm Derrywater" in confirmed
    assert "To weigh: 1" in again
    assert told.weighings.count() == 0


def test_a_refused_event_is_not_proposed_again_and_can_be_taken_back(
    told: Case, people: People, as_person
) -> None:
    colm, key = as_person(people.colm), key_of(told, Observed.SAME_EVENT)

    weigh(colm, told, key, "dismissed")
    refused = text_of(colm, about(told, "same-event"))
    queries.forget_timelines()
    afresh = text_of(colm, about(told, "same-event"))
    colm.post(path(told, f"noticed/{key}/undo/"), {"seen": seen_of(told)})

    assert "Nothing waits here" in refused
    assert "Nothing waits here" in afresh
    assert "Not one event, says Colm Derrywater" in afresh
    assert "To weigh: 1" in text_of(colm, about(told, "same-event"))


def test_a_silence_is_dismissed_only_with_a_reason(told: Case, people: People, as_person) -> None:
    colm, key = as_person(people.colm), key_of(told, Observed.LAST_CONTACT)

    without = weigh(colm, told, key, "dismissed")
    weigh(colm, told, key, "dismissed", reason="The paper file of Rowan has it.")
    page = text_of(colm, about(told, "silences"))

    assert without.status_code == 422
    assert "Say why it is dismissed" in without.content.decode()
    assert "The paper file of Child A has it." in page
    assert "Dismissed: 1" in page


def test_two_people_weighing_at_once_are_told_and_nothing_is_overwritten(
    told: Case, people: People, as_person
) -> None:
    key = key_of(told, Observed.SAME_EVENT)
    weigh(as_person(people.colm), told, key, "confirmed")

    late = weigh(as_person(people.lena), told, key, "dismissed", reason="Two visits")

    assert late.status_code == 409
    assert "Colm Derrywater weighed this while you were reading" in late.content.decode()
    assert "Two visits" in late.content.decode()
    assert told.weighings.get().outcome == "confirmed"


def test_weighing_twice_the_same_does_no_harm(told: Case, people: People, as_person) -> None:
    colm, key = as_person(people.colm), key_of(told, Observed.SAME_EVENT)

    for _ in range(2):
        assert weigh(colm, told, key, "confirmed").status_code == 302

    assert LoggedEvent.objects.filter(name="combined_chronology:observation:weighed").count() == 1


def test_decisions_survive_a_corrected_return(told: Case, people: People, as_person) -> None:
    colm, key = as_person(people.colm), key_of(told, Observed.SAME_EVENT)
    weigh(colm, told, key, "confirmed")
    corrected = HOSPITAL.replace("12/03/2023 21:40", "12/03/2023 21:50").replace("Sent home", "Sent home with advice")  # fmt: skip
    sign(told, Agency.objects.get(kind="hospital"), corrected, people.maya, version=3)

    page = text_of(colm, about(told, "same-event"))

    assert "Confirmed: 1" in page
    assert "Nothing waits here" in page
    assert "21:50" in page
    assert told.weighings.get().observation_key != key


def test_the_worker_carries_decisions_along_before_anyone_reads(
    told: Case, people: People, as_person
) -> None:
    colm, key = as_person(people.colm), key_of(told, Observed.SAME_EVENT)
    weigh(colm, told, key, "confirmed")
    corrected = HOSPITAL.replace("12/03/2023 21:40", "12/03/2023 21:50")
    sign(told, Agency.objects.get(kind="hospital"), corrected, people.maya, version=3)
    AgencyReturn.objects.filter(version=3).update(signed_at=now())

    taken = take_up_signed(now())

    assert taken == 1
    assert told.weighings.get().observation_key != key
    assert take_up_signed(now()) == 0


def test_a_decision_whose_lines_are_gone_is_kept_and_said_so(
    told: Case, people: People, as_person
) -> None:
    colm, key = as_person(people.colm), key_of(told, Observed.SILENCE)
    weigh(colm, told, key, "confirmed")
    sign(told, Agency.objects.get(kind="education"), "", people.maya, version=3)

    page = text_of(colm, about(told, "silences"))

    assert "Confirmed: 1" in page
    assert "no longer show it" in page


def test_silences_come_with_a_grid_a_table_and_the_sources_of_the_rules(
    told: Case, people: People, as_person
) -> None:
    page = text_of(as_person(people.colm), about(told, "silences"))

    assert 'class="irw-grid"' in page
    assert "nothing recorded" in page
    assert "quiet month" in page
    assert "not verified against the source" in page
    assert "last seen" in page


def test_the_voice_of_the_child_is_counted(told: Case, people: People, as_person) -> None:
    page = text_of(as_person(people.colm), about(told, "voice"))

    assert "The child is heard in" in page
    assert "By quarter" in page


@pytest.mark.parametrize(("who", "status"), [("ines", 403), ("tomos", 403), ("oona", 404), ("conrad", 404)])  # fmt: skip
def test_others_neither_read_nor_weigh(
    told: Case, people: People, as_person, who: str, status: int
) -> None:
    client, key = as_person(getattr(people, who)), key_of(told, Observed.SAME_EVENT)

    assert client.get(path(told, "noticed/")).status_code == status
    assert client.get(about(told, "voice")).status_code == status
    assert weigh(client, told, key, "confirmed").status_code == status
    assert client.post(path(told, f"noticed/{key}/undo/")).status_code == status
    assert Weighing.objects.count() == 0


@pytest.mark.parametrize("rest", ["noticed/about/nothing/", "noticed/nothing/"])
def test_what_is_not_there_is_not_found(told: Case, people: People, as_person, rest: str) -> None:
    assert as_person(people.colm).get(path(told, rest)).status_code == 404


def test_an_observation_becomes_a_finding_with_its_evidence(
    told: Case, people: People, as_person
) -> None:
    case = bring_to(told, "drafting", people, now=NOW)
    PracticeReview.objects.create(
        case=case, key=case.key, commissioned_at=NOW, commissioned_by=people.lena
    )
    rosalind, key = as_person(people.rosalind), key_of(case, Observed.SAME_EVENT)
    quoted = queries.observation_of(case, key).entries
    address = f"/cases/{case.pk}/practice-review/findings/add/"

    listed = text_of(rosalind, about(case, "same-event"))
    begun = text_of(rosalind, f"{address}?observation={key}")
    saved = rosalind.post(
        address,
        {"observation": key, "step": "save", "title": "One evening, three stories", "text": "What.", "why": "Why.", "line": quoted},
    )  # fmt: skip
    after = text_of(rosalind, about(case, "same-event"))

    finding = case.practice_review.findings.get()
    assert f"{address}?observation={key}" in listed
    assert all(f'value="{entry_id}"' in begun for entry_id in quoted)
    typed = begun[begun.index('name="title"') : begun.index("Lines that this finding rests on")]
    assert "Rowan" not in typed
    assert saved.status_code == 302
    assert {row["entry_id"] for row in finding.evidence} == set(quoted)
    assert case.weighings.get().finding == finding.number
    assert "Finding 1 of the review rests on it" in after


def test_what_became_a_finding_is_not_taken_back_by_the_way(
    told: Case, people: People, as_person
) -> None:
    colm, key = as_person(people.colm), key_of(told, Observed.SAME_EVENT)
    weigh(colm, told, key, "confirmed")
    told.weighings.update(finding=1)

    answers = (
        colm.post(path(told, f"noticed/{key}/undo/"), {"seen": seen_of(told)}),
        weigh(colm, told, key, "dismissed", seen=seen_of(told)),
    )

    assert [answer.status_code for answer in answers] == [409, 409]
    assert "It has become finding 1 of the review" in answers[0].content.decode()


def test_a_kind_of_professional_is_nobodys_name_and_a_name_is_told_by_role() -> None:
    lines = [
        entry("Early Help", "1 March 2023", "A visit", professional=who)
        for who in ("Early help worker", "Health visitor", "Grace Hill, nurse", "Records")
    ]
    workers = workers_key(Timeline(tuple(lines)), PseudonymKey(()))

    told = workers.apply("Early March: the health visitor wrote to Valley Health. Grace Hill came.")

    assert told.startswith("Early March: the health visitor wrote to Valley Health. ")
    assert "Grace" not in told and "Hill" not in told
    assert workers.apply("The school records a visit") == "The school records a visit"


def test_under_labels_a_line_keeps_the_kind_of_professional_and_never_a_surname() -> None:
    people = ("Housing officer", "Records", "Nurse Ward", "Bettany Crewe, housing officer")
    lines = tuple(entry("Homes", "1 March 2023", "A visit", professional=who) for who in people)

    shown = in_pseudonyms(Timeline(lines), PseudonymKey(()))

    told = [one.professional for one in shown.entries]
    assert told == ["Housing officer", "Records", "Professional, Homes", "Professional, Homes"]
