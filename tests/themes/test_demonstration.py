"""The demonstration’s coded reports."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client

from irwell.demo.listener import listen
from irwell.demo.seeding.arriving import save_arrivals
from irwell.demo.seeding.other_areas import save_reviews
from irwell.demo.seeding.themes import CODED, code_reports
from irwell.editors.actions import add_editor
from irwell.repository.actions.saving import save_record
from irwell.repository.models import Quarantined, Record, Webhook
from irwell.repository.tasks import tell
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


def test_editors_find_a_bundle_kept_aside_and_two_programs_of_which_one_is_down(
    client: Client, settings: Any, socket_enabled: None
) -> None:
    listener = listen(0)
    assert listener is not None
    settings.IRWELL_MAY_REACH = [f"127.0.0.1:{listener.server_port}"]
    add_editor(email="a@library.example", name="A")
    now = at("2026-04-20 09:00")
    for _ in range(2):
        save_arrivals(now=now)
    tell(now)
    listener.shutdown()
    listener.server_close()

    aside = Quarantined.objects.get()
    assert "report.html is not what the manifest says" in aside.problem
    assert aside.claims["title"].startswith("Child Plover")
    assert not Record.objects.exists()
    (down,), (up,) = (
        list(one.deliveries.all()) for one in Webhook.objects.order_by("-institution")
    )
    assert up.sent_at == now
    assert (down.problem, down.due_at) == ("It answered with 503.", now + timedelta(minutes=1))
