"""Fact check: each sees their own part, comments stay with their paragraph, reminders, the family's reading."""

import datetime as dt
import io
import re
from typing import Any

import pytest
from django.test import Client
from docx import Document
from PIL import Image

from irwell.cases.models import Case
from irwell.messaging.models import Notice, SignedLink
from irwell.reviews import actions, queries, rules
from irwell.reviews.models import (
    FactCheckComment,
    FactCheckInvitation,
    FamilyReading,
    ReportVersion,
)
from irwell.reviews.tasks import remind_checkers
from tests.people import People
from tests.reviews.conftest import LATER, Stage, report_file
from tests.reviews.test_commissioning import page
from tests.reviews.test_word_and_back import add_picture, uploaded

pytestmark = pytest.mark.django_db
GRANDMOTHER = {"kind": "family", "who": "Grandmother", "email": "grandmother@family.example"}


def section_of(case: Case, title: str) -> rules.ReportSection:
    report = queries.latest_report(queries.review_of(case))
    assert report is not None
    found = rules.sections_of(rules.parts_from(report.content))
    return next(s for s in found if title in s.title)


def invited(case: Case, person: Any, section: rules.ReportSection) -> str:
    person.post(page(case, "fact-check/invite/"), {**GRANDMOTHER, "sections": [str(section.id)]})
    found = re.search(r"/check-facts/\S+", Notice.objects.get(to=GRANDMOTHER["email"]).body)
    assert found is not None
    return found.group()


