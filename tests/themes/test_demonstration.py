"""The demonstration’s coded reports."""

import re

from django.test import Client

from irwell.demo.seeding.other_areas import save_reviews
from irwell.demo.seeding.themes import CODED, code_reports
from irwell.editors.actions import add_editor
from irwell.repository.actions.saving import save_record
from irwell.repository.models import Record
from irwell.themes.actions import refresh
from irwell.themes.models import Coding
from tests.moments import at
from tests.themes.conftest import review


def test_the_demonstration_has_reports_coded_by_two_people(client: Client) -> None:
    for number in range(CODED):
        content = review(f"oxmoor-{2010 + number}-01", f"Report {number}", "Neglect", "Education")
        save_record(content=content, now=at("2026-04-20 09:00"))
    Record.objects.update(source=Record.Source.CORONER)
    refresh()
    code_reports()
    assert not Coding.objects.exists()  # nobody is there to code

    add_editor(email="a@library.example", name="A")
    add_editor(email="b@library.example", name="B")
    code_reports()
    code_reports()

    page = " ".join(
        re.sub(r"<[^>]+>", " ", client.get("/themes/agreement/").content.decode()).split()
    )
    assert Coding.objects.count() == CODED
    assert "substantial" in page or "almost perfect" in page
    assert Coding.objects.filter(settled_at=None).count() == 1


def test_reviews_of_other_areas_repeat_each_other_and_say_what_became_of_it(client: Client) -> None:
    save_reviews(now=at("2026-04-20 09:00"))
    save_reviews(now=at("2026-04-20 09:00"))

    found = client.get("/api/radar?repeated=true").json()["groups"]
    assert {tuple(one["years"]) for one in found} == {(2022, 2023), (2022, 2024), (2023, 2024)}
    answers = [o["answer"] for g in found for r in g["recommendations"] for o in r["outcomes"]]
    assert "Done, with evidence of effect" in answers