def test_family_sees_their_part_and_nothing_else(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("fact_check")
    theirs = section_of(case, "What the family")
    link, visitor = invited(case, as_person(people.maya), theirs), Client()

    shown = visitor.get(link).content.decode()

    assert theirs.parts[1].text[:40] in shown
    assert "Why this review was done" not in shown
    assert "only that" in shown


def test_paragraphs_of_a_part_bear_their_own_numbers_and_each_leads_to_the_box_for_a_comment(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("fact_check")
    theirs = section_of(case, "What the family")
    link, visitor = invited(case, as_person(people.maya), theirs), Client()
    lines = queries.lines_of(ReportVersion.objects.get())
    heading, line = (next(x for x in lines if x.part == part.id) for part in theirs.parts[:2])

    shown = visitor.get(link).content.decode()
    asked = visitor.get(f"{link}?paragraph={line.number}").content.decode()

    assert line.number > 20
    numbers = [int(n) for n in re.findall(r'<li id="p\d+" value="(\d+)"', shown)]
    assert numbers == [x.number for x in lines if x.part in {part.id for part in theirs.parts}]
    assert f"<strong>{heading.text}</strong>" in shown
    assert f'href="?paragraph={line.number}#say"' in shown
    assert re.search(rf'<input[^>]*name="paragraph"[^>]*value="{line.number}"', asked) or re.search(
        rf'<input[^>]*value="{line.number}"[^>]*name="paragraph"', asked
    )


def test_family_is_not_shown_a_whole_draft_by_oversight(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("fact_check")

    answer = as_person(people.maya).post(page(case, "fact-check/invite/"), GRANDMOTHER)

    assert answer.status_code == 422
    assert "Choose the sections that concern them" in answer.content.decode()
    assert not FactCheckInvitation.objects.exists()


def test_a_checker_sees_the_pictures_of_their_own_part_and_no_other(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, maya = review_at("fact_check"), as_person(people.maya)
    actions.return_to_drafting(case=case, by=people.maya, now=LATER)
    report = Document()
    for title, colour, words in (
        ("For the partners", "navy", "The street."),
        ("What the family said", "teal", "The home."),
    ):
        report.add_heading(title, level=1)
        add_picture(report, colour, words)
    data = io.BytesIO()
    report.save(data)
    uploaded(as_person(people.rosalind), case, data.getvalue())
    actions.send_for_check(case=case, by=people.rosalind, now=LATER)
    link, visitor = invited(case, maya, section_of(case, "What the family")), Client()

    shown = visitor.get(link).content.decode()
    (address,) = re.findall(r'<img src="([^"]+)" alt="" loading', shown)
    seen = visitor.get(address)

    assert address == f"{link}pictures/4/"
    assert "Picture: The home.</figcaption>" in shown
    assert Image.open(io.BytesIO(seen.content)).getcolors()[0][1][1] > 100  # teal, not navy
    assert seen["Cache-Control"] == "no-store"
    assert visitor.get(f"{link}pictures/2/").status_code == 404
    assert visitor.get(f"{link}pictures/3/").status_code == 404
    SignedLink.objects.update(expires_at=LATER)
    assert visitor.get(address).status_code == 410


def test_a_comment_on_a_paragraph_outside_ones_part_is_not_taken(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("fact_check")
    link = invited(case, as_person(people.maya), section_of(case, "What the family"))

    answer = Client().post(link, {"paragraph": "3", "comment": "Hm."})

    assert answer.status_code == 422
    assert "no paragraph of that number in what you were shown" in answer.content.decode()
    assert not FactCheckComment.objects.exists()


def test_a_comment_stays_with_its_paragraph_in_the_next_version_and_its_outcome_is_logged(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, rosalind = review_at("fact_check"), as_person(people.rosalind)
    theirs = section_of(case, "What the family")
    link = invited(case, as_person(people.maya), theirs)
    number = next(
        n for n, p in enumerate(queries.numbered_in(ReportVersion.objects.get()), 1)
        if rules.part_id(p.key) == theirs.parts[1].id
    )  # fmt: skip
    Client().post(link, {"paragraph": str(number), "comment": "I said it in May."})
    row = FactCheckComment.objects.get()

    rosalind.post(
        page(case, f"fact-check/comments/{row.pk}/"), {"outcome": "corrected", "text": "May it is."}
    )
    actions.return_to_drafting(case=case, by=people.maya, now=LATER)
    actions.upload_report(case=case, upload=report_file(case, 2), note="", by=people.rosalind)
    shown = rosalind.get(page(case, f"report/write/{theirs.id}/")).content.decode()
    log = rosalind.get(page(case, "fact-check/")).content.decode()

    assert "I said it in May." in shown
    assert "Corrected in the next version" in log
    assert "May it is." in log


def test_who_has_not_answered_is_reminded_before_the_day_and_after_it_and_nobody_else(
    review_at: Stage, people: People
) -> None:
    case = review_at("fact_check")
    sent = {"case": case, "link_url": "http://x/{token}", "by": people.maya, "now": LATER}
    waits = actions.invite_checker(who="School", email="a@x.example", **sent)
    done = actions.invite_checker(who="Trust", email="b@x.example", **sent)
    actions.finish_checking(invitation=done, by=people.maya, now=LATER)
    days = [waits.due_on + dt.timedelta(days=n) for n in range(-9, 9)]

    for day in [*days, *days]:
        remind_checkers(dt.datetime.combine(day, dt.time(9), tzinfo=LATER.tzinfo))

    reminders = Notice.objects.filter(subject="A fact check is waited for")
    assert [n.to for n in reminders] == ["a@x.example", "a@x.example"]
    assert "token" not in reminders[0].body


def test_the_familys_reading_is_kept_with_version_and_time(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, maya = review_at("fact_check"), as_person(people.maya)
    sent = {
        "who": "Mother", "read_on_day": "1", "read_on_month": "9", "read_on_year": "2026", "minutes": "90",
        "support": "Her advocate", "said": "It is fair.",
    }  # fmt: skip

    maya.post(page(case, "fact-check/family/"), sent)
    refused = maya.post(page(case, "fact-check/family/"), {**sent, "minutes": "0"})
    shown = maya.get(page(case, "fact-check/")).content.decode()

    row = FamilyReading.objects.get()
    assert (row.report.version, row.minutes, row.support) == (1, 90, "Her advocate")
    assert "90 minutes" in shown
    assert "It is fair." in shown
    assert refused.status_code == 422
